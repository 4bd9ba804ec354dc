"""Where the article names each voice and source."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from kgbuild import codes
from kgbuild.annotation.layout import entries_of
from kgbuild.records.model import Iri
from kgbuild.records.names import Named
from kgbuild.records.workbench import Workbench
from kgbuild.text.overlap import Overlaps
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
        self._speaking = Overlaps(
            (place, (place, iri))
            for iri in sorted(self._speakers())
            for place in self.by_iri.get(iri, ())
        )
        self._owners: defaultdict[Offsets, set[Iri]] = defaultdict(set)
        for iri, places in self.by_iri.items():
            for place in places:
                self._owners[place].add(iri)
        self._own: dict[tuple[Iri, Iri], Overlaps[Offsets]] = {}
        self._sources = self._sources_by_kind()

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

    def _sources_by_kind(self) -> dict[str, list[tuple[Offsets, int, Iri]]]:
        """For each kind the places that name sources of it, in the order of the text."""
        found: defaultdict[str, list[tuple[Offsets, int, Iri]]] = defaultdict(list)
        for number, named in enumerate(self.named.values()):
            is_source = named.kind == "source" and named.iri != self.bench.source
            if is_source and named.entry.part_of is None:
                places = self.by_iri.get(named.iri, ())
                found[named.entry.kind.value] += ((place, number, named.iri) for place in places)
        return {kind: sorted(places) for kind, places in found.items()}

    def own(self, holder: Named, source: Named) -> Overlaps[Offsets]:
        """Where a speaker is named: as themselves or, as its author, by the source."""
        by = source.entry.by
        author = self.bench.names.by_id.get(by.value) if by else None
        named = (holder.iri, source.iri if author and author.iri == holder.iri else holder.iri)
        if named not in self._own:
            places = {place for iri in named for place in self.by_iri.get(iri, ())}
            self._own[named] = Overlaps((place, place) for place in sorted(places))
        return self._own[named]

    def others(
        self,
        chain: set[Iri],
        around: list[Offsets],
        quoted: list[Offsets],
        own: Overlaps[Offsets],
    ) -> dict[Iri, Offsets]:
        """Speakers off the chain who are named in these passages, outside the quotation."""
        near = {found for passage in around for found in self._speaking.at(*passage)}
        return {
            iri: place
            for place, iri in sorted(near)
            if iri not in chain
            and within(place, *around)
            and not within(place, *quoted)
            and not within(place, *own.at(*place))
        }

    def last_before(
        self, span: Span, holder: Iri, quoted: list[Offsets], own: Overlaps[Offsets]
    ) -> dict[Iri, Offsets]:
        """The speaker who is named last before a passage, in its paragraph or the two before.

        `own` are the places that stand for the holder; they win over names inside them.
        """
        begin, _ = self.bench.window((span,))
        here = own.at(begin, span.start)
        places = [*self._speaking.at(begin, span.start), *((place, holder) for place in here)]
        before = [
            (place, iri)
            for place, iri in places
            if begin <= place[0] and place[1] <= span.start and not within(place, *quoted)
        ]
        if not before:
            return {}
        last, _ = max(before)
        if within(last, *here):
            return {holder: last}
        return {iri: place for place, iri in before if place == last}

    def owners(self, places: Sequence[Offsets], meant: Iri) -> list[Iri]:
        """Whom all of these places name, others of the same sort than the one meant."""
        is_source = self.named[meant].kind == "source"
        owners = set(self._owners.get(places[0], ())) - {meant} if places else set()
        for place in places[1:]:
            if not owners:
                break
            owners &= self._owners.get(place, set())
        return [
            iri
            for iri in self.by_iri
            if iri in owners
            and iri in self.named
            and (self.named[iri].kind == "source") == is_source
        ]

    def last_of_kind(self, source: Named, *, before: int) -> tuple[Offsets, Iri] | None:
        """Which source of the same kind as this one is named last before an offset, and where."""
        places = self._sources.get(source.entry.kind.value, [])
        index = bisect_left(places, before, key=lambda found: found[0][0]) - 1
        return (places[index][0], places[index][2]) if index >= 0 else None


def name_of(named: Named) -> str:
    """What people call an entry."""
    entry = named.entry
    return str((getattr(entry, "name", None) or entry.title).value)


def within(inner: Offsets, *outers: Offsets) -> bool:
    """Whether a passage lies inside one of several."""
    return any(outer[0] <= inner[0] and inner[1] <= outer[1] for outer in outers)
