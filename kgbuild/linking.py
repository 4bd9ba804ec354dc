"""`kgbuild link` as functions over a project: look for identifiers, review, refresh, list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kgbuild import manifest
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.errors import ConfigError, InputError
from kgbuild.graph import formats
from kgbuild.graph.decode import decode
from kgbuild.link import journal, ledger, lint, standing
from kgbuild.link.countries import sovereign_states
from kgbuild.link.decisions import Decision, decide, read_sheets
from kgbuild.link.entities import Entity, entities
from kgbuild.link.linker import Linker
from kgbuild.link.lock import LOCK, Lock, joined, read_lock
from kgbuild.link.names import folded
from kgbuild.link.propose import Outcome, Plan, propose
from kgbuild.link.refresh import Refreshed, apply, refresh
from kgbuild.link.review import Review
from kgbuild.link.sheet import Sheet
from kgbuild.link.standing import Standing
from kgbuild.project import Project, build
from kgbuild.records.model import Iri


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A project's entities and its links files, all of them open.

    `found` are the findings that stand in the way of writing: rows that cannot be read would be
    lost. `on_disk` are the sheets of the files that are there.
    """

    project: Project
    records: tuple[Any, ...]
    entities: Mapping[Iri, Entity]
    on_disk: Mapping[str, Sheet]
    sheets: Mapping[str, Sheet]
    decisions: tuple[Decision, ...]
    lock: Lock
    found: tuple[Diagnostic, ...]

    @property
    def open_entities(self) -> tuple[Entity, ...]:
        """The entities that are not linked, and for which nothing speaks against looking."""
        settled = {
            d.subject
            for d in self.decisions
            if d.decision in ("linked", "not-found") or (d.decision == "unsure" and d.object)
        }
        return tuple(e for iri, e in self.entities.items() if iri not in settled)

    @property
    def rejected(self) -> frozenset[tuple[Iri, Iri]]:
        """The pairs that were rejected, also under what they were merged into since."""
        pairs = {
            (d.subject, d.object)
            for d in self.decisions
            if d.decision == "rejected" and d.object is not None
        }
        return frozenset(pairs | {(subject, self.lock.now(iri)) for subject, iri in pairs})


def open_desk(project: Project) -> Desk:
    """The desk of a project. Raises OSError for files that cannot be opened."""
    built = build(project, check=False)
    shown = project.shown(project.links)
    on_disk, unread = read_sheets(project.links, shown_as=shown)
    decisions, unsaid = decide(on_disk)
    lock, broken = read_lock(project.links / LOCK, shown_as=f"{shown}/{LOCK}")
    wrong = (*unread, *unsaid, *lint.lint(decisions), *broken)
    return Desk(
        project=project,
        records=built.records,
        entities={entity.iri: entity for entity in entities(built.records)},
        on_disk=on_disk,
        sheets=ledger.opened(on_disk, project.base),
        decisions=decisions,
        lock=lock,
        found=tuple(d for d in wrong if d.severity is Severity.ERROR),
    )


def look_for(  # noqa: PLR0913 - for what, where, how, when, and who is told
    desk: Desk,
    wanted: Sequence[Entity],
    linkers: Sequence[Linker],
    plan: Plan,
    *,
    date: str,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Outcome, ...]:
    """What came of each entity in each service; proposals and the lock are written.

    Also when it is interrupted: what was answered until then is kept, and the next run asks only
    for the rest. `date` is the day of the run.
    """
    outcomes: list[Outcome] = []
    try:
        for outcome in propose(wanted, linkers, plan, progress=progress):
            outcomes.append(outcome)
            if not outcome.cached:
                journal.note(desk.project.output / journal.JOURNAL, outcome, date=date)
    finally:
        _keep(desk, outcomes, date)
    return tuple(outcomes)


def _keep(desk: Desk, outcomes: Sequence[Outcome], date: str) -> None:
    on_disk, before = _as_now(desk)
    opened = ledger.opened(on_disk, desk.project.base)
    sheets, sights = ledger.propose_rows(opened, outcomes, date=date)
    lock = _of_files(joined(before, sights), sheets)
    changed = lock if lock != before else None
    ledger.write(desk.project.links, on_disk, sheets, changed)


