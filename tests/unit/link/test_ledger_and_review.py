"""Proposals and decisions in the files: the tool and a person's editor do the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import BASE, WD, Told, candidate_named, entity_named

from kgbuild.diagnostics import Severity
from kgbuild.link import ledger
from kgbuild.link.cache import Cache
from kgbuild.link.decisions import decide as decisions_of
from kgbuild.link.ledger import Verdict
from kgbuild.link.lint import lint
from kgbuild.link.lock import Lock, Seen
from kgbuild.link.propose import Plan, propose
from kgbuild.link.review import KEYS, Review, pressed
from kgbuild.link.sheet import parse, written

DAY = "2026-11-25"
SEOUL, BUSAN = entity_named("Seoul"), entity_named("Busan")


def proposals(answers, *, entities=(SEOUL, BUSAN), sheets=None, **told):
    """The sheets after a run in which a service gave these answers."""
    outcomes = propose(entities, [Told(answers, **told)], Plan(cache=Cache(None)))
    return ledger.propose_rows(sheets or ledger.opened({}, BASE), outcomes, date=DAY)


def book():
    return proposals(
        {
            "Seoul": [candidate_named("Seoul", 1), candidate_named("Seoul", 2)],
            "Busan": [candidate_named("Busan", 3)],
        }
    )[0]


def said(sheets):
    """What the files say: entity, state and identifier of each row."""
    rows, found = decisions_of(sheets)
    wrong = [d for d in (*found, *lint(rows)) if d.severity > Severity.INFO]
    assert wrong == []
    names = {SEOUL.iri: "seoul", BUSAN.iri: "busan"}
    return sorted(
        (
            names[d.subject],
            d.decision,
            (d.object or "").rsplit("/")[-1],
            d.predicate.rpartition("#")[2],
        )
        for d in rows
    )


def verdict(word, number=1, *, subject=SEOUL, match="exact", author="Ada"):
    iri = f"{WD}Q{number}"
    return Verdict(
        subject=subject.iri, object=iri, verdict=word, match=match, author=author, date=DAY
    )


def after(*verdicts, sheets=None):
    sheets = sheets or book()
    for one in verdicts:
        sheets = ledger.decide(sheets, one, labels={SEOUL.iri: "Seoul", BUSAN.iri: "Busan"})
    return sheets


def test_proposals_are_rows_with_score_reasons_tool_and_service():
    sheets, sights = proposals({"Seoul": [candidate_named("Seoul", 1)]}, name="https://s.example/")
    found, nothing = sorted(
        sheets["predictions"].rows, key=lambda r: r.get("object_id"), reverse=True
    )
    assert found.get("object_id") == "wikidata:Q1"
    assert found.get("confidence") == "0.85"
    assert found.get("comment") == "name equal; type fits: city"
    assert (found.get("mapping_tool"), found.get("mapping_date")) == ("kgbuild", DAY)
    assert found.get("object_source") == "https://s.example/"
    assert nothing.get("object_id") == "sssom:NoTermFound"
    assert sights[f"{WD}Q1"] == Seen(
        service="https://s.example/",
        query=sights[f"{WD}Q1"].query,
        date=DAY,
        label="Seoul",
        types=("city",),
    )


def test_a_new_run_replaces_what_the_same_service_said_and_nothing_else():
    one, _ = proposals({"Seoul": [candidate_named("Seoul", 1)]}, name="a", offline=True)
    both, _ = proposals(
        {"Seoul": [candidate_named("Seoul", 5)]}, name="b", offline=True, sheets=one
    )
    again, _ = proposals(
        {"Busan": [candidate_named("Busan", 3)]},
        name="a",
        offline=True,
        sheets=both,
        entities=(BUSAN,),
    )
    assert said(again) == [
        ("busan", "predicted", "", "exactMatch"),
        ("busan", "predicted", "Q3", "exactMatch"),
        ("seoul", "predicted", "Q1", "exactMatch"),
        ("seoul", "predicted", "Q5", "exactMatch"),
    ]


def test_what_is_proposed_again_another_day_keeps_its_first_day():
    answers = {"Seoul": [candidate_named("Seoul", 1)]}
    first, _ = proposals(answers, offline=True)
    outcomes = propose([SEOUL, BUSAN], [Told(answers, offline=True)], Plan(cache=Cache(None)))
    later, _ = ledger.propose_rows(first, outcomes, date="2027-01-01")
    assert later["predictions"].rows == first["predictions"].rows


def test_a_service_with_a_space_in_its_name_has_an_identifier():
    sheets, _ = proposals(
        {"Seoul": [candidate_named("Seoul", 1)]}, name="my places.tsv", offline=True
    )
    sheet = sheets["predictions"]
    sources = {sheet.iri(row.get("object_source")) for row in sheet.rows}
    assert sources == {"https://w3id.org/kgbuild/service/my%20places.tsv"}


def test_what_was_decided_is_not_proposed_again():
    decided = after(verdict(ledger.REJECT, 1), verdict(ledger.UNSURE, 2))
    again, _ = proposals(
        {"Seoul": [candidate_named("Seoul", n) for n in (1, 2, 7)]}, sheets=decided
    )
    assert [s for s in said(again) if s[:2] == ("seoul", "predicted")] == [
        ("seoul", "predicted", "Q7", "exactMatch")
    ]


def test_accepting_ends_the_question():
    assert said(after(verdict(ledger.ACCEPT, 2))) == [
        ("busan", "predicted", "Q3", "exactMatch"),
        ("seoul", "linked", "Q2", "exactMatch"),
    ]


@pytest.mark.parametrize("match", ["close", "broad", "narrow", "related"])
def test_a_match_need_not_be_exact(match):
    rows = said(after(verdict(ledger.ACCEPT, 1, match=match)))
    assert ("seoul", "linked", "Q1", f"{match}Match") in rows


def test_rejecting_keeps_the_other_candidates():
    assert said(after(verdict(ledger.REJECT, 1))) == [
        ("busan", "predicted", "Q3", "exactMatch"),
        ("seoul", "predicted", "Q2", "exactMatch"),
        ("seoul", "rejected", "Q1", "exactMatch"),
    ]
    (row,) = after(verdict(ledger.REJECT, 1))["negative"].rows
    assert row.get("predicate_modifier") == "Not"


def test_none_of_these_rejects_all_and_remembers_that_it_was_looked_for():
    assert said(after(verdict(ledger.NONE))) == [
        ("busan", "predicted", "Q3", "exactMatch"),
        ("seoul", "not-found", "", "exactMatch"),
        ("seoul", "rejected", "Q1", "exactMatch"),
        ("seoul", "rejected", "Q2", "exactMatch"),
    ]


def test_a_second_thought_moves_the_row():
    assert said(after(verdict(ledger.UNSURE, 1), verdict(ledger.ACCEPT, 1)))[1:] == [
        ("seoul", "linked", "Q1", "exactMatch")
    ]
    (row,) = after(verdict(ledger.UNSURE, 1), verdict(ledger.ACCEPT, 1))["positive"].rows
    assert row.get("object_label") == "Seoul"


def test_what_is_accepted_was_found_after_all():
    none_yet = after(verdict(ledger.NONE))
    assert ("seoul", "not-found", "", "exactMatch") not in said(
        after(verdict(ledger.ACCEPT, 9), sheets=none_yet)
    )


@pytest.mark.parametrize(
    ("author", "column"),
    [("Ada Reader", "author_label"), ("orcid:0000-0002-1825-0097", "author_id")],
)
def test_an_author_is_a_name_or_an_identifier(author, column):
    (row,) = after(verdict(ledger.ACCEPT, 1, author=author))["positive"].rows
    assert row.get(column) == author
    assert row.get("mapping_justification") == "semapv:ManualMappingCuration"


def test_rows_and_headers_of_a_person_survive_a_decision():
    text = (
        "#curie_map:\n#  mine: https://example.org/p/place/\n#comment: by hand\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tcolour\n"
        "mine:busan\tskos:exactMatch\twikidata:Q3\tsemapv:ManualMappingCuration\tBob\tblue\n"
    )
    sheet, _ = parse(text, "positive.sssom.tsv")
    done = after(verdict(ledger.ACCEPT, 1), sheets={**book(), "positive": sheet})
    out = written(done["positive"])
    assert "#comment: by hand\n" in out
    assert "mine:seoul" in out
    assert [r.cells for r in sheet.rows] == [
        r.cells for r in done["positive"].rows if r.get("colour")
    ]


def test_only_files_that_changed_are_written(tmp_path):
    ledger.write(tmp_path, {}, book())
    assert {p.name for p in tmp_path.iterdir()} == {"predictions.sssom.tsv"}
    before = book()
    names = ledger.write(tmp_path, before, after(verdict(ledger.ACCEPT, 1), sheets=before))
    assert {p.name for p in names} == {"predictions.sssom.tsv", "positive.sssom.tsv"}


def review():
    return Review(
        entities={SEOUL.iri: SEOUL, BUSAN.iri: BUSAN},
        sheets=book(),
        lock=Lock(),
        author="Ada",
        date=DAY,
    )


def typed(keys, start=None):
    state = start or review()
    for key in keys:
        state = pressed(state, key)
    return state


def test_the_surest_entity_comes_first():
    assert [e.name for e in review().waiting] == ["Busan", "Seoul"]
    assert [p.object for p in typed("s").proposals] == [f"{WD}Q1", f"{WD}Q2"]


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("y", ("busan", "linked", "Q3", "exactMatch")),
        ("n", ("busan", "rejected", "Q3", "exactMatch")),
        ("u", ("busan", "unsure", "Q3", "exactMatch")),
        ("b", ("busan", "linked", "Q3", "broadMatch")),
        ("a", ("busan", "linked", "Q3", "narrowMatch")),
        ("c", ("busan", "linked", "Q3", "closeMatch")),
        ("r", ("busan", "linked", "Q3", "relatedMatch")),
        ("x", ("busan", "not-found", "", "exactMatch")),
        ("s2y", ("seoul", "linked", "Q2", "exactMatch")),
        ("y2n", ("seoul", "rejected", "Q2", "exactMatch")),
    ],
)
def test_a_key_decides(keys, left):
    assert left in said(typed(keys).sheets)


def test_every_key_that_decides_can_be_undone():
    for key in "ynubacrx":
        assert typed(key + "z").sheets == review().sheets
    assert typed("z").sheets == review().sheets
    assert typed("yyzz").sheets == review().sheets


def test_a_sitting_ends_when_nothing_waits_or_somebody_quits():
    assert typed("yy").entity is None
    assert typed("ss").entity is None
    assert typed("q").over
    assert typed("yyy5") == typed("yy")


@pytest.mark.parametrize("key", ["", "9", "0", "%", "²", "Y", "é"])
def test_any_other_key_does_nothing(key):
    assert typed([key]) == review()


@settings(deadline=None)
@given(st.text(st.sampled_from([*KEYS, "1", "2", "3"]), max_size=12))
def test_whatever_is_pressed_the_files_stay_in_order_and_nothing_is_lost(keys):
    state = typed(keys)
    rows, found = decisions_of(state.sheets)
    assert [d for d in (*found, *lint(rows)) if d.severity is Severity.ERROR] == []
    pairs = {(d.subject, d.object) for d in rows if d.object}
    assert {p for p in pairs if p[0] == BUSAN.iri} == {(BUSAN.iri, f"{WD}Q3")}
    undone = typed("z" * 20, state)
    assert undone.sheets == review().sheets
