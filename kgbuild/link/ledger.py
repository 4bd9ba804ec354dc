"""Writing into the links files: proposals of a run, and what a person decides about one.

Sheets go in and sheets come out; `write` keeps them. Rows that nobody decides about stay as they
are, so that editing by hand and deciding with the tool can take turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kgbuild.files import write_all
from kgbuild.link import sheet as sheets_
from kgbuild.link.authorities import PREFIXES
from kgbuild.link.decisions import EXACT, FILES, NEGATED, NO_TERM_FOUND, file_of
from kgbuild.link.lock import LOCK, Lock, Seen, seen, written
from kgbuild.link.propose import ACCEPTED, NOTHING, PROPOSED, Outcome
from kgbuild.link.score import Judgement
from kgbuild.link.sheet import Row, Sheet
from kgbuild.records.model import Iri
from kgbuild.version import __version__

Sheets = Mapping[str, Sheet]
_MANUAL: Final = "semapv:ManualMappingCuration"
_LEXICAL: Final = "semapv:LexicalMatching"
# What a person can say of a proposal, and the file that the row goes to.
ACCEPT, REJECT, UNSURE, NONE = "accept", "reject", "unsure", "none"
_WHEN: Final = ("mapping_date", "mapping_tool_version")
_NOTHING: Final = PREFIXES["sssom"] + "NoTermFound"
_GOES_TO: Final = {ACCEPT: "positive", REJECT: "negative", UNSURE: "unsure"}
MATCHES: Final = {
    name: PREFIXES["skos"] + f"{name}Match"
    for name in ("exact", "close", "broad", "narrow", "related")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody decides about a pair, on a day.

    `verdict` is accept, reject, unsure or none (nothing that was proposed is it; `object` is not
    used then). `match` is exact, close, broad, narrow or related. `author` is a name, or a CURIE
    such as orcid:0000-0002-1825-0097.
    """

    subject: Iri
    object: Iri = ""
    verdict: str
    match: str = "exact"
    author: str
    date: str
    note: str = ""


def opened(sheets: Sheets, base: str) -> dict[str, Sheet]:
    """The same sheets and empty ones for the files that are not there yet."""
    return {name: sheets.get(name) or _new(name, base) for name in FILES}


def _new(name: str, base: str) -> Sheet:
    lines = sheets_.header(name, base)
    made, _ = sheets_.parse("\n".join(lines), name)
    return made


def propose_rows(
    sheets: Sheets, outcomes: Iterable[Outcome], *, date: str
) -> tuple[dict[str, Sheet], dict[Iri, Seen]]:
    """The sheets with what a run found, and what was seen of each identifier.

    What a service proposed before about the entities that it answered is replaced; what it failed
    to say, and what other services said, is kept. Pairs that were decided are not proposed again.
    """
    done = [o for o in outcomes if o.state in (PROPOSED, ACCEPTED, NOTHING)]
    book = dict(sheets)
    decided = {p for name in _GOES_TO.values() for p in _pairs(book[name])}
    accepted = {o.entity.iri for o in done if o.state == ACCEPTED} - _settled(book)
    made: dict[str, list[Row | dict[str, str]]] = {"predictions": [], "positive": []}
    sights: dict[Iri, Seen] = {}
    for outcome in done:
        iri = outcome.entity.iri
        goes_to = "positive" if outcome.state == ACCEPTED and iri in accepted else "predictions"
        if goes_to == "predictions" and iri in accepted:
            continue  # its question is answered
        if outcome.state == NOTHING:
            made[goes_to].append(_nothing(outcome, date))
        for judgement in outcome.judgements:
            candidate = judgement.candidate
            if (iri, candidate.id) in decided:
                continue
            key = outcome.query.key(outcome.service)
            sights[candidate.id] = seen(candidate, service=outcome.service, query=key, date=date)
            made[goes_to].append(_proposal(outcome, judgement, date))
            if goes_to == "positive":
                decided.add((iri, candidate.id))  # a second service may say so, too
    answered = {(o.entity.iri, _source(o.service)) for o in done}
    old = [(_asked(row, book["predictions"]), row) for row in book["predictions"].rows]
    kept = [row for asked, row in old if asked not in answered and asked[0] not in accepted]
    known = {_but_the_day(row.cells): row for _, row in old}
    sheet = with_rows(book["predictions"], [*kept, *made["predictions"]])
    rows = tuple(known.get(_but_the_day(row.cells), row) for row in sheet.rows)
    book["predictions"] = replace(sheet, rows=rows)
    if made["positive"]:
        book["positive"] = with_rows(book["positive"], [*book["positive"].rows, *made["positive"]])
    return book, sights


