"""Is it really this voice, and this source? What the text beside a quotation says about it.

A quotation put into the wrong mouth, or the wrong document, is still in the article word for word,
so the anchor cannot see it. These checks can, from the names that stand nearby.
"""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild import codes
from kgbuild.annotation.entries import ClaimEntry, QuoteEntry
from kgbuild.diagnostics import Related
from kgbuild.located import Text
from kgbuild.records.chains import Link
from kgbuild.records.model import Iri
from kgbuild.records.names import Named
from kgbuild.records.naming_places import NamingPlaces, Offsets, name_of, within
from kgbuild.records.wording import check_wording
from kgbuild.records.workbench import Workbench
from kgbuild.text.overlap import Overlaps
from kgbuild.text.span import Span


class Evidence:
    """Checks claims against the names that stand beside them."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.places = NamingPlaces(bench)

    def check(
        self, entry: ClaimEntry, links: tuple[Link, ...], spans: tuple[Span, ...]
    ) -> tuple[Span, ...]:
        """The passages that hand over to the speaker, after checking speaker and source.

        They are those of `cue`, `speaker` and `document`, near the quotation.
        """
        cues = self.bench.near(entry.cue, spans)
        named = self.bench.near([entry.speaker], spans)
        document = self.bench.near([entry.document], spans)
        self._check_outside(entry, (*named, *document), spans)
        own = len(links) == 1 and entry.within is None
        check_wording(self.bench, entry, links[0], spans, own=own)
        if not own:
            self._check_speaker(entry, links, spans, cues)
            self._check_via(entry, links, spans)
        source = links[0].source
        if source.iri != self.bench.source and source.entry.part_of is None and not entry.within:
            self._check_source(entry, source, spans)
        return tuple(sorted({*cues, *named, *document}))

    def _check_outside(
        self, entry: ClaimEntry, words: tuple[Span, ...], spans: tuple[Span, ...]
    ) -> None:
        """A finding when the words for speaker or source are taken from the quotation itself."""
        for span in words:
            if any(s.start <= span.start and span.end <= s.end for s in spans):
                at = (entry.speaker or entry.document or entry.quote[0]).words.at
                said = f"“{span.exact}” is a part of the quotation, and says nothing about it"
                self.bench.found.append(codes.NOT_NEAR_THE_QUOTE.at(at, said))

    def _check_speaker(
        self,
        entry: ClaimEntry,
        links: tuple[Link, ...],
        spans: tuple[Span, ...],
        cues: tuple[Span, ...],
    ) -> None:
        """A finding when the text beside a passage names another speaker, or not this one."""
        holder = links[0].holder
        own = self.places.own(holder, links[0].source)
        if entry.speaker is not None:
            self._check_words(codes.SPEAKER_IS_ANOTHER, entry.speaker, own, holder.iri)
            return
        quoted = [(s.start, s.end) for s in spans]
        chain = {link.holder.iri for link in links}
        beside = [(c.start, c.end) for c in cues]
        if self._handed_to_another(entry, holder, own, beside, chain):
            return
        for span in spans:
            around = [*beside, self.bench.article.sentence(span.start)]
            if any(within(o, a) for a in around for o in own.at(*a) if not within(o, *quoted)):
                continue
            others = self.places.others(chain, around, quoted, own)
            if not others:
                others = self.places.last_before(span, holder.iri, quoted, own)
                inside = any(within(o, q) for q in quoted for o in own.at(*q))
                if holder.iri in others or (inside and set(others) <= chain):
                    continue
            self._say(entry, holder, others)
            return

    def _handed_to_another(
        self,
        entry: ClaimEntry,
        holder: Named,
        own: Overlaps[Offsets],
        cues: list[Offsets],
        chain: set[Iri],
    ) -> bool:
        """Whether the cue names somebody who is not on the chain, and not the speaker."""
        others = self.places.others(chain, cues, [], own)
        if not others or any(within(o, c) for c in cues for o in own.at(*c)):
            return False
        self._say(entry, holder, others)
        return True

    def _say(self, entry: ClaimEntry, holder: Named, others: dict[Iri, Offsets]) -> None:
        """The finding that others are named beside a quotation, or nobody."""
        at = entry.by or entry.says
        width = len(at.value) if entry.by else 1
        if not others:
            said = f"nothing near the quotation names {name_of(holder)}"
            self.bench.found.append(codes.SPEAKER_NOT_NAMED.at(at.at, said, width=width))
            return
        said = f"the text beside the quotation names {self._names(others)}, not {name_of(holder)}"
        related = tuple(self._seen(o) for o in sorted(others.values()))
        self.bench.found.append(
            codes.SPEAKER_IS_ANOTHER.at(at.at, said, width=width, related=related)
        )

    def _check_via(
        self, entry: ClaimEntry, links: tuple[Link, ...], spans: tuple[Span, ...]
    ) -> None:
        """Findings for voices of `via` that nothing near names, or that stand twice."""
        seen = {links[0].holder.iri}
        for name, link in zip(entry.via, links[1:], strict=False):
            if link.holder.iri in seen:
                said = f"`{name.value}` is on this chain already"
                self.bench.found.append(
                    codes.CHAIN_HAS_CYCLE.at(name.at, said, width=len(name.value))
                )
            seen.add(link.holder.iri)
            own = self.places.own(link.holder, link.source)
            window = self.bench.window(spans)
            if not any(within(o, window) for o in own.at(*window)):
                said = f"nothing near the quotation names {name_of(link.holder)}"
                self.bench.found.append(
                    codes.SPEAKER_NOT_NAMED.at(name.at, said, width=len(name.value))
                )

    def _check_words(
        self, code: codes.Code, words: QuoteEntry, own: Overlaps[Offsets], meant: Iri
    ) -> None:
        """A finding when `speaker` or `document` is a name, and another speaker's or source's."""
        said = self.bench.places(words.words.value)
        owners = self.places.owners(said, meant)
        if owners and not any(place in own.at(*place) for place in said):
            names = self._names(owners)
            self.bench.found.append(
                code.at(
                    words.words.at,
                    f"“{words.words.value}” is {names}, not {name_of(self.places.named[meant])}",
                    width=len(words.words.value),
                )
            )

    def _check_source(self, entry: ClaimEntry, source: Named, spans: tuple[Span, ...]) -> None:
        """A finding when the last source of this kind named before the quotation is another."""
        own = self.places.own(source, source)
        if entry.document is not None:
            self._check_words(codes.SOURCE_IS_ANOTHER, entry.document, own, source.iri)
            return
        _, sentence_end = self.bench.article.sentence(spans[0].start)
        rival = self.places.last_of_kind(source, before=sentence_end)
        if rival is None or rival[1] == source.iri or within(rival[0], *own.at(*rival[0])):
            return
        last, other = rival
        at: Text = entry.in_ or entry.says
        title = self.places.named[other].entry.title.value
        said = f"the {source.entry.kind.value} last named before the quotation is “{title}”"
        width = len(at.value) if entry.in_ else 1
        related = (self._seen(last),)
        self.bench.found.append(
            codes.SOURCE_IS_ANOTHER.at(at.at, said, width=width, related=related)
        )

    def _names(self, who: Iterable[Iri]) -> str:
        return " and ".join(name_of(self.places.named[iri]) for iri in who)

    def _seen(self, offsets: Offsets) -> Related:
        start, end = self.bench.article.sentence(offsets[0])
        text = " ".join(self.bench.article.characters[start:end].split())
        return Related(label="in the article", at=self.bench.article.place(offsets[0]), text=text)
