"""Cues that are no verbs: "according to", nouns, adjectives, marks of captions and scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgbuild.extract import cues
from kgbuild.extract.dependency_quotes import Quoted, Tokens
from kgbuild.extract.dependency_verbs import Roles, find_source, list_subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_NAME = 7  # tokens of a name after a dash, or before a colon
_TOO_SHORT = 3  # tokens before "according to" that are no content, but an "and" or an "also"
_COPULAS = ("be", "feel", "remain", "seem", "become")


def read_according(token: Token, quoted: Quoted) -> Iterator[Roles]:
    """A clause and whom it accords to, before it or after."""
    to = token.doc[token.i + 1]
    objects = [c for c in (*to.children, *token.children) if c.dep_ == "pobj"]
    if not objects:
        return
    source = _cut_source(token, {i for i in list_subtree(objects[0]) if i > to.i})
    cue = {token.i, to.i}
    sentence = {t.i for t in token.sent}
    content = list_subtree(token.head) & sentence if token.head.pos_ in ("VERB", "AUX") else set()
    content = (content or sentence) - source - cue
    before = {i for i in content if i < token.i}
    after = {i for i in content if i > max(source, default=to.i)}
    if before or after:
        content = before if len(before) > _TOO_SHORT else after
        yield source, cue, quoted.make_whole(content, token.i) - source - cue, 0.8


def _cut_source(token: Token, source: Tokens) -> Tokens:
    """At the last comma, when the parser took the whole rest of the sentence for the source."""
    doc = token.doc
    if not (source and (token.is_sent_start or token.text[0].isupper())):
        return source
    commas = [i for i in sorted(source) if doc[i].text == ","]
    rest = [i for i in range(max(source) + 1, token.sent.end) if not doc[i].is_punct]
    return {i for i in source if i < commas[-1]} if commas and not rest else source


def read_noun(noun: Token) -> Iterator[Roles]:
    """Her promise to …, the claim that …, he made a promise of …"""
    frames = cues.NOUNS[noun.lemma_.lower()]
    doc = noun.doc
    owners = [child for child in noun.children if child.dep_ == "poss"]
    source = {i for child in owners for i in list_subtree(child) if doc[i].tag_ != "POS"}
    cue = {noun.i}
    content = {
        i for child in noun.children if _completes(child, frames) for i in list_subtree(child)
    }
    sure = 0.5 if content else 0.3
    carried = noun.dep_ in ("dobj", "attr") and noun.head.lemma_ in cues.LIGHT
    if not source and carried and noun.head.pos_ in ("VERB", "AUX"):
        source = find_source(noun.head)
        cue |= set(range(noun.head.i, noun.i))
        sure = 0.4
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in frames and source and not (carried and content):
            content |= list_subtree(child) - {child.i}
            cue.add(child.i)
    if content and (source or sure == 0.5):  # noqa: PLR2004
        yield source, cue, content, sure


def _completes(child: Token, frames: cues.Frame) -> bool:
    """Is it a clause with "that", or an infinitive, that says what the noun is of?"""
    if child.dep_ not in ("acl", "ccomp", "relcl") or child.i < child.head.i:
        return False
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
    return (that and "that" in frames) or (to and "to" in frames)


def read_adjective(adjective: Token) -> Iterator[Roles]:
    """She is sure that …, they are opposed to …"""
    frames = cues.ADJECTIVES[adjective.lemma_.lower()]
    verb = adjective.head
    if verb.lemma_ not in _COPULAS:
        return
    source = find_source(verb)
    cue = {verb.i, adjective.i} | {c.i for c in verb.children if c.dep_ in ("aux", "neg")}
    content: Tokens = set()
    for child in (*adjective.children, *verb.children):
        if child.i <= adjective.i:
            continue
        if child.dep_ in ("ccomp", "xcomp"):
            content |= list_subtree(child)
        elif child.dep_ == "prep" and child.lower_ in frames:
            content |= list_subtree(child) - {child.i}
            cue.add(child.i)
    if content and source and {verb.doc[i].lower_ for i in source} - {"it", "there"}:
        yield source, cue, content - cue, 0.4


def read_dash(dash: Token, quoted: Quoted) -> Iterator[Roles]:
    """“A whole quotation.” ― Name at the end of its line."""
    quote = quoted.with_token(dash.i - 1)
    stop = _find_line_end(dash.doc, dash.i + 1)
    name = set(range(dash.i + 1, stop))
    short = 0 < len(name) <= _LONGEST_NAME
    if quote and short and dash.doc[dash.i + 1].text[:1].isupper():
        yield name, {dash.i}, quote, 0.8


def read_colon(colon: Token) -> Iterator[Roles]:
    """SPEAKER: what follows on the same line, as scripts are printed."""
    doc = colon.doc
    start = colon.i
    while start and "\n" not in doc[start - 1].text and colon.i - start < _LONGEST_NAME:
        start -= 1
    name = [t for t in doc[start : colon.i] if t.is_alpha]
    begins = start == 0 or "\n" in doc[start - 1].text
    if begins and name and all(t.is_upper and len(t) > 1 for t in name):
        content = set(range(colon.i + 1, _find_line_end(doc, colon.i + 1)))
        yield {t.i for t in name}, {colon.i}, content, 0.8


def _find_line_end(doc: Doc, start: int) -> int:
    while start < len(doc) and "\n" not in doc[start].text:
        start += 1
    return start
