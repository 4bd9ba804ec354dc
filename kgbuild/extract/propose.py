"""From attributions to entries of an annotation file: who says what, where, through whom.

Whatever an extractor found goes through the same steps, and every passage through the strict
anchor: what is proposed is in the text, or it is not proposed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kgbuild.annotation.entries import AnnotationFile
from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.cast import PRONOUNS, Cast, Heard, Holder
from kgbuild.extract.certainty import factuality
from kgbuild.extract.claims import Claim, mode_of
from kgbuild.extract.days import days_in
from kgbuild.extract.documents import Discourse, Doc, DocMention
from kgbuild.extract.lexicon import CONTAINERS
from kgbuild.extract.names import Name, names_in
from kgbuild.extract.structure import Block, blocks_of, regions_of
from kgbuild.extract.wording import sentence, trimmed, typed
from kgbuild.text.anchor import Quote, anchor, occurrences
from kgbuild.text.article import Article

_IN_IT: Final = re.compile(
    r"(?:\b(?:in|on|via|through|to|into|from|dans|in einem|en)|在)\s*$", re.I
)
_TOLD: Final = re.compile(r"\b(?:told|tells|(?:\w+ed|said) to)\s+")
_MEDIUM: Final = re.compile(r"\bin\s+(?:the\s+)?$")
_NOBODY: Final = re.compile(r"(?i)^(?:reporters|journalists|the press|the media|everyone|people)$")
# More is for no reviewer; what is left out comes with the next run, once these are reviewed.
MOST: Final = 2_000
_BEHIND: Final = 60
_LONGEST_CUE: Final = 160
_LONGEST_QUOTE: Final = 3000
_SURE: Final = 0.9
_LIKELY: Final = 0.6


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
    covered: list[Range] = field(default_factory=list)
    quoted: set[Range] = field(default_factory=set)
    by_paragraph: dict[int, list[Claim]] = field(default_factory=dict)
    speaks_in: dict[int, Doc] = field(default_factory=dict)
    block_docs: dict[int, Doc] = field(default_factory=dict)
    author: str = ""
    names: tuple[Name, ...] = ()


def read_article(
    article: Article, file: AnnotationFile, *, language: str, issued: str, author: str = ""
) -> Reading:
    """An article made ready: its regions, blocks, documents, names and the people known already."""
    given = _regions_given(article, file)
    regions = given if given else regions_of(article)
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
        covered=_covered(article, file),
        author=author,
    )
    names = (n for p in prose for n in names_in(article.characters, *p, language))
    reading.names = tuple(names)
    cast.bodies = tuple(n for n in reading.names if n.kind == "institution")
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
    found: list[Range] = []
    for claim in file.claims:
        for q in claim.quote if claim.mode.value != "own-words" else ():
            quote = Quote(
                words=q.words,
                nth=int(q.nth.value) if q.nth else None,
                before=q.before.value if q.before else "",
                after=q.after.value if q.after else "",
            )
            spans = anchor(quote, article)
            if isinstance(spans, tuple):
                found.extend((s.start, s.end) for s in spans)
    return found


def add_claims(reading: Reading, attributions: Iterable[Attribution]) -> None:
    """Adds a claim for each attribution whose speaker can be told; the others are counted."""
    ordered = sorted(attributions, key=lambda a: (_first(a), a))
    by_length = sorted(ordered, key=lambda a: -sum(e - s for s, e in a.source))
    for found in by_length:  # full names first, so that a surname alone finds its owner
        if found.source and not _is_document(reading, found.source[0]):
            words = reading.article.characters[slice(*found.source[0])]
            if words.lower() not in PRONOUNS and " " in words and words[:1].isupper():
                reading.cast.hear(found.source[0])
    for found in ordered:
        if len(reading.claims) < MOST:
            _add(reading, found)
        else:
            reading.dropped[f"more than {MOST:,} in one run"] += 1
    _add_blocks(reading)
    reading.claims.sort(key=lambda c: c.content)


def _first(found: Attribution) -> int:
    return min(r[0] for r in (*found.source, *found.cue, *found.content))


def _add(reading: Reading, found: Attribution) -> None:
    """One more claim, or one more count of why there is none."""
    content = _content(reading, found)
    if not content:
        reading.dropped["not in the text as words of its own"] += 1
        return
    if _is_covered(reading, content):
        return
    outer = _outer(reading, found)
    speaker = _speaker(reading, found)
    if speaker is None:
        reading.dropped["nobody could be told to speak"] += 1
        return
    heard, doc = speaker
    if outer is not None and heard.holder is outer.holder:
        return  # “Many said they worried”: the same voice once more
    cue = _cue(found)
    block = next((b for b in reading.blocks if b.start <= content[0][0] < b.end), None)
    where = None if outer is not None else doc or _document(reading, found, heard.holder, block)
    claim = Claim(
        holder=heard.holder,
        content=content,
        mode=mode_of(reading.article, content, block=block is not None),
        doc=where[0] if isinstance(where, tuple) else where,
        document=where[1] if isinstance(where, tuple) else None,
        outer=outer,
        cue=cue,
        verb=found.cue,
        source=found.source[0] if found.source else None,
        named=heard.named,
        confidence=_confidence(reading, found, heard),
        extractor=found.extractor,
    )
    if outer is None:
        claim.via = _via(reading, found, claim)
    claim.said = _said(reading, claim)
    _keep(reading, claim)
    reading.cast.spoke(_first(found), heard.holder)
    if claim.doc is not None and claim.doc.kind in CONTAINERS:
        reading.speaks_in[id(heard.holder)] = claim.doc
        for intro in (b for b in reading.blocks if b.intro[0] <= _first(found) < b.intro[1]):
            reading.block_docs[intro.start] = claim.doc


def _content(reading: Reading, found: Attribution) -> tuple[Range, ...]:
    """The passages of the content, trimmed; none when one of them is not to be found as it is."""
    article = reading.article
    parts: list[Range] = []
    for where in found.content:
        start, end = where
        while start < end:
            _, stop = article.paragraph(start)
            piece = trimmed(article.characters, (start, min(end, max(stop, start + 1))))
            if piece[1] > piece[0]:
                parts.append(piece)
            start = max(stop, start + 1)
            while start < end and article.characters[start].isspace():
                start += 1
    if any(s <= p[0] < e for s, e, _ in reading.regions for p in parts):
        return ()
    good = [p for p in parts if p[1] - p[0] <= _LONGEST_QUOTE and typed(article, p) is not None]
    return tuple(good) if good and len(good) == len(parts) else ()


def _is_covered(reading: Reading, content: tuple[Range, ...]) -> bool:
    """Whether a claim of the file, or one proposed just now, quotes these words already."""
    for start, end in content:
        if (start, end) in reading.quoted:
            return True
        for s, e in reading.covered:
            if (min(end, e) - max(start, s)) * 2 > end - start:
                return True
    return False


def _outer(reading: Reading, found: Attribution) -> Claim | None:
    """The claim inside whose words this attribution stands, the innermost one."""
    first, last = _first(found), max(r[1] for r in (*found.source, *found.cue, *found.content))
    near = reading.by_paragraph.get(reading.article.paragraph(first)[0], ())
    around = [c for c in near for s, e in c.content if s <= first and last <= e]
    return min(around, key=lambda c: sum(e - s for s, e in c.content), default=None)


def _keep(reading: Reading, claim: Claim) -> None:
    """Adds a claim, and remembers where its words are."""
    reading.claims.append(claim)
    reading.quoted.update(claim.content)
    paragraph, _ = reading.article.paragraph(claim.content[0][0])
    reading.by_paragraph.setdefault(paragraph, []).append(claim)


def _is_document(reading: Reading, source: Range) -> DocMention | None:
    """The document mention that is the head of a source: “a long article in Huanqiu Shibao”."""
    mention = reading.discourse.overlapping(*source)
    if mention is None or mention.start > source[0] + 1 or mention.end < source[0]:
        return None
    rest = reading.article.characters[mention.end : source[1]].strip()
    return mention if not rest or rest.split()[0].lower() in _AFTER_HEAD else None


_AFTER_HEAD: Final = frozenset(
    "of in on by from for about with that which dated headlined published issued".split()
)


def _speaker(reading: Reading, found: Attribution) -> tuple[Heard, Doc | None] | None:
    """Who speaks, and the document that does when it is one; None when nobody can be told."""
    if not found.source:
        return _carried(reading, found)
    source = found.source[0]
    text = reading.article.characters
    mention = _is_document(reading, source)
    if mention is None and text[slice(*source)].lower() == "it":
        start, _ = reading.article.paragraph(source[0])
        last = reading.discourse.last_before(source[0])
        mention = last if last is not None and last.start >= start else None
    if mention is not None:
        doc = mention.doc
        holder = author_of(reading, doc)
        named = mention.start == doc.start or text[slice(*source)] == doc.words
        return Heard(holder, named=named and holder.kind != "voice", sure=not doc.plural), doc
    heard = reading.cast.hear(source)
    if heard is None or (reading.author and heard.holder.name == reading.author):
        return None
    return heard, None


def _carried(reading: Reading, found: Attribution) -> tuple[Heard, Doc | None] | None:
    """The speaker before, for words in a block or a paragraph that only goes on quoting."""
    block = next((b for b in reading.blocks if b.start <= found.content[0][0] < b.end), None)
    begin = block.intro[0] if block else None
    if begin is None:
        return None
    last = [c for c in reading.claims if begin <= c.content[0][0] < found.content[0][0]]
    return (Heard(last[-1].holder, named=False, sure=False), last[-1].doc) if last else None


def author_of(reading: Reading, doc: Doc) -> Holder:
    """Who speaks for a document: its author, else who published it, else “the author of …”."""
    if doc.id:
        entry = next(s for s in reading.file.sources if s.id.value == doc.id)
        by = next((h for h in reading.cast.holders if entry.by and h.id == entry.by.value), None)
        if by is not None:
            return by
    name = doc.by or doc.publisher
    if name is not None and name.kind == "pseudonym":
        known = [h for h in reading.cast.holders if h.kind == "voice" and h.name == name.words]
        return known[0] if known else reading.cast.add("voice", name.words, type_="pseudonymous")
    if name is not None:
        kind = name.kind if name.kind in ("person", "institution") else "person"
        kind = "institution" if name is doc.publisher else kind
        return reading.cast.add(kind, name.words, type_=name.type or "other")
    owner = re.match(r"(?:his|her|its|their)\b", doc.words, re.I)
    heard = reading.cast.hear((doc.start, doc.start + len(owner[0]))) if owner else None
    if heard is not None:
        return heard.holder
    words = re.sub(r"^(?:an?|one|another)\s+", "", doc.words, flags=re.I)
    called = f"author of {words}"
    known = next((h for h in reading.cast.holders if h.kind == "voice" and h.name == called), None)
    return known or reading.cast.add("voice", called, type_="anonymous")


def _document(
    reading: Reading, found: Attribution, holder: Holder, block: Block | None
) -> tuple[Doc, Range | None] | None:
    """The document somebody speaks in, and the words here that stand for it."""
    text = reading.article.characters
    sentence_start, _ = reading.article.sentence(_first(found))
    begin, end = sentence_start, _handing_over(reading, found)
    for mention in reading.discourse.between(begin, end + 1):
        outside = not any(s <= mention.start < e for s, e in found.content)
        if outside:
            before = text[max(0, mention.start - 12) : mention.start]
            if _IN_IT.search(before) and not mention.doc.plural:
                _give_author(mention.doc, holder)
                lead = _IN_IT.search(before)
                start = mention.start - (len(lead[0]) if lead else 0)
                return mention.doc, (start, mention.end)
    if medium := _medium(reading, found, holder):
        return medium, None
    return _heard_in(reading, found, holder, block)


def _handing_over(reading: Reading, found: Attribution) -> int:
    """Where the words about the speaker end: at the content, or some words behind the cue."""
    content = found.content[0][0]
    after = max((r[1] for r in (*found.source, *found.cue)), default=content)
    following = [s for s, _ in found.content if s >= after]
    if following:
        return max(after, min(following[0], after + _BEHIND))
    _, end = reading.article.sentence(max(0, after - 1))
    return max(after, min(end, after + _BEHIND))


def _give_author(doc: Doc, holder: Holder) -> None:
    """Who writes “in a blog” is its author, unless the text names another."""
    if doc.by is None and not doc.id and doc.kind not in CONTAINERS and holder.kind != "voice":
        doc.by = Name(doc.start, doc.start, holder.name, holder.kind, holder.type)


def _medium(reading: Reading, found: Attribution, holder: Holder) -> Doc | None:
    """“… pointed out in TIME”: a piece of the speaker's in that medium."""
    if not found.cue:
        return None
    start, end = found.cue[0][0], found.cue[-1][1]
    for name in names_in(reading.article.characters, start, end, reading.language):
        before = reading.article.characters[start : name.start]
        if name.kind == "institution" and name.type == "medium" and _MEDIUM.search(before):
            words = reading.article.characters[name.start : name.end]
            doc = Doc(kind="other", words=f"{holder.name} in {words}", start=name.start)
            doc.publisher = name
            _give_author(doc, holder)
            return doc
    return None


