"""The strict anchor: a quotation is in the article, or it is refused with the reason.

No fuzzy matching. Typography is folded to find the place; what is kept are the article's own
characters. An ellipsis stands for left-out words: the pieces must follow each other, in order,
within one paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Text
from kgbuild.text.article import Article
from kgbuild.text.fold import fold
from kgbuild.text.nearest import explain, seen_at
from kgbuild.text.span import Span, cut

_ELLIPSIS = re.compile(
    r"\s*(?:\[\s*(?:\.{3}|\u2026)\s*\]|\(\s*(?:\.{3}|\u2026)\s*\)|\.{3}|\u2026)\s*"
)
_SPACED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN")
_SHOWN = 80
_CONTRACTED_NOT = re.compile(r"(?<=n)['’]t\b", re.IGNORECASE)
_EDGE = " \"'([{,;:.-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that must be in the article, and what tells them from the same words elsewhere.

    `nth` counts occurrences from 1; `before` and `after` are the words next to the quotation.
    """

    words: Text
    nth: int | None = None
    before: str = ""
    after: str = ""


def anchor(quote: Quote, article: Article) -> tuple[Span, ...] | Diagnostic:
    """Where the quotation stands: one span, or one per piece when it has ellipses.

    A Diagnostic when it is not there (with the nearest text and the first differing character),
    when it is there more than once, when it begins or ends inside a word, or when the pieces of an
    elliptic quotation do not follow each other within one paragraph.

    >>> from kgbuild.located import Place
    >>> article = Article("a.txt", "They have “no” say. No say at all.")
    >>> anchor(Quote(words=Text('have "no" say', Place("a.yaml"))), article)[0].exact
    'have “no” say'
    >>> anchor(Quote(words=Text("have full say", Place("a.yaml"))), article).pointer
    'the article has “no” here'
    """
    wanted = _folded(quote.words.value.strip())
    if not wanted.strip():
        return codes.QUOTE_IS_EMPTY.at(quote.words.at, "a quotation without words")
    if found := _occurrences(wanted, article):
        return _choose(quote, article, found)
    if (at := article.folded.text.find(wanted)) >= 0:
        return _cuts_a_word(quote, article, article.folded.original(at, at + len(wanted)))
    pieces = [fold(p).text for p in _ELLIPSIS.split(quote.words.value.strip())]
    pieces = [p for p in pieces if p.strip()]
    if len(pieces) > 1:
        return _anchor_pieces(quote, pieces, article)
    return explain(quote.words, article)


@lru_cache(maxsize=512)
def _folded(words: str) -> str:
    return fold(words).text


def occurrences(
    words: str, article: Article, start: int = 0, end: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Offsets of every place where the words stand as whole words, typography aside.

    With `start` and `end`, of the places that lie between these offsets.
    """
    wanted = _folded(words.strip()).strip()
    return _occurrences(wanted, article, start, end) if wanted else ()


def stands(words: str, article: Article) -> bool:
    """Whether the words stand somewhere in the article, in any capitals or inflection.

    >>> stands("Refugee", Article("a.txt", "No refugees here."))
    True
    """
    return fold(words).text.casefold() in article.folded.text.casefold()


def _occurrences(
    wanted: str, article: Article, start: int = 0, end: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Where folded words stand as whole words."""
    folded = article.folded
    last = len(folded.text) if end is None else folded.place(end)
    return _whole_words(wanted, article, folded.place(start) if start else 0, last)


# The same words are asked for when they are proposed, when they are written and when they are
# checked; and what stands a thousand times (a mark, a headline) as often, one after the other.
@lru_cache(maxsize=512)
def _whole_words(
    wanted: str, article: Article, start: int, end: int
) -> tuple[tuple[int, int], ...]:
    found = (
        article.folded.original(at, at + len(wanted)) for at in _find(wanted, article, start, end)
    )
    return tuple(o for o in found if not _cut_word(article.characters, *o))


def _find(wanted: str, article: Article, start: int, end: int) -> Iterator[int]:
    """Where words begin in the folded text: all places where they stand as whole words, and more.

    In a long text the rarest of the words leads there.
    """
    text = article.folded.text
    if article.words and (rarest := article.words.rarest(wanted)):
        offset, places = rarest
        first = bisect_left(places, start + offset)
        for place in places[first : bisect_right(places, end)]:
            if text.startswith(wanted, place - offset, end):
                yield place - offset
        return
    at = text.find(wanted, start, end)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1, end)


def _choose(
    quote: Quote, article: Article, found: Sequence[tuple[int, int]]
) -> tuple[Span, ...] | Diagnostic:
    """The one occurrence of whole words that `before`, `after` and `nth` single out."""
    chosen = _choose_one(quote, article, found, "these words")
    return chosen if isinstance(chosen, Diagnostic) else (cut(article, *chosen),)


