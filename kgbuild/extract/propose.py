"""From attributions to claims: who says what, where, through whom.

Whatever an extractor found goes through the same steps, and every passage through the strict
anchor: what is proposed is in the text, or it is not proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.authors import author_of
from kgbuild.extract.cast import Heard
from kgbuild.extract.certainty import factuality
from kgbuild.extract.claims import Claim, mode_of
from kgbuild.extract.days import days_in
from kgbuild.extract.holders import Holder
from kgbuild.extract.lexicon import CONTAINERS
from kgbuild.extract.pronouns import PRONOUNS
from kgbuild.extract.readings import Reading
from kgbuild.extract.speakers import (
    document_named,
    document_of,
    first_of,
    speaker_of,
    told_to,
)
from kgbuild.extract.wording import sentence, trimmed, typed
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps

# More is for no reviewer; what is left out comes with the next run, once these are reviewed.
MOST: Final = 1_000
_LONGEST_CUE: Final = 160
_LONGEST_QUOTE: Final = 3000
_WITNESS: Final = re.compile(r"\b(?:gave evidence|testif\w+|told the (?:court|inquiry|tribunal))\b")
_SURE: Final = 0.9
_LIKELY: Final = 0.6


def add_claims(reading: Reading, attributions: Iterable[Attribution]) -> None:
    """Adds a claim for each attribution whose speaker can be told; the others are counted."""
    ordered = sorted(attributions, key=lambda a: (first_of(a), a))
    done = 0
    while done < len(ordered) and len(reading.claims) < MOST:
        some = ordered[done : done + MOST]
        _hear_names(reading, some)
        for found in some:
            if len(reading.claims) < MOST:
                _add(reading, found)
                done += 1
    if left := len(ordered) - done:
        reading.dropped[f"more than {MOST:,} in one run"] += left
    _add_blocks(reading)
    reading.claims.sort(key=lambda c: c.content)


def _hear_names(reading: Reading, attributions: Iterable[Attribution]) -> None:
    """Hears who is named in full first, so that a surname alone finds its owner."""
    for found in sorted(attributions, key=lambda a: -sum(e - s for s, e in a.source)):
        if found.source and not document_named(reading, found.source[0]):
            words = reading.article.characters[slice(*found.source[0])]
            if words.lower() not in PRONOUNS and " " in words and words[:1].isupper():
                reading.cast.hear(found.source[0])


def _add(reading: Reading, found: Attribution) -> None:
    """One more claim, or one more count of why there is none."""
    content = _content(reading, found)
    if not content:
        reading.dropped["not in the text as words of its own"] += 1
        return
    if _is_covered(reading, content):
        return
    outer = _outer(reading, found)
    speaker = speaker_of(reading, found)
    if speaker is None:
        reading.dropped["nobody could be told to speak"] += 1
        return
    heard, doc = speaker
    if outer is not None and (
        heard.holder is outer.holder or not _named_inside(reading, found, heard)
    ):
        return  # “Many said they worried”: the same voice once more
    cue = _cue(reading, found)
    block = reading.block_at(content[0][0])
    where = None if outer is not None else doc or document_of(reading, found, heard.holder, block)
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
        claim.via = told_to(reading, found, claim)
    claim.said = _said(reading, claim)
    _keep(reading, claim)
    if outer is None:
        reading.cast.spoke(first_of(found), heard.holder)
    _learn(reading, claim)
    if claim.doc is not None and claim.doc.kind in CONTAINERS:
        reading.speaks_in[id(heard.holder)] = claim.doc
        introduced = reading.block_behind(first_of(found))
        if introduced is not None:
            reading.block_docs[introduced.start] = claim.doc


def _named_inside(reading: Reading, found: Attribution, heard: Heard) -> bool:
    """Whether it is plain who speaks inside somebody's words: “a letter in which he advised”."""
    text = reading.article.characters
    words = text[slice(*found.source[0])].lower() if found.source else ""
    if words not in PRONOUNS:
        return True
    start, _ = reading.article.paragraph(found.source[0][0])
    before = text[start : found.source[0][0]]
    names = (heard.holder.name, *heard.holder.called, heard.holder.name.split()[-1])
    return heard.sure and any(name in before for name in names)


