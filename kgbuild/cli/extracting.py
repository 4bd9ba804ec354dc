"""Verbs that propose claims and decide about them: extract, review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.errors import ConfigError, InputError

if TYPE_CHECKING:
    from kgbuild.cli.streams import Settings
    from kgbuild.extract.extraction import Extraction
    from kgbuild.extract.extractors import Extractor
    from kgbuild.project import Project

_PATIENCE = 600.0  # seconds: a model that thinks is silent for long
Diff = Annotated[
    bool, typer.Option("--diff", help="Show what would be added; write nothing, exit 1 if any.")
]


def default_extractor() -> Extractor:
    """The extractor that is used when none is named."""
    _one_thread()
    from kgbuild.extract.extractors import DEFAULT, Wanted, extractor

    return extractor(DEFAULT, Wanted())


def _one_thread() -> None:
    """Lets numpy calculate in one thread: for matrices this small, more of them only wait."""
    import os

    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def told(extraction: Extraction) -> str:
    """How many claims were proposed, and why others were not."""
    from kgbuild.cli.make import count

    lines = [f"{count(extraction.claims, 'claim')} proposed"]
    lines += [
        f"  {count(number, 'proposal')} left out: {why}"
        for why, number in sorted(extraction.dropped.items())
    ]
    return "\n".join(lines)


def extract(  # noqa: PLR0913 - options
    context: typer.Context,
    path: Annotated[
        str,
        typer.Argument(metavar="[PROJECT|FILE]", help="A project, an annotation file or article."),
    ] = ".",
    *,
    named: Annotated[str, typer.Option("--extractor", metavar="NAME", help="Who proposes.")] = "",
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="An OpenAI-compatible endpoint.")
    ] = "",
    model: Annotated[
        str, typer.Option("--model", metavar="NAME", help="The model to ask there.")
    ] = "",
    train: Annotated[
        str, typer.Option("--train", metavar="DIR", help="Teach the tagger with marked texts.")
    ] = "",
    diff: Diff = False,
) -> None:
    """Propose who says what: claims, people, documents, each marked `proposed`."""
    from kgbuild.cli.streams import emit, say, shares
    from kgbuild.extract.files import changes, extract_file
    from kgbuild.extract.progress import part
    from kgbuild.extract.training import WEIGHTS
    from kgbuild.files import write_all

    settings: Settings = context.obj
    project, files = _files_of(path)
    if train:
        _train(settings, Path(train), project)
        return
    own = project.root / WEIGHTS
    chosen = _extractor(settings, named, (endpoint, model), own if own.is_file() else None)
    changed = {}
    with shares(settings, "extracting") as tell:
        for number, file in enumerate(files):
            here = part(tell, number / len(files), (number + 1) / len(files))
            changed[file] = extract_file(file, chosen, shown_as=project.shown(file), told=here)
    for file, found in changed.items():
        say(settings, f"{project.shown(file)}: {told(found.extraction)}")
    say_refusals(settings, chosen)
    if diff:
        emit("".join(changes(found, project.shown(f)) for f, found in changed.items()).encode())
        raise typer.Exit(int(any(found.changed for found in changed.values())))
    write_all({file: found.after.encode() for file, found in changed.items() if found.changed})


def say_refusals(settings: Settings, chosen: Extractor) -> None:
    """Shows what an extractor gave that is not in the text: with the nearest text."""
    from kgbuild.cli.make import show

    refusals = getattr(chosen, "refusals", ())
    if refusals:
        show(settings, tuple(refusals), sys.stderr)


def _train(settings: Settings, folder: Path, project: Project) -> None:
    """Teaches the tagger of a project and keeps its weights beside its settings."""
    from kgbuild.cli.streams import say
    from kgbuild.extract.tagger.weights import write
    from kgbuild.extract.training import WEIGHTS, learn

    weights = learn(folder, report=lambda line: say(settings, line))
    write(weights, project.root / WEIGHTS)
    say(settings, f"wrote {project.shown(project.root / WEIGHTS)}: `kgbuild extract` uses it now")


def _extractor(
    settings: Settings, named: str, asked: tuple[str, str], weights: Path | None
) -> Extractor:
    """The extractor that was asked for; whom to ask and the key come from options and settings."""
    import os

    _one_thread()
    from kgbuild.extract.extractors import DEFAULT, Wanted, extractor
    from kgbuild.session import Manners, Session

    endpoint, model = asked
    name = named or ("endpoint" if endpoint else DEFAULT)
    if name == "endpoint":
        if settings.offline:
            raise ConfigError("--offline opens no connection", hint="leave out --endpoint")
        if not endpoint or not model:
            raise ConfigError("an endpoint needs --endpoint URL and --model NAME")
        wanted = Wanted(
            session=Session(manners=Manners(seconds=_PATIENCE, silence=_PATIENCE)),
            endpoint=endpoint,
            model=model,
            key=os.environ.get("KGBUILD_API_KEY", ""),
        )
        return extractor(name, wanted)
    return extractor(name, Wanted(weights=weights))


def _files_of(path: str) -> tuple[Project, tuple[Path, ...]]:
    """The annotation files at a path; of an article, the one that names it."""
    from kgbuild.extract.files import annotations_of
    from kgbuild.project import open_project

    where = Path(path)
    if where.is_file() and where.suffix in (".txt", ".md", ".html", ".htm"):
        found = annotations_of(where)
        if found is None:
            raise InputError(
                f"{path} has no annotation file beside it",
                hint=f"`kgbuild new DIR --from {path}` makes a project around it",
            )
        where = found
    project = open_project(where)
    return project, project.annotations


def review(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="[PROJECT|FILE]", help="What to review.")] = ".",
    *,
    tty: Annotated[
        bool, typer.Option("--tty/--list", help="Ask in the terminal, or list what waits.")
    ] = True,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who reviews; written with each decision.")
    ] = "",
) -> None:
    """Decide about proposed claims, the surest first: accept, reject, edit."""
    from kgbuild.cli.reviewing import listed, review_in_terminal
    from kgbuild.cli.streams import emit

    _, files = _files_of(path)
    if not tty:
        emit("".join(listed(file) for file in files).encode())
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise ConfigError("a review needs a terminal", hint="--list shows what waits for one")
    for file in files:
        if not review_in_terminal(context.obj, file, by=by):
            break
