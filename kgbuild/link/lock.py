"""links/lock.json: what a service said about each identifier when it was proposed or decided.

A rebuild years later can tell what was known when, and `kgbuild link --refresh` what has changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kgbuild import codes, strict_json
from kgbuild.diagnostics import Diagnostic
from kgbuild.link.linker import Candidate
from kgbuild.located import Place
from kgbuild.records.model import Iri

SCHEMA: Final = "https://w3id.org/kgbuild/links-lock/1"
LOCK: Final = "lock.json"
_LISTS: Final = ("types", "former")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of an identifier: by which `service`, asked with which `query` (SHA-256).

    `date` is the day, `revision` the service's own. `former` are identifiers that were merged
    into this one.
    """

    service: str
    query: str
    date: str
    label: str
    types: tuple[str, ...] = ()
    description: str = ""
    revision: str = ""
    former: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """What was seen of each identifier."""

    seen: Mapping[Iri, Seen] = field(default_factory=dict)

    def types(self) -> dict[Iri, tuple[str, ...]]:
        """The types of each identifier."""
        return {iri: seen.types for iri, seen in self.seen.items()}

    def now(self, iri: Iri) -> Iri:
        """What an identifier leads to, as far as is known: itself unless it was merged."""
        return next((new for new, seen in self.seen.items() if iri in seen.former), iri)

    def keeping(self, iris: frozenset[Iri]) -> Lock:
        """The same for some identifiers, and what these were merged into."""
        kept = {i: s for i, s in self.seen.items() if i in iris or iris & set(s.former)}
        return Lock(kept)


def seen(candidate: Candidate, *, service: str, query: str, date: str) -> Seen:
    """What a candidate looks like on a day, for the lock."""
    return Seen(
        service=service,
        query=query,
        date=date,
        label=candidate.label,
        types=candidate.types,
        description=candidate.description,
        revision=candidate.revision,
        former=candidate.former,
    )


def joined(old: Lock, new: Mapping[Iri, Seen]) -> Lock:
    """A lock with newer sights; where nothing but the day differs the older one stays.

    What was merged into a thing stays known: a search does not tell it.
    """
    merged = dict(old.seen)
    for iri, sight in new.items():
        before = merged.get(iri)
        if before is not None:
            former = tuple(dict.fromkeys((*before.former, *sight.former)))
            sight = replace(sight, former=former)  # noqa: PLW2901 - the same, with its past
        if before is None or replace(before, date="") != replace(sight, date=""):
            merged[iri] = sight
    return Lock(merged)


def read_lock(path: Path, *, shown_as: str = "") -> tuple[Lock, tuple[Diagnostic, ...]]:
    """The lock in a file, an empty one when it is not there; a finding when it cannot be read."""
    if not path.is_file():
        return Lock(), ()
    try:
        return _lock(strict_json.read(path.read_bytes())), ()
    except (ValueError, TypeError, KeyError) as error:
        said = f"this is no lock of links: {error}"
        return Lock(), (codes.LINK_LOCK.at(Place(shown_as or str(path)), said),)


def _lock(value: Any) -> Lock:
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    seen_ = value["seen"]
    if not isinstance(seen_, dict) or not all(isinstance(of, dict) for of in seen_.values()):
        raise ValueError("`seen` is not a table of what was seen")
    return Lock({iri: _seen(of) for iri, of in seen_.items()})


def _seen(of: dict[str, Any]) -> Seen:
    for key, said in of.items():
        parts = said if key in _LISTS and isinstance(said, list) else [said]
        if not all(isinstance(part, str) for part in parts):
            raise ValueError(f"`{key}` is not text")
    return Seen(**(of | {key: tuple(of.get(key, ())) for key in _LISTS}))


def written(lock: Lock) -> bytes:
    """The bytes of a lock: sorted, what is empty left out."""
    seen_ = {
        iri: {key: said for key, said in asdict(lock.seen[iri]).items() if said}
        for iri in sorted(lock.seen)
    }
    text = json.dumps({"schema": SCHEMA, "seen": seen_}, indent=2, ensure_ascii=False)
    return f"{text}\n".encode()
