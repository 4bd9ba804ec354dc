"""The SHACL engines behind one seam: pySHACL, the reference, and a fast one.

This is the one door to both packages. They give the same results; where they would not, see
docs/engines.md, the reference is asked.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kgbuild.diagnostics import Result, Severity
from kgbuild.errors import ConfigError, InputError
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.terms import term
from kgbuild.graph.to_rdflib import to_rdflib
from kgbuild.rules.differences import differs
from kgbuild.rules.shapes import SH, Shapes
from kgbuild.suggest import suggestion

if TYPE_CHECKING:
    import rdflib

Engine = Callable[[Sequence[ox.Triple], Shapes], tuple[Result, ...]]
_SEVERITIES: Final = {
    SH + "Violation": Severity.ERROR,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
    SH + "Debug": Severity.INFO,
    SH + "Trace": Severity.INFO,
}
_VALIDATORS: Final = ("validator", "nodeValidator", "propertyValidator")
_BY_QUERY: Final = frozenset({SH + "SPARQLConstraintComponent", SH + "JSConstraintComponent"})


def engine(name: str) -> Engine:
    """The engine of that name: `pyshacl`, `fast`, or `auto`, see `either`.

    Raises ConfigError for another name, and for `fast` when its package is missing.
    """
    if name == "auto":
        return either if find_spec("shacl") else reference
    if name not in ENGINES:
        said = f"`{name}` is no engine{suggestion(name, [*ENGINES, 'auto'])}"
        raise ConfigError(said, hint="auto, pyshacl or fast")
    if name == "fast" and not find_spec("shacl"):
        raise ConfigError("the fast engine is not installed", hint="pip install 'kgbuild[fast]'")
    return ENGINES[name]


def either(data: Sequence[ox.Triple], shapes: Shapes) -> tuple[Result, ...]:
    """The results of the fast engine; of the reference where the fast one is wrong or refuses."""
    if differs(shapes):
        return reference(data, shapes)
    try:
        return fast(data, shapes)
    except InputError:
        return reference(data, shapes)


def versions() -> str:
    """The engines that are installed, with their versions: a verdict may depend on them."""
    found = ((name, _version(name)) for name in ("pyshacl", "rdflib", "shacl"))
    return " ".join(f"{name} {version}" for name, version in found if version)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def reference(data: Sequence[ox.Triple], shapes: Shapes) -> tuple[Result, ...]:
    """The results of pySHACL, sorted: no inference, no imports, nothing fetched.

    Raises InputError when it cannot use the shapes.
    """
    import pyshacl
    from rdflib.plugins import sparql

    sparql.SPARQL_LOAD_GRAPHS = False
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it logs each odd literal at length
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings(action="ignore"):  # what they warn of, `rules.lint` finds
            _, report, text = pyshacl.validate(
                to_rdflib(data, shapes.prefixes),
                shacl_graph=_document(shapes),
                shacl_graph_format="turtle",
                inplace=True,
                advanced=False,
                meta_shacl=False,
            )
    except RecursionError as error:
        raise InputError("the data or the shapes are nested too deeply for pySHACL") from error
    except Exception as error:
        raise InputError(f"pySHACL cannot use these shapes: {_first_line(error)}") from error
    if not hasattr(report, "subjects"):
        raise InputError(f"pySHACL cannot use these shapes: {_first_line(text)}")
    return tuple(sorted(_reported(report, shapes)))


def _document(shapes: Shapes) -> bytes:
    """Turtle for pySHACL to parse: it takes the prefixes of queries from the document, too."""
    prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in sorted(shapes.prefixes.items()))
    return (prefixes + _text(shapes.triples)).encode()


def _reported(report: rdflib.Graph, shapes: Shapes) -> Iterable[Result]:
    """The results that sh:result lists; those of sh:detail explain others (SHACL §3.6)."""
    from rdflib import URIRef

    def one(node: Any, local: str) -> str | None:
        value = report.value(node, URIRef(SH + local))
        return None if value is None else _n_triples(value)

    for node in set(report.objects(None, URIRef(SH + "result"))):
        yield _result(
            shapes,
            focus=one(node, "focusNode") or "",
            shape=one(node, "sourceShape") or "",
            component=(one(node, "sourceConstraintComponent") or "").strip("<>"),
            path=one(node, "resultPath"),
            value=one(node, "value"),
            messages=[str(m) for m in report.objects(node, URIRef(SH + "resultMessage"))],
            severity=(one(node, "resultSeverity") or "").strip("<>"),
        )


def _n_triples(node: Any) -> str:
    """An rdflib term as pyoxigraph writes it."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if isinstance(node, rdflib.BNode):
        return f"_:{node}"
    if node.language:
        return str(ox.Literal(str(node), language=node.language))
    kind = ox.NamedNode(str(node.datatype or PREFIXES["xsd"] + "string"))
    return str(ox.Literal(str(node), datatype=kind))


