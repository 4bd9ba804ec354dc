"""What a shape asks for, in words: 'an ex:Person with at least 1 ex:name'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.terms import Term
from kgbuild.graph.vocab import RDFS
from kgbuild.rules.grammar import KINDS, an, counted, is_named, listed, path_words
from kgbuild.rules.shapes import OWN, Shapes
from kgbuild.rules.spelling import XSD, Speller

_COMMENT: Final = PREFIXES["rdfs"] + "comment"
_DEEPEST: Final = 3
_CONDITIONS: Final = 4
_TIMES: Final = frozenset(
    XSD + name for name in ("date", "dateTime", "dateTimeStamp", "time", "gYear", "gYearMonth")
)
# How a limit is said of numbers and of times (SHACL §4.3).
LIMITS: Final = {
    "minInclusive": ("at least {}", "{} or later"),
    "minExclusive": ("more than {}", "later than {}"),
    "maxInclusive": ("at most {}", "{} or earlier"),
    "maxExclusive": ("less than {}", "earlier than {}"),
}
_BETWEEN: Final = {
    "equals": "the same as its {}",
    "disjoint": "other than its {}",
    "lessThan": "less than its {}",
    "lessThanOrEquals": "less than or equal to its {}",
}
_FLAGS: Final = {"i": " (capital and small letters alike)"}


def is_time(node: Term | None) -> bool:
    """Whether a term is a date or a time."""
    return isinstance(node, ox.Literal) and node.datatype.value in _TIMES


def limit(local: str, bound: Term, spell: Speller) -> str:
    """A limit of SHACL §4.3 in words: 'at least 0', '“2020-01-01” (xsd:date) or later'."""
    return LIMITS[local][is_time(bound)].format(spell.name(str(bound)))


def pattern(shapes: Shapes, shape: Term) -> str:
    """The regular expressions of sh:pattern, with what their flags mean (SHACL §4.4.3)."""
    flags = "".join(str(f.value) for f in shapes.values(shape, "flags"))
    written = " and ".join(str(p.value) for p in shapes.values(shape, "pattern"))
    return written + (_FLAGS.get(flags, f" (flags {flags})") if flags else "")


def allowed(shapes: Shapes, shape: Term) -> list[Term]:
    """The predicates that a closed shape allows (SHACL §4.8.1)."""
    paths = [shapes.value(p, "path") for p in shapes.values(shape, "property")]
    ignored = [m for lst in shapes.values(shape, "ignoredProperties") for m in shapes.members(lst)]
    return [p for p in dict.fromkeys([*paths, *ignored]) if isinstance(p, ox.NamedNode)]


def rule_name(shapes: Shapes, shape: Term, spell: Speller) -> str:
    """What a shape is called: its name and label; without a name its label or sh:name, or ''.

    The sh:name of a property shape is none: it names the property.
    """
    if is_named(shape):
        return spell.spell(str(shape))
    of_property = shapes.value(shape, "path") is not None
    called = _label(shapes, shape) or ("" if of_property else shapes.text(shape, "name") or "")
    return f"“{called}”" if called else ""


def _label(shapes: Shapes, node: Term) -> str:
    labels = [v for v in shapes.all(node, RDFS.label) if isinstance(v, ox.Literal)]
    labels.sort(key=lambda v: ((v.language or "en").split("-")[0] != "en", v.value))
    return labels[0].value if labels else ""


@dataclass(frozen=True, slots=True)
class Demands:
    """What the shapes of a graph ask for."""

    shapes: Shapes
    spell: Speller

    def of(self, shape: Term, depth: int = 0) -> str:
        """What a shape asks for, as a noun; one with a name goes by it."""
        if is_named(shape):
            if self.shapes.is_class(shape):
                return an(self.spell.spell(str(shape)))
            return f"something that fits {rule_name(self.shapes, shape, self.spell)}"
        return self.whole(shape, depth)

    def whole(self, shape: Term, depth: int = 0) -> str:
        """What a shape asks for, in full up to three shapes deep."""
        if depth > _DEEPEST:
            return "something more"
        if self.shapes.value(shape, "path") is not None:
            return f"something {self._of_property(shape, depth)}"
        return self._noun(shape, depth)

    def value(self, shape: Term, depth: int = 0) -> str:
        """What a property shape asks of each value, '' when nothing."""
        noun = self._noun(shape, depth)
        return "" if noun == "something" else noun

    def _noun(self, shape: Term, depth: int) -> str:
        nouns = list(dict.fromkeys(self._nouns(shape, depth)))
        tails = list(dict.fromkeys(self._tails(shape, depth)))
        if len(tails) > _CONDITIONS:
            tails[_CONDITIONS:] = [f"and {len(tails) - _CONDITIONS} more"]
        return " ".join([" and ".join(nouns) or "something", ", ".join(tails)]).strip()

    def _nouns(self, shape: Term, depth: int) -> Iterator[str]:
        shapes, name = self.shapes, self.spell.name
        for kind in [*shapes.values(shape, "class"), *shapes.values(shape, "datatype")]:
            yield an(name(str(kind)))
        for kind in shapes.values(shape, "nodeKind"):
            yield KINDS.get(kind.value, name(str(kind)))
        for each in shapes.values(shape, "in"):
            members = [name(str(m)) for m in shapes.members(each)]
            yield members[0] if len(members) == 1 else f"one of: {listed(members)}"
        if shapes.value(shape, "path") is None:
            yield from (name(str(v)) for v in shapes.values(shape, "hasValue"))
        for other in shapes.values(shape, "node"):
            if not is_named(other):
                yield self.of(other, depth + 1)
        for other in shapes.values(shape, "not"):
            yield f"anything but {self.of(other, depth + 1)}"
        for local, between in (("and", " and "), ("or", " or "), ("xone", " or else ")):
            for each in shapes.values(shape, local):
                parts = [self.of(m, depth + 1) for m in shapes.members(each)]
                yield listed(parts, between)

    def _tails(self, shape: Term, depth: int) -> Iterator[str]:
        shapes = self.shapes
        fitting = [s for s in shapes.values(shape, "node") if is_named(s)]
        yield from (f"that fits {rule_name(shapes, s, self.spell)}" for s in fitting)
        yield from self._limits(shape)
        for each in shapes.values(shape, "languageIn"):
            yield f"in {listed([m.value for m in shapes.members(each)], ' or ')}"
        for local, words in _BETWEEN.items():
            yield from (words.format(self.spell.name(str(v))) for v in shapes.values(shape, local))
        if _true(shapes.values(shape, "closed")):
            names = [self.spell.name(str(p)) for p in allowed(shapes, shape)]
            yield f"with nothing but {listed(names)}" if names else "with nothing at all"
        inner = [p for p in shapes.values(shape, "property") if not shapes.deactivated(p)]
        yield from (self._of_property(p, depth + 1) for p in inner)
        for query in shapes.values(shape, "sparql"):
            yield f"that keeps the rule {self.rule(shape, query)}"

    def _limits(self, shape: Term) -> Iterator[str]:
        shapes = self.shapes
        for local in LIMITS:
            for bound in shapes.values(shape, local):
                yield f"that is {limit(local, bound, self.spell)}"
        for local, most in (("minLength", "at least"), ("maxLength", "at most")):
            if (number := _number(shapes.values(shape, local))) is not None:
                yield f"of {most} {counted(number, 'character')}"
        if shapes.values(shape, "pattern"):
            yield f"matching {pattern(shapes, shape)}"

    def _of_property(self, shape: Term, depth: int) -> str:
        shapes = self.shapes
        node = shapes.value(shape, "path")
        path = path_words(shapes, node, self.spell) if node is not None else "value"
        least, most = (_number(shapes.values(shape, c)) for c in ("minCount", "maxCount"))
        value = self.value(shape, depth + 1) if depth < _DEEPEST else ""
        held = [self.spell.name(str(v)) for v in shapes.values(shape, "hasValue")]
        parts = [f"with the {path} {listed(held)}"] if held else []
        if most == 0:
            parts.append(f"without {path}")
        elif least and least == most:
            parts.append(f"with exactly {least} {path}")
        else:
            parts += [f"with at least {least} {path}"] if least else []
            parts += [f"with at most {most} {path}"] if most is not None else []
        parts += self._counted_values(shape, path, depth)
        if value and parts:
            parts[-1] += f" ({value.removeprefix('something ')})"
        elif value:
            parts.append(f"whose {path} is {value}")
        return ", ".join(parts) or f"with any {path}"

    def _counted_values(self, shape: Term, path: str, depth: int) -> Iterator[str]:
        for each in self.shapes.values(shape, "qualifiedValueShape"):
            for local, words in (("Min", "at least"), ("Max", "at most")):
                number = _number(self.shapes.values(shape, f"qualified{local}Count"))
                if number is not None:
                    yield f"with {words} {number} {path} that is {self.of(each, depth + 1)}"

    def rule(self, shape: Term, query: Term | None = None) -> str:
        """What a rule that is a query says of itself, or the name of its shape."""
        for node in (query, shape):
            if node is None or (node == shape and shape_is_ours(shape)):
                continue
            texts = (self.shapes.text(node, "description"), _label(self.shapes, node))
            comments = [c.value for c in self.shapes.all(node, _COMMENT)]
            for said in (*texts, *comments, self.shapes.text(node, "name")):
                if said:
                    return f"“{' '.join(said.split())}”"
        return self.shapes.code(shape)


def shape_is_ours(shape: Term) -> bool:
    """Whether a shape is kgbuild's own: its sh:name is the code of its findings, no label."""
    return isinstance(shape, ox.NamedNode) and shape.value.startswith(OWN)


def rivals(shapes: Shapes, shape: Term) -> list[Term]:
    """The value shapes whose values a qualified value shape must leave to them (SHACL §4.7.3)."""
    if not _true(shapes.values(shape, "qualifiedValueShapesDisjoint")):
        return []
    own = shapes.values(shape, "qualifiedValueShape")
    holders = [node for node in shapes.index if shape in shapes.values(node, "property")]
    others = [p for holder in holders for p in shapes.values(holder, "property")]
    found = [s for p in others for s in shapes.values(p, "qualifiedValueShape")]
    return [s for s in dict.fromkeys(found) if s not in own]


def _number(values: Sequence[Term]) -> int | None:
    return next((int(v.value) for v in values if v.value.isdecimal()), None)


def _true(values: Sequence[Term]) -> bool:
    return any(v.value in ("true", "1") for v in values)
