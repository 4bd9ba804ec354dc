"""The default extractor: rules and tagger together.

Where both find the same words, the proposal is sure. The rules know where a speaker's words begin
and end; the tagger fills in where they are silent, in English, and counts as one sign only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.clauses import subject
from kgbuild.extract.handing import is_finite
from kgbuild.extract.lexicon import language_of
from kgbuild.extract.marks import COVER, covered, quotations
from kgbuild.extract.progress import Told, nobody, part
from kgbuild.extract.quotations import NAME as RULES
from kgbuild.extract.quotations import Rules
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps

AGREED: Final = 0.97
_LIKELY: Final = 0.7
_FEWEST: Final = (
    0.75  # below this the tagger alone is wrong too often to be worth a reviewer's time
)
_INSIDE: Final = 0.85
_LEAD: Final = re.compile(
    r"(?:that|whether|how|to|as)\s+|in \w+ \w+ that\s+|on \w+ that\s+", re.IGNORECASE
)
# A finite verb among the words of the content, as far as one can be told by its form.
_CLAUSE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|"
    r"did|\w{3,}ed|\w+n['’]t)\b"
)
_OPENING: Final = '“"«„‘「'
_ATTITUDE: Final = re.compile(
    r"\b(?:reject|dismiss|refut|rebut|blam|critici[sz]|prais|condemn|oppos|welcom)\w*$"
)
_SHORTEST: Final = 3  # words
_RULES_TAKE: Final = 0.1  # of the time
_NEAR: Final = 40
# “asked the Treasury for money” says nothing of a matter, “asked whether” and “asked to go” do.
_WISHED: Final = re.compile(r"\b(?:ask|order|urg|demand|request|seek)(?:e|s|es|ed|ing)?$")
_OF_A_WISH: Final = re.compile(
    r"[“\"«„‘]|(?:whether|if|how|why|what|who|when|where|that)\s|(?:\S+\s+){0,7}?to\s+[a-z]"
)
_IMPERSONAL: Final = re.compile(r"\b[Ii]t\s+(?:is|was|has\s+been)\s+\w+$")  # it is understood
_UNNAMED: Final = re.compile(r"(?:not\s)?(?:to\s)?be\s(?:named|identified|quoted)\b|anonymity\b")
_WHEN_ASKED: Final = re.compile(r"\W*(?:Asked|Told|Questioned|Pressed|Urged)\b")
_WAS_TOLD: Final = re.compile(
    r"\b(?:was|were|been|being|is|are)\s(?:\w+ly\s)?(?:asked|told|urged|ordered)$"
)
_UNSAID: Final = re.compile(
    r"\b(?:declin|refus|fail)(?:e|es|ed|ing|s)?\s+to\s|\bused\s+to\s|\b(?:not|never|nobody|neither)\s+"
    r"(?:\w+\s+){0,2}\w+$|\w+n[’']t\s+(?:\w+\s+){0,2}\w+$"
)
_NO_SOURCE: Final = frozenset("which that to in as for with about what the a an of".split())

_BEGINS: Final = frozenset(
    "the a an his her their its my our your this that these those some many several most both all "
    "one two three another other he she they it we i who which officials critics".split()
)

Tagger = Callable[[Article, Told], tuple[Attribution, ...]]


class Together:
    """Rules in any language that they know, and a tagger in English."""

    def __init__(self, language: str, tagger: Tagger, *, named: str) -> None:
        self._language = language.split("-", maxsplit=1)[0].lower()
        self._rules = Rules(language)
        self._tagger = tagger
        self.name = f"{RULES}, {named}"

    def attribute(
        self, article: Article, skipped: tuple[Range, ...] = (), *, told: Told = nobody
    ) -> tuple[Attribution, ...]:
        """What the rules find, surer where the tagger agrees; then what only the tagger finds."""
        found = self._rules.attribute(article, skipped, told=part(told, 0, _RULES_TAKE))
        language = self._language or language_of(article.characters)
        if language != "en":
            return found
        left_out = Overlaps((where, None) for where in skipped)
        tagged = [
            t
            for t in self._tagger(article, part(told, _RULES_TAKE, 1))
            if not left_out.any_at(*_first(t))
        ]
        by_place = Overlaps(((t.content[0][0], t.content[-1][1]), t) for t in tagged)
        agreed = [self._agreed(one, by_place) for one in found]
        added = self._added(article, found, tagged)
        return tuple(sorted((*agreed, *added)))

    def _agreed(self, one: Attribution, tagged: Overlaps[Attribution]) -> Attribution:
        """An attribution of the rules, surer when the tagger finds the same words."""
        near = tagged.at(one.content[0][0], one.content[-1][1])
        if any(shared(one.content, other.content) for other in near):
            return replace(one, confidence=AGREED, extractor=self.name)
        return one

    def _added(
        self, article: Article, found: tuple[Attribution, ...], tagged: list[Attribution]
    ) -> Iterator[Attribution]:
        """What only the tagger finds, as far as a speaker of it can be told."""
        taken = Overlaps((r, r) for one in found for r in (*one.content, *one.cue, *one.source))
        for one in tagged:
            content = _trimmed(article.characters, one.content)
            words = article.characters[content[0][0] : content[0][1]].split() if content else []
            if one.confidence < _FEWEST or len(words) < _SHORTEST:
                continue
            around = [near for where in content for near in taken.at(*where)]
            whole = one.confidence >= _INSIDE and all(
                t[0] <= s and e <= t[1] for t in around for s, e in (*content, *one.cue)
            )
            source = _source(article, one)
            if not _hands_over(article.characters, one, content) or _unsaid(article, one):
                continue
            if (around and not whole) or source is None:
                continue
            sure = _LIKELY if one.confidence >= _INSIDE else one.confidence / 2
            yield replace(one, content=content, source=(source,), confidence=sure)


def _first(one: Attribution) -> Range:
    """The first character of an attribution's content."""
    start = one.content[0][0]
    return start, start + 1


