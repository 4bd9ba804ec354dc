"""What falls when a source is withdrawn: claims, what they carry, and conflicts between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kgbuild.records.model import (
    Claim,
    ClaimRelation,
    Iri,
    NamingChoice,
    Record,
    Snapshot,
    Source,
)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What nobody else says once the source is gone, and any others named with it, sorted by IRI.

    `claims` are those with a passage of their own; `contents` policy states, events, ties,
    memberships and naming choices; `relations` those with a fallen claim at either end.
    """

    source: Source
    claims: tuple[Claim, ...]
    contents: tuple[Record, ...]
    relations: tuple[ClaimRelation, ...]


def withdraw(records: Iterable[Any], source: Iri, *others: Iri) -> Withdrawal:
    """What falls without a source, or without it and others at once.

    A claim stands while some chain from the article leads to it (kg:reports backwards) without
    passing through them. Raises KeyError when there is no such source.
    """
    by_iri = {record.iri: record for record in records}
    gone = by_iri[source]
    for iri in (source, *others):
        if not isinstance(by_iri[iri], Source):
            raise KeyError(iri)
    claims = {iri: r for iri, r in by_iri.items() if isinstance(r, Claim)}
    texts = {r.source for r in by_iri.values() if isinstance(r, Snapshot)}
    withdrawn = _with_parts({source, *others}, by_iri)
    standing = _standing(claims, _with_parts(texts, by_iri), withdrawn)
    fallen = {iri for iri in claims if iri not in standing}
    carriers: dict[Iri, set[Iri]] = defaultdict(set)
    for iri, claim in claims.items():
        for content in claim.content:
            carriers[content].add(iri)
    contents = [
        by_iri[c] for c, carrying in sorted(carriers.items()) if carrying <= fallen and c in by_iri
    ]
    relations = [
        r
        for r in by_iri.values()
        if isinstance(r, ClaimRelation) and {r.from_claim, r.to_claim} & fallen
    ]
    return Withdrawal(
        source=gone,
        claims=tuple(claims[iri] for iri in sorted(fallen) if claims[iri].spans),
        contents=tuple(contents),
        relations=tuple(sorted(relations, key=lambda r: r.iri)),
    )


def _with_parts(sources: set[Iri], records: dict[Iri, Any]) -> set[Iri]:
    """The sources and whatever is printed in them."""
    found = set(sources)
    while True:
        more = {
            iri
            for iri, r in records.items()
            if isinstance(r, Source) and r.part_of in found and iri not in found
        }
        if not more:
            return found
        found |= more


def _standing(claims: dict[Iri, Claim], texts: set[Iri], withdrawn: set[Iri]) -> set[Iri]:
    """The claims that some chain from the article still reaches."""
    reported = {inner for claim in claims.values() for inner in claim.reports}
    reached: set[Iri] = set()
    edge = [iri for iri, claim in claims.items() if claim.source in texts and iri not in reported]
    while edge:
        iri = edge.pop()
        if iri in reached or iri not in claims or claims[iri].source in withdrawn:
            continue
        reached.add(iri)
        edge.extend(claims[iri].reports)
    return reached


def kind_of(record: Record) -> str:
    """What people call the kind of a record: 'policy state', 'naming choice'."""
    if isinstance(record, NamingChoice):
        return "naming choice"
    name = type(record).__name__
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
