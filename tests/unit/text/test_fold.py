"""What a printer chose is folded; what an author chose is not."""

from __future__ import annotations

import pytest

from kgbuild.text.fold import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        pytest.param("‘a’ ‚b‛ c′ dʼs", "'a' 'b' c' d's", id="single-quotation-marks"),
        pytest.param("“a” „b‟ «c» d″", '"a" "b" "c" d"', id="double-quotation-marks"),
        pytest.param("a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h", id="dashes"),
        pytest.param("a…b", "a...b", id="ellipsis"),
        pytest.param("a \t\n b\u00a0c\u3000d", "a b c d", id="white-space"),
        pytest.param("bor\u00adder \u200eUN\u200f", "border UN", id="invisible"),
        pytest.param("border-  crosser", "border-crosser", id="hyphenated-line"),
        pytest.param("1- 2 - 3", "1- 2 - 3", id="no-letters-no-hyphenation"),
    ],
)
def test_typography_is_folded(typed, folded):
    assert fold(typed).text == folded


@pytest.mark.parametrize("text", ["Case CASE", "cafe\u0301", "ﬁ ½ Ａ", "不 難 难", "ß ss", "ك ک"])
def test_letters_are_never_folded(text):
    assert fold(text).text == text


def test_each_folded_character_knows_where_it_came_from():
    folded = fold("a  “b…")
    assert folded.text == 'a "b...'
    assert [folded.origin(i) for i in range(8)] == [0, 1, 3, 4, 5, 5, 5, 6]
    assert folded.original(2, 4) == (3, 5)
    assert folded.original(4, 7) == (5, 6)


def test_nothing_is_folded_to_nothing():
    assert fold("").text == ""
    assert fold("").origin(0) == fold("\u00ad").origin(0) - 1 == 0


def test_an_offset_finds_its_folded_character_or_the_next_one():
    folded = fold("a  “b…c")
    assert [folded.place(i) for i in range(8)] == [0, 1, 2, 2, 3, 4, 7, 8]


@pytest.mark.parametrize(
    "text", ["a \u200b b", "a \u200f\u200e b", "a-\u00ad b", "a– b", "a -\u200b b"]
)
def test_folding_what_is_folded_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once
