"""Why a shape made of other shapes does not hold: the same for both engines."""

from __future__ import annotations

from functools import partial

import pytest
from sentences import EX, asked, of, reasons_of

from kgbuild.diagnostics import Result
from kgbuild.errors import InputError
from kgbuild.rules.branches import explains, why
from kgbuild.rules.engines import ENGINES
from kgbuild.rules.facts import facts
from kgbuild.rules.shapes import SH


@pytest.fixture(params=ENGINES)
def reasons(request):
    return partial(reasons_of, request.param)


PERSON_OR_FIRM = (
    of("sh:or ( ex:PersonShape [ sh:class ex:Firm ] )")
    + " . ex:PersonShape sh:property [ sh:path ex:name ; sh:minCount 1 ]"
)


def test_each_alternative_says_why_it_does_not_hold(reasons):
    assert reasons(PERSON_OR_FIRM, "ex:a ex:p ex:b . ex:b ex:q 1 .") == [
        "none of the 2 alternatives holds:",
        "1. ex:PersonShape: ex:name is missing: at least 1 is wanted",
        "2. it is not an ex:Firm: it has no type",
    ]


def test_a_literal_is_a_value_like_others(reasons):
    assert reasons(PERSON_OR_FIRM, 'ex:a ex:p "Ada" .') == [
        "none of the 2 alternatives holds:",
        "1. ex:PersonShape: ex:name is missing: at least 1 is wanted; a literal has no properties",
        "2. it is not an ex:Firm: it is plain text",
    ]
    dates = of("sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )")
    assert reasons(dates, 'ex:a ex:p "2026-13"^^xsd:date .') == [
        "none of the 2 alternatives holds:",
        "1. it is written wrongly for an xsd:date (as in 2026-03-31)",
        "2. it is not an xsd:gYear: it is an xsd:date",
    ]


def test_several_reasons_of_a_branch_have_lines_of_their_own_the_simple_ones_first(reasons):
    branch = (
        "[ sh:node [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ] ; sh:class ex:C ;"
        " sh:property [ sh:path ex:q ; sh:maxCount 1 ] ]"
    )
    assert reasons(of(f"sh:or ( {branch} )"), "ex:a ex:p ex:b . ex:b ex:q 1 , 2 .") == [
        "it does not hold:",
        "1. for several reasons:",
        "   - it is not an ex:C: it has no type",
        "   - ex:r is missing: at least 1 is wanted",
        "   - ex:q has 2 values (1, 2): at most 1 is allowed",
    ]


def test_the_message_of_a_branch_is_told(reasons):
    branch = "[ sh:path ex:q ; sh:minCount 1 ; sh:message 'We need a q.'@en , 'Ein q!'@de ]"
    assert reasons(f"sh:or ( {branch} )", "ex:a ex:p 1 .") == [
        "it does not hold:",
        "1. We need a q. (ex:q is missing: at least 1 is wanted)",
    ]


def test_a_reason_at_another_node_says_where(reasons):
    inner = "sh:property [ sh:path ex:q ; sh:property [ sh:path ex:r ; sh:minCount 1 ] ]"
    data = "ex:a ex:p ex:b . ex:b ex:q ex:c , ex:d . ex:c ex:s 1 . ex:d ex:r 1 ."
    assert reasons(of(f"sh:node [ {inner} ]"), data) == [
        "at ex:c: ex:r is missing: at least 1 is wanted"
    ]


XONE = of("sh:xone ( [ sh:class ex:C ] ex:D )") + (
    " . ex:D rdfs:label 'the D rule' ; sh:nodeKind sh:IRI"
)


def test_of_exactly_one_none_or_more_may_hold(reasons):
    assert reasons(XONE, "ex:a ex:p 1 .") == [
        "none of the 2 alternatives holds, exactly one must:",
        "1. it is not an ex:C: it is an xsd:integer",
        "2. ex:D (“the D rule”): it is not an IRI: it is an xsd:integer",
    ]
    assert reasons(XONE, "ex:a ex:p ex:b . ex:b a ex:C .") == [
        "more than one holds, 1 and 2: exactly one must",
        "1. an ex:C: holds",
        "2. ex:D (“the D rule”): holds",
    ]


def test_of_a_conjunction_the_parts_that_hold_and_those_that_do_not_are_told(reasons):
    constraints = of("sh:and ( [ sh:class ex:C ] [ sh:nodeKind sh:BlankNode ] )")
    assert reasons(constraints, "ex:a ex:p ex:b . ex:b a ex:C .") == [
        "not all of the 2 parts hold:",
        "1. an ex:C: holds",
        "2. it is not a node without a name: it is an IRI",
    ]


