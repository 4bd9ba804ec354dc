"""Reading an annotation file: every finding at once, each where it stands."""

from __future__ import annotations

import hashlib

import pytest
from texts import HEAD, misread, read_file, spot

from kgbuild.annotation.entries import ClaimEntry, EventEntry, RelationEntry
from kgbuild.annotation.layout import entries_of
from kgbuild.annotation.read import parse, read

START = """\
article: {id: a, title: A, kind: essay, by: b, issued: 2012, file: a.txt}
"""
CLAIM = "  - {mode: own-words, factuality: CT+, says: It is., quote: it"


def only(typed):
    """The one finding about a file, at its caret."""
    (found,) = misread(typed)
    return found


# ── What is read ─────────────────────────────────────────────────────────────────────────────────


def test_a_file_with_nothing_but_an_article_is_complete():
    file = read_file(START)
    assert file.article.id.value == "a"
    assert file.article.issued.value == "2012"
    assert (file.claims, file.people) == ((), ())


def test_one_value_and_a_list_of_one_are_the_same():
    one = read_file(START + "people: {id: p, name: P, called: Q}")
    many = read_file(START + "people: [{id: p, name: P, called: [Q]}]")
    assert [t.value for t in one.people[0].called] == [t.value for t in many.people[0].called]


def test_a_quotation_is_words_or_a_mapping():
    file = read_file(
        START
        + "claims:\n"
        + CLAIM
        + ", speaker: She, cue: [{words: he said, nth: 2, before: b, after: a}]}"
    )
    (entry,) = file.claims
    assert entry.speaker.words.value == "She"
    assert entry.speaker.nth is None
    (cue,) = entry.cue
    assert (cue.words.value, cue.nth.value, cue.before.value, cue.after.value) == (
        "he said",
        "2",
        "b",
        "a",
    )


def test_a_review_is_a_word_or_a_mapping():
    short = read_file(START + "claims:\n" + CLAIM + ", review: proposed}")
    long = read_file(
        START
        + "claims:\n"
        + CLAIM
        + ", review: {state: accepted, by: A. Reader, on: 2026-11-24, note: fine}}"
    )
    assert short.claims[0].review.state.value == "proposed"
    review = long.claims[0].review
    assert (review.state.value, review.by.value, review.on.value, review.note.value) == (
        "accepted",
        "A. Reader",
        "2026-11-24",
        "fine",
    )


def test_keys_that_are_words_of_python_are_read():
    file = read_file(
        START
        + "claims:\n"
        + CLAIM
        + ", id: c, in: d, reason-for: p}\n"
        + "relations: {from: c, is: qualifies, to: [d, e], by: annotator}"
    )
    assert isinstance(file.claims[0], ClaimEntry)
    assert file.claims[0].in_.value == "d"
    assert file.claims[0].reason_for.value == "p"
    assert isinstance(file.relations[0], RelationEntry)
    assert [t.value for t in file.relations[0].to] == ["d", "e"]


def test_every_entry_is_found_with_its_kind():
    file = read_file(HEAD + "events: [{id: e, name: E, step: 1, step-of: border-policy}]")
    kinds = [kind for kind, _ in entries_of(file)]
    assert kinds.count("source") == 4
    assert {"person", "institution", "voice", "place", "concept", "policy", "event"} < set(kinds)
    assert any(isinstance(entry, EventEntry) for _, entry in entries_of(file))


def test_an_entry_knows_where_it_stands():
    file = read_file(HEAD)
    assert (file.people[1].at.line, file.people[1].at.column) == (10, 5)
    assert (file.people[1].id.at.line, file.people[1].id.at.column) == (10, 10)


def test_the_hash_of_the_file_is_kept(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(START.encode())
    file, found = read(path, shown_as="here/a.yaml")
    assert found == ()
    assert (file.path, file.sha256) == ("here/a.yaml", hashlib.sha256(START.encode()).hexdigest())


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + START.encode(), START.encode() + b"\r\n"])
def test_a_byte_order_mark_and_crlf_are_no_matter_in_an_annotation_file(tmp_path, data):
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    assert read(path)[1] == ()


# ── What is wrong ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        pytest.param("a: caf\xe9".encode("latin-1"), (1, 7), "0xE9", id="latin-1"),
        pytest.param("脱北者\n: ".encode() + b"\xff\xfe", (2, 3), "0xFF", id="after-chinese"),
    ],
)
def test_a_file_that_is_not_utf8_is_a_finding(tmp_path, data, place, byte):
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    file, (found,) = read(path, shown_as="a.yaml")
    assert file is None
    assert (found.code, spot(found)) == ("yaml-syntax", place)
    assert found.message == f"byte {byte} is not UTF-8"
    assert found.hint == "save the file as UTF-8"


