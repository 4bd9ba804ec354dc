"""Answers of services on disk, so that no name is asked twice. Failures are never kept here.

A file an answer, named by the SHA-256 of service and query, in the user's cache folder.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kgbuild import strict_json
from kgbuild.files import write_all
from kgbuild.link.linker import Candidate, Candidates, Query

_LISTS: Final = ("types", "aliases", "former")
SCHEMA: Final = "https://w3id.org/kgbuild/link-answer/1"


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache in a folder; without one nothing is kept and nothing found."""

    folder: Path | None

    def get(self, service: str, query: Query) -> Candidates | None:
        """The answer that a service gave to a query; None when it is not here, or is broken."""
        path = self._path(service, query)
        if path is None:
            return None
        try:
            value = strict_json.read(path.read_bytes())
            ours = (value["schema"], value["service"], value["query"])
            if ours == (SCHEMA, service, asdict(query)):
                return tuple(_candidate(of) for of in value["candidates"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass  # what is not there or cannot be read is asked again
        return None

    def put(self, service: str, query: Query, candidates: Sequence[Candidate]) -> None:
        """Keeps an answer; where that is not possible (a full disk), it is asked again one day."""
        path = self._path(service, query)
        if path is None:
            return
        value = {
            "schema": SCHEMA,
            "service": service,
            "query": asdict(query),
            "candidates": [asdict(candidate) for candidate in candidates],
        }
        with contextlib.suppress(OSError):
            write_all({path: (json.dumps(value, ensure_ascii=False) + "\n").encode()})

    def _path(self, service: str, query: Query) -> Path | None:
        key = query.key(service)
        return self.folder / key[:2] / f"{key}.json" if self.folder else None


def _candidate(of: dict[str, Any]) -> Candidate:
    """Raises TypeError for what is no candidate of ours."""
    for key, said in of.items():
        parts = said if key in _LISTS and isinstance(said, list) else [said]
        if not all(isinstance(part, str) for part in parts):
            raise TypeError(f"`{key}` is not text")
    return Candidate(**(of | {key: tuple(of[key]) for key in _LISTS}))
