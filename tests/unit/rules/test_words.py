"""A SHACL result in plain words, and the headline of a finding: the same for both engines."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from sentences import EX, HEAD, asked, of, said

from kgbuild.diagnostics import Result
from kgbuild.rules.engines import ENGINES
from kgbuild.rules.facts import facts
from kgbuild.rules.shapes import SH, named
from kgbuild.rules.spelling import Speller
from kgbuild.rules.words import headline, sentence


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("constraints", "data", "words"),
    [
        (
            of("sh:class ex:Person"),
            "ex:a ex:p ex:b . ex:b a ex:Dog .",
            "ex:p is ex:b, which is not an ex:Person",
        ),
        (
            of("sh:class ex:Person , ex:Adult"),
            "ex:a ex:p ex:b .",
            "ex:p is ex:b, which is not all of: an ex:Person, an ex:Adult",
        ),
        (of("sh:minCount 1"), "ex:a ex:q 1 .", "ex:p is missing: at least 1 is wanted"),
        (
            of("sh:minCount 2"),
            "ex:a ex:p 1 .",
            "ex:p has fewer than 2 values: at least 2 are wanted",
        ),
        (of("sh:maxCount 1"), "ex:a ex:p 1 , 2 .", "ex:p has more than 1 value"),
        (
            of("sh:uniqueLang true"),
            'ex:a ex:p "a"@en , "b"@en .',
            "ex:p has more than 1 value in the same language:"
            " at most 1 for each language is allowed",
        ),
        (of("sh:hasValue 5"), "ex:a ex:p 4 .", "ex:p lacks 5"),
        (
            of("sh:equals ex:q"),
            "ex:a ex:p 1 .",
            "ex:p and ex:q must have the same values: 1 is at one of them only",
        ),
        (
            of("sh:disjoint ex:q , ex:r"),
            "ex:a ex:p 1 ; ex:r 1 .",
            "1 is a value of both ex:p and ex:q or ex:r: they must have none in common",
        ),
        (
            of("sh:lessThan ex:q"),
            "ex:a ex:p 5 ; ex:q 4 .",
            "ex:p is 5, which must be less than ex:q",
        ),
    ],
)
def test_without_the_data_a_sentence_says_only_what_the_result_says(
    engine, constraints, data, words
):
    assert said(engine, constraints, data, known=False) == [words]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("path", "constraint", "data", "words"),
    [
        (
            "[ sh:alternativePath ( ex:p ex:q ) ]",
            "sh:minCount 1",
            "ex:a ex:r 1 .",
            "ex:p or ex:q is missing: at least 1 is wanted",
        ),
        (
            "[ sh:alternativePath ( ex:p ex:q ) ]",
            "sh:datatype xsd:date",
            "ex:a ex:q 1 .",
            "ex:p or ex:q is 1, which is not an xsd:date: it is an xsd:integer",
        ),
        (
            "( ex:p ex:q )",
            "sh:minCount 1",
            "ex:a ex:p ex:b .",
            "along ex:p then ex:q there is nothing: at least 1 is wanted",
        ),
        (
            "( ex:p ex:q )",
            "sh:datatype xsd:date",
            "ex:a ex:p [ ex:q 1 ] .",
            "along ex:p then ex:q, 1 is not an xsd:date: it is an xsd:integer",
        ),
        (
            "[ sh:inversePath ex:p ]",
            "sh:minCount 2",
            "ex:b ex:p ex:a .",
            "along ex:p backwards there are fewer than 2 values: at least 2 are wanted",
        ),
        (
            "[ sh:inversePath ex:p ]",
            "sh:maxCount 1",
            "ex:b ex:p ex:a . ex:c ex:p ex:a .",
            "along ex:p backwards there are too many values: at most 1 is allowed",
        ),
        (
            "( ex:p [ sh:zeroOrMorePath ex:q ] )",
            "sh:hasValue ex:b",
            "ex:a ex:p ex:c .",
            "along ex:p then (ex:q any number of times) there is no ex:b",
        ),
        (
            "[ sh:oneOrMorePath [ sh:alternativePath ( ex:p ex:q ) ] ]",
            "sh:class ex:C",
            "ex:a ex:p ex:c .",
            "along (ex:p or ex:q) once or more, ex:c is not an ex:C:"
            " the data says nothing about it",
        ),
        (
            "[ sh:zeroOrOnePath ex:p ]",
            "sh:nodeKind sh:IRI",
            "ex:a ex:p 1 .",
            "along ex:p once or not at all, 1 is not an IRI: it is an xsd:integer",
        ),
        (
            "( ex:p ex:q )",
            "sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1",
            "ex:a ex:p ex:b .",
            "the path ex:p then ex:q needs at least 1 value that is an ex:C",
        ),
    ],
)
def test_a_path_is_spelled_in_words(engine, path, constraint, data, words):
    assert said(engine, f"sh:property [ sh:path {path} ; {constraint} ]", data) == [words]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_name_that_a_shape_gives_its_property_stands_in_front(engine):
    constraint = of('sh:name "Alter"@de , "Age"@en ; sh:minCount 1')
    assert said(engine, constraint, "ex:a ex:q 1 .") == [
        "Age (ex:p) is missing: at least 1 is wanted"
    ]
    constraint = of('sh:name "P" ; sh:minCount 1')
    assert said(engine, constraint, "ex:a ex:q 1 .") == ["ex:p is missing: at least 1 is wanted"]


@pytest.mark.parametrize("engine", ENGINES)
def test_labels_of_properties_classes_and_nodes_are_told(engine):
    data = 'ex:a ex:p ex:b . ex:b a ex:D ; rdfs:label "Bob" . ex:p rdfs:label "friend" .'
    more = ' . ex:C rdfs:label "person"@en , "Mensch"@de'
    assert said(engine, of("sh:class ex:C") + more, data) == [
        "ex:p (“friend”) is ex:b (“Bob”), which is not an ex:C (“person”): it is an ex:D"
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_names_of_kgbuilds_own_shapes_are_codes_and_not_told(engine):
    own = (
        "<https://w3id.org/kgbuild/shapes#claim-has-text> a sh:PropertyShape ;"
        ' sh:name "claim-has-text" ; sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 1 .'
    )
    (result,), _, graph, spell = asked(engine, own, "ex:a ex:q 1 .")
    assert sentence(result, graph, spell) == "ex:p is missing: at least 1 is wanted"


@pytest.mark.parametrize("engine", ENGINES)
def test_the_node_that_is_spoken_of_is_called_it(engine):
    shapes = f"ex:S sh:targetNode 5 , ex:a ; sh:class ex:C ; {of('sh:minCount 1')} ."
    results, _, graph, spell = asked(engine, shapes, "ex:a ex:q 1 .")
    it = '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert {r.focus: sentence(r, graph, spell, it=it) for r in results if not r.path} == {
        it: "it is not an ex:C: it is an xsd:integer",
        f"<{EX}a>": "ex:a is not an ex:C",
    }


SHAPE_OF_NOBODY = {"focus": f"<{EX}a>", "shape": "_:b0"}


@pytest.mark.parametrize(
    ("component", "words"),
    [
        (SH + "MinCountConstraintComponent", "ex:p is 5, which breaks the rule sh:minCount"),
        (
            SH + "SomethingNewConstraintComponent",
            "ex:p is 5, which breaks the rule sh:somethingNew",
        ),
        (EX + "Bad", "ex:p is 5, which breaks the rule ex:Bad"),
    ],
)
def test_a_result_of_a_shape_or_a_component_that_nobody_knows_is_still_said(component, words):
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    result = Result(
        **SHAPE_OF_NOBODY, component=component, path=f"<{EX}p>", value=f'"5"^^<{integer}>'
    )
    graph = named([], {"ex": EX})
    assert sentence(result, graph, Speller(graph.prefixes, {})) == words


def test_a_result_with_neither_shape_nor_focus_is_about_it():
    result = Result(focus="", shape="", component=SH + "ClassConstraintComponent")
    graph = named([], {"ex": EX})
    assert sentence(result, graph, Speller({}, {})) == "it breaks the rule sh:class"


def test_a_parameter_that_sh_does_not_have_yet_is_shown_with_its_value():
    graph = named(
        ox.parse(HEAD + "ex:S sh:singleLine true .", format=ox.RdfFormat.TURTLE), {"ex": EX}
    )
    result = Result(
        focus=f"<{EX}a>", shape=f"<{EX}S>", component=SH + "SingleLineConstraintComponent"
    )
    spell = Speller(graph.prefixes, {})
    assert sentence(result, graph, spell) == "ex:a breaks the rule sh:singleLine (true)"


def test_a_count_that_is_no_number_does_not_stop_the_sentence():
    graph = named(
        ox.parse(HEAD + 'ex:S sh:path ex:p ; sh:minCount "one" .', format=ox.RdfFormat.TURTLE),
        {"ex": EX},
    )
    component = SH + "MinCountConstraintComponent"
    result = Result(focus=f"<{EX}a>", shape=f"<{EX}S>", component=component, path=f"<{EX}p>")
    spell = Speller(graph.prefixes, {})
    assert (
        sentence(result, graph, spell) == "ex:p is ex:a, which breaks the rule sh:minCount (“one”)"
    )


def lines(engine: str, constraints: str, data: str) -> tuple[str, str]:
    """The headline of the only result about ex:a."""
    shapes = f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; {constraints} ."
    (result,), triples, graph, spell = asked(engine, shapes, data)
    return headline(result, graph, spell, facts(triples))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        (of("sh:minCount 1"), ("ex:p is missing: at least 1 is wanted", "")),
        (
            of('sh:minCount 1 ; sh:message "P ist Pflicht"@de , "p is a must"@en'),
            ("p is a must", "ex:p is missing: at least 1 is wanted"),
        ),
        (
            of('sh:minCount 1 ; sh:message "A p"@de , "zzz"'),
            ("zzz", "ex:p is missing: at least 1 is wanted"),
        ),
        (
            of('sh:minCount 1 ; sh:message "P ist Pflicht"@de'),
            ("P ist Pflicht", "ex:p is missing: at least 1 is wanted"),
        ),
        (
            of('sh:minCount 1 ; sh:message "Hey: ex:p is missing: at least 1 is wanted!"'),
            ("Hey: ex:p is missing: at least 1 is wanted!", ""),
        ),
        (
            'sh:sparql [ sh:message "{$this} nicht"@de , "not {$this} ({?value})"@en ;'
            ' sh:select "SELECT $this ?value WHERE { $this ?p ?value }" ]',
            ("not https://example.org/a (1)", ""),
        ),
        (
            'sh:message "Nein"@de , "No"@en ;'
            ' sh:sparql [ sh:select "SELECT $this ?value WHERE { $this ?p ?value }" ]',
            ("No", ""),
        ),
    ],
)
def test_the_message_of_the_author_comes_first_and_our_sentence_explains_it(
    engine, constraints, expected
):
    assert lines(engine, constraints, "ex:a ex:q 1 .") == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_the_message_of_a_component_of_the_authors_own_comes_first(engine):
    constraints = (
        "ex:bad ex:a . ex:Bad a sh:ConstraintComponent ; sh:parameter [ sh:path ex:bad ] ;"
        ' sh:validator [ a sh:SPARQLAskValidator ; sh:message "nicht {$bad}"@de , "not {$bad}"@en ;'
        ' sh:ask "ASK { FILTER($value != $bad) }" ]'
    )
    assert lines(engine, constraints, "ex:a ex:p 1 .") == ("not https://example.org/a", "")
