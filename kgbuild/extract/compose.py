"""The entries that proposals become: mappings of keys and values, as `annotation.style` writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgbuild.annotation.layout import entries_of, slug
from kgbuild.annotation.style import Value
from kgbuild.extract.attribution import Range
from kgbuild.extract.authors import author_of
from kgbuild.extract.claims import Claim
from kgbuild.extract.documents import Doc
from kgbuild.extract.holders import Holder
from kgbuild.extract.policies import policies_in
from kgbuild.extract.portions import marks_in
from kgbuild.extract.propose import claim_text
from kgbuild.extract.readings import Reading
from kgbuild.extract.wording import digest, flat, typed
from kgbuild.records.workbench import PARAGRAPHS_BACK
from kgbuild.text.anchor import occurrences
from kgbuild.text.article import Article

SECTIONS: Final = (
    "people",
    "institutions",
    "voices",
    "places",
    "sources",
    "policies",
    "claims",
    "marks",
    "regions",
)
_BEFORE_NOUN: Final = re.compile(
    r"^(?:an?|one|the|his|her|its|their)\s+(?:same\s+)?", re.IGNORECASE
)
_WORDLY: Final = re.compile(r"\w")
_LONGEST_ID: Final = 60
_ID_WORDS: Final = 6
Entry = dict[str, Value]
Sections = dict[str, list[Entry]]
_KIND_TITLES: Final = {"other": "document", "micropost": "post", "court-decision": "court decision"}


class Ids:
    """Short names made of words, each given once in a file."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def make(self, words: str, kind: str) -> str:
        """A short name for these words; `kind` and a hash stand in for letters that are not Latin.

        >>> ids = Ids(["wu"])
        >>> ids.make("Wu", "person"), ids.make("难民", "voice")
        ('wu-person', 'voice-6bcb3b31')
        """
        name = slug(words) or f"{kind}-{digest(words)}"
        if name in self._taken:
            name = f"{name[: _LONGEST_ID - 12].strip('-')}-{kind}"
        number = 2
        base = name
        while name in self._taken:
            name, number = f"{base}-{number}", number + 1
        self._taken.add(name)
        return name


def compose(reading: Reading, *, first: bool) -> Sections:
    """The entries for everything proposed; in a first run also what is only mentioned.

    Entries that the file has already are not among them.
    """
    taken = [e.id.value for _, e in entries_of(reading.file) if getattr(e, "id", None)]
    composer = _Composer(reading, Ids(taken))
    for claim in reading.claims:
        composer.claim(claim)
    if first:
        composer.mentioned()
    return {name: entries for name, entries in composer.sections.items() if entries}


