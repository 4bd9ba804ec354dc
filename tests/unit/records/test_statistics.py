"""Counts of a graph."""

from __future__ import annotations

from texts import STORY, claim, claims, records

from kgbuild.records.statistics import statistics

ZHOU = {
    "id": "z",
    "by": "zhou",
    "in_": "cable-2008",
    "quote": "We have no authority over the border",
    "mode": "verbatim",
    "factuality": "CT+",
    "says": "They have no authority.",
}
STATE = "states: [{id: s, policy: border-policy, name: strict, mode: official, when: 2002}]\n"
RELATION = "relations: [{from: own, is: contradicts, to: z, by: annotator}]\n"


def test_everything_is_counted():
    entries = claims(
        claim(id="own"),
        claim(**ZHOU),
        claim(**ZHOU | {"id": "z2", "quote": "no authority over", "via": "wu"}),
    )
    heard = STORY.replace("had called", "had told Wu")
    found = statistics(records(STATE, entries, RELATION, story=heard).values())
    assert (found.articles, found.claims, found.reported) == (1, 3, 5)
    assert (found.sources, found.voices, found.unnamed_voices) == (4, 2, 1)
    assert (found.policy_states, found.relations) == (1, 1)
    assert found.by_factuality == {"CT+": 2, "PR-": 1}
    assert found.by_mode == {"verbatim": 2, "own-words": 1}
    assert found.by_holder == {"Zhou Weiping": 2, "Mara Holt": 1}
    assert found.by_source == {"Cable A": 2, "A wall on the border": 1}
    assert found.depths == {0: 1, 2: 1, 3: 1}


def test_overlapping_quotations_are_covered_once():
    entries = claims(claim(**ZHOU), claim(**ZHOU | {"id": "z2", "quote": "no authority over"}))
    found = statistics(records(entries).values())
    assert found.covered == len(ZHOU["quote"])
    assert found.characters > found.covered


def test_the_most_frequent_comes_first_then_the_name():
    entries = claims(claim(**ZHOU), claim(id="a"), claim(id="b", quote="The wall is (C) built"))
    found = statistics(records(entries).values())
    assert list(found.by_holder) == ["Mara Holt", "Zhou Weiping"]


def test_an_empty_graph_counts_nothing():
    found = statistics([])
    assert (found.articles, found.claims, found.covered, found.depths) == (0, 0, 0, {})
