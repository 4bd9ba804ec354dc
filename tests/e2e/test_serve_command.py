"""`kgbuild serve` as a person starts and ends it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading

import pytest
import requests

from kgbuild.web import server

SECONDS = 60


@contextlib.contextmanager
def started(folder, *options):
    """The command, once it has said its address; killed at the end whatever happens."""
    command = [sys.executable, "-m", "kgbuild", "serve", str(folder), "-p", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    guard = threading.Timer(SECONDS, process.kill)
    guard.start()
    try:
        yield process, process.stdout.readline().decode().strip()
    finally:
        guard.cancel()
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_says_where_it_is_and_ends_when_it_is_told(project, sent, code):
    with started(project()) as (process, address):
        assert "The bridge" in requests.get(address, timeout=SECONDS).text
        process.send_signal(sent)
        _, err = process.communicate(timeout=SECONDS)
    said = err.decode()
    assert process.returncode in (code, -signal.SIGTERM)
    assert "Traceback" not in said
    assert "Ctrl-C ends it" in said
    assert "every rule kept" in said


def test_findings_are_shown_and_the_pages_wait(project, annotations):
    wrong = annotations.replace("quote: It will fall", "quote: It will rise")
    with started(project(annotations=wrong), "--edit", "--by", "Ann") as (process, address):
        assert requests.get(address, timeout=SECONDS).status_code == 503
        process.terminate()
        _, err = process.communicate(timeout=SECONDS)
    assert "error[quote-not-in-text]" in err.decode()


def test_a_taken_port_is_said_and_ends_with_2(inside, bridge):
    with server.bound(0) as taken:
        port = taken.getsockname()[1]
        done = inside("serve", str(bridge), "-p", str(port))
    assert (done.code, done.out) == (2, "")
    assert done.err == (f"kgbuild: error: port {port} is taken\n  = help: -p 0 takes a free one\n")


def test_what_is_no_project_is_said_and_no_port_is_taken(inside, tmp_path):
    done = inside("serve", str(tmp_path))
    assert done.code == 2
    assert "is no kgbuild project" in done.err
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))


def test_the_command_serves_what_the_options_ask_for(inside, bridge, monkeypatch):
    served = []
    opened = []
    monkeypatch.setattr(server, "run", lambda app, listening: served.append((app, listening)))
    monkeypatch.setattr("typer.launch", opened.append)
    done = inside("serve", str(bridge), "-p", "0", "--open", "--edit")
    assert done.code == 0
    assert opened == [done.out.strip()]
    assert done.out.startswith("http://127.0.0.1:")
    assert len(served) == 1
