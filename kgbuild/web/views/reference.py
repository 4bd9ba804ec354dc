"""The rules of the graph and the terms of its vocabulary, for looking up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as ox

from kgbuild import resources
from kgbuild.explain import explanation
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.rules.catalogue import read_shapes, rules

_KG: Final = PREFIXES["kg"]
_GROUPS: Final = {
    "Classes": "http://www.w3.org/2002/07/owl#Class",
    "Properties": "http://www.w3.org/2002/07/owl#ObjectProperty",
    "Properties with texts, numbers and dates": "http://www.w3.org/2002/07/owl#DatatypeProperty",
    "Lists of words": PREFIXES["skos"] + "ConceptScheme",
}


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule: its name, severity, and what it says, why, and how to mend it."""

    name: str
    severity: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A word of a list."""

    notation: str
    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term: its local name, label, meaning, and for a list its words."""

    name: str
    label: str
    comment: str
    values: tuple[Value, ...]


@cache
def rule_groups() -> tuple[tuple[str, tuple[RuleEntry, ...]], ...]:
    """The rules of each shapes file, in its order."""
    by_iri = {rule.iri: rule for rule in rules()}
    groups = []
    for file in resources.shapes():
        here = [by_iri[i.value] for i in read_shapes([file]).index if i.value in by_iri]
        entries = (_rule(rule.name, rule.severity.word) for rule in here)
        groups.append((file.stem.capitalize(), tuple(entries)))
    return tuple(groups)


def _rule(name: str, severity: str) -> RuleEntry:
    _, *paragraphs = (explanation(name) or name).strip().split("\n\n")
    return RuleEntry(name, severity, tuple(" ".join(p.split()) for p in paragraphs))


@cache
def term_groups() -> tuple[tuple[str, tuple[TermEntry, ...]], ...]:
    """The classes, properties and lists of the ontology, each group by name."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    parsed = ox.parse(resources.ontology().read_bytes(), format=ox.RdfFormat.TURTLE)
    for quad in parsed:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            subjects[quad.subject.value][quad.predicate.value].append(quad.object.value)
    members: dict[str, list[Value]] = defaultdict(list)
    for found in subjects.values():
        for scheme in found[PREFIXES["skos"] + "inScheme"]:
            members[scheme].append(Value(_one(found, "skos", "notation"), *_said(found)))
    return tuple(
        (
            title,
            tuple(
                TermEntry(iri.removeprefix(_KG), *_said(found), tuple(members.get(iri, ())))
                for iri, found in sorted(subjects.items())
                if iri.startswith(_KG) and kind in found[PREFIXES["rdf"] + "type"]
            ),
        )
        for title, kind in _GROUPS.items()
    )


def _said(found: dict[str, list[str]]) -> tuple[str, str]:
    """Label and meaning of a term."""
    meaning = _one(found, "rdfs", "comment") or _one(found, "skos", "definition")
    return _one(found, "rdfs", "label"), meaning


def _one(found: dict[str, list[str]], prefix: str, name: str) -> str:
    return next(iter(found[PREFIXES[prefix] + name]), "")
