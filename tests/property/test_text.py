"""What holds for any text: anchoring, folding, places; no exception for any input."""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.nodes import compose
from kgbuild.annotation.read import parse
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Place, Text
from kgbuild.text.anchor import Quote, anchor, occurrences
from kgbuild.text.article import Article, Cleaning, check, clean
from kgbuild.text.fold import fold, has_invisible
from kgbuild.text.span import cut

# How a value is typed: what opens it, and how characters are escaped.
STYLES: dict[str, Callable[[str], str]] = {
    "'": lambda v: v.replace("'", "''"),
    '"': lambda v: v.replace("\\", "\\\\").replace('"', '\\"'),
    "|-\n  ": lambda v: v,
    ">-\n  ": lambda v: v,
}
modest = settings(
    derandomize=True,
    max_examples=300,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

# Few characters, so that words repeat, and those that folding, YAML and people stumble over.
CHARACTERS = "ab no.’'“”\"-–…\n\u00a0\u00ad\u200b\u200f\u0301é难民สวีسل😀\u202e\u2028"
texts = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=60)
articles = texts.filter(lambda t: t.strip() != "").map(lambda t: Article("a.txt", t))


def quoted(words: str, article: Article) -> object:
    """What anchoring gives for words."""
    return anchor(Quote(words=Text(words, Place("a.yaml"), words)), article)


@modest
@given(articles, st.data())
def test_the_text_of_a_span_anchors_at_that_span_when_it_is_unique(article, data):
    text = article.characters
    words = [i for i, c in enumerate(text) if c.isalnum()]
    assume(words)
    start = data.draw(st.sampled_from(words))
    end = data.draw(st.sampled_from([i for i in words if i >= start])) + 1
    exact = text[start:end]
    folded, wanted = fold(text).text, fold(exact).text
    assume(folded.find(wanted) == folded.rfind(wanted))
    found = quoted(exact, article)
    if isinstance(found, Diagnostic):
        assert found.code == "quote-cuts-a-word"
    else:
        assert found == (cut(article, start, end),)


@modest
@given(articles, st.data())
def test_a_span_says_what_stands_at_its_offsets_in_a_context_that_is_unique(article, data):
    text = article.characters
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = cut(article, start, end)
    assert span.exact == text[start:end]
    context = span.prefix + span.exact + span.suffix
    assert text[start - len(span.prefix) : end + len(span.suffix)] == context
    assert text.find(context) == start - len(span.prefix)
    assert text.find(context, text.find(context) + 1) == -1


@modest
@given(articles, texts)
def test_what_is_anchored_differs_from_what_was_typed_in_typography_only(article, words):
    found = quoted(words, article)
    if isinstance(found, Diagnostic):
        assert found.code.startswith("quote-")
        return
    for span in found:
        assert span.exact == article.characters[span.start : span.end]
    kept = "".join(span.exact for span in found)
    assert [c for c in kept if c.isalnum()] == [c for c in words if c.isalnum()]


@modest
@given(articles, texts)
def test_occurrences_are_inside_the_text_and_never_empty(article, words):
    for start, end in occurrences(words, article):
        assert 0 <= start < end <= len(article.characters)


