"""What the shapes files say about themselves: each rule's name, message, severity and targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kgbuild import resources
from kgbuild.diagnostics import Severity
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.vocab import RDF

SH: Final = PREFIXES["sh"]
SHAPES: Final = "https://w3id.org/kgbuild/shapes#"
_SEVERITIES = {
    SH + "Violation": Severity.ERROR,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named shape. `name` is the code of its findings.

    `parent` is the shape that lists it, for a shape without a target of its own; `path` the
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
    parent: str | None = None
    path: str | None = None
    query: bool = False

    @property
    def has_target(self) -> bool:
        """Whether the shape picks its focus nodes itself."""
        return bool(self.classes or self.subjects_of or self.objects_of)


@cache
def rules() -> tuple[Rule, ...]:
    """Every named shape of kgbuild, sorted by name."""
    return read_rules(resources.shapes())


def read_rules(files: Iterable[Path]) -> tuple[Rule, ...]:
    """The named shapes in Turtle files."""
    about: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode):
                about[triple.subject.value][triple.predicate.value].append(triple.object)
    parents = {
        part.value: iri
        for iri, said in about.items()
        for part in said.get(SH + "property", ())
        if isinstance(part, ox.NamedNode)
    }
    kinds = {SH + "NodeShape", SH + "PropertyShape"}
    found = [
        _rule(iri, about, parents)
        for iri, said in about.items()
        if {t.value for t in said.get(RDF.type, ())} & kinds
    ]
    return tuple(sorted(found, key=lambda rule: rule.name))


def _rule(iri: str, about: dict[str, dict[str, list[Any]]], parents: dict[str, str]) -> Rule:
    said = about[iri]

    def first(*predicates: str) -> Any:
        return next((said[p][0] for p in predicates if said.get(p)), None)

    def all_of(local: str) -> tuple[str, ...]:
        return tuple(sorted(o.value for o in said.get(SH + local, ())))

    query = first(SH + "sparql")
    message = first(SH + "message")
    if query is not None and message is None:
        message = next(iter(about[query.value].get(SH + "message", ())), None)
    path = first(SH + "path")
    severity = first(SH + "severity")
    parent = parents.get(iri)
    return Rule(
        name=first(SH + "name").value if first(SH + "name") else local_name(iri),
        iri=iri,
        message=message.value if message is not None else "",
        description=first(SH + "description").value if first(SH + "description") else "",
        severity=_SEVERITIES.get(severity.value if severity else "", Severity.ERROR),
        classes=all_of("targetClass"),
        subjects_of=all_of("targetSubjectsOf"),
        objects_of=all_of("targetObjectsOf"),
        parent=local_name(parent) if parent else None,
        path=path.value if isinstance(path, ox.NamedNode) else None,
        query=query is not None,
    )


def local_name(iri: str) -> str:
    """What follows the last # or / of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def focus_counts(
    triples: Iterable[ox.Triple | ox.Quad], checked: tuple[Rule, ...]
) -> dict[str, int]:
    """How many focus nodes each rule with a target has in the graph (SHACL §2.1.3).

    The data of kgbuild gives every class of a node, so no inference is needed. A rule that saw
    nothing has proven nothing.
    """
    by_class: dict[str, set[str]] = defaultdict(set)
    subjects: dict[str, set[str]] = defaultdict(set)
    objects: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        subject, predicate, object_ = str(triple.subject), triple.predicate.value, triple.object
        subjects[predicate].add(subject)
        objects[predicate].add(str(object_))
        if predicate == RDF.type and isinstance(object_, ox.NamedNode):
            by_class[object_.value].add(subject)
    counts = {}
    for rule in checked:
        if rule.has_target:
            focus: set[str] = set()
            for class_ in rule.classes:
                focus |= by_class[class_]
            for predicate in rule.subjects_of:
                focus |= subjects[predicate]
            for predicate in rule.objects_of:
                focus |= objects[predicate]
            counts[rule.name] = len(focus)
    for rule in checked:
        if rule.parent in counts:
            counts[rule.name] = counts[rule.parent]
    return counts
