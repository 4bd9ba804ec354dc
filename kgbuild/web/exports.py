"""An article's data as files: Turtle and JSON-LD of its graph, its claims as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kgbuild.graph import formats
from kgbuild.graph.encode import encode
from kgbuild.web.shelf import Article
from kgbuild.web.views.cards import Card
from kgbuild.web.views.words import CERTAINTY

if TYPE_CHECKING:
    import pyoxigraph as ox

_COLUMNS = (
    *("claim", "voice", "certainty", "certainty in words", "says", "source", "issued"),
    *("heard through", "quotation", "mode", "about", "review"),
)
# A spreadsheet would take such a cell for a formula (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t")


def graph_of(article: Article) -> frozenset[ox.Triple]:
    """The graph of an article."""
    return encode(article.lookup.records.values())


def turtle(graph: frozenset[ox.Triple], article: Article) -> str:
    """The graph of an article in Turtle."""
    return formats.write(graph, formats.TURTLE, prefixes=article.prefixes).decode()


def jsonld(graph: frozenset[ox.Triple]) -> str:
    """A graph in JSON-LD."""
    return formats.write(graph, formats.JSONLD).decode()


def claims_csv(cards: Iterable[Card]) -> str:
    """One row for each claim, as RFC 4180 has it; cells that look like formulas get a quote."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for card in cards:
        table.writerow([_cell(text) for text in _row(card)])
    return out.getvalue()


def _row(card: Card) -> list[str]:
    chain = card.chains[0]
    return [
        card.iri,
        card.holder.label,
        card.factuality,
        CERTAINTY.get(card.factuality, ""),
        card.says,
        card.source.label,
        chain.speaker.issued,
        "; ".join(step.holder.label for step in chain.through),
        " … ".join(card.quote),
        card.mode or "",
        "; ".join(ref.label for ref in card.about),
        card.review,
    ]


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def linked_data(article: Article, cards: Iterable[Card]) -> dict[str, Any]:
    """The article and its claims for search engines (schema.org Article, Claim).

    No ClaimReview: it would assert a verdict.
    """
    source = article.lookup.article
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": article.lookup.snapshot.source,
        "headline": article.title,
        "hasPart": [_claim(card) for card in cards],
    }
    if source is not None:
        if source.creator:
            about["author"] = {"@id": source.creator, "name": article.lookup.label(source.creator)}
        if source.issued.earliest and source.issued.earliest == source.issued.latest:
            about["datePublished"] = source.issued.earliest
        if source.language:
            about["inLanguage"] = source.language
    return about


def _claim(card: Card) -> dict[str, Any]:
    return {
        "@type": "Claim",
        "@id": card.iri,
        "text": card.says,
        "author": {"@id": card.holder.iri, "name": card.holder.label},
        "appearance": {"@id": card.source.iri},
    }
