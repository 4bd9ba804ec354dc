"""Silent contradictions: claims that cannot both hold, though nobody in the text says so.

Two rules, each about what claims carry, never about words:

- a policy that is said to have stayed constant and to have shifted, in the same mode, at
  overlapping times, by two different voices;
- one and the same state, event or tie that one voice affirms and another denies.

The tool is the holder of these relations; a conflict that somebody already marks is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from kgbuild.records.claims import relation_label
from kgbuild.records.dates import order
from kgbuild.records.model import Claim, ClaimRelation, Iri, PolicyState, When
from kgbuild.records.workbench import Workbench

CONTRADICTS: Final = "contradicts"


def add_silent_conflicts(bench: Workbench, tool: Iri) -> None:
    """A relation for each silent contradiction, attributed to the tool."""
    marked = {
        frozenset({r.from_claim, r.to_claim})
        for r in bench.records.values()
        if isinstance(r, ClaimRelation) and r.type == CONTRADICTS
    }
    carrying = [c for c in bench.records.values() if isinstance(c, Claim) and c.content]
    for one, other in combinations(sorted(carrying, key=lambda c: c.iri), 2):
        if one.holder == other.holder or frozenset({one.iri, other.iri}) in marked:
            continue
        for why in _reasons(one, other, bench.records):
            relation = ClaimRelation(
                iri=bench.minter.hashed("relation", tool, one.iri, CONTRADICTS, other.iri),
                label=relation_label(bench, one.iri, CONTRADICTS, other.iri),
                note=why,
                holder=tool,
                from_claim=one.iri,
                to_claim=other.iri,
                type=CONTRADICTS,
            )
            bench.add(relation, bench.origins[one.iri].entry)
            break


def _reasons(one: Claim, other: Claim, records: dict[Iri, Any]) -> Iterator[str]:
    if _affirms(one) and _affirms(other):
        yield from _constant_and_shifting(one, other, records)
    for shared in sorted(one.content & other.content):
        if (_affirms(one) and _denies(other)) or (_denies(one) and _affirms(other)):
            yield f"one affirms and the other denies: {records[shared].label}"


def _constant_and_shifting(one: Claim, other: Claim, records: dict[Iri, Any]) -> Iterator[str]:
    for a in _states(one, records):
        for b in _states(other, records):
            if (
                a.policy == b.policy
                and a.mode == b.mode
                and {a.change, b.change} == {"constant", "shifts"}
                and overlap(a.when, b.when)
            ):
                yield f"{a.label} ({a.when.edtf}); {b.label} ({b.when.edtf})"


def _states(claim: Claim, records: dict[Iri, Any]) -> list[PolicyState]:
    found = (records.get(iri) for iri in sorted(claim.content))
    return [state for state in found if isinstance(state, PolicyState)]


def overlap(one: When, other: When) -> bool:
    """Whether two times can share a day; open ends reach as far as they must.

    >>> overlap(When(edtf="2002", earliest="2002-01-01", latest="2002-12-31"),
    ...         When(edtf="../2012", latest="2012-12-31"))
    True
    """
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: When, other: When) -> bool:
    if one.latest is None or other.earliest is None:
        return False
    return order(one.latest) < order(other.earliest)


def _affirms(claim: Claim) -> bool:
    return claim.factuality.endswith("+")


def _denies(claim: Claim) -> bool:
    return claim.factuality.endswith("-")
