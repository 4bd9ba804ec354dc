"""Typographic folding: two spellings that a printer, not an author, chose between become one.

Folding never decides that a quotation is right: it finds where to look, and the exact characters
of the article are what the graph keeps. Letters, case, words and their order are never folded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SINGLE_QUOTES: Final = "\u2018\u2019\u201a\u201b\u2032\u02bc"
_DOUBLE_QUOTES: Final = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SAME_LENGTH: Final = tuple(
    (character, plain)
    for characters, plain in ((_SINGLE_QUOTES, "'"), (_DOUBLE_QUOTES, '"'), (_DASHES, "-"))
    for character in characters
)
# Invisible and without meaning for the words: soft hyphen, zero-width space, direction marks.
_DROPPED: Final = "\u00ad\u200b\u200e\u200f\u061c\u2060"
# "border- crosser" is what is left of a hyphenated line; typed again it is "border-crosser".
_OTHER_LENGTH: Final = re.compile(
    rf"(?<=[^\W\d_])[{_DROPPED}]*(?P<dash>-)[{_DROPPED}]*\s[\s{_DROPPED}]*(?=[^\W\d_])"
    rf"|(?P<spaces>[^\S ][\s{_DROPPED}]*| [\s{_DROPPED}]+)"
    rf"|(?P<dots>\u2026)|[{_DROPPED}]+"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text that knows where each of its characters came from.

    It is made of stretches that folding left as long as they were: `places` says where each begins
    here, `origins` where it begins in the original.
    """

    text: str
    places: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, index: int) -> int:
        """The offset in the original that a character came from; behind the last, its length."""
        stretch = bisect_right(self.places, index) - 1
        return self.origins[stretch] + index - self.places[stretch]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of the folded slice [start, end)."""
        return self.origin(start), self.origin(end - 1) + 1

    def place(self, offset: int) -> int:
        """The first folded character that came from this offset of the original, or from later."""
        stretch = max(0, bisect_left(self.origins, offset) - 1)
        here = self.places[stretch] + max(0, offset - self.origins[stretch])
        return min([here, *self.places[stretch + 1 : stretch + 2]])


def fold(text: str) -> Folded:
    """The text with quotes straight, dashes short, spaces single and "- " mended, and its map.

    Folding what is folded changes nothing.

    >>> fold("the “border-  crosser”…").text
    'the "border-crosser"...'
    """
    if not text.isascii():
        for character, plain in _SAME_LENGTH:
            text = text.replace(character, plain)
    if text.isascii() and "- " not in text and " ".join(text.split()) == text:
        return Folded(text, (0,), (0,))
    parts: list[str] = []
    places, origins = [0], [0]
    length = done = 0
    for match in _OTHER_LENGTH.finditer(text):
        parts.append(text[done : match.start()])
        length += len(parts[-1])
        for character, origin in _replaced(match):
            parts.append(character)
            places.append(length)
            origins.append(origin)
            length += 1
        done = match.end()
        places.append(length)
        origins.append(done)
    return Folded("".join((*parts, text[done:])), tuple(places), tuple(origins))


def has_invisible(text: str) -> bool:
    """Whether a text has characters that folding drops, and that may stand inside words."""
    return any(character in text for character in _DROPPED)


def _replaced(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """What stands for a match, and the offset of the character that each comes from."""
    if match["dash"]:
        yield "-", match.start("dash")
    elif match["spaces"]:
        yield " ", match.start()
    elif match["dots"]:
        yield from ((".", match.start()),) * 3
