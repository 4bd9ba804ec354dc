"""Who speaks: the words for a source become a person, an institution, a voice or a document.

Nobody is invented: a person is a name that stands in the text; whoever has none is a voice of this
article, kept apart from every other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kgbuild.annotation.entries import AnnotationFile
from kgbuild.extract.attribution import Range
from kgbuild.extract.lexicon import BODIES, CUES, PLURALS, TITLES
from kgbuild.extract.names import (
    SEQUENCE,
    Name,
    bodies_in,
    classify,
    han_name,
    is_initials,
    places_of,
)
from kgbuild.text.anchor import occurrences
from kgbuild.text.article import Article

_HEAD_END: Final = re.compile(
    r",|;|\s(?:of|at|from|in|for|on|with|who|which|that|whose|based|by|voted|from|near|inside|"
    r"outside|qui|de|du|des|à)\s"
)
_ARTICLES: Final = re.compile(
    r"^(?:the|a|an|one|le|la|l['’]|les|un|une|der|die|das|el|los)\s+", re.IGNORECASE
)
_SEVERAL: Final = re.compile(
    r"(?:several|many|some|few|two|three|four|plusieurs|viele)\b", re.IGNORECASE
)
_DEFINITE: Final = re.compile(r"^(?:the|this|that|le|la|les|der|die|das|el)\s+", re.IGNORECASE)
_FIRST_PERSON: Final = frozenset("i we me us je nous ich wir yo nosotros 我 我们".split())
_HE: Final = frozenset("he him his il er él 他".split())
_SHE: Final = frozenset("she her elle sie ella 她".split())
_THEY: Final = frozenset("they them their ils elles ellos ellas 他们 她们".split())
_IT: Final = frozenset("it its es on 它".split())
_MALE: Final = frozenset("mr sir lord herr señor king prince chairman spokesman shri sri".split())
_FEMALE: Final = frozenset(
    "mrs ms miss lady dame frau señora queen princess chairwoman spokeswoman smt".split()
)
# “Another, voted the most popular in the thread, said”: the aside tells who.
_ASIDE: Final = re.compile(r",\s(?:\w+\s){2,9}\w+,")
_BEFORE_SENTENCE: Final = ("", ".", "!", "?", "”", '"', "…", ":", ")")
_NAME_WORDS: Final = 4
_LONGEST_NAME: Final = 120
PRONOUNS: Final = (
    _HE | _SHE | _THEY | _IT | frozenset(w for c in CUES.values() for w in c.pronouns.split())
)


@dataclass(slots=True, eq=False)
class Holder:
    """Somebody who can say something. `kind` is person, institution or voice.

    `type` is what sort of institution or voice; `id` the id in the file when it has one there.
    """

    kind: str
    name: str
    type: str = ""
    id: str = ""
    called: set[str] = field(default_factory=set)
    sex: str = ""
    roles: set[str] = field(default_factory=set)
    known: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A holder for a source, and whether the words name them (else they stand for them)."""

    holder: Holder
    named: bool
    sure: bool = True


