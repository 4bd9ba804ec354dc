"""Verbs that check and explain: verify, explain."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kgbuild.graph.documents import Document

Shown = Annotated[str, typer.Option("--format", help="full, concise, json, sarif …")]


def verify(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A graph made by kgbuild.")],
    *,
    format_: Shown = "full",
) -> None:
    """Check somebody else's graph: does it prove its own quotations, chains and hashes?"""
    from kgbuild.cli.make import show
    from kgbuild.cli.streams import say
    from kgbuild.cli.validate import known_format
    from kgbuild.verify import verify as verified

    verdict = verified(Path(file))
    show(context.obj, verdict.diagnostics, sys.stdout, known_format(format_))
    if verdict.ok:
        say(
            context.obj,
            f"{file}: {verdict.quotations:,} passages of {verdict.snapshots:,} text(s) and "
            f"{verdict.chains:,} claims proven from {verdict.triples:,} triples",
        )
    raise typer.Exit(0 if verdict.ok else 1)


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code; without it, all.")] = "",
    *,
    shapes: Annotated[
        list[str] | None, typer.Option("--shapes", metavar="FILE", help="Shapes of others.")
    ] = None,
) -> None:
    """Say what a rule means, why it is there, and how to mend what it finds."""
    from kgbuild import explain as explaining
    from kgbuild.cli.streams import emit
    from kgbuild.errors import QueryError
    from kgbuild.suggest import suggestion

    documents = _documents(shapes or [])
    known = {name: title for name, (title, _) in explaining.known_codes().items()}
    if documents:
        known = explaining.codes_of(documents)
    if not code:
        width = max(map(len, known), default=0)
        emit("".join(f"{name:<{width}}  {title}\n" for name, title in known.items()).encode())
        return
    found = explaining.explanation_of(code, documents) if documents else None
    found = found or explaining.explanation(code)
    if found is None:
        raise QueryError(
            f"no rule is called `{code}`{suggestion(code, known)}",
            hint="`kgbuild explain` lists them",
        )
    emit(f"{found}\n".encode())


def _documents(names: list[str]) -> list[Document]:
    """The shapes files of others. Raises InputError for one with an error."""
    from kgbuild.cli.validate import graphs
    from kgbuild.diagnostics import Diagnostic
    from kgbuild.errors import InputError
    from kgbuild.graph.documents import read_document

    read = []
    for file in (f for name in names for f in graphs(name)):
        document = read_document(file.path, file.shown_as, format_=file.format)
        if isinstance(document, Diagnostic):
            raise InputError(f"{document.at}: {document.message}", hint=document.hint)
        read.append(document)
    return read
