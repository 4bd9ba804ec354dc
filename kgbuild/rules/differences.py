"""Shapes about which the fast engine is wrong; docs/engines.md lists them with examples."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.terms import Term
from kgbuild.graph.vocab import RDF
from kgbuild.rules.shapes import SH, Shapes

_RDFS: Final = PREFIXES["rdfs"]
_CLASS: Final = ox.NamedNode(_RDFS + "Class")
_BOUNDS: Final = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
_COUNTS: Final = (
    *("minCount", "maxCount", "minLength", "maxLength"),
    *("qualifiedMinCount", "qualifiedMaxCount"),
)
_LARGEST: Final = 2**63 - 1
_TEXTS: Final = frozenset(
    [PREFIXES["xsd"] + "string", PREFIXES["xsd"] + "anyURI", PREFIXES["rdf"] + "langString"]
)
# Back references, and operations on sets of characters.
_PATTERN: Final = re.compile(r"\\[1-9]|&&|~~|--|\|\||-\[")


def differs(shapes: Shapes) -> bool:
    """Whether a verdict on these shapes may be another one in the fast engine."""
    return any(_differs(shapes, node) for node in shapes.index)


def _differs(shapes: Shapes, node: Term) -> bool:
    bounds = [v for local in _BOUNDS for v in shapes.values(node, local)]
    counts = [v.value for local in _COUNTS for v in shapes.values(node, local)]
    patterns = [v.value for v in shapes.values(node, "pattern")]
    return (
        any(isinstance(b, ox.Literal) and b.datatype.value in _TEXTS for b in bounds)
        or any(text.isdecimal() and int(text) > _LARGEST for text in counts)
        or any(_PATTERN.search(pattern) for pattern in patterns)
        or _closed_at_a_path(shapes, node)
        or _class_of_another_kind(shapes, node)
    )


def _closed_at_a_path(shapes: Shapes, node: Term) -> bool:
    """A property shape that is closed looks at its value nodes (SHACL §4.8.1)."""
    return bool(shapes.values(node, "path")) and bool(shapes.values(node, "closed"))


def _class_of_another_kind(shapes: Shapes, node: Term) -> bool:
    """A class that is a shape by a subclass of rdfs:Class, or one with no shape for a type."""
    types = shapes.all(node, RDF.type)
    typed = {t.value for t in types if isinstance(t, ox.NamedNode)}
    kinds = {v.value for t in types for v in shapes.all(t, _RDFS + "subClassOf")}
    if not (typed | kinds) & {SH + "NodeShape", SH + "PropertyShape"}:
        return _CLASS in types and any(p.startswith(SH) for p in shapes.index[node])
    return _RDFS + "Class" in kinds
