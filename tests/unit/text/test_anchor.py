"""A quotation is in the article, or it is refused with the reason and the place."""

from __future__ import annotations

import pytest
from texts import quoted, refused, spot

from kgbuild.located import Place, Text
from kgbuild.text.anchor import Quote, anchor, occurrences
from kgbuild.text.article import Article

BORDER = "Zhou said that provincial leaders do not have authority over it.\n\nWu agreed."


# ── Found ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "text", "exact"),
    [
        pytest.param('"no" say', "They have “no” say.", "“no” say", id="quotation-marks"),
        pytest.param("Wu's", "It was Wu’s call.", "Wu’s", id="apostrophe"),
        pytest.param("yes - no", "It is yes — no.", "yes — no", id="dash"),
        pytest.param("a  b", "see a\n\u00a0b here", "a\n\u00a0b", id="spaces"),
        pytest.param("border-crosser", "a border- crosser", "border- crosser", id="hyphenation"),
        pytest.param("wait...", "They wait… now", "wait…", id="ellipsis-of-the-article"),
        pytest.param("wait… now", "They wait... now", "wait... now", id="ellipsis-as-dots"),
        pytest.param("border", "the bor\u00adder", "bor\u00adder", id="soft-hyphen"),
        pytest.param("  no say ", "They have no say.", "no say", id="spaces-around"),
        pytest.param("no say", "😀👩\u200d👧 no say", "no say", id="emoji-before"),
        pytest.param("👩\u200d👧 no", "😀👩\u200d👧 no say", "👩\u200d👧 no", id="emoji-inside"),
        pytest.param("لا توجد سلطة", "قال: لا توجد سلطة هنا.", "لا توجد سلطة", id="arabic"),
        pytest.param("سلطة", "قال إن السلطة لا تملك سلطة.", None, id="arabic-prefix"),
        pytest.param(
            "难民", "他们说脱北者不是难民，而是移民。", "难民", id="chinese-has-no-spaces"
        ),
        pytest.param("ไม่มีอำนาจ", "พวกเขาไม่มีอำนาจที่นี่", "ไม่มีอำนาจ", id="thai-has-no-spaces"),
        pytest.param("cafe\u0301", "the cafe\u0301 here", "cafe\u0301", id="nfd-in-nfd"),
        pytest.param("caf\u00e9", "the caf\u00e9 here", "caf\u00e9", id="nfc-in-nfc"),
        pytest.param("क्‍षमा", "वह क्‍षमा है", "क्‍षमा", id="devanagari-joiner"),
        pytest.param(
            "\u202eabc\u202c x", "see \u202eabc\u202c x", "\u202eabc\u202c x", id="bidi-override"
        ),
        pytest.param("שלום עולם", "אמר: \u200fשלום\u200f עולם", "שלום\u200f עולם", id="marks"),
        pytest.param("end. Start", "The end.\n\nStart", "end.\n\nStart", id="over-paragraphs"),
        pytest.param("no", "no", "no", id="everything"),
    ],
)
def test_the_articles_own_characters_are_kept(words, text, exact):
    found = quoted(words, text)
    if exact is None:
        assert found.code == "quote-is-ambiguous"
    else:
        assert found == [exact]


def test_offsets_count_code_points_of_the_article():
    text = "😀 e\u0301 “no” say"
    (place,) = occurrences('"no" say', Article("a.txt", text))
    assert place == (5, 13)
    assert text[slice(*place)] == "“no” say"


def test_an_ellipsis_in_the_article_is_not_taken_for_words_left_out():
    assert quoted("one … three", "one … three and one two three") == ["one … three"]


@pytest.mark.parametrize("mark", ["…", "...", "[…]", "[...]", "(…)", "( ... )", "[ … ]"])
def test_an_ellipsis_leaves_words_out(mark):
    words = f"provincial leaders {mark} have authority"
    assert quoted(words, BORDER) == ["provincial leaders", "have authority"]


def test_several_ellipses_give_several_pieces():
    assert quoted("a … c … e", "a b c d e") == ["a", "c", "e"]


