"""The verb that makes pages for people: site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.errors import ConfigError

if TYPE_CHECKING:
    from kgbuild.project import Build
    from kgbuild.store.questions import Question


def site(  # noqa: PLR0913 - options
    context: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A project or annotation file.")
    ] = ".",
    *,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="The folder of the site.")
    ] = "",
    single_file: Annotated[
        str, typer.Option("--single-file", metavar="FILE", help="All pages in one HTML file, or -.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="What the site is called.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Make pages to read the graph: a folder of files, or one file that opens from disk."""
    from kgbuild.cli.make import build_of, open_at
    from kgbuild.cli.streams import save
    from kgbuild.web.single import single_file as one_file

    if bool(output) == bool(single_file):
        raise ConfigError("a site is a folder or a file", hint="-o DIR, or --single-file FILE")
    made = build_of(context.obj, open_at(path))
    if single_file:
        save(one_file(made, title=title, questions=_questions(made)), single_file, force=force)
    else:
        _write(context, made, Path(output), title=title, force=force)


def _questions(made: Build) -> dict[str, Question]:
    """The project's own questions."""
    from kgbuild.store.questions import questions

    return questions(made.project.queries)


def _write(context: typer.Context, made: Build, folder: Path, *, title: str, force: bool) -> None:
    """Writes the files of a site and says how many there are and where to begin."""
    from kgbuild.cli.streams import say
    from kgbuild.web.folder import write_site
    from kgbuild.web.site import pages

    number = write_site(pages(made, title=title, questions=_questions(made)), folder, force=force)
    say(context.obj, f"{folder.as_posix()}: {number:,} files; open {folder.as_posix()}/index.html")
