"""Shapes that check nothing: what would let a misspelled rule pass as “conforms”.

Each finding stands in the shapes graph, at a node and maybe at one of its predicates and values;
whoever has read the documents knows their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Final

import pyoxigraph as ox

from kgbuild import codes
from kgbuild.codes import Code
from kgbuild.errors import QueryError
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.terms import Term
from kgbuild.graph.vocab import RDF
from kgbuild.rules.catalogue import Focus, rule_at
from kgbuild.rules.shapes import LISTS_OF_SHAPES, ONE_SHAPE, SH, TARGETS, Shapes, local_name
from kgbuild.sparql import refuse_remote
from kgbuild.suggest import suggestion

# Every graph has them, whatever its vocabulary.
_OF_ALL: Final = (PREFIXES["rdf"], PREFIXES["rdfs"], "http://www.w3.org/2002/07/owl#")
_MANY: Final = 5
_NIL: Final = PREFIXES["rdf"] + "nil"
_CLOSE: Final = 0.75  # a letter more, fewer or swapped in a name of four
_NUMBERS: Final = (
    "minCount",
    "maxCount",
    "minLength",
    "maxLength",
    "qualifiedMinCount",
    "qualifiedMaxCount",
)
_WHOLE: Final = ("integer", "int", "long", "short", "byte")
_LISTS: Final = ("in", "languageIn", "ignoredProperties", *LISTS_OF_SHAPES)
_IRIS: Final = (
    "targetClass",
    "targetSubjectsOf",
    "targetObjectsOf",
    "class",
    "datatype",
    "nodeKind",
    "equals",
    "disjoint",
    "lessThan",
    "lessThanOrEquals",
    "severity",
)
_NOT_ASKED: Final = ("js", "target", "expression")
_QUERIES: Final = ("select", "ask", "construct")


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding about shapes: at `node`, at its `predicate` if given, at that one's `value`."""

    code: Code
    message: str
    node: Term | None = None
    predicate: str | None = None
    value: Term | None = None


def lint(shapes: Shapes) -> Iterator[Fault]:
    """What is wrong with shapes whatever the data: misspelled, ill-formed, recursive, not asked."""
    if not shapes.shapes:
        yield Fault(codes.NO_SHAPES, "there is no shape in it" + _another_namespace(shapes))
    for node in shapes.index:
        yield from _terms(shapes, node)
        yield from _queries(shapes, node)
    for shape in shapes.shapes:
        yield from _values(shapes, shape)
    yield from _circles(shapes)


def _another_namespace(shapes: Shapes) -> str:
    """A hint at terms that are SHACL's in a namespace that is not."""
    for triple in shapes.triples:
        for term in (triple.predicate, triple.object):
            iri = term.value if isinstance(term, ox.NamedNode) else ""
            known = "shacl" in iri.lower() and local_name(iri) in _vocabulary()
            if known and not iri.startswith(SH):
                return f": <{iri}> is not in SHACL's namespace, <{SH}>"
    return ""


@cache
def _vocabulary() -> frozenset[str]:
    """The local names of SHACL's terms."""
    from rdflib.namespace import SH as TERMS

    listed = {local_name(str(name)) for name in dir(TERMS)}
    return frozenset(listed | {"and", "class", "in", "not", "or"})  # what Python keeps to itself


def _terms(shapes: Shapes, node: Term) -> Iterator[Fault]:
    """Terms in SHACL's namespace that SHACL does not have, or that no engine here asks."""
    for predicate, values in shapes.index[node].items():
        for value, term in ((None, predicate), *((v, v.value) for v in values if _is_iri(v))):
            if not term.startswith(SH):
                continue
            name = term.removeprefix(SH)
            if name and name not in _vocabulary():
                said = f"SHACL has no sh:{name}{suggestion(name, _vocabulary())}"
                yield Fault(codes.UNKNOWN_SHACL_TERM, said, node, predicate, value)
        if predicate.removeprefix(SH) in _NOT_ASKED and shapes.is_shape(node):
            said = f"sh:{predicate.removeprefix(SH)} is not SHACL Core or SHACL-SPARQL"
            yield Fault(codes.NOT_ASKED, f"{said}: nothing here asks it", node, predicate)


