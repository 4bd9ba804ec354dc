"""Findings: everything a person can get wrong in the data, collected and never raised.

A Diagnostic has a code, a message in the reader's words, a place and a way out. `kgbuild explain
CODE` says more about each code: rules about the graph are defined in shapes/*.ttl, rules about the
files a person types in `kgbuild.codes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. `width` is how many characters the caret underlines, `pointer` what it says.

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
    related: tuple[Related, ...] = ()


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same findings sorted by place, then severity and code, each said once."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.at, -d.severity, d.code, d.message)))


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The worst severity among the findings, None when there are none."""
    return max((d.severity for d in diagnostics), default=None)
