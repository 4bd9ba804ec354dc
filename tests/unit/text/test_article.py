"""Bytes in, exact characters out: what an article may be, and where things stand in it."""

from __future__ import annotations

import hashlib

import pytest
from texts import spot

from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Place
from kgbuild.text.article import Article, Cleaning, check, clean, read


@pytest.mark.parametrize(
    ("data", "code", "place", "gist"),
    [
        pytest.param(b"\xef\xbb\xbfTea", "article-has-bom", (1, 1), "byte order mark", id="bom"),
        pytest.param(
            b"Tea\r\nCoffee", "article-has-carriage-return", (1, 4), "carriage return", id="crlf"
        ),
        pytest.param(
            b"Tea\n\nCof\rfee", "article-has-carriage-return", (3, 4), "carriage return", id="cr"
        ),
        pytest.param(
            "Tea\ncafé".encode("latin-1"), "article-not-utf8", (2, 4), "byte 0xE9", id="latin-1"
        ),
        pytest.param(
            "😀 ".encode() + b"\xc3(", "article-not-utf8", (1, 3), "byte offset 5", id="cut-utf8"
        ),
        pytest.param("Tea".encode("utf-16"), "article-not-utf8", (1, 1), "byte 0xFF", id="utf-16"),
        pytest.param(
            b"ok \xed\xa0\x80", "article-not-utf8", (1, 4), "byte 0xED", id="surrogate-in-utf8"
        ),
        pytest.param(b"a\xc0\xaf", "article-not-utf8", (1, 2), "0xC0", id="overlong"),
        pytest.param(b"", "article-is-empty", (1, 1), "no text", id="no-bytes"),
        pytest.param(" \n\t\n\u3000".encode(), "article-is-empty", (1, 1), "no text", id="spaces"),
        pytest.param(b"Tea\n\x00", "article-has-control-character", (2, 1), "U+0000", id="null"),
        pytest.param(
            "难民\x1b[31m".encode(), "article-has-control-character", (1, 3), "U+001B", id="escape"
        ),
        pytest.param(
            b"Tea\x0cCoffee", "article-has-control-character", (1, 4), "U+000C", id="form-feed"
        ),
        pytest.param(
            "Tea\x85Coffee".encode(), "article-has-control-character", (1, 4), "U+0085", id="nel"
        ),
        pytest.param(b"Tea\x7f", "article-has-control-character", (1, 4), "U+007F", id="delete"),
    ],
)
def test_what_would_make_offsets_ambiguous_is_refused_with_its_place(data, code, place, gist):
    found = check(data, "a.txt")
    assert isinstance(found, Diagnostic)
    assert (found.code, spot(found)) == (code, place)
    assert gist in found.message
    assert found.hint


@pytest.mark.parametrize(
    "text",
    [
        "tab\tand\nnewline",
        "no newline at the end",
        "\n\nblank lines first",
        "NFD: cafe\u0301; NFC: caf\u00e9",
        "bidi: \u202eabc\u202c \u2067שלום\u2069",
        "joined: 👩\u200d👧, क्‍ष",
        "separators: a\u2028b\u2029c",
        "beyond the plane: 𠮷😀",
        "bom inside: a\ufeffb",
    ],
)
def test_every_other_character_is_kept_as_it_is(text):
    article = check(text.encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.characters == text


def test_the_hash_is_that_of_the_file(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes("脱北者 café\n".encode())
    article = read(file)
    assert isinstance(article, Article)
    assert article.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert article.path == str(file)


def test_an_article_is_shown_under_the_name_that_is_asked_for(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xff")
    found = read(file, shown_as="texts/a.txt")
    assert isinstance(found, Diagnostic)
    assert str(found.at) == "texts/a.txt:1:1"


def test_a_file_that_is_not_there_is_an_error_of_the_run(tmp_path):
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.txt")


def test_columns_count_code_points():
    article = Article("a.txt", "👩\u200d👧 e\u0301!\nتاريخ")
    assert article.place(article.characters.index("!")) == Place("a.txt", 1, 7)
    assert article.place(article.characters.index("ت")) == Place("a.txt", 2, 1)


def test_the_place_after_the_last_character_is_a_place():
    assert Article("a.txt", "ab\n").place(3) == Place("a.txt", 2, 1)


def test_a_line_is_shown_without_its_newline():
    article = Article("a.txt", "one\n\nthree")
    assert [article.line(n) for n in (1, 2, 3)] == ["one", "", "three"]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("one\ntwo\n\nthree", ["one\ntwo", "three"], id="blank-lines-divide"),
        pytest.param("one\n \t \n\n\ntwo\n", ["one", "two\n"], id="lines-of-spaces-are-blank"),
        pytest.param("one\ntwo", ["one", "two"], id="without-blank-lines-each-line"),
        pytest.param("\n\none", ["one"], id="blank-lines-first"),
        pytest.param("one", ["one"], id="a-single-one"),
    ],
)
def test_paragraphs(text, paragraphs):
    article = Article("a.txt", text)
    assert [text[start:end] for start, end in article.paragraphs] == paragraphs


def test_an_offset_in_a_blank_line_belongs_to_the_paragraph_before():
    article = Article("a.txt", "one\n\ntwo")
    assert article.paragraph(4) == (0, 3)


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        pytest.param("Tea? No, thanks. Coffee.", "thanks", "No, thanks.", id="middle"),
        pytest.param("The U.S. consulate left. It rained.", "left", None, id="initials"),
        pytest.param("“Tea?” she said. “No.” He left.", "No", "“No.”", id="quotation-marks"),
        pytest.param("他说没有。她不同意！完。", "她", "她不同意！", id="chinese"),
        pytest.param("One here.\n\nAnother", "Another", "Another", id="no-full-stop"),
        pytest.param("هل جاء؟ نعم جاء. انتهى.", "نعم", "نعم جاء.", id="arabic"),
    ],
)
def test_the_sentence_around_an_offset(text, at, sentence):
    article = Article("a.txt", text)
    start, end = article.sentence(text.index(at))
    assert text[start:end] == (sentence or "The U.S. consulate left.")


@pytest.mark.parametrize(
    ("data", "characters", "steps"),
    [
        pytest.param(b"a\nb", "a\nb", (), id="already-clean"),
        pytest.param(b"\xef\xbb\xbfa", "a", ("byte order mark removed",), id="bom"),
        pytest.param(b"a\r\n\r\nb", "a\n\nb", ("2 CRLF became LF",), id="crlf"),
        pytest.param(b"a\rb", "a\nb", ("1 CR became LF",), id="cr"),
        pytest.param(
            b"a\r\nb\rc", "a\nb\nc", ("1 CRLF became LF", "1 CR became LF"), id="both-kinds"
        ),
        pytest.param(b"a\x0cb", "a\nb", ("1 form feeds became LF",), id="form-feed"),
    ],
)
def test_a_file_found_elsewhere_is_cleaned_and_says_how(data, characters, steps):
    assert clean(data, "a.txt") == Cleaning(characters, steps)


def test_what_cannot_be_cleaned_is_refused():
    found = clean(b"\xef\xbb\xbfa\r\n\x07", "a.txt")
    assert isinstance(found, Diagnostic)
    assert (found.code, spot(found)) == ("article-has-control-character", (2, 1))