def test_the_next_occurrence_of_a_piece_is_meant():
    assert quoted("b … a", "a b a a") == ["b", "a"]


# ── Empty ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", ["", "  ", "\n\t", "\u200b", "\u00ad \u200e"])
def test_a_quotation_needs_words(words):
    found = refused(words, BORDER)
    assert (found.code, found.message) == ("quote-is-empty", "a quotation without words")
    assert spot(found) == (7, 10)


def test_words_that_fold_to_nothing_stand_nowhere():
    assert occurrences("\u200b", Article("a.txt", "no words here")) == ()


# ── Cut ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "text", "whole"),
    [
        pytest.param("able to", "They are unable to go.", "unable to", id="begins-inside"),
        pytest.param("is able", "It is ableist.", "is ableist", id="ends-inside"),
        pytest.param("власть", "Это властью не было.", "властью", id="cyrillic"),
        pytest.param("αρχ", "Η αρχή δεν ξέρει.", "αρχή", id="greek"),
    ],
)
def test_a_quotation_that_cuts_a_word_is_refused_with_the_whole_words(words, text, whole):
    found = refused(words, text)
    assert (found.code, spot(found)) == ("quote-cuts-a-word", (7, 10))
    assert found.message == "the quotation begins or ends inside a word"
    assert found.hint == f"the whole words are “{whole}”"
    assert found.width == len(words)
    assert found.related[0].at.column == text.index(words) + 1


def test_long_whole_words_are_shown_shortened():
    found = refused("able " + "very " * 40 + "much", "un" + "able " + "very " * 40 + "much")
    assert found.hint.startswith("the whole words are “unable very")
    assert " … " in found.hint


def test_the_whole_word_is_meant_where_the_same_letters_also_stand_inside_one():
    assert quoted("able", "unable but able") == ["able"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param("They can", "They can’t leave.", id="curly"),
        pytest.param("They can", "They can't leave.", id="straight"),
        pytest.param("Leaders do", "Leaders don’t know.", id="inside-the-contraction"),
    ],
)
def test_a_quotation_may_not_drop_a_contracted_not(words, text):
    assert refused(words, text).code == "quote-cuts-a-word"


def test_a_name_may_be_quoted_without_its_genitive():
    assert quoted("Wu", "It was Wu’s call.") == ["Wu"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param("cafe", "The cafe\u0301 is closed.", id="latin"),
        pytest.param("क", "वह कि है", id="devanagari"),
        pytest.param("ก", "มา กิน", id="thai"),
    ],
)
def test_a_quotation_may_not_cut_a_letter_from_its_marks(words, text):
    assert refused(words, text).code == "quote-cuts-a-word"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param("in 200", "It shifted in 2002.", id="year"),
        pytest.param("00 refugees", "They counted 1300 refugees.", id="thousands"),
    ],
)
def test_a_quotation_may_not_cut_a_number(words, text):
    assert refused(words, text).code == "quote-cuts-a-word"


# ── Ambiguous ────────────────────────────────────────────────────────────────────────────────────

TWICE = "First they said no. Then they said yes.\n\nAt last they said no!"


def test_words_that_stand_twice_are_refused_with_both_places():
    found = refused("they said no", TWICE)
    assert (found.code, spot(found)) == ("quote-is-ambiguous", (7, 10))
    assert found.message == "these words stand twice in the article"
    assert [(r.at.line, r.at.column) for r in found.related] == [(1, 7), (3, 9)]
    assert found.related[0].text == "First they said no. Then they said yes. At"


def test_of_many_places_five_are_shown():
    found = refused("no", "no, " * 9)
    assert found.message == "these words stand 9 times in the article"
    assert [r.label for r in found.related[-2:]] == ["in the article", "and 4 more"]
    assert len(found.related) == 6


