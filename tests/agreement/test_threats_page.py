"""The page of threats names tests that exist, and every threat has one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PAGE = (TESTS.parent / "docs" / "threats.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_exists_once():
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    there = [
        node.name
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(named) > 50
    assert named - set(there) == set()


def test_every_threat_has_a_test():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]
    threats = [row for row in rows if not row.startswith("| threat ")]
    assert len(threats) > 20
    assert [row for row in threats if "`test_" not in row] == []