def shared(one: tuple[Range, ...], other: tuple[Range, ...]) -> bool:
    """Whether two contents are mostly the same characters."""
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    return common * 2 >= max(_length(one), _length(other))


def _length(ranges: tuple[Range, ...]) -> int:
    return sum(end - start for start, end in ranges)


def _trimmed(text: str, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """Content without the “that” before it."""
    start, end = content[0]
    lead = _LEAD.match(text, start, end)
    if lead is not None and not is_finite(text, lead.end()):  # “thinks that was too low”
        start = lead.end()
    return ((start, end), *content[1:]) if start < end else content[1:]


def _hands_over(text: str, one: Attribution, content: tuple[Range, ...]) -> bool:
    """Whether the content begins a clause or a quotation; “voted the most popular” has neither."""
    start, end = content[0]
    lead = text[one.content[0][0] : start].strip().lower().removeprefix("to")
    wished = _WISHED.search(text[slice(*one.cue[-1])]) if one.cue else None
    if not lead and is_finite(text, start):
        return False  # “the sums claimed were excessive”
    if not lead and one.cue and _ATTITUDE.search(text[slice(*one.cue[-1])]):
        return text[start - 1] in _OPENING  # “she rejected his claim” is no claim of hers
    if wished and not lead and not _OF_A_WISH.match(text, start, end):
        return False
    quoted = text[start] in _OPENING or (start > 0 and text[start - 1] in _OPENING)
    return bool(lead) or quoted or _CLAUSE.search(text, start, end) is not None


@lru_cache(maxsize=2)
def _plain(article: Article) -> str:
    """The text with the words inside quotation marks covered, its offsets unchanged."""
    text = article.characters
    parts, at = [], 0
    for start, end in article.paragraphs:
        parts += [text[at:start], covered(text, start, end, quotations(text, start, end))]
        at = end
    return "".join((*parts, text[at:]))


def _unsaid(article: Article, one: Attribution) -> bool:
    """Whether the cue tells what was not said: “declined to say”, “did not say”, “used to say”."""
    if not one.cue:
        return False
    said = one.cue[-1][1]
    if _WHEN_ASKED.match(article.characters, one.cue[0][0]):
        return True
    if _WAS_TOLD.search(article.characters, max(0, said - _NEAR), said):
        return True
    begin = one.content[0][0]
    if _UNNAMED.match(article.characters, begin) or _UNNAMED.search(
        article.characters, begin, min(begin + _NEAR, one.content[0][1])
    ):
        return True
    if _IMPERSONAL.search(article.characters, max(0, one.cue[0][0] - _NEAR), one.cue[-1][1]):
        return True
    start, end = one.cue[0][0], max(one.cue[-1][1], one.content[0][0] + len("to "))
    first, _ = article.sentence(start)
    return _UNSAID.search(article.characters, max(first, start - _NEAR), end) is not None


def _may_speak(text: str, source: Range) -> bool:
    """Whether a speaker behind the cue begins as one: “said the mayor”, not “… denied having”."""
    first = text[slice(*source)].split(maxsplit=1)[0]
    return not first.islower() or first in _BEGINS


def _source(article: Article, one: Attribution) -> Range | None:
    """The whole noun phrase for the speaker, by the words before the cue; None without one."""
    text = article.characters
    if not one.cue:
        return None
    start, end = one.cue[0]
    cue = next((i for i in range(start, end) if text[i].isalnum()), start)  # “” Asked”
    start, _ = article.sentence(cue)
    plain = _plain(article)
    text = plain if plain[cue] != COVER else text
    if one.source and one.source[0][0] > cue:
        return one.source[0] if _may_speak(article.characters, one.source[0]) else None
    named = subject(text, start, cue)
    if named is None or not one.source:
        return None
    if (
        article.characters[slice(*one.cue[-1])].endswith("ing")
        and " " in text[slice(*named[0])].strip()
    ):
        return None  # “…, saying that”: its subject is a clause away
    said = text[slice(*one.source[0])].split()
    where = named[0]
    overlaps = where[0] < one.source[0][1] and one.source[0][0] < where[1]
    first = text[slice(*where)].split()[0].lower()
    return where if overlaps and said and first not in _NO_SOURCE - {"the", "a", "an"} else None
