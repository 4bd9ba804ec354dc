"""Where a term stands in RDF/XML: ‸ marks it in the document."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from test_positions_turtle import RDF, marked, order, underlined

from kgbuild.graph.formats import RDFXML
from kgbuild.graph.positions import positions
from kgbuild.graph.xml_positions import read_rdfxml
from kgbuild.located import Place

RDFXMLS = {
    "about": ('‸<e:T‸ rdf:about="http://e.org/a"/>', "e:a"),
    "ID": ('<e:T/><a xmlns="http://e.org/">\n</a>‸<e:T‸ rdf:ID="a"></e:T>', "e:x#a"),
    "nodeID": (
        "<rdf:Description><e:p rdf:nodeID='n'/></rdf:Description>‸<e:T‸ rdf:nodeID = 'n'/>",
        "_:n",
    ),
    "base": ('<e:T rdf:about="a" xml:base="http://x.org/"/>‸<e:T‸ rdf:about="a"/>', "e:a"),
    "no name": ("<e:T><e:p>1</e:p></e:T>\n\t‸<e:U‸>\n<e:q>1</e:q></e:U>", "subject of e:q"),
    "property": ('<e:T rdf:about="a"><e:q/>‸<e:p‸>b</e:p></e:T>', "e:a", "e:p"),
    "literal": ('<e:T rdf:about="a"><e:p>c</e:p>‸<e:p‸>b</e:p></e:T>', "e:a", "e:p", '"b"'),
    "property attribute": ("<e:T rdf:about='a' e:q='>' ‸e:p‸='b'/>", "e:a", "e:p"),
    "its value": ("<e:T rdf:about='a' e:q='>'\n e:p = ‸'b'‸/>", "e:a", "e:p", '"b"'),
    "type": ('‸<e:T‸ rdf:about="a" rdf:type="http://e.org/U"/>', "e:a", "rdf:type", "e:T"),
    "type attribute": ('<e:T rdf:about="a" rdf:type=‸"U"‸/>', "e:a", "rdf:type", "e:U"),
    "resource": ('<e:T rdf:about="a"><e:p rdf:resource=‸"b"‸/></e:T>', "e:a", "e:p", "e:b"),
    "nested node": (
        '<e:T rdf:about="a"><e:p>‸<e:U‸ e:q="1"/></e:p></e:T>',
        *("e:a", "e:p", "subject of e:q"),
    ),
    "property with attributes": (
        '<e:T rdf:about="a"><e:p e:x="1"/>‸<e:p‸ e:q="1" rdf:type="U"/></e:T>',
        *("e:a", "e:p", "subject of e:q"),
    ),
    "parseType Resource": (
        '<e:T rdf:about="a">‸<e:p‸ rdf:parseType="Resource"><e:q>1</e:q></e:p></e:T>',
        "subject of e:q",
    ),
    "parseType Collection": (
        '<e:T><e:p rdf:parseType="Collection"><e:U/>‸<e:V‸ rdf:about="b"/></e:p></e:T>',
        *("object of rdf:rest", "rdf:first", "e:b"),
    ),
    "empty collection": (
        '<e:T rdf:about="a">‸<e:p‸ rdf:parseType="Collection"/></e:T>',
        *("e:a", "e:p", "rdf:nil"),
    ),
    "parseType Literal": (
        '<e:T rdf:about="a"><e:p rdf:parseType="Literal"><e:T/><b>x</b></e:p>‸<e:q‸/></e:T>',
        *("e:a", "e:q", '""'),
    ),
    "another parseType": (
        '<e:T rdf:about="a"><e:p rdf:parseType="x"><e:T>b</e:T></e:p>‸<e:q‸/></e:T>',
        *("e:a", "e:q", '""'),
    ),
    "li": ("<e:T><rdf:li>a</rdf:li>‸<rdf:li‸>b</rdf:li></e:T>", "subject of rdf:_2", "rdf:_2"),
    "reified": (
        '<e:T rdf:about="a"><e:p rdf:ID=‸"r"‸>b</e:p></e:T>',
        *("e:x#r", "rdf:object"),
    ),
    "reified resource": (
        '<e:T rdf:about="a"><e:p rdf:ID=‸"r"‸ rdf:parseType="Resource"/></e:T>',
        "e:x#r",
    ),
    "language": ('<e:T rdf:about="a" xml:lang="EN">‸<e:p‸>b</e:p></e:T>', "e:a", "e:p", '"b"@en'),
    "what is not ASCII": ('<e:T e:p="😀é"/><!-- 橋 -->‸<e:é‸ rdf:about="a"/>', "e:a"),
    "entities": ('<e:T e:p="&lt;&#10;"/>\r\n‸<e:T‸ rdf:about="&#x61;"/>', "e:a"),
    "CDATA": (
        '<e:T><e:p><![CDATA[<e:T rdf:about="a"/>]]></e:p></e:T>‸<e:T‸ rdf:about="a"/>',
        "e:a",
    ),
}
XML = (
    f'<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e.org/"'
    ' xml:base="http://e.org/x">'
)


@pytest.mark.parametrize(("text", "names"), marked(RDFXMLS))
def test_it_stands_at_the_mark_in_rdf_xml(text, names):
    document = f"{XML}{text}</rdf:RDF>"
    assert underlined(document.replace("‸", ""), RDFXML, names) == document


@pytest.mark.parametrize(("text", "_names"), marked(RDFXMLS))
def test_statements_are_read_in_the_order_in_which_pyoxigraph_gives_them(text, _names):
    read, given = order(f"{XML}{text}</rdf:RDF>".replace("‸", ""), RDFXML, read_rdfxml)
    assert read == given


def test_a_node_element_alone_is_a_document():
    text = f'‸<e:T‸ xmlns:e="http://e.org/" xmlns:rdf="{RDF}" rdf:about="http://e.org/a"/>'
    assert underlined(text.replace("‸", ""), RDFXML, ["e:a"]) == text


def test_a_byte_order_mark_is_no_column():
    text = f'<a xmlns="http://e.org/" xmlns:r="{RDF}" r:about="http://e.org/a"/>'
    data = text.encode("utf-8-sig")
    quads = list(ox.parse(data, format=RDFXML.ox))
    where = positions(data, "f", format_=RDFXML, quads=quads, wanted=["<http://e.org/a>"])
    assert where.of("<http://e.org/a>") == (Place("f", 1, 1), 2)


def test_rdf_xml_is_read_in_pieces_that_cut_characters():
    lines = [f'<e:T rdf:about="{n}" e:p="{"橋" * (n % 7)}"/>' for n in range(5000)]
    data = "\n".join([XML, *lines, "</rdf:RDF>"]).encode()
    quads = list(ox.parse(data, format=RDFXML.ox))
    wanted = [f"<http://e.org/{n}>" for n in range(5000)]
    where = positions(data, "f", format_=RDFXML, quads=quads, wanted=wanted)
    assert [where.of(node)[0].line for node in wanted] == list(range(3, 5003))
