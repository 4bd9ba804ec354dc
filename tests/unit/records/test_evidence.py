"""Is it really this voice, and this document? What the text beside a quotation says about it."""

from __future__ import annotations

import pytest
from texts import BASE, HEAD, STORY, claim, claims, finding, findings, records

ZHOU = {
    "id": "z",
    "by": "zhou",
    "in_": "cable-2008",
    "quote": "We have no authority over the border",
    "mode": "verbatim",
    "factuality": "CT+",
    "says": "They have no authority.",
}
WU = {
    "id": "w",
    "by": "wu",
    "in_": "cable-2010",
    "quote": "Perhaps the policy will change",
    "mode": "verbatim",
    "factuality": "PS+",
    "says": "The policy will change.",
}
USER = {
    "id": "u",
    "by": "user",
    "quote": "the policy has remained constant",
    "mode": "indirect",
    "factuality": "CT+",
    "says": "The policy is constant.",
}


# The names stand more than two paragraphs before the author's own words.
FAR = STORY.replace("\n\nIt seems", "\n\nNobody is here.\n\nNor here.\n\nIt seems")


def exact(found, iris):
    """The words of passages."""
    quotations = [found[found[i.removeprefix(BASE)].quotation.removeprefix(BASE)] for i in iris]
    return {q.exact for q in quotations}


def test_a_speaker_who_is_named_beside_the_quotation_is_right():
    assert "story/claim/z" in records(claims(claim(**ZHOU)))


# ── Another speaker ──────────────────────────────────────────────────────────────────────────────


def test_a_swapped_speaker_is_shown():
    right = claim(**ZHOU | {"id": "z2", "quote": "The centre decides", "speaker": "Zhou"})
    found = finding(claims(claim(**WU), claim(**ZHOU | {"by": "‸wu"}), right))
    assert found.code == "speaker-is-another"
    assert found.message == "the text beside the quotation names Zhou Weiping, not Wu Jianhua"
    assert found.width == len("wu")
    assert {(r.at.path, r.at.line) for r in found.related} == {("story.txt", 5)}
    assert any("Zhou replied" in r.text for r in found.related)


def test_a_cue_that_names_another_is_shown():
    found = finding(
        claims(
            claim(**ZHOU),
            claim(
                **WU
                | {
                    "id": "w2",
                    "by": "‸consulate",
                    "cue": "Wu added",
                    "quote": "the policy officially shifted in 2002",
                }
            ),
            claim(**WU | {"speaker": "she"}),
        )
    )
    assert (found.code, found.message) == (
        "speaker-is-another",
        "the text beside the quotation names Wu Jianhua, not Consulate in Lindow",
    )


def test_a_name_that_only_stands_inside_the_quotation_is_no_speaker():
    story = STORY.replace("The centre decides.”", "Wu decides.” The consulate was told so by Zhou.")
    entry = claim(**ZHOU | {"id": "z3", "quote": "Wu decides", "speaker": "Zhou"})
    assert "story/claim/z3" in records(claims(claim(**WU | {"speaker": "she"}), entry), story=story)


def test_nobody_who_is_named_far_and_wide_is_shown():
    found = finding(claims(claim(by="‸zhou", mode="indirect")), story=FAR)
    assert (found.code, found.message, found.width) == (
        "speaker-not-named",
        "nothing near the quotation names Zhou Weiping",
        4,
    )


def test_the_speaker_named_last_before_the_quotation_has_it():
    found = finding(claims(claim(**WU), claim(by="‸zhou", mode="indirect")))
    assert (found.code, found.message) == (
        "speaker-is-another",
        "the text beside the quotation names Wu Jianhua, not Zhou Weiping",
    )


def test_a_name_two_paragraphs_before_is_near():
    assert findings(claims(claim(by="wu", in_="cable-2010", mode="indirect"))) == []


def test_without_by_the_finding_is_at_says():
    found = finding(
        claims(claim(in_="forum", mode="indirect", says="‸Something will change.")),
        head=HEAD.replace("issued: unknown, called: a forum", "issued: unknown, by: ministry"),
        story=FAR,
    )
    assert (found.code, found.width) == ("speaker-not-named", 1)


def test_the_authors_own_words_need_no_name():
    assert findings(claims(claim())) == []


def test_the_author_speaking_through_others_does():
    found = findings(claims(claim(by="‸zhou", mode="indirect", via="‸wu")), story=FAR)
    assert [f.code for f in found] == ["speaker-not-named"] * 2


# ── speaker ──────────────────────────────────────────────────────────────────────────────────────


def test_a_pronoun_may_stand_for_the_speaker():
    found = records(claims(claim(**WU | {"speaker": "she"})))
    assert exact(found, found["story/claim/w"].cues) == {"she"}


def test_the_nearest_pronoun_is_meant():
    story = STORY.replace("However, one user", "However she said, one user")
    found = records(claims(claim(**WU | {"speaker": "she"})), story=story)
    (cue,) = found["story/claim/w"].cues
    assert int(cue.rsplit("=", 1)[1].split(",")[0]) == story.index("she told")


def test_a_name_of_another_does_not_stand_for_the_speaker():
    found = finding(
        claims(claim(**WU), claim(**ZHOU | {"id": "z2", "by": "wu", "speaker": "‸Zhou"}))
    )
    assert (found.code, found.message) == (
        "speaker-is-another",
        "“Zhou” is Zhou Weiping, not Wu Jianhua",
    )
    assert found.width == 4


