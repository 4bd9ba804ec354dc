"""YAML with places: strings only, and everything that could mean two things is refused."""

from __future__ import annotations

import pytest
from texts import CARET, carets, spot

from kgbuild.annotation.nodes import Mapping, Sequence, compose
from kgbuild.diagnostics import in_order
from kgbuild.located import Text


def node(typed):
    """The root node of a text that has nothing wrong with it."""
    root, found = compose(typed, "a.yaml")
    assert found == ()
    return root


def value(typed):
    """The value of the first key."""
    return node(typed).pairs[0][1]


def wrong(typed):
    """What is wrong with a text; the findings must stand at its carets."""
    plain, places = carets(typed)
    _, found = compose(plain, "a.yaml")
    findings = in_order(found)
    assert [spot(f) for f in findings] == places, findings
    return list(findings)


# ── Values are what was typed ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "word",
    ["no", "null", "~", "true", "00123", "1.10", "12:30", "0x1F", "1e3", ".inf", "2012-02-27"],
)
def test_a_value_stays_what_was_typed(word):
    assert value(f"a: {word}").value == word


@pytest.mark.parametrize("word", ["yes", "0o17", "1_000"])
def test_a_yaml_1_1_directive_changes_no_value(word):
    assert value(f"%YAML 1.1\n---\na: {word}").value == word


def test_an_empty_value_is_an_empty_text():
    assert value("a:\nb: c").value == ""


def test_mappings_and_lists_keep_their_order_and_places():
    root = node("b: [x, {y: z}]\na: w")
    assert isinstance(root, Mapping)
    assert [key.value for key, _ in root.pairs] == ["b", "a"]
    items = root.pairs[0][1]
    assert isinstance(items, Sequence)
    assert (items.at.line, items.at.column) == (1, 4)
    assert (items.items[1].at.line, items.items[1].at.column) == (1, 8)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        pytest.param("é😀: ‸x", (1, 5), id="emoji-before"),
        pytest.param("脱北者:\n  - 难民\n  - ‸庇护", (3, 5), id="chinese"),
        pytest.param("a: b\r\nc: ‸d\r\n", (2, 4), id="crlf"),
        pytest.param("\ufeffa: ‸x", (1, 4), id="byte-order-mark"),
        pytest.param("a: e\u0301\nb: ‸x", (2, 4), id="combining-mark"),
    ],
)
def test_columns_count_code_points(typed, place):
    last = node(typed.replace(CARET, ""))
    while not isinstance(last, Text):
        last = last.pairs[-1][1] if isinstance(last, Mapping) else last.items[-1]
    assert (last.at.line, last.at.column) == place


# ── Carets inside a value, in every style of scalar ──────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("a: They have ‸full say", id="plain"),
        pytest.param("a: They have\n   ‸full say", id="plain-over-lines"),
        pytest.param("a: 'They have ‸full say'", id="single"),
        pytest.param("a: 'They ''have'' ‸full say'", id="single-with-quotes"),
        pytest.param("a: 'They have\n   ‸full say'", id="single-over-lines"),
        pytest.param("a: 'They have\n\n   ‸full say'", id="single-over-a-blank-line"),
        pytest.param('a: "They have ‸full say"', id="double"),
        pytest.param('a: "They \\"have\\" ‸full say"', id="double-with-quotes"),
        pytest.param('a: "They \\\n   have ‸full say"', id="double-with-escaped-break"),
        pytest.param("a: >-\n  They have\n  ‸full say", id="folded"),
        pytest.param("a: >\n\n  They have\n  ‸full say\n", id="folded-after-a-blank-line"),
        pytest.param("a: |-\n  They have\n  ‸full say", id="literal"),
        pytest.param("a: |-\n  They\n    have\n  ‸full say", id="literal-indented"),
        pytest.param("a: |-\n  They\n\n  have ‸full say", id="literal-over-a-blank-line"),
        pytest.param("a: >-\n  They\n\n\n  have ‸full say", id="folded-over-blank-lines"),
        pytest.param("a: >- # have it\n  They have\n  ‸full say", id="folded-with-a-comment"),
        pytest.param("a: |\n  😀 have ‸full say", id="emoji-before"),
        pytest.param("a: [x, They have ‸full say]", id="in-a-list"),
        pytest.param('a: {b: "They have ‸full say"}', id="in-a-mapping"),
        pytest.param("a: They have\r\n   ‸full say", id="crlf"),
        pytest.param("a: ‸full say", id="at-the-start-plain"),
        pytest.param('a: "‸full say"', id="at-the-start-double"),
        pytest.param("a: >-\n  ‸full say", id="at-the-start-folded"),
        pytest.param("a: >- # a full day\n  ‸full say", id="at-the-start-after-a-comment"),
    ],
)
def test_a_character_inside_a_value_has_its_place_in_the_file(typed):
    plain, (place,) = carets(typed)
    scalar = value(plain)
    while not isinstance(scalar, Text):
        scalar = scalar.items[-1] if isinstance(scalar, Sequence) else scalar.pairs[-1][1]
    at = scalar.place_of(scalar.value.index("full"))
    assert (at.line, at.column) == place


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        pytest.param('a: "\\"no\\" say"', 6, id="double"),
        pytest.param("a: '''no'' say'", 5, id="single"),
    ],
)
def test_a_value_that_starts_with_a_quotation_mark_starts_at_a_quotation_mark(typed, column):
    assert value(typed).place_of(0).column in {4, column}
    assert value(typed).place_of(1).column == typed.index("no") + 1


