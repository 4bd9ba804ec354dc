"""Asking an engine and saying its results, for the tests of sentences."""

from __future__ import annotations

import pyoxigraph as ox

from kgbuild.diagnostics import Result
from kgbuild.rules.branches import why
from kgbuild.rules.engines import ENGINES
from kgbuild.rules.facts import facts
from kgbuild.rules.shapes import SH, Shapes, named
from kgbuild.rules.spelling import Speller, speller
from kgbuild.rules.words import sentence

EX = "https://example.org/"
HEAD = f"""
    @prefix ex: <{EX}> .
    @prefix sh: <{SH}> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Asked = tuple[list[Result], list[ox.Triple], Shapes, Speller]


def asked(engine: str, shapes: str, data: str) -> Asked:
    """The results of an engine, each once, and what it takes to say them."""
    triples = [q.triple for q in ox.parse(HEAD + data, format=ox.RdfFormat.TURTLE)]
    graph = named(ox.parse(HEAD + shapes, format=ox.RdfFormat.TURTLE), {"ex": EX})
    terms = {str(t) for x in [*triples, *graph.triples] for t in (x.subject, x.object)}
    spell = speller([*triples, *graph.triples], graph.prefixes, terms)
    return list(dict.fromkeys(ENGINES[engine](triples, graph))), triples, graph, spell


def said(engine: str, constraints: str, data: str, *, known: bool = True) -> list[str]:
    """The sentences about ex:a under these constraints, with or without the facts of the data."""
    shapes = f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; {constraints} ."
    results, triples, graph, spell = asked(engine, shapes, data)
    about = facts(triples if known else [])
    return sorted({sentence(r, graph, spell, about) for r in results})


def of(constraint: str) -> str:
    """A property shape on ex:p."""
    return f"sh:property [ sh:path ex:p ; {constraint} ]"


def reasons_of(engine: str, constraints: str, data: str) -> list[str]:
    """The lines that say why the only result about ex:a under these constraints came about."""
    shapes = f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; {constraints} ."
    (result,), triples, graph, spell = asked(engine, shapes, data)
    return list(why(result, triples, graph, spell, ENGINES[engine]))
