"""Who speaks for a document: its author, who published it, or “the author of …”."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.extract.cast import Heard
from kgbuild.extract.documents import Doc
from kgbuild.extract.holders import Holder
from kgbuild.extract.lexicon import CONTAINERS
from kgbuild.extract.readings import Reading

_DETERMINER: Final = re.compile(r"^(?:an?|one|another|his|her|its|their)\s+", re.IGNORECASE)
# Who writes “in a letter” wrote it, whoever it is; a report may only quote its witnesses.
_WRITTEN: Final = frozenset({"letter", "statement", "micropost", "blog-post", "opinion"})


def author_of(reading: Reading, doc: Doc) -> Holder:
    """Who speaks for a document: its author, else who published it, else “the author of …”."""
    known = _known_author(reading, doc)
    if known is not None:
        return known
    name = doc.by or doc.publisher
    if name is not None and name.kind == "pseudonym":
        voices = (h for h in reading.cast.holders if h.kind == "voice" and h.name == name.words)
        return next(voices, None) or reading.cast.add("voice", name.words, type_="pseudonymous")
    if name is not None:
        kind = name.kind if name.kind in ("person", "institution") else "person"
        kind = "institution" if name is doc.publisher else kind
        return reading.cast.add(kind, name.words, type_=name.type or "other")
    words = re.sub("^The ", "the ", _DETERMINER.sub("", doc.words))
    return _meant(reading, doc) or _unnamed(reading, doc, f"author of {words}", "anonymous")


def _known_author(reading: Reading, doc: Doc) -> Holder | None:
    """The author whom the file names, or who has been heard to write it."""
    entry = next((s for s in reading.file.sources if doc.id and s.id.value == doc.id), None)
    if entry is not None and entry.by is not None:
        by = next((h for h in reading.cast.holders if h.id == entry.by.value), None)
        if by is not None:
            return by
    return reading.authors.get(doc)


def _meant(reading: Reading, doc: Doc) -> Holder | None:
    """Who is meant by “its report”, “a survey by the league”, “the first” of her letters."""
    if doc.body is not None and (body := reading.cast.body(*doc.body)) is not None:
        return body
    owner = re.match(r"(?:his|her|its|their)\b", doc.words, re.IGNORECASE)
    heard = reading.cast.hear((doc.start, doc.start + len(owner[0]))) if owner else None
    if heard is not None:
        return heard.holder
    return reading.authors.get(doc.of) if doc.of is not None else None


def _unnamed(reading: Reading, doc: Doc, name: str, kind: str) -> Holder:
    """The voice of a document; nobody knows whether two reports have the same author."""
    if doc not in reading.unnamed:
        reading.unnamed[doc] = reading.cast.add("voice", name, type_=kind)
    return reading.unnamed[doc]


def give_author(reading: Reading, doc: Doc, holder: Holder) -> None:
    """Who writes “in a blog” is its author, unless the text names another."""
    own = doc.words.lower().startswith(("its ", "their ", "his ", "her "))
    one = holder.kind != "voice" or doc.kind in _WRITTEN or own
    if doc.by is None and not doc.id and doc.kind not in CONTAINERS and one:
        reading.authors.setdefault(doc, holder)


def together_in(reading: Reading, group: Doc) -> Heard:
    """Who speaks in several documents: their one author, else they are a voice together."""
    if group.by is not None or group in reading.authors:
        return Heard(author_of(reading, group), named=False, sure=False)
    return Heard(_unnamed(reading, group, group.words, "collective"), named=False, sure=False)
