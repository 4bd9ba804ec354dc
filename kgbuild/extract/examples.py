"""What reviewers decided, as data to train on: derived from the annotation file, kept nowhere else.

An accepted claim is an attribution that is right, a rejected one an attribution that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kgbuild.annotation.entries import AnnotationFile, ClaimEntry, QuoteEntry
from kgbuild.extract.attribution import Attribution, Range
from kgbuild.records.workbench import quote_of
from kgbuild.text.anchor import anchor, occurrences
from kgbuild.text.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """The reviewed attributions of one article: `right` ones, and those that are `wrong`."""

    article: Article
    right: tuple[Attribution, ...]
    wrong: tuple[Attribution, ...]


def examples_of(article: Article, file: AnnotationFile) -> Examples:
    """The attributions that a reviewer accepted or rejected, the author's own words left out.

    >>> from kgbuild.annotation.read import parse
    >>> typed = '''
    ... article: {id: a, title: A, file: a.txt, kind: essay, issued: unknown}
    ... claims: [{by: x, quote: it rains, mode: indirect, factuality: CT+, says: It rains.,
    ...   cue: Ada said, speaker: Ada}]
    ... '''
    >>> found = examples_of(Article("a.txt", "Ada said it rains."), parse(typed, "")[0])
    >>> [(a.source, a.cue, a.content) for a in found.right]
    [(((0, 3),), ((0, 8),), ((9, 17),))]
    """
    right: list[Attribution] = []
    wrong: list[Attribution] = []
    for claim in file.claims:
        state = claim.review.state.value if claim.review else "accepted"
        if claim.mode.value == "own-words" or state not in ("accepted", "rejected"):
            continue
        found = _attribution(article, file, claim)
        if found is not None:
            (right if state == "accepted" else wrong).append(found)
    return Examples(article=article, right=tuple(sorted(right)), wrong=tuple(sorted(wrong)))


def _attribution(article: Article, file: AnnotationFile, claim: ClaimEntry) -> Attribution | None:
    content = _ranges(article, claim.quote)
    if not content:
        return None
    cue = _close(article, claim.cue, content)
    source = _close(article, (claim.speaker,) if claim.speaker else (), content)
    if not source and claim.by is not None:
        everybody: tuple[Any, ...] = (*file.people, *file.institutions, *file.voices)
        holder = next((h for h in everybody if h.id.value == claim.by.value), None)
        words = [holder.name, *holder.called] if holder is not None else []
        source = _close(article, [QuoteEntry(words=w) for w in words], content)[:1]
    return Attribution(
        content=content, cue=cue, source=source, confidence=1.0, extractor="reviewer"
    )


def _ranges(article: Article, quotes: tuple[QuoteEntry, ...]) -> tuple[Range, ...]:
    found: list[Range] = []
    for q in quotes:
        spans = anchor(quote_of(q), article)
        if not isinstance(spans, tuple):
            return ()
        found.extend((s.start, s.end) for s in spans)
    return tuple(sorted(found))


def _close(
    article: Article, quotes: tuple[QuoteEntry, ...] | list[QuoteEntry], content: tuple[Range, ...]
) -> tuple[Range, ...]:
    """The nearest occurrence of each of these words, not after the quotation's paragraph."""
    found: list[Range] = []
    _, last = article.paragraph(content[-1][0])
    for quote in quotes:
        places = [
            place
            for place in occurrences(quote.words.value, article)
            if place[1] <= last and not any(s <= place[0] < e for s, e in content)
        ]
        if places:
            found.append(min(places, key=lambda p: (abs(p[0] - content[0][0]), p)))
    return tuple(sorted(found, key=lambda p: (abs(p[0] - content[0][0]), p)))
