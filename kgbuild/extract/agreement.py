"""How sure a proposal is: what tagger, rules and typography say together, and tiers for review."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kgbuild.extract.attribution import Attribution
from kgbuild.extract.scores import ENOUGH, Words, drop_doubles, drop_inner, list_words, name_mode
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps

SURE, LIKELY, UNSURE = "sure", "likely", "unsure"
_SURE_FROM, _LIKELY_FROM = 0.9, 0.6
_NEAR = 60  # characters between a quotation and the cue beside it
_EDGES_FROM = 0.7  # rules at least as sure as this say where a content begins and ends
_ALONE = 0.4  # rules that are less sure than this are not believed without the tagger
# What is right less often than this costs more in precision than it brings in recall.
_WORTH_IT = 0.3


class _Evidence(NamedTuple):
    """Weights of a logistic regression: is the content right (half of its words or more)?

    Fitted on the development texts of PolNeAR (tools/tagger/calibrate.py), which give these few
    numbers and nothing else.
    """

    constant: float
    likelihood: float  # of the logarithm of the extractor's own odds
    agreed: float  # rules and tagger found the same content
    quoted: float  # in quotation marks, with a cue beside it
    source: float
    length: float  # of the logarithm of the number of words


_TAGGER = _Evidence(-0.45, 0.67, 0.0, -0.10, -0.96, 0.41)  # of what the network says
_TOGETHER = _Evidence(-0.30, 0.71, 1.60, 0.15, -0.36, 0.04)  # of what `weigh` makes of it
_RULES = _Evidence(-0.72, -0.27, 0.0, 1.64, 0.91, -0.13)  # of what the rules alone say


def name_tier(confidence: float) -> str:
    """`sure`, `likely` or `unsure`, from a confidence that `tag` or `agree` gave.

    >>> name_tier(0.95), name_tier(0.7), name_tier(0.2)
    ('sure', 'likely', 'unsure')
    """
    if confidence >= _SURE_FROM:
        return SURE
    return LIKELY if confidence >= _LIKELY_FROM else UNSURE


def agree(
    article: Article, tagged: Sequence[Attribution], ruled: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """What tagger and rules propose together, each with a confidence that compares to all others.

    `tagged` is what `tag` gave, `ruled` what `dependencies.find_in_article` gave. The same content
    counts once, as the tagger has it unless the rules are sure. Rules alone are believed where the
    tagger is silent about all of the words.
    """
    weighed = [
        _weigh(article, each, _RULES if by_rules else _TOGETHER, agreed=agreed)
        for each, agreed, by_rules in join(article, tagged, ruled)
    ]
    return tuple(sorted(drop_inner(drop_doubles(article, _choose(weighed)))))


def weigh(article: Article, tagged: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """What the network proposes, with confidences that say how often such proposals are right.

    What is right too rarely is left out.
    """
    return _choose(_weigh(article, each, _TAGGER, agreed=False) for each in tagged)


def _choose(weighed: Iterable[Attribution]) -> tuple[Attribution, ...]:
    return tuple(each for each in weighed if each.confidence >= _WORTH_IT)


def join(
    article: Article, tagged: Sequence[Attribution], ruled: Sequence[Attribution]
) -> Iterator[tuple[Attribution, bool, bool]]:
    """Each proposal, whether tagger and rules agree on it, and whether it is of the rules alone."""
    words = [list_words(article, each.content) for each in ruled]
    places = Overlaps((part, n) for n, each in enumerate(ruled) for part in each.content)
    used: set[int] = set()
    covered: set[int] = set()
    for each in tagged:
        mine = list_words(article, each.content)
        covered |= mine
        near = sorted({n for part in each.content for n in places.at(*part)})
        twin = _find_twin(mine, {n: words[n] for n in near})
        if twin is None:
            yield each, False, False
        else:
            used.add(twin)
            yield _join(each, ruled[twin]), True, False
    for number, each in enumerate(ruled):
        if number not in used and each.confidence >= _ALONE and not words[number] & covered:
            yield each, False, True


def _find_twin(mine: Words, theirs: Mapping[int, Words]) -> int | None:
    """Which content shares most words with mine, if half of both or more."""
    shares = {n: len(mine & words) / len(mine | words or {0}) for n, words in theirs.items()}
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= ENOUGH else None


def _join(tagged: Attribution, ruled: Attribution) -> Attribution:
    """One attribution of two that agree; the rules know the edges of what they are sure of."""
    surer = ruled.confidence >= _EDGES_FROM
    first, second = (ruled, tagged) if surer else (tagged, ruled)
    return replace(
        tagged,
        content=first.content,
        cue=first.cue,
        source=first.source or second.source,
        extractor=f"{tagged.extractor}, {ruled.extractor}",
    )


def list_evidence(article: Article, each: Attribution, *, agreed: bool) -> list[float]:
    """What speaks for a proposal, in the order of the weights in this module."""
    own = min(max(each.confidence, 0.01), 0.99)
    return [
        1.0,
        math.log(own / (1 - own)),
        float(agreed),
        float(is_quoted_beside_cue(article, each)),
        float(bool(each.source)),
        math.log(1 + len(list_words(article, each.content))),
    ]


def _weigh(
    article: Article, each: Attribution, weights: Sequence[float], *, agreed: bool
) -> Attribution:
    evidence = list_evidence(article, each, agreed=agreed)
    score = sum(weight * value for weight, value in zip(weights, evidence, strict=True))
    return replace(each, confidence=round(1 / (1 + math.exp(-score)), 4))


def is_quoted_beside_cue(article: Article, each: Attribution) -> bool:
    """Is all of the content in quotation marks, and the cue at most a few words away?"""
    if not each.cue or name_mode(article, each) != "direct":
        return False
    cue = each.cue[0]
    gaps = [max(start - cue[1], cue[0] - end) for start, end in each.content]
    return min(gaps) <= _NEAR
