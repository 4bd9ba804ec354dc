"""What the shapes say about themselves: each rule's name, message, severity and targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kgbuild import resources
from kgbuild.diagnostics import Severity
from kgbuild.graph.terms import Term, term
from kgbuild.graph.vocab import RDF
from kgbuild.rules.shapes import SH, Shapes, named

_SEVERITIES: Final = {
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
    SH + "Debug": Severity.INFO,
    SH + "Trace": Severity.INFO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A shape. `name` is the code of its findings.

    `parent` is the name of the shape whose sh:property it is; `path` is the
    predicate it constrains, when it is a single one; `query` whether it is a SHACL-SPARQL rule.
    """

    name: str
    iri: str
    message: str
    description: str
    severity: Severity
    classes: tuple[str, ...] = ()
    subjects_of: tuple[str, ...] = ()
    objects_of: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    parent: str | None = None
    path: str | None = None
    query: bool = False

    @property
    def has_target(self) -> bool:
        """Whether the shape picks its focus nodes itself."""
        return bool(self.classes or self.subjects_of or self.objects_of or self.nodes)


@cache
def own_shapes() -> Shapes:
    """The shapes of kgbuild."""
    return read_shapes(resources.shapes())


def read_shapes(files: Iterable[Path]) -> Shapes:
    """The shapes in Turtle files that have no syntax error."""
    triples: list[ox.Quad] = []
    prefixes: dict[str, str] = {}
    for file in files:
        parsed = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        triples.extend(parsed)
        prefixes |= parsed.prefixes
    return named(triples, prefixes)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of kgbuild, sorted by name."""
    return rules_of(own_shapes())


def rules_of(shapes: Shapes) -> tuple[Rule, ...]:
    """Every shape of a shapes graph as a rule, sorted by name."""
    return tuple(sorted((rule_at(shape, shapes) for shape in shapes.shapes), key=_by_name))


def _by_name(rule: Rule) -> tuple[str, str]:
    return rule.name, rule.iri


def rule_at(shape: Term, shapes: Shapes) -> Rule:
    """A shape as a rule."""

    def iris(local: str) -> tuple[str, ...]:
        return tuple(sorted(v.value for v in shapes.values(shape, local)))

    queries = shapes.values(shape, "sparql")
    said = [shapes.text(node, "message") for node in (shape, *queries)]
    severity = shapes.value(shape, "severity")
    path = shapes.value(shape, "path")
    holder, parameter = shapes.holders.get(shape, (None, ""))
    classes = iris("targetClass")
    if shapes.is_class(shape):
        classes = (*classes, shape.value)
    return Rule(
        name=shapes.code(shape),
        iri=shape.value,
        message=next((text for text in said if text), ""),
        description=shapes.text(shape, "description") or "",
        severity=_SEVERITIES.get(severity.value if severity else "", Severity.ERROR),
        classes=classes,
        subjects_of=iris("targetSubjectsOf"),
        objects_of=iris("targetObjectsOf"),
        nodes=tuple(sorted(str(v) for v in shapes.values(shape, "targetNode"))),
        parent=shapes.code(holder) if holder and parameter == "property" else None,
        path=path.value if isinstance(path, ox.NamedNode) else None,
        query=bool(queries),
    )


def focus_counts(
    triples: Iterable[ox.Triple | ox.Quad], checked: tuple[Rule, ...]
) -> dict[str, int]:
    """How many focus nodes each rule with a target has in the graph (SHACL §2.1.3).

    Instances of subclasses count, when the graph says which they are. A rule that saw nothing has
    proven nothing.
    """
    found = Focus(triples)
    counts = {rule.name: len(found.of(rule)) for rule in checked if rule.has_target}
    for rule in checked:
        if rule.parent in counts:
            counts.setdefault(rule.name, counts[rule.parent])
    return counts


class Focus:
    """Instances of classes, subjects and objects of predicates in a graph."""

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self.by_class: dict[str, set[Any]] = defaultdict(set)
        self.subjects: dict[str, set[Any]] = defaultdict(set)
        self.objects: dict[str, set[Any]] = defaultdict(set)
        self.subclasses: dict[str, set[str]] = defaultdict(set)
        for triple in triples:
            predicate, object_ = triple.predicate.value, triple.object
            self.subjects[predicate].add(triple.subject)
            self.objects[predicate].add(object_)
            if isinstance(object_, ox.NamedNode):
                if predicate == RDF.type:
                    self.by_class[object_.value].add(triple.subject)
                elif predicate == _SUBCLASS and isinstance(triple.subject, ox.NamedNode):
                    self.subclasses[object_.value].add(triple.subject.value)

    def of(self, rule: Rule) -> set[Any]:
        """The focus nodes of a rule."""
        focus: set[Any] = set(rule.nodes)
        for class_ in rule.classes:
            for below in self._with_subclasses(class_):
                focus |= self.by_class.get(below, set())
        for predicate in rule.subjects_of:
            focus |= self.subjects.get(predicate, set())
        for predicate in rule.objects_of:
            focus |= self.objects.get(predicate, set())
        return focus

    def there(self, rule: Rule) -> bool:
        """Whether a rule has a focus node that the data has: sh:targetNode may name others."""
        if self.of(replace(rule, nodes=())):
            return True
        wanted = {term(node) for node in rule.nodes}
        return any(
            not wanted.isdisjoint(s) for s in (*self.subjects.values(), *self.objects.values())
        )

    def _with_subclasses(self, class_: str) -> set[str]:
        found: set[str] = set()
        edge = [class_]
        while edge:
            here = edge.pop()
            if here not in found:
                found.add(here)
                edge.extend(self.subclasses.get(here, ()))
        return found


_SUBCLASS: Final = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
