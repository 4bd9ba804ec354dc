"""Identifiers that were proposed are picked or rejected in the browser's forms."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest

FORM = "application/x-www-form-urlencoded"
HEAD = "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\n"
ROW = (
    "https://example.org/bridge/{}\thttp://www.w3.org/2004/02/skos/core#exactMatch\t{}\t{}\t"
    "https://w3id.org/semapv/vocab/LexicalMatching\t{}\n"
)
CITY = "https://example.org/bridge/institution/city"
Q1, Q2 = "http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q2"
PROPOSED = (
    "# proposed by a run\n"
    + HEAD
    + ROW.format("institution/city", Q1, "City of <b>Bridges</b>", "0.90")
    + ROW.format("institution/city", Q2, "City of Tunnels", "0.40")
    + "# a comment between\n"
    + ROW.format("place/river", "http://www.wikidata.org/entity/Q3", "The River", "0.50")
)


@pytest.fixture
def served(tmp_path, small_project, server_around):
    folder = small_project(tmp_path / "bridge", links={"predictions": PROPOSED})
    with server_around(folder, reviewer="Ann Reader") as running:
        yield running


def forms(served):
    """The forms about identifiers: their fields."""
    page = served.get("/review").text
    inner = re.findall(r'action="/edit/link"[^>]*>(.*?)</form>', page, re.DOTALL)
    pattern = re.compile(r'type="hidden" name="([\w-]+)" value="([^"]*)"')
    return [{n: unescape(v) for n, v in pattern.findall(form)} for form in inner]


def post(served, fields, **more):
    sent = urlencode({**fields, **more}).encode()
    return served.ask("POST", "/edit/link", body=sent, headers={"Content-Type": FORM})


def text(served, name):
    path = served.folder / "links" / f"{name}.sssom.tsv"
    return path.read_bytes().decode() if path.exists() else None


def of(served, subject, object_):
    return next(f for f in forms(served) if (f["subject"], f["object"]) == (subject, object_))


def test_candidates_are_shown_the_surest_first_and_harmless(served):
    page = served.get("/review").text
    assert page.index("City of &lt;b&gt;Bridges&lt;/b&gt;") < page.index("City of Tunnels")
    assert page.index("City of Tunnels") < page.index("The River")
    assert f'<a href="{Q1}" rel="external noopener noreferrer">' in page
    assert len(forms(served)) == 5


def test_a_candidate_is_picked_and_its_row_moves(served):
    reply = post(served, of(served, CITY, Q1), verdict="accept", match="exact")
    assert (reply.status, reply.headers["location"]) == (303, "/review")
    moved = text(served, "positive")
    assert "City of <b>Bridges</b>" in moved
    assert "Ann Reader" in moved
    assert served.serving._who().day in moved
    left = text(served, "predictions")
    kept = PROPOSED.splitlines(keepends=True)
    assert left == "".join(line for line in kept if "institution/city" not in line)
    served.until(
        lambda: served.get(
            "/sparql?" + urlencode({"query": f"ASK {{ <{CITY}> schema:sameAs <{Q1}> }}"})
        ).data["boolean"]
    )


def test_undo_gives_every_file_back(served):
    assert post(served, of(served, CITY, Q1), verdict="accept").status == 303
    assert served.send("/edit/undo", {}).status == 200
    assert text(served, "predictions") == PROPOSED
    assert text(served, "positive") is None


@pytest.mark.parametrize(
    ("verdict", "match", "name", "gist"),
    [
        ("accept", "broad", "positive", "broadMatch"),
        ("reject", "exact", "negative", "\tNot\t"),
        ("unsure", "exact", "unsure", "exactMatch"),
    ],
)
def test_a_decision_goes_to_its_file(served, verdict, match, name, gist):
    assert post(served, of(served, CITY, Q2), verdict=verdict, match=match).status == 303
    assert gist in text(served, name)
    assert "City of Tunnels" in text(served, name)
    assert "City of Tunnels" not in text(served, "predictions")


def test_none_of_these_is_remembered(served):
    assert post(served, of(served, CITY, ""), verdict="none").status == 303
    assert "sssom:NoTermFound" in text(served, "negative")
    assert "institution/city" not in text(served, "predictions")
    assert len(forms(served)) == 2


def test_two_tabs_lose_no_decision(served):
    first, second = of(served, CITY, Q1), of(served, CITY, Q2)
    assert post(served, first, verdict="reject").status == 303
    late = post(served, second, verdict="reject")
    assert late.status == 409
    assert "City of &lt;b&gt;Bridges" in late.text
    assert "Tunnels" in text(served, "predictions")
    pattern = re.compile(r'name="([\w-]+)" value="([^"]*)"')
    again = {n: unescape(v) for n, v in pattern.findall(late.text.partition("<form")[2])}
    assert post(served, again).status == 303
    both = text(served, "negative")
    assert "Tunnels" in both
    assert "Bridges" in both


def test_what_was_not_proposed_cannot_be_picked(served):
    fields = of(served, CITY, Q1)
    for subject, object_ in ((CITY, "http://www.wikidata.org/entity/Q99"), ("urn:x", Q1)):
        reply = post(served, {**fields, "subject": subject, "object": object_}, verdict="accept")
        assert reply.status == 422
        assert "is not proposed any more" in reply.text
    assert text(served, "predictions") == PROPOSED


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"verdict": "maybe"}, "`verdict` is one of"),
        ({"verdict": "accept", "match": "x"}, "`match`"),
    ],
)
def test_what_no_form_sends_is_refused(served, fields, said):
    reply = post(served, {**of(served, CITY, Q1), **fields})
    assert reply.status == 400
    assert said in reply.text


def test_rows_that_cannot_be_read_are_not_lost(served):
    path = served.folder / "links" / "unsure.sssom.tsv"
    fields = of(served, CITY, Q1)
    path.write_text(HEAD + "nope:x\ty\tz\t\tw\t\n", encoding="utf-8")
    assert post(served, fields, verdict="accept").status == 409
    assert post(served, of(served, CITY, Q1), verdict="unsure").status == 303
    assert "nope:x" in path.read_text(encoding="utf-8")
    broken = path.read_text(encoding="utf-8") + '"open\n'
    fields = of(served, CITY, Q2)
    path.write_text(broken, encoding="utf-8")
    assert forms(served) == []
    hashed = served.serving.review.link_bases()
    reply = post(served, {**fields, **hashed}, verdict="unsure")
    assert reply.status == 422
    assert path.read_text(encoding="utf-8") == broken


def test_a_decision_needs_somebody_who_decides(tmp_path, small_project, server_around):
    folder = small_project(tmp_path / "bridge", links={"predictions": PROPOSED})
    with server_around(folder, reviewer="") as running:
        reply = post(running, of(running, CITY, Q1), verdict="accept")
        assert (reply.status, "who decides?" in reply.text) == (400, True)
        assert text(running, "predictions") == PROPOSED
        config = running.folder / "kgbuild.toml"
        config.write_text(f'{config.read_text()}author = "Bo"\n', encoding="utf-8")
        running.until(lambda: running.serving.live.project.author == "Bo")
        assert post(running, of(running, CITY, Q1), verdict="accept").status == 303
    assert "Bo" in text(running, "positive")
