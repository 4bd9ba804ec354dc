"""Conflicts and agreements between claims: who says that there is one, or that nobody does."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.records.model import Claim, ClaimRelation, Iri, Software
from kgbuild.web.views.chains import Chain, Ref, chains
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.words import RELATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two claims."""

    claim: Iri
    says: str
    factuality: str
    chain: Chain
    quote: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A relation between two claims.

    `by` says that they are related, in the text with the words `marker`; `silent` when nobody does
    and a rule of the tool found it: `note` then says how.
    """

    iri: Iri
    type: str
    one: Side
    other: Side
    by: Ref
    silent: bool
    marker: tuple[str, ...]
    note: str | None


def conflicts(lookup: Lookup) -> tuple[Conflict, ...]:
    """All relations between claims of this text: contradictions first, each in the text's order."""
    order = {claim.iri: number for number, claim in enumerate(lookup.claims)}
    types = list(RELATIONS)
    made = []
    for relation in lookup.of(ClaimRelation):
        one = lookup.get(relation.from_claim, Claim)
        other = lookup.get(relation.to_claim, Claim)
        if one is not None and other is not None and {one.iri, other.iri} <= set(order):
            made.append(_conflict(lookup, relation, one, other))

    def place(found: Conflict) -> tuple[int, bool, int, str]:
        type_ = types.index(found.type) if found.type in types else len(types)
        return (
            type_,
            found.silent,
            min(order[found.one.claim], order[found.other.claim]),
            found.iri,
        )

    return tuple(sorted(made, key=place))


def _conflict(lookup: Lookup, relation: ClaimRelation, one: Claim, other: Claim) -> Conflict:
    return Conflict(
        iri=relation.iri,
        type=relation.type,
        one=_side(lookup, one),
        other=_side(lookup, other),
        by=Ref(relation.holder, lookup.label(relation.holder)),
        silent=lookup.get(relation.holder, Software) is not None,
        marker=lookup.words(relation.spans),
        note=relation.note,
    )


def _side(lookup: Lookup, claim: Claim) -> Side:
    return Side(
        claim=claim.iri,
        says=claim.says or lookup.label(claim.iri),
        factuality=claim.factuality,
        chain=chains(lookup, claim)[0],
        quote=lookup.words(claim.spans),
    )
