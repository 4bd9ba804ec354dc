"""Deciding about proposals: what each key does to the file."""

from __future__ import annotations

import pytest

from kgbuild.annotation.read import parse
from kgbuild.extract.examples import examples_of
from kgbuild.extract.review import begin, edit, press, view
from kgbuild.text.article import Article

TEXT = "Mayor Okoro said that Ada Chen had called the bridge unsafe. “It will fall,” she added."
ARTICLE = Article("a.txt", TEXT)
TYPED = """\
# my notes
article: {id: a, title: The bridge, file: a.txt, kind: news-item, by: quill, issued: unknown}
people:
  - {id: quill, name: Ada Quill}
  - {id: okoro, name: Mayor Okoro}
  - {id: chen, name: Ada Chen}
claims:
  - id: later
    by: okoro
    quote: It will fall
    mode: verbatim
    factuality: CT+
    says: It will fall.
    cue: she added
    speaker: she
    proposed-by: quotations 1
    confidence: sure      # by the rules
    review: proposed
  - id: outer
    by: okoro
    quote: Ada Chen had called the bridge unsafe
    mode: indirect
    factuality: CT+
    says: Ada Chen had called the bridge unsafe.
    cue: Mayor Okoro said that
    confidence: likely
    review: proposed
  - id: inner
    by: chen
    within: outer
    quote: the bridge unsafe
    mode: indirect
    factuality: CT+
    says: The bridge is unsafe.
    cue: Ada Chen had called
    confidence: unsure
    review: proposed
"""


def states(review):
    file, found = parse(review.text, "a.yaml")
    assert file is not None, found
    return {c.id.value: c.review.state.value for c in file.claims}


def pressed(keys, review=None):
    review = review or begin(ARTICLE, TYPED)
    for key in keys:
        review = press(review, key)
    return review


def test_the_surest_come_first():
    assert begin(ARTICLE, TYPED).queue == ("later", "outer", "inner")


def test_accepting_and_rejecting_change_only_the_decision():
    review = pressed("a")
    assert (review.said, review.claim) == ("later accepted", "outer")
    assert review.text == TYPED.replace("review: proposed", "review: accepted", 1)


def test_who_passes_on_a_rejected_claim_falls_with_it():
    review = pressed("ar")
    assert review.said == "outer rejected, and 1 inside it"
    assert states(review) == {"later": "accepted", "outer": "rejected", "inner": "rejected"}
    assert review.done


def test_undo_brings_back_the_text_and_the_place():
    review = pressed("aru")
    assert states(review) == {"later": "accepted", "outer": "proposed", "inner": "proposed"}
    assert (review.claim, review.said, review.done) == ("outer", "undone", False)
    assert pressed("uu", review).text == TYPED
    assert pressed("u").said == "nothing to undo"


def test_skipping_going_back_and_quitting_change_nothing():
    review = pressed("ssb")
    assert (review.claim, review.text) == ("outer", TYPED)
    assert pressed("q", review).done
    assert pressed("sss").done
    assert pressed("sssa").text == TYPED
    assert "a accept" in pressed("?").said
    assert pressed("b").claim == "later"


def test_a_review_is_taken_up_where_it_was_broken_off():
    assert begin(ARTICLE, pressed("a").text).queue == ("outer", "inner")
    assert begin(ARTICLE, pressed("aaa").text).done


def test_the_reviewers_name_and_the_day_are_written_beside_the_decision():
    review = press(begin(ARTICLE, TYPED, by="A. Reader", on="2026-11-25"), "a")
    file, _ = parse(review.text, "a.yaml")
    entry = file.claims[0].review
    assert (entry.state.value, entry.by.value, entry.on.value) == (
        "accepted",
        "A. Reader",
        "2026-11-25",
    )


def test_editing_changes_a_value_and_can_be_undone():
    review = edit(begin(ARTICLE, TYPED), "factuality", "PR+")
    assert review.said == "factuality changed"
    file, _ = parse(review.text, "a.yaml")
    assert file.claims[0].factuality.value == "PR+"
    assert press(review, "u").text == TYPED


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("quote", "It will not fall", "not changed: this is not in the article"),
        ("factuality", "certain", "not changed: `certain` is no factuality"),
        ("by", "nobody", "not changed: `nobody` is not defined"),
        ("id", "other", "`id` is not edited here"),
    ],
)
def test_an_edit_that_would_not_build_is_not_made(key, value, why):
    review = edit(begin(ARTICLE, TYPED), key, value)
    assert review.said.startswith(why), review.said
    assert review.text == TYPED


def test_after_the_end_nothing_is_edited():
    review = pressed("q")
    assert edit(review, "says", "Other.") is review


def test_a_reviewer_sees_source_cue_and_content_in_their_sentence():
    shown = view(begin(ARTICLE, TYPED))
    assert (shown.number, shown.count) == (1, 3)
    assert "".join(text for text, _ in shown.parts) == "“It will fall,” she added."
    roles = {role: text for text, role in shown.parts if role}
    assert roles["content"] == "It will fall"
    assert roles["source"] == "she"
    assert shown.chain == ("Mayor Okoro", "Ada Quill")
    assert shown.lines["says"] == "It will fall."
    assert shown.lines["confidence"] == "sure"


def test_the_chain_of_a_claim_within_another_leads_through_it():
    assert view(pressed("ss")).chain == ("Ada Chen", "Mayor Okoro", "Ada Quill")
    assert view(pressed("q")) is None


def test_what_is_no_annotation_file_cannot_be_reviewed():
    with pytest.raises(ValueError, match="mapping"):
        begin(ARTICLE, "- a list")


def test_decisions_are_examples_to_learn_from():
    file, _ = parse(pressed("ar").text, "a.yaml")
    found = examples_of(ARTICLE, file)
    words = [[TEXT[slice(*r)] for r in (*a.source, *a.content)] for a in found.right]
    assert words == [["she", "It will fall"]]
    assert len(found.wrong) == 2
    undecided, _ = parse(TYPED, "a.yaml")
    assert examples_of(ARTICLE, undecided).right == ()
