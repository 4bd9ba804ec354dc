"""A run over entities and services: what was answered, what failed, what is not asked twice."""

from __future__ import annotations

import pytest

from kgbuild.errors import NetworkError
from kgbuild.link.cache import Cache
from kgbuild.link.propose import Plan, propose

WD = "http://www.wikidata.org/entity/"


@pytest.fixture
def plan(tmp_path):
    return Plan(cache=Cache(tmp_path / "cache"))


def down(reason="refused", *, transient=True):
    return NetworkError("it is down", reason=reason, transient=transient)


def states(outcomes):
    return {o.entity.name: (o.state, o.reason) for o in outcomes}


def test_candidates_are_proposed_and_names_without_any_are_not_found(told, thing, candidate, plan):
    service = told({"Seoul": [candidate("Seoul")]})
    outcomes = tuple(propose([thing("Seoul"), thing("Xyz")], [service], plan))
    assert states(outcomes) == {"Seoul": ("proposed", ""), "Xyz": ("nothing", "")}
    assert [j.candidate.label for o in outcomes for j in o.judgements] == ["Seoul"]


def test_a_second_run_asks_nothing(told, thing, candidate, plan):
    service = told({"Seoul": [candidate("Seoul")]})
    first = tuple(propose([thing("Xyz"), thing("Seoul")], [service], plan))
    asked = list(service.asked)
    again = tuple(propose([thing("Xyz"), thing("Seoul")], [service], plan))
    assert service.asked == asked
    assert states(again) == states(first)
    assert all(o.cached for o in again)


def test_a_failure_is_not_remembered_as_an_answer(told, thing, candidate, plan):
    broken = told({"Seoul": down(), "Busan": [candidate("Busan")]}, batch=1)
    first = states(propose([thing("Busan"), thing("Seoul")], [broken], plan))
    assert first == {"Busan": ("proposed", ""), "Seoul": ("failed", "refused")}
    mended = told({"Seoul": [candidate("Seoul")]}, batch=1)
    second = states(propose([thing("Busan"), thing("Seoul")], [mended], plan))
    assert second == {"Busan": ("proposed", ""), "Seoul": ("proposed", "")}
    assert mended.asked == ["Seoul"]


def test_a_service_that_finds_nothing_at_all_has_failed(told, thing, plan):
    outcomes = states(propose([thing("A"), thing("B"), thing("C")], [told()], plan))
    assert set(outcomes.values()) == {("failed", "answers-nothing")}


def test_a_canary_tells_an_outage_from_ignorance(told, thing, candidate, tmp_path):
    singing = Plan(cache=Cache(tmp_path / "other"), canary="Seoul")
    knows = told({"Seoul": [candidate("Seoul")]})
    assert states(propose([thing("A")], [knows], singing)) == {"A": ("nothing", "")}
    assert knows.asked == ["A", "Seoul"]
    assert states(propose([thing("B")], [told()], singing)) == {"B": ("failed", "answers-nothing")}


def test_a_service_that_answers_empty_from_the_middle_on_has_failed(told, thing, candidate, plan):
    class Tired(told):
        def ask(self, queries):
            answers = super().ask(queries)
            return answers if len(self.asked) <= 1 else tuple(() for _ in answers)

    service = Tired({"Seoul": [candidate("Seoul")]}, batch=1)
    outcomes = states(propose([thing("Seoul"), thing("A"), thing("B")], [service], plan))
    assert outcomes == {
        "Seoul": ("proposed", ""),
        "A": ("failed", "answers-nothing"),
        "B": ("failed", "answers-nothing"),
    }
    assert service.asked[-1] == "Seoul"


def test_one_name_that_a_service_cannot_take_does_not_fail_its_neighbours(
    told, thing, candidate, plan
):
    service = told(
        {"A": [candidate("A")], "B": down("http-500", transient=False), "C": [candidate("C", 3)]},
        batch=3,
    )
    outcomes = states(propose([thing(n) for n in "ABC"], [service], plan))
    assert outcomes == {
        "A": ("proposed", ""),
        "B": ("failed", "http-500"),
        "C": ("proposed", ""),
    }


def test_a_service_that_fails_again_and_again_is_left_alone(told, thing, plan):
    names = [f"N{n}" for n in range(10)]
    service = told(dict.fromkeys(names, down()), batch=1)
    outcomes = states(propose([thing(n) for n in names], [service], plan))
    assert service.asked == names[:3]
    assert [outcomes[n] for n in names] == [("failed", "refused")] * 3 + [
        ("not-asked", "gave-up")
    ] * 7


