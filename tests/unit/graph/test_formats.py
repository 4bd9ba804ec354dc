"""Every writer, read by both readers: the same triples; the same triples, the same bytes."""

from __future__ import annotations

import gzip
import itertools
import random

import pyoxigraph as ox
import pytest
import rdflib

from kgbuild.diagnostics import Diagnostic
from kgbuild.errors import ConfigError
from kgbuild.graph import formats
from kgbuild.graph.prefixes import PREFIXES, compact, expand
from kgbuild.graph.to_rdflib import to_rdflib

RDFLIB_NAMES = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
}
STRINGS = {
    "quotes": "\"double\" 'single' \"\"\"three\"\"\" '''three'''",
    "ends-with-quote": 'he said "no"',
    "backslashes": "C:\\new\\table \\u0041 \\\\ \\",
    "newlines": "one\ntwo\r\nthree\rfour\ttab",
    "controls": "bell\x07 back\x08 feed\x0c escape\x1b delete\x7f next\x85 unit\x1f vertical\x0b",
    "bidi": "abc\u202edef\u202c \u2066isolate\u2069 \u200f \u061c",
    "separators": "line\u2028paragraph\u2029end",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 \U0001f468\u200d\U0001f33e",
    "combining": "e\u0301 \u00e9 A\u030a \u212b",
    "bom": "\ufeffstart and \ufeff inside",
    "nonchar": "\ufffe \uffff \U0010ffff",
    "markup": "<b>&amp;</b> ]]> <!-- --> </script>",
    "turtle": '" . <urn:x> <urn:y> <urn:z> . "',
    "statement": "} GRAPH <urn:g> { <urn:x> a <urn:y> } #",
    "empty": "",
    "spaces": "  leading, trailing  ",
    "chinese": "中国的政策：“善意忽视”",
    "percent": "%s {0} {x} %% ${HOME} `id`",
}
IRIS = (
    "https://example.org/a",
    "https://example.org/Apple_Inc.",
    "https://example.org/a(b),c;d=e!f*g'h~i",
    "https://example.org/q?x=1&y=2#frag",
    "https://example.org/caf\u00e9/\u6865",
    "https://example.org/percent%20encoded%2Fslash",
    "https://w3id.org/kgbuild/ns#Claim",
    "https://w3id.org/kgbuild/ns#with.dot",
    "https://w3id.org/kgbuild/ns#",
    "https://w3id.org/kgbuild/ns#9lives",
    "https://w3id.org/kgbuild/ns#-dash",
    "http://www.wikidata.org/entity/Q42",
    "urn:isbn:0451450523",
    "mailto:a@example.org",
    "https://example.org/text/abc#char=10,20",
)
S, P = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
XSD = PREFIXES["xsd"]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
TYPED = (
    ("1", "integer"),
    ("-1", "integer"),
    ("+1", "integer"),
    ("007", "integer"),
    ("1.10", "decimal"),
    ("1e0", "double"),
    ("INF", "double"),
    ("NaN", "float"),
    ("true", "boolean"),
    ("1", "boolean"),
    ("2012-02-27", "date"),
    ("2012-02-27T10:00:00+08:00", "dateTime"),
    ("4", "nonNegativeInteger"),
    ("not a number", "integer"),
)


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch):
    """rdflib would turn "1.10" into "1.1" on reading, whatever the format."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def hostile() -> set[ox.Triple]:
    literals = [ox.Literal(text) for text in STRINGS.values()]
    literals += [ox.Literal(text, language="zh-latn-pinyin") for text in STRINGS.values()]
    literals += [
        ox.Literal(text, datatype=ox.NamedNode("https://example.org/type#%22"))
        for text in STRINGS.values()
    ]
    literals += [ox.Literal(text, datatype=ox.NamedNode(XSD + local)) for text, local in TYPED]
    iris = [ox.NamedNode(iri) for iri in IRIS]
    return (
        {ox.Triple(S, P, literal) for literal in literals}
        | {ox.Triple(one, P, two) for one, two in itertools.pairwise([*iris, iris[0]])}
        | {ox.Triple(S, iri, S) for iri in iris}
        | {ox.Triple(S, ox.NamedNode(PREFIXES["rdf"] + "type"), iri) for iri in iris}
    )


def with_rdflib(data: bytes, format_: formats.Format) -> set[tuple[object, ...]]:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=data, format=RDFLIB_NAMES[format_.name])
    return {(s, p, o) for s, p, o, _ in dataset.quads()}


def with_pyoxigraph(data: bytes, format_: formats.Format) -> set[ox.Triple]:
    return {ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(data, format=format_.ox)}


each_format = pytest.mark.parametrize("format_", formats.WRITABLE, ids=lambda f: f.name)


@each_format
def test_pyoxigraph_reads_back_the_seed_that_was_written(format_, seed_build):
    data = formats.write(seed_build.triples, format_, prefixes=seed_build.prefixes)
    assert with_pyoxigraph(data, format_) == seed_build.triples


@each_format
def test_rdflib_reads_back_the_small_project_that_was_written(format_, bridge):
    triples = frozenset(
        ox.Triple(q.subject, q.predicate, q.object)
        for q in formats.read(bridge / "build" / "graph.nt")
    )
    assert len(triples) > 300
    assert with_rdflib(formats.write(triples, format_), format_) == set(to_rdflib(triples))


def test_rdflib_reads_back_the_turtle_of_the_seed(seed_build):
    data = formats.write(seed_build.triples, formats.TURTLE, prefixes=seed_build.prefixes)
    assert with_rdflib(data, formats.TURTLE) == set(to_rdflib(seed_build.triples))


@each_format
def test_pyoxigraph_reads_back_hostile_terms(format_):
    triples = hostile()
    assert with_pyoxigraph(formats.write(triples, format_), format_) == triples


@each_format
def test_rdflib_reads_back_hostile_terms(format_):
    triples = hostile()
    assert with_rdflib(formats.write(triples, format_), format_) == set(to_rdflib(triples))


@each_format
@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_a_hostile_text_adds_no_triple(format_, text):
    triples = {ox.Triple(S, P, ox.Literal(text))}
    assert with_pyoxigraph(formats.write(triples, format_), format_) == triples


@each_format
def test_the_order_of_triples_does_not_change_the_bytes(format_):
    triples = sorted(hostile(), key=str)
    expected = formats.write(triples, format_)
    dice = random.Random(20121127)  # noqa: S311 - a shuffle, not a secret
    for _ in range(5):
        dice.shuffle(triples)
        assert formats.write(iter(triples), format_) == expected


@each_format
def test_a_triple_given_twice_is_written_once(format_):
    triple = ox.Triple(S, P, ox.Literal("x"))
    assert formats.write([triple, triple], format_) == formats.write([triple], format_)


@each_format
def test_no_triples_make_a_document_that_reads_as_no_triples(format_):
    assert with_pyoxigraph(formats.write([], format_), format_) == set()


def test_the_lines_of_ntriples_are_sorted_and_end_with_a_newline(seed_graph):
    lines = seed_graph.read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == ""
    assert lines == sorted(set(lines))


def test_the_subjects_and_prefixes_of_turtle_are_sorted(seed_build):
    data = formats.write(seed_build.triples, formats.TURTLE, prefixes=seed_build.prefixes)
    lines = data.decode().split("\n")
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    subjects: list[str] = []
    for quad in ox.parse(data, format=ox.RdfFormat.TURTLE):
        if not subjects or subjects[-1] != quad.subject.value:
            subjects.append(quad.subject.value)
    assert len(subjects) > 1000
    # as N-Triples has them: a thing comes after the things whose IRIs begin with its own and a /
    assert subjects == sorted(set(subjects), key=lambda iri: f"<{iri}>")


def test_turtle_and_ntriples_of_the_seed_say_the_same(seed_build, seed_graph):
    turtle = formats.write(seed_build.triples, formats.TURTLE, prefixes=seed_build.prefixes)
    assert with_pyoxigraph(turtle, formats.TURTLE) == with_pyoxigraph(
        seed_graph.read_bytes(), formats.NTRIPLES
    )


def test_what_turns_the_reading_direction_is_escaped_in_turtle():
    text = "\u202a\u202e\u2066\u2069\u2028\u2029\x1b\x7f\ufeff"
    data = formats.write({ox.Triple(S, P, ox.Literal(text))}, formats.TURTLE).decode()
    assert not set(text) & set(data)


@pytest.mark.parametrize(
    "format_", [formats.NQUADS, formats.TRIG, formats.JSONLD], ids=lambda f: f.name
)
def test_named_graphs_survive_the_formats_that_have_them(format_):
    graphs = [ox.DefaultGraph(), ox.NamedNode("urn:g1"), ox.NamedNode("https://example.org/g(2)")]
    quads = {ox.Quad(S, P, ox.Literal(str(n)), graph) for n, graph in enumerate(graphs)}
    assert set(ox.parse(formats.write(quads, format_), format=format_.ox)) == quads


@pytest.mark.parametrize("format_", [formats.TURTLE, formats.NTRIPLES], ids=lambda f: f.name)
def test_named_graphs_are_refused_by_the_formats_that_have_none(format_):
    with pytest.raises(ConfigError, match="no named graphs"):
        formats.write([ox.Quad(S, P, S, ox.NamedNode("urn:g"))], format_)


@each_format
def test_a_graph_named_by_a_blank_node_is_kept_or_refused_and_never_dropped(format_):
    quad = ox.Quad(S, P, S, ox.BlankNode("g"))
    try:
        data = formats.write([quad], format_)
    except ConfigError:
        return
    kept = list(ox.parse(data, format=format_.ox))
    assert [type(q.graph_name) for q in kept] == [ox.BlankNode]


@each_format
def test_blank_nodes_of_strangers_stay_connected(format_):
    node = ox.BlankNode("b")
    data = formats.write([ox.Triple(S, P, node), ox.Triple(node, P, ox.Literal("x"))], format_)
    first, second = sorted(ox.parse(data, format=format_.ox), key=lambda q: str(q.object)[0])
    named, blank = (first, second) if first.subject == S else (second, first)
    assert named.object == blank.subject


@each_format
def test_a_type_that_is_a_literal_stays_a_literal(format_):
    odd = {ox.Triple(S, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.Literal("odd"))}
    assert with_pyoxigraph(formats.write(odd, format_), format_) == odd


RDF_1_2 = {
    "a triple term": "<urn:a> <urn:b> <<( <urn:c> <urn:d> <urn:e> )>> .",
    "a reified triple": "<< <urn:c> <urn:d> <urn:e> >> <urn:p> 1 .",
    "a directional literal": '<urn:a> <urn:b> "x"@ar--rtl .',
}


@each_format
@pytest.mark.parametrize("turtle", RDF_1_2.values(), ids=RDF_1_2)
def test_rdf_1_2_is_refused_or_carried_whole(turtle, format_):
    quads = formats.parse(turtle.encode(), "x.ttl", format_=formats.TURTLE)
    if isinstance(quads, Diagnostic):
        assert quads.code == "rdf-syntax"
        return
    try:
        data = formats.write(quads, format_)
    except ConfigError:
        return
    written = {str(q.object) for q in ox.parse(data, format=format_.ox)}
    assert written == {str(q.object) for q in quads}


def test_rdfxml_is_read_and_not_written():
    with pytest.raises(ConfigError, match="read, not written"):
        formats.write([], formats.RDFXML)


@pytest.mark.parametrize(
    ("ending", "name"),
    [(e, f.name) for f in formats.FORMATS for e in f.endings],
)
def test_the_ending_of_a_file_tells_its_format(ending, name):
    assert formats.format_of(f"graph.{ending}").name == name
    assert formats.format_of(f"GRAPH.{ending.upper()}").name == name
    assert formats.format_of(f"graph.{ending}.gz").name == name


@pytest.mark.parametrize("name", ["", "graph", "graph.gz", "-"])
def test_a_name_without_an_ending_does_not_tell_a_format(name):
    with pytest.raises(ConfigError, match="does not tell an RDF format"):
        formats.format_of(name)


def test_a_mistyped_format_gets_a_suggestion():
    with pytest.raises(ConfigError, match="did you mean `turtle`"):
        formats.format_named("turtel")


@pytest.mark.parametrize(
    ("format_", "data", "line", "column"),
    [
        (formats.TURTLE, b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> oops .\n", 2, 17),
        (formats.NTRIPLES, b'<urn:a> <urn:b> "c" .\n<urn:a> <urn:b> "c\n', 2, None),
        (formats.TURTLE, b"<urn:a> <urn:b> <relative> .", 1, None),
        (formats.TURTLE, b'<urn:a> <urn:b> "\xff" .', 1, None),
        (formats.JSONLD, b'[{"@id": "urn:a", ', 1, None),
        (formats.RDFXML, b"<rdf:RDF><oops></rdf:RDF>", 1, None),
    ],
    ids=["turtle", "ntriples", "relative", "not-utf8", "jsonld", "rdfxml"],
)
def test_bad_rdf_is_a_finding_with_its_place_and_gives_nothing(format_, data, line, column):
    found = formats.parse(data, "bad.rdf", format_=format_)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.at.path, found.at.line) == ("rdf-syntax", "bad.rdf", line)
    assert column is None or found.at.column == column


def test_a_doctype_is_refused_before_anything_expands():
    laughs = b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "&b;&b;">]>\n<x>&a;</x>'
    found = formats.parse(laughs, "x.rdf", format_=formats.RDFXML)
    assert isinstance(found, Diagnostic)
    assert found.at.line == 2
    assert "DOCTYPE" in found.message


def test_jsonld_with_a_remote_context_is_a_finding():
    data = b'{"@context": "http://127.0.0.1:9/context", "@id": "urn:a", "b": "c"}'
    found = formats.parse(data, "x.jsonld", format_=formats.JSONLD)
    assert isinstance(found, Diagnostic)


def test_a_gzipped_file_is_read(tmp_path):
    path = tmp_path / "graph.nt.gz"
    path.write_bytes(gzip.compress(b'<urn:a> <urn:b> "c" .\n'))
    quads = formats.read(path)
    assert [q.object for q in quads] == [ox.Literal("c")]


def damaged() -> dict[str, bytes]:
    whole = gzip.compress(b'<urn:a> <urn:b> "c" .\n' * 50, mtime=0)
    return {
        "cut": whole[: len(whole) // 2],
        "changed": whole[:12] + bytes(b ^ 0xFF for b in whole[12:20]) + whole[20:],
        "not gzip": b"plain text",
    }


@pytest.mark.parametrize("data", damaged().values(), ids=damaged())
def test_a_damaged_gzip_file_is_a_finding_or_an_oserror(data, tmp_path):
    path = tmp_path / "graph.nt.gz"
    path.write_bytes(data)
    try:
        found = formats.read(path)
    except OSError:
        return
    assert isinstance(found, Diagnostic)


@pytest.mark.parametrize(
    "iri",
    ["https://w3id.org/kgbuild/ns#a.b", "https://w3id.org/kgbuild/ns#", "urn:x", "x", "wd:Q1"],
)
def test_a_local_name_that_is_not_plain_has_no_short_form(iri):
    assert compact(iri) is None


def test_the_shortest_of_several_prefixes_wins():
    prefixes = {"long": "https://e.org/", "s": "https://e.org/"}
    assert compact("https://e.org/x", prefixes) == "s:x"
    assert compact("https://e.org/x", dict(reversed(prefixes.items()))) == "s:x"


def test_every_prefix_expands_to_what_it_compacts():
    for prefix, namespace in PREFIXES.items():
        assert expand(f"{prefix}:x") == f"{namespace}x"
        assert compact(f"{namespace}x") == f"{prefix}:x"
    assert expand("nobody:x") is None
    assert expand("x") is None


def test_the_rdflib_graph_has_the_same_literals_as_written():
    triple = ox.Triple(S, P, ox.Literal("1.10", datatype=ox.NamedNode(XSD + "decimal")))
    assert [str(o) for o in to_rdflib([triple]).objects()] == ["1.10"]
