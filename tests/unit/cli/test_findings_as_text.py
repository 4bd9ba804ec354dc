"""Findings as a compiler shows them: the caret under the right column, nothing hostile printed."""

from __future__ import annotations

import json

import pytest

from kgbuild.cli.findings import as_json, clean, render, summary
from kgbuild.cli.tables import table
from kgbuild.diagnostics import Diagnostic, Related, Severity, in_order, worst
from kgbuild.located import Place


@pytest.fixture
def shown(tmp_path):
    """How a finding at a place of a one-line file is shown, as its lines."""

    def show(line, column, width=1, **more):
        path = tmp_path / f"{abs(hash((line, column)))}.yaml"
        path.write_bytes(line.encode())
        finding = Diagnostic(
            code="x", message="wrong", at=Place(str(path), 1, column), width=width, **more
        )
        return render([finding], "full", color=False).split("\n")

    return show


@pytest.mark.parametrize(
    ("line", "words", "under"),
    [
        ("quote: bad", "bad", "       ^^^"),
        ("桥桥: bad", "bad", "      ^^^"),
        ("a: 桥的", "桥的", "   ^^^^"),
        ("e\u0301te\u0301: bad", "bad", "     ^^^"),
        ("🌉: bad", "bad", "    ^^^"),
        ("a:\tbad", "bad", "   ^^^"),
    ],
    ids=["ascii", "wide before", "wide under", "combining", "emoji", "tab"],
)
def test_the_caret_stands_under_the_words(shown, line, words, under):
    lines = shown(line, line.index(words) + 1, len(words))
    assert lines[2].startswith("1 | ")
    assert lines[3] == f"  | {under}".rstrip()


def test_a_long_line_is_cropped_around_the_words(shown):
    line = "x" * 500 + "bad" + "y" * 500
    lines = shown(line, 501, 3)
    text, caret = lines[2][4:], lines[3][4:]
    assert text[0] == text[-1] == "…"
    assert len(text) < 110
    assert text[caret.index("^") : caret.rindex("^") + 1] == "bad"


def test_a_column_past_the_end_of_the_line_still_has_a_caret(shown):
    assert shown("ab", 10)[3].endswith("^")


def test_a_file_that_is_not_there_is_shown_without_its_line(tmp_path):
    finding = Diagnostic(code="x", message="wrong", at=Place(str(tmp_path / "no"), 3, 4), hint="h")
    text = render([finding], "full", color=False)
    assert text == f"{tmp_path / 'no'}:3:4: error[x]: wrong\n   = help: h (kgbuild explain x)\n"


HOSTILE = "a\x1b[31mb\x07c\u202ed\u2066e\x9bf\x00g"


def test_nothing_hostile_reaches_the_terminal(shown):
    related = (Related(label="near", text=HOSTILE),)
    lines = shown(HOSTILE, 1, related=related)
    finding = Diagnostic(
        code="x", message=HOSTILE, at=Place("x"), hint=HOSTILE, pointer=HOSTILE, related=related
    )
    text = "\n".join(lines)
    text += "".join(render([finding], f, color=False) for f in ("full", "concise"))
    text += table(["a"], [[HOSTILE]], color=False)
    text += table(["a"] * 40, [[HOSTILE] * 40], color=False)
    assert not set(text) & (set(HOSTILE) - set("abcdefg[31m"))


def test_cleaning_keeps_letters_of_every_script():
    text = "桥 é e\u0301 👩‍👧 العربية \u200f"
    assert clean(text) == text


def test_colour_is_only_there_when_asked_for():
    finding = Diagnostic(code="x", message="m", at=Place("x"))
    assert "\x1b[31;1m" in render([finding], "concise", color=True)
    assert "\x1b" not in render([finding], "concise", color=False)
    assert "\x1b" not in table(["a"], [["b"]], color=False)
    assert "\x1b" in table(["a"], [["b"]], color=True)


def test_json_has_every_part_of_a_finding_and_a_schema():
    finding = Diagnostic(
        code="x",
        message="“m”",
        at=Place("f", 2, 3),
        severity=Severity.WARNING,
        width=4,
        pointer="p",
        hint="h",
        related=(Related(label="l", at=Place("g", 5, 6), text="t"), Related(label="m")),
    )
    data = json.loads(as_json([finding]))
    assert data["schema"] == "https://w3id.org/kgbuild/findings/1"
    (row,) = data["findings"]
    assert (row["file"], row["line"], row["column"], row["width"]) == ("f", 2, 3, 4)
    assert (row["severity"], row["message"], row["help"]) == ("warning", "“m”", "h")
    assert row["related"][0] == {"label": "l", "text": "t", "file": "g", "line": 5, "column": 6}
    assert row["related"][1]["file"] is None


def test_the_sum_counts_by_severity_worst_first():
    at = Place("x")
    found = [
        Diagnostic(code="a", message="", at=at, severity=severity)
        for severity in (Severity.INFO, Severity.ERROR, Severity.WARNING, Severity.ERROR)
    ]
    assert summary(found) == "2 errors, 1 warning, 1 note"
    assert summary([]) == "no findings"
    assert worst(found) is Severity.ERROR
    assert worst([]) is None


def test_findings_are_sorted_by_place_and_said_once():
    def at(path, line, severity=Severity.ERROR):
        return Diagnostic(code="c", message="m", at=Place(path, line), severity=severity)

    warning = at("a", 9, Severity.WARNING)
    given = [at("b", 1), warning, at("a", 9), at("a", 10), at("b", 1)]
    assert in_order(given) == (at("a", 9), warning, at("a", 10), at("b", 1))


def test_a_table_is_aligned_and_keeps_wide_cells_whole():
    text = table(["thing", "n"], [["桥", "1"], ["bridge", "22"]], color=False)
    assert [line for line in text.split("\n") if "桥" in line]
    assert not any(line.endswith(" ") for line in text.split("\n"))


def test_a_table_of_too_many_columns_is_shown_row_by_row():
    names = [f"column{n}" for n in range(30)]
    text = table(names, [[f"value{n}" for n in range(29)] + [""]], color=False)
    assert " column0  value0\n" in text
    assert "column29" not in text
