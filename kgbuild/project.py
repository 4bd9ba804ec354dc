"""A project: a folder with kgbuild.toml, articles, annotations and links; and its build."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kgbuild import codes
from kgbuild.annotation import read as annotation
from kgbuild.annotation.entries import AnnotationFile
from kgbuild.diagnostics import Diagnostic, Severity, in_order
from kgbuild.errors import ConfigError, InputError
from kgbuild.iris import ABSOLUTE
from kgbuild.located import Place
from kgbuild.suggest import suggestion
from kgbuild.text import article as text
from kgbuild.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox
    import rdflib

    from kgbuild.link.decisions import Decision
    from kgbuild.records.assemble import Assembly
    from kgbuild.rules.memory import Memory
    from kgbuild.rules.validate import Report

CONFIG: Final = "kgbuild.toml"
_OWN_KINDS: Final = (
    "claim",
    "voice",
    "state",
    "event",
    "tie",
    "membership",
    "naming",
    "relation",
    "mention",
    "mark",
)
_KEYS: Final = (
    *("base", "annotations", "links", "queries", "output", "issued"),
    *("contact", "services", "author"),
)
_LISTS: Final = ("annotations", "services")
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Where the parts of a project are. `base` begins every IRI of its data.

    `services` are asked by `kgbuild link`, under the address `contact`; `author` decides there.
    """

    root: Path
    base: str
    annotations: tuple[Path, ...]
    links: Path
    queries: Path
    output: Path
    issued: str | None = None
    contact: str = ""
    services: tuple[str, ...] = ()
    author: str = ""

    def shown(self, path: Path) -> str:
        """A path as people see it: relative to where they are when that is shorter."""
        try:
            return path.resolve().relative_to(Path.cwd()).as_posix()
        except ValueError:
            return path.as_posix()


def open_project(path: Path) -> Project:
    """The project in a folder, or the one that an annotation file belongs to.

    For a file the nearest kgbuild.toml above it counts, and only that file is built.
    Raises ConfigError when there is none or it is wrong, InputError when the path is missing.
    """
    if not path.exists():
        raise InputError(f"there is no {path}", hint="check the spelling, or `kgbuild new DIR`")
    only: Path | None = None
    root = path
    if path.is_file() and path.name == CONFIG:
        root = path.parent
    elif path.is_file():
        only = path
        above = (p for p in path.resolve().parents if (p / CONFIG).is_file())
        root = next(above, path.parent)
    if not (root / CONFIG).is_file():
        raise ConfigError(
            f"{root} is no kgbuild project: it has no {CONFIG}",
            hint="`kgbuild new DIR --from article.txt` makes one",
        )
    return _configured(root, only)


