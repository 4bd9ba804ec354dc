"""How well attributions agree with those that a person marked: exact, overlap and end to end."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.quoted import find_quotations
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps

ENOUGH = 0.5  # Jaccard index of the words of two contents that overlap
MEASURES = ("exact", "overlap", "e2e")
_WORD = re.compile(r"\w+")

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Count:
    """How many attributions a system gave, how many there are, and how many it got right."""

    right: int = 0
    given: int = 0
    there: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.given + other.given, self.there + other.there)

    @property
    def precision(self) -> float:
        """Right ones among those given; 0 when none is given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Right ones among those that are there; 0 when there are none."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Count(right=1, given=2, there=2).f1
        0.5
        """
        both = self.given + self.there
        return 2 * self.right / both if both else 0.0


def list_words(article: Article, ranges: Iterable[Range]) -> Words:
    """Where the words (runs of letters, digits and _) that the ranges touch begin.

    >>> sorted(list_words(Article("a", "He said so."), [(3, 9)]))
    [3, 8]
    """
    text = article.characters
    return frozenset(
        match.start()
        for start, end in ranges
        for match in _WORD.finditer(text, _begin_of_word(text, start), end)
    )


def _begin_of_word(text: str, at: int) -> int:
    while at and text[at - 1 : at + 1].isalnum() and len(text[at - 1 : at + 1]) > 1:
        at -= 1
    return at


def match_pairs(edges: Sequence[Sequence[int]]) -> int:
    """The largest number of pairs when each given one may be matched with one of `edges[given]`.

    Augmenting paths, after Kuhn (1955): no order of trying can lose a pair.

    >>> match_pairs([[0, 1], [0]])
    2
    """
    partner: dict[int, int] = {}

    def find_partner(given: int, tried: set[int]) -> bool:
        for there in edges[given]:
            if there in tried:
                continue
            tried.add(there)
            if there not in partner or find_partner(partner[there], tried):
                partner[there] = given
                return True
        return False

    return sum(find_partner(given, set()) for given in range(len(edges)))


@dataclass(frozen=True, slots=True)
class _Side:
    content: Words
    source: Words


def _same(given: _Side, there: _Side) -> bool:
    return given.content == there.content


def _overlap(given: _Side | _Voice, there: _Side | _Voice) -> bool:
    return len(given.content & there.content) >= ENOUGH * len(given.content | there.content)


def _overlap_and_source(given: _Side, there: _Side) -> bool:
    return bool(given.source & there.source) and _overlap(given, there)


_TESTS: dict[str, Callable[[_Side, _Side], bool]] = {
    "exact": _same,
    "overlap": _overlap,
    "e2e": _overlap_and_source,
}


def compare(
    article: Article, given: Sequence[Attribution], there: Sequence[Attribution]
) -> dict[str, Count]:
    """For each of `MEASURES` how many of `given` agree with one of `there`, one to one.

    `exact`: the contents have the same words. `overlap`: at least half of the words of both
    together are shared (Jaccard index). `e2e`: overlap, and the sources share a word; who marks no
    source cannot be right by it. Contents without a word count for nothing.
    """
    left, right = _list_sides(article, given), _list_sides(article, there)
    return {
        measure: Count(
            match_pairs([[i for i, b in enumerate(right) if agree(a, b)] for a in left]),
            len(left),
            len(right),
        )
        for measure, agree in _TESTS.items()
    }


def _list_sides(article: Article, attributions: Sequence[Attribution]) -> list[_Side]:
    sides = [
        _Side(list_words(article, each.content), list_words(article, each.source))
        for each in attributions
    ]
    return [side for side in sides if side.content]


def drop_doubles(
    article: Article, attributions: Sequence[Attribution], *, nested: bool = False
) -> list[Attribution]:
    """The attributions without those that say the same as a more confident one.

    The same: the contents share at least half of their words. With `nested`, one whose source and
    cue are words of the other's content is another voice, and stays.
    """
    kept: list[_Voice] = []
    by_place: Overlaps[_Voice] = Overlaps()
    for each in sorted(attributions, key=lambda each: (-each.confidence, each)):
        voice = _Voice(
            each,
            list_words(article, each.content),
            list_words(article, each.source),
            list_words(article, each.cue),
        )
        if not any(
            _overlap(voice, known) and not (nested and (voice < known or known < voice))
            for known in by_place.at(*voice.place)
        ):
            kept.append(voice)
            by_place.add(voice.place, voice)
    return [voice.attribution for voice in kept]


def drop_inner(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The outermost voices: those whose cue begins in no other's content.

    PolNeAR marks no other. Of two whose cues begin in each other's contents the surer one stays.
    """
    contents = Overlaps((part, each) for each in attributions for part in each.content)

    def is_inner(each: Attribution) -> bool:
        return any(
            other != each
            and (not _holds(each, other) or (other.confidence, other) > (each.confidence, each))
            for start, _ in each.cue[:1]
            for other in contents.at(start, start + 1)
        )

    return [each for each in attributions if not is_inner(each)]


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Does the cue of the inner one begin in the outer one's content?"""
    return any(start <= cue < end for cue, _ in inner.cue[:1] for start, end in outer.content)


@dataclass(frozen=True, slots=True)
class _Voice:
    attribution: Attribution
    content: Words
    source: Words
    cue: Words

    @property
    def place(self) -> Range:
        """Where its words stand; those without a word are all at one place."""
        return (min(self.content), max(self.content) + 1) if self.content else (-1, 0)

    def __lt__(self, outer: _Voice) -> bool:
        """Is it a voice within another's words?"""
        return bool(self.source) and self.source | self.cue <= outer.content


def name_mode(article: Article, attribution: Attribution) -> str:
    """`direct`, `mixed` or `indirect`: are all, some or none of the content's words in quotes?

    >>> name_mode(Article("a", "He said it is “bad”."), Attribution(content=((8, 19),)))
    'mixed'
    """
    content = list_words(article, attribution.content)
    start, stop = attribution.content[0][0], attribution.content[-1][1]
    begin, end = article.paragraph(start)[0], article.paragraph(max(stop - 1, 0))[1]
    quoted = _list_quoted(article, begin, end)
    if content <= quoted:
        return "direct"
    return "mixed" if content & quoted else "indirect"


@lru_cache(maxsize=64)  # a long paragraph is asked about once for each of its attributions
def _list_quoted(article: Article, begin: int, end: int) -> Words:
    return list_words(article, find_quotations(article.characters, begin, end))


def find_interval(
    counts: Sequence[Count], *, rounds: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """The middle 95 % of F1 when whole articles are drawn again and again (bootstrap)."""
    drawn = random.Random(seed)  # noqa: S311  (no secret: the same interval every time)
    values = sorted(sum(drawn.choices(counts, k=len(counts)), Count()).f1 for _ in range(rounds))
    return values[round(0.025 * (rounds - 1))], values[round(0.975 * (rounds - 1))]
