"""Writing files so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kgbuild.errors import LimitError

_LOCK_SECONDS: Final = 10.0
_LOCK_PAUSE: Final = 0.05


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Writes several files: all of them to temporary names first, then renames one after another.

    Each is flushed to disk before its rename and the folder after it, so that a crash or a full
    disk leaves old files or new ones. Raises OSError; nothing is changed unless all were written.
    """
    written: list[tuple[str, Path]] = []
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            written.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for name, path in written:
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(path)
    finally:
        for name, _ in written:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
    for folder in {path.parent for path in contents}:
        _sync(folder)


@contextlib.contextmanager
def locked(path: Path, *, seconds: float = _LOCK_SECONDS) -> Iterator[None]:
    """Holds a lock that other processes of ours respect; `path` is a file made for it.

    The system lets go of it when the process ends, however it ends. Raises LimitError when another
    holds it for longer than `seconds`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        deadline = time.monotonic() + seconds
        while not _try_lock(file.fileno()):
            if time.monotonic() > deadline:
                raise LimitError("another kgbuild is writing", hint="try again in a moment")
            time.sleep(_LOCK_PAUSE)
        yield  # closing the file lets go of the lock


def _try_lock(handle: int) -> bool:
    """Whether the lock could be had."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync(folder: Path) -> None:
    """Flushes a folder's entries; where folders cannot be opened (Windows) there is no need."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
