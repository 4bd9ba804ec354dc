"""Why a quotation is not in the article: the nearest text and the first differing character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic, Related
from kgbuild.located import Text
from kgbuild.text.article import Article
from kgbuild.text.fold import fold

_BEFORE_A_WORD = re.compile(r"[\s\"'“”‘’«»„]*")
_LONGEST_WORD = 30
# Thai, Lao, Burmese and Khmer; Chinese, Japanese and Korean characters are the wide ones.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WORTH_SHOWING = 8
_SEARCHED = 200_000
_SHOWN = 5


def seen_at(article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Related, ...]:
    """Where passages stand in the article, with the words around them, at most five of them."""
    shown = tuple(
        Related(
            label="in the article",
            at=article.place(start),
            text=" ".join(article.characters[max(0, start - 25) : end + 25].split()),
        )
        for start, end in spans[:_SHOWN]
    )
    more = len(spans) - _SHOWN
    return (*shown, Related(label=f"and {more} more")) if more > 0 else shown


def explain(words: Text, article: Article, *, piece: str | None = None) -> Diagnostic:
    """The finding for words that are not in the article.

    The longest beginning of the quotation that the article has tells where they part; when even
    the beginning is elsewhere, the longest common run does. `piece` is the folded part of an
    elliptic quotation that is not there; without it, all of it.
    """
    typed = fold(words.value)
    wanted = piece if piece is not None else typed.text.strip()
    begin = max(0, typed.text.find(wanted))
    text = article.folded.text
    if reason := _same_letters_otherwise_spelled(wanted, text):
        return codes.QUOTE_NOT_IN_TEXT.at(words.at, reason, width=len(words.value))
    agreed, there = _agreed_beginning(wanted, text)
    if agreed >= max(1, min(_WORTH_SHOWING, len(wanted) // 3)):
        differing = wanted[agreed:].lstrip() or " "
        here = begin + len(wanted) - len(wanted[agreed:].lstrip())
        return _parting(words, article, typed.origin(here), there, differing)
    start, found, length = _longest_run(wanted, text)
    if length >= _WORTH_SHOWING and start > 0:
        there = text.rfind(" ", 0, max(0, found - 1)) + 1
        return _parting(words, article, typed.origin(begin), there, wanted[:start])
    return codes.QUOTE_NOT_IN_TEXT.at(
        words.at, "this is not in the article", width=max(1, len(words.value))
    )


def _parting(words: Text, article: Article, here: int, there: int, differing: str) -> Diagnostic:
    """The finding at the first differing character `here`, pointing `there` in the article."""
    offset = article.folded.origin(there)
    has = _word_at(article.characters, offset)
    pointer = f"the article has “{has}” here" if has else "the article ends here"
    sentence = slice(*article.sentence(min(offset, len(article.characters) - 1)))
    return codes.QUOTE_NOT_IN_TEXT.at(
        words.place_of(here),
        "this is not in the article",
        width=max(1, len(differing.split(" ", 1)[0])),
        pointer=pointer,
        related=(
            Related(
                label="nearest text",
                at=article.place(min(offset, len(article.characters) - 1)),
                text=" ".join(article.characters[sentence].split()),
            ),
        ),
    )


def _agreed_beginning(wanted: str, text: str) -> tuple[int, int]:
    """How many characters of `wanted` begin some passage of `text`, and where that one parts.

    Words are not split: when they part inside a word, they part before it.
    """
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in text:
            low = middle
        else:
            high = middle - 1
    start = text.find(wanted[:low])
    edge = low
    if _in_word(wanted[low : low + 1]) or _in_word(text[start + low : start + low + 1]):
        while edge > 0 and _in_word(wanted[edge - 1]):
            edge -= 1
    return edge, start + edge


def _word_at(text: str, offset: int) -> str:
    """The word, or the sign, that comes next in a text; nothing at its end."""
    space = _BEFORE_A_WORD.match(text, offset)
    start = space.end() if space else offset
    parts = takewhile(
        lambda c: c.isalnum() or c in "'’-" or unicodedata.category(c)[0] == "M",
        text[start : start + _LONGEST_WORD],
    )
    return "".join(parts) or text[start : start + 1]


def _in_word(character: str) -> bool:
    """Whether spaces set off the words that a character is written in."""
    if _UNSPACED.match(character) or unicodedata.east_asian_width(character or " ") in "WF":
        return False
    return character.isalnum()


def _longest_run(wanted: str, text: str) -> tuple[int, int, int]:
    text = text[:_SEARCHED]
    match = SequenceMatcher(None, wanted[:2000], text, autojunk=False).find_longest_match()
    return match.a, match.b, match.size


def _same_letters_otherwise_spelled(wanted: str, text: str) -> str:
    """A reason when only normalisation form, case or spacing differ, in words; else nothing."""
    composed = unicodedata.normalize("NFC", wanted)
    if composed in unicodedata.normalize("NFC", text):
        here = "decomposed (NFD)" if composed != wanted else "composed (NFC)"
        return (
            "the same letters are in the article in another Unicode normalisation form: "
            f"they are {here} here; copy the words from the article"
        )
    if unicodedata.normalize("NFKC", wanted) in unicodedata.normalize("NFKC", text):
        return "the article has these words with other compatibility characters (width, ligatures)"
    if wanted.casefold() in text.casefold():
        return "the article has these words in other capitals"
    squeezed = re.sub(r"\s", "", wanted)
    if squeezed in re.sub(r"\s", "", text):
        return "the article has these letters with other spaces"
    return ""
