"""Where each entity stands: linked or not, by whom, why, since when. From the files alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kgbuild.link.decisions import Decision
from kgbuild.link.entities import Entity
from kgbuild.link.journal import Entry
from kgbuild.link.propose import FAILED, NOT_ASKED
from kgbuild.records.model import Iri, LinkDecision

OPEN: Final = "open"
NOTHING: Final = "nothing-found"  # by a service; not-found is what a person decided
_WAITING: Final = (OPEN, NOTHING, "predicted")
_IN_THE_GRAPH: Final = ("linked", "unsure", "not-found")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Standing:
    """One line about an entity.

    `state` is linked, unsure, not-found, rejected, predicted, nothing-found, open, or, for what
    waits and a service `by` which it was not answered, failed or not-asked.
    `change` is empty, or added, removed, or changed, compared with the last build.
    """

    entity: Iri
    name: str
    state: str
    identifier: str = ""
    label: str = ""
    match: str = ""
    by: str = ""
    date: str = ""
    why: str = ""
    change: str = ""


def standings(
    entities: Mapping[Iri, Entity], decisions: Iterable[Decision]
) -> tuple[Standing, ...]:
    """A line for each decision and proposal about an entity, and for each entity without one."""
    lines = [_line(entities[d.subject].name, d) for d in decisions if d.subject in entities]
    told = {line.entity for line in lines}
    lines += [
        Standing(entity=iri, name=entity.name, state=OPEN)
        for iri, entity in entities.items()
        if iri not in told
    ]
    return tuple(sorted(lines))


def with_failures(lines: Iterable[Standing], journal: Iterable[Entry]) -> tuple[Standing, ...]:
    """The lines, and one more for each entity that waits and each service that did not answer."""
    known = tuple(lines)
    names = {line.entity: line.name for line in known if line.state in _WAITING}
    failed = [e for e in journal if e.state in (FAILED, NOT_ASKED) and e.entity in names]
    more = [
        Standing(
            entity=e.entity,
            name=names[e.entity],
            state=e.state,
            by=e.service,
            date=e.date,
            why=f"{e.reason}: {e.said}",
        )
        for e in failed
    ]
    told = {line.entity for line in more}
    return tuple(sorted([*(k for k in known if k.state != OPEN or k.entity not in told), *more]))


def _line(name: str, decision: Decision) -> Standing:
    predicted = decision.decision == "predicted"
    return Standing(
        entity=decision.subject,
        name=name,
        state=NOTHING if decision.object is None and predicted else decision.decision,
        identifier=decision.object or "",
        label=decision.row.get("object_label"),
        match=decision.predicate.rsplit("#", 1)[-1] if decision.object else "",
        by=decision.reviewer or decision.tool or "",
        date=decision.date or "",
        why=decision.note or "",
    )


def changed(
    entities: Mapping[Iri, Entity], decisions: Iterable[Decision], built: Iterable[Any]
) -> tuple[Standing, ...]:
    """What was decided since a build: its records hold what was decided then.

    Rejected pairs and proposals are not in a graph, so they are not compared.
    """
    lines = [s for s in standings(entities, decisions) if s.state in _IN_THE_GRAPH]
    now = {
        (s.entity, s.state, *((s.identifier, s.match) if s.state == "linked" else ("", ""))): s
        for s in lines
    }
    then = {_key(r): r for r in built if isinstance(r, LinkDecision)}
    added = [s for key, s in now.items() if key not in then]
    removed = [_gone(record, entities) for key, record in then.items() if key not in now]
    both = {s.entity for s in added} & {s.entity for s in removed}
    marked = [(s, "added") for s in added] + [(s, "removed") for s in removed]
    return tuple(
        sorted(replace(s, change="changed: " * (s.entity in both) + mark) for s, mark in marked)
    )


def _key(record: LinkDecision) -> tuple[Iri, str, str, str]:
    # Only what was linked names its identifier in the graph.
    match = (record.match or "").rsplit("#", 1)[-1]
    return record.subject, record.decision, record.object or "", match


def _gone(record: LinkDecision, entities: Mapping[Iri, Entity]) -> Standing:
    _, state, identifier, match = _key(record)
    entity = entities.get(record.subject)
    return Standing(
        entity=record.subject,
        name=entity.name if entity else record.label,
        state=state,
        identifier=identifier,
        match=match,
        by=record.reviewer or "",
        date=record.review_date or "",
        why=record.note or "",
    )
