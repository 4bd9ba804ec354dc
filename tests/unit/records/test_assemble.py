"""From an article and its annotations to records."""

from __future__ import annotations

import pytest
from texts import BASE, HEAD, STORY, assembled, claim, claims, finding, findings, records

from kgbuild.records.model import (
    Build,
    Claim,
    ClaimGraph,
    InputFile,
    NamingChoice,
    PortionMark,
    Snapshot,
    Term,
    When,
)
from kgbuild.text.article import Article

SHA = Article("a.txt", STORY).sha256
ZHOU = {
    "id": "z",
    "by": "zhou",
    "in_": "cable-2008",
    "quote": "We have no authority over the border",
    "mode": "verbatim",
    "factuality": "CT+",
    "says": "They have no authority.",
}


def of(found, kind):
    """The records of a kind."""
    return [r for r in found.values() if isinstance(r, kind)]


def only(found, kind):
    (record,) = of(found, kind)
    return record


# ── Claims ───────────────────────────────────────────────────────────────────────────────────────


def test_a_claim_says_what_was_typed():
    found = records(
        claims(
            claim(
                **ZHOU
                | {
                    "about": "[wall, border-policy]",
                    "reason_for": "border-policy",
                    "stance": "opposes",
                    "said": "2008-01-17",
                    "language": "zh-Hans",
                    "note": "Well said.",
                    "review": "{state: needs-recheck, by: A. Reader, on: 2026-11-24, note: Why?}",
                }
            )
        )
    )
    entry = found["story/claim/z"]
    assert (entry.holder, entry.source) == (f"{BASE}person/zhou", f"{BASE}source/cable-2008")
    assert entry.label == "Zhou Weiping: They have no authority."
    assert entry.about == {f"{BASE}concept/wall", f"{BASE}policy/border-policy"}
    assert (entry.reason_for, entry.stance) == (f"{BASE}policy/border-policy", "opposes")
    assert entry.said == When(edtf="2008-01-17", earliest="2008-01-17", latest="2008-01-17")
    assert (entry.language, entry.note) == ("zh-Hans", "Well said.\nWhy?")
    assert (entry.review_state, entry.reviewer, entry.review_date) == (
        "needs-recheck",
        "A. Reader",
        "2026-11-24",
    )


def test_a_claim_is_accepted_unless_a_reviewer_says_otherwise():
    found = records(claims(claim(id="a"), claim(id="b", review="proposed")))
    assert found["story/claim/a"].review_state == "accepted"
    assert found["story/claim/b"].review_state == "proposed"


def test_a_rejected_claim_is_left_out_and_not_checked():
    found = records(claims(claim(id="a", quote="nowhere at all", review="rejected")))
    assert of(found, Claim) == []


def test_who_speaks_in_their_own_document_says_it_when_it_is_issued():
    found = records(claims(claim(id="a"), claim(**ZHOU)))
    assert found["story/claim/a"].said.edtf == "2012-02-27"
    assert found["story/claim/z"].said is None


def test_a_claim_rests_on_the_articles_own_characters():
    found = records(claims(claim(**ZHOU)))
    (span,) = found["story/claim/z"].spans
    passage = found[span.removeprefix(BASE)]
    position = found[passage.position.removeprefix(BASE)]
    quotation = found[passage.quotation.removeprefix(BASE)]
    assert STORY[position.start : position.end] == quotation.exact == ZHOU["quote"]
    assert span == f"{passage.snapshot}#char={position.start},{position.end}"
    context = quotation.prefix + quotation.exact + quotation.suffix
    assert STORY.count(context) == 1


def test_words_left_out_give_several_passages():
    story = STORY.replace("have no authority", "have little authority")
    entry = claim(**ZHOU | {"quote": "We have … authority over the border"})
    assert len(records(claims(entry), story=story)["story/claim/z"].spans) == 2


def test_a_negation_is_not_left_out():
    found = finding(claims(claim(**ZHOU | {"quote": "‸We have … authority over the border"})))
    assert (found.code, found.message) == (
        "negation-left-out",
        "“no” is among the words left out",
    )