def _queries(shapes: Shapes, node: Term) -> Iterator[Fault]:
    """Queries that would ask another server, fetch a file or change the graph (SHACL §5.2.1)."""
    for local in _QUERIES:
        for query in shapes.values(node, local):
            try:
                refuse_remote(query.value)
            except QueryError as error:
                yield Fault(codes.SHAPE_QUERY_REFUSED, str(error), node, SH + local, query)


def _is_iri(term: Term) -> bool:
    return isinstance(term, ox.NamedNode)


def _values(shapes: Shapes, shape: Term) -> Iterator[Fault]:
    """Parameters with values that cannot be theirs."""
    paths = shapes.values(shape, "path")
    typed = {t.value for t in shapes.all(shape, RDF.type) if _is_iri(t)}
    held_by = shapes.holders.get(shape, (None, ""))[1]
    if not paths and (SH + "PropertyShape" in typed or held_by == "property"):
        yield Fault(codes.SHAPE_ILL_FORMED, "a property shape has a sh:path", shape)
    if len(paths) > 1:
        said = "a property shape has one sh:path"
        yield Fault(codes.SHAPE_ILL_FORMED, said, shape, SH + "path", paths[1])
    if any(isinstance(p, ox.Literal) for p in paths):
        said = "sh:path is a predicate or a path, not a text"
        yield Fault(codes.SHAPE_ILL_FORMED, said, shape, SH + "path", paths[0])
    yield from _undefined(shapes, shape)
    for local, wanted in (
        *((n, _is_number) for n in _NUMBERS),
        *((n, _is_iri) for n in _IRIS),
        ("pattern", _is_pattern),
        ("deactivated", _is_boolean),
        ("uniqueLang", _is_boolean),
        ("closed", _is_boolean),
        *((n, lambda v: not isinstance(v, ox.Literal)) for n in ONE_SHAPE),
        *((n, lambda v: _is_list(shapes, v)) for n in _LISTS),
    ):
        for value in shapes.values(shape, local):
            if not wanted(value):
                said = f"sh:{local} wants {_WANTED.get(local, 'another value')}"
                yield Fault(codes.SHAPE_ILL_FORMED, said, shape, SH + local, value)


def _undefined(shapes: Shapes, shape: Term) -> Iterator[Fault]:
    """Shapes that are asked and not there: engines ask them nothing, in silence."""
    asked = [(local, value) for local in ONE_SHAPE for value in shapes.values(shape, local)]
    asked += [
        (local, member)
        for local in LISTS_OF_SHAPES
        for members in shapes.values(shape, local)
        for member in shapes.members(members)
    ]
    for local, value in asked:
        if _is_iri(value) and value not in shapes.index:
            said = f"sh:{local} names {shapes.curie(value.value)}, which is no shape of these files"
            yield Fault(codes.SHAPE_ILL_FORMED, said, shape, SH + local, value)


_WANTED: Final = {
    **dict.fromkeys(_NUMBERS, "a whole number"),
    **dict.fromkeys(_IRIS, "an IRI"),
    **dict.fromkeys(_LISTS, "a list: ( … )"),
    **dict.fromkeys(ONE_SHAPE, "a shape"),
    **dict.fromkeys(("deactivated", "uniqueLang", "closed"), "true or false"),
    "pattern": "a regular expression",
}


def _is_number(value: Term) -> bool:
    whole = isinstance(value, ox.Literal) and re.fullmatch(r"\+?[0-9]+", value.value)
    return bool(whole) and local_name(value.datatype.value).lower().endswith(_WHOLE)


def _is_boolean(value: Term) -> bool:
    return isinstance(value, ox.Literal) and value.value in ("true", "false", "1", "0")


def _is_pattern(value: Term) -> bool:
    """Whether brackets are closed and the like; the engines have dialects of their own."""
    try:
        re.compile(value.value)
    except (re.error, RecursionError, OverflowError):
        return r"\p{" in value.value or r"\i" in value.value
    return isinstance(value, ox.Literal)


