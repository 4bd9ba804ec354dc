"""What the SPARQL endpoint says about itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kgbuild.graph import formats
from kgbuild.graph.formats import Format
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.store import media

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
# https://www.w3.org/ns/formats/ names the formats.
_WRITTEN: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD"),
)


def description(endpoint: str, triples: int) -> frozenset[ox.Triple]:
    """The triples that describe the endpoint at an address, and how many triples it holds."""

    def at(name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{endpoint}#{name}")

    service, data, graph = at("service"), at("dataset"), at("default-graph")
    size = ox.Literal(str(triples), datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))
    said: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (service, PREFIXES["rdf"] + "type", ox.NamedNode(_SD + "Service")),
        (service, _SD + "endpoint", ox.NamedNode(endpoint)),
        (service, _SD + "supportedLanguage", ox.NamedNode(_SD + "SPARQL11Query")),
        (service, _SD + "feature", ox.NamedNode(_SD + "EmptyGraphs")),
        (service, _SD + "defaultDataset", data),
        (data, PREFIXES["rdf"] + "type", ox.NamedNode(_SD + "Dataset")),
        (data, _SD + "defaultGraph", graph),
        (graph, PREFIXES["rdf"] + "type", ox.NamedNode(_SD + "Graph")),
        (graph, _VOID + "triples", size),
        *((service, _SD + "resultFormat", ox.NamedNode(_FORMATS + name)) for name in _WRITTEN),
    ]
    return frozenset(ox.Triple(s, ox.NamedNode(p), o) for s, p, o in said)


def written(endpoint: str, triples: int, accept: str | None) -> tuple[str, bytes] | None:
    """The media type and bytes of the description; None when the client accepts no RDF."""
    chosen = media.choose(accept, list(media.GRAPHS))
    if chosen is None:
        return None
    format_: Format = media.GRAPHS[chosen]
    prefixes = {**PREFIXES, "sd": _SD, "void": _VOID, "formats": _FORMATS}
    return chosen, formats.write(description(endpoint, triples), format_, prefixes=prefixes)
