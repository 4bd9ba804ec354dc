"""Writing a site into a folder, and knowing afterwards which files in it are ours."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from kgbuild.errors import ConfigError
from kgbuild.files import write_all
from kgbuild.web.pages import Page

# Names every file of the site, one a line, itself left out.
CONTENTS: Final = "contents.txt"
_FIRST: Final = "The files of this site, made by kgbuild; the next run renews or removes them."
_AT_ONCE: Final = 64


def write_site(pages: Iterable[Page], folder: Path, *, force: bool = False) -> int:
    """Writes the pages into a folder; how many there are.

    Files of an earlier site that are no longer made are removed; other files in the folder are
    left alone. Raises ConfigError, before anything is written, when the folder has files and is
    not a site of ours, unless `force`; OSError when a file cannot be written.
    """
    before = contents(folder)
    if before is None and folder.is_dir() and any(folder.iterdir()) and not force:
        raise ConfigError(
            f"{folder} has files that are no site of kgbuild", hint="--force writes into it"
        )
    written: list[str] = []
    for batch in _batches(iter(pages)):
        write_all({folder / page.path: page.body for page in batch})
        written.extend(page.path for page in batch)
    listing = "".join(f"{line}\n" for line in (_FIRST, *sorted(written)))
    write_all({folder / CONTENTS: listing.encode()})
    for name in sorted(set(before or ()) - set(written)):
        with contextlib.suppress(FileNotFoundError):
            (folder / name).unlink()
    return len(written) + 1


def contents(folder: Path) -> tuple[str, ...] | None:
    """The files of the site in a folder, None when there is no site of ours.

    A name that leads out of the folder is not ours, whoever wrote it.
    """
    try:
        first, *names = (folder / CONTENTS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    inside = folder.resolve()
    ours = (name for name in names if (folder / name).resolve().is_relative_to(inside))
    return tuple(ours) if first == _FIRST else None


def _batches(pages: Iterator[Page]) -> Iterator[list[Page]]:
    while batch := list(islice(pages, _AT_ONCE)):
        yield batch
