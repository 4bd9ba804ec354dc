"""What the tagger sees of a token: hashed pieces of the word, its shape, and quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from kgbuild.extract.attribution import Range

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUCKETS = 20_000  # rows of the table of pieces; row 0 stands for nothing
PIECES = 7  # two hashes of the word (a collision of both is rare), two beginnings, three endings
SHAPES = 32
PLACES = 8
MASKED = "\0"  # a word of which only its shape is seen

_MARKS = {mark: 8 + i for i, mark in enumerate(".,:;!?()[]-–—―…/$%&*'’\"")}
_CLITIC = 7
_QUOTES = frozenset("“”„«»‹›「」『』\"‘’'`") | {"''", "``"}


_DASHES = {"–": "—", "―": "—"}


@lru_cache(maxsize=1 << 16)
def list_pieces(word: str) -> tuple[int, ...]:
    """Rows of the table of pieces for a word, `PIECES` of them; case is the shape's business.

    >>> len(list_pieces("Said")), list_pieces("Said") == list_pieces("said")
    (7, True)
    """
    if word == MASKED:
        return (0,) * PIECES
    low = word.lower()
    keys = (
        f"w{low}",
        f"v{low}",
        f"p{low[:3]}",
        f"q{low[:5]}",
        f"t{low[-2:]}",
        f"u{low[-3:]}",
        f"x{low[-4:]}",
    )
    return tuple(1 + crc32(key.encode()) % (BUCKETS - 1) for key in keys)


@lru_cache(maxsize=1 << 16)
def find_shape(word: str) -> int:
    """Which of `SHAPES`: punctuation marks have one each, words by their letters and digits.

    >>> [find_shape(word) for word in ("said", "Ada", "UN", "iPod", "12", "'s", "€")]
    [3, 5, 4, 0, 1, 7, 2]
    """
    first = word[0]
    if first in _MARKS:
        return _CLITIC if len(word) > 1 and first in "'’" else _MARKS[first]
    if not first.isalpha():
        return 1 if first.isdigit() else 2
    if word.islower() or not first.isupper():
        return 3 if word.islower() else 0
    if len(word) > 1 and word.isupper():
        return 4
    return 5 if word[1:].islower() else 6


def find_places(text: str, tokens: Sequence[Range], quotations: Sequence[Range]) -> list[int]:
    """For each token: does it begin a sentence (1), is it in a quotation (2), or its mark (4)?"""
    places: list[int] = []
    first = True
    at = 0
    for start, end in tokens:
        while at < len(quotations) and quotations[at][1] <= start:
            at += 1
        quoted = at < len(quotations) and quotations[at][0] <= start
        edge = quoted and (start == quotations[at][0] or end == quotations[at][1])
        places.append(first + 2 * quoted + 4 * edge)
        word = text[start:end]
        first = word in (".", "!", "?") or (first and word in _QUOTES)
    return places


def read_words(text: str, tokens: Sequence[Range], quotations: Sequence[Range]) -> list[str]:
    """The words of the tokens, with one glyph for all quotation marks that open, and so on.

    So the tagger reads “…”, "…", «…» and „…“ in the same way, and ' as ’.

    >>> read_words('"No"', [(0, 1), (1, 3), (3, 4)], [(0, 4)])
    ['“', 'No', '”']
    """
    opening = {start for start, _ in quotations}
    closing = {end for _, end in quotations}
    words = []
    for start, end in tokens:
        word = text[start:end]
        if word in _QUOTES:
            word = "“" if start in opening else "”" if end in closing else "'"
        elif word[0] == "’":
            word = "'" + word[1:]
        elif word[0] in "-–—―" and not word.strip("-–—―"):
            word = "—" if len(word) > 1 else _DASHES.get(word, word)
        words.append(word)
    return words


def number_words(words: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Distinct words as rows of pieces, and for each word its row: words repeat, work does not."""
    import numpy as np

    rows: dict[str, int] = {}
    places = [rows.setdefault(word, len(rows)) for word in words]
    pieces = np.array([list_pieces(word) for word in rows], np.int32).reshape(-1, PIECES)
    return pieces, np.array(places, np.int32)
