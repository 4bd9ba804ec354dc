"""What was checked before: an article that did not change need not be checked again.

An entry is found by a hash of all that a verdict depends on: the triples, the shapes, the engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kgbuild import resources
from kgbuild.diagnostics import Result, Severity
from kgbuild.files import write_all
from kgbuild.rules.engines import versions
from kgbuild.rules.validate import Report, validate
from kgbuild.version import __version__

FILE: Final = ".checked.json"
_SCHEMA: Final = "https://w3id.org/kgbuild/checked/1"


@dataclass(slots=True)
class Memory:
    """Reports of earlier runs by hash; `used` are those that this run needed, old or new."""

    path: Path
    engine: str
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    used: dict[str, dict[str, Any]] = field(default_factory=dict)
    checked: int = 0

    def report(self, triples: Iterable[ox.Triple]) -> Report:
        """The report on these triples, from memory when they were checked before."""
        kept = tuple(triples)
        key = self._key(kept)
        entry = self.entries.get(key)
        report = _read(entry) if entry is not None else None
        if report is None:
            self.checked += 1
            report = validate(kept, by=self.engine)
        self.used[key] = asdict(report)
        return report

    @property
    def told(self) -> str:
        """How many articles were checked, and how many had not changed."""
        before = len(self.used) - self.checked
        return f"{self.checked} checked against the rules, {before} unchanged since the last time"

    def _key(self, triples: Iterable[ox.Triple]) -> str:
        told = hashlib.sha256(f"{__version__} {self.engine} {versions()}".encode())
        for file in resources.shapes():
            told.update(hashlib.sha256(file.read_bytes()).digest())
        for line in sorted(map(str, triples)):
            told.update(line.encode() + b"\n")
        return told.hexdigest()

    def save(self) -> None:
        """Keeps what this run needed, and forgets the rest."""
        if self.used != self.entries:
            data = {"schema": _SCHEMA, "checked": self.used}
            text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            write_all({self.path: text.encode()})


def remember(folder: Path, *, engine: str) -> Memory:
    """The memory kept in a folder; an empty one when there is none or it cannot be read."""
    path = folder / FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        entries = data["checked"] if data["schema"] == _SCHEMA else {}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        entries = {}
    return Memory(path, engine, entries if isinstance(entries, dict) else {})


def _read(entry: Any) -> Report | None:
    """A report as it was kept; None when it is not what we keep."""
    try:
        results = tuple(
            Result(
                **{
                    **result,
                    "messages": tuple(result["messages"]),
                    "severity": Severity(result["severity"]),
                }
            )
            for result in entry["results"]
        )
        return Report(results, {str(name): int(count) for name, count in entry["focus"].items()})
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
