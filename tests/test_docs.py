"""README and docs say what happens: their files are real, their commands are run."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of what the README's commands work on, so that they write nowhere else."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("seeds", "docs", "tests/spoiled"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("build"))
    shutil.copy(ROOT / "docs/example/bridge.txt", folder / "article.txt")
    return folder


def _run(command, folder):
    """What a command of the README prints, findings and messages first."""
    arguments = f"{sys.executable} -m kgbuild {command.removeprefix('kgbuild ')}"
    done = subprocess.run(  # noqa: S602 - the README's own commands, quoting and all
        arguments,
        shell=True,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PATH": "", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    return (done.stderr + done.stdout).strip("\n")


def _check_console(example, folder):
    """A finding for the first command of a console block that prints something else."""
    for step in ("\n" + example.parsed.strip("\n")).split("\n$ ")[1:]:
        command, _, printed = step.partition("\n")
        assert _run(command, folder) == printed.strip("\n"), command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_happens(page, copy, monkeypatch):
    monkeypatch.chdir(copy)
    console = CodeBlockParser(
        language="console", evaluator=lambda example: _check_console(example, copy)
    )
    document = Sybil(parsers=[console, PythonCodeBlockParser()]).parse(page)
    for example in document.examples():
        example.evaluate()


def test_the_files_that_the_readme_shows_are_the_files_of_the_example():
    parts = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- file: ")[1:]
    shown = {}
    for part in parts:
        name, _, rest = part.partition(" -->")
        shown[name] = rest.split("```")[1].partition("\n")[2]
    assert sorted(shown) == ["docs/example/bridge.txt", "docs/example/bridge.yaml"]
    for name, text in shown.items():
        assert (ROOT / name).read_text(encoding="utf-8") == text


def test_the_readme_runs_what_ci_runs():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for step in ("pip install -q -r .ci/requirements.txt", "pip install -q --no-deps -e ."):
        assert step in readme
        assert step in script


def test_every_command_is_in_the_readme():
    from kgbuild.cli.main import _VERBS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in _VERBS if f"| `kgbuild {verb}" not in readme] == []


def test_every_question_is_in_the_readme():
    from kgbuild.store.questions import questions

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in questions() if f"`@{name}`" not in readme] == []
