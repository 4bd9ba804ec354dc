"""A SHACL result points at the line that a person typed."""

from __future__ import annotations

import kgbuild


def findings(folder):
    return {
        (d.code, d.at.line, d.at.column) for d in kgbuild.build(folder).diagnostics if d.severity
    }


def place(text, words):
    """Line and column (from 1) of words that stand once in a text."""
    assert text.count(words) == 1
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


ISSUED = "  issued: 2012-02-27\n"


def test_a_finding_of_the_reader_stands_at_the_value(project, annotations):
    file = annotations.replace(ISSUED, ISSUED + "  language: e-x\n", 1)
    assert findings(project(annotations=file)) == {("wrong-form", *place(file, "e-x"))}


def test_a_finding_of_the_shapes_stands_at_the_entry_that_is_at_fault(project, annotations):
    file = annotations.replace("speaks-in: essay", "speaks-in: report", 1)
    assert findings(project(annotations=file)) == {
        ("anonymous-voice-stays-in-its-document", *place(file, "fisherman\n    name"))
    }


def test_a_person_who_needs_protection_is_no_finding(project, annotations):
    typed = annotations.replace("called: Ada Chen", "called: Ada Chen\n    protect: at-risk")
    assert findings(project(annotations=typed)) == set()


def test_a_link_of_a_protected_person_is_found_at_the_person_and_at_the_row(project, annotations):
    typed = annotations.replace("called: Ada Chen", "called: Ada Chen\n    protect: at-risk")
    rows = (
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\n"
        "https://example.org/bridge/person/ada\tskos:exactMatch\twikidata:Q1\tsemapv:X\tAda\n"
    )
    built = kgbuild.build(project(annotations=typed, links={"positive": rows}))
    found = {
        (d.code, d.at.path.rsplit("/", 1)[-1], d.at.line) for d in built.diagnostics if d.severity
    }
    line, _ = place(typed, "ada\n    name")
    assert found == {
        ("protected-identity-is-not-linked", "essay.yaml", line),
        ("decision-spares-whom-nobody-may-link", "positive.sssom.tsv", 2),
    }
    assert not built.ok
