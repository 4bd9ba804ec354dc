"""Link decisions in SSSOM files: what a person accepted, left open, or looked for in vain.

    links/positive.sssom.tsv    accepted: published as schema:sameAs or skos:*Match
    links/unsure.sssom.tsv      looked at, not decided: no identifier goes into the graph
    links/negative.sssom.tsv    rejected pairs, kept out of the graph; sssom:NoTermFound among them
                                says that a thing was looked for and is not there

Columns are SSSOM 1.1's; the YAML header lines begin with #.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from kgbuild import codes
from kgbuild.annotation.nodes import Mapping as YamlMapping
from kgbuild.annotation.nodes import compose
from kgbuild.diagnostics import Diagnostic, Related
from kgbuild.iris import ABSOLUTE
from kgbuild.located import Place, Text
from kgbuild.records.assemble import Assembly
from kgbuild.records.model import (
    Concept,
    Institution,
    Iri,
    LinkDecision,
    Person,
    PlaceRecord,
    Policy,
    Source,
    Voice,
)
from kgbuild.records.workbench import Origin
from kgbuild.suggest import suggestion

NO_TERM_FOUND: Final = "sssom:NoTermFound"
_FILES: Final = {"positive": "linked", "unsure": "unsure", "negative": "not-found"}
_NEEDED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_PREFIXES: Final = {
    "wikidata": "http://www.wikidata.org/entity/",
    "geonames": "https://sws.geonames.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
}
_REVIEWERS: Final = ("reviewer_id", "reviewer_label", "author_id", "author_label")
_LINKABLE: Final = (Person, Institution, PlaceRecord, Source, Concept, Policy, Voice)
_EXACT = _PREFIXES["skos"] + "exactMatch"
_CLOSE = _PREFIXES["skos"] + "closeMatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row: `subject` and `predicate` as IRIs, `object` as an IRI or None."""

    subject: Iri
    predicate: Iri
    object: Iri | None
    decision: str
    reviewer: str | None
    date: str | None
    note: str | None
    at: Place


def read(
    folder: Path, *, shown_as: str = "links"
) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """The decisions in a links folder, in the order of the files; none when it is not there."""
    rows: list[Decision] = []
    found: list[Diagnostic] = []
    for name, decision in _FILES.items():
        path = folder / f"{name}.sssom.tsv"
        if path.is_file():
            shown = f"{shown_as}/{path.name}"
            try:
                text = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError as error:
                at = Place(shown, path.read_bytes()[: error.start].count(b"\n") + 1)
                found.append(codes.LINK_ROW.at(at, "this is not UTF-8"))
                continue
            more, wrong = parse(text, shown, decision=decision)
            rows.extend(more)
            found.extend(wrong)
    return tuple(rows), (*found, *_decided_twice(rows))


def _decided_twice(rows: Iterable[Decision]) -> Iterable[Diagnostic]:
    """A finding for each pair that two files decide about."""
    seen: dict[tuple[Iri, Iri | None], Decision] = {}
    for row in rows:
        first = seen.setdefault((row.subject, row.object), row)
        if row.object is not None and first.at.path != row.at.path:
            yield codes.LINK_TWICE.at(
                row.at,
                f"<{row.object}> is decided about in another file, too",
                related=(Related(label="first here", at=first.at),),
            )


