"""Edits of an annotation file's text: what is asked for changes, every other byte stays."""

from __future__ import annotations

import pytest

from kgbuild.annotation import edit
from kgbuild.annotation.nodes import compose
from kgbuild.annotation.source import plain
from kgbuild.diagnostics import Diagnostic

TYPED = """\
# yaml-language-server: $schema=x
article:
  id:   essay     # aligned
  file: 'essay.txt'
  title: "A \\u201ctitle\\u201d"   # double

# --- people

people:
  - id: wu
    name: Wu Jianhua
    called: [Wu, "Mr Wu"]  # both
    protect: at-risk   # since May
  # a comment between
  - {id: zhou, name: Zhou, called: [Zhou]}
  - name: Third
    id: third
    # inside third

claims:

  # --- first

  - id: a
    quote:
      words: However
      nth: 2
    says: A sentence.   # said
    note: >-
      A note over
      two lines.

  # --- second

  - id: b
    quote: words
    says: |
      Literal
    review: proposed
  # the last comment

# the end
"""


def data(text):
    node, found = compose(text, "f.yaml")
    assert not found
    return plain(node)


def edited(before, after):
    """What `after` has instead of what in `before`: the bytes at both ends are the same."""
    assert not isinstance(after, Diagnostic), after
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


@pytest.mark.parametrize(
    ("entry", "key", "value", "gone", "new"),
    [
        pytest.param("essay", "id", "other", "essay", "other", id="aligned"),
        pytest.param("essay", "file", "a b.txt", "'essay.txt'", "a b.txt", id="quoted"),
        pytest.param("wu", "called", "Wu", '[Wu, "Mr Wu"]', "Wu", id="list"),
        pytest.param("wu", "protect", "no", "at-risk", "'no'", id="no"),
        pytest.param("zhou", "name", "Zhou, W.", "Zhou", "'Zhou, W.'", id="in-braces"),
        pytest.param("a", "quote", "I", "\n      words: However\n      nth: 2", " I", id="block"),
        pytest.param("b", "review", "accepted", "proposed", "accepted", id="review"),
        pytest.param(
            "b",
            "review",
            {"state": "accepted", "by": "Ann: me"},
            " proposed",
            "\n      state: accepted\n      by: 'Ann: me'",
            id="mapping",
        ),
        pytest.param("b", "says", "One.", "|\n      Literal", "One.", id="literal"),
    ],
)
def test_a_value_is_replaced_and_nothing_else(entry, key, value, gone, new):
    after = edit.set_value(TYPED, entry, key, value)
    assert TYPED.replace(gone, new, 1) == after or edited(TYPED, after)
    assert TYPED.count(gone) > 1 or TYPED.replace(gone, new, 1) == after
    assert entry_of(after, entry if key != "id" else value)[key] == value


def entry_of(text, entry):
    sections = data(text)
    everything = [sections["article"], *sections["people"], *sections["claims"]]
    (found,) = [e for e in everything if e["id"] == entry]
    return found


@pytest.mark.parametrize(
    ("entry", "key", "value", "line"),
    [
        ("a", "by", "wu", "    by: wu\n    quote:\n"),
        ("a", "review", "accepted", "# said\n    review: accepted\n    note:"),
        ("b", "note", "n", "    review: proposed\n    note: n\n  # the last"),
        ("third", "called", ["x", "y"], "    id: third\n    called: [x, y]\n    # inside"),
        ("essay", "kind", "essay", "# double\n  kind: essay\n\n# --- people"),
        ("zhou", "protect", "at-risk", "called: [Zhou], protect: at-risk}\n"),
    ],
)
def test_a_new_key_stands_where_the_format_has_it(entry, key, value, line):
    after = edit.set_value(TYPED, entry, key, value)
    gone, _ = edited(TYPED, after)
    assert not gone
    assert line in after
    assert entry_of(after, entry)[key] == value


def test_a_long_note_is_folded_as_people_fold_it():
    said = "word " * 40 + "end"
    after = edit.set_value(TYPED, "b", "note", said)
    assert "    note: >-\n      word word" in after
    assert max(map(len, after.splitlines())) <= 100
    assert entry_of(after, "b")["note"] == said


def test_a_comment_behind_a_value_never_becomes_a_part_of_it():
    typed = "people:\n  - id: a\n    note: x  # why\n"
    said = "word " * 40 + "end"
    after = edit.set_value(typed, "a", "note", said)
    assert after == typed.replace("note: x", f"note: {said}")


def test_an_empty_value_is_filled():
    assert edit.set_value("people:\n  - id: a\n    name:\n", "a", "name", "A").endswith("name: A\n")
    assert edit.set_value("people:\n- {id: a, name: }\n", "a", "name", "A").endswith("name: A }\n")


