"""Findings for programs: JSON, JSON Lines, and GitHub's workflow commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from kgbuild.cli.blank_nodes import renamed
from kgbuild.cli.escapes import command_data, command_property, json_text
from kgbuild.cli.sentences import and_more, lines
from kgbuild.diagnostics import Diagnostic, Severity

SCHEMA: Final = "https://w3id.org/kgbuild/findings/1"
LINE_SCHEMA: Final = "https://w3id.org/kgbuild/finding/1"
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def row(finding: Diagnostic) -> dict[str, Any]:
    """One finding by keys, the same in `json` and `jsonl`.

    `line` and `column` are 1-based, columns and `width` count code points. `focus`, `path`,
    `value`, `shape` and `component` are those of the SHACL result behind it (§3.6.2), as N-Triples
    writes terms, and null where there is none. A blank node keeps the name that its document gives
    it; where it gives none, the name comes from what was found there, the same in every run.
    """
    result = finding.result
    return {
        "code": finding.code,
        "severity": finding.severity.word,
        "message": finding.message,
        "file": finding.at.path,
        "line": finding.at.line,
        "column": finding.at.column,
        "width": finding.width,
        "pointer": finding.pointer,
        "reasons": list(finding.reasons),
        "help": finding.hint,
        "related": [
            {
                "label": r.label,
                "text": r.text,
                "file": r.at.path if r.at else None,
                "line": r.at.line if r.at else None,
                "column": r.at.column if r.at else None,
            }
            for r in finding.related
        ],
        "focus": result.focus if result else None,
        "path": result.path if result else None,
        "value": result.value if result else None,
        "shape": result.shape if result else None,
        "component": f"<{result.component.strip('<>')}>" if result else None,
    }


def json_document(findings: Iterable[Diagnostic], *, left_out: int = 0) -> str:
    """One JSON document: `schema`, `left_out` (how many findings a limit kept back), `findings`."""
    rows = [row(finding) for finding in renamed(findings)]
    return json_text({"schema": SCHEMA, "left_out": left_out, "findings": rows}, indent=2) + "\n"


def json_lines(findings: Iterable[Diagnostic], *, left_out: int = 0) -> str:
    """One JSON object a line, each a finding, and nothing when there are none.

    There is no header, so that `jq`, `head` and `grep` need not step over one: each line says its
    `schema` and how many findings were `left_out`, and then what `row` says.
    """
    start = {"schema": LINE_SCHEMA, "left_out": left_out}
    return "".join(f"{json_text(start | row(finding))}\n" for finding in renamed(findings))


def workflow_commands(findings: Iterable[Diagnostic], *, left_out: int = 0) -> str:
    """One command a line, which GitHub Actions shows as an annotation of the file.

    `endColumn` is the column after the last character. What is related and the way out follow the
    message, each on a line of its own. Findings left out are told by a notice without a file.
    """
    said = [f"{_command(finding)}\n" for finding in findings]
    if left_out:
        said.append(f"::notice title=kgbuild::{command_data(and_more(left_out))}\n")
    return "".join(said)


def _command(finding: Diagnostic) -> str:
    at = finding.at
    properties = {
        "file": at.path,
        "line": at.line,
        "col": at.column,
        "endColumn": at.column + finding.width,
        "title": finding.code,
    }
    given = ",".join(f"{name}={command_property(str(v))}" for name, v in properties.items())
    message = command_data("\n".join(lines(finding)))
    return f"::{_COMMANDS[finding.severity]} {given}::{message}"
