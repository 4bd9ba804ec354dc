"""Reading a links folder: what was decided, and everything that is wrong with its files."""

from __future__ import annotations

from pathlib import Path

from kgbuild.diagnostics import Diagnostic
from kgbuild.link.decisions import Decision, decide, read_sheets
from kgbuild.link.lint import lint


def read(
    folder: Path, *, shown_as: str = "links"
) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """The decisions of a links folder, in the order of its files, and all findings about them."""
    sheets, unread = read_sheets(folder, shown_as=shown_as)
    decisions, unsaid = decide(sheets)
    return decisions, (*unread, *unsaid, *lint(decisions))
