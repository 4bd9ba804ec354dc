"""An article that did not change is not checked again, and one that did is."""

from __future__ import annotations

import json

import pytest

import kgbuild
from kgbuild.project import build, open_project
from kgbuild.rules import memory

SECOND = """\
article:
  id: second
  title: The second bridge
  file: second.txt
  kind: essay
  by: ada
  issued: 2013
people:
  - id: ada
    name: Ada Chen
    called: Ada Chen
claims:
  - quote: the bridge is gone
    mode: own-words
    factuality: CT+
    says: The bridge is gone.
"""


@pytest.fixture
def two(project):
    """A project of two articles."""
    folder = project()
    (folder / "second.yaml").write_text(SECOND, encoding="utf-8")
    (folder / "second.txt").write_text("Ada Chen: the bridge is gone.\n", encoding="utf-8")
    return folder


def run(folder, **asked):
    """(checked, all) articles, and the findings, of a run that keeps what it checked."""
    built = build(open_project(folder), **asked)
    built.memory.save()
    return (built.memory.checked, len(built.memory.used)), built.diagnostics


def test_what_did_not_change_is_not_checked_again(two):
    first, findings = run(two)
    second, again = run(two)
    assert (first, second) == ((2, 2), (0, 2))
    assert findings == again


def test_only_the_article_that_changed_is_checked_again(two):
    run(two)
    (two / "second.txt").write_text("Ada Chen: the bridge is gone. Yes.\n", encoding="utf-8")
    assert run(two)[0] == (1, 2)


def test_findings_are_remembered_with_their_places(project, annotations):
    file = annotations.replace("speaks-in: essay", "speaks-in: report", 1)
    folder = project(annotations=file)
    first, findings = run(folder)
    second, again = run(folder)
    assert (first, second) == ((1, 1), (0, 1))
    assert findings == again
    assert "anonymous-voice-stays-in-its-document" in {f.code for f in again}


def test_another_engine_checks_for_itself(two):
    run(two, engine="fast")
    assert run(two, engine="pyshacl")[0] == (2, 2)


def test_what_is_not_needed_any_more_is_forgotten(two):
    run(two)
    (two / "second.yaml").unlink()
    run(two)
    kept = json.loads((two / "build" / memory.FILE).read_text(encoding="utf-8"))
    assert len(kept["checked"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "https://w3id.org/kgbuild/checked/1", "checked": []}',
        '{"schema": "another", "checked": {}}',
        "[" * 100_000,
    ],
)
def test_a_memory_that_cannot_be_read_is_none(project, text):
    folder = project()
    (folder / "build").mkdir()
    (folder / "build" / memory.FILE).write_text(text, encoding="utf-8")
    assert run(folder)[0] == (1, 1)


def test_an_entry_that_is_not_ours_is_not_believed(project):
    folder = project()
    run(folder)
    path = folder / "build" / memory.FILE
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["checked"] = {key: {"results": [{"focus": 1}], "focus": {}} for key in kept["checked"]}
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert run(folder)[0] == (1, 1)


def test_a_build_in_python_writes_nothing(project):
    folder = project()
    kgbuild.build(folder)
    assert not (folder / "build").exists()


def test_people_are_told_what_was_checked(two, command):
    first = command("validate", str(two))
    again = command("validate", str(two))
    assert "2 checked against the rules, 0 unchanged since the last time" in first.err
    assert "0 checked against the rules, 2 unchanged since the last time" in again.err