def test_the_other_service_is_asked_all_the_same(told, thing, candidate, plan):
    dead, alive = told({"A": down()}, name="dead"), told({"A": [candidate("A")]}, name="alive")
    outcomes = {o.service: o.state for o in propose([thing("A")], [dead, alive], plan)}
    assert outcomes == {"dead": "failed", "alive": "proposed"}


def test_offline_asks_nobody_but_the_cache_and_tables(told, thing, candidate, tmp_path):
    plan = Plan(cache=Cache(tmp_path), offline=True)
    service = told({"A": [candidate("A")]})
    table = told({"A": [candidate("A")]}, name="table", offline=True)
    outcomes = {
        o.service: (o.state, o.reason) for o in propose([thing("A")], [service, table], plan)
    }
    assert outcomes == {"told": ("not-asked", "offline"), "table": ("proposed", "")}
    assert service.asked == []


def test_a_table_is_read_anew_each_time(told, thing, candidate, plan):
    table = told({"A": [candidate("A")]}, name="table", offline=True)
    assert states(propose([thing("A")], [table], plan)) == {"A": ("proposed", "")}
    table.answers = {"B": [candidate("B")]}
    assert states(propose([thing("A"), thing("B")], [table], plan)) == {
        "A": ("nothing", ""),
        "B": ("proposed", ""),
    }


def test_a_table_that_knows_nothing_is_believed(told, thing, plan):
    table = told(name="table", offline=True)
    assert states(propose([thing("A")], [table], plan)) == {"A": ("nothing", "")}


def test_a_budget_leaves_the_rest_for_another_day(told, thing, candidate, tmp_path):
    service = told({n: [candidate(n, i)] for i, n in enumerate("ABC")})
    plan = Plan(cache=Cache(tmp_path), budget=2)
    outcomes = states(propose([thing(n) for n in "ABC"], [service], plan))
    assert outcomes["C"] == ("not-asked", "budget")
    assert service.asked == ["A", "B"]
    assert states(propose([thing(n) for n in "ABC"], [service], plan))["C"] == ("proposed", "")


def test_a_rejected_pair_does_not_come_back_not_even_under_its_new_name(
    told, thing, candidate, tmp_path
):
    rejected = frozenset({(thing("A").iri, f"{WD}Q1"), (thing("B").iri, f"{WD}Q2")})
    plan = Plan(cache=Cache(tmp_path), rejected=rejected)
    merged = candidate("B", 20, former=(f"{WD}Q2",))
    service = told({"A": [candidate("A", 1)], "B": [merged], "C": [candidate("C", 1)]})
    outcomes = states(propose([thing(n) for n in "ABC"], [service], plan))
    assert outcomes == {"A": ("nothing", ""), "B": ("nothing", ""), "C": ("proposed", "")}


def test_a_service_is_asked_only_about_kinds_that_it_may_know(told, thing, candidate, plan):
    service = told({"A": [candidate("A")], "P": [candidate("P")]})
    service.kinds = frozenset({"place"})
    assert states(propose([thing("A"), thing("P", kind="person")], [service], plan)) == {
        "A": ("proposed", "")
    }


def test_sovereign_states_alone_are_accepted(told, thing, candidate, tmp_path):
    plan = Plan(cache=Cache(tmp_path), states={"china": f"{WD}Q148"})
    china = candidate("China", 148, types=("sovereign state",))
    service = told({"China": [china], "Seoul": [candidate("Seoul", 2)]})
    assert states(propose([thing("China"), thing("Seoul")], [service], plan)) == {
        "China": ("accepted", ""),
        "Seoul": ("proposed", ""),
    }


@pytest.mark.parametrize("broken", [b"", b"{", b'{"schema": 1}', b"[]", b"\xff"])
def test_a_broken_file_of_the_cache_is_asked_again(told, thing, candidate, plan, broken):
    service = told({"A": [candidate("A")]})
    tuple(propose([thing("A")], [service], plan))
    for file in plan.cache.folder.rglob("*.json"):
        file.write_bytes(broken)
    tuple(propose([thing("A")], [service], plan))
    assert service.asked == ["A", "A"]


def test_a_cache_that_cannot_be_written_stops_nobody(told, thing, candidate, tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    plan = Plan(cache=Cache(tmp_path / "cache"))
    service = told({"A": [candidate("A")]})
    assert states(propose([thing("A")], [service], plan)) == {"A": ("proposed", "")}
    assert states(propose([thing("A")], [service], Plan(cache=Cache(None))))
