"""Where does this stand in the file? For RDF documents of others, in any format.

pyoxigraph says what a document means and not where. So the document is read once more, only for
the places of its statements, and these are paired with pyoxigraph's quads (`alignment`), which is
how a blank node of pyoxigraph's is led back to its `[`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.alignment import align
from kgbuild.graph.formats import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE, Format
from kgbuild.graph.json_positions import read_jsonld
from kgbuild.graph.json_values import strings
from kgbuild.graph.lines import Lines, lines_of, width
from kgbuild.graph.stated import Reading, Term
from kgbuild.graph.turtle_positions import read_lines, read_turtle
from kgbuild.graph.xml_positions import read_rdfxml
from kgbuild.located import Place

_Span = tuple[int, int]
_READERS: Final[Mapping[str, Callable[[str, str], Reading]]] = {
    TURTLE.name: read_turtle,
    TRIG.name: read_turtle,
    NTRIPLES.name: read_lines,
    NQUADS.name: read_lines,
    JSONLD.name: read_jsonld,
    RDFXML.name: read_rdfxml,
}


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """Where the wanted nodes of a document stand, and what is said of them.

    `stated` has the offset and width of a subject under `(subject,)`, of the first predicate under
    `(subject, predicate)`, of the object under all three; `mentioned` those of a node as an object.
    """

    shown_as: str
    lines: Lines
    stated: Mapping[tuple[str | None, ...], _Span]
    mentioned: Mapping[str, _Span]

    def of(
        self, focus: str, path: str | None = None, value: str | None = None
    ) -> tuple[Place, int]:
        """The best place for a finding, and how many characters to underline (at least one).

        Terms are N-Triples; a `path` that is no IRI in angle brackets is not looked for. The best
        is the object of the statement; else the first predicate of that name about the focus node;
        else the node as a subject; else as an object; else the beginning of the file. What goes on
        over several lines is underlined on its first.
        """
        for key in ((focus, path, value), (focus, path), (focus,)):
            if key in self.stated:
                return self._place(*self.stated[key])
        return self._place(*self.mentioned.get(focus, (0, 1)))

    def _place(self, offset: int, width_: int) -> tuple[Place, int]:
        return Place(self.shown_as, *self.lines.place(offset)), width_


def positions(  # noqa: PLR0913 - what a document is has many parts
    data: bytes,
    shown_as: str,
    *,
    format_: Format,
    quads: Sequence[ox.Triple | ox.Quad],
    wanted: Collection[str],
    base: str = "",
) -> Positions:
    r"""Where these nodes (N-Triples) stand in a document that pyoxigraph made these quads of.

    `data` is UTF-8 and not compressed, `quads` in the order of the document, `base` what its
    relative IRIs were read against. Only places for statements about the wanted nodes are kept. A
    byte order mark is not counted as a character. Never raises: what cannot be found stands at the
    beginning of the file.

    >>> data = b'@prefix e: <http://e.org/> .\ne:a e:knows [ e:age 7 ] .'
    >>> quads = list(ox.parse(data, format=TURTLE.ox))
    >>> where = positions(data, "f.ttl", format_=TURTLE, quads=quads, wanted=["<http://e.org/a>"])
    >>> where.of("<http://e.org/a>", "<http://e.org/knows>", str(quads[1].object))
    (Place(path='f.ttl', line=2, column=13), 1)
    """
    text = data.decode("utf-8-sig", errors="replace")
    stated: dict[tuple[str | None, ...], _Span] = {}
    mentioned: dict[str, _Span] = {}

    def span(term: Term) -> _Span:
        return term.start, width(text, term.start, term.end)

    nodes = frozenset(wanted)
    for statement, (subject, predicate, object_) in align(
        _READERS[format_.name](text, base), quads
    ):
        if subject in nodes:
            stated.setdefault((subject,), span(statement.subject))
            stated.setdefault((subject, predicate), span(statement.predicate))
            stated.setdefault((subject, predicate, object_), span(statement.object))
        if object_ in nodes:
            mentioned.setdefault(object_, span(statement.object))
    if format_ is JSONLD:
        for string in strings(text):
            if (iri := f"<{string.text}>") in nodes:
                mentioned.setdefault(iri, (string.start, string.end - string.start))
    return Positions(shown_as, lines_of(text), stated, mentioned)
