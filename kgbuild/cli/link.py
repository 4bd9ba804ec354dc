"""Verbs that link entities to outside identifiers: link, link review, link status."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from kgbuild.errors import ConfigError

if TYPE_CHECKING:
    from kgbuild.cli.streams import Settings
    from kgbuild.link.linker import Linker
    from kgbuild.link.propose import Plan
    from kgbuild.linking import Desk
    from kgbuild.project import Project

_NETWORK: Final = 4
Folder = Annotated[str, typer.Argument(metavar="PROJECT", help="The project; default: here.")]
Author = Annotated[
    str,
    typer.Option(envvar="KGBUILD_AUTHOR", help="Who decides: a name, or orcid:…"),
]


class _Verbs(TyperGroup):
    """`kgbuild link PROJECT` is `kgbuild link find PROJECT`: the usual verb need not be typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the usual verb before them unless another one is there."""
        asked = args[0] if args else ""
        if asked not in self.commands and asked not in ("-h", "--help"):
            args = ["find", *args]
        return super().parse_args(ctx, args)


link = typer.Typer(
    cls=_Verbs,
    rich_markup_mode=None,
    help="Look for outside identifiers, decide about them, see what has become of them. "
    "`kgbuild link PROJECT` finds.",
)


@link.command()
def find(  # noqa: PLR0913 - options
    context: typer.Context,
    project: Folder = ".",
    *,
    service: Annotated[
        list[str] | None,
        typer.Option(
            "--service",
            "-s",
            metavar="NAME",
            help="wikidata, countries, the http(s) address of a Reconciliation API, or a .tsv or "
            ".csv table; several times for several. Default: `services` in kgbuild.toml.",
        ),
    ] = None,
    contact: Annotated[
        str,
        typer.Option(envvar="KGBUILD_CONTACT", help="Mail or web address that services are told."),
    ] = "",
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask what has become of identifiers; 1 if anything.")
    ] = False,
    apply: Annotated[
        bool, typer.Option("--apply", help="With --refresh: write it into the files.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be asked, and ask nothing.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Ask again what is known, or was decided.")
    ] = False,
    budget: Annotated[
        int, typer.Option(min=0, help="Names to ask over the network at most, canaries aside.")
    ] = 1000,
    canary: Annotated[
        str, typer.Option(metavar="NAME", help="A name that every service must know.")
    ] = "",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for each question.")] = 180.0,
) -> None:
    """Look for outside identifiers; proposals go to links/predictions.sssom.tsv.

    Nothing but the names of sovereign states is accepted without a person: decide with
    `kgbuild link review`, or by moving rows to positive.sssom.tsv by hand. Voices without a name
    and people who need protection are never asked about.
    """
    from kgbuild.link.cache import Cache
    from kgbuild.link.propose import Plan

    settings: Settings = context.obj
    if refresh and dry_run:
        raise ConfigError(
            "--refresh has no dry run", hint="without --apply it asks and writes nothing"
        )
    desk = _desk(settings, project)
    names = tuple(service or ()) or desk.project.services
    with _linkers(settings, desk.project, names, contact, timeout, dry_run=dry_run) as linkers:
        if refresh:
            _refresh(settings, desk, linkers, apply=apply)
            return
        plan = Plan(
            cache=Cache(_cache_folder()),
            canary=canary,
            budget=budget,
            again=again,
            offline=settings.offline,
        )
        _find(settings, desk, linkers, plan, dry_run=dry_run)


@contextmanager
def _linkers(  # noqa: PLR0913 - whom to ask, for whom, and how
    settings: Settings,
    project: Project,
    names: Sequence[str],
    contact: str,
    timeout: float,
    *,
    dry_run: bool,
) -> Iterator[tuple[Linker, ...]]:
    """The services of these names. Raises ConfigError when none is named, or nobody answers."""
    from kgbuild.link.services import SERVICES, Access, service
    from kgbuild.session import Manners, Session

    if not names:
        raise ConfigError(
            "no service to ask",
            hint="--service NAME, or services = [NAME] in kgbuild.toml: "
            + ", ".join(shown for shown, _, _ in SERVICES),
        )
    contact = contact or project.contact
    with Session(contact, manners=Manners(seconds=timeout)) as session:
        access = Access(session=session, root=project.root)
        linkers = tuple(service(name, access) for name in dict.fromkeys(names))
        online = [linker.name for linker in linkers if not linker.offline]
        if online and not contact and not settings.offline and not dry_run:
            raise ConfigError(
                f"{online[0]} may only be asked by somebody who can be reached",
                hint="--contact ADDRESS (mail or web), or contact = ADDRESS in kgbuild.toml",
            )
        yield linkers


def _desk(settings: Settings, project: str) -> Desk:
    """The desk of a project; its links files must be in order, or rows would be lost."""
    from kgbuild.cli.make import show
    from kgbuild.linking import open_desk
    from kgbuild.project import open_project

    desk = open_desk(open_project(Path(project)))
    if desk.found:
        show(settings, desk.found, sys.stderr)
        raise typer.Exit(1)
    return desk


def _cache_folder() -> Path:
    """Where answers are kept: KGBUILD_CACHE, or the user's cache folder."""
    import os

    from platformdirs import user_cache_path

    return Path(os.environ.get("KGBUILD_CACHE") or user_cache_path("kgbuild")) / "links"


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(tz=UTC).date().isoformat()


