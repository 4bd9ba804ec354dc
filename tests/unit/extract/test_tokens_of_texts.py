"""Tokens cover a text, blocks cover an article, and quotation marks are read in any script."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.extract.quoted import find_quotations
from kgbuild.extract.tagger import features
from kgbuild.extract.tagger.examples import list_blocks
from kgbuild.extract.tagger.tokens import LONGEST, cut, divide, tokenize
from kgbuild.text.article import Article

TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("abZ.,!’'\"“”«»「」 \n-—1é中")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


@given(TEXTS)
def test_between_tokens_there_is_only_white_space(text):
    tokens = tokenize(text, 0, len(text))
    assert tokens == sorted(tokens)
    assert all(start < end for start, end in tokens)
    gaps = zip([0, *(end for _, end in tokens)], [*(s for s, _ in tokens), len(text)], strict=True)
    assert not "".join(text[a:b] for a, b in gaps).strip()


@given(TEXTS, TEXTS)
def test_offsets_are_those_of_the_whole_text(before, text):
    moved = [
        (a - len(before), b - len(before))
        for a, b in tokenize(before + text, len(before), len(before + text))
    ]
    if not before or before[-1].isspace():
        assert moved == tokenize(text, 0, len(text))


@given(TEXTS)
def test_no_word_is_outside_the_blocks_and_none_is_in_two(text):
    tokens = [token for block in list_blocks(Article("a", text)) for token in block.tokens]
    assert tokens == sorted(set(tokens))
    covered = {i for start, end in tokens for i in range(start, end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered


@given(TEXTS)
def test_quotations_are_in_the_text_in_order_and_apart(text):
    found = find_quotations(text, 0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “no”, she “yes”.", ["“no”", "“yes”"]),
        ('"No," he said. "Never."', ['"No,"', '"Never."']),
        ("„Nein“, sagte er.", ["„Nein“"]),
        ("Elle dit : « non, jamais ».", ["« non, jamais »"]),
        ("»Nej«, sagde han.", ["»Nej«"]),
        ("他说：「不行。」然后走了。", ["「不行。」"]),
        ("“I said ‘no’ twice,” he said.", ["“I said ‘no’ twice,”"]),
        ("He said ''no way'' and left.", ["''no way''"]),
        ("It’s the boys’ turn.", []),
        ("The 6' wall and the 5\" pipe.", []),
        ("“It goes on in the next paragraph.", ["“It goes on in the next paragraph."]),
        ("He said “it never closes.", []),
    ],
)
def test_quotation_marks_of_many_languages(text, quoted):
    assert [text[a:b] for a, b in find_quotations(text, 0, len(text))] == quoted


def test_lines_of_a_wrapped_paragraph_stay_together():
    wrapped = Article("a", "A line that an editor\nbroke in two.\n\nAnother.")
    assert len(list(divide(wrapped))) == 2


def test_lines_that_are_paragraphs_are_divided():
    text = "First paragraph.\nSecond paragraph.\n\nThird."
    assert [text[a:b] for a, b in divide(Article("a", text))] == [
        "First paragraph.",
        "Second paragraph.",
        "Third.",
    ]


def test_a_long_paragraph_is_cut_after_a_sentence():
    text = "One two three four five. " * 100
    pieces = list(cut(text, tokenize(text, 0, len(text))))
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert all(text[piece[-1][0]] == "." for piece in pieces)


def test_a_sentence_without_end_is_cut_all_the_same():
    text = "word " * 500
    assert [len(piece) for piece in cut(text, tokenize(text, 0, len(text)))] == [200, 200, 100]


def test_titles_and_initials_do_not_end_a_sentence():
    text = "Mr. J. Doe of the U.S. said so. It is."
    tokens = tokenize(text, 0, len(text))
    places = features.find_places(text, tokens, [])
    first = [text[slice(*token)] for token, place in zip(tokens, places, strict=True) if place % 2]
    assert first == ["Mr.", "It"]


def test_all_kinds_of_quotation_marks_look_alike_to_the_tagger():
    words = []
    for text in ("“No,” he", '"No," he', "«No,» he", "''No,'' he"):
        tokens = tokenize(text, 0, len(text))
        words.append(features.read_words(text, tokens, find_quotations(text, 0, len(text))))
    assert words == [["“", "No", ",", "”", "he"]] * 4


def test_a_masked_word_has_no_pieces():
    assert set(features.list_pieces(features.MASKED)) == {0}


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=12))
def test_pieces_are_rows_of_the_table_and_the_same_in_capitals(word):
    pieces = features.list_pieces(word)
    assert all(0 < piece < features.BUCKETS for piece in pieces)
    assert 0 <= features.find_shape(word) < features.SHAPES


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("'We stay,' said Ada. 'For good.' Her deputy saw 'a slow betrayal'.",
         ["'We stay,'", "'For good.'", "'a slow betrayal'"]),
        ("The ministers' letter said 'no' to the farmers' plea. Don't.", ["'no'"]),
        ("“It's the 'best' plan,” in the '90s, of rock 'n' roll.", ["“It's the 'best' plan,”"]),
        ("'I can't go,' he said, 'and I won't.'", ["'I can't go,'", "'and I won't.'"]),
    ],
)  # fmt: skip
def test_straight_single_marks_quote_where_they_are_no_apostrophes(text, quoted):
    assert [text[a:b] for a, b in find_quotations(text, 0, len(text))] == quoted
