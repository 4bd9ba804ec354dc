"""Queries only read the graph at hand: what would leave this machine or change it is refused."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import quote

import pytest

from kgbuild.errors import KgbuildError, QueryError
from kgbuild.sparql import refuse_remote
from kgbuild.store.ask import ask
from kgbuild.store.engines import STORES

REFUSED = {
    "service": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "service, small": "select * { service<URL>{ ?s ?p ?o } }",
    "service, mixed": "SELECT * { SeRvIcE SILENT <URL> { ?s ?p ?o } }",
    "service, variable": "SELECT * { VALUES ?x { <URL> } SERVICE ?x { ?s ?p ?o } }",
    "service after a comment": "SELECT * { # nothing\nSERVICE <URL> { ?s ?p ?o } }",
    "service after a string": "SELECT * { BIND('it''s' AS ?x) SERVICE <URL> { ?s ?p ?o } }",
    "service after a long string": 'SELECT * { BIND("""a"b""" AS ?x) SERVICE <URL> { ?s ?p ?o } }',
    "service after less-than": "SELECT * { ?s ?p ?o FILTER(?o <?s) SERVICE <URL> { ?s ?p ?o } }",
    "service in a subquery": "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "service in exists": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "service, escaped": r"SELECT * { \u0053ERVICE <URL> { ?s ?p ?o } }",
    "service, escaped twice": r"SELECT * { S\U00000045RVIC\u0045 <URL> { ?s ?p ?o } }",
    "service, escaped newline": r"SELECT * { # \u000ASERVICE <URL> { ?s ?p ?o } }",
    "service, escaped quote": r'SELECT * { BIND("a\u0022 AS ?x) SERVICE <URL> { ?s ?p ?o } #"',
    "service, escaped backslash": (
        'SELECT * { BIND("\\u005C" AS ?x) SERVICE <URL> { ?s ?p ?o } #"\n}'
    ),
    "service between escaped quotes": (
        "SELECT * { BIND('\\u0027' AS ?a) SERVICE <URL> { ?s ?p ?o } BIND('\\u0027' AS ?b) }"
    ),
    "service after an escaped hash": (
        "PREFIX e: <urn:e> SELECT * { OPTIONAL { ?s e:a\\#b ?o } SERVICE <URL> { ?s ?p ?o }\n}"
    ),
    "service after an escaped apostrophe": (
        "PREFIX e: <urn:e> SELECT * { OPTIONAL { ?s e:a\\'b ?o } SERVICE <URL> { ?s ?p ?o } #'\n}"
    ),
    "from": "SELECT * FROM <URL> { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "from, escaped": r"SELECT * \u0046ROM <URL> { ?s ?p ?o }",
    "from, construct": "CONSTRUCT WHERE { ?s ?p ?o } FROM <URL>",
    "from, describe": "DESCRIBE <urn:a> FROM <URL>",
    "load": "LOAD <URL>",
    "load into": "LOAD SILENT <URL> INTO GRAPH <urn:g>",
    "insert data": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "insert where": "INSERT { ?s <urn:b> ?o } WHERE { ?s ?p ?o }",
    "delete data": "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
    "delete where": "DELETE WHERE { ?s ?p ?o }",
    "clear": "CLEAR ALL",
    "drop": "DROP SILENT DEFAULT",
    "create": "CREATE GRAPH <urn:g>",
    "select then load": "SELECT * { ?s ?p ?o } ; LOAD <URL>",
}
ALLOWED = {
    "comment": "# SERVICE <x> FROM LOAD\nSELECT * { ?s ?p ?o } # DELETE",
    "string": 'SELECT * { ?s ?p \'SERVICE\', "LOAD", \'\'\'INSERT\'\'\', """DELETE\n"FROM" """ }',
    "escaped quote in a string": 'SELECT * { ?s ?p "a \\" SERVICE \\" b" }',
    "variable": "SELECT ?from $load { ?from ?service $load }",
    "prefixed name": "PREFIX from: <urn:f> SELECT * { ?s from:load from:service , from:from }",
    "iri": "SELECT * { <urn:SERVICE> <http://e.org/LOAD#FROM> ?o }",
    "word inside a word": "SELECT (COUNT(?s) AS ?services) { ?s ?p ?offload }",
    "language": "SELECT * { ?s ?p 'x'@from }",
    "escaped letter in a string": r"SELECT * { ?s ?p '\u0053ERVICE' }",
}


@pytest.fixture
def listener():
    """A socket on this machine that counts who knocks."""
    knocks: list[object] = []
    server = socket.create_server(("127.0.0.1", 0))

    def answer():
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            knocks.append(address)
            connection.close()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", knocks
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


@pytest.fixture
def graph(tmp_path):
    path = tmp_path / "graph.nt"
    path.write_text('<urn:a> <urn:b> "c" .\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_a_query_that_leaves_or_changes_the_graph_is_refused(query):
    with pytest.raises(QueryError, match="only read the graph at hand"):
        refuse_remote(query.replace("URL", "http://127.0.0.1:9/"))


@pytest.mark.parametrize("engine", STORES)
@pytest.mark.parametrize(
    "query",
    [query for query in REFUSED.values() if "\\" in query],
    ids=[name for name, query in REFUSED.items() if "\\" in query],
)
def test_no_disguised_query_reaches_another_server(query, engine, graph, listener):
    url, knocks = listener
    with contextlib.suppress(KgbuildError):  # what one engine reads as SERVICE is text to another
        ask(query.replace("URL", url), [graph], engine=engine)
    assert knocks == []


@pytest.mark.parametrize("query", ALLOWED.values(), ids=ALLOWED)
def test_the_same_words_elsewhere_are_no_reason_to_refuse(query):
    assert refuse_remote(query) is None


@pytest.mark.parametrize("engine", STORES)
def test_a_query_full_of_such_words_is_answered(engine, graph):
    query = (
        "PREFIX from: <urn:> # SERVICE\n"
        "SELECT ?load { from:a from:b ?load FILTER(?load != 'SERVICE FROM LOAD') }"
    )
    assert len(ask(query, [graph], engine=engine).rows) == 1


@pytest.mark.parametrize("engine", STORES)
def test_graph_does_not_read_files_of_that_name(engine, graph, tmp_path):
    other = tmp_path / "other.nt"
    other.write_text('<urn:x> <urn:y> "z" .\n', encoding="utf-8")
    query = f"SELECT * {{ GRAPH <file://{quote(str(other))}> {{ ?s ?p ?o }} }}"
    assert ask(query, [graph], engine=engine).rows == ()
