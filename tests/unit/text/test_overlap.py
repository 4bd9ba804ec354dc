"""What stands near a passage is found by its place, whatever else there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.text.overlap import Overlaps

places = st.tuples(st.integers(0, 3000), st.integers(0, 1500)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(places, max_size=30), places)
def test_what_shares_a_character_is_found_in_the_order_it_was_added(kept, asked):
    found = Overlaps((place, number) for number, place in enumerate(kept))
    start, end = asked
    there = [number for number, (s, e) in enumerate(kept) if s < end and start < e]
    assert found.at(start, end) == there
    assert found.any_at(start, end) == bool(there)


def test_what_is_added_later_is_found_too():
    found = Overlaps([((0, 5), "a")])
    found.add((600, 1200), "b")
    assert (found.at(1100, 1101), found.at(5, 600)) == (["b"], [])
