"""Silent contradictions: what cannot both hold, though nobody in the text says so."""

from __future__ import annotations

import pytest
from texts import claim, claims, records

from kgbuild.records.conflicts import overlap
from kgbuild.records.model import ClaimRelation, When
from kgbuild.version import __version__

STATES = """\
states:
  - {id: stays, policy: border-policy, name: as it was, mode: official, when: 2001/2010, change: constant}
  - {id: turns, policy: border-policy, name: stricter, mode: official, when: 2002, change: shifts}
"""  # noqa: E501
CONSTANT = {
    "id": "a-user",
    "by": "user",
    "quote": "the policy has remained constant",
    "mode": "indirect",
    "factuality": "CT+",
    "says": "It is constant.",
    "content": "stays",
}
SHIFTED = {
    "id": "b-wu",
    "by": "wu",
    "in_": "cable-2010",
    "quote": "the policy officially shifted in 2002",
    "mode": "indirect",
    "factuality": "CT+",
    "says": "It shifted.",
    "content": "turns",
}


def contradictions(*sections: str) -> list[ClaimRelation]:
    """The contradictions that only the tool sees."""
    found = records(*sections).values()
    relations = [r for r in found if isinstance(r, ClaimRelation)]
    return [r for r in relations if r.holder.endswith(f"software/kgbuild-{__version__}")]


def ends(relation: ClaimRelation) -> tuple[str, str]:
    return relation.from_claim.rsplit("/", 1)[-1], relation.to_claim.rsplit("/", 1)[-1]


def test_constant_and_shifting_at_the_same_time_is_a_contradiction():
    (found,) = contradictions(STATES, claims(claim(**CONSTANT), claim(**SHIFTED)))
    assert (found.type, ends(found)) == ("contradicts", ("a-user", "b-wu"))
    assert found.note == "as it was (2001/2010); stricter (2002)"


def test_the_order_of_the_claims_is_no_matter():
    one = contradictions(STATES, claims(claim(**CONSTANT), claim(**SHIFTED)))
    other = contradictions(STATES, claims(claim(**SHIFTED), claim(**CONSTANT)))
    assert one == other


def test_affirming_and_denying_the_same_is_a_contradiction():
    (found,) = contradictions(
        STATES,
        claims(claim(**CONSTANT | {"content": "turns", "factuality": "CT-"}), claim(**SHIFTED)),
    )
    assert found.note == "one affirms and the other denies: stricter"


def test_two_reasons_make_one_contradiction():
    both = "[stays, turns]"
    found = contradictions(
        STATES, claims(claim(**CONSTANT | {"content": both}), claim(**SHIFTED | {"content": both}))
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    ("states", "one", "other"),
    [
        pytest.param(STATES, {"by": "wu", "in_": "cable-2010"}, {}, id="the-same-voice"),
        pytest.param(STATES.replace("when: 2002", "when: 2012"), {}, {}, id="other-times"),
        pytest.param(
            STATES.replace("stricter, mode: official", "stricter, mode: practice"),
            {},
            {},
            id="modes",
        ),
        pytest.param(STATES.replace(", change: constant", ""), {}, {}, id="no-change-given"),
        pytest.param(STATES.replace("constant", "shifts"), {}, {}, id="the-same-change"),
        pytest.param(STATES, {"factuality": "CT-"}, {}, id="one-denied"),
        pytest.param(STATES, {"factuality": "CT-"}, {"factuality": "CT-"}, id="both-denied"),
        pytest.param(STATES, {"factuality": "Uu"}, {}, id="one-uncommitted"),
        pytest.param(STATES, {"content": "turns"}, {}, id="both-affirm-the-same"),
        pytest.param(STATES, {"content": "turns", "factuality": "CTu"}, {}, id="unstated"),
        pytest.param(STATES, {"content": None}, {}, id="no-content"),
    ],
)
def test_no_contradiction(states, one, other):
    pronoun = {"speaker": "However"} if "by" in one else {}
    entries = claims(claim(**CONSTANT | one | pronoun), claim(**SHIFTED | other))
    assert contradictions(states, entries) == []


def test_states_of_other_policies_do_not_contradict():
    policy = "  - {id: other-policy, name: Another, owner: ministry}\n"
    states = policy + STATES.replace(
        "{id: turns, policy: border-policy", "{id: turns, policy: other-policy"
    )
    assert contradictions(states, claims(claim(**CONSTANT), claim(**SHIFTED))) == []


def relation(is_: str) -> str:
    return f"relations: [{{from: b-wu, is: {is_}, to: a-user, by: annotator}}]\n"


def test_a_contradiction_that_somebody_marks_is_left_alone():
    entries = claims(claim(**CONSTANT), claim(**SHIFTED))
    assert contradictions(STATES, entries, relation("contradicts")) == []


@pytest.mark.parametrize("is_", ["corroborates", "qualifies"])
def test_another_relation_does_not_hide_a_contradiction(is_):
    entries = claims(claim(**CONSTANT), claim(**SHIFTED))
    assert len(contradictions(STATES, entries, relation(is_))) == 1


def test_who_passes_a_claim_on_contradicts_nobody():
    found = contradictions(STATES, claims(claim(**CONSTANT), claim(**SHIFTED)))
    assert [ends(r) for r in found] == [("a-user", "b-wu")]


def when(earliest: str | None, latest: str | None) -> When:
    return When(edtf="x", earliest=earliest, latest=latest)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param(
            ("2001-01-01", "2001-12-31"), ("2001-12-31", "2002-12-31"), True, id="one-day"
        ),
        pytest.param(
            ("2001-01-01", "2001-12-31"), ("2002-01-01", "2002-12-31"), False, id="next-day"
        ),
        pytest.param((None, "2002-12-31"), ("2002-05-01", None), True, id="both-open"),
        pytest.param((None, "2002-12-31"), ("2003-01-01", None), False, id="open-and-apart"),
        pytest.param((None, None), ("1900-01-01", "1900-01-01"), True, id="unknown"),
        pytest.param(
            ("-0200-01-01", "-0150-12-31"), ("-0180-01-01", "-0100-12-31"), True, id="before-0"
        ),
        pytest.param(
            ("-0200-01-01", "-0190-12-31"),
            ("-0180-01-01", "-0100-12-31"),
            False,
            id="apart-before-0",
        ),
        pytest.param((None, "-0150-12-31"), ("-0200-01-01", None), True, id="open-before-0"),
        pytest.param(("9000-01-01", None), ("17000-01-01", "17000-12-31"), True, id="long-years"),
        pytest.param(
            ("9000-01-01", "17000-12-31"),
            ("12000-01-01", "12000-12-31"),
            True,
            id="into-long-years",
        ),
    ],
)
def test_times_overlap(one, other, shared):
    assert overlap(when(*one), when(*other)) is shared
    assert overlap(when(*other), when(*one)) is shared
