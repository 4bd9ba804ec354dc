"""Closed shapes, shapes made of shapes, queries and own components in words."""

from __future__ import annotations

import pytest
from sentences import of, said

from kgbuild.rules.engines import ENGINES

SHAPES = [
    (
        "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path ex:fooo ]",
        "ex:a a ex:C ; ex:foo 1 .",
        "ex:foo is not allowed here (allowed: ex:fooo, rdf:type); did you mean `ex:fooo`?",
    ),
    (
        "sh:closed true ; sh:property [ sh:path ex:fooo ]",
        "ex:a ex:bar 1 .",
        "ex:bar is not allowed here (allowed: ex:fooo)",
    ),
    ("sh:closed true", "ex:a ex:bar 1 .", "ex:bar is not allowed here (allowed: nothing)"),
    (
        of("sh:not [ sh:class ex:C ]"),
        "ex:a ex:p ex:b . ex:b a ex:C .",
        "ex:p is ex:b, which must not be an ex:C",
    ),
    (of("sh:not [ sh:hasValue ex:b ]"), "ex:a ex:p ex:b .", "ex:p is ex:b, which is not allowed"),
    (
        "sh:not [ sh:nodeKind sh:IRI ] , [ sh:class ex:C ]",
        "ex:a ex:p 1 .",
        "ex:a must not be an IRI or an ex:C",
    ),
    (
        of("sh:or ( [ sh:class ex:C ] [ sh:datatype xsd:date ] )"),
        "ex:a ex:p 1 .",
        "ex:p is 1, which is none of: an ex:C; an xsd:date",
    ),
    (
        "sh:or ( [ sh:path ex:p ; sh:minCount 1 ] [ sh:path ex:q ; sh:minCount 2 ] )",
        "ex:a ex:r 1 .",
        "ex:a is none of: something with at least 1 ex:p; something with at least 2 ex:q",
    ),
    (
        of("sh:and ( [ sh:class ex:C ] ex:D )") + " . ex:D sh:class ex:E",
        "ex:a ex:p 1 .",
        "ex:p is 1, which is not all of: an ex:C; something that fits ex:D",
    ),
    (
        of("sh:xone ( [ sh:class ex:C ] [ sh:class ex:D ] )"),
        "ex:a ex:p 1 .",
        "ex:p is 1, which is not exactly one of: an ex:C; an ex:D",
    ),
    (
        of("sh:node ex:T") + ' . ex:T rdfs:label "a thing" ; sh:class ex:C',
        "ex:a ex:p 1 .",
        "ex:p is 1, which does not fit ex:T (“a thing”)",
    ),
    (of("sh:node [ sh:class ex:C ]"), "ex:a ex:p 1 .", "ex:p is 1, which is not an ex:C"),
    (
        of("sh:node ex:T , ex:U") + " . ex:T sh:class ex:C . ex:U sh:class ex:C",
        "ex:a ex:p 1 .",
        "ex:p is 1, which does not fit all of: ex:T, ex:U",
    ),
    (
        'sh:sparql [ rdfs:comment "The sum is right." ;'
        ' sh:select "SELECT $this WHERE { $this ?p ?o }" ]',
        "ex:a ex:p 1 .",
        "ex:a breaks the rule “The sum is right.”",
    ),
    (
        'sh:sparql [ sh:select "SELECT $this ?value WHERE { $this ?p ?value }" ]',
        "ex:a ex:p 1 .",
        "ex:a breaks the rule ex:S because of 1",
    ),
    (
        of('sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ]'),
        "ex:a ex:p 1 .",
        "ex:p is 1, which breaks the rule ex:S/ex:p",
    ),
    (
        'sh:name "Sums" ; sh:sparql [ sh:select "SELECT $this WHERE { $this ?p 1 }" ] ,'
        ' [ sh:select "SELECT $this WHERE { $this ?p 2 }" ]',
        "ex:a ex:p 1 .",
        "ex:a breaks the rule “Sums”",
    ),
    (
        "ex:bad ex:a . ex:Bad a sh:ConstraintComponent ; sh:parameter [ sh:path ex:bad ] ;"
        ' sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value != $bad) }" ]',
        "ex:a ex:p 1 .",
        "ex:a breaks the rule ex:Bad (bad: ex:a)",
    ),
    (
        'ex:bad ex:a . ex:Bad a sh:ConstraintComponent ; sh:labelTemplate "is not {$bad}{?no}" ;'
        " sh:parameter [ sh:path ex:bad ] ; sh:validator"
        ' [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value != $bad) }" ]',
        "ex:a ex:p 1 .",
        "ex:a breaks the rule “is not ex:a{?no}”",
    ),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("constraints", "data", "words"), SHAPES)
def test_a_constraint_of_shapes_or_queries_has_its_sentence(engine, constraints, data, words):
    assert said(engine, constraints, data) == [words]
