"""Why a quotation is not in the article: the nearest text and the first differing word."""

from __future__ import annotations

import pytest
from texts import caret_in

BORDER = "Zhou said that provincial leaders do not have authority over it.\n\nWu agreed."


def test_a_dropped_not_is_shown_at_the_word_that_follows_it():
    found = caret_in("provincial leaders do ‸have authority", BORDER)
    assert found.code == "quote-not-in-text"
    assert found.message == "this is not in the article"
    assert found.pointer == "the article has “not” here"
    assert found.width == len("have")
    (nearest,) = found.related
    assert nearest.label == "nearest text"
    assert (nearest.at.path, nearest.at.line, nearest.at.column) == ("story.txt", 1, 38)
    assert nearest.text == "Zhou said that provincial leaders do not have authority over it."


def test_a_changed_word_is_shown_with_what_the_article_has():
    found = caret_in("provincial leaders do not ‸lack authority", BORDER)
    assert (found.code, found.pointer) == ("quote-not-in-text", "the article has “have” here")
    assert found.width == len("lack")


def test_an_added_word_is_shown():
    found = caret_in("leaders do not have ‸any authority", BORDER)
    assert found.pointer == "the article has “authority” here"


def test_a_changed_first_word_is_shown_with_what_the_article_has():
    found = caret_in("‸Many leaders do not have authority", BORDER)
    assert (found.code, found.width) == ("quote-not-in-text", len("Many"))
    assert found.pointer == "the article has “provincial” here"


def test_words_after_the_articles_end_are_shown():
    found = caret_in("Wu agreed. ‸Really", BORDER)
    assert found.pointer == "the article ends here"


def test_words_after_a_sentences_end_are_shown():
    found = caret_in("do not have authority over it ‸and nobody has", BORDER)
    assert (found.code, found.width) == ("quote-not-in-text", len("and"))


def test_words_of_elsewhere_are_refused_as_a_whole():
    found = caret_in("‸qqq", BORDER)
    assert (found.code, found.message) == ("quote-not-in-text", "this is not in the article")
    assert (found.pointer, found.width, found.related) == ("", 3, ())


@pytest.mark.parametrize(
    ("words", "text", "reason"),
    [
        pytest.param(
            "caf\u00e9",
            "the cafe\u0301",
            "the same letters are in the article in another Unicode normalisation form: "
            "they are composed (NFC) here; copy the words from the article",
            id="nfc-for-nfd",
        ),
        pytest.param(
            "cafe\u0301",
            "the caf\u00e9",
            "the same letters are in the article in another Unicode normalisation form: "
            "they are decomposed (NFD) here; copy the words from the article",
            id="nfd-for-nfc",
        ),
        pytest.param(
            "fine print",
            "the ﬁne print",
            "the article has these words with other compatibility characters (width, ligatures)",
            id="ligature",
        ),
        pytest.param(
            "ＡＢＣ",
            "see ABC",
            "the article has these words with other compatibility characters (width, ligatures)",
            id="width",
        ),
        pytest.param(
            "provincial Leaders",
            BORDER,
            "the article has these words in other capitals",
            id="capitals",
        ),
        pytest.param(
            "provincialleaders",
            BORDER,
            "the article has these letters with other spaces",
            id="spaces",
        ),
    ],
)
def test_the_same_letters_otherwise_spelled_are_refused_with_the_reason(words, text, reason):
    found = caret_in("‸" + words, text)
    assert (found.code, found.message) == ("quote-not-in-text", reason)
    assert found.width == len(words)


def test_simplified_characters_are_not_traditional_ones():
    found = caret_in("他们是‸难民", "他們说他们是難民。")
    assert found.pointer == "the article has “難民” here"


def test_a_language_without_spaces_parts_at_the_character():
    found = caret_in("เขาไม่มีอำนาจเห‸ลือ", "เขาไม่มีอำนาจเหนือมัน")
    assert found.pointer == "the article has “นือมัน” here"


@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        pytest.param("Zhou …  provincial ‸people", "the article has “leaders” here", id="second"),
        pytest.param("Zhou … leaders … have ‸none", "the article has “authority” here", id="third"),
        pytest.param(
            "Zhou  said  that ‸central leaders", "the article has “provincial” here", id="spaces"
        ),
        pytest.param(
            "Zhou \u200bsaid\u00ad that ‸central leaders",
            "the article has “provincial” here",
            id="invisible-characters",
        ),
    ],
)
def test_the_caret_is_right_after_what_folding_makes_longer_or_shorter(words, pointer):
    found = caret_in(words, BORDER)
    assert (found.code, found.pointer) == ("quote-not-in-text", pointer)
