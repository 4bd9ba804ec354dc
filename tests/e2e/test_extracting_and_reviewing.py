"""`kgbuild extract` and `kgbuild review`, as a person uses them."""

from __future__ import annotations

import os
import select
import sys
import time

import pytest

import kgbuild

TEXT = """\
A bridge for Lindow

By Ada Quill

Mayor Okoro said that the old bridge is not safe. “It will fall,” she added.

A resident of Mill Lane said that nobody had asked for a bridge.
"""


@pytest.fixture
def project(tmp_path, inside):
    """A project that begins without proposals, and its annotation file."""
    (tmp_path / "bridge.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "p"
    assert (
        inside("new", str(folder), "--from", str(tmp_path / "bridge.txt"), "--no-extract").code == 0
    )
    return folder, folder / "bridge.yaml"


def test_new_proposes_at_once_and_says_what_comes_next(tmp_path, inside):
    (tmp_path / "bridge.txt").write_text(TEXT, encoding="utf-8")
    run = inside("new", str(tmp_path / "p"), "--from", str(tmp_path / "bridge.txt"))
    assert (run.code, run.out) == (0, "")
    assert "3 claims proposed" in run.err
    assert f"kgbuild review {tmp_path / 'p'}" in run.err
    built = inside("build", str(tmp_path / "p"))
    assert built.code == 0
    assert "all of the claims are proposals" in built.err


def test_extract_adds_to_the_file_and_keeps_every_byte_of_it(project, inside):
    folder, path = project
    before = path.read_text(encoding="utf-8")
    shown = inside("extract", str(folder), "--diff")
    assert shown.code == 1
    assert path.read_text(encoding="utf-8") == before
    assert "+    by: mayor-okoro" in shown.out or "+    by: okoro" in shown.out
    assert not [
        line for line in shown.out.splitlines() if line.startswith("-") and "---" not in line
    ]
    assert inside("extract", str(folder)).code == 0
    after = path.read_text(encoding="utf-8")
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines()), "a line was changed or moved"
    assert inside("build", str(folder)).code == 0
    assert inside("extract", str(folder), "--diff").code == 0


def test_an_article_or_its_annotation_file_may_be_named(project, inside):
    folder, path = project
    assert "3 claims proposed" in inside("extract", str(folder / "bridge.txt"), "--diff").err
    assert "3 claims proposed" in inside("extract", str(path), "--diff").err


def test_rejected_and_hand_written_claims_are_not_proposed_again(project, inside):
    folder, path = project
    inside("extract", str(folder))
    typed = path.read_text(encoding="utf-8").replace("review: proposed", "review: rejected")
    mine = """
  - by: okoro
    quote: the old bridge
    mode: indirect
    factuality: CT+
    says: Mine.
    cue: Mayor Okoro said
"""
    typed = typed.replace("\nregions:", f"{mine}\nregions:")
    path.write_text(typed, encoding="utf-8")
    run = inside("extract", str(folder), "--extractor", "quotations")
    assert "0 claims proposed" in run.err
    assert path.read_text(encoding="utf-8") == typed


def test_a_file_with_errors_is_mended_first(project, inside):
    folder, path = project
    path.write_text("article: {id: a}\n", encoding="utf-8")
    run = inside("extract", str(folder))
    assert (run.code, run.out) == (3, "")
    assert "an article needs" in run.err
    path.write_bytes(b"\xff")
    assert inside("extract", str(folder)).code == 3
    assert inside("review", str(folder), "--list").code == 3


def test_what_cannot_be_extracted_is_said(project, tmp_path, inside):
    folder, path = project
    assert inside("extract", str(folder), "--extractor", "oracle").code == 2
    assert inside("extract", str(tmp_path / "bridge.txt")).code == 3
    (folder / "bridge.txt").unlink()
    assert inside("extract", str(path)).code == 3


def test_training_wants_something_that_was_reviewed(project, inside):
    folder, _ = project
    run = inside("extract", str(folder), "--train", str(folder))
    assert run.code == 3
    assert "nothing was reviewed" in run.err


def test_what_waits_is_listed_for_programs(project, inside):
    folder, _ = project
    inside("extract", str(folder))
    run = inside("review", str(folder), "--list")
    rows = [line.split("\t") for line in run.out.splitlines()]
    assert {row[0] for row in rows} <= {"sure", "likely", "unsure", "-"}
    assert sum(row[2] == "It will fall." for row in rows) == 1


def test_without_a_terminal_a_review_says_so(project, inside):
    run = inside("review", str(project[0]))
    assert (run.code, run.out) == (2, "")
    assert "needs a terminal" in run.err
    assert "--list" in run.err


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX systems")
def test_a_review_in_a_terminal_decides_and_stops(project, inside):
    import pty

    folder, path = project
    inside("extract", str(folder))
    child, terminal = pty.fork()
    if child == 0:
        arguments = [sys.executable, "-m", "kgbuild", "review", str(folder), "--by", "A. Reader"]
        os.execv(sys.executable, arguments)  # noqa: S606 - our own command, in a terminal
    for keys in (b"a", b"r", b"efactuality=PS+\n", b"q"):
        assert _until(terminal, b"[q]uit: ")
        os.write(terminal, keys)
    _until(terminal, b"\0")
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    typed = path.read_text(encoding="utf-8")
    assert "state: accepted" in typed
    assert "state: rejected" in typed
    assert "by: A. Reader" in typed
    assert "factuality: PS+" in typed
    assert kgbuild.build(folder).ok


def _until(terminal, wanted, seconds=20):
    """Reads a terminal until it shows something; whether it did before it closed."""
    seen = b""
    end = time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                return False
            if not data:
                return False
            seen += data
    return wanted in seen
