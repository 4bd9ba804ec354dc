"""Checking a graph with kgbuild's own shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic, Result, Severity
from kgbuild.graph.terms import term
from kgbuild.located import Place
from kgbuild.rules.catalogue import focus_counts, own_shapes, rules
from kgbuild.rules.engines import engine

# Rules without which a graph of claims proves nothing.
_ESSENTIAL: Final = ("claim-has-one-holder", "snapshot-is-intact", "span-has-quote")


@dataclass(frozen=True, slots=True)
class Report:
    """What the shapes say of a graph: results sorted, and how many nodes each rule looked at."""

    results: tuple[Result, ...]
    focus: dict[str, int]

    @property
    def conforms(self) -> bool:
        """No violation: a warning does not make a graph invalid here (cf. SHACL §3.6)."""
        return all(result.severity < Severity.ERROR for result in self.results)


def validate(triples: Iterable[ox.Triple | ox.Quad], *, by: str = "auto") -> Report:
    """The report on these triples with kgbuild's shapes, from an engine (see `rules.engines`).

    The engine gets the triples as they are: no inference, no imports, nothing fetched.
    Raises InputError when the engine fails.
    """
    kept = tuple({ox.Triple(t.subject, t.predicate, t.object): None for t in triples})
    return Report(engine(by)(kept, own_shapes()), focus_counts(kept, rules()))


def rule_of(result: Result) -> str:
    """The name of the rule that a result comes from."""
    return own_shapes().code(term(result.shape))


def unchecked(focus: Mapping[str, int], path: str) -> Iterator[Diagnostic]:
    """Findings for rules that saw nothing: an error when there is nothing to prove at all."""
    blind = sorted(name for name, count in focus.items() if count == 0)
    for name in blind:
        if name in _ESSENTIAL:
            said = f"there is nothing to prove: {name} had nothing to look at"
            yield codes.NOTHING_TO_CHECK.at(Place(path), said)
    others = [name for name in blind if name not in _ESSENTIAL]
    if others:
        said = f"{len(others)} of {len(focus)} rules had nothing to look at: "
        yield codes.NOTHING_CHECKED.at(Place(path), said + ", ".join(others))
