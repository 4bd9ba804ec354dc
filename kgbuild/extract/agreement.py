"""How sure a proposal is: what tagger, rules and typography say together, and tiers for review."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.attribution import Attribution
from kgbuild.extract.scores import ENOUGH, Words, list_words, name_mode
from kgbuild.text.article import Article

SURE, LIKELY, UNSURE = "sure", "likely", "unsure"
_SURE_FROM, _LIKELY_FROM = 0.9, 0.6
_NEAR = 60  # characters between a quotation and the cue beside it
_ALONE = 0.6  # rules that are less sure than this are not believed without the tagger


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Weights of a logistic regression: is the content right (half of its words or more)?

    Fitted on the development texts of PolNeAR, which give these few numbers and nothing else.
    """

    constant: float
    likelihood: float  # of the logarithm of the extractor's own odds
    agreed: float  # rules and tagger found the same content
    quoted: float  # in quotation marks, with a cue beside it
    source: float
    length: float  # of the logarithm of the number of words


_TAGGER = _Evidence(0.0, 1.0, 1.5, 1.0, 0.3, 0.0)
_RULES = _Evidence(-0.5, 1.0, 0.0, 1.0, 0.3, 0.0)


def name_tier(confidence: float) -> str:
    """`sure`, `likely` or `unsure`, from a confidence that `agree` or `weigh` gave.

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

    The same content counts once, as the tagger has it, with the source of the rules if the tagger
    has none. Rules alone are believed where the tagger is silent about all of the words.
    """
    words = [list_words(article, each.content) for each in ruled]
    used: set[int] = set()
    covered: set[int] = set()
    found: list[Attribution] = []
    for each in tagged:
        mine = list_words(article, each.content)
        covered |= mine
        twin = _find_twin(mine, words)
        if twin is None:
            found.append(replace(each, confidence=_weigh(article, each, _TAGGER, agreed=False)))
            continue
        used.add(twin)
        both = replace(
            each,
            source=each.source or ruled[twin].source,
            extractor=f"{each.extractor}, {ruled[twin].extractor}",
        )
        found.append(replace(both, confidence=_weigh(article, both, _TAGGER, agreed=True)))
    for number, each in enumerate(ruled):
        silent = not words[number] & covered or each.confidence >= _ALONE
        if number not in used and each.confidence >= _ALONE and silent:
            found.append(replace(each, confidence=_weigh(article, each, _RULES, agreed=False)))
    return tuple(sorted(found))


def _find_twin(mine: Words, all_theirs: Sequence[Words]) -> int | None:
    """Which content shares most words with mine, if half of both or more."""
    shares = [len(mine & theirs) / len(mine | theirs or {0}) for theirs in all_theirs]
    best = max(range(len(shares)), key=shares.__getitem__, default=0)
    return best if shares and shares[best] >= ENOUGH else None


def weigh(article: Article, tagged: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """What the tagger proposes alone, with confidences that say how often such ones are right."""
    return tuple(
        replace(each, confidence=_weigh(article, each, _TAGGER, agreed=False)) for each in tagged
    )


def _weigh(article: Article, each: Attribution, known: _Evidence, *, agreed: bool) -> float:
    own = min(max(each.confidence, 0.01), 0.99)
    words = len(list_words(article, each.content))
    score = (
        known.constant
        + known.likelihood * math.log(own / (1 - own))
        + known.agreed * agreed
        + known.quoted * is_quoted_beside_cue(article, each)
        + known.source * bool(each.source)
        + known.length * math.log(1 + words)
    )
    return round(1 / (1 + math.exp(-score)), 4)


def is_quoted_beside_cue(article: Article, each: Attribution) -> bool:
    """Is all of the content in quotation marks, and the cue at most a few words away?"""
    if not each.cue or name_mode(article, each) != "direct":
        return False
    cue = each.cue[0]
    gaps = [max(start - cue[1], cue[0] - end) for start, end in each.content]
    return min(gaps) <= _NEAR
