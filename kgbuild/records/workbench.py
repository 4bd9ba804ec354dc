"""The workbench of one assembly: what records, origins and findings pile up on.

It lives only while `assemble` runs; what leaves it is frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kgbuild import codes
from kgbuild.annotation.entries import AnnotationFile, QuoteEntry
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Place, Text
from kgbuild.records.dates import read_when
from kgbuild.records.identity import Minter
from kgbuild.records.model import (
    Iri,
    Passage,
    PositionSelector,
    QuotationSelector,
    Record,
    When,
)
from kgbuild.records.names import Named, Register
from kgbuild.text.anchor import Quote, anchor, occurrences
from kgbuild.text.article import Article
from kgbuild.text.nearest import seen_at
from kgbuild.text.span import Span, cut

_LABEL_LENGTH = 60
PARAGRAPHS_BACK = 2


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record comes from: the entry that says it, and the passage of the article."""

    at: Place
    entry: Any = None
    passage: tuple[int, int] | None = None


class Workbench:
    """Collects records by IRI, where each came from, and findings."""

    def __init__(self, article: Article, file: AnnotationFile, minter: Minter) -> None:
        self.article = article
        self.file = file
        self.minter = minter
        self.names = Register(file, minter)
        self.records: dict[Iri, Any] = {}
        self.origins: dict[Iri, Origin] = {}
        self.found: list[Diagnostic] = []
        self._places: dict[str, tuple[tuple[int, int], ...]] = {}
        self.snapshot = minter.snapshot(article)
        self.source = minter.named("source", file.article.id.value)

    def add(self, record: Record, entry: Any, passage: Span | None = None) -> Iri:
        """Keeps a record and its origin; its IRI."""
        self.records[record.iri] = record
        span = (passage.start, passage.end) if passage else None
        self.origins[record.iri] = Origin(_place_of(entry), entry, span)
        return record.iri

    def iri(self, name: Text | None, kinds: tuple[str, ...]) -> Iri | None:
        """The IRI that a name stands for; None (after a finding) when it stands for nothing."""
        named = self.named(name, kinds)
        return named.iri if named else None

    def named(self, name: Text | None, kinds: tuple[str, ...]) -> Named | None:
        """The entry that a name stands for; see `iri`."""
        if name is None:
            return None
        found = self.names.find(name, kinds)
        if isinstance(found, Diagnostic):
            self.found.append(found)
            return None
        return found

    def iris(self, names: Iterable[Text], kinds: tuple[str, ...]) -> frozenset[Iri]:
        """The IRIs of several names."""
        return frozenset(i for n in names if (i := self.iri(n, kinds)) is not None)

    def when(self, text: Text | None) -> When | None:
        """The date that was typed; None (after a finding) when it is none."""
        if text is None:
            return None
        read = read_when(text)
        if isinstance(read, Diagnostic):
            self.found.append(read)
            return None
        return read

    def places(self, words: str) -> tuple[tuple[int, int], ...]:
        """Every place where the words stand; the same words are looked for once."""
        if words not in self._places:
            self._places[words] = occurrences(words, self.article)
        return self._places[words]

    def spans(self, quotes: Iterable[QuoteEntry | None]) -> tuple[Span, ...]:
        """The passages of quotations; what is not in the article becomes a finding."""
        spans: list[Span] = []
        for quote in quotes:
            if quote is None:
                continue
            anchored = anchor(quote_of(quote), self.article)
            if isinstance(anchored, Diagnostic):
                self.found.append(anchored)
            else:
                spans.extend(anchored)
        return tuple(spans)

    def near(
        self, quotes: Iterable[QuoteEntry | None], around: tuple[Span, ...]
    ) -> tuple[Span, ...]:
        """The passages of words that stand near a quotation: the nearest occurrence of each."""
        spans: list[Span] = []
        for quote in quotes:
            if quote is None or not around:
                continue
            if quote.nth or quote.before or quote.after:
                spans.extend(self.spans([quote]))
                continue
            close = occurrences(quote.words.value, self.article, *self.window(around))
            if close:
                spans.append(cut(self.article, *min(close, key=lambda o: _distance(o, around))))
            elif found := self.places(quote.words.value):
                self.found.append(
                    codes.NOT_NEAR_THE_QUOTE.at(
                        quote.words.at,
                        f"“{quote.words.value}” is in the article, but not near the quotation",
                        width=len(quote.words.value),
                        related=seen_at(self.article, [(around[0].start, around[0].end), *found]),
                    )
                )
            else:
                self.spans([quote])
        return tuple(spans)

    def inside(self, quotes: Iterable[QuoteEntry], around: tuple[Span, ...]) -> tuple[Span, ...]:
        """The passages of words that are a part of a quotation."""
        spans: list[Span] = []
        for quote in quotes:
            words = quote.words.value
            within = [o for s in around for o in occurrences(words, self.article, s.start, s.end)]
            if within:
                spans.append(cut(self.article, *min(within)))
            elif around:
                said = f"“{words}” does not stand inside the quotation"
                self.found.append(codes.NOT_INSIDE_THE_QUOTE.at(quote.words.at, said))
        return tuple(spans)

    def window(self, around: tuple[Span, ...]) -> tuple[int, int]:
        """From two paragraphs before the quotation to the end of its last paragraph."""
        first, _ = self.article.paragraph(around[0].start, back=PARAGRAPHS_BACK)
        _, end = self.article.paragraph(around[-1].start)
        return first, max(end, around[-1].end)

    def passages(self, spans: Iterable[Span]) -> frozenset[Iri]:
        """The IRIs of spans, each kept as a record with its two selectors."""
        return frozenset(self.passage(span) for span in spans)

    def passage(self, span: Span) -> Iri:
        """The IRI of a span, kept as a record with its two selectors."""
        iri = self.minter.passage(self.snapshot, span)
        if iri not in self.records:
            position = PositionSelector(
                iri=self.minter.selector(self.snapshot, "position", span),
                start=span.start,
                end=span.end,
            )
            quotation = QuotationSelector(
                iri=self.minter.selector(self.snapshot, "quote", span),
                exact=span.exact,
                prefix=span.prefix,
                suffix=span.suffix,
            )
            passage = Passage(
                iri=iri,
                label=f"“{shortened(span.exact)}”",
                snapshot=self.snapshot,
                position=position.iri,
                quotation=quotation.iri,
            )
            origin = Origin(self.article.place(span.start), None, (span.start, span.end))
            for record in (position, quotation, passage):
                self.records[record.iri] = record
                self.origins[record.iri] = origin
        return iri


def shortened(text: str) -> str:
    """The text on one line, its middle left out when it is long.

    >>> len(shortened("word " * 100)) <= 60
    True
    """
    flat = " ".join(text.split())
    if len(flat) <= _LABEL_LENGTH:
        return flat
    return flat[: _LABEL_LENGTH - 20].rstrip() + " … " + flat[-16:].lstrip()


def quote_of(entry: QuoteEntry) -> Quote:
    """The quotation that an entry types, for the anchor."""
    return Quote(
        words=entry.words,
        nth=int(entry.nth.value) if entry.nth else None,
        before=entry.before.value if entry.before else "",
        after=entry.after.value if entry.after else "",
    )


def _distance(found: tuple[int, int], around: tuple[Span, ...]) -> tuple[int, int]:
    """How far a passage is from the quotation; what stands before it wins a tie."""
    before = around[0].start - found[1]
    if before >= 0:
        return before, 0
    return max(0, found[0] - around[-1].end), 1


def _place_of(entry: Any) -> Place:
    name: Text | None = getattr(entry, "id", None)
    place: Place = name.at if name is not None else entry.at
    return place
