"""The text cut where anything begins or ends, so that overlapping passages can be shown flat."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.records.model import Iri, Mention, PortionMark
from kgbuild.text.article import Article
from kgbuild.web.views.lookup import Lookup, Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of characters in which the same things hold.

    `claims` are those in whose passages it stands, the shortest passage first; `opens` those whose
    first passage begins here. `cues` hand over to a claim's voice, `insertions` are a quoter's own
    words in a claim, `names` are the things that the characters name, `marks` classify a portion.
    """

    start: int
    text: str
    claims: tuple[Iri, ...] = ()
    cues: tuple[Iri, ...] = ()
    names: tuple[Iri, ...] = ()
    insertions: tuple[Iri, ...] = ()
    marks: tuple[Iri, ...] = ()
    opens: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of segments, or (`paragraph` False) the characters between two of them."""

    paragraph: bool
    segments: tuple[Segment, ...]


def blocks(lookup: Lookup) -> tuple[Block, ...]:
    """The whole text, in order: put together again, the segments are its exact characters."""
    cutter = _Cutter(lookup)
    text = lookup.text
    made: list[Block] = []
    done = 0
    for start, end in Article("", text).paragraphs:
        if start > done:
            made.append(Block(False, (Segment(start=done, text=text[done:start]),)))
        made.append(Block(True, tuple(cutter.cut(start, end))))
        done = end
    if done < len(text):
        made.append(Block(False, (Segment(start=done, text=text[done:]),)))
    return tuple(made)


class _Cutter:
    """What stands where in a text, prepared for cutting its paragraphs one after another."""

    def __init__(self, lookup: Lookup) -> None:
        own = lookup.claims
        spans: dict[str, Iterable[tuple[Iterable[Iri], Iri]]] = {
            "claims": [(c.spans, c.iri) for c in own],
            "cues": [(c.cues, c.iri) for c in own],
            "insertions": [(c.interpolations, c.iri) for c in own],
            "names": [((m.span,), m.entity) for m in lookup.of(Mention)],
            "marks": [((m.span,), m.iri) for m in lookup.of(PortionMark)],
        }
        layers = {
            name: [(r, iri) for passages, iri in found for r in lookup.ranges(passages)]
            for name, found in spans.items()
        }
        self.text = lookup.text
        self.edges = sorted({e for found in layers.values() for r, _ in found for e in _ends(r)})
        self.layers = {name: _sweep(found, self.edges) for name, found in layers.items()}
        self.opens: dict[int, list[Iri]] = defaultdict(list)
        for claim in own:
            for first in lookup.ranges(claim.spans)[:1]:
                self.opens[first.start].append(claim.iri)

    def cut(self, start: int, end: int) -> Iterator[Segment]:
        """The segments of a paragraph."""
        inner = self.edges[bisect_right(self.edges, start) : bisect_left(self.edges, end)]
        for a, b in zip([start, *inner], [*inner, end], strict=True):
            at = bisect_right(self.edges, a) - 1
            holds = {name: found[at] for name, found in self.layers.items() if at >= 0}
            opens = tuple(self.opens.get(a, ()))
            yield Segment(start=a, text=self.text[a:b], opens=opens, **holds)


def _ends(found: Range) -> tuple[int, int]:
    return found.start, found.end


def _sweep(found: list[tuple[Range, Iri]], edges: list[int]) -> list[tuple[Iri, ...]]:
    """For each edge what holds from there to the next one, the shortest passage first."""
    begins: dict[int, list[tuple[int, Iri]]] = defaultdict(list)
    ends: dict[int, list[tuple[int, Iri]]] = defaultdict(list)
    for where, iri in found:
        begins[where.start].append((where.end - where.start, iri))
        ends[where.end].append((where.end - where.start, iri))
    holding: list[tuple[int, Iri]] = []
    swept: list[tuple[Iri, ...]] = []
    for edge in edges:
        for item in ends[edge]:
            holding.remove(item)
        holding.extend(begins[edge])
        swept.append(tuple(dict.fromkeys(iri for _, iri in sorted(holding))))
    return swept
