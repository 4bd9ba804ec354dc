"""Zero trust: does somebody else's kgbuild graph prove its own quotations?

Everything is checked twice: here in plain code from the triples alone, and by the shapes. Only the
file is looked at; no annotation, no article, no network.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic, Related, Severity, in_order
from kgbuild.graph import formats
from kgbuild.graph.decode import decode
from kgbuild.graph.formats import Format
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.located import Place
from kgbuild.project import unchecked
from kgbuild.records.model import (
    Claim,
    Passage,
    PositionSelector,
    QuotationSelector,
    Snapshot,
    Source,
)
from kgbuild.records.workbench import shortened
from kgbuild.rules.validate import Report, Result, validate

_XSD: Final = PREFIXES["xsd"]
_LEXICAL: Final = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    _XSD + "nonNegativeInteger": re.compile(r"\+?[0-9]{1,18}"),
    _XSD + "date": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])Z?"),
}
_PREFIX_LINE: Final = re.compile(r"\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"(?:<([^>\s]+)>|([\w-]*):([\w-]+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was proven: counts of what was looked at, and the findings, sorted."""

    triples: int
    snapshots: int
    quotations: int
    chains: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        """Whether every quotation, hash and chain holds, and there was something to prove."""
        return all(d.severity < Severity.ERROR for d in self.diagnostics)


def verify(path: Path, *, format_: Format | None = None) -> Verdict:
    """The verdict on a file. Raises OSError when it cannot be opened, ConfigError for its name."""
    shown = str(path)
    quads = formats.read(path, format_=format_)
    if isinstance(quads, Diagnostic):
        return Verdict(triples=0, snapshots=0, quotations=0, chains=0, diagnostics=(quads,))
    records = {record.iri: record for record in decode(quads)}
    places = _Places(path, shown)
    proven = list(prove(records.values()))
    odd = [quad for quad in quads if _is_ill_typed(quad.object)]
    report = validate(quad for quad in quads if quad not in odd)
    seen = {(r.rule, r.focus) for r in proven} | {(r.rule, r.value) for r in proven}
    rest = [r for r in report.results if not {(r.rule, r.focus), (r.rule, r.value)} & seen]
    found = [_finding(result, records, places) for result in (*proven, *rest)]
    for quad in odd:
        at = places.of(str(quad.subject).strip("<>"))
        found.append(codes.LITERAL_ILL_TYPED.at(at, f"{quad.object} is not of its datatype"))
    if any(isinstance(n, ox.BlankNode) for q in quads for n in (q.subject, q.object)):
        said = "the graph has a blank node, which nobody can cite"
        found.append(codes.BLANK_NODE.at(Place(shown), said))
    kinds = [type(record) for record in records.values()]
    return Verdict(
        triples=len(quads),
        snapshots=kinds.count(Snapshot),
        quotations=kinds.count(Passage),
        chains=kinds.count(Claim),
        diagnostics=in_order([*found, *_nothing(report, shown)]),
    )


def _is_ill_typed(term: Any) -> bool:
    """Whether a literal's text is none of its datatype: such a one stops SHACL engines."""
    pattern = _LEXICAL.get(term.datatype.value) if isinstance(term, ox.Literal) else None
    return pattern is not None and not pattern.fullmatch(term.value)


def _nothing(report: Report, shown: str) -> Iterator[Diagnostic]:
    essential = (d for d in unchecked(report, shown) if d.severity is Severity.ERROR)
    yield from essential


def prove(records: Iterable[Any]) -> Iterator[Result]:
    """What does not hold, checked in plain code: hashes, quotations, contexts, chains."""
    by_iri = {record.iri: record for record in records}
    for record in by_iri.values():
        if isinstance(record, Snapshot):
            digest = hashlib.sha256(record.characters.encode()).hexdigest()
            if digest != record.sha256 or len(record.characters) != record.length:
                said = f"the text's SHA-256 is {digest}, its length {len(record.characters)}"
                yield _wrong("snapshot-is-intact", record.iri, said)
        elif isinstance(record, Passage):
            yield from _passage(record, by_iri)
    yield from _chains(by_iri)


