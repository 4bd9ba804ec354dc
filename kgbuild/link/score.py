"""How well a candidate fits an entity, with reasons. The service's own verdict is not asked.

Sixty hundredths are for the name (equal 1, equal to an alias 0.9, the same words 0.75, all words of
one in the other 0.4), twenty-five for the type (fits 1, not known 0.4, of another kind 0, and then
the whole is cut to a quarter), fifteen for the context (the description names a neighbour 1, a
place of the article 0.6). Another candidate of an equal name that could be meant as well takes a
fifth of it all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kgbuild.link.entities import Entity
from kgbuild.link.linker import Candidate
from kgbuild.link.names import folded, words
from kgbuild.link.types import agreement
from kgbuild.records.model import Iri

WORTH_SHOWING: Final = 0.3
_NAME, _TYPE, _CONTEXT = 0.60, 0.25, 0.15
_AMBIGUOUS: Final = 0.8
_OTHER_KIND: Final = 0.25
_UNKNOWN_TYPE: Final = 0.4
_EQUAL: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A candidate with its score, 0 to 1 in hundredths, and why."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


def judge(entity: Entity, candidates: Sequence[Candidate]) -> tuple[Judgement, ...]:
    """The candidates worth showing, the best first; those of equal score sorted by identifier."""
    judged = [_judged(entity, candidate, candidates) for candidate in candidates]
    kept = [j for j in judged if j.score >= WORTH_SHOWING]
    return tuple(sorted(kept, key=lambda j: (-j.score, j.candidate.id)))


def _judged(entity: Entity, candidate: Candidate, among: Sequence[Candidate]) -> Judgement:
    name, why_name = _name(entity, candidate)
    fits = agreement(entity.kind, candidate.types)
    context, why_context = _context(entity, candidate)
    score = _NAME * name + _TYPE * _worth(fits) + _CONTEXT * context
    reasons = [why_name, _said_of_type(entity, candidate, fits=fits), *why_context]
    if fits is False:
        score *= _OTHER_KIND
    rivals = [c for c in among if c.id != candidate.id and _rivals(entity, c)]
    if rivals and name >= _EQUAL:
        score *= _AMBIGUOUS
        count = len(rivals)
        reasons.append(f"{count} other{'s' * (count != 1)} of this name")
    return Judgement(candidate=candidate, score=round(score, 2), reasons=tuple(reasons))


def _rivals(entity: Entity, other: Candidate) -> bool:
    """Whether another candidate could be meant as well: an equal name and no other kind."""
    return _name(entity, other)[0] >= _EQUAL and agreement(entity.kind, other.types) is not False


def _name(entity: Entity, candidate: Candidate) -> tuple[float, str]:
    ours = [folded(name) for name in entity.names]
    theirs = [folded(name) for name in (candidate.label, *candidate.aliases)]
    mine, its = words(entity.name), words(candidate.label)
    grades = (
        (ours[0] == theirs[0], 1.0, "name equal"),
        (ours[0] in theirs, _EQUAL, "name equal to an alias of it"),
        (theirs[0] in ours, _EQUAL, "an alias equal to its name"),
        (bool(set(ours) & set(theirs)), 0.8, "an alias equal to an alias of it"),
        (mine == its, 0.75, "the same words in another order"),
        (mine <= its or its <= mine, 0.4, "one name contains the other"),
        (True, 0.0, "another name"),
    )
    return next((worth, why) for holds, worth, why in grades if holds)


def _worth(fits: bool | None) -> float:  # noqa: FBT001 - it is a verdict, not a switch
    return _UNKNOWN_TYPE if fits is None else float(fits)


def _said_of_type(entity: Entity, candidate: Candidate, *, fits: bool | None) -> str:
    types = ", ".join(candidate.types[:3])
    if fits is None:
        return f"type says nothing: {types}" if types else "no type given"
    return f"type fits: {types}" if fits else f"not a {entity.kind}: {types}"


def _context(entity: Entity, candidate: Candidate) -> tuple[float, list[str]]:
    said = folded(candidate.description)
    for worth, names in ((1.0, entity.neighbours), (0.6, entity.company)):
        for name in names:
            plain = folded(name)
            if plain and plain != folded(entity.name) and _stands_in(plain, said):
                return worth, [f"description names {name}"]
    return 0.0, []


def _stands_in(words_: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words_)}(?!\w)", text) is not None


def is_sovereign_state(
    entity: Entity, candidate: Candidate, among: Sequence[Candidate], states: Mapping[str, Iri]
) -> bool:
    """Whether a candidate may be accepted without a person: a sovereign state, named as such.

    The entity is a place, in no other state, named outside longer names; its name is that of
    exactly one state (`states`: folded name to identifier) and the candidate is it; nothing else
    of that name among the candidates could be a place.
    """
    known = states.get(folded(entity.name))
    rivals = (c for c in among if c.id != candidate.id)
    return (
        entity.kind == "place"
        and entity.alone
        and not any(folded(place) in states for place in entity.within)
        and known == candidate.id
        and agreement("place", candidate.types) is True
        and not any(_rivals(entity, other) for other in rivals)
    )
