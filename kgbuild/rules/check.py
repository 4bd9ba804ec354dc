"""Checking a document of others with shapes of others: findings with places and reasons."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic, Related, Result, in_order
from kgbuild.errors import InputError
from kgbuild.graph.documents import Document
from kgbuild.graph.terms import Term, term
from kgbuild.located import Place
from kgbuild.rules.branches import explains, why
from kgbuild.rules.catalogue import focus_counts, own_shapes, rules_of
from kgbuild.rules.engines import Engine
from kgbuild.rules.facts import Facts, facts
from kgbuild.rules.lint import Fault, Seen, blind, lint, seen
from kgbuild.rules.shapes import OWN, Shapes, named
from kgbuild.rules.spelling import Speller, speller
from kgbuild.rules.validate import unchecked
from kgbuild.rules.words import headline

# Asking again why a branch failed costs a check of the data: less often when there is much of it.
_EXPLAINED: Final = 100
_EFFORT: Final = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The findings about a document, sorted, and how much was looked at.

    `seen` is what the document has for the shapes to see. `looked` of `rules` shapes with a target
    had something to look at, `nodes` in all.
    """

    findings: tuple[Diagnostic, ...]
    seen: Seen
    rules: int
    looked: int
    nodes: int
    triples: int


@dataclass(frozen=True)
class Checker:
    """Shapes, made ready to check documents with. Without `documents` they are kgbuild's own.

    `ontology` is added to every data graph: classes, subclasses and labels.
    """

    engine: Engine
    documents: tuple[Document, ...] = ()
    ontology: tuple[Document, ...] = ()
    explained: int = field(default=_EXPLAINED)

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of all documents as one graph."""
        if not self.documents:
            return own_shapes()
        prefixes = {p: iri for d in self.documents for p, iri in d.prefixes.items()}
        return named((quad for d in self.documents for quad in d.quads), prefixes)

    def findings_of_shapes(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the shapes, whatever the data; kgbuild's own are right."""
        return self._placed(lint(self.shapes)) if self.documents else ()

    def findings_of_the_unseen(self, data: Seen) -> tuple[Diagnostic, ...]:
        """Shapes and their terms that nothing in all the data was for."""
        known = [t for d in self.ontology for t in d.triples]
        return self._placed(blind(self.shapes, data, known)) if self.documents else ()

    def check(self, document: Document) -> Checked:
        """The findings about a document."""
        known = [t for d in self.ontology for t in d.triples]
        data = list(dict.fromkeys([*document.triples, *known]))
        counts = focus_counts(data, rules_of(self.shapes))
        try:
            results = self.engine(data, self.shapes)
        except InputError as error:
            results = ()
            found = [codes.ENGINE_FAILED.at(Place(document.shown_as), str(error))]
        else:
            found = self._findings(document, data, results)
        if not self.documents:
            found += unchecked(counts, document.shown_as)
        elif self.shapes.shapes and not any(counts.values()):
            at = Place(document.shown_as)
            found.append(codes.NOTHING_IN_FOCUS.at(at, "no shape has anything to look at"))
        return Checked(
            findings=in_order(found),
            seen=seen(self.shapes, data),
            rules=len(counts),
            looked=sum(1 for count in counts.values() if count),
            nodes=sum(counts.values()),
            triples=len(document.quads),
        )

    def _findings(
        self, document: Document, data: Sequence[ox.Triple], results: Sequence[Result]
    ) -> list[Diagnostic]:
        if not results:
            return []
        places = document.positions({r.focus for r in results})
        shapes, prefixes = self.shapes, {**self.shapes.prefixes, **document.prefixes}
        wanted = {t for r in results for t in (r.focus, r.value) if t} | _iris(shapes)
        spell = speller([*data, *shapes.triples], prefixes, wanted)
        defined = self._where_shapes_are({term(r.shape) for r in results if r.shape})
        known = facts(data)
        budget = min(self.explained, max(3, _EFFORT // (len(data) + 1)))
        found = []
        for result in dict.fromkeys(results):
            reasons: tuple[str, ...] = ()
            if budget and explains(result):
                budget -= 1
                reasons = why(result, data, shapes, spell, self.engine, known)
            at, width = places.of(result.focus, result.path, result.value)
            finding = self._finding(result, spell, known, defined)
            about = f"about {spell.spell(result.focus)}"
            found.append(replace(finding, at=at, width=width, reasons=(about, *reasons)))
        return found

    def _finding(
        self, result: Result, spell: Speller, known: Facts, defined: dict[Term, Place]
    ) -> Diagnostic:
        shape = term(result.shape) if result.shape else None
        code = self.shapes.code(shape) if shape is not None else "shape"
        message, pointer = headline(result, self.shapes, spell, known)
        related = [Related(label="the rule", at=defined[shape])] if shape in defined else []
        own = isinstance(shape, ox.NamedNode) and shape.value.startswith(OWN)
        more = "" if own else f" --shapes {shlex.quote(self.documents[0].shown_as)}"
        return Diagnostic(
            code=code,
            message=message,
            at=Place(""),
            severity=result.severity,
            pointer=pointer,
            hint=f"kgbuild explain {shlex.quote(code)}{more}",
            related=tuple(related),
            result=result,
        )

    def _where_shapes_are(self, shapes: Iterable[Term]) -> dict[Term, Place]:
        """The place of each of these shapes that is in one of the documents."""
        given = {shape: str(self.shapes.given.get(shape, shape)) for shape in shapes}
        found: dict[Term, Place] = {}
        for document in self.documents:
            here = {str(q.subject) for q in document.quads}
            mine = {shape: name for shape, name in given.items() if name in here}
            places = document.positions(set(mine.values())) if mine else None
            for shape, name in mine.items():
                if places is not None:
                    found.setdefault(shape, places.of(name)[0])
        return found

    def _placed(self, faults: Iterable[Fault]) -> tuple[Diagnostic, ...]:
        """Findings about shapes, at their places in the documents."""
        listed = list(faults)
        given = self.shapes.given
        spots = [
            tuple(str(given.get(t, t)) if t is not None else None for t in (f.node, f.value))
            for f in listed
        ]
        wanted = {node for node, _ in spots if node is not None}
        found = []
        places = [(d.positions(wanted), {str(q.subject) for q in d.quads}) for d in self.documents]
        for fault, (node, value) in zip(listed, spots, strict=True):
            at, width = Place(self.documents[0].shown_as), 1
            for positions, subjects in places:
                if node in subjects and node is not None:
                    path = f"<{fault.predicate}>" if fault.predicate else None
                    at, width = positions.of(node, path, value)
                    break
            found.append(fault.code.at(at, fault.message, width=width))
        return in_order(found)


def _iris(shapes: Shapes) -> set[str]:
    """The IRIs that the shapes speak of, for their labels."""
    terms = (t for triple in shapes.triples for t in (triple.subject, triple.object))
    return {str(t) for t in terms if isinstance(t, ox.NamedNode)}
