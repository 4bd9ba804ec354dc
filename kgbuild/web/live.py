"""The project as it is now: its pages and its graph, made again when a file changes.

Pages are kept on disk while the server runs, so that a thousand articles need no more memory than
one. What is shown is always the last build without errors; what is wrong now is told beside it.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from kgbuild import manifest
from kgbuild import project as projects
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.errors import KgbuildError
from kgbuild.graph import formats
from kgbuild.project import CONFIG, Build, Project
from kgbuild.store.pool import Pool
from kgbuild.web.pages import Page

_EVERY: Final = 1.0
_SHORT: Final = 16
# Endings of files that a project may have more of tomorrow.
_READ: Final = frozenset({".yaml", ".yml", ".toml", ".tsv", ".rq", ".txt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page that is kept in a file; `tag` is a hash of its bytes."""

    media_type: str
    file: Path
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A build without errors, its pages by path, and who answers queries over its graph."""

    build: Build
    pages: Mapping[str, Kept]
    pool: Pool
    triples: int
    folder: tempfile.TemporaryDirectory[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What there is to tell: `version` names the files as they were read.

    `findings` are the errors of the last build and `failure` says why there was none at all; with
    either of them, what is shown is older than the files.
    """

    version: str = ""
    findings: tuple[Diagnostic, ...] = ()
    failure: str = ""

    @property
    def ok(self) -> bool:
        """Whether what is shown is what the files say."""
        return not (self.findings or self.failure)


class Live:
    """Builds a project, and builds it again when its files change."""

    def __init__(
        self,
        opened: Callable[[], Project],
        render: Callable[[Build], Iterable[Page]],
        *,
        told: Callable[[State, Build | None], None] = lambda *_: None,
        pool: Callable[..., Pool] = Pool,
    ) -> None:
        """`opened` gives the project, `render` its pages; `told` is called after each build.

        `pool` makes who answers queries over a file of N-Quads.
        """
        self._opened = opened
        self._render = render
        self._told = told
        self._pool = pool
        self.shown: Shown | None = None
        self.project: Project | None = None
        self.state = State()
        self._old: list[Shown] = []
        self._marks: Mapping[Path, Any] = {}
        self._changed = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="kgbuild-watch", daemon=True)

    def start(self) -> None:
        """Builds the project and begins to watch it. Raises what cannot be helped by waiting."""
        self._build(self._opened())
        self._thread.start()

    def stop(self) -> None:
        """Ends the watching and everything that was started."""
        self._stopped.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join()
        for shown in [*self._old, *([self.shown] if self.shown else [])]:
            shown.pool.close()
            shown.folder.cleanup()

    def look_again(self) -> None:
        """Builds soon, without waiting for the next look at the files."""
        self._changed.set()

    def page(self, path: str) -> tuple[Kept, bytes] | None:
        """A page of the site by its exact path, None when there is none."""
        for _ in range(2):  # the folder of an older build may go away under our hands
            shown = self.shown
            kept = shown.pages.get(path) if shown else None
            if kept is None:
                return None
            with contextlib.suppress(FileNotFoundError):
                return kept, kept.file.read_bytes()
        return None

    def _watch(self) -> None:
        while not self._stopped.is_set():
            self._changed.wait(_EVERY)
            if self._stopped.is_set():
                return
            self._changed.clear()
            if _marks(self._marks) != self._marks:
                self._try()

    def _try(self) -> None:
        """Builds; what cannot be read is told, and seen again when it has changed."""
        marks = _marks(self._marks)
        try:
            self._build(self._opened())
        except (KgbuildError, OSError) as error:
            self._failed(str(error), marks)
        except Exception as error:  # noqa: BLE001 - a bug must not end the watching
            self._failed(f"a bug of kgbuild: {type(error).__name__}: {error}", marks)

    def _failed(self, why: str, marks: Mapping[Path, Any]) -> None:
        self._marks = marks
        self.state = replace(self.state, failure=why)
        self._told(self.state, None)

    def _build(self, project: Project) -> None:
        self.project = project
        marks = _marks(_inputs(project, None))
        built = projects.build(project)
        if built.memory is not None:
            with contextlib.suppress(OSError):
                built.memory.save()
        # What was there before the build, and the articles that it found: a file that changed
        # while it was read is seen as changed at the next look.
        self._marks = {**_marks(_inputs(project, built)), **marks}
        errors = tuple(d for d in built.diagnostics if d.severity is Severity.ERROR)
        if not errors:
            self._show(built)
        self.state = State(version=_version(self._marks), findings=errors)
        self._told(self.state, built)

    def _show(self, built: Build) -> None:
        """Puts the pages and the graph of a build in the place of the last one's."""
        folder = tempfile.TemporaryDirectory(prefix="kgbuild-serve-")
        try:
            made = self._made(built, folder)
        except BaseException:
            folder.cleanup()
            raise
        before, self.shown = self.shown, made
        if before is not None:
            before.pool.close(at_once=False)
            self._old.append(before)
        for gone in self._old[:-1]:
            gone.pool.close()
            gone.folder.cleanup()
        del self._old[:-1]

    def _made(self, built: Build, folder: tempfile.TemporaryDirectory[str]) -> Shown:
        """The pages of a build, kept in a folder, and children that have its graph."""
        at = Path(folder.name)
        pages: dict[str, Kept] = {}
        for number, page in enumerate(self._render(built)):
            file = at / str(number)
            file.write_bytes(page.body)
            tag = hashlib.sha256(page.body).hexdigest()[:_SHORT]
            pages[page.path] = Kept(media_type=page.media_type, file=file, tag=tag)
        graph = at / "graph.nt"
        graph.write_bytes(formats.write(built.triples, formats.NTRIPLES))
        pool = self._pool(graph, prefixes=built.prefixes)
        pool.warm()
        size = len(built.triples)
        return Shown(build=built, pages=pages, pool=pool, triples=size, folder=folder)


def _inputs(project: Project, built: Build | None) -> dict[Path, Any]:
    """The files that a build reads: those that can be told before it, and the articles."""
    found = {*manifest.listed(project), *project.queries.glob("*.rq")}
    folders = {project.root, project.links, project.queries, *(p.parent for p in found)}
    articles = {
        part.path.parent / part.file.article.file.value
        for part in (built.parts if built is not None else ())
        if part.file is not None
    }
    return dict.fromkeys({*found, *folders, *articles, project.root / CONFIG})


def _marks(files: Iterable[Path]) -> dict[Path, Any]:
    """What tells that a file has changed; of a folder, the names of what a build could read."""
    found: dict[Path, Any] = {}
    for file in sorted(files):
        try:
            status = file.stat()
            if file.is_dir():
                found[file] = sorted(p.name for p in file.iterdir() if p.suffix in _READ)
            else:
                found[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            found[file] = None
    return found


def _version(marks: Mapping[Path, Any]) -> str:
    said = repr(sorted((str(path), mark) for path, mark in marks.items()))
    return hashlib.sha256(said.encode()).hexdigest()[:_SHORT]
