"""Reviewing proposals one after another: what is shown, and what a key does. No terminal here.

A review is a value; `pressed` gives the next one. Every decision is in the sheets at once, so
that whoever stops in the middle has lost nothing and goes on another day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.link import ledger
from kgbuild.link.decisions import NO_TERM_FOUND
from kgbuild.link.entities import Entity
from kgbuild.link.ledger import Verdict
from kgbuild.link.lock import Lock, Seen
from kgbuild.link.sheet import Row, Sheet
from kgbuild.records.model import Iri

# What each key does, in the order in which it is shown.
KEYS: Final = {
    "y": "yes, the same thing",
    "n": "no, another thing",
    "u": "unsure",
    "s": "skip this entity",
    "b": "yes, a broader thing",
    "a": "yes, a narrower thing",
    "c": "yes, nearly the same",
    "r": "yes, a related thing",
    "x": "none of these: it is not there",
    "z": "undo",
    "q": "quit",
}
_VERDICTS: Final = {
    "y": (ledger.ACCEPT, "exact"),
    "n": (ledger.REJECT, "exact"),
    "u": (ledger.UNSURE, "exact"),
    "b": (ledger.ACCEPT, "broad"),
    "a": (ledger.ACCEPT, "narrow"),
    "c": (ledger.ACCEPT, "close"),
    "r": (ledger.ACCEPT, "related"),
    "x": (ledger.NONE, "exact"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One candidate as it is shown: its row, and what the lock remembers of it."""

    object: Iri
    label: str
    score: str
    why: str
    seen: Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where a review stands. `chosen` is the candidate that a key is about, 0-based.

    `before` are the sheets before each decision of this sitting, for undoing; `skipped` are
    entities that are not asked about again in it.
    """

    entities: Mapping[Iri, Entity]
    sheets: Mapping[str, Sheet]
    lock: Lock
    author: str
    date: str
    chosen: int = 0
    before: tuple[Mapping[str, Sheet], ...] = ()
    skipped: frozenset[Iri] = frozenset()
    over: bool = False

    @property
    def waiting(self) -> tuple[Entity, ...]:
        """The entities with proposals that wait for a decision, the surest first."""
        best: dict[Iri, float] = {}
        for row in self._rows():
            subject = self._sheet.iri(row.get("subject_id")) or ""
            score = _number(row.get("confidence"))
            best[subject] = max(best.get(subject, 0.0), score)
        known = [i for i in best if i in self.entities and i not in self.skipped]
        return tuple(self.entities[i] for i in sorted(known, key=lambda i: (-best[i], i)))

    @property
    def entity(self) -> Entity | None:
        """The entity that is asked about, None when all is done."""
        return next(iter(self.waiting), None)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The candidates of that entity, the best first."""
        if self.entity is None:
            return ()
        iri = self.entity.iri
        rows = [r for r in self._rows() if self._sheet.iri(r.get("subject_id")) == iri]
        ordered = sorted(rows, key=lambda r: (-_number(r.get("confidence")), r.get("object_id")))
        return tuple(self._proposal(row) for row in ordered)

    @property
    def _sheet(self) -> Sheet:
        return self.sheets["predictions"]

    def _rows(self) -> Sequence[Row]:
        return [r for r in self._sheet.rows if r.get("object_id") != NO_TERM_FOUND]

    def _proposal(self, row: Row) -> Proposal:
        iri = self._sheet.iri(row.get("object_id")) or row.get("object_id")
        return Proposal(
            object=iri,
            label=row.get("object_label"),
            score=row.get("confidence"),
            why=row.get("comment"),
            seen=self.lock.seen.get(iri),
        )


def pressed(review: Review, key: str) -> Review:
    """The review after a key: one of KEYS, or a digit that chooses a candidate.

    Any other key, and a digit without a candidate, leaves it as it is.
    """
    if key == "q":
        return replace(review, over=True)
    if key == "z":
        return _undone(review)
    entity = review.entity
    if entity is not None and key == "s":
        return replace(review, skipped=review.skipped | {entity.iri}, chosen=0)
    if entity is not None and key in _VERDICTS:
        return _decided(review, entity, key)
    if key.isdecimal() and key.isascii() and 0 < int(key) <= len(review.proposals):
        return replace(review, chosen=int(key) - 1)
    return review


def _decided(review: Review, entity: Entity, key: str) -> Review:
    """The review after a decision about the chosen candidate."""
    verdict, match = _VERDICTS[key]
    said = Verdict(
        subject=entity.iri,
        object=review.proposals[review.chosen].object,
        verdict=verdict,
        match=match,
        author=review.author,
        date=review.date,
    )
    sheets = ledger.decide(review.sheets, said, labels={entity.iri: entity.name})
    return replace(review, sheets=sheets, before=(*review.before, review.sheets), chosen=0)


def _undone(review: Review) -> Review:
    """The review before its last decision."""
    if not review.before:
        return review
    *earlier, last = review.before
    return replace(review, sheets=last, before=tuple(earlier), chosen=0)


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return 0.0
