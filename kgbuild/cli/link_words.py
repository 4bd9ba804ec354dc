"""What `kgbuild link` says: sums, failures with their reasons, tables."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

from kgbuild.answer import REASONS
from kgbuild.cli.make import count
from kgbuild.cli.tables import table
from kgbuild.link.entities import Entity
from kgbuild.link.linker import Linker
from kgbuild.link.propose import (
    ACCEPTED,
    FAILED,
    NOT_ASKED,
    NOTHING,
    PROPOSED,
    Outcome,
    Plan,
    fitting_entities,
    known_answer,
    query_of,
)
from kgbuild.link.refresh import Refreshed
from kgbuild.link.standing import Standing
from kgbuild.linking import Desk

SCHEMA: Final = "https://w3id.org/kgbuild/link-status/1"
_SHOWN: Final = 5


def dry_run(wanted: Sequence[Entity], linkers: Sequence[Linker], plan: Plan) -> str:
    """What a run would ask, name by name."""
    lines = []
    for linker in linkers:
        queries = [query_of(entity) for entity in fitting_entities(wanted, linker)]
        new = [query for query in queries if known_answer(linker, query, plan) is None]
        known = len(queries) - len(new)
        where = "without a connection" if linker.offline else "over the network"
        lines.append(
            f"{linker.name}: would ask {count(len(new), 'name')} {where}, {known} are in the cache"
        )
        lines += [f"  {query.kind:12}{query.name}" for query in new]
    return "\n".join(lines)


def asking(wanted: Sequence[Entity], linkers: Sequence[Linker]) -> str:
    """Whom the names of a project are about to be told."""
    told = ", ".join(linker.name for linker in linkers if not linker.offline)
    return f"the names of {count(len(wanted), 'thing')} go to {told}"


def summary(outcomes: Sequence[Outcome], desk: Desk) -> str:
    """What was asked, answered, found, and what failed, service by service."""
    by_service: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_service[outcome.service].append(outcome)
    lines = []
    for name, of in by_service.items():
        states = Counter(o.state for o in of)
        cached = sum(o.cached for o in of)
        parts = [
            f"{name}: {count(len(of), 'name')}, {cached} from the cache",
            f"{states[PROPOSED]} with candidates",
            f"{states[NOTHING]} not found",
        ]
        parts += [f"{states[FAILED]} FAILED"] * bool(states[FAILED])
        parts += [f"{states[NOT_ASKED]} not asked"] * bool(states[NOT_ASKED])
        lines.append("; ".join(parts))
        lines += _accepted(of) + _failures(of)
    if not outcomes:
        lines.append("nothing to look for: every entity is decided (--again asks all the same)")
    if any(o.state == PROPOSED for o in outcomes):
        where = desk.project.shown(desk.project.links)
        lines.append(f"{where}/predictions.sssom.tsv: decide with `kgbuild link review`")
    if incomplete(outcomes):
        lines.append("run the same again to ask for what is missing; what is known is kept")
    return "\n".join(lines)


def _accepted(outcomes: Iterable[Outcome]) -> list[str]:
    found = [o for o in outcomes if o.state == ACCEPTED]
    names = ", ".join(o.entity.name for o in found)
    return [f"  accepted, as sovereign states: {names}"] if found else []


def _failures(outcomes: Iterable[Outcome]) -> list[str]:
    """A line for each reason, with the first few names and one whole sentence."""
    by_reason: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.reason:
            by_reason[outcome.state, outcome.reason].append(outcome)
    lines = []
    for (state, reason), of in sorted(by_reason.items()):
        names = ", ".join(o.entity.name for o in of[:_SHOWN])
        more = f" and {len(of) - _SHOWN} more" if len(of) > _SHOWN else ""
        why = REASONS.get(reason, of[0].said)
        lines.append(f"  {state}, {reason} ({why}): {names}{more}")
        if of[0].said != why:
            lines.append(f"    {of[0].said}")
    return lines


def incomplete(outcomes: Iterable[Outcome]) -> bool:
    """Whether something that should have been asked was not answered; a budget is no failure."""
    return any(
        o.state == FAILED or (o.state == NOT_ASKED and o.reason != "budget") for o in outcomes
    )


def refreshed(result: Refreshed, *, applied: bool) -> str:
    """What a refresh saw."""
    lines = [
        f"{count(len(result.now), 'identifier')} looked up, "
        f"{count(len(result.found), 'change')}; "
        f"{len(result.unasked)} could not be asked about at these services"
    ]
    lines += [f"FAILED, {error.reason}: {error}" for error in result.failed]
    if result.found and not applied:
        lines.append("nothing was written; --apply writes it")
    return "\n".join(lines)


def as_table(rows: Sequence[Standing]) -> str:
    """The standings for people, and how many of each state there are."""
    columns = ("name", "state", "identifier", "label", "match", "by", "date", "why", "change")
    used = [c for c in columns if any(getattr(row, c) for row in rows)]
    if not rows:
        return "nothing\n"
    cells = [[str(getattr(row, c)) for c in used] for row in rows]
    states = Counter(row.state for row in rows)
    sums = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    shown = table(used, cells, color=sys.stdout.isatty())
    return f"{shown.rstrip()}\n\n{count(len(rows), 'row')}: {sums}\n"


def as_json(rows: Sequence[Standing]) -> str:
    """The standings for programs."""
    value = {"schema": SCHEMA, "entities": [asdict(row) for row in rows]}
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
