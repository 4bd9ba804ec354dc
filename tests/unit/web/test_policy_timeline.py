"""The policy timeline: lanes, bars on one axis, open ends, and who disagrees."""

from __future__ import annotations

import pytest
from pages_of import looked_up, short
from texts import claim, claims

from kgbuild.records.model import When
from kgbuild.web.views.dates import spoken
from kgbuild.web.views.events import happenings
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.timeline import timelines

STATES = """\
states:
  - {{id: s, policy: border-policy, name: strict, mode: official, when: {when}}}
"""


def bars(*sections: str):
    (line,) = timelines(looked_up(*sections))
    return {short(bar.state): bar for lane in line.lanes for bar in lane.bars}


def one_bar(when: str):
    return bars(STATES.format(when=when), claims(claim(id="own", content="s")))["s"]


def test_the_seed_has_three_lanes_and_one_pair_that_disagrees(seed_lookup):
    (line,) = timelines(seed_lookup)
    assert [lane.mode for lane in line.lanes] == ["official", "practice", "considered"]
    assert [len(lane.bars) for lane in line.lanes] == [4, 4, 1]
    assert line.disputed == 1
    disputed = {short(b.state) for lane in line.lanes for b in lane.bars if b.against}
    assert disputed == {"state-policy-constant", "state-official-shift-2002"}


def test_a_bar_without_a_beginning_reaches_the_left_end():
    bar = one_bar("../2002")
    assert (bar.left, bar.open_left, bar.open_right) == (0.0, True, False)
    assert bar.right == pytest.approx(3 / 5, abs=0.01)


def test_a_bar_without_an_end_reaches_the_right_end():
    bar = one_bar("2002/..")
    assert (bar.right, bar.open_left, bar.open_right) == (1.0, False, True)


def test_a_state_at_an_unknown_time_fills_the_axis_with_both_ends_open():
    bar = one_bar("unknown")
    assert (bar.left, bar.right, bar.open_left, bar.open_right) == (0.0, 1.0, True, True)
    assert bar.when == "date unknown"


def test_a_year_before_christ_and_one_of_centuries_have_few_ticks():
    (line,) = timelines(
        looked_up(STATES.format(when="-0100/1900"), claims(claim(id="own", content="s")))
    )
    years = [tick.year for tick in line.ticks]
    assert 2 <= len(years) <= 11
    assert years == sorted(years)
    assert all(0 <= tick.at <= 1 for tick in line.ticks)


def test_one_bar_for_each_source_of_a_state_and_only_the_first_carries_its_name():
    lookup = looked_up(
        STATES.format(when="2002"),
        claims(
            claim(id="own", content="s"),
            claim(
                id="w",
                by="wu",
                in_="cable-2010",
                quote="Perhaps the policy will change",
                speaker="she",
                mode="verbatim",
                factuality="PS+",
                content="s",
            ),
        ),
    )
    (line,) = timelines(lookup)
    found = line.lanes[0].bars
    assert [bar.chain.speaker.holder.label for bar in found] == ["Mara Holt", "Wu Jianhua"] or [
        bar.chain.speaker.holder.label for bar in found
    ] == ["Wu Jianhua", "Mara Holt"]
    assert sum(bar.first for bar in found) == 1


def test_without_a_policy_record_the_bars_are_still_there():
    lookup = looked_up(STATES.format(when="2002"), claims(claim(id="own", content="s")))
    records = {i: r for i, r in lookup.records.items() if "/policy/" not in i}
    (line,) = timelines(Lookup(records, lookup.snapshot))
    assert line.policy.label == "border-policy"


def test_an_article_without_states_has_no_timeline():
    assert timelines(looked_up(claims(claim(id="own")))) == ()


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2008-01-18", "18 January 2008"),
        ("2008-01", "January 2008"),
        ("0800", "800"),
        ("2002~", "about 2002"),
        ("2002?", "perhaps 2002"),
        ("2002/2008", "2002 to 2008"),
        ("../..", "at all times"),
        ("/2002", "until 2002, beginning unknown"),
        ("2002/", "since 2002, end unknown"),
        ("XXXX", "date unknown"),
        ("199X", "199X"),
        ("2001-21", "2001-21"),
    ],
)
def test_dates_are_said_as_people_say_them(edtf, said):
    assert spoken(When(edtf=edtf)) == said


def test_no_date_is_no_words():
    assert spoken(None) == ""


def test_events_stand_in_time_and_steps_follow_their_procedure(seed_lookup):
    found = [short(event.iri) for event in happenings(seed_lookup)]
    whole = found.index("repatriation-procedure")
    steps = [e for e in happenings(seed_lookup) if e.step is not None]
    assert [e.step for e in steps] == sorted(e.step for e in steps)
    assert found[whole + 1 : whole + 1 + len(steps)] == [short(e.iri) for e in steps]
    dated = [bool(e.when) for e in happenings(seed_lookup)]
    assert dated == sorted(dated, reverse=True)


def test_an_event_says_who_says_so(seed_lookup):
    step = next(e for e in happenings(seed_lookup) if e.step == 1)
    assert {claim.holder for claim in step.claims} == {"Wu Jianhua"}
    assert step.step_of is not None
