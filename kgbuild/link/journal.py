"""The journal of runs: what came of each name in each service, a line of JSON each, as it happens.

The cache keeps answers, the links files what is proposed; here stands what failed and why, so that
nobody takes a service that was down for one that knows nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kgbuild import strict_json
from kgbuild.link.propose import Outcome
from kgbuild.records.model import Iri

JOURNAL: Final = "link-journal.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: the `state` that looking for an entity in a service ended in, on a day.

    `reason` and `said` are empty unless the service failed or was not asked.
    """

    date: str
    entity: Iri
    service: str
    name: str
    state: str
    reason: str = ""
    said: str = ""


def note(path: Path, outcome: Outcome, *, date: str) -> None:
    """Adds an outcome to the journal; where that is not possible, the run goes on without."""
    entry = Entry(
        date=date,
        entity=outcome.entity.iri,
        service=outcome.service,
        name=outcome.query.name,
        state=outcome.state,
        reason=outcome.reason,
        said=outcome.said,
    )
    line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def latest(path: Path) -> Mapping[tuple[Iri, str], Entry]:
    """The last line about each entity and service; lines that broke off are passed over."""
    found: dict[tuple[Iri, str], Entry] = {}
    with contextlib.suppress(OSError):
        for line in path.read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError, TypeError):
                entry = Entry(**strict_json.read(line))
                found[entry.entity, entry.service] = entry
    return found
