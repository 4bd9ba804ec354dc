"""A shapes graph: its shapes by name, who holds whom, paths and lists as the standard reads them.

Shapes without a name get one (`urn:kgbuild:shape:1` …, in document order), so that a result can
say which of them raised it: SHACL lets any shape be an IRI, and nothing else changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES, compact
from kgbuild.graph.terms import Term
from kgbuild.graph.vocab import RDF

SH: Final = PREFIXES["sh"]
_RDF: Final = PREFIXES["rdf"]
OWN: Final = "https://w3id.org/kgbuild/shapes#"
UNNAMED: Final = "urn:kgbuild:shape:"
# Parameters whose value is a shape, and those whose value is a list of shapes (SHACL §4.6, §4.7).
ONE_SHAPE: Final = ("property", "node", "not", "qualifiedValueShape")
LISTS_OF_SHAPES: Final = ("or", "and", "xone")
TARGETS: Final = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_SUFFIXES: Final = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}

_STEPS: Final = ("inversePath", "alternativePath", *_SUFFIXES)

_Index = dict[Term, dict[str, list[Term]]]


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """A shapes graph, made by `named`; equal to itself only.

    `prefixes` are those of its documents, and ours for what they do not name. `holders` tells of
    each shape that another one holds which one and by which parameter, `given` of each name that
    was given what its document called the node.
    """

    triples: tuple[ox.Triple, ...]
    prefixes: Mapping[str, str]
    index: Mapping[Term, Mapping[str, list[Term]]] = field(repr=False)
    holders: Mapping[Term, tuple[Term, str]] = field(repr=False)
    given: Mapping[Term, Term] = field(repr=False)

    def values(self, node: Term, local: str) -> list[Term]:
        """The objects of `sh:local` at a node, in document order."""
        return self.all(node, SH + local)

    def all(self, node: Term, predicate: str) -> list[Term]:
        """The objects of a predicate at a node, in document order."""
        return list(self.index.get(node, {}).get(predicate, ()))

    def value(self, node: Term, local: str) -> Term | None:
        """The first object of `sh:local`, None when there is none."""
        return next(iter(self.values(node, local)), None)

    def text(self, node: Term, local: str) -> str | None:
        """The text of `sh:local`: English or without language if there is a choice."""
        literals = [v for v in self.values(node, local) if isinstance(v, ox.Literal)]
        literals.sort(key=lambda v: (v.language or "en").split("-")[0] != "en")
        return literals[0].value if literals else None

    def members(self, node: Term) -> list[Term]:
        """The members of an RDF list; what follows a broken or circular link is left out."""
        return list(_members(self.index, node))

    @property
    def shapes(self) -> list[Term]:
        """Every shape (SHACL §2.1), in document order."""
        return [node for node in self.index if self.is_shape(node)]

    def is_shape(self, node: Term) -> bool:
        """Whether a node is a shape: typed as one, with a target or a path, or held by one."""
        return node in self.holders or self._is_shape(node)

    def _is_shape(self, node: Term) -> bool:
        types = {t.value for t in self.all(node, RDF.type) if isinstance(t, ox.NamedNode)}
        if types & {SH + "NodeShape", SH + "PropertyShape"}:
            return True
        return any(self.values(node, local) for local in TARGETS)

    def predicates(self, path: Term) -> list[Term]:
        """The predicates of a path, in the order in which they are written (SHACL §2.3.1)."""
        found: list[Term] = []
        seen: set[Term] = set()
        edge = [path]
        while edge:
            node = edge.pop(0)
            if isinstance(node, ox.NamedNode):
                found.append(node)
            elif node not in seen:
                seen.add(node)
                inner = [v for local in _STEPS for v in self.values(node, local)]
                edge[:0] = [*self.members(node), *inner]
        return found

    def has_target(self, shape: Term) -> bool:
        """Whether the shape picks its focus nodes itself (SHACL §2.1.3)."""
        return any(self.values(shape, local) for local in TARGETS) or self.is_class(shape)

    def is_class(self, shape: Term) -> bool:
        """Whether the shape is a class too, and so targets its instances (SHACL §2.1.3.3)."""
        types = {t.value for t in self.all(shape, RDF.type) if isinstance(t, ox.NamedNode)}
        return bool(types & {PREFIXES["rdfs"] + "Class", "http://www.w3.org/2002/07/owl#Class"})

    def deactivated(self, shape: Term) -> bool:
        """Whether sh:deactivated takes the shape out (SHACL §2.1.4)."""
        return any(
            isinstance(v, ox.Literal) and v.value in ("true", "1")
            for v in self.values(shape, "deactivated")
        )

    def path(self, shape: Term) -> str | None:
        """The path of a property shape as SPARQL writes it, `<iri>` for a predicate (§2.3.1)."""
        node = self.value(shape, "path")
        return self.path_of(node)

    def path_of(self, node: Term | None) -> str | None:
        """A path as SPARQL writes it, None for none."""
        return None if node is None else self._path(node, 0)

    def _path(self, node: Term, depth: int) -> str:
        if isinstance(node, ox.NamedNode) or depth > 50:  # noqa: PLR2004 - a circle has no end
            return str(node)
        if members := self.members(node):
            return "/".join(self._part(m, depth) for m in members)
        if inverse := self.value(node, "inversePath"):
            return "^" + self._part(inverse, depth)
        if alternatives := self.value(node, "alternativePath"):
            return "|".join(self._part(m, depth) for m in self.members(alternatives))
        for local, suffix in _SUFFIXES.items():
            if inner := self.value(node, local):
                return self._part(inner, depth) + suffix
        return str(node)

    def _part(self, node: Term, depth: int) -> str:
        written = self._path(node, depth + 1)
        return written if isinstance(node, ox.NamedNode) else f"({written})"

    def code(self, shape: Term) -> str:
        """What findings of a shape are called: its name, or its holder's and what it looks at.

        kgbuild's own shapes go by their sh:name; others as prefix:name, and a shape without such
        a name as `ex:PersonShape/ex:age` after the shape that holds it.
        """
        iri = shape.value if isinstance(shape, ox.NamedNode) else ""
        if iri.startswith(OWN):
            return self.text(shape, "name") or iri.removeprefix(OWN)
        unnamed = iri.startswith(UNNAMED) or not iri
        if not unnamed and (short := compact(iri, self.prefixes)):
            return short
        held = self.holders.get(shape)
        path = self.path(shape)
        own = self.spelled(path) if path else ""
        if held is None or held[0] == shape:
            return own or "shape-without-a-name" if unnamed else local_name(iri)
        holder, parameter = held
        return f"{self.code(holder)}/{own or parameter}"

    def curie(self, iri: str) -> str:
        """prefix:local for an IRI when a prefix is known, else what follows its last # or /."""
        return compact(iri, self.prefixes) or local_name(iri)

    def spelled(self, path: str) -> str:
        """A path with prefix:local for its IRIs."""
        parts = path.replace(">", "<").split("<")
        return "".join(self.curie(p) if i % 2 else p for i, p in enumerate(parts))


