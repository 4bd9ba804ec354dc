"""Articles as they were found: HTML, Markdown and plain text, the hostile ones among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import InputError
from kgbuild.reading import read as reading
from kgbuild.reading.hypertext import decode, read_hypertext
from kgbuild.reading.page import Composer, Page, Region
from kgbuild.reading.read import read_page
from kgbuild.reading.worker import answer, page_of

ARTICLES = Path(__file__).resolve().parents[2] / "data" / "articles"
PARAGRAPH = "The council has decided to close the old bridge, and nobody knows when it will reopen."


def page(body, head=""):
    return (
        f"<html lang='en'><head>{head}</head><body><article>{body}</article></body></html>".encode()
    )


def test_the_article_is_taken_out_of_its_page_and_the_furniture_stays_behind():
    read = read_page((ARTICLES / "page.html").read_bytes(), "page.html")
    assert read.characters.startswith("Ferry to run all winter, operator says\n\nThe ferry between")
    assert read.characters.count("\n\n") == 6
    for furniture in ("cookies", "Subscribe", "Related", "whale", "Log in", "nobody ever", "ads"):
        assert furniture not in read.characters, furniture
    assert (read.title, read.author) == ("Ferry to run all winter, operator says", "Miguel Santos")
    assert (read.publisher, read.issued) == ("Coast Gazette", "2025-10-02")
    assert (read.language, read.url) == ("en-US", "https://gazette.example/ferry-winter")
    assert read.snapshot == ".html"
    headings = [read.characters[r.start : r.end] for r in read.regions]
    assert headings == ["Ferry to run all winter, operator says", "Fishermen doubtful"]
    assert {r.kind for r in read.regions} == {"heading"}


@pytest.mark.parametrize("kind", ["ad", "box newsletter", "pullquote", "related"])
def test_what_a_page_calls_an_advertisement_is_no_part_of_it(kind):
    body = (
        f"<p>{PARAGRAPH}</p><div class='{kind}'><p>“I lost two stone,” says Karen from Leith, and "
        f"so can you if you buy it.</p></div><p class='lead'>{PARAGRAPH} Or not.</p>"
    )
    text = read_hypertext(page(body)).characters
    assert "Karen" not in text
    assert text.rstrip().endswith("Or not.")


def test_a_page_tells_itself_by_its_beginning():
    data = b"<!DOCTYPE html>" + page(f"<h1>Bridge</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH} Or not.</p>")
    assert PARAGRAPH in read_page(data, "article.txt").characters


def test_markup_inside_a_paragraph_leaves_its_words():
    body = (
        f"<p>{PARAGRAPH} She said <em>no</em> &amp; left.<br>Again.</p><p>{PARAGRAPH} Or not.</p>"
    )
    text = read_hypertext(page(body)).characters
    assert "She said no & left." in text
    assert "<" not in text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "windows-1251"]
)
def test_an_encoding_is_told_or_found(encoding):
    words = (
        "Мост закрыт сегодня, сказал мэр города." if encoding == "windows-1251" else "Café “closed”"
    )
    declared = "" if encoding.startswith("utf") else f"<meta charset='{encoding}'>"
    text, steps = decode(f"<html><head>{declared}</head><p>{words}</p>".encode(encoding))
    assert words in text
    assert bool(steps) == (not encoding.startswith("utf-8"))


def test_an_undeclared_western_encoding_is_read_as_browsers_do():
    text, (step,) = decode("<p>Café déjà vu — naïve coöperation</p>".encode("windows-1252"))
    assert "Café déjà vu — naïve" in text
    assert "windows-1252" in step
    assert (
        "<p>caf"
        in decode(b"<meta charset='no-such-thing'><p>caf\xe9 au lait, s'il vous pla\xeet</p>")[0]
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body></body></html>",
        b"<html>" + b"<div>" * 50_000 + b"deep",
        b"<html><script>alert(1)</script></html>",
        b"<html>" + bytes(range(1, 32)) * 100,
        b"<html><h1>Only a title</h1></html>",
    ],
    ids=["empty", "deep", "script", "control characters", "title"],
)
def test_a_page_without_an_article_is_said_to_have_none(data):
    with pytest.raises(InputError, match=r"a\.html") as caught:
        read_page(data, "a.html")
    assert "copy the article's words" in caught.value.hint


def test_entities_of_a_hostile_page_are_not_multiplied():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "a" * 10}">' for n in range(12))
    data = f"<!DOCTYPE html [{bomb}]><html><body><p>&e11; {PARAGRAPH}</p></body></html>".encode()
    assert len(read_page(data, "a.html").characters) < 1000


def test_scripts_never_become_text():
    body = (
        f"<p>{PARAGRAPH}</p><script>evil()</script><style>p{{}}</style><p>{PARAGRAPH} Or not.</p>"
    )
    assert "evil" not in read_page(page(body), "a.html").characters


def test_what_costs_too_much_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(InputError, match="cannot be read"):
        read_page(page(f"<p>{PARAGRAPH}</p>"), "a.html")
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(InputError, match="MiB"):
        read_page(b"x" * 11, "a.txt")


def test_nested_too_deeply_is_an_answer_not_a_crash(monkeypatch):
    def deep(_):
        raise RecursionError

    monkeypatch.setattr("kgbuild.reading.hypertext.read_hypertext", deep)
    assert "too deeply" in answer({"page": ""})["error"]


def test_markdown_becomes_the_words_a_reader_sees():
    read = read_page((ARTICLES / "essay.md").read_bytes(), "essay.md")
    assert "street lamps in Aldermere began with a letter." in read.characters
    assert "*" not in read.characters
    assert "](" not in read.characters
    assert "Nobody should have to walk home in the dark." in read.characters
    assert (read.title, read.author) == ("Who owns the night sky?", "Lena Okafor")
    assert (read.issued, read.language, read.snapshot) == ("2023-11-20", "en", ".md")
    kinds = {read.characters[r.start : r.end]: r.kind for r in read.regions}
    assert kinds["The square at night"] == "caption"
    assert kinds["What next"] == "heading"


def test_code_and_tables_in_markdown():
    text = (
        "Before.\n\n```\nsaid = 1\n```\n\n<div>html</div>\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\nHard  \nbreak\n"
    )
    read = read_page(text.encode(), "a.markdown")
    kinds = {read.characters[r.start : r.end]: r.kind for r in read.regions}
    assert kinds == {"said = 1": "furniture"}
    assert "Hard\nbreak" in read.characters
    assert "<div>" not in read.characters


def test_plain_text_stays_as_it_is():
    assert read_page(b"Tea.\n\n  No.", "a.txt") == Page(characters="Tea.\n\n  No.")
    with pytest.raises(InputError, match="no text"):
        read_page(b" \n", "a.md")
    with pytest.raises(InputError):
        read_page(b"---\ntitle: T\n---\n", "a.md")


def test_a_page_comes_back_from_its_child_as_it_was():
    from dataclasses import asdict

    made = Page(characters="a", steps=("b",), regions=(Region(start=0, end=1, kind="caption"),))
    assert page_of(asdict(made)) == made


def test_a_composer_leaves_out_what_is_blank():
    composer = Composer()
    assert (composer.first, composer.text) == ("", "")
    composer.add("  ")
    composer.add("One  two", "heading")
    composer.add("three\n\n four")
    assert composer.text == "One two\n\nthree\nfour\n"
    assert composer.regions == [Region(start=0, end=7, kind="heading")]
