"""Who speaks: the words for a source become a person, an institution, a voice or a document.

Nobody is invented: a person is a name that stands in the text; whoever has none is a voice of this
article, kept apart from every other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.annotation.entries import AnnotationFile
from kgbuild.extract.attribution import Range
from kgbuild.extract.bodies import Bodies
from kgbuild.extract.capitals import Capitals
from kgbuild.extract.fullnames import FullNames
from kgbuild.extract.holders import LONGEST_NAME, Holder, Holders
from kgbuild.extract.lexicon import BODIES, COMPANIES, CUES, HONOURS, PLURALS, TITLES
from kgbuild.extract.names import (
    SEQUENCE,
    Name,
    bodies_in,
    classify,
    han_name,
    is_initials,
    names_in,
    places_of,
)
from kgbuild.extract.offices import FORMER, holds, is_past, offices_of, short_for, tells
from kgbuild.extract.pronouns import PRONOUNS, fits_pronoun, is_among, sex_told
from kgbuild.extract.roles import (
    HEAD_END,
    end_of_role,
    has_a_role,
    has_an_article,
    head_of_phrase,
    is_a_which,
    is_kin,
    is_somebodys,
    kin_owner,
    kin_sex,
    of_a_body,
    plural,
    role_after,
    says_of_itself,
    sex_of,
    title_before,
)
from kgbuild.extract.subjects import (
    opening_name,
    opening_noun,
    opening_person,
    opening_sentences,
)
from kgbuild.text.anchor import occurrences
from kgbuild.text.article import Article

_SEVERAL: Final = re.compile(
    r"(?:several|many|some|few|two|three|four|plusieurs|viele)\b", re.IGNORECASE
)
_NOUN_DE: Final = re.compile(r"(?i:der|die|das|ein|eine|einer)\s+(?:[a-zäöü]+\s+)?\w+")
_DEFINITE: Final = re.compile(
    r"^(?:the|this|that|le|la|les|der|die|das|el)\s+|^l[’']", re.IGNORECASE
)
_FIRST_PERSON: Final = frozenset("i we me us je nous ich wir yo nosotros 我 我们".split())
_NO_ONE: Final = frozenset(
    "anyone anybody everyone everybody nobody whoever none no neither".split()
)
# “Another, voted the most popular in the thread, said”: the aside tells who.
_ASIDE: Final = re.compile(r",\s(?:\w+\s){2,9}\w+,")
_OFFICES: Final = frozenset("regulator watchdog ombudsman broadcaster publisher startup".split())
_INDEFINITE: Final = frozenset("another one some others many most several both".split())
_MEN: Final = re.compile(r"\w{4}men$")  # Fishermen
_ONE_OF_TWO: Final = re.compile(r"\b(?:younger|elder|older|other)$")
_BEFORE_SENTENCE: Final = ("", ".", "!", "?", "”", '"', "…", ":", ")")
_NAME_WORDS: Final = 4
# “, the economist Dieter Holm,”, “, state Rep. Ada Quill,”; not “, the largest in England,”.
_APPOSED: Final = re.compile(
    r",\s+(?:(?:the|an?)\s+)?(?:(?!(?:of|in|at|by|from|with|for|on|to|under|near|since|like|who|"
    r"whose|which|and|or|but|behind|after|before|outside|inside|into|over|as|than)\b)[a-z][\w-]*\s+){0,3}"
)
_BESIDE: Final = re.compile(r"\b(?:close|near) to\b|\b(?:familiar|working) with\b")
_NOUN: Final = re.compile(r"(?:The|A|An|His|Her|Their|One|Another)\s[a-z]")
_FIRMS: Final = COMPANIES | frozenset("contractor consultancy supplier agency charity".split())


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
        self._spaced = language not in CUES or CUES[language].spaced
        self.holders = Holders()
        self._spoke: list[tuple[int, Holder]] = []
        self._names: tuple[Name, ...] = ()
        self._alike: dict[str, list[Name]] = {}
        self._told: dict[str, frozenset[str]] = {}
        self._bodies = Bodies()
        self._full = FullNames()
        self._capitals = Capitals(self.text)
        self._openings: dict[int, list[tuple[int, Holder]]] = {}
        self._opened: dict[int, tuple[Range, ...]] = {}
        self._without_name: dict[int, list[tuple[int, int, Range]]] = {}
        self._unnamed: dict[Range, Holder | None] = {}
        self._sexes: dict[str, str] = {}
        self._kin: dict[tuple[str, str], str] = {}
        self._take(file)

    def learn(self, names: tuple[Name, ...]) -> None:
        """Takes the names of the whole prose: a surname, a body, a subject is one of them."""
        self._names = names
        self._bodies = Bodies(names)
        for name in names:
            self._alike.setdefault(name.words, []).append(name)
            if " " in name.words and (sex := _told_sex(self.text, name)):
                self._sexes.setdefault(name.words, sex)
        self._full = FullNames.of(n for n in names if n.kind or not has_an_article(self.text, n))
        self._learn_kin()

    def _learn_kin(self) -> None:
        """Who is called by a first name alone beside a relative: “Bonsall’s husband, Keith”."""
        alone = [n for n in self._names if " " not in n.words]
        owned = [(owner, n) for n in alone if (owner := kin_owner(self.text, n))]
        parts = ((w, n.words.split()[-1]) for n in self._full.names for w in n.words.split())
        surnames = dict(parts) if owned else {}
        for owner, name in owned:
            if owner in surnames:
                key = surnames[owner], kin_sex(self.text, name)
                self._kin.setdefault(key, name.words)

    def _take(self, file: AnnotationFile) -> None:
        """The people, institutions and voices that a person has defined already."""
        for kind, entries in (
            ("person", file.people),
            ("institution", file.institutions),
            ("voice", file.voices),
        ):
            for entry in entries:
                called = {t.value for t in entry.called}
                self.holders.add(
                    Holder(kind, entry.name.value, id=entry.id.value, called=called, known=True)
                )

    # ── Finding and adding ──────────────────────────────────────────────────────────────────────

    def find(self, words: str, kinds: Collection[str] = ("person", "institution")) -> Holder | None:
        """The holder of that name: in full, by a word it is called, or by a part of a full name."""
        holder = self.holders.called(words, kinds)
        if holder is not None or " " in words or "person" not in kinds:
            return holder
        longer = (h for h in self.holders.with_word(words) if " " in h.name)
        partly = [h for h in longer if h.kind == "person"]
        return partly[0] if len(partly) == 1 else None

    def add(self, kind: str, name: str, *, type_: str = "", called: str = "") -> Holder:
        """The holder of that name, new when there is none."""
        holder = self.find(name, (kind,)) if kind != "voice" else None
        if holder is None and kind == "person":
            holder = self._by_surname(name)
        if holder is None:
            sex = self._sexes.get(name, "") if kind == "person" else ""
            holder = self.holders.add(Holder(kind, name[:LONGEST_NAME], type=type_, sex=sex))
        if called and called != holder.name and not holder.known:
            self.holders.call(holder, called)
        return holder

    def _by_surname(self, name: str) -> Holder | None:
        """Who is so far known only by the last word of this full name, and has the name now."""
        surname = name.rsplit(maxsplit=1)[-1]
        alone = self.holders.named(surname, "person")
        if " " not in name or len(alone) != 1 or alone[0].known:
            return None
        self.holders.rename(alone[0], name[:LONGEST_NAME])
        return alone[0]

    def spoke(self, offset: int, holder: Holder) -> None:
        """Remembers that somebody spoke at an offset, for the pronouns after it."""
        insort(self._spoke, (offset, holder), key=lambda s: s[0])

    # ── Reading a source ────────────────────────────────────────────────────────────────────────

    def hear(self, source: Range, said: tuple[Range, ...] = ()) -> Heard | None:
        """Whoever the words of a source name or stand for; None when nobody can be told.

        Who is named in what is `said` is somebody else than “she” and “the minister” who say it.
        """
        words = " ".join(self.text[slice(*source)].split())
        low = words.lower()
        if not words or low in _FIRST_PERSON or low.split()[0] in _NO_ONE:
            return None
        others = self._named_in(said)
        if low in PRONOUNS:
            return self._pronoun(low, source[0], others)
        if office := short_for(words):
            return self._office(source, words, office)
        kind, name, type_ = han_name(words)
        if kind:
            return Heard(self.add(kind, name, type_=type_), named=True)
        named = self._apposed(source) or self._named(source)
        return named if named is not None else self._voice(source, words, others)

    def _named_in(self, said: tuple[Range, ...]) -> frozenset[str]:
        found = (n for where in said for n in names_in(self.text, *where, self._language))
        return frozenset(name.words for name in found)

    def _office(self, source: Range, words: str, office: str) -> Heard:
        """“The PM”: who is the prime minister, if only one is; else a voice of that name."""
        holding = [h for h in self.holders if h.kind == "person" and office in h.roles]
        if len(holding) == 1:
            return Heard(holding[0], named=False)
        return self._voice(source, words) or Heard(self.add("voice", words), named=False)

    def _apposed(self, source: Range) -> Heard | None:
        """Who is named behind a role: “Counsel for the growers, Simon Adeyemi, submitted”."""
        words = re.sub(r"^One of (?:the|its|his|her|their)\s+", "one ", self._at(source))
        one = words.startswith("one ")
        role = head_of_phrase(words)
        alone = len(role) == 1 and " " in self._at(source)
        is_role = bool(role) and (role[-1][:1].islower() or alone or role[-1].lower() in TITLES)
        if not is_role or _BESIDE.search(words):  # “A source close to the owner, Goran Matev,”
            return None
        aside = _APPOSED.match(self.text, source[1])
        match = SEQUENCE.match(self.text, aside.end()) if aside else None
        if match is None or self.text[match.end() : match.end() + 1] not in (",", ".", ";", ""):
            return None
        name = classify(self.text, match.span(), self._language)
        if name is None or name.kind == "place":
            return None
        noun = role[-1].lower()
        several = plural(noun) and not one
        alone = name.kind != "person" and " " not in name.words
        firm = alone and (noun in _FIRMS or says_of_itself(self.text, name))
        if name.kind == "institution" or noun in BODIES or several or firm or of_a_body(role):
            body = Name(name.start, name.end, name.words, "institution", BODIES.get(noun, ""))
            return Heard(self._institution(name if name.kind else body), named=False)
        # What “the chain, Bostik,” is nobody tells.
        unclear = alone and noun not in TITLES and not sex_of(noun)
        holder = None if unclear else self._holder_of(name, "")
        if holder is not None and holder.kind == "person":
            holder.roles.add(noun)
            holder.sex = holder.sex or sex_of(noun)
        return Heard(holder, named=False) if holder is not None else None

    def _at(self, where: Range) -> str:
        return self.text[slice(*where)].strip()

    def _named(self, source: Range) -> Heard | None:
        """The person or institution whose name is the head of a source."""
        start, end = source
        stop = HEAD_END.search(self.text, start, end)
        head_end = stop.start() if stop else end
        if self._language == "de" and _NOUN_DE.fullmatch(self.text, start, head_end):
            return None  # Eine Anwohnerin: every noun has a capital
        for body in bodies_in(self.text, start, end) or bodies_in(self.text, start, head_end):
            if body.end >= head_end:
                return Heard(self._institution(body), named=True)
        last: Name | None = None
        for match in SEQUENCE.finditer(self.text, start, end):
            if match.start() < head_end:
                last = classify(self.text, match.span(), self._language) or last
        rest = self.text[last.end : head_end].split() if last is not None else []
        if last is None or not all(w in HONOURS or not any(map(str.isalnum, w)) for w in rest):
            return None
        holder = self._holder_of(last, self.text[start : last.start].strip())
        return Heard(holder, named=True) if holder is not None else None

    def _holder_of(self, name: Name, before: str) -> Holder | None:
        """Whom a name stands for, by its kind and the words before it; None for no name."""
        if _ONE_OF_TWO.search(before):
            return None  # “the younger Dackow”
        known = self._person_called(name)
        if known is None and (name.kind == "institution" or is_initials(name.words)):
            return self._institution(name)
        if name.kind == "place" or name.words in places_of("en"):
            return self.add("institution", name.words, type_="government")
        if known is None:
            body = self._body_by_its_side(name, before) if name.kind != "person" else None
            if body is not None or self._is_a_word(name, before):
                return body
            if before.lower() in ("the", "les", "die"):
                return self._institution(name)
        short = len(name.words.split()) <= _NAME_WORDS and " of " not in name.words
        is_name = short and _like_a_name(name.words)
        return self._person(name, before, known) if known is not None or is_name else None

    def _is_a_word(self, name: Name, before: str) -> bool:
        """Whether a name is a word like any other: “the Koreans”, “Unions say”, “Police said”."""
        if " " in name.words:
            return False
        if before.lower() in ("the", "les", "die"):
            return name.words.endswith("s") and name.words.lower() not in BODIES
        alone = name.words.lower() in BODIES
        return alone or (not before and self._begins_a_sentence(name))

    def _person_called(self, name: Name) -> Holder | None:
        """The person of a name, a surname being that of the full name before it.

        Where two have the surname, their role or their title tells, else who was named last.
        """
        exact = next(iter(self.holders.named(name.words, "person")), None)
        if exact is not None or name.kind == "institution":
            return exact
        if (known := self.find(name.words, ("person",))) is not None and known.known:
            return known
        full = self._full.ending_in(name.words, name.start)
        if not full:
            return known or self.find(name.words)
        apart = [n for n in full if not is_kin(self.text, n)]
        role, sex = role_after(self.text, name), sex_of(title_before(self.text, name))
        told = [n for n in full if sex and self._sexes.get(n.words) == sex]  # Mrs Pope, his wife
        if sex and not told and (kin := self._kin.get((name.words, sex))):
            return self.add("person", kin)  # “Bonsall’s husband, Keith”, then “Mr Bonsall”
        people = [self.add("person", n.words) for n in told or apart or full]
        if not (told or role or sex) and (last := self._last_heard(name, full)) is not None:
            return last
        fitting = [p for p in people if role & p.roles] or [
            p for p in people if not sex or p.sex in ("", sex)
        ]
        return fitting[-1] if fitting else None

    def _last_heard(self, name: Name, full: list[Name]) -> Holder | None:
        """Who spoke last in the paragraph, where two have the surname that stands there."""
        start, _ = self._article.paragraph(name.start)
        at = bisect_left(self._spoke, name.start, key=lambda s: s[0])
        if len(full) < 2 or not at or self._spoke[at - 1][0] < start:  # noqa: PLR2004
            return None
        last = self._spoke[at - 1][1]
        return last if last.name in {n.words for n in full} else None

    def _body_by_its_side(self, name: Name, before: str) -> Holder | None:
        """“The services union Unity Wales”, “Fair Bills Now, a campaign”, “Hexaflight said it”."""
        noun = next(iter(before.split()[-1:]), "").lower()
        nouns = {*self._roles(name), *([noun] if noun not in TITLES else [])}
        kind = next((BODIES[n] for n in sorted(nouns) if n in BODIES), "")
        longer = self._bodies.longer(name.words)
        itself = says_of_itself(self.text, name) or is_a_which(self.text, name)
        itself = itself or bool(nouns & _OFFICES)
        alone = " " not in name.words
        if longer and not (alone and self._full.ending_in(name.words, name.start)):
            return self._institution(longer)
        if BODIES.get(name.words.lower()) == "government":  # Parliament agreed
            return self._institution(name)
        if kind or itself:
            return self._institution(Name(name.start, name.end, name.words, "institution", kind))
        return None

    def _roles(self, name: Name) -> frozenset[str]:
        """What stands for a role behind a name, wherever the text has it."""
        alike = self._alike.get(name.words)
        if alike is None:
            return frozenset(role_after(self.text, name))
        if name.words not in self._told:
            told = (role_after(self.text, each) for each in alike)
            self._told[name.words] = frozenset().union(*told)
        return self._told[name.words]

    def _begins_a_sentence(self, name: Name) -> bool:
        """Whether a single word has its capital perhaps only from the beginning of a sentence."""
        if (
            " " in name.words
            or self.text[max(0, name.start - 4) : name.start].rstrip()[-1:] not in _BEFORE_SENTENCE
        ):
            return False
        if self._capitals.stands(name.words.lower()):
            return True
        several = name.words.endswith("s") or _MEN.search(name.words) is not None
        return several and not self._capitals.stands_inside(name.words)

    def _institution(self, name: Name) -> Holder:
        """The institution of a name; “the Gazette” is the Coast Gazette when only that is known."""
        if " " not in name.words and name.words.lower() in BODIES:
            longer = {
                *(h.name for h in self.holders.with_word(name.words) if h.kind == "institution"),
                *self._bodies.with_word(name.words),
            } - {name.words}
            if len(longer) == 1:
                (words,) = longer
                whole = self._bodies.called(words)
                return self.add("institution", words, type_=whole.type if whole else "other")
        return self.find(name.words, ("institution",)) or self.add(
            "institution", name.words, type_=name.type or BODIES.get(name.words.lower(), "other")
        )

    def _person(self, name: Name, before: str, known: Holder | None) -> Holder:
        """The person of a name; titles and roles before it are remembered for “the mayor”."""
        holder = known or self.add("person", name.words)
        shared = len(self._full.ending_in(name.words, len(self.text))) > 1
        if known is not None and name.words != known.name and not known.known and not shared:
            self.holders.call(known, name.words)
        holder.sex = sex_of(title_before(self.text, name)) or holder.sex
        words = (*(w.strip(".,").lower() for w in before.split()), title_before(self.text, name))
        holder.roles.update(role_after(self.text, name), (w for w in words if w in TITLES))
        holder.roles.update(offices_of(self.text, name))
        if "justice" in holder.roles:
            holder.roles.add("judge")
        return holder

    def _voice(self, source: Range, words: str, others: Collection[str] = ()) -> Heard | None:
        """A voice without a name; “the resident” is the one spoken of before."""
        bare = words.lower() in _INDEFINITE
        if bare and (aside := _ASIDE.match(self.text, source[1])):
            words = " ".join((words + aside[0].rstrip(",")).split())
        head = head_of_phrase(words)
        if not head or not any(c.isalpha() for c in words):
            return None
        noun = head[0 if self._language == "fr" else -1].lower().strip("’'")
        if _DEFINITE.match(words):
            meant = self._meant([*head[:-1], noun], source[0], others)
            if meant is not None:
                return Heard(meant, named=False)
            if noun in {*BODIES, *COMPANIES} and (body := self._body(noun, source[0])) is not None:
                return Heard(self._institution(body), named=False)
        many = plural(noun) or _SEVERAL.match(words) is not None
        if noun in TITLES and not many and _DEFINITE.match(words) is None and len(head) > 5:  # noqa: PLR2004
            return None
        known = next(iter(self.holders.named(words, "voice")), None)
        again = known is not None and (many or _DEFINITE.match(words)) and noun not in PLURALS
        holder = (known if again or (known and known.known) else None) or self.add(
            "voice", words, type_="collective" if many else "anonymous"
        )
        holder.roles.update({noun, *(FORMER for word in head if is_past(word))})
        holder.sex = holder.sex or sex_of(noun)
        return Heard(holder, named=len(occurrences(words, self._article)) == 1)

    def _meant(self, head: list[str], offset: int, others: Collection[str]) -> Holder | None:
        """Who holds the office in “the former minister”: who spoke last, or the only one."""
        told = [word for word in head[:-1] if tells(word)]

        def fits(holder: Holder) -> bool:
            alike = holder.kind == "person" or all(w in holder.name.split() for w in told)
            return alike and holds(head, holder.roles) and not is_among(holder, others)

        spoke = next((h for _, h in reversed(self._spoke) if fits(h)), None)
        if spoke is not None:
            return spoke
        people = [h for h in self.holders if h.kind == "person" and fits(h)]
        if len(people) > 1:
            start, _ = self._article.paragraph(offset)
            near = {name.words for name in self._full.between(start, offset)}
            people = [h for h in people if h.name in near]
        return people[0] if len(people) == 1 else None

    def body(self, start: int, end: int) -> Holder | None:
        """The institution that a noun stands for: “a survey by the league”."""
        named = self._body(self.text[start:end].lower(), start)
        return self._institution(named) if named is not None else None

    def _body(self, noun: str, offset: int) -> Name | None:
        """The last body named before an offset whose name has a noun in it: “the council”."""
        named = self._bodies.last(noun, offset)
        if named is not None or noun not in COMPANIES:
            return named
        start, _ = self._article.paragraph(offset)
        return self._bodies.last_company(start, offset)

    # ── Pronouns ────────────────────────────────────────────────────────────────────────────────

    def _pronoun(self, word: str, offset: int, others: Collection[str]) -> Heard | None:
        """The speaker a pronoun stands for: the last one who fits, in this paragraph or before.

        Who spoke and what the sentences before are about come first, then who is mentioned.
        """
        paragraph, _ = self._article.paragraph(offset)

        def fits(holder: Holder) -> bool:
            return fits_pronoun(word, holder) and not is_among(holder, others)

        here = [h for h in self._heard_of(paragraph, offset) if fits(h)]
        if here:
            if here[-1].kind != "institution" and (sex := sex_told(word)):
                here[-1].sex = sex
            return Heard(here[-1], named=False)
        seen = [h for h in self._mentioned(paragraph, offset) if fits(h)]
        if seen:
            return Heard(seen[-1], named=False, sure=len({id(h) for h in seen}) == 1)
        if self._somebody_else(paragraph, offset):
            return None
        window, _ = self._article.paragraph(offset, back=2)
        before = [h for h in self._heard_of(window, paragraph) if fits(h)]
        if before:
            return Heard(before[-1], named=False, sure=len({id(h) for h in before}) == 1)
        return None

    def _somebody_else(self, start: int, offset: int) -> bool:
        """Whether the paragraph begins with one who has no name: “The adjutant telephoned. He”."""
        _, end = self._article.paragraph(start)
        first = [s for s in self._sentences(start, end) if s[1] <= offset]
        return any(_NOUN.match(self.text, *s) for s in first)

    def _heard_of(self, start: int, offset: int) -> list[Holder]:
        """Who spoke between two offsets, and what the author's sentences there are about."""
        spoke = self._spoke[bisect_left(self._spoke, start, key=lambda s: s[0]) :]
        events = [(at, holder) for at, holder in spoke if at < offset]
        paragraphs = self._article.paragraphs
        begin, stop = (bisect_left(paragraphs, (at, 0)) for at in (start, offset))
        for first, last in paragraphs[begin:stop]:
            events += [e for e in self._subjects(first, last) if e[0] < offset]
            events += self._unnamed_in(first, last, offset)
        return [holder for _, holder in sorted(events, key=lambda e: e[0])]

    def _subjects(self, start: int, end: int) -> list[tuple[int, Holder]]:
        """What each sentence of a paragraph is about, where it begins with a name or a body."""
        if start not in self._openings:
            about = ((s[0], self._subject(*s)) for s in self._sentences(start, end))
            self._openings[start] = [(at, holder) for at, holder in about if holder is not None]
        return self._openings[start]

    def _unnamed_in(self, start: int, end: int, offset: int) -> Iterator[tuple[int, Holder]]:
        """The sentences about somebody without a name, “The surveyor”, who says nothing in them."""
        for first, last, where in self._nameless(start, end):
            at = bisect_left(self._spoke, first, key=lambda s: s[0])
            if last > offset or (at < len(self._spoke) and self._spoke[at][0] < last):
                continue
            if where not in self._unnamed:
                heard = self._voice(where, self.text[slice(*where)])
                self._unnamed[where] = heard.holder if heard is not None else None
            if (holder := self._unnamed[where]) is not None:
                yield first, holder

    def _sentences(self, start: int, end: int) -> tuple[Range, ...]:
        if start not in self._opened:
            self._opened[start] = opening_sentences(self.text, start, end)
        return self._opened[start]

    def _nameless(self, start: int, end: int) -> list[tuple[int, int, Range]]:
        """The sentences of a paragraph that begin with somebody without a name, and their words."""
        if start not in self._without_name:
            self._without_name[start] = [
                (first, last, where)
                for first, last in self._sentences(start, end)
                if (where := opening_person(self.text, first, last)) is not None
                and opening_name(self.text, self._names, first, last) is None
            ]
        return self._without_name[start]

    def _subject(self, start: int, end: int) -> Holder | None:
        name = opening_name(self.text, self._names, start, end)
        if name is not None and (there := end_of_role(self.text, name)) is not None:
            name = next(iter(self._full.between(there, end)), name)
        if name is not None:
            known = self._person_called(name)
            named = known is not None or name.kind == "institution" or " " in name.words
            named = named or name.kind == "person" or is_somebodys(self.text, name)
            return (known or self._holder_of(name, "")) if named else None
        for noun in opening_noun(self.text, start, end) if self._names else ():
            if noun in BODIES and (body := self._body(noun, start)) is not None:
                return self._institution(body)
        return None

    def _mentioned(self, start: int, end: int) -> list[Holder]:
        """The people and bodies that a passage names, in order."""
        text = self.text[start:end]
        for name in self._full.between(start, end):
            if name.kind or has_a_role(self.text, name) or is_kin(self.text, name):
                self._holder_of(name, "")
        found: list[tuple[int, int, Holder]] = []
        spoke = {id(holder) for _, holder in self._spoke}
        for holder in self.holders.near(text) if self._spaced else self.holders:
            unseen = " " not in holder.name and not (holder.sex or holder.roles or holder.called)
            if holder.kind == "voice" or (
                holder.kind == "person" and unseen and id(holder) not in spoke
            ):
                continue
            surname = holder.name.split()[-1:] if holder.kind == "person" else []
            words = (holder.name, *holder.called, *surname)
            at = max((text.rfind(word) for word in words), default=-1)
            if at >= 0:
                found.append((at, self.holders.number(holder), holder))
        return [holder for _, _, holder in sorted(found, key=lambda f: f[:2])]


def _told_sex(text: str, name: Name) -> str:
    """The pronoun for a name by the title or the kinship before it."""
    return kin_sex(text, name) or sex_of(title_before(text, name))


def _like_a_name(words: str) -> bool:
    return all(w[:1].isupper() or len(w) <= 3 for w in words.split())  # noqa: PLR2004 - de, van
