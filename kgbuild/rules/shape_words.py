"""Constraints that ask other shapes, queries or the whole node, in words (SHACL §4.6 to §6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.terms import Term
from kgbuild.rules.case import Case
from kgbuild.rules.demands import allowed, rule_name
from kgbuild.rules.grammar import counted, did_you_mean, is_named, listed
from kgbuild.rules.shapes import SH, local_name

COMPONENT: Final = "ConstraintComponent"


def closed(case: Case) -> str:
    """'ex:foo is not allowed here (allowed: ex:a, ex:b); did you mean `ex:fooo`?'."""
    known = allowed(case.shapes, case.shape)
    names = listed([case.spell.name(str(p)) for p in known]) or "nothing"
    property_ = case.spell.spell(case.result.path or "")
    close = did_you_mean(ox.NamedNode(case.predicate), known, case.spell) if case.predicate else ""
    return f"{property_} is not allowed here (allowed: {names}){close}"


def not_(case: Case) -> str:
    """'ex:a is 5, which must not be an xsd:integer'."""
    nouns = [case.demands.of(shape) for shape in case.all("not")]
    if nouns == [case.spell.name(case.result.value or "")]:
        return case.which("is not allowed")
    return case.which(f"must not be {listed(nouns, ' or ')}")


def of_a_list(local: str, words: str) -> Callable[[Case], str]:
    """'ex:a is 5, which is none of: an ex:C; an ex:D'."""

    def said(case: Case) -> str:
        lists = [case.shapes.members(each) for each in case.all(local)]
        rows = [listed([case.demands.of(m) for m in each], "; ") for each in lists]
        return case.which(f"is {words} {f', or {words} '.join(rows)}")

    return said


def node(case: Case) -> str:
    """'ex:address is ex:z, which does not fit ex:AddressShape'."""
    shapes = case.all("node")
    if len(shapes) == 1 and not is_named(shapes[0]):
        return case.which(f"is not {case.demands.of(shapes[0])}")
    names = [rule_name(case.shapes, s, case.spell) or case.demands.of(s) for s in shapes]
    return case.which(f"does not fit {'all of: ' * (len(names) > 1)}{listed(names)}")


def query(case: Case) -> str:
    """'ex:a is 5, which breaks the rule “…”', in the words that a SPARQL constraint has."""
    queries, result = case.all("sparql"), case.result
    rule = case.demands.rule(case.shape, queries[0] if len(queries) == 1 else None)
    if result.path or result.value in (None, result.focus):
        return case.which(f"breaks the rule {rule}")
    of = replace(case, result=replace(result, value=None))
    return of.which(f"breaks the rule {rule} because of {case.spell.spell(result.value or '')}")


def other(case: Case) -> str:
    """A constraint component of the shapes' own (SHACL §6.2), or one that is not SHACL Core."""
    component = case.result.component
    if component.startswith(SH):
        local = component.removeprefix(SH).removesuffix(COMPONENT)
        parameters = [local[:1].lower() + local[1:]]
        rule = f"sh:{parameters[0]}"
        said = [case.spell.name(str(v)) for v in case.all(parameters[0])]
        return case.which(f"breaks the rule {rule}{f' ({listed(said)})' if said else ''}")
    own = ox.NamedNode(component)
    given = _parameters(case, own)
    if template := case.shapes.text(own, "labelTemplate"):
        filled = re.sub(r"\{[?$](\w+)\}", lambda m: given.get(m[1], m[0]), template)
        return case.which(f"breaks the rule “{filled}”")
    rule = rule_name(case.shapes, own, case.spell)
    return case.which(f"breaks the rule {rule}{_in_brackets(given)}")


def _parameters(case: Case, component: Term) -> dict[str, str]:
    """What the shape gives the parameters of a component, by their local names (SHACL §6.2.1)."""
    paths = [case.shapes.value(p, "path") for p in case.shapes.values(component, "parameter")]
    given = {
        local_name(p.value): [case.spell.name(str(v)) for v in case.shapes.all(case.shape, p.value)]
        for p in paths
        if isinstance(p, ox.NamedNode)
    }
    return {name: listed(values) for name, values in given.items() if values}


def _in_brackets(given: dict[str, str]) -> str:
    return f" ({', '.join(f'{name}: {value}' for name, value in given.items())})" if given else ""


def list_fault(local: str, count: int, holding: Sequence[int]) -> str:
    """What is wrong with a list of branches of which some hold, '' when nothing is.

    >>> list_fault("or", 2, [])
    'none of the 2 alternatives holds:'
    """
    if local == "and":
        return "" if len(holding) == count else f"not all of the {count} parts hold:"
    if len(holding) > 1 and local == "xone":
        return f"more than one holds, {' and '.join(map(str, holding))}: exactly one must"
    if holding:
        return ""
    none = f"none of the {count} alternatives holds" if count > 1 else "it does not hold"
    return f"{none}, exactly one must:" if local == "xone" else f"{none}:"


def tally(counting: int, count: int, local: str, limit: str) -> str:
    """How many values of a qualified value shape count.

    >>> tally(2, 3, "qualifiedMinCount", "3")
    '2 of 3 values count, at least 3 must:'
    """
    must = "at least {} must" if local == "qualifiedMinCount" else "at most {} may"
    if not count:
        return f"there is no value, {must.format(limit)} count"
    some = f"{counting} of {counted(count, 'value')} count{'s' * (counting == 1)}"
    return f"{some if counting else 'no value counts'}, {must.format(limit)}:"


SHAPES: Final[dict[str, Callable[[Case], str]]] = {
    "closed": closed,
    "not": not_,
    "or": of_a_list("or", "none of:"),
    "and": of_a_list("and", "not all of:"),
    "xone": of_a_list("xone", "not exactly one of:"),
    "node": node,
}
