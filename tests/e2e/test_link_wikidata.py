"""`kgbuild link` with Wikidata's own API, by fixtures.

They are made by hand after the shapes that https://www.wikidata.org/w/api.php documents, and are
no recordings: every identifier in them is fictional.
"""

from __future__ import annotations

import csv
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from faults import Step, http, serving

CONTACT = ("--contact", "mailto:tests@example.org")
RIVER = "https://example.org/bridge/place/river"
HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tobject_label"
RIVER_CLASS, FILM_CLASS = "Q990000001", "Q990000002"


def item(id_, label, *types, description="", language="en", **more):
    """An item as wbgetentities gives it."""
    value = {"type": "wikibase-entityid"}
    claims = [
        {"mainsnak": {"snaktype": "value", "property": "P31",
                      "datavalue": {**value, "value": {"entity-type": "item", "id": type_}}},
         "type": "statement", "rank": "normal"}
        for type_ in types
    ]  # fmt: skip
    text = {"language": language, "value": description}
    return {
        "pageid": 1,
        "ns": 0,
        "title": id_,
        "lastrevid": 77,
        "modified": "2026-01-01T00:00:00Z",
        "type": "item",
        "id": id_,
        "labels": {language: {"language": language, "value": label}},
        "descriptions": {language: text} if description else {},
        "aliases": {language: [{"language": language, "value": f"old {label}"}]},
        "claims": {"P31": claims} if claims else {},
    } | more


class Wikibase:
    """Items, redirects between them, and what a search for a name gives."""

    def __init__(self, server):
        self.server = server
        self.api = server.url.replace("/find", "/w/api.php")
        self.name = f"wikidata={self.api}"
        self.items = {
            one["id"]: one
            for one in (
                item("Q900000001", "The river", RIVER_CLASS, description="stream in Lindow"),
                item("Q900000002", "The river", FILM_CLASS, description="film of 1951"),
                item("Q900000003", "Ada Chen", "Q990000003", description="engineer"),
                item(RIVER_CLASS, "river"),
                item(FILM_CLASS, "film"),
                item("Q990000003", "human"),
            )
        }
        self.redirects = {}
        self.finds = {"The river": ["Q900000001", "Q900000002"], "Ada Chen": ["Q900000003"]}
        self.first: list[Step] = []  # what happens instead of the next answers
        self.instead: dict[str, object] = {}  # what is answered instead, by action

    @property
    def asked(self):
        return [
            {key: values[0] for key, values in parse_qs(urlsplit(a.path).query).items()}
            for a in self.server.asked
        ]

    def step(self, peer):
        if self.first:
            peer.send(self.first.pop(0))
            return
        query = self.asked[-1]
        action = query["action"]
        given = self.instead.get(action, getattr(self, action)(query))
        peer.send(http(json.dumps(given).encode(), kind="application/json; charset=utf-8"))

    def wbsearchentities(self, query):
        name = query.get("search", "")
        found = [
            {"id": id_, "title": id_, "pageid": 1, "concepturi": f"http://x.example/{id_}",
             "label": name, "match": {"type": "label", "language": "en", "text": name}}
            for id_ in self.finds.get(name, [])
        ]  # fmt: skip
        return {"searchinfo": {"search": name}, "search": found, "success": 1}

    def wbgetentities(self, query):
        entities = {}
        for id_ in query["ids"].split("|"):
            to = self.redirects.get(id_, id_)
            if to not in self.items:
                entities[id_] = {"id": id_, "missing": ""}
            elif to != id_:
                entities[id_] = {**self.items[to], "redirects": {"from": id_, "to": to}}
            else:
                entities[id_] = self.items[id_]
        return {"entities": entities, "success": 1}


