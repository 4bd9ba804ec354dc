"""Rows as a table for people: aligned, wrapped to the terminal, no more colour than asked for."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence

from kgbuild.cli.findings import clean

_NARROWEST = 60
_READABLE = 24


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, color: bool) -> str:
    """The text of a table, as wide as the terminal (120 columns in a pipe, or COLUMNS).

    Rows that would be squeezed into unreadable columns are shown one below the other instead.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = max(_NARROWEST, shutil.get_terminal_size((120, 40)).columns)
    if _too_narrow(columns, rows, width):
        return _records(columns, rows)
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(clean(cell)) for cell in row))
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, no_color=not color, highlight=False
    )
    console.print(shown)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().strip("\n").split("\n"))


def _too_narrow(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether the columns, each at a readable width, would not fit side by side."""
    wanted = [
        min(_READABLE, max([len(column), *(len(row[i]) for row in rows)]))
        for i, column in enumerate(columns)
    ]
    return sum(wanted) + 3 * len(columns) > width


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Each row as lines of name and value; empty values are left out."""
    name = max(len(column) for column in columns)
    blocks = [
        "".join(
            f"{column:>{name}}  {clean(cell)}\n"
            for column, cell in zip(columns, row, strict=True)
            if cell
        )
        for row in rows
    ]
    return "\n".join(blocks)
