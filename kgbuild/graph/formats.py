"""RDF on disk: reading any format, writing the same bytes for the same triples."""

from __future__ import annotations

import codecs
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic
from kgbuild.errors import ConfigError
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.turtle import block, turtle
from kgbuild.graph.vocab import RDF
from kgbuild.located import Place
from kgbuild.suggest import suggestion

# Where pyoxigraph's messages say what the finding's place says better.
_PLACE_IN_MESSAGE: Final = re.compile(r"^Parser error (?:at|between) [^:]*: ")


@dataclass(frozen=True, slots=True)
class Format:
    """An RDF format: its name on the command line, file endings and media type."""

    name: str
    endings: tuple[str, ...]
    media_type: str
    ox: ox.RdfFormat
    quads: bool = False


TURTLE: Final = Format("turtle", ("ttl", "turtle"), "text/turtle", ox.RdfFormat.TURTLE)
NTRIPLES: Final = Format("ntriples", ("nt",), "application/n-triples", ox.RdfFormat.N_TRIPLES)
NQUADS: Final = Format("nquads", ("nq",), "application/n-quads", ox.RdfFormat.N_QUADS, quads=True)
TRIG: Final = Format("trig", ("trig",), "application/trig", ox.RdfFormat.TRIG, quads=True)
JSONLD: Final = Format(
    "jsonld", ("jsonld", "json"), "application/ld+json", ox.RdfFormat.JSON_LD, quads=True
)
RDFXML: Final = Format("rdfxml", ("rdf", "xml", "owl"), "application/rdf+xml", ox.RdfFormat.RDF_XML)
FORMATS: Final = (TURTLE, NTRIPLES, NQUADS, TRIG, JSONLD, RDFXML)
WRITABLE: Final = FORMATS[:-1]


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A document: its bytes (no longer gzip's), its quads in document order, its prefixes."""

    data: bytes
    quads: tuple[ox.Quad, ...]
    prefixes: Mapping[str, str]


def format_named(name: str) -> Format:
    """The format of that name or file ending. Raises ConfigError when there is none."""
    for known in FORMATS:
        if name in (known.name, *known.endings):
            return known
    names = [f.name for f in FORMATS]
    raise ConfigError(
        f"`{name}` is no RDF format{suggestion(name, names)}", hint="one of: " + ", ".join(names)
    )


def format_of(path: str) -> Format:
    """The format that a file name's ending stands for (.gz aside). Raises ConfigError."""
    name = path.removesuffix(".gz")
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not ending:
        raise ConfigError(f"the name `{path}` does not tell an RDF format", hint="give it with -f")
    return format_named(ending)


def write(
    quads: Iterable[ox.Triple | ox.Quad],
    format_: Format,
    *,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """The document of these triples or quads: sorted, so that the same ones give the same bytes.

    Named graphs are kept by the formats that have them and refused by those that have not
    (ConfigError), never silently dropped.
    """
    graphs: dict[str, set[ox.Triple]] = {}
    for quad in quads:
        name = ""
        if isinstance(quad, ox.Quad) and isinstance(quad.graph_name, ox.BlankNode):
            raise ConfigError("a graph is named by a blank node", hint="give it an IRI")
        if isinstance(quad, ox.Quad) and isinstance(quad.graph_name, ox.NamedNode):
            name = quad.graph_name.value
        graphs.setdefault(name, set()).add(ox.Triple(quad.subject, quad.predicate, quad.object))
    if set(graphs) - {""} and not format_.quads:
        raise ConfigError(
            f"{format_.name} has no named graphs, and the data has {len(set(graphs) - {''})}",
            hint="write nquads, trig or jsonld",
        )
    if format_ in (NTRIPLES, NQUADS):
        lines = sorted(
            f"{t}{f' <{name}>' if name else ''} .\n" for name, ts in graphs.items() for t in ts
        )
        return "".join(lines).encode()
    if format_ is TURTLE:
        return "".join(turtle(graphs.get("", ()), prefixes)).encode()
    if format_ is TRIG:
        return _trig(graphs, prefixes).encode()
    if format_ is JSONLD:
        return (json.dumps(_jsonld(graphs), ensure_ascii=False, indent=1) + "\n").encode()
    raise ConfigError(
        f"{format_.name} is read, not written",
        hint="it cannot carry every predicate; write turtle, ntriples, trig or jsonld",
    )


def _trig(graphs: dict[str, set[ox.Triple]], prefixes: Mapping[str, str]) -> str:
    parts = [f"@prefix {p}: <{ns}> .\n" for p, ns in sorted(prefixes.items())]
    for name, triples in sorted(graphs.items()):
        body = "".join(block(triples, prefixes))
        parts.append(f"\n<{name}> {{{body}}}\n" if name else body)
    return "".join(parts)


def _jsonld(graphs: dict[str, set[ox.Triple]]) -> Any:
    """Expanded JSON-LD 1.1 (§9): no context, so nothing can be fetched or guessed."""
    top = _nodes(graphs.get("", set()))
    for name, triples in sorted(graphs.items()):
        if name:
            top.append({"@id": name, "@graph": _nodes(triples)})
    return top


def _nodes(triples: set[ox.Triple]) -> list[dict[str, Any]]:
    nodes: dict[str, dict[str, Any]] = {}
    for triple in sorted(triples, key=str):
        node = nodes.setdefault(_id(triple.subject), {"@id": _id(triple.subject)})
        if triple.predicate.value == RDF.type and not isinstance(triple.object, ox.Literal):
            node.setdefault("@type", []).append(_id(triple.object))
        else:
            node.setdefault(triple.predicate.value, []).append(_jsonld_value(triple.object))
    return list(nodes.values())


def _id(node: Any) -> str:
    return str(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _jsonld_value(node: Any) -> dict[str, str]:
    if not isinstance(node, ox.Literal):
        return {"@id": _id(node)}
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if node.datatype.value == PREFIXES["xsd"] + "string":
        return {"@value": node.value}
    return {"@value": node.value, "@type": node.datatype.value}


def read(path: Path, *, format_: Format | None = None) -> tuple[ox.Quad, ...] | Diagnostic:
    """The quads of a file, all of them or, when it has an error, none: the finding says where.

    Never opens anything but the file. Raises OSError when it cannot be opened, ConfigError when
    its format cannot be told.
    """
    known = format_ or format_of(path.name)
    return parse(path.read_bytes(), str(path), format_=known)


def parse(data: bytes, shown_as: str, *, format_: Format) -> tuple[ox.Quad, ...] | Diagnostic:
    """The quads in these bytes, which are gzip's when the name says so; see `read`."""
    parsed = parse_document(data, shown_as, format_=format_)
    return parsed if isinstance(parsed, Diagnostic) else parsed.quads


def parse_document(
    data: bytes, shown_as: str, *, format_: Format, base: str | None = None
) -> Parsed | Diagnostic:
    """What is in these bytes, which are gzip's when the name says so; see `read`.

    `base` is what relative IRIs are read against; without it they are an error.
    """
    if shown_as.endswith(".gz"):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            return codes.RDF_SYNTAX.at(Place(shown_as), f"this is not gzip, or damaged: {error}")
    if refused := _refused_unread(data, shown_as, format_):
        return refused
    try:
        parser = ox.parse(data, format=format_.ox, base_iri=base)
        quads = tuple(parser)
    except SyntaxError as error:
        return _syntax_error(error, data, shown_as, format_)
    except ValueError as error:
        at = _place_in_xml(data, shown_as) if format_ is RDFXML else Place(shown_as)
        return codes.RDF_SYNTAX.at(at, f"{format_.name}: {error}")
    if any(_is_rdf_12(q.subject) or _is_rdf_12(q.object) for q in quads):
        said = "triple terms and directions of text are RDF 1.2; kgbuild speaks RDF 1.1"
        return codes.RDF_SYNTAX.at(Place(shown_as), said)
    return Parsed(data, quads, dict(parser.prefixes))


def _refused_unread(data: bytes, shown_as: str, format_: Format) -> Diagnostic | None:
    """The finding about what no parser gets to see."""
    if format_ is RDFXML and b"<!DOCTYPE" in data[:100_000]:
        line = data[: data.index(b"<!DOCTYPE")].count(b"\n") + 1
        said = "a DOCTYPE in RDF/XML can expand without end, and is refused"
        return codes.RDF_SYNTAX.at(Place(shown_as, line), said)
    if data.startswith(codecs.BOM_UTF8) and format_ not in (RDFXML, JSONLD):
        said = f"{format_.name}: a byte order mark (EF BB BF) before the first character"
        return codes.RDF_SYNTAX.at(Place(shown_as), said, hint="save the file without it")
    return None


def _syntax_error(error: SyntaxError, data: bytes, shown_as: str, format_: Format) -> Diagnostic:
    """The finding for a parser's error, its place told by the finding instead of the message."""
    at = Place(shown_as, error.lineno or 1, error.offset or 1)
    if error.lineno is None and format_ is RDFXML:
        at = _place_in_xml(data, shown_as)
    same_line = error.end_lineno == error.lineno
    width = (error.end_offset or 0) - at.column if same_line else 1
    said = _PLACE_IN_MESSAGE.sub("", error.msg)
    return codes.RDF_SYNTAX.at(at, f"{format_.name}: {said}", width=max(1, width))


def _place_in_xml(data: bytes, shown_as: str) -> Place:
    """Where XML is not well-formed, which pyoxigraph does not tell; its first line otherwise."""
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        return Place(shown_as, error.lineno, error.offset + 1)
    return Place(shown_as)


def _is_rdf_12(term: Any) -> bool:
    return isinstance(term, ox.Triple) or getattr(term, "direction", None) is not None
