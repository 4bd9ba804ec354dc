"""Reviews: what is written into the annotation file, and what is refused."""

from __future__ import annotations

import hashlib
import os
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

FORM = "application/x-www-form-urlencoded"
PROPOSED = """\
  - id: is-safe
    by: city       # who else
    in: report
    quote: the bridge 橋 is safe
    mode: indirect
    factuality: CT+
    says: The bridge is safe.
    review: proposed   # by a machine
"""


@pytest.fixture
def served(tmp_path, small_project, annotations, server_around):
    """A server with `--edit` and one proposal."""
    start = annotations.index("  - id: is-safe")
    end = annotations.index("  - id: has-closed")
    typed = annotations[:start] + PROPOSED + annotations[end:]
    folder = small_project(tmp_path / "bridge", annotations=typed)
    with server_around(folder, reviewer="Ann: Reader") as running:
        yield running


def text(served):
    return (served.folder / "essay.yaml").read_bytes().decode()


def base(served):
    return hashlib.sha256(text(served).encode()).hexdigest()


def send(served, verb, **fields):
    given = {"file": "essay.yaml", "base": base(served), **fields}
    return served.send(f"/edit/{verb}", given)


def day(served):
    return served.serving._who().day


def test_accepting_a_proposal_changes_its_review_and_nothing_else(served):
    before = text(served)
    reply = send(served, "review", claim="is-safe", state="accepted")
    assert reply.status == 200, reply.text
    assert text(served) == before.replace(
        "    review: proposed   # by a machine\n",
        "    review:\n      state: accepted\n      by: 'Ann: Reader'\n"
        f"      on: {day(served)}   # by a machine\n",
    )
    assert reply.data["hashes"] == {"essay.yaml": base(served)}
    undone = served.send("/edit/undo", {})
    assert (undone.status, undone.data["said"]) == (200, "undone: is-safe: accepted")
    assert text(served) == before
    assert served.send("/edit/undo", {}).status == 409


def test_rejecting_takes_a_claim_out_of_the_graph_and_keeps_it_in_the_file(served):
    assert "claim-not-safe" in served.get("/articles/essay/").text
    version = served.get("/live.json").data["version"]
    assert send(served, "review", claim="not-safe", state="rejected").status == 200
    assert "state: rejected" in text(served)
    served.until(lambda: served.get("/live.json").data["version"] != version)
    assert served.get("/live.json").data["ok"]
    assert "claim-not-safe" not in served.get("/articles/essay/").text
    assert "The bridge is not safe." in served.get("/review").text


def test_a_change_that_breaks_a_rule_of_the_graph_is_told_by_the_next_build(served):
    before = text(served)
    assert send(served, "review", claim="has-closed", state="rejected").status == 200
    served.until(lambda: not served.get("/live.json").data["ok"])
    (said,) = served.get("/live.json").data["findings"]
    assert "no claim carries this" in said
    assert served.send("/edit/undo", {}).status == 200
    served.until(lambda: served.get("/live.json").data["ok"])
    assert text(served) == before


def test_the_note_of_an_older_review_is_kept(served):
    file = served.folder / "essay.yaml"
    typed = text(served).replace(
        "review: proposed   # by a machine", "review: {state: proposed, note: why}"
    )
    file.write_bytes(typed.encode())
    assert send(served, "review", claim="is-safe", state="needs-recheck").status == 200
    written = "      state: needs-recheck\n      by: 'Ann: Reader'\n"
    assert f"    review:\n{written}      on: {day(served)}\n      note: why\n" in text(served)


def test_a_claim_is_edited_key_by_key(served):
    before = text(served)
    reply = send(
        served,
        "claim",
        claim="is-safe",
        says="The bridge: safe.",
        about="bridge, closing",
        note="two\r\nlines",
        factuality="CT+",
    )
    assert reply.status == 200, reply.text
    after = text(served)
    assert "    says: 'The bridge: safe.'\n    about: [bridge, closing]\n" in after
    assert '    note: "two\\nlines"\n' in after
    assert before.count("\n") + 2 == after.count("\n")
    emptied = send(served, "claim", claim="is-safe", note="", about="closing")
    assert emptied.status == 200, emptied.text
    assert "note:" not in text(served)
    assert "    about: closing\n" in text(served)


