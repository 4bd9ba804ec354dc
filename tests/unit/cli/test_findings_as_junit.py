"""JUnit XML: what a build server counts as failed, and where it says so."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from kgbuild.cli.findings import render
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.located import Place


def at(path, line=1, severity=Severity.ERROR, message="wrong"):
    return Diagnostic(
        code="no-date", message=message, at=Place(path, line, 5), severity=severity, hint="mend"
    )


def read(*findings, **more):
    text = render(findings, "junit", color=False, **more)
    return ET.fromstring(text.encode())  # noqa: S314 - our own


def test_an_error_is_a_failure_with_its_place_and_words():
    assert render([at("a b.yaml", 9)], "junit", color=False) == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<testsuites name="kgbuild" tests="1" failures="1" errors="0" skipped="0" time="0">\n'
        '  <testsuite name="a b.yaml" tests="1" failures="1" errors="0" skipped="0" time="0">\n'
        '    <testcase classname="a b.yaml" name="no-date at 9:5" time="0" file="a b.yaml"'
        ' line="9">\n'
        '      <failure message="wrong" type="no-date">a b.yaml:9:5: error\n'
        "wrong\nhelp: mend (kgbuild explain no-date)</failure>\n"
        "    </testcase>\n  </testsuite>\n</testsuites>\n"
    )


def test_warnings_and_notes_pass_and_are_told_in_system_out():
    root = read(at("a", 1, Severity.WARNING), at("a", 2, Severity.INFO))
    assert root.get("failures") == "0"
    assert [case.find("failure") for case in root.iter("testcase")] == [None, None]
    first, second = (out.text for out in root.iter("system-out"))
    assert first.startswith("a:1:5: warning\nwrong\n")
    assert second.startswith("a:2:5: info\nwrong\n")


def test_each_file_is_a_suite_with_its_own_sums():
    root = read(at("b"), at("a"), at("b", 2, Severity.WARNING), at("b", 3))
    sums = [(s.get("name"), s.get("tests"), s.get("failures")) for s in root]
    assert sums == [("b", "3", "2"), ("a", "1", "1")]
    assert (root.get("tests"), root.get("failures")) == ("4", "3")


def test_no_findings_are_one_passing_case():
    root = read()
    (case,) = root.iter("testcase")
    assert (case.get("name"), list(case)) == ("no findings", [])
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("1", "0", "0")


def test_findings_left_out_are_a_skipped_case():
    root = read(at("a"), left_out=3)
    case = list(root.iter("testcase"))[-1]
    assert case.get("name") == "and 3 more (--limit 0 shows all)"
    assert case.find("skipped") is not None
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("2", "1", "1")


def test_cases_at_one_place_have_different_names():
    root = read(at("a"), at("a", message="also"), at("a", message="and"))
    names = [case.get("name") for case in root.iter("testcase")]
    assert names == ["no-date at 1:5", "no-date at 1:5 (2)", "no-date at 1:5 (3)"]


def test_what_xml_forbids_is_replaced():
    root = read(at("a", message="a\x00b\x1bc\ud800d\ufffee]]>f\ng"))
    failure = next(root.iter("failure"))
    assert failure.get("message") == "a\ufffdb\ufffdc\ufffdd\ufffde]]>f\ng"
    assert "a\ufffdb\ufffdc\ufffdd\ufffde]]>f\ng" in failure.text
