"""The conformance cases: each folder a small graph and every result that the shapes have for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kgbuild.diagnostics import Diagnostic, Result
from kgbuild.graph import formats
from kgbuild.rules.catalogue import Rule, focus_counts, rules
from kgbuild.rules.engines import ENGINES
from kgbuild.rules.validate import rule_of, validate

CASES = Path(__file__).with_name("conformance")
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())


@cache
def expected(name: str) -> tuple[tuple[str, str], ...]:
    lines = (CASES / name / "expected.tsv").read_text(encoding="utf-8").split("\n")
    return tuple((line.split("\t")[0], line.split("\t")[1]) for line in lines if line)


@pytest.mark.parametrize("name", NAMES)
def test_the_shapes_find_exactly_what_is_expected_whatever_the_engine(name):
    quads = formats.read(CASES / name / "data.ttl")
    assert not isinstance(quads, Diagnostic), quads
    reports = [validate(quads, by=engine) for engine in ENGINES]
    for report in reports:
        found = [(rule_of(result), result.focus.strip("<>")) for result in report.results]
        assert sorted(found) == sorted(expected(name))
    one, other = ([without_empty(r) for r in report.results] for report in reports)
    assert one == other


def without_empty(result: Result) -> Result:
    """The fast engine does not tell an empty text as the value of a query's result."""
    return replace(result, value=None) if result.value == '""' else result


@pytest.mark.parametrize("name", NAMES)
def test_a_case_says_what_it_shows_and_has_a_name_of_a_rule(name):
    first = (CASES / name / "data.ttl").read_text(encoding="utf-8").split("\n")[0]
    kind = "# Wrong: " if expected(name) else "# Valid: "
    assert first.startswith(kind)
    assert ("--valid" in name) == (not expected(name))
    assert name.split("--")[0] in {rule.name for rule in rules()}


def invalid_cases(rule: Rule) -> list[str]:
    """The cases that a rule finds something in; for a mere group, what its parts find for it."""
    parts = {other.name for other in rules() if other.parent == rule.name}
    own = [name for name in NAMES if rule.name in {found for found, _ in expected(name)}]
    grouped = [
        name
        for name in NAMES
        if name.split("--")[0] == rule.name and parts & {found for found, _ in expected(name)}
    ]
    return own + grouped


CHECKED = set(focus_counts([], rules()))


@pytest.mark.parametrize(
    "rule", [rule for rule in rules() if rule.name in CHECKED], ids=lambda rule: rule.name
)
def test_every_rule_has_a_case_that_it_finds_something_in(rule):
    assert invalid_cases(rule)


def test_every_shape_with_a_target_and_every_part_of_one_is_among_the_checked():
    targets = {rule.name for rule in rules() if rule.has_target}
    assert targets | {rule.name for rule in rules() if rule.parent in targets} == CHECKED
    assert len(NAMES) > len(CHECKED)