@pytest.fixture
def wikibase():
    with serving() as server:
        wikibase = Wikibase(server)
        server.does(wikibase.step)
        yield wikibase


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.setenv("KGBUILD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("kgbuild.session._FIRST_PAUSE", 0.001)


@pytest.fixture
def link(inside, wikibase):
    """`kgbuild link FOLDER OPTIONS…` with that Wikibase."""

    def run(folder, *more):
        return inside("link", str(folder), "-s", wikibase.name, *CONTACT, *more)

    return run


def rows(folder, name="predictions"):
    path = folder / "links" / f"{name}.sssom.tsv"
    if not path.is_file():
        return []
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def proposed(folder):
    return {(r["subject_label"], r["object_id"]) for r in rows(folder)}


def decided(*pairs, label="The river"):
    """A sheet of decisions about the river: object ids."""
    lines = [
        f"{RIVER}\tskos:exactMatch\twikidata:{id_}\tsemapv:ManualMappingCuration\tSomebody\t{label}"
        for id_ in pairs
    ]
    return "\n".join([HEAD, *lines, ""])


def rejected(*ids):
    lines = decided(*ids).splitlines()
    return "\n".join([f"{lines[0]}\tpredicate_modifier", *(f"{x}\tNot" for x in lines[1:]), ""])


def lock_of(folder):
    return json.loads((folder / "links" / "lock.json").read_text())["seen"]


def error(code, *headers, **more):
    said = {"error": {"code": code, "info": "…", **more}, "servedby": "mw1"}
    return http(json.dumps(said).encode(), *headers)


def test_items_arrive_with_types_by_name_description_and_revision(project, link, wikibase):
    folder = project()
    assert link(folder).code == 0
    assert ("The river", "wikidata:Q900000001") in proposed(folder)
    assert ("Ada Chen", "wikidata:Q900000003") in proposed(folder)
    river = lock_of(folder)["http://www.wikidata.org/entity/Q900000001"]
    assert (river["types"], river["description"]) == (["river"], "stream in Lindow")
    assert (river["revision"], river["service"]) == ("77", wikibase.name)
    scores = {r["object_id"]: float(r["confidence"]) for r in rows(folder)
              if r["object_id"].startswith("wikidata:") and r["confidence"]}  # fmt: skip
    assert scores["wikidata:Q900000001"] > scores.get("wikidata:Q900000002", 0.0)


def test_requests_have_the_manners_that_wikidata_asks_for(project, link, wikibase):
    assert link(project()).code == 0
    assert {query["maxlag"] for query in wikibase.asked} == {"5"}
    assert {query["format"] for query in wikibase.asked} == {"json"}
    agents = {a.headers["user-agent"] for a in wikibase.server.asked}
    assert all("mailto:tests@example.org" in agent for agent in agents)
    assert wikibase.server.at_once == 1


def test_the_second_run_asks_nothing(project, link, wikibase):
    folder = project()
    link(folder)
    wikibase.server.asked.clear()
    before = rows(folder)
    assert link(folder).code == 0
    assert (wikibase.server.asked, rows(folder)) == ([], before)


@pytest.mark.parametrize("code", ["maxlag", "ratelimited", "readonly", "internal_api_error_X"])
def test_an_error_inside_a_good_answer_is_tried_again(project, link, wikibase, code):
    folder = project()
    wikibase.first = [error(code, "Retry-After: 0")] * 2
    assert link(folder).code == 0
    assert ("The river", "wikidata:Q900000001") in proposed(folder)


@pytest.mark.parametrize(
    ("code", "reason"),
    [("maxlag", "busy"), ("ratelimited", "rate-limited"), ("badvalue", "wrong-answer")],
)
def test_an_error_that_stays_is_a_failure_and_not_an_empty_answer(
    project, link, wikibase, code, reason
):
    folder = project()
    wikibase.first = [error(code, "Retry-After: 0")] * 100
    done = link(folder)
    assert done.code == 4
    assert f"failed, {reason} (" in done.err
    assert rows(folder) == []
    wikibase.first = []
    assert link(folder).code == 0
    assert ("The river", "wikidata:Q900000001") in proposed(folder)


WRONG = {
    "a list": {"wbsearchentities": []},
    "no search": {"wbsearchentities": {"success": 1}},
    "a search that is an object": {"wbsearchentities": {"search": {}}},
    "results that are texts": {"wbsearchentities": {"search": ["Q1"]}},
    "results without id": {"wbsearchentities": {"search": [{"label": "x"}]}},
    "a property for an item": {"wbsearchentities": {"search": [{"id": "P31"}]}},
    "no entities": {"wbgetentities": {"success": 1}},
    "entities that are a list": {"wbgetentities": {"entities": []}},
    "an item left out": {"wbgetentities": {"entities": {}}},
    "an item that is a text": {"wbgetentities": {"entities": {"Q900000001": "x"}}},
    "another item": {"wbgetentities": {"entities": {"Q900000009": {"id": "Q900000009"}}}},
    "an error that is a text": {"wbsearchentities": {"error": "over quota"}},
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_wrong_shapes_are_failures_and_never_not_found(project, link, wikibase, name):
    folder = project()
    wikibase.instead = WRONG[name]
    done = link(folder)
    assert done.code == 4, done.err
    assert "failed, wrong-answer (" in done.err
    assert not {n for n, _ in proposed(folder)} & {"The river", "Ada Chen"}


def test_odd_parts_of_an_item_do_not_matter(project, link, wikibase):
    odd = item("Q900000001", "The river")
    odd |= {"aliases": [], "descriptions": [], "claims": [], "lastrevid": None}
    wikibase.items["Q900000001"] = odd
    folder = project()
    assert link(folder).code == 0
    assert ("The river", "wikidata:Q900000001") in proposed(folder)


def test_a_language_without_a_label_gives_way_to_english_and_to_none(
    project, annotations, link, wikibase
):
    wikibase.items["Q900000001"] = item("Q900000001", "The river", RIVER_CLASS, language="mul")
    wikibase.items["Q900000003"] = item("Q900000003", "Ada Chen", language="fr")
    folder = project(annotations=annotations.replace("kind: essay", "kind: essay\n  language: de"))
    assert link(folder).code == 0
    labels = {r["object_id"]: r["object_label"] for r in rows(folder)}
    assert labels["wikidata:Q900000001"] == "The river"
    assert {q["language"] for q in wikibase.asked if q["action"] == "wbsearchentities"} >= {"de"}
    asked = [q for q in wikibase.asked if q["action"] == "wbgetentities"]
    assert all(set(q["languages"].split("|")) <= {"de", "en", "mul"} for q in asked)


def test_an_item_deleted_since_it_was_indexed_is_no_candidate(project, link, wikibase):
    del wikibase.items["Q900000003"]
    folder = project()
    assert link(folder).code == 0
    assert ("Ada Chen", "sssom:NoTermFound") in proposed(folder)


def test_a_merged_item_is_proposed_under_its_new_identifier(project, link, wikibase):
    wikibase.redirects = {"Q900000001": "Q900000005"}
    wikibase.items["Q900000005"] = item("Q900000005", "The river", RIVER_CLASS)
    folder = project()
    assert link(folder).code == 0
    assert ("The river", "wikidata:Q900000005") in proposed(folder)
    assert ("The river", "wikidata:Q900000001") not in proposed(folder)


def test_a_rejected_pair_stays_out_under_the_identifier_it_was_merged_into(project, link, wikibase):
    folder = project(links={"negative": rejected("Q900000001")})
    wikibase.items["Q900000005"] = item("Q900000005", "The river", RIVER_CLASS)
    wikibase.redirects = {"Q900000001": "Q900000005"}
    wikibase.finds["The river"] = ["Q900000001", "Q900000002"]
    assert link(folder).code == 0
    assert "wikidata:Q900000005" not in {i for _, i in proposed(folder)}
    # The search knows the new identifier only: what leads there was seen by --refresh.
    wikibase.finds["The river"] = ["Q900000005"]
    assert link(folder, "--refresh", "--apply").code == 0
    for _ in range(3):
        assert link(folder, "--again").code == 0
        assert "wikidata:Q900000005" not in {i for _, i in proposed(folder)}


# ── What has become of identifiers ───────────────────────────────────────────────────────────────


@pytest.fixture
def linked(project, link):
    """A project whose river is linked, as it was seen by a first refresh."""
    folder = project(links={"positive": decided("Q900000001")})
    assert link(folder, "--refresh", "--apply").code == 0
    return folder


def files(folder):
    return {p.name: p.read_bytes() for p in (folder / "links").iterdir()}


def merged(wikibase):
    wikibase.items["Q900000005"] = item("Q900000005", "The river", RIVER_CLASS)
    wikibase.redirects = {"Q900000001": "Q900000005"}


def deleted(wikibase):
    del wikibase.items["Q900000001"]


def retyped(wikibase):
    wikibase.items["Q900000001"] = item("Q900000001", "The river", FILM_CLASS)


def relabelled(wikibase):
    wikibase.items["Q900000001"] = item("Q900000001", "Old river", RIVER_CLASS)


CHANGES = {"merged": merged, "deleted": deleted, "retyped": retyped, "relabelled": relabelled}


def test_when_nothing_has_changed_refresh_says_so(linked, link):
    before = files(linked)
    done = link(linked, "--refresh", "--apply")
    assert (done.code, files(linked)) == (0, before)
    assert "1 identifier looked up, 0 changes" in done.err


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_refresh_reports_what_has_changed_and_writes_nothing(linked, link, wikibase, change):
    before = files(linked)
    CHANGES[change](wikibase)
    done = link(linked, "--refresh")
    assert done.code == 1, done.err
    assert "positive.sssom.tsv:" in done.err
    assert f"link-{change}" in done.err
    assert "nothing was written" in done.err
    assert files(linked) == before


def test_apply_follows_a_merged_item(linked, link, wikibase, inside):
    merged(wikibase)
    assert link(linked, "--refresh", "--apply").code == 1
    (row,) = rows(linked, "positive")
    assert row["object_id"] == "wikidata:Q900000005"
    assert row["author_label"] == "Somebody"
    assert "merged, was" in row["comment"]
    assert link(linked, "--refresh").code == 0
    assert inside("build", str(linked)).code == 0
    graph = (linked / "build" / "graph.ttl").read_text()
    assert "sameAs" in graph
    assert "Q900000005" in graph


def test_apply_moves_what_is_gone_to_the_unsure_ones(linked, link, wikibase, inside):
    deleted(wikibase)
    assert link(linked, "--refresh", "--apply").code == 1
    assert rows(linked, "positive") == []
    (row,) = rows(linked, "unsure")
    assert row["object_id"] == "wikidata:Q900000001"
    assert "is gone" in row["comment"]
    assert inside("build", str(linked)).code == 0
    assert b"sameAs" not in (linked / "build" / "graph.ttl").read_bytes()


@pytest.mark.parametrize(("change", "seen"), [("retyped", ["film"]), ("relabelled", "Old river")])
def test_apply_remembers_types_and_labels_in_the_lock(linked, link, wikibase, change, seen):
    CHANGES[change](wikibase)
    assert link(linked, "--refresh", "--apply").code == 1
    assert seen in lock_of(linked)["http://www.wikidata.org/entity/Q900000001"].values()
    assert len(rows(linked, "positive")) == 1
    assert link(linked, "--refresh").code == 0


def test_when_wikidata_fails_refresh_fails_and_forgets_nothing(linked, link, wikibase):
    before = files(linked)
    wikibase.first = [error("maxlag", "Retry-After: 0")] * 50
    done = link(linked, "--refresh", "--apply")
    assert (done.code, files(linked)) == (4, before)
    assert "FAILED, busy" in done.err


OTHERS = {
    "already linked": {"positive": decided("Q900000001", "Q900000005")},
    "rejected": {"positive": decided("Q900000001"), "negative": rejected("Q900000005")},
    "unsure": {"positive": decided("Q900000001"), "unsure": decided("Q900000005")},
    "of another thing": {
        "positive": decided("Q900000001")
        + decided("Q900000005").splitlines()[1].replace("place/river", "person/ada") + "\n"
    },
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_what_leads_to_something_decided_otherwise_is_left_to_people(
    project, link, wikibase, inside, name
):
    folder = project(links=OTHERS[name])
    merged(wikibase)
    before = {f: rows(folder, f) for f in ("positive", "negative", "unsure")}
    done = link(folder, "--refresh", "--apply")
    assert done.code == 1
    assert "link-merged" in done.err
    assert {f: rows(folder, f) for f in before} == before
    assert link(folder, "--canary", "The river").code == 0, "the files are still in order"
    built = inside("build", str(folder))
    # A person who was linked to a river is found out now that the river has been looked at.
    wrong = name == "of another thing"
    assert (built.code, "link-type-disagrees" in built.err) == (int(wrong), wrong)


def test_what_a_person_decides_while_refresh_asks_is_kept(linked, link, wikibase, monkeypatch):
    from kgbuild import linking

    deleted(wikibase)
    asked = linking.refresh

    def meanwhile(*parts, **more):
        result = asked(*parts, **more)
        text = decided("Q900000001") + decided("Q900000007").splitlines()[1] + "\n"
        (linked / "links" / "positive.sssom.tsv").write_text(text, encoding="utf-8")
        return result

    monkeypatch.setattr(linking, "refresh", meanwhile)
    assert link(linked, "--refresh", "--apply").code == 1
    assert [row["object_id"] for row in rows(linked, "positive")] == ["wikidata:Q900000007"]
    assert [row["object_id"] for row in rows(linked, "unsure")] == ["wikidata:Q900000001"]
