"""Who is found by a name, and which body by a noun, without reading all of them."""

from __future__ import annotations

import pytest

from kgbuild.extract.bodies import Bodies
from kgbuild.extract.capitals import Capitals
from kgbuild.extract.holders import Holder, Holders
from kgbuild.extract.names import names_in

TEXT = (
    "The Keswick Council met. Brackenford Mill Ltd was there, and the Penrith Council. "
    "Harrow Foods Ltd was not. Unions and Keswick agreed; the unions, Quill said, were late."
)


def test_the_first_who_is_called_so_is_found_whoever_was_named_later():
    holders = Holders()
    first = holders.add(Holder("person", "Ada Okoro"))
    second = holders.add(Holder("person", "Okoro"))
    holders.call(first, "Okoro")
    assert holders.called("Okoro", ["person"]) is first
    assert holders.called("Okoro", ["institution"]) is None
    assert holders.named("Okoro", "person") == [second]
    assert list(holders) == [first, second]


def test_a_new_name_leaves_the_old_one_what_they_are_called():
    holders = Holders()
    one = holders.add(Holder("person", "Okoro"))
    holders.rename(one, "Ada Okoro")
    assert holders.called("Okoro", ["person"]) is holders.called("Ada Okoro", ["person"]) is one
    assert holders.named("Okoro", "person") == []
    assert holders.with_word("Ada") == [one]


def test_holders_near_a_passage_have_a_whole_word_in_it():
    holders = Holders()
    li, okoro = (holders.add(Holder("person", name)) for name in ("Li Wei", "Ada O’Koro"))
    assert holders.near("Liverpool") == []
    assert holders.near("O’Koro and Wei met.") == [li, okoro]


@pytest.mark.parametrize(
    ("noun", "at", "words"),
    [
        ("council", len(TEXT), "Penrith Council"),
        ("council", TEXT.index("Penrith"), "Keswick Council"),
        ("council", 0, None),
        ("union", len(TEXT), None),
    ],
)
def test_a_noun_stands_for_the_last_body_named_with_it(noun, at, words):
    found = Bodies(names_in(TEXT, 0, len(TEXT), "en")).last(noun, at)
    assert (found and found.words) == words


def test_bodies_are_found_by_the_beginning_of_their_names_and_by_kind():
    bodies = Bodies(names_in(TEXT, 0, len(TEXT), "en"))
    assert bodies.longer("Brackenford").words == bodies.longer("Brackenford Mill").words
    assert bodies.longer("Bracken") is None
    assert bodies.with_word("Council") == {"Keswick Council", "Penrith Council"}
    assert bodies.last_company(0, len(TEXT)).words == "Harrow Foods Ltd"
    assert bodies.last_company(TEXT.index("Harrow"), TEXT.index("Harrow")) is None


def test_a_capital_is_a_names_own_where_the_word_has_no_other_form():
    capitals = Capitals(TEXT)
    assert capitals.stands("unions")
    assert not capitals.stands("quill")
    assert capitals.stands_inside("Quill")
    assert not capitals.stands_inside("Unions")
    assert Capitals("Anti-war talk of war and anti").stands("anti-war") is False