@pytest.mark.parametrize("typed", ["‸- article", "‸just words", "‸[]"])
def test_a_file_that_is_no_mapping_is_a_finding(typed):
    found = only(typed)
    assert (found.code, found.message) == (
        "yaml-syntax",
        "an annotation file is a mapping that starts with `article:`",
    )


def test_a_file_needs_an_article():
    found = only("‸people: []")
    assert (found.code, found.message) == ("key-missing", "an annotation file needs `article`")


def test_an_unknown_key_comes_with_the_one_that_was_meant():
    found = only(START + "people: [{id: p, name: P, ‸caled: Q}]")
    assert (found.code, found.width) == ("unknown-key", 5)
    assert found.message == "`caled` is no key of a person; did you mean `called`?"
    assert found.hint == "known keys: note, id, name, called, protect"


def test_a_merge_key_is_an_unknown_key():
    found = only(START + "people: [{id: p, name: P, ‸<<: {called: Q}}]")
    assert (found.code, found.message) == ("unknown-key", "`<<` is no key of a person")


def test_a_missing_key_is_shown_at_the_entry():
    found = only(START + "people:\n  - id: x\n    name: X\n  - ‸id: p")
    assert (found.code, found.message) == ("key-missing", "a person needs `name`")


def test_an_empty_key_is_shown_at_the_key():
    found = only(START + "people:\n  - id: p\n    ‸name:\n  - {id: q, name: Q}")
    assert (found.code, found.message, found.width) == ("key-missing", "`name` is empty", 4)


@pytest.mark.parametrize("blank", ["''", '" "', '"\\t"', "", "|\n      \n"])
def test_white_space_is_empty(blank):
    found = only(START + "people:\n  - id: p\n    ‸name: " + blank)
    assert (found.code, found.message) == ("key-missing", "`name` is empty")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("people: ‸Wu", "`people` takes a person written as", id="text-for-an-entry"),
        pytest.param(
            "people: [{id: p, name: ‸[a, b]}]", "`name` takes a single word", id="list-for-a-word"
        ),
        pytest.param(
            "people: [{id: p, name: ‸{a: b}}]",
            "`name` takes a single word",
            id="mapping-for-a-word",
        ),
        pytest.param(
            "people: [{id: p, name: P, called: [a, ‸[b]]}]",
            "`called` takes a single word",
            id="item",
        ),
        pytest.param(
            "people: [‸[{id: p, name: P}]]", "`people` takes a person", id="list-in-a-list"
        ),
        pytest.param(
            "claims: [{mode: own-words, factuality: CT+, says: x, speaker: ‸[a, b]}]",
            "`speaker` takes a quote",
            id="two-speakers",
        ),
        pytest.param(
            "claims: [{mode: own-words, factuality: CT+, says: x, quote: a, review: ‸[a]}]",
            "`review` takes a review",
            id="list-for-a-review",
        ),
    ],
)
def test_a_value_of_the_wrong_shape_is_shown(typed, message):
    found = only(START + typed)
    assert found.code == "wrong-shape"
    assert message in found.message


def test_an_article_that_is_a_word_is_of_the_wrong_shape():
    found = only("article: ‸story.txt")
    assert (found.code, found.message) == (
        "wrong-shape",
        "`article` takes an article written as `key: value` lines",
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param(
            "claims:\n  - {says: x, quote: a, factuality: CT+, mode: ‸verbatm}",
            "`verbatm` is no mode; did you mean `verbatim`?",
            id="mode",
        ),
        pytest.param(
            "claims:\n  - {says: x, quote: a, mode: own-words, factuality: ‸ct+}",
            "`ct+` is no factuality",
            id="factuality",
        ),
        pytest.param(
            "claims:\n  - {says: x, quote: a, mode: own-words, factuality: CT+, review: ‸done}",
            "`done` is no state",
            id="review",
        ),
        pytest.param(
            "institutions: [{id: i, name: I, type: ‸army}]", "`army` is no type", id="type"
        ),
        pytest.param("ties: [{id: t, subject: a, is: ‸likes, object: b}]", "no is", id="tie"),
    ],
)
def test_a_word_that_is_not_of_the_list_is_shown_with_the_list(typed, message):
    found = only(START + typed)
    assert found.code == "not-a-choice"
    assert message in found.message
    assert found.hint.startswith("one of: ")


