"""Asking an engine which shapes a node fits, and why it does not fit the others.

The node is the object of one more triple, and the shape targets the objects of that predicate:
that reaches blank nodes and literals in every engine, and sh:closed does not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kgbuild.diagnostics import Result
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.terms import Term, term
from kgbuild.graph.vocab import RDF
from kgbuild.rules.engines import Engine
from kgbuild.rules.facts import Facts
from kgbuild.rules.shapes import SH, Shapes, named

_MARKER: Final = ox.NamedNode("urn:kgbuild:marker")
_MARKS: Final = ox.NamedNode("urn:kgbuild:marks")
_PROBE: Final = "urn:kgbuild:probe:"
_ANYWHERE: Final = frozenset(SH + local for local in ("inversePath", "sparql", "js", "parameter"))
_FEW: Final = 1_000
_NIL: Final = ox.NamedNode(PREFIXES["rdf"] + "nil")
_CLASSES: Final = frozenset(
    ox.NamedNode(iri)
    for iri in (
        PREFIXES["rdfs"] + "Class",
        "http://www.w3.org/2002/07/owl#Class",
        SH + "ShapeClass",
    )
)


@dataclass(frozen=True, slots=True)
class Trials:
    """Data, shapes and an engine to ask. Its methods raise InputError when the engine fails.

    `about` are the facts of the data.
    """

    data: Sequence[ox.Triple]
    about: Facts
    shapes: Shapes
    check: Engine

    def results(self, shapes: Iterable[Term], node: Term) -> dict[Term, tuple[Result, ...]]:
        """The results of each shape for a node, each once; none where it fits.

        One check is enough when no property shape belongs to two of the shapes.
        """
        parts = {shape: self._parts(shape) for shape in dict.fromkeys(shapes)}
        shared = len(set().union(*parts.values())) < sum(map(len, parts.values()))
        rounds = [[shape] for shape in parts] if shared else [list(parts)]
        found: dict[Term, tuple[Result, ...]] = {}
        for asked in rounds:
            results = self._checked(asked, node, ())
            for shape in asked:
                mine = [r for r in results if r.shape in parts[shape]]
                found[shape] = tuple(dict.fromkeys(mine))
        return found

    def fitting(
        self, path: Term, shapes: Sequence[Term], node: Term
    ) -> dict[str, tuple[Term, ...]]:
        """The values (N-Triples) along a path from a node, and which of the shapes each fits.

        They are sorted; nodes without a name come last, as in the data.
        """
        everything = ox.NamedNode(_PROBE + "all")
        probes = {str(ox.NamedNode(f"{_PROBE}{i}")): shape for i, shape in enumerate(shapes)}
        extra = [ox.Triple(everything, ox.NamedNode(SH + "in"), _NIL)]  # which nothing is in
        extra += [ox.Triple(term(p), ox.NamedNode(SH + "node"), s) for p, s in probes.items()]
        asked = [everything, *(term(p) for p in probes)]
        extra += [ox.Triple(probe, ox.NamedNode(SH + "path"), path) for probe in asked]
        results = self._checked(asked, node, extra)
        values = {r.value for r in results if r.shape == str(everything) and r.value}
        failed = {(r.shape, r.value) for r in results}
        return {
            v: tuple(s for p, s in probes.items() if (p, v) not in failed)
            for v in self._sorted(values)
        }

    def _sorted(self, values: set[str]) -> list[str]:
        """Terms in an order that what blank nodes are called does not change."""
        nodes = (n for t in self.data for n in (t.subject, t.object) if isinstance(n, ox.BlankNode))
        order = {str(node): i for i, node in enumerate(dict.fromkeys(nodes))}
        return sorted(values, key=lambda v: (order.get(v, -1), v))

    def _checked(
        self, asked: Sequence[Term], node: Term, extra: Iterable[ox.Triple]
    ) -> tuple[Result, ...]:
        target = ox.NamedNode(SH + "targetObjectsOf")
        most = max(_FEW, len(self.data) // 4)
        near = self.about.around(node, most) if self._looks_ahead() else None
        data = self.data if near is None else near
        marked = [*data, ox.Triple(_MARKER, _MARKS, node)]
        wanted = [*extra, *(ox.Triple(shape, target, _MARKS) for shape in asked)]
        kept = self._without_targets()
        return self.check(marked, named([*kept, *wanted], self.shapes.prefixes))

    def _looks_ahead(self) -> bool:
        """Whether no shape looks back along a path or asks a query, which may look anywhere."""
        said = {triple.predicate.value for triple in self.shapes.triples}
        return said.isdisjoint(_ANYWHERE)

    def _without_targets(self) -> Iterator[ox.Triple]:
        for triple in self.shapes.triples:
            implicit = triple.predicate.value == RDF.type and triple.object in _CLASSES
            if not triple.predicate.value.startswith(SH + "target") and not implicit:
                yield triple

    def _parts(self, shape: Term) -> set[str]:
        """A shape and the property shapes in it, which raise their own results (SHACL §4.7.2)."""
        parts: set[Term] = set()
        ahead = [shape]
        while ahead:
            part = ahead.pop()
            if part not in parts:
                parts.add(part)
                ahead += self.shapes.values(part, "property")
        return {str(part) for part in parts}
