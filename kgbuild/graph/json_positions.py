"""Where the statements of JSON-LD stand, in the order of pyoxigraph as far as it is plain.

What is read: inline contexts (scoped ones too), aliases, `@graph`, `@included`, `@reverse`,
`@nest`, `@list`, `@set`, maps of languages, indexes, ids, types and graphs. The values of literals
are not worked out. What is stranger than that, the alignment pairs with its like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, Union

from kgbuild.graph.json_context import Context, Definition
from kgbuild.graph.json_values import Array, Object, Scalar, Value, read
from kgbuild.graph.stated import (
    ANY_LITERAL,
    FIRST,
    NIL,
    REST,
    TYPE,
    Reading,
    Statement,
    Term,
    as_is,
)

# What is nested is given as an iterator, not entered by a call: depth costs no stack.
_Steps = Iterator[Union[Statement, "_Steps"]]
_Member = tuple[Definition, Scalar, Value]
# pyoxigraph states the types of a node first, for they can bring a context, and its graph last.
_ORDER: Final = {"@type": -1, "@graph": 1}
_MAPS: Final = frozenset({"@language", "@index", "@id", "@type"})


def read_jsonld(text: str, base: str) -> Reading:
    """The statements of a JSON-LD document without an error."""
    whole = read(text)
    steps = _Reader().nodes(whole, Context(base, base)) if whole is not None else iter(())
    return _flat(steps), as_is


def _flat(steps: _Steps) -> Iterator[Statement]:
    open_ = [steps]
    while open_:
        step = next(open_[-1], None)
        if step is None:
            open_.pop()
        elif not isinstance(step, Statement):
            open_.append(step)
        elif all(term.key != "" for term in step):
            yield step


def _each(value: Value) -> list[Value]:
    return value.items if isinstance(value, Array) else [value]


def _strings(value: Value) -> list[Scalar]:
    return [item for item in _each(value) if isinstance(item, Scalar) and item.text]


def _at(value: Value, key: str | int) -> Term:
    """A term at a value: all of a scalar, the bracket of an object or array."""
    return Term(key, value.start, value.end if isinstance(value, Scalar) else value.start + 1)


def _iri(iri: str) -> str:
    """The key of a node: `<iri>`, `_:label`, or empty: what stays relative states nothing."""
    return iri if iri.startswith("_:") or not iri else f"<{iri}>"


def _type(name: Scalar, context: Context) -> Term:
    """What a value of `@type`, or of a property whose values are names, stands for."""
    iri = context.expanded(name.text, vocab=True) or context.expanded(name.text)
    return _at(name, _iri(iri))


@dataclass(frozen=True, slots=True)
class _Node:
    """An object with its members in the order in which they are stated.

    `nested` is the context for objects inside: without what the types of this one bring.
    """

    subject: Term
    members: list[_Member]
    context: Context
    nested: Context

    def keyword(self, name: str) -> Value | None:
        return next((value for said, _, value in self.members if said.iri == name), None)


@dataclass(frozen=True, slots=True)
class _Property:
    """What a value is a value of."""

    subject: Term
    predicate: Term
    definition: Definition
    context: Context
    nested: Context

    def stated(self, value: Term) -> Statement:
        if self.definition.reverse:
            return Statement(value, self.predicate, self.subject)
        return Statement(self.subject, self.predicate, value)


class _Reader:
    def __init__(self) -> None:
        self._numbers = count()

    def nodes(self, value: Value, context: Context) -> _Steps:
        """The nodes of a document, of a graph or of `@included`."""
        for item in _each(value):
            if isinstance(item, Object):
                node = self._node(item, context)
                yield self._members(node, node.members)

    def _node(self, written: Object, context: Context) -> _Node:
        nested = context = context.extended(written.get("@context"))
        named = [(nested.definition(key.text).iri, value) for key, value in written.members]
        types = [name.text for iri, value in named if iri == "@type" for name in _strings(value)]
        for scoped in (nested.definition(name).context for name in sorted(types)):
            context = context.extended(scoped)
        members = [(context.definition(key.text), key, value) for key, value in written.members]
        members.sort(key=lambda member: _ORDER.get(member[0].iri, 0))
        node = _Node(_at(written, next(self._numbers)), members, context, nested)
        if isinstance(id_ := node.keyword("@id"), Scalar):
            return replace(node, subject=_at(id_, _iri(context.expanded(id_.text))))
        return node

    def _members(self, node: _Node, members: Iterable[_Member], *, reverse: bool = False) -> _Steps:
        for said, key, value in members:
            if said.iri == "@type":
                for name in sorted(_strings(value), key=lambda name: name.text):
                    yield Statement(node.subject, _at(key, TYPE), _type(name, node.context))
            elif said.iri in ("@graph", "@included"):
                yield self.nodes(value, node.nested)
            elif said.iri in ("@nest", "@reverse"):
                for item in _each(value):
                    inside = item.members if isinstance(item, Object) else []
                    further = [(node.context.definition(k.text), k, v) for k, v in inside]
                    yield self._members(node, further, reverse=said.iri == "@reverse")
            elif ":" in said.iri and not said.iri.startswith("_:"):
                yield self._values(
                    _Property(
                        node.subject,
                        _at(key, _iri(said.iri)),
                        replace(said, reverse=said.reverse != reverse),
                        node.context,
                        node.nested if said.context is None else node.nested.extended(said.context),
                    ),
                    value,
                )

    def _values(self, of: _Property, value: Value) -> _Steps:
        containers = of.definition.containers
        if of.definition.type == "@json":
            yield of.stated(_at(value, ANY_LITERAL))
        elif "@list" in containers and not (isinstance(value, Object) and value.get("@list")):
            yield self._list(of, value)
        elif isinstance(value, Array):
            for item in value.items:
                yield self._values(of, item)
        elif isinstance(value, Scalar):
            if value.value is not None:
                yield of.stated(self._scalar(of, value))
        elif containers & _MAPS:
            yield self._map(of, value)
        elif "@graph" in containers:
            yield of.stated(_at(value, next(self._numbers)))
            yield self.nodes(value, of.nested)
        else:
            yield self._object(of, self._node(value, of.nested))

    def _scalar(self, of: _Property, value: Scalar) -> Term:
        if of.definition.type == "@vocab" and isinstance(value.value, str):
            return _type(value, of.context)
        if of.definition.type == "@id" and isinstance(value.value, str):
            return _at(value, _iri(of.context.expanded(value.value)))
        return _at(value, ANY_LITERAL)

    def _object(self, of: _Property, node: _Node) -> _Steps:
        if (value := node.keyword("@value")) is not None:
            if not isinstance(value, Scalar) or value.value is not None:
                yield of.stated(_at(value, ANY_LITERAL))
        elif (value := node.keyword("@list")) is not None:
            yield self._list(of, value)
        elif (value := node.keyword("@set")) is not None:
            yield self._values(of, value)
        else:
            yield of.stated(node.subject)
            yield self._members(node, node.members)

    def _map(self, of: _Property, value: Object) -> _Steps:
        containers = of.definition.containers
        of = replace(of, definition=replace(of.definition, containers=containers & {"@graph"}))
        for key, inside in value.members:
            named = _type(key, of.context).key != "<@none>"
            for item in _each(inside):
                if not isinstance(item, Object) or not containers & {"@id", "@type"}:
                    yield self._values(of, item)
                    continue
                node = self._node(item, of.nested)
                if named and "@id" in containers and node.keyword("@id") is None:
                    node = replace(node, subject=_at(key, _iri(of.context.expanded(key.text))))
                yield of.stated(node.subject)
                if named and "@type" in containers:
                    type_ = _type(key, of.context)
                    yield Statement(node.subject, type_.reading(TYPE), type_)
                yield self._members(node, node.members)

    def _list(self, of: _Property, value: Value) -> _Steps:
        items = [i for i in _each(value) if not (isinstance(i, Scalar) and i.value is None)]
        cell = _at(value, next(self._numbers) if items else NIL)
        yield of.stated(cell)
        of = replace(of, definition=replace(of.definition, containers=frozenset(), reverse=False))
        for index, item in enumerate(items):
            of = replace(of, subject=cell, predicate=cell.reading(FIRST))
            yield self._list(of, item) if isinstance(item, Array) else self._values(of, item)
            after = items[index + 1] if index + 1 < len(items) else None
            cell = _at(after, next(self._numbers)) if after is not None else cell.reading(NIL)
            yield Statement(of.subject, of.subject.reading(REST), cell)