@modest
@given(articles, st.data())
def test_a_long_text_is_searched_by_its_words_and_gives_the_same(article, data):
    """What is found by the rarest word of a phrase is what reading the whole text finds."""
    text = article.characters
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words, begin = text[start:end], data.draw(st.integers(0, len(text)))
    long = Article("a.txt", text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kgbuild.text.article._LONG", 0)
        assert (long.words is None) == has_invisible(text)
    assert occurrences(words, long) == occurrences(words, article)
    assert occurrences(words, long, begin) == occurrences(words, article, begin)
    assert cut(long, start, end) == cut(article, start, end)
    assert quoted(words, long) == quoted(words, article)


@modest
@given(articles, texts, st.data())
def test_occurrences_between_two_offsets_are_those_of_all_that_lie_there(article, words, data):
    start = data.draw(st.integers(0, len(article.characters)))
    end = data.draw(st.integers(start, len(article.characters)))
    there = [(s, e) for s, e in occurrences(words, article) if start <= s and e <= end]
    assert list(occurrences(words, article, start, end)) == there


@modest
@given(texts)
def test_folding_maps_every_slice_back_to_where_it_came_from(text):
    folded = fold(text)
    origins = [folded.origin(index) for index in range(len(folded.text) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(text)
    for offset in range(len(text) + 1):
        assert folded.place(offset) == next(i for i, o in enumerate(origins) if o >= offset)
    for index, character in enumerate(folded.text):
        start, end = folded.original(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert character in fold(text[start:end]).text


@modest
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_folding_keeps_letters_their_case_and_their_order(text):
    text = text.replace("\u02bc", "’")  # Unicode counts this apostrophe among the letters
    folded = fold(text).text
    assert [c for c in folded if c.isalnum()] == [c for c in text if c.isalnum()]


@modest
@given(texts)
def test_folding_twice_is_folding_once(text):
    once = fold(text).text
    assert fold(once).text == once


@modest
@given(articles, st.data())
def test_an_offset_and_its_place_are_the_same_position(article, data):
    text = article.characters
    offset = data.draw(st.integers(0, len(text)))
    place = article.place(offset)
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 == offset
    assert article.line(place.line) == lines[place.line - 1]
    assert place.column <= len(lines[place.line - 1]) + 1


@modest
@given(articles, st.data())
def test_an_offset_lies_in_its_sentence_and_its_sentence_in_its_paragraph(article, data):
    words = [i for i, c in enumerate(article.characters) if c.isalnum()]
    assume(words)
    offset = data.draw(st.sampled_from(words))
    start, end = article.sentence(offset)
    first, last = article.paragraph(offset)
    assert first <= start <= offset < end <= last
    assert bisect_left(article.paragraphs, (first, last)) < len(article.paragraphs)


@modest
@given(st.text(st.sampled_from("no say'\"é😀"), min_size=1, max_size=20), st.data())
def test_every_character_of_a_value_has_its_place_in_the_file(value, data):
    # A run of quotation marks may be shown a column early: `''` in quotes is six of them.
    assume(value.strip() == value and not re.search(r"^['\"]|''|\"\"", value))
    opening, escaped = data.draw(st.sampled_from(sorted(STYLES.items())))
    index = data.draw(st.integers(0, len(value) - 1))
    closing = opening if len(opening) == 1 else ""
    typed = opening + escaped(value) + closing
    node, found = compose("a: " + typed, "a.yaml")
    assert found == ()
    scalar = node.pairs[0][1]
    assert scalar.value == value
    at = scalar.place_of(index)
    lines = opening.count("\n")
    column = len((opening + escaped(value[:index])).split("\n")[-1]) + (1 if lines else 4)
    width = len(escaped(value[index]))
    start = {(1, 4)} if index == 0 else set()
    assert (at.line, at.column) in {(1 + lines, column + n) for n in range(width)} | start


# ── Whatever people type, there is an answer and no traceback ────────────────────────────────────

YAML_PIECES = st.sampled_from(
    [
        *string.punctuation,
        *("a", "b: ", "- ", "\n", "\n  ", "\n    ", "\t", " ", "? ", "&a ", "*a", "!!str ", "<<: "),
        *("article:", "id: x", "claims:", "people: ", "quote: ", "---\n", "...\n", "%YAML 1.2\n"),
        *("|\n", ">-\n", "'", '"', "\\u00e9", "\\ud800", "\\U00110000", "\\UFFFFFFFF", "\\x", "#"),
        *("难", "😀", "\u2028", "\x85", "\ufeff", "\x00", "\x07", "\u202e", "e\u0301", "\ud800"),
    ]
)
yaml_texts = st.lists(YAML_PIECES, max_size=25).map("".join)


@modest
@example("article: &a [*a]")
@example('a: "\\UFFFFFFFF"')
@example("{" * 5000)
@example("? " * 200)
@example("- " * 200)
@given(yaml_texts)
def test_reading_annotations_gives_a_file_or_findings(typed):
    file, found = parse(typed, "a.yaml")
    assert isinstance(file, AnnotationFile) or found
    lines = typed.count("\n") + typed.count("\r") + typed.count("\x85") + typed.count("\u2028") + 1
    for finding in found:
        assert finding.message
        assert finding.hint
        assert 1 <= finding.at.line <= lines
        assert finding.at.column >= 1


@modest
@given(st.dictionaries(st.sampled_from(["id", "title", "kind", "file", "note"]), texts, max_size=5))
def test_any_value_of_an_article_is_read_or_found(keys):
    lines = ["article:"]
    for key, value in keys.items():
        plain = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        lines.append(f'  {key}: "{plain}"')
    file, found = parse("\n".join(lines), "a.yaml")
    assert file is None
    assert found
    assert {f.code for f in found} <= {
        "key-missing",
        "not-a-choice",
        "not-a-slug",
        "wrong-shape",
    }


@modest
@example(b"\xef\xbb\xbf")
@example(b"\xf0\x9f\x98")
@given(st.binary(max_size=40) | texts.map(str.encode))
def test_checking_bytes_gives_an_article_or_a_finding_inside_the_file(data):
    found = check(data, "a.txt")
    if isinstance(found, Diagnostic):
        assert found.code.startswith("article-")
        assert 1 <= found.at.line <= data.count(b"\n") + 1
        assert found.at.column >= 1
    else:
        assert found.characters.encode() == data


@modest
@given(st.binary(max_size=40) | texts.map(lambda t: t.replace("\n", "\r\n").encode()))
def test_what_was_cleaned_is_accepted_and_cleaning_it_again_changes_nothing(data):
    cleaned = clean(data, "a.txt")
    if isinstance(cleaned, Diagnostic):
        assert cleaned.code.startswith("article-")
        return
    assert check(cleaned.characters.encode(), "a.txt") == Article("a.txt", cleaned.characters)
    assert clean(cleaned.characters.encode(), "a.txt") == Cleaning(cleaned.characters, ())


@pytest.mark.parametrize("words", ["", " ", "\u200b", "…", "...", "[…] …", "\n\n", "\u0301"])
def test_words_that_say_nothing_are_refused_in_any_text(words):
    for text in ("no", "no… no", "\u200b \u200b", "…"):
        found = quoted(words, Article("a.txt", text))
        assert isinstance(found, Diagnostic) or all(span.exact.strip() for span in found)
