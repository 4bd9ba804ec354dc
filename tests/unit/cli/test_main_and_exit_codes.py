"""What happens when all goes wrong: exit codes, no traceback, and a light --help."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kgbuild import explain, project
from kgbuild.cli.main import main
from kgbuild.cli.streams import Settings, progress, save, shares
from kgbuild.errors import (
    ConfigError,
    InputError,
    KgbuildError,
    LimitError,
    NetworkError,
    QueryError,
)

HEAVY = {"rdflib", "pyoxigraph", "pyshacl", "ruamel", "requests", "edtf", "rich", "kgbuild.graph"}
ROOT = Path(project.__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["build", "--help"], ["query", "--help"], ["--version"]]
)
def test_help_imports_no_heavy_library(arguments):
    code = (
        "import sys, json\nfrom kgbuild.cli.main import main\n"
        f"code = main({arguments!r})\n"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    exit_code, modules = json.loads(done.stderr)
    assert exit_code == 0
    assert not {m for m in modules if m in HEAVY or m.split(".")[0] in HEAVY}
    assert b"kgbuild" in done.stdout


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError("no"), 2),
        (QueryError("no"), 2),
        (InputError("no"), 3),
        (LimitError("no"), 1),
        (NetworkError("no"), 4),
        (KgbuildError("no"), 5),
        (FileNotFoundError(2, "No such file", "x.yaml"), 3),
        (PermissionError(13, "Permission denied", "x.yaml"), 3),
        (OSError("odd"), 3),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_an_error_ends_with_its_exit_code_and_a_line(monkeypatch, capfd, error, code):
    def fail(_):
        raise error

    monkeypatch.setattr(explain, "explanation", fail)
    assert main(["explain", "x"]) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("kgbuild: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("error", [RuntimeError("oops"), ValueError("oops"), RecursionError()])
def test_a_bug_of_ours_says_so_and_keeps_the_details_in_a_log(monkeypatch, capfd, tmp_path, error):
    def fail(_):
        raise error

    monkeypatch.setattr(explain, "explanation", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert main(["explain", "x"]) == 5
    out, err = capfd.readouterr()
    assert out == ""
    assert "a bug of kgbuild" in err
    assert "Traceback" not in err
    (log,) = tmp_path.iterdir()
    assert str(log) in err
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nope"], "--nope"),
        (["bild"], "bild"),
        (["build", "--formt", "turtle"], "--format"),
        (["--color", "pink", "explain"], "--color"),
        (["verify"], "FILE"),
        (["what-if"], "--without"),
        (["query", "ASK {}", "--timeout", "soon"], "--timeout"),
        (["query", "ASK {}", "--timeout", "0"], "0"),
        (["explain", "a", "b"], "b"),
        (["explain", "claim-has-one-holdr"], "did you mean `claim-has-one-holder`"),
        (["convert", "-"], "does not tell an RDF format"),
        (["convert", "x.docx"], "`docx` is no RDF format"),
        (["convert", "x.ttl", "--from", "trutle"], "did you mean `turtle`"),
        (["new", "x"], "--from"),
        (["query", "ASK {}", "--param", "x"], "NAME=VALUE"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(
    arguments, said, capfd, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert said in err


def test_no_arguments_show_the_help(capfd):
    code = main([])
    out, err = capfd.readouterr()
    assert "Usage: kgbuild" in out + err
    assert code in (0, 2)


@pytest.mark.parametrize(
    ("color", "variables", "expected"),
    [
        ("always", {}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("auto", {}, False),
        ("auto", {"NO_COLOR": ""}, False),
    ],
)
def test_colour_follows_the_flag_then_the_environment(
    monkeypatch, tmp_path, color, variables, expected
):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with (tmp_path / "x").open("w", encoding="utf-8") as stream:
        assert Settings(color=color).colored(stream) is expected


def test_saving_into_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        save(b"x", str(tmp_path), force=True)


def test_saving_over_a_file_wants_force(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    with pytest.raises(ConfigError, match="exists already"):
        save(b"new", str(path), force=False)
    assert path.read_bytes() == b"old"
    save(b"new", str(path), force=True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_progress_bar_is_for_a_terminal(monkeypatch, is_terminal):
    stream = io.StringIO()
    stream.isatty = lambda: is_terminal
    monkeypatch.setattr(sys, "stderr", stream)
    with shares(Settings(), "reading") as told:
        told(0.5)
    with progress(Settings(), 3, "building") as advance:
        advance("a.yaml")
    shown = [word in stream.getvalue() for word in ("reading", " 50%", "building", " 33%")]
    assert shown == [is_terminal] * 4


@pytest.mark.parametrize("settings", [Settings(quiet=True), Settings(progress=False)])
def test_who_wants_no_progress_bar_sees_none(monkeypatch, settings):
    stream = io.StringIO()
    stream.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", stream)
    with shares(settings, "reading") as told:
        told(0.5)
    assert not stream.getvalue()
