"""Answers as files: CSV, TSV, JSON and XML results, Turtle; and as rows for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from kgbuild.errors import ConfigError
from kgbuild.graph import formats
from kgbuild.graph.prefixes import PREFIXES, compact
from kgbuild.store.ask import Answer, Graph, Table, Verdict

_RESULTS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
FORMATS: Final = ("table", *_RESULTS, "ttl", "nt", "jsonld")


def write(answer: Answer, format_: str) -> bytes:
    """The bytes of an answer in a format for programs.

    Raises ConfigError when the format is not one for this kind of answer.
    """
    if isinstance(answer, Graph):
        if format_ in _RESULTS or format_ == "table":
            raise ConfigError(
                f"the query gives a graph, and {format_} is for rows", hint="use -f ttl"
            )
        return formats.write(answer.triples, formats.format_named(format_))
    if format_ not in _RESULTS:
        raise ConfigError(
            f"the query gives rows, and {format_} is for graphs", hint="use -f csv, tsv, json, xml"
        )
    if isinstance(answer, Verdict) and format_ in ("csv", "tsv"):
        return f"{str(answer.value).lower()}\n".encode()
    parsed = ox.parse_query_results(answer.results, format=ox.QueryResultsFormat.JSON)
    data = parsed.serialize(format=_RESULTS[format_])
    return bytes(data or b"") + (b"\n" if format_ in ("json", "xml") else b"")


def rows(table: Table, prefixes: Mapping[str, str] = PREFIXES) -> list[list[str]]:
    """The cells of a table as people read them: literal text, prefix:name, nothing for unbound."""
    return [[_cell(term, prefixes) for term in row] for row in table.rows]


def _cell(
    term: ox.NamedNode | ox.Literal | ox.BlankNode | None, prefixes: Mapping[str, str]
) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return compact(term.value, prefixes) or term.value
    return term.value
