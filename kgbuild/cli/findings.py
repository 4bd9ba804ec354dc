"""The one door to findings on paper: for people, for programs, for build servers, as RDF.

| format  | for                                                          |
|---------|--------------------------------------------------------------|
| full    | people: the line with a caret under what is wrong            |
| concise | people and editors: one line each                            |
| json    | programs: one document                                       |
| jsonl   | programs that read line by line, `jq`, `grep`                |
| github  | annotations of a pull request: workflow commands             |
| sarif   | code scanning, editors: SARIF 2.1.0                          |
| junit   | the test page of GitLab, Jenkins and others: JUnit XML       |
| turtle  | SHACL tools: a validation report (SHACL §3.6)                |

The same findings always give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from kgbuild.cli.escapes import clean
from kgbuild.cli.sentences import and_more
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.errors import ConfigError

__all__ = [
    "FORMATS",
    "MACHINE_FORMATS",
    "as_json",
    "clean",
    "limited",
    "render",
    "statistics",
    "summary",
    "visible",
]

PEOPLE_FORMATS: Final = ("full", "concise")
MACHINE_FORMATS: Final = ("json", "jsonl", "github", "sarif", "junit", "turtle")
FORMATS: Final = PEOPLE_FORMATS + MACHINE_FORMATS


def render(  # noqa: PLR0913 - options
    findings: Iterable[Diagnostic],
    format_: str,
    *,
    color: bool,
    limit: int = 0,
    explained: Mapping[str, tuple[str, str]] = {},
    left_out: int = 0,
) -> str:
    """The findings in one of FORMATS, in the order given. Raises ConfigError for another name.

    `color` and `limit` are for people's formats: how many findings they show, 0 for all, the rest
    in one sentence. A machine gets all it is given. `left_out` is how many findings the caller
    kept back before, with `limited`; every format tells it where it has a place for it.
    `explained` gives the title and the text of codes, which SARIF's rules show.
    """
    found = tuple(findings)
    if format_ in PEOPLE_FORMATS:
        from kgbuild.cli import terminal

        found, more = limited(found, limit)
        left_out += more
        show = terminal.full if format_ == "full" else terminal.concise
        shown = [show(finding, color=color) for finding in found]
        shown += [and_more(left_out)] if left_out else []
        return "".join(f"{text}\n" for text in shown)
    if format_ == "json":
        return as_json(found, left_out=left_out)
    if format_ in ("jsonl", "github"):
        from kgbuild.cli import machine

        write = machine.json_lines if format_ == "jsonl" else machine.workflow_commands
        return write(found, left_out=left_out)
    if format_ == "sarif":
        from kgbuild.cli.sarif import sarif

        return sarif(found, explained=explained, left_out=left_out)
    if format_ == "junit":
        from kgbuild.cli.junit import junit

        return junit(found, left_out=left_out)
    if format_ == "turtle":
        from kgbuild.cli.report_graph import turtle

        return turtle(found, left_out=left_out)
    raise ConfigError(f"`{format_}` is no format of findings", hint=", ".join(FORMATS))


def as_json(findings: Iterable[Diagnostic], *, left_out: int = 0) -> str:
    """Findings for programs; see `kgbuild.cli.machine.row` for the keys."""
    from kgbuild.cli.machine import json_document

    return json_document(findings, left_out=left_out)


def visible(findings: Iterable[Diagnostic], *, verbose: bool) -> tuple[Diagnostic, ...]:
    """The findings worth showing: notes only when people ask for more."""
    return tuple(f for f in findings if verbose or f.severity > Severity.INFO)


def limited(findings: Iterable[Diagnostic], limit: int) -> tuple[tuple[Diagnostic, ...], int]:
    """The first findings, no more than the limit, and how many are left out; 0 is no limit.

    Raises ConfigError for a negative limit.
    """
    if limit < 0:
        raise ConfigError(f"a limit of {limit} is none", hint="0 shows all findings")
    found = tuple(findings)
    shown = found[:limit] if limit else found
    return shown, len(found) - len(shown)


def summary(findings: Iterable[Diagnostic]) -> str:
    """'2 errors, 1 warning', 'no findings'."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for finding in findings:
        counts[finding.severity] += 1
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    said = [f"{n} {names[s]}{'s' * (n != 1)}" for s, n in counts.items() if n]
    return ", ".join(said) or "no findings"


def statistics(findings: Iterable[Diagnostic]) -> str:
    """How many findings of each code, as a table: most frequent first, then worst, then by code.

    >>> from kgbuild.located import Place
    >>> two = [Diagnostic(code="no-date", message=m, at=Place("a.yaml")) for m in ("one", "two")]
    >>> print(statistics(two), end="")
    2  error  no-date
    """
    counts = Counter((finding.severity, finding.code) for finding in findings)
    rows = sorted((-n, -severity, code) for (severity, code), n in counts.items())
    table = [(f"{-n:,}", Severity(-negative).word, clean(code)) for n, negative, code in rows]
    wide = [max((len(row[i]) for row in table), default=0) for i in range(2)]
    return "".join(f"{n:>{wide[0]}}  {word:<{wide[1]}}  {code}\n" for n, word, code in table)