def test_a_form_that_was_left_as_it_was_changes_nothing(served):
    before = text(served)
    state = served.get("/edit/state.json?article=essay").data
    claim = next(c for c in state["claims"].values() if c["claim"] == "is-safe")
    assert send(served, "claim", claim="is-safe", **claim["fields"]).status == 200
    assert text(served) == before


def place_of(served, words, nth=1):
    article = (served.folder / "article.txt").read_bytes().decode()
    start = -1
    for _ in range(nth):
        start = article.index(words, start + 1)
    return {"start": str(start), "end": str(start + len(words)), "quote": words}


def test_a_selection_becomes_a_claim(served):
    before = text(served)
    reply = send(
        served,
        "new",
        **place_of(served, "橋 is safe"),
        by="city",
        **{"in": "report"},
        mode="indirect",
        factuality="CT+",
        says="It is safe: said again.",
    )
    assert reply.status == 200, reply.text
    added = """\
  - id: it-is-safe-said-again
    by: city
    in: report
    quote: 橋 is safe
    mode: indirect
    factuality: CT+
    says: 'It is safe: said again.'
"""
    at = before.index("\nrelations:")
    assert text(served) == before[:at] + added + before[at:]
    served.until(
        lambda: served.get(
            "/sparql?" + urlencode({"query": 'ASK { ?c kg:says "It is safe: said again." }'})
        ).data["boolean"]
    )


def test_words_that_stand_there_twice_are_anchored_to_the_selected_place(served):
    fields = {"mode": "own-words", "factuality": "CT+", "says": "A bridge."}
    reply = send(served, "new", **place_of(served, "The bridge", 1), **fields)
    assert reply.status == 200, reply.text
    reply = send(served, "new", **place_of(served, "the bridge", 2), **fields, id="second")
    assert reply.status == 200, reply.text
    assert "    quote:\n      words: the bridge\n      nth: 2\n" in text(served)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param({"quote": "bridge 橋 is sane"}, "are not the article's", id="other-words"),
        pytest.param({"start": "0", "end": "4"}, "are not the article's", id="other-place"),
        pytest.param({"end": "100000"}, "are not the article's", id="outside"),
        pytest.param({"start": "-5"}, "are not the article's", id="negative"),
        pytest.param({"by": "nobody"}, "`nobody`", id="unknown-speaker"),
        pytest.param({"mode": "shouted"}, "`shouted` is no mode", id="no-mode"),
        pytest.param({"says": ""}, "needs `says`", id="no-sentence"),
        pytest.param({"id": "is-safe"}, "`is-safe` is already the id", id="taken-id"),
        pytest.param({"id": "No Slug"}, "`No Slug` is no short name", id="no-slug"),
        pytest.param({"says": "\u0007"}, "control character", id="bell"),
    ],
)
def test_a_claim_that_would_not_hold_is_refused_with_the_reason(served, change, why):
    before = text(served)
    fields = {
        **place_of(served, "bridge 橋 is safe"),
        "by": "city",
        "in": "report",
        "mode": "indirect",
        "factuality": "CT+",
        "says": "It is safe.",
    }
    reply = send(served, "new", **{**fields, **change})
    assert reply.status == 422, reply.text
    assert any(why in found["message"] for found in reply.data["findings"]), reply.text
    assert text(served) == before


def test_half_a_word_is_no_quotation(served):
    fields = {"mode": "own-words", "factuality": "CT+", "says": "Safe."}
    reply = send(served, "new", **place_of(served, "ridge 橋 is"), **fields)
    assert reply.status == 422
    assert reply.data["findings"][0]["message"]