def _heard_in(
    reading: Reading, found: Attribution, holder: Holder, block: Block | None
) -> tuple[Doc, Range | None] | None:
    """The document through which somebody is heard though it is not named again.

    That of a block quotation; the cable named before in the paragraph; the cable in which the same
    person spoke before.
    """
    if block is not None:
        doc = reading.block_docs.get(block.start)
        if doc is None and (dated := reading.discourse.within(*block.intro)) is not None:
            doc = dated.doc if dated.doc.kind in CONTAINERS or dated.doc.dated_by else None
        if doc is not None:
            return doc, None
    start, _ = reading.article.paragraph(_first(found))
    last = reading.discourse.last_before(_first(found), kinds=CONTAINERS)
    if last is not None and last.start >= start and holder.kind == "person":
        return last.doc, None
    if id(holder) in reading.speaks_in:
        return reading.speaks_in[id(holder)], None
    return None


def _via(reading: Reading, found: Attribution, claim: Claim) -> Holder | None:
    """Whom the speaker told it: “conceded to American diplomats that”."""
    if not found.cue or claim.doc is not None:
        return None
    text = reading.article.characters
    start, end = found.cue[0][0], _handing_over(reading, found)
    told = _TOLD.search(text, start, end)
    if told is None:
        return None
    stop = re.search(
        r"\s+(?:that|in|on|at|how|why|about|during)\b|[,.:;“\"‘]|$", text[told.end() : end]
    )
    where = trimmed(text, (told.end(), told.end() + (stop.start() if stop else 0)))
    words = text[slice(*where)]
    if not words or _NOBODY.match(words) or words.lower() in PRONOUNS or len(words.split()) > 6:  # noqa: PLR2004
        return None
    heard = reading.cast.hear(where)
    if heard is None or not heard.named or heard.holder is claim.holder:
        return None
    one = heard.holder.kind == "person" and " " not in heard.holder.name
    single = heard.holder.kind == "voice" and heard.holder.type != "collective"
    return None if one or single else heard.holder


