"""What can be wrong with link decisions that can each be read: asked of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic, Related
from kgbuild.link.authorities import misfit
from kgbuild.link.decisions import EXACT, MANUAL, Decision
from kgbuild.link.types import KIND_OF_RECORD, disagreement
from kgbuild.records.model import Iri

# Rows of these kinds were decided, so somebody answers for them.
_DECIDED = ("linked", "unsure", "rejected", "not-found")


def lint(decisions: Iterable[Decision]) -> tuple[Diagnostic, ...]:
    """A finding for each row that contradicts another, or says who decided it wrongly."""
    rows = tuple(decisions)
    return (
        *_twice(rows),
        *_shared(rows),
        *(found for row in rows for found in _alone(row)),
    )


def _twice(rows: Iterable[Decision]) -> Iterator[Diagnostic]:
    """A finding for each pair that two rows decide about; a proposal is none."""
    seen: dict[tuple[Iri, Iri | None, Iri], Decision] = {}
    for row in rows:
        if row.decision == "predicted" or row.object is None:
            continue
        first = seen.setdefault((row.subject, row.object, ""), row)
        if first is not row and first.at.path != row.at.path:
            said = f"<{row.object}> is decided about in another file, too"
        elif first is not row and first.predicate == row.predicate:
            said = f"<{row.object}> stands here twice"
        else:
            continue
        related = (Related(label="first here", at=first.at),)
        yield codes.LINK_TWICE.at(row.row.place("object_id"), said, related=related)


def _shared(rows: Iterable[Decision]) -> Iterator[Diagnostic]:
    """A finding for each identifier that was accepted as the same thing for two entities."""
    seen: dict[Iri, Decision] = {}
    for row in rows:
        if row.decision != "linked" or row.predicate != EXACT or row.object is None or row.negated:
            continue
        first = seen.setdefault(row.object, row)
        if first.subject != row.subject:
            said = f"<{row.object}> is already that of <{first.subject}>"
            yield codes.LINK_SHARED.at(
                row.row.place("object_id"),
                said,
                related=(Related(label="first here", at=first.at),),
            )


def _alone(row: Decision) -> Iterator[Diagnostic]:
    """What is wrong with a row by itself."""
    if row.object is not None and (wrong := misfit(row.object)):
        yield codes.LINK_CHECK_CHARACTER.at(row.row.place("object_id"), wrong)
    if row.decision == "predicted":
        if row.justification == MANUAL:
            yield codes.LINK_PREDICTION_MANUAL.at(
                row.row.place("mapping_justification"), "a proposal is not a manual curation"
            )
        return
    if row.decision in _DECIDED and row.reviewer is None and not _made_by_tool(row):
        yield codes.LINK_NOBODY_DECIDED.at(row.at, "nobody answers for this row")
    if row.decision == "linked" and row.negated:
        yield codes.LINK_NEGATED.at(
            row.row.place("predicate_modifier"),
            "the row denies its mapping and stands among accepted",
        )
    if row.decision == "rejected" and not row.negated:
        yield codes.LINK_NOT_NEGATED.at(row.at, "a rejected pair reads as a mapping elsewhere")


def _made_by_tool(row: Decision) -> bool:
    return row.tool is not None and row.justification != MANUAL


def misfits(
    decisions: Iterable[Decision], records: Iterable[Any], types: Mapping[Iri, tuple[str, ...]]
) -> tuple[Diagnostic, ...]:
    """A finding for each accepted identifier of a thing of another type, as a service said it.

    `types` are the types that links/lock.json remembers for an identifier: words, not IRIs.
    """
    kinds = {r.iri: KIND_OF_RECORD[type(r)] for r in records if type(r) in KIND_OF_RECORD}
    found = []
    for row in decisions:
        kind = kinds.get(row.subject)
        if row.decision != "linked" or row.object is None or kind is None:
            continue
        if wrong := disagreement(kind, types.get(row.object, ())):
            said = f"<{row.object}> is {wrong}, and the entity is a {kind}"
            found.append(codes.LINK_TYPE.at(row.row.place("object_id"), said))
    return tuple(found)
