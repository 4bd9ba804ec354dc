"""`/sparql`: what is asked and how it is answered, and what happens when a query is hostile."""

from __future__ import annotations

import socket
from urllib.parse import quote, urlencode

import pytest

from kgbuild.store import pool as pools
from kgbuild.store.pool import Pool

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
JSON = "application/sparql-results+json"
NAMES = "SELECT ?name { ?v a schema:Person ; rdfs:label ?name }"
TEN = "{ 0 1 2 3 4 5 6 7 8 9 }"
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f"VALUES ?{x} {TEN} " for x in "abcdefghij") + "}"


def asked(served, query, **headers):
    return served.get(f"/sparql?{urlencode({'query': query})}", **headers)


@pytest.mark.parametrize(
    ("accept", "media", "body"),
    [
        (JSON, JSON, b'"value":"Ada Chen"'),
        ("application/json", "application/json", b'"value":"Ada Chen"'),
        (
            "application/sparql-results+xml",
            "application/sparql-results+xml",
            b"<literal>Ada Chen</literal>",
        ),
        ("text/csv", "text/csv; charset=utf-8", b"name\r\nAda Chen\r\n"),
        (
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
            b'?name\n"Ada Chen"\n',
        ),
        ("text/html, text/csv;q=0.9, */*;q=0.1", "text/csv; charset=utf-8", b"Ada Chen"),
    ],
)
def test_rows_are_answered_as_the_client_likes_them(reading, accept, media, body):
    reply = asked(reading, NAMES, Accept=accept)
    assert (reply.status, reply.headers["content-type"]) == (200, media)
    assert reply.headers["vary"] == "accept"
    assert body in reply.body


@pytest.mark.parametrize(
    ("accept", "media", "body"),
    [
        ("*/*", "text/turtle; charset=utf-8", b"voice:"),
        ("application/n-triples", "application/n-triples", b"<https://example.org/bridge/"),
        ("application/ld+json", "application/ld+json", b'"@id": "https://example.org/bridge/'),
    ],
)
def test_graphs_are_answered_as_the_client_likes_them(reading, accept, media, body):
    query = "CONSTRUCT { ?v rdfs:label ?n } WHERE { ?v a kg:AnonymousAgent ; rdfs:label ?n }"
    reply = asked(reading, query, Accept=accept)
    assert (reply.status, reply.headers["content-type"]) == (200, media)
    assert body in reply.body


def test_the_three_ways_to_ask_give_the_same(reading):
    one = asked(reading, NAMES).body
    two = reading.ask(
        "POST", "/sparql", body=NAMES.encode(), headers={"Content-Type": f"{QUERY}; charset=UTF-8"}
    )
    three = reading.ask(
        "POST",
        "/sparql",
        body=urlencode({"query": NAMES}).encode(),
        headers={"Content-Type": FORM},
    )
    assert one == two.body == three.body
    head = reading.ask("HEAD", f"/sparql?{urlencode({'query': NAMES})}")
    assert (head.status, head.body) == (200, b"")


