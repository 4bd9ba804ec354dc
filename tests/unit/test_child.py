"""Work in a child process: its answers, and what happens when it costs too much."""

from __future__ import annotations

import sys
from textwrap import dedent

import pytest

from kgbuild.child import child
from kgbuild.errors import LimitError

WORKER = """\
    import os, sys, time
    from kgbuild.child import serve

    def answer(request):
        match request["do"]:
            case "add":
                return {"sum": sum(request["numbers"])}
            case "sleep":
                time.sleep(60)
            case "die":
                os._exit(7)
            case "grow":
                return {"size": len(bytearray(8 * 2**30))}

    sys.exit(serve(answer))
"""


@pytest.fixture
def worker(tmp_path, monkeypatch):
    (tmp_path / "kgbuild_test_worker.py").write_text(dedent(WORKER), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with child("kgbuild_test_worker", seconds=2, memory=2 * 2**30) as helper:
        yield helper


def test_a_child_answers_one_request_after_another(worker):
    assert worker.ask({"do": "add", "numbers": [1, 2]}) == {"sum": 3}
    assert worker.ask({"do": "add", "numbers": [4, 5]}) == {"sum": 9}
    assert worker.running


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"do": "sleep"}, "it did not end within 2 s"),
        ({"do": "die"}, "it needed more memory than it may have, or crashed (exit 7)"),
        pytest.param(
            {"do": "grow"},
            "it needs more memory than it may have",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no bound there"),
        ),
    ],
    ids=["time", "crash", "memory"],
)
def test_what_costs_too_much_costs_a_child_and_the_next_request_starts_another(
    worker, request_, said
):
    with pytest.raises(LimitError) as raised:
        worker.ask(request_)
    assert str(raised.value) == said
    assert not worker.running
    assert worker.ask({"do": "add", "numbers": [1]}) == {"sum": 1}


def test_a_child_is_stopped_at_the_end_of_the_block():
    with child("kgbuild.rules.worker", seconds=30, memory=2 * 2**30) as helper:
        told = {"engine": "auto", "shapes": [], "ontology": []}
        assert helper.ask(told)["findings"] == []
        assert helper.running
    assert not helper.running
