"""Every code is used and explained, and no two mean the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kgbuild
from kgbuild import codes
from kgbuild.codes import Code
from kgbuild.explain import explanation, known_codes, rules_page
from kgbuild.rules.catalogue import rules

PACKAGE = Path(kgbuild.__file__).parent
CODES = {name: value for name, value in vars(codes).items() if isinstance(value, Code)}
SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.stem != "codes"
)


@pytest.mark.parametrize("name", CODES)
def test_a_code_is_used(name):
    assert re.search(rf"\bcodes\.{name}\b|\b{name}\.at\(", SOURCES)


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_a_code_is_explained_with_what_it_means_and_how_to_mend_it(code):
    text = explanation(code.name)
    assert text is not None
    assert text.startswith(f"{code.name} ({code.severity.word})\n\n")
    assert code.means in text
    assert f"How to mend it: {code.mend}." in text
    title, where = known_codes()[code.name]
    assert (bool(title), where) == (True, "kgbuild.codes")


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_a_code_is_a_short_name_and_its_texts_are_sentences(code):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code.name)
    assert code.means.endswith((".", "?"))
    assert not code.mend.endswith(".")
    assert code.mend[0].islower() or code.mend[0] in "`<"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_is_explained_with_its_severity_and_where_it_is(rule):
    text = explanation(rule.name)
    assert text is not None
    assert text.startswith(f"{rule.name} ({rule.severity.word})\n")
    assert f"The rule in SHACL: {rule.iri}" in text
    assert known_codes()[rule.name][1] == "shapes"


def test_no_code_means_two_things():
    names = [code.name for code in CODES.values()] + [rule.name for rule in rules()]
    assert len(set(names)) == len(names)
    assert sorted(names) == list(known_codes())


def test_a_code_that_does_not_exist_has_no_explanation():
    assert explanation("no-such-code") is None


def test_every_code_that_the_code_uses_is_defined():
    used = set(re.findall(r"\bcodes\.([A-Z][A-Z0-9_]+)\b", SOURCES))
    assert len(used) > 40
    assert used - set(CODES) == set()


def test_every_rule_that_the_code_names_is_a_shape():
    named = set(re.findall(r'_wrong\(\s*"([a-z-]+)"', SOURCES))
    essential = re.search(r"_ESSENTIAL: Final = \(([^)]*)\)", SOURCES)
    named |= set(re.findall(r'"([a-z-]+)"', essential[1] if essential else ""))
    assert len(named) >= 5
    assert named - {rule.name for rule in rules()} == set()


def test_the_page_of_rules_is_what_the_shapes_and_codes_say():
    page = PACKAGE.parent / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rules_page(), "run: python -m kgbuild.explain"
