"""What the words behind a verb of saying hand over: that …; whom they told; whom they urged to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kgbuild.extract.lexicon import CUES

_THAT: Final = re.compile(
    r"(?:,\s+(?:however|though|too|meanwhile),)?"
    r"((?:\s+(?!(?:that|if|so|would|will|was|were|is|are)\b|qu[e'’])"
    r"[^\s.;:?!\x01–—]+){0,12}?),?\s+(?:that\b|que\b|qu['’]|dass\b)[\s,]*"
)
_TOLD: Final = re.compile(
    r"\s+((?:me|us|him|her|them|you|reporters|journalists|(?:the\s+)?[A-Z][\w.’']*(?:\s+[A-Z][\w.’']*)*))\s+"
)
_WITHOUT_THAT: Final = re.compile(
    r"\s+(?=(?:the|a|an|it|he|she|they|we|there|this|that|these|those|his|her|its|their|no|some|"
    r"many|most|both|several|few|each|every|nearly|about|almost|over|more|two|three|even|nothing|nobody|everyone|everything|"
    r"\d\S*|people|"
    r"central|local|all|only|[a-z]{3,}s|he['’]|[A-Z“\"‘])[^\s]*\s+\S+\s+\S+)"
)
_PLAIN_SAYING: Final = frozenset(
    "say says said claim claims claimed admit admits admitted believe believes believed fear fears "
    "feared warn warns warned hope hopes hoped insist insists insisted worry worries worried "
    "estimate estimates estimated".split()
)
# These may have a thing for their object: what they say needs a verb of its own.
_SAYING_A_CLAUSE: Final = frozenset(
    "concede concedes conceded deny denies denied argue argues argued add adds added acknowledge "
    "acknowledges acknowledged suggest suggests suggested conclude concludes concluded predict "
    "predicts predicted allege alleges alleged announce announces announced confirm confirms "
    "confirmed".split()
)
_CLAUSE: Final = re.compile(
    r"(?:\s+(?!(?:that|who|which|whose|to|but)\b)[^\s,.;:?!\x01]+){1,7}?\s(?:is|are|was|were|had|has|have|"
    r"would|will|could|can|may|might|must|should|did|does|do)\b|"
    r"(?:\s+[^\s,.;:?!\x01]+){1,6}\s+[“\"‘](?:is|are|"
    r"was|were|had|has|have|would|will|could|can|may|might|must|should)\b"
)
# “urged the council to return”: whom, and what they are wished to do.
_WISHING: Final = frozenset(
    "urge urges urged ask asks asked order orders ordered advise advises advised implore implores "
    "implored beg begs begged".split()
)
_TO_DO: Final = re.compile(
    r"\s+(?=(?!(?:how|what|why|when|where|whether|if|not|to|for|of|about|after)\b)"
    r"(?:(?!for\b|that\b|wh)[^\s,.;:?!\x01]+\s+){1,7}?to\s+[a-z])"
)
# Verbs that are nouns as well: “in a blog post that”.
NOUNS_TOO: Final = frozenset(
    "post posts report reports note notes comment comments claim claims".split()
)
# These have whom they tell before the “that”.
_TELLING: Final = (
    *("tell", "told", "test", "highlight", "warn", "remind"),
    *("advis", "assur", "inform"),
)
_BEFORE_THAT: Final = frozenset(
    "in on at by via to during after before again out up through yesterday today twice once me us "
    "him her them yesterday, last this late early however repeatedly publicly earlier later "
    "afterwards privately".split()
)
_FINITE: Final = re.compile(r"(?:is|are|was|were|has|had|will|would|can|could|may|might)\b")
_FEWEST: Final = 3  # words
_CLAUSE_DE: Final = re.compile(
    r",\s+(?=(?:der|die|das|es|er|sie|man|ein|eine|sein|seine|ihr|ihre|[A-ZÄÖÜ]\w+)\s[^.;:]*"
    r"\b(?:würden?|sei|seien|habe|hätten?|könnten?|müssten?|werde|solle|wolle|dürfe|gebe)\b)"
)


@dataclass(frozen=True, slots=True)
class Handed:
    """Where the words that are handed over begin, where the cue ends, and whether it is plain."""

    begin: int
    cue_end: int
    plainly: bool = False


def handed_over(
    plain: str, text: str, verb: re.Match[str], end: int, *, german: bool = False
) -> Handed | None:
    """What a verb hands over in the rest of its sentence; None when it does not.

    `plain` is the text with its quotations covered, with the same offsets.
    """
    rest = plain[verb.end() : end]
    that = _THAT.match(rest)
    if that is not None and _leaves_that(verb[0], that[1]):
        if is_finite(rest, that.end()):  # “says that would ruin them”
            that_word = verb.end() + len(rest[: that.end()].rstrip()) - len("that")
            return Handed(that_word, that_word, plainly=True)
        return Handed(verb.end() + that.end(), verb.end() + that.end(1), plainly=True)
    told = _TOLD.match(rest) if verb[0].startswith(("tell", "told")) else None
    if told and len(rest[told.end() :].split()) > _FEWEST:
        return Handed(verb.end() + told.end(), verb.end() + told.end(), plainly=True)
    begin = _clause(plain, text, verb, end, german=german)
    return Handed(begin, begin) if begin else None


def is_finite(text: str, start: int) -> bool:
    """Whether a finite auxiliary stands at an offset: then the “that” before it is a pronoun."""
    return _FINITE.match(text, start) is not None


def _clause(plain: str, text: str, verb: re.Match[str], end: int, *, german: bool) -> int:
    """Where the words begin that follow a verb without a “that”; 0 when none do."""
    if verb[0] in _PLAIN_SAYING and (without := _WITHOUT_THAT.match(text, verb.end(), end)):
        return without.end()
    if verb[0] in _SAYING_A_CLAUSE and _CLAUSE.match(text, verb.end(), end):
        return verb.end()
    if german and (clause := _CLAUSE_DE.match(plain, verb.end(), end)):
        return clause.end()
    whom = _TO_DO.match(plain, verb.end(), end) if verb[0] in _WISHING else None
    return whom.end() if whom else 0


def _leaves_that(verb: str, words: str) -> bool:
    """Whether the words between a verb and “that” leave the “that” to the verb.

    “wrote in a letter that”, “told her friend that”; not “wrote a letter that nobody read”.
    """
    between = verb_pattern("en").search(words)
    if between is not None and between[0] not in NOUNS_TOO:
        return False
    first = words.lower().split()[:1]
    if not first or verb.startswith(_TELLING):
        return not first or first[0] not in ("of", "about", "against")
    return (first[0] in _BEFORE_THAT or first[0].endswith("day")) and verb not in NOUNS_TOO


@cache
def verb_pattern(language: str) -> re.Pattern[str]:
    """Any of the speaking verbs of a language, as whole words."""
    cues = CUES[language]
    by_letter: dict[str, list[str]] = {}
    for word in sorted(cues.verbs.split(), key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    # One look at a letter rules out most of the verbs.
    words = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_letter.items())
    words += r"|puts? it(?: (?:this|that) way)?|g[ai]ves? evidence" if language == "en" else ""
    before = r"(?:(?:a|ont|avait|avaient)\s+)?" if language == "fr" else ""
    return re.compile(rf"(?<![\w-]){before}(?:{words})(?!\w|-\w\w\w\w)" if cues.spaced else words)
