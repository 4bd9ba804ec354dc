"""Verbs that check and explain: validate, verify, explain."""

from __future__ import annotations

import fnmatch
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.errors import ConfigError

if TYPE_CHECKING:
    from kgbuild.diagnostics import Diagnostic

Shown = Annotated[str, typer.Option("--format", help="full, concise or json.")]
FailOn = Annotated[str, typer.Option("--fail-on", help="error, warning, info or none.")]


def validate(  # noqa: PLR0913 - options
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Projects or annotation files.")
    ] = None,
    *,
    format_: Shown = "full",
    fail_on: FailOn = "error",
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODE", help="Only these codes (a*).")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODE", help="Not these codes (a*).")
    ] = None,
) -> None:
    """Check projects: quotations, names, chains, and every rule of the shapes."""
    from kgbuild import project as projects
    from kgbuild.cli.make import show
    from kgbuild.cli.streams import progress, say
    from kgbuild.diagnostics import in_order

    found: list[Diagnostic] = []
    for path in paths or ["."]:
        project = projects.open_project(Path(path))
        with progress(context.obj, len(project.annotations), "checking") as advance:
            built = projects.build(project, progress=advance)
        found += built.diagnostics
        for part in built.parts:
            if part.report is not None:
                looked = sum(1 for count in part.report.focus.values() if count)
                nodes = sum(part.report.focus.values())
                say(
                    context.obj,
                    f"{project.shown(part.path)}: {looked} of {len(part.report.focus)} rules had "
                    f"something to look at, {nodes:,} nodes in all",
                )
    kept = in_order(_selected(found, select, ignore))
    show(context.obj, kept, sys.stdout, _known(format_))
    raise typer.Exit(_code(kept, fail_on))


def _known(format_: str) -> str:
    from kgbuild.cli.findings import FORMATS

    if format_ not in FORMATS:
        raise ConfigError(f"`{format_}` is no format of findings", hint=", ".join(FORMATS))
    return format_


def _selected(
    found: list[Diagnostic], select: list[str] | None, ignore: list[str] | None
) -> list[Diagnostic]:
    def matches(code: str, patterns: list[str]) -> bool:
        return any(fnmatch.fnmatchcase(code, pattern) for pattern in patterns)

    known = _codes()
    for pattern in (*(select or ()), *(ignore or ())):
        if not fnmatch.filter(known, pattern):
            from kgbuild.suggest import suggestion

            raise ConfigError(f"no rule is called `{pattern}`{suggestion(pattern, known)}")
    return [
        f
        for f in found
        if (not select or matches(f.code, select)) and not matches(f.code, ignore or [])
    ]


def _code(found: tuple[Diagnostic, ...], fail_on: str) -> int:
    """1 when a finding is at least as severe as asked for."""
    from kgbuild.diagnostics import Severity, worst

    if fail_on == "none":
        return 0
    if fail_on.upper() not in Severity.__members__:
        raise ConfigError("--fail-on takes error, warning, info or none")
    severity = worst(found)
    return int(severity is not None and severity >= Severity[fail_on.upper()])


def verify(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A graph made by kgbuild.")],
    *,
    format_: Shown = "full",
) -> None:
    """Check somebody else's graph: does it prove its own quotations, chains and hashes?"""
    from kgbuild.cli.make import show
    from kgbuild.cli.streams import say
    from kgbuild.verify import verify as verified

    verdict = verified(Path(file))
    show(context.obj, verdict.diagnostics, sys.stdout, _known(format_))
    if verdict.ok:
        say(
            context.obj,
            f"{file}: {verdict.quotations:,} passages of {verdict.snapshots:,} text(s) and "
            f"{verdict.chains:,} claims proven from {verdict.triples:,} triples",
        )
    raise typer.Exit(0 if verdict.ok else 1)


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code; without it, all.")] = "",
) -> None:
    """Say what a rule means, why it is there, and how to mend what it finds."""
    from kgbuild.cli.streams import emit
    from kgbuild.errors import QueryError
    from kgbuild.explain import explanation
    from kgbuild.suggest import suggestion

    if not code:
        width = max(len(name) for name in _codes())
        lines = [f"{name:<{width}}  {title}\n" for name, (title, _) in _codes().items()]
        emit("".join(lines).encode())
        return
    found = explanation(code)
    if found is None:
        raise QueryError(
            f"no rule is called `{code}`{suggestion(code, _codes())}",
            hint="`kgbuild explain` lists them",
        )
    emit(f"{found}\n".encode())


def _codes() -> dict[str, tuple[str, str]]:
    from kgbuild.explain import known_codes

    return known_codes()
