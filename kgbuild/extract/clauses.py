"""Sentences, subjects and noun phrases, found by their words and commas, without a parser."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import Final

from kgbuild.extract.attribution import Range
from kgbuild.extract.lexicon import ADVERBIALS, BEFORE_VERB, FINITE, NO_SUBJECT, NOT_SPEAKING
from kgbuild.extract.marks import COVER
from kgbuild.extract.wording import without_spaces

_END: Final = re.compile(
    r"(?P<sign>[.!?…؟።]+[\"'”’»)\]]*)(?:\[\^?\w{1,8}\])*\s+(?=[“\"'«‘„(\[¶]|[^\w\s]*[^\W\d_a-zß-öø-ÿ])|[。！？]+[”’」』》）]*\s*|\n"
)
_ABBREVIATED: Final = re.compile(
    r"^\s*\d{1,3}\.$|(?:^|[\s.(“\"])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Rev|Hon|Gov|Lt|Col|Capt|Maj|Adm|Sgt|Jr|Sr|vs|No|Inc|"
    r"Ltd|Corp|Smt|Shri|Rs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|approx|etc)\.$"
)
# “7. (C) ” before a paragraph of a cable, a court's or a ministry's; “LEITH (PNS) — ”.
_NUMBERED: Final = re.compile(
    r"\s*(?:¶\s?)?\d{1,3}\.\s+(?:\([A-Z/ ]{1,12}\)\s+)?"
    r"(?:(?:[A-Z]{4,}|(?i:(?:begin )?(?:summary|comment|(?:bio |biographical )?note)))[.:]\s+)?|"
    r"\s*[A-Z][A-Z .’'-]{2,30}(?:,\s[^—–\n.]{0,20}\.?[^—–\n]{0,12})?(?:\([^)]*\)\s)?\s?[—–]\s"
)
# What is put in before a verb: “She did, however, warn”, “L’agence, de son côté, affirme”.
_HOWEVER: Final = re.compile(
    r",\s+(?:however|too|meanwhile|though|moreover|in turn|on the other hand|(?:in|by) contrast|"
    r"for (?:his|her|its|their) part|de son côté|en revanche|quant à (?:lui|elle))\s*,\s*$"
)
# “Separately, ”, but not “Tully, ”; “Replying for the government, ”, but not “Banking staff, ”.
_ADVERB: Final = re.compile(
    r"\w{3,}(?:al|te|ing|ed|ant|ent|ab|ib|ar|ous|ful|iv|se)e?ly|(?-i:[a-z]+ly)", re.IGNORECASE
)
_DOING: Final = re.compile(
    r"[A-Z]\w{2,}ing\s(?:to|on|in|for|from|at|about|the|by|with|after|before|of|his|her|its|their|an?)\s"
)
# “…, citing a decision in which the Supreme Court held”: the subject begins behind it.
_WHICH: Final = re.compile(
    r"\b(?:in|under|by|of|on|to|at|for|from|with|through|during|after)\s+which\s+"
)
_TURNS: Final = frozenset({"but", "and", "yet", "so"})
_JOINING: Final = frozenset({"and", "but", "or"})
_PRONOUNS: Final = frozenset("he she they it i we il elle ils elles er sie".split())
_BEGINS: Final = re.compile(
    r"[^\W\d_a-z]|(?:the|an?|one|he|she|it|they|we|his|her|its|their|some|many|most|several|two|"
    r"three|no|this|these|those|every|each|all|both|other|another)(?:\s|$)"
)
_IS_DONE: Final = re.compile(
    r"(?:[a-z]+ed|gave|took|made|told|put|held)(?:$|\s(?:an?|the|his|her|its|their|to|that|having|no|"
    r"any|it|him|them)(?:\s|$))"
)
_WORD: Final = re.compile(r"[^\s,;:()]+")
_NAME_WORDS: Final = 4
_LONGEST_SOURCE: Final = 16
_STOP: Final = re.compile(
    r"[,;:()–—\n]|(?<![A-Z])(?<!Rep|Sen|Gov|Mrs|Gen|Rev|Hon|Col|Sgt|Smt)(?<!Dr|Mr|Ms|St|Lt)"
    r"(?<!Prof|Capt)\.(?=\s|$)|\s(?:in|on|at|after|before|during|when|while|as|to|adding|with|about|"
    r"that|and|but|who|which|le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|dans|lors|"
    r"après|devant|am|bei|nach|el|tras|durante)\s"
)


def number_of(paragraph: str) -> int:
    """Where the words of a paragraph begin, behind a number, a portion mark or a dateline."""
    number = _NUMBERED.match(paragraph)
    return number.end() if number else 0


def sentences(covered: str) -> tuple[Range, ...]:
    """Start and end of each sentence of a covered paragraph, without the spaces around it."""
    found: list[Range] = []
    start = 0
    for match in _END.finditer(covered):
        if match[0].startswith(".") and _ABBREVIATED.search(covered[start : match.start() + 1]):
            continue
        sign = match["sign"] or match[0]  # without the mark of a footnote: “it rains.[^2]”
        found.append((start, match.start() + len(sign.rstrip())))
        start = match.end()
    found.append((start, len(covered)))
    return tuple(r for r in (without_spaces(covered, *f) for f in found) if r[1] > r[0])


def subject(text: str, start: int, verb: int) -> tuple[Range, int] | None:
    """The noun phrase before a verb at `verb`, and where the words of the verb begin.

    `text[start:verb]` is the part of the sentence before the verb. An aside between commas is
    stepped over, what leads the sentence in is left out.

    >>> text = "In the cable, Wu Jianhua, a scholar in Dandong, has also said"
    >>> found = subject(text, 0, text.index("said"))
    >>> text[slice(*found[0])], text[found[1]:]
    ('Wu Jianhua', 'has also said')
    """
    start = max(start, 1 + max(text.rfind(sign, start, verb) for sign in ":;"))
    start = max([start, *(which.end() for which in _WHICH.finditer(text, start, verb))])
    end = verb
    if however := _HOWEVER.search(text, start, verb):
        end = however.start()
    while True:
        end = _before_brackets(text, *without_spaces(text, start, end))
        last = re.search(r"[^\s,;:()]+$", text[start:end])
        if last is None or not (
            last[0].lower() in BEFORE_VERB or (last[0].endswith("ly") and last[0][:1].islower())
        ):
            break
        end = start + last.start()
    cue = end
    while cue < verb and text[cue].isspace():
        cue += 1
    return _phrase(text, start, end, cue)


def _before_brackets(text: str, start: int, end: int) -> int:
    """The end of what stands before a bracket at the end: Zhou [Weiping, from Jilin] argued."""
    while end > start and text[end - 1] in "])":
        opened = text.rfind("[" if text[end - 1] == "]" else "(", start, end)
        if opened <= start:
            break
        end = without_spaces(text, start, opened)[1]
    return end


def _phrase(text: str, start: int, end: int, cue: int) -> tuple[Range, int] | None:
    """The noun phrase in front of the verb's words, among the parts that commas divide."""
    parts = [
        without_spaces(text, start + m.start(), start + m.end())
        for m in re.finditer(r"[^,;:()–—”»]+", text[start:end])
    ]
    parts = [p for p in parts if p[1] > p[0]]
    if not parts:
        return None
    if any(_joins(text, *two) for two in pairwise(parts)):
        return None  # “Laura Beckett (R-Ky.) and Miguel Ortega announced”: which of them?
    turns = [i for i, part in enumerate(parts) if i and _turns(text, *part)]
    parts = parts[turns[-1] if turns else 0 :]
    aside = text[start:end].rstrip().endswith((",", ")", "–", "—"))
    while parts and _leads_in(text, *parts[0]) and len(parts) > 1:
        parts.pop(0)
    chosen = parts[0] if aside or len(parts) == 1 or _is_aside(text, parts[1]) else parts[-1]
    return _bounded(text, chosen, cue)


