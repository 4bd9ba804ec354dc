"""Findings as SARIF 2.1.0 (OASIS, errata 01), which code scanning and editors read."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kgbuild.cli.blank_nodes import is_blank, renamed
from kgbuild.cli.escapes import is_absolute, json_text, percent_encoded
from kgbuild.cli.sentences import lines
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.located import Place
from kgbuild.version import __version__

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# A versioned hierarchical string (§3.5.4.2); not GitHub's primaryLocationLineHash, which it
# computes from the lines themselves.
_FINGERPRINT: Final = "kgbuildFinding/v1"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(
    findings: Iterable[Diagnostic],
    *,
    explained: Mapping[str, tuple[str, str]],
    left_out: int = 0,
) -> str:
    """A log of one run. `explained` gives the title and the text of codes, for the rules.

    Files are relative to `%SRCROOT%`, the folder that kgbuild was started in, unless their names
    are absolute. Columns count code points; `endColumn` is the one after the last (§3.30.8). What
    is related and has a place is a related location, the rest follows the message. How many
    findings a limit left out is `leftOut` in the run's properties. No time is told.
    """
    found = renamed(findings)
    codes = list(dict.fromkeys(finding.code for finding in found))
    index = {code: i for i, code in enumerate(codes)}
    worst: dict[str, Severity] = {}
    for finding in found:
        worst[finding.code] = max(worst.get(finding.code, Severity.INFO), finding.severity)
    prints = _fingerprints(found)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "kgbuild",
                "version": __version__,
                "rules": [_rule(code, worst[code], explained) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(f, index[f.code], said) for f, said in zip(found, prints, strict=True)],
    }
    if left_out:
        run["properties"] = {"leftOut": left_out}
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(
    code: str, severity: Severity, explained: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """A reportingDescriptor (§3.49); its level is that of its worst finding."""
    title, text = explained.get(code, ("", ""))
    more = f"kgbuild explain {code}"
    return {
        "id": code,
        "shortDescription": _message(title or code),
        "fullDescription": _message(text or title or code),
        "help": _message(f"{text}\n\n{more}" if text else more),
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }


def _result(finding: Diagnostic, index: int, fingerprint: str) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(finding.at, finding.width)}
    said: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": _message("\n".join(lines(finding, placed=False))),
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    placed = [r for r in finding.related if r.at is not None]
    if placed:
        said["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(r.at),
                "message": _message(f"{r.label}: “{r.text}”" if r.text else r.label),
            }
            for number, r in enumerate(placed, start=1)
            if r.at is not None
        ]
    if result := finding.result:
        focus = {"fullyQualifiedName": _plain(result.focus), "kind": "resource"}
        location["logicalLocations"] = [focus]
        terms = {
            "focus": result.focus,
            "path": result.path,
            "value": result.value,
            "shape": result.shape,
            "component": f"<{_plain(result.component)}>",
        }
        said["properties"] = {name: term for name, term in terms.items() if term is not None}
    return said


def _physical(at: Place, width: int = 0) -> dict[str, Any]:
    file = {"uri": percent_encoded(at.path)}
    if not is_absolute(at.path):
        file["uriBaseId"] = "%SRCROOT%"
    region = {"startLine": max(1, at.line), "startColumn": max(1, at.column)}
    if width:
        region["endColumn"] = region["startColumn"] + width
    return {"artifactLocation": file, "region": region}


def _message(text: str) -> dict[str, str]:
    r"""A plain text message: braces are doubled (§3.11.5), and nothing becomes a link (§3.11.6).

    >>> _message("{a} [b](c)")
    {'text': '{{a}} [b\\](c)'}
    """
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")}


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _fingerprints(findings: Iterable[Diagnostic]) -> Iterable[str]:
    """What each finding is, wherever it moves in its file: a hash, and 1, 2, … for equal ones.

    The names of blank nodes are no part of it, because parsers make them up.
    """
    seen: dict[str, int] = defaultdict(int)
    for finding in findings:
        result = finding.result
        terms = (result.focus, result.path, result.value) if result else (None, None, None)
        named = ["_:" if is_blank(term) else term for term in terms]
        parts = json.dumps([finding.code, finding.at.path, *named, finding.message])
        digest = hashlib.sha256(parts.encode()).hexdigest()[:32]
        seen[digest] += 1
        yield f"{digest}:{seen[digest]}"
