"""By what claims can be told apart, and how many there are of each: what filters offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kgbuild.choices import FACTUALITIES, REVIEW_STATES
from kgbuild.web.views.cards import Card
from kgbuild.web.views.words import CERTAINTY, REVIEW


@dataclass(frozen=True, slots=True)
class Choice:
    """One value, what people call it, and how many claims have it."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A question about claims and its answers. `name` is the data attribute of a card."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def facets(cards: Iterable[Card]) -> tuple[Facet, ...]:
    """Voice, source, policy, certainty and review state; those with no choice are left out."""
    found = list(cards)
    made = (
        _named("voice", "Voice", found, lambda c: [(c.holder.iri, c.holder.label)]),
        _named("source", "Source", found, lambda c: [(c.source.iri, c.source.label)]),
        _named("policy", "Policy", found, lambda c: [(p.iri, p.label) for p in c.policies]),
        _coded("certainty", "Certainty", Counter(c.factuality for c in found), CERTAINTY),
        _coded("review", "Review", Counter(c.review for c in found), REVIEW),
    )
    return tuple(facet for facet in made if facet.choices)


def _named(
    name: str, label: str, cards: list[Card], of: Callable[[Card], Iterable[tuple[str, str]]]
) -> Facet:
    numbers = Counter(pair for card in cards for pair in of(card))
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0][1], item[0][0]))
    return Facet(name, label, tuple(Choice(iri, text, n) for (iri, text), n in ordered))


def _coded(name: str, label: str, numbers: Counter[str], said: dict[str, str]) -> Facet:
    order = [*FACTUALITIES, *REVIEW_STATES]
    known = sorted(numbers, key=lambda code: (order.index(code) if code in order else 99, code))
    return Facet(
        name, label, tuple(Choice(code, said.get(code, code), numbers[code]) for code in known)
    )
