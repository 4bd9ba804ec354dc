"""Changes of files: each is made for the bytes that somebody saw, and nobody loses anything."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from textwrap import dedent

import pytest

from kgbuild import files
from kgbuild.codes import EDIT_REFUSED
from kgbuild.errors import LimitError
from kgbuild.located import Place
from kgbuild.web.desk import MISSING, Conflict, Desk, Refused, Saved


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "build" / ".lock", shown=lambda path: path.name)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("one\r\ntwo ä\n".encode())
    return path


def hashed(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def replace(path, old, new):
    return lambda texts: {path: texts[path].replace(old, new)}


def test_a_change_is_made_and_undone_byte_for_byte(desk, file):
    before = file.read_bytes()
    done = desk.change({file: desk.look(file)}, replace(file, "two", "zwei"), said="two: zwei")
    assert isinstance(done, Saved)
    assert file.read_bytes() == "one\r\nzwei ä\n".encode()
    assert done.hashes == {file: hashed(file)}
    assert desk.last == "two: zwei"
    undone = desk.undo()
    assert isinstance(undone, Saved)
    assert (undone.said, file.read_bytes()) == ("undone: two: zwei", before)
    assert desk.last is None
    assert desk.undo() is None


def test_what_somebody_else_wrote_meanwhile_is_shown_and_stays(desk, file):
    base = desk.look(file)
    file.write_bytes("one\r\nthree ä\n".encode())
    outcome = desk.change({file: base}, replace(file, "two", "zwei"), said="x")
    assert isinstance(outcome, Conflict)
    assert outcome.diff == (
        "--- a.yaml as you saw it\n+++ a.yaml as it is now\n@@ -1,2 +1,2 @@\n"
        " one\r\n-two ä\n+three ä\n"
    )
    assert outcome.hashes == {file: hashed(file)}
    assert file.read_bytes() == "one\r\nthree ä\n".encode()
    again = desk.change(outcome.hashes, replace(file, "three", "drei"), said="x")
    assert isinstance(again, Saved)


def test_what_was_seen_long_ago_is_a_conflict_without_a_diff(desk, file):
    outcome = desk.change({file: "0" * 64}, replace(file, "two", "zwei"), said="x")
    assert isinstance(outcome, Conflict)
    assert outcome.diff == "a.yaml is not what it was; what it was is not known any more.\n"


def test_an_editor_that_saves_while_a_change_is_made_ready_is_noticed(desk, file):
    def slow(texts):
        file.write_bytes(b"saved by an editor")
        return {file: texts[file].upper()}

    outcome = desk.change({file: desk.look(file)}, slow, said="x")
    assert isinstance(outcome, Conflict)
    assert file.read_bytes() == b"saved by an editor"
    assert "+saved by an editor\n" in outcome.diff


def test_undo_is_refused_when_the_file_was_changed_since(desk, file):
    desk.change({file: desk.look(file)}, replace(file, "two", "zwei"), said="x")
    file.write_bytes(file.read_bytes() + b"more\n")
    outcome = desk.undo()
    assert isinstance(outcome, Conflict)
    assert "+more\n" in outcome.diff
    assert desk.last == "x"


def test_what_is_wrong_is_refused_and_nothing_is_written(desk, file):
    before = file.read_bytes()
    finding = EDIT_REFUSED.at(Place("a.yaml"), "no")
    outcome = desk.change({file: desk.look(file)}, lambda _: (finding,), said="x")
    assert outcome == Refused(findings=(finding,))
    assert (file.read_bytes(), desk.last) == (before, None)


def test_several_files_are_changed_together_and_a_new_one_goes_with_undo(desk, file, tmp_path):
    new = tmp_path / "new.tsv"
    bases = {file: desk.look(file), new: desk.look(new)}
    assert bases[new] == MISSING
    done = desk.change(bases, lambda texts: {file: "x", new: texts[new] + "y"}, said="both")
    assert isinstance(done, Saved)
    assert (file.read_text(), new.read_text()) == ("x", "y")
    assert isinstance(desk.undo(), Saved)
    assert not new.exists()
    assert file.read_bytes() == "one\r\ntwo ä\n".encode()


def test_a_change_that_changes_nothing_leaves_nothing_to_undo(desk, file):
    when = file.stat().st_mtime_ns
    assert isinstance(desk.change({file: desk.look(file)}, lambda t: t, said="x"), Saved)
    assert (file.stat().st_mtime_ns, desk.last) == (when, None)


def test_a_file_that_was_removed_is_a_conflict(desk, file):
    base = desk.look(file)
    file.unlink()
    outcome = desk.change({file: base}, replace(file, "two", "zwei"), said="x")
    assert isinstance(outcome, Conflict)
    assert "-two ä\n" in outcome.diff
    assert not file.exists()


def test_bytes_that_are_no_text_are_compared_all_the_same(desk, file):
    file.write_bytes(b"\xff\xfe")
    base = desk.look(file)
    assert base == hashed(file)
    file.write_bytes(b"\xff")
    assert isinstance(desk.change({file: base}, lambda t: t, said="x"), Conflict)


def test_of_two_tabs_at_once_one_saves_and_the_other_is_told(desk, file):
    base = desk.look(file)
    outcomes = []

    def tab(word):
        outcomes.append(desk.change({file: base}, replace(file, "two", word), said=word))

    threads = [threading.Thread(target=tab, args=(word,)) for word in ("zwei", "deux")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(type(o).__name__ for o in outcomes) == ["Conflict", "Saved"]
    (saved,) = [o for o in outcomes if isinstance(o, Saved)]
    assert saved.said in file.read_text(encoding="utf-8")


WRITER = """\
    import sys
    from pathlib import Path
    from kgbuild.web.desk import Desk, Saved

    desk, file, done = Desk(Path(sys.argv[1])), Path(sys.argv[2]), 0
    while done < 20:
        outcome = desk.change(
            {file: desk.look(file)},
            lambda texts: {file: texts[file] + sys.argv[3] + chr(10)},
            said="x",
        )
        done += isinstance(outcome, Saved)
"""


def test_two_servers_that_write_at_once_lose_no_line(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"")
    command = [sys.executable, "-c", dedent(WRITER), str(tmp_path / ".lock"), str(file)]
    writers = [subprocess.Popen([*command, word]) for word in ("one", "two")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    lines = file.read_text().split()
    assert (lines.count("one"), lines.count("two")) == (20, 20)


def test_a_lock_that_another_holds_for_long_is_said(tmp_path):
    lock = tmp_path / "deep" / ".lock"
    refused = pytest.raises(LimitError, match="another kgbuild is writing")
    with files.locked(lock), refused, files.locked(lock, seconds=0.1):
        pytest.fail("both had it")
    with files.locked(lock):
        assert lock.exists()


def test_the_texts_and_changes_that_are_remembered_are_bounded(desk, file):
    for number in range(120):
        outcome = desk.change({file: desk.look(file)}, lambda _, n=number: {file: f"{n}"}, said="x")
        assert isinstance(outcome, Saved)
    assert (len(desk._seen), len(desk._journal)) == (100, 100)
