"""Which names never leave the machine: those to protect, also inside the names of other things."""

from __future__ import annotations

import pytest

from kgbuild.linking import open_desk
from kgbuild.project import open_project

MORE = """\
people:
  - id: informant
    name: Bela Varga
    protect: named-informant
    called: [the bridge]
  - id: other
    name: Bela Vargas
"""
SOURCES = """\
sources:
  - id: interview
    title: Interview with Béla VARGA, 2011
    kind: report
    issued: 2011
  - id: letter
    title: What a fisherman told
    kind: letter
    issued: 2011
  - id: varga-river
    title: The Varga river
    kind: letter
    issued: 2011
"""


@pytest.fixture
def names(project, annotations):
    text = annotations.replace("people:\n", MORE).replace("sources:\n", SOURCES)
    folder = project(annotations=text)
    return {entity.name for entity in open_desk(open_project(folder)).entities.values()}


def test_a_person_who_needs_protection_is_never_asked_about(names):
    assert "Bela Varga" not in names


def test_a_title_that_tells_of_them_is_not_asked_about_either(names):
    assert not any("varga," in name.lower() for name in names)
    assert "What a fisherman told" not in names


def test_a_thing_that_has_only_a_part_of_their_name_may_be_asked_about(names):
    assert {"Bela Vargas", "The Varga river", "Ada Chen"} <= names


def test_a_common_word_that_they_are_called_by_hides_nothing_else(names):
    assert "The bridge" in names