def test_only_the_lists_that_do_not_hold_are_explained(reasons):
    lists = "( [ sh:class ex:C ] ) , ( [ sh:class ex:D ] )"
    assert reasons(of(f"sh:or {lists}"), "ex:a ex:p ex:b . ex:b a ex:C .") == [
        "it does not hold:",
        "1. it is not an ex:D: it is an ex:C",
    ]


@pytest.mark.parametrize(
    ("forbidden", "data", "line"),
    [
        ("[ sh:class ex:C ]", "ex:b a ex:C .", "an ex:C"),
        ("[ sh:class ex:C , ex:D ]", "ex:b a ex:C , ex:D .", "an ex:C and an ex:D"),
        (
            "[ sh:class ex:C ; sh:property [ sh:path ex:q ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ]",
            "ex:b a ex:C ; ex:q ex:c .",
            "an ex:C with at least 1 ex:q (an IRI)",
        ),
        (
            "[ sh:property [ sh:path ex:q ; sh:datatype xsd:date ] ]",
            "",
            "something whose ex:q is an xsd:date",
        ),
        ("[ sh:path ex:q ; sh:maxCount 0 ]", "", "something without ex:q"),
        (
            "[ sh:path ex:q ; sh:maxCount 2 ; sh:minCount 1 ]",
            "ex:b ex:q 1 .",
            "something with at least 1 ex:q, with at most 2 ex:q",
        ),
        (
            "[ sh:path ex:q ; sh:maxCount 1 ; sh:minCount 1 ]",
            "ex:b ex:q 1 .",
            "something with exactly 1 ex:q",
        ),
        ("[ sh:path ex:q ; sh:hasValue 1 ]", "ex:b ex:q 1 .", "something with the ex:q 1"),
        (
            "[ sh:path ex:q ; sh:lessThan ex:r ]",
            "ex:b ex:q 1 .",
            "something whose ex:q is something less than its ex:r",
        ),
        (
            "[ sh:path ex:q ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 0 ]",
            "",
            "something with at least 0 ex:q that is an ex:C",
        ),
        (
            "[ sh:closed true ; sh:property [ sh:path ex:q ] ]",
            "",
            "something with nothing but ex:q, with any ex:q",
        ),
        ("[ sh:closed true ]", "", "something with nothing at all"),
        ("[ sh:in ( ex:b ex:c ) ]", "", "one of: ex:b, ex:c"),
        ('[ sh:pattern "b$" ]', "", "something matching b$"),
        (
            "[ sh:minLength 1 ; sh:maxLength 99 ]",
            "",
            "something of at least 1 character, of at most 99 characters",
        ),
        ("[ sh:not [ sh:class ex:C ] ]", "ex:b ex:q 1 .", "anything but an ex:C"),
        (
            '[ sh:sparql [ rdfs:comment "sums" ; sh:select "SELECT $this { $this ex:no 1 }" ] ]',
            "",
            "something that keeps the rule “sums”",
        ),
        (
            "[ sh:property [ sh:path ex:q ; sh:maxCount 9 ] , [ sh:path ex:r ; sh:maxCount 9 ] ,"
            " [ sh:path ex:s ; sh:maxCount 9 ] , [ sh:path ex:t ; sh:maxCount 9 ] ,"
            " [ sh:path ex:u ; sh:maxCount 9 ] ]",
            "",
            "something with at most 9 ex:q, with at most 9 ex:r, with at most 9 ex:s,"
            " with at most 9 ex:t, and 1 more",
        ),
    ],
)
def test_what_must_not_be_is_described(reasons, forbidden, data, line):
    constraints = of(f"sh:not {forbidden}").replace("ex:no", "<urn:no>")
    assert reasons(constraints, f"ex:a ex:p ex:b . {data}") == [
        f"it must not be so, but it is: {line}"
    ]


def test_limits_that_must_not_be_kept_are_described(reasons):
    constraints = of("sh:not [ sh:minInclusive 1 ; sh:maxExclusive 3 ]")
    assert reasons(constraints, "ex:a ex:p 2 .") == [
        "it must not be so, but it is: something that is at least 1, that is less than 3"
    ]
    constraints = of('sh:not [ sh:languageIn ( "en" "de" ) ]')
    assert reasons(constraints, 'ex:a ex:p "x"@de .') == [
        "it must not be so, but it is: something in en or de"
    ]


