"""Names of blank nodes that stay the same from run to run, though parsers make names up."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from kgbuild.diagnostics import Diagnostic

# A blank node by its file and its name, which is known in that file only.
Node = tuple[str, str]
# What pyoxigraph and rdflib call a node that has no name in its document: a new one every time.
_MADE_UP: Final = re.compile(r"_:(?:[a-f][0-9a-f]{24,31}|N[0-9a-f]{32})")


def is_blank(term: str | None) -> bool:
    """Whether a term, as N-Triples writes it, is a blank node."""
    return term is not None and term.startswith("_:")


def digests(findings: Iterable[Diagnostic]) -> dict[Node, str]:
    """For each blank node the SHA-256 of its file and what was found there, in hexadecimal.

    Its name is no part of that. Nodes with the same findings are told apart by 1, 2, …
    """
    said: dict[Node, list[str]] = defaultdict(list)
    for finding in findings:
        for node, what in _roles(finding):
            said[node].append(json.dumps(what))
    seen: dict[str, int] = defaultdict(int)
    found = {}
    for (file, name), what in said.items():
        key = json.dumps([file, *sorted(what)])
        seen[key] += 1
        found[file, name] = hashlib.sha256(f"{key} {seen[key]}".encode()).hexdigest()
    return found


def renamed(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings with `_:b` and 16 digits of `digests` for each name that a parser made up."""
    found = tuple(findings)
    known = digests(found)

    def stable(finding: Diagnostic) -> Diagnostic:
        if (result := finding.result) is None:
            return finding
        focus, value = (
            f"_:b{known[finding.at.path, term][:16]}" if term and _MADE_UP.fullmatch(term) else term
            for term in (result.focus, result.value)
        )
        return replace(finding, result=replace(result, focus=focus or "", value=value))

    return tuple(stable(finding) for finding in found)


def _roles(finding: Diagnostic) -> Iterator[tuple[Node, list[Any]]]:
    """The blank nodes of a finding and what it says of each."""
    if (result := finding.result) is None:
        return
    at = finding.at
    terms = (result.focus, result.value)
    plain = ["_:" if is_blank(term) else term for term in terms]
    what = [at.line, at.column, finding.code, finding.message, result.path, *plain]
    for role, term in enumerate(terms):
        if term is not None and is_blank(term):
            yield (at.path, term), [role, *what]
