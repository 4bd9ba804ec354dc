"""Queries of an endpoint: each in a child of its own, with limits, and none holds up another."""

from __future__ import annotations

import threading

import pytest

from kgbuild.child import Child
from kgbuild.errors import LimitError, QueryError
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.store import pool as pools
from kgbuild.store.clerk import Clerk
from kgbuild.store.pool import Asked, BusyError, NotAcceptableError, Pool, Ticket

QUADS = """\
<urn:a> <urn:p> "one" .
<urn:b> <urn:p> "two" .
<urn:c> <urn:p> "three" <urn:graph> .
"""
TEN = "{ 0 1 2 3 4 5 6 7 8 9 }"
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) {" + "".join(f"VALUES ?{name} {TEN} " for name in "abcdefghij") + "}"
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    path = tmp_path_factory.mktemp("pool") / "graph.nq"
    path.write_text(QUADS, encoding="utf-8")
    return path


@pytest.fixture
def pool(graph):
    made = Pool(graph, prefixes={"x": "urn:"}, seconds=20, memory=2 * 2**30, most=2)
    yield made
    made.close()


def wait_until(happened):
    """Until it has happened; the test fails when it does not in the time that a query may have."""
    for _ in range(400):
        if happened():
            return
        threading.Event().wait(0.05)
    pytest.fail("it did not happen")


JSON = "application/sparql-results+json"
TSV = "text/tab-separated-values"
NT = "application/n-triples"
SELECT = "SELECT ?o { x:a ?p ?o }"


@pytest.mark.parametrize(
    ("query", "accept", "media", "data"),
    [
        ("ASK { <urn:a> ?p ?o }", None, JSON, b'{"head":{},"boolean":true}'),
        ("ASK {}", "text/csv", "text/csv", b"true"),
        (SELECT, "text/csv", "text/csv", b"o\r\none\r\n"),
        (SELECT, TSV, TSV, b'?o\n"one"\n'),
        (
            "CONSTRUCT WHERE { x:a ?p ?o }",
            None,
            "text/turtle",
            b'@prefix x: <urn:> .\n\nx:a x:p "one" .\n',
        ),
        ("DESCRIBE <urn:b>", NT, NT, b'<urn:b> <urn:p> "two" .\n'),
        ("CONSTRUCT { <s> <p> <o> } {}", NT, NT, b"<http://h/s> <http://h/p> <http://h/o> .\n"),
    ],
)
def test_a_query_is_answered_in_the_type_that_is_accepted(pool, query, accept, media, data):
    answer = pool.ask(Asked(query=query, accept=accept, base="http://h/"))
    assert (answer.media, answer.data) == (media, data)


@pytest.mark.parametrize(
    ("default", "named", "subjects"),
    [
        ((), (), {"urn:a", "urn:b"}),
        (("urn:graph",), (), {"urn:c"}),
        ((), ("urn:graph",), set()),
        (("urn:nowhere",), (), set()),
    ],
)
def test_the_dataset_of_the_protocol_is_the_one_that_is_asked(pool, default, named, subjects):
    answer = pool.ask(
        Asked(query="SELECT ?s { ?s ?p ?o }", accept="text/csv", default=default, named=named)
    )
    assert set(answer.data.decode().split()[1:]) == subjects


def test_from_names_a_graph_at_hand_and_nothing_is_fetched(pool):
    query = "SELECT ?s FROM <urn:graph> FROM NAMED <http://localhost:9/x> { ?s ?p ?o }"
    assert pool.ask(Asked(query=query, accept="text/csv")).data == b"s\r\nurn:c\r\n"


