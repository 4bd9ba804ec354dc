"""Which media type an answer is written in (RFC 9110 §12.5.1)."""

from __future__ import annotations

import pytest

from kgbuild.store.media import GRAPHS, RESULTS, choose

OFFERS = ["text/turtle", "application/n-triples", "application/ld+json"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/*", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("APPLICATION/LD+JSON", "application/ld+json"),
        ("application/ld+json;profile=x;q=0.9, text/turtle;q=0.8", "application/ld+json"),
        ("text/turtle;q=0.1, application/n-triples;q=0.2", "application/n-triples"),
        ("text/turtle; q=0, */*", "application/n-triples"),
        ("*/*;q=0.1, text/*;q=0", "application/n-triples"),
        ("text/html, */*;q=0.001", "text/turtle"),
        ("text/turtle;q=0", None),
        ("text/html", None),
        ("image/*", None),
        ("text/turtle;q=2", None),
        ("text/turtle;q=nan", None),
        ("text/turtle;q=", None),
        ("nonsense", None),
        (",,;;,", None),
        ("text/turtle/x", None),
    ],
)
def test_the_best_liked_offer_is_chosen(accept, chosen):
    assert choose(accept, OFFERS) == chosen


def test_what_the_standard_recommends_comes_first():
    assert choose("*/*", list(RESULTS)) == "application/sparql-results+json"
    assert choose("application/*;q=0.5, text/csv", list(RESULTS)) == "text/csv"
    assert choose("application/xml", list(RESULTS)) == "application/xml"
    assert choose("*/*", list(GRAPHS)) == "text/turtle"
