"""Findings as JUnit XML, which build servers show as tests: a suite per file, a case per finding.

The format has no standard; this is what GitLab, Jenkins and GitHub's test reporters read alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from kgbuild.cli.escapes import xml_text
from kgbuild.cli.sentences import and_more, lines
from kgbuild.diagnostics import Diagnostic, Severity

_TOOL: Final = "kgbuild"


def junit(findings: Iterable[Diagnostic], *, left_out: int = 0) -> str:
    """The XML document. Errors are failures; warnings and notes pass and are told in system-out.

    So a build server marks a run as failed when `kgbuild` itself ends with an error, not for a
    warning. A run without findings is one passing case; findings left out are a skipped case.
    Times are 0, because no clock is asked. What XML 1.0 forbids is replaced by U+FFFD.
    """
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        by_file[finding.at.path].append(finding)
    root = ET.Element("testsuites")
    for file, found in by_file.items():
        _suite(root, file, _cases(file, found))
    if left_out:
        case = _case(_TOOL, and_more(left_out))
        ET.SubElement(case, "skipped")
        _suite(root, _TOOL, [case])
    elif not by_file:
        _suite(root, _TOOL, [_case(_TOOL, "no findings")])
    _count(root, _TOOL)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document.decode() + "\n"


def _suite(root: ET.Element, name: str, cases: Iterable[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite")
    suite.extend(cases)
    _count(suite, name)


def _count(element: ET.Element, name: str) -> None:
    """The totals that readers expect of a suite, and of all suites."""
    counts = {
        "tests": len(list(element.iter("testcase"))),
        "failures": len(list(element.iter("failure"))),
        "errors": 0,
        "skipped": len(list(element.iter("skipped"))),
        "time": 0,
    }
    element.set("name", xml_text(name))
    for key, count in counts.items():
        element.set(key, str(count))


def _cases(file: str, findings: Iterable[Diagnostic]) -> Iterable[ET.Element]:
    """A case for each finding; some readers take cases of one name for one, so names differ."""
    seen: dict[str, int] = defaultdict(int)
    for finding in findings:
        name = f"{finding.code} at {finding.at.line}:{finding.at.column}"
        seen[name] += 1
        case = _case(file, name if seen[name] == 1 else f"{name} ({seen[name]})")
        case.set("file", xml_text(file))
        case.set("line", str(finding.at.line))
        text = xml_text("\n".join([f"{finding.at}: {finding.severity.word}", *lines(finding)]))
        if finding.severity is Severity.ERROR:
            failure = ET.SubElement(case, "failure")
            failure.set("message", xml_text(finding.message))
            failure.set("type", xml_text(finding.code))
            failure.text = text
        else:
            ET.SubElement(case, "system-out").text = text
        yield case


def _case(classname: str, name: str) -> ET.Element:
    attributes = {"classname": xml_text(classname), "name": xml_text(name), "time": "0"}
    return ET.Element("testcase", attributes)
