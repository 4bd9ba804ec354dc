"""Turtle with the same bytes for the same triples: sorted, grouped, fixed prefixes.

A small writer of our own, because the ones measured are unsorted, or slow, or write names that
other parsers cannot read. It writes what `N-Triples` says, only shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES, compact
from kgbuild.graph.vocab import RDF

Parts = tuple[Any, ox.NamedNode, Any]
# Written bare, 007 would be read as 7 by some.
_PLAIN_INTEGER = re.compile(r"0|[1-9][0-9]*")
_STRING = PREFIXES["xsd"] + "string"
_INTEGER = PREFIXES["xsd"] + "integer"
_ESCAPES = {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    ord("\b"): "\\b",
    ord("\f"): "\\f",
    # Shown otherwise than they read: bidirectional overrides and isolates, and line separators.
    **{
        c: f"\\u{c:04X}"
        for c in (0x7F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
    },
    **{c: f"\\u{c:04X}" for c in range(0x20) if chr(c) not in "\n\r\t\b\f"},
}


def turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str] = PREFIXES) -> Iterator[str]:
    """The lines of a Turtle document, each with its newline.

    Subjects and predicates are sorted by IRI (rdf:type first), objects by their text.
    """
    written = sorted(((t.subject, t.predicate, t.object) for t in triples), key=_key)
    used = {p: ns for p, ns in prefixes.items() if any(_uses(t, ns) for t in written)}
    for prefix, namespace in sorted(used.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"
    yield from _subjects(written, used, indent="")


def block(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The lines of the triples alone, indented: what stands between the braces of TriG."""
    written = sorted(((t.subject, t.predicate, t.object) for t in triples), key=_key)
    yield from _subjects(written, prefixes, indent="  ")


def _subjects(written: Iterable[Parts], prefixes: Mapping[str, str], indent: str) -> Iterator[str]:
    for subject, about in groupby(written, key=lambda t: t[0]):
        yield f"\n{indent}{term(subject, prefixes)}"
        lines = []
        for predicate, group in groupby(about, key=lambda t: t[1]):
            name = "a" if predicate.value == RDF.type else term(predicate, prefixes)
            objects = [term(o, prefixes) for _, _, o in group]
            joined = f" ,\n{indent}        ".join(objects) if len(objects) > 1 else objects[0]
            lines.append(f"{name} {joined}")
        yield f" {lines[0]}"
        for line in lines[1:]:
            yield f" ;\n{indent}    {line}"
        yield " .\n"


def _key(triple: Parts) -> tuple[str, str, str]:
    subject, predicate, object_ = triple
    first = "" if predicate.value == RDF.type else predicate.value
    return str(subject), first, str(object_)


def _uses(triple: Parts, namespace: str) -> bool:
    subject, predicate, object_ = triple
    iris = [subject.value, predicate.value]
    if isinstance(object_, ox.Literal):
        iris.append(object_.datatype.value)
    else:
        iris.append(object_.value)
    return any(compact(iri, {"x": namespace}) for iri in iris)


def term(node: ox.NamedNode | ox.Literal | ox.BlankNode, prefixes: Mapping[str, str]) -> str:
    r"""A term as Turtle writes it.

    >>> term(ox.Literal("a\nb", language="en"), {})
    '"a\\nb"@en'
    """
    if isinstance(node, ox.NamedNode):
        return compact(node.value, prefixes) or f"<{node.value}>"
    if not isinstance(node, ox.Literal):
        return str(node)
    text = f'"{node.value.translate(_ESCAPES)}"'
    if node.language:
        return f"{text}@{node.language}"
    if node.datatype.value == _STRING:
        return text
    if node.datatype.value == _INTEGER and _PLAIN_INTEGER.fullmatch(node.value):
        return node.value
    return f"{text}^^{term(node.datatype, prefixes)}"
