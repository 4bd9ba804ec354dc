"""Verbs that make files: new, build, convert, schema."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from kgbuild.errors import ConfigError, InputError

if TYPE_CHECKING:
    from kgbuild.cli.streams import Settings
    from kgbuild.diagnostics import Diagnostic
    from kgbuild.project import Build, Project

Format = Annotated[
    str, typer.Option("-f", "--format", help="turtle, ntriples, nquads, trig or jsonld.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")]
Output = Annotated[str, typer.Option("-o", "--output", help="A file, or - for standard output.")]


def new(
    context: typer.Context,
    directory: Annotated[str, typer.Argument(metavar="DIR", help="The project's folder.")],
    *,
    source: Annotated[
        str, typer.Option("--from", metavar="FILE", help="The article: text, Markdown or HTML.")
    ] = "",
    extracting: Annotated[
        bool, typer.Option("--extract/--no-extract", help="Propose who says what, or do not.")
    ] = True,
    force: Force = False,
) -> None:
    """Make a project around an article: kgbuild.toml, the text, a draft of who says what."""
    from kgbuild.cli.extracting import default_extractor, told
    from kgbuild.cli.streams import read_input, refuse_overwriting, say, shares
    from kgbuild.files import write_all
    from kgbuild.starter import new_files

    if not source:
        raise ConfigError("a project needs an article", hint="kgbuild new DIR --from article.txt")
    name = "article.txt" if source == "-" else Path(source).name
    extractor = default_extractor() if extracting else None
    data = read_input(source)
    with shares(context.obj, "extracting") as tell:
        start = new_files(Path(directory), data, name, extractor=extractor, told=tell)
    refuse_overwriting(list(start.files), force=force)
    write_all(start.files)
    for step in start.steps:
        say(context.obj, f"the text was cleaned: {step}")
    for path in start.files:
        say(context.obj, f"wrote {path}")
    if start.extraction.claims:
        say(context.obj, told(start.extraction))
        then = f"`kgbuild build {directory}`, then `kgbuild review {directory}`"
    else:
        then = f"mark who says what in the .yaml file, then `kgbuild build {directory}`"
    say(context.obj, f"next: {then}")


def build(  # noqa: PLR0913 - options
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Projects or annotation files.")
    ] = None,
    *,
    format_: Format = "",
    output: Output = "",
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 when what is there is stale.")
    ] = False,
    force: Force = False,
) -> None:
    """Turn articles and annotations into a validated graph."""
    from kgbuild.cli.streams import save
    from kgbuild.graph import formats

    wanted = formats.TURTLE
    if format_:
        wanted = formats.format_named(format_)
    elif output not in ("", "-"):
        wanted = formats.format_of(output)
    opened = [open_at(path) for path in paths or ["."]]
    if output and len(opened) > 1:
        raise ConfigError("-o takes one project", hint="build them one by one")
    for project in opened:
        built = build_of(context.obj, project)
        if output:
            data = formats.write(built.triples, wanted, prefixes=built.prefixes)
            save(data, output, force=force)
        else:
            _keep(context.obj, built, check=check, force=force, extra=format_)


def open_at(path: str) -> Project:
    """The project at a path; its date is SOURCE_DATE_EPOCH's when its settings give none."""
    from dataclasses import replace
    from datetime import UTC, datetime

    from kgbuild.project import open_project

    project = open_project(Path(path))
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if project.issued is None and epoch.isdecimal():
        try:
            day = datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError) as error:
            raise ConfigError(f"SOURCE_DATE_EPOCH is no time: {epoch[:40]}") from error
        return replace(project, issued=day.isoformat())
    return project


def build_of(settings: Settings, project: Project) -> Build:
    """The build of a project after showing its findings; ends with exit code 1 on errors."""
    from kgbuild import project as projects
    from kgbuild.cli.streams import progress, say

    with progress(settings, len(project.annotations), "building") as advance:
        built = projects.build(project, progress=advance)
    show(settings, built.diagnostics, sys.stderr)
    if built.memory is not None and len(built.parts) > 1:
        say(settings, built.memory.told)
    if not built.ok:
        raise typer.Exit(1)
    return built


