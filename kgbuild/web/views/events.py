"""Events as claimed: what is said to happen, when, where, by whom, and who says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kgbuild.records.model import Claim, Event, Iri
from kgbuild.web.views.chains import Ref
from kgbuild.web.views.dates import spoken
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.sources import Carried, carried


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event. `claims` are those that it hangs on; a step has a number within its procedure."""

    iri: Iri
    label: str
    when: str
    place: Ref | None
    actors: tuple[Ref, ...]
    step_of: Ref | None
    step: int | None
    claims: tuple[Carried, ...]


def happenings(lookup: Lookup) -> tuple[Happening, ...]:
    """Every event: dated ones first, in time; the steps of a procedure after it, in order."""
    carrying: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in lookup.claims:
        for iri in claim.content:
            carrying[iri].append(claim)
    events = {event.iri: event for event in lookup.of(Event)}

    def order(event: Event) -> tuple[tuple[bool, str], Iri, bool, int, Iri]:
        whole = events.get(event.step_of or "", event)
        return _begin(whole), whole.iri, whole is not event, event.step or 0, event.iri

    ordered = sorted(events.values(), key=order)
    return tuple(_happening(lookup, event, carrying[event.iri]) for event in ordered)


def _begin(event: Event) -> tuple[bool, str]:
    """Events without a date come last."""
    day = event.when.earliest or event.when.latest if event.when is not None else None
    return day is None, day or ""


def _happening(lookup: Lookup, event: Event, claims: list[Claim]) -> Happening:
    def ref(iri: Iri) -> Ref:
        return Ref(iri, lookup.label(iri))

    return Happening(
        iri=event.iri,
        label=lookup.label(event.iri),
        when=spoken(event.when),
        place=ref(event.place) if event.place else None,
        actors=tuple(sorted(map(ref, event.actors), key=lambda r: (r.label, r.iri))),
        step_of=ref(event.step_of) if event.step_of else None,
        step=event.step,
        claims=tuple(carried(lookup, claim) for claim in claims),
    )
