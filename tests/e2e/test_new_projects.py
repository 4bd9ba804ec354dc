"""`kgbuild new`: an article found anywhere becomes a project; nothing is overwritten."""

from __future__ import annotations

import hashlib
import tomllib

import pytest

import kgbuild

ARTICLES = {
    "BOM and CRLF": b"\xef\xbb\xbfThe bridge\r\n\r\nAda writes that the bridge is not safe.\r\n",
    "old Mac": b"The bridge\r\rAda writes that the bridge is not safe.\r",
    "form feed": b"The bridge\n\fAda writes that the bridge is not safe.\n",
    "no newline at the end": b"Ada writes that the bridge is not safe",
    "one word": b"bridge",
    "the same twice": b"Yes.\n\nYes.\n",
    "the same lines": b"la\nla\nla\n",
    "Chinese": "桥\n\n桥不安全。他说它会倒。\n".encode(),
    "emoji": "🌉\n\n👩‍👧 says: the 🌉 is not safe.\n".encode(),
    "YAML in it": b'He said: "no" {x} [a] # yes & *b !c | > %d @e `f` - ? : \\n\n',
    "quotes in it": "“No,” he said, ‘not \"that\"’ \\ and 'this'.\n".encode(),
    "line separators": "The bridge\u2028is not\u2029safe at all.\n".encode(),
    "bidi": "The \u202ebridge\u202c is \u2066not\u2069 safe.\n".encode(),
    "inner BOM": "The bridge \ufeffis not safe.\n".encode(),
    "tabs": b"\tThe bridge\tis not safe.\n\n  indented\n",
    "noncharacter": "The bridge \ufffe is not safe.\n".encode(),
    "one long line": b"The bridge is not safe " * 2000,
}


@pytest.mark.parametrize("data", ARTICLES.values(), ids=ARTICLES)
def test_a_new_project_builds(data, tmp_path, inside):
    found = tmp_path / "Article found.TXT"
    found.write_bytes(data)
    folder = tmp_path / "My project"
    made = inside("new", str(folder), "--from", str(found))
    assert (made.code, made.out) == (0, ""), made.err
    assert found.read_bytes() == data
    built = kgbuild.build(folder)
    assert built.ok, built.diagnostics
    assert len([r for r in built.records if type(r).__name__ == "Claim" and r.spans]) == 1


def test_what_was_cleaned_is_said_and_recorded(tmp_path, command):
    (tmp_path / "a.txt").write_bytes(ARTICLES["BOM and CRLF"])
    made = command("new", "p", "--from", "a.txt", cwd=tmp_path)
    assert (made.code, made.out) == (0, "")
    assert "byte order mark removed" in made.err
    assert "3 CRLF became LF" in made.err
    text = (tmp_path / "p" / "a.txt").read_bytes()
    assert b"\r" not in text
    assert not text.startswith(b"\xef\xbb\xbf")
    typed = (tmp_path / "p" / "a.yaml").read_text(encoding="utf-8")
    assert hashlib.sha256(text).hexdigest() in typed
    assert command("build", "p", cwd=tmp_path).code == 0
    assert command("validate", "p", cwd=tmp_path).code == 0


def test_a_new_project_has_an_address_to_change_and_a_schema(tmp_path, inside):
    (tmp_path / "a.txt").write_bytes(b"The bridge is not safe.\n")
    assert (
        inside("-q", "new", str(tmp_path / "Über uns"), "--from", str(tmp_path / "a.txt")).err == ""
    )
    files = sorted(p.name for p in (tmp_path / "Über uns").iterdir())
    assert files == ["a.txt", "a.yaml", "annotation.schema.json", "kgbuild.toml"]
    config = tomllib.loads((tmp_path / "Über uns" / "kgbuild.toml").read_text(encoding="utf-8"))
    assert config == {"base": "https://example.org/uber-uns/"}


@pytest.mark.parametrize("name", ["kgbuild.toml", "a.txt", "a.yaml", "annotation.schema.json"])
def test_new_does_not_overwrite_anything(tmp_path, inside, name):
    (tmp_path / "a.txt").write_bytes(b"The bridge is not safe.\n")
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / name).write_text("mine", encoding="utf-8")
    made = inside("new", str(folder), "--from", str(tmp_path / "a.txt"))
    assert (made.code, made.out) == (2, "")
    assert f"{name} exists already" in made.err
    assert [(p.name, p.read_text(encoding="utf-8")) for p in folder.iterdir()] == [(name, "mine")]
    assert inside("new", str(folder), "--from", str(tmp_path / "a.txt"), "--force").code == 0
    assert (folder / name).read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t\n", b"caf\xe9", b"a\x00b", b"\xff\xfea\x00", b"\x1b[31mred"],
    ids=["empty", "blank", "latin-1", "null", "utf-16", "escape"],
)
def test_what_is_no_text_is_refused_and_nothing_is_made(data, tmp_path, inside):
    (tmp_path / "a.txt").write_bytes(data)
    made = inside("new", str(tmp_path / "p"), "--from", str(tmp_path / "a.txt"))
    assert (made.code, made.out) == (3, "")
    assert "a.txt:" in made.err
    assert not (tmp_path / "p").exists()


def test_an_article_comes_from_stdin(tmp_path, command):
    made = command("new", "p", "--from", "-", cwd=tmp_path, stdin=b"The bridge is not safe.\n")
    assert (made.code, made.out) == (0, "")
    assert (tmp_path / "p" / "article.txt").is_file()


def test_a_missing_article_and_a_file_in_the_way_are_said(tmp_path, inside):
    assert inside("new", str(tmp_path / "p"), "--from", str(tmp_path / "no.txt")).code == 3
    assert not (tmp_path / "p").exists()
    (tmp_path / "a.txt").write_bytes(b"The bridge is not safe.\n")
    made = inside("new", str(tmp_path / "a.txt"), "--from", str(tmp_path / "a.txt"))
    assert made.code in (2, 3)
    assert (tmp_path / "a.txt").read_bytes() == b"The bridge is not safe.\n"


def test_a_new_file_for_the_articles_schema_name_is_no_clash(tmp_path, inside):
    (tmp_path / "kgbuild.txt").write_bytes(b"The bridge is not safe.\n")
    folder = tmp_path / "p"
    assert inside("new", str(folder), "--from", str(tmp_path / "kgbuild.txt")).code == 0
    assert kgbuild.build(folder).ok
