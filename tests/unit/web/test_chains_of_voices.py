"""Chains of voices: the author of the text first, the speaker last; and as words and pictures."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pages_of import looked_up, short
from texts import BASE, claim, claims

from kgbuild.records.model import Claim
from kgbuild.web.drawing import shortened, thread, tree
from kgbuild.web.views.chains import chains
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.voices import picture

ZHOU = {
    "id": "z",
    "by": "zhou",
    "in_": "cable-2008",
    "quote": "We have no authority over the border",
    "mode": "verbatim",
    "factuality": "CT+",
    "says": "They have no authority.",
}
OWN = claim(id="own")


def heard(*entries: str) -> Lookup:
    return looked_up(claims(*entries))


def chain_of(lookup: Lookup, name: str):
    (found,) = [c for c in lookup.claims if short(c.iri) == name]
    return chains(lookup, found)


def test_a_chain_begins_with_the_author_of_the_text_and_ends_with_the_speaker():
    (chain,) = chain_of(heard(claim(**ZHOU)), "z")
    assert [(s.holder.label, s.source.label) for s in chain.steps] == [
        ("Mara Holt", "A wall on the border"),
        ("Consulate in Lindow", "Cable A"),
        ("Zhou Weiping", "Cable A"),
    ]
    assert chain.speaker.factuality == "CT+"


def test_a_chain_can_be_read_as_a_sentence():
    (chain,) = chain_of(heard(claim(**ZHOU)), "z")
    assert chain.in_words == (
        "Zhou Weiping says so in a cable (18 January 2008); "
        "passed on by Consulate in Lindow in a cable (18 January 2008); "
        "passed on by Mara Holt in an essay (27 February 2012)."
    )


def test_who_speaks_for_themselves_is_a_chain_of_one():
    (chain,) = chain_of(heard(OWN), "own")
    assert (len(chain.steps), chain.through) == (1, ())
    assert chain.in_words == "Mara Holt says so in an essay (27 February 2012)."


def test_a_claim_that_two_people_pass_on_has_two_chains():
    lookup = heard(claim(**ZHOU), OWN)
    records = dict(lookup.records)
    own = next(c for c in lookup.claims if short(c.iri) == "own")
    records[own.iri] = replace(own, reports=frozenset({f"{BASE}story/claim/z"}))
    assert len(chain_of(Lookup(records, lookup.snapshot), "z")) == 2


def test_a_cycle_does_not_keep_a_chain_from_ending():
    lookup = heard(claim(**ZHOU))
    records = dict(lookup.records)
    inner = next(c for c in lookup.claims if short(c.iri) == "z")
    outer = next(c for c in lookup.of(Claim) if c.reports and inner.iri not in c.reports)
    records[inner.iri] = replace(inner, reports=frozenset({outer.iri}))
    for found in chain_of(Lookup(records, lookup.snapshot), "z"):
        assert len(found.steps) == len(set(found.steps))


def test_a_thread_has_a_knot_for_each_voice_and_only_the_last_speaks():
    (chain,) = chain_of(heard(claim(**ZHOU)), "z")
    drawn = thread(chain)
    assert [k.speaks for k in drawn.knots] == [False, False, True]
    heights = [line.y for k in drawn.knots for line in (*k.name, *k.detail)]
    assert heights == sorted(heights)
    assert heights[-1] <= drawn.height


def test_long_names_are_broken_into_lines_and_then_cut():
    (chain,) = chain_of(heard(claim(**ZHOU)), "z")
    holder = replace(chain.speaker.holder, label="Committee " * 40)
    long = replace(chain, steps=(replace(chain.speaker, holder=holder),))
    (knot,) = thread(long).knots
    assert len(knot.name) == 3
    assert knot.name[-1].text.endswith("…")


def test_wide_characters_and_words_without_end_are_measured():
    assert shortened("研究所" * 20, 11) == "研究所研究…"
    assert shortened("a" * 1_000_000, 10) == "a" * 10 + "…"
    assert shortened("tea", 10) == "tea"


def test_the_picture_of_all_voices_puts_those_who_are_passed_on_to_the_right():
    found = picture(heard(claim(**ZHOU), OWN))
    seen = [
        (v.step.holder.label, v.column, v.row, v.says, v.passes, v.parent) for v in found.voices
    ]
    assert seen == [
        ("Mara Holt", 0, 0, 1, 1, None),
        ("Consulate in Lindow", 1, 0, 0, 1, 0),
        ("Zhou Weiping", 2, 0, 1, 0, 1),
    ]
    assert (found.rows, found.columns) == (1, 3)


def test_no_two_boxes_of_the_tree_overlap(seed_lookup):
    drawn = tree(picture(seed_lookup))
    corners = [(box.x, box.y) for box in drawn.boxes]
    assert len(corners) == len(set(corners)) > 20
    assert all(b.x + b.width <= drawn.width and b.y + b.height <= drawn.height for b in drawn.boxes)
    for column in {x for x, _ in corners}:
        ys = sorted(y for x, y in corners if x == column)
        assert all(b - a >= drawn.boxes[0].height for a, b in pairwise(ys))


def test_an_article_without_claims_has_an_empty_tree():
    drawn = tree(picture(looked_up()))
    assert (drawn.boxes, drawn.width) == ((), 0)
