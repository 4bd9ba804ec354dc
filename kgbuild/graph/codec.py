"""How a field's value is written as an RDF term, and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.vocab import CONCEPTS, EDTF, KG
from kgbuild.records.model import Term, When

Node = ox.NamedNode | ox.Literal
_XSD = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True)
class Codec:
    """`write` gives the term of a value, `read` the value of a term.

    `fits` tells which of several terms under one predicate are meant; `datatype` is the IRI of the
    literal's datatype, None for IRIs. `beside` gives further (predicate, term) pairs on the same
    subject.
    """

    write: Callable[[Any], Node]
    read: Callable[[Any], Any]
    datatype: str | None = None
    scheme: str | None = None
    fits: Callable[[Any], bool] = lambda _: True
    beside: Callable[[Any], Iterable[tuple[str, Node]]] = lambda _: ()


def _typed(local: str) -> ox.NamedNode:
    return ox.NamedNode(_XSD + local)


def _number(local: str) -> Codec:
    return Codec(
        lambda value: ox.Literal(str(value), datatype=_typed(local)),
        lambda term: int(term.value),
        _XSD + local,
    )


def concept(scheme: str) -> Codec:
    """The concept of a list that a word stands for."""
    iris = CONCEPTS[scheme]
    words = {iri: word for word, iri in iris.items()}
    return Codec(
        lambda word: ox.NamedNode(iris[word]),
        lambda term: words.get(term.value, term.value),
        scheme=scheme,
    )


def part(infix: str) -> Codec:
    """An IRI that is told from others under the same predicate by a part of it."""
    return Codec(ox.NamedNode, lambda term: term.value, fits=lambda term: infix in term.value)


def _bounds(when: When) -> Iterable[tuple[str, Node]]:
    for predicate, day in ((KG.earliest, when.earliest), (KG.latest, when.latest)):
        if day is not None:
            yield predicate, ox.Literal(day, datatype=_typed("date"))


IRI: Final = Codec(ox.NamedNode, lambda term: term.value)
TEXT: Final = Codec(ox.Literal, lambda term: term.value, _XSD + "string")
INTEGER: Final = _number("integer")
COUNT: Final = _number("nonNegativeInteger")
DATE: Final = Codec(
    lambda day: ox.Literal(day, datatype=_typed("date")), lambda term: term.value, _XSD + "date"
)
TERM: Final = Codec(
    lambda term: ox.Literal(term.text, language=term.language),
    lambda term: Term(text=term.value, language=term.language or ""),
    PREFIXES["rdf"] + "langString",
)
WHEN: Final = Codec(
    lambda when: ox.Literal(when.edtf, datatype=ox.NamedNode(EDTF.EDTF)),
    lambda term: When(edtf=term.value),
    EDTF.EDTF,
    beside=_bounds,
)