def test_offsets_count_code_points(served):
    article = served.folder / "article.txt"
    article.write_bytes(article.read_bytes().replace("橋".encode(), "𠀀橋".encode()))
    file = served.folder / "essay.yaml"
    file.write_bytes(text(served).replace("橋", "𠀀橋").encode())
    fields = {
        "by": "city",
        "in": "report",
        "mode": "indirect",
        "factuality": "CT+",
        "says": "Safe.",
    }
    reply = send(served, "new", **place_of(served, "𠀀橋 is safe"), **fields)
    assert reply.status == 200, reply.text
    assert "    quote: 𠀀橋 is safe\n" in text(served)


def test_a_tab_that_saw_an_older_file_is_shown_what_has_changed(served):
    old = base(served)
    assert send(served, "review", claim="is-safe", state="accepted").status == 200
    now = text(served)
    late = send(served, "review", base=old, claim="will-fall", state="rejected")
    assert late.status == 409
    assert "+      state: accepted\n" in late.data["diff"]
    assert text(served) == now
    again = send(
        served,
        "review",
        base=late.data["hashes"]["essay.yaml"],
        claim="will-fall",
        state="rejected",
    )
    assert again.status == 200
    assert "state: accepted" in text(served)
    assert "state: rejected" in text(served)


def test_what_an_editor_saved_meanwhile_is_never_overwritten(served):
    old = base(served)
    file = served.folder / "essay.yaml"
    file.write_bytes(text(served).replace("name: The river", "name: The wide river").encode())
    reply = send(served, "claim", base=old, claim="is-safe", says="Other.")
    assert reply.status == 409
    assert "+    name: The wide river\n" in reply.data["diff"]
    assert "name: The wide river" in text(served)
    assert "Other." not in text(served)


def test_undo_is_refused_when_an_editor_saved_meanwhile(served):
    assert send(served, "review", claim="is-safe", state="accepted").status == 200
    file = served.folder / "essay.yaml"
    file.write_bytes(f"{text(served)}# by hand\n".encode())
    reply = served.send("/edit/undo", {})
    assert reply.status == 409
    assert "+# by hand\n" in reply.data["diff"]
    assert text(served).endswith("# by hand\n")


def test_an_old_error_of_the_file_does_not_hinder_a_good_change(served):
    file = served.folder / "essay.yaml"
    file.write_bytes(text(served).replace("quote: It will fall", "quote: It will rise").encode())
    assert send(served, "review", claim="is-safe", state="accepted").status == 200


@pytest.mark.parametrize("verb", ["review", "claim", "new", "undo", "nothing"])
@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_write_without_the_token_is_refused(served, verb, token):
    before = text(served)
    reply = send(served, verb, claim="is-safe", state="accepted", token=token)
    assert reply.status == 403
    assert text(served) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Host": "evil.example"},
    ],
    ids=str,
)
def test_a_write_of_another_site_is_refused_even_with_the_token(served, headers):
    before = text(served)
    fields = {"file": "essay.yaml", "base": base(served), "claim": "is-safe", "state": "accepted"}
    assert served.send("/edit/review", fields, **headers).status in (403, 421)
    assert text(served) == before


