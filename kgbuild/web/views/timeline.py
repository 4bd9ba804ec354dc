"""The timeline of each policy as claimed: lanes by mode, one bar for each state and each source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kgbuild.records.model import Claim, ClaimRelation, Iri, Policy, PolicyState, When
from kgbuild.web.views.chains import Chain, Ref, chains
from kgbuild.web.views.dates import spoken
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.words import LANES

_YEAR: Final = 365.2425
# How many years a tick of the axis may stand for.
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_TICKS: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One state of a policy according to one claim.

    `left` and `right` are where it begins and ends, as shares (0 to 1) of the axis; `open_left` and
    `open_right` say that nobody gave it that end. `against` are the claims of other bars that
    contradict this one. `first` is the first bar of its state.
    """

    state: Iri
    label: str
    when: str
    left: float
    right: float
    open_left: bool
    open_right: bool
    change: str | None
    claim: Iri
    says: str
    chain: Chain
    against: tuple[Iri, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one mode: official, practice or considered."""

    mode: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis, and where it begins as a share of it."""

    year: int
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A policy: its lanes on one axis. `disputed` counts the pairs of claims that disagree."""

    policy: Ref
    owner: Ref
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    disputed: int


@dataclass(frozen=True, slots=True)
class _Axis:
    """The years that a timeline shows."""

    first: int
    last: int

    def at(self, years: float) -> float:
        share = (years - self.first) / (self.last - self.first)
        return round(min(max(share, 0.0), 1.0), 4)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        step = next((s for s in _STEPS if (self.last - self.first) / s <= _TICKS), _STEPS[-1])
        begin = -(-self.first // step) * step
        return tuple(Tick(y, self.at(y)) for y in range(begin, self.last + 1, step))


def timelines(lookup: Lookup) -> tuple[Timeline, ...]:
    """A timeline for each policy of which a state is claimed, by label."""
    carrying: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in lookup.claims:
        for iri in claim.content:
            carrying[iri].append(claim)
    states: dict[Iri, list[PolicyState]] = defaultdict(list)
    for state in lookup.of(PolicyState):
        if state.iri in carrying:
            states[state.policy].append(state)
    against = _contradictions(lookup)
    made = [
        _timeline(lookup, policy, [(s, c) for s in found for c in carrying[s.iri]], against)
        for policy, found in states.items()
    ]
    return tuple(sorted(made, key=lambda t: (t.policy.label, t.policy.iri)))


def _timeline(
    lookup: Lookup,
    policy: Iri,
    found: list[tuple[PolicyState, Claim]],
    against: dict[Iri, set[Iri]],
) -> Timeline:
    axis = _axis([s.when for s, _ in found])
    shown = {c.iri for _, c in found}
    bars: dict[str, list[Bar]] = defaultdict(list)
    seen: set[Iri] = set()
    for state, claim in found:
        others = tuple(sorted(against.get(claim.iri, set()) & shown))
        bar = _bar(lookup, state, claim, axis, others)
        bars[state.mode].append(replace(bar, first=state.iri not in seen))
        seen.add(state.iri)
    record = lookup.get(policy, Policy)
    owner = record.owner if record is not None else policy
    modes = [*LANES, *sorted(set(bars) - set(LANES))]
    pairs = {frozenset((c, o)) for c in shown for o in against.get(c, set()) & shown}
    return Timeline(
        policy=Ref(policy, lookup.label(policy)),
        owner=Ref(owner, lookup.label(owner)),
        ticks=axis.ticks,
        lanes=tuple(Lane(mode, tuple(sorted(bars.get(mode, []), key=_in_time))) for mode in modes),
        disputed=len(pairs),
    )


def _in_time(bar: Bar) -> tuple[float, float, str, str]:
    return (bar.left, bar.right, bar.label, bar.claim)


def _bar(
    lookup: Lookup, state: PolicyState, claim: Claim, axis: _Axis, against: tuple[Iri, ...]
) -> Bar:
    begin, end = _years(state.when.earliest), _years(state.when.latest, end=True)
    return Bar(
        state=state.iri,
        label=state.label,
        when=spoken(state.when),
        left=axis.at(axis.first if begin is None else begin),
        right=axis.at(axis.last if end is None else end),
        open_left=begin is None,
        open_right=end is None,
        change=state.change,
        claim=claim.iri,
        says=claim.says or lookup.label(claim.iri),
        chain=chains(lookup, claim)[0],
        against=against,
        first=True,
    )


def _axis(whens: list[When]) -> _Axis:
    """From the year before the first date to the one after the last."""
    bounds = [y for w in whens for y in (_years(w.earliest), _years(w.latest)) if y is not None]
    if not bounds:
        return _Axis(0, 1)
    return _Axis(int(min(bounds)) - 2, int(max(bounds)) + 3)


def _years(day: str | None, *, end: bool = False) -> float | None:
    """A day as years and a fraction; `end` counts the day itself, too. None for an open end."""
    if day is None:
        return None
    year, month, number = day.rsplit("-", 2)
    leap = 2000 + int(year) % 400  # any year has the days of one of these
    passed = date(leap, int(month), int(number)).timetuple().tm_yday - 1 + end
    return int(year) + passed / _YEAR


def _contradictions(lookup: Lookup) -> dict[Iri, set[Iri]]:
    found: dict[Iri, set[Iri]] = defaultdict(set)
    for relation in lookup.of(ClaimRelation):
        if relation.type == "contradicts":
            found[relation.from_claim].add(relation.to_claim)
            found[relation.to_claim].add(relation.from_claim)
    return found
