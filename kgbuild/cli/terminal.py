"""Findings as a compiler shows them: place, code, message, the line with a caret, the way out."""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from kgbuild.cli.escapes import clean
from kgbuild.cli.sentences import related_line, way_out
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.located import Place

_LINE_END: Final = re.compile(r"\r\n|[\r\n]")
_WIDTH: Final = 100
_COLORS: Final = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}


def concise(finding: Diagnostic, *, color: bool) -> str:
    """The finding on one line."""
    return _head(finding, color) + (f" ({clean(finding.pointer)})" if finding.pointer else "")


def full(finding: Diagnostic, *, color: bool) -> str:
    """The finding with the line that it is about, if its file can be read, and the way out."""
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
    lines += [f"{indent}= {clean(reason)}" for reason in finding.reasons]
    for related in finding.related:
        short = replace(related, text=_around(related.text))
        lines.append(f"{indent}= {clean(related_line(short))}")
    if finding.hint:
        lines.append(f"{indent}= help: {clean(way_out(finding))}")
    return "\n".join(lines)


def _head(finding: Diagnostic, color: bool) -> str:
    word = f"{finding.severity.word}[{clean(finding.code)}]"
    if color:
        word = f"\x1b[{_COLORS[finding.severity]}m{word}\x1b[0m"
    return f"{clean(str(finding.at))}: {word}: {clean(finding.message)}"


def forget() -> None:
    """Reads files anew from now on, after one of them changed."""
    _lines.cache_clear()


@cache
def _lines(path: str) -> tuple[str, ...]:
    try:
        data = Path(path).read_bytes()
        data = gzip.decompress(data) if path.endswith(".gz") else data
    except (OSError, ValueError, EOFError, zlib.error):
        return ()  # ValueError: a name with NUL or a lone surrogate
    return tuple(_LINE_END.split(data.decode("utf-8", errors="replace")))


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
