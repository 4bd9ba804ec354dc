"""Two hundred things and services that lie, die, fall silent or talk nonsense: nothing wrong is
linked, nothing is lost, and nobody hears a name that is to be protected."""

from __future__ import annotations

import csv
import errno
import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from faults import dripping, http, moved, resetting, serving, silent
from many_things import HIDDEN_PEOPLE, HIDDEN_VOICES, STATES, TRAPS, write_many_things
from reconciling import after, as_json, candidate, reconciling

from kgbuild.link.countries import sovereign_states
from kgbuild.link.names import folded

pytest.importorskip("rigour", reason="the table of countries needs kgbuild[countries]")
ROOT = Path(__file__).resolve().parents[2]
CONTACT = ("--contact", "mailto:tests@example.org")
ENTITY = "http://www.wikidata.org/entity/"
RIGHT = {(name, f"wikidata:{qid}") for name, qid in STATES.items()}
ASKED = 174  # of two hundred things six people need protection and twenty voices have no name
WORDS = ("human", "country", "city", "organization", "report", "idea", "policy", "")


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    """A cache of the test's own, and pauses between tries that nobody waits for."""
    monkeypatch.setenv("KGBUILD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("kgbuild.session._FIRST_PAUSE", 0.001)
    monkeypatch.setattr("os.fsync", lambda _: None)  # nobody pulls the plug of a test


@pytest.fixture
def things(tmp_path, small_project):
    return write_many_things(tmp_path / "things", small_project)


def ask(inside, folder, *services, more=()):
    """`kgbuild link` with the services."""
    named = [f"--service={service.url}" for service in services]
    return inside("link", str(folder), *named, *CONTACT, *more)


def rows(folder, name="predictions"):
    path = folder / "links" / f"{name}.sssom.tsv"
    if not path.is_file():
        return []
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def found(folder):
    """The names of which something was proposed or accepted."""
    all_rows = rows(folder) + rows(folder, "positive")
    return {r["subject_label"] for r in all_rows if r["object_id"] != "sssom:NoTermFound"}


def not_found(folder):
    return {r["subject_label"] for r in rows(folder) if r["object_id"] == "sssom:NoTermFound"}


def wrong(folder):
    """The pairs among the accepted ones that are not to be there."""
    return {(r["subject_label"], r["object_id"]) for r in rows(folder, "positive")} - RIGHT


def knows(name):
    """What an honest service says: it knows two things in three, by their names alone."""
    return [] if sum(name.encode()) % 3 == 0 else [candidate(folded(name).replace(" ", "-"), name)]


def random_ids(name):
    dice = random.Random(name)  # noqa: S311 - no secret
    return [
        candidate(f"r{dice.randrange(10**9)}", name, dice.choice(WORDS), score=100, match=True)
        for _ in range(dice.randrange(1, 4))
    ]


def real_countries_anywhere(name):
    iri = random.Random(name).choice(  # noqa: S311 - no secret
        sorted(set(sovereign_states().values()))
    )
    return [candidate(iri, name, "sovereign state", score=100, match=True)]


def the_state_of_that_name(name):
    """What would be right if every place of that name were the state."""
    known = {**STATES, "Jordan": "Q810", "Niger": "Q1032", "Guinea": "Q1006", "China": "Q148"}
    known |= {"Cuba": "Q241", "Ireland": "Q27", "Luxembourg": "Q32", "Denmark": "Q756617"}
    known |= {"Mali": "Q912", "Sudan": "Q1049", "Samoa": "Q683", "Germany": "Q183"}
    iri = ENTITY + known.get(name, "Q148")
    return [candidate(iri, name, "sovereign state", "country", score=100, match=True)]


LIARS = {of.__name__: of for of in (random_ids, real_countries_anywhere, the_state_of_that_name)}


def keeps_quiet(service):
    """Whether nobody who is to be protected was named to a service."""
    wire = service.wire.replace("+", " ")
    return not any(name in wire for name in (*HIDDEN_PEOPLE, *HIDDEN_VOICES))


@pytest.mark.parametrize("liar", sorted(LIARS))
def test_a_service_that_lies_gets_nothing_wrong_linked(inside, things, liar):
    with reconciling(LIARS[liar]) as service:
        done = ask(inside, things, service)
        assert (done.code, wrong(things)) == (0, set()), done.err
        assert len(service.names) == ASKED
        assert len(set(service.questions[0])) == 10, "ten names a question"
        assert keeps_quiet(service)
    if liar == "the_state_of_that_name":
        assert {(r["subject_label"], r["object_id"]) for r in rows(things, "positive")} == RIGHT


def test_a_service_that_lies_gets_nothing_wrong_linked_beside_an_honest_one(inside, things):
    with reconciling(the_state_of_that_name) as liar, reconciling(knows) as honest:
        named = ("-s", "countries", "-s", liar.url, "-s", honest.url)
        assert inside("link", str(things), *named, *CONTACT).code == 0
    assert {(r["subject_label"], r["object_id"]) for r in rows(things, "positive")} == RIGHT
    assert inside("build", str(things)).code == 0


def test_the_table_of_countries_alone_links_only_what_is_one_thing(inside, things):
    assert inside("link", str(things), "-s", "countries").code == 0
    assert {(r["subject_label"], r["object_id"]) for r in rows(things, "positive")} == RIGHT
    assert not {name for name, _, _ in TRAPS} & {
        r["subject_label"] for r in rows(things, "positive")
    }


HALF = 9  # questions, of ten names each, until a service goes wrong
CRASH = http(b"<html>oops</html>", status="500 Oops", kind="text/html")
BUSY = http(status="503 Busy")
# Answers that are none in more ways: tests/unit/link/test_reconciliation_examples.py.
FAULTS = {
    "500": (CRASH, "http-500"),
    "429": (http(b"", "Retry-After: 0", status="429 Slow down"), "rate-limited"),
    "404": (http(status="404 Gone"), "http-404"),
    "the connection breaks": (resetting(), "broken"),
    "a page": (http(b"<html>Wartung</html>", kind="text/html"), "wrong-type"),
    "nothing": (http(b""), "empty"),
    "numbers for ids": (
        as_json({f"q{n}": {"result": [{"id": 1, "name": 2}]} for n in range(10)}),
        "wrong-answer",
    ),
    "a drip": (dripping(http(b"")[:-4], b"X-A: 1\r\n" * 9999), "deadline"),
}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_service_that_fails_halfway_loses_nothing_and_is_asked_nothing_twice(
    inside, things, name
):
    step, reason = FAULTS[name]
    with reconciling(knows, after(HALF, step)) as service:
        done = ask(inside, things, service, more=("--timeout", "2" if name == "a drip" else "60"))
        assert done.code == 4, done.err
        assert "FAILED" in done.err
        assert f"failed, {reason} (" in done.err
        assert "run the same again" in done.err
        assert found(things) == {n for n in service.answered if knows(n)}
        assert not_found(things) <= set(service.answered), "a failure is not “not there”"
        assert len(service.questions) < HALF + 40, "it gives up"
        known = found(things) | not_found(things)
        service.fault = lambda _: None
        service.forgets()
        done = ask(inside, things, service)
        assert done.code == 0, done.err
        assert not known & set(service.names), "what was answered is not asked again"
        assert all(n == 1 for n in Counter(service.names).values())
        assert len(found(things) | not_found(things)) == ASKED
        assert keeps_quiet(service)
    assert wrong(things) == set()


def test_after_a_failure_the_files_are_as_if_nothing_had_happened(
    inside, things, tmp_path, small_project, monkeypatch
):
    whole = []
    with reconciling(knows, after(HALF, CRASH)) as service:
        assert ask(inside, things, service).code == 4
        service.fault = lambda _: None
        for requests in (True, False):
            service.forgets()
            assert ask(inside, things, service).code == 0
            assert bool(service.server.asked) == requests, "the second time nothing is asked"
            whole.append((things / "links" / "predictions.sssom.tsv").read_bytes())
        monkeypatch.setenv("KGBUILD_CACHE", str(tmp_path / "another cache"))
        reference = write_many_things(tmp_path / "reference", small_project)
        assert ask(inside, reference, service).code == 0
        whole.append((reference / "links" / "predictions.sssom.tsv").read_bytes())
    assert len(set(whole)) == 1


def test_a_service_that_stops_listening_is_said_to_refuse(inside, things):
    def stops(peer):
        peer.server.leave()
        peer.reset()

    with reconciling(knows, after(HALF, stops)) as service:
        done = ask(inside, things, service)
        assert done.code == 4
        assert "failed, refused (it refused the connection)" in done.err
        assert found(things) == {n for n in service.answered if knows(n)}
        known = found(things) | not_found(things)
    with reconciling(knows, port=service.server.port) as service:
        assert ask(inside, things, service).code == 0
        assert not known & set(service.names)
        assert len(found(things) | not_found(things)) == ASKED


@pytest.mark.parametrize("canary", [(), ("--canary", "Lindow")], ids=["no canary", "a canary"])
def test_a_service_that_always_answers_nothing_has_failed(inside, things, canary):
    with reconciling() as service:
        done = ask(inside, things, service, more=canary)
        assert done.code == 4
        assert f"0 not found; {ASKED} FAILED" in done.err
        assert "answers-nothing" in done.err
        assert rows(things) == []
        service.finds = knows
        service.forgets()
        assert ask(inside, things, service).code == 0
        assert len(found(things) | not_found(things)) == ASKED


def test_a_service_that_finds_only_its_canary_is_believed(inside, things):
    with reconciling(lambda n: [candidate("1", n)] if n == "Lindow" else []) as service:
        done = ask(inside, things, service, more=("--canary", "Lindow"))
        assert (done.code, len(not_found(things))) == (0, ASKED)
        service.forgets()
        assert ask(inside, things, service, more=("--canary", "Lindow")).code == 0
        assert service.server.asked == []


def test_a_service_that_answers_nothing_from_the_middle_on_has_failed_since(inside, things):
    empty = [0]

    def finds(name):
        empty[0] += 1
        return knows(name) if empty[0] <= 90 else []

    with reconciling(finds) as service:
        done = ask(inside, things, service)
        assert done.code == 4
        assert "answers-nothing" in done.err
        assert found(things) == {n for n in service.names[:90] if knows(n)}
        assert not_found(things) <= {n for n in service.names[:90] if not knows(n)}
        known = found(things) | not_found(things)
        service.finds = knows
        service.forgets()
        assert ask(inside, things, service).code == 0
        assert not known & set(service.names)
        assert len(found(things) | not_found(things)) == ASKED
        assert not_found(things) == {n for n in found(things) | not_found(things) if not knows(n)}


def test_a_redirect_to_another_host_is_not_followed(inside, things):
    with serving() as elsewhere, reconciling(knows, lambda _: moved(elsewhere.url)) as service:
        done = ask(inside, things, service)
        assert (done.code, elsewhere.asked, rows(things)) == (4, [], [])
        assert "failed, redirected (it leads somewhere else)" in done.err
        service.manifest = moved(elsewhere.url)
        done = ask(inside, things, service)
        assert (done.code, elsewhere.asked, rows(things)) == (4, [], [])


def test_a_name_that_crashes_a_service_is_the_only_one_that_fails(inside, things):
    with reconciling(lambda name: [candidate("1", name)]) as service:

        def fault(number):
            return CRASH if "Vietnam" in service.questions[number - 1] else None

        service.fault = fault
        done = ask(inside, things, service)
        assert done.code == 4
        assert "1 FAILED" in done.err
        assert len(found(things)) == ASKED - 1
        service.forgets()
        assert ask(inside, things, service).code == 4
        assert set(service.names) == {"Vietnam"}


def test_one_service_that_fails_takes_nothing_from_another(inside, things):
    with reconciling(knows) as good, reconciling(knows, lambda _: BUSY) as bad:
        done = ask(inside, things, bad, good)
        assert done.code == 4
        assert {r["object_source"] for r in rows(things)} == {good.url}
        assert len(found(things) | not_found(things)) == ASKED
        bad.fault = lambda _: None
        bad.forgets()
        good.forgets()
        assert ask(inside, things, bad, good).code == 0
        assert good.server.asked == []
        assert {r["object_source"] for r in rows(things)} == {good.url, bad.url}


# ── A child process, so that it can be killed ────────────────────────────────────────────────────


def interrupted(folder, service, tmp_path, how):
    """A run that is stopped while the ninth question waits for its answer: code and stderr."""
    reached = threading.Event()

    def waits(peer):
        reached.set()
        silent(peer)

    service.fault = after(8, waits)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "KGBUILD_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "kgbuild", "link", str(folder), "-s", service.url, *CONTACT]
    child = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        assert reached.wait(60)
        child.send_signal(how)
        _, said = child.communicate(timeout=30)
    finally:
        child.kill()
    service.server.over.set()  # what waits need not wait any longer
    return child.returncode, said.decode()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_run_that_was_stopped_goes_on_where_it_was(inside, things, tmp_path, how):
    with reconciling(lambda name: [candidate("1", name)]) as service:
        code, said = interrupted(things, service, tmp_path, how)
        answered = set(service.answered)
        assert "Traceback" not in said
        assert len(answered) == 80
        assert code == (130 if how == signal.SIGINT else -signal.SIGKILL)
        assert found(things) == (answered if how == signal.SIGINT else set())
        service.server.over.clear()
        service.fault = lambda _: None
        service.forgets()
        done = ask(inside, things, service)
        assert done.code == 0, done.err
        assert not answered & set(service.names)
        assert len(service.names) == ASKED - 80
        assert len(found(things)) == ASKED


# ── What must not be asked ───────────────────────────────────────────────────────────────────────


def test_offline_opens_no_connection(inside, things, monkeypatch):
    with reconciling(knows) as service:
        opened = []
        monkeypatch.setattr(socket.socket, "connect", lambda *to: opened.append(to))
        done = inside("--offline", "link", str(things), "-s", service.url)
        assert (done.code, opened, service.server.asked) == (4, [], [])
        assert f"{ASKED} not asked" in done.err
        assert rows(things) == []


def test_offline_knows_what_was_answered_before(inside, things, monkeypatch):
    with reconciling(knows) as service:
        ask(inside, things, service)
        before = (things / "links" / "predictions.sssom.tsv").read_bytes()
        service.forgets()
        monkeypatch.setattr(socket.socket, "connect", pytest.fail)
        done = inside("--offline", "link", str(things), "-s", service.url)
        assert (done.code, service.server.asked) == (0, [])
        assert (things / "links" / "predictions.sssom.tsv").read_bytes() == before


@pytest.mark.parametrize("more", [(), ("--refresh",), ("--again",)])
def test_a_dry_run_asks_nothing_and_writes_nothing(inside, things, more):
    with reconciling(knows) as service:
        done = inside("link", str(things), "-s", service.url, "--dry-run", *more)
        assert service.server.asked == []
    assert not (things / "links").exists()
    if "--refresh" in more:
        assert done.code == 2
    else:
        assert f"would ask {ASKED} names over the network" in done.err
        assert all(name not in done.err for name in (*HIDDEN_PEOPLE, *HIDDEN_VOICES))


def test_nobody_is_asked_without_a_contact(inside, things):
    with reconciling(knows) as service:
        done = inside("link", str(things), "-s", service.url)
        assert (done.code, service.server.asked) == (2, [])
        assert "--contact" in done.err


def test_a_budget_is_kept_and_the_next_run_goes_on(inside, things):
    with reconciling(knows) as service:
        seen = 0
        for run in range(4):
            done = ask(inside, things, service, more=("--budget", "50"))
            assert done.code == 0, done.err
            assert len(service.names) <= seen + 50 + 1, "and a canary"
            seen = len(service.names)
            if run < 3:
                assert "not asked" in done.err
                assert "budget" in done.err
        assert len(found(things) | not_found(things)) == ASKED
        asked = Counter(service.names)
        assert sum(count - 1 for count in asked.values()) <= 3, "canaries"


# ── Disks ────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_disk_is_one_line_and_no_answer_is_lost(inside, things, monkeypatch):
    def full(contents):
        raise OSError(errno.ENOSPC, "No space left on device", str(next(iter(contents))))

    with reconciling(knows) as service:
        with monkeypatch.context() as patch:
            patch.setattr("kgbuild.link.ledger.write_all", full)
            done = ask(inside, things, service)
        assert done.code == 3
        assert "No space left on device" in done.err.splitlines()[-1]
        assert not (things / "links").exists()
        service.forgets()
        assert ask(inside, things, service).code == 0
        assert service.server.asked == []


def test_a_links_folder_that_cannot_be_written_is_one_line(inside, things):
    with reconciling(knows) as service:
        (things / "links").write_text("a file where a folder should be")
        done = ask(inside, things, service)
    assert done.code == 3
    assert done.err.splitlines()[-1].startswith("kgbuild: error: ")


def test_a_cache_that_cannot_be_written_does_not_matter(inside, things, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("KGBUILD_CACHE", str(tmp_path / "file"))
    with reconciling(knows) as service:
        assert ask(inside, things, service).code == 0
        assert len(found(things) | not_found(things)) == ASKED


JUNK = (
    *(b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"schema": 1}', b'{"a": 1, "a": 2}', b"[" * 100000),
)


def test_answers_on_disk_that_are_broken_are_asked_again(inside, things, tmp_path):
    with reconciling(knows) as service:
        ask(inside, things, service)
        before = (things / "links" / "predictions.sssom.tsv").read_bytes()
        files = sorted((tmp_path / "cache").rglob("*.json"))
        assert len(files) == ASKED
        for number, path in enumerate(files):
            text = path.read_text()
            odd = (
                text.replace('"label": "', '"label": 5, "x": "').encode(),
                text.replace('"types": []', '"types": [7]').encode(),
                text.replace('"candidates": [', '"candidates": ["x", ').encode(),
                *JUNK,
            )
            path.write_bytes(odd[number % len(odd)])
        service.forgets()
        done = ask(inside, things, service)
        assert done.code == 0, done.err
        assert len(service.names) > ASKED / 2
        assert (things / "links" / "predictions.sssom.tsv").read_bytes() == before


def test_a_password_in_the_address_of_a_service_is_written_nowhere(inside, things, tmp_path):
    with reconciling(knows) as service:
        with_password = service.url.replace("http://", "http://somebody:hunter2@")
        done = inside("link", str(things), "-s", with_password, *CONTACT)
        assert done.code == 0, done.err
    kept = [p for folder in (things, tmp_path / "cache") for p in folder.rglob("*") if p.is_file()]
    assert not [p for p in kept if b"hunter2" in p.read_bytes()]
    assert "hunter2" not in done.err + done.out


def test_a_build_without_a_network_gives_the_same_bytes(inside, things, command, tmp_path):
    with reconciling(the_state_of_that_name) as service:
        ask(inside, things, service)
    assert inside("build", str(things)).code == 0
    graph = things / "build" / "graph.ttl"
    before = graph.read_bytes()
    assert b"Q711" in before
    graph.unlink()
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(
        "import socket\ndef refuse(*_):\n    raise SystemExit('a socket was opened')\n"
        "socket.socket.connect = socket.socket.sendto = refuse\nsocket.getaddrinfo = refuse\n"
    )
    done = command("build", str(things), env={"PYTHONPATH": f"{guard}{os.pathsep}{ROOT}"})
    assert (done.code, graph.read_bytes()) == (0, before), done.err
    graph.unlink()
    alone = ["unshare", "-rn", sys.executable, "-m", "kgbuild", "build", str(things)]
    try:
        subprocess.run(["unshare", "-rn", "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system gives no namespace without a network")
    subprocess.run(
        alone, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert graph.read_bytes() == before


def test_the_files_are_tables_for_every_reader(inside, things):
    """As csv, spreadsheets and OpenRefine read them: as many cells in each row as columns."""
    odd = 'a "quoted"\tname\nof ❝two❞ lines'
    with reconciling(lambda name: [candidate("1 2/“3”", f"{name} {odd}", odd)]) as service:
        assert ask(inside, things, service, more=("-s", "countries")).code == 0
    for name in ("positive", "predictions"):
        text = (things / "links" / f"{name}.sssom.tsv").read_bytes().decode("utf-8")
        assert text.endswith("\n")
        assert "\r" not in text
        lines = [line for line in text.split("\n")[:-1] if not line.startswith("#")]
        assert len({line.count("\t") for line in lines}) == 1, "also for who only splits at tabs"
        table = list(csv.reader(lines, delimiter="\t", strict=True))
        assert {len(row) for row in table} == {len(table[0])}
        assert len(table) - 1 == len(rows(things, name)) > 0
    (label,) = {r["object_label"] for r in rows(things) if r["subject_label"] == "Korea"} - {
        r["object_label"] for r in rows(things) if r["object_source"] == "service:countries"
    }
    assert label == 'Korea a "quoted" name of ❝two❞ lines'