def _but_the_day(cells: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """What a proposal says besides when: said again another day, it keeps its first day."""
    return frozenset((k, v) for k, v in cells.items() if k not in _WHEN)


def _settled(sheets: Sheets) -> set[Iri | None]:
    """The entities that somebody has linked, could not decide about, or did not find."""
    rows = [(name, sheets[name], row) for name in _GOES_TO.values() for row in sheets[name].rows]
    return {
        sheet.iri(row.get("subject_id"))
        for name, sheet, row in rows
        if name != "negative" or row.get("object_id") == NO_TERM_FOUND
    }


def _source(service: str) -> Iri:
    """The IRI of a service, for the column object_source."""
    if service.startswith(("http://", "https://")):
        return service
    return PREFIXES["service"] + quote(service, safe="=:/?&.-_~")


def _asked(row: Row, sheet: Sheet) -> tuple[Iri | None, Iri | None]:
    return sheet.iri(row.get("subject_id")), sheet.iri(row.get("object_source"))


def _pairs(sheet: Sheet) -> set[tuple[Iri | None, Iri | None]]:
    return {pair(row, sheet) for row in sheet.rows}


def pair(row: Row, sheet: Sheet) -> tuple[Iri | None, Iri | None]:
    """What a row is about: its subject and object, None where it has no IRI."""
    return sheet.iri(row.get("subject_id")), sheet.iri(row.get("object_id"))


def _proposal(outcome: Outcome, judgement: Judgement, date: str) -> dict[str, str]:
    candidate = judgement.candidate
    return {
        **_by_tool(outcome, date),
        "object_id": candidate.id,
        "object_label": candidate.label,
        "confidence": f"{judgement.score:.2f}",
        "comment": "; ".join(judgement.reasons),
    }


def _nothing(outcome: Outcome, date: str) -> dict[str, str]:
    said = f"looked for in {outcome.service}; nothing fits"
    return {**_by_tool(outcome, date), "object_id": NO_TERM_FOUND, "comment": said}


def _by_tool(outcome: Outcome, date: str) -> dict[str, str]:
    """What every row has that kgbuild makes."""
    return {
        "subject_id": outcome.entity.iri,
        "subject_label": outcome.entity.name,
        "predicate_id": EXACT,
        "mapping_justification": _LEXICAL,
        "object_source": _source(outcome.service),
        "mapping_tool": "kgbuild",
        "mapping_tool_version": __version__,
        "mapping_date": date,
        "match_string": outcome.query.name,
    }


def decide(sheets: Sheets, verdict: Verdict, *, labels: Mapping[Iri, str]) -> dict[str, Sheet]:
    """The sheets after a verdict: its row moves to the file where it belongs.

    Accepting one candidate ends the question: the entity's other proposals go. `none` rejects all
    of them and remembers that the thing was looked for. `labels` are those of entities.
    """
    book = dict(sheets)
    proposals = book["predictions"]
    subject = verdict.subject
    of_subject = [r for r in proposals.rows if proposals.iri(r.get("subject_id")) == subject]
    rows = {i: r for r in of_subject if (i := proposals.iri(r.get("object_id"))) is not None}
    ends = verdict.verdict in (ACCEPT, NONE)
    gone = of_subject if ends else [rows[verdict.object]] if verdict.object in rows else []
    kept = [r for r in proposals.rows if r not in gone]
    book["predictions"] = with_rows(proposals, kept)
    label = labels.get(subject, "")
    if verdict.verdict == NONE:
        for object_, row in rows.items():
            if row.get("object_id") != NO_TERM_FOUND:
                each = replace(verdict, object=object_, verdict=REJECT)
                book = _moved(book, each, label, row)
        empty = replace(verdict, object=NO_TERM_FOUND)
        return _filed(book, "negative", _decided(empty, label, None))
    return _moved(book, verdict, label, rows.get(verdict.object))


def _moved(
    book: dict[str, Sheet], verdict: Verdict, label: str, row: Row | None
) -> dict[str, Sheet]:
    """The sheets with a pair in the file of the verdict, and in no other.

    What is accepted is there, so that nothing was found is no longer so.
    """
    pairs = {(verdict.subject, verdict.object)}
    if verdict.verdict == ACCEPT:
        pairs.add((verdict.subject, _NOTHING))
    for name in _GOES_TO.values():
        kept = [r for r in book[name].rows if pair(r, book[name]) not in pairs]
        if len(kept) < len(book[name].rows):
            gone = (r for r in book[name].rows if r not in kept)
            row = row or next((r for r in gone if r.get("object_id") != NO_TERM_FOUND), None)
            book[name] = with_rows(book[name], kept)
    return _filed(book, _GOES_TO[verdict.verdict], _decided(verdict, label, row))


def _decided(verdict: Verdict, label: str, row: Row | None) -> dict[str, str]:
    """The cells of a decided row, with what was known when it was only proposed."""
    author = "author_id" if ":" in verdict.author else "author_label"
    proposed = row.cells if row else {}
    notes = (verdict.note, proposed.get("comment", ""))
    return {
        "subject_id": verdict.subject,
        "subject_label": proposed.get("subject_label", label),
        "predicate_id": MATCHES[verdict.match],
        "predicate_modifier": NEGATED if verdict.verdict == REJECT else "",
        "object_id": verdict.object,
        "object_label": proposed.get("object_label", ""),
        "mapping_justification": _MANUAL,
        author: verdict.author,
        "mapping_date": verdict.date,
        "confidence": proposed.get("confidence", ""),
        "comment": "; ".join(filter(None, notes)),
    }


def _filed(book: dict[str, Sheet], name: str, cells: dict[str, str]) -> dict[str, Sheet]:
    return {**book, name: with_rows(book[name], [*book[name].rows, cells])}


def with_rows(sheet: Sheet, rows: Iterable[Row | Mapping[str, str]]) -> Sheet:
    """The sheet with other rows: old ones as they stand, new cells shortened by its prefixes."""
    made = (r if isinstance(r, Row) else Row(_shortened(sheet, r)) for r in rows)
    return replace(sheet, rows=tuple(made))


def _shortened(sheet: Sheet, cells: Mapping[str, str]) -> dict[str, str]:
    iris = ("subject_id", "predicate_id", "object_id", "object_source")
    return {
        name: sheet.short(cell) if name in iris and cell.startswith("http") else cell
        for name, cell in cells.items()
        if cell
    }


def changes(folder: Path, before: Sheets, after: Sheets, lock: Lock | None) -> dict[Path, bytes]:
    """The bytes of each links file that is not as before, and of the lock if one is given."""
    files = {
        file_of(folder, name): sheets_.written(sheet).encode()
        for name, sheet in after.items()
        if sheet != before.get(name) and (sheet.rows or name in before)
    }
    if lock is not None:
        files[folder / LOCK] = written(lock)
    return files


def write(
    folder: Path, before: Sheets, after: Sheets, lock: Lock | None = None
) -> tuple[Path, ...]:
    """Keeps what changed, all of it or nothing; the files that were written. Raises OSError."""
    files = changes(folder, before, after, lock)
    write_all(files)
    return tuple(files)
