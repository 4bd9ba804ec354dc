"""The named questions, asked of the seed in both engines: exactly the rows that are expected."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.graph import formats
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.store.ask import Table, ask, read_results
from kgbuild.store.engines import STORES
from kgbuild.store.questions import bind, questions

ASKED = Path(__file__).with_name("questions")
FILES = sorted(path.stem for path in ASKED.glob("*.json"))
SEED = "https://w3id.org/kgbuild/seed/"


@cache
def asked(name: str) -> dict[str, object]:
    return json.loads((ASKED / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def stores(seed_graph):
    """Each engine with the seed loaded once: the worker would load it again for each question."""
    return {name: load([seed_graph]) for name, load in STORES.items()}


@pytest.fixture(scope="session")
def quads(seed_graph):
    return formats.read(seed_graph)


def printed(term: ox.NamedNode | ox.Literal | None) -> str | None:
    if term is None:
        return None
    return term.value.removeprefix(SEED) if isinstance(term, ox.NamedNode) else term.value


@pytest.mark.parametrize("engine", STORES)
@pytest.mark.parametrize("name", FILES)
def test_a_question_has_exactly_the_expected_rows(name, engine, stores, quads):
    case = asked(name)
    question = questions()[case["query"]]
    bound = bind(question, case["params"], quads)
    kind, data = stores[engine].ask(question.query, bound, PREFIXES)
    assert kind == "results"
    table = read_results(data)
    assert list(table.variables) == case["columns"]
    assert [[printed(term) for term in row] for row in table.rows] == case["rows"]


@pytest.mark.parametrize("engine", STORES)
def test_a_question_asked_through_the_worker_has_the_same_rows(engine, seed_graph, quads):
    case = asked("chain--own-claim")
    question = questions()[case["query"]]
    bound = bind(question, case["params"], quads)
    answer = ask(question.query, [seed_graph], bound=bound, engine=engine)
    assert isinstance(answer, Table)
    assert [[printed(term) for term in row] for row in answer.rows] == case["rows"]


def test_every_shipped_question_is_asked_somewhere():
    assert set(questions()) == {asked(name)["query"] for name in FILES}


def test_every_parameter_of_a_question_is_used_somewhere():
    params = {(q.name, param) for q in questions().values() for param in q.params}
    used = {(asked(name)["query"], param) for name in FILES for param in asked(name)["params"]}
    assert used <= params
    assert {name for name, _ in used} >= {"chain", "policy-in", "withdrawn", "exposed"}


def test_the_questions_are_numbered_1_to_19_and_none_is_missing():
    numbers = [q.number for q in questions().values() if q.number is not None]
    assert set(numbers) >= set(range(1, 20))


@pytest.mark.parametrize("name", FILES)
def test_a_question_file_is_complete(name):
    case = asked(name)
    assert set(case) == {"query", "params", "question", "columns", "rows"}
    assert case["question"].endswith("?")
    assert {len(row) for row in case["rows"]} <= {len(case["columns"])}
