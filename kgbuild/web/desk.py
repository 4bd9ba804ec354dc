"""Where files are changed: each change says which bytes it was made for, and can be undone.

Nobody's work is lost: a change is made only when every file is still what the person saw (its
SHA-256), otherwise they are shown what has changed since. Two of our servers wait for each other; a
program that takes no notice of our lock is noticed up to the moment of writing.
"""

from __future__ import annotations

import difflib
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild import files
from kgbuild.diagnostics import Diagnostic

_KEPT: Final = 100
MISSING: Final = ""
Texts = Mapping[Path, str]
Edit = Callable[[Texts], Texts | tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The change was made; the files now have these SHA-256 hashes."""

    said: str
    hashes: Mapping[Path, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A file has changed since the person saw it, so nothing was done.

    `diff` is a unified diff from what they saw to what is there now; `hashes` are those of now.
    """

    diff: str
    hashes: Mapping[Path, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The change would leave something wrong, so nothing was done."""

    findings: tuple[Diagnostic, ...]


Outcome = Saved | Conflict | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    said: str
    before: Mapping[Path, str | None]
    after: Mapping[Path, str]


class Desk:
    """Changes files of a project. Safe to use from several threads and processes."""

    def __init__(self, lock: Path, *, shown: Callable[[Path], str] = str) -> None:
        """`lock` is a file made for the lock; `shown` gives a path as people see it."""
        self._lock_file = lock
        self._shown = shown
        self._lock = threading.RLock()
        self._seen: OrderedDict[str, str] = OrderedDict()
        self._journal: list[_Done] = []

    def look(self, path: Path) -> str:
        """The SHA-256 of a file as it is now, to base a change on; MISSING when there is none."""
        with self._lock:
            return self._hashed(self._text(path))

    def read(self, path: Path) -> tuple[str, str]:
        """The text of a file as it is now, and its SHA-256; nothing and MISSING without one."""
        with self._lock:
            text = self._text(path)
            return text or "", self._hashed(text)

    @property
    def last(self) -> str | None:
        """What can be undone, in words."""
        with self._lock:
            return self._journal[-1].said if self._journal else None

    def change(self, bases: Mapping[Path, str], edit: Edit, *, said: str) -> Outcome:
        """Makes a change in files that still have the hashes that it is based on.

        `edit` is given the text of each file (nothing for a missing one) and gives the new texts,
        or findings that speak against it. Raises LimitError when another server holds the files.
        """
        with self._lock, files.locked(self._lock_file):
            before = {path: self._text(path) for path in bases}
            conflict = self._conflict(bases, before)
            if conflict is not None:
                return conflict
            new = edit({path: text or "" for path, text in before.items()})
            if not isinstance(new, Mapping):
                return Refused(findings=new)
            again = {path: self._text(path) for path in bases}  # an editor saved meanwhile
            conflict = self._conflict(bases, again)
            if conflict is not None:
                return conflict
            changed = {p: t for p, t in new.items() if t != before[p]}
            files.write_all({path: text.encode() for path, text in changed.items()})
            if changed:
                old = {path: before[path] for path in changed}
                self._journal.append(_Done(said=said, before=old, after=changed))
                del self._journal[:-_KEPT]
            return Saved(said=said, hashes={path: self.look(path) for path in bases})

    def undo(self) -> Outcome | None:
        """Takes back the last change, unless its files were changed again; None without one."""
        with self._lock, files.locked(self._lock_file):
            if not self._journal:
                return None
            done = self._journal[-1]
            now = {path: self._text(path) for path in done.after}
            conflict = self._conflict({p: self._hashed(t) for p, t in done.after.items()}, now)
            if conflict is not None:
                return conflict
            files.write_all({p: t.encode() for p, t in done.before.items() if t is not None})
            for path, text in done.before.items():
                if text is None:
                    path.unlink(missing_ok=True)
            self._journal.pop()
            hashes = {path: self.look(path) for path in done.before}
            return Saved(said=f"undone: {done.said}", hashes=hashes)

    def _text(self, path: Path) -> str | None:
        """The text of a file, not a character changed; None when there is none."""
        try:
            return path.read_bytes().decode("utf-8", errors="surrogateescape")
        except FileNotFoundError:
            return None

    def _hashed(self, text: str | None) -> str:
        """The hash of a text, which is remembered so that changes since can be shown."""
        if text is None:
            return MISSING
        digest = hashlib.sha256(text.encode("utf-8", errors="surrogateescape")).hexdigest()
        self._seen[digest] = text
        self._seen.move_to_end(digest)
        while len(self._seen) > _KEPT:
            self._seen.popitem(last=False)
        return digest

    def _conflict(
        self, bases: Mapping[Path, str], now: Mapping[Path, str | None]
    ) -> Conflict | None:
        hashes = {path: self._hashed(text) for path, text in now.items()}
        if hashes == dict(bases):
            return None
        parts = [
            self._diff(path, self._seen.get(base), now[path] or "")
            for path, base in bases.items()
            if hashes[path] != base
        ]
        return Conflict(diff="".join(parts), hashes=hashes)

    def _diff(self, path: Path, old: str | None, new: str) -> str:
        name = self._shown(path)
        if old is None:
            return f"{name} is not what it was; what it was is not known any more.\n"
        lines = difflib.unified_diff(
            old.splitlines(keepends=True),
            new.splitlines(keepends=True),
            f"{name} as you saw it",
            f"{name} as it is now",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