def test_a_claim_without_words_is_shown():
    found = finding(claims(claim(quote=None, says="‸Something will change.")))
    assert (found.code, found.message) == ("claim-without-quote", "which words say this?")


def test_words_that_the_article_does_not_have_are_shown_where_they_part():
    found = finding(claims(claim(quote='"It seems ‸likely that anything will change"')))
    assert (found.code, found.pointer) == ("quote-not-in-text", "the article has “unlikely” here")
    assert (found.related[0].at.path, found.related[0].at.line) == ("story.txt", 11)


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("It seems ‸likely that", id="plain"),
        pytest.param("'It seems ‸likely that'", id="single"),
        pytest.param('"It seems ‸likely that"', id="double"),
        pytest.param(">-\n      It seems\n      ‸likely that", id="folded"),
        pytest.param("|-\n      It seems\n      ‸likely that", id="literal"),
        pytest.param("{words: It seems ‸likely that, nth: 1}", id="mapping"),
        pytest.param("[It seems, It seems ‸likely that]", id="list"),
        pytest.param("It seems\n      ‸likely that", id="plain-over-lines"),
        pytest.param("'It  seems ‸likely that'", id="two-spaces"),
        pytest.param("|-\n      It\n\n      seems ‸likely that", id="literal-over-a-blank-line"),
    ],
)
def test_the_caret_is_right_in_every_style_of_yaml(quote):
    assert finding(claims(claim(quote=quote))).pointer == "the article has “unlikely” here"


def test_the_caret_counts_code_points_of_a_line_with_emoji():
    entry = (
        "  - {note: 😀👩\u200d👧 e\u0301, mode: own-words, factuality: Uu, says: It is so., "
        'quote: "It seems ‸likely that"}\n'
    )
    assert finding(claims(entry)).code == "quote-not-in-text"


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        pytest.param("‸the policy", "quote-is-ambiguous", id="ambiguous"),
        pytest.param("{words: ‸the policy, nth: 4}", "quote-nth-out-of-range", id="nth"),
        pytest.param("{words: ‸the policy, before: No}", "quote-context-mismatch", id="context"),
        pytest.param("‸nything will", "quote-cuts-a-word", id="cut"),
        pytest.param("‸change … unlikely", "quote-pieces-out-of-order", id="order"),
        pytest.param('‸"\\u200b"', "quote-is-empty", id="empty"),
    ],
)
def test_a_quotation_that_proves_nothing_is_shown(quote, code):
    assert finding(claims(claim(quote=quote))).code == code


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        pytest.param("{words: the policy, nth: 2}", "the policy officially", id="nth"),
        pytest.param("{words: the policy, after: has remained}", "the policy has", id="after"),
        pytest.param("{words: the policy, before: Perhaps}", "the policy will", id="before"),
    ],
)
def test_a_quotation_that_is_singled_out_is_found(quote, start):
    found = records(claims(claim(id="a", quote=quote)))
    (span,) = found["story/claim/a"].spans
    assert int(span.rsplit("=", 1)[1].split(",")[0]) == STORY.index(start)


# ── The article ──────────────────────────────────────────────────────────────────────────────────


def test_the_annotated_article_is_the_article():
    assert findings(head=HEAD.replace("kind: essay", f"kind: essay\n  sha256: {SHA}")) == []


def test_a_changed_article_is_shown():
    head = HEAD.replace("kind: essay", f"kind: essay\n  sha256: ‸{'0' * 64}")
    found = finding(head=head)
    assert (found.code, found.message, found.width) == (
        "article-changed",
        f"the article's SHA-256 is {SHA}",
        64,
    )


def test_the_text_is_kept_as_it_is():
    snapshot = only(records(), Snapshot)
    assert (snapshot.characters, snapshot.sha256, snapshot.length) == (STORY, SHA, len(STORY))
    assert snapshot.source == f"{BASE}source/story"


def test_the_article_cites_its_sources_and_says_which_it_quotes():
    found = records(claims(claim(**ZHOU)))
    article = found["source/story"]
    assert article.cites == {f"{BASE}source/{s}" for s in ("cable-2008", "cable-2010", "forum")}
    assert article.quotes == {f"{BASE}source/cable-2008"}
    words = {"mode": "indirect", "quote": "Zhou Weiping had called"}
    paraphrased = records(claims(claim(**ZHOU | words)))
    assert paraphrased["source/story"].quotes == frozenset()


