"""Quotations beside a verb of saying, in a parsed paragraph: “…,” she said. “…”"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.extract.quoted import find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tokens = set[int]

_ENDS = (".", "!", "?", ";")
_DASHES = ("—", "--", "-", "–")
_LONGEST_TAG = 25  # words before the verb in “…,” the old mayor of Lindow said
_LONGEST_CLAUSE = 6  # words before it when a conjunction begins a new clause
_LONGEST_GAP = 12  # words between the verb and the comma before a quotation
_DEPENDENT = ("advcl", "acl", "relcl", "conj", "amod")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A parsed paragraph and the tokens of each of its quotations, marks included."""

    doc: Doc
    each: list[Tokens]
    all: Tokens

    @classmethod
    def find(cls, doc: Doc) -> Quoted:
        """The quotations of a paragraph."""
        ranges = find_quotations(doc.text, 0, len(doc.text))
        each = [
            {t.i for t in doc if t.idx < end and t.idx + len(t) > start} for start, end in ranges
        ]
        return cls(doc, each, {i for tokens in each for i in tokens})

    def with_token(self, i: int) -> Tokens | None:
        """The quotation that a token is in."""
        return next((tokens for tokens in self.each if i in tokens), None)

    def make_whole(self, content: Tokens, cue: int) -> Tokens:
        """A content with each quotation whole that it begins or ends in."""
        for tokens in self.each:
            if cue not in tokens and tokens & content:
                content = content | tokens
        return content


def find_beside(verb: Token, quoted: Quoted, taken: Tokens) -> Tokens:
    """The quotations that a verb of saying outside of them introduces, closes or interrupts.

    `taken` are the tokens of its subject and auxiliaries.
    """
    doc = verb.doc
    left, right = _find_stretch(verb, quoted)
    before = quoted.with_token(left - 1)
    after = None if _ends_sentence(doc, right) else quoted.with_token(right + 1)
    content: Tokens = set()
    if before and _pauses(doc, before, left) and _is_tag(verb, left, right):
        content |= before | _find_lead(doc, before, quoted)
    introduced = after and _is_introduced(verb, right) and _is_whole(doc, after)
    if after and (introduced or (content and doc[right].text in (",", ":"))):
        content |= after
    if content:
        content |= find_following(quoted, content | taken | set(range(left, right + 1)))
    return content


def _find_stretch(verb: Token, quoted: Quoted) -> tuple[int, int]:
    """First and last token around the verb before a quotation or the sentence's end."""
    doc = verb.doc
    left = right = verb.i
    while left > 0 and left - 1 not in quoted.all and not _ends_sentence(doc, left - 1):
        left -= 1
    while right + 1 < len(doc) and right + 1 not in quoted.all and not _ends_sentence(doc, right):
        right += 1
    return left, right


def _ends_sentence(doc: Doc, i: int) -> bool:
    if doc[i].text in _ENDS:
        return True
    return i + 1 < len(doc) and bool(doc[i + 1].is_sent_start) and doc[i].text in ("”", '"')


def _pauses(doc: Doc, quote: Tokens, left: int) -> bool:
    """Does a quotation end in a comma or a mark, or what follows it begin with one?"""
    last = max(quote)
    inner = doc[last - 1].text[-1:] if last - 1 in quote else ""
    return inner in (",", "!", "?", "—", "-", "…") or doc[left].text in (",", *_DASHES)


def _is_tag(verb: Token, left: int, right: int) -> bool:
    """Is the stretch around the verb a speech tag: “…,” he said? Short on the verb's left."""
    doc = verb.doc
    words = [t for t in doc[left : verb.i] if t.is_alpha]
    if doc[left].lower_ in ("but", "and", "while") and len(words) > _LONGEST_CLAUSE:
        return False
    clause = any(t.dep_ == "ccomp" and t.head == verb for t in doc[verb.i + 1 : right + 1])
    return not clause and len(words) <= _LONGEST_TAG


def _is_introduced(verb: Token, right: int) -> bool:
    """Does the stretch end in a verb of saying and a comma, a colon, or nothing else?"""
    last = verb.doc[right]
    if last.text == ":":
        return True
    gap = [t for t in verb.doc[verb.i + 1 : right + 1] if t.is_alpha]
    if last.text == ",":
        clause = any(t.dep_ == "ccomp" and t.head == verb for t in gap)
        return len(gap) <= _LONGEST_GAP and not clause
    return not gap


def _is_whole(doc: Doc, quote: Tokens) -> bool:
    """Does the quotation end its sentence, or pause? Else it is a part of a clause."""
    last = max(quote)
    if doc[last - 1].text[-1:] in ",.!?…—-":
        return True
    return last + 1 >= len(doc) or doc[last + 1].text in (",", *_ENDS, "—", "-", "--")


def _find_lead(doc: Doc, quote: Tokens, quoted: Quoted) -> Tokens:
    """Words of the same sentence before a quotation: Mills “got immunity,” she said."""
    start = min(quote)
    while start and start - 1 not in quoted.all and not _ends_sentence(doc, start - 1):
        start -= 1
    lead = doc[start : min(quote)]
    if start - 1 in quoted.all or any(t.pos_ == "VERB" or t.text in (":", "\n") for t in lead):
        return set()
    return set(range(start, min(quote)))


def find_following(quoted: Quoted, taken: Tokens) -> Tokens:
    """A quotation that goes on as a new sentence right after what was taken: “…,” he said. “…”"""
    doc = quoted.doc
    end = max(taken)
    while end + 1 < len(doc) and end + 1 not in quoted.all and not _ends_sentence(doc, end):
        end += 1
        if doc[end].pos_ == "VERB" and doc[end].dep_ not in _DEPENDENT:
            break
    for quote in quoted.each:
        if min(quote) != end + 1 or doc[end].text not in _ENDS:
            continue
        after = max(quote) + 1
        whole = doc[max(quote) - 1].text[-1:] in ".!?…"
        if whole and (after >= len(doc) or not doc[after].is_punct):
            return quote
    return set()