BAD = {
    "no state": ("review", {"state": "maybe"}, 400, "`state` is one of"),
    "no file": ("review", {"file": "other.yaml", "state": "accepted"}, 404, "no such annotation"),
    "a path": ("review", {"file": "../essay.yaml", "state": "accepted"}, 404, "no such annotation"),
    "settings": ("review", {"file": "kgbuild.toml", "state": "accepted"}, 404, "no such"),
    "no offsets": ("new", {"start": "x", "end": ""}, 400, "offsets of the selection"),
    "too long": ("claim", {"says": "a" * 20_001}, 413, "a field is too long"),
    "no verb": ("nothing", {}, 404, "there is no such form"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_no_form_of_ours_sends_is_refused(served, name):
    verb, fields, status, said = BAD[name]
    reply = send(served, verb, claim="is-safe", **fields)
    assert reply.status == status
    assert said in reply.data["why"]


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("text/plain", b"token=x", 415),
        (FORM, b"\xff", 400),
        (FORM, b"says=%FF", 400),
        (FORM, b"a=1&a=2", 400),
        (FORM, b"a=1&" * 200, 400),
    ],
)
def test_bodies_that_are_no_form_are_refused(served, kind, body, status):
    reply = served.ask("POST", "/edit/review", body=body, headers={"Content-Type": kind})
    assert reply.status == status
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_claim_that_is_gone_is_said_to_be_gone(served):
    for verb in ("review", "claim"):
        reply = send(served, verb, claim="nowhere", state="accepted")
        assert reply.status == 422
        assert "no claim `nowhere` any more" in reply.data["findings"][0]["message"]


def test_a_claim_without_an_id_is_known_by_its_line(served):
    file = served.folder / "essay.yaml"
    typed = text(served).replace("  - id: is-safe\n    by: city", "  - by: city")
    file.write_bytes(typed.encode())
    line = typed[: typed.index("by: city       #")].count("\n") + 1
    reply = send(served, "review", claim=f"claims@{line}", state="accepted")
    assert reply.status == 200, reply.text
    assert "state: accepted" in text(served)


def test_a_file_that_is_no_yaml_is_refused(served):
    file = served.folder / "essay.yaml"
    file.write_bytes(b"article: [")
    reply = send(served, "review", claim="is-safe", state="accepted")
    assert reply.status == 422
    assert file.read_bytes() == b"article: ["


def test_an_article_that_is_gone_is_said(served):
    (served.folder / "article.txt").unlink()
    reply = send(served, "review", claim="is-safe", state="accepted")
    assert reply.status == 422
    assert "there is no `article.txt`" in reply.data["findings"][0]["message"]
    reply = send(served, "new", start="0", end="1", quote="T")
    assert "there is no `article.txt`" in reply.data["findings"][0]["message"]


def test_the_form_of_a_claim_is_told_to_the_script(served):
    state = served.get("/edit/state.json?article=essay").data
    assert (state["file"], state["base"]) == ("essay.yaml", base(served))
    assert {"id": "city", "name": "The city"} in state["choices"]["by"]
    assert {"id": "report", "name": "The City Report"} in state["choices"]["in"]
    claim = state["claims"]["https://example.org/bridge/essay/claim/is-safe"]
    assert claim["claim"] == "is-safe"
    assert claim["fields"]["says"] == "The bridge is safe."
    assert served.get("/edit/state.json?article=none").status == 404
    assert served.get("/edit/state.json").status == 404


def test_a_single_file_of_a_project_is_served_and_edited(
    tmp_path, small_project, server_around, monkeypatch
):
    folder = small_project(tmp_path / "bridge")
    monkeypatch.chdir(tmp_path)
    with server_around(Path("bridge/essay.yaml"), reviewer="Ann") as running:
        state = running.get("/edit/state.json?article=essay").data
        assert state["file"] == "essay.yaml"
        fields = {"file": "essay.yaml", "base": state["base"], "claim": "is-safe"}
        assert running.send("/edit/review", {**fields, "state": "rejected"}).status == 200
    assert "state: rejected" in (folder / "essay.yaml").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="links are made as POSIX has them")
def test_an_annotation_file_that_lies_elsewhere_is_not_edited(
    tmp_path, small_project, annotations, server_around
):
    folder = small_project(tmp_path / "bridge")
    outside = tmp_path / "outside.yaml"
    (folder / "essay.yaml").rename(outside)
    (folder / "essay.yaml").symlink_to(outside)
    with server_around(folder, reviewer="Ann") as running:
        assert running.get("/edit/state.json?article=essay").status == 404
        reply = running.send(
            "/edit/review", {"file": "essay.yaml", "claim": "is-safe", "state": "rejected"}
        )
        assert reply.status == 404
    assert outside.read_text(encoding="utf-8") == annotations