def test_the_graph_says_who_made_it_of_what():
    found = records(head=HEAD.replace("by: holt\n", "by: holt\n  annotator: A. Reader\n"))
    build, graph = only(found, Build), only(found, ClaimGraph)
    assert graph.generated_by == build.iri
    assert {r.label for r in of(found, InputFile)} == {"story.txt", "story.yaml"}
    assert build.used == {r.iri for r in of(found, InputFile)}
    assert {found[i.removeprefix(BASE)].label for i in build.agents} >= {"A. Reader"}


def test_records_are_sorted_and_each_has_an_origin():
    assembly = assembled(claims(claim(**ZHOU)))
    iris = [record.iri for record in assembly.records]
    assert iris == sorted(set(iris))
    assert set(iris) <= set(assembly.origins)
    origin = assembly.origins[f"{BASE}story/claim/z"]
    assert (origin.at.path, STORY[slice(*origin.passage)]) == ("story.yaml", ZHOU["quote"])


# ── Everything else ──────────────────────────────────────────────────────────────────────────────


def test_people_keep_their_names_and_protection():
    head = HEAD.replace("called: Zhou}", "called: [Zhou, Zhou Weiping], protect: at-risk}")
    zhou = records(head=head)["person/zhou"]
    assert (zhou.label, zhou.aliases, zhou.protection) == ("Zhou Weiping", {"Zhou"}, "at-risk")


def test_institutions_places_and_concepts_are_nested():
    head = (
        HEAD.replace("type: ministry}", "type: ministry, part-of: consulate, seat: lindow}")
        .replace("name: Lindow}", "name: Lindow, within: north}\n  - {id: north, name: The North}")
        .replace("name: The wall}", "name: The wall, broader: walls}\n  - {id: walls, name: Walls}")
    )
    found = records(head=head)
    ministry = found["institution/ministry"]
    assert (ministry.part_of, ministry.seat) == (
        f"{BASE}institution/consulate",
        f"{BASE}place/lindow",
    )
    assert found["place/lindow"].within == f"{BASE}place/north"
    assert found["concept/wall"].broader == f"{BASE}concept/walls"


CONTENTS = """\
states:
  - {id: shifted, policy: border-policy, name: stricter, mode: official, when: 2002/.., change: shifts}
events:
  - {id: call, name: a call, when: 2008, place: lindow, actors: [zhou, wu], step-of: border-policy, step: 2}
ties:
  - {id: tie, subject: consulate, is: reports-to, object: ministry}
memberships:
  - {id: member, member: wu, organization: ministry, role: clerk}
"""  # noqa: E501


def test_what_claims_carry_is_recorded():
    found = records(CONTENTS)
    state, event = found["story/state/shifted"], found["story/event/call"]
    assert (state.policy, state.mode, state.change) == (
        f"{BASE}policy/border-policy",
        "official",
        "shifts",
    )
    assert state.when == When(edtf="2002/..", earliest="2002-01-01")
    assert event.actors == {f"{BASE}person/zhou", f"{BASE}person/wu"}
    assert (event.place, event.step_of, event.step) == (
        f"{BASE}place/lindow",
        f"{BASE}policy/border-policy",
        2,
    )
    assert found["story/tie/tie"].label == "Consulate in Lindow reports-to Ministry of Walls"
    assert found["story/membership/member"].label == "Wu Jianhua: Ministry of Walls, clerk"


