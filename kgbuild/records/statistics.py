"""Counts of a graph: how many claims, by whom, how sure, how given, how much of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kgbuild.records.model import (
    Claim,
    ClaimRelation,
    Mention,
    Passage,
    PolicyState,
    PositionSelector,
    Snapshot,
    Source,
    Voice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """`claims` have a passage of their own, `reported` counts the claims that only pass them on.

    `proposed` are those of `claims` that nobody has reviewed yet.

    `covered` and `characters` count code points; `depths` says how many voices stand between the
    article's author and the speaker.
    """

    articles: int
    claims: int
    reported: int
    proposed: int
    sources: int
    voices: int
    unnamed_voices: int
    passages: int
    mentions: int
    policy_states: int
    relations: int
    characters: int
    covered: int
    by_holder: dict[str, int]
    by_factuality: dict[str, int]
    by_mode: dict[str, int]
    by_source: dict[str, int]
    depths: dict[int, int]


def statistics(records: Iterable[Any]) -> Statistics:
    """The counts of these records."""
    by_iri = {record.iri: record for record in records}
    everything = list(by_iri.values())
    own = [r for r in everything if isinstance(r, Claim) and r.spans]
    kinds = Counter(type(r) for r in everything)

    def label(iri: str) -> str:
        return by_iri[iri].label if iri in by_iri else iri

    return Statistics(
        articles=kinds[Snapshot],
        claims=len(own),
        reported=kinds[Claim] - len(own),
        proposed=sum(r.review_state == "proposed" for r in own),
        sources=kinds[Source],
        voices=len({r.holder for r in own}),
        unnamed_voices=kinds[Voice],
        passages=kinds[Passage],
        mentions=kinds[Mention],
        policy_states=kinds[PolicyState],
        relations=kinds[ClaimRelation],
        characters=sum(r.length for r in everything if isinstance(r, Snapshot)),
        covered=_covered(own, by_iri),
        by_holder=_counted(label(r.holder) for r in own),
        by_factuality=_counted(r.factuality for r in own),
        by_mode=_counted(r.mode or "none" for r in own),
        by_source=_counted(label(r.source) for r in own),
        depths=_depths(own, by_iri),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    """Counts, the most frequent first, then by name."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _covered(claims: Iterable[Claim], by_iri: dict[str, Any]) -> int:
    """How many characters of the texts stand in the passage of some claim."""
    covered: set[tuple[str, int]] = set()
    for claim in claims:
        for span in claim.spans:
            passage = by_iri.get(span)
            position = by_iri.get(passage.position) if isinstance(passage, Passage) else None
            if isinstance(position, PositionSelector) and isinstance(passage, Passage):
                covered.update((passage.snapshot, i) for i in range(position.start, position.end))
    return len(covered)


def _depths(claims: Iterable[Claim], by_iri: dict[str, Any]) -> dict[int, int]:
    reporters: dict[str, list[str]] = {}
    for record in by_iri.values():
        if isinstance(record, Claim):
            for inner in record.reports:
                reporters.setdefault(inner, []).append(record.iri)

    def depth(iri: str, seen: frozenset[str]) -> int:
        outer = [r for r in reporters.get(iri, ()) if r not in seen]
        return 1 + min(depth(r, seen | {iri}) for r in outer) if outer else 0

    return dict(sorted(Counter(depth(c.iri, frozenset()) for c in claims).items()))
