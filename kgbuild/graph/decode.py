"""Triples back to records, by walking the table the other way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from kgbuild.graph.table import TABLE, Row
from kgbuild.graph.vocab import KG, KINDS, RDF, SKOS
from kgbuild.records.model import When

_WORDS = {iri: word for word, iri in KINDS.items()}


def decode(triples: Iterable[ox.Triple | ox.Quad]) -> tuple[Any, ...]:
    """The records that triples describe, sorted by IRI.

    Subjects that no row of the table fits, that lack a field that every record of their kind has,
    or give it a value of another sort, are left out: that is for the shapes to say.
    """
    about: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            about[triple.subject.value][triple.predicate.value].append(triple.object)
    found = ((iri, _record(iri, said)) for iri, said in sorted(about.items()))
    return tuple(record for _, record in found if record is not None)


def _record(iri: str, said: Mapping[str, list[Any]]) -> Any:
    classes = {t.value for t in said.get(RDF.type, ())}
    if SKOS.notation in said and classes == {SKOS.Concept}:
        return None  # a word of a list, which the ontology defines
    row = next((r for r in TABLE if _fits(r, classes)), None)
    if row is None:
        return None
    values: dict[str, Any] = {"iri": iri}
    if row.kinds:
        values["kind"] = _WORDS[min(classes & set(_WORDS))]
    for field in row.fields:
        terms = [t for t in said.get(field.predicate, ()) if field.codec.fits(t)]
        try:
            read = [_bounded(field.codec.read(term), said) for term in terms]
        except (ValueError, AttributeError):
            return None
        if field.many:
            values[field.name] = frozenset(read)
        elif read:
            values[field.name] = min(read, key=str)
    try:
        return row.record(**values)
    except TypeError:
        return None


def _fits(row: Row, classes: set[str]) -> bool:
    return set(row.classes) <= classes and (not row.kinds or bool(classes & set(_WORDS)))


def _bounded(value: Any, said: Mapping[str, list[Any]]) -> Any:
    """A date with the bounds that stand beside it."""
    if not isinstance(value, When):
        return value
    first, last = (said.get(p, [None])[0] for p in (KG.earliest, KG.latest))
    return replace(
        value, earliest=first.value if first else None, latest=last.value if last else None
    )
