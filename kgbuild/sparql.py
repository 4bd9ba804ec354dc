"""Which SPARQL is not sent to any engine: what would leave this machine or change the graph."""

from __future__ import annotations

import re
import sys
from typing import Final

from kgbuild.errors import QueryError

# What may stand around a keyword without being one: comments, IRIs, strings, names, variables.
_TOKENS = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\s]*>|\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[?$]\w+|@[\w-]+|[\w.-]*:(?:[\w.:%-]|\\.)*)|(?P<word>\w+)""",
    re.DOTALL,
)
_REFUSED: Final = {
    "service": "SERVICE asks another server",
    "load": "LOAD fetches a file",
    "from": "FROM names graphs elsewhere",
    "insert": "INSERT changes the graph",
    "delete": "DELETE changes the graph",
    "clear": "CLEAR changes the graph",
    "drop": "DROP changes the graph",
    "create": "CREATE changes the graph",
}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_remote(query: str, *, dataset: bool = False) -> None:
    r"""Raises QueryError when a query would ask another server, fetch a file or change the graph.

    With `dataset`, FROM is let through: the engine takes it for the name of a graph that it holds.
    SPARQL undoes \u escapes before it reads keywords (§19.2), engines some of them after: the
    query is read both ways, and what either way would ask is refused.
    """
    for reading in (query, _ESCAPE.sub(_unescaped, query)):
        for match in _TOKENS.finditer(reading):
            word = (match["word"] or "").lower()
            if word in _REFUSED and not (dataset and word == "from"):
                raise QueryError(
                    f"{_REFUSED[word]}, and queries here only read the graph at hand",
                    hint="take it out; for a remote store use --endpoint",
                )


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= sys.maxunicode else match[0]
