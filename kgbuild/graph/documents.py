"""RDF documents of others: what is in them, what they call a namespace, where each term stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from kgbuild.diagnostics import Diagnostic
from kgbuild.graph import formats
from kgbuild.graph.formats import Format

if TYPE_CHECKING:
    from kgbuild.graph.positions import Positions


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A parsed document: its quads in document order and the prefixes it declares.

    Relative IRIs are read against `file:///` and the file's name: the same on every machine.
    """

    shown_as: str
    format: Format
    data: bytes
    quads: tuple[ox.Quad, ...]
    prefixes: Mapping[str, str]
    base: str = ""

    @property
    def triples(self) -> list[ox.Triple]:
        """The triples of all its graphs as one graph, each once, in document order."""
        plain = (ox.Triple(q.subject, q.predicate, q.object) for q in self.quads)
        return list(dict.fromkeys(plain))

    def positions(self, wanted: Collection[str]) -> Positions:
        """Where these nodes (N-Triples) stand in the document."""
        from kgbuild.graph.positions import positions

        return positions(
            self.data,
            self.shown_as,
            format_=self.format,
            quads=self.quads,
            wanted=wanted,
            base=self.base,
        )


def read_document(path: Path, shown_as: str, *, format_: Format) -> Document | Diagnostic:
    """The document in a file, or the finding that says where it is wrong.

    Raises OSError when it cannot be opened.
    """
    base = "file:///" + quote(Path(shown_as).name)
    parsed = formats.parse_document(path.read_bytes(), shown_as, format_=format_, base=base)
    if isinstance(parsed, Diagnostic):
        return parsed
    return Document(shown_as, format_, parsed.data, parsed.quads, parsed.prefixes, base)