def show(
    settings: Settings, findings: tuple[Diagnostic, ...], stream: TextIO, format_: str = "full"
) -> None:
    """Prints findings, notes only when asked for, and their sum."""
    from kgbuild.cli.findings import render, summary
    from kgbuild.cli.streams import emit, say
    from kgbuild.diagnostics import Severity

    shown = [f for f in findings if settings.verbose or f.severity > Severity.INFO]
    text = render(shown, format_, color=settings.colored(stream))
    if stream is sys.stdout:
        emit(text.encode(stream.encoding or "utf-8", "backslashreplace"))
    else:
        stream.write(text)
    if shown and format_ != "json":
        say(settings, summary(shown))


def _keep(settings: Settings, built: Build, *, check: bool, force: bool, extra: str) -> None:
    """Writes the files of a build, or, for --check, compares them with what is there."""
    from kgbuild import manifest
    from kgbuild.cli.streams import refuse_overwriting, say
    from kgbuild.files import write_all
    from kgbuild.graph import formats

    project = built.project
    files = manifest.artefacts(built, formats.format_named(extra) if extra else None)
    if check:
        stale = [p for p, data in files.items() if not p.is_file() or p.read_bytes() != data]
        for path in stale:
            print(f"{project.shown(path)} is stale: run `kgbuild build`", file=sys.stderr)
        if stale:
            raise typer.Exit(1)
        say(settings, f"{project.shown(project.output)} is up to date")
        return
    ours = {*(manifest.read(project) or {}).get("files", {}), manifest.MANIFEST}
    known = ours if manifest.read(project) else set()
    refuse_overwriting([path for path in files if path.name not in known], force=force)
    write_all(files)
    if built.memory is not None:
        built.memory.save()
    say(settings, _told(built))


def _told(built: Build) -> str:
    """What a build made, in two lines."""
    from kgbuild.records.statistics import statistics

    counts = statistics(built.records)
    folder = built.project.shown(built.project.output)
    return (
        f"{folder}/graph.ttl: {len(built.triples):,} triples\n"
        f"{count(counts.claims, 'claim')} by {count(counts.voices, 'voice')} "
        f"in {count(counts.sources, 'source')}; "
        f"{count(counts.passages, 'passage')} proven against the text; every rule kept"
        f"{_unreviewed(counts.proposed, counts.claims)}"
    )


def _unreviewed(proposed: int, claims: int) -> str:
    """How many claims are proposals; nothing when none is."""
    if not proposed:
        return ""
    all_of = "all" if proposed == claims else f"{proposed:,}"
    return f"\n{all_of} of the claims are proposals: `kgbuild review` decides about them"


def count(number: int, noun: str) -> str:
    """The number with its noun, in the plural unless it is one."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def convert(
    source: Annotated[str, typer.Argument(metavar="FILE", help="Any RDF file, or -.")],
    *,
    from_: Annotated[
        str, typer.Option("--from", help="Format of the input, when not told by its name.")
    ] = "",
    format_: Format = "",
    output: Output = "-",
    force: Force = False,
) -> None:
    """Convert RDF to RDF: the same triples, sorted, the same bytes each time."""
    from kgbuild.cli.streams import read_input, save
    from kgbuild.diagnostics import Diagnostic
    from kgbuild.graph import formats

    read_as = formats.format_named(from_) if from_ else formats.format_of(source)
    data = read_input(source)
    quads = formats.parse(data, source, format_=read_as)
    if isinstance(quads, Diagnostic):
        raise InputError(f"{quads.at}: {quads.message}", hint=quads.hint)
    wanted = formats.TURTLE if output == "-" else formats.format_of(output)
    wanted = formats.format_named(format_) if format_ else wanted
    written = formats.write(quads, wanted)
    save(written, output, force=force)


def schema(*, output: Output = "-", force: Force = False) -> None:
    """Write the JSON Schema of annotation files, for editors to complete and check."""
    from kgbuild.annotation.schema import schema_text
    from kgbuild.cli.streams import save

    save(schema_text().encode(), output, force=force)