class Cast:
    """Everybody who speaks in an article, those of the annotation file first."""

    def __init__(self, article: Article, file: AnnotationFile, language: str) -> None:
        self.text = article.characters
        self._article = article
        self._language = language
        self.holders: list[Holder] = []
        self._spoke: list[tuple[int, Holder]] = []
        self.bodies: tuple[Name, ...] = ()
        self._take(file)

    def _take(self, file: AnnotationFile) -> None:
        """The people, institutions and voices that a person has defined already."""
        for kind, entries in (
            ("person", file.people),
            ("institution", file.institutions),
            ("voice", file.voices),
        ):
            for entry in entries:
                called = {t.value for t in entry.called}
                self.holders.append(
                    Holder(kind, entry.name.value, id=entry.id.value, called=called, known=True)
                )

    # ── Finding and adding ──────────────────────────────────────────────────────────────────────

    def find(self, words: str, kinds: Iterable[str] = ("person", "institution")) -> Holder | None:
        """The holder of that name: in full, by a word it is called, or by a part of a full name."""
        kinds = tuple(kinds)
        for holder in self.holders:
            if holder.kind in kinds and (words == holder.name or words in holder.called):
                return holder
        if " " in words or "person" not in kinds:
            return None
        partly = [
            h
            for h in self.holders
            if h.kind == "person" and words in h.name.split() and " " in h.name
        ]
        return partly[0] if len(partly) == 1 else None

    def add(self, kind: str, name: str, *, type_: str = "", called: str = "") -> Holder:
        """The holder of that name, new when there is none."""
        holder = self.find(name, (kind,)) if kind != "voice" else None
        if holder is None and kind == "person":
            holder = self._by_surname(name)
        if holder is None:
            holder = Holder(kind, name[:_LONGEST_NAME], type=type_)
            self.holders.append(holder)
        if called and called != holder.name and not holder.known:
            holder.called.add(called)
        return holder

    def _by_surname(self, name: str) -> Holder | None:
        """Who is so far known only by the last word of this full name, and has the name now."""
        surname = name.rsplit(maxsplit=1)[-1]
        alone = [h for h in self.holders if h.name == surname and h.kind == "person"]
        if " " not in name or len(alone) != 1 or alone[0].known:
            return None
        alone[0].called.add(surname)
        alone[0].name = name[:_LONGEST_NAME]
        return alone[0]

    def spoke(self, offset: int, holder: Holder) -> None:
        """Remembers that somebody spoke at an offset, for the pronouns after it."""
        insort(self._spoke, (offset, holder), key=lambda s: s[0])

    # ── Reading a source ────────────────────────────────────────────────────────────────────────

    def hear(self, source: Range) -> Heard | None:
        """Whoever the words of a source name or stand for; None when nobody can be told."""
        words = " ".join(self.text[slice(*source)].split())
        low = words.lower()
        if not words or low in _FIRST_PERSON:
            return None
        if low in PRONOUNS:
            return self._pronoun(low, source[0])
        kind, name, type_ = han_name(words)
        if kind:
            return Heard(self.add(kind, name, type_=type_), named=True)
        named = self._apposed(source) or self._named(source)
        return named if named is not None else self._voice(source, words)

    def _apposed(self, source: Range) -> Heard | None:
        """The person named behind a role: “Counsel for the growers, Simon Adeyemi, submitted”."""
        words = self.text[slice(*source)].split()
        if not words or any(w[:1].isupper() for w in words[1:]) or len(words) < 2:  # noqa: PLR2004
            return None
        aside = re.match(r",\s+", self.text[source[1] : source[1] + 8])
        match = SEQUENCE.match(self.text, source[1] + aside.end()) if aside else None
        if match is None or self.text[match.end() : match.end() + 1] != ",":
            return None
        name = classify(self.text, match.span(), self._language)
        if name is None or name.kind not in ("", "person") or " " not in name.words:
            return None
        return Heard(
            self._person(name, self.text[slice(*source)], self.find(name.words)), named=False
        )

    def _named(self, source: Range) -> Heard | None:
        """The person or institution whose name is the head of a source."""
        start, end = source
        stop = _HEAD_END.search(self.text, start, end)
        head_end = stop.start() if stop else end
        for body in bodies_in(self.text, start, end) or bodies_in(self.text, start, head_end):
            if body.end >= head_end:
                return Heard(self._institution(body), named=True)
        last: Name | None = None
        for match in SEQUENCE.finditer(self.text, start, end):
            if match.start() < head_end:
                last = classify(self.text, match.span(), self._language) or last
        if last is None or last.end < head_end - 2:
            return None
        holder = self._holder_of(last, self.text[start : last.start].strip())
        return Heard(holder, named=True) if holder is not None else None

    def _holder_of(self, name: Name, before: str) -> Holder | None:
        """Whom a name stands for, by its kind and the words before it; None for no name."""
        known = self.find(name.words)
        if name.kind == "institution" or is_initials(name.words):
            return self._institution(name)
        if name.kind == "place" or name.words in places_of("en"):
            return self.add("institution", name.words, type_="government")
        if before.lower() in ("the", "les", "die") and known is None:
            many = name.words.endswith("s") and " " not in name.words  # the Koreans
            return None if many else self.add("institution", name.words, type_="other")
        if known is None and not before and self._begins_a_sentence(name):
            return None  # “Unions say”: a word like any other
        is_name = len(name.words.split()) <= _NAME_WORDS and _like_a_name(name.words)
        return self._person(name, before, known) if known is not None or is_name else None

    def _begins_a_sentence(self, name: Name) -> bool:
        """Whether a single word has its capital perhaps only from the beginning of a sentence."""
        if (
            " " in name.words
            or self.text[max(0, name.start - 4) : name.start].rstrip()[-1:] not in _BEFORE_SENTENCE
        ):
            return False
        lower = re.search(rf"(?<!\w){re.escape(name.words.lower())}(?!\w)", self.text)
        inside = re.search(rf"[\w,] {re.escape(name.words)}(?!\w)", self.text)
        return lower is not None or (name.words.endswith("s") and inside is None)

    def _institution(self, name: Name) -> Holder:
        """The institution of a name; “the Gazette” is the Coast Gazette when only that is known."""
        if " " not in name.words and name.words.lower() in BODIES:
            longer = [
                h for h in self.holders if h.kind == "institution" and name.words in h.name.split()
            ]
            if len(longer) == 1 and longer[0].name != name.words:
                return longer[0]
        return self.find(name.words, ("institution",)) or self.add(
            "institution", name.words, type_=name.type or "other"
        )

    def _person(self, name: Name, before: str, known: Holder | None) -> Holder:
        """The person of a name; titles and roles before it are remembered for “the mayor”."""
        holder = known or self.add("person", name.words)
        if known is not None and name.words != known.name and not known.known:
            known.called.add(name.words)
        words = self.text[max(0, name.start - 40) : name.start].split()
        title = words[-1].strip(".").lower() if words else ""
        if title in _MALE or title in _FEMALE:
            holder.sex = "he" if title in _MALE else "she"
        for role in (*before.split(), title):
            plain = role.strip(".,").lower()
            if plain in TITLES:
                holder.roles.add(plain)
        after = self.text[name.end : name.end + 60]
        if aside := re.match(r",\s+(?:the|an?|a)\s+([^,.;]+)", after):
            head = _HEAD_END.split(aside[1], maxsplit=1)[0].split()
            holder.roles.update(w.lower() for w in head[-1:])
        return holder

    def _voice(self, source: Range, words: str) -> Heard | None:
        """A voice without a name; “the resident” is the one spoken of before."""
        if " " not in words and (aside := _ASIDE.match(self.text, source[1])):
            words = " ".join((words + aside[0].rstrip(",")).split())
        plain = _ARTICLES.sub("", words)
        head = _HEAD_END.split(plain, maxsplit=1)[0].split()
        if not head or not any(c.isalpha() for c in words):
            return None
        noun = head[-1].lower().strip("’'")
        if _DEFINITE.match(words):
            for _, holder in reversed(self._spoke):
                if noun in holder.roles:
                    return Heard(holder, named=False)
            for holder in self.holders:
                if holder.kind == "person" and noun in holder.roles:
                    return Heard(holder, named=False)
            if noun in BODIES and (body := self._body(noun, source[0])) is not None:
                return Heard(self._institution(body), named=False)
        many = noun in PLURALS or noun.endswith("men") or _SEVERAL.match(words) is not None
        many = many or (noun.endswith("s") and not noun.endswith("ss"))
        if noun in TITLES and not many and _DEFINITE.match(words) is None and len(head) > 5:  # noqa: PLR2004
            return None
        known = next((h for h in self.holders if h.kind == "voice" and h.name == words), None)
        again = known is not None and (many or _DEFINITE.match(words)) and noun not in PLURALS
        holder = (known if again or (known and known.known) else None) or self.add(
            "voice", words, type_="collective" if many else "anonymous"
        )
        holder.roles.add(noun)
        return Heard(holder, named=len(occurrences(words, self._article)) == 1)

    def _body(self, noun: str, offset: int) -> Name | None:
        """The last body named before an offset whose name has a noun in it: “the council”."""
        named = [n for n in self.bodies if n.start < offset and noun in n.words.lower().split()]
        return named[-1] if named else None

    # ── Pronouns ────────────────────────────────────────────────────────────────────────────────

    def _pronoun(self, word: str, offset: int) -> Heard | None:
        """The speaker a pronoun stands for: the last one who fits, in this paragraph or before."""
        paragraph, _ = self._article.paragraph(offset)
        window, _ = self._article.paragraph(offset, back=2)
        spoke = self._spoke[bisect_left(self._spoke, window, key=lambda s: s[0]) :]
        here = [h for at, h in spoke if paragraph <= at < offset and _fits(word, h)]
        if here:
            return Heard(here[-1], named=False)
        seen = [h for h in self._mentioned(paragraph, offset) if _fits(word, h)]
        if seen:
            return Heard(seen[-1], named=False, sure=len({id(h) for h in seen}) == 1)
        before = [h for at, h in spoke if at < paragraph and _fits(word, h)]
        if before:
            return Heard(before[-1], named=False, sure=len({id(h) for h in before}) == 1)
        return None

    def _mentioned(self, start: int, end: int) -> list[Holder]:
        """The people and bodies that a passage names, in order."""
        text = self.text[start:end]
        found: list[tuple[int, int]] = []
        for number, holder in enumerate(self.holders):
            words = () if holder.kind == "voice" else (holder.name, *holder.called)
            at = max((text.rfind(word) for word in words), default=-1)
            if at >= 0:
                found.append((at, number))
        return [self.holders[number] for _, number in sorted(found)]


def _like_a_name(words: str) -> bool:
    return all(w[:1].isupper() or len(w) <= 3 for w in words.split())  # noqa: PLR2004 - de, van


def _fits(word: str, holder: Holder) -> bool:
    """Whether a pronoun can stand for a holder."""
    many = holder.kind == "voice" and holder.type == "collective"
    if word in _HE or word in _SHE:
        sex = "he" if word in _HE else "she"
        single = holder.kind == "person" or (holder.kind == "voice" and not many)
        return single and holder.sex in ("", sex)
    if word in _THEY:
        return many or holder.kind == "institution"
    return holder.kind == "institution"
