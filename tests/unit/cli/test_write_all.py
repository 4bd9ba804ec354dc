"""Files are the old ones or the new ones, never half of one, and nothing is left lying about."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

import kgbuild
from kgbuild import manifest
from kgbuild.files import write_all
from kgbuild.project import open_project


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def fails_at(number: int, original):
    """The function, except that its call of that number (from 1) finds the disk full."""
    calls = []

    def call(*arguments, **options):
        calls.append(1)
        if len(calls) == number:
            full()
        return original(*arguments, **options)

    return call


@pytest.fixture
def folder(tmp_path):
    """A folder with an old a, b and c."""
    place = tmp_path / "folder"
    place.mkdir()
    for name in "abc":
        (place / name).write_bytes(b"old " + name.encode())
    return place


def new(folder: Path) -> dict[Path, bytes]:
    return {folder / name: b"new " + name.encode() for name in "abc"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


OLD = {name: b"old " + name.encode() for name in "abc"}
NEW = {name: b"new " + name.encode() for name in "abc"}


def test_all_files_are_written_and_nothing_else(folder):
    write_all(new(folder))
    assert contents(folder) == NEW


def test_folders_are_made(tmp_path):
    write_all({tmp_path / "x" / "y" / "z": b"1"})
    assert (tmp_path / "x" / "y" / "z").read_bytes() == b"1"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_failed_flush_leaves_every_old_file(folder, monkeypatch, number):
    monkeypatch.setattr(os, "fsync", fails_at(number, os.fsync))
    with pytest.raises(OSError, match="No space left"):
        write_all(new(folder))
    assert contents(folder) == OLD


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_failed_beginning_leaves_every_old_file(folder, monkeypatch, number):
    monkeypatch.setattr(tempfile, "mkstemp", fails_at(number, tempfile.mkstemp))
    with pytest.raises(OSError, match="No space left"):
        write_all(new(folder))
    assert contents(folder) == OLD


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_failed_rename_leaves_whole_files_only(folder, monkeypatch, number):
    monkeypatch.setattr(Path, "replace", fails_at(number, Path.replace))
    with pytest.raises(OSError, match="No space left"):
        write_all(new(folder))
    renamed = dict(list(NEW.items())[: number - 1])
    assert contents(folder) == {**OLD, **renamed}


def test_a_failed_change_of_mode_leaves_every_old_file(folder, monkeypatch):
    monkeypatch.setattr(Path, "chmod", full)
    with pytest.raises(OSError, match="No space left"):
        write_all(new(folder))
    assert contents(folder) == OLD


def test_an_interruption_leaves_every_old_file(folder, monkeypatch):
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(new(folder))
    assert contents(folder) == OLD


def test_a_folder_in_the_way_leaves_the_others_and_no_litter(folder):
    (folder / "c").unlink()
    (folder / "c").mkdir()
    with pytest.raises(OSError, match="c"):
        write_all({folder / "c": b"new", folder / "a": b"new a"})
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b", "c"]
    assert (folder / "a").read_bytes() == b"old a"


def test_a_read_only_folder_is_an_oserror_and_keeps_what_it_has():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a").write_bytes(b"old a")
        folder.chmod(0o555)
        root = os.geteuid() == 0
        try:
            if root:
                os.seteuid(65534)  # for root no folder is read-only
            with pytest.raises(PermissionError):
                write_all({folder / "a": b"new a"})
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)
        assert contents(folder) == {"a": b"old a"}


def test_the_mode_of_an_old_file_is_kept_and_a_new_one_has_the_usual(folder):
    (folder / "a").chmod(0o640)
    usual = folder / "usual"
    usual.touch()
    write_all({**new(folder), folder / "d": b"new d"})
    assert (folder / "a").stat().st_mode & 0o777 == 0o640
    assert (folder / "d").stat().st_mode == usual.stat().st_mode


def test_the_manifest_is_renamed_last_so_that_a_half_done_build_is_stale(project, monkeypatch):
    folder = project()
    built = kgbuild.build(folder)
    files = manifest.artefacts(built)
    assert list(files)[-1].name == manifest.MANIFEST
    write_all(files)
    assert not manifest.stale(open_project(folder))
    text = (folder / "essay.yaml").read_text(encoding="utf-8")
    (folder / "essay.yaml").write_text(text.replace("will fall.", "falls."), encoding="utf-8")
    again = manifest.artefacts(kgbuild.build(folder))
    monkeypatch.setattr(Path, "replace", fails_at(3, Path.replace))
    with pytest.raises(OSError, match="No space left"):
        write_all(again)
    assert manifest.stale(open_project(folder))
