"""A new project around an article: it builds at once."""

from __future__ import annotations

import json
import tomllib

import pytest
from texts import BASE, said

from kgbuild.annotation.layout import slug
from kgbuild.annotation.read import parse
from kgbuild.annotation.schema import json_schema
from kgbuild.diagnostics import Severity
from kgbuild.errors import InputError
from kgbuild.project import build, open_project
from kgbuild.records.assemble import assemble
from kgbuild.starter import SCHEMA_FILE, new_files
from kgbuild.text.article import Article

TEXT = "The bridge\n\nAda Chen writes that it is not safe. It will fall.\n"


def started(tmp_path, text, name="bridge.txt"):
    """The article, annotations and findings of a new project around a text."""
    files = new_files(tmp_path, text.encode(), name).files
    (article_file,) = [p for p in files if p.suffix == ".txt"]
    (annotations,) = [p for p in files if p.suffix == ".yaml"]
    file, found = parse(files[annotations].decode(), annotations.name)
    assert file is not None, said(found)
    article = Article(article_file.name, files[article_file].decode())
    assembly = assemble(article, file, base=BASE)
    return article, file, [*found, *assembly.diagnostics]


def test_a_new_project_builds_without_an_error(tmp_path):
    start = new_files(tmp_path, TEXT.encode(), "bridge.txt")
    for path, data in start.files.items():
        path.write_bytes(data)
    built = build(open_project(tmp_path))
    assert start.steps == ()
    assert built.ok, said(built.diagnostics)
    assert all(d.severity < Severity.WARNING for d in built.diagnostics)


def test_its_files_are_configuration_article_annotations_and_schema(tmp_path):
    folder = tmp_path / "My Project"
    files = new_files(folder, TEXT.encode(), "The Bridge.txt").files
    names = sorted(p.name for p in files)
    assert names == [SCHEMA_FILE, "kgbuild.toml", "the-bridge.txt", "the-bridge.yaml"]
    assert {p.parent for p in files} == {folder}
    config = tomllib.loads(files[folder / "kgbuild.toml"].decode())
    assert config == {"base": "https://example.org/my-project/"}
    assert json.loads(files[folder / SCHEMA_FILE]) == json_schema()
    assert files[folder / "the-bridge.txt"] == TEXT.encode()
    typed = files[folder / "the-bridge.yaml"].decode()
    assert typed.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")


def test_the_first_line_is_the_title_and_a_sentence_of_the_text_the_first_claim(tmp_path):
    article, file, found = started(tmp_path, TEXT)
    assert found == []
    assert file.article.title.value == "The bridge"
    assert file.article.sha256.value == article.sha256
    (claim,) = file.claims
    assert claim.quote[0].words.value == "Ada Chen writes that it is not safe."
    assert claim.review.state.value == "proposed"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# “No”: it's {x} & *y* \\ 100 %\n\n- a: 'b' # c\n", id="hostile-to-yaml"),
        pytest.param("难民\n\n他说没有难民。她不同意！\n", id="chinese"),
        pytest.param("لاجئون\n\nقال إنهم لاجئون. وافقت.\n", id="arabic"),
        pytest.param("ผู้ลี้ภัย\n\nเขาบอกว่าไม่มี\n", id="thai"),
        pytest.param("😀👩\u200d👧\n\nSmile 😀 now. Please.\n", id="emoji"),
        pytest.param("cafe\u0301\n\nThe cafe\u0301 is here. Yes.\n", id="combining-marks"),
        pytest.param("one\n", id="one-word"),
        pytest.param("no\nno\nno\nno\n", id="nothing-but-repetitions"),
        pytest.param("a\u2028b c\u2029d\n\nSee a\u2028b. End.", id="line-separators"),
        pytest.param("\u202eevil\u202c\n\nSee \u2067this\u2069 now. End.", id="bidi-controls"),
        pytest.param("\ttab\n\n\tThey\tsaid no. Yes.\n", id="tabs"),
        pytest.param('“Go.” he said.\n\n"Go." he said.\n', id="typographic-twins"),
        pytest.param("x" * 5000, id="one-long-word"),
        pytest.param("Title\n\n" + "word " * 2000, id="one-long-sentence"),
        pytest.param("bad \uffff noncharacter\n\nIt has \uffff in it. So.", id="noncharacter"),
        pytest.param('T\n\nHe said: "no".\\n Yes.', id="backslash"),
    ],
)
def test_any_text_makes_a_project_that_builds(tmp_path, text):
    article, file, found = started(tmp_path, text)
    assert said(found) == []
    assert file.claims[0].quote[0].words.value in article.characters


@pytest.mark.parametrize(
    "name", ["author.txt", "first-claim.txt", "null.txt", "2012.txt", "文.txt"]
)
def test_any_file_name_makes_a_project_that_builds(tmp_path, name):
    _, _, found = started(tmp_path, TEXT, name)
    assert said(found) == []


def test_what_is_done_to_the_text_is_said(tmp_path):
    start = new_files(tmp_path, b"\xef\xbb\xbfTea.\r\nCoffee.\r\n", "a.txt")
    assert start.steps == ("byte order mark removed", "2 CRLF became LF")
    assert start.files[tmp_path / "a.txt"] == b"Tea.\nCoffee.\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"\xff\xfe\x00", "a.txt:1:1: byte 0xFF", id="no-utf8"),
        pytest.param(b"Tea\n \x00", "a.txt:2:2: U+0000 is no character of a text", id="binary"),
        pytest.param(b" \n", "a.txt:1:1: the article has no text", id="empty"),
    ],
)
def test_what_is_no_text_is_an_error_of_the_run(tmp_path, data, message):
    with pytest.raises(InputError, match=r"a\.txt") as caught:
        new_files(tmp_path, data, "a.txt")
    assert str(caught.value).startswith(message)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zhou Weiping", "zhou-weiping"),
        ("Café d’Été", "cafe-dete"),
        ("__a--b..c__", "a-b-c"),
        ("难民", ""),
        ("x" * 80, "x" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_short_name_is_made_of_any_text(text, name):
    assert slug(text) == name
