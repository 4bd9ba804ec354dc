"""Where the article names each voice and source."""

from __future__ import annotations

from typing import Any

from kgbuild import codes
from kgbuild.annotation.layout import entries_of
from kgbuild.records.model import Iri
from kgbuild.records.names import Named
from kgbuild.records.workbench import Workbench
from kgbuild.text.span import Span

Offsets = tuple[int, int]


class NamingPlaces:
    """The passages that name each entity of a file: its name, `called` words and `mentions`."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.named: dict[Iri, Named] = {n.iri: n for n in bench.names.by_id.values()}
        self.by_iri: dict[Iri, tuple[Offsets, ...]] = {}
        for kind, entry in entries_of(bench.file):
            if hasattr(entry, "called"):
                iri = bench.minter.named(kind, entry.id.value)
                self.by_iri[iri] = self._where(entry)
        self._starts = sorted(
            (place, iri) for iri in self._speakers() for place in self.by_iri.get(iri, ())
        )

    def _speakers(self) -> frozenset[Iri]:
        """Whoever says or passes on something in this file."""
        claims, sources = self.bench.file.claims, self.bench.file.sources
        speaking = {name.value for c in claims for name in (c.by, *c.via) if name}
        speaking |= {s.by.value for s in sources if s.by}
        return frozenset(n.iri for id_, n in self.bench.names.by_id.items() if id_ in speaking)

    def _where(self, entry: Any) -> tuple[Offsets, ...]:
        """Where the words for an entry stand; a word that is `called` and missing is a finding."""
        name = getattr(entry, "name", None) or entry.title
        found = set(self.bench.places(name.value))
        for words in entry.called:
            here = self.bench.places(words.value)
            if not here:
                said = f"“{words.value}” does not stand in the article"
                self.bench.found.append(
                    codes.CALLED_NOT_IN_TEXT.at(words.at, said, width=len(words.value))
                )
            found.update(here)
        for mention in self.bench.file.mentions:
            if mention.names.value == entry.id.value:
                found.update((s.start, s.end) for s in self.bench.spans(mention.quote))
        return tuple(sorted(found))

    def own(self, holder: Named, source: Named) -> frozenset[Offsets]:
        """Where a speaker is named: as themselves or, as its author, by the source."""
        places = self.by_iri.get(holder.iri, ())
        by = source.entry.by
        author = self.bench.names.by_id.get(by.value) if by else None
        if author is not None and author.iri == holder.iri:
            places = (*places, *self.by_iri.get(source.iri, ()))
        return frozenset(places)

    def others(
        self,
        chain: set[Iri],
        around: list[Offsets],
        quoted: list[Offsets],
        own: frozenset[Offsets],
    ) -> dict[Iri, Offsets]:
        """Speakers off the chain who are named in these passages, outside the quotation."""
        return {
            iri: place
            for place, iri in self._starts
            if iri not in chain
            and within(place, *around)
            and not within(place, *quoted)
            and not within(place, *own)
        }

    def last_before(
        self, span: Span, holder: Iri, quoted: list[Offsets], own: frozenset[Offsets]
    ) -> dict[Iri, Offsets]:
        """The speaker who is named last before a passage, in its paragraph or the two before.

        `own` are the places that stand for the holder; they win over names inside them.
        """
        begin, _ = self.bench.window((span,))
        places = [*self._starts, *((place, holder) for place in own)]
        before = [
            (place, iri)
            for place, iri in places
            if begin <= place[0] and place[1] <= span.start and not within(place, *quoted)
        ]
        if not before:
            return {}
        last, _ = max(before)
        if within(last, *own):
            return {holder: last}
        return {iri: place for place, iri in before if place == last}

    def owners(self, places: set[Offsets], meant: Iri) -> dict[Iri, Offsets]:
        """Whom all of these places name, others of the same sort than the one meant."""
        is_source = self.named[meant].kind == "source"
        return {
            iri: (0, 0)
            for iri, theirs in self.by_iri.items()
            if iri != meant
            and iri in self.named
            and (self.named[iri].kind == "source") == is_source
            and places <= set(theirs)
        }

    def of_kind(self, source: Named, *, before: int) -> dict[Offsets, Iri]:
        """Where sources of the same kind as this one are named before an offset."""
        return {
            place: n.iri
            for n in self.named.values()
            if n.kind == "source"
            and n.iri != self.bench.source
            and n.entry.part_of is None
            and n.entry.kind.value == source.entry.kind.value
            for place in self.by_iri.get(n.iri, ())
            if place[0] < before
        }


def name_of(named: Named) -> str:
    """What people call an entry."""
    entry = named.entry
    return str((getattr(entry, "name", None) or entry.title).value)


def within(inner: Offsets, *outers: Offsets) -> bool:
    """Whether a passage lies inside one of several."""
    return any(outer[0] <= inner[0] and inner[1] <= outer[1] for outer in outers)
