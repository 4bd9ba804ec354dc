"""Constraints on all values of a property together, in words (SHACL §4.2, §4.4.5, §4.5, §4.7.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.terms import Term
from kgbuild.rules.case import Case
from kgbuild.rules.demands import is_time, rivals
from kgbuild.rules.grammar import allowed, counted, listed, wanted
from kgbuild.rules.shapes import SH, local_name
from kgbuild.rules.value_words import comparable, wrong_kind


def min_count(case: Case) -> str:
    """'ex:age is missing: at least 1 is wanted (an xsd:integer)'."""
    number, known = int(case.all("minCount")[0].value), case.known_values
    asked = case.demands.value(case.shape).removeprefix("something ")
    like = f" ({'each ' * (number > 1)}{asked})" if asked else ""
    want = f"at least {wanted(number)}{like}"
    if not case.is_name:
        few = "nothing" if number == 1 else f"fewer than {counted(number, 'value')}"
        return f"along {case.path} there {'are' if number > 1 else 'is'} {few}: {want}"
    if known:
        return f"{case.path} has only {counted(len(known), 'value')}: {want}"
    if known is None and number > 1:
        return f"{case.path} has fewer than {counted(number, 'value')}: {want}"
    return f"{case.path} is missing: {want}{_look_alike(case)}"


def _look_alike(case: Case) -> str:
    """Why something may be missing: nothing is there, or a property with nearly the same name.

    Such a property is none that any shape speaks of.
    """
    if isinstance(case.focus, ox.Literal):
        return "; a literal has no properties"
    if case.about.known and not case.about.predicates(case.focus):
        node = "it" if case.it == case.result.focus else case.spell.spell(case.result.focus)
        return f"; the data says nothing about {node}"
    paths = (v for said in case.shapes.index.values() for v in said.get(SH + "path", ()))
    asked = {p.value for p in paths if isinstance(p, ox.NamedNode)}
    names = {local_name(p): p for p in case.about.predicates(case.focus) if p not in asked}
    close = get_close_matches(local_name(case.predicate or ""), names, n=1, cutoff=0.7)
    return f"; {case.spell.name(f'<{names[close[0]]}>')} is there, is it meant?" if close else ""


def max_count(case: Case) -> str:
    """'ex:age has 2 values (1, 2): at most 1 is allowed'."""
    number, known = int(case.all("maxCount")[0].value), case.known_values
    if number == 0:
        return f"{case.path} must not be here"
    if not case.is_name:
        return f"along {case.path} there are too many values: at most {allowed(number)}"
    if known is None:
        return f"{case.path} has more than {counted(number, 'value')}"
    row = listed([case.spell.spell(str(v)) for v in known])
    return f"{case.path} has {len(known)} values ({row}): at most {allowed(number)}"


def unique_lang(case: Case) -> str:
    """'ex:label has 2 values in the language en (“a”@en, “b”@en): at most 1 for each …'."""
    texts = [v for v in case.known_values or () if isinstance(v, ox.Literal) and v.language]
    counts = Counter(v.language for v in texts)
    many = []
    for language in sorted(tag for tag, count in counts.items() if tag and count > 1):
        row = listed([case.spell.name(str(v)) for v in texts if v.language == language])
        many.append(f"{counts[language]} values in the language {language} ({row})")
    said = listed(many, " and ") or "more than 1 value in the same language"
    return f"{case.path} has {said}: at most 1 for each language is allowed"


def has_value(case: Case) -> str:
    """'ex:kind lacks the value ex:a: it has ex:b'."""
    known, values = case.known_values, case.all("hasValue")
    if not case.result.path:
        return case.which(f"is not {listed(case.names('hasValue'))}, the only value that is wanted")
    lacking = [v for v in values if v not in (known or ())] or values
    row = listed([case.spell.spell(str(v)) for v in lacking], " and ")
    if not case.is_name:
        return f"along {case.path} there is no {row}"
    if known == []:
        return f"{case.path} is missing: {row} is wanted{_look_alike(case)}"
    has = f": it has {listed([case.spell.spell(str(v)) for v in known])}" if known else ""
    return f"{case.path} lacks {row}{has}"


def equals(case: Case) -> str:
    """'ex:a and ex:b must have the same values: 1 is missing at ex:b'."""
    others = listed(case.names("equals"), " and ")
    if not case.result.path:
        return f"{others} must be {case.there()} itself and nothing else"
    value, known = case.spell.spell(case.result.value or ""), case.known_values
    where = "is at one of them only"
    if known is not None:
        where = f"is missing at {others if case.value in known else case.path}"
    return f"{case.path} and {others} must have the same values: {value} {where}"


def disjoint(case: Case) -> str:
    """'1 is a value of both ex:a and ex:b: they must have none in common'."""
    all_others, names = case.all("disjoint"), case.names("disjoint")
    there = [case.value in case.about.values(case.focus, o.value) for o in all_others]
    if any(there):
        names = [name for name, has in zip(names, there, strict=True) if has]
    others = listed(names, " or " if len(names) > 1 and not any(there) else " and ")
    if not case.result.path:
        return f"{case.there()} must not be its own {others}"
    value = case.spell.spell(case.result.value or "")
    return f"{value} is a value of both {case.path} and {others}: they must have none in common"


def less(local: str) -> Callable[[Case], str]:
    """'ex:start is 5, which must be less than ex:end (4)'."""

    def words(case: Case) -> str:
        value, others = case.value, case.all(local)
        there = [v for o in others for v in case.about.values(case.focus, o.value)]
        row = [case.spell.spell(str(v)) for v in there]
        names = listed(case.names(local), " and ") + (f" ({listed(row)})" if row else "")
        if value is not None and there and not any(comparable(value, v) for v in there):
            return case.which(f"cannot be compared with {names}: {_kinds(case, value, there)}")
        time = is_time(value)
        if local == "lessThan":
            return case.which(f"must be {'earlier' if time else 'less'} than {names}")
        return case.which(f"must not be {'later' if time else 'greater'} than {names}")

    return words


def _kinds(case: Case, value: Term, others: list[Term]) -> str:
    kinds = [wrong_kind(case, v).removeprefix("it is ") for v in others]
    return f"{wrong_kind(case, value)}, the other is {listed(kinds)}"


def qualified(local: str) -> Callable[[Case], str]:
    """'ex:q needs at least 1 value that is an ex:C'."""

    def words(case: Case) -> str:
        number = int(case.all(local)[0].value)
        noun = listed([case.demands.of(s) for s in case.all("qualifiedValueShape")], " and ")
        that = _that(noun, number)
        need = "needs at least" if local == "qualifiedMinCount" else "may have at most"
        path = case.path if case.is_name else f"the path {case.path}"
        said = f"{path} {need} {that}" if number else f"{path} must have no {that[2:]}"
        if rivals(case.shapes, case.shape):
            said += ", not counting what other rules of the shape count"
        return said

    return words


def _that(noun: str, number: int) -> str:
    """'1 value that is an ex:C', '2 values, each with at least 1 ex:name'."""
    tail = noun.removeprefix("something ")
    if number > 1:
        return f"{number} values, each {'one ' * tail.startswith('whose')}{tail}"
    return f"{number} value {tail if tail != noun else f'that is {noun}'}"


SETS: Final[dict[str, Callable[[Case], str]]] = {
    "minCount": min_count,
    "maxCount": max_count,
    "uniqueLang": unique_lang,
    "hasValue": has_value,
    "equals": equals,
    "disjoint": disjoint,
    "lessThan": less("lessThan"),
    "lessThanOrEquals": less("lessThanOrEquals"),
    "qualifiedMinCount": qualified("qualifiedMinCount"),
    "qualifiedMaxCount": qualified("qualifiedMaxCount"),
}
