"""A passage of an article: offsets, the exact words, and enough context to be unique."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.text.article import Article

_CONTEXT = 32
WIDEST = 1024  # a text that repeats itself so long is told apart by offsets alone


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`start` and `end` are 0-based, half-open, in code points; `exact` is the slice itself.

    `prefix` and `suffix` are the characters around it: at least 32 each where the text has them,
    more when it takes more to make prefix + exact + suffix occur once (Web Annotation §4.2.4), up
    to 1,024: where a longer stretch is repeated, only the offsets tell which one is meant.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def cut(article: Article, start: int, end: int) -> Span:
    """The span of these offsets, with context that makes it unique if 1,024 characters can.

    >>> cut(Article("a.txt", "no, no"), 4, 6)
    Span(start=4, end=6, exact='no', prefix='no, ', suffix='')
    """
    text = article.characters
    width = _CONTEXT
    while True:
        before, after = max(0, start - width), min(len(text), end + width)
        whole = before == 0 and after == len(text)
        if whole or width >= WIDEST or _stands_once(article, text[before:after]):
            break
        width *= 2
    return Span(start, end, text[start:end], text[before:start], text[end:after])


def _stands_once(article: Article, context: str) -> bool:
    """Whether a passage of an article stands there once."""
    found = standing(context, article)
    return next(found, None) is None or next(found, None) is None


def standing(characters: str, article: Article) -> Iterator[int]:
    """Where exactly these characters stand, in order; one place may begin inside another.

    >>> list(standing("oo", Article("a.txt", "no, nooo")))
    [5, 6]
    """
    text = article.characters
    rarest = article.words.rarest(characters, inside=True) if article.words else None
    if rarest is None:
        at = text.find(characters)
        while at >= 0:
            yield at
            at = text.find(characters, at + 1)
        return
    offset, places = rarest
    for place in places:
        start = article.folded.origin(place) - offset
        if start >= 0 and text.startswith(characters, start):
            yield start
