"""Our triples as an rdflib Graph: for Python users and for pySHACL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_STRING = PREFIXES["xsd"] + "string"


def to_rdflib(
    triples: Iterable[ox.Triple | ox.Quad], prefixes: Mapping[str, str] = PREFIXES
) -> rdflib.Graph:
    """The same triples in a fresh rdflib Graph, literals exactly as written.

    >>> len(to_rdflib([ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))]))
    1
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    graph.addN((_node(t.subject), _node(t.predicate), _node(t.object), graph) for t in triples)
    return graph


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError("a quoted triple is not RDF 1.1")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)
    datatype = rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
