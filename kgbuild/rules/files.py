"""Checking files of others: each in a child process with limits, one after another.

A file that cannot be read, or costs too much, is a finding of its own and hides no other file's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kgbuild import codes
from kgbuild.child import Child, child
from kgbuild.diagnostics import Diagnostic, from_data
from kgbuild.errors import InputError, KgbuildError, LimitError
from kgbuild.graph.formats import Format
from kgbuild.located import Place

SECONDS: Final = 300.0
MEMORY: Final = 4 * 2**30


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: where it is, what people call it, its format."""

    path: Path
    shown_as: str
    format: Format


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What was found about a file; `looked` of `rules` shapes had `nodes` to look at in all.

    `read` is whether the file could be read at all, `codes` the names of the shapes in it.
    """

    shown_as: str
    findings: tuple[Diagnostic, ...]
    read: bool = True
    looked: int = 0
    rules: int = 0
    nodes: int = 0
    triples: int = 0
    codes: tuple[str, ...] = ()


def check_files(  # noqa: PLR0913 - what is checked, with what, and the limits
    files: Sequence[File],
    shapes: Sequence[File] = (),
    *,
    ontology: Sequence[File] = (),
    engine: str = "auto",
    seconds: float = SECONDS,
    memory: int = MEMORY,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[FileReport]:
    """A report on the shapes, when some are given, then one on each file.

    The last one is about shapes again: what none of the files gives them to look at. Without
    shapes kgbuild's own count. Raises ConfigError or InputError when shapes or engine
    cannot be used at all.
    """
    told = {
        "engine": engine,
        "shapes": [_request(f) for f in shapes],
        "ontology": [_request(f) for f in ontology],
    }
    with child("kgbuild.rules.worker", seconds=seconds, memory=memory) as worker:
        about_shapes = _tell(worker, told)
        if shapes:
            names = tuple(about_shapes["codes"])
            yield FileReport(
                shown_as=shapes[0].shown_as, findings=_found(about_shapes), codes=names
            )
        if not about_shapes["usable"]:
            return
        read, stopped = 0, False
        for file in files:
            progress(file.shown_as)
            try:
                if not worker.running:
                    _tell(worker, told)
                answer = _said(worker.ask({"file": _request(file)}))
            except LimitError as error:
                stopped = True
                yield _unknown(file, error)
            else:
                read += answer["read"]
                counts = {k: answer.get(k, 0) for k in ("looked", "rules", "nodes", "triples")}
                yield FileReport(
                    shown_as=file.shown_as, findings=_found(answer), read=answer["read"], **counts
                )
        if shapes and read and not stopped:  # a child that was stopped forgot what it saw
            yield FileReport(shown_as=shapes[0].shown_as, findings=_found(worker.ask({})))


def _request(file: File) -> list[str]:
    return [str(file.path), file.shown_as, file.format.name]


def _tell(worker: Child, told: dict[str, Any]) -> dict[str, Any]:
    try:
        return _said(worker.ask(told))
    except LimitError as error:
        raise InputError(f"the shapes cannot be used: {error}", hint=error.hint) from error


def _said(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer. Raises what the child could not go on with."""
    if answer.get("failed") == "depth":
        raise LimitError("it is nested too deeply")
    if "error" in answer:
        failed = KgbuildError(answer["error"], hint=answer["hint"])
        failed.exit_code = answer["exit"]
        raise failed
    return answer


def _found(answer: dict[str, Any]) -> tuple[Diagnostic, ...]:
    return tuple(from_data(data) for data in answer["findings"])


def _unknown(file: File, error: LimitError) -> FileReport:
    said = f"the check gave up: {error}"
    finding = codes.LIMIT_REACHED.at(Place(file.shown_as), said, hint=error.hint)
    return FileReport(shown_as=file.shown_as, findings=(finding,))