def _is_list(shapes: Shapes, value: Term) -> bool:
    return bool(shapes.members(value)) or value == ox.NamedNode(_NIL)


def _circles(shapes: Shapes) -> Iterator[Fault]:
    """Shapes that refer to themselves: SHACL leaves open what they mean (§3.4.3)."""
    parts = {shape: tuple(_parts(shapes, shape)) for shape in shapes.shapes}
    done: set[Term] = set()
    for start in parts:
        trail: list[tuple[Term, Iterator[Term]]] = [(start, iter(parts.get(start, ())))]
        on_trail = {start}
        while trail:
            here, rest = trail[-1]
            below = next(rest, None)
            if below is None:
                trail.pop()
                on_trail.discard(here)
                done.add(here)
            elif below in on_trail:
                said = f"{shapes.code(below)} refers to itself: SHACL leaves open what that means"
                yield Fault(codes.SHAPE_RECURSIVE, said, below)
            elif below not in done and below in parts:
                on_trail.add(below)
                trail.append((below, iter(parts[below])))


def _parts(shapes: Shapes, shape: Term) -> Iterator[Term]:
    for local in ONE_SHAPE:
        yield from shapes.values(shape, local)
    for local in LISTS_OF_SHAPES:
        for members in shapes.values(shape, local):
            yield from shapes.members(members)


@dataclass(frozen=True, slots=True)
class Seen:
    """What data has for shapes to see: predicates, classes, and the shapes with something to do."""

    predicates: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    shapes: frozenset[Term] = frozenset()

    def __or__(self, other: Seen) -> Seen:
        """What both have."""
        return Seen(
            self.predicates | other.predicates,
            self.classes | other.classes,
            self.shapes | other.shapes,
        )


def seen(shapes: Shapes, data: Iterable[ox.Triple | ox.Quad]) -> Seen:
    """What this data has for these shapes to see."""
    focus = Focus(data)
    return Seen(
        frozenset(focus.subjects),
        frozenset(focus.by_class) | frozenset(focus.subclasses),
        frozenset(s for s in _targeted(shapes) if focus.there(rule_at(s, shapes))),
    )


def _targeted(shapes: Shapes) -> list[Term]:
    return [s for s in shapes.shapes if shapes.has_target(s) and not shapes.deactivated(s)]


def blind(shapes: Shapes, data: Seen, known: Iterable[ox.Triple | ox.Quad] = ()) -> Iterator[Fault]:
    """Shapes and terms that meet nothing in this data. `known` is the ontology of the data, if any.

    A class or predicate that is there under nearly the same name is an error, another one a
    warning: a part of the shapes may well be about what this data does not have.
    """
    empty = [shape for shape in _targeted(shapes) if shape not in data.shapes]
    seeing = _reached(shapes, list(data.shapes))
    mentioned: dict[tuple[str, str], tuple[Term, str, Term]] = {}
    for node, predicate, term, kind in _mentioned(shapes):
        if node in seeing or predicate.removeprefix(SH) in TARGETS:
            mentioned.setdefault((kind, term.value), (node, predicate, term))
    asked = {name for _, name in mentioned}
    there = {*data.predicates, *data.classes, *_terms_of(known), *_declared(shapes)}
    spaces = {_namespace(name) for name in there}
    unseen: list[Fault] = []
    for (kind, name), (node, predicate, term) in mentioned.items():
        if name in there or name.startswith(SH):
            continue
        found = data.classes if kind == "class" else data.predicates
        meant = _meant(name, (c for c in found if not c.startswith(_OF_ALL)))
        said = f"no {kind} {shapes.curie(name)} is in the data"
        if meant:
            said += f"; did you mean {shapes.curie(meant)}?"
        # What another shape asks for is nobody else's misspelling for certain, nor is a name of
        # another vocabulary, unless the data has nothing of this one.
        near = meant is not None and (
            _namespace(meant) == _namespace(name) or _namespace(name) not in spaces
        )
        if near and meant not in asked:
            yield Fault(codes.TERM_MISSPELLED, said, node, predicate, term)
        else:
            unseen.append(Fault(codes.TERM_NOT_IN_DATA, said, node, predicate, term))
    names = [shapes.curie(f.value.value) for f in unseen if f.value is not None]
    yield from _few(unseen, "classes and predicates of the shapes are not in the data", names)
    blinded = [
        Fault(
            codes.SHAPE_SEES_NOTHING,
            f"{shapes.code(shape)} has nothing to look at in the data",
            shape,
            next((SH + t for t in TARGETS if shapes.values(shape, t)), None),
        )
        for shape in empty
    ]
    idle = [s for s in shapes.shapes if not shapes.has_target(s) and s not in shapes.holders]
    for shape in idle:
        said = f"{shapes.code(shape)} has no target, and no other shape asks it"
        blinded.append(Fault(codes.SHAPE_SEES_NOTHING, said, shape))
    names = [shapes.code(shape) for shape in (*empty, *idle)]
    yield from _few(blinded, "shapes have nothing to look at in the data", names)


