"""Records to triples, by walking the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from kgbuild.graph.codec import Node
from kgbuild.graph.table import BY_RECORD
from kgbuild.graph.vocab import CONCEPTS, KINDS, LABELS, RDF, RDFS, SCHEMES, SKOS

_TYPE = ox.NamedNode(RDF.type)
_LABEL = ox.NamedNode(RDFS.label)


def encode(records: Iterable[Any]) -> frozenset[ox.Triple]:
    """The triples of records: no blank nodes, each triple once.

    A word of a list comes with its label and notation, so that the file explains itself.

    >>> from kgbuild.records.model import PositionSelector
    >>> len(encode([PositionSelector(iri="https://example.org/s", start=0, end=4)]))
    3
    """
    return frozenset(triple for record in records for triple in _triples(record))


def _triples(record: Any) -> Iterator[ox.Triple]:
    row = BY_RECORD[type(record)]
    subject = ox.NamedNode(record.iri)
    for class_ in row.classes:
        yield ox.Triple(subject, _TYPE, ox.NamedNode(class_))
    if row.kinds:
        yield ox.Triple(subject, _TYPE, ox.NamedNode(KINDS[record.kind]))
    for predicate, constant in row.constants:
        yield ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(constant))
    for field in row.fields:
        value = getattr(record, field.name)
        if value is None:
            continue
        for one in value if field.many else (value,):
            yield ox.Triple(subject, ox.NamedNode(field.predicate), field.codec.write(one))
            for predicate, term in field.codec.beside(one):
                yield ox.Triple(subject, ox.NamedNode(predicate), term)
            if field.codec.scheme is not None:
                yield from _word(field.codec.scheme, one)


def _word(scheme: str, word: str) -> Iterator[ox.Triple]:
    """The concept of a word of a list, with what people call it."""
    concept = ox.NamedNode(CONCEPTS[scheme][word])
    notation: Node = ox.Literal(word)
    yield ox.Triple(concept, _TYPE, ox.NamedNode(SKOS.Concept))
    yield ox.Triple(concept, _LABEL, ox.Literal(LABELS[concept.value]))
    yield ox.Triple(concept, ox.NamedNode(SKOS.notation), notation)
    yield ox.Triple(concept, ox.NamedNode(SKOS.inScheme), ox.NamedNode(SCHEMES[scheme]))
