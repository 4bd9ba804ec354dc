"""What many tests share: the built seed, a small project, the command line as a child process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from local_server import editing, reading, server_around  # noqa: F401 - fixtures

import kgbuild
from kgbuild.cli.main import main
from kgbuild.graph import formats
from kgbuild.project import Build

# On a workstation each run tries other examples; what CI says of a commit is always the same.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")
ROOT = Path(__file__).resolve().parents[1]
# Plugins of pytest, not modules with examples: collected as those, they would get in each other's
# way, because all of them have one name.
collect_ignore_glob = ["*conftest.py"]
# What would make the same command print something else on another machine.
HIDDEN = (
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH"),
    *("KGBUILD_COLOR", "KGBUILD_OFFLINE"),
)
BASE = "https://example.org/bridge/"
ARTICLE = """\
The bridge

Ada Chen writes that the bridge is not safe. “It will fall,” a fisherman told her.

However, the City Report says that the bridge 橋 is safe. The city has closed the bridge since 2011.
"""
ANNOTATIONS = """\
article:
  id: essay
  title: The bridge
  file: article.txt
  kind: essay
  by: ada
  issued: 2012-02-27
  annotator: Somebody

people:
  - id: ada
    name: Ada Chen
    called: Ada Chen

institutions:
  - id: city
    name: The city
    type: local-government
    called: The city

voices:
  - id: fisherman
    name: a fisherman
    kind: anonymous
    called: a fisherman
    speaks-in: essay

places:
  - id: river
    name: The river

concepts:
  - id: bridge
    name: The bridge

sources:
  - id: report
    title: The City Report
    kind: report
    by: city
    issued: 2011
    called: the City Report

policies:
  - id: closing
    name: Closing the bridge
    owner: city

states:
  - id: closed
    policy: closing
    name: the bridge is closed
    mode: official
    when: 2011/..

claims:
  - id: not-safe
    quote: the bridge is not safe
    mode: own-words
    factuality: CT+
    says: The bridge is not safe.
    about: bridge
  - id: will-fall
    by: fisherman
    quote: It will fall
    mode: verbatim
    factuality: PR+
    says: The bridge will fall.
    cue: a fisherman told her
  - id: is-safe
    by: city
    in: report
    quote: the bridge 橋 is safe
    mode: indirect
    factuality: CT+
    says: The bridge is safe.
  - id: has-closed
    quote: The city has closed the bridge since 2011
    mode: own-words
    factuality: CT+
    says: The city has closed the bridge since 2011.
    content: closed

relations:
  - from: is-safe
    is: contradicts
    to: not-safe
    by: ada
    marker: However
"""
CONFIG = f'base = "{BASE}"\nissued = "2012-03-01"\n'


@dataclass(frozen=True)
class Run:
    """How a command ended: its exit code and what it wrote, undecoded line ends and all."""

    code: int
    out: str
    err: str
    data: bytes


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def seed_build(seeds: Path) -> Build:
    return kgbuild.build(seeds)


@pytest.fixture(scope="session")
def seed_graph(seed_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "graph.nt"
    path.write_bytes(formats.write(seed_build.triples, formats.NTRIPLES))
    return path


def write_project(
    folder: Path,
    *,
    article: str = ARTICLE,
    annotations: str = ANNOTATIONS,
    config: str = CONFIG,
    links: Mapping[str, str] | None = None,
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kgbuild.toml").write_bytes(config.encode())
    (folder / "article.txt").write_bytes(article.encode())
    (folder / "essay.yaml").write_bytes(annotations.encode())
    for name, text in (links or {}).items():
        (folder / "links").mkdir(exist_ok=True)
        (folder / "links" / f"{name}.sssom.tsv").write_bytes(text.encode())
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small project, gives its folder: project(annotations=…, links={"positive": …})."""

    def make(name: str = "project", **parts: object) -> Path:
        return write_project(tmp_path / name, **parts)

    return make


@pytest.fixture(scope="session")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project that has been built. To be read only: it is shared."""
    folder = write_project(tmp_path_factory.mktemp("shared") / "bridge")
    done = run_kgbuild("build", str(folder))
    assert (done.code, done.out) == (0, ""), done.err
    return folder


def run_kgbuild(
    *arguments: str,
    cwd: Path | None = None,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Run:
    inherited = {k: v for k, v in os.environ.items() if k not in HIDDEN}
    done = subprocess.run(
        [sys.executable, "-m", "kgbuild", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**inherited, "PYTHONPATH": str(ROOT), **(env or {})},
    )
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in out + err, err
    return Run(done.returncode, out, err, done.stdout)


@pytest.fixture(scope="session")
def command() -> Callable[..., Run]:
    """`kgbuild ARGUMENTS…` in a child process; no run may ever show a traceback."""
    return run_kgbuild


@pytest.fixture
def inside(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Run]:
    """`kgbuild ARGUMENTS…` in this process: the same without the second that starting takes."""
    for name in HIDDEN:
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Run:
        capfdbinary.readouterr()
        code = main(list(arguments))
        out, err = capfdbinary.readouterr()
        done = Run(code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"), out)
        assert "Traceback" not in done.out + done.err, done.err
        return done

    return run


@pytest.fixture(scope="session")
def small_project() -> Callable[..., Path]:
    """`write_project` for tests that choose the folder themselves."""
    return write_project


@pytest.fixture(scope="session")
def annotations() -> str:
    """The annotation file of the small project."""
    return ANNOTATIONS


@pytest.fixture(scope="session")
def article() -> str:
    """The article of the small project."""
    return ARTICLE
