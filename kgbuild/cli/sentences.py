"""What a finding says, in lines of text: the same words for every format that has room for them."""

from __future__ import annotations

from kgbuild.diagnostics import Diagnostic, Related


def lines(finding: Diagnostic, *, placed: bool = True) -> list[str]:
    """The message, its reasons, what is related to it, and the way out, each on a line of its own.

    Without `placed`, related things that have a place are left out: the format shows them there.

    >>> from kgbuild.located import Place
    >>> at = Place("a.yaml", 9, 14)
    >>> lines(Diagnostic(code="no-date", message="this is no date", at=at, hint="write 2026"))
    ['this is no date', 'help: write 2026 (kgbuild explain no-date)']
    """
    said = finding.message + (f" ({finding.pointer})" if finding.pointer else "")
    near = [related_line(r) for r in finding.related if placed or r.at is None]
    return [said, *finding.reasons, *near, *([f"help: {way_out(finding)}"] if finding.hint else [])]


def related_line(related: Related) -> str:
    """'nearest text: article.txt:37:214 “the words”'."""
    where = f" {related.at}" if related.at else ""
    text = f" “{related.text}”" if related.text else ""
    return f"{related.label}:{where}{text}"


def way_out(finding: Diagnostic) -> str:
    """The hint, and where to read more unless it says that itself."""
    known = finding.hint.startswith("kgbuild explain")
    return finding.hint if known else f"{finding.hint} (kgbuild explain {finding.code})"


def and_more(count: int) -> str:
    """What stands for the findings that a limit left out."""
    return f"and {count:,} more (--limit 0 shows all)"
