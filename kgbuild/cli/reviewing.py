"""The terminal of a review: shows what `extract.review` gives, reads keys, writes the file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kgbuild.cli.findings import clean
from kgbuild.errors import InputError

if TYPE_CHECKING:
    from kgbuild.cli.streams import Settings
    from kgbuild.extract.review import Review, View

_COLORS: Final = {"content": "1;32", "cue": "33", "source": "36"}
_BRACKETS: Final = {"content": "«»", "cue": "⟨⟩", "source": "⟨⟩"}


def opened(path: Path, *, by: str = "") -> Review:
    """A review of an annotation file. Raises InputError when it or its article cannot be read."""
    from kgbuild.annotation.read import read
    from kgbuild.diagnostics import Diagnostic
    from kgbuild.extract.review import begin
    from kgbuild.text import article as text

    file, found = read(path)
    if file is None:
        raise InputError(f"{found[0].at}: {found[0].message}", hint=found[0].hint)
    article = text.read(path.parent / file.article.file.value)
    if isinstance(article, Diagnostic):
        raise InputError(f"{article.at}: {article.message}", hint=article.hint)
    on = datetime.now(UTC).date().isoformat() if by else ""
    return begin(article, path.read_bytes().decode(), by=by, on=on)


def listed(path: Path) -> str:
    """The claims of a file that wait for a decision, a line each: confidence, id, what it says."""
    from dataclasses import replace

    from kgbuild.extract.review import view

    review = opened(path)
    lines = []
    for at, claim in enumerate(review.queue):
        shown = view(replace(review, at=at))
        if shown is not None:
            says = clean(shown.lines["says"])
            lines.append(f"{shown.lines.get('confidence', '-')}\t{claim}\t{says}\n")
    return "".join(lines)


def review_in_terminal(settings: Settings, path: Path, *, by: str) -> bool:
    """Asks about each claim of a file until all are decided; False when the reviewer quits."""
    from kgbuild.cli.streams import say
    from kgbuild.extract.review import edit, press, view
    from kgbuild.files import write_all

    review = opened(path, by=by)
    colored = settings.colored(sys.stderr)
    while (shown := view(review)) is not None:
        print(page(shown, colored=colored), file=sys.stderr, end="", flush=True)
        key = read_key()
        if key == "e":
            name, _, value = _line("key=value: ").partition("=")
            after = edit(review, name.strip(), value.strip())
        else:
            after = press(review, key)
        if after.said:
            print(f"\n{clean(after.said)}", file=sys.stderr)
        if after.text != review.text:
            write_all({path: after.text.encode()})
        quits, review = after.done and after.at < len(after.queue), after
        if quits:
            return False
    say(settings, f"{path}: nothing is left to review")
    return True


def page(shown: View, *, colored: bool) -> str:
    """What a reviewer sees of a claim, ending in a prompt."""
    lines = ["", f"── {shown.number} of {shown.count} " + "─" * 40, ""]
    lines.append("".join(_part(text, role, colored=colored) for text, role in shown.parts))
    lines += ["", "  " + " ← ".join(shown.chain)]
    lines += [f"  {name}: {value}" for name, value in shown.lines.items()]
    body = "\n".join(lines)
    return f"{body}\n\n[a]ccept [r]eject [e]dit [s]kip [b]ack [u]ndo [q]uit: "


def _part(text: str, role: str, *, colored: bool) -> str:
    plain = " ".join(clean(text).split("\n"))
    if not role:
        return plain
    if colored:
        return f"\x1b[{_COLORS[role]}m{plain}\x1b[0m"
    return f"{_BRACKETS[role][0]}{plain}{_BRACKETS[role][1]}"


def read_key() -> str:
    """One key, without waiting for Enter where the system can; `q` at the end of the input."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return (_line("") or "q")[:1].lower()
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)  # what was typed already counts
        return (sys.stdin.read(1) or "q").lower()
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _line(prompt: str) -> str:
    print(prompt, file=sys.stderr, end="", flush=True)
    return sys.stdin.readline().strip()
