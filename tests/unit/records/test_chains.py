"""The chain of voices: from the one who says it to the author of the article."""

from __future__ import annotations

import pytest
from texts import HEAD, STORY, claim, claims, finding, findings, records

from kgbuild.records.model import Claim

AUTHORITY = "We have no authority over the border"
# Those of `via` are named beside what they pass on.
HEARD = STORY.replace("had called.", "had told Wu, who told the Ministry of Walls.")


def zhou(**keys: str) -> str:
    """What Zhou says in the cable of 2008."""
    return claim(
        **{
            "id": "authority",
            "by": "zhou",
            "in_": "cable-2008",
            "quote": AUTHORITY,
            "mode": "verbatim",
            "factuality": "CT+",
            "says": "They have no authority.",
        }
        | keys
    )


def told(found):
    """Who reports whom: (holder, source) of each claim, the outermost first, along `reports`."""
    everything = {r.iri: r for r in found.values() if isinstance(r, Claim)}
    inner = {iri for c in everything.values() for iri in c.reports}
    (at,) = [c for iri, c in everything.items() if iri not in inner]
    links = []
    while at is not None:
        links.append((at.holder.rsplit("/", 1)[-1], at.source.rsplit("/", 1)[-1]))
        at = everything[next(iter(at.reports))] if at.reports else None
    return links


def test_an_authors_own_words_have_no_chain():
    assert told(records(claims(claim()))) == [("holt", "story")]


def test_a_document_is_passed_on_by_its_author_and_by_the_article():
    assert told(records(claims(zhou()))) == [
        ("holt", "story"),
        ("consulate", "cable-2008"),
        ("zhou", "cable-2008"),
    ]


def test_the_voices_of_via_stand_between_nearest_to_the_speaker_first():
    assert told(records(claims(zhou(via="[wu, ministry]")), story=HEARD)) == [
        ("holt", "story"),
        ("consulate", "cable-2008"),
        ("ministry", "cable-2008"),
        ("wu", "cable-2008"),
        ("zhou", "cable-2008"),
    ]


def test_the_author_named_in_via_speaks_once():
    assert told(records(claims(zhou(via="[consulate]")))) == [
        ("holt", "story"),
        ("consulate", "cable-2008"),
        ("zhou", "cable-2008"),
    ]


CALLED = {"quote": "Zhou Weiping had called", "mode": "indirect"}


def test_who_speaks_in_their_own_document_speaks_once():
    entry = zhou(by="consulate", cue="the consulate wrote", **CALLED)
    assert told(records(claims(entry))) == [("holt", "story"), ("consulate", "cable-2008")]


def test_without_by_the_author_of_the_document_speaks():
    entry = zhou(by=None, cue="the consulate wrote", **CALLED)
    assert told(records(claims(entry))) == [("holt", "story"), ("consulate", "cable-2008")]


def test_a_voice_without_a_document_speaks_in_the_article():
    entry = claim(
        by="user", quote="the policy has remained constant", mode="indirect", factuality="CT+"
    )
    assert told(records(claims(entry))) == [("holt", "story"), ("user", "story")]


MORE = """\
  - {id: book, title: A book, kind: book, by: wu, issued: 2011}
"""


def cited(by: str) -> str:
    """The story's entries; the cable of 2008 is read about in another source."""
    return HEAD.replace("called: cable of 2008", f"called: cable of 2008, cited-by: {by}").replace(
        "policies:\n", MORE + "policies:\n"
    )


def test_a_document_that_another_cites_is_passed_on_by_both_authors():
    assert told(records(claims(zhou()), head=cited("book"))) == [
        ("holt", "story"),
        ("wu", "book"),
        ("consulate", "cable-2008"),
        ("zhou", "cable-2008"),
    ]


def test_the_article_may_be_named_as_the_citing_source():
    assert told(records(claims(zhou()), head=cited("story"))) == told(records(claims(zhou())))


def test_a_document_without_an_author_is_passed_on_by_the_article_alone():
    entry = claim(
        by="user",
        in_="forum",
        quote="the policy has remained constant",
        mode="indirect",
        factuality="CT+",
    )
    assert told(records(claims(entry))) == [("holt", "story"), ("user", "forum")]


def test_what_is_printed_in_the_article_speaks_for_itself():
    printed = """\
  - {id: caption, title: A caption, kind: statement, by: wu, issued: 2012, part-of: story}
"""
    head = HEAD.replace("policies:\n", printed + "policies:\n")
    assert told(records(claims(claim(by="wu", in_="caption")), head=head)) == [("wu", "caption")]


def test_every_claim_of_a_chain_is_attributed_and_uncommitted():
    found = records(claims(zhou(via="wu")), story=HEARD)
    reporters = [r for r in found.values() if isinstance(r, Claim) and not r.spans]
    assert {r.factuality for r in reporters} == {"Uu"}
    assert len(reporters) == 3
    assert "story/claim/authority--in--cable-2008--by--wu" in found
    assert found["story/claim/authority"].factuality == "CT+"


# ── within ───────────────────────────────────────────────────────────────────────────────────────