@pytest.mark.parametrize(
    "typed",
    [
        'a: "th\\u0061t full say"',
        'a: "caf\\xe9 full of caf\\xe9"',
        'a: "one\\ntwo full"',
    ],
)
def test_what_an_escape_hides_is_shown_at_the_values_start_at_worst(typed):
    scalar = value(typed)
    at = scalar.place_of(scalar.value.index("full"))
    assert (at.line, at.column) in {(1, 4), (1, typed.index("full") + 1)}


# ── Refused ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        pytest.param(
            "a:\n‸\tb: c",
            "found character '\\t'",
            "YAML indents with spaces: replace the tab with spaces",
            id="tab-indents",
        ),
        pytest.param(
            "a: Zhou said‸: no",
            "mapping values are not allowed here",
            "a colon followed by a space ends a key; put the value in quotation marks",
            id="colon-in-a-text",
        ),
        pytest.param(
            'a: ‸"They have no say\nb: c',
            "found unexpected end of stream",
            "a quotation mark is opened and not closed, or not escaped inside",
            id="quotation-mark-left-open",
        ),
        pytest.param(
            'a: "no" ‸say',
            "expected <block end>, but found '<scalar>'",
            "put single quotes around the whole",
            id="text-after-the-closing-mark",
        ),
        pytest.param("a: ‸@b", "found character '@'", "quotation marks", id="reserved"),
        pytest.param("a: ‸`b`", "found character '`'", "quotation marks", id="backtick"),
        pytest.param("a: [b, c‸", "expected ',' or ']'", "closing bracket", id="open-list"),
        pytest.param("a:\n  b: c\n ‸d: e", "expected <block end>", "indentation", id="indentation"),
        pytest.param(
            "a: b\n‸c\nd: e",
            "could not find expected ':'",
            "colon or the indentation",
            id="no-colon",
        ),
        pytest.param("a: 1\n‸---\nb: 2", "another document", "", id="two-documents"),
        pytest.param("a: ‸- b", "sequence entries are not allowed here", "", id="dash"),
        pytest.param(
            "a: ‸*star", "found undefined alias 'star'", "* starts an alias in YAML", id="star"
        ),
        pytest.param("a: b‸\x07", "U+0007 may not stand", "remove the character", id="bell"),
        pytest.param("a: b\nc: 脱‸\x00", "U+0000 may not stand", "remove", id="null"),
        pytest.param("a: ‸\ufffe", "U+FFFE may not stand", "remove", id="no-character"),
        pytest.param("a: ‸\ud800", "U+D800 may not stand", "remove", id="surrogate"),
        pytest.param('a: ‸"\\ud800 x"', "lone surrogate", "", id="surrogate-escape"),
        pytest.param('‸"\\udfff": x', "lone surrogate", "", id="surrogate-escape-in-a-key"),
        pytest.param("‸", "the file is empty", "", id="empty"),
        pytest.param("‸# nothing here yet\n", "the file is empty", "", id="only-comments"),
        pytest.param("? ‸[a]\n: b", "a key must be a word", "", id="list-as-key"),
        pytest.param("? ‸{a: b}\n: c", "a key must be a word", "", id="mapping-as-key"),
        pytest.param('a: ‸"\\q"', "unknown escape character 'q'", "", id="unknown-escape"),
    ],
)
def test_what_is_not_yaml_is_shown_where_it_stands(typed, message, hint):
    (found,) = wrong(typed)
    assert found.code == "yaml-syntax"
    assert message in found.message
    assert hint in found.hint


