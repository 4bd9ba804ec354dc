"""The pages follow the files: what changes is built again, what is broken is told."""

from __future__ import annotations

import pytest

from kgbuild.diagnostics import Severity
from kgbuild.errors import ConfigError
from kgbuild.web import app as apps
from kgbuild.web import server
from kgbuild.web.live import Live


@pytest.fixture
def watched(tmp_path, small_project, server_around):
    with server_around(small_project(tmp_path / "bridge")) as served:
        yield served


def change(served, old, new, name="essay.yaml"):
    file = served.folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_file_is_shown_without_starting_again(watched):
    before = watched.get("/live.json").data
    assert before["ok"]
    change(watched, "says: The bridge is not safe.", "says: The bridge is a danger.")
    watched.until(lambda: watched.get("/live.json").data["version"] != before["version"])
    assert "The bridge is a danger." in watched.get("/articles/essay/").text
    asked = watched.get("/sparql?query=ASK%7B?c+kg:says+%22The+bridge+is+a+danger.%22%7D")
    assert asked.data["boolean"]


def test_a_new_question_of_the_project_is_on_its_page(watched):
    before = watched.get("/live.json").data["version"]
    (watched.folder / "queries").mkdir()
    query = "# title: Is it so?\nASK {}\n"
    (watched.folder / "queries" / "so.rq").write_text(query, encoding="utf-8")
    watched.until(lambda: watched.get("/live.json").data["version"] != before)
    assert "Is it so?" in watched.get("/ask.html").text


def test_what_is_broken_is_told_and_the_last_good_pages_stay(watched):
    change(watched, "quote: It will fall", "quote: It will rise")
    watched.until(lambda: not watched.get("/live.json").data["ok"])
    state = watched.get("/live.json").data
    assert any("this is not in the article" in line for line in state["findings"])
    assert "It will fall" in watched.get("/articles/essay/").text
    change(watched, "quote: It will rise", "quote: It will fall")
    watched.until(lambda: watched.get("/live.json").data["ok"])


def test_settings_that_cannot_be_read_are_told_and_mended(watched):
    change(watched, "base =", "base", name="kgbuild.toml")
    watched.until(lambda: not watched.get("/live.json").data["ok"])
    assert "kgbuild.toml:1:" in watched.get("/live.json").data["findings"][0]
    change(watched, "base", "base =", name="kgbuild.toml")
    watched.until(lambda: watched.get("/live.json").data["ok"])


def test_a_bug_in_a_build_does_not_end_the_watching(watched, monkeypatch):
    def fail(_):
        raise ZeroDivisionError("x")

    with monkeypatch.context() as broken:
        broken.setattr(watched.serving.live, "_render", fail)
        change(watched, "says: The bridge is not safe.", "says: It is not safe.")
        watched.until(lambda: not watched.get("/live.json").data["ok"])
        said = watched.get("/live.json").data["findings"]
    assert said == ["a bug of kgbuild: ZeroDivisionError: x"]
    change(watched, "says: It is not safe.", "says: Not safe.")
    watched.until(lambda: watched.get("/live.json").data["ok"])


def test_a_project_with_errors_at_the_start_is_shown_as_such(
    tmp_path, small_project, annotations, server_around
):
    wrong = annotations.replace("quote: It will fall", "quote: It <b>will</b> rise")
    folder = small_project(tmp_path / "bridge", annotations=wrong)
    with server_around(folder) as served:
        page = served.get("/")
        assert page.status == 503
        assert "this is not in the article" in page.text
        assert "<b>" not in page.text
        assert served.get("/sparql?query=ASK%7B%7D").status == 503
        assert served.get("/sparql").status == 200
        assert served.told[0][0].findings[0].severity is Severity.ERROR
        change(served, "quote: It <b>will</b> rise", "quote: It will fall")
        served.until(lambda: served.get("/").status == 200)


def test_many_builds_leave_two_folders_at_most(watched):
    live = watched.serving.live
    for number in range(4):
        live._build(live._opened())
        assert len(live._old) <= 1
        assert watched.get("/").status == 200, number
    folders = [shown.folder.name for shown in (*live._old, live.shown)]
    assert len(set(folders)) == 2


def test_a_page_of_a_build_that_has_just_gone_is_looked_up_again(watched):
    live = watched.serving.live
    old = live.shown
    old.pages["index.html"].file.unlink()
    assert live.page("index.html") is None
    assert live.page("no/such/page") is None


def test_without_a_build_there_is_no_page():
    live = Live(lambda: None, lambda _: ())
    assert live.page("index.html") is None
    assert apps.told(live.state) == {"version": "", "ok": True, "findings": []}
    live.stop()


def test_a_taken_port_is_said_to_be_taken():
    with server.bound(0) as first:
        port = first.getsockname()[1]
        with pytest.raises(ConfigError, match=f"port {port} is taken") as caught:
            server.bound(port)
    assert caught.value.hint == "-p 0 takes a free one"


def test_a_port_that_is_none_is_refused():
    with pytest.raises(ConfigError, match="port 70000 cannot be had"):
        server.bound(70_000)


def test_port_80_needs_no_port_in_the_name():
    assert server.hosts(80) == ("127.0.0.1:80", "localhost:80", "127.0.0.1", "localhost")
    assert server.hosts(8000) == ("127.0.0.1:8000", "localhost:8000")
