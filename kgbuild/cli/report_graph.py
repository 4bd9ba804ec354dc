"""Findings as a SHACL validation report (SHACL §3.6), with the same bytes for the same findings.

Nothing is blank. The report, its results and the blank nodes of the data get IRIs from the SHA-256
of what is said of them:

urn:kgbuild:report:…    the report: its results
urn:kgbuild:result:…    a result: its triples
urn:kgbuild:blank:…     a blank node of the data: its file and what was found there; its name is
                        no part of it, because parsers make names up
urn:kgbuild:file:…      a file whose name is relative, percent-encoded; absolute ones are file: IRIs
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

import pyoxigraph as ox

from kgbuild.cli.blank_nodes import Node, digests, is_blank
from kgbuild.cli.escapes import is_absolute, percent_encoded, scalars
from kgbuild.cli.sentences import and_more, lines
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.graph import formats
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.terms import term
from kgbuild.graph.vocab import RDF
from kgbuild.located import Place

CODES: Final = "https://w3id.org/kgbuild/codes#"
_PREFIXES: Final = {**PREFIXES, "codes": CODES}
_SH: Final = PREFIXES["sh"]
_TYPE: Final = ox.NamedNode(RDF.type)
_COMMENT: Final = ox.NamedNode(PREFIXES["rdfs"] + "comment")
_AT: Final = ox.NamedNode(PREFIXES["prov"] + "atLocation")
_BOOLEAN: Final = ox.NamedNode(PREFIXES["xsd"] + "boolean")
_SEVERITIES: Final = {
    Severity.ERROR: "Violation",
    Severity.WARNING: "Warning",
    Severity.INFO: "Info",
}
_Said = list[tuple[ox.NamedNode, Any]]


def turtle(findings: Iterable[Diagnostic], *, left_out: int = 0) -> str:
    """The report as Turtle; see `report`."""
    return formats.write(
        report(findings, left_out=left_out), formats.TURTLE, prefixes=_PREFIXES
    ).decode()


def report(findings: Iterable[Diagnostic], *, left_out: int = 0) -> list[ox.Triple]:
    """The triples of a sh:ValidationReport with a result for each finding.

    - `sh:conforms` is true when there are no findings at all (§3.6.1.1), warnings included.
    - A finding without a SHACL result, a quotation that is not in the text for example, is a result
      too: its focus node is the line of the file, its constraint component an IRI of its code.
    - `sh:resultPath` is there for a single predicate; other paths would need blank nodes.
    - `sh:resultMessage` is what the shapes say, and the finding's message when they say nothing.
    - `prov:atLocation` is the line of the file (RFC 5147 §2.2.4 counts from 0: `#line=8,9` is line
      9). `rdfs:comment` gives line and column, and everything that people read.
    - A blank node of the data is told by its comment.
    """
    found = tuple(findings)
    blank = {
        node: ox.NamedNode(f"urn:kgbuild:blank:{digest}") for node, digest in digests(found).items()
    }
    results = {_minted("result", said): said for said in (_result(f, blank) for f in found)}
    conforms = ox.Literal("false" if found or left_out else "true", datatype=_BOOLEAN)
    about: _Said = [(_TYPE, _sh("ValidationReport")), (_sh("conforms"), conforms)]
    about += [(_sh("result"), node) for node in results]
    if left_out:
        about.append((_COMMENT, ox.Literal(and_more(left_out))))
    nodes = {_minted("report", about): about, **results}
    triples = [ox.Triple(node, p, o) for node, said in nodes.items() for p, o in said]
    for (file, _), node in blank.items():
        told = ox.Literal(scalars(f"stands for a blank node of {file}"))
        triples.append(ox.Triple(node, _COMMENT, told))
    return triples


def _sh(local: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + local)


def _minted(kind: str, said: _Said) -> ox.NamedNode:
    parts = "\n".join(sorted(f"{p} {o}" for p, o in said))
    digest = hashlib.sha256(parts.encode()).hexdigest()
    return ox.NamedNode(f"urn:kgbuild:{kind}:{digest}")


def _result(finding: Diagnostic, blank: Mapping[Node, ox.NamedNode]) -> _Said:
    line = _line(finding.at)
    head = f"{finding.at}: {finding.severity.word}[{finding.code}]: "
    said: _Said = [
        (_TYPE, _sh("ValidationResult")),
        (_sh("resultSeverity"), _severity(finding)),
        (_COMMENT, ox.Literal(scalars(head + "\n".join(lines(finding))))),
        (_AT, line),
    ]
    said += [(_sh("resultMessage"), ox.Literal(scalars(m))) for m in _messages(finding)]
    component = ox.NamedNode(CODES + quote(scalars(finding.code), safe="/:"))
    result = finding.result
    if result is None:
        return [
            *said,
            (_sh("focusNode"), line),
            (_sh("sourceConstraintComponent"), component),
        ]
    said.append((_sh("focusNode"), _term(result.focus, finding, blank)))
    said.append((_sh("sourceConstraintComponent"), _iri(result.component) or component))
    if result.value is not None:
        said.append((_sh("value"), _term(result.value, finding, blank)))
    for local, text in (("resultPath", result.path), ("sourceShape", result.shape)):
        if text and text.startswith("<") and (iri := _iri(text)):
            said.append((_sh(local), iri))
    return said


def _severity(finding: Diagnostic) -> ox.NamedNode:
    """SHACL's word, or that of shapes with severities of their own (§2.1.4)."""
    own = _iri(finding.result.level) if finding.result else None
    return own or _sh(_SEVERITIES[finding.severity])


def _messages(finding: Diagnostic) -> tuple[str, ...]:
    return (finding.result.messages if finding.result else ()) or (finding.message,)


def _line(at: Place) -> ox.NamedNode:
    """The IRI of a line of a file."""
    file = percent_encoded(at.path)
    scheme = "" if is_absolute(at.path) else "urn:kgbuild:file:"
    return ox.NamedNode(f"{scheme}{file}#line={max(1, at.line) - 1},{max(1, at.line)}")


def _term(text: str, finding: Diagnostic, blank: Mapping[Node, ox.NamedNode]) -> Any:
    """The term; the IRI of a blank node; what is no N-Triples term as a literal."""
    if is_blank(text):
        return blank[finding.at.path, text]
    try:
        return term(scalars(text))
    except ValueError:
        return ox.Literal(scalars(text))


def _iri(text: str) -> ox.NamedNode | None:
    """The IRI, with or without angle brackets; None when it is none."""
    try:
        return ox.NamedNode(scalars(text).removeprefix("<").removesuffix(">"))
    except ValueError:
        return None
