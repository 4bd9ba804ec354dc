"""Terms as people read them: a short name with its label, a text in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES, compact
from kgbuild.graph.terms import term

WIDTH: Final = 60
UNKNOWN_NODE: Final = "a node without a name"
XSD: Final = PREFIXES["xsd"]
# Predicates that label things, the best first.
_LABELS: Final = (
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["schema"] + "name",
    "http://schema.org/name",
    "http://xmlns.com/foaf/0.1/name",
    PREFIXES["dcterms"] + "title",
    "http://purl.org/dc/elements/1.1/title",
    PREFIXES["sh"] + "name",
)
# What Turtle writes without quotation marks and datatype (Turtle §2.5.2, §2.5.3).
_BARE: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPED: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WEB: Final = {"http": "https", "https": "http"}


@dataclass(frozen=True, slots=True, eq=False)
class Speller:
    """Spells N-Triples terms; made by `speller`. `labels` go by N-Triples term.

    >>> Speller({"ex": "urn:ex:"}, {"<urn:ex:b>": "Bob"}).spell("<urn:ex:b>")
    'ex:b (“Bob”)'
    """

    prefixes: Mapping[str, str]
    labels: Mapping[str, str]

    def spell(self, text: str) -> str:
        """A term in one short line; its label behind it when that says more than the name.

        Plain numbers and booleans are written as in Turtle; other text is in quotation marks, with
        its language or datatype. What is no term stays as it is, shortened.

        >>> spell = Speller({"xsd": XSD}, {}).spell
        >>> spell(f'"12x"^^<{XSD}integer>'), spell(f'"12"^^<{XSD}integer>'), spell('"Haus"@de')
        ('“12x” (xsd:integer)', '12', '“Haus”@de')
        >>> spell("<https://example.org/people/ada>"), spell("_:b7")
        ('<…/ada>', 'a node without a name')
        """
        name = self.name(text)
        label = self.labels.get(text, "")
        if not label or letters(label) == letters(re.split("[:/#]", name)[-1]):
            return name
        return f"{name} (“{_cut(_visible(label))}”)"

    def name(self, text: str) -> str:
        """A term as `spell` writes it, without its label."""
        try:
            node = term(text)
        except ValueError:
            return _cut(_visible(text))
        if isinstance(node, ox.NamedNode):
            return self._iri(node.value)
        return UNKNOWN_NODE if isinstance(node, ox.BlankNode) else self._literal(node)

    def _iri(self, iri: str) -> str:
        if short := compact(iri, self.prefixes):
            return short
        scheme, colon, rest = iri.partition(":")
        if compact(_WEB.get(scheme, "") + colon + rest, self.prefixes):
            return f"<{_visible(iri)}>"  # only its scheme makes it another term: it must be seen
        if cut := re.fullmatch(r"[a-z]+://[^/#]+.*([/#][^/#]+[/#]?)", iri):
            return f"<…{_middle(_visible(cut[1]))}>"
        return f"<{_middle(_visible(iri))}>"

    def _literal(self, node: ox.Literal) -> str:
        datatype = node.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(node.value):
            return _middle(node.value)
        shown = _cut(_visible(node.value[: WIDTH + 1]))
        quoted = f"“{shown}”{'' if node.value else ' (an empty text)'}"
        if node.language:
            return f"{quoted}@{node.language}"
        return quoted if datatype == XSD + "string" else f"{quoted} ({self._iri(datatype)})"


def speller(
    triples: Iterable[ox.Triple | ox.Quad], prefixes: Mapping[str, str], wanted: Collection[str]
) -> Speller:
    """A Speller that knows the labels that triples give the `wanted` terms (N-Triples).

    Of several labels an English one or one without language comes first, then by predicate
    (rdfs:label, skos:prefLabel, schema:name, foaf:name, dcterms:title, dc:title, sh:name), then
    by the alphabet.
    """
    best: dict[str, tuple[bool, int, str]] = {}
    for triple in triples:
        predicate, label = triple.predicate.value, triple.object
        if predicate not in _LABELS or not isinstance(label, ox.Literal) or not label.value.strip():
            continue
        subject = str(triple.subject)
        if subject in wanted:
            foreign = (label.language or "en").split("-")[0] != "en"
            rank = (foreign, _LABELS.index(predicate), label.value)
            best[subject] = min(rank, best.get(subject, rank))
    return Speller(prefixes, {subject: rank[2] for subject, rank in best.items()})


def letters(text: str) -> str:
    """Only the letters and digits, all small: what two spellings of a name share."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _visible(text: str) -> str:
    """Text on one line, whose line ends and invisible characters can be seen."""
    return "".join(_ESCAPED.get(c, c if c.isprintable() else f"\\u{ord(c):04x}") for c in text)


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def _middle(text: str) -> str:
    half = WIDTH // 2
    return text if len(text) <= WIDTH else f"{text[: half - 1]}…{text[-half:]}"
