"""Named questions: their headers, parameters bound by what they are, and did-you-mean."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kgbuild.errors import QueryError
from kgbuild.graph import formats
from kgbuild.store.ask import ask
from kgbuild.store.questions import bind, find, questions, read, thing

BASE = "https://example.org/bridge/"


@pytest.fixture(scope="module")
def quads(bridge):
    return formats.read(bridge / "build" / "graph.nt")


@pytest.fixture
def question(tmp_path):
    path = tmp_path / "mine.rq"
    path.write_text(
        "# title: What is called so?\n# about: One row a thing.\n# about: Two lines.\n"
        "# param words: text, the words\n# param on: day, the day\n# param who: id of somebody\n"
        "SELECT ?thing { ?thing rdfs:label ?words }\n# param late: not a header any more\n",
        encoding="utf-8",
    )
    return read(path)


def test_the_header_of_a_question_is_read(question):
    assert (question.name, question.title) == ("mine", "What is called so?")
    assert question.about == "One row a thing. Two lines."
    assert list(question.params) == ["words", "on", "who"]
    assert question.number is None


@pytest.mark.parametrize("name", questions())
def test_a_shipped_question_has_a_title_and_uses_its_parameters(name):
    question = questions()[name]
    assert question.title.endswith("?")
    assert question.about
    assert all(f"?{param}" in question.query for param in question.params)
    assert all(question.params.values())


@pytest.mark.parametrize("name", questions())
def test_a_shipped_question_can_be_asked_of_another_project(name, bridge):
    answer = ask(questions()[name].query, [bridge / "build" / "graph.nt"])
    assert answer.variables


def test_a_project_s_own_question_wins(tmp_path):
    (tmp_path / "chain.rq").write_text("# title: Mine?\nASK {}", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no question", encoding="utf-8")
    known = questions(tmp_path)
    assert known["chain"].title == "Mine?"
    assert set(known) == set(questions())


def test_a_mistyped_question_gets_a_suggestion():
    with pytest.raises(QueryError, match="did you mean `conflicts`"):
        find("conflict", questions())


def test_a_mistyped_parameter_gets_a_suggestion(question, quads):
    with pytest.raises(QueryError, match="did you mean `words`") as caught:
        bind(question, {"word": "x"}, quads)
    assert caught.value.hint == "its parameters: words, on, who"


@pytest.mark.parametrize("text", ['say "no"', "a } { b", "\\", "a\nb", "<urn:x>", "桥"])
def test_a_text_becomes_one_literal(question, quads, text):
    bound = bind(question, {"words": text}, quads)
    line = f"<urn:s> <urn:p> {bound['words']} ."
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    assert quad.object == ox.Literal(text)


def test_a_day_must_be_one(question, quads):
    assert bind(question, {"on": "2012-02-27"}, quads)["on"].endswith("#date>")
    with pytest.raises(QueryError, match="2001-06-30"):
        bind(question, {"on": "27 February"}, quads)
    with pytest.raises(QueryError, match="2001-06-30"):
        bind(question, {"on": '2012-02-27" . '}, quads)


@pytest.mark.parametrize("typed", ["ada", "person:ada", f"{BASE}person/ada", f"<{BASE}person/ada>"])
def test_a_thing_is_found_by_its_id_name_or_iri(question, quads, typed):
    bound = bind(question, {"who": typed}, quads, {"person": f"{BASE}person/"})
    assert bound == {"who": f"<{BASE}person/ada>"}


@pytest.mark.parametrize(
    "typed", ["adaa", 'ada"', "ada> <urn:x", "{ada}", "", "person:ben", "?who"]
)
def test_a_thing_that_is_not_there_is_refused(question, quads, typed):
    with pytest.raises(QueryError, match="nothing in the graph has the id"):
        bind(question, {"who": typed}, quads)


def test_a_mistyped_id_gets_a_suggestion(quads):
    with pytest.raises(QueryError, match="did you mean `fisherman`"):
        thing("fishermen", quads)


def test_an_id_of_two_things_wants_to_be_told_which(quads):
    both = [
        ox.Quad(ox.NamedNode(f"{BASE}{kind}/twin"), ox.NamedNode("urn:p"), ox.Literal("x"))
        for kind in ("person", "place")
    ]
    with pytest.raises(QueryError, match="id of 2 things") as caught:
        thing("twin", [*quads, *both])
    assert f"{BASE}person/twin, {BASE}place/twin" in caught.value.hint


def test_a_bound_question_answers_about_that_thing_only(bridge, quads):
    question = questions()["chain"]
    graph = [bridge / "build" / "graph.nt"]
    for engine in ("oxigraph", "rdflib"):
        answer = ask(
            question.query,
            graph,
            bound=bind(question, {"claim": "will-fall"}, quads),
            engine=engine,
        )
        claims = {row[answer.variables.index("claim")].value for row in answer.rows}
        assert claims == {f"{BASE}essay/claim/will-fall"}
        voices = [row[answer.variables.index("voice")].value for row in answer.rows]
        assert voices == ["Ada Chen", "a fisherman"]
