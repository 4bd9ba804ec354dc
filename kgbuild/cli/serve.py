"""The verb that shows a project in the browser: serve."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kgbuild.cli.streams import Settings
    from kgbuild.project import Build
    from kgbuild.web.live import State


def serve(  # noqa: PLR0913 - options
    context: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A project or annotation file.")
    ] = ".",
    *,
    port: Annotated[
        int, typer.Option("-p", "--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8000,
    open_: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    edit: Annotated[bool, typer.Option("--edit", help="Allow reviews that change files.")] = False,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who reviews.")] = "",
    title: Annotated[str, typer.Option("--title", help="What the site is called.")] = "",
) -> None:
    """Show the graph on this machine, with SPARQL at /sparql; built again when a file changes."""
    from kgbuild.cli.make import open_at
    from kgbuild.cli.streams import emit, say
    from kgbuild.web import server
    from kgbuild.web.serving import Serving

    project = open_at(path)
    listening = server.bound(port)
    with listening:
        serving = Serving(
            lambda: open_at(path),
            port=listening.getsockname()[1],
            title=title,
            reviewer=by if edit else None,
            told=lambda state, built: _tell(context.obj, state, built),
            failed=_failed,
        )
        say(context.obj, f"building {project.shown(project.root)} …")
        with serving as app:
            emit(f"{serving.address}\n".encode())
            say(context.obj, "Ctrl-C ends it")
            if open_:
                typer.launch(serving.address)
            server.run(app, listening)


def _tell(settings: Settings, state: State, built: Build | None) -> None:
    """What the person at the terminal is told after each build."""
    from kgbuild.cli.make import show
    from kgbuild.cli.streams import say

    if built is None:
        say(settings, f"kgbuild: {state.failure}")
        return
    show(settings, built.diagnostics, sys.stderr)
    if state.ok:
        say(settings, f"{len(built.records):,} records, every rule kept")


def _failed() -> None:
    """Says that a request met a bug of ours; the server goes on."""
    from kgbuild.cli.bugs import kept

    print(f"kgbuild: a bug of kgbuild: the details are in {kept()}", file=sys.stderr)