def _find(
    settings: Settings, desk: Desk, linkers: Sequence[Linker], plan: Plan, *, dry_run: bool
) -> None:
    from kgbuild.cli import link_words
    from kgbuild.cli.streams import progress, say
    from kgbuild.linking import look_for, plan_of

    wanted = tuple(desk.entities.values()) if plan.again else desk.open_entities
    if dry_run:
        say(settings, link_words.dry_run(wanted, linkers, plan))
        return
    if settings.offline is False and any(not linker.offline for linker in linkers):
        say(settings, link_words.asking(wanted, linkers))
    with progress(settings, len(wanted) * len(linkers), "asking") as tick:
        outcomes = look_for(
            desk, wanted, linkers, plan_of(desk, plan), date=_today(), progress=tick
        )
    say(settings, link_words.summary(outcomes, desk))
    if link_words.incomplete(outcomes):
        raise typer.Exit(_NETWORK)


def _refresh(settings: Settings, desk: Desk, linkers: Sequence[Linker], *, apply: bool) -> None:
    from kgbuild.cli import link_words
    from kgbuild.cli.make import show
    from kgbuild.cli.streams import say
    from kgbuild.linking import refresh_links

    if settings.offline and any(not linker.offline for linker in linkers):
        raise ConfigError("--refresh asks services, and --offline forbids it")
    refreshed = refresh_links(desk, linkers, date=_today(), write=apply)
    show(settings, refreshed.found, sys.stderr)
    say(settings, link_words.refreshed(refreshed, applied=apply))
    if refreshed.failed:
        raise typer.Exit(_NETWORK)
    if refreshed.found:
        raise typer.Exit(1)


@link.command()
def review(
    context: typer.Context,
    project: Folder = ".",
    *,
    author: Author = "",
) -> None:
    """Decide about proposals, one after another; every answer is kept at once."""
    from kgbuild.cli.link_review import sit
    from kgbuild.linking import review_of

    desk = _desk(context.obj, project)
    author = author or desk.project.author
    if not author:
        raise ConfigError(
            "who decides? nobody could be asked why",
            hint="--author NAME (or orcid:…), or author = NAME in kgbuild.toml",
        )
    if not sys.stdin.isatty():
        raise ConfigError(
            "`kgbuild link review` asks at a terminal, and there is none",
            hint="edit links/*.sssom.tsv: moving a row to another file is the same decision",
        )
    sit(context.obj, desk, review_of(desk, author=author, date=_today()))


@link.command()
def status(
    context: typer.Context,
    project: Folder = ".",
    *,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what is not as in the last build.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show what is linked, by whom and why; what was looked for; what has changed since a build."""
    from kgbuild.cli import link_words
    from kgbuild.cli.streams import emit
    from kgbuild.linking import changes_since_build, standings

    desk = _desk(context.obj, project)
    rows = changes_since_build(desk) if changed else standings(desk)
    emit((link_words.as_json(rows) if json_ else link_words.as_table(rows)).encode())
