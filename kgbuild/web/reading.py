"""What would be wrong with an annotation file if it said something else."""

from __future__ import annotations

from pathlib import Path

from kgbuild.annotation import read as annotation
from kgbuild.annotation.entries import AnnotationFile
from kgbuild.diagnostics import Diagnostic, Severity, in_order
from kgbuild.project import Project
from kgbuild.records.assemble import assemble
from kgbuild.text.article import Article


def new_errors(
    project: Project, path: Path, article: Article, texts: tuple[str, str]
) -> tuple[Diagnostic, ...]:
    """The errors that the second of two texts of an annotation file has and the first has not.

    The whole file is read, every quotation anchored and every name looked up; the rules of the
    graph are asked by the next build.
    """
    before, after = texts
    found = _errors(project, path, article, after)
    if not found:
        return ()
    known = {(d.code, d.message) for d in _errors(project, path, article, before)}
    return in_order(d for d in found if (d.code, d.message) not in known)


def _errors(project: Project, path: Path, article: Article, text: str) -> tuple[Diagnostic, ...]:
    shown = project.shown(path)
    file, found = annotation.parse(text, shown)
    if isinstance(file, AnnotationFile):
        made = assemble(article, file, base=project.base, issued=project.issued)
        found = (*found, *made.diagnostics)
    return tuple(d for d in found if d.severity is Severity.ERROR)
