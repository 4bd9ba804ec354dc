"""Terms as people read them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kgbuild.graph.prefixes import PREFIXES
from kgbuild.rules.spelling import Speller, speller

EX = {"ex": "https://example.org/", "xsd": PREFIXES["xsd"], "schema": PREFIXES["schema"]}
XSD = PREFIXES["xsd"]


def spelled(text: str, label: str = "") -> str:
    return Speller(EX, {text: label} if label else {}).spell(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<https://example.org/ada>", "ex:ada"),
        ("<https://elsewhere.example/people/ada>", "<…/ada>"),
        ("<https://elsewhere.example/terms#ada>", "<…#ada>"),
        ("<https://elsewhere.example/people/ada/>", "<…/ada/>"),
        ("<https://elsewhere.example/>", "<https://elsewhere.example/>"),
        ("<urn:isbn:9783161484100>", "<urn:isbn:9783161484100>"),
        ("_:b3", "a node without a name"),
        ('"Haus"', "“Haus”"),
        ('"Haus"@de', "“Haus”@de"),
        ('""', "“” (an empty text)"),
        (f'"12x"^^<{XSD}integer>', "“12x” (xsd:integer)"),
        (f'"2026-03-31"^^<{XSD}date>', "“2026-03-31” (xsd:date)"),
        ('"5 m"^^<https://elsewhere.example/units#length>', "“5 m” (<…#length>)"),
    ],
)
def test_a_term_is_spelled_short(text, words):
    assert spelled(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'"12"^^<{XSD}integer>', "12"),
        (f'"-1.50"^^<{XSD}decimal>', "-1.50"),
        (f'"true"^^<{XSD}boolean>', "true"),
        ('"12"', "“12”"),
        (f'"1"^^<{XSD}boolean>', "“1” (xsd:boolean)"),
        (f'"12"^^<{XSD}int>', "“12” (xsd:int)"),
    ],
)
def test_numbers_and_booleans_are_bare_as_in_turtle_so_that_text_differs(text, words):
    assert spelled(text) == words


def test_line_ends_and_invisible_characters_are_seen_on_one_line():
    assert spelled(str(ox.Literal("a\n\tb\u200b "))) == "“a\\n\\tb\\u200b ”"


def test_a_long_text_is_cut_at_its_end():
    assert spelled(str(ox.Literal("x" * 61))) == "“" + "x" * 59 + "…”"
    assert spelled(str(ox.Literal("x" * 60))) == "“" + "x" * 60 + "”"


def test_a_long_name_is_cut_in_the_middle():
    words = spelled(f"<urn:{'a' * 40}{'b' * 40}>")
    assert words == f"<urn:{'a' * 25}…{'b' * 30}>"


def test_an_iri_that_only_its_scheme_makes_another_is_shown_in_full():
    assert spelled("<https://schema.org/Person>") == "schema:Person"
    assert spelled("<http://schema.org/Person>") == "<http://schema.org/Person>"


def test_a_label_stands_behind_the_name():
    assert spelled("<https://example.org/Q1>", "Ada Chen") == "ex:Q1 (“Ada Chen”)"
    assert spelled("_:b3", "the office") == "a node without a name (“the office”)"


@pytest.mark.parametrize("label", ["Ada Chen", "ada-chen", "AdaChen"])
def test_a_label_that_says_what_the_name_says_is_left_out(label):
    assert spelled("<https://example.org/adaChen>", label) == "ex:adaChen"
    assert spelled("<https://elsewhere.example/adaChen>", label) == "<…/adaChen>"


def test_what_is_no_term_is_kept_on_one_line():
    assert spelled("no term\n" + "x" * 80) == "no term\\n" + "x" * 50 + "…"


def labels(turtle: str) -> dict[str, str]:
    prefixes = """
        @prefix ex: <https://example.org/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix schema: <https://schema.org/> .
        @prefix so: <http://schema.org/> .
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix dc: <http://purl.org/dc/elements/1.1/> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
    """
    quads = list(ox.parse(prefixes + turtle, format=ox.RdfFormat.TURTLE))
    return dict(speller(quads, EX, {"<https://example.org/a>"}).labels)


@pytest.mark.parametrize(
    "predicate",
    [
        *("rdfs:label", "skos:prefLabel", "schema:name", "so:name"),
        *("foaf:name", "dcterms:title", "dc:title", "sh:name"),
    ],
)
def test_a_label_is_found_by_each_of_these_predicates(predicate):
    found = labels(f'ex:a {predicate} "A" . ex:b {predicate} "not wanted" .')
    assert found == {"<https://example.org/a>": "A"}


@pytest.mark.parametrize(
    ("turtle", "label"),
    [
        ('ex:a rdfs:label "ä"@de , "a"@en .', "a"),
        ('ex:a rdfs:label "a"@en-GB , "ä"@de .', "a"),
        ('ex:a rdfs:label "ä"@de ; foaf:name "a" .', "a"),
        ('ex:a foaf:name "b" ; rdfs:label "c"@en .', "c"),
        ('ex:a rdfs:label "c" , "b"@en .', "b"),
        ('ex:a rdfs:label "ä"@de .', "ä"),
    ],
)
def test_an_english_label_or_one_without_language_comes_first_then_the_best_predicate(
    turtle, label
):
    assert labels(turtle) == {"<https://example.org/a>": label}


def test_empty_labels_and_labels_that_are_no_text_do_not_count():
    assert labels('ex:a rdfs:label "", " " , ex:b .') == {}
