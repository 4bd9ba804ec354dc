"""What falls when a source is withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from texts import BASE, HEAD, claim, claims, records

from kgbuild.records.model import Claim, NamingChoice, PolicyState, Tie
from kgbuild.records.withdraw import kind_of, withdraw

STATES = """\
states:
  - {id: shifted, policy: border-policy, name: stricter, mode: official, when: 2002}
  - {id: shared, policy: border-policy, name: strict, mode: practice, when: 2002}
"""
ZHOU = {
    "id": "z",
    "by": "zhou",
    "in_": "cable-2008",
    "quote": "We have no authority over the border",
    "mode": "verbatim",
    "factuality": "CT+",
    "says": "They have no authority.",
    "content": "[shifted, shared]",
}
CLAIMS = claims(
    claim(id="own", content="shared"),
    claim(**ZHOU),
    claim(**ZHOU | {"id": "z2", "quote": "The centre decides", "speaker": "Zhou", "content": None}),
    claim(
        id="w",
        by="wu",
        in_="cable-2010",
        quote="Perhaps the policy will change",
        speaker="she",
        mode="verbatim",
        factuality="PS+",
    ),
)
RELATIONS = """\
relations:
  - {from: own, is: contradicts, to: [z, w], by: annotator}
"""


def fallen(source: str, *sections: str, head: str = HEAD):
    """What falls: short names of claims, contents, and relations' ends."""
    found = records(*sections, head=head)
    gone = withdraw(found.values(), f"{BASE}source/{source}")

    def short(iri: str) -> str:
        return iri.rsplit("/", 1)[-1]

    return (
        [short(c.iri) for c in gone.claims],
        [short(c.iri) for c in gone.contents],
        [(short(r.from_claim), short(r.to_claim)) for r in gone.relations],
    )


def test_its_claims_fall_with_what_only_they_carry_and_conflicts_with_them():
    assert fallen("cable-2008", STATES, CLAIMS, RELATIONS) == (
        ["z", "z2"],
        ["shifted"],
        [("own", "z")],
    )


def test_a_source_that_nobody_draws_on_takes_nothing_with_it():
    assert fallen("forum", STATES, CLAIMS, RELATIONS) == ([], [], [])


def test_without_the_article_everything_falls():
    claims_, contents, relations = fallen("story", STATES, CLAIMS, RELATIONS)
    assert claims_ == ["own", "w", "z", "z2"]
    assert contents == ["shared", "shifted"]
    assert len(relations) == 2


def test_what_is_read_through_it_falls_too():
    head = HEAD.replace("called: cable of 2008", "called: cable of 2008, cited-by: cable-2010")
    assert fallen("cable-2010", STATES, CLAIMS, head=head)[0] == ["w", "z", "z2"]


def test_a_claim_that_another_chain_reaches_stands():
    inner = claim(
        id="inner",
        by="wu",
        within="z",
        quote="{words: the policy, nth: 1}",
        mode="indirect",
        speaker="she",
    )
    found = records(STATES, CLAIMS + inner)
    cable = f"{BASE}source/cable-2008"
    inner_claim = replace(found["story/claim/inner"], source=f"{BASE}source/forum")
    found["story/claim/inner"] = inner_claim
    assert inner_claim in withdraw(found.values(), cable).claims
    found["story/claim/own"] = replace(
        found["story/claim/own"], reports=frozenset({inner_claim.iri})
    )
    assert inner_claim not in withdraw(found.values(), cable).claims


PRINTED = HEAD.replace(
    "policies:\n",
    "  - {id: caption, title: A caption, kind: statement, by: wu, issued: 2012, part-of: story}\n"
    "policies:\n",
)
CAPTION = claims(claim(id="c", by="wu", in_="caption"), claim(id="own"))


def test_without_what_is_printed_in_the_article_the_article_stands():
    assert fallen("caption", CAPTION, head=PRINTED)[0] == ["c"]


def test_what_is_printed_in_a_source_falls_with_it():
    assert fallen("story", CAPTION, head=PRINTED)[0] == ["c", "own"]


@pytest.mark.parametrize("iri", ["source/none", "person/zhou"])
def test_what_is_no_source_cannot_be_withdrawn(iri):
    with pytest.raises(KeyError):
        withdraw(records().values(), BASE + iri)


def test_kinds_have_the_names_people_use():
    found = records(
        STATES,
        CLAIMS,
        "ties: [{id: t, subject: consulate, is: reports-to, object: ministry}]\n",
        "naming: [{id: n, term: wall, language: en, usage: used, by: holt, for: wall}]\n",
    ).values()
    kinds = {type(r): kind_of(r) for r in found}
    assert kinds[Claim] == "claim"
    assert kinds[PolicyState] == "policy state"
    assert kinds[Tie] == "tie"
    assert kinds[NamingChoice] == "naming choice"
