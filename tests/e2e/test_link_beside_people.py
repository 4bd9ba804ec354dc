"""`kgbuild link` and people at the same files: what a person decided stays, and stays whole."""

from __future__ import annotations

import csv
import json

import pytest
from reconciling import candidate, reconciling

pytest.importorskip("rigour", reason="the extra `countries` is not installed")
CONTACT = ("--contact", "mailto:tests@example.org")
PLACES = "places:\n  - id: peru\n    name: Peru\n  - id: vietnam\n    name: Vietnam\n"
HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tcomment\n"
MANUAL = "semapv:ManualMappingCuration"
PERU = "https://example.org/bridge/place/peru"
STATE = "http://www.wikidata.org/entity/Q419"


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("KGBUILD_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def travels(project, article, annotations):
    """Writes a project in which people travel to Peru and Vietnam: travels(links=…)."""

    def make(places: str = PLACES, **links):
        text = f"{article}\nThey left for Peru and for Vietnam by ship.\n"
        changed = annotations.replace("places:\n", places)
        return project(article=text, annotations=changed, links=links)

    return make


def rows(folder, name):
    path = folder / "links" / f"{name}.sssom.tsv"
    if not path.is_file():
        return []
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def linked(folder):
    return {(r["subject_label"], r["object_id"]) for r in rows(folder, "positive")}


def row(object_, predicate="skos:exactMatch", subject=PERU):
    return f"{subject}\t{predicate}\t{object_}\t{MANUAL}\tSomebody\tmine\n"


def test_sovereign_states_are_linked_once_also_when_two_services_know_them(inside, travels):
    folder = travels()
    country = candidate(STATE, "Peru", "country")
    with reconciling(lambda name: [country] if name == "Peru" else []) as service:
        asked = ("link", str(folder), "-s", "countries", "-s", service.url, *CONTACT)
        assert inside(*asked).code == 0
        assert inside(*asked, "--again").code == 0
    assert linked(folder) == {("Peru", "wikidata:Q419"), ("Vietnam", "wikidata:Q881")}
    assert len(rows(folder, "positive")) == 2
    assert inside("build", str(folder)).code == 0


def test_what_is_accepted_waits_for_nobody(inside, travels):
    folder = travels()
    others = [candidate("1", "Peru", "town"), candidate("2", "Peru", "river")]
    with reconciling(lambda name: others if name == "Peru" else []) as service:
        assert inside("link", str(folder), "-s", service.url, *CONTACT).code == 0
        assert {r["subject_label"] for r in rows(folder, "predictions")} >= {"Peru", "Vietnam"}
        inside("link", str(folder), "-s", "countries")
    assert {"Peru", "Vietnam"} & {r["subject_label"] for r in rows(folder, "predictions")} == set()


@pytest.mark.parametrize(
    "decided",
    [
        {"positive": row("https://id.example/1", "skos:broadMatch")},
        {"unsure": row("https://id.example/1")},
        {"unsure": row("sssom:NoTermFound")},
        {"negative": row("sssom:NoTermFound")},
    ],
    ids=["a broader thing", "unsure", "not looked yet", "not there"],
)
def test_nothing_is_accepted_beside_what_a_person_decided(inside, travels, decided):
    folder = travels(**{name: HEAD + text for name, text in decided.items()})
    ((name, _),) = decided.items()
    before = rows(folder, name)
    done = inside("link", str(folder), "-s", "countries", "--again")
    assert done.code == 0, done.err
    assert "Peru" not in {label for label, _ in linked(folder)} - {""}
    assert all(old.items() <= new.items() for old, new in zip(before, rows(folder, name)))  # noqa: B905
    assert "accepted, as sovereign states: Vietnam\n" in done.err
    assert inside("build", str(folder)).code == 0


def test_of_two_things_with_the_name_of_one_state_neither_is_accepted(inside, travels):
    two = PLACES + "  - id: republic\n    name: Republic of Peru\n"
    folder = travels(places=two)
    assert inside("link", str(folder), "-s", "countries").code == 0
    assert linked(folder) == {("Vietnam", "wikidata:Q881")}
    assert inside("build", str(folder)).code == 0


def test_an_identifier_that_another_thing_has_is_not_accepted_again(inside, travels):
    of_river = row("wikidata:Q419", subject="https://example.org/bridge/place/river")
    folder = travels(positive=HEAD + of_river)
    done = inside("link", str(folder), "-s", "countries")
    assert done.code == 0
    assert {r["object_id"] for r in rows(folder, "positive")} == {"wikidata:Q419", "wikidata:Q881"}
    assert len(rows(folder, "positive")) == 2


def test_a_rejected_state_is_not_accepted(inside, travels):
    head = HEAD.replace("comment", "comment\tpredicate_modifier")
    folder = travels(negative=head + row("wikidata:Q419").replace("\n", "\tNot\n"))
    assert inside("link", str(folder), "-s", "countries", "--again").code == 0
    assert linked(folder) == {("Vietnam", "wikidata:Q881")}


def test_what_a_person_decides_while_services_are_asked_is_not_lost(inside, travels):
    folder = travels()
    decided = HEAD + row("https://id.example/thing/7")

    def finds(name):
        (folder / "links").mkdir(exist_ok=True)
        (folder / "links" / "positive.sssom.tsv").write_text("# a comment of mine\n" + decided)
        return [candidate("1", name)]

    with reconciling(finds) as service:
        done = inside("link", str(folder), "-s", service.url, "-s", "countries", *CONTACT)
    assert done.code == 0, done.err
    mine = [r for r in rows(folder, "positive") if r["author_label"] == "Somebody"]
    assert [(r["object_id"], r["comment"]) for r in mine] == [
        ("https://id.example/thing/7", "mine")
    ]
    assert "Peru" not in {label for label, _ in linked(folder)}
    assert "# a comment of mine" in (folder / "links" / "positive.sssom.tsv").read_text()


def test_files_that_were_broken_meanwhile_are_not_overwritten(inside, travels):
    folder = travels()
    half = HEAD + f"{PERU}\tskos:exactMatch\n"

    def finds(name):
        (folder / "links").mkdir(exist_ok=True)
        (folder / "links" / "predictions.sssom.tsv").write_text("subject_id\nhalf a ta")
        (folder / "links" / "positive.sssom.tsv").write_text(half)
        return [candidate("1", name)]

    with reconciling(finds) as service:
        done = inside("link", str(folder), "-s", service.url, *CONTACT)
        asked = len(service.names)
        assert done.code == 2
        assert "predictions.sssom.tsv:1:1: " in done.err
        assert (folder / "links" / "positive.sssom.tsv").read_text() == half
        (folder / "links" / "positive.sssom.tsv").unlink()
        (folder / "links" / "predictions.sssom.tsv").unlink()
        done = inside("link", str(folder), "-s", service.url, *CONTACT)
        assert done.code == 0, done.err
        assert len(service.names) == asked, "every answer was kept"


def test_rows_and_comments_by_hand_survive_a_run(inside, travels):
    predicted = (
        "# Our own hints, by Somebody.\nsubject_id\tpredicate_id\tobject_id\t"
        "mapping_justification\tour_column\n"
        f"{PERU}\tskos:exactMatch\thttps://id.example/thing/5\tsemapv:LexicalMatching\tsee p. 5\n"
    )
    folder = travels(predictions=predicted, positive="# nothing yet\n" + HEAD)
    with reconciling(lambda name: [candidate("1", name, "place")]) as service:
        for _ in range(2):
            assert inside("link", str(folder), "-s", service.url, *CONTACT).code == 0
    text = (folder / "links" / "predictions.sssom.tsv").read_text()
    assert "## Our own hints, by Somebody.\n" in text, "a comment of YAML now"
    (ours,) = (r for r in rows(folder, "predictions") if r["our_column"])
    assert (ours["object_id"], ours["our_column"]) == ("https://id.example/thing/5", "see p. 5")
    assert (folder / "links" / "positive.sssom.tsv").read_text() == "# nothing yet\n" + HEAD


def test_a_run_without_news_changes_no_byte(inside, travels):
    folder = travels()
    with reconciling(lambda name: [candidate("1", name, "place")]) as service:
        asked = ("link", str(folder), "-s", service.url, *CONTACT)
        inside(*asked)
        before = {p.name: p.read_bytes() for p in (folder / "links").iterdir()}
        inside(*asked)
    assert {p.name: p.read_bytes() for p in (folder / "links").iterdir()} == before
    assert json.loads(before["lock.json"])["seen"]
