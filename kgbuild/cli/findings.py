"""Findings as a compiler shows them: place, code, message, the line with a caret, the way out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.located import Place

FORMATS: Final = ("full", "concise", "json")
SCHEMA: Final = "https://w3id.org/kgbuild/findings/1"
_WIDTH: Final = 100
_COLORS: Final = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}


def render(findings: Iterable[Diagnostic], format_: str, *, color: bool) -> str:
    """The findings in a format: `full` with the source line, `concise` one line each, `json`."""
    if format_ == "json":
        return as_json(findings)
    show = _concise if format_ == "concise" else _full
    return "".join(f"{show(finding, color)}\n" for finding in findings)


def as_json(findings: Iterable[Diagnostic]) -> str:
    """Findings for programs: columns count code points from 1."""
    rows = [
        {
            "code": f.code,
            "severity": f.severity.word,
            "message": f.message,
            "file": f.at.path,
            "line": f.at.line,
            "column": f.at.column,
            "width": f.width,
            "pointer": f.pointer,
            "help": f.hint,
            "related": [
                {
                    "label": r.label,
                    "text": r.text,
                    "file": r.at.path if r.at else None,
                    "line": r.at.line if r.at else None,
                    "column": r.at.column if r.at else None,
                }
                for r in f.related
            ],
        }
        for f in findings
    ]
    text = json.dumps({"schema": SCHEMA, "findings": rows}, ensure_ascii=False, indent=2)
    return text + "\n"


def summary(findings: Iterable[Diagnostic]) -> str:
    """'2 errors, 1 warning', 'no findings'."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for finding in findings:
        counts[finding.severity] += 1
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    said = [f"{n} {names[s]}{'s' * (n != 1)}" for s, n in counts.items() if n]
    return ", ".join(said) or "no findings"


def _head(finding: Diagnostic, color: bool) -> str:
    word = f"{finding.severity.word}[{finding.code}]"
    if color:
        word = f"\x1b[{_COLORS[finding.severity]}m{word}\x1b[0m"
    return f"{finding.at}: {word}: {clean(finding.message)}"


def _concise(finding: Diagnostic, color: bool) -> str:
    return _head(finding, color) + (f" ({clean(finding.pointer)})" if finding.pointer else "")


def _full(finding: Diagnostic, color: bool) -> str:
    lines = [_head(finding, color)]
    source = _source_line(finding.at)
    if source is not None:
        number = str(finding.at.line)
        gutter = " " * len(number)
        shown, column = _cropped(source, finding.at.column - 1)
        under = _cells(shown[:column])
        width = max(1, min(_cells(shown[column : column + finding.width]), _WIDTH - under))
        caret = " " * under + "^" * width
        if color:
            caret = f"\x1b[{_COLORS[finding.severity]}m{caret}\x1b[0m"
        lines += [f"{gutter} |", f"{number} | {shown}"]
        lines += [f"{gutter} | {caret} {clean(finding.pointer)}".rstrip()]
    indent = "   " if source is None else gutter + " "
    for related in finding.related:
        where = f" {related.at}" if related.at else ""
        text = f" “{_around(related.text)}”" if related.text else ""
        lines.append(f"{indent}= {related.label}:{where}{text}")
    if finding.hint:
        hint = finding.hint
        known = "" if hint.startswith("kgbuild explain") else f" (kgbuild explain {finding.code})"
        lines.append(f"{indent}= help: {clean(hint)}{known}")
    return "\n".join(lines)


@cache
def _lines(path: str) -> tuple[str, ...]:
    try:
        return tuple(Path(path).read_text(encoding="utf-8", errors="replace").split("\n"))
    except OSError:
        return ()


def _source_line(at: Place) -> str | None:
    lines = _lines(at.path)
    return lines[at.line - 1] if 0 < at.line <= len(lines) else None


def _cropped(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and where the column is in it."""
    start = max(0, column - _WIDTH // 2) if len(line) > _WIDTH else 0
    part = line[start : start + _WIDTH]
    before = "…" if start else ""
    after = "…" if start + _WIDTH < len(line) else ""
    return clean(before + part + after, keep_length=True), column - start + len(before)


def _around(text: str) -> str:
    flat = clean(" ".join(text.split()))
    return flat if len(flat) <= 2 * _WIDTH else flat[: 2 * _WIDTH] + "…"


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes (East Asian wide characters take two)."""
    from rich.cells import cell_len

    return cell_len(text)


def clean(text: str, *, keep_length: bool = False) -> str:
    """The text without what could command a terminal or turn its reading direction."""
    hostile = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    replaced = dict.fromkeys(hostile - {9, 10}, "�") | {0x09: " "}
    if keep_length:
        replaced[0x0A] = " "
    return text.translate(replaced)
