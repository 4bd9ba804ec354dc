"""Findings: everything a person can get wrong in the data, collected and never raised.

A Diagnostic has a code, a message in the reader's words, a place and a way out. `kgbuild explain
CODE` says more about each code: rules about the graph are defined in shapes/*.ttl, rules about the
files a person types in `kgbuild.codes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any

from kgbuild.located import Place


class Severity(IntEnum):
    """SHACL's three severities, worst last, so that they compare."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """The word people see: 'error', 'warning' or 'info'."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A second place that explains a finding: the nearest text, the first definition."""

    label: str
    at: Place | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Result:
    """One sh:ValidationResult (SHACL §3.6.2). Terms are N-Triples: `<iri>`, `"text"@en`, `_:label`.

    `path` is the predicate's IRI in angle brackets, or a SPARQL property path for any other path.
    `shape` is the shape that raised it, `component` the IRI of its constraint component.
    `messages` are those that the author of the shapes wrote, variables replaced; none is invented.
    `level` is the IRI of a severity that is none of SHACL's three; it counts as an error.
    """

    focus: str
    shape: str
    component: str
    path: str | None = None
    value: str | None = None
    messages: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. `width` is how many characters the caret underlines, `pointer` what it says.

    `reasons` say why, a line each; `result` is the SHACL result behind it, if there is one.

    >>> Diagnostic(code="date-unreadable", message="'next spring' is not a date",
    ...            at=Place("a.yaml", 9, 14), hint="write 2026, 2026-03 or 2026-03-31").code
    'date-unreadable'
    """

    code: str
    message: str
    at: Place
    severity: Severity = Severity.ERROR
    width: int = 1
    pointer: str = ""
    hint: str = ""
    reasons: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    result: Result | None = None


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same findings sorted by place, then severity and code, each said once."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.at, -d.severity, d.code, d.message)))


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The worst severity among the findings, None when there are none."""
    return max((d.severity for d in diagnostics), default=None)


def as_data(finding: Diagnostic) -> dict[str, Any]:
    """A finding as JSON data, for another process."""
    return asdict(finding)


def from_data(data: Mapping[str, Any]) -> Diagnostic:
    """The finding that `as_data` gave.

    >>> finding = Diagnostic(code="a", message="b", at=Place("f", 2, 3), reasons=("c",))
    >>> from_data(as_data(finding)) == finding
    True
    """
    related = tuple(
        Related(label=r["label"], at=Place(**r["at"]) if r["at"] else None, text=r["text"])
        for r in data["related"]
    )
    result = data["result"]
    if result is not None:
        terms = {**result, "messages": tuple(result["messages"])}
        result = Result(**{**terms, "severity": Severity(result["severity"])})
    return Diagnostic(
        **{
            **data,
            "at": Place(**data["at"]),
            "severity": Severity(data["severity"]),
            "reasons": tuple(data["reasons"]),
            "related": related,
            "result": result,
        }
    )
