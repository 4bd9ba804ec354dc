"""Constraints on all values of a property in words: the same for both engines."""

from __future__ import annotations

import pytest
from sentences import of, said

from kgbuild.rules.engines import ENGINES

SETS = [
    (of("sh:minCount 1"), "ex:a ex:q 1 .", "ex:p is missing: at least 1 is wanted"),
    (
        of("sh:minCount 1 ; sh:datatype xsd:integer"),
        "ex:a ex:q 1 .",
        "ex:p is missing: at least 1 is wanted (an xsd:integer)",
    ),
    (
        of("sh:minCount 1 ; sh:minLength 3"),
        "ex:a ex:q 1 .",
        "ex:p is missing: at least 1 is wanted (of at least 3 characters)",
    ),
    (
        of("sh:minCount 2 ; sh:class ex:Person"),
        "ex:a ex:p ex:b . ex:b a ex:Person .",
        "ex:p has only 1 value: at least 2 are wanted (each an ex:Person)",
    ),
    (
        of("sh:minCount 1"),
        "ex:b ex:q 1 .",
        "ex:p is missing: at least 1 is wanted; the data says nothing about ex:a",
    ),
    (
        "sh:property [ sh:path ex:title ; sh:minCount 1 ]",
        'ex:a ex:tilte "x" .',
        "ex:title is missing: at least 1 is wanted; ex:tilte is there, is it meant?",
    ),
    (
        "sh:property [ sh:path ex:title ; sh:minCount 1 ]",
        'ex:a <http://purl.org/dc/terms/title> "x" .',
        "ex:title is missing: at least 1 is wanted; dcterms:title is there, is it meant?",
    ),
    (
        "sh:property [ sh:path ex:title ; sh:minCount 1 ] , [ sh:path ex:titles ]",
        'ex:a ex:titles "x" .',
        "ex:title is missing: at least 1 is wanted",
    ),
    (of("sh:maxCount 1"), "ex:a ex:p 1 , 2 .", "ex:p has 2 values (1, 2): at most 1 is allowed"),
    (of("sh:maxCount 0"), "ex:a ex:p 1 , 2 .", "ex:p must not be here"),
    (
        of("sh:uniqueLang true"),
        'ex:a ex:p "a"@en , "b"@en , "c"@de , "d" .',
        "ex:p has 2 values in the language en (“a”@en, “b”@en):"
        " at most 1 for each language is allowed",
    ),
    (
        of("sh:uniqueLang true"),
        'ex:a ex:p "a"@en , "b"@en , "c"@de , "d"@de .',
        "ex:p has 2 values in the language de (“c”@de, “d”@de)"
        " and 2 values in the language en (“a”@en, “b”@en):"
        " at most 1 for each language is allowed",
    ),
    (of("sh:hasValue 5"), "ex:a ex:p 4 .", "ex:p lacks 5: it has 4"),
    (of("sh:hasValue 5"), 'ex:a ex:p "5" .', "ex:p lacks 5: it has “5”"),
    (of("sh:hasValue ex:b"), "ex:a ex:q 1 .", "ex:p is missing: ex:b is wanted"),
    ("sh:hasValue ex:b", "ex:a ex:q 1 .", "ex:a is not ex:b, the only value that is wanted"),
    (
        of("sh:equals ex:q"),
        "ex:a ex:p 1 .",
        "ex:p and ex:q must have the same values: 1 is missing at ex:q",
    ),
    (
        of("sh:equals ex:q"),
        "ex:a ex:q 2 .",
        "ex:p and ex:q must have the same values: 2 is missing at ex:p",
    ),
    ("sh:equals ex:q", "ex:a ex:q ex:a , 2 .", "ex:q must be 2 itself and nothing else"),
    (
        of("sh:disjoint ex:q"),
        "ex:a ex:p 1 ; ex:q 1 .",
        "1 is a value of both ex:p and ex:q: they must have none in common",
    ),
    (
        of("sh:disjoint ex:q , ex:r"),
        "ex:a ex:p 1 ; ex:r 1 .",
        "1 is a value of both ex:p and ex:r: they must have none in common",
    ),
    ("sh:disjoint ex:q", "ex:a ex:q ex:a .", "ex:a must not be its own ex:q"),
    (
        of("sh:lessThan ex:q"),
        "ex:a ex:p 5 ; ex:q 5 .",
        "ex:p is 5, which must be less than ex:q (5)",
    ),
    (
        of("sh:lessThanOrEquals ex:q"),
        "ex:a ex:p 5 ; ex:q 4 .",
        "ex:p is 5, which must not be greater than ex:q (4)",
    ),
    (
        of("sh:lessThan ex:q"),
        'ex:a ex:p "2026-05-03"^^xsd:date ; ex:q "2026-05-01"^^xsd:date .',
        "ex:p is “2026-05-03” (xsd:date),"
        " which must be earlier than ex:q (“2026-05-01” (xsd:date))",
    ),
    (
        of("sh:lessThanOrEquals ex:q"),
        'ex:a ex:p "2026-05-03"^^xsd:date ; ex:q "2026-05-01"^^xsd:date .',
        "ex:p is “2026-05-03” (xsd:date),"
        " which must not be later than ex:q (“2026-05-01” (xsd:date))",
    ),
    (
        of("sh:lessThan ex:q"),
        'ex:a ex:p 5 ; ex:q "x" .',
        "ex:p is 5, which cannot be compared with ex:q (“x”):"
        " it is an xsd:integer, the other is plain text",
    ),
    (
        of("sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1"),
        "ex:a ex:p ex:b .",
        "ex:p needs at least 1 value that is an ex:C",
    ),
    (
        of(
            "sh:qualifiedValueShape [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ;"
            " sh:qualifiedMinCount 2"
        ),
        "ex:a ex:p ex:b .",
        "ex:p needs at least 2 values, each with at least 1 ex:q",
    ),
    (
        of(
            "sh:qualifiedValueShape [ sh:property [ sh:path ex:q ; sh:class ex:C ] ] ;"
            " sh:qualifiedMinCount 2"
        ),
        "ex:a ex:p ex:b .",
        "ex:p needs at least 2 values, each one whose ex:q is an ex:C",
    ),
    (
        of("sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMaxCount 1"),
        "ex:a ex:p ex:b , ex:c . ex:b a ex:C . ex:c a ex:C .",
        "ex:p may have at most 1 value that is an ex:C",
    ),
    (
        of("sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMaxCount 0"),
        "ex:a ex:p ex:b . ex:b a ex:C .",
        "ex:p must have no value that is an ex:C",
    ),
    (
        of(
            "sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1 ;"
            " sh:qualifiedValueShapesDisjoint true"
        )
        + " , [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:D ] ; sh:qualifiedMinCount 0 ]",
        "ex:a ex:p ex:b . ex:b a ex:C , ex:D .",
        "ex:p needs at least 1 value that is an ex:C,"
        " not counting what other rules of the shape count",
    ),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("constraints", "data", "words"), SETS)
def test_a_constraint_on_all_values_has_its_sentence(engine, constraints, data, words):
    assert said(engine, constraints, data) == [words]