@pytest.mark.parametrize(
    "typed", ['a: "\\U00110000"', 'a: "\\UFFFFFFFF"', 'a: "\\U80000000"', 'a: "\\U7FFFFFFF"']
)
def test_an_escape_beyond_unicode_is_a_finding(typed):
    root, found = compose(typed, "a.yaml")
    assert root is None
    assert [f.code for f in found] == ["yaml-syntax"]


def test_a_pair_of_surrogate_escapes_is_no_text_in_yaml():
    (found,) = wrong('a: ‸"\\ud83d\\ude00"')
    assert found.code == "yaml-syntax"


def test_a_key_that_stands_twice_is_shown_with_the_first():
    found, again = wrong("a: 1\nbb: 2\n‸bb: 3\n‸bb: 4")
    assert found.code == again.code == "duplicate-key"
    assert found.message == "the key `bb` stands here a second time"
    assert found.width == 2
    assert (found.related[0].at.line, found.related[0].at.column) == (2, 1)


def test_the_first_of_two_values_counts():
    root, _ = compose("a: 1\na: 2", "a.yaml")
    assert [(k.value, v.value) for k, v in root.pairs] == [("a", "1")]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("a: ‸&x b", id="value"),
        pytest.param("‸&x a: b", id="key"),
        pytest.param("a: [b, ‸&x c]", id="item"),
        pytest.param("a: ‸&x {b: c}", id="mapping"),
        pytest.param("a: ‸&x [b]", id="list"),
        pytest.param("a: 😀\nb: ‸&x 😀", id="after-emoji"),
    ],
)
def test_an_anchor_is_refused(typed):
    (found,) = wrong(typed)
    assert (found.code, found.message) == ("yaml-anchor", "&x is a YAML anchor")


@pytest.mark.parametrize(
    "typed", ["a: &x [*x]", "a: &x {b: *x}", "&x a: &y {b: {c: *y}}", "- &x\n  - [[*x]]"]
)
def test_an_anchor_inside_itself_is_a_finding_too(typed):
    _, found = compose(typed, "a.yaml")
    assert {f.code for f in found} == {"yaml-anchor"}


def test_aliases_of_aliases_do_not_multiply():
    lines = ["a0: &a0 [x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 5)}]" for n in range(1, 6)]
    _, found = compose("\n".join(lines), "a.yaml")
    assert {f.code for f in found} == {"yaml-anchor"}
    assert len(found) <= sum(line.count("*") + line.count("&") for line in lines)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        pytest.param("a: ‸!!int 1", "!!int", id="int"),
        pytest.param("a: ‸!x 1", "!x", id="local"),
        pytest.param("a: ‸! 1", "!", id="non-specific"),
        pytest.param("a: ‸!!python/object/apply:os.system [ls]", None, id="python"),
        pytest.param("%TAG !t! tag:t,2000:\n---\na: ‸!t!u b", "!t!u", id="declared"),
        pytest.param("‸!!map {a: b}", "!!map", id="root"),
        pytest.param("‸!x a: b", "!x", id="key"),
    ],
)
def test_a_tag_is_refused(typed, tag):
    (found,) = wrong(typed)
    tag = tag or "!!python/object/apply:os.system"
    assert (found.code, found.message) == ("yaml-tag", f"{tag} is a YAML tag")
    assert found.width == len(tag)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("a: " + "[" * 11 + "‸" + "[" + "]" * 12, id="lists"),
        pytest.param("{a: " * 12 + "‸{a: b" + "}" * 13, id="mappings"),
        pytest.param("[" * 12 + "‸" + "[" * 5000, id="hostile"),
        pytest.param(
            "\n".join(" " * n + "a:" for n in range(12)) + "\n            ‸a: b", id="block"
        ),
    ],
)
def test_deep_nesting_is_refused_before_anything_is_built(typed):
    (found,) = wrong(typed)
    assert (found.code, found.message) == ("yaml-too-deep", "values are nested too deeply here")


def test_what_a_file_needs_is_not_too_deep():
    assert isinstance(value("a: " + "[" * 11 + "]" * 11), Sequence)
