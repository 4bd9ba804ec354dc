"""What services say now of the identifiers that were decided, held against links/lock.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic
from kgbuild.errors import NetworkError
from kgbuild.link import ledger
from kgbuild.link.decisions import Decision
from kgbuild.link.ledger import Sheets
from kgbuild.link.linker import Candidate, Linker, Query
from kgbuild.link.lock import Lock, Seen, joined, seen
from kgbuild.link.sheet import Row, Sheet
from kgbuild.records.model import Iri

_DECIDED: Final = ("linked", "unsure", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What changed (`found`), what was seen of each identifier now, and what could not be asked.

    `now` has None for an identifier that is gone; `unasked` are those of which no service told
    anything; `failed` says which service failed, and why.
    """

    found: tuple[Diagnostic, ...]
    now: Mapping[Iri, Candidate | None]
    sights: Mapping[Iri, Seen]
    unasked: tuple[Iri, ...]
    failed: tuple[NetworkError, ...]


def refresh(
    decisions: Iterable[Decision], lock: Lock, linkers: Sequence[Linker], *, date: str
) -> Refreshed:
    """Asks each service about the identifiers that it gives out; nothing is written."""
    rows = [d for d in decisions if d.decision in _DECIDED and d.object is not None]
    known = {d.object: _label(d, lock) for d in rows if d.object is not None}
    now: dict[Iri, Candidate | None] = {}
    sights: dict[Iri, Seen] = {}
    failed: list[NetworkError] = []
    for linker in linkers:
        left = {iri: label for iri, label in known.items() if iri not in now}
        try:
            answers = linker.look_up(left) if left else {}
        except NetworkError as error:
            failed.append(error)
            continue
        now |= answers
        for iri, candidate in answers.items():
            if candidate is not None:
                key = Query(name=iri).key(linker.name)
                sights[candidate.id] = seen(candidate, service=linker.name, query=key, date=date)
    found = [f for d in rows if d.object in now for f in _changes(d, now[d.object], lock)]
    return Refreshed(
        found=tuple(found),
        now=now,
        sights=sights,
        unasked=tuple(sorted(known.keys() - now.keys())),
        failed=tuple(failed),
    )


def _label(decision: Decision, lock: Lock) -> str:
    """What an identifier was called when it was last seen."""
    iri = decision.object or ""
    return lock.seen[iri].label if iri in lock.seen else decision.row.get("object_label")


def _changes(row: Decision, now: Candidate | None, lock: Lock) -> Iterable[Diagnostic]:
    """What is different about an identifier. Of rejected ones only where they lead matters."""
    at = row.row.place("object_id")
    if now is None:
        if row.decision != "rejected":
            yield codes.LINK_DELETED.at(at, f"<{row.object}> is gone")
        return
    if now.id != row.object:
        if row.decision != "rejected":
            said = f"<{row.object}> was merged into <{now.id}>, “{now.label}”"
            yield codes.LINK_MERGED.at(at, said)
        return
    before = lock.seen.get(now.id)
    if before is None or row.decision == "rejected":
        return
    if set(before.types) != set(now.types):
        was, is_ = (", ".join(types) or "nothing" for types in (before.types, now.types))
        yield codes.LINK_RETYPED.at(at, f"<{now.id}> was {was} and is {is_}")
    if before.label != now.label:
        said = f"<{now.id}> was called “{before.label}” and is called “{now.label}”"
        yield codes.LINK_RELABELLED.at(at, said)


def apply(
    sheets: Sheets, lock: Lock, refreshed: Refreshed, *, date: str
) -> tuple[dict[str, Sheet], Lock]:
    """The files and the lock after a refresh.

    What was merged is replaced by what it leads to, what is gone goes to the unsure ones; each
    row's comment says so. What leads to something that was decided otherwise, or that another
    entity has, stays for people to decide. Types and labels are remembered in the lock.
    """
    book = dict(sheets)
    taken = _Taken(sheets)
    gone: list[dict[str, str]] = []
    for name in ("positive", "unsure"):
        kept: list[Row | dict[str, str]] = []
        for row in book[name].rows:
            subject, iri = ledger.pair(row, book[name])
            now = refreshed.now.get(iri or "")
            if now is not None and now.id != iri and taken.leaves(subject, now.id):
                cells = {"object_id": now.id, "object_label": now.label}
                kept.append(_noted(row, f"{date}: merged, was {iri}", cells))
            elif iri in refreshed.now and now is None and name == "positive":
                gone.append(_noted(row, f"{date}: {iri} is gone", {}))
            else:
                kept.append(row)
        book[name] = ledger.with_rows(book[name], kept)
    book["unsure"] = ledger.with_rows(book["unsure"], [*book["unsure"].rows, *gone])
    return book, joined(lock, refreshed.sights)


class _Taken:
    """The pairs that were decided about, and whose each accepted identifier is."""

    def __init__(self, sheets: Sheets) -> None:
        decided = [s for name, s in sheets.items() if name != "predictions"]
        self._pairs = {ledger.pair(row, sheet) for sheet in decided for row in sheet.rows}
        positive = sheets["positive"]
        self._owners = {o: s for s, o in (ledger.pair(row, positive) for row in positive.rows)}

    def leaves(self, subject: Iri | None, object_: Iri) -> bool:
        """Whether the pair is free; then it is taken."""
        if (subject, object_) in self._pairs or self._owners.get(object_, subject) != subject:
            return False
        self._pairs.add((subject, object_))
        self._owners[object_] = subject
        return True


def _noted(row: Row, note: str, cells: Mapping[str, str]) -> dict[str, str]:
    comment = "; ".join(filter(None, (row.get("comment"), note)))
    return {**row.cells, **cells, "comment": comment}
