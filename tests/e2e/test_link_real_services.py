"""`kgbuild link` with services that others wrote: csv-reconcile and datasette-reconcile from PyPI.

They need old libraries, so they live in an environment of their own, made once from
.ci/services.txt and kept under .pytest_cache. They end with this process, or after ten minutes.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import requests
from reconciling import validator

from kgbuild.link.cache import Cache
from kgbuild.link.entities import Entity
from kgbuild.link.propose import FAILED, NOTHING, PROPOSED, Plan, propose
from kgbuild.link.reconciliation import Reconciliation
from kgbuild.session import Manners, Session

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / ".ci" / "services.txt"
CSV_SPACE = "https://id.example/lindow/"
LIVES = """
import os, sys, threading, warnings
warnings.simplefilter("ignore")
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
threading.Timer(600, os._exit, [0]).start()
"""
CSV_SERVICE = """
from pathlib import Path
from csv_reconcile import create_app, initdb
from werkzeug.serving import make_server
instance = str(Path("instance").absolute())
app = create_app(config=sys.argv[1], instance_path=instance, scorerOption="")
with app.app_context():
    initdb.init_db_with_context("things.tsv", "id", "name")
server = make_server("127.0.0.1", 0, app, threaded=True)
print(server.port, flush=True)
server.serve_forever()
"""
DATASETTE = """
import asyncio, socket
import uvicorn
from datasette.app import Datasette
listening = socket.create_server(("127.0.0.1", 0))
metadata = __import__("json").loads(open("metadata.json").read())
app = Datasette(["things.db"], metadata=metadata).app()
print(listening.getsockname()[1], flush=True)
server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
server.run(sockets=[listening])
"""
THINGS = (
    ("7", "The City Report", "report", "printed in Lindow"),
    ("8", "The bridge", "bridge", "over the river of Lindow"),
    ("9", "The river", "river", "flows through Lindow"),
    ("10", "The river", "film", "of 1951"),
    ("11", "Ada Chen", "human", "engineer"),
)


@pytest.fixture(scope="module")
def python(request):
    """The interpreter of the services' environment; without a network, the tests are skipped."""
    key = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:16]
    cache = request.config.cache
    if cache is None:
        pytest.skip("the environment of the services needs pytest's cache folder")
    home = cache.mkdir("services") / key
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (home / "whole").is_file():
        venv.create(home, with_pip=True, clear=True)
        command = ["-m", "pip", "install", "-q", "--require-hashes", "--only-binary", ":all:"]
        try:
            subprocess.run(
                [python, *command, "-r", REQUIREMENTS], check=True, capture_output=True, timeout=300
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            said = (error.stderr or b"").decode(errors="replace").strip().split("\n")[-1]
            pytest.skip(f"pip cannot install the services of .ci/services.txt: {said[:200]}")
        (home / "whole").touch()
    return python


@contextlib.contextmanager
def running(python, program, folder, *arguments):
    """A service in a process of its own: the port that it says it listens on."""
    with (folder / "stderr").open("wb") as errors:
        child = subprocess.Popen(
            [python, "-c", LIVES + program, *arguments],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    said = child.stdout.readline()
    try:
        assert said.strip().isdigit(), (folder / "stderr").read_text()
        yield int(said)
    finally:
        child.stdin.close()
        child.stdout.close()
        child.wait(10)


@pytest.fixture(scope="module")
def csv_reconcile(python, tmp_path_factory):
    """A csv-reconcile over five things; its manifest says where identifiers live."""
    folder = tmp_path_factory.mktemp("csv-reconcile")
    rows = ["id\tname", *(f"{id_}\t{name}" for id_, name, _, _ in THINGS)]
    (folder / "things.tsv").write_text("\n".join(rows) + "\n")
    manifest = {"identifierSpace": CSV_SPACE, "versions": ["0.1", "0.2"]}
    (folder / "config.py").write_text(f"MANIFEST = {manifest!r}\n")
    with running(python, CSV_SERVICE, folder, "config.py") as port:
        yield f"http://127.0.0.1:{port}/reconcile"


@pytest.fixture(scope="module")
def datasette(python, tmp_path_factory):
    """A datasette with datasette-reconcile over the same things, with types and descriptions."""
    folder = tmp_path_factory.mktemp("datasette")
    with sqlite3.connect(folder / "things.db") as database:
        database.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, name, type, description)")
        database.executemany("INSERT INTO things VALUES (?, ?, ?, ?)", THINGS)
    database.close()
    fields = {"id_field": "id", "name_field": "name", "type_field": "type"}
    plugin = fields | {
        "description_field": "description",
        "view_url": "https://id.example/t/{{id}}",
    }
    tables = {"things": {"plugins": {"datasette-reconcile": plugin}}}
    metadata = {"databases": {"things": {"tables": tables}}}
    (folder / "metadata.json").write_text(json.dumps(metadata))
    with running(python, DATASETTE, folder) as port:
        yield f"http://127.0.0.1:{port}/things/things/-/reconcile"


@pytest.fixture
def services(csv_reconcile, datasette):
    """The address of each, and what stands before its ids in an IRI."""
    return {
        "csv-reconcile": (csv_reconcile, CSV_SPACE),
        "datasette": (datasette, "https://id.example/t/"),
    }


@pytest.fixture(params=["csv-reconcile", "datasette"])
def service(request, services):
    return services[request.param]


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    """Answers are kept in a folder of the test's own."""
    monkeypatch.setenv("KGBUILD_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def linked(inside, project, annotations, service):
    """The small project and a place that nobody knows, after `kgbuild link` with a service."""
    river = "    name: The river\n"
    nowhere = "  - id: nowhere\n    name: Zzyzx Qqq\n"
    folder = project(annotations=annotations.replace(river, river + nowhere))
    contact = ("--contact", "mailto:tests@example.org")
    done = inside("link", str(folder), "-s", service[0], *contact)
    return done, folder / "links"


def rows(links, name):
    path = links / f"{name}.sssom.tsv"
    if not path.is_file():
        return []
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def fetched(url, **form):
    answer = requests.post(url, data=form, timeout=30) if form else requests.get(url, timeout=30)
    answer.raise_for_status()
    return answer.json()


def asked_for(url, names, tmp_path):
    """What comes of names that no article has, asked as `kgbuild link` does."""
    things = [Entity(iri=f"https://x.example/{n}", kind="place", names=(n,)) for n in names]
    with Session("mailto:tests@example.org", manners=Manners(tries=1)) as session:
        plan = Plan(cache=Cache(tmp_path))
        return {o.entity.name: o for o in propose(things, [Reconciliation(session, url)], plan)}


def test_candidates_arrive_with_the_identifiers_that_the_service_means(linked, service):
    done, links = linked
    assert done.code == 0, done.err
    found = {(r["subject_label"], r["object_id"]) for r in rows(links, "predictions")}
    assert {("The City Report", f"{service[1]}7"), ("The river", f"{service[1]}9")} <= found
    assert ("Ada Chen", f"{service[1]}11") in found
    assert {r["object_source"] for r in rows(links, "predictions")} == {service[0]}


def test_nothing_is_accepted_because_a_service_says_match(linked, service):
    _, links = linked
    sure = fetched(service[0], queries=json.dumps({"q0": {"query": "The City Report"}}))
    assert any(c["match"] for c in sure["q0"]["result"]), "the service does say so"
    assert not (links / "positive.sssom.tsv").exists()


def test_a_name_that_a_service_does_not_know_is_remembered_as_not_found(linked, service):
    done, links = linked
    (row,) = (r for r in rows(links, "predictions") if r["subject_label"] == "Zzyzx Qqq")
    assert row["object_id"] == "sssom:NoTermFound"
    assert row["comment"] == f"looked for in {service[0]}; nothing fits"
    assert " not found" in done.err
    assert " 0 not found" not in done.err


def test_what_an_unknown_name_gets_is_nothing(service, tmp_path):
    outcomes = asked_for(service[0], ["The river", "Zzyzx Qqq"], tmp_path)
    assert outcomes["The river"].state == PROPOSED
    assert outcomes["Zzyzx Qqq"].state == NOTHING


def test_what_a_service_cannot_take_has_a_reason_and_does_not_spoil_its_neighbours(
    csv_reconcile, tmp_path
):
    outcomes = asked_for(csv_reconcile, ["The river", "", "Ada Chen"], tmp_path)
    broken = outcomes[""]
    assert (broken.state, broken.reason) == (FAILED, "http-500")
    assert outcomes["The river"].state == outcomes["Ada Chen"].state == PROPOSED


def test_a_table_that_is_not_there_is_a_failure(datasette, tmp_path):
    elsewhere = datasette.replace("/things/-/", "/nothing/-/")
    (outcome,) = asked_for(elsewhere, ["The river"], tmp_path).values()
    assert (outcome.state, outcome.reason) == (FAILED, "http-404")


def test_the_manifest_is_as_the_standard_says(service):
    validator("manifest").validate(fetched(service[0]))


def test_answers_are_as_the_standard_says(service):
    asked = {"q0": {"query": "The river", "limit": 7}, "q1": {"query": "Zzyzx Qqq", "limit": 7}}
    validator("reconciliation-query-batch").validate(asked)
    validator("reconciliation-result-batch").validate(
        fetched(service[0], queries=json.dumps(asked))
    )


def test_types_and_descriptions_arrive(inside, project, datasette):
    folder = project()
    inside("link", str(folder), "-s", datasette, "--contact", "mailto:tests@example.org")
    lock = json.loads((folder / "links" / "lock.json").read_text())["seen"]
    river = lock["https://id.example/t/9"]
    assert (river["types"], river["description"]) == (["river"], "flows through Lindow")
    found = {r["object_id"] for r in rows(folder / "links", "predictions")}
    assert "https://id.example/t/10" not in found, "a film is no place"


def test_two_services_side_by_side_and_nothing_asked_twice(inside, project, services):
    folder = project()
    asked = [f"--service={url}" for url, _ in services.values()]
    contact = ("--contact", "mailto:tests@example.org")
    first = inside("link", str(folder), *asked, *contact)
    assert first.code == 0, first.err
    sources = {r["object_source"] for r in rows(folder / "links", "predictions")}
    assert sources == {url for url, _ in services.values()}
    before = (folder / "links" / "predictions.sssom.tsv").read_bytes()
    again = inside("--offline", "link", str(folder), *asked)
    assert again.code == 0, again.err
    assert (folder / "links" / "predictions.sssom.tsv").read_bytes() == before


def test_refresh_sees_a_thing_that_is_still_there(inside, project, datasette):
    row = (
        "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tauthor_label\n"
        "https://example.org/bridge/place/river\tskos:exactMatch\thttps://id.example/t/9\t"
        "The river\tsemapv:ManualMappingCuration\tSomebody\n"
    )
    folder = project(links={"positive": row})
    contact = ("--contact", "mailto:tests@example.org")
    done = inside("link", str(folder), "-s", datasette, "--refresh", *contact)
    assert done.code == 0, done.err
    assert "1 identifier looked up, 0 changes" in done.err