BAD = {
    "no query": ("GET", "/sparql?x=1", None, None, 400, "give one query"),
    "empty query": ("GET", "/sparql?query=", None, None, 400, "SPARQL: "),
    "two queries": ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, None, 400, "several"),
    "bad syntax": ("GET", "/sparql?query=ASK", None, None, 400, "SPARQL: error at 1:4"),
    "bad escapes": ("GET", "/sparql?query=%FF", None, None, 400, "not URL-encoded UTF-8"),
    "many fields": ("GET", "/sparql?" + "&a=" * 300, None, None, 400, "URL"),
    "a graph that is no IRI": (
        "GET",
        "/sparql?query=ASK%7B%7D&default-graph-uri=file:///etc/passwd",
        None,
        None,
        400,
        "an IRI that begins with http",
    ),
    "service": (
        "GET",
        "/sparql?query=" + quote("ASK { SERVICE <http://localhost:9/> { ?s ?p ?o } }"),
        None,
        None,
        400,
        "SERVICE asks another server",
    ),
    "update by get": ("GET", "/sparql?update=CLEAR+ALL", None, None, 400, "an update is a POST"),
    "update as a query": ("GET", "/sparql?query=CLEAR+ALL", None, None, 400, "CLEAR changes"),
    "query in both": ("POST", "/sparql?query=ASK%7B%7D", FORM, b"query=ASK%7B%7D", 400, "its body"),
    "no UTF-8": ("POST", "/sparql", QUERY, b"ASK { <a\xff> ?p ?o }", 400, "is not UTF-8"),
    "latin-1": ("POST", "/sparql", f"{QUERY}; charset=ISO-8859-1", b"ASK {}", 415, "in UTF-8"),
    "no type": ("POST", "/sparql", None, b"ASK {}", 415, "not as nothing"),
    "json": ("POST", "/sparql", "application/json", b"{}", 415, "not as application/json"),
    "put": ("PUT", "/sparql", QUERY, b"ASK {}", 405, "only GET, HEAD and POST"),
    "delete": ("DELETE", "/sparql", None, None, 405, "only GET, HEAD and POST"),
    "options": ("OPTIONS", "/sparql", None, None, 405, "only GET, HEAD and POST"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_question_is_refused_in_plain_words(name, reading):
    method, path, kind, body, status, said = BAD[name]
    headers = {"Content-Type": kind} if kind else {}
    reply = reading.ask(method, path, body=body, headers=headers)
    assert (reply.status, reply.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert said in reply.text
    assert reply.text.endswith("\n")


def test_types_that_nobody_can_give_are_not_acceptable(reading):
    reply = asked(reading, NAMES, Accept="image/png")
    assert reply.status == 406
    assert "application/sparql-results+json" in reply.text
    assert asked(reading, "DESCRIBE <urn:x>", Accept="text/csv").status == 406
    assert reading.get("/sparql", Accept="text/csv").status == 406


@pytest.fixture
def short(tmp_path, small_project, server_around):
    """A server whose queries may take a second and a half, two at a time."""

    def pool(graph, *, prefixes):
        return Pool(graph, prefixes=prefixes, seconds=1.5, memory=2**30, most=2)

    with server_around(small_project(tmp_path / "bridge"), options={"pool": pool}) as served:
        yield served


def test_a_query_without_end_is_ended_and_the_server_lives(short):
    reply = asked(short, ENDLESS)
    assert reply.status == 500
    assert "did not end within 1.5 s" in reply.text
    assert asked(short, "ASK {}").status == 200


def test_a_query_that_needs_all_memory_is_ended_and_the_server_lives(short):
    huge = "SELECT ?x { BIND(1 AS ?x) " + "".join(f"VALUES ?{x} {TEN} " for x in "abcdefgh")
    reply = asked(short, f"{huge} }} ORDER BY ?a ?b ?c ?d")
    assert reply.status == 500
    assert asked(short, "ASK {}").status == 200


def test_nesting_that_kills_the_engine_kills_a_child_only(short):
    deep = "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }"
    reply = short.ask("POST", "/sparql", body=deep.encode(), headers={"Content-Type": QUERY})
    assert reply.status in (400, 500)
    assert asked(short, "ASK {}").status == 200


def test_an_answer_that_is_too_large_is_refused(reading, monkeypatch):
    monkeypatch.setattr(pools, "LARGEST", 100)
    reply = asked(reading, "SELECT * { ?s ?p ?o }")
    assert reply.status == 500
    assert reply.text.startswith("the answer has more than 100 bytes")


def begun(served, query):
    """A connection on which a query was sent and nobody has read the answer."""
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=30)
    head = f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}"
    connection.sendall(f"{head}\r\n\r\n".encode())
    return connection


def busy(served):
    return served.serving.live.shown.pool._busy


def test_a_query_is_ended_when_its_client_goes_away(reading):
    connection = begun(reading, ENDLESS)
    reading.until(lambda: len(busy(reading)) == 1)
    connection.close()
    reading.until(lambda: not busy(reading))
    assert asked(reading, "ASK {}").status == 200


def test_one_query_more_than_may_run_is_told_to_come_again(short):
    # The endless ones may end before the last is asked; they are asked again until it is told.
    for _ in range(10):
        connections = [begun(short, ENDLESS) for _ in range(2)]
        try:
            short.until(lambda: len(busy(short)) == 2)
            reply = asked(short, "ASK {}")
        finally:
            for connection in connections:
                connection.close()
        if reply.status == 503:
            break
    assert (reply.status, reply.headers["retry-after"]) == (503, "1")
    assert "2 queries are running already" in reply.text