def _as_now(desk: Desk) -> tuple[Mapping[str, Sheet], Lock]:
    """The files and the lock as they are by now: asking takes time, and people decide meanwhile.

    Raises ConfigError when they cannot be read any more: rows would be lost.
    """
    folder, shown = desk.project.links, desk.project.shown(desk.project.links)
    on_disk, unread = read_sheets(folder, shown_as=shown)
    lock, broken = read_lock(folder / LOCK, shown_as=f"{shown}/{LOCK}")
    if wrong := next((d for d in (*unread, *broken) if d.severity is Severity.ERROR), None):
        raise ConfigError(
            f"{wrong.at}: {wrong.message}; it was changed while services were asked",
            hint="mend it and run the same again: answers are kept",
        )
    return on_disk, lock


def _of_files(lock: Lock, sheets: Mapping[str, Sheet]) -> Lock:
    """The lock of the identifiers that stand in the files."""
    named = {s.iri(row.get("object_id")) for s in sheets.values() for row in s.rows}
    return lock.keeping(frozenset(iri for iri in named if iri is not None))


def plan_of(desk: Desk, plan: Plan) -> Plan:
    """The plan with what the project decided, and the sovereign states."""
    states = sovereign_states()
    return replace(
        plan, rejected=desk.rejected, states=states, for_people=_for_people(desk, states)
    )


def _for_people(desk: Desk, states: Mapping[str, Iri]) -> frozenset[Iri]:
    """The entities that only people may link.

    They were decided about, or another entity has, or might get, the identifier of their name.
    """
    rows = [d for d in desk.decisions if d.decision in ("linked", "unsure", "not-found")]
    decided = {d.subject for d in rows}
    places = {iri: folded(e.name) for iri, e in desk.entities.items() if e.kind == "place"}
    meant = {iri: states[name] for iri, name in places.items() if name in states}
    taken = Counter(d.object for d in rows if d.decision == "linked")
    taken.update(state for iri, state in meant.items() if iri not in decided)
    return frozenset(decided | {iri for iri, state in meant.items() if taken[state] > 1})


def review_of(desk: Desk, *, author: str, date: str) -> Review:
    """The review of what waits in a project."""
    return Review(
        entities=desk.entities, sheets=desk.sheets, lock=desk.lock, author=author, date=date
    )


def save_review(desk: Desk, before: Review, after: Review) -> tuple[Path, ...]:
    """Writes what a key decided; the files that were written.

    Raises ConfigError when the files are not what the review knows: somebody else has written to
    them meanwhile, and neither side may lose anything.
    """
    on_disk, _ = read_sheets(desk.project.links)
    names = before.sheets.keys() | on_disk.keys()
    if any(_rows(before.sheets, name) != _rows(on_disk, name) for name in names):
        raise ConfigError(
            "somebody else has written to the links files meanwhile",
            hint="start the review again; every decision until now is kept",
        )
    return ledger.write(desk.project.links, on_disk, after.sheets)


def _rows(sheets: Mapping[str, Sheet], name: str) -> set[frozenset[tuple[str, str]]]:
    rows = sheets[name].rows if name in sheets else ()
    return {frozenset(row.cells.items()) for row in rows}


def refresh_links(desk: Desk, linkers: Sequence[Linker], *, date: str, write: bool) -> Refreshed:
    """What services say now of the project's identifiers; `write` keeps it in files and lock."""
    refreshed = refresh(desk.decisions, desk.lock, linkers, date=date)
    if write:
        on_disk, before = _as_now(desk)
        opened = ledger.opened(on_disk, desk.project.base)
        sheets, lock = apply(opened, before, refreshed, date=date)
        ledger.write(desk.project.links, on_disk, sheets, _of_files(lock, sheets))
    return refreshed


def standings(desk: Desk) -> tuple[Standing, ...]:
    """Where each entity stands, by the files; for those that wait, what failed by the journal."""
    lines = standing.standings(desk.entities, desk.decisions)
    failed = journal.latest(desk.project.output / journal.JOURNAL).values()
    return standing.with_failures(lines, failed)


def changes_since_build(desk: Desk) -> tuple[Standing, ...]:
    """What was decided since the last build. Raises InputError when there is none."""
    path = desk.project.output / manifest.GRAPH
    quads = formats.read(path) if path.is_file() else ()
    if not path.is_file() or isinstance(quads, Diagnostic):
        raise InputError(
            f"{desk.project.shown(desk.project.root)} has not been built",
            hint="run `kgbuild build` first",
        )
    return standing.changed(desk.entities, desk.decisions, decode(quads))
