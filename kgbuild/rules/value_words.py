"""Constraints on a single value, in words (SHACL §4.1, §4.3, §4.4, §4.8.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.terms import Term
from kgbuild.rules.case import Case
from kgbuild.rules.demands import is_time, limit, pattern
from kgbuild.rules.grammar import KINDS, allowed, an, counted, did_you_mean, kind_of, listed, wanted
from kgbuild.rules.spelling import XSD

_ADDRESS: Final = re.compile(r"(https?|ftp|mailto|tel|urn|doi|file):[^\s<>\"]+")
_LANG_STRING: Final = PREFIXES["rdf"] + "langString"
_NUMBERS: Final = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "double", "float", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_EXAMPLES: Final = {
    XSD + "integer": "12",
    XSD + "nonNegativeInteger": "12",
    XSD + "positiveInteger": "12",
    XSD + "decimal": "1.5",
    XSD + "double": "1.5E3",
    XSD + "float": "1.5E3",
    XSD + "boolean": "true or false",
    XSD + "date": "2026-03-31",
    XSD + "dateTime": "2026-03-31T18:30:00Z",
    XSD + "time": "18:30:00",
    XSD + "gYear": "2026",
    XSD + "gYearMonth": "2026-03",
    XSD + "duration": "P1DT2H",
    XSD + "anyURI": "https://example.org/",
}


def class_(case: Case) -> str:
    """'ex:knows is ex:rex, which is not an ex:Person: it is an ex:Dog'."""
    value, classes = case.value, case.all("class")
    if value is not None and case.about.known:
        classes = [c for c in classes if not case.about.is_a(value, c)] or classes
    names = [an(case.spell.spell(str(c))) for c in classes]
    missed = f"is not {names[0]}" if len(names) == 1 else f"is not all of: {listed(names)}"
    return case.which(missed + (_type(case, value) if value is not None else ""))


def _type(case: Case, value: Term) -> str:
    if isinstance(value, ox.Literal):
        return f": it is {kind_of(value, case.spell)}{_as_iri(value)}"
    if not case.about.known:
        return ""
    if types := case.about.types(value):
        return f": it is {listed([an(case.spell.spell(str(t))) for t in types], ' and ')}"
    return (
        ": it has no type" if case.about.predicates(value) else ": the data says nothing about it"
    )


def _as_iri(value: Term | None) -> str:
    """A hint for an address in quotation marks."""
    found = isinstance(value, ox.Literal) and _ADDRESS.fullmatch(value.value)
    return ", though it reads like an IRI (<…> in Turtle)" if found else ""


def datatype(case: Case) -> str:
    """'ex:age is “twelve”, which is not an xsd:integer: it is plain text'."""
    kind, value = case.all("datatype")[0], case.value
    name = an(case.spell.spell(str(kind)))
    example = _EXAMPLES.get(kind.value, "")
    if isinstance(value, ox.Literal) and value.datatype == kind:
        return case.which(
            f"is written wrongly for {name}{f' (as in {example})' if example else ''}"
        )
    if kind.value == _LANG_STRING:
        name = "text with a language (as in “Haus”@de)"
    elif kind.value == XSD + "string":
        name = "plain text (xsd:string)"
    it = _it_is(case, value)
    return case.which(f"is not {name}{it}{' without a datatype' * it.endswith('plain text')}")


def node_kind(case: Case) -> str:
    """'ex:page is “x”, which is not an IRI: it is plain text'."""
    kind, value = case.all("nodeKind")[0], case.value
    name = KINDS.get(kind.value, case.spell.name(str(kind)))
    hint = _as_iri(value) if kind.value.endswith("IRI") else ""
    return case.which(f"is not {name}{_it_is(case, value)}{hint}")


def _it_is(case: Case, value: Term | None) -> str:
    """': it is plain text', '' for a node without a name that has just been called so."""
    if value is None or (isinstance(value, ox.BlankNode) and case.it != str(value)):
        return ""
    return f": {wrong_kind(case, value)}"


def compared(local: str) -> Callable[[Case], str]:
    """'ex:age is -1, which is too small: at least 0 is wanted'."""

    def words(case: Case) -> str:
        bound, value = case.all(local)[0], case.value
        if value is not None and not comparable(value, bound):
            against = case.spell.spell(str(bound))
            return case.which(f"cannot be compared with {against}{_it_is(case, value)}")
        least = local.startswith("min")
        too = ("early" if least else "late") if is_time(bound) else "small" if least else "large"
        return case.which(f"is too {too}: {limit(local, bound, case.spell)} is wanted")

    return words


def comparable(one: Term, other: Term) -> bool:
    """Whether SPARQL's < can compare two terms: numbers with numbers, else of one datatype."""
    return (
        isinstance(one, ox.Literal) and isinstance(other, ox.Literal) and _kind(one) == _kind(other)
    )


