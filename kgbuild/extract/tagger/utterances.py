"""Quotations that no cue was found for: somebody speaks, and typography alone says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.quoted import find_quotations
from kgbuild.extract.tagger.tokens import divide
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps

EXTRACTOR = "quotation marks 1"
_CONFIDENCE = 0.35  # how often such a quotation is an attribution (PolNeAR's development texts)
_ENDS = ".,!?…-—。！？，؟"
_MARKS = " \u00a0\u202f“”„«»‹›「」『』《》\"'‘’`"
_OPENING = re.compile(f"[{re.escape(_MARKS.strip())}][{re.escape(_MARKS)}]*")
_COMMONEST = """
    the of and to in a that is was for it on with as he be by at not this but from his are have
    she they or an had her we were which has their been will who said you would one all
"""
_FUNCTION_WORDS = frozenset(_COMMONEST.split())
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 2000  # words
_ENGLISH_FROM = 0.15  # share of function words; English has 0.3 to 0.5, its neighbours below 0.1


def is_english(text: str) -> bool:
    """Is it likely English? Cheap: do the commonest words of English stand in it often enough?

    >>> is_english("The mayor of the city said that it is safe.")
    True
    >>> is_english("Der Bürgermeister der Stadt sagte, sie sei sicher.")
    False
    """
    words = [
        m.group().lower() for m, _ in zip(_WORD.finditer(text), range(_LOOKED_AT), strict=False)
    ]
    known = sum(word in _FUNCTION_WORDS for word in words)
    return known >= _ENGLISH_FROM * len(words)


def find_utterances(article: Article, found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Each quotation that could be a whole utterance and of which nothing is attributed yet.

    It begins with a capital (or in a script that has none) and ends with a mark that ends or
    interrupts a sentence, so neither titles nor words at a distance count. Source and cue are
    empty: whose words they are, typography does not say. What is attributed by words inside the
    quotation itself (“I think that …”) leaves open who speaks.
    """
    text = article.characters
    known = Overlaps((part, each) for each in found for part in each.content)
    for start, stop in divide(article):
        for quotation in find_quotations(text, start, stop):
            if is_open(quotation, known) and is_utterance(text, (quotation,)):
                yield Attribution(content=(quotation,), confidence=_CONFIDENCE, extractor=EXTRACTOR)


def is_open(quotation: Range, known: Overlaps[Attribution]) -> bool:
    """Is all that is attributed of a quotation attributed by cues inside of it?"""
    start, end = quotation
    return all(
        each.cue and start < each.cue[0][0] and each.cue[0][1] < end
        for each in known.at(start, end)
    )


def is_utterance(text: str, content: Sequence[Range]) -> bool:
    """Does a content begin and end with marks of quotation, as a whole utterance does?"""
    said = text[content[0][0] : content[-1][1]]
    words = said.strip(_MARKS)
    if not words or not _OPENING.match(said):
        return False
    return not words[0].islower() and words[-1] in _ENDS


def may_begin(text: str, start: int, stop: int) -> bool:
    """Is there a mark between two offsets with which an utterance could begin?

    >>> may_begin("“No", 0, 3), may_begin("the mayor’s “new” house", 0, 23)
    (True, False)
    """
    return any(
        not text[mark.end() : mark.end() + 1].islower()
        for mark in _OPENING.finditer(text, start, stop)
    )


def keep_turn(
    text: str, ranges: Sequence[Range], quotations: Sequence[Range], cue: int
) -> tuple[Range, ...]:
    """The ranges without the quotations of other speakers: “Is it?” “It is,” she said.

    Where one quotation follows another with nothing between them, another speaker has the turn.
    The part that is nearest to the cue stays.
    """
    turns = [
        first[1] for first, second in pairwise(quotations) if not text[first[1] : second[0]].strip()
    ]
    kept: list[Range] = []
    for start, end in ranges:
        if start < cue < end:
            kept.append((start, end))
            continue
        inside = [turn for turn in turns if start < turn < end]
        if inside and cue >= end:
            start = inside[-1]  # noqa: PLW2901
            start += len(text[start:end]) - len(text[start:end].lstrip())  # noqa: PLW2901
        elif inside:
            end = inside[0]  # noqa: PLW2901
        kept.append((start, end))
    return tuple(kept)
