"""Documents that an article speaks of, and which of them “the same cable” is.

Mentions are read in the order of the text: “a report” is a new one, “the report” the last of its
kind, “two cables from the consulate” a group whose members come later and share its author.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kgbuild.extract.attribution import Range
from kgbuild.extract.days import days_in
from kgbuild.extract.lexicon import BODIES, DOCUMENT_KINDS
from kgbuild.extract.names import Name, names_in
from kgbuild.extract.structure import Block

_NOUNS: Final = "|".join(
    sorted((re.escape(n) for n in (*DOCUMENT_KINDS, "piece")), key=len, reverse=True)
)
_MANY: Final = "two|three|four|several|some|both|these|those|many|few"
_SAME: Final = "the same|the|this|that"
_NEW: Final = "another|a second|a third|a|an|one|its|his|her|their"
_NOT_BETWEEN: Final = (
    r"the|a|an|of|in|on|at|by|to|from|and|or|that|which|who|is|was|has|had|have|with|for|said|says|"
    r"told|published|wrote"
)
# “U.S.” ends no sentence, “flow.” does.
_ADJECTIVE: Final = r"(?:(?:[A-Z]\.)+|[\w’'-]+(?:\.[\w’'-]+)*)"
_MENTION: Final = re.compile(
    rf"(?<!\w)(?P<det>(?i:{_MANY}|{_SAME}|{_NEW})|(?:[A-Z][\w’'.]+ ){{0,3}}[A-Z]\w+[’']s)\s+"
    rf"(?P<adj>(?:(?!(?:{_NOT_BETWEEN})\s){_ADJECTIVE}\s+){{0,4}}?)(?P<noun>{_NOUNS})(?![\w’'-])"
)
_ORDINAL: Final = re.compile(
    r"(?i)\bthe (first|second|third|former|latter|last)(?: one)?\b(?= [a-z])"
)
# “The review” is no paper named before, though both are reports.
_ITS_OWN: Final = frozenset("review survey audit inquiry memo assessment briefing dossier".split())
_DIPLOMATIC: Final = re.compile(
    r"(?i)embass|\bconsul(?:s|ar|ates?)?\b|diploma|\blegation|wikileaks|state department|"
    r"foreign ministry|\bclassified"
)
_ANY_KIND: Final = frozenset({"article", "piece", "story", "document", "text", "articles"})
_BY: Final = re.compile(
    r"\s+(?:(?:published|issued|written|carried out|conducted|prepared|compiled|commissioned|"
    r"released|produced|sent|signed)\s+)?(?:from|by|of)\s+(?:the\s+)?"
)
_IN: Final = re.compile(r"\s+(?:in|for)\s+(?:the\s+)?")
_DATED: Final = re.compile(r",?\s*(?:\(?dated|of|from)?\s*")
_PEN_NAME: Final = re.compile(
    r"\bunder (?:the|a) (?:pen[ -]?name|pseudonym)(?: of)?\s+"
    r"[“\"]?(?P<name>[\w’'-]+(?: [\w’'-]+)?)(?=[”\",.;)\s])"
)
_REACH: Final = 80
_LEAD: Final = 25
_LONGEST: Final = 200
_BACK: Final = 200


@dataclass(slots=True, eq=False)
class Doc:
    """A document: what the text says of it so far. `words` are those of its first mention."""

    kind: str
    words: str
    start: int
    issued: str = ""
    by: Name | None = None
    publisher: Name | None = None
    id: str = ""
    plural: bool = False
    members: list[Doc] = field(default_factory=list)
    dated_by: str = ""
    of: Doc | None = None
    body: Range | None = None


@dataclass(frozen=True, slots=True)
class DocMention:
    """Where a document is mentioned."""

    start: int
    end: int
    doc: Doc


Spot = tuple[int, int, re.Match[str] | DocMention]


class Discourse:
    """The documents of a text and their mentions, in order."""

    def __init__(self, text: str, *, issued: str, language: str) -> None:
        self.text = text
        self.mentions: list[DocMention] = []
        self._issued = issued
        self._language = language
        self._last: dict[str, Doc] = {}
        self._groups: dict[str, Doc] = {}
        # Where nobody speaks of diplomats, cables are made of copper.
        self._diplomatic = _DIPLOMATIC.search(text) is not None

    def read(
        self, prose: Iterable[Range], blocks: Iterable[Block], known: list[DocMention]
    ) -> None:
        """Follows the mentions through the prose; `known` ones were named by a person before."""
        introduced = {block.intro: block for block in blocks}
        for start, end in prose:
            spots: list[Spot] = [
                (m.start(), m.end(), m) for m in _MENTION.finditer(self.text, start, end)
            ]
            spots += [(m.start(), m.end(), m) for m in _ORDINAL.finditer(self.text, start, end)]
            ours = [k for k in known if start <= k.start < end]
            spots = [s for s in spots if not any(k.start < s[1] and s[0] < k.end for k in ours)]
            everything: list[Spot] = [*((k.start, k.end, k) for k in ours), *spots]
            for spot in sorted(everything, key=lambda s: s[:2]):
                self._one(*spot, limit=end)
            self._pen_names(start, end)
            if (start, end) in introduced:
                self._dateline(start, end)

    def _one(self, start: int, end: int, what: re.Match[str] | DocMention, *, limit: int) -> None:
        if isinstance(what, DocMention):
            doc: Doc | None = what.doc
        elif "noun" in what.groupdict():
            doc, end = self._mentioned(what, limit)
        else:
            doc = self._numbered(what)
        if doc is not None:
            self._note(start, end, doc)

    def _note(self, start: int, end: int, doc: Doc) -> None:
        self.mentions.append(DocMention(start, end, doc))
        (self._groups if doc.plural else self._last)[doc.kind] = doc

    def _mentioned(self, match: re.Match[str], limit: int) -> tuple[Doc | None, int]:
        det, noun = match["det"].lower(), match["noun"].lower()
        kind = DOCUMENT_KINDS.get(noun, "news-item")
        if kind == "cable" and not self._diplomatic:
            return None, match.end()
        plural = bool(re.fullmatch(_MANY, det)) or (
            noun.endswith("s") and det != "the" and noun != "memoirs"
        )
        if re.fullmatch(_SAME, det) and noun in _ANY_KIND and self._nearest():
            return self._nearest(), match.end()
        if re.fullmatch(_SAME, det) and not plural:
            known = self._last.get(kind) or self._groups.get(kind)
            if known is not None and (noun not in _ITS_OWN or noun in known.words.lower()):
                return known, match.end()
        doc = Doc(kind=kind, words="", start=match.start(), plural=plural)
        end = self._described(doc, match.end(), limit)
        if det.endswith(("’s", "'s")):
            owner = names_in(self.text, match.start("det"), match.end("det"), self._language)
            doc.by = owner[-1] if owner else None
        doc.words = self.text[match.start() : end]
        doc.issued = doc.issued or self._day_before(match.start())
        group = self._groups.get(kind)
        if group is not None and not plural and doc.by is None and kind != "news-item":
            doc.by = group.by
            group.members.append(doc)
        return doc, end

    def _day_before(self, start: int) -> str:
        """“On Friday, an opinion piece …”: the day that leads to a mention."""
        first = max(0, start - _LEAD)
        days = days_in(self.text, first, start, issued=self._issued, language=self._language)
        led = days and not self.text[days[-1].end : start].strip(" ,")
        return days[-1].edtf if led else ""

    def _nearest(self) -> Doc | None:
        return self.mentions[-1].doc if self.mentions else None

    def _described(self, doc: Doc, end: int, limit: int) -> int:
        """Reads what follows a mention: its date, its author, the medium. Where that ends."""
        reach = min(limit, end + _REACH)
        if by := _BY.match(self.text, end, reach):
            doc.by, after = self._name_at(by.end(), reach)
            noun = re.compile(r"[a-z][\w-]*").match(self.text, by.end(), reach)
            if doc.by is None and noun and noun[0] in BODIES and by[0].rstrip().endswith("the"):
                doc.body = noun.span()
            end = after or end
        if medium := _IN.match(self.text, end, reach):
            doc.publisher, after = self._name_at(medium.end(), reach)
            spoken = doc.kind == "statement" and doc.publisher is not None
            none = ("place", "person", "") if spoken else ("place", "person")  # a speech in Hull
            if doc.publisher is not None and doc.publisher.kind in none:
                doc.publisher = None
            end = after if doc.publisher is not None else end
        lead = _DATED.match(self.text, end, reach)
        begin = lead.end() if lead else end
        days = days_in(self.text, begin, reach, issued=self._issued, language=self._language)
        if days and days[0].start == begin:
            doc.issued = days[0].edtf
            end = days[0].end
        return end

    def _name_at(self, start: int, end: int) -> tuple[Name | None, int]:
        names = [n for n in names_in(self.text, start, end, self._language) if n.start - start <= 4]  # noqa: PLR2004
        return (names[0], names[0].end) if names else (None, 0)

    def _numbered(self, match: re.Match[str]) -> Doc | None:
        """“The first” of a group of documents named before in this or the last paragraph."""
        group = next((d.doc for d in reversed(self.mentions[-3:]) if d.doc.plural), None)
        if group is None:
            return None
        number = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2, "last": -1}[
            match[1].lower()
        ]
        if number < len(group.members) and group.members:
            return group.members[number]
        doc = Doc(kind=group.kind, words=match[0], start=match.start(), by=group.by, of=group)
        group.members.append(doc)
        return doc

    def _pen_names(self, start: int, end: int) -> None:
        """“The article was written under the pen name …”: its author is that voice."""
        for match in _PEN_NAME.finditer(self.text, start, end):
            mention = self.last_before(match.start())
            if mention is not None and mention.start >= start and mention.doc.by is None:
                words = match["name"]
                mention.doc.by = Name(match.start("name"), match.end("name"), words, "pseudonym")

    def _dateline(self, start: int, end: int) -> None:
        """“From January 18, 2008:” before a block quotation: the document of that day."""
        line = self.text[start:end]
        if len(line.split()) > 8:  # noqa: PLR2004 - a line, no sentence
            return
        days = days_in(self.text, start, end, issued=self._issued, language=self._language)
        kind = next((d.doc.kind for d in reversed(self.mentions)), "")
        if not days or not kind:
            return
        words = line.strip().rstrip(":： ")
        if (named := self.within(start, end)) is not None and named.doc.issued:
            named.doc.dated_by = named.doc.dated_by or words
            return
        group = self._groups.get(kind)
        last = self._last.get(kind)
        if last is not None and not last.issued:
            last.issued, last.dated_by = days[0].edtf, words
            self._note(start, start + len(words), last)
            return
        doc = Doc(kind=kind, words=words, start=start, issued=days[0].edtf, dated_by=words)
        doc.by = group.by if group else None
        if group is not None:
            group.members.append(doc)
        self._note(start, start + len(words), doc)

    # ── Asking ──────────────────────────────────────────────────────────────────────────────────

    def between(self, start: int, end: int) -> list[DocMention]:
        """The mentions inside a passage."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        last = bisect_left(self.mentions, end, key=lambda m: m.start)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def within(self, start: int, end: int) -> DocMention | None:
        """The first mention inside a passage."""
        return next(iter(self.between(start, end + 1)), None)

    def overlapping(self, start: int, end: int) -> DocMention | None:
        """The first mention that shares a character with a passage."""
        near = self.between(start - _LONGEST, end + _LONGEST)
        return next((m for m in near if m.start < end and start < m.end), None)

    def last_before(self, offset: int, *, kinds: Iterable[str] = ()) -> DocMention | None:
        """The last mention before an offset, of some kinds or of any."""
        wanted = set(kinds)
        last = bisect_left(self.mentions, offset, key=lambda m: m.start)
        for mention in reversed(self.mentions[max(0, last - _BACK) : last]):
            if mention.end <= offset and (not wanted or mention.doc.kind in wanted):
                return mention
        return None