def fast(data: Sequence[ox.Triple], shapes: Shapes) -> tuple[Result, ...]:
    """The results of the `shacl` package, sorted. Raises InputError when it cannot use them."""
    try:
        report = _compiled(shapes).validate_text(_text(data), "ntriples", "urn:kgbuild:data")
    except ValueError as error:
        raise InputError(f"the SHACL engine cannot use this: {_first_line(error)}") from error
    renamed = any(_renamed(found) for found in report.results)
    blank = _blank_nodes(data, shapes) if renamed else {}
    return tuple(
        sorted(
            _result(
                shapes,
                focus=blank.get(found.focus_node, found.focus_node),
                shape=found.source_shape or "",
                component=found.component_iri,
                path=found.path,
                value=blank.get(found.value, found.value),
                messages=found.messages,
                severity=found.severity_iri,
            )
            for found in report.results
        )
    )


def _renamed(found: Any) -> bool:
    return found.focus_node.startswith("_:") or (found.value or "").startswith("_:")


def _blank_nodes(data: Iterable[ox.Triple], shapes: Shapes) -> dict[str, str]:
    """What the data calls each blank node, by the name the engine gives it.

    It numbers them as they appear, those of the shapes before those of the data: `_:0_b0`, …
    """
    first = len(_appearing(shapes.triples))
    return {f"_:0_b{i}": str(node) for i, node in enumerate(_appearing(data), first)}


def _appearing(triples: Iterable[ox.Triple]) -> dict[ox.BlankNode, None]:
    """The blank nodes of triples in the order in which they appear."""
    nodes = (n for t in triples for n in (t.subject, t.object))
    return dict.fromkeys(node for node in nodes if isinstance(node, ox.BlankNode))


@lru_cache(maxsize=32)
def _compiled(shapes: Shapes) -> Any:
    import shacl

    return shacl.Shapes.from_text(_text(shapes.triples), "ntriples", "urn:kgbuild:shapes")


def _text(triples: Iterable[ox.Triple]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _result(  # noqa: PLR0913 - the parts of a result
    shapes: Shapes,
    *,
    focus: str,
    shape: str,
    component: str,
    path: str | None,
    value: str | None,
    messages: Iterable[str],
    severity: str,
) -> Result:
    """A result without what engines say in their own words and spell in their own ways."""
    source = term(shape) if shape else None
    plain = path is not None and path.startswith("<") and path.find(">") == len(path) - 1
    if path is not None and not plain and source is not None:
        path = shapes.path(source)
    return Result(
        focus=focus,
        shape=shape,
        component=component,
        path=path,
        value=value,
        messages=_by_the_author(shapes, source, component, messages),
        severity=_SEVERITIES.get(severity, Severity.ERROR),
        level="" if severity in _SEVERITIES else severity,
    )


def _by_the_author(
    shapes: Shapes, source: Any, component: str, messages: Iterable[str]
) -> tuple[str, ...]:
    """The messages that the shapes give; those of queries have their variables replaced."""
    written = _literals(shapes, [source])
    if component.startswith(SH) and component not in _BY_QUERY:
        return tuple(sorted(written))
    queries = shapes.values(source, "sparql")
    if not component.startswith(SH):  # a constraint component of the shapes' own (SHACL §6.2)
        own = ox.NamedNode(component)
        queries = [v for local in _VALIDATORS for v in shapes.values(own, local)]
    return tuple(sorted(messages)) if written or _literals(shapes, queries) else ()


def _literals(shapes: Shapes, nodes: Iterable[Any]) -> list[str]:
    """The texts of sh:message at some nodes."""
    found = (m for node in nodes for m in shapes.values(node, "message"))
    return [m.value for m in found if isinstance(m, ox.Literal)]


def _first_line(error: object) -> str:
    return str(error).strip().split("\n")[0][:300]


ENGINES: Final[dict[str, Engine]] = {"pyshacl": reference, "fast": fast}
