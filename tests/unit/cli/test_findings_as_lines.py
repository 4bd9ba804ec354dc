"""JSON, JSON Lines, GitHub's workflow commands and the table of counts."""

from __future__ import annotations

import json

import pytest

from kgbuild.cli.findings import render, statistics
from kgbuild.diagnostics import Diagnostic, Related, Result, Severity
from kgbuild.located import Place

RESULT = Result(
    focus="<urn:a>",
    path="<urn:p>",
    value='"v"@en',
    shape="<urn:s>",
    component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
)
FOUND = Diagnostic(
    code="too-few",
    message="wrong",
    at=Place("a b.yaml", 2, 3),
    width=4,
    pointer="here",
    hint="mend it",
    related=(Related(label="near", at=Place("g", 5, 6), text="t"), Related(label="about it")),
    result=RESULT,
)
PLAIN = Diagnostic(code="no-date", message="m", at=Place("b.yaml"), severity=Severity.INFO)


def test_json_has_the_terms_of_the_result_and_null_where_there_is_none():
    rows = json.loads(render([FOUND, PLAIN], "json", color=False))["findings"]
    keys = ("focus", "path", "value", "shape", "component")
    component = "<http://www.w3.org/ns/shacl#MinCountConstraintComponent>"
    assert [rows[0][k] for k in keys] == ["<urn:a>", "<urn:p>", '"v"@en', "<urn:s>", component]
    assert [rows[1][k] for k in keys] == [None] * 5


def test_json_says_how_many_findings_were_left_out():
    assert json.loads(render([PLAIN], "json", color=False))["left_out"] == 0
    assert json.loads(render([PLAIN], "json", color=False, left_out=7))["left_out"] == 7


def test_each_json_line_has_the_row_of_json_and_names_its_schema():
    text = render([FOUND, PLAIN], "jsonl", color=False, left_out=7)
    lines = [json.loads(line) for line in text.splitlines()]
    rows = json.loads(render([FOUND, PLAIN], "json", color=False))["findings"]
    start = {"schema": "https://w3id.org/kgbuild/finding/1", "left_out": 7}
    assert lines == [start | row for row in rows]


def focus(*names):
    given = [
        Diagnostic(
            code="x",
            message="m",
            at=Place("a.ttl", line),
            result=Result(focus=name, shape="<urn:s>", component="urn:c", value=name),
        )
        for line, name in enumerate(names, start=1)
    ]
    rows = [json.loads(line) for line in render(given, "jsonl", color=False).splitlines()]
    assert [row["focus"] for row in rows] == [row["value"] for row in rows]
    return [row["focus"] for row in rows]


def test_a_blank_node_keeps_the_name_that_its_document_gives_it():
    assert focus("_:b0", "_:alice", "_:deadbeef") == ["_:b0", "_:alice", "_:deadbeef"]


def test_a_name_that_a_parser_made_up_is_the_same_in_every_run():
    one = focus("_:d790b4d4ea8011b94260ba318ee75c07", "_:Na790b4d4ea8011b94260ba318ee75c07")
    assert one == focus("_:Na790b4d4ea8011b94260ba318ee75c00", "_:f790b4d4ea8011b94260ba318ee75c0")
    assert one[0] != one[1]
    assert all(name.startswith("_:b") and len(name) == 19 for name in one)
    assert len(set(focus(*["_:d790b4d4ea8011b94260ba318ee75c07"] * 2))) == 1


def test_no_findings_are_no_json_lines():
    assert render([], "jsonl", color=False) == ""


def test_json_shows_letters_and_escapes_what_a_terminal_obeys():
    finding = Diagnostic(code="x", message="橋 é \x1b\x9b\u202e\u2028\ud800", at=Place("x"))
    text = render([finding], "jsonl", color=False)
    assert '"橋 é \\u001b\\u009b\\u202e\\u2028\ufffd"' in text
    assert json.loads(text)["message"] == "橋 é \x1b\x9b\u202e\u2028\ufffd"


def test_a_workflow_command_has_the_place_the_message_and_the_way_out():
    assert render([FOUND], "github", color=False) == (
        "::error file=a b.yaml,line=2,col=3,endColumn=7,title=too-few::wrong (here)"
        "%0Anear: g:5:6 “t”%0Aabout it:%0Ahelp: mend it (kgbuild explain too-few)\n"
    )


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_a_workflow_command_is_called_by_the_severity(severity, command):
    finding = Diagnostic(code="x", message="m", at=Place("f"), severity=severity)
    said = f"::{command} file=f,line=1,col=1,endColumn=2,title=x::m\n"
    assert render([finding], "github", color=False) == said


def test_a_workflow_command_is_escaped_as_github_wants_it():
    finding = Diagnostic(code="ex:A,b", message="100%:\r\na,b", at=Place("c:d,e%.ttl"))
    assert render([finding], "github", color=False) == (
        "::error file=c%3Ad%2Ce%25.ttl,line=1,col=1,endColumn=2,title=ex%3AA%2Cb"
        "::100%25:%0D%0Aa,b\n"
    )


def test_a_notice_tells_what_was_left_out():
    text = render([], "github", color=False, left_out=2)
    assert text == "::notice title=kgbuild::and 2 more (--limit 0 shows all)\n"


def test_no_findings_are_no_commands():
    assert render([], "github", color=False) == ""


def many(code, severity, times):
    return [Diagnostic(code=code, message="m", at=Place("a"), severity=severity)] * times


def test_the_table_of_counts_begins_with_the_most_frequent():
    given = [
        *many("rare", Severity.ERROR, 1),
        *many("b", Severity.WARNING, 1200),
        *many("z", Severity.ERROR, 3),
        *many("c", Severity.INFO, 3),
        *many("a", Severity.ERROR, 3),
    ]
    assert statistics(given) == (
        "1,200  warning  b\n"
        "    3  error    a\n"
        "    3  error    z\n"
        "    3  info     c\n"
        "    1  error    rare\n"
    )


def test_the_table_of_counts_of_nothing_is_empty():
    assert statistics([]) == ""


def test_the_table_of_counts_shows_no_hostile_code():
    assert statistics(many("a\x1b[31m\u202e", Severity.ERROR, 1)) == "1  error  a\ufffd[31m\ufffd\n"
