"""Shapes that check nothing are found, whatever they would call conforming."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kgbuild.diagnostics import Severity
from kgbuild.rules.lint import Seen, blind, lint, seen
from kgbuild.rules.shapes import named

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """\
ex:ada a ex:Person ; ex:name "Ada" ; ex:birthDate "1815-12-10"^^xsd:date ; ex:knows ex:ben .
ex:ben a ex:Student ; ex:name "Ben" . ex:Student rdfs:subClassOf ex:Person .
"""


def triples(turtle):
    return tuple(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def shapes(turtle):
    parsed = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    quads = tuple(parsed)
    return named(quads, parsed.prefixes)


def faults(turtle):
    """Code and message of what is wrong with shapes whatever the data."""
    return [(f.code.name, f.message) for f in lint(shapes(turtle))]


def unseen(turtle, data=DATA, ontology=""):
    """Code, severity and message of what meets nothing in the data."""
    graph = shapes(turtle)
    found = blind(graph, seen(graph, triples(data)), triples(ontology))
    return [(f.code.name, f.code.severity, f.message) for f in found]


RIGHT = """\
ex:PersonShape a sh:NodeShape ; sh:targetClass ex:Person ;
  sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:datatype xsd:string ; sh:pattern "^[A-Z]" ] ;
  sh:property [ sh:path ( ex:knows [ sh:inversePath ex:knows ] ) ; sh:or ( [ sh:class ex:Person ] [
    sh:nodeKind sh:IRI ] ) ] .
