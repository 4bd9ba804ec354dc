"""An article made ready: prose and regions, blocks, documents, and who is known already."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kgbuild.annotation.entries import AnnotationFile, QuoteEntry
from kgbuild.extract.attribution import Range
from kgbuild.extract.cast import Cast
from kgbuild.extract.claims import Claim
from kgbuild.extract.documents import Discourse, Doc, DocMention
from kgbuild.extract.holders import Holder
from kgbuild.extract.names import Name, names_in
from kgbuild.extract.structure import Block, blocks_of, regions_of
from kgbuild.extract.wording import typed
from kgbuild.records.workbench import quote_of
from kgbuild.text.anchor import Quote, anchor, occurrences
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps


@dataclass(slots=True)
class Reading:
    """One article while it is read: its prose, its speakers, its documents, the claims so far."""

    article: Article
    file: AnnotationFile
    language: str
    issued: str
    regions: list[tuple[int, int, str]]
    blocks: list[Block]
    cast: Cast
    discourse: Discourse
    claims: list[Claim] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    covered: Overlaps[Range] = field(default_factory=Overlaps)
    outside: Overlaps[Range] = field(default_factory=Overlaps)
    quoted: set[Range] = field(default_factory=set)
    by_paragraph: dict[int, list[Claim]] = field(default_factory=dict)
    speaks_in: dict[int, Doc] = field(default_factory=dict)
    block_docs: dict[int, Doc] = field(default_factory=dict)
    authors: dict[Doc, Holder] = field(default_factory=dict)
    unnamed: dict[Doc, Holder] = field(default_factory=dict)
    author: str = ""
    names: tuple[Name, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """The block quotation that an offset is in."""
        last = bisect_right(self.blocks, offset, key=lambda block: block.start)
        near = self.blocks[last - 1 : last]
        return near[0] if near and offset < near[0].end else None

    def block_behind(self, offset: int) -> Block | None:
        """The block quotation that the paragraph of an offset introduces."""
        last = bisect_right(self.blocks, offset, key=lambda block: block.intro[0])
        near = self.blocks[last - 1 : last]
        return near[0] if near and offset < near[0].intro[1] else None


def read_article(
    article: Article, file: AnnotationFile, *, language: str, issued: str, author: str = ""
) -> Reading:
    """An article made ready: its regions, blocks, documents, names and the people known already."""
    regions = _regions_given(article, file) or _writable(article, regions_of(article))
    skipped = {(s, e) for s, e, _ in regions}
    blocks = blocks_of(article, skipped)
    prose = [
        p for p in (_trim(article.characters, p) for p in article.paragraphs) if p not in skipped
    ]
    cast = Cast(article, file, language)
    discourse = Discourse(article.characters, issued=issued, language=language)
    discourse.read(prose, blocks, _known_documents(article, file))
    reading = Reading(
        article=article,
        file=file,
        language=language,
        issued=issued,
        regions=regions,
        blocks=blocks,
        cast=cast,
        discourse=discourse,
        covered=Overlaps((where, where) for where in _covered(article, file)),
        outside=Overlaps((where, where) for where in skipped),
        author=author,
    )
    names = (n for p in prose for n in names_in(article.characters, *p, language))
    reading.names = tuple(names)
    cast.learn(reading.names)
    for name in reading.names:
        if name.kind == "person":
            cast.hear((max(0, name.start - _title_before(article, name.start)), name.end))
    return reading


def _title_before(article: Article, start: int) -> int:
    before = re.search(r"\S+\s$", article.characters[max(0, start - 20) : start])
    return len(before[0]) if before else 0


def _trim(text: str, where: Range) -> Range:
    start, end = where
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _writable(article: Article, regions: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The regions whose words find them again: the next run must see the same ones."""
    return [r for r in regions if typed(article, (r[0], r[1])) is not None]


def _regions_given(article: Article, file: AnnotationFile) -> list[tuple[int, int, str]]:
    """The regions that the annotation file lists, without those a reviewer took for prose."""
    found: list[tuple[int, int, str]] = []
    for entry in file.regions:
        kept = entry.review is None or entry.review.state.value != "rejected"
        nth = int(entry.quote.nth.value) if entry.quote.nth else None
        spans = anchor(Quote(words=entry.quote.words, nth=nth), article)
        if kept and isinstance(spans, tuple):
            found.extend((s.start, s.end, entry.kind.value) for s in spans)
    return found


def _known_documents(article: Article, file: AnnotationFile) -> list[DocMention]:
    """Where the sources of the file are named, each as a document with its id."""
    found: list[DocMention] = []
    for entry in file.sources:
        doc = Doc(kind=entry.kind.value, words=entry.title.value, start=0, id=entry.id.value)
        doc.issued = entry.issued.value if entry.issued else ""
        for words in entry.called:
            found.extend(DocMention(s, e, doc) for s, e in occurrences(words.value, article))
    return found


def _covered(article: Article, file: AnnotationFile) -> list[Range]:
    """The passages that claims of the file quote already, rejected ones too.

    Not the author's own words: a sentence of theirs may report somebody else.
    """
    quotes = (q for c in file.claims if c.mode.value != "own-words" for q in c.quote)
    return ranges_of(quotes, article)


def ranges_of(quotes: Iterable[QuoteEntry], article: Article) -> list[Range]:
    """The passages of quotations that are in the article, in the order of the quotations."""
    anchored = (anchor(quote_of(q), article) for q in quotes)
    return [(s.start, s.end) for spans in anchored if isinstance(spans, tuple) for s in spans]
