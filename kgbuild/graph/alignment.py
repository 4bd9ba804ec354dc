"""Statements of a document paired with the quads that pyoxigraph made of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import chain

import pyoxigraph as ox

from kgbuild.graph.stated import ANY_IRI, ANY_LITERAL, Reading, Resolve, Statement, Term

Triple = tuple[str, str, str]
_BLANK = "_:"


def align(
    reading: Reading, quads: Sequence[ox.Triple | ox.Quad]
) -> Iterator[tuple[Statement, Triple]]:
    """Each statement with its triple (N-Triples terms), as long as there is one for it.

    The n-th statement is the n-th quad. That is checked: the same IRIs and literals, and always
    the same blank node for the same node of the document. Where it is not so, the rest is paired
    by what remains of a statement without its blank nodes, in the order of the document.
    """
    statements, resolve = reading
    nodes = _Nodes(resolve)
    for index, statement in enumerate(statements):
        if index == len(quads):
            return
        triple = _triple(quads[index])
        if not nodes.agree(statement, triple):
            rest = chain([statement], statements)
            yield from _by_skeleton(rest, map(_triple, quads[index:]), resolve)
            return
        yield statement, triple


def _triple(quad: ox.Triple | ox.Quad) -> Triple:
    return str(quad.subject), str(quad.predicate), str(quad.object)


class _Nodes:
    """Which node of the document is which blank node: one to one."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._blank: dict[str | int, str] = {}
        self._node: dict[str, str | int] = {}

    def agree(self, statement: Statement, triple: Triple) -> bool:
        return all(map(self._same, statement, triple))

    def _same(self, term: Term, text: str) -> bool:
        key = term.key
        if isinstance(key, int) or key.startswith(_BLANK):
            return (
                text.startswith(_BLANK)
                and self._blank.setdefault(key, text) == text
                and self._node.setdefault(text, key) == key
            )
        if key == text:
            return True
        resolved = self._resolve(key)
        return text == resolved or (resolved in (ANY_IRI, ANY_LITERAL) and text[0] == resolved)


def _by_skeleton(
    statements: Iterator[Statement], triples: Iterator[Triple], resolve: Resolve
) -> Iterator[tuple[Statement, Triple]]:
    waiting: dict[Triple, deque[Statement]] = defaultdict(deque)
    for statement in statements:
        named = [_BLANK if isinstance(t.key, int) else resolve(t.key) for t in statement]
        waiting[_skeleton(named)].append(statement)
    for triple in triples:
        if same := waiting.get(_skeleton(triple)):
            yield same.popleft(), triple


def _skeleton(texts: Sequence[str]) -> Triple:
    """What can be compared without knowing which blank node is which, or the value of a literal."""
    subject, predicate, object_ = (t[:1] if t[:1] in '_"' else t for t in texts)
    return subject, predicate, object_
