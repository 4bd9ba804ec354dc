"""Where a term stands in JSON-LD: ‸ marks it in the document."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from test_positions_turtle import RDF, marked, order, underlined

from kgbuild.graph.formats import JSONLD, TURTLE, write
from kgbuild.graph.json_positions import read_jsonld
from kgbuild.graph.positions import positions
from kgbuild.located import Place

CONTEXT = '"@context": {"e": "http://e.org/", "id": "@id", "type": "@type"}'
JSONS = {
    "@id": ('[{"e": 1, "@id": ‸"http://e.org/a"‸, "http://e.org/p": 1}]', "e:a"),
    "compact IRI": (f'{{{CONTEXT}, "@id": ‸"e:a"‸, "e:p": 1}}', "e:a"),
    "alias of @id": (f'{{{CONTEXT},\n "id": ‸"e:a"‸, "e:p": 1}}', "e:a"),
    "relative IRI": (
        '{"@context": {"@base": "http://e.org/x/y"}, "@id": ‸"../a"‸, "http://e.org/p": 1}',
        "e:a",
    ),
    "key": (f'{{{CONTEXT}, "@id": "e:a", ‸"e:p"‸: 1}}', "e:a", "e:p"),
    "key of the vocabulary": (
        '{"@context": {"@vocab": "http://e.org/"}, "@id": "_:a", "q": {}, ‸"p"‸: 1}',
        *("_:a", "e:p"),
    ),
    "key of a term": (
        '{"@context": [{"x": "y:p"}, {"y": "http://e.org/"}, {"z": "y:p"}], ‸"z"‸: 1}',
        *("subject of e:p", "e:p"),
    ),
    "terms in any order": (
        '{"@context": {"x": "y:p", "y": "z:e.org/", "z": "http://"}, ‸"x"‸: 1}',
        *("subject of e:p", "e:p"),
    ),
    "@type": (f'{{{CONTEXT}, "@id": "e:a", ‸"type"‸: ["e:T"]}}', "e:a", "rdf:type"),
    "a type": (f'{{{CONTEXT}, "@id": "e:a", "@type": ["e:T", ‸"e:U"‸]}}', "e:a", "rdf:type", "e:U"),
    "string": ('{"http://e.org/p": ["b", "\\"", ‸"b\\n"‸]}', "subject of e:p", "e:p", r'"b\n"'),
    "number": (
        '{"http://e.org/p": [true, null, 1, ‸2.50‸]}',
        *("subject of e:p", "e:p", '"2.5E0"^^<http://www.w3.org/2001/XMLSchema#double>'),
    ),
    "@value": (
        '{"http://e.org/p": [{"@value": "b"}, {"@language": "EN", "@value": ‸"b"‸}]}',
        *("subject of e:p", "e:p", '"b"@en'),
    ),
    "null": (
        '{"http://e.org/p": [null, {"@value": null}, ‸"b"‸]}',
        *("subject of e:p", "e:p", '"b"'),
    ),
    "coerced to an IRI": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@type": "@id"}, "e": "http://e.org/"},'
        ' "p": ["e:a", ‸"e:b"‸]}',
        *("subject of e:p", "e:p", "e:b"),
    ),
    "coerced to a name": (
        '{"@context": {"@vocab": "http://e.org/", "p": {"@type": "@vocab"}}, "p": ["b", ‸"c"‸]}',
        *("subject of e:p", "e:p", "e:c"),
    ),
    "JSON": (
        '{"http://e.org/p": {"@type": "@json", "@value": ‸[‸1]}}',
        *("subject of e:p", "e:p", f'"[1]"^^<{RDF}JSON>'),
    ),
    "object without a name": (
        '{"http://e.org/p": [{}, ‸{‸"http://e.org/q": 1}]}',
        *("subject of e:p", "e:p", "subject of e:q"),
    ),
    "subject without a name": (
        '[{}, {"http://e.org/p": 1}, ‸{‸"http://e.org/q": 1}]',
        "subject of e:q",
    ),
    "list": (
        '{"http://e.org/p": [{"@list": []}, {"@list": ‸[‸1, 2]}]}',
        *("subject of e:p", "e:p", "subject of rdf:first"),
    ),
    "list by container": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@container": "@list"}}, "p": [1, ‸[‸2], 3]}',
        "object of rdf:rest",
    ),
    "set": (
        '{"http://e.org/p": {"@set": ["a", ‸"b"‸]}}',
        *("subject of e:p", "e:p", '"b"'),
    ),
    "language map": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@container": "@language"}},'
        ' "p": {"en": "b", "de": ["b", ‸"c"‸]}}',
        *("subject of e:p", "e:p", '"c"@de'),
    ),
    "index map": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@container": "@index"}},'
        ' "p": {"x": {"@id": ‸"http://e.org/b"‸}}}',
        *("subject of e:p", "e:p", "e:b"),
    ),
    "map of ids": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@container": "@id"}},'
        ' "p": {"http://e.org/b": {}, "@none": ‸{‸"http://e.org/q": 1}}}',
        *("subject of e:p", "e:p", "subject of e:q"),
    ),
    "id by the map": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@container": "@id"}},'
        ' "p": {‸"http://e.org/b"‸: {"http://e.org/q": 1}}}',
        "e:b",
    ),
    "type by the map": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@container": "@type"}},'
        ' "p": {‸"http://e.org/T"‸: {"http://e.org/q": 1}}}',
        *("subject of e:q", "rdf:type", "e:T"),
    ),
    "graph": (
        '{"@id": "http://e.org/g", "@graph": [{"@id": ‸"http://e.org/a"‸, "http://e.org/p": 1}],'
        ' "http://e.org/q": 1}',
        "e:a",
    ),
    "graph container": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@container": "@graph"}},'
        ' "p": {"@id": ‸"http://e.org/a"‸, "http://e.org/q": 1}}',
        "e:a",
    ),
    "included": (
        '{"@included": [‸{‸"http://e.org/q": 1}], "http://e.org/p": 1}',
        "subject of e:q",
    ),
    "nested": (
        '{"@context": {"n": "@nest"}, "n": {‸"http://e.org/p"‸: 1}, "http://e.org/q": 2}',
        *("subject of e:q", "e:p"),
    ),
    "reverse": (
        '{"@id": ‸"http://e.org/b"‸, "@reverse": {"http://e.org/p": {"@id": "http://e.org/a"}}}',
        *("e:a", "e:p", "e:b"),
    ),
    "reverse by the term": (
        '{"@context": {"r": {"@reverse": "http://e.org/p"}}, "r": [{}, ‸{‸"http://e.org/q": 1}]}',
        "subject of e:q",
    ),
    "context of a type": (
        '{"@context": {"T": {"@id": "http://e.org/T", "@context": {"p": "http://e.org/p"}},'
        ' "p": "http://e.org/q"}, ‸"p"‸: {"p": 2}, "@type": "T"}',
        *("subject of e:p", "e:p"),
    ),
    "context of a property": (
        '{"@context": {"p": {"@id": "http://e.org/p", "@context": {"p": "http://e.org/q"}}},'
        ' "p": {‸"p"‸: 1}}',
        *("subject of e:q", "e:q"),
    ),
    "context taken away": (
        '{"@context": {"@vocab": "http://x.org/", "e": "http://e.org/"}, "http://e.org/p":'
        ' {"@context": null, "e": 1, "e:q": 1}, ‸"e:q"‸: 2}',
        *("subject of e:q", "e:q"),
    ),
    "only in a string": ('{"@context": {"T": ‸"http://e.org/T"‸}, "@id": "_:a"}', "e:T"),
    "nowhere": ("‸{‸}", "e:T"),
    "relative to nothing": (
        '[{"@id": "x", "http://e.org/p": {"@id": "y"}}, {"@id": ‸"_:z"‸, "http://e.org/q": 1}]',
        "_:z",
    ),
    "wide characters": ('{"é😀": "橋",\t"@id": ‸"_:z"‸, "http://e.org/q": 1}', "_:z"),
}


@pytest.mark.parametrize(("text", "names"), marked(JSONS))
def test_it_stands_at_the_mark_in_json_ld(text, names):
    assert underlined(text.replace("‸", ""), JSONLD, names) == text


@pytest.mark.parametrize(("text", "_names"), marked(JSONS))
def test_statements_are_read_in_the_order_in_which_pyoxigraph_gives_them(text, _names):
    read, given = order(text.replace("‸", ""), JSONLD, read_jsonld)
    assert read == given


def test_a_byte_order_mark_is_no_column():
    text = '{"@id": "http://e.org/a", "http://e.org/p": 1}'
    data = text.encode("utf-8-sig")
    quads = list(ox.parse(data, format=JSONLD.ox))
    where = positions(data, "f", format_=JSONLD, quads=quads, wanted=["<http://e.org/a>"])
    assert where.of("<http://e.org/a>") == (Place("f", 1, 9), 16)


def test_a_term_that_leans_on_itself_ends():
    context = {f"t{n}": f"t{(n + 1) % 300}:x" for n in range(300)} | {"a": "a:b"}
    data = json.dumps({"@context": context, "@id": "http://e.org/a", "t3": 1}).encode()
    where = positions(data, "f", format_=JSONLD, quads=[], wanted=["<http://e.org/a>"])
    assert where.of("<http://e.org/a>")[1] == len('"http://e.org/a"')


@pytest.mark.parametrize("opening", ['{"http://e.org/p": ', "[", '{"http://e.org/p": {"@list": ['])
def test_json_of_any_depth_is_read(opening):
    closing = "".join({"{": "}", "[": "]"}.get(c, "") for c in reversed(opening))
    data = f"{opening * 20_000}1{closing * 20_000}".encode()
    where = positions(data, "f", format_=JSONLD, quads=[], wanted=["<http://e.org/a>"])
    assert where.of("<http://e.org/a>") == (Place("f"), 1)


def test_what_we_write_as_json_ld_is_found_where_it_was_written():
    turtle = (
        b'@prefix e: <e:> . e:a a e:T ; e:p e:b, "c"@en, 1 . e:b a e:U ; e:p _:b . _:b e:p e:a .'
    )
    data = write(ox.parse(turtle, format=TURTLE.ox), JSONLD)
    quads = list(ox.parse(data, format=JSONLD.ox))
    wanted = {str(q.subject) for q in quads}
    where = positions(data, "f", format_=JSONLD, quads=quads, wanted=wanted)
    lines = data.decode().split("\n")
    for quad in quads:
        place, width = where.of(str(quad.subject), str(quad.predicate), str(quad.object))
        written = json.loads(lines[place.line - 1][place.column - 1 :][:width])
        assert written == (str(quad.object) if str(quad.object)[0] == "_" else quad.object.value)