def _cue(found: Attribution) -> Range | None:
    """The words that hand over, with the speaker when these stand together."""
    parts = sorted((*found.source, *found.cue))
    if not parts:
        return None
    start, end = parts[0][0], max(p[1] for p in parts)
    apart = any(start < s < end or start < e < end for s, e in found.content)
    if apart or end - start > _LONGEST_CUE:
        cue = found.cue or found.source
        return (cue[0][0], cue[-1][1]) if len(cue) == 1 else cue[0]
    return start, end


def _confidence(reading: Reading, found: Attribution, heard: Heard) -> str:
    tiers = ["sure", "likely", "unsure"]
    tier = 0 if found.confidence >= _SURE else 1 if found.confidence >= _LIKELY else 2
    words = reading.article.characters[slice(*found.source[0])] if found.source else ""
    if not heard.sure or (not words):
        tier = 2
    elif words.lower() in PRONOUNS and tier == 0:
        tier = 1
    return tiers[tier]


def _said(reading: Reading, claim: Claim) -> str:
    """When it was said, if a date stands with the cue and no document has one."""
    if claim.doc is not None or claim.cue is None or claim.outer is not None:
        return ""
    start, end = claim.cue
    text = reading.article.characters
    after = end + 14
    if claim.content[0][0] >= end:
        after = min(after, claim.content[0][0])
    days = days_in(
        text, start, min(after, len(text)), issued=reading.issued, language=reading.language
    )
    return days[0].edtf if days and not re.search(r"[.!?]\s", text[end : days[0].start]) else ""


