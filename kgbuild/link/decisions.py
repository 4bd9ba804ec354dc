"""Link decisions: what a person accepted, left open, rejected, or looked for in vain.

    links/positive.sssom.tsv     accepted: published as schema:sameAs or skos:*Match
    links/unsure.sssom.tsv       looked at, not decided: no identifier goes into the graph
    links/negative.sssom.tsv     rejected pairs, kept out of the graph; sssom:NoTermFound among them
                                 says that a thing was looked for and is not there
    links/predictions.sssom.tsv  what `kgbuild link` proposes; nothing of it goes into the graph

Editing the files by hand and deciding with `kgbuild link review` are the same thing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic
from kgbuild.link.authorities import PREFIXES
from kgbuild.link.sheet import NEEDED, Row, Sheet, parse
from kgbuild.located import Place
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
NEGATED: Final = "Not"
MANUAL: Final = PREFIXES["semapv"] + "ManualMappingCuration"
# What a row of each file says. A row without a term is `not-found`, but in unsure.sssom.tsv:
# there nobody has looked yet, or what was seen does not decide it.
FILES: Final = {
    "positive": "linked",
    "unsure": "unsure",
    "negative": "rejected",
    "predictions": "predicted",
}
REVIEWERS: Final = ("reviewer_id", "reviewer_label", "author_id", "author_label")
_LINKABLE: Final = (Person, Institution, PlaceRecord, Source, Concept, Policy, Voice)
_SKOS: Final = PREFIXES["skos"]
EXACT: Final = _SKOS + "exactMatch"
# The field of a concept or policy that holds its matches of each kind.
_MATCHES: Final = {
    EXACT: "matches",
    _SKOS + "closeMatch": "close_matches",
    _SKOS + "broadMatch": "broad_matches",
    _SKOS + "narrowMatch": "narrow_matches",
    _SKOS + "relatedMatch": "related_matches",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row: `subject`, `predicate` and `justification` as IRIs, `object` as an IRI or None.

    `decision` is linked, unsure, rejected, not-found or predicted. `negated` says that the row
    denies its mapping (SSSOM: predicate_modifier Not). `tool` is set when a program made it.
    """

    subject: Iri
    predicate: Iri
    object: Iri | None
    decision: str
    justification: Iri | None = None
    negated: bool = False
    reviewer: str | None = None
    tool: str | None = None
    date: str | None = None
    note: str | None = None
    row: Row = field(default=Row({}), compare=False, repr=False)

    @property
    def at(self) -> Place:
        """Where the row stands."""
        return self.row.at


def file_of(folder: Path, name: str) -> Path:
    """Where the links file of that name is."""
    return folder / f"{name}.sssom.tsv"


def read_sheets(
    folder: Path, *, shown_as: str = "links"
) -> tuple[dict[str, Sheet], tuple[Diagnostic, ...]]:
    """The files of a links folder that are there, by name, and what cannot be read in them."""
    sheets: dict[str, Sheet] = {}
    found: list[Diagnostic] = []
    for name in FILES:
        path = file_of(folder, name)
        if not path.is_file():
            continue
        shown = f"{shown_as}/{path.name}"
        data = path.read_bytes()
        try:
            sheets[name], wrong = parse(data.decode("utf-8"), shown)
        except UnicodeDecodeError as error:
            at = Place(shown, data[: error.start].count(b"\n") + 1)
            wrong = (codes.LINK_ROW.at(at, "this is not UTF-8"),)
        found.extend(wrong)
    return sheets, tuple(found)


def decide(
    sheets: Mapping[str, Sheet],
) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """What the rows of the files say, in the order of the files, and rows that say nothing."""
    rows: list[Decision] = []
    found: list[Diagnostic] = []
    for name, sheet in sheets.items():
        for row in sheet.rows:
            said = _decision(row, sheet, FILES[name])
            if isinstance(said, Diagnostic):
                found.append(said)
            else:
                rows.append(said)
    return tuple(rows), tuple(found)


