"""Random edits of random annotation files: exactly the asked values change."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.annotation import edit, style
from kgbuild.annotation.nodes import compose
from kgbuild.annotation.source import plain
from kgbuild.diagnostics import Diagnostic

AWKWARD = st.sampled_from(
    [
        *("no", "~", "1.10", "00123", "12:30", "- a", "-", "--- x", "...", "? a", ": b", "a: b"),
        *("a:", "a #b", "#a", "'", '"', "''", "a'b", "[a", "{a}", "a, b", "&a", "*a", "!a", "|"),
        *(">", "%a", "@a", "`a", " a", "a ", "a\nb", "\n", "a\n", "\ta", "a\tb", "\\", "a\\nb"),
        *("\u0085", "a\u2028b", "\u2029", "\ufeff", "\ufffe", "\U0001f600", "𠀀 橋", "e\u0301"),
        *("\u202eabc", "a\r\nb", "<script>", "=", "<<", "\x00", "\x7f", "", "a  b", "\u00a0a"),
    ]
)
TEXTS = AWKWARD | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
WORDS = st.lists(TEXTS, min_size=1, max_size=4)
QUOTES = st.fixed_dictionaries({"words": TEXTS}, optional={"nth": TEXTS, "before": TEXTS})
VALUES = TEXTS | WORDS | QUOTES | st.lists(TEXTS | QUOTES, min_size=1, max_size=3)
ENTRIES = st.dictionaries(
    st.sampled_from(["by", "quote", "mode", "says", "about", "note", "review"]), VALUES
)
COMMENTED = """\
# head
article:   # the article
  id: essay # its id

# --- claims
claims:
  # before the first
  - id: a   # first
    says: 'x'    # said
    # inside

  # between
  - {id: b, says: "y"} # in braces

# tail
"""


def data(text):
    node, found = compose(text, "f.yaml")
    assert not found, found
    return plain(node)


def entry_of(text, entry):
    sections = data(text)
    (found,) = [e for e in [sections["article"], *sections["claims"]] if e["id"] == entry]
    return found


def comments(text):
    return [line.partition("#")[2] for line in text.splitlines() if "#" in line]


@settings(deadline=None)
@given(VALUES)
def test_a_value_is_written_so_that_it_reads_back(value):
    lines = style.pair("key", value)
    assert data("\n".join(lines)) == {"key": value}
    assert data(f"{{key: {style.in_brackets(value)}}}") == {"key": value}


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Z"]), min_size=90))
def test_a_long_note_reads_back(value):
    assert data("\n".join(style.pair("note", value, "    "))) == {"note": value}


@settings(deadline=None)
@given(st.lists(ENTRIES, min_size=1, max_size=3), st.sampled_from(["claims", "people", "marks"]))
def test_added_entries_read_back_and_the_old_text_is_all_there(entries, section):
    new = [{"id": f"new-{i}", **entry} for i, entry in enumerate(entries)]
    after = edit.add_entries(COMMENTED, section, new)
    assert isinstance(after, str), after
    before = data(COMMENTED)
    assert data(after) == {**before, section: [*before.get(section, []), *new]}
    start = next(i for i, (a, b) in enumerate(zip(COMMENTED, after, strict=False)) if a != b)
    added = len(after) - len(COMMENTED)
    assert after[:start] + after[start + added :] == COMMENTED
    for entry in reversed(new):
        after = edit.remove_entry(after, entry["id"])
    assert data(after) == {**before, **({} if section in before else {section: ""})}
    assert comments(after) == comments(COMMENTED)


@settings(deadline=None)
@given(st.sampled_from(["a", "b", "essay"]), st.sampled_from(["says", "by", "note"]), VALUES)
def test_a_changed_value_reads_back_and_every_comment_is_there(entry, key, value):
    after = edit.set_value(COMMENTED, entry, key, value)
    if isinstance(after, Diagnostic):
        # A value of several lines has no room before a comment on the same line.
        assert after.code == "edit-refused"
        assert not isinstance(value, str)
        return
    assert entry_of(after, entry)[key] == value
    again = edit.remove_value(after, entry, key)
    assert key not in entry_of(again, entry)
    for comment in comments(COMMENTED):
        assert f"#{comment}" in after
        assert f"#{comment}" in again