def test_of_what_must_not_be_only_that_is_told_which_is_so(reasons):
    constraints = of("sh:not [ sh:class ex:C ] , ex:D") + " . ex:D sh:nodeKind sh:IRI"
    assert reasons(constraints, "ex:a ex:p ex:b .") == [
        "it must not be so, but it is: ex:D: an IRI"
    ]


def test_of_a_choice_that_must_not_be_each_alternative_is_told(reasons):
    constraints = of("sh:not [ sh:or ( [ sh:class ex:C ] ex:D ) ]") + " . ex:D sh:nodeKind sh:IRI"
    assert reasons(constraints, "ex:a ex:p ex:b .") == [
        "it must not be so, but it is: an ex:C or something that fits ex:D",
        "1. an ex:C: does not hold",
        "2. ex:D: holds",
    ]


def test_a_shape_that_is_a_class_is_called_as_one(reasons):
    constraints = of("sh:not ex:C") + " . ex:C a rdfs:Class , sh:NodeShape ; sh:nodeKind sh:IRI"
    assert reasons(constraints, "ex:a ex:p ex:b .") == [
        "it must not be so, but it is: ex:C: an IRI"
    ]


ADDRESS = (
    " . ex:AddressShape rdfs:label 'postal address' ; sh:closed true ;"
    " sh:property [ sh:path ex:street ; sh:minCount 1 ] ,"
    " [ sh:path ex:code ; sh:pattern '^[0-9]{5}$' ]"
)


def test_what_a_node_does_not_fit_is_listed(reasons):
    data = "ex:a ex:p ex:b . ex:b ex:stret 'x' ; ex:code '1234' ."
    assert reasons(of("sh:node ex:AddressShape") + ADDRESS, data) == [
        "it does not fit ex:AddressShape (“postal address”):",
        "- ex:stret is not allowed here (allowed: ex:street, ex:code); did you mean `ex:street`?",
        "- ex:street is missing: at least 1 is wanted; ex:stret is there, is it meant?",
        "- ex:code is “1234”, which does not match the pattern ^[0-9]{5}$",
    ]


def test_a_node_without_a_name_is_the_same_node_for_the_engine(reasons):
    data = "ex:a ex:p [ ex:code '1234' ] . ex:c ex:p [ ex:street 'x' ] ."
    assert reasons(of("sh:node ex:AddressShape") + ADDRESS, data) == [
        "it does not fit ex:AddressShape (“postal address”):",
        "- ex:street is missing: at least 1 is wanted",
        "- ex:code is “1234”, which does not match the pattern ^[0-9]{5}$",
    ]


def test_a_node_without_a_name_may_be_deep_inside(reasons):
    # The list has names, because the fast engine counts the nodes without one in the shapes, too.
    constraints = of("sh:or ex:list") + (
        " . ex:list rdf:first ex:One ; rdf:rest ex:list2 ."
        " ex:list2 rdf:first ex:Two ; rdf:rest rdf:nil ."
        " ex:One sh:class ex:C . ex:Two sh:property [ sh:path ex:q ; sh:node ex:One ]"
    )
    assert reasons(constraints, "ex:a ex:p [ ex:q [ a ex:D ] ; ex:r [ a ex:E ] ] .") == [
        "none of the 2 alternatives holds:",
        "1. ex:One: it is not an ex:C: it has no type",
        "2. ex:Two: ex:q is a node without a name: it does not fit ex:One:",
        "   - it is not an ex:C: it is an ex:D",
    ]


def test_only_the_shapes_that_a_node_does_not_fit_are_told(reasons):
    constraints = of("sh:node ex:C , ex:D , [ sh:class ex:E ]") + (
        " . ex:C sh:nodeKind sh:IRI . ex:D sh:nodeKind sh:Literal"
    )
    shapes = reasons(constraints, "ex:a ex:p ex:b . ex:b a ex:E .")
    assert shapes == ["it does not fit ex:D:", "- it is not a literal: it is an IRI"]


def test_the_targets_of_the_shapes_do_not_disturb(reasons):
    constraints = of("sh:node ex:C") + (
        " . ex:C a rdfs:Class , sh:NodeShape ; sh:targetObjectsOf ex:r ; sh:nodeKind sh:Literal"
    )
    assert reasons(constraints, "ex:a ex:p ex:b . ex:b ex:r 1 .") == [
        "it does not fit ex:C:",
        "- it is not a literal: it is an IRI",
    ]