def local_name(iri: str) -> str:
    """What follows the last # or / of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri


def named(triples: Iterable[ox.Triple | ox.Quad], prefixes: Mapping[str, str] = {}) -> Shapes:
    """The shapes graph of these triples, every shape with a name; named graphs are one graph."""
    plain = tuple(dict.fromkeys(ox.Triple(t.subject, t.predicate, t.object) for t in triples))
    given = _indexed(plain)
    unnamed = Shapes(plain, {}, given, _held(given), {}).shapes
    names: dict[Term, Term] = {}
    for node in unnamed:
        if isinstance(node, ox.BlankNode):
            names[node] = ox.NamedNode(f"{UNNAMED}{len(names) + 1}")
    renamed = tuple(
        ox.Triple(names.get(t.subject, t.subject), t.predicate, names.get(t.object, t.object))
        if t.subject in names or t.object in names
        else t
        for t in plain
    )
    index = _indexed(renamed)
    called = {name: node for node, name in names.items()}
    return Shapes(renamed, {**PREFIXES, **prefixes}, index, _held(index), called)


def _indexed(triples: Iterable[ox.Triple]) -> _Index:
    index: _Index = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        index[triple.subject][triple.predicate.value].append(triple.object)
    return index


def _held(index: _Index) -> dict[Term, tuple[Term, str]]:
    """Each shape that another one holds, with the first one that does and by which parameter."""
    held: dict[Term, tuple[Term, str]] = {}
    for node, said in index.items():
        for local in ONE_SHAPE:
            for value in said.get(SH + local, ()):
                held.setdefault(value, (node, local))
        for local in LISTS_OF_SHAPES:
            for value in said.get(SH + local, ()):
                for member in _members(index, value):
                    held.setdefault(member, (node, local))
    return {node: holder for node, holder in held.items() if node in index}


def _members(index: Mapping[Term, Mapping[str, list[Term]]], node: Term) -> Iterator[Term]:
    seen: set[Term] = set()
    while node in index and node not in seen:
        seen.add(node)
        yield from index[node].get(_RDF + "first", ())[:1]
        rest = index[node].get(_RDF + "rest", ())
        if not rest:
            return
        node = rest[0]