def _few(faults: list[Fault], together: str, names: list[str]) -> list[Fault]:
    """These findings; one that sums them up when they are more than people want to read."""
    if len(faults) <= _MANY:
        return faults
    said = f"{len(faults)} {together}: {', '.join(names[:_MANY])} and {len(faults) - _MANY} more"
    return [replace(faults[0], message=said)]


def _reached(shapes: Shapes, start: list[Term]) -> set[Term]:
    """These shapes and all that they ask, directly or through others."""
    found: set[Term] = set()
    edge = list(start)
    while edge:
        shape = edge.pop()
        if shape not in found:
            found.add(shape)
            edge.extend(_parts(shapes, shape))
    return found


def _namespace(iri: str) -> str:
    return iri.removesuffix(local_name(iri))


def _mentioned(shapes: Shapes) -> Iterator[tuple[Term, str, Term, str]]:
    """Classes and predicates that shapes ask for: (node, predicate, term, "class"/"predicate")."""
    kinds = {
        **dict.fromkeys(("targetClass", "class"), "class"),
        **dict.fromkeys(
            (
                "targetSubjectsOf",
                "targetObjectsOf",
                "equals",
                "disjoint",
                "lessThan",
                "lessThanOrEquals",
                "path",
            ),
            "predicate",
        ),
    }
    for shape in shapes.shapes:
        if shapes.deactivated(shape):
            continue
        for local, kind in kinds.items():
            for value in shapes.values(shape, local):
                for term in shapes.predicates(value) if local == "path" else (value,):
                    if isinstance(term, ox.NamedNode):
                        yield shape, SH + local, term, kind


def _declared(shapes: Shapes) -> set[str]:
    """Terms that the shapes graph itself declares as classes or properties, as ontologies do."""
    kinds = ("Class", "Property", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    return {
        node.value
        for node in shapes.index
        if isinstance(node, ox.NamedNode)
        and any(_is_iri(t) and local_name(t.value) in kinds for t in shapes.all(node, RDF.type))
    }


def _terms_of(triples: Iterable[ox.Triple | ox.Quad]) -> set[str]:
    """Every IRI that an ontology says something about, or uses as predicate or class."""
    found: set[str] = set()
    for triple in triples:
        found.add(triple.predicate.value)
        found.update(
            t.value for t in (triple.subject, triple.object) if isinstance(t, ox.NamedNode)
        )
    return found


def _meant(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a name was meant to be: the same local name elsewhere, or nearly it."""
    local = local_name(name)
    by_local: dict[str, str] = {}
    for candidate in sorted(candidates):
        by_local.setdefault(local_name(candidate), candidate)
    folded = {other.casefold(): other for other in by_local}
    if local.casefold() in folded:
        return by_local[folded[local.casefold()]]
    close = get_close_matches(local, by_local, n=1, cutoff=_CLOSE)
    return by_local[close[0]] if close else None
