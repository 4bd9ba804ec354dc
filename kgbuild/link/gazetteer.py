"""A table of things with identifiers, as a service that needs no network.

    id                 name     type    description         aliases
    geonames:1835848/  Seoul    city    capital of Korea    Sŏul|Keijo

The first line names the columns. `id` (an IRI, or a name with a well-known prefix) and `name` must
be there; `type`, `description` and `aliases` (several parted by |) may; others are passed over.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kgbuild.errors import InputError
from kgbuild.link.linker import Candidate, Candidates, Query, first
from kgbuild.link.names import folded, words
from kgbuild.link.sheet import Sheet
from kgbuild.records.model import Iri

_NEEDED: Final = ("id", "name")


class Gazetteer:
    """Things found by their names. Of names that are not equal, all words must be in the other."""

    batch = 1000
    offline = True
    kinds: frozenset[str] = frozenset()

    def __init__(self, name: str, things: Iterable[Candidate]) -> None:
        self.name = name
        self.things = {thing.id: thing for thing in things}
        self._by_name: dict[str, list[Candidate]] = defaultdict(list)
        self._by_word: dict[str, list[Candidate]] = defaultdict(list)
        for thing in self.things.values():
            for called in dict.fromkeys(map(folded, (thing.label, *thing.aliases))):
                self._by_name[called].append(thing)
                for word in called.split():
                    self._by_word[word].append(thing)

    def ask(self, queries: Sequence[Query]) -> tuple[Candidates, ...]:
        """The things of each name: those that bear it first, then those whose name contains it."""
        return tuple(first(self._found(query), query.limit) for query in queries)

    def _found(self, query: Query) -> Iterable[Candidate]:
        yield from self._by_name.get(folded(query.name), ())
        wanted = words(query.name)
        rarest = min(wanted, key=lambda w: len(self._by_word.get(w, ())), default="")
        for thing in self._by_word.get(rarest, ()):
            if any(wanted <= words(called) for called in (thing.label, *thing.aliases)):
                yield thing

    def look_up(self, known: Mapping[Iri, str]) -> Mapping[Iri, Candidate | None]:
        """What the table says of identifiers; None for those of its kind that it does not have."""
        spaces = {iri.rstrip("/").rpartition("/")[0] for iri in self.things}
        ours = (iri for iri in known if iri.rstrip("/").rpartition("/")[0] in spaces)
        return {iri: self.things.get(iri) for iri in ours}


def read_gazetteer(path: Path, name: str) -> Gazetteer:
    """The gazetteer in a .tsv or .csv file (also .gz). Raises InputError with the line at fault."""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"there is no table {path}", hint="check --service") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}", hint="a table is UTF-8 text") from error
    delimiter = "\t" if ".tsv" in path.name else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        missing = [c for c in _NEEDED if c not in (table.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path}:1:1: the columns {', '.join(missing)} are missing",
                hint="the first line names the columns: id, name, type, description, aliases",
            )
        return Gazetteer(name, [_thing(row, path, table.line_num) for row in table])
    except csv.Error as error:
        raise InputError(f"{path}:{table.line_num}:1: {error}") from error


def _thing(row: Mapping[str | None, str | None], path: Path, line: int) -> Candidate:
    cells = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str)}
    iri = Sheet().iri(cells.get("id", ""))
    if iri is None or not cells.get("name"):
        wrong = "name is empty" if iri else f"`{cells.get('id', '')}` is no IRI"
        raise InputError(
            f"{path}:{line}:1: {wrong}",
            hint="write the whole identifier, such as http://www.wikidata.org/entity/Q148",
        )
    thing = Candidate(id=iri, label=cells["name"], description=cells.get("description", ""))
    return replace(
        thing,
        types=_several(cells.get("type", "")),
        aliases=_several(cells.get("aliases", "")),
        revision=cells.get("revision", ""),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
