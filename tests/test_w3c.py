"""The W3C's own tests of SHACL Core and SHACL-SPARQL, asked as users' files are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag

import pyoxigraph as ox
import pytest

from kgbuild import codes
from kgbuild.diagnostics import Result
from kgbuild.errors import InputError
from kgbuild.graph import formats
from kgbuild.graph.documents import Document
from kgbuild.rules.check import Checker
from kgbuild.rules.engines import ENGINES
from kgbuild.rules.shapes import SH, Shapes, named

SUITE = Path(__file__).with_name("w3c") / "shacl"
BASE = "https://w3c.example/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
# Where an engine does not give what the suite expects, and why; see docs/engines.md.
KNOWN = {
    ("pyshacl", "sparql/pre-binding/shapesGraph-001"): "$shapesGraph is optional in the standard",
    ("fast", "sparql/pre-binding/unsupported-sparql-004"): "VALUES in a subquery is not refused",
}
Row = tuple[str, str | None, str, str | None, str]


@cache
def document(iri: str) -> Document:
    """A file of the suite."""
    path = SUITE / iri.removeprefix(BASE)
    parsed = formats.parse_document(path.read_bytes(), path.name, format_=formats.TURTLE, base=iri)
    assert isinstance(parsed, formats.Parsed), parsed
    return Document(path.name, formats.TURTLE, parsed.data, parsed.quads, parsed.prefixes)


@dataclass(frozen=True)
class Case:
    """A test: its data and shapes, and the results that it expects; None for a failure."""

    name: str
    data: str
    shapes: str
    expected: Counter[Row] | None


def cases(iri: str) -> list[Case]:
    """The tests of a manifest; those that it includes are files of their own."""
    graph = named(document(iri).quads)
    found = []
    for entries in graph.all(ox.NamedNode(iri), MF + "entries"):
        for entry in graph.members(entries):
            (action,), (result,) = graph.all(entry, MF + "action"), graph.all(entry, MF + "result")
            data, shapes = (graph.all(action, SHT + k)[0] for k in ("dataGraph", "shapesGraph"))
            failure = result == ox.NamedNode(SHT + "Failure")
            name = urldefrag(entry.value).url.removeprefix(BASE).removesuffix(".ttl")
            found.append(
                Case(
                    name,
                    urldefrag(data.value).url,
                    urldefrag(shapes.value).url,
                    None if failure else expected(graph, result),
                )
            )
    return found


def expected(graph: Shapes, report: object) -> Counter[Row]:
    """The results that a report lists."""
    return Counter(
        row(
            str(graph.value(result, "focusNode")),
            graph.value(result, "value") and str(graph.value(result, "value")),
            graph.value(result, "sourceConstraintComponent").value,
            graph.path_of(graph.value(result, "resultPath")),
            graph.value(result, "resultSeverity").value,
        )
        for result in graph.values(report, "result")
    )


def row(focus: str, value: str | None, component: str, path: str | None, severity: str) -> Row:
    """A result without what blank nodes are called."""

    def plain(term: str | None) -> str | None:
        return "_:" if term is not None and term.startswith("_:") else term

    return plain(focus) or "", plain(value), component, path, severity


FILES = sorted(path.relative_to(SUITE).as_posix() for path in SUITE.rglob("*.ttl"))
CASES = [case for file in FILES for case in cases(BASE + file)]


def test_the_suite_is_all_there():
    assert len(CASES) == 121


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_results_are_those_of_the_standard(case, engine):
    checker = Checker(ENGINES[engine], (document(case.shapes),))
    data = document(case.data)
    findings = checker.check(data).findings
    try:
        found = rows(ENGINES[engine](data.triples, checker.shapes))
    except InputError:
        found = None
        assert codes.ENGINE_FAILED.name in {f.code for f in findings}
    assert (found == case.expected) == ((engine, case.name) not in KNOWN), case.expected
    # People see each result once, even where the standard counts two shapes' equal ones.
    assert set(found or ()) == set(rows(f.result for f in findings if f.result is not None))


def rows(results: Iterable[Result]) -> Counter[Row]:
    """Results as the suite lists them."""
    words = {"error": SH + "Violation", "warning": SH + "Warning", "info": SH + "Info"}
    return Counter(
        row(r.focus, r.value, r.component, r.path, r.level or words[r.severity.word])
        for r in results
    )