def parse(
    text: str, path: str, *, decision: str
) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """The decisions in the text of one SSSOM file."""
    lines = text.replace("\r\n", "\n").split("\n")
    header = [line[1:] for line in lines if line.startswith("#")]
    prefixes, found = _prefixes("\n".join(header), path)
    start = next((i for i, line in enumerate(lines) if line and not line.startswith("#")), None)
    if start is None:
        return (), tuple(found)
    table = csv.DictReader(lines[start:], delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [c for c in _NEEDED if c not in (table.fieldnames or ())]
    if missing:
        said = f"the columns {', '.join(missing)} are missing"
        return (), (*found, codes.LINK_ROW.at(Place(path, start + 1), said))
    rows = []
    for row in table:
        at = Place(path, start + table.line_num)
        read_row = _row(row, prefixes, at, decision)
        if isinstance(read_row, Diagnostic):
            found.append(read_row)
        elif read_row is not None:
            rows.append(read_row)
    return tuple(rows), tuple(found)


def _prefixes(header: str, path: str) -> tuple[dict[str, str], list[Diagnostic]]:
    """The prefixes of the header's curie_map, on top of the well-known ones."""
    prefixes = dict(_PREFIXES)
    if not header.strip():
        return prefixes, []
    node, found = compose(header, path)
    if isinstance(node, YamlMapping):
        for key, value in node.pairs:
            if key.value == "curie_map" and isinstance(value, YamlMapping):
                prefixes |= {k.value: v.value for k, v in value.pairs if isinstance(v, Text)}
    return prefixes, list(found)


def _row(
    row: Mapping[str, str | None], prefixes: Mapping[str, str], at: Place, decision: str
) -> Decision | Diagnostic | None:
    cells = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    if not any(cells.values()):
        return None
    nothing = cells["object_id"] == NO_TERM_FOUND
    wanted = [
        cells["subject_id"],
        cells["predicate_id"],
        *([] if nothing else [cells["object_id"]]),
    ]
    iris = [_iri(value, prefixes) for value in wanted]
    if None in iris:
        bad = wanted[iris.index(None)]
        said = f"`{bad}` is neither an IRI nor a name with a prefix of curie_map"
        return codes.LINK_ROW.at(at, said if bad else "the row is too short, or a cell is empty")
    return Decision(
        subject=iris[0] or "",
        predicate=iris[1] or "",
        object=None if nothing else iris[2],
        decision="not-found" if nothing else ("rejected" if decision == "not-found" else decision),
        reviewer=next((v for c in _REVIEWERS if (v := cells.get(c))), None),
        date=_day(cells.get("review_date") or cells.get("mapping_date") or ""),
        note=cells.get("comment") or None,
        at=at,
    )


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def _iri(value: str, prefixes: Mapping[str, str]) -> str | None:
    """The IRI that a cell stands for, None when it stands for none."""
    if not value.startswith(("http://", "https://")):
        prefix, colon, local = value.partition(":")
        if not (colon and prefix in prefixes and local):
            return None
        value = prefixes[prefix] + local
    return value if ABSOLUTE.fullmatch(value) else None


def apply(
    assembly: Assembly, decisions: Iterable[Decision]
) -> tuple[Assembly, tuple[Decision, ...]]:
    """The same records with accepted links and a record of each decision, and the decisions used.

    Exact matches of people, institutions, places and sources become identifiers, those of concepts
    and policies matches. Voices are left alone: they have no field to hold an identifier.
    """
    records = {record.iri: record for record in assembly.records}
    origins = dict(assembly.origins)
    used: list[Decision] = []
    for decision in decisions:
        record = records.get(decision.subject)
        if not isinstance(record, _LINKABLE):
            continue
        used.append(decision)
        if decision.decision == "rejected":
            continue  # remembered in the file, and no business of the graph
        if decision.decision == "linked" and decision.object:
            records[decision.subject] = _linked(record, decision)
        kept = LinkDecision(
            iri=_decision_iri(decision, records),
            label=f"{record.label}: {decision.decision}",
            note=decision.note,
            subject=decision.subject,
            decision=decision.decision,
            object=decision.object if decision.decision == "linked" else None,
            reviewer=decision.reviewer,
            review_date=decision.date,
        )
        records[kept.iri] = kept
        origins[kept.iri] = Origin(decision.at)
    linked = replace(
        assembly, records=tuple(records[iri] for iri in sorted(records)), origins=origins
    )
    return linked, tuple(used)


def unknown_subjects(
    decisions: Iterable[Decision], used: Iterable[Decision], records: Iterable[Any]
) -> tuple[Diagnostic, ...]:
    """A finding for each decision about a thing that the project does not have."""
    known = [record.iri for record in records]
    used_rows = set(used)
    return tuple(
        codes.LINK_UNKNOWN.at(
            d.at, f"no article of the project has <{d.subject}>{suggestion(d.subject, known)}"
        )
        for d in decisions
        if d not in used_rows
    )


def _linked(record: Any, decision: Decision) -> Any:
    new = frozenset({decision.object} if decision.object else ())
    if isinstance(record, (Person, Institution, PlaceRecord, Source)):
        if decision.predicate == _EXACT:
            return replace(record, identifiers=record.identifiers | new)
    elif isinstance(record, (Concept, Policy)):
        if decision.predicate == _EXACT:
            return replace(record, matches=record.matches | new)
        if decision.predicate == _CLOSE:
            return replace(record, close_matches=record.close_matches | new)
    return record


def _decision_iri(decision: Decision, taken: Mapping[Iri, Any]) -> Iri:
    """{base}link/place--beijing--Q956: what was decided about, and the identifier looked at."""
    base, kind, name = decision.subject.rsplit("/", 2)
    last = (decision.object or decision.decision).rstrip("/").rsplit("/", 1)[-1]
    iri = f"{base}/link/{kind}--{name}--{last.rsplit('#', 1)[-1]}"
    if iri in taken:
        iri += f"--{hashlib.sha256((decision.object or '').encode()).hexdigest()[:8]}"
    return iri