def _joins(text: str, one: Range, other: Range) -> bool:
    """Whether two parts are two names with an “and” between them."""
    names = text[slice(*one)].split()
    joined = re.match(r"and\s+[A-Z]", text[slice(*other)]) is not None
    return joined and len(names) <= _NAME_WORDS and all(w[:1].isupper() for w in names)


def _turns(text: str, start: int, end: int) -> bool:
    """Whether a part begins another clause: “He refused to comment, but his wife, …, said”."""
    first = _WORD.match(text, start, end)
    return first is not None and first[0] in _TURNS and first.end() < end


def _is_aside(text: str, part: Range) -> bool:
    """Whether a part tells more about the one before it: a relative clause, an apposition."""
    first = _WORD.match(text, part[0], part[1])
    return first is not None and first[0].lower() in ("who", "which", "whose", "qui")


def _leads_in(text: str, start: int, end: int) -> bool:
    first = _WORD.match(text, start, end)
    return first is not None and (
        (first[0].lower() in ADVERBIALS and first[0].lower() not in _TURNS)
        or (_ADVERB.fullmatch(first[0]) is not None and first.end() == end)
        or _DOING.match(text, start, end) is not None
    )


def _bounded(text: str, part: Range, cue: int) -> tuple[Range, int] | None:
    """A part as a source, without the conjunction before it; None when it cannot be one."""
    start, end = part
    while first := _WORD.match(text, start, end):
        if first[0].lower() not in ADVERBIALS or first.end() >= end:
            break
        start = without_spaces(text, first.end(), end)[0]
    words = _WORD.findall(text[start:end])
    if _IS_DONE.match(" ".join(words)):
        return None  # “The surveyor, Brian Tuck, denied having said so”
    if "that" in words:  # “a decision that one diplomat described as”
        start, end = _at_that(text, start, end)
        words = _WORD.findall(text[start:end])
    if len(words) > 1 and words[-1].lower() in _PRONOUNS:
        start, words = end - len(words[-1]), words[-1:]  # “Under cross-examination she”
    if not words or len(words) > _LONGEST_SOURCE or COVER in text[start:end]:
        return None
    last = words[-1] if words[1:] else words[-1].lower()  # “His rival in May”
    if last in NOT_SPEAKING | _JOINING or words[0].lower() in NO_SUBJECT | ADVERBIALS:
        return None
    if len(words) > 1 and words[0].lower() in _PRONOUNS and words[1] not in ("who", "all"):
        return None  # “it looked as if the two parties”
    main = takewhile(lambda word: word not in ("who", "which", "whose"), words)
    if any(word in FINITE for word in main):
        return None
    return (start, end), cue


def _at_that(text: str, start: int, end: int) -> Range:
    """What is a subject in “a decision that one diplomat”, “the trust that runs the hospital”."""
    at = text.rfind(" that ", start, end)
    if at < 0:
        return start, end
    behind = at + len(" that ")
    return (behind, end) if _BEGINS.match(text, behind, end) else (start, at)


def phrase_after(text: str, start: int, end: int) -> Range | None:
    """The noun phrase that begins at `start`: up to a comma, a preposition, the sentence's end."""
    start, end = without_spaces(text, start, end)
    stop = _STOP.search(text, start, end)
    begin, finish = without_spaces(text, start, stop.start() if stop else end)
    while finish > begin and text[finish - 1] in ".!?。":
        finish -= 1
    words = _WORD.findall(text[begin:finish])
    if not words or len(words) > _LONGEST_SOURCE or COVER in text[begin:finish]:
        return None
    return begin, finish
