"""Where output goes: data to stdout, everything else to stderr; colours, progress, safe writes."""

from __future__ import annotations

import contextlib
import gzip
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TextIO

from kgbuild.errors import ConfigError, InputError, ReaderGone
from kgbuild.files import write_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was asked for before the verb."""

    quiet: bool = False
    verbose: bool = False
    color: str = "auto"
    progress: bool = True
    offline: bool = False

    def colored(self, stream: TextIO) -> bool:
        """Whether to colour what goes to a stream (https://no-color.org, FORCE_COLOR)."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def say(settings: Settings, message: str) -> None:
    """A line for people, on stderr, unless they want quiet."""
    if not settings.quiet:
        print(message, file=sys.stderr)


def emit(data: bytes) -> None:
    """Data, on stdout, byte for byte. Raises ReaderGone when nobody reads it any more."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise ReaderGone("the output is not read") from error


def read_input(name: str) -> bytes:
    """The bytes of a file, or of stdin for `-`. Raises InputError when it cannot be read."""
    if name == "-":
        return sys.stdin.buffer.read()
    return Path(name).read_bytes()


def save(data: bytes, output: str, *, force: bool) -> None:
    """Writes data to a file, compressed when its name ends in .gz, or to stdout for `-`.

    A file that is there and was not made by kgbuild is left alone without `force`: ConfigError.
    """
    if output == "-":
        emit(data)
        return
    if output.endswith(".gz"):
        data = gzip.compress(data, mtime=0)
    path = Path(output)
    if path.is_dir():
        raise InputError(f"{output} is a folder", hint="name a file")
    refuse_overwriting([path], force=force)
    write_all({path: data})


def refuse_overwriting(paths: list[Path], *, force: bool) -> None:
    """Raises ConfigError when a file is there already, unless `force`."""
    there = [str(path) for path in paths if path.exists()]
    if there and not force:
        raise ConfigError(f"{', '.join(there)} exists already", hint="--force overwrites it")


@contextlib.contextmanager
def progress(settings: Settings, total: int, title: str) -> Iterator[Callable[[str], None]]:
    """A progress bar on stderr while long work runs; nothing when it is short or no terminal."""
    with shares(settings if total > 1 else replace(settings, progress=False), title) as told:
        done = count(1)
        yield lambda _: told(next(done) / total)


@contextlib.contextmanager
def shares(settings: Settings, title: str) -> Iterator[Callable[[float], None]]:
    """A progress bar that is told which share of the work is done; nothing when no terminal."""
    if settings.quiet or not settings.progress or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0)
        yield lambda share: bar.update(task, completed=share)
