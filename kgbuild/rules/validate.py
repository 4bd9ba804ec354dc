"""Checking a graph with pySHACL, the reference engine: the only module that knows it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kgbuild import resources
from kgbuild.diagnostics import Severity
from kgbuild.errors import InputError
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.to_rdflib import to_rdflib
from kgbuild.rules.catalogue import Rule, focus_counts, local_name, rules

if TYPE_CHECKING:
    import rdflib

SH: Final = PREFIXES["sh"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Result:
    """One sh:ValidationResult: `focus` and `value` as IRIs or literal text."""

    rule: str
    focus: str
    path: str | None
    value: str | None
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Report:
    """What the shapes say of a graph: results sorted, and how many nodes each rule looked at."""

    results: tuple[Result, ...]
    focus: dict[str, int]

    @property
    def conforms(self) -> bool:
        """No violation: a warning does not make a graph invalid here (cf. SHACL §3.6)."""
        return all(result.severity < Severity.ERROR for result in self.results)


def validate(triples: Iterable[ox.Triple | ox.Quad]) -> Report:
    """The report on these triples from pySHACL with kgbuild's shapes.

    pySHACL gets the triples as they are: no inference, no imports, nothing fetched.
    Raises InputError when pySHACL itself fails.
    """
    import pyshacl

    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it logs each odd literal at length
    kept = frozenset(triples)
    _, report, text = pyshacl.validate(
        to_rdflib(kept), shacl_graph=_shapes_graph(), inplace=True, advanced=False, meta_shacl=False
    )
    if not hasattr(report, "subjects"):
        raise InputError(f"pySHACL could not check the graph: {text}")
    results = tuple(sorted(_results(report), key=_order))
    return Report(results, focus_counts(kept, rules()))


@cache
def _shapes_graph() -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for file in resources.shapes():
        graph.parse(file, format="turtle")
    return graph


def _order(result: Result) -> tuple[str, ...]:
    return (result.focus, result.rule, result.path or "", result.value or "", result.message)


def _results(report: rdflib.Graph) -> Iterable[Result]:
    """The results the report lists with sh:result; sh:detail ones explain others (SHACL §3.6)."""
    from rdflib import URIRef

    def one(node: Any, local: str) -> Any:
        return report.value(node, URIRef(SH + local))

    names: dict[str, Rule] = {rule.iri: rule for rule in rules()}
    for node in set(report.objects(None, URIRef(SH + "result"))):
        shape = str(one(node, "sourceShape"))
        rule = names.get(shape)
        path, value = one(node, "resultPath"), one(node, "value")
        messages = sorted(str(m) for m in report.objects(node, URIRef(SH + "resultMessage")))
        yield Result(
            rule=rule.name if rule else local_name(shape),
            focus=str(one(node, "focusNode")),
            path=str(path) if isinstance(path, URIRef) else None,
            value=str(value) if value is not None else None,
            message=messages[0] if messages else "",
            severity=rule.severity if rule else Severity.ERROR,
        )
