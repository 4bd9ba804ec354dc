"""IRIs are minted from what a thing is: never from its position in a file."""

from __future__ import annotations

import pytest
from texts import BASE, STORY, claim, claims, records

from kgbuild.records.identity import Minter
from kgbuild.records.model import Claim
from kgbuild.text.article import Article
from kgbuild.text.span import cut

ZHOU = {
    "by": "zhou",
    "in_": "cable-2008",
    "quote": "We have no authority over the border",
    "mode": "verbatim",
    "factuality": "CT+",
    "says": "They have no authority.",
}
OTHERS = [
    claim(),
    claim(**ZHOU | {"quote": "The centre decides", "speaker": "Zhou"}),
    claim(**ZHOU | {"by": "consulate", "quote": "Zhou Weiping had called", "mode": "indirect"}),
]
TWICE = STORY + "\nIt seems unlikely that Zhou will call. It seems unlikely that Wu will.\n"


def named(found, says):
    """The name of the claim that says something."""
    (iri,) = [i for i, r in found.items() if isinstance(r, Claim) and r.says == says]
    return iri


def test_an_id_names_the_claim():
    assert "story/claim/my-claim" in records(claims(claim(id="my-claim")))


@pytest.mark.parametrize("other", range(len(OTHERS)))
def test_a_hashed_id_does_not_change_when_other_claims_are_inserted(other):
    alone = records(claims(claim(**ZHOU)))
    before = records(claims(OTHERS[other], claim(**ZHOU)))
    after = records(claims(claim(**ZHOU), OTHERS[other]))
    says = ZHOU["says"]
    if OTHERS[other].find(f"says: {says}") >= 0:
        both = {i for i, r in before.items() if isinstance(r, Claim) and r.says == says}
        assert named(alone, says) in both
        assert both == {i for i, r in after.items() if isinstance(r, Claim) and r.says == says}
    else:
        assert named(alone, says) == named(before, says) == named(after, says)


def test_a_hashed_id_does_not_change_with_the_text_around_the_words():
    one = records(claims(claim(**ZHOU)))
    other = records(claims(claim(**ZHOU)), story="Addendum.\n\n" + STORY + "\nMore.\n")
    assert named(one, ZHOU["says"]) == named(other, ZHOU["says"])


def test_a_hashed_id_does_not_change_with_what_is_made_of_the_words():
    one = records(claims(claim(**ZHOU)))
    other = records(claims(claim(**ZHOU | {"says": "Nobody asks them.", "factuality": "PR+"})))
    assert named(one, ZHOU["says"]) == named(other, "Nobody asks them.")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"by": "consulate", "cue": "the consulate wrote"}, id="speaker"),
        pytest.param({"in_": None}, id="source"),
        pytest.param({"quote": "have no authority over the border"}, id="words"),
    ],
)
def test_another_speaker_source_or_other_words_are_another_claim(change):
    one = records(claims(claim(**ZHOU)))
    other = records(claims(claim(**ZHOU | change)))
    assert named(one, ZHOU["says"]) != named(other, ZHOU["says"])


def test_two_claims_that_rest_on_the_same_words_are_two():
    other = claim(**ZHOU | {"id": "other", "says": "Somebody else has it."})
    found = records(claims(claim(**ZHOU), other))
    assert named(found, ZHOU["says"]) != named(found, "Somebody else has it.")


def again(nth: int, says: str) -> str:
    """A claim that rests on one of several places of the same words."""
    return claim(quote=f"{{words: It seems unlikely that, nth: {nth}}}", says=says)


def test_the_same_words_at_another_place_do_not_change_a_hashed_id():
    alone = records(claims(again(2, "It is so.")), story=TWICE)
    both = records(claims(again(1, "It was so."), again(2, "It is so.")), story=TWICE)
    assert named(alone, "It is so.") == named(both, "It is so.")


def test_people_are_the_same_in_every_article_and_claims_are_not():
    one, other = Minter(BASE, "one"), Minter(BASE, "other")
    for kind in ("person", "institution", "place", "concept", "policy", "source"):
        assert one.named(kind, "x") == other.named(kind, "x") == f"{BASE}{kind}/x"
    for kind in ("claim", "voice", "state", "event", "tie", "membership", "naming"):
        assert one.named(kind, "x") == f"{BASE}one/{kind}/x"
        assert one.named(kind, "x") != other.named(kind, "x")


def test_hashes_do_not_confuse_their_parts():
    minter = Minter(BASE, "one")
    assert minter.hashed("claim", "ab", "c") != minter.hashed("claim", "a", "bc")


def test_a_passage_is_a_character_range_of_its_snapshot():
    article = Article("a.txt", "😀 no")
    minter = Minter(BASE, "one")
    passage = minter.passage(minter.snapshot(article), cut(article, 2, 4))
    assert passage == f"{BASE}text/{article.sha256}#char=2,4"
