"""Every format a machine reads, whatever people typed: it parses, and says what was found."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.cli.findings import FORMATS, MACHINE_FORMATS, limited, render, visible
from kgbuild.diagnostics import Diagnostic, Related, Result, Severity
from kgbuild.errors import ConfigError
from kgbuild.located import Place

HOSTILE = [
    pytest.param("\x1b[31mred\x1b]0;title\x07", id="ansi"),
    pytest.param("a\nb\r\nc\rd\u2028e\u2029f\x85g\x0bh\x0ci", id="newlines"),
    pytest.param("]]><!-- &amp; </failure>\"'", id="xml"),
    pytest.param("\u202edesrever\u2066 \ufeff\x9b2J", id="bidi and C1"),
    pytest.param("nul\x00", id="nul"),
    pytest.param("half \ud800 half \udc80 whole 🌉", id="surrogates"),
    pytest.param("no characters \ufffe\uffff", id="noncharacters"),
    pytest.param("::error file=x::y\n::stop-commands::z%0A", id="workflow commands"),
    pytest.param('"""\\u0000 \\" {0} [a](b) ${x}', id="escapes"),
    pytest.param("", id="empty"),
]
PATHS = ["a b.yaml", "a#b.yaml", "100%.yaml", "桥/é.yaml", "/tmp/x y.ttl", "a:b,c.ttl", "../up.ttl"]  # noqa: S108


def found(text="wrong", path="a.yaml", result=None):
    return Diagnostic(
        code="x",
        message=text,
        at=Place(path, 2, 3),
        pointer=text,
        hint=text,
        related=(Related(label="near", text=text, at=Place(path, 1)), Related(label=text)),
        reasons=(text,),
        result=result,
    )


def with_result(text):
    value = str(ox.Literal(text.encode("utf-8", "replace").decode()))
    return found(
        text,
        result=Result(
            focus="_:b0", shape="<urn:s>", component="urn:c", value=value, messages=(text,)
        ),
    )


def documents(format_, text):
    """How many findings the text tells, read back by a strict parser of its format."""
    text.encode("utf-8", "strict")
    if format_ == "json":
        return len(json.loads(text)["findings"])
    if format_ == "jsonl":
        assert text.splitlines() == text.split("\n")[:-1]
        return len([json.loads(line) for line in text.splitlines()])
    if format_ == "github":
        lines = text.split("\n")[:-1]
        assert all(re.fullmatch(r"::(error|warning|notice) [^\r\n]*::[^\r\n]*", x) for x in lines)
        return len(lines)
    if format_ == "sarif":
        return len(json.loads(text)["runs"][0]["results"])
    if format_ == "junit":
        cases = ET.fromstring(text.encode()).iter("testcase")  # noqa: S314 - our own
        return sum(1 for case in cases if case.get("name") != "no findings")
    results = "http://www.w3.org/ns/shacl#result"
    quads = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    return sum(1 for q in quads if q.predicate.value == results)


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gives_well_formed_output(format_, text):
    given_ = [found(text), with_result(text), found(path=text or "a.yaml")]
    assert documents(format_, render(given_, format_, color=False)) == 3


# The Turtle writer keeps C1 controls, which Turtle allows, and escapes the others.
@pytest.mark.parametrize("format_", [f for f in FORMATS if f != "turtle"])
def test_no_control_character_or_turn_of_direction_stands_in_the_output(format_):
    odd = "a\x1b\x07\x9b\u202e\u2066\x00b"
    text = render([replace(found(odd, path=odd), code=odd)], format_, color=False)
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\x00")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("path", PATHS)
def test_odd_file_names_give_well_formed_output(format_, path):
    text = render([found(path=path)], format_, color=False)
    if format_ in MACHINE_FORMATS:
        assert documents(format_, text) == 1
    else:
        assert text.startswith(f"{path}:2:3: error[x]: wrong")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("path", ["a\x00b", "a\ud800b"])
def test_a_file_name_that_no_system_opens_is_no_crash(format_, path):
    assert render([found(path=path)], format_, color=False)


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
def test_a_message_of_a_megabyte_is_told_whole(format_):
    text = render([found("x" * 2**20)], format_, color=False)
    assert documents(format_, text) == 1
    assert "x" * 2**20 in text


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
def test_findings_of_several_files_are_all_there(format_):
    given_ = [found(path="a.yaml"), found(path="b.yaml"), found("again", path="a.yaml")]
    assert documents(format_, render(given_, format_, color=False)) == 3


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
def test_no_findings_are_well_formed_too(format_):
    assert documents(format_, render([], format_, color=False)) == 0


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
@given(text=st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_gives_well_formed_output(format_, text):
    given_ = [found(text), found(path=f"x{text}"), with_result(text)]
    assert documents(format_, render(given_, format_, color=False)) == 3


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
def test_a_limit_never_cuts_what_a_machine_reads(format_):
    given_ = [found(str(n)) for n in range(5)]
    text = render(given_, format_, color=False, limit=2)
    assert documents(format_, text) == 5
    assert text == render(given_, format_, color=False)


@pytest.mark.parametrize("format_", ["full", "concise"])
def test_people_see_no_more_than_the_limit_and_how_many_there_are(format_):
    given_ = [Diagnostic(code="x", message=str(n), at=Place("no", n)) for n in range(1, 1203)]
    text = render(given_, format_, color=False, limit=2)
    assert text == (
        "no:1:1: error[x]: 1\nno:2:1: error[x]: 2\nand 1,200 more (--limit 0 shows all)\n"
    )
    assert "more" not in render(given_, format_, color=False)


def test_a_limit_gives_the_first_findings_and_how_many_are_left_out():
    three = (found("a"), found("b"), found("c"))
    assert limited(three, 2) == (three[:2], 1)
    assert limited(iter(three), 0) == (three, 0)
    assert limited(three, 9) == (three, 0)
    with pytest.raises(ConfigError, match="a limit of -1 is none"):
        limited(three, -1)


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
def test_every_format_says_how_many_findings_were_left_out_before(format_):
    text = render([found()], format_, color=False, left_out=12345)
    assert "12345" in text.replace(",", "")
    assert "12345" not in render([found()], format_, color=False).replace(",", "")


def test_notes_are_visible_only_when_asked_for():
    note = Diagnostic(code="x", message="m", at=Place("a"), severity=Severity.INFO)
    assert visible([found(), note], verbose=False) == (found(),)
    assert visible([found(), note], verbose=True) == (found(), note)


def test_another_format_is_refused():
    with pytest.raises(ConfigError, match="`xml` is no format of findings"):
        render([], "xml", color=False)