"""


def test_shapes_that_check_what_they_say_have_no_fault():
    assert faults(RIGHT) == []
    assert unseen(RIGHT) == []


def test_kgbuilds_own_shapes_have_no_fault():
    from kgbuild.rules.catalogue import own_shapes

    assert list(lint(own_shapes())) == []


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        pytest.param("", "there is no shape in it", id="nothing"),
        pytest.param("ex:a rdfs:label 'no shape' .", "there is no shape in it", id="other-data"),
        pytest.param(
            "ex:S a <http://www.w3.org/ns/shacl/NodeShape> .",
            "there is no shape in it: <http://www.w3.org/ns/shacl/NodeShape> is not in SHACL's "
            "namespace, <http://www.w3.org/ns/shacl#>",
            id="another-namespace",
        ),
    ],
)
def test_a_file_without_shapes_is_shown(turtle, message):
    assert faults(turtle) == [("no-shapes", message)]


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        pytest.param("sh:minCnt 1", "SHACL has no sh:minCnt; did you mean `minCount`?", id="key"),
        pytest.param("sh:nodeKind sh:Iri", "SHACL has no sh:Iri; did you mean `IRI`?", id="value"),
        pytest.param("sh:qqqq 1", "SHACL has no sh:qqqq", id="like-nothing"),
    ],
)
def test_a_term_that_shacl_does_not_have_is_shown_with_what_was_meant(turtle, message):
    found = faults(f"ex:S a sh:NodeShape ; sh:targetClass ex:Person ; {turtle} .")
    assert found == [("unknown-shacl-term", message)]


def test_a_misspelled_target_is_shown():
    found = faults("ex:S a sh:NodeShape ; sh:targetclass ex:Person ; sh:closed true .")
    message = "SHACL has no sh:targetclass; did you mean `targetClass`?"
    assert found == [("unknown-shacl-term", message)]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        pytest.param("sh:property [ sh:minCount 1 ]", "a property shape has a sh:path", id="path"),
        pytest.param(
            "sh:property [ sh:path ex:name, ex:knows ]",
            "a property shape has one sh:path",
            id="two",
        ),
        pytest.param(
            "sh:property [ sh:path 'ex:name' ]",
            "sh:path is a predicate or a path, not a text",
            id="text-for-a-path",
        ),
        pytest.param(
            "sh:property [ sh:path ex:name ; sh:minCount 'one' ]",
            "sh:minCount wants a whole number",
            id="number",
        ),
        pytest.param(
            "sh:property [ sh:path ex:name ; sh:in 'a' ]", "sh:in wants a list: ( … )", id="list"
        ),
        pytest.param(
            "sh:property [ sh:path ex:name ; sh:pattern '(a' ]",
            "sh:pattern wants a regular expression",
            id="pattern",
        ),
        pytest.param("sh:targetClass 'Person'", "sh:targetClass wants an IRI", id="class"),
        pytest.param("sh:closed 'yes'", "sh:closed wants true or false", id="boolean"),
        pytest.param("sh:or [ sh:nodeKind sh:IRI ]", "sh:or wants a list: ( … )", id="no-list"),
        pytest.param("sh:node 'ex:Other'", "sh:node wants a shape", id="shape"),
    ],
)
def test_a_value_that_cannot_be_is_shown(part, message):
    found = faults(f"ex:S a sh:NodeShape ; sh:targetNode ex:ada ; {part} .")
    assert found == [("shape-ill-formed", message)]


@pytest.mark.parametrize(
    "turtle",
    [
        "ex:S a sh:NodeShape ; sh:targetNode ex:ada ; sh:node ex:S .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:ada ; sh:property [ sh:path ex:p ; sh:node ex:S ].",
        "ex:S a sh:NodeShape ; sh:or ( [ sh:not ex:T ] ex:U ) . ex:U a sh:NodeShape . "
        "ex:T a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:qualifiedValueShape ex:S ] .",
    ],
    ids=["directly", "through-a-property", "through-many"],
)
def test_shapes_that_refer_to_themselves_are_shown_once(turtle):
    message = "ex:S refers to itself: SHACL leaves open what that means"
    assert faults(turtle) == [("shape-recursive", message)]


def test_two_ways_to_one_shape_are_no_circle():
    assert (
        faults(
            "ex:S a sh:NodeShape ; sh:targetNode ex:ada ; sh:node ex:T ; sh:property ex:P . "
            "ex:P sh:path ex:p ; sh:node ex:T . ex:T a sh:NodeShape ; sh:nodeKind sh:IRI ."
        )
        == []
    )


def test_what_no_engine_asks_is_shown():
    found = faults("ex:S a sh:NodeShape ; sh:targetNode ex:ada ; sh:js [ sh:jsFunctionName 'f' ] .")
    said = "sh:js is not SHACL Core or SHACL-SPARQL: nothing here asks it"
    assert found == [("constraint-not-asked", said)]


@pytest.mark.parametrize(
    "part",
    ["sh:node ex:Other", "sh:property ex:Other", "sh:or ( ex:Other )"],
)
def test_a_shape_that_is_asked_and_not_there_is_shown(part):
    found = faults(f"ex:S a sh:NodeShape ; sh:targetNode ex:ada ; {part} .")
    local = part.split()[0]
    said = f"{local} names ex:Other, which is no shape of these files"
    assert found == [("shape-ill-formed", said)]


def test_a_number_is_a_number_and_no_text():
    found = faults("ex:S a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:maxCount '1' ] .")
    assert found == [("shape-ill-formed", "sh:maxCount wants a whole number")]


def test_importing_shacl_itself_is_in_order():
    assert faults(RIGHT + "<urn:o> owl:imports sh: .") == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { SERVICE <http://e.org/> { $this ?p ?o } }",
        "SELECT $this FROM <http://e.org/> { $this ?p ?o }",
        "SELECT $this { SERV\\\\u0049CE <http://e.org/> { $this ?p ?o } }",
    ],
)
def test_a_query_that_would_leave_the_machine_is_refused(query):
    found = faults(
        f'ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select "{query}" ] .'
    )
    assert [code for code, _ in found] == ["shape-query-refused"]


# ── Against data ─────────────────────────────────────────────────────────────────────────────────


def test_a_misspelled_class_is_an_error_with_what_was_meant():
    found = unseen(RIGHT.replace("targetClass ex:Person", "targetClass ex:Perason"))
    said = "no class ex:Perason is in the data; did you mean ex:Person?"
    assert found == [
        ("shape-term-misspelled", Severity.ERROR, said),
        (
            "shape-sees-nothing",
            Severity.WARNING,
            "ex:PersonShape has nothing to look at in the data",
        ),
    ]


def test_every_graph_has_rdf_type_and_nobody_means_it():
    found = unseen(RIGHT.replace("sh:path ex:name", "sh:path ex:type"))
    said = "no predicate ex:type is in the data"
    assert found == [("shape-term-not-in-data", Severity.WARNING, said)]


def test_what_shapes_without_anything_to_do_ask_for_is_not_missed():
    idle = "ex:T a sh:NodeShape ; sh:targetClass ex:Ship ; sh:property [ sh:path ex:keel ] ."
    assert [f[0] for f in unseen(RIGHT + idle)] == ["shape-term-not-in-data", "shape-sees-nothing"]


def test_many_terms_that_are_not_there_are_one_finding():
    more = " ".join(f"sh:property [ sh:path ex:zz{i}q ] ;" for i in range(9))
    shape = f"ex:T a sh:NodeShape ; {more} sh:targetClass ex:Person ."
    said = "9 classes and predicates of the shapes are not in the data: "
    said += "ex:zz0q, ex:zz1q, ex:zz2q, ex:zz3q, ex:zz4q and 4 more"
    assert unseen(RIGHT + shape) == [("shape-term-not-in-data", Severity.WARNING, said)]


def test_what_one_of_several_graphs_has_is_there():
    graph = shapes(RIGHT)
    one, other = (seen(graph, triples(part + " .")) for part in DATA.split(" .")[:2])
    assert list(blind(graph, one | other)) == []
    assert list(blind(graph, Seen())) != []


def test_a_misspelled_predicate_is_an_error_with_what_was_meant():
    found = unseen(RIGHT.replace("sh:path ex:name", "sh:path ex:nmae"))
    said = "no predicate ex:nmae is in the data; did you mean ex:name?"
    assert found == [("shape-term-misspelled", Severity.ERROR, said)]


def test_the_same_name_in_another_namespace_is_meant():
    found = unseen(RIGHT.replace("sh:path ex:name", "sh:path <http://example.org/name>"))
    said = "no predicate name is in the data; did you mean ex:name?"
    assert found == [("shape-term-misspelled", Severity.ERROR, said)]


def test_a_predicate_that_is_like_no_other_is_a_warning():
    found = unseen(RIGHT.replace("sh:path ex:name", "sh:path ex:shoeSize"))
    said = "no predicate ex:shoeSize is in the data"
    assert found == [("shape-term-not-in-data", Severity.WARNING, said)]


def test_a_predicate_that_a_shape_asks_for_is_nobody_elses_misspelling_for_certain():
    both = (
        RIGHT
        + "ex:T a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:names ] ."
    )
    assert unseen(both) == [
        (
            "shape-term-not-in-data",
            Severity.WARNING,
            "no predicate ex:names is in the data; did you mean ex:name?",
        )
    ]


def test_terms_of_the_ontology_need_not_be_in_the_data():
    changed = RIGHT.replace("sh:path ex:name", "sh:path ex:shoeSize")
    assert unseen(changed, ontology="ex:shoeSize a owl:DatatypeProperty .") == []
    assert unseen(changed + "ex:shoeSize a owl:DatatypeProperty .") == []


def test_a_shape_whose_target_is_nowhere_is_shown():
    more = "ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:owns ; sh:nodeKind sh:IRI ."
    assert unseen(RIGHT + more) == [
        ("shape-term-not-in-data", Severity.WARNING, "no predicate ex:owns is in the data"),
        ("shape-sees-nothing", Severity.WARNING, "ex:T has nothing to look at in the data"),
    ]


def test_instances_of_subclasses_are_seen():
    assert (
        unseen(
            "ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:nodeKind sh:IRI .",
            data="ex:ben a ex:Student . ex:Student rdfs:subClassOf ex:Person .",
        )
        == []
    )


def test_shapes_that_are_taken_out_are_not_missed():
    off = "ex:T a sh:NodeShape ; sh:targetClass ex:Ship ; sh:deactivated true ; sh:closed true ."
    assert unseen(RIGHT + off) == []


def test_a_target_node_that_the_data_does_not_have_is_shown():
    more = "ex:T a sh:NodeShape ; sh:targetNode ex:zoe ; sh:nodeKind sh:IRI ."
    said = "ex:T has nothing to look at in the data"
    assert unseen(RIGHT + more) == [("shape-sees-nothing", Severity.WARNING, said)]
    assert unseen(RIGHT + more.replace("zoe", "ada")) == []


def test_a_shape_that_nobody_asks_is_shown():
    more = "ex:T a sh:PropertyShape ; sh:path ex:name ; sh:maxCount 1 ."
    said = "ex:T has no target, and no other shape asks it"
    assert unseen(RIGHT + more) == [("shape-sees-nothing", Severity.WARNING, said)]
