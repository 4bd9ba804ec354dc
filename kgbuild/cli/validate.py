"""The verb `validate`: projects, and any RDF with anybody's shapes."""

from __future__ import annotations

import fnmatch
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kgbuild.errors import ConfigError, InputError

if TYPE_CHECKING:
    from kgbuild.cli.streams import Settings
    from kgbuild.diagnostics import Diagnostic
    from kgbuild.rules.files import File, FileReport

Shown = Annotated[
    str,
    typer.Option("--format", help="full, concise, json, jsonl, github, sarif, junit or turtle."),
]
FailOn = Annotated[str, typer.Option("--fail-on", help="error, warning, info or none.")]
Codes = Annotated[list[str] | None, typer.Option(metavar="CODE", help="These codes (a*).")]
_LIMIT: Final = 100
_PROJECT_ENDINGS: Final = (".yaml", ".yml", ".toml")


def validate(  # noqa: PLR0913 - options
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Projects, annotation files, RDF files or folders of them, or -."
        ),
    ] = None,
    *,
    shapes: Annotated[
        list[str] | None,
        typer.Option("--shapes", metavar="FILE", help="SHACL shapes for RDF files [kgbuild's]."),
    ] = None,
    ontology: Annotated[
        list[str] | None,
        typer.Option("--ontology", metavar="FILE", help="Classes and labels beside the data."),
    ] = None,
    from_: Annotated[
        str, typer.Option("--from", help="Format of the input, when not told by its name.")
    ] = "",
    format_: Shown = "full",
    output: Annotated[
        str, typer.Option("-o", "--output", help="A file for the findings, or -.")
    ] = "-",
    fail_on: FailOn = "error",
    max_warnings: Annotated[
        int, typer.Option("--max-warnings", min=-1, help="Fail when there are more [no limit].")
    ] = -1,
    select: Codes = None,
    ignore: Codes = None,
    limit: Annotated[
        int, typer.Option("--limit", min=0, help="Show as many findings to people; 0 shows all.")
    ] = _LIMIT,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Counts for each code instead of findings.")
    ] = False,
    engine: Annotated[str, typer.Option("--engine", help="auto, pyshacl or fast.")] = "auto",
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds for each file.")
    ] = 300.0,
    memory: Annotated[int, typer.Option("--memory", min=64, help="MB for checking.")] = 4096,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again when a file changes.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file of -o.")] = False,
) -> None:
    """Check projects, or any RDF with any SHACL shapes: findings with their place and reason."""
    task = _Task(
        settings=context.obj,
        paths=tuple(paths or ["."]),
        shapes=tuple(shapes or ()),
        ontology=tuple(ontology or ()),
        read_as=from_,
        engine=engine,
        seconds=timeout,
        memory=memory * 2**20,
    )
    known_format(format_)
    _known_severity(fail_on)
    while True:
        with ExitStack() as stack:
            found, known, unread = task.run(stack)
        kept = _selected(found, known, select, ignore)
        _show(
            context.obj,
            kept,
            format_,
            output,
            limit=limit,
            statistics=statistics,
            force=force,
            fail_on=fail_on,
        )
        code = 3 if unread else _code(kept, fail_on, max_warnings)
        if not watch:
            raise typer.Exit(code)
        _wait_for_a_change(context.obj, task.watched())
        force = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What is to be checked, and how."""

    settings: Settings
    paths: tuple[str, ...]
    shapes: tuple[str, ...]
    ontology: tuple[str, ...]
    read_as: str
    engine: str
    seconds: float
    memory: int

    def run(self, stack: ExitStack) -> tuple[list[Diagnostic], set[str], bool]:
        """All findings, the codes that there are, and whether an input could not be read."""
        from kgbuild.cli.streams import say
        from kgbuild.explain import known_codes

        found: list[Diagnostic] = []
        known = set(known_codes())
        files: list[File] = []
        unread = False
        for path in self.paths:
            try:
                if self._is_project(path):
                    found += self._project(path)
                else:
                    files += self._rdf(path, stack)
            except InputError as error:
                unread = True
                say(self.settings, f"kgbuild: error: {error}\n  = help: {error.hint}")
        if files:
            for report in self._files(files):
                found += report.findings
                known |= set(report.codes)
        return found, known, unread

    def _is_project(self, path: str) -> bool:
        from kgbuild.project import CONFIG

        here = Path(path)
        if here.is_dir():
            return (here / CONFIG).is_file() or not _rdf_in(here)
        return path.endswith(_PROJECT_ENDINGS)

    def _project(self, path: str) -> tuple[Diagnostic, ...]:
        from kgbuild import project as projects
        from kgbuild.cli.streams import progress, say

        if self.shapes:
            raise ConfigError(
                f"--shapes is for RDF files, and {path} is a project",
                hint="build it, and validate its build/graph.ttl",
            )
        project = projects.open_project(Path(path))
        with progress(self.settings, len(project.annotations), "checking") as advance:
            built = projects.build(project, engine=self.engine, progress=advance)
        for part in built.parts:
            if part.report is not None:
                counts = part.report.focus.values()
                looked = f"{sum(1 for c in counts if c)} of {len(counts)} rules"
                say(
                    self.settings,
                    f"{project.shown(part.path)}: {looked} had something to look at, "
                    f"{sum(counts):,} nodes in all",
                )
        if built.memory is not None:
            built.memory.save()
            say(self.settings, f"{path}: {built.memory.told}")
        return built.diagnostics

    def _rdf(self, path: str, stack: ExitStack) -> list[File]:
        """The RDF files at a path: itself, those in a folder, or what comes on stdin."""
        from kgbuild.graph import formats
        from kgbuild.rules.files import File

        here = Path(path)
        if path == "-":
            format_ = formats.format_named(self.read_as or "turtle")
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            kept = Path(folder) / "stdin"
            kept.write_bytes(sys.stdin.buffer.read())
            return [File(kept, "<stdin>", format_)]
        if here.is_dir():
            asked = [*self.shapes, *self.ontology]
            apart = {f.path.resolve() for name in asked for f in graphs(name)}
            inside = [p for p in _rdf_in(here) if p.resolve() not in apart]
            return [File(p, str(p), formats.format_of(p.name)) for p in inside]
        if not here.is_file():
            raise InputError(f"there is no {path}", hint="check the spelling")
        format_ = formats.format_named(self.read_as) if self.read_as else formats.format_of(path)
        return [File(here, path, format_)]

    def _files(self, files: Sequence[File]) -> Iterator[FileReport]:
        """The reports on RDF files, told to people as they come."""
        from kgbuild.cli.make import count
        from kgbuild.cli.streams import progress, say
        from kgbuild.rules.files import check_files

        shapes = [f for name in self.shapes for f in graphs(name)]
        with progress(self.settings, len(files), "checking") as advance:
            reports = check_files(
                files,
                shapes,
                ontology=[f for name in self.ontology for f in graphs(name)],
                engine=self.engine,
                seconds=self.seconds,
                memory=self.memory,
                progress=advance,
            )
            for report in reports:
                yield report
                if report.rules:
                    said = f"{report.shown_as}: {count(report.triples, 'triple')}; "
                    said += f"{report.looked} of {report.rules} rules had something to look at, "
                    say(self.settings, f"{said}{report.nodes:,} nodes in all")

    def watched(self) -> list[Path]:
        """The files whose change starts the check again."""
        roots = [Path(p) for p in (*self.paths, *self.shapes, *self.ontology) if p != "-"]
        inside = [p for r in roots if r.is_dir() for p in r.rglob("*") if p.is_file()]
        return [*(r for r in roots if r.is_file()), *(p for p in inside if "build" not in p.parts)]


def graphs(name: str) -> list[File]:
    """The RDF files that --shapes or --ontology names. Raises InputError when there is none."""
    from kgbuild.graph import formats
    from kgbuild.rules.files import File

    here = Path(name)
    found = _rdf_in(here) if here.is_dir() else [here] * here.is_file()
    if not found:
        raise InputError(f"there is no RDF file {name}", hint="check the spelling")
    return [File(p, str(p), formats.format_of(p.name)) for p in found]


def _rdf_in(folder: Path) -> list[Path]:
    """The RDF files in a folder and the folders in it, sorted; JSON files may be anything."""
    from kgbuild.graph import formats

    endings = {e for f in formats.FORMATS for e in f.endings} - {"json", "xml"}
    inside = (p for p in folder.rglob("*") if p.is_file())
    return sorted(p for p in inside if p.name.removesuffix(".gz").rsplit(".", 1)[-1] in endings)


def known_format(format_: str) -> str:
    """The format of findings. Raises ConfigError for one that is none."""
    from kgbuild.cli.findings import FORMATS

    if format_ not in FORMATS:
        raise ConfigError(f"`{format_}` is no format of findings", hint=", ".join(FORMATS))
    return format_


def _known_severity(word: str) -> None:
    from kgbuild.diagnostics import Severity

    if word != "none" and word.upper() not in Severity.__members__:
        raise ConfigError("--fail-on takes error, warning, info or none")


def _selected(
    found: list[Diagnostic],
    known: set[str],
    select: list[str] | None,
    ignore: list[str] | None,
) -> tuple[Diagnostic, ...]:
    """The findings with the codes asked for, sorted. Raises ConfigError for a code of nothing."""
    from kgbuild.diagnostics import in_order
    from kgbuild.suggest import suggestion

    def matches(code: str, patterns: list[str]) -> bool:
        return any(fnmatch.fnmatchcase(code, pattern) for pattern in patterns)

    names = sorted(known | {f.code for f in found})
    for pattern in (*(select or ()), *(ignore or ())):
        if not fnmatch.filter(names, pattern):
            raise ConfigError(f"no rule is called `{pattern}`{suggestion(pattern, names)}")
    return in_order(
        f
        for f in found
        if (not select or matches(f.code, select)) and not matches(f.code, ignore or [])
    )


def _show(  # noqa: PLR0913 - options
    settings: Settings,
    found: tuple[Diagnostic, ...],
    format_: str,
    output: str,
    *,
    limit: int,
    statistics: bool,
    force: bool,
    fail_on: str,
) -> None:
    """Writes the findings where they are wanted."""
    from kgbuild.cli import findings
    from kgbuild.cli.streams import save, say
    from kgbuild.diagnostics import Severity, in_order

    wanted = Severity.INFO if fail_on == "info" or settings.verbose else Severity.WARNING
    visible = [f for f in found if f.severity >= wanted or f.result is not None]
    if statistics:
        text = findings.statistics(visible)
    else:
        people = format_ in findings.PEOPLE_FORMATS
        worst_first = sorted(visible, key=lambda f: -f.severity)
        kept, left_out = findings.limited(worst_first, limit if people else 0)
        shown = in_order(kept)
        text = findings.render(
            shown,
            format_,
            color=output == "-" and settings.colored(sys.stdout),
            explained=_explained(shown, format_),
            left_out=left_out,
        )
    save(text.encode("utf-8", "backslashreplace"), output, force=force)
    if format_ in findings.PEOPLE_FORMATS or output != "-":
        say(settings, findings.summary(visible))


def _explained(found: Sequence[Diagnostic], format_: str) -> dict[str, tuple[str, str]]:
    """Title and text of each code that occurs, for formats that carry rules."""
    if format_ != "sarif":
        return {}
    from kgbuild.explain import explanation, known_codes

    titles = known_codes()
    return {
        code: (titles[code][0], explanation(code) or "")
        for code in sorted({f.code for f in found})
        if code in titles
    }


def _code(found: tuple[Diagnostic, ...], fail_on: str, max_warnings: int) -> int:
    """1 when a finding is at least as severe as asked for, or there are too many warnings."""
    from kgbuild.diagnostics import Severity, worst

    warnings = sum(1 for f in found if f.severity is Severity.WARNING)
    if 0 <= max_warnings < warnings:
        return 1
    if fail_on == "none":
        return 0
    severity = worst(found)
    return int(severity is not None and severity >= Severity[fail_on.upper()])


def _wait_for_a_change(settings: Settings, files: list[Path]) -> None:
    """Returns when one of the files is written, made anew or removed."""
    import time

    from kgbuild.cli.streams import say
    from kgbuild.cli.terminal import forget

    def stamps() -> dict[Path, tuple[int, int]]:
        there = [(path, path.stat()) for path in files if path.exists()]
        return {path: (state.st_mtime_ns, state.st_size) for path, state in there}

    say(settings, f"watching {len(files)} files; Ctrl-C ends it")
    before = stamps()
    while stamps() == before:
        time.sleep(0.3)
    forget()