def _decision(row: Row, sheet: Sheet, decision: str) -> Decision | Diagnostic:
    nothing = row.get("object_id") == NO_TERM_FOUND
    wanted = [row.get(c) for c in NEEDED]
    iris = [sheet.iri(cell) for cell in wanted]
    if None in iris:
        at = iris.index(None)
        said = f"`{wanted[at]}` is neither an IRI nor a name with a prefix of curie_map"
        said = said if wanted[at] else f"the row is too short, or {NEEDED[at]} is empty"
        return codes.LINK_ROW.at(row.place(NEEDED[at]), said, width=len(wanted[at]) or 1)
    subject, predicate, object_, justification = (iri or "" for iri in iris)
    modifier = row.get("predicate_modifier")
    if modifier not in ("", NEGATED):
        said = f"`{modifier}` is no predicate_modifier; SSSOM knows only {NEGATED}"
        return codes.LINK_ROW.at(row.place("predicate_modifier"), said, width=len(modifier))
    if nothing and decision in ("linked", "rejected"):
        decision = "not-found"
    return Decision(
        subject=subject,
        predicate=predicate,
        object=None if nothing else object_,
        decision=decision,
        justification=justification,
        negated=modifier == NEGATED,
        reviewer=row.get(*REVIEWERS) or None,
        tool=row.get("mapping_tool") or None,
        date=_day(row.get("review_date", "mapping_date")),
        note=row.get("comment") or None,
        row=row,
    )


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def apply(
    assembly: Assembly, decisions: Iterable[Decision]
) -> tuple[Assembly, tuple[Decision, ...]]:
    """The same records with accepted links and a record of each decision, and the decisions used.

    Exact matches of people, institutions, places and sources become identifiers; those of concepts
    and policies matches of their kind. Voices are left alone: they have no field to hold an
    identifier. What was rejected or only proposed is remembered in the files alone.
    """
    records = {record.iri: record for record in assembly.records}
    origins = dict(assembly.origins)
    used: list[Decision] = []
    for decision in decisions:
        record = records.get(decision.subject)
        if not isinstance(record, _LINKABLE):
            continue
        used.append(decision)
        if decision.decision in ("rejected", "predicted"):
            continue
        linked = decision.decision == "linked" and not decision.negated
        if linked:
            records[decision.subject] = _linked(record, decision)
        kept = LinkDecision(
            iri=_decision_iri(decision, records),
            label=f"{record.label}: {decision.decision}",
            note=decision.note,
            subject=decision.subject,
            decision=decision.decision,
            object=decision.object if linked else None,
            match=decision.predicate if linked else None,
            justification=decision.justification,
            reviewer=decision.reviewer or decision.tool,
            review_date=decision.date,
        )
        records[kept.iri] = kept
        origins[kept.iri] = Origin(decision.at)
    linked_records = tuple(records[iri] for iri in sorted(records))
    return replace(assembly, records=linked_records, origins=origins), tuple(used)


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
        if decision.predicate == EXACT:
            return replace(record, identifiers=record.identifiers | new)
    elif isinstance(record, (Concept, Policy)) and (name := _MATCHES.get(decision.predicate)):
        return replace(record, **{name: getattr(record, name) | new})
    return record


def _decision_iri(decision: Decision, taken: Mapping[Iri, Any]) -> Iri:
    """{base}link/place--beijing--Q956: what was decided about, and the identifier looked at."""
    base, kind, name = decision.subject.rsplit("/", 2)
    last = (decision.object or decision.decision).rstrip("/").rsplit("/", 1)[-1]
    iri = f"{base}/link/{kind}--{name}--{last.rsplit('#', 1)[-1]}"
    if iri in taken:
        iri += f"--{hashlib.sha256((decision.object or '').encode()).hexdigest()[:8]}"
    return iri
