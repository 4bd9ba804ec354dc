"""What a build leaves on disk: Turtle for people, N-Triples as the truth, a manifest of both."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from kgbuild.graph import formats
from kgbuild.graph.formats import Format
from kgbuild.project import CONFIG, Build, Project
from kgbuild.version import __version__

SCHEMA: Final = "https://w3id.org/kgbuild/manifest/1"
GRAPH: Final = "graph.nt"
TURTLE: Final = "graph.ttl"
MANIFEST: Final = "manifest.json"


def artefacts(built: Build, extra: Format | None = None) -> dict[Path, bytes]:
    """The files of a build with their bytes, one more format if asked; the manifest comes last."""
    folder = built.project.output
    files = {
        folder / TURTLE: formats.write(built.triples, formats.TURTLE, prefixes=built.prefixes),
        folder / GRAPH: formats.write(built.triples, formats.NTRIPLES),
    }
    if extra is not None and extra not in (formats.TURTLE, formats.NTRIPLES):
        data = formats.write(built.triples, extra, prefixes=built.prefixes)
        files[folder / f"graph.{extra.endings[0]}"] = data
    manifest = {
        "schema": SCHEMA,
        "kgbuild": __version__,
        "triples": len(built.triples),
        "prefixes": built.prefixes,
        "inputs": _inputs(built),
        "files": {path.name: hashlib.sha256(data).hexdigest() for path, data in files.items()},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    return {**files, folder / MANIFEST: text.encode()}


def _inputs(built: Build) -> dict[str, str]:
    """SHA-256 of every file that the build read, by its path inside the project."""
    articles = {
        part.path.parent / part.file.article.file.value
        for part in built.parts
        if part.file is not None and part.article is not None
    }
    return {
        _inside(built.project, path): _digest(path)
        for path in sorted({*listed(built.project), *articles})
    }


def listed(project: Project) -> set[Path]:
    """The files of a project that can be told without reading any: all but the articles."""
    links = {*project.links.glob("*.sssom.tsv"), *project.links.glob("lock.json")}
    return {project.root / CONFIG, *project.annotations, *links}


def _inside(project: Project, path: Path) -> str:
    return path.resolve().relative_to(project.root.resolve()).as_posix()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def read(project: Project) -> dict[str, Any] | None:
    """The manifest of the last build, None when there is none or it is not ours."""
    path = project.output / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    ours = isinstance(manifest, dict) and manifest.get("schema") == SCHEMA
    whole = ours and all(_names(manifest.get(key)) for key in ("inputs", "files", "prefixes"))
    return manifest if whole else None


def _names(value: object) -> bool:
    """Whether this is a mapping of texts to texts."""
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def stale(project: Project) -> bool:
    """Whether an input has changed since the last build, or its graph is not what it wrote."""
    manifest = read(project)
    if manifest is None:
        return True
    inputs: dict[str, str] = manifest.get("inputs", {})
    changed = any(_digest(project.root / name) != digest for name, digest in inputs.items())
    new = any(_inside(project, path) not in inputs for path in listed(project))
    written = manifest.get("files", {}).get(GRAPH)
    return changed or new or _digest(project.output / GRAPH) != written
