"""Both SHACL engines find the same in any data with any shapes, but for what docs/engines.md lists.

What a row there shows, random_shapes.py never draws.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from random_shapes import PARAMETERS, Case, cases

from kgbuild.diagnostics import Result
from kgbuild.errors import InputError
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.rules.catalogue import own_shapes
from kgbuild.rules.differences import differs
from kgbuild.rules.engines import ENGINES
from kgbuild.rules.shapes import SH, named

PAGE: Final = Path(__file__).parents[2] / "docs" / "engines.md"
MANY: Final = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
HEAD: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + (
    "@prefix e: <http://e/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
)
# What is not called after its parameter: sh:property has no results of its own (SHACL §4.7.2).
COMPONENTS: Final = {
    "property": "",
    "siblings": "Qualified",
    "qualifiedValueShape": "Qualified",
}


@dataclass(frozen=True)
class Difference:
    """Legal SHACL that random_shapes.py never draws: an example, and what each engine says of it.

    `asked` is the engine that auto asks.
    """

    name: str
    shapes: str
    data: str
    pyshacl: str
    fast: str
    asked: str


def left_out() -> list[Difference]:
    """The differences that the page lists."""
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip(" `") for cell in line.split("|")[1:-1]]
        if line.startswith("| `") and len(cells) == 8:  # SHACL Core, not queries
            name, _, shapes, data, pyshacl, fast, _, asked = cells
            at_p = shapes.replace("…", "e:S sh:targetSubjectsOf e:p ; sh:path e:p ;")
            found.append(Difference(name, at_p, data, pyshacl, fast, asked))
    return found


LEFT_OUT: Final = {one.name: one for one in left_out()}
QUERIES: Final = {  # a query, the message, whether at a property shape; value and message in each
    "computed-empty-text": (
        ("SELECT $this ?value { $this <http://e/p> ?x BIND(SUBSTR(?x, 2) AS ?value) }", "m", False),
        [('""', "m")],
        [(None, "m")],
    ),
    "no-value-at-a-property": (
        ("SELECT $this { $this <http://e/p> ?x }", "m", True),
        [(None, "m")],
        [("<http://e/a>", "m")],
    ),
    "equal-solutions": (
        ("SELECT $this { { $this <http://e/p> ?x } UNION { $this <http://e/p> ?x } }", "m", False),
        [("<http://e/a>", "m")],
        [("<http://e/a>", "m"), ("<http://e/a>", "m")],
    ),
    "message-without-value": (
        ("SELECT $this { $this <http://e/p> ?x }", "{?value}", False),
        [("<http://e/a>", "http://e/a")],
        [("<http://e/a>", "{?value}")],
    ),
}


def triples(turtle: str) -> list[ox.Triple]:
    parsed = ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)
    return [ox.Triple(t.subject, t.predicate, t.object) for t in parsed]


def results(engine: str, data: str, shapes: str) -> tuple[Result, ...]:
    return ENGINES[engine](triples(data), named(triples(shapes)))


def outcome(engine: str, one: Difference) -> str:
    """What an engine says of an example."""
    try:
        found = len(results(engine, one.data, one.shapes))
    except InputError:
        return "refused"
    return "conforms" if not found else f"{found} result{'s' if found > 1 else ''}"


def compared(case: Case) -> tuple[Result, ...]:
    """The results of both engines, which are the same."""
    data, shapes = case
    graph = named(shapes)
    one, other = (ENGINES[name](data, graph) for name in ("pyshacl", "fast"))
    assert one == other
    return one


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_both_engines_find_the_same_in_any_data_with_any_shapes_drawn(parameter):
    seen: Counter[str] = Counter()

    @MANY
    @given(cases(parameter))
    def holds(case):
        seen.update(result.component for result in compared(case))

    holds()
    component = SH + COMPONENTS.get(parameter, parameter[0].upper() + parameter[1:])
    assert any(name.startswith(component) for name in seen), "nothing was compared"


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_difference_of_the_page_is_still_there(name):
    one = LEFT_OUT[name]
    assert (outcome("pyshacl", one), outcome("fast", one)) == (one.pyshacl, one.fast)
    assert one.pyshacl != one.fast


def test_the_page_lists_all_that_is_not_drawn():
    assert len(LEFT_OUT) == 32


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", QUERIES)
def test_a_difference_about_queries_is_still_there(name, engine):
    (query, message, at_property), pyshacl, fast = QUERIES[name]
    shape = "e:S sh:targetSubjectsOf e:p ; " + ("sh:path e:p ; " if at_property else "")
    asked = f'sh:sparql [ sh:message "{message}" ; sh:select "{query}" ] .'
    found = results(engine, 'e:a e:p "x" .', shape + asked)
    told = {"pyshacl": pyshacl, "fast": fast}[engine]
    assert [(one.value, *one.messages) for one in found] == told
    assert f"| `{name}`: " in PAGE.read_text(encoding="utf-8")


def test_an_ask_validator_at_a_property_shape_is_told_with_its_value_by_the_fast_engine_only():
    shapes = """
        e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:par ] ;
          sh:validator [ a sh:SPARQLAskValidator ; sh:message "{$par} {?value}" ;
                         sh:ask "ASK { FILTER(isIRI($value)) }" ] .
        e:S sh:targetSubjectsOf e:p ; sh:path e:p ; e:par 3 ."""
    fast = results("fast", "e:a e:p 1 , 2 .", shapes)
    assert [one.messages for one in fast] == [("3 1",), ("3 2",)]
    assert all(one.value is not None for one in fast)
    reference = results("pyshacl", "e:a e:p 1 , 2 .", shapes)
    assert [one.value for one in reference] == [None, None]
    assert sorted(len(one.messages) for one in reference) == [1, 2]
    assert "| `ask-at-a-property`: " in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LEFT_OUT)
def test_auto_asks_pyshacl_when_the_shapes_show_that_the_fast_engine_is_wrong(name):
    one = LEFT_OUT[name]
    assert differs(named(triples(one.shapes))) == (one.asked == "pySHACL")


def test_the_fast_engine_is_asked_about_the_shapes_of_kgbuild():
    assert not differs(own_shapes())
