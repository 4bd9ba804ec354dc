"""Constraints on a single value in words: the same for both engines."""

from __future__ import annotations

import pytest
from sentences import of, said

from kgbuild.rules.engines import ENGINES

VALUES = [
    (
        of("sh:class ex:Person"),
        "ex:a ex:p ex:rex . ex:rex a ex:Dog .",
        "ex:p is ex:rex, which is not an ex:Person: it is an ex:Dog",
    ),
    (
        of("sh:class ex:Person"),
        "ex:a ex:p ex:rex . ex:rex a ex:Dog , ex:Pet .",
        "ex:p is ex:rex, which is not an ex:Person: it is an ex:Dog and an ex:Pet",
    ),
    (
        of("sh:class ex:Person"),
        "ex:a ex:p ex:b . ex:b ex:q 1 .",
        "ex:p is ex:b, which is not an ex:Person: it has no type",
    ),
    (
        of("sh:class ex:Person"),
        "ex:a ex:p ex:b .",
        "ex:p is ex:b, which is not an ex:Person: the data says nothing about it",
    ),
    (
        of("sh:class ex:Person"),
        'ex:a ex:p "Ada" .',
        "ex:p is “Ada”, which is not an ex:Person: it is plain text",
    ),
    (
        of("sh:class ex:Person"),
        'ex:a ex:p "https://example.org/ada" .',
        "ex:p is “https://example.org/ada”, which is not an ex:Person:"
        " it is plain text, though it reads like an IRI (<…> in Turtle)",
    ),
    (
        of("sh:class ex:Person , ex:Adult"),
        "ex:a ex:p ex:b . ex:b a ex:Child . ex:Child rdfs:subClassOf ex:Person .",
        "ex:p is ex:b, which is not an ex:Adult: it is an ex:Child",
    ),
    (
        of("sh:class ex:Person , ex:Adult"),
        "ex:a ex:p ex:b . ex:b a ex:Dog .",
        "ex:p is ex:b, which is not all of: an ex:Person, an ex:Adult: it is an ex:Dog",
    ),
    ("sh:class ex:Person", "ex:a a ex:Dog .", "ex:a is not an ex:Person: it is an ex:Dog"),
    (
        of("sh:datatype xsd:integer"),
        'ex:a ex:p "twelve" .',
        "ex:p is “twelve”, which is not an xsd:integer: it is plain text without a datatype",
    ),
    (
        of("sh:datatype xsd:integer"),
        'ex:a ex:p "12x"^^xsd:integer .',
        "ex:p is “12x” (xsd:integer), which is written wrongly for an xsd:integer (as in 12)",
    ),
    (
        of("sh:datatype xsd:byte"),
        'ex:a ex:p "300"^^xsd:byte .',
        "ex:p is “300” (xsd:byte), which is written wrongly for an xsd:byte",
    ),
    (
        of("sh:datatype xsd:integer"),
        "ex:a ex:p 1.5 .",
        "ex:p is 1.5, which is not an xsd:integer: it is an xsd:decimal",
    ),
    (
        of("sh:datatype xsd:integer"),
        "ex:a ex:p ex:b .",
        "ex:p is ex:b, which is not an xsd:integer: it is an IRI",
    ),
    (
        of("sh:datatype xsd:integer"),
        "ex:a ex:p [ ex:q 1 ] .",
        "ex:p is a node without a name, which is not an xsd:integer",
    ),
    (
        of("sh:datatype xsd:string"),
        'ex:a ex:p "Haus"@de .',
        "ex:p is “Haus”@de, which is not plain text (xsd:string): it is text in the language de",
    ),
    (
        of("sh:datatype rdf:langString"),
        'ex:a ex:p "Haus" .',
        "ex:p is “Haus”, which is not text with a language (as in “Haus”@de):"
        " it is plain text without a datatype",
    ),
    (
        of("sh:nodeKind sh:IRI"),
        'ex:a ex:p "x" .',
        "ex:p is “x”, which is not an IRI: it is plain text",
    ),
    (
        of("sh:nodeKind sh:IRI"),
        'ex:a ex:p "mailto:a@b.example" .',
        "ex:p is “mailto:a@b.example”, which is not an IRI:"
        " it is plain text, though it reads like an IRI (<…> in Turtle)",
    ),
    (
        of("sh:nodeKind sh:Literal"),
        "ex:a ex:p ex:b .",
        "ex:p is ex:b, which is not a literal: it is an IRI",
    ),
    (
        of("sh:nodeKind sh:BlankNode"),
        "ex:a ex:p ex:b .",
        "ex:p is ex:b, which is not a node without a name: it is an IRI",
    ),
    (
        of("sh:nodeKind sh:BlankNodeOrIRI"),
        "ex:a ex:p 5 .",
        "ex:p is 5, which is not a node: it is an xsd:integer",
    ),
    (
        of("sh:nodeKind sh:BlankNodeOrLiteral"),
        "ex:a ex:p ex:b .",
        "ex:p is ex:b, which is not a node without a name or a literal: it is an IRI",
    ),
    (
        of("sh:nodeKind sh:IRIOrLiteral"),
        "ex:a ex:p [] .",
        "ex:p is a node without a name, which is not an IRI or a literal",
    ),
    (
        of("sh:minInclusive 0"),
        "ex:a ex:p -1 .",
        "ex:p is -1, which is too small: at least 0 is wanted",
    ),
    (
        of("sh:minExclusive 0"),
        "ex:a ex:p 0 .",
        "ex:p is 0, which is too small: more than 0 is wanted",
    ),
    (
        of("sh:maxInclusive 9"),
        "ex:a ex:p 9.5 .",
        "ex:p is 9.5, which is too large: at most 9 is wanted",
    ),
    (
        of("sh:maxExclusive 9"),
        "ex:a ex:p 9 .",
        "ex:p is 9, which is too large: less than 9 is wanted",
    ),
    (
        of('sh:minInclusive "2000-01-01"^^xsd:date'),
        'ex:a ex:p "1999-12-31"^^xsd:date .',
        "ex:p is “1999-12-31” (xsd:date), which is too early:"
        " “2000-01-01” (xsd:date) or later is wanted",
    ),
    (
        of('sh:maxExclusive "2000-01-01"^^xsd:date'),
        'ex:a ex:p "2000-01-01"^^xsd:date .',
        "ex:p is “2000-01-01” (xsd:date), which is too late:"
        " earlier than “2000-01-01” (xsd:date) is wanted",
    ),
    (
        of("sh:minInclusive 0"),
        'ex:a ex:p "12" .',
        "ex:p is “12”, which cannot be compared with 0: it is plain text",
    ),
    (
        of("sh:minInclusive 0"),
        'ex:a ex:p "12x"^^xsd:integer .',
        "ex:p is “12x” (xsd:integer), which cannot be compared with 0:"
        " it is written wrongly for an xsd:integer",
    ),
    (
        of("sh:minLength 3"),
        'ex:a ex:p "橋" .',
        "ex:p is “橋”, which is too short: it has 1 character, at least 3 are wanted",
    ),
    (
        of("sh:maxLength 1"),
        "ex:a ex:p 12 .",
        "ex:p is 12, which is too long: it has 2 characters, at most 1 is allowed",
    ),
    (
        of("sh:maxLength 1"),
        "ex:a ex:p [] .",
        "ex:p is a node without a name, which has no characters: at most 1 is allowed",
    ),
    (
        of('sh:pattern "^[0-9]+$"'),
        'ex:a ex:p "abc" .',
        "ex:p is “abc”, which does not match the pattern ^[0-9]+$",
    ),
    (
        of('sh:pattern "^a" ; sh:flags "i"'),
        'ex:a ex:p "b" .',
        "ex:p is “b”, which does not match the pattern ^a (capital and small letters alike)",
    ),
    (
        of('sh:pattern "^a" ; sh:flags "sm"'),
        'ex:a ex:p "b" .',
        "ex:p is “b”, which does not match the pattern ^a (flags sm)",
    ),
    (
        of('sh:pattern "^[0-9]+$"'),
        'ex:a ex:p "12 " .',
        "ex:p is “12 ”, which does not match the pattern ^[0-9]+$: there are spaces around it",
    ),
    (
        of('sh:pattern "."'),
        "ex:a ex:p [] .",
        "ex:p is a node without a name, which has no text to match the pattern .",
    ),
    (
        of('sh:languageIn ( "en" "de" )'),
        'ex:a ex:p "x"@fr .',
        "ex:p is “x”@fr, which is in the language fr: one of these is wanted: en, de",
    ),
    (
        of('sh:languageIn ( "en" "de" )'),
        'ex:a ex:p "x" .',
        "ex:p is “x”, which has no language: one of these is wanted: en, de",
    ),
    (
        of('sh:languageIn ( "en" "de" )'),
        "ex:a ex:p ex:b .",
        "ex:p is ex:b, which is no text: text in one of these languages is wanted: en, de",
    ),
    (
        of('sh:in ( "green" "blue" )'),
        'ex:a ex:p "red" .',
        "ex:p is “red”, which is none of: “green”, “blue”",
    ),
    (
        of('sh:in ( "green" "blue" )'),
        'ex:a ex:p "gren" .',
        "ex:p is “gren”, which is none of: “green”, “blue”; did you mean `green`?",
    ),
    (
        of("sh:in ( ex:green ex:blue )"),
        "ex:a ex:p ex:Green .",
        "ex:p is ex:Green, which is none of: ex:green, ex:blue; did you mean `ex:green`?",
    ),
    (
        of("sh:in ( 1 2 )"),
        'ex:a ex:p "1" .',
        "ex:p is “1”, which is none of: 1, 2: it is plain text, not an xsd:integer",
    ),
    (of("sh:in ( ex:b )"), "ex:a ex:p [] .", "ex:p is a node without a name, which is not ex:b"),
    (
        of("sh:in ( 1 2 3 4 5 6 7 8 9 )"),
        "ex:a ex:p 0 .",
        "ex:p is 0, which is none of: 1, 2, 3, 4, 5, 6 and 3 more",
    ),
    ("sh:in ( ex:b ex:c )", "ex:a ex:p 0 .", "ex:a is none of: ex:b, ex:c"),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("constraints", "data", "words"), VALUES)
def test_a_constraint_on_a_value_has_its_sentence(engine, constraints, data, words):
    assert said(engine, constraints, data) == [words]
