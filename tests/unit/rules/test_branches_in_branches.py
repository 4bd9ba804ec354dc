"""Branches in branches, and how much is said of them: the same for both engines."""

from __future__ import annotations

from functools import partial

import pytest
from sentences import of, reasons_of

from kgbuild.rules.engines import ENGINES


@pytest.fixture(params=ENGINES)
def reasons(request):
    return partial(reasons_of, request.param)


NESTED = (
    "sh:or ( [ sh:property [ sh:path ex:q ; sh:xone ( [ sh:class ex:C ]"
    " [ sh:property [ sh:path ex:r ; sh:node ex:Three ] ] ) ] ] [ sh:nodeKind sh:Literal ] )"
)


def test_branches_in_branches_are_indented(reasons):
    constraints = NESTED + (
        " . ex:Three sh:property [ sh:path ex:s ; sh:not [ sh:nodeKind sh:IRI ] ] ,"
        " [ sh:path ex:t ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1 ]"
    )
    data = "ex:a ex:q ex:b . ex:b ex:r ex:c . ex:c ex:s ex:d ; ex:t ex:e ."
    assert reasons(constraints, data) == [
        "none of the 2 alternatives holds:",
        "1. ex:q is ex:b: none of the 2 alternatives holds, exactly one must:",
        "   1. it is not an ex:C: it has no type",
        "   2. ex:r is ex:c: it does not fit ex:Three:",
        "      - ex:s is ex:d: it must not be so, but it is: an IRI",
        "      - ex:t: no value counts, at least 1 must:",
        "        - ex:e does not count: it is not an ex:C: the data says nothing about it",
        "2. it is not a literal: it is an IRI",
    ]


CHAIN = "sh:property [ sh:path ex:p ; sh:node ex:S ] , [ sh:path ex:n ; sh:minCount 1 ]"


def test_four_levels_are_explained_and_no_more(reasons):
    data = "ex:a ex:n 1 ; ex:p ex:b . ex:b ex:n 1 ; ex:p ex:c . ex:c ex:n 1 ; ex:p ex:d ."
    data += "ex:d ex:n 1 ; ex:p ex:e . ex:e ex:n 1 ; ex:p ex:f . ex:f ex:m 1 ."
    levels = " . ".join(
        f"ex:S{i} sh:property [ sh:path ex:p ; sh:node ex:S{i + 1} ] ,"
        " [ sh:path ex:n ; sh:minCount 1 ]"
        for i in range(1, 6)
    )
    constraints = f"{CHAIN.replace('ex:S', 'ex:S1')} . {levels} . ex:S6 sh:nodeKind sh:IRI"
    assert reasons(constraints, data) == [
        "it does not fit ex:S1:",
        "- ex:p is ex:c: it does not fit ex:S2:",
        "  - ex:p is ex:d: it does not fit ex:S3:",
        "    - ex:p is ex:e: it does not fit ex:S4:",
        "      - ex:p is ex:f, which does not fit ex:S5",
    ]


def test_a_shape_that_refers_to_itself_is_followed_down_the_data(reasons):
    data = "ex:a ex:n 1 ; ex:p ex:b . ex:b ex:n 1 ; ex:p ex:c . ex:c ex:m 1 ."
    assert reasons(CHAIN, data) == [
        "it does not fit ex:S:",
        "- ex:p is ex:c: it does not fit ex:S:",
        "  - ex:n is missing: at least 1 is wanted",
    ]


def test_data_that_goes_in_a_circle_comes_to_an_end(reasons):
    data = "ex:a ex:n 1 ; ex:p ex:b . ex:b ex:m 1 ; ex:p ex:a ."
    lines = reasons(CHAIN, data)
    assert lines[0] == "it does not fit ex:S:"
    assert "- ex:n is missing: at least 1 is wanted" in lines
    assert len(lines) <= 5


def test_long_rows_of_branches_reasons_and_values_are_cut(reasons):
    branches = " ".join(f"[ sh:class ex:C{i} ]" for i in range(10))
    lines = reasons(of(f"sh:or ( {branches} )"), "ex:a ex:p 1 .")
    assert lines[8:] == ["8. it is not an ex:C7: it is an xsd:integer", "and 2 more"]
    parts = " , ".join(f"[ sh:path ex:q{i} ; sh:minCount 1 ]" for i in range(7))
    lines = reasons(of(f"sh:node [ sh:property {parts} ]"), "ex:a ex:p ex:b . ex:b ex:r 1 .")
    assert lines[5:] == ["- ex:q4 is missing: at least 1 is wanted", "- and 2 more"]
    constraints = of("sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 1")
    lines = reasons(constraints, "ex:a ex:p 1 , 2 , 3 , 4 , 5 , 6 , 7 .")
    assert lines[5:] == [
        "- 5 does not count: it is not an IRI: it is an xsd:integer",
        "- and 2 more",
    ]


def test_forty_lines_are_enough(reasons):
    inner = " ".join(f"[ sh:class ex:C{i} ]" for i in range(8))
    outer = " ".join(f"[ sh:or ( [ sh:class ex:D{i} ] {inner} ) ]" for i in range(8))
    lines = reasons(of(f"sh:or ( {outer} )"), "ex:a ex:p 1 .")
    assert len(lines) == 41
    assert lines[-1] == "and more"
