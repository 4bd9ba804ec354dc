"""kgbuild: an article becomes a knowledge graph of claims that proves itself.

>>> import kgbuild
>>> graph = kgbuild.graph_of("seeds")  # an rdflib Graph, built and validated
>>> (None, None, None) in graph
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.version import __version__

if TYPE_CHECKING:
    import os

    import rdflib

    from kgbuild.project import Build

__all__ = ["__version__", "build", "graph_of"]


def build(path: str | os.PathLike[str]) -> Build:
    """The build of a project folder or annotation file: records, triples, findings.

    Findings are in `.diagnostics`, and `.ok` says whether the graph may be used. Raises
    kgbuild.errors.ConfigError or InputError when there is nothing to build.
    """
    from pathlib import Path

    from kgbuild import project

    return project.build(project.open_project(Path(path)))


def graph_of(path: str | os.PathLike[str]) -> rdflib.Graph:
    """The validated graph of a project as an rdflib Graph.

    Raises kgbuild.errors.InputError with the first finding when the project has errors.
    """
    from kgbuild.errors import InputError

    built = build(path)
    if not built.ok:
        first = next(d for d in built.diagnostics if d.severity.word == "error")
        raise InputError(f"{first.at}: {first.message}", hint=first.hint)
    return built.graph()