@pytest.mark.parametrize(
    ("entry", "key", "gone"),
    [
        pytest.param("wu", "name", "    name: Wu Jianhua\n", id="line"),
        pytest.param("wu", "id", "id: wu\n    ", id="behind-the-dash"),
        pytest.param("a", "quote", "    quote:\n      words: However\n      nth: 2\n", id="block"),
        pytest.param("zhou", "name", "name: Zhou, ", id="in-braces"),
        pytest.param("zhou", "called", ", called: [Zhou]", id="last-in-braces"),
    ],
)
def test_a_key_is_removed_and_nothing_else(entry, key, gone):
    assert edit.remove_value(TYPED, entry, key) == TYPED.replace(gone, "", 1)


def test_the_comment_behind_a_removed_value_stays():
    after = edit.remove_value(TYPED, "wu", "protect")
    assert after == TYPED.replace("    protect: at-risk   # since May", "    # since May")


def test_an_entry_is_added_behind_the_comments_of_its_section():
    after = edit.add_entry(TYPED, "claims", {"id": "c", "quote": ["x", "y: z"], "says": "- no"})
    assert edited(TYPED, after)[0] == ""
    added = "\n\n  - id: c\n    quote: [x, 'y: z']\n    says: '- no'\n"
    assert f"  # the last comment{added}\n# the end\n" in after


def test_an_entry_without_blank_lines_around_it_joins_its_like():
    after = edit.add_entry(TYPED, "people", {"id": "d", "name": "D"})
    assert "    # inside third\n  - id: d\n    name: D\n\nclaims:" in after


def test_several_entries_are_added_at_once():
    after = edit.add_entries("article:\n  id: a", "places", [{"id": "x"}, {"id": "y"}])
    assert after == "article:\n  id: a\n\nplaces:\n  - id: x\n  - id: y"
    assert edit.add_entries(TYPED, "places", []) == TYPED


@pytest.mark.parametrize(
    ("section", "around"),
    [
        ("places", "    # inside third\n\nplaces:\n  - id: new\n\nclaims:\n"),
        ("voices", "    # inside third\n\nvoices:\n  - id: new\n\nclaims:\n"),
        ("marks", "  # the last comment\n\nmarks:\n  - id: new\n\n# the end\n"),
    ],
)
def test_a_new_section_stands_where_the_format_has_it(section, around):
    after = edit.add_entry(TYPED, section, {"id": "new"})
    assert around in after
    assert edited(TYPED, after)[0] == ""


@pytest.mark.parametrize(
    ("empty", "filled"),
    [
        ("claims:\n", "claims:\n  - id: x\n"),
        ("claims: []\n", "claims:\n  - id: x\n"),
        ("claims:   # none\n  # yet\n", "claims:   # none\n  # yet\n  - id: x\n"),
        ("claims: [{id: a}]\n", "claims: [{id: a}, {id: x}]\n"),
        ("claims:\n- id: a\n", "claims:\n- id: a\n- id: x\n"),
        ("claims:\n  -\n    id: a\n", "claims:\n  -\n    id: a\n  - id: x\n"),
    ],
)
def test_a_section_takes_entries_however_it_is_written(empty, filled):
    assert edit.add_entry("article: {id: z}\n" + empty, "claims", {"id": "x"}) == (
        "article: {id: z}\n" + filled
    )


@pytest.mark.parametrize(
    ("entry", "gone"),
    [
        ("zhou", "  - {id: zhou, name: Zhou, called: [Zhou]}\n"),
        ("third", "  - name: Third\n    id: third\n"),
        (
            "b",
            "  - id: b\n    quote: words\n    says: |\n      Literal\n    review: proposed\n",
        ),
    ],
)
def test_an_entry_is_removed_and_its_neighbours_stay(entry, gone):
    assert edit.remove_entry(TYPED, entry) == TYPED.replace(gone, "", 1)


def test_a_removed_entry_leaves_one_blank_line():
    typed = "claims:\n\n  - id: a\n    says: x\n\n  - id: b\n    says: y\n"
    assert edit.remove_entry(typed, "a") == "claims:\n\n  - id: b\n    says: y\n"


def test_an_entry_of_a_list_in_brackets_is_removed():
    typed = "claims: [{id: a}, {id: b}, {id: c}]"
    assert edit.remove_entry(typed, "a") == "claims: [{id: b}, {id: c}]"
    assert edit.remove_entry(typed, "c") == "claims: [{id: a}, {id: b}]"
    assert edit.remove_entry("claims: [{id: a}]", "a") == "claims: []"