def test_words_that_are_not_near_are_shown():
    found = finding(claims(claim(**ZHOU | {"speaker": "‸Another user"})))
    assert (found.code, found.message) == (
        "not-near-the-quote",
        "“Another user” is in the article, but not near the quotation",
    )
    assert [r.at.line for r in found.related] == [5, 9]


def test_words_that_are_nowhere_are_shown():
    found = finding(claims(claim(**ZHOU | {"cue": "Zhou ‸retorted"})))
    assert (found.code, found.pointer) == ("quote-not-in-text", "the article has “replied” here")


def test_several_cues_are_kept():
    found = records(claims(claim(**ZHOU | {"cue": "[the consulate wrote, Zhou replied]"})))
    assert exact(found, found["story/claim/z"].cues) == {"the consulate wrote", "Zhou replied"}


# ── document ─────────────────────────────────────────────────────────────────────────────────────


def test_the_wrong_cable_is_shown():
    found = finding(claims(claim(**WU | {"in_": "‸cable-2008", "speaker": "she"})))
    assert (found.code, found.message) == (
        "source-is-another",
        "the cable last named before the quotation is “Cable B”",
    )
    assert found.width == len("cable-2008")
    assert (found.related[0].at.line, found.related[0].at.column) == (7, 6)


def test_words_may_stand_for_the_document():
    entry = claim(**WU | {"in_": "cable-2008", "speaker": "she", "document": "wrote"})
    found = records(claims(entry))
    assert exact(found, found["story/claim/w"].cues) == {"she", "wrote"}


def test_a_name_of_another_document_does_not_stand_for_it():
    found = finding(
        claims(claim(**WU | {"in_": "cable-2008", "speaker": "she", "document": "‸cable of 2010"}))
    )
    assert found.message == "“cable of 2010” is Cable B, not Cable A"
    assert found.code == "source-is-another"


def test_a_document_of_another_kind_is_no_rival():
    head = HEAD.replace("title: Cable B, kind: cable", "title: Cable B, kind: letter")
    entry = claim(**WU | {"in_": "cable-2008", "speaker": "she"})
    assert findings(claims(entry), head=head) == []


def test_a_document_named_only_after_the_quotation_is_no_rival():
    story = STORY.replace("In a cable of 2008, the", "The").replace(
        "“The centre decides.”", "That was in a cable of 2008."
    )
    assert findings(claims(claim(**ZHOU)), story=story) == []


# ── Voices without a name ────────────────────────────────────────────────────────────────────────


def test_a_voice_that_speaks_in_two_sources_is_two():
    there = claim(**USER | {"id": "u2", "in_": "‸cable-2010"})
    found = finding(claims(claim(**USER | {"in_": "forum"}), there))
    assert (found.code, found.message) == (
        "voice-speaks-elsewhere",
        "`user` speaks in `forum` already: nobody knows that it is the same",
    )
    assert found.width == len("cable-2010")


def test_each_claim_of_a_voice_in_another_source_is_told():
    entries = [claim(**USER | {"id": f"u{n}", "in_": "‸cable-2010"}) for n in range(2)]
    found = findings(claims(claim(**USER | {"in_": "forum"}), *entries))
    assert [f.code for f in found].count("voice-speaks-elsewhere") == 2


def test_a_voice_at_home_is_right():
    head = HEAD.replace("kind: anonymous}", "kind: anonymous, speaks-in: forum}")
    found = records(claims(claim(**USER | {"in_": "forum"})), head=head)
    assert found["story/voice/user"].document == f"{BASE}source/forum"


@pytest.mark.parametrize(
    ("sources", "home"),
    [
        pytest.param([None], "story", id="none-given"),
        pytest.param(["forum"], "forum", id="the-only-one"),
        pytest.param(["forum", None], "story", id="one-and-none"),
    ],
)
def test_without_speaks_in_a_voice_belongs_to_the_only_source_it_speaks_in(sources, home):
    entries = [claim(**USER | {"id": f"u-{n}", "in_": s}) for n, s in enumerate(sources)]
    found = records(claims(*entries))
    assert found["story/voice/user"].document == f"{BASE}source/{home}"


# ── Inside the quotation ─────────────────────────────────────────────────────────────────────────

BRACKETS = STORY.replace(
    "We have no authority over the border",
    "We have no [local] authority […] over [...] it [border]",
)
BRACKETED = ZHOU | {"quote": "'We have no [local] authority […] over [...] it [border]'"}


def test_brackets_are_the_quoters_words_and_dots_in_them_mark_words_left_out():
    found = records(claims(claim(**BRACKETED)), story=BRACKETS)
    entry = found["story/claim/z"]
    assert exact(found, entry.interpolations) == {"[local]", "[border]"}
    assert exact(found, entry.elisions) == {"[…]", "[...]"}


def test_brackets_outside_quoted_words_mean_nothing():
    entry = claim(**BRACKETED | {"mode": "indirect"})
    found = records(claims(entry), story=BRACKETS.replace("“We", "We").replace("],”", "],"))
    assert found["story/claim/z"].interpolations == frozenset()


def test_an_interpolation_may_be_named():
    found = records(claims(claim(**ZHOU | {"interpolations": "over the border"})))
    assert exact(found, found["story/claim/z"].interpolations) == {"over the border"}


@pytest.mark.parametrize("key", ["interpolations", "elisions"])
def test_an_interpolation_or_elision_outside_the_quotation_is_shown(key):
    found = finding(claims(claim(**ZHOU | {key: "‸The centre"})))
    assert (found.code, found.message) == (
        "not-inside-the-quote",
        "“The centre” does not stand inside the quotation",
    )