def _choose_one(
    quote: Quote, article: Article, found: Sequence[tuple[int, int]], what: str
) -> tuple[int, int] | Diagnostic:
    """The one of several passages that `before`, `after` and `nth` single out."""
    kept = found
    if quote.before or quote.after:
        kept = [o for o in found if _stands_between(quote, article.characters, *o)]
    if not kept:
        asked = " and ".join(
            f"{word} “{context}”"
            for word, context in (("after", quote.before), ("before", quote.after))
            if context
        )
        return codes.QUOTE_CONTEXT_MISMATCH.at(
            quote.words.at,
            f"{what} are in the article, but nowhere {asked}",
            related=seen_at(article, found),
        )
    stand = "stand" if what == "these words" else "follow each other"
    if quote.nth is not None:
        if quote.nth > len(kept):
            return codes.QUOTE_NTH_OUT_OF_RANGE.at(
                quote.words.at,
                f"nth: {quote.nth}, but {what} {stand} only {_times(len(kept))} in the article",
                related=seen_at(article, kept),
            )
        kept = [kept[quote.nth - 1]]
    if len(kept) > 1:
        return codes.QUOTE_IS_AMBIGUOUS.at(
            quote.words.at,
            f"{what} {stand} {_times(len(kept))} in the article",
            related=seen_at(article, kept),
        )
    return kept[0]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _stands_between(quote: Quote, text: str, start: int, end: int) -> bool:
    """Whether `before` ends right before the passage and `after` begins right after it."""
    before = fold(quote.before).text.strip(_EDGE)
    after = fold(quote.after).text.strip(_EDGE)
    left = fold(text[max(0, start - 2 * len(before) - 40) : start]).text.rstrip(_EDGE)
    right = fold(text[end : end + 2 * len(after) + 40]).text.lstrip(_EDGE)
    return left.endswith(before) and right.startswith(after)


def _cut_word(text: str, start: int, end: int) -> bool:
    """Whether an edge falls inside a word, a number, or between a letter and its marks.

    Letters count in scripts that put spaces between words. A contracted "not" belongs to its word,
    a genitive does not: “can” cuts “can’t”, “Wu” does not cut “Wu’s”.
    """
    return (
        _joined(text, start) or _joined(text, end) or _CONTRACTED_NOT.match(text, end) is not None
    )


def _joined(text: str, edge: int) -> bool:
    """Whether what stands on both sides of an offset is one word, one number or one letter."""
    if not 0 < edge < len(text):
        return False
    around = text[edge - 1 : edge + 1]
    if around.isascii():
        return around.isalpha() or around.isdigit()
    before, after = around[0], around[1]
    if unicodedata.category(after).startswith("M"):
        return True
    if before.isdigit() and after.isdigit():
        return True
    return _spaced_letter(before) and _spaced_letter(after)


def _spaced_letter(character: str) -> bool:
    return character.isalpha() and unicodedata.name(character, "").startswith(_SPACED_SCRIPTS)


def _cuts_a_word(quote: Quote, article: Article, found: tuple[int, int]) -> Diagnostic:
    start, end = found
    text = article.characters
    while _joined(text, start):
        start -= 1
    while _joined(text, end):
        end += 1
    if contracted := _CONTRACTED_NOT.match(text, end):
        end = contracted.end()
    return codes.QUOTE_CUTS_A_WORD.at(
        quote.words.at,
        "the quotation begins or ends inside a word",
        width=max(1, len(quote.words.value)),
        hint=f"the whole words are “{_short(text[start:end])}”",
        related=seen_at(article, [found]),
    )


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else flat[:39] + " … " + flat[-39:]


def _anchor_pieces(
    quote: Quote, pieces: list[str], article: Article
) -> tuple[Span, ...] | Diagnostic:
    """Spans of the pieces of a quotation with ellipses: in order, within one paragraph."""
    places = [_occurrences(p, article) for p in pieces]
    for piece, found in zip(pieces, places, strict=True):
        if not found:
            return explain(quote.words, article, piece=piece)
    rows = [row for first in places[0] if (row := _follow(first, places[1:], article))]
    if not rows:
        return _pieces_apart(quote, places, article)
    chosen = _choose_one(quote, article, [(row[0][0], row[-1][1]) for row in rows], "these pieces")
    if isinstance(chosen, Diagnostic):
        return chosen
    row = next(row for row in rows if (row[0][0], row[-1][1]) == chosen)
    return tuple(cut(article, start, end) for start, end in row)


def _follow(
    first: tuple[int, int], rest: Sequence[Sequence[tuple[int, int]]], article: Article
) -> list[tuple[int, int]] | None:
    _, paragraph_end = article.paragraph(first[0])
    row = [first]
    for found in rest:
        following = [o for o in found if row[-1][1] <= o[0] and o[1] <= paragraph_end]
        if not following:
            return None
        row.append(following[0])
    return row


def _pieces_apart(
    quote: Quote, places: Sequence[Sequence[tuple[int, int]]], article: Article
) -> Diagnostic:
    paragraphs = [{article.paragraph(start) for start, _ in found} for found in places]
    together = set.intersection(*paragraphs)
    reason = (
        "the pieces of this quotation stand in another order in the article"
        if together
        else "the pieces of this quotation stand in different paragraphs"
    )
    return codes.QUOTE_PIECES_OUT_OF_ORDER.at(
        quote.words.at, reason, related=seen_at(article, [found[0] for found in places])
    )
