"""Which media type an answer is written in: what an endpoint offers, and what a client accepts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from kgbuild.graph import formats

_RESULTS: Final = ox.QueryResultsFormat
# SPARQL 1.1 §16 names the results formats; the plain types are what browsers and scripts ask for.
RESULTS: Final[dict[str, ox.QueryResultsFormat]] = {
    "application/sparql-results+json": _RESULTS.JSON,
    "application/sparql-results+xml": _RESULTS.XML,
    "text/csv": _RESULTS.CSV,
    "text/tab-separated-values": _RESULTS.TSV,
    "application/json": _RESULTS.JSON,
    "application/xml": _RESULTS.XML,
}
GRAPHS: Final[dict[str, formats.Format]] = {
    f.media_type: f for f in (formats.TURTLE, formats.NTRIPLES, formats.JSONLD)
}
_QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that an Accept header likes best, None when it likes none (RFC 9110 §12.5.1).

    The most specific range decides about an offer; of equals the earlier offer wins.

    >>> choose("text/csv;q=0.5, application/*", ["text/csv", "application/json"])
    'application/json'
    >>> choose("image/png", ["text/csv"]) is None
    True
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [r for part in accept.split(",") if (r := _range(part)) is not None]
    liked = [(_quality(offer, ranges), -rank, offer) for rank, offer in enumerate(offers)]
    best = max(liked)
    return best[2] if best[0] > 0 else None


def _range(part: str) -> tuple[str, float] | None:
    """A media range and its quality; None for what is no range."""
    name, *parameters = (p.strip().lower() for p in part.split(";"))
    if name.count("/") != 1:
        return None
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            value = value.strip()
            return (name, float(value)) if _QUALITY.fullmatch(value) else None
    return name, 1.0


def _quality(offer: str, ranges: list[tuple[str, float]]) -> float:
    for wanted in (offer, offer.partition("/")[0] + "/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0