@pytest.mark.parametrize(
    ("query", "error", "said"),
    [
        ("ASK {", QueryError, "SPARQL: error at 1:6"),
        ("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }", QueryError, "SERVICE asks"),
        ("LOAD <http://localhost:9/>", QueryError, "LOAD fetches a file"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", QueryError, "INSERT changes the graph"),
        ("ASK { <relative> ?p ?o }", QueryError, "SPARQL: "),
    ],
)
def test_what_is_wrong_or_refused_is_said(pool, query, error, said):
    with pytest.raises(error, match=said):
        pool.ask(Asked(query=query))


def test_a_type_that_cannot_be_given_is_refused_with_those_that_can(pool):
    with pytest.raises(NotAcceptableError, match="answered in text/turtle, application/n-triples"):
        pool.ask(Asked(query="CONSTRUCT WHERE { ?s ?p ?o }", accept="text/csv"))
    assert pool.ask(Asked(query="ASK {}", accept="application/*")).media == JSON


def test_an_answer_that_is_too_large_is_refused(pool, monkeypatch):
    monkeypatch.setattr(pools, "LARGEST", 100)
    with pytest.raises(LimitError, match="more than 100 bytes"):
        pool.ask(Asked(query=f"SELECT * {{ VALUES ?x {TEN} }}"))
    with pytest.raises(LimitError, match="more than 100 bytes"):
        pool.ask(Asked(query=f"CONSTRUCT {{ <urn:a> <urn:p> ?x }} {{ VALUES ?x {TEN} }}"))
    assert pool.ask(Asked(query="ASK {}")).data


def test_a_query_without_end_is_ended_and_the_next_one_is_answered(graph):
    made = Pool(graph, prefixes=PREFIXES, seconds=1.5, memory=2 * 2**30)
    try:
        with pytest.raises(LimitError, match=r"did not end within 1\.5 s"):
            made.ask(Asked(query=ENDLESS))
        assert made.ask(Asked(query="ASK {}")).data
    finally:
        made.close()


def test_while_hostile_queries_run_another_is_answered_and_a_third_is_told_to_wait(pool):
    tickets = [Ticket(), Ticket()]
    ended = []

    def asked(ticket):
        try:
            pool.ask(Asked(query=ENDLESS), ticket)
        except LimitError as error:
            ended.append(error)

    threads = [threading.Thread(target=asked, args=(t,)) for t in tickets]
    threads[0].start()
    wait_until(lambda: len(pool._busy) == 1)
    assert pool.ask(Asked(query="ASK {}")).data
    threads[1].start()
    wait_until(lambda: len(pool._busy) == 2)
    with pytest.raises(BusyError, match="2 queries are running already"):
        pool.ask(Asked(query="ASK {}"))
    for ticket in tickets:
        ticket.end()
    for thread in threads:
        thread.join(20)
    assert len(ended) == 2
    assert pool.ask(Asked(query="ASK {}")).data


def test_a_query_that_nobody_waits_for_any_more_is_not_begun(pool):
    ticket = Ticket()
    ticket.end()
    with pytest.raises(LimitError):
        pool.ask(Asked(query="ASK {}"), ticket)
    done = Ticket()
    assert pool.ask(Asked(query="ASK {}"), done).data
    done.end()  # it holds no child any more
    assert pool.ask(Asked(query="ASK {}")).data


def test_a_child_that_ran_long_is_not_used_again(pool, monkeypatch):
    monkeypatch.setattr(pools, "_LONG", 0.0)
    stepped = []

    def step_back(child):
        stepped.append(child)

    monkeypatch.setattr(Child, "step_back", step_back)
    many = "SELECT (COUNT(*) AS ?n) {" + "".join(f"VALUES ?{x} {TEN} " for x in "abcdef") + "}"
    assert pool.ask(Asked(query=many)).data
    assert len(stepped) == 1
    assert stepped[0] not in pool._idle
    assert not stepped[0].running


def test_a_closed_pool_answers_nothing(graph):
    made = Pool(graph, prefixes=PREFIXES)
    made.warm()
    made.warm()
    assert len(made._idle) == 1
    made.close()
    made.warm()
    assert not made._idle
    with pytest.raises(BusyError, match="being stopped"):
        made.ask(Asked(query="ASK {}"))


@pytest.fixture(scope="module")
def clerk(graph):
    """The clerk itself, in this process."""
    made = Clerk()
    assert made.answer({"load": str(graph)}) == {"loaded": 3}
    return made


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"query": "ASK {}"}, {"media": JSON, "text": '{"head":{},"boolean":true}'}),
        ({"query": "ASK {}", "accept": "text/csv"}, {"media": "text/csv", "text": "true"}),
        (
            {"query": "DESCRIBE <urn:a>", "accept": NT},
            {"media": NT, "text": '<urn:a> <urn:p> "one" .\n'},
        ),
        (
            {"query": "CONSTRUCT { <s> <urn:p> ?o } { ?s <urn:p> ?o }", "default": ["urn:graph"]},
            {"media": "text/turtle", "text": '\n<http://h/s> <urn:p> "three" .\n'},
        ),
        ({"query": "ASK {}", "accept": "image/png"}, "media"),
        ({"query": "SELECT * { ?s ?p ?o }", "largest": 20}, "size"),
        ({"query": "CONSTRUCT WHERE { ?s ?p ?o }", "largest": 20}, "size"),
        ({"query": "ASK"}, "syntax"),
        ({"query": "DROP ALL"}, "refused"),
    ],
)
def test_the_clerk_answers_and_says_what_is_wrong(clerk, asked, answer):
    given = {"default": [], "named": [], "accept": None, "base": "http://h/", "prefixes": {}}
    said = clerk.answer({**given, "largest": 10_000, **asked})
    assert said == answer if isinstance(answer, dict) else said["wrong"] == answer


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (RecursionError(), "depth"),
        (OSError("disk"), "engine"),
        (ValueError("bad"), "syntax"),
    ],
)
def test_whatever_the_engine_raises_is_said(monkeypatch, error, kind):
    clerk = Clerk()

    def fail(_):
        raise error

    monkeypatch.setattr(clerk, "_asked", fail)
    assert clerk.answer({"query": "ASK {}"})["wrong"] == kind


def test_memory_that_runs_out_is_the_business_of_the_child(monkeypatch):
    clerk = Clerk()

    def fail(_):
        raise MemoryError

    monkeypatch.setattr(clerk, "_asked", fail)
    with pytest.raises(MemoryError):
        clerk.answer({"query": "ASK {}"})


@pytest.mark.parametrize("kind", ["size", "depth", "engine"])
def test_a_limit_is_told_from_a_mistake(kind):
    with pytest.raises(LimitError):
        pools._read({"wrong": kind, "message": "m"})
