"""Claim cards: everything that a reader may ask of one claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kgbuild.records.model import (
    Claim,
    ClaimRelation,
    Event,
    Iri,
    NamingChoice,
    Policy,
    PolicyState,
    Software,
    Source,
)
from kgbuild.records.withdraw import kind_of
from kgbuild.web.views.chains import Chain, Ref, chains
from kgbuild.web.views.dates import spoken
from kgbuild.web.views.lookup import Lookup, Range
from kgbuild.web.views.words import RELATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation to another claim, seen from one of them.

    `by` says so, with the words of `marker`; `silent` when only a rule of the tool does.
    """

    iri: Iri
    type: str
    verb: str
    other: Iri
    other_says: str
    other_holder: str
    by: Ref
    silent: bool
    marker: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a claim is the ground of: a policy state, an event, a tie, a membership, a term.

    `dated` things have a place on the timeline.
    """

    iri: Iri
    kind: str
    label: str
    detail: str
    dated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim with words of its own, ready to be shown. `quote` has one text for each passage."""

    iri: Iri
    says: str
    factuality: str
    chains: tuple[Chain, ...]
    quote: tuple[str, ...]
    where: tuple[Range, ...]
    mode: str | None
    about: tuple[Ref, ...]
    policies: tuple[Ref, ...]
    content: tuple[Content, ...]
    relations: tuple[Relation, ...]
    reason_for: Ref | None
    stance: str | None
    said: str
    language: str | None
    insertions: tuple[str, ...]
    cue: tuple[str, ...]
    review: str
    reviewed: str
    note: str | None

    @property
    def holder(self) -> Ref:
        """Whose claim it is."""
        return self.chains[0].speaker.holder

    @property
    def source(self) -> Ref:
        """The document in which it is said."""
        return self.chains[0].speaker.source

    @property
    def unnamed(self) -> str | None:
        """The kind of its voice when that has no name."""
        return self.chains[0].speaker.unnamed


def cards(lookup: Lookup) -> tuple[Card, ...]:
    """A card for each claim with words of its own, in the order of the text."""
    relations = _relations(lookup)
    return tuple(_card(lookup, claim, relations.get(claim.iri, ())) for claim in lookup.claims)


def _card(lookup: Lookup, claim: Claim, relations: Iterable[Relation]) -> Card:
    reviewed = " on ".join(x for x in (claim.reviewer, claim.review_date) if x)
    return Card(
        iri=claim.iri,
        says=claim.says or lookup.label(claim.iri),
        factuality=claim.factuality,
        chains=chains(lookup, claim),
        quote=lookup.words(claim.spans),
        where=lookup.ranges(claim.spans),
        mode=claim.mode,
        about=_refs(lookup, claim.about),
        policies=_refs(lookup, policies_of(lookup, claim)),
        content=tuple(content(lookup, c) for c in sorted(claim.content) if c in lookup.records),
        relations=tuple(relations),
        reason_for=_refs(lookup, [claim.reason_for])[0] if claim.reason_for else None,
        stance=claim.stance,
        said=_said(lookup, claim),
        language=claim.language,
        insertions=lookup.words(claim.interpolations),
        cue=lookup.words(claim.cues),
        review=claim.review_state,
        reviewed=reviewed,
        note=claim.note,
    )


def _said(lookup: Lookup, claim: Claim) -> str:
    """When it was said, if that is not the date of the document."""
    source = lookup.get(claim.source, Source)
    return "" if source is not None and claim.said == source.issued else spoken(claim.said)


def _refs(lookup: Lookup, iris: Iterable[Iri]) -> tuple[Ref, ...]:
    found = [Ref(iri, lookup.label(iri)) for iri in iris]
    return tuple(sorted(found, key=lambda ref: (ref.label, ref.iri)))


def policies_of(lookup: Lookup, claim: Claim) -> set[Iri]:
    """The policies that a claim is about, says a state of, or gives a reason for."""
    found = {iri for iri in claim.about if lookup.get(iri, Policy)}
    states = (lookup.get(iri, PolicyState) for iri in claim.content)
    found |= {state.policy for state in states if state is not None}
    return found | ({claim.reason_for} if claim.reason_for else set())


def content(lookup: Lookup, iri: Iri) -> Content:
    """What a claim carries, in words."""
    record: Any = lookup.records[iri]
    detail = spoken(getattr(record, "when", None))
    if isinstance(record, NamingChoice):
        detail = " — ".join(x for x in (record.gloss, lookup.label(record.denotes)) if x)
    dated = isinstance(record, PolicyState | Event)
    return Content(iri=iri, kind=kind_of(record), label=record.label, detail=detail, dated=dated)


def _relations(lookup: Lookup) -> Mapping[Iri, list[Relation]]:
    found: dict[Iri, list[Relation]] = defaultdict(list)
    for relation in lookup.of(ClaimRelation):
        forth, back = RELATIONS.get(relation.type, (relation.type, f"{relation.type} (from)"))
        one, other = relation.from_claim, relation.to_claim
        found[one].append(relation_of(lookup, relation, other, forth))
        found[other].append(relation_of(lookup, relation, one, back))
    return found


def relation_of(lookup: Lookup, relation: ClaimRelation, other: Iri, verb: str) -> Relation:
    """A relation with the claim at its other end."""
    claim = lookup.get(other, Claim)
    return Relation(
        iri=relation.iri,
        type=relation.type,
        verb=verb,
        other=other,
        other_says=(claim.says if claim else None) or lookup.label(other),
        other_holder=lookup.label(claim.holder) if claim else "",
        by=Ref(relation.holder, lookup.label(relation.holder)),
        silent=lookup.get(relation.holder, Software) is not None,
        marker=lookup.words(relation.spans),
        note=relation.note,
    )
