"""Random small data graphs with random legal SHACL Core shapes, for test_engines.py.

Every constraint component, kind of path and kind of target occurs, nested up to two levels; what
is left out on purpose, `test_engines.LEFT_OUT` names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pyoxigraph as ox
from hypothesis import strategies as st
from random_terms import (
    CLASS,
    CLASSES,
    DATATYPES,
    ENGLISH,
    EX,
    FAMILIES,
    FEW,
    FIRST,
    IRIS,
    NIL,
    NODES,
    ODD,
    PATTERNS,
    PREDICATES,
    REST,
    SUBCLASS,
    SUBJECTS,
    TYPE,
    USUAL,
    literals,
)

from kgbuild.rules.shapes import SH

Case = tuple[list[ox.Triple], list[ox.Triple]]

# Strategies are made once: making them costs more than drawing.
BELOW: Final = [st.nothing(), *(st.integers(0, most) for most in range(200))]
KINDS: Final = [
    *("IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
]
BOUNDS: Final = ["minExclusive", "minInclusive", "maxExclusive", "maxInclusive"]
LESS: Final = ["lessThan", "lessThanOrEquals"]
COUNTS: Final = ["minCount", "maxCount", "uniqueLang"]
HOLDING: Final = ["not", "node", "property", "property", "and", "or", "xone"]
OF_PROPERTIES: Final = [*COUNTS, *LESS, "qualifiedValueShape"]
OF_NODES: Final = ["closed", "siblings"]
SEVERAL: Final = ["class", "equals", "disjoint", "hasValue", *LESS, *HOLDING, "siblings"]
ANYWHERE: Final = [
    *("class", "datatype", "nodeKind", "minLength", "maxLength", "pattern", "languageIn"),
    *("equals", "disjoint", "hasValue", "in"),
]
# Parameters of all constraint components of SHACL Core; "siblings" are qualified value shapes that
# may exclude each other.
PARAMETERS: Final = list(dict.fromkeys([*ANYWHERE, *BOUNDS, *HOLDING, *OF_PROPERTIES, *OF_NODES]))


def sh(local: str) -> ox.NamedNode:
    return ox.NamedNode(SH + local)


@st.composite
def cases(draw: Callable[[Any], Any], parameter: str) -> Case:
    """A data graph and a shapes graph in which a shape with a target has this parameter."""
    families = [*([] if parameter == "uniqueLang" else FAMILIES)]
    if parameter not in (*BOUNDS, *LESS):
        families += [None] * 4
    family = draw(st.sampled_from(families))
    # Where no value is a node, sh:lessThan can compare them all.
    literal = parameter in LESS or (family is not None and draw(st.booleans()))
    drawing = Drawing(draw, family, literal=literal)
    data = drawing.data()
    drawing.shape(parameter=parameter)
    if drawing.chance(3):
        drawing.shape()
    return data, list(dict.fromkeys(drawing.triples))


class Drawing:
    """A shapes graph as it is drawn, triple by triple."""

    def __init__(
        self, draw: Callable[[Any], Any], family: list[ox.Literal] | None, *, literal: bool
    ) -> None:
        self.draw, self.literal = draw, literal
        self.literals = family or [*ODD, *FEW * 4]
        self.bounds = BOUNDS if family else []
        self.triples: list[ox.Triple] = []
        self.shapes: list[tuple[Any, bool]] = []
        self.nodes = 0

    def one(self, *choices: Any) -> Any:
        return choices[self.draw(BELOW[len(choices)])]

    def some(self, *choices: Any, least: int = 1) -> list[Any]:
        return [self.one(*choices) for _ in range(self.one(least, 1, 2, 3))]

    def chance(self, of: int) -> bool:
        return self.draw(BELOW[of]) == of - 1

    def say(self, node: Any, local: str, *values: Any) -> None:
        self.triples += [ox.Triple(node, sh(local), value) for value in values]

    def node(self) -> ox.BlankNode:
        self.nodes += 1
        return ox.BlankNode(f"s{self.nodes}")

    def list(self, members: list[Any]) -> Any:
        head: Any = NIL
        for member in reversed(members):
            node = self.node()
            self.triples += [ox.Triple(node, FIRST, member), ox.Triple(node, REST, head)]
            head = node
        return head

    def data(self) -> list[ox.Triple]:
        values = self.literals if self.literal else [*self.literals, *NODES * 4, *CLASSES]
        found = []
        for _ in range(self.one(*range(4, 14))):
            kind = self.one("value", "value", "value", "type", "subclass")
            if kind == "value":
                triple = ox.Triple(self.one(*SUBJECTS), self.one(*USUAL), self.one(*values))
            elif kind == "type":
                triple = ox.Triple(self.one(*NODES), TYPE, self.one(*CLASSES))
            else:
                triple = ox.Triple(self.one(*CLASSES), SUBCLASS, self.one(*CLASSES))
            found.append(triple)
        if not self.bounds and self.chance(2):  # else sh:uniqueLang would hardly find anything
            found += [ox.Triple(IRIS[0], PREDICATES[0], text) for text in ENGLISH]
        return list(dict.fromkeys(found))

    def path(self, depth: int = 0, *, inverse: bool = False) -> Any:
        others = [] if depth > 1 else ["inverse", "any", "many", "any" if inverse else "list"]
        kind = self.one(*["predicate"] * 5, *others)
        if kind == "predicate":
            return self.one(*USUAL, *PREDICATES, TYPE)
        if kind == "list":
            return self.list([self.path(depth + 1) for _ in range(self.one(2, 2, 3))])
        node = self.node()
        if kind == "inverse":
            self.say(node, "inversePath", self.path(depth + 1, inverse=True))
        elif kind == "any":
            steps = [self.path(depth + 1, inverse=inverse) for _ in range(self.one(2, 2, 3))]
            self.say(node, "alternativePath", self.list(steps))
        else:
            local = self.one("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
            self.say(node, local, self.path(depth + 1, inverse=inverse))
        return node

    def shape(self, depth: int = 0, *, of_property: bool | None = None, parameter: str = "") -> Any:
        """A node or property shape, or of any kind; maybe one that is there already."""
        if of_property is None:
            of_property = parameter in OF_PROPERTIES or self.one(True, False)
        if parameter in OF_NODES:
            of_property = False
        there = [shape for shape, kind in self.shapes if kind == of_property]
        if depth and there and self.chance(6):
            return self.one(*there)
        shape = self.begun(depth, sh("PropertyShape" if of_property else "NodeShape"))
        path = None
        if of_property:
            path = self.one(*USUAL) if parameter in (*LESS, "uniqueLang") else self.path()
        if path is not None:
            self.say(shape, "path", path)
        first = [parameter] if parameter else []
        for drawn in dict.fromkeys([*first, *self.some(*self.possible(path, depth))]):
            self.constrain(shape, drawn, depth)
            if drawn in SEVERAL and self.chance(4):
                self.constrain(shape, drawn, depth)
        self.describe(shape)
        self.shapes.append((shape, of_property))
        return shape

    def begun(self, depth: int, kind: ox.NamedNode) -> Any:
        """A new shape: unnamed, named or a class; with a target if it must have one."""
        shape: Any = self.node()
        if depth == 0 and not self.shapes and self.chance(8):  # a target by itself (§2.1.3.3)
            self.triples += [ox.Triple(CLASSES[0], TYPE, type_) for type_ in (kind, CLASS)]
            return CLASSES[0]
        if self.chance(2):
            shape = ox.NamedNode(f"{EX}S{self.nodes}")
        if self.chance(3):
            self.triples.append(ox.Triple(shape, TYPE, kind))
        if depth == 0 or self.chance(6):
            self.target(shape)
        return shape

    def target(self, shape: Any) -> None:
        for local in self.some("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"):
            choices = {
                "targetNode": [*IRIS, *CLASSES, *self.literals],
                "targetClass": CLASSES,
            }
            self.say(shape, local, self.one(*choices.get(local, [*USUAL, TYPE])))

    def possible(self, path: Any, depth: int) -> list[str]:
        """The parameters that a shape with this path, None for a node shape, may have."""
        own = ["closed"] if path is None else COUNTS
        if self.literal and path in PREDICATES:
            own = [*own, *LESS]
        if depth == 2:
            return [*ANYWHERE, *self.bounds, *own]
        held = "siblings" if path is None else "qualifiedValueShape"
        return [*ANYWHERE, *self.bounds, *own, *HOLDING, held]

    def constrain(self, shape: Any, parameter: str, depth: int) -> None:
        terms = [*NODES, *CLASSES, *self.literals]
        if parameter in ("and", "or", "xone"):
            self.say(shape, parameter, self.list([self.shape(depth + 1) for _ in self.some(1, 2)]))
        elif parameter in ("not", "node", "property"):
            kind = {"node": False, "property": True}.get(parameter)
            self.say(shape, parameter, self.shape(depth + 1, of_property=kind))
        elif parameter == "qualifiedValueShape":
            self.qualify(shape, depth)
        elif parameter == "siblings":
            for _ in range(self.one(2, 3)):
                part = self.node()
                self.say(shape, "property", part)
                self.say(part, "path", self.one(*PREDICATES[:2]))
                self.qualify(part, depth)
        elif parameter == "in":
            self.say(shape, parameter, self.list(self.some(*terms)))
        elif parameter == "languageIn":
            ranges = self.some("en", "de", "EN", "zh", "*")
            self.say(shape, parameter, self.list([ox.Literal(r) for r in ranges]))
        else:
            self.say(shape, parameter, self.one(*self.values(parameter, terms)))
        if parameter == "pattern" and self.chance(3):
            self.say(shape, "flags", ox.Literal(self.one("i", "m", "im", "")))
        if parameter == "closed" and self.chance(2):
            ignored = self.some(*PREDICATES, TYPE, least=0)
            self.say(shape, "ignoredProperties", self.list(ignored))

    def values(self, parameter: str, terms: list[Any]) -> list[Any]:
        """What a parameter with a single value may have."""
        choices: dict[str, list[Any]] = {
            "class": CLASSES,
            "datatype": DATATYPES,
            "nodeKind": [sh(kind) for kind in KINDS],
            "hasValue": terms,
            "minLength": literals(integer="1|2|03"),
            "pattern": [ox.Literal(pattern) for pattern in PATTERNS],
            "closed": literals(boolean="true|true|true|1|false"),
            "uniqueLang": literals(boolean="true|true|true|1|false"),
            "equals": [*USUAL, TYPE],
            "disjoint": USUAL,
            **dict.fromkeys(LESS, USUAL),
            **dict.fromkeys(("minCount", "maxCount", "maxLength"), literals(integer="0|1|2|02")),
            **dict.fromkeys(BOUNDS, self.literals),
        }
        return choices[parameter]

    def qualify(self, shape: Any, depth: int) -> None:
        """A qualified value shape with its counts (SHACL §4.7.3)."""
        self.say(shape, "qualifiedValueShape", self.shape(depth + 1))
        for local in self.one(["Min"], ["Max"], ["Min", "Max"]):
            self.say(shape, f"qualified{local}Count", *literals(integer=self.one("0", "1", "2")))
        if self.chance(2):
            disjoint = literals(boolean=self.one("true", "true", "false"))
            self.say(shape, "qualifiedValueShapesDisjoint", *disjoint)

    def describe(self, shape: Any) -> None:
        """What changes no verdict, but for sh:deactivated."""
        if self.chance(5):
            severity = self.one(
                *map(sh, ("Warning", "Info", "Violation")), ox.NamedNode(EX + "Bad")
            )
            self.say(shape, "severity", severity)
        if self.chance(5):
            self.say(shape, "message", ox.Literal("one"))
            if self.chance(2):
                self.say(shape, "message", ox.Literal("zwei {$this}", language="de"))
        if self.chance(12):
            self.say(shape, "deactivated", *literals(boolean=self.one("true", "false")))
