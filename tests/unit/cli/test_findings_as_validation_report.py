"""A SHACL validation report: two parsers read it alike, and it has the shape that §3.6 wants."""

from __future__ import annotations

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kgbuild.cli.findings import render
from kgbuild.diagnostics import Diagnostic, Result, Severity
from kgbuild.graph.to_rdflib import to_rdflib
from kgbuild.located import Place

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
RDFS = rdflib.RDFS
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
# What §3.6.1 and §3.6.2 demand of a report and of a result.
REPORT_SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:report> a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
  sh:property [ sh:path sh:conforms ; sh:datatype xsd:boolean ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path sh:result ; sh:class sh:ValidationResult ] .
<urn:result> a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
  sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path sh:value ; sh:maxCount 1 ] ;
  sh:property [ sh:path sh:sourceShape ; sh:maxCount 1 ] ;
  sh:property [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ;
                sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path sh:resultMessage ; sh:or ( [ sh:datatype xsd:string ] ) ] ;
  sh:property [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ;
                sh:in ( sh:Violation sh:Warning sh:Info ) ] .
"""


FIVE = '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'


def at(line=1, file="a b.ttl", message="wrong", severity=Severity.ERROR, **result):
    """A finding; with parts of a SHACL result, one that has a result behind it."""
    given = {"focus": "<urn:a>", "shape": "<urn:s>", "component": str(SH.MinCount)}
    return Diagnostic(
        code="x:Y/z",
        message=message,
        at=Place(file, line, 5),
        severity=severity,
        hint="mend",
        result=Result(**(given | result)) if result else None,
    )


FOUND = [
    at(9, focus="<urn:a>", path="<urn:p>", value=FIVE, messages=("one", "two")),
    at(3, severity=Severity.WARNING, focus="_:b0", value="_:b1"),
    at(1, severity=Severity.INFO, file="/r/é.yaml"),
]


def turtle(*findings, **more):
    return render(findings, "turtle", color=False, **more)


def read(*findings, **more):
    return rdflib.Graph().parse(data=turtle(*findings, **more), format="turtle")


def one(graph, predicate):
    (value,) = set(graph.objects(None, predicate))
    return value


def test_two_parsers_read_the_same_triples_and_nothing_is_blank():
    odd = at(message="\x00\x1b\u202e\ud800\"'\\ 橋\n\r]]>", file="a\n#.ttl")
    text = turtle(*FOUND, odd, left_out=3).encode()
    strict = to_rdflib(ox.parse(text, format=ox.RdfFormat.TURTLE))
    other = rdflib.Graph().parse(data=text, format="turtle")
    assert set(strict) == set(other)
    assert not any(isinstance(node, rdflib.BNode) for triple in other for node in triple)


@pytest.mark.parametrize("findings", [[], FOUND], ids=["none", "several"])
def test_the_report_has_the_shape_of_a_report(findings):
    shapes = rdflib.Graph().parse(data=REPORT_SHAPES, format="turtle")
    conforms, _, text = pyshacl.validate(read(*findings), shacl_graph=shapes)
    assert conforms, text


def test_a_result_has_the_terms_of_shacl():
    graph = read(FOUND[0])
    assert one(graph, SH.conforms).toPython() is False
    assert one(graph, SH.focusNode) == rdflib.URIRef("urn:a")
    assert one(graph, SH.resultPath) == rdflib.URIRef("urn:p")
    assert one(graph, SH.value) == rdflib.Literal(5)
    assert one(graph, SH.sourceShape) == rdflib.URIRef("urn:s")
    assert one(graph, SH.sourceConstraintComponent) == SH.MinCount
    assert one(graph, SH.resultSeverity) == SH.Violation
    assert {str(m) for m in graph.objects(None, SH.resultMessage)} == {"one", "two"}
    assert one(graph, PROV.atLocation) == rdflib.URIRef("urn:kgbuild:file:a%20b.ttl#line=8,9")
    assert str(one(graph, RDFS.comment)) == (
        "a b.ttl:9:5: error[x:Y/z]: wrong\nhelp: mend (kgbuild explain x:Y/z)"
    )


def test_a_severity_of_the_shapes_own_is_kept():
    graph = read(at(level="urn:kgbuild:hint"))
    assert one(graph, SH.resultSeverity) == rdflib.URIRef("urn:kgbuild:hint")


def test_a_finding_about_a_typed_file_is_a_result_on_its_line():
    graph = read(FOUND[2])
    line = rdflib.URIRef("file:///r/%C3%A9.yaml#line=0,1")
    assert one(graph, SH.focusNode) == one(graph, PROV.atLocation) == line
    code = rdflib.URIRef("https://w3id.org/kgbuild/codes#x:Y/z")
    assert one(graph, SH.sourceConstraintComponent) == code
    assert one(graph, SH.resultSeverity) == SH.Info
    assert str(one(graph, SH.resultMessage)) == "wrong"
    assert not set(graph.objects(None, SH.sourceShape))


def test_the_report_of_no_findings_conforms():
    assert turtle() == (
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        "<urn:kgbuild:report:7b5b9b00dff378366cc1a09c41a59733b4776541b759dd3ffc976082caf34d66>"
        " a sh:ValidationReport ;\n"
        '    sh:conforms "true"^^xsd:boolean .\n'
    )


def test_a_warning_and_what_was_left_out_are_results_that_do_not_conform():
    assert one(read(FOUND[1]), SH.conforms).toPython() is False
    graph = read(left_out=2)
    assert one(graph, SH.conforms).toPython() is False
    assert str(one(graph, RDFS.comment)) == "and 2 more (--limit 0 shows all)"


def test_the_order_of_findings_and_the_names_of_blank_nodes_change_no_byte():
    def named(first, second):
        return [
            at(3, focus=first, value=second),
            at(3, focus=second, message="also"),
            at(3, focus=first),
            *FOUND[::2],
        ]

    text = turtle(*named("_:b0", "_:b1"))
    assert turtle(*named("_:b1", "_:b0")) == text
    assert turtle(*reversed(named("_:fe", "_:d790b4d4ea8011b9"))) == text


def test_a_blank_node_is_one_iri_in_its_file_and_says_what_it_stands_for():
    graph = read(at(3, focus="_:b0", value="_:b1"), at(4, focus="_:b1", value="_:b0"))
    nodes = set(graph.objects(None, SH.focusNode))
    assert len(nodes) == 2
    assert nodes == set(graph.objects(None, SH.value))
    assert {str(c) for node in nodes for c in graph.objects(node, RDFS.comment)} == {
        "stands for a blank node of a b.ttl"
    }


def test_blank_nodes_of_two_files_are_two_nodes():
    graph = read(at(3, focus="_:b0"), at(3, file="c.ttl", focus="_:b0"))
    assert len(set(graph.objects(None, SH.focusNode))) == 2


def test_blank_nodes_with_the_same_findings_stay_apart():
    graph = read(at(3, focus="_:b0"), at(3, focus="_:b1"))
    assert len(set(graph.objects(None, SH.focusNode))) == 2


def test_only_a_single_predicate_is_a_path():
    assert not set(read(at(focus="<urn:a>", path="<urn:p>/<urn:q>")).objects(None, SH.resultPath))
    assert not set(read(at(focus="<urn:a>", path="^<urn:p>")).objects(None, SH.resultPath))


def test_terms_that_are_none_do_no_harm():
    graph = read(at(focus="no term \ud800", value="<not an iri>", shape="", component=""))
    assert str(one(graph, SH.focusNode)) == "no term \ufffd"
    assert str(one(graph, SH.value)) == "<not an iri>"
    assert "codes#" in one(graph, SH.sourceConstraintComponent)


def test_equal_findings_are_one_result():
    assert len(set(read(FOUND[0], FOUND[0]).objects(None, SH.result))) == 1
    assert len(set(read(*FOUND).objects(None, SH.result))) == 3