def test_entries_without_an_id_are_counted():
    typed = "marks:\n  - level: x\n  - level: y\n"
    assert edit.set_value(typed, "marks[1]", "level", "z") == typed.replace("y\n", "z\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(newline, mark):
    typed = mark + TYPED.replace("\n", newline)
    after = edit.add_entry(typed, "claims", {"id": "c", "says": "x", "quote": {"words": "y"}})
    assert after.startswith(mark + "# yaml")
    assert (after.count("\n"), after.count("\r")) == (
        TYPED.count("\n") + 5,
        0 if newline == "\n" else TYPED.count("\n") + 5,
    )
    assert edit.set_value(typed, "wu", "name", "W") == typed.replace("name: Wu Jianhua", "name: W")
    assert edit.remove_value(typed, "wu", "name") == typed.replace(
        f"    name: Wu Jianhua{newline}", ""
    )


def test_a_last_line_without_a_line_break_is_removed_whole():
    assert edit.remove_value("people:\n  - id: a\n    name: A", "a", "name") == "people:\n  - id: a"
    typed = "people:\r\n  - id: a\r\n    name: A"
    assert edit.remove_value(typed, "a", "name") == "people:\r\n  - id: a"


LISTED = "people:\n  - id: a\n    called:\n      - A  # why\n      - B\n"
REFUSED = {
    "no such entry": (edit.set_value, TYPED, ("zhuo", "name", "x"), "did you mean `zhou`"),
    "no such key": (edit.remove_value, TYPED, ("wu", "nam"), "did you mean `name`"),
    "no such section": (edit.add_entry, TYPED, ("claim", {"id": "x"}), "did you mean `claims`"),
    "the article": (edit.remove_entry, TYPED, ("essay",), "is the only thing in `article:`"),
    "two of an id": (
        edit.set_value,
        "people: [{id: wu}]\nplaces: [{id: wu}]",
        ("wu", "name", "x"),
        "`wu` is the id of two entries",
    ),
    "comment in a list": (
        edit.set_value,
        LISTED,
        ("a", "called", "C"),
        "a comment stands inside the value of `called`",
    ),
    "comment in a removed list": (
        edit.remove_value,
        LISTED,
        ("a", "called"),
        "a comment stands inside the value of `called`",
    ),
    "comment behind the key": (
        edit.set_value,
        "people:\n  - id: a\n    called: # why\n      - B\n",
        ("a", "called", "C"),
        "a comment stands inside the value of `called`",
    ),
    "comment behind a sign": (
        edit.set_value,
        "people:\n  - id: a\n    note: >- # why\n      B\n",
        ("a", "note", "C"),
        "a comment stands inside the value of `note`",
    ),
    "only key": (edit.remove_value, "people: [{id: a}]", ("a", "id"), "all that there is"),
    "behind the dash": (
        edit.remove_value,
        "people:\n  - id: a # x\n    name: A\n",
        ("a", "id"),
        "cannot be taken out of its line",
    ),
    "no list": (
        edit.add_entry,
        "people:\n  id: a\n",
        ("people", {"id": "x"}),
        "holds one entry that is no list",
    ),
    "in braces": (edit.add_entry, "{a: b}", ("people", {"id": "x"}), "in braces"),
    "empty, in braces": (edit.add_entry, "{people: }", ("people", {"id": "x"}), "in braces"),
    "no mapping": (edit.add_entry, "- a", ("people", {"id": "x"}), "is a mapping"),
    "no Unicode": (edit.set_value, TYPED, ("wu", "name", "\ud800"), "read back otherwise"),
    "kept line breaks": (
        edit.add_entry,
        "people:\n  - id: |+\n      a\n\n",
        ("people", {"id": "x"}),
        "it would read back otherwise",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_surely_is_refused_with_the_reason(name):
    verb, typed, arguments, why = REFUSED[name]
    found = verb(typed, *arguments)
    assert isinstance(found, Diagnostic), found
    assert found.code == "edit-refused"
    assert why in found.message
    assert found.hint


def test_several_values_are_changed_together_or_not_at_all():
    after = edit.set_values(TYPED, "wu", {"name": "W", "protect": None, "note": "n"})
    assert entry_of(after, "wu") == {
        "id": "wu",
        "name": "W",
        "called": ["Wu", "Mr Wu"],
        "note": "n",
    }
    failed = edit.set_values(TYPED, "wu", {"name": "W", "kind": None, "note": "n"})
    assert "`wu` has no `kind`" in failed.message
    assert "no entry has the id `x`" in edit.remove_value(TYPED, "x", "name").message


def test_an_entry_is_known_by_its_line():
    line = TYPED[: TYPED.index("id: b\n")].count("\n") + 1
    assert edit.set_value(TYPED, f"claims@{line}", "quote", "w") == TYPED.replace(
        "quote: words", "quote: w"
    )


def test_a_single_entry_takes_a_key_that_comes_before_all_others():
    assert edit.set_value("marks: [{level: x}]", "marks[0]", "quote", "q") == (
        "marks: [{level: x, quote: q}]"
    )


def test_a_file_that_cannot_be_read_is_not_edited():
    found = edit.set_value("people: [", "a", "b", "c", path="f.yaml")
    assert (found.code, found.at.path) == ("yaml-syntax", "f.yaml")
    assert edit.remove_entry("a: &x b\n", "a").code == "yaml-anchor"


def test_the_seed_takes_edits_and_gives_them_back(seeds):
    (path,) = seeds.glob("*.yaml")
    typed = path.read_bytes().decode()
    claim = {"id": "new-claim", "quote": {"words": "refugees", "nth": "2"}, "says": "It’s: # so."}
    after = edit.add_entry(typed, "claims", claim)
    assert edited(typed, after)[0] == ""
    assert edit.remove_entry(after, "new-claim") == typed
    marked = edit.set_value(typed, "provincial-leaders-no-authority", "review", "needs-recheck")
    assert edit.remove_value(marked, "provincial-leaders-no-authority", "review") == typed