def _add_blocks(reading: Reading) -> None:
    """A claim for a block whose first words nobody in it says: by the block's own author."""
    for block in reading.blocks:
        doc = reading.block_docs.get(block.start)
        holder: Holder | None = None
        if doc is None and (dated := reading.discourse.within(*block.intro)) is not None:
            doc = dated.doc if dated.doc.dated_by else None
        if doc is not None:
            holder = author_of(reading, doc)
        first = reading.article.sentence(block.start)
        inside = [r for c in reading.claims for r in (*c.content, *([c.cue] if c.cue else []))]
        taken = any(r[0] < first[1] and first[0] < r[1] for r in inside)
        where = trimmed(reading.article.characters, first)
        good = typed(reading.article, where) is not None and not _is_covered(reading, (where,))
        if holder is None or taken or not good or where[1] - where[0] > _LONGEST_QUOTE:
            continue
        _keep(
            reading,
            Claim(
                holder=holder,
                content=(where,),
                mode="block",
                doc=doc,
                document=block.intro if block.intro[1] - block.intro[0] < _LONGEST_CUE else None,
                named=False,
                source=None,
                confidence="unsure",
                extractor="blocks 1",
            ),
        )


def claim_text(article: Article, claim: Claim) -> tuple[str, str]:
    """What a claim says as a sentence, and its factuality."""
    parts = [article.characters[slice(*r)] for r in claim.content]
    cue = " ".join(article.characters[slice(*r)] for r in claim.verb)
    return sentence(parts), factuality(" ".join(parts), cue)