@pytest.mark.parametrize(
    ("asked", "offset"),
    [
        pytest.param({"nth": 1}, 6, id="first"),
        pytest.param({"nth": 2}, 49, id="second"),
        pytest.param({"before": "First"}, 6, id="before"),
        pytest.param({"before": "At last,"}, 49, id="before-with-a-comma"),
        pytest.param({"before": "yes. At last"}, 49, id="before-over-a-paragraph"),
        pytest.param({"after": "!"}, 49, id="after-a-mark"),
        pytest.param({"after": "Then"}, 6, id="after-a-full-stop"),
        pytest.param({"before": "At last", "nth": 1}, 49, id="nth-of-what-is-left"),
    ],
)
def test_context_or_number_single_one_out(asked, offset):
    typed = Text("they said no", Place("story.yaml"))
    (span,) = anchor(Quote(words=typed, **asked), Article("story.txt", TWICE))
    assert (span.start, span.exact) == (offset, "they said no")


def test_context_that_fits_twice_singles_nothing_out():
    assert refused("they said no", TWICE, after=".").code == "quote-is-ambiguous"


def test_a_number_beyond_the_last_is_refused():
    found = refused("they said no", TWICE, nth=3)
    assert (found.code, spot(found)) == ("quote-nth-out-of-range", (7, 10))
    assert found.message == "nth: 3, but these words stand only twice in the article"
    assert len(found.related) == 2


def test_a_number_counts_whole_words_only():
    assert refused("able", "unable able", nth=2).message == (
        "nth: 2, but these words stand only once in the article"
    )


@pytest.mark.parametrize(
    ("asked", "gist"),
    [
        pytest.param({"before": "Never"}, "nowhere after “Never”", id="before"),
        pytest.param({"after": "never"}, "nowhere before “never”", id="after"),
        pytest.param(
            {"before": "First", "after": "never"},
            "nowhere after “First” and before “never”",
            id="both",
        ),
    ],
)
def test_words_that_do_not_stand_next_to_the_quotation_are_refused(asked, gist):
    found = refused("they said no", TWICE, **asked)
    assert (found.code, spot(found)) == ("quote-context-mismatch", (7, 10))
    assert found.message == f"these words are in the article, but {gist}"
    assert len(found.related) == 2


# ── Pieces ───────────────────────────────────────────────────────────────────────────────────────


def test_pieces_in_another_order_are_refused():
    found = refused("have authority … provincial leaders", BORDER)
    assert (found.code, spot(found)) == ("quote-pieces-out-of-order", (7, 10))
    assert found.message == "the pieces of this quotation stand in another order in the article"
    assert [r.at.column for r in found.related] == [42, 16]


def test_pieces_of_different_paragraphs_are_refused():
    found = refused("authority … Wu agreed", BORDER)
    assert (found.code, found.message) == (
        "quote-pieces-out-of-order",
        "the pieces of this quotation stand in different paragraphs",
    )


def test_pieces_that_overlap_are_out_of_order():
    assert refused("a b … b c", "a b c").code == "quote-pieces-out-of-order"


def test_a_piece_that_cuts_a_word_is_not_in_the_article():
    assert refused("They … able", "They were unable").code == "quote-not-in-text"


PIECES = "they said a long no. they said a short no."


def test_pieces_that_follow_each_other_twice_are_ambiguous():
    found = refused("they said … no", PIECES)
    assert (found.code, spot(found)) == ("quote-is-ambiguous", (7, 10))
    assert found.message == "these pieces follow each other twice in the article"
    assert [r.at.column for r in found.related] == [1, 22]


def test_a_number_singles_out_pieces():
    assert quoted("they said … no", PIECES, nth=2) == ["they said", "no"]


def test_context_singles_out_pieces():
    assert quoted("they … no", "So they say no. But they say no.", before="But") == ["they", "no"]


@pytest.mark.parametrize("text", [PIECES, "they said a long no."])
def test_a_number_of_pieces_beyond_the_last_is_refused(text):
    assert refused("they said … no", text, nth=5).code == "quote-nth-out-of-range"


def test_pieces_that_do_not_stand_next_to_the_given_words_are_refused_for_that_reason():
    assert refused("they said … no", PIECES, before="Never").code == "quote-context-mismatch"
