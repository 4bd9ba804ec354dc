"""What a site is made from: the articles of a project, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgbuild.graph.prefixes import PREFIXES
from kgbuild.records.model import Snapshot
from kgbuild.web.addresses import slug
from kgbuild.web.views.lookup import Lookup

if TYPE_CHECKING:
    from kgbuild.project import Build


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article on the shelf: its name in paths and ids, its records, prefixes for its data."""

    slug: str
    lookup: Lookup
    prefixes: Mapping[str, str]

    @property
    def title(self) -> str:
        """What the article is called."""
        source = self.lookup.article
        return source.label if source is not None else self.lookup.snapshot.label


class Shelf:
    """The articles of a build, or of records that somebody read from a graph, in their order.

    One article's records are looked up at a time: what iterates must not keep them.
    """

    def __init__(self, source: Build | Iterable[Any]) -> None:
        parts = getattr(source, "parts", None)
        self.prefixes: Mapping[str, str] = getattr(source, "prefixes", PREFIXES)
        if parts is None:
            self._records = [tuple(source)]  # type: ignore[arg-type]
        else:
            self._records = [p.assembly.records for p in parts if p.assembly is not None]

    def __len__(self) -> int:
        return sum(isinstance(record, Snapshot) for found in self._records for record in found)

    def __iter__(self) -> Iterator[Article]:
        for records in self._records:
            by_iri = {record.iri: record for record in records}
            for record in records:
                if isinstance(record, Snapshot):
                    name = slug(record.source.rstrip("/").rsplit("/", 1)[-1])
                    lookup = Lookup(by_iri, record)
                    yield Article(slug=name, lookup=lookup, prefixes=self.prefixes)
