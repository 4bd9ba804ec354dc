"""Quotations of the seed article, kept faithful and made unfaithful in ten ways.

What the strict anchor must place, and what it must refuse; the bench asks other grounders the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.annotation.read import read
from kgbuild.text.article import Article
from kgbuild.text.fold import fold

SEED = (
    Path(__file__).resolve().parents[1] / "seeds" / "chinese-policy-on-north-korean-refugees.yaml"
)
QUOTATIONS = 57
_FEWEST = 6
_FOR_AN_ELLIPSIS = 12
FAITHFUL = ("verbatim", "straightened", "ellipsis")
_STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation as somebody may give it: `words`, how they were made, where they belong."""

    words: str
    way: str
    start: int
    end: int

    @property
    def faithful(self) -> bool:
        """Whether it should be placed, at `start` to `end`; else refused."""
        return self.way in FAITHFUL


def article() -> Article:
    """The seed article."""
    path = SEED.with_suffix(".txt")
    return Article(path.name, path.read_text(encoding="utf-8"))


def cases() -> list[Case]:
    """Each of 57 quotations that the seed's reviewed annotations have, in each way."""
    text = article().characters
    words = text.split()
    found: list[Case] = []
    for number, (start, end) in enumerate(_quotations(text)):
        quote = text[start:end]
        elsewhere = words[(number * 37) % (len(words) - 3) :][:3]
        for way, given in _ways(quote, elsewhere):
            if way in FAITHFUL or fold(given).text not in fold(text).text:
                found.append(Case(given, way, start, end))
    return found


def _quotations(text: str) -> list[tuple[int, int]]:
    file, _ = read(SEED)
    assert file is not None
    typed = [q.words.value for c in file.claims for q in c.quote if q.nth is None]
    places = []
    for words in dict.fromkeys(typed):
        start = text.find(words)
        if len(words.split()) >= _FEWEST and start >= 0 and text.find(words, start + 1) < 0:
            places.append((start, start + len(words)))
    return places[:QUOTATIONS]


def _ways(quote: str, elsewhere: list[str]) -> Iterator[tuple[str, str]]:
    words = quote.split()
    middle = len(words) // 2
    yield "verbatim", quote
    if quote.translate(_STRAIGHT) != quote:
        yield "straightened", quote.translate(_STRAIGHT)
    if len(words) >= _FOR_AN_ELLIPSIS:
        yield "ellipsis", " ".join((*words[:4], "…", *words[-4:]))
    yield "a “not” inserted", " ".join((*words[:middle], "not", *words[middle:]))
    yield "a word changed", " ".join((*words[:middle], elsewhere[0], *words[middle + 1 :]))
    yield (
        "a word's ending changed",
        " ".join((*words[:middle], _turned(words[middle]), *words[middle + 1 :])),
    )
    yield "halves swapped", " ".join((*words[middle:], *words[:middle]))
    yield "a word dropped", " ".join((*words[:middle], *words[middle + 1 :]))
    yield "words appended", " ".join((*words, *elsewhere))
    yield "invented", " ".join((*words[:2], "has always been the opposite of", *elsewhere))


def _turned(word: str) -> str:
    """A word with another ending: the tense or number that a careless copy gives it."""
    if re.search(r"ed\W*$", word):
        return re.sub(r"ed(\W*)$", r"es\1", word)
    if re.search(r"s\W*$", word):
        return re.sub(r"s(\W*)$", r"\1", word)
    return re.sub(r"(\W*)$", r"s\1", word, count=1)