def _configured(root: Path, only: Path | None) -> Project:
    file = root / CONFIG
    try:
        config = tomllib.loads(file.read_bytes().decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = _TOML_PLACE.search(str(error))
        end = file.read_bytes().count(b"\n") + 1 if "end of document" in str(error) else 1
        at = Place(str(file), *map(int, place.groups())) if place else Place(str(file), end)
        raise ConfigError(f"{at}: {error}", hint=codes.CONFIG_UNREADABLE.mend) from error
    for key, value in config.items():
        if key not in _KEYS:
            raise ConfigError(
                f"{file}: `{key}` is no setting{suggestion(key, _KEYS)}",
                hint="settings: " + ", ".join(_KEYS),
            )
        if not isinstance(value, str) and not (key in _LISTS and isinstance(value, list)):
            raise ConfigError(f"{file}: `{key}` wants a text", hint="put it in quotation marks")
    base = config.get("base", "")
    if not (ABSOLUTE.fullmatch(base) and base.endswith(("/", "#"))):
        raise ConfigError(
            f"{file}: `base` begins every IRI of the data and ends with / or #",
            hint='base = "https://example.org/my-project/"',
        )
    issued = config.get("issued")
    if issued is not None and not _is_day(issued):
        raise ConfigError(
            f"{file}: `issued` is a day, not `{issued}`", hint='issued = "2026-11-24"'
        )
    patterns = config.get("annotations", ["*.yaml"])
    patterns = [patterns] if isinstance(patterns, str) else patterns
    files = (only,) if only else _annotations(root, patterns)
    services = config.get("services", [])
    for key in ("links", "queries", "output"):
        if not (root / config.get(key, key)).resolve().is_relative_to(root.resolve()):
            raise ConfigError(f"{file}: `{key}` is outside the project", hint="name a folder in it")
    return Project(
        root=root,
        base=base,
        annotations=files,
        links=root / config.get("links", "links"),
        queries=root / config.get("queries", "queries"),
        output=root / config.get("output", "build"),
        issued=issued,
        contact=config.get("contact", ""),
        services=tuple([services] if isinstance(services, str) else services),
        author=config.get("author", ""),
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _annotations(root: Path, patterns: Iterable[str]) -> tuple[Path, ...]:
    try:
        found = {path for pattern in patterns for path in root.glob(pattern)}
    except (ValueError, NotImplementedError, TypeError) as error:
        raise ConfigError(f"{root / CONFIG}: annotations: {error}") from error
    if not found:
        raise ConfigError(
            f"{root} has no annotation file ({', '.join(patterns)})",
            hint="`kgbuild new DIR --from article.txt` makes one",
        )
    return tuple(sorted(found))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One article of a build: what was read and what was made of it, as far as it got."""

    path: Path
    article: Article | None = None
    file: AnnotationFile | None = None
    assembly: Assembly | None = None
    report: Report | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Build:
    """The graph of a project and everything that was found on the way.

    `records` and `triples` are complete only when `ok`. `memory` is what was checked, this time
    or before.
    """

    project: Project
    parts: tuple[Part, ...]
    records: tuple[Any, ...]
    diagnostics: tuple[Diagnostic, ...]
    memory: Memory | None = None

    @property
    def ok(self) -> bool:
        """Whether the graph may be used: no finding is an error."""
        return all(d.severity < Severity.ERROR for d in self.diagnostics)

    @cached_property
    def triples(self) -> frozenset[ox.Triple]:
        """The triples of the graph."""
        from kgbuild.graph.encode import encode

        return encode(self.records)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefix table for writing it, with short names for the project's own IRIs."""
        from kgbuild.graph.prefixes import PREFIXES
        from kgbuild.records.identity import SHARED

        base = self.project.base
        own = {kind: f"{base}{kind}/" for kind in (*sorted(SHARED), "link")}
        articles = [part.file.article.id.value for part in self.parts if part.file is not None]
        if len(articles) == 1:
            own |= {kind: f"{base}{articles[0]}/{kind}/" for kind in _OWN_KINDS}
        return {**PREFIXES, **own}

    def graph(self) -> rdflib.Graph:
        """The graph as an rdflib Graph, for Python users."""
        from kgbuild.graph.to_rdflib import to_rdflib

        return to_rdflib(self.triples)


def build(
    project: Project,
    *,
    check: bool = True,
    engine: str = "auto",
    progress: Callable[[str], None] = lambda _: None,
) -> Build:
    """The graph of a project: read, anchored, assembled, linked, merged and validated.

    `check=False` leaves the SHACL rules out; `engine` asks them (see `rules.engines`), except of
    articles that have not changed since they were last asked. `progress` is told what is done.
    Nothing is written (`Build.memory.save()` keeps what was checked), no socket is opened. Raises
    OSError for files that cannot be opened.
    """
    from kgbuild.link import decisions as links
    from kgbuild.link.lint import misfits
    from kgbuild.link.lock import LOCK, read_lock
    from kgbuild.link.read import read
    from kgbuild.records.merge import merge
    from kgbuild.rules.memory import remember

    memory = remember(project.output, engine=engine)
    shown = project.shown(project.links)
    decisions, wrong = read(project.links, shown_as=shown)
    lock, unread = read_lock(project.links / LOCK, shown_as=f"{shown}/{LOCK}")
    parts: list[Part] = []
    used: list[Decision] = []
    for number, path in enumerate(project.annotations, 1):
        progress(f"{number}/{len(project.annotations)} {path.name}")
        part, linked = _part(project, path, decisions)
        parts.append(_checked(part, memory) if check else part)
        used.extend(linked)
    records, conflicts = merge(p.assembly for p in parts if p.assembly is not None)
    about = (
        *links.unknown_subjects(decisions, used, records),
        *misfits(decisions, records, lock.types()),
    )
    found = [*wrong, *unread, *conflicts, *about, *(d for p in parts for d in p.diagnostics)]
    return Build(
        project=project,
        parts=tuple(parts),
        records=records,
        diagnostics=in_order(found),
        memory=memory,
    )


def _part(
    project: Project, path: Path, decisions: tuple[Decision, ...]
) -> tuple[Part, tuple[Decision, ...]]:
    """One annotation file and its article, assembled and linked."""
    from kgbuild.link import decisions as links
    from kgbuild.records.assemble import assemble

    file, found = annotation.read(path, shown_as=project.shown(path))
    if file is None:
        return Part(path=path, diagnostics=found), ()
    article = article_of(project, path, file)
    if isinstance(article, Diagnostic):
        return Part(path=path, file=file, diagnostics=(*found, article)), ()
    assembly = assemble(article, file, base=project.base, issued=project.issued)
    assembly, used = links.apply(assembly, decisions)
    diagnostics = (*found, *assembly.diagnostics)
    part = Part(path=path, article=article, file=file, assembly=assembly, diagnostics=diagnostics)
    return part, used


def article_of(project: Project, path: Path, file: AnnotationFile) -> Article | Diagnostic:
    """The article that an annotation file names; it must lie inside the project."""
    name = file.article.file
    where = path.parent / name.value
    if not where.resolve().is_relative_to(project.root.resolve()):
        return codes.ARTICLE_MISSING.at(
            name.at, f"`{name.value}` is outside the project", width=len(name.value)
        )
    if not where.is_file():
        here = sorted(p.name for p in path.parent.iterdir() if p.is_file())
        said = f"there is no `{name.value}` beside this file{suggestion(name.value, here)}"
        return codes.ARTICLE_MISSING.at(name.at, said, width=len(name.value))
    return text.read(where, shown_as=project.shown(where))


def _checked(part: Part, memory: Memory) -> Part:
    """The same part with the findings of the SHACL rules; left alone when it has errors already."""
    broken = any(d.severity is Severity.ERROR for d in part.diagnostics)
    if part.assembly is None or part.article is None or part.file is None or broken:
        return part
    from kgbuild.graph.encode import encode
    from kgbuild.rules.places import locate
    from kgbuild.rules.validate import unchecked

    assembly, article, file = part.assembly, part.article, part.file
    report = memory.report(encode(assembly.records))
    records = {record.iri: record for record in assembly.records}
    found = [locate(r, records, assembly.origins, article, file.path) for r in report.results]
    found += list(unchecked(report.focus, file.path))
    return replace(part, report=report, diagnostics=(*part.diagnostics, *found))
