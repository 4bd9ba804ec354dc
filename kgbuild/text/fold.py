"""Typographic folding: two spellings that a printer, not an author, chose between become one.

Folding never decides that a quotation is right: it finds where to look, and the exact characters
of the article are what the graph keeps. Letters, case, words and their order are never folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# Invisible and without meaning for the words: soft hyphen, zero-width space, direction marks.
_DROPPED = "\u00ad\u200b\u200e\u200f\u061c\u2060"
_CHARACTERS = (
    {ord(c): "'" for c in _SINGLE_QUOTES}
    | {ord(c): '"' for c in _DOUBLE_QUOTES}
    | {ord(c): "-" for c in _DASHES}
    | {ord(c): "" for c in _DROPPED}
    | {ord("\u2026"): "..."}
)
# "border- crosser" is what is left of a hyphenated line; typed again it is "border-crosser".
_BROKEN_DASH = re.compile(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])")
_SHORT = 2000
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with, for each folded character, the offset it came from.

    `origins[i]` is the offset in the original of the i-th folded character; one more entry at the
    end holds the original's length.
    """

    text: str
    origins: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of the folded slice [start, end)."""
        return self.origins[start], self.origins[end - 1] + self._width(end - 1)

    def _width(self, index: int) -> int:
        following = index + 1
        while following < len(self.origins) and self.origins[following] == self.origins[index]:
            following += 1
        return 1 if following < len(self.origins) else 0


def fold(text: str) -> Folded:
    """The text with quotes straight, dashes short, spaces single and "- " mended, and its map.

    Folding what is folded changes nothing.

    >>> fold("the “border-  crosser”…").text
    'the "border-crosser"...'
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> Folded:
    plain: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        folded = _CHARACTERS.get(ord(character), character)
        plain.append(folded)
        origins.extend([position] * len(folded))
    origins.append(len(text))
    return _squeezed("".join(plain), origins)


# A quotation is folded again at each step that looks for it.
_fold_short = lru_cache(maxsize=4096)(_fold)


def _squeezed(plain: str, origins: list[int]) -> Folded:
    """One dash for a dash and spaces between letters, one space for several."""
    runs = {m.start(): (m.end(), " ") for m in _SPACES.finditer(plain)}
    runs |= {m.start(): (m.end(), "-") for m in _BROKEN_DASH.finditer(plain)}
    out: list[str] = []
    kept: list[int] = []
    position = 0
    while position < len(plain):
        after, character = runs.get(position, (position + 1, plain[position]))
        out.append(character)
        kept.append(origins[position])
        position = after
    kept.append(origins[-1])
    return Folded("".join(out), tuple(kept))
