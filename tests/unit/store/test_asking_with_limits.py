"""Asking happens in a child with limits: whatever a query does, the parent lives and says so."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from kgbuild.errors import ConfigError, KgbuildError, LimitError, QueryError
from kgbuild.graph import formats
from kgbuild.store import answers
from kgbuild.store.ask import Graph, Table, Verdict, ask, read_results
from kgbuild.store.engines import STORES

engines = pytest.mark.parametrize("engine", STORES)
CROSS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
AWKWARD = (
    'it\'s "quoted" \\ } { <urn:x> # ?s',
    '" . } SELECT * { ?s ?p ?o #',
    "line\nbreak\ttab\r",
    "\\u0041 \\n \\\\",
    "caf\u00e9 \u6865 \U0001f309 \u2028 \u202e",
    "' OR 1=1 --",
    "",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "graph.nt"
    lines = [f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(400)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    path = tmp_path_factory.mktemp("few") / "graph.nt"
    triples = {
        ox.Triple(ox.NamedNode(f"urn:t{n}"), ox.NamedNode("urn:says"), ox.Literal(text))
        for n, text in enumerate(AWKWARD)
    }
    path.write_bytes(formats.write(triples, formats.NTRIPLES))
    return path


@engines
def test_a_select_gives_a_table_with_nothing_for_unbound(engine, few):
    query = "SELECT ?s ?nothing { ?s <urn:says> '' }"
    answer = ask(query, [few], engine=engine)
    assert isinstance(answer, Table)
    assert answer.variables == ("s", "nothing")
    assert answer.rows == ((ox.NamedNode("urn:t6"), None),)


@engines
@pytest.mark.parametrize(
    ("pattern", "value"), [("<urn:t0> ?p ?o", True), ("<urn:no> ?p ?o", False)]
)
def test_an_ask_gives_a_verdict(engine, few, pattern, value):
    answer = ask(f"ASK {{ {pattern} }}", [few], engine=engine)
    assert isinstance(answer, Verdict)
    assert answer.value is value


@engines
@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s <urn:q> ?o } { ?s ?p ?o }", "DESCRIBE <urn:t0> <urn:t1>"]
)
def test_construct_and_describe_give_sorted_triples(engine, few, query):
    answer = ask(query, [few], engine=engine)
    assert isinstance(answer, Graph)
    assert len(answer.triples) >= 2
    assert list(answer.triples) == sorted(answer.triples, key=str)


@engines
@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_a_value_is_bound_and_never_pasted(engine, few, text):
    query = "SELECT ?s ?text { ?s <urn:says> ?text }"
    answer = ask(query, [few], engine=engine, bound={"text": str(ox.Literal(text))})
    assert [row[0] for row in answer.rows] == [ox.NamedNode(f"urn:t{AWKWARD.index(text)}")]
    assert [row[1] for row in answer.rows] == [ox.Literal(text)]


@engines
def test_prefixes_need_not_be_declared(engine, few):
    answer = ask("ASK { my:t0 my:says ?o }", [few], engine=engine, prefixes={"my": "urn:"})
    assert answer.value is True


@engines
@pytest.mark.parametrize(
    "query",
    [
        "SELEC * { ?s ?p ?o }",
        "SELECT * { ?s ?p",
        "",
        "SELECT ?x { nobody:x ?p ?o }",
        "\x00",
        "{" * 50,
    ],
)
def test_a_query_that_is_none_is_a_query_error(engine, few, query):
    with pytest.raises(QueryError):
        ask(query, [few], engine=engine)


@engines
def test_a_query_that_does_not_end_is_ended(engine, graph):
    with pytest.raises(LimitError, match=r"did not end within 1\.5 s"):
        ask(CROSS, [graph], engine=engine, seconds=1.5)


def test_a_query_that_wants_too_much_memory_is_ended(graph):
    with pytest.raises(LimitError):
        ask(SORTED, [graph], seconds=60, memory=400 * 2**20)


def test_memory_too_small_to_begin_with_is_said(graph):
    with pytest.raises(LimitError):
        ask("ASK {}", [graph], memory=40 * 2**20)


@engines
@pytest.mark.parametrize("nested", ["(", "{"])
def test_deep_nesting_costs_a_child_and_not_us(engine, few, nested):
    closing = {"(": ")", "{": "}"}[nested]
    inside = "1" if nested == "(" else "?s ?p ?o"
    deep = nested * 50_000 + inside + closing * 50_000
    query = f"SELECT * {{ FILTER({deep}) }}" if nested == "(" else f"SELECT * {{ {deep} }}"
    with pytest.raises((LimitError, QueryError)):
        ask(query, [few], engine=engine, seconds=60)


def test_a_graph_that_is_not_there_is_said(tmp_path):
    with pytest.raises(KgbuildError):
        ask("ASK {}", [tmp_path / "no.nt"])


@engines
def test_blank_nodes_of_two_files_are_different_nodes(engine, tmp_path):
    (tmp_path / "a.nt").write_text('_:x <urn:p> "1" .\n', encoding="utf-8")
    (tmp_path / "b.nt").write_text('_:x <urn:q> "2" .\n', encoding="utf-8")
    answer = ask(
        "ASK { ?x <urn:p> ?a ; <urn:q> ?b }", [tmp_path / "a.nt", tmp_path / "b.nt"], engine=engine
    )
    assert answer.value is False


@engines
@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml"])
def test_a_table_is_written_in_every_format_for_rows(engine, few, format_):
    answer = ask("SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s", [few], engine=engine)
    data = answers.write(answer, format_)
    assert data.endswith(b"\n")
    if format_ in ("json", "xml"):
        kind = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}[format_]
        again = ox.parse_query_results(data, format=kind)
        assert [row["o"].value for row in again] == [row[1].value for row in answer.rows]
    else:
        assert data.decode().startswith({"csv": "s,o", "tsv": "?s\t?o"}[format_])


def test_both_engines_write_the_same_csv(few):
    query = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"
    first, second = (answers.write(ask(query, [few], engine=e), "csv") for e in STORES)
    assert first == second


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_a_verdict_is_a_word(few, format_):
    assert answers.write(ask("ASK {}", [few]), format_) == b"true\n"


def test_a_verdict_in_json_is_sparql_results(few):
    assert json.loads(answers.write(ask("ASK {}", [few]), "json"))["boolean"] is True


@pytest.mark.parametrize("format_", ["csv", "table", "json"])
def test_a_graph_is_not_written_as_rows(few, format_):
    answer = ask("CONSTRUCT WHERE { ?s ?p ?o }", [few])
    with pytest.raises(ConfigError, match="gives a graph") as caught:
        answers.write(answer, format_)
    assert caught.value.hint == "use -f ttl"


@pytest.mark.parametrize("format_", ["ttl", "nt", "jsonld"])
def test_rows_are_not_written_as_a_graph(few, format_):
    with pytest.raises(ConfigError, match="for graphs"):
        answers.write(ask("SELECT * { ?s ?p ?o }", [few]), format_)


@pytest.mark.parametrize("format_", ["ttl", "nt", "jsonld"])
def test_a_graph_is_written_as_rdf(few, format_):
    answer = ask("CONSTRUCT WHERE { ?s ?p ?o }", [few])
    quads = formats.parse(
        answers.write(answer, format_), "x", format_=formats.format_named(format_)
    )
    assert {str(q.triple) for q in quads} == {str(t) for t in answer.triples}


def test_people_see_short_names_and_plain_text():
    row = (ox.NamedNode("https://w3id.org/kgbuild/ns#Claim"), ox.Literal("x", language="en"), None)
    assert answers.rows(Table(("a", "b", "c"), (row,), b"")) == [["kg:Claim", "x", ""]]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"head": {"vars": ["a"]}}',
        b'{"head":{"vars":["a"]},"results":{}}',
    ],
)
def test_what_is_no_results_document_raises_only_declared_errors(data):
    with pytest.raises((SyntaxError, ValueError)):
        read_results(data)