def test_a_claim_carries_its_content():
    found = records(CONTENTS, claims(claim(id="a", content="[shifted, call, tie, member]")))
    assert len(found["story/claim/a"].content) == 4


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("when: 2002/..", "when: ‸soon", "date-unreadable", id="date"),
        pytest.param("when: 2002/..", "when: ‸2008/2002", "interval-reversed", id="interval"),
        pytest.param("policy: border-policy", "policy: ‸border-polcy", "unknown-name", id="name"),
        pytest.param("policy: border-policy", "policy: ‸ministry", "wrong-kind", id="kind"),
        pytest.param("object: ministry", "object: ‸lindow", "wrong-kind", id="tie-to-a-place"),
        pytest.param("member: wu", "member: ‸consulate", "wrong-kind", id="member"),
        pytest.param("step-of: border", "step-of: ‸bordr", "unknown-name", id="step"),
    ],
)
def test_what_is_wrong_with_a_content_is_shown(old, new, code):
    found = finding(CONTENTS.replace(old, new, 1))
    assert found.code == code


@pytest.mark.parametrize(
    ("value", "code", "message"),
    [
        pytest.param("‸next spring", "date-unreadable", "'next spring' is not a date", id="words"),
        pytest.param(
            "‸2008/2002", "interval-reversed", "'2008/2002' ends before it begins", id="reversed"
        ),
    ],
)
def test_a_date_of_a_source_is_checked(value, code, message):
    found = finding(head=HEAD.replace("issued: 2008-01-18", f"issued: {value}"))
    assert (found.code, found.message) == (code, message)


NAMING = """\
naming:
  - {id: n, term: 脱北者, language: zh-Hans, usage: avoided, by: user, in: forum, for: wall,
     gloss: who fled the North, quote: one user}
  - {term: wall, language: EN, usage: used, by: holt, for: wall}
"""


def test_a_term_keeps_its_language_in_lower_case():
    found = records(NAMING)
    naming = found["story/naming/n"]
    assert naming.term == Term(text="脱北者", language="zh-hans")
    assert (naming.usage, naming.gloss) == ("avoided", "who fled the North")
    assert (naming.source, naming.denotes) == (f"{BASE}source/forum", f"{BASE}concept/wall")
    assert len(naming.spans) == 1
    assert len(of(found, NamingChoice)) == 2


def test_a_mark_stands_in_its_source():
    found = records(
        'marks: [{quote: "(C)", level: confidential, in: cable-2010, portion: The wall is}]'
    )
    mark = only(found, PortionMark)
    assert (mark.classification, mark.source) == ("confidential", f"{BASE}source/cable-2010")
    assert len(mark.portion) == 1


TWO = claims(claim(id="a"), claim(**ZHOU))


def test_a_relation_has_its_author_and_marker():
    found = records(
        TWO, "relations: [{from: a, is: qualifies, to: z, by: holt, marker: However, note: Hm.}]"
    )
    (relation,) = [r for i, r in found.items() if i.startswith("story/relation/")]
    assert (relation.from_claim, relation.to_claim) == (
        f"{BASE}story/claim/a",
        f"{BASE}story/claim/z",
    )
    assert (relation.holder, relation.type, relation.note) == (
        f"{BASE}person/holt",
        "qualifies",
        "Hm.",
    )
    assert len(relation.spans) == 1


def test_a_relation_may_be_the_annotators():
    found = records(TWO, "relations: [{from: a, is: contradicts, to: [z], by: annotator}]")
    (relation,) = [r for i, r in found.items() if i.startswith("story/relation/")]
    assert relation.holder.startswith(f"{BASE}story/annotator/")


def test_a_relation_to_several_claims_is_several():
    found = records(
        claims(claim(id="a"), claim(**ZHOU), claim(id="b")),
        "relations: [{from: a, is: contradicts, to: [z, b], by: annotator}]",
    )
    assert sum(i.startswith("story/relation/") for i in found) == 2


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        pytest.param("{from: a, is: qualifies, to: ‸y, by: holt}", "unknown-name", id="to"),
        pytest.param("{from: ‸zhou, is: qualifies, to: z, by: holt}", "wrong-kind", id="from"),
        pytest.param("{from: a, is: qualifies, to: z, by: ‸nobody}", "unknown-name", id="by"),
        pytest.param(
            "{from: a, is: qualifies, to: z, by: holt, marker: ‸Howbeit}",
            "quote-not-in-text",
            id="marker",
        ),
    ],
)
def test_what_is_wrong_with_a_relation_is_shown(relation, code):
    assert finding(TWO, f"relations: [{relation}]").code == code
