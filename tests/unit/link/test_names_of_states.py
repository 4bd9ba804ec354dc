"""Which names are those of one sovereign state and of nothing else."""

from __future__ import annotations

import pytest

from kgbuild.link.countries import (
    _ALSO_ELSEWHERE,
    _is_sovereign,
    _territories,
    sovereign_states,
)
from kgbuild.link.names import folded

pytest.importorskip("rigour", reason="the extra `countries` is not installed")
WD = "http://www.wikidata.org/entity/"
SHARED = (
    *("Georgia", "Korea", "Congo", "Jordan", "Niger", "Gambia", "Senegal", "Guinea", "Ireland"),
    *("Sudan", "Samoa", "Micronesia", "Luxembourg", "Mexico", "Panama", "Djibouti", "San Marino"),
    *("Salvador", "El Salvador", "Denmark", "The Netherlands", "Holy See", "Vatican", "Macedonia"),
    *("Palestine", "Taiwan", "Kosovo", "Western Sahara", "America", "Hong Kong", "Greenland"),
    *("England", "Soviet Union", "Czechoslovakia", "European Union", "Bermuda", "Puerto Rico"),
)


@pytest.mark.parametrize("name", SHARED)
def test_a_name_that_others_bear_too_is_nobodys_alone(name):
    assert folded(name) not in sovereign_states()


def test_most_members_of_the_united_nations_have_a_name_of_their_own():
    states = sovereign_states()
    assert len(set(states.values())) > 170
    assert states["south korea"] == states["republic of korea"]
    assert states["south sudan"] != states["republic of the sudan"]


def test_a_state_that_shares_its_short_name_is_known_by_its_long_one():
    states = sovereign_states()
    for name in ("Hashemite Kingdom of Jordan", "Republic of Ireland", "Kingdom of Denmark"):
        assert folded(name) in states


def test_names_are_compared_as_they_are_folded():
    assert {folded(name) for name in _ALSO_ELSEWHERE} == _ALSO_ELSEWHERE


def test_the_sovereign_states_are_the_members_of_the_united_nations_and_the_holy_see():
    states = sovereign_states()
    sovereign = {t.name for t in _territories() if _is_sovereign(t)}
    assert len(sovereign) == 193 + 1
    # Georgia and nine others have namesakes, and no long name of their own in the table.
    assert len(set(states.values())) == 193 + 1 - 1 - 10
    assert states["china"] == f"{WD}Q148"
    assert states["united states"] == f"{WD}Q30"
    assert not {"georgia", "korea", "congo", "taiwan", "kosovo", "palestine"} & states.keys()
    assert not {"scotland", "bermuda", "greenland", "soviet union", "hong kong"} & states.keys()
