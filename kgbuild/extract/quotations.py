"""Attributions by rules: words in quotation marks and reported speech beside a speaking verb.

Works without a model, in each language that `lexicon.CUES` has. It finds what is plainly written:
“…,” she said; X said: “…”; X said that …; according to X, …; …, X said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from kgbuild.extract.attribution import Attribution, Range, move
from kgbuild.extract.clauses import number_of, phrase_after, sentences, subject
from kgbuild.extract.handing import NOUNS_TOO, handed_over, verb_pattern
from kgbuild.extract.lexicon import ADVERBIALS, CUES, FINITE, NO_NAMES, NO_SUBJECT, language_of
from kgbuild.extract.marks import AHEAD, COVER, covered, inner, quotations
from kgbuild.extract.progress import Told, nobody
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps

NAME: Final = "quotations 1"
SURE: Final = 0.95
LIKELY: Final = 0.75
WEAK: Final = 0.5
_GAP: Final = re.compile(r"[\s,–—-]*")
_AND: Final = re.compile(r",?\s+(?:and|but)\s+(?:(?:also|then|later|further|\w+ly)\s+)*$")
_AND_THEY: Final = re.compile(
    r",\s+(?:and|but)\s+(?:he|she|they|it)\s+(?:(?:has|had|also|\w+ly)\s+)*$"
)
_PAST: Final = re.compile(r"(?:\w+ed|said|told|wrote|found|held)")
_DID: Final = re.compile(r"\b[a-z]{2,}ed\b")
_APPOSED: Final = re.compile(r",\s+(?:an?|the|who|which)\s+(?:[\w’'-]+\s+){0,7}[\w’'-]+,")
_WHO: Final = re.compile(r"\s(?:who|which|whose)\s")
_INTRODUCES: Final = re.compile(r"[\s:,]*(?:that\s*|que\s*)?$")
# “… a “mess”, though a second official insists that it is not”: the quotation is not theirs.
_WHAT: Final = re.compile(r"\s(?:that|whether)\s")
_ELSE: Final = re.compile(r"[^.;]*,\s(?:but|while|whereas|though|although)\s")
_THING: Final = re.compile(
    r"\s(?:the|an?|his|her|its|their|it|this|that|so|nothing|little|no more|as much)\b"
)
# “The letter, he says, was about parking.”
_AMID: Final = re.compile(
    r"(?P<lead>[^,;:\x01]{3,90}),\s(?P<cue>(?P<source>(?:he|she|they|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,2}|"
    r"the\s(?:[a-z]+\s)?[a-z]+))\s(?:says|said|adds|added|argues|argued|insists|insisted|admits|"
    r"admitted|explains|explained|concedes|conceded|claims|claimed|observes|observed|"
    r"notes|noted|told\s(?:me|us|reporters)))"
    r"(?:\s\w+day|\son\s\w+)?,\s(?=\S+\s\S)"
)
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|been|being)\s(?:\w+ly\s)?$")
_BETWEEN: Final = 70
_TAIL: Final = 2  # words that may follow a verb at the end: “she said on Monday”
_SHORTEST: Final = 8
_FEWEST: Final = 3  # words of what somebody said
_LONG: Final = 8  # words of who said it
_TITLE_WORDS: Final = 5
_BREAK: Final = re.compile(
    r"\s*[–—-]+\s*(?:though|although|but)\b|,\s+(?:but|while|whereas|though|although)\s|;\s"
)
_STATE: Final = re.compile(r"\b(?:is|was|remains|remained)\s(?:[\w-]+\s){0,2}[\w-]+(?=:\s$)")
_CAPITAL: Final = re.compile(r"\b[A-ZÀ-Þ]\w+")
# With words in quotation marks for their object, these are no speaking.
_NO_SPEECH: Final = frozenset(
    "find finds found hold holds held hope hopes hoped fear fears".split()
)
_UNDER: Final = re.compile(r"\b(?:that|whether|if|when|because|how|what|why)\s$")
_WHEN_HAN: Final = re.compile(r"(?:(?:周|星期)[一二三四五六日天]|今天|昨天|近日|日前|\d+[日号])$")
_IL: Final = re.compile(r"[-‑](?:t[-‑])?(il|elle|ils|elles|on)\b")
_A_T_IL: Final = re.compile(r"(?:a|ont|avait|avaient)[-‑](?:t[-‑])?(il|elle|ils|elles|on)\s+$")
_PRONOUN: Final = re.compile(r"\s+(er|sie|il|elle|he|she)\s+(?=der|dem|to|à|au)")  # sagte er der
_WHEN: Final = re.compile(
    r"\s*(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|on\s\w+day|am\s\w+tag)(?=\s)"
)
# German: “In einem Brief schrieb der Bund, dass …”, “Er erklärte, die Bäume würden …”.
_LEADS_DE: Final = re.compile(
    r"(?:In|Im|Nach|Am|Auch|Bei|Zudem|Später|Dabei|Zugleich|Außerdem|Gestern|Heute|Vor|Auf)\b[^,;:.]*$"
)
_INVERTED_DE: Final = re.compile(r"\s+((?:der|die|das|ein|eine|[A-ZÄÖÜ])[^,.;:]{1,60}),\s+dass\s+")


class Rules:
    """The attributions that rules find; `language` empty is found out from the text."""

    name = NAME

    def __init__(self, language: str = "") -> None:
        self._language = language.split("-", maxsplit=1)[0].lower()

    def attribute(
        self, article: Article, skipped: tuple[Range, ...] = (), *, told: Told = nobody
    ) -> tuple[Attribution, ...]:
        """Who says what, in the order of the text, outside the skipped passages."""
        language = self._language if self._language in CUES else language_of(article.characters)
        if not language:
            language = "en"
        left_out = Overlaps((where, where) for where in skipped)
        found: list[Attribution] = []
        before: _Paragraph | None = None
        for start, end in article.paragraphs:
            told(start / len(article.characters))
            if any(s <= start and end <= e for s, e in left_out.at(start, end)):
                continue
            here = _Paragraph(article.characters[start : end + AHEAD], start, end - start, language)
            said = [move(each, start) for each in here.attributions()]
            if before is not None and found:
                found[-1] = _carried_on(found[-1], before, here)
            if before is not None and not said and (block := before.introduced(here)):
                said = [move(block, before.start)]
            found.extend(said)
            before = here
        return tuple(sorted(set(found)))


def _carried_on(last: Attribution, before: _Paragraph, here: _Paragraph) -> Attribution:
    """The last attribution with the quotation that goes on in the next paragraph."""
    if not (before.quoted and here.quoted) or before.quoted[-1][1] <= before.last:
        return last
    rest = here.quoted[0]
    open_ended = _further(inner(before.text, before.quoted[-1]), before.start)
    if last.content[-1] != open_ended or rest[0] != here.first:
        return last
    return (
        last if here.handed(rest) else _longer(last, _further(inner(here.text, rest), here.start))
    )


@cache
def _according_pattern(language: str) -> re.Pattern[str]:
    words = CUES[language].according
    edge = r"(?<!\w)" if CUES[language].spaced else ""
    return re.compile(rf"{edge}(?i:{words})\s*")


class _Paragraph:
    """One paragraph, its quotations covered; offsets count from its first character.

    `text` goes on with the beginning of the next one, for a quotation that does so too; `start` is
    where the paragraph stands in the article, `end` where it ends in `text`.
    """

    def __init__(self, text: str, start: int, end: int, language: str) -> None:
        self.text = text
        self.start = start
        self.quoted = quotations(text, 0, end)
        self.plain = covered(text, 0, end, self.quoted)
        begin = number_of(self.plain)
        self.sentences = tuple((s + begin, e + begin) for s, e in sentences(self.plain[begin:]))
        self.first = end - len(text[:end].lstrip())
        self.last = len(text[:end].rstrip())
        self.german, self.english = language == "de", language == "en"
        self.verbs = verb_pattern(language)
        self.according = _according_pattern(language)
        self.spaced = CUES[language].spaced

    def attributions(self) -> Iterator[Attribution]:
        """Direct speech first; what it used up is not looked at again as reported speech."""
        direct = self._direct()
        used = [r for a in direct for r in a.content]
        cues = [r for a in direct for r in a.cue]
        yield from direct
        for start, end in self.sentences:
            if not self.spaced:
                yield from self._unspaced(start, end, cues)
                continue
            for found in self._reported(start, end):
                if not any(c[0] <= found.cue[0][0] < c[1] for c in cues) and not any(
                    u[0] <= found.content[0][0] and found.content[-1][1] <= u[1] for u in used
                ):
                    yield found

    # ── Direct speech ───────────────────────────────────────────────────────────────────────────

    def _direct(self) -> list[Attribution]:
        """One attribution for each run of quotations of one speaker."""
        found: list[Attribution] = []
        last: Attribution | None = None
        waiting: list[Range] = []
        for quoted in self.quoted:
            words = inner(self.text, quoted)
            if words[0] >= words[1]:
                continue
            if _is_title(self.text[slice(*words)]):
                continue
            split = last is not None and self._splits(last, quoted)
            handed = None if split else self.handed(quoted)
            if handed is None:
                if last is not None and (split or self._goes_on(last, quoted)):
                    last = _longer(last, words)
                    found[-1] = last
                elif words[1] - words[0] > _SHORTEST and self._is_sentence(quoted):
                    waiting.append(words)
                continue
            source, cue = handed
            content = (*(w for w in waiting if self._adjoins(w, quoted)), words)
            waiting = []
            last = Attribution(
                content=content, cue=(cue,), source=(source,), confidence=SURE, extractor=NAME
            )
            found.append(last)
        return found

    def handed(self, quoted: Range) -> tuple[Range, Range] | None:
        """Source and cue of a quotation, if words beside it hand over to it."""
        lead = self.plain[max(0, quoted[0] - 3) : quoted[0]].rstrip()
        introduced = self._before(quoted) if lead.endswith((":", "：")) else None
        return introduced or self._after(quoted) or self._before(quoted)

    def introduced(self, block: _Paragraph) -> Attribution | None:
        """A whole paragraph that the last words of this one hand over to: “In it she wrote:”."""
        if self.plain[self.last - 1] not in ":：" or not self.spaced:
            return None
        colon = self.last - 1
        start, _ = self.sentences[-1]
        words = inner(block.text, block.quoted[0]) if block.quoted else (block.first, block.last)
        whole = words if words[0] == block.first + 1 else (block.first, block.last)
        ends = block.text[whole[1] - 1] in '.!?…”"’'
        for verb in reversed(list(self.verbs.finditer(self.plain, start, colon))):
            between = self.plain[verb.end() : colon]
            named = subject(self.plain, start, verb.start())
            if named is None or len(between) > _BETWEEN // 2 or COVER in between or not ends:
                return None
            cue = named[1], verb.end()
            content = (_further(whole, block.start - self.start),)
            return Attribution(
                content=content, cue=(cue,), source=(named[0],), confidence=LIKELY, extractor=NAME
            )
        return None

    def _splits(self, last: Attribution, quoted: Range) -> bool:
        """Whether a quotation goes on behind its cue: “No,” she said on Monday, “not yet.”"""
        after = max(last.content[-1][1], last.cue[-1][1], last.source[-1][1])
        between = self.plain[after : quoted[0]] if after <= quoted[0] else COVER
        near = between.rstrip().endswith(",") and len(between) < _BETWEEN and COVER not in between
        one = any(s <= last.cue[0][0] and quoted[0] < e for s, e in self.sentences)
        behind = last.cue[-1][0] > last.content[-1][0]
        return near and one and behind and self.verbs.search(between) is None

    def _is_sentence(self, quoted: Range) -> bool:
        """Whether a quotation is a sentence of its own, not a word set off in one."""
        return any(s <= quoted[0] <= s + 1 for s, _ in self.sentences)

    def _adjoins(self, words: Range, quoted: Range) -> bool:
        return not self.plain[words[1] : quoted[0]].strip(" \n\t.,!?…”»\"'’" + COVER)

    def _goes_on(self, last: Attribution, quoted: Range) -> bool:
        """Whether a quotation without a cue goes on with the speaker before it.

        Only the rest of the sentence with the cue may stand between the two.
        """
        after = max(last.content[-1][1], last.cue[-1][1], last.source[-1][1])
        between = [s for s in self.sentences if after < s[0] < quoted[0]]
        return self._is_sentence(quoted) and not between

    def _after(self, quoted: Range) -> tuple[Range, Range] | None:
        """Source and cue in what follows a quotation: ” she said; ”, said Okoro."""
        if quoted[1] > len(self.plain):  # it goes on in the next paragraph
            return None
        _, end = self._sentence(quoted[1])
        start = _GAP.match(self.plain, quoted[1]).end()  # type: ignore[union-attr]
        if start >= end:
            return None
        closed = self.text[quoted[1] - 2] in ".。" and self.plain[start].isupper()
        accord = None if closed else self.according.match(self.plain, start, end)
        if accord and (source := phrase_after(self.plain, accord.end(), end)):
            return source, (accord.start(), accord.end())
        for verb in self.verbs.finditer(self.plain, start, end):  # “the report said” has two
            if self._leaves_it(verb, start, end, closed=closed):
                return None
            if (named := self._around(verb, start, end)) or verb[0] not in NOUNS_TOO:
                return named
        return None

    def _leaves_it(self, verb: re.Match[str], start: int, end: int, *, closed: bool) -> bool:
        """Whether a verb behind a quotation is about something else than that."""
        rest = self.text[verb.end() : end].split()
        return (
            ";" in self.plain[start : verb.start()]
            or verb.start() - start > _BETWEEN
            or (closed and (len(rest) > _TAIL or bool(_THING.match(self.plain, verb.end()))))
            or _WHAT.match(self.plain, verb.end()) is not None
            or _ELSE.match(self.plain, start) is not None
        )

    def _around(self, verb: re.Match[str], start: int, end: int) -> tuple[Range, Range] | None:
        """Source and cue about the verb that follows a quotation."""
        if il := _IL.match(self.plain, verb.end()):
            return il.span(1), (start, il.end())
        before = self.plain[start : verb.start()]
        if asked := _A_T_IL.search(self.plain, start, verb.start()):
            return asked.span(1), (start, verb.end())
        if _only_auxiliaries(before):
            if pronoun := _PRONOUN.match(self.plain, verb.end()):
                return pronoun.span(1), (start, verb.end())
            source = phrase_after(self.plain, verb.end(), end)
            return (source, (start, verb.end())) if source else None
        if not self.spaced:
            source = (start, verb.start())
            return (source, verb.span()) if _short(self.plain, source) else None
        named = None if COVER in before else subject(self.plain, start, verb.start())
        return (named[0], (named[1], verb.end())) if named else None

    def _before(self, quoted: Range) -> tuple[Range, Range] | None:
        """Source and cue in what leads to a quotation: Okoro said: “."""
        start, _ = self._sentence(quoted[0])
        verbs = list(self.verbs.finditer(self.plain, start, quoted[0]))
        accord = self.according.match(self.plain, start, quoted[0])
        if accord:
            source = phrase_after(self.plain, accord.end(), quoted[0])
            if source and not self.plain[source[1] : quoted[0]].strip(" ,:，："):
                return source, accord.span()
        for verb in reversed(verbs):
            between = self.plain[verb.end() : quoted[0]]
            if len(between) > _BETWEEN or COVER in between:
                return None
            if not self.spaced:
                if between.strip(" ：:，,"):
                    return None
                source = (_clause_start(self.plain, start, verb.start()), verb.start())
                return (source, verb.span()) if _short(self.plain, source) else None
            direct = between.rstrip().endswith((":", ",")) or (
                _INTRODUCES.fullmatch(between) and (verb[0] not in _NO_SPEECH or between.strip())
            )
            named = subject(self.plain, start, verb.start())
            if direct and named:
                return named[0], (named[1], verb.end())
        return self._is_so(start, quoted[0])

    def _is_so(self, start: int, end: int) -> tuple[Range, Range] | None:
        """Source and cue in “Emil Radko was blunter: “…””: somebody, and how they were."""
        state = _STATE.search(self.plain, start, end)
        named = subject(self.plain, start, state.start()) if state else None
        if state is None or named is None or not self.spaced:
            return None
        words = self.plain[slice(*named[0])]
        named_so = [w for w in words.split() if w.lower() not in NO_NAMES]
        is_one = words.lower() in ("he", "she") or any(map(_CAPITAL.match, named_so))
        apposed = _CAPITAL.match(self.plain, named[0][1] + len(", "))
        return (named[0], (named[1], state.end())) if is_one or apposed else None

    def _sentence(self, offset: int) -> Range:
        """The sentence at an offset; at the end of one, the one that follows in the paragraph."""
        for start, end in self.sentences:
            if start <= offset < end:
                return start, end
        following = [s for s in self.sentences if s[0] >= offset]
        return following[0] if following else (offset, offset)

    # ── Reported speech ─────────────────────────────────────────────────────────────────────────

    def _reported(self, start: int, end: int) -> Iterator[Attribution]:
        last = end
        if according := self._according_to(start, last):
            yield according
        begin = start
        before: Attribution | None = None
        for verb in self.verbs.finditer(self.plain, start, last):
            if _PASSIVE.search(self.plain, max(start, verb.start() - _BETWEEN), verb.start()):
                continue
            if self.plain[begin : verb.start()].strip()[:3] in ("As ", "as "):
                lead = (
                    begin
                    + len(self.plain[begin : verb.start()])
                    - len(self.plain[begin : verb.start()].lstrip())
                )
                found = self._as_noted(lead + 3, verb, last)
            else:
                found = (
                    self._saying(begin, verb, last)
                    or self._trailing(start, verb, last)
                    or self._behind(start, verb, last)
                    or self._amid(start, verb, last)
                )
            found = found or self._shared(start, verb, last, before)
            if found is not None:
                if before is not None and before.content[-1][1] > verb.start():
                    before = self._cut_before(before, verb)
                if before is not None:
                    yield before
                before = found
                begin = found.content[0][0] if found.content[0][0] > verb.end() else begin
        if before is not None:
            yield before

    def _shared(
        self, start: int, verb: re.Match[str], end: int, before: Attribution | None
    ) -> Attribution | None:
        """A second verb of the same speaker: “said that …, and denied that …”."""
        joined = _AND.search(self.plain, start, verb.start())
        if joined is None:
            return None
        if before is not None and before.cue[0][0] < joined.start():
            first = next(self.verbs.finditer(self.plain, *before.cue[0]), None)
            source: Range | None = before.source[0]
            alike = first is not None and bool(_PAST.match(first[0])) == bool(_PAST.match(verb[0]))
        else:
            deeds = _DID.finditer(self.plain, start, joined.start())
            did = (subject(self.plain, start, deed.start()) for deed in deeds)
            named = next((n for n in did if n is not None), None)
            source, alike = (named[0] if named else None), bool(_PAST.match(verb[0]))
        if source is None or not alike:
            return None
        return self._content_of(verb, end, source, verb.start())

    def _cut_before(self, found: Attribution, verb: re.Match[str]) -> Attribution:
        """What is said, without a second verb of saying and the “and” before it."""
        begin, _ = found.content[-1]
        joined = _AND.search(self.plain, begin, verb.start()) or _AND_THEY.search(
            self.plain, begin, verb.start()
        )
        if joined is None or joined.start() - begin < _SHORTEST:
            return found
        return replace(found, content=(*found.content[:-1], (begin, joined.start())))

    def _according_to(self, start: int, end: int) -> Attribution | None:
        """According to X, …; …, according to X."""
        accord = self.according.search(self.plain, start, end)
        if accord is None or not self.spaced:
            return None
        source = phrase_after(self.plain, accord.end(), end)
        if source is None:
            return None
        if not self.plain[start : accord.start()].strip():
            comma = self.plain.find(",", source[1], end)
            if comma >= 0 and (aside := _APPOSED.match(self.plain, comma, end)):
                told = _WHO.match(self.plain, aside.end()) is None  # “a clerk, who had left, said”
                comma = aside.end() - 1 if told else comma
            content = (comma + 1, end) if comma >= 0 else None
        elif len(self.plain[source[1] : end].split()) > _FEWEST:
            return None  # “… and then, according to officials, spent hours …”: which part?
        else:
            content = (start, accord.start())
        return self._made(content, accord.span(), source, LIKELY) if content else None

    def _as_noted(self, start: int, verb: re.Match[str], end: int) -> Attribution | None:
        """As X pointed out in TIME, …"""
        named = subject(self.plain, start, verb.start())
        comma = self.plain.find(",", verb.end(), end)
        if named is None or comma < 0 or comma - verb.end() > _BETWEEN:
            return None
        return self._made((comma + 1, end), (named[1], comma), named[0], LIKELY)

    def _saying(self, start: int, verb: re.Match[str], end: int) -> Attribution | None:
        """X said that …; X told Y that …; X said the …"""
        if self.german and (inverted := _INVERTED_DE.match(self.plain, verb.end(), end)):
            led = _LEADS_DE.match(self.plain, start, verb.start())
            content = inverted.end(), self._cut(inverted.end(), end)
            cue = verb.start(), inverted.end(1)
            return self._made(content, cue, inverted.span(1), LIKELY) if led else None
        named = subject(self.plain, start, verb.start())
        if named is None:
            return None
        phrase = _WHO.split(self.plain[slice(*named[0])], maxsplit=1)[0]
        if any(m[0] not in NOUNS_TOO for m in self.verbs.finditer(phrase)):
            return None
        return self._content_of(verb, end, named[0], named[1])

    def _content_of(
        self, verb: re.Match[str], end: int, source: Range, cue: int
    ) -> Attribution | None:
        """What the words behind a verb say by it: that …; whom they told; whom they urged to."""
        handed = handed_over(self.plain, self.text, verb, end, german=self.german)
        if handed is None:
            return None
        if not handed.plainly and _UNDER.search(
            self.plain[max(0, source[0] - len("whether ") - 1) : source[0]]
        ):
            return None  # “rejected his claim that an engineer had advised him to do it”
        begin, until = handed.begin, handed.cue_end
        sure = LIKELY if handed.plainly else WEAK
        return self._made((begin, self._cut(begin, end)), (cue, until), source, sure)

    def _trailing(self, start: int, verb: re.Match[str], end: int) -> Attribution | None:
        """…, X said."""
        if len(self.text[verb.end() : end].split()) > _TAIL:
            return None
        comma = self.plain.rfind(",", start, verb.start())
        if comma - start < _SHORTEST or len(self.plain[start:comma].split()) < _FEWEST:
            return None
        if _only_auxiliaries(self.plain[comma + 1 : verb.start()]):
            return None
        named = subject(self.plain, comma + 1, verb.start())
        if named is None or self.plain[comma + 1 : named[0][0]].strip():
            return None
        if len(self.plain[slice(*named[0])].split()) > (_TAIL if verb[0] in NOUNS_TOO else _LONG):
            return None
        return self._made((start, comma), (named[1], verb.end()), named[0], WEAK)

    def _amid(self, start: int, verb: re.Match[str], end: int) -> Attribution | None:
        """The letter, she says, was …"""
        amid = _AMID.match(self.plain, start, end) if self.english else None
        if amid is None or not amid.start("cue") <= verb.start() < amid.end("cue"):
            return None
        lead = amid["lead"].split()
        if self.verbs.search(amid["lead"]) or _WHO.search(amid["lead"] + " "):
            return None
        begins = lead[0].lower() in ADVERBIALS
        made = self._made((amid.end(), end), amid.span("cue"), amid.span("source"), LIKELY)
        if made is None or begins:
            return made
        return replace(made, content=(amid.span("lead"), *made.content))

    def _behind(self, start: int, verb: re.Match[str], end: int) -> Attribution | None:
        """…, said X; …, a annoncé lundi X."""
        comma = self.plain.rfind(",", start, verb.end())
        before = self.plain[comma + 1 : verb.start()]
        if self.english and verb[0] not in ("said", "says"):
            return None
        auxiliaries = re.match(r"(?:(?:a|ont|avait|avaient)\s+)?", verb[0])
        if comma - start < _SHORTEST or not _only_auxiliaries(before) or auxiliaries is None:
            return None
        when = _WHEN.match(self.plain, verb.end(), end)
        source = phrase_after(self.plain, when.end() if when else verb.end(), end)
        if source is None or self.plain[source[1] : end].strip(" .,"):
            return None
        words = self.plain[slice(*source)].split()
        clause = any(word in FINITE for word in words) or words[0] in NO_SUBJECT
        if clause or len(self.plain[start:comma].split()) < _FEWEST:
            return None
        return self._made((start, comma), (verb.start(), source[1]), source, WEAK)

    def _made(self, content: Range, cue: Range, source: Range, sure: float) -> Attribution | None:
        begin, end = content
        while begin < end and (self.text[begin].isspace() or self.text[begin] in ",:"):
            begin += 1
        while end > begin and (self.text[end - 1].isspace() or self.text[end - 1] in ",.;:"):
            end -= 1
        if end - begin < _SHORTEST:
            return None
        while cue[1] > cue[0] and self.text[cue[1] - 1].isspace():
            cue = cue[0], cue[1] - 1
        return Attribution(
            content=((begin, end),), cue=(cue,), source=(source,), confidence=sure, extractor=NAME
        )

    def _cut(self, begin: int, end: int) -> int:
        """Where reported speech ends: before a dash or comma with which the author comes back."""
        for stop in _BREAK.finditer(self.plain, begin, end):
            if stop[0][0] not in ",;" or self.verbs.search(self.plain, stop.end(), end):
                return stop.start()
        return end

    def _unspaced(self, start: int, end: int, cues: Iterable[Range]) -> Iterator[Attribution]:
        """Chinese: X表示，…。"""
        verb = self.verbs.search(self.plain, start, end)
        if verb is None or any(c[0] <= verb.start() < c[1] for c in cues):
            return
        source = (_clause_start(self.plain, start, verb.start()), verb.start())
        if when := _WHEN_HAN.search(self.plain[slice(*source)]):
            source = source[0], source[0] + when.start()
        begin = verb.end()
        while begin < end and self.plain[begin] in "，,：: ":
            begin += 1
        clear = begin > verb.end()
        while end > begin and self.plain[end - 1] in "。！？.!? ":
            end -= 1
        if not clear or not _short(self.plain, source) or end - begin < _SHORTEST // 3:
            return
        yield Attribution(
            content=((begin, end),),
            cue=(verb.span(),),
            source=(source,),
            confidence=LIKELY,
            extractor=NAME,
        )


def _further(where: Range, by: int) -> Range:
    return where[0] + by, where[1] + by


def _longer(found: Attribution, words: Range) -> Attribution:
    return replace(found, content=(*found.content, words))


def _is_title(words: str) -> bool:
    """Whether quoted words are the name of a paper or a book: each has a capital, none ends."""
    parts = words.split()
    capitals = all(w[:1].isupper() or w in ("of", "the", "and", "der", "des") for w in parts)
    return 1 < len(parts) <= _TITLE_WORDS and capitals and words[-1] not in ".,!?"


def _only_auxiliaries(words: str) -> bool:
    return all(w in ("a", "ont", "avait", "has", "had", "hat", "haben") for w in words.split())


def _clause_start(text: str, start: int, end: int) -> int:
    at = max(text.rfind(c, start, end) for c in "，,。；：:”」』\n")
    return max(start, at + 1)


def _short(text: str, source: Range) -> bool:
    words = text[slice(*source)].strip()
    return 0 < len(words) <= 16 and COVER not in words  # noqa: PLR2004 - a name with its titles
