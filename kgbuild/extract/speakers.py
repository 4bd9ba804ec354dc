"""Who speaks in an attribution, in which document, and to whom, by the words beside it."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.authors import author_of, give_author, together_in
from kgbuild.extract.cast import Heard
from kgbuild.extract.claims import Claim
from kgbuild.extract.documents import Doc, DocMention
from kgbuild.extract.holders import Holder
from kgbuild.extract.lexicon import CONTAINERS
from kgbuild.extract.names import names_in
from kgbuild.extract.pronouns import PRONOUNS
from kgbuild.extract.readings import Reading
from kgbuild.extract.structure import Block
from kgbuild.extract.wording import trimmed

_IN_IT: Final = re.compile(
    r"(?:\b(?:in|on|via|through|to|into|from|dans|in einem|en)|在)\s*$", re.IGNORECASE
)
_TOLD: Final = re.compile(r"\b(?:told|tells|(?:\w+ed|said) to)\s+")
_MEDIUM: Final = re.compile(r"\bin\s+(?:the\s+)?$")
# Who hears it and passes nothing on: a crowd, a parliament, a court.
_NOBODY: Final = re.compile(
    r"(?i)^(?:(?:reporters|journalists)\b.*|the press|the media|everyone|people|"
    r"(?:the\s+)?(?:house of \w+|senate|parliament|congress|\w+ sabha|assembly|(?:\w+ )*court|"
    r"(?:\w+ )*(?:committee|inquiry|tribunal|conference)))$"
)
# A verb of saying inside a source: what follows it is no longer who speaks.
_SWALLOWED: Final = re.compile(r"\s(?:said|says|told|added|wrote|warned|argued|insisted|claimed)\b")
# A clause that was taken for a source because the next verb shares its subject.
_GOES_ON: Final = re.compile(r"\s(?:and|but|or)$")
_SOME_BODY: Final = re.compile(
    r"(?:[A-Z][\w.]*\s|[A-Z]\w+[’']s?\s|\w+\s){1,4}?"
    r"(?:office|department|ministry|company|firm|council|party|government|board|agency|bank|"
    r"commission|committee|union|bureau|institute|foundation)\s[a-z]"
)
_BEHIND: Final = 60
_DATA: Final = frozenset("data figures statistics numbers records estimates modelling".split())
_OF_WHOM: Final = re.compile(
    r"\s+(?:(?:released|published|compiled|available|gathered|collected|provided|held)\s+)?"
    r"(?:with|from|by|of|at)\s+(?:the\s+)?"
)


def first_of(found: Attribution) -> int:
    """Where an attribution begins in the text."""
    return min(r[0] for r in (*found.source, *found.cue, *found.content))


def document_named(reading: Reading, source: Range) -> DocMention | None:
    """The document mention that is the head of a source: “a long article in Huanqiu Shibao”."""
    mention = reading.discourse.overlapping(*source)
    if mention is None or mention.start > source[0] + 1 or mention.end < source[0]:
        return None
    rest = reading.article.characters[mention.end : source[1]].strip()
    return mention if not rest or rest.split()[0].lower() in _AFTER_HEAD else None


_AFTER_HEAD: Final = frozenset(
    "of in on by from for about with that which dated headlined published issued carried conducted "
    "prepared compiled commissioned released produced obtained sent signed seen".split()
)


def speaker_of(reading: Reading, found: Attribution) -> tuple[Heard, Doc | None] | None:
    """Who speaks, and the document that does when it is one; None when nobody can be told."""
    if not found.source:
        return _carried(reading, found)
    text = reading.article.characters
    source = _before_verb(text, found.source[0])
    if _GOES_ON.search(text[slice(*source)]):
        return _same_as_before(reading, source[0])
    mention = document_named(reading, source)
    if mention is None and text[slice(*source)].lower() == "it":
        mention = _it(reading, source[0])
    if mention is not None:
        return _document_speaks(reading, mention, text[slice(*source)])
    if text[slice(*source)].split()[-1].lower() in _DATA:
        return _whose_data(reading, source)
    heard = reading.cast.hear(source, found.content)
    if heard is None or (reading.author and heard.holder.name == reading.author):
        return None
    return heard, None


def _document_speaks(reading: Reading, mention: DocMention, words: str) -> tuple[Heard, Doc | None]:
    """Who speaks when a document does; several documents are none to speak in."""
    doc = mention.doc
    if doc.plural:
        return together_in(reading, doc), None
    holder = author_of(reading, doc)
    named = mention.start == doc.start or words == doc.words
    return Heard(holder, named=named and holder.kind != "voice"), doc


def _whose_data(reading: Reading, source: Range) -> tuple[Heard, Doc | None] | None:
    """“According to data from the Central Water Agency”: data are nobody, the agency speaks."""
    text = reading.article.characters
    _, end = reading.article.sentence(source[0])
    owner = _OF_WHOM.match(text, source[1], end)
    if owner is None:
        return None
    names = names_in(text, owner.end(), min(end, owner.end() + _BEHIND), reading.language)
    if not names or names[0].start != owner.end():
        return None
    heard = reading.cast.hear((names[0].start, names[0].end))
    return (heard, None) if heard is not None else None


def _it(reading: Reading, offset: int) -> DocMention | None:
    """The document that “it” stands for: one that the sentences before are about.

    “In a report, it concluded” is somebody's who has written one.
    """
    start, _ = reading.article.paragraph(offset)
    last = reading.discourse.last_before(offset)
    if last is None or last.start < start:
        return None
    text = reading.article.characters
    here, _ = reading.article.sentence(offset)
    if _SOME_BODY.match(text, reading.article.sentence(max(start, here - 2))[0], here):
        return None
    written = last.start >= here and _IN_IT.search(text[max(0, last.start - 12) : last.start])
    return None if written else last


def _before_verb(text: str, source: Range) -> Range:
    """The words of a source before a verb of saying: “Tom Ellery said … and” is Tom Ellery."""
    verb = _SWALLOWED.search(text, *source)
    return (source[0], verb.start()) if verb else source


def _same_as_before(reading: Reading, offset: int) -> tuple[Heard, Doc | None] | None:
    """Who spoke before in the sentence, for a second verb of theirs: “… and denied that …”."""
    start, _ = reading.article.sentence(offset)
    last = [c for c in reading.claims if start <= c.content[0][0] <= offset]
    return (Heard(last[-1].holder, named=False, sure=False), last[-1].doc) if last else None


def _carried(reading: Reading, found: Attribution) -> tuple[Heard, Doc | None] | None:
    """The speaker before, for words in a block or a paragraph that only goes on quoting."""
    block = reading.block_at(found.content[0][0])
    begin = block.intro[0] if block else None
    if begin is None:
        return None
    last = [c for c in reading.claims if begin <= c.content[0][0] < found.content[0][0]]
    return (Heard(last[-1].holder, named=False, sure=False), last[-1].doc) if last else None


def document_of(
    reading: Reading, found: Attribution, holder: Holder, block: Block | None
) -> tuple[Doc, Range | None] | None:
    """The document somebody speaks in, and the words here that stand for it."""
    text = reading.article.characters
    sentence_start, _ = reading.article.sentence(first_of(found))
    begin, end = sentence_start, _handing_over(reading, found)
    for mention in reading.discourse.between(begin, end + 1):
        outside = not any(s <= mention.start < e for s, e in found.content)
        if outside:
            before = text[max(0, mention.start - 12) : mention.start]
            if _IN_IT.search(before):
                give_author(reading, mention.doc, holder)
                if mention.doc.plural:
                    continue
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
            give_author(reading, doc, holder)
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
    start, _ = reading.article.paragraph(first_of(found))
    last = reading.discourse.last_before(first_of(found), kinds=CONTAINERS)
    if last is not None and last.start >= start and holder.kind == "person":
        return last.doc, None
    if id(holder) in reading.speaks_in:
        return reading.speaks_in[id(holder)], None
    return None


def told_to(reading: Reading, found: Attribution, claim: Claim) -> Holder | None:
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
    known = heard.holder.sex or heard.holder.roles or heard.holder.called or heard.holder.known
    one = heard.holder.kind == "person" and (" " not in heard.holder.name or not known)
    single = heard.holder.kind == "voice" and heard.holder.type != "collective"
    return None if one or single else heard.holder
