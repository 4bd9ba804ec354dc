"""Statements as they stand in a document: what each reader of positions gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from kgbuild.graph.vocab import RDF

_RDF: Final = RDF.type.removesuffix("type")
TYPE: Final = f"<{RDF.type}>"
FIRST: Final = f"<{_RDF}first>"
REST: Final = f"<{_RDF}rest>"
NIL: Final = f"<{_RDF}nil>"
# Keys of terms whose value the reader does not work out.
ANY_IRI: Final = "<"
ANY_LITERAL: Final = '"'


class Term(NamedTuple):
    """A term where it is written: `start` and `end` are offsets (0-based, code points).

    `key` is the term as N-Triples, or what the reader's `Resolve` makes N-Triples of; ANY_IRI or
    ANY_LITERAL for some IRI or literal; a number of the reader's own for a node without a name.
    """

    key: str | int
    start: int
    end: int

    def reading(self, key: str | int) -> Term:
        """Another term at the same place: the `rdf:rest` of a list has no token of its own."""
        return Term(key, self.start, self.end)


class Statement(NamedTuple):
    """A triple where it is written. Graph names are left out."""

    subject: Term
    predicate: Term
    object: Term


Resolve = Callable[[str], str]
Reading = tuple[Iterator[Statement], Resolve]


def as_is(key: str) -> str:
    """The `Resolve` of a reader whose keys are N-Triples already."""
    return key
