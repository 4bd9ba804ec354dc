"""The files that pages need besides their text: our own scripts and style, others' programs."""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from kgbuild.web.environment import script

FOLDER: Final = Path(__file__).resolve().parent / "assets"
STYLE: Final = "reader.css"
# Which of our scripts a page has; they load Oxigraph and the editor when these are wanted.
SCRIPTS: Final = {
    "index": ("reader.js", "search.js"),
    "read": ("reader.js", "engine.js"),
    "what-if": ("reader.js", "what-if.js"),
    "ask": ("reader.js", "engine.js", "ask.js"),
}
OWN: Final = ("reader.js", "engine.js", "search.js", "what-if.js", "ask.js")


@cache
def text(name: str) -> str:
    """One of our own scripts, or the style sheet."""
    return (FOLDER / name).read_text(encoding="utf-8")


def scripts(page: str) -> tuple[str, ...]:
    """The scripts of a page."""
    return SCRIPTS.get(page, ("reader.js",))


@cache
def lock() -> dict[str, Any]:
    """Which programs of others are shipped: version, licence, SHA-256 of each file."""
    found: dict[str, Any] = json.loads((FOLDER / "vendor/lock.json").read_text(encoding="utf-8"))
    return found


def oxigraph() -> str:
    """The script that brings the SPARQL engine: Oxigraph's bytes and the worker around them.

    A page that was opened from disk can load scripts and make workers of text, but neither fetch
    bytes nor start a worker from a file: so both come inside a script.
    """
    wasm = base64.b64encode((FOLDER / "vendor/oxigraph.wasm.gz").read_bytes()).decode()
    worker = (FOLDER / "vendor/worker.js").read_text(encoding="utf-8")
    return f"kgbuild.engine={{worker:{script(worker)},wasm:{script(wasm)}}};\n"


def editor() -> str:
    """The script that brings the editor (CodeMirror)."""
    return (FOLDER / "vendor/editor.js").read_text(encoding="utf-8")


def notices() -> str:
    """The licences of others' programs, for a site to carry with them."""
    return (FOLDER / "vendor/LICENSES.txt").read_text(encoding="utf-8")
