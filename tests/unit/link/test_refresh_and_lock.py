"""What has become of identifiers, and what the lock remembers of them."""

from __future__ import annotations

import pytest
from told import BASE, WD, Told, candidate_named

from kgbuild.errors import NetworkError
from kgbuild.link import ledger
from kgbuild.link.decisions import decide
from kgbuild.link.lint import misfits
from kgbuild.link.lock import Lock, Seen, joined, read_lock, written
from kgbuild.link.refresh import apply, refresh
from kgbuild.link.sheet import NEEDED, parse
from kgbuild.records.model import PlaceRecord

DAY = "2026-11-25"
SEOUL = f"{BASE}place/seoul"


def seen(label="Seoul", **more):
    return Seen(
        service="told", query="0", date="2026-01-01", label=label, **({"types": ("city",)} | more)
    )


def book(*, positive=(1,), unsure=(), negative=()):
    """The sheets in which Seoul is decided to be, perhaps be, or not be these items."""
    files = {"positive": positive, "unsure": unsure, "negative": negative}
    sheets = ledger.opened({}, BASE)
    for name, numbers in files.items():
        modifier = "Not" if name == "negative" else ""
        end = f"semapv:ManualMappingCuration\t{modifier}\tAda\tby me"
        lines = [f"{SEOUL}\tskos:exactMatch\twikidata:Q{n}\t{end}" for n in numbers]
        columns = "\t".join([*NEEDED, "predicate_modifier", "author_label", "comment"])
        text = "\n".join([*sheets[name].header, columns, *lines])
        sheets[name], found = parse(text, f"links/{name}.sssom.tsv")
        assert found == ()
    return sheets


def refreshed(sheets, now, **locked):
    lock = Lock({f"{WD}Q{n[1:]}": sight for n, sight in locked.items()})
    rows, _ = decide(sheets)
    service = Told(now={f"{WD}Q{n}": thing for n, thing in now.items()})
    return refresh(rows, lock, [service], date=DAY), lock


def codes(result):
    return [d.code for d in result.found]


def test_what_is_as_it_was_is_no_news():
    result, _ = refreshed(book(), {1: candidate_named("Seoul", 1)}, q1=seen())
    assert codes(result) == []
    assert result.unasked == ()


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (None, "link-deleted"),
        (candidate_named("Seoul", 5, former=(f"{WD}Q1",)), "link-merged"),
        (candidate_named("Seoul", 1, types=("film",)), "link-retyped"),
        (candidate_named("Keijo", 1), "link-relabelled"),
    ],
)
def test_what_changed_is_found_at_its_row(now, code):
    result, _ = refreshed(book(), {1: now}, q1=seen())
    (found,) = result.found
    assert (found.code, found.at.path) == (code, "links/positive.sssom.tsv")
    assert (found.at.line, found.at.column > 1) == (len(book()["positive"].header) + 2, True)
    assert f"{WD}Q1" in found.message


def test_the_order_of_types_is_no_change():
    now = candidate_named("Seoul", 1, types=("capital", "city"))
    result, _ = refreshed(book(), {1: now}, q1=seen(types=("city", "capital")))
    assert codes(result) == []


def test_what_was_never_seen_before_cannot_have_changed():
    result, lock = refreshed(book(), {1: candidate_named("Seoul", 1)})
    assert codes(result) == []
    assert apply(book(), lock, result, date=DAY)[1].seen[f"{WD}Q1"].label == "Seoul"


def test_of_rejected_pairs_only_where_they_lead_matters():
    sheets = book(positive=(), negative=(1, 2))
    merged = candidate_named("Other", 7, former=(f"{WD}Q1",))
    result, lock = refreshed(sheets, {1: merged, 2: None}, q1=seen())
    assert codes(result) == []
    kept, lock = apply(sheets, lock, result, date=DAY)
    assert kept["negative"] == sheets["negative"]
    assert lock.now(f"{WD}Q1") == f"{WD}Q7"


def test_a_service_that_fails_says_nothing_about_its_identifiers():
    error = NetworkError("down", reason="refused")
    result, lock = refreshed(book(), {1: error}, q1=seen())
    assert (codes(result), result.failed, result.unasked) == ([], (error,), (f"{WD}Q1",))
    sheets = book()
    same, after = apply(sheets, lock, result, date=DAY)
    assert (same["positive"].rows, after) == (sheets["positive"].rows, lock)


def test_applying_writes_what_was_found_and_says_so_in_the_row():
    sheets = book(positive=(1, 2, 3), unsure=(4,))
    now = {
        1: candidate_named("Seoul", 9, former=(f"{WD}Q1",)),
        2: None,
        3: candidate_named("Keijo", 3),
        4: None,
    }
    result, lock = refreshed(sheets, now, q1=seen(), q3=seen())
    after, lock = apply(sheets, lock, result, date=DAY)
    rows = {n: [(r.get("object_id"), r.get("comment")) for r in after[n].rows] for n in after}
    assert rows["positive"] == [
        ("wikidata:Q9", f"by me; {DAY}: merged, was {WD}Q1"),
        ("wikidata:Q3", "by me"),
    ]
    assert rows["unsure"] == [
        ("wikidata:Q4", "by me"),
        ("wikidata:Q2", f"by me; {DAY}: {WD}Q2 is gone"),
    ]
    assert lock.seen[f"{WD}Q3"].label == "Keijo"


def test_a_lock_survives_its_file(tmp_path):
    lock = Lock({f"{WD}Q1": seen(description="“city”", former=(f"{WD}Q0",)), f"{WD}Q2": seen("Ö")})
    path = tmp_path / "lock.json"
    path.write_bytes(written(lock))
    assert read_lock(path) == (lock, ())
    assert written(read_lock(path)[0]) == path.read_bytes()
    assert read_lock(tmp_path / "none.json") == (Lock(), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"schema": "https://w3id.org/kgbuild/links-lock/1"}',
        '{"schema": "https://w3id.org/kgbuild/links-lock/1", "seen": []}',
        '{"schema": "https://w3id.org/kgbuild/links-lock/1", "seen": {"x": 1}}',
        '{"schema": "https://w3id.org/kgbuild/links-lock/1", "seen": {"x": {"colour": "blue"}}}',
        '{"schema": "https://w3id.org/kgbuild/links-lock/1", "seen": {}, "seen": {}}',
    ],
)
def test_what_is_no_lock_is_a_finding(tmp_path, text):
    path = tmp_path / "lock.json"
    path.write_text(text, encoding="utf-8")
    lock, found = read_lock(path, shown_as="links/lock.json")
    assert lock == Lock()
    assert [(d.code, d.at.path) for d in found] == [("link-lock-unreadable", "links/lock.json")]


def test_what_is_seen_again_keeps_its_first_day():
    from dataclasses import replace

    old = Lock({f"{WD}Q1": seen()})
    later = replace(seen(), date=DAY)
    assert joined(old, {f"{WD}Q1": later}) == old
    changed = replace(later, label="Keijo")
    assert joined(old, {f"{WD}Q1": changed}).seen[f"{WD}Q1"] == changed


def test_an_accepted_thing_of_another_kind_is_found():
    rows, _ = decide(book(positive=(1, 2)))
    place = PlaceRecord(iri=SEOUL, label="Seoul")
    types = {f"{WD}Q1": ("human",), f"{WD}Q2": ("city",)}
    (found,) = misfits(rows, [place], types)
    assert (found.code, "is human, and the entity is a place" in found.message) == (
        "link-type-disagrees",
        True,
    )
    assert misfits(rows, [place], {}) == ()
