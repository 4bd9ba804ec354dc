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
from kgbuild.diagnostics import Diagnostic, Related, Result, Severity, in_order
from kgbuild.graph import formats
from kgbuild.graph.decode import decode
from kgbuild.graph.documents import Document
from kgbuild.graph.formats import Format
from kgbuild.graph.positions import Positions
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.located import Place
from kgbuild.records.model import (
    Claim,
    Passage,
    PositionSelector,
    QuotationSelector,
    Snapshot,
    Source,
)
from kgbuild.records.workbench import shortened
from kgbuild.rules.shapes import OWN
from kgbuild.rules.validate import Report, rule_of, unchecked, validate
from kgbuild.text.span import WIDEST

_XSD: Final = PREFIXES["xsd"]
_LEXICAL: Final = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    _XSD + "nonNegativeInteger": re.compile(r"\+?[0-9]{1,18}"),
    _XSD + "date": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])Z?"),
}


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
    known = format_ or formats.format_of(path.name)
    parsed = formats.parse_document(path.read_bytes(), shown, format_=known)
    if isinstance(parsed, Diagnostic):
        return Verdict(triples=0, snapshots=0, quotations=0, chains=0, diagnostics=(parsed,))
    document = Document(shown, known, parsed.data, parsed.quads, parsed.prefixes)
    quads = document.quads
    records = {record.iri: record for record in decode(quads)}
    proven = list(prove(records.values()))
    odd = [quad for quad in quads if _is_ill_typed(quad.object)]
    report = validate(quad for quad in quads if quad not in odd)
    seen = {(r.shape, r.focus) for r in proven}
    rest = [r for r in report.results if not {(r.shape, r.focus), (r.shape, r.value)} & seen]
    wrong = [*proven, *rest]
    wanted = {n for r in wrong for n in (r.focus, r.value) if n} | {str(q.subject) for q in odd}
    places = document.positions(wanted)
    found = [_finding(result, records, places) for result in wrong]
    for quad in odd:
        node, predicate, value = str(quad.subject), str(quad.predicate), str(quad.object)
        at, width = places.of(node, predicate, value)
        said = f"{value} is not of its datatype"
        found.append(codes.LITERAL_ILL_TYPED.at(at, said, width=width))
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
    essential = (d for d in unchecked(report.focus, shown) if d.severity is Severity.ERROR)
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
    narrow = len(quotation.prefix) + len(quotation.suffix) < WIDEST
    if narrow and first >= 0 and text.find(context, first + 1) >= 0:
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
    """A result of a rule that was asked in plain code."""
    component = PREFIXES["sh"] + "SPARQLConstraintComponent"
    shape = f"<{OWN}{rule}>"
    return Result(focus=f"<{focus}>", shape=shape, component=component, messages=(message,))


def _finding(result: Result, records: dict[str, Any], places: Positions) -> Diagnostic:
    about, value = (term.strip("<>") for term in (result.focus, result.value or ""))
    at, width = places.of(result.focus, result.path, result.value)
    if isinstance(records.get(about), Snapshot) and value in records:
        about = value
        at, width = places.of(f"<{value}>")
    label = getattr(records.get(about), "label", "")
    code = rule_of(result)
    return Diagnostic(
        code=code,
        message=result.messages[0] if result.messages else code,
        at=at,
        width=width,
        severity=result.severity,
        hint=f"kgbuild explain {code}",
        related=(Related(label="about", text=label or about),),
        result=result,
    )