INNER = {
    "by": "wu",
    "quote": "The centre decides",
    "says": "The centre decides.",
    "speaker": "Zhou",
}


def test_a_claim_within_another_is_passed_on_by_it():
    found = records(
        claims(
            zhou(),
            zhou(
                **INNER | {"id": "inner", "in_": None, "within": "authority", "speaker": "replied"}
            ),
        )
    )
    outer, inner = found["story/claim/authority"], found["story/claim/inner"]
    assert outer.reports == {inner.iri}
    assert inner.source == outer.source
    assert sum(isinstance(r, Claim) for r in found.values()) == 4


def test_via_stands_between_a_claim_and_the_one_it_is_within():
    found = records(
        claims(
            zhou(),
            zhou(
                **INNER
                | {
                    "id": "inner",
                    "within": "authority",
                    "in_": None,
                    "speaker": "replied",
                    "via": "ministry",
                }
            ),
        ),
        story=HEARD,
    )
    (between,) = found["story/claim/authority"].reports
    assert found[between.removeprefix("https://example.org/")].holder.endswith("/ministry")


def test_a_claim_may_be_within_one_that_comes_later():
    found = records(
        claims(
            zhou(
                **INNER | {"id": "inner", "within": "authority", "in_": None, "speaker": "replied"}
            ),
            zhou(),
        )
    )
    assert found["story/claim/authority"].reports == {found["story/claim/inner"].iri}


# ── Wrong ────────────────────────────────────────────────────────────────────────────────────────


def test_a_claim_within_itself_is_a_cycle():
    found = finding(claims(zhou(within="‸authority")))
    assert (found.code, found.message) == (
        "chain-has-cycle-in-file",
        "`authority` is itself passed on by this claim",
    )


def test_claims_within_each_other_are_a_cycle():
    found = finding(
        claims(
            zhou(within="inner"),
            zhou(**INNER | {"id": "inner", "within": "‸authority", "speaker": "replied"}),
        )
    )
    assert found.code == "chain-has-cycle-in-file"


def test_claims_without_a_source_within_each_other_are_a_cycle():
    found = finding(
        claims(
            zhou(within="inner", in_=None),
            zhou(
                **INNER | {"id": "inner", "within": "‸authority", "in_": None, "speaker": "replied"}
            ),
        )
    )
    assert found.code == "chain-has-cycle-in-file"


def test_sources_that_cite_each_other_are_a_cycle():
    head = cited("book").replace(
        "by: wu, issued: 2011", "by: wu, issued: 2011, cited-by: cable-2008"
    )
    found = finding(claims(zhou(in_="‸cable-2008")), head=head)
    assert (found.code, found.message) == (
        "chain-has-cycle-in-file",
        "the sources of this claim cite each other in a circle at `cable-2008`",
    )


def test_a_source_that_cites_itself_is_a_cycle():
    found = finding(claims(zhou(in_="‸cable-2008")), head=cited("cable-2008"))
    assert found.code == "chain-has-cycle-in-file"


def test_somebody_must_say_it():
    found = finding(
        claims(claim(in_="forum", quote="one user wrote on a forum", says="‸Somebody wrote."))
    )
    assert (found.code, found.message) == (
        "key-missing",
        "who says this? `forum` has no author",
    )
    assert found.hint == "add `by:`"


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        pytest.param({"by": "‸zho"}, "`zho` is not defined; did you mean `zhou`?", id="by"),
        pytest.param({"via": "[wu, ‸wuu]"}, "`wuu` is not defined; did you mean `wu`?", id="via"),
        pytest.param(
            {"in_": "‸cable-2009"}, "`cable-2009` is not defined; did you mean `cable-20", id="in"
        ),
        pytest.param(
            {"within": "‸authorty", "in_": None},
            "`authorty` is not defined; did you mean `authority`?",
            id="within",
        ),
        pytest.param(
            {"within": "‸authorty"},
            "`authorty` is not defined; did you mean `authority`?",
            id="within-and-in",
        ),
    ],
)
def test_a_name_that_is_not_defined_is_shown_with_what_was_meant(keys, message):
    found = finding(claims(zhou(**keys)))
    assert found.code == "unknown-name"
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        pytest.param({"by": "‸lindow"}, "`lindow` is a place; a person or", id="place-says"),
        pytest.param({"by": "‸cable-2008"}, "`cable-2008` is a source; a person", id="source-says"),
        pytest.param(
            {"in_": "‸zhou"}, "`zhou` is a person; a source belongs here", id="in-a-person"
        ),
        pytest.param({"within": "‸zhou"}, "`zhou` is a person; a claim belongs here", id="within"),
    ],
)
def test_a_name_of_another_kind_is_shown(keys, message):
    found = finding(claims(zhou(**keys)))
    assert found.code == "wrong-kind"
    assert found.message.startswith(message)


def test_an_article_that_nobody_signs_is_shown():
    head = HEAD.replace("  by: holt\n", "").replace("  id: story", "  ‸id: story")
    found = findings(head=head)
    assert [(f.code, f.message) for f in found] == [
        ("article-unsigned", "nobody signs this article")
    ]