class _Composer:
    """Writes each holder and document once, when a claim first needs it."""

    def __init__(self, reading: Reading, ids: Ids) -> None:
        self.reading = reading
        self.article = reading.article
        self.ids = ids
        self.sections: Sections = {name: [] for name in SECTIONS}
        self._docs: dict[int, str] = {}
        self._names: set[str] = {h.name for h in reading.cast.holders if h.known}
        self._called = {w for h in reading.cast.holders if h.known for w in (h.name, *h.called)}

    # ── Who and where ───────────────────────────────────────────────────────────────────────────

    def holder(self, holder: Holder) -> str:
        """The id of a holder, whose entry is written the first time."""
        if holder.id:
            return holder.id
        kind = {"person": "person", "institution": "body", "voice": "voice"}[holder.kind]
        holder.id = self.ids.make(holder.name, kind)
        entry: Entry = {"id": holder.id, "name": holder.name}
        section = "people"
        if holder.kind != "person":
            section = "institutions" if holder.kind == "institution" else "voices"
            key = "type" if holder.kind == "institution" else "kind"
            entry[key] = holder.type or ("other" if key == "type" else "anonymous")
        called = [w for w in sorted(holder.called) if w not in self._called and self._is_there(w)]
        self._called.update((*called, holder.name))
        if called:
            entry["called"] = called
        self._names.add(holder.name)
        self.sections[section].append(entry)
        return holder.id

    def _is_there(self, words: str) -> bool:
        return bool(occurrences(words, self.article))

    def document(self, doc: Doc) -> str:
        """The id of a document, whose entry is written the first time."""
        if doc.id:
            return doc.id
        if id(doc) in self._docs:
            return self._docs[id(doc)]
        author = author_of(self.reading, doc)
        words = _BEFORE_NOUN.sub("", flat(doc.words))
        title = self._title(doc, words)
        name = self.ids.make(title if doc.dated_by else words, "source")
        self._docs[id(doc)] = name
        entry: Entry = {"id": name, "title": title, "kind": doc.kind, "by": self.holder(author)}
        if doc.publisher is not None and doc.publisher.words != author.name:
            body = self.reading.cast.add(
                "institution", doc.publisher.words, type_=doc.publisher.type or "medium"
            )
            entry["publisher"] = self.holder(body)
        entry["issued"] = doc.issued or "unknown"
        called = [w for w in dict.fromkeys((doc.dated_by, flat(doc.words))) if self._names_only(w)]
        self._called.update(called)
        if called:
            entry["called"] = called
        self.sections["sources"].append(entry)
        return name

    def _names_only(self, words: str) -> bool:
        """Whether words name this document alone: once in the text, more than one word."""
        once = len(occurrences(words, self.article)) == 1 if words else False
        return once and " " in words and words not in self._called

    def _title(self, doc: Doc, words: str) -> str:
        kind = _KIND_TITLES.get(doc.kind, doc.kind.replace("-", " "))
        if doc.dated_by:
            by = f" ({doc.by.words})" if doc.by else ""
            return f"{kind.capitalize()} of {doc.issued}{by}"
        of = f" of {flat(doc.of.words)}" if doc.of is not None else ""
        return words[:1].upper() + words[1:] + of

    # ── Claims ──────────────────────────────────────────────────────────────────────────────────

    def claim(self, claim: Claim) -> None:
        """The entry of a claim, after those of whom and what it names."""
        quotes = [typed(self.article, r) for r in claim.content]
        says, sure = claim_text(self.article, claim)
        if not says or any(q is None for q in quotes):
            return
        words = " ".join(self.article.characters[slice(*r)] for r in claim.content)
        short = "-".join(slug(words[:200]).split("-")[:_ID_WORDS])
        speaker = "-".join(slug(claim.holder.name).split("-")[:2])
        claim.id = self.ids.make(f"{speaker}-{short}" if short else _unspelled(words), "claim")
        entry: Entry = {"id": claim.id, "by": self.holder(claim.holder)}
        if claim.doc is not None:
            entry["in"] = self.document(claim.doc)
        if claim.via is not None:
            entry["via"] = self.holder(claim.via)
        if claim.outer is not None and claim.outer.id:
            entry["within"] = claim.outer.id
        entry["quote"] = quotes[0] if len(quotes) == 1 else [q for q in quotes if q is not None]  # type: ignore[assignment]
        entry |= {"mode": claim.mode, "factuality": sure, "says": says}
        self._words(entry, claim)
        if claim.said:
            entry["said"] = claim.said
        entry |= {
            "proposed-by": claim.extractor,
            "confidence": claim.confidence,
            "review": "proposed",
        }
        self.sections["claims"].append(entry)

    def _words(self, entry: Entry, claim: Claim) -> None:
        """The words that hand over, and those that stand for speaker and document."""
        text = self.article.characters
        cue = self._near(claim, claim.cue) if claim.cue else None
        if cue is not None:
            entry["cue"] = cue
        named = {claim.holder.name, *claim.holder.called}
        if claim.doc is not None and self._is_author(claim.doc, claim.holder):
            named.update((claim.doc.words, claim.doc.dated_by))
        said = flat(text[slice(*claim.cue)]) if claim.cue else ""
        if not any(_has(said, name) for name in named if name):
            where = claim.source or claim.document or claim.cue
            words = self._near(claim, where) if where else None
            if words is not None:
                entry["speaker"] = words
        if claim.document is not None and (words := self._near(claim, claim.document)):
            entry["document"] = words

    def _is_author(self, doc: Doc, holder: Holder) -> bool:
        return author_of(self.reading, doc) is holder

    def _near(self, claim: Claim, where: Range) -> Value | None:
        """A passage beside a quotation: with `nth` only when another of its like is nearer."""
        words = flat(self.article.characters[slice(*where)])
        if where == _nearest(self.article, words, claim.content):
            return words
        return typed(self.article, where)

    # ── What is only mentioned ──────────────────────────────────────────────────────────────────

    def mentioned(self) -> None:
        """Places and bodies named in the prose, policies, portion marks, regions.

        Where a person has begun a list of their own, nothing is added to it.
        """
        reading = self.reading
        for name in reading.names:
            is_body = name.kind == "institution" and " " in name.words
            if is_body and not reading.file.institutions:
                self.holder(reading.cast.add("institution", name.words, type_=name.type))
            elif name.kind == "place" and not reading.file.places:
                self._place(name.words)
        policies = () if reading.file.policies else policies_in(self.article, reading.cast)
        for policy in policies:
            entry: Entry = {
                "id": self.ids.make(policy.words, "policy"),
                "name": policy.words[:1].upper() + policy.words[1:],
                "owner": self.holder(policy.owner),
                "called": [policy.words],
            }
            if policy.words not in self._called:
                self._called.add(policy.words)
                self.sections["policies"].append(entry)
        if not reading.file.marks:
            self._marks()
        for start, end, kind in reading.regions:
            quote = typed(self.article, (start, end))
            if quote is not None and not reading.file.regions:
                self.sections["regions"].append({"quote": quote, "kind": kind})

    def _place(self, words: str) -> None:
        if words in self._names or words in self._called:
            return
        self._names.add(words)
        self.sections["places"].append({"id": self.ids.make(words, "place"), "name": words})

    def _marks(self) -> None:
        for mark in marks_in(self.article):
            quote, portion = typed(self.article, mark.where), typed(self.article, mark.portion)
            if quote is None:
                continue
            entry: Entry = {"quote": quote, "level": mark.level}
            block = self.reading.block_at(mark.where[0])
            doc = self.reading.block_docs.get(block.start) if block else None
            if doc is None and block is not None:
                dated = self.reading.discourse.within(*block.intro)
                doc = dated.doc if dated is not None and dated.doc.dated_by else None
            entry["in"] = self.document(doc) if doc else self.reading.file.article.id.value
            if portion is not None:
                entry["portion"] = portion
            self.sections["marks"].append(entry)


def _has(said: str, words: str) -> bool:
    """Whether words stand among others as whole words."""
    at = said.find(words)
    while at >= 0 and (_WORDLY.match(said[at - 1 : at]) or _WORDLY.match(said, at + len(words))):
        at = said.find(words, at + 1)
    return at >= 0


def _unspelled(words: str) -> str:
    """Words from which `Ids.make` takes a hash, because they have no Latin letters."""
    return "".join(c for c in words if not c.isascii()) or "?"


def _nearest(article: Article, words: str, content: tuple[Range, ...]) -> Range | None:
    """The occurrence that the builder takes: the nearest within two paragraphs (see workbench)."""
    first, _ = article.paragraph(content[0][0], back=PARAGRAPHS_BACK)
    last = max(article.paragraph(content[-1][0])[1], content[-1][1])
    close = occurrences(words, article, first, last)

    def distance(place: Range) -> tuple[int, int]:
        before = content[0][0] - place[1]
        return (before, 0) if before >= 0 else (max(0, place[0] - content[-1][1]), 1)

    return min(close, key=distance, default=None)