def test_branches_that_share_a_property_shape_are_told_apart(reasons):
    constraints = (
        "sh:or ( [ sh:property ex:Q ] [ sh:path ex:r ; sh:property ex:Q ] )"
        " . ex:Q sh:path ex:q ; sh:minCount 1"
    )
    assert reasons(constraints, "ex:a ex:r ex:b . ex:b ex:s 1 .") == [
        "none of the 2 alternatives holds:",
        "1. ex:q is missing: at least 1 is wanted",
        "2. at ex:b: ex:q is missing: at least 1 is wanted",
    ]


def test_a_list_that_names_a_shape_twice_asks_it_once(reasons):
    assert reasons("sh:xone ( ex:C ex:C ) . ex:C sh:nodeKind sh:IRI", "ex:a ex:p 1 .") == [
        "more than one holds, 1 and 2: exactly one must",
        "1. ex:C: holds",
        "2. ex:C: holds",
    ]


def result_of(component: str) -> Result:
    return Result(focus=f"<{EX}a>", shape=f"<{EX}S>", component=f"{SH}{component}")


def test_results_of_shapes_made_of_shapes_can_be_explained_and_no_others():
    names = ["And", "Or", "Xone", "Not", "Node", "QualifiedMinCount", "QualifiedMaxCount"]
    assert all(explains(result_of(f"{name}ConstraintComponent")) for name in names)
    assert not explains(result_of("MinCountConstraintComponent"))
    assert not explains(Result(focus="", shape="", component=f"{EX}NodeConstraintComponent"))


def failing(*_args: object) -> tuple[Result, ...]:
    raise InputError("no")


def test_there_are_no_reasons_for_other_results_or_from_an_engine_that_fails():
    results, triples, graph, spell = asked(
        "pyshacl",
        f"ex:S sh:targetNode ex:a ; {of('sh:minCount 1')} , [ sh:path ex:q ; sh:node ex:T ] ."
        " ex:T sh:class ex:C .",
        "ex:a ex:q 1 .",
    )
    assert [why(r, triples, graph, spell, failing) for r in results] == [(), ()]
    assert sorted(why(r, triples, graph, spell, about=facts(triples)) for r in results) == [
        (),
        ("it does not fit ex:T:", "- it is not an ex:C: it is an xsd:integer"),
    ]


def test_there_are_no_reasons_for_a_shape_that_nobody_knows():
    _, triples, graph, spell = asked("pyshacl", "ex:T sh:class ex:C .", "ex:a ex:q 1 .")
    for name in ("Or", "Not", "Node", "QualifiedMinCount"):
        assert why(result_of(f"{name}ConstraintComponent"), triples, graph, spell) == ()


@pytest.mark.parametrize(
    ("path", "count"),
    [("ex:q", 3), ("[ sh:inversePath ex:q ]", 6)],
)
def test_the_engine_gets_only_what_paths_from_the_value_can_reach_unless_one_looks_back(
    path, count
):
    shapes = (
        f"ex:S sh:targetNode ex:a ; {of('sh:node ex:T')} ."
        f" ex:T sh:property [ sh:path {path} ; sh:minCount 2 ] ."
    )
    data = "ex:a ex:p ex:b . ex:b ex:q ex:c . ex:c ex:r ex:b . ex:d ex:q ex:e . ex:e ex:q 1 ."
    (result,), triples, graph, spell = asked("fast", shapes, data)
    sizes = []

    def spy(data, shapes):
        sizes.append(len(data))
        return ENGINES["fast"](data, shapes)

    assert len(why(result, triples, graph, spell, spy)) == 2
    assert sizes == [count]


def test_the_engine_gets_all_data_where_most_of_it_can_be_reached():
    chain = " ".join(f"ex:n{i} ex:q ex:n{i + 1} ." for i in range(1100))
    shapes = f"ex:S sh:targetNode ex:a ; {of('sh:node [ sh:class ex:C ]')} ."
    data = f"ex:z ex:z 1 . ex:a ex:p ex:n0 . {chain}"
    (result,), triples, graph, spell = asked("fast", shapes, data)
    sizes = []

    def spy(data, shapes):
        sizes.append(len(data))
        return ENGINES["fast"](data, shapes)

    assert why(result, triples, graph, spell, spy) == ("it is not an ex:C: it has no type",)
    assert sizes == [len(triples) + 1]
