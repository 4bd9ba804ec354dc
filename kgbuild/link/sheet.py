"""SSSOM/TSV files as sheets: header lines, columns and rows with their places. No meaning yet.

Lines that begin with # are a YAML header (SSSOM 1.1, "embedded metadata"), then comes a line of
column names, then a mapping a line. A cell in double quotes may hold a tab; no cell holds a line
break, so that a line is a row for every tool that reads the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kgbuild import codes
from kgbuild.annotation.nodes import Mapping as YamlMapping
from kgbuild.annotation.nodes import compose
from kgbuild.diagnostics import Diagnostic
from kgbuild.iris import ABSOLUTE
from kgbuild.link.authorities import PREFIXES
from kgbuild.located import Place, Text

NEEDED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
# The slots of an SSSOM 1.1 mapping that kgbuild reads or writes, in the order of the standard.
COLUMNS: Final = (
    *("subject_id", "subject_label", "predicate_id", "predicate_modifier"),
    *("object_id", "object_label", "mapping_justification", "author_id", "author_label"),
    *("reviewer_id", "reviewer_label", "object_source", "mapping_tool", "mapping_tool_version"),
    *("mapping_date", "review_date", "confidence", "reviewer_agreement", "match_string"),
    "comment",
)
# The columns whose cells are names with a prefix.
_NAMES: Final = (
    *("subject_id", "predicate_id", "object_id", "mapping_justification", "object_source"),
    *("author_id", "reviewer_id"),
)
_MAP: Final = re.compile(r"# *curie_map:")
_DECLARES: Final = re.compile(r"#\s+['\"]?([A-Za-z][\w.-]*)['\"]?:\s")
# A header line that is somebody's remark: no key, item or comment of YAML, and not indented.
_REMARK: Final = re.compile(r"# ?(?!-|[^\s#][^:]*:(?:\s|$))[^\s#]")
_ORDER: Final = ("subject_id", "predicate_id", "object_id", "object_source")


@dataclass(frozen=True, slots=True)
class Row:
    """One mapping: what stands in each column (empty cells left out), and where.

    `starts` tells at which character of its line a cell begins, 0-based.
    """

    cells: Mapping[str, str]
    at: Place = field(default=Place(""), compare=False)
    starts: Mapping[str, int] = field(default_factory=dict, compare=False)

    def get(self, *columns: str) -> str:
        """What stands in the first of these columns that is not empty; else nothing.

        >>> Row({"author_label": "Ada"}).get("author_id", "author_label")
        'Ada'
        """
        return next((v for c in columns if (v := self.cells.get(c))), "")

    def place(self, column: str) -> Place:
        """Where the cell of a column begins; the row's place when it has no such cell."""
        return replace(self.at, column=self.starts.get(column, 0) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file. `header` are its # lines as they stand, `prefixes` what they declare."""

    header: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    def iri(self, cell: str) -> str | None:
        """The IRI that a cell stands for, None when it stands for none.

        >>> Sheet().iri("wikidata:Q956")
        'http://www.wikidata.org/entity/Q956'
        """
        if not cell.startswith(("http://", "https://")):
            prefix, colon, local = cell.partition(":")
            if not (colon and prefix in self.prefixes and local):
                return None
            cell = self.prefixes[prefix] + local
        return cell if ABSOLUTE.fullmatch(cell) else None

    def short(self, iri: str) -> str:
        """The name with a prefix that stands for an IRI here; the IRI when no prefix fits."""
        fitting = [(len(long), p, long) for p, long in self.prefixes.items() if iri != long]
        fitting = [f for f in fitting if iri.startswith(f[2])]
        if not fitting:
            return iri
        size, prefix, _ = max(fitting)
        return f"{prefix}:{iri[size:]}"


def parse(text: str, path: str) -> tuple[Sheet, tuple[Diagnostic, ...]]:
    """The sheet in the text of a file, and what cannot be read in it. Other rows are kept."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    head = [line for line in lines if line.startswith("#")]
    prefixes, found = _prefixes(head, path)
    start = next((i for i, line in enumerate(lines) if line and not line.startswith("#")), None)
    empty = Sheet(header=tuple(head), prefixes=prefixes)
    if start is None:
        return empty, tuple(found)
    columns = tuple(name.strip() for name in _cells(lines[start]) or ())
    sheet = replace(empty, columns=columns)
    missing = [c for c in NEEDED if c not in columns]
    twice = [c for c in columns if columns.count(c) > 1]
    if missing or twice:
        said = f"the columns {', '.join(missing)} are missing"
        said = said if missing else f"the column {twice[0]} stands there twice"
        return sheet, (*found, codes.LINK_ROW.at(Place(path, start + 1), said))
    rows = []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        if not line.strip() or line.startswith("#"):
            continue
        row = _row(line, columns, Place(path, number))
        if isinstance(row, Diagnostic):
            found.append(row)
        elif row.cells:
            rows.append(row)
    return replace(sheet, rows=tuple(rows)), tuple(found)


def _row(line: str, columns: Sequence[str], at: Place) -> Row | Diagnostic:
    cells = _cells(line)
    if cells is None:
        return codes.LINK_ROW.at(at, "a quotation mark opens a cell and is not closed")
    if len(cells) > len(columns) and any(c.strip() for c in cells[len(columns) :]):
        return codes.LINK_ROW.at(at, f"the row has {len(cells)} cells for {len(columns)} columns")
    named = zip(columns, cells, strict=False)
    starts = dict(zip(columns, _starts(line), strict=False))
    return Row({name: cell.strip() for name, cell in named if cell.strip()}, at, starts)


def _starts(line: str) -> list[int]:
    """Where each cell of a line begins; a tab inside double quotes begins none."""
    starts, quoted = [0], False
    for index, character in enumerate(line):
        quoted ^= character == '"'
        if character == "\t" and not quoted:
            starts.append(index + 1)
    return starts


def _cells(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter="\t", strict=True))
    except csv.Error:
        return None


def _prefixes(header: Iterable[str], path: str) -> tuple[dict[str, str], list[Diagnostic]]:
    """The prefixes of the header's curie_map, on top of the well-known ones."""
    prefixes = dict(PREFIXES)
    text = "\n".join("" if _REMARK.match(line) else line[1:] for line in header)
    if all(line.strip()[:1] in ("", "#") for line in text.split("\n")):  # remarks only
        return prefixes, []
    node, found = compose(text, path)
    if isinstance(node, YamlMapping):
        for key, value in node.pairs:
            if key.value == "curie_map" and isinstance(value, YamlMapping):
                prefixes |= {k.value: v.value for k, v in value.pairs if isinstance(v, Text)}
    return prefixes, list(found)


def header(name: str, base: str) -> tuple[str, ...]:
    """The header of a new file of a project: what its prefixes mean, and which set it is."""
    kinds = ("person", "institution", "place", "concept", "policy", "source")
    known = {kind: f"{base}{kind}/" for kind in kinds} | PREFIXES
    return (
        "#curie_map:",
        *(f"#  {prefix}: {iri}" for prefix, iri in known.items()),
        f"#mapping_set_id: {base}links/{name}",
        "#license: https://w3id.org/sssom/license/unspecified",
        "#sssom_version: '1.1'",
    )


def written(sheet: Sheet) -> str:
    """The text of a sheet: its header as it stands, rows sorted, columns in the standard's order.

    Columns that SSSOM does not know are kept, at the end. Tabs and line breaks become spaces.
    A remark among the YAML of the header becomes a comment of YAML, for readers that are strict.
    """
    used = {name for row in sheet.rows for name in row.cells}
    known = [c for c in COLUMNS if c in NEEDED or c in used or c in sheet.columns]
    others = [c for c in sheet.columns if c not in COLUMNS]
    columns = [*known, *others, *sorted(used - {*known, *others})]
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(columns)
    plain = [Row({c: " ".join(row.get(c).split()) for c in columns}) for row in sheet.rows]
    for row in sorted(plain, key=lambda r: [r.get(c) for c in (*_ORDER, *columns)]):
        table.writerow([row.get(name) for name in columns])
    return "".join(f"{line}\n" for line in _declaring(sheet)) + out.getvalue()


def _declaring(sheet: Sheet) -> tuple[str, ...]:
    """The header lines, with every prefix that the rows use under curie_map."""
    cells = {row.get(column) for row in sheet.rows for column in _NAMES}
    used = {cell.partition(":")[0] for cell in cells if not cell.startswith(("http:", "https:"))}
    declared = {m[1] for line in sheet.header if (m := _DECLARES.match(line))}
    missing = sorted(used & sheet.prefixes.keys() - declared)
    more = tuple(f"#  {prefix}: {sheet.prefixes[prefix]}" for prefix in missing)
    at = next((i for i, line in enumerate(sheet.header, 1) if _MAP.match(line)), 0)
    first = () if at or not missing else ("#curie_map:",)
    lines = [f"#{line}" if _REMARK.match(line) else line for line in sheet.header]
    return (*lines[:at], *first, *more, *lines[at:])
