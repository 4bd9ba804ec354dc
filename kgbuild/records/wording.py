"""Does the quotation mode fit the text and the speaker, and is no “not” left out?"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kgbuild import codes
from kgbuild.annotation.entries import ClaimEntry
from kgbuild.located import Text
from kgbuild.records.chains import Link
from kgbuild.records.workbench import Workbench
from kgbuild.text.article import Article
from kgbuild.text.span import Span

OWN_WORDS: Final = "own-words"
# An author may set off a single word of their own text.
_MODES_OF_AN_AUTHOR: Final = (OWN_WORDS, "scare-quote")
_MARKS: Final = '"“”„‟«»‹›「」『』＂〝〞'
_SINGLE_MARKS: Final = "'‘’‚"
# Words that turn a sentence around, in some languages with many readers. A list of this kind is
# never complete; it catches the slip of the pen, not the forger.
_NEGATIONS: Final = frozenset(
    word
    for language in (
        "not no never nobody none nothing neither nor cannot without",
        "nicht kein keine keinen keiner keinem nie niemals niemand",
        "ne pas jamais aucun aucune non sans",
        "nunca jamás nadie ningún ninguna sin",
        "não nem sem",
        "nessuno mai senza",
        "не нет ни никогда без",
        "لا لم لن ليس ليست غير",
        "לא אין",
        "不 没 沒 未 無 无",
    )
    for word in language.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:['’]\w+)?)\s*$")
_CONTRACTED = re.compile(r"n['’]t$", re.IGNORECASE)
_UNSPACED_NEGATION = re.compile(r"[不没沒未]$")
_REACH: Final = 40


def check_wording(
    bench: Workbench, entry: ClaimEntry, link: Link, spans: tuple[Span, ...], *, own: bool
) -> None:
    """Findings about how a claim gives its words. `own`: the author of a text, in that text."""
    mode = entry.mode
    if own:
        _check_author(bench, entry)
    elif mode.value == OWN_WORDS:
        said = f"`own-words` are those of a text's author; {link.holder.entry.name.value} is quoted"
        bench.found.append(codes.MODE_MISFITS.at(mode.at, said, width=len(mode.value)))
    for span in spans:
        _check_marks(bench, mode, span)
    if said := _negation_left_out(bench.article, spans):
        bench.found.append(codes.NEGATION_LEFT_OUT.at(entry.quote[0].words.at, said))


def _negation_left_out(article: Article, spans: tuple[Span, ...]) -> str:
    """What is wrong when a “not” stands directly before a quotation, or among words left out."""
    for one, other in pairwise(spans):
        gap = article.characters[one.end : other.start]
        if _same_sentence(article, one, other) and (word := _negation_in(gap)):
            return f"“{word}” is among the words left out"
    for span in spans:
        before = article.characters[max(0, span.start - _REACH) : span.start]
        if word := _negation_at_the_end_of(before):
            return f"“{word}” stands directly before the quotation"
    return ""


def _check_author(bench: Workbench, entry: ClaimEntry) -> None:
    """A finding when words that are quoted, or handed over by a cue, are given to the author."""
    handed = next((q for q in (*entry.cue, entry.speaker) if q is not None), None)
    if entry.mode.value not in _MODES_OF_AN_AUTHOR:
        said = f"`{entry.mode.value}` words are somebody else's, and this is the text's own author"
        bench.found.append(
            codes.SPEAKER_MISSING.at(entry.mode.at, said, width=len(entry.mode.value))
        )
    elif handed is not None:
        said = "a cue hands over to somebody else, and this is the text's own author"
        bench.found.append(
            codes.SPEAKER_MISSING.at(handed.words.at, said, width=len(handed.words.value))
        )


def _check_marks(bench: Workbench, mode: Text, span: Span) -> None:
    """A warning when the quotation marks in the text do not fit the mode."""
    text = bench.article.characters
    start, end = bench.article.paragraph(span.start)
    marks = _MARKS + _SINGLE_MARKS
    if mode.value in ("verbatim", "translated"):
        fits = any(c in marks for c in text[start : span.start + 1])
        said = "no quotation mark stands before these words in their paragraph"
    elif mode.value in ("mixed", "scare-quote"):
        near = text[max(start, span.start - 2) : min(end, span.end + 2)]
        fits = any(c in marks for c in near)
        said = "there is no quotation mark in or beside these words"
    elif mode.value in ("indirect", "summarised"):
        fits = not (
            text[span.start - 1 : span.start] in tuple(_MARKS)
            and any(c in _MARKS for c in text[span.end : span.end + 2])
        )
        said = "these words stand in quotation marks"
    else:
        return
    if not fits:
        said = f"`{mode.value}`, but {said}"
        bench.found.append(codes.MODE_AND_MARKS.at(mode.at, said, width=len(mode.value)))


def _negation_at_the_end_of(text: str) -> str:
    """The negation that a text ends with, if it does."""
    match = _LAST_WORD.search(text)
    if match and (match[1].lower() in _NEGATIONS or _CONTRACTED.search(match[1])):
        return match[1]
    unspaced = _UNSPACED_NEGATION.search(text)
    return unspaced[0] if unspaced else ""


def _negation_in(text: str) -> str:
    for match in _WORD.finditer(text):
        if match[0].lower() in _NEGATIONS or _CONTRACTED.search(match[0]):
            return match[0]
    return ""


def _same_sentence(article: Article, one: Span, other: Span) -> bool:
    return one.end <= other.start and article.sentence(one.start) == article.sentence(other.start)
