"""Which values a qualified value shape counts, and why not the others: for both engines."""

from __future__ import annotations

from functools import partial

import pytest
from sentences import of, reasons_of

from kgbuild.rules.engines import ENGINES


@pytest.fixture(params=ENGINES)
def reasons(request):
    return partial(reasons_of, request.param)


QUALIFIED = of(
    "sh:qualifiedValueShape [ sh:class ex:C ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ;"
    " sh:qualifiedMinCount 3"
)


def test_the_values_that_do_not_count_say_why(reasons):
    data = (
        "ex:a ex:p ex:b , ex:c , ex:d , ex:e , 'x' . ex:b a ex:C ; ex:q 1 . ex:c a ex:C ; ex:r 1 ."
        " ex:d a ex:C ; ex:q 1 . ex:e a ex:D ; ex:r 1 ."
    )
    assert reasons(QUALIFIED, data) == [
        "2 of 5 values count, at least 3 must:",
        "- “x” does not count:",
        "  - it is not an ex:C: it is plain text",
        "  - ex:q is missing: at least 1 is wanted; a literal has no properties",
        "- ex:c does not count: ex:q is missing: at least 1 is wanted",
        "- ex:e does not count:",
        "  - it is not an ex:C: it is an ex:D",
        "  - ex:q is missing: at least 1 is wanted",
    ]


def test_values_without_names_are_told_by_their_types_in_the_order_of_the_data(reasons):
    data = "ex:a ex:p [ a ex:D ; ex:q 1 ] , [ a ex:C ] , [ a ex:C ; ex:q 1 ] ."
    assert reasons(QUALIFIED, data) == [
        "1 of 3 values counts, at least 3 must:",
        "- a node without a name (an ex:D) does not count: it is not an ex:C: it is an ex:D",
        "- a node without a name (an ex:C) does not count: ex:q is missing: at least 1 is wanted",
    ]


def test_of_too_many_values_those_that_count_are_told(reasons):
    constraints = of("sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMaxCount 1")
    data = "ex:a ex:p ex:b , ex:c , ex:d . ex:b a ex:C . ex:c a ex:C ."
    assert reasons(constraints, data) == [
        "2 of 3 values count, at most 1 may:",
        "- ex:b counts",
        "- ex:c counts",
    ]


def test_values_along_a_longer_path_are_found(reasons):
    constraints = (
        "sh:property [ sh:path ( [ sh:inversePath ex:p ] ex:q ) ;"
        " sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 1 ]"
    )
    assert reasons(constraints, "ex:b ex:p ex:a ; ex:q 1 . ex:c ex:p ex:a ; ex:q 2 .") == [
        "no value counts, at least 1 must:",
        "- 1 does not count: it is not an IRI: it is an xsd:integer",
        "- 2 does not count: it is not an IRI: it is an xsd:integer",
    ]


def test_where_there_is_no_value_none_is_told(reasons):
    assert reasons(QUALIFIED, "ex:a ex:r 1 .") == ["there is no value, at least 3 must count"]


def test_a_value_counts_for_one_of_disjoint_rules_only(reasons):
    rule = "[ sh:path ex:p ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedValueShape "
    constraints = (
        f"sh:property {rule} [ sh:class ex:C ] ; sh:qualifiedMinCount 1 ] ,"
        f" {rule} [ sh:class ex:D ] ; sh:qualifiedMinCount 0 ]"
    )
    assert reasons(constraints, "ex:a ex:p ex:b , ex:c . ex:b a ex:C , ex:D .") == [
        "no value counts, at least 1 must:",
        "- ex:b does not count: it counts for another such rule",
        "- ex:c does not count: it is not an ex:C: the data says nothing about it",
    ]
