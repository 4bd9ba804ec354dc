"""The two SPARQL engines: `load` files, `ask` a query, get SPARQL results or N-Triples back.

They run inside the worker (see `kgbuild.store.worker`), never in the process of the user.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

import pyoxigraph as ox

from kgbuild.graph.terms import term


class Store(Protocol):
    """A loaded graph that answers queries."""

    def ask(
        self, query: str, bound: Mapping[str, str], prefixes: Mapping[str, str]
    ) -> tuple[str, bytes]:
        """The kind of answer, "results" or "graph", and its bytes.

        Results are SPARQL 1.1 Query Results JSON, graphs N-Triples. `bound` gives variables their
        values as N-Triples terms; `prefixes` need no PREFIX in the query. Raises SyntaxError or
        ValueError for a bad query.
        """


class OxigraphStore:
    """pyoxigraph: the embedded default."""

    def __init__(self, files: list[Path]) -> None:
        self.store = ox.Store()
        for file in files:
            self.store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES)

    def ask(
        self, query: str, bound: Mapping[str, str], prefixes: Mapping[str, str]
    ) -> tuple[str, bytes]:
        """See Store."""
        substitutions: dict[ox.Variable, Any] = {
            ox.Variable(name): term(text) for name, text in bound.items()
        }
        answer: Any = self.store.query(query, substitutions=substitutions, prefixes=dict(prefixes))
        if isinstance(answer, ox.QueryTriples):
            return "graph", ox.serialize(answer, format=ox.RdfFormat.N_TRIPLES) or b""
        return "results", answer.serialize(format=ox.QueryResultsFormat.JSON)


class RdflibStore:
    """rdflib: the second implementation, slower and written by other people."""

    def __init__(self, files: list[Path]) -> None:
        import rdflib
        from rdflib.plugins import sparql

        sparql.SPARQL_LOAD_GRAPHS = False
        logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it logs each odd literal at length
        # A dataset with no named graph: GRAPH then matches nothing, as it does in Oxigraph.
        self.graph = rdflib.Dataset()
        for file in files:
            self.graph.default_graph.parse(file, format="nt")

    def ask(
        self, query: str, bound: Mapping[str, str], prefixes: Mapping[str, str]
    ) -> tuple[str, bytes]:
        """See Store."""
        from rdflib.util import from_n3

        values: dict[str, Any] = {name: from_n3(text) for name, text in bound.items()}
        try:
            answer = self.graph.query(query, initBindings=values, initNs=dict(prefixes))
        except Exception as error:
            if type(error).__name__ == "ParseException":
                raise SyntaxError(str(error)) from error
            raise
        if answer.type in ("CONSTRUCT", "DESCRIBE"):
            return "graph", answer.serialize(format="nt") or b""
        return "results", answer.serialize(format="json") or b""


STORES: Final[dict[str, Callable[[list[Path]], Store]]] = {
    "oxigraph": OxigraphStore,
    "rdflib": RdflibStore,
}
