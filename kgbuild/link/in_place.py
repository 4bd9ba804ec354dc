"""Writing a links file in place: rows that nobody decided about stay byte for byte."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.link import sheet as sheets_
from kgbuild.link.ledger import with_rows
from kgbuild.link.sheet import Row, Sheet, parse

_ORDER: Final = ("subject_id", "predicate_id", "object_id", "object_source")
_Cells = frozenset[tuple[str, str]]


def rewritten(text: str, after: Sheet, path: str) -> str:
    """The text of a links file with the rows of another sheet: old rows as they stand.

    Only rows that are gone are taken out, and new ones put where the order of the file wants them.
    A file that has no rows yet, or not the columns or prefixes that a new row needs, is written
    anew, as `kgbuild link` writes it.
    """
    before, _ = parse(text, path)
    old = with_rows(before, (row.cells for row in before.rows)).rows
    wanted = Counter(_cells(row) for row in after.rows)
    gone: set[int] = set()
    for row, typed in zip(old, before.rows, strict=True):
        if not (_taken(wanted, typed) or _taken(wanted, row)):
            gone.add(typed.at.line)
    added = [row for row in after.rows if _taken(wanted, row)]
    if not _fits(before, added):
        return sheets_.written(after)
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    kept = [(row, typed.at.line) for row, typed in zip(old, before.rows, strict=True)]
    for row in sorted(added, key=_key, reverse=True):
        at = next((line for other, line in kept if _key(other) > _key(row)), len(lines) + 1)
        if at > len(lines) and not lines[-1].endswith("\n"):
            lines[-1] += newline
        lines.insert(at - 1, _line(row, before.columns) + newline)
        gone = {line + (line >= at) for line in gone}
        kept = [(other, line + (line >= at)) for other, line in kept]
    return "".join(line for number, line in enumerate(lines, 1) if number not in gone)


def _cells(row: Row) -> _Cells:
    return frozenset(row.cells.items())


def _taken(wanted: Counter[_Cells], row: Row) -> bool:
    """Whether such a row is still wanted; then one less is."""
    if not wanted[_cells(row)]:
        return False
    wanted[_cells(row)] -= 1
    return True


def _fits(sheet: Sheet, added: Sequence[Row]) -> bool:
    """Whether the file has what the new rows need: rows, columns, prefixes."""
    if not added:
        return True
    columns = all(name in sheet.columns for row in added for name in row.cells)
    both = replace(sheet, rows=(*sheet.rows, *added))
    return bool(sheet.rows) and columns and _header(both) == _header(sheet)


def _header(sheet: Sheet) -> list[str]:
    return [line for line in sheets_.written(sheet).split("\n") if line.startswith("#")]


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row.get(column) for column in _ORDER)


def _line(row: Row, columns: Sequence[str]) -> str:
    out = io.StringIO()
    cells: Mapping[str, str] = row.cells
    table = csv.writer(out, delimiter="\t", lineterminator="")
    table.writerow([" ".join(cells.get(name, "").split()) for name in columns])
    return out.getvalue()