def _learn(reading: Reading, claim: Claim) -> None:
    """What a claim tells of its speaker, for the words that stand for them later.

    “Ada Quill said she would go”: most often the speaker is meant. Who gave evidence is a witness.
    """
    words = reading.article.characters[slice(*claim.content[0])].lower()
    meant = re.match(r"(s?he)\b", words) if claim.mode in ("indirect", "mixed") else None
    if meant is not None and not claim.holder.sex and claim.holder.kind != "institution":
        claim.holder.sex = meant[1]
    cue = reading.article.characters[slice(*claim.cue)] if claim.cue else ""
    if _WITNESS.search(cue):  # “the witness replied”
        claim.holder.roles.add("witness")


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
    if any(reading.outside.any_at(start, start + 1) for start, _ in parts):
        return ()
    good = [p for p in parts if p[1] - p[0] <= _LONGEST_QUOTE and typed(article, p) is not None]
    return tuple(good) if good and len(good) == len(parts) else ()


def _is_covered(reading: Reading, content: tuple[Range, ...]) -> bool:
    """Whether a claim of the file, or one proposed just now, quotes these words already."""
    for start, end in content:
        if (start, end) in reading.quoted:
            return True
        for s, e in reading.covered.at(start, end):
            if (min(end, e) - max(start, s)) * 2 > end - start:
                return True
    return False


def _outer(reading: Reading, found: Attribution) -> Claim | None:
    """The claim inside whose words this attribution stands, the innermost one."""
    first, last = first_of(found), max(r[1] for r in (*found.source, *found.cue, *found.content))
    near = reading.by_paragraph.get(reading.article.paragraph(first)[0], ())
    around = [c for c in near for s, e in c.content if s <= first and last <= e]
    return min(around, key=lambda c: sum(e - s for s, e in c.content), default=None)


def _keep(reading: Reading, claim: Claim) -> None:
    """Adds a claim, and remembers where its words are."""
    reading.claims.append(claim)
    reading.quoted.update(claim.content)
    paragraph, _ = reading.article.paragraph(claim.content[0][0])
    reading.by_paragraph.setdefault(paragraph, []).append(claim)


def _cue(reading: Reading, found: Attribution) -> Range | None:
    """The words that hand over, with the speaker when these stand together.

    Between “she said that …” and “and denied” there are words of hers: then they stand apart.
    """
    parts = sorted((*found.source, *found.cue))
    if not parts:
        return None
    start, end = parts[0][0], max(p[1] for p in parts)
    near = reading.by_paragraph.get(reading.article.paragraph(start)[0], ())
    said = [*found.content, *(r for claim in near for r in claim.content if found.source)]
    apart = any(start <= s < end or start < e < end for s, e in said if (s, e) != (start, end))
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
    inside = Overlaps((r, claim) for claim in reading.claims for r in _where(claim))
    for block in reading.blocks:
        doc = reading.block_docs.get(block.start)
        holder: Holder | None = None
        if doc is None and (dated := reading.discourse.within(*block.intro)) is not None:
            doc = dated.doc if dated.doc.dated_by else None
        if doc is not None:
            holder = author_of(reading, doc)
        first = reading.article.sentence(block.start)
        if holder is None or inside.any_at(*first):
            continue
        where = trimmed(reading.article.characters, first)
        good = typed(reading.article, where) is not None and not _is_covered(reading, (where,))
        if not good or where[1] - where[0] > _LONGEST_QUOTE:
            continue
        claim = Claim(
            holder=holder,
            content=(where,),
            mode="block",
            doc=doc,
            document=block.intro if block.intro[1] - block.intro[0] < _LONGEST_CUE else None,
            named=False,
            source=None,
            confidence="unsure",
            extractor="blocks 1",
        )
        _keep(reading, claim)
        inside.add(where, claim)


def _where(claim: Claim) -> tuple[Range, ...]:
    """The passages of a claim, its cue among them."""
    return claim.content if claim.cue is None else (*claim.content, claim.cue)


def claim_text(article: Article, claim: Claim) -> tuple[str, str]:
    """What a claim says as a sentence, and its factuality."""
    parts = [article.characters[slice(*r)] for r in claim.content]
    cue = " ".join(article.characters[slice(*r)] for r in claim.verb)
    return sentence(parts), factuality(" ".join(parts), cue)
