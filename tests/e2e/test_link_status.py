"""Where each entity stands: from the files, for people and programs, and since the last build."""

from __future__ import annotations

import json
import socket

import pytest

BASE = "https://example.org/bridge/"
COLUMNS = (
    "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\t"
    "mapping_justification\tauthor_label\tmapping_date\tcomment\n"
)


def row(subject, object_="wikidata:Q1", *, predicate="exactMatch", modifier="", why=""):
    return (
        f"{BASE}{subject}\tskos:{predicate}\t{modifier}\t{object_}\tA label\t"
        f"semapv:ManualMappingCuration\tAda\t2026-11-25\t{why}\n"
    )


@pytest.fixture
def linked(project):
    return project(
        links={
            "positive": COLUMNS + row("institution/city", why="it says so"),
            "negative": COLUMNS
            + row("person/ada", "wikidata:Q2", modifier="Not")
            + row("source/report", "sssom:NoTermFound"),
            "unsure": COLUMNS + row("concept/bridge", "wikidata:Q3"),
        }
    )


def told(run):
    value = json.loads(run.out)
    assert value["schema"] == "https://w3id.org/kgbuild/link-status/1"
    return {
        (e["entity"].removeprefix(BASE), e["state"], e["identifier"].rpartition("/")[2]): e
        for e in value["entities"]
    }


def test_every_entity_stands_somewhere(linked, inside):
    lines = told(inside("link", "status", str(linked), "--json"))
    assert set(lines) == {
        ("institution/city", "linked", "Q1"),
        ("person/ada", "rejected", "Q2"),
        ("source/report", "not-found", ""),
        ("concept/bridge", "unsure", "Q3"),
        ("source/essay", "open", ""),
        ("place/river", "open", ""),
        ("policy/closing", "open", ""),
    }
    city = lines["institution/city", "linked", "Q1"]
    assert (city["by"], city["date"], city["why"]) == ("Ada", "2026-11-25", "it says so")


def test_people_see_sums(linked, inside):
    run = inside("link", "status", str(linked))
    assert run.code == 0
    assert "7 rows: 1 linked, 1 not-found, 3 open, 1 rejected, 1 unsure" in run.out


def test_what_was_decided_since_the_build_is_told(linked, inside):
    assert inside("link", "status", str(linked), "--changed").code == 3
    assert inside("build", str(linked)).code == 0
    assert "nothing\n" in inside("link", "status", str(linked), "--changed").out
    links = linked / "links"
    (links / "positive.sssom.tsv").write_text(
        COLUMNS + row("institution/city", "wikidata:Q7") + row("concept/bridge", "wikidata:Q3"),
        encoding="utf-8",
    )
    (links / "unsure.sssom.tsv").write_text(COLUMNS, encoding="utf-8")
    changed = told(inside("link", "status", str(linked), "--changed", "--json"))
    assert {key: line["change"] for key, line in changed.items()} == {
        ("institution/city", "linked", "Q7"): "changed: added",
        ("institution/city", "linked", "Q1"): "changed: removed",
        ("concept/bridge", "linked", "Q3"): "changed: added",
        ("concept/bridge", "unsure", ""): "changed: removed",
    }


def test_links_files_with_errors_are_shown_and_nothing_is_asked(linked, inside):
    path = linked / "links" / "positive.sssom.tsv"
    path.write_text(COLUMNS + "nobody:x\n", encoding="utf-8")
    before = path.read_bytes()
    for verb in (("link", str(linked), "-s", "wikidata"), ("link", "status", str(linked))):
        run = inside(*verb)
        assert run.code == 1
        assert "positive.sssom.tsv:2:1: error[link-row-unreadable]" in run.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no service to ask"),
        (("-s", "wikidta"), "did you mean `wikidata`?"),
        (("-s", "wikidata"), "may only be asked by somebody who can be reached"),
        (("-s", "https://x.example/reconcile"), "may only be asked by somebody who can be reached"),
        (("-s", "wikidata", "--contact", "é"), "the contact must be printable ASCII"),
    ],
)
def test_a_run_that_may_not_be_is_refused_with_a_way_out(linked, inside, arguments, said):
    run = inside("link", str(linked), *arguments)
    assert (run.code, said in run.err, "help: " in run.err or "contact" in run.err) == (
        2,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id\tlabel\nwikidata:Q1\tx\n", "1:1: the columns name are missing"),
        ("id\tname\nQ1\tx\n", "2:1: `Q1` is no IRI"),
        ("id\tname\nwikidata:Q1\t\n", "2:1: name is empty"),
        ('id\tname\nwikidata:Q1\t"x\n', "unexpected end of data"),
    ],
)
def test_a_table_that_is_none_is_said_with_its_line(linked, inside, text, said):
    (linked / "places.tsv").write_text(text, encoding="utf-8")
    run = inside("link", str(linked), "-s", "places.tsv")
    assert (run.code, said in run.err) == (3, True), run.err
    assert inside("link", str(linked), "-s", "nowhere.csv").code == 3


def test_review_needs_a_terminal_and_somebody_who_decides(linked, inside):
    run = inside("link", "review", str(linked))
    assert (run.code, "who decides?" in run.err) == (2, True)
    run = inside("link", "review", str(linked), "--author", "Ada")
    assert (run.code, "asks at a terminal" in run.err) == (2, True)


def test_settings_of_the_project_are_used(project, inside):
    config = (
        f'base = "{BASE}"\ncontact = "mailto:ada@example.org"\nauthor = "Ada"\n'
        'services = ["places.tsv"]\n'
    )
    folder = project(config=config)
    (folder / "places.tsv").write_text("id\tname\nwikidata:Q5\tThe river\n", encoding="utf-8")
    run = inside("link", str(folder))
    assert run.code == 0, run.err
    assert "places.tsv: 7 names, 0 from the cache; 1 with candidates; 6 not found" in run.err
    assert inside("build", str(folder)).code == 0


def test_what_failed_is_told_with_the_reason_until_it_is_answered(linked, inside):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        run = inside("link", str(linked), "-s", url, "--contact", "a@example.org", "--timeout", "1")
        assert (run.code, "FAILED" in run.err) == (4, True)
    lines = told(inside("link", "status", str(linked), "--json"))
    failed = {key: e for key, e in lines.items() if key[1] == "failed"}
    assert {(e["by"], e["why"].partition(":")[0]) for e in failed.values()} == {(url, "refused")}
    assert ("source/essay", "open", "") not in lines
    journal = linked / "build" / "link-journal.jsonl"
    with journal.open("ab") as file:
        file.write(b'{"date": "20')  # a run that was killed while it wrote
    assert told(inside("link", "status", str(linked), "--json")) == lines
