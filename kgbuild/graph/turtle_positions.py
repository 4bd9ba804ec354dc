"""Where the statements of Turtle, TriG, N-Triples and N-Quads stand, in pyoxigraph's order.

pyoxigraph 0.5 gives what one token completes the last first, and a plain string is complete only
at the next token, for a language could have followed. `[ … ]` is stated where it closes, after
what it says; `( … )` where its first member begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from kgbuild.graph.stated import FIRST, NIL, REST, TYPE, Reading, Statement, Term
from kgbuild.graph.turtle_names import Names
from kgbuild.graph.turtle_tokens import TOKEN

_TRIPLE: Final = 3


def read_turtle(text: str, base: str) -> Reading:
    """The statements of a Turtle or TriG document without an error.

    Reading stops without a word at triple terms, reifiers and annotations: they are RDF 1.2.
    """
    names = Names(base)
    return _Reader(names).statements(text), names.resolve


def read_lines(text: str, _base: str) -> Reading:
    """The statements of an N-Triples or N-Quads document without an error."""
    return _line_statements(text), Names().resolve


def _line_statements(text: str) -> Iterator[Statement]:
    terms: list[Term] = []
    for token in TOKEN.finditer(text):
        if token.lastgroup != "point":
            terms.append(_term(token))
            continue
        if len(terms) >= _TRIPLE:
            yield Statement(*terms[:_TRIPLE])
        terms = []


def _term(token: re.Match[str]) -> Term:
    kind = token.lastgroup or "other"
    if kind == "lang":
        return Term(token["string"] + token["lang"], token.start("string"), token.end())
    if kind == "type":
        key = f"{token['string']}^^{token['type']}"
        return Term(key, token.start("string"), token.end())
    return Term(token[kind], token.start(kind), token.end())


@dataclass(slots=True)
class _Frame:
    """What is open (the document, `[` or `(`) and what is known of its statement."""

    mark: str
    at: int
    subject: Term | None = None
    predicate: Term | None = None


class _Reader:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._open = [_Frame("", 0)]
        self._complete: list[Statement] = []
        self._string: Term | None = None
        self._nodes = count()

    def statements(self, text: str) -> Iterator[Statement]:
        for token in TOKEN.finditer(text):
            kind = token.lastgroup
            self._end_string()
            if kind == "point":
                self._point(token["point"], token.start("point"))
            elif kind == "prefix":
                self._names.set_prefix(token["short"], token["long"])
            elif kind == "base":
                self._names.set_base(token["root"])
            elif kind in ("end", "other"):
                break
            elif kind != "version":
                self._word(_term(token), string=kind in ("string", "lang", "type"))
            yield from self._completed()
            if kind in ("lang", "type"):
                self._end_string()
                yield from self._completed()
        yield from self._completed()

    def _completed(self) -> list[Statement]:
        statements = self._complete[::-1]
        self._complete.clear()
        return statements

    def _end_string(self) -> None:
        if self._string is not None:
            self._give(self._string)
            self._string = None

    def _word(self, term: Term, *, string: bool) -> None:
        frame = self._open[-1]
        if frame.predicate is None and frame.mark != "(":
            if term.key == "a":
                term = term.reading(TYPE)
            elif frame.subject is None and str(term.key).lower() == "graph":
                return
        self._member(term)
        if string:
            self._string = term
        else:
            self._give(term)

    def _point(self, point: str, at: int) -> None:
        frame = self._open[-1]
        here = Term(point, at, at + 1)
        if point == "[":
            self._member(here)
            node = Term(next(self._nodes), at, at + 1)
            self._open.append(_Frame(point, at, node))
        elif point == "(":
            self._member(here)
            self._open.append(_Frame(point, at))
        elif point in "])" and len(self._open) > 1:
            self._close(here)
        elif point in ".{}":
            frame.subject = frame.predicate = None
        elif point == ";":
            frame.predicate = None

    def _close(self, here: Term) -> None:
        frame = self._open.pop()
        if frame.subject is None:
            self._give(Term(NIL, frame.at, here.end))
        elif frame.mark == "[":
            self._give(frame.subject)
        else:
            self._state(frame.subject, here.reading(REST), here.reading(NIL))

    def _member(self, begins: Term) -> None:
        """The next cell, when what begins here is a member of a list."""
        frame = self._open[-1]
        if frame.mark != "(":
            return
        if frame.subject is None:
            cell = Term(next(self._nodes), frame.at, frame.at + 1)
            self._give(cell, self._open[-2])
        else:
            cell = Term(next(self._nodes), begins.start, begins.end)
            self._state(frame.subject, cell.reading(REST), cell)
        frame.subject, frame.predicate = cell, cell.reading(FIRST)

    def _give(self, term: Term, frame: _Frame | None = None) -> None:
        """A term that is whole: the subject, the predicate or an object of what is open."""
        frame = frame or self._open[-1]
        if frame.subject is None:
            frame.subject = term
        elif frame.predicate is None:
            frame.predicate = term
        else:
            self._state(frame.subject, frame.predicate, term)

    def _state(self, subject: Term, predicate: Term, object_: Term) -> None:
        self._complete.append(Statement(subject, predicate, object_))
