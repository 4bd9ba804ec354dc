"""Our own scores: names, types, context and namesakes, never the service's verdict."""

from __future__ import annotations

import pytest

from kgbuild.link.entities import Entity
from kgbuild.link.linker import Candidate
from kgbuild.link.score import is_sovereign_state, judge

WD = "http://www.wikidata.org/entity/"


def entity(name="Dandong", kind="place", **more):
    names = (name, *more.pop("aliases", ()))
    return Entity(iri="https://x.org/e", kind=kind, names=names, **({"alone": True} | more))


def candidate(number=1, label="Dandong", types=("city",), **more):
    return Candidate(id=f"{WD}Q{number}", label=label, types=types, **more)


def scores(asked, *candidates):
    return [(j.candidate.id.rsplit("Q")[-1], j.score) for j in judge(asked, candidates)]


def test_a_name_and_a_type_and_a_neighbour_are_all_there_is():
    asked = entity(neighbours=("China",))
    (best,) = judge(asked, [candidate(description="city in Liaoning, China")])
    assert best.score == 1.0
    assert best.reasons == ("name equal", "type fits: city", "description names China")


def test_another_kind_of_thing_is_hardly_worth_showing():
    assert scores(entity(), candidate(types=("human",))) == []
    assert scores(entity(kind="person"), candidate(types=("human",))) == [("1", 0.85)]


def test_an_unknown_type_is_worth_less_than_a_fitting_one():
    assert scores(entity(), candidate(1), candidate(2, "Dandong Port", types=())) == [
        ("1", 0.85),
        ("2", 0.34),
    ]


def test_namesakes_that_could_be_meant_cost_each_other():
    assert scores(entity(), candidate(1), candidate(2)) == [("1", 0.68), ("2", 0.68)]
    assert scores(entity(), candidate(1), candidate(2, types=("film",)))[0] == ("1", 0.85)


@pytest.mark.parametrize(
    ("ours", "theirs", "reason"),
    [
        (
            ("PAP", "People's Armed Police"),
            ("People's Armed Police", ()),
            "an alias equal to its name",
        ),
        (("PAP",), ("People's Armed Police", ("PAP",)), "name equal to an alias of it"),
        (("X", "PAP"), ("Y", ("PAP",)), "an alias equal to an alias of it"),
        (("Republic of Korea",), ("Korea, Republic of", ()), "the same words in another order"),
        (("Korea",), ("North Korea", ()), "one name contains the other"),
    ],
)
def test_the_reason_says_how_names_fit(ours, theirs, reason):
    asked = entity(ours[0], aliases=ours[1:])
    (judged,) = judge(asked, [candidate(label=theirs[0], aliases=theirs[1])])
    assert judged.reasons[0] == reason


def test_another_name_of_a_fitting_type_is_not_shown():
    assert scores(entity(), candidate(label="Shenyang")) == []


def test_the_order_of_candidates_does_not_matter():
    both = [candidate(1, description="in China"), candidate(2)]
    asked = entity(company=("China",))
    assert scores(asked, *both) == scores(asked, *reversed(both))


STATES = {"china": f"{WD}Q148", "georgia": f"{WD}Q230", "belgium": f"{WD}Q31"}
CHINA = Candidate(id=f"{WD}Q148", label="China", types=("sovereign state",))


def accepted(asked, chosen=CHINA, *others):
    return is_sovereign_state(asked, chosen, [chosen, *others], STATES)


def test_a_sovereign_state_named_by_itself_is_accepted():
    assert accepted(entity("China"))
    assert accepted(entity("China", within=("East Asia",)))


@pytest.mark.parametrize(
    "asked",
    [
        entity("China", kind="institution"),
        entity("China", kind="person"),
        entity("China", alone=False),
        entity("China", within=("Belgium",)),
        entity("Chinese"),
        entity("PRC", aliases=("China",)),
    ],
    ids=["institution", "person", "inside longer names", "in a state", "demonym", "by an alias"],
)
def test_what_only_looks_like_a_state_is_not_accepted(asked):
    assert not accepted(asked)


@pytest.mark.parametrize(
    "chosen",
    [
        Candidate(id=f"{WD}Q9", label="China", types=("sovereign state",)),
        Candidate(id=f"{WD}Q148", label="China", types=("film",)),
        Candidate(id=f"{WD}Q148", label="China", types=()),
    ],
    ids=["another identifier", "another type", "no type"],
)
def test_a_service_that_lies_gets_no_state_accepted(chosen):
    assert not accepted(entity("China"), chosen)


def test_a_namesake_that_could_be_meant_needs_a_person():
    island = Candidate(id=f"{WD}Q5", label="China", types=("island",))
    assert not accepted(entity("China"), CHINA, island)
    assert accepted(entity("China"), CHINA, Candidate(id=f"{WD}Q6", label="China", types=("film",)))