# Without a script


def forms(page):
    """The forms of a page: where they send, and what."""
    form = re.compile(r'<form method="post" action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
    for action, inner in form.findall(page):
        fields = {
            name: unescape(value)
            for name, value in re.findall(r'name="([\w-]+)" value="([^"]*)"', inner)
        }
        yield action, fields


def post(served, action, fields):
    return served.ask(
        "POST", action, body=urlencode(fields).encode(), headers={"Content-Type": FORM}
    )


def test_a_proposal_is_accepted_and_undone_without_a_script(served):
    before = text(served)
    page = served.get("/review")
    assert page.status == 200
    assert "The bridge is safe." in page.text
    action, fields = next(f for f in forms(page.text) if f[0] == "/edit/review")
    reply = post(served, action, {**fields, "state": "accepted"})
    assert (reply.status, reply.headers["location"]) == (303, "/review")
    page = served.get("/review").text
    assert "Nothing waits: every claim is accepted." in page
    action, fields = next(f for f in forms(page) if f[0] == "/edit/undo")
    assert post(served, action, fields).status == 303
    assert text(served) == before


def test_a_conflict_is_a_page_with_the_diff_and_a_way_on(served):
    action, fields = next(f for f in forms(served.get("/review").text) if f[0] == "/edit/review")
    file = served.folder / "essay.yaml"
    file.write_bytes(f"{text(served)}# <script>by hand</script>\n".encode())
    reply = post(served, action, {**fields, "state": "rejected"})
    assert reply.status == 409
    assert "+# &lt;script&gt;by hand&lt;/script&gt;" in reply.text
    ((action, fields),) = forms(reply.text)
    assert post(served, action, fields).status == 303
    assert "state: rejected" in text(served)
    assert text(served).endswith("# <script>by hand</script>\n")


def test_a_conflict_about_a_claim_without_a_name_has_no_way_on(served):
    file = served.folder / "essay.yaml"
    file.write_bytes(text(served).replace("  - id: is-safe\n    by: city", "  - by: city").encode())
    action, fields = next(f for f in forms(served.get("/review").text) if f[0] == "/edit/review")
    assert fields["claim"].startswith("claims@")
    file.write_bytes(f"# a line above\n{text(served)}".encode())
    reply = post(served, action, {**fields, "state": "rejected"})
    assert reply.status == 409
    assert list(forms(reply.text)) == []


def test_what_is_refused_is_a_page_that_says_why(served):
    page = served.get("/review").text
    action, fields = next(f for f in forms(page) if f[0] == "/edit/claim")
    reply = post(served, action, {**fields, "by": "<b>nobody</b>"})
    assert reply.status == 422
    assert "&lt;b&gt;nobody&lt;/b&gt;" in reply.text
    assert "<b>" not in reply.text


def test_a_wrong_token_is_plain_text_without_a_script(served):
    reply = post(served, "/edit/undo", {"token": "x"})
    assert (reply.status, reply.text) == (
        403,
        "this page is from an earlier start: load it again\n",
    )


def test_without_edit_nothing_can_be_written(reading):
    assert reading.serving.token == ""
    assert reading.serving.review is None
    for path in ("/review", "/edit/state.json", "/edit/review", "/edit/undo", "/assets/edit.js"):
        assert reading.get(path).status == 404
        reply = reading.ask("POST", path, body=b"token=", headers={"Content-Type": FORM})
        assert reply.status == 405
    page = reading.get("/articles/essay/").text
    assert "edit.js" not in page
    assert "token" not in page


def test_the_token_is_another_at_each_start(editing, reading):
    assert len(editing.serving.token) >= 40
    page = editing.get("/articles/essay/").text
    assert f'data-token="{editing.serving.token}"' in page
    assert editing.serving.token not in reading.get("/articles/essay/").text
