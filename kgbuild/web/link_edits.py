"""Decisions about proposed identifiers, as changes of the links files' texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.link import ledger
from kgbuild.link.decisions import FILES, decide, file_of
from kgbuild.link.entities import Entity, entities
from kgbuild.link.in_place import rewritten
from kgbuild.link.ledger import MATCHES, Verdict
from kgbuild.link.lint import lint
from kgbuild.link.lock import LOCK, read_lock
from kgbuild.link.review import Proposal, Review, pressed
from kgbuild.link.sheet import Sheet, parse
from kgbuild.project import Project
from kgbuild.web.desk import MISSING, Texts

VERDICTS = (ledger.ACCEPT, ledger.REJECT, ledger.UNSURE, ledger.NONE)
Findings = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An entity whose identifier waits for a decision, and the candidates, the best first."""

    entity: Entity
    proposals: tuple[Proposal, ...]


def links_files(project: Project) -> dict[str, Path]:
    """The links files of a project by name, whether they are there or not."""
    return {name: file_of(project.links, name) for name in FILES}


def waiting(project: Project, records: Iterable[Any], texts: Mapping[str, str]) -> Iterator[Asked]:
    """The entities with proposals, the surest first; `texts` are those of the links files."""
    sheets, found = _sheets(project, texts)
    if found:
        return
    lock, _ = read_lock(project.links / LOCK, shown_as=LOCK)
    known = {entity.iri: entity for entity in entities(records)}
    opened = ledger.opened(sheets, project.base)
    review = Review(entities=known, sheets=opened, lock=lock, author="", date="")
    while review.entity is not None:
        yield Asked(entity=review.entity, proposals=review.proposals)
        review = pressed(review, "s")


def decided(
    project: Project, texts: Texts, verdict: Verdict, records: Iterable[Any]
) -> Texts | Findings:
    """The texts of the links files after a verdict, or what speaks against it."""
    files = links_files(project)
    said = {name: texts[path] for name, path in files.items() if texts[path] != MISSING}
    sheets, found = _sheets(project, said)
    if found:
        return found
    before = ledger.opened(sheets, project.base)
    labels = {entity.iri: entity.name for entity in entities(records)}
    after = ledger.decide(before, verdict, labels=labels)
    new = dict(texts)
    for name, path in files.items():
        if after[name] != before[name] and (after[name].rows or name in sheets):
            new[path] = rewritten(texts[path], after[name], project.shown(path))
    again, unread = _sheets(project, {n: new[p] for n, p in files.items() if new[p] != MISSING})
    known = {(d.code, d.message) for d in _wrong(sheets)}
    wrong = [d for d in (*unread, *_wrong(again)) if (d.code, d.message) not in known]
    return tuple(wrong) or new


def matches() -> tuple[str, ...]:
    """How an accepted candidate may match: exact, close, …"""
    return tuple(MATCHES)


def _sheets(project: Project, texts: Mapping[str, str]) -> tuple[dict[str, Sheet], Findings]:
    sheets: dict[str, Sheet] = {}
    found: list[Diagnostic] = []
    for name, text in texts.items():
        sheets[name], wrong = parse(text, project.shown(file_of(project.links, name)))
        found += wrong
    return sheets, tuple(found)


def _wrong(sheets: Mapping[str, Sheet]) -> Findings:
    """The errors of links files that can each be read."""
    decisions, unsaid = decide(sheets)
    found = (*unsaid, *lint(decisions))
    return tuple(d for d in found if d.severity is Severity.ERROR)
