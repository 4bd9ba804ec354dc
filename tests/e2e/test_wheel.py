"""The wheel alone, away from the checkout: everything that kgbuild needs is in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of the checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    names = ("kgbuild", "ontology", "shapes", "pyproject.toml", "LICENSE", "README.md")
    for name in names:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", "."],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder into which the wheel alone was installed, with the pip of a fresh environment."""
    fresh = tmp_path_factory.mktemp("environment")
    venv.create(fresh, with_pip=True)
    folder = tmp_path_factory.mktemp("installed")
    python = fresh / ("Scripts" if os.name == "nt" else "bin") / "python"
    command = ["pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder)]
    subprocess.run([python, "-m", *command, str(wheel)], check=True, capture_output=True)
    return folder


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, "-m", "kgbuild", *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_has_the_ontology_the_shapes_and_the_questions(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern, inside in (
        ("ontology", "*.ttl", "kgbuild/ontology"),
        ("shapes", "*.ttl", "kgbuild/shapes"),
        ("kgbuild/queries", "*.rq", "kgbuild/queries"),
    ):
        expected = {f"{inside}/{path.name}" for path in (ROOT / folder).glob(pattern)}
        assert expected
        assert expected <= names


def test_the_wheel_has_nothing_else_but_the_package(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"kgbuild"}
    assert not [name for name in names if name.endswith((".pyc", ".log")) or "tests" in name]


def test_the_wheel_stays_small_with_all_that_its_pages_carry(wheel):
    members = zipfile.ZipFile(wheel).infolist()
    names = {member.filename for member in members}
    for folder in ("templates", "assets/vendor", "questions"):
        files = [p for p in (ROOT / "kgbuild/web" / folder).rglob("*") if p.is_file()]
        assert {p.relative_to(ROOT).as_posix() for p in files} <= names
    apart = [m for m in members if not m.filename.startswith("kgbuild/extract/")]  # its model
    assert sum(member.compress_size for member in apart) <= 2.5 * 2**20


def test_the_installed_wheel_makes_the_site_that_the_checkout_makes(
    installed, seed_build, seeds, tmp_path
):
    from kgbuild.web.site import pages

    shutil.copytree(seeds, tmp_path / "seeds", ignore=shutil.ignore_patterns("build"))
    done = run(installed, "site", "seeds", "-o", "site", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    for page in pages(seed_build):
        assert (tmp_path / "site" / page.path).read_bytes() == page.body, page.path


def test_the_installed_wheel_is_what_runs(installed, tmp_path):
    code = "import kgbuild, kgbuild.resources as r; print(kgbuild.__file__); print(*r.shapes())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert all(path.startswith(str(installed)) for path in done.stdout.split())


def test_the_installed_wheel_builds_the_seed_as_the_checkout_does(
    installed, seed_graph, seeds, tmp_path
):
    shutil.copytree(seeds, tmp_path / "seeds", ignore=shutil.ignore_patterns("build"))
    done = run(installed, "build", "seeds", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / "seeds" / "build" / "graph.nt").read_bytes() == seed_graph.read_bytes()
    asked = run(installed, "query", "@sources", "--in", "seeds", "-f", "csv", cwd=tmp_path)
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.count("\n") > 10


def test_the_installed_wheel_explains_and_lists(installed, tmp_path):
    assert "claim-has-one-holder" in run(installed, "explain", cwd=tmp_path).stdout
    assert "@chain" in run(installed, "query", "--list", cwd=tmp_path).stdout
    assert run(installed, "--version", cwd=tmp_path).stdout.startswith("kgbuild ")