def _kind(value: ox.Literal) -> str:
    if value.datatype.value not in _NUMBERS:
        return value.datatype.value + (value.language or "")
    try:
        float(value.value)
    except ValueError:
        return f"no number: {value.value}"
    return "number"


def wrong_kind(case: Case, value: Term) -> str:
    """'it is plain text', 'it is written wrongly for an xsd:integer'."""
    it = kind_of(value, case.spell)
    wrong = isinstance(value, ox.Literal) and _kind(value).startswith("no number")
    return f"it is written wrongly for {it}" if wrong else f"it is {it}"


def length(local: str) -> Callable[[Case], str]:
    """'ex:code is “a”, which is too short: it has 1 character, at least 3 are wanted'."""
    least = local == "minLength"

    def said(case: Case) -> str:
        value, number = case.value, int(case.all(local)[0].value)
        want = f"at least {wanted(number)}" if least else f"at most {allowed(number)}"
        if value is None or isinstance(value, ox.BlankNode):
            return case.which(f"has no characters: {want}")
        has = counted(len(value.value), "character")
        return case.which(f"is too {'short' if least else 'long'}: it has {has}, {want}")

    return said


def pattern_(case: Case) -> str:
    """'ex:code is “abc”, which does not match the pattern ^[0-9]+$'."""
    value, written = case.value, pattern(case.shapes, case.shape)
    if isinstance(value, ox.BlankNode):
        return case.which(f"has no text to match the pattern {written}")
    blanks = value is not None and value.value != value.value.strip()
    return case.which(
        f"does not match the pattern {written}{': there are spaces around it' * blanks}"
    )


def language_in(case: Case) -> str:
    """'ex:label is “x”@fr, which is in the language fr: one of these is wanted: en, de'."""
    tags = listed([m.value for each in case.all("languageIn") for m in case.shapes.members(each)])
    value = case.value
    if isinstance(value, ox.Literal) and value.language:
        return case.which(f"is in the language {value.language}: one of these is wanted: {tags}")
    if isinstance(value, ox.Literal):
        return case.which(f"has no language: one of these is wanted: {tags}")
    return case.which(f"is no text: text in one of these languages is wanted: {tags}")


def in_(case: Case) -> str:
    """'ex:colour is “red”, which is none of: “green”, “blue”'."""
    members = [m for each in case.all("in") for m in case.shapes.members(each)]
    value = case.value
    row = listed([case.spell.spell(str(m)) for m in members])
    said = f"is none of: {row}" if len(members) != 1 else f"is not {row}"
    if value is None or isinstance(value, ox.BlankNode):
        return case.which(said)
    if isinstance(value, ox.Literal):
        for member in members:
            if isinstance(member, ox.Literal) and member.value == value.value:
                kinds = kind_of(value, case.spell), kind_of(member, case.spell)
                return case.which(f"{said}: it is {kinds[0]}, not {kinds[1]}")
    return case.which(said + did_you_mean(value, members, case.spell))


VALUES: Final[dict[str, Callable[[Case], str]]] = {
    "class": class_,
    "datatype": datatype,
    "nodeKind": node_kind,
    **{local: compared(local) for local in ("minExclusive", "minInclusive")},
    **{local: compared(local) for local in ("maxExclusive", "maxInclusive")},
    "minLength": length("minLength"),
    "maxLength": length("maxLength"),
    "pattern": pattern_,
    "languageIn": language_in,
    "in": in_,
}