def test_a_source_needs_a_kind_of_the_list():
    found = only(START.replace("essay", "‸novel"))
    assert (found.code, found.width) == ("not-a-choice", 5)


@pytest.mark.parametrize(
    "slug",
    ["Zhou", "zhou weiping", "zhou--wu", "-zhou", "zhou-", "周", "zhou_wu", "a/b", "é", "x" * 81],
)
def test_an_id_is_a_plain_short_name(slug):
    found = only(START + f"people: [{{id: ‸{slug}, name: P}}]")
    assert (found.code, found.message) == ("not-a-slug", f"`{slug}` is no short name")
    assert found.width == len(slug)


@pytest.mark.parametrize("slug", ["z", "zhou-weiping", "2008", "x" * 80, "no", "null"])
def test_a_plain_short_name_is_an_id(slug):
    assert read_file(START + f"people: [{{id: {slug}, name: P}}]").people[0].id.value == slug


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("nth: ‸0", "`nth` takes a number from 1, not `0`", id="zero"),
        pytest.param("nth: ‸-1", "`nth` takes a number from 1, not `-1`", id="negative"),
        pytest.param("nth: ‸two", "`nth` takes a number from 1, not `two`", id="word"),
        pytest.param("nth: ‸１", "`nth` takes a number from 1, not `１`", id="full-width"),
        pytest.param("nth: ‸1000000", "`nth` takes a number from 1", id="enormous"),
    ],
)
def test_a_number_is_a_number(typed, message):
    found = only(START + "mentions: [{names: p, quote: {words: x, " + typed + "}}]")
    assert found.code == "wrong-form"
    assert message in found.message


@pytest.mark.parametrize(
    ("key", "good", "bad", "message"),
    [
        pytest.param("sha256", "0" * 64, "0" * 63, "64 hexadecimal digits", id="short-hash"),
        pytest.param("sha256", "0" * 64, "A" * 64, "64 hexadecimal digits", id="capital-hash"),
        pytest.param("language", "zh-Latn-pinyin", "zh_Hans", "a language tag", id="language"),
        pytest.param("url", "https://example.org/a", "ftp://a", "an address", id="address"),
        pytest.param("url", "http://a.b/c?d#e", "'https://a b'", "an address", id="spaces"),
    ],
)
def test_a_value_is_written_as_its_key_wants_it(key, good, bad, message):
    read_file(START.replace("file: a.txt", f"file: a.txt, {key}: '{good}'"))
    found = only(START.replace("file: a.txt", f"file: a.txt, {key}: ‸{bad}"))
    assert found.code == "wrong-form"
    assert f"`{key}` takes {message}" in found.message


def test_an_id_that_two_entries_have_is_shown_with_the_first():
    found = only(START + "people: [{id: wu, name: Wu}]\nplaces: [{id: ‸wu, name: Wuhan}]")
    assert (found.code, found.width) == ("duplicate-id", 2)
    assert found.message == "`wu` is already the id of another entry"
    assert (found.related[0].label, found.related[0].at.line, found.related[0].at.column) == (
        "first here",
        2,
        15,
    )


def test_the_articles_own_id_is_taken():
    assert only(START + "people: [{id: ‸a, name: A}]").code == "duplicate-id"


def test_every_finding_of_a_file_comes_at_once():
    codes = [
        found.code
        for found in misread(
            """\
            article: {id: a, title: A, kind: ‸tale, issued: 2012, file: a.txt}
            people:
              - {id: ‸Wu, name: Wu}
              - ‸{id: zhou, ‸nam: Zhou}
            ‸peple: []
            places: ‸&here [{id: b, name: B}]
            ‸places: []
            """
        )
    ]
    assert codes == [
        "not-a-choice",
        "not-a-slug",
        "key-missing",
        "unknown-key",
        "unknown-key",
        "yaml-anchor",
        "duplicate-key",
    ]


def test_an_entry_with_something_missing_is_left_out_and_the_others_stay():
    file, found = parse(START + "people: [{id: p}, {id: q, name: Q}]", "a.yaml")
    assert [p.id.value for p in file.people] == ["q"]
    assert [f.code for f in found] == ["key-missing"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param(
            "relations: [‸{from: a, is: contradicts, by: annotator}]", "to", id="relation"
        ),
        pytest.param("mentions: [‸{names: a}]", "quote", id="mention"),
    ],
)
def test_an_entry_that_would_say_nothing_lacks_a_key(typed, key):
    found = only(START + typed)
    assert found.code == "key-missing"
    assert f"`{key}`" in found.message
