"""Where the statements of RDF/XML (RDF 1.1 XML Syntax §7.2) stand, in pyoxigraph's order.

pyoxigraph 0.5 gives what one tag completes the last first. Nodes and properties stand where their
element begins; what an attribute says, at the attribute. The values of literals are not worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final, Literal
from xml.parsers import expat

from kgbuild.graph.stated import (
    ANY_IRI,
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
from kgbuild.graph.turtle_names import absolute

_RDF: Final = TYPE[1:].removesuffix("type>")
_BASE: Final = "http://www.w3.org/XML/1998/namespacebase"
# Attributes in these namespaces are no properties (§6.1.4, RDF 1.2 for the second).
_OTHER: Final = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2005/11/its")
_SYNTAX: Final = frozenset(
    f"{_RDF}{name}"
    for name in (
        *("ID", "about", "nodeID", "resource", "datatype", "parseType", "bagID", "type"),
        *("version", "annotation", "annotationNodeID"),
    )
)
_NAME: Final = re.compile(r"<[^\s/>]+")
_ATTRIBUTE: Final = re.compile(r"\s+([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_CHUNK: Final = 1 << 16


def read_rdfxml(text: str, base: str) -> Reading:
    """The statements of an RDF/XML document without an error and without a DOCTYPE."""
    return _statements(text, base), as_is


def _statements(text: str, base: str) -> Iterator[Statement]:
    reader = _Reader(text, base)
    parser = expat.ParserCreate(encoding="UTF-8", namespace_separator="")
    parser.ordered_attributes = True
    parser.StartElementHandler = lambda name, said: reader.start(
        name, said, parser.CurrentByteIndex
    )
    parser.EndElementHandler = lambda _: reader.end()
    for at in range(0, len(reader.data), _CHUNK):
        try:
            parser.Parse(reader.data[at : at + _CHUNK], at + _CHUNK >= len(reader.data))
        except expat.ExpatError:
            return
        yield from reader.complete
        reader.complete.clear()


@dataclass(frozen=True, slots=True)
class _Attribute:
    """What an attribute says, and where its name and its quoted value stand."""

    value: str
    name: tuple[int, int]
    quoted: tuple[int, int]

    def iri(self, base: str, before: str = "") -> Term:
        """The value as an IRI; `before` is the `#` of an `rdf:ID`."""
        iri = absolute(before + self.value, base)
        return Term(f"<{iri}>" if iri else ANY_IRI, *self.quoted)


_Attributes = dict[str, _Attribute]


@dataclass(slots=True)
class _Frame:
    """An open element. `subject` is a node, or what a property is said of."""

    kind: Literal["document", "node", "property", "collection", "literal", "ignored"]
    base: str
    subject: Term
    predicate: Term
    object: Term | None = None
    id: Term | None = None
    members: list[Term] = field(default_factory=list)
    numbered: int = 0


class _Reader:
    def __init__(self, text: str, base: str) -> None:
        self.data = text.encode()
        self.complete: list[Statement] = []
        self._text = text
        self._bytes = self._characters = 0
        self._tag: list[Statement] = []
        self._nodes = count()
        nothing = Term("", 0, 0)
        self._open = [_Frame("document", base, nothing, nothing)]

    def start(self, name: str, said: list[str], byte: int) -> None:
        """A start tag: its name, its attributes' names and values in turn, where it stands."""
        parent = self._open[-1]
        at = self._offset(byte)
        tag = _NAME.match(self._text, at)
        here = Term(f"<{name}>", at, tag.end() if tag else at + 1)
        attributes = self._attributes(said, here.end)
        base = attributes[_BASE].value if _BASE in attributes else parent.base
        if parent.kind in ("literal", "ignored"):
            frame = _Frame("ignored", base, here, here)
        elif parent.kind == "node":
            frame = self._property(here, attributes, base, parent)
        elif parent.kind == "document" and name == f"{_RDF}RDF":
            frame = _Frame("document", base, here, here)
        else:
            frame = self._node(here, attributes, base)
        self._open.append(frame)
        self._flush()

    def end(self) -> None:
        """An end tag."""
        frame = self._open.pop()
        if frame.kind == "node":
            self._open[-1].object = frame.subject
            self._open[-1].members.append(frame.subject)
        elif frame.kind in ("property", "literal"):
            self._said(frame, frame.object or frame.predicate.reading(ANY_LITERAL))
        elif frame.kind == "collection":
            rest = frame.predicate.reading(NIL)
            for member in reversed(frame.members):
                cell = Term(next(self._nodes), member.start, member.end)
                self._tag.append(Statement(cell, cell.reading(FIRST), member))
                self._tag.append(Statement(cell, cell.reading(REST), rest))
                rest = cell
            self._said(frame, rest)
        self._flush()

    def _flush(self) -> None:
        self.complete.extend(reversed(self._tag))
        self._tag.clear()

    def _offset(self, byte: int) -> int:
        """The offset in the text of a byte that is not before the last one asked for."""
        self._characters += len(self.data[self._bytes : byte].decode())
        self._bytes = byte
        return self._characters

    def _attributes(self, said: list[str], after_name: int) -> _Attributes:
        found = {}
        names, values = iter(said[::2]), iter(said[1::2])
        at = after_name
        while written := _ATTRIBUTE.match(self._text, at):
            at = written.end()
            if not re.match("xmlns(:|$)", written[1]):
                found[next(names, "")] = _Attribute(
                    next(values, ""), written.span(1), written.span(2)
                )
        return found

    def _node(self, here: Term, attributes: _Attributes, base: str) -> _Frame:
        """Node elements (§7.2.11)."""
        subject = self._named(attributes, base, "about") or here.reading(next(self._nodes))
        subject = subject._replace(start=here.start, end=here.end)
        self._attributed(subject, attributes, base)
        if here.key != f"<{_RDF}Description>":
            self._tag.append(Statement(subject, here.reading(TYPE), here))
        return _Frame("node", base, subject, here)

    def _named(self, attributes: _Attributes, base: str, by: str) -> Term | None:
        if attribute := attributes.get(f"{_RDF}{by}"):
            return attribute.iri(base)
        if attribute := attributes.get(f"{_RDF}nodeID"):
            return Term(f"_:{attribute.value}", *attribute.quoted)
        if by == "about" and (attribute := attributes.get(f"{_RDF}ID")):
            return attribute.iri(base, "#")
        return None

    def _attributed(self, subject: Term, attributes: _Attributes, base: str) -> None:
        """Property attributes (§7.2.11 and §7.2.21)."""
        for name, attribute in attributes.items():
            if _is_property(name):
                predicate = Term(f"<{name}>", *attribute.name)
                value = Term(ANY_LITERAL, *attribute.quoted)
                self._tag.append(Statement(subject, predicate, value))
        if type_ := attributes.get(TYPE[1:-1]):
            self._tag.append(Statement(subject, Term(TYPE, *type_.name), type_.iri(base)))

    def _property(self, here: Term, attributes: _Attributes, base: str, node: _Frame) -> _Frame:
        """Property elements (§7.2.14 to §7.2.21)."""
        if here.key == f"<{_RDF}li>":
            node.numbered += 1
            here = here.reading(f"<{_RDF}_{node.numbered}>")
        frame = _Frame("property", base, node.subject, here)
        if id_ := attributes.get(f"{_RDF}ID"):
            frame.id = id_.iri(base, "#")
        parse_type = attributes.get(f"{_RDF}parseType")
        if parse_type is None:
            frame.object = self._named(attributes, base, "resource")
            if frame.object is None and any(map(_is_property, attributes)):
                frame.object = here.reading(next(self._nodes))
            if frame.object is not None:
                self._attributed(frame.object, attributes, base)
        elif parse_type.value == "Resource":
            node_ = here.reading(next(self._nodes))
            self._said(frame, node_)
            return _Frame("node", base, node_, here)
        elif parse_type.value == "Collection":
            frame.kind = "collection"
        else:
            frame.kind = "literal" if parse_type.value == "Literal" else "ignored"
        return frame

    def _said(self, frame: _Frame, value: Term) -> None:
        """The statement of a property element and, when it has an `rdf:ID`, of that (§7.3)."""
        if frame.id is not None:
            statement = frame.id.reading(f"<{_RDF}Statement>")
            for name, term in (
                ("type", statement),
                ("subject", frame.subject),
                ("predicate", frame.predicate),
                ("object", value),
            ):
                self._tag.append(Statement(frame.id, frame.id.reading(f"<{_RDF}{name}>"), term))
        self._tag.append(Statement(frame.subject, frame.predicate, value))


def _is_property(name: str) -> bool:
    return ":" in name and name not in _SYNTAX and not name.startswith(_OTHER)
