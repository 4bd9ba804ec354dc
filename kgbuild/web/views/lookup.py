"""The records of one article, and the questions that every view asks of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from kgbuild.records.model import (
    Claim,
    Iri,
    Passage,
    PositionSelector,
    Snapshot,
    Source,
    Voice,
)

T = TypeVar("T")
# Where a claim without a passage stands in the order of the text: after all others.
_NOWHERE: Final = 1 << 40


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Where something stands in the text: 0-based, half-open, in code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Lookup:
    """The records of an article by IRI.

    `claims` are those with words of their own, in the order of the text; `reporters` are, for a
    claim, those that pass it on.
    A record that another one names may be missing, as in a graph that somebody cut out of a larger
    one: its label is then the last part of its IRI.
    """

    records: Mapping[Iri, Any]
    snapshot: Snapshot
    claims: tuple[Claim, ...] = field(init=False)
    reporters: Mapping[Iri, tuple[Claim, ...]] = field(init=False)
    _sorted: Mapping[type, tuple[Any, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        kinds: dict[type, list[Any]] = defaultdict(list)
        reporters: dict[Iri, list[Claim]] = defaultdict(list)
        for iri in sorted(self.records):
            record = self.records[iri]
            kinds[type(record)].append(record)
            if isinstance(record, Claim):
                for inner in record.reports:
                    reporters[inner].append(record)
        own = [c for c in kinds[Claim] if c.spans and self._in_this_text(c)]
        own.sort(key=lambda c: (*self._begins(c), c.iri))
        object.__setattr__(self, "claims", tuple(own))
        object.__setattr__(self, "reporters", {k: tuple(v) for k, v in reporters.items()})
        object.__setattr__(self, "_sorted", {k: tuple(v) for k, v in kinds.items()})

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """The records of exactly this class, by IRI."""
        return self._sorted.get(kind, ())

    def get(self, iri: Iri | None, kind: type[T]) -> T | None:
        """The record of that IRI when it is of that kind."""
        record = self.records.get(iri or "")
        return record if isinstance(record, kind) else None

    def label(self, iri: Iri) -> str:
        """What people call it."""
        record = self.records.get(iri)
        return str(record.label) if record is not None and record.label else _tail(iri)

    @property
    def text(self) -> str:
        """The exact characters of the article."""
        return self.snapshot.characters

    @property
    def article(self) -> Source | None:
        """The document record of the article itself."""
        return self.get(self.snapshot.source, Source)

    def range(self, span: Iri) -> Range | None:
        """Where a passage of this text stands; None when it is of another text, or broken."""
        passage = self.get(span, Passage)
        if passage is None or passage.snapshot != self.snapshot.iri:
            return None
        position = self.get(passage.position, PositionSelector)
        if position is None or not 0 <= position.start < position.end <= len(self.text):
            return None
        return Range(position.start, position.end)

    def ranges(self, spans: Iterable[Iri]) -> tuple[Range, ...]:
        """Where these passages stand, in the order of the text."""
        return tuple(sorted(r for r in map(self.range, spans) if r is not None))

    def words(self, spans: Iterable[Iri]) -> tuple[str, ...]:
        """The words of these passages, in the order of the text."""
        return tuple(self.text[r.start : r.end] for r in self.ranges(spans))

    def unnamed(self, iri: Iri) -> str | None:
        """The kind of a voice without a name (anonymous, collective, pseudonymous), else None."""
        voice = self.get(iri, Voice)
        return voice.kind if voice is not None else None

    def _begins(self, claim: Claim) -> tuple[int, int]:
        found = self.ranges(claim.spans)
        return (found[0].start, -found[0].end) if found else (_NOWHERE, 0)

    def _in_this_text(self, claim: Claim) -> bool:
        """False for a claim of another article of the same records."""
        passages = [self.get(span, Passage) for span in claim.spans]
        return any(p is None or p.snapshot == self.snapshot.iri for p in passages)


def _tail(iri: Iri) -> str:
    """The last part of an IRI: what is left to call a thing by that has no record."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