def _passage(passage: Passage, by_iri: dict[str, Any]) -> Iterator[Result]:
    snapshot, position, quotation = (
        by_iri.get(iri) for iri in (passage.snapshot, passage.position, passage.quotation)
    )
    if not (
        isinstance(snapshot, Snapshot)
        and isinstance(position, PositionSelector)
        and isinstance(quotation, QuotationSelector)
    ):
        yield _wrong("span-has-snapshot", passage.iri, "its text or a selector is missing")
        return
    text, start, end = snapshot.characters, position.start, position.end
    there = text[start:end]
    if there != quotation.exact:
        said = f"at {start} the text has “{shortened(there)}”, not “{shortened(quotation.exact)}”"
        yield _wrong("quote-matches-text", passage.iri, said)
    context = quotation.prefix + quotation.exact + quotation.suffix
    if text[max(0, start - len(quotation.prefix)) : end + len(quotation.suffix)] != context:
        yield _wrong("context-matches-text", passage.iri, "the words around it are others")
    first = text.find(context)
    if first >= 0 and text.find(context, first + 1) >= 0:
        yield _wrong("quote-is-unique-with-context", passage.iri, "it stands more than once")


def _chains(by_iri: dict[str, Any]) -> Iterator[Result]:
    """A result for each claim that no chain from the article reaches."""
    claims = {iri: r for iri, r in by_iri.items() if isinstance(r, Claim)}
    sources = {iri: r for iri, r in by_iri.items() if isinstance(r, Source)}
    texts = {r.source for r in by_iri.values() if isinstance(r, Snapshot)}

    def printed(source: str) -> bool:
        seen: set[str] = set()
        while source not in texts:
            if source in seen or source not in sources:
                return False
            seen.add(source)
            source = sources[source].part_of or ""
        return True

    reached: set[str] = set()
    edge = [iri for iri, claim in claims.items() if printed(claim.source)]
    while edge:
        iri = edge.pop()
        if iri in claims and iri not in reached:
            reached.add(iri)
            edge.extend(claims[iri].reports)
    for iri in sorted(set(claims) - reached):
        yield _wrong("chain-reaches-the-article", iri, "no chain leads from the article to it")


def _wrong(rule: str, focus: str, message: str) -> Result:
    return Result(
        rule=rule, focus=focus, path=None, value=None, message=message, severity=Severity.ERROR
    )


def _finding(result: Result, records: dict[str, Any], places: _Places) -> Diagnostic:
    about = result.focus
    if isinstance(records.get(about), Snapshot) and result.value in records:
        about = result.value or about
    label = getattr(records.get(about), "label", "")
    return Diagnostic(
        code=result.rule,
        message=result.message,
        at=places.of(about),
        severity=result.severity,
        hint=f"kgbuild explain {result.rule}",
        related=(Related(label="about", text=label or about),),
    )


class _Places:
    """Where each subject stands in a Turtle, N-Triples or N-Quads file: the line it begins."""

    def __init__(self, path: Path, shown: str) -> None:
        self.shown = shown
        self.lines: dict[str, int] = {}
        prefixes: dict[str, str] = {}
        if path.suffix not in (".ttl", ".nt", ".nq"):
            return
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.split("\n"), 1):
            if match := _PREFIX_LINE.match(line):
                prefixes[match[1]] = match[2]
            elif match := _SUBJECT.match(line):
                iri = match[1] or prefixes.get(match[2] or "", "") + (match[3] or "")
                self.lines.setdefault(iri, number)

    def of(self, iri: str) -> Place:
        """The place of a subject; the first line when it cannot be told."""
        return Place(self.shown, self.lines.get(iri, 1))
