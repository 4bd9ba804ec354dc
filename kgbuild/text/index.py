"""Where each word of a long text stands, so that a phrase is found without reading all of it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import Final

# Letters that no typography touches; other scripts are searched for as they are.
_WORD: Final = re.compile("[A-Za-z]+")


class WordIndex:
    """The offsets of the words of a text: of its longest runs of Latin letters without marks."""

    def __init__(self, text: str) -> None:
        self._places: dict[str, array[int]] = {}
        for match in _WORD.finditer(text):
            self._places.setdefault(match[0], array("I")).append(match.start())

    def rarest(self, phrase: str, *, inside: bool = False) -> tuple[int, Sequence[int]] | None:
        """Of the words of a phrase the one that stands in the text least often.

        Where it begins in the phrase, and where it stands in the text, in order; None when the
        phrase has no such word. `inside` leaves out words at the edges of the phrase, which may be
        parts of longer ones.

        >>> WordIndex("so they say, so they do").rarest("they say")
        (5, array('I', [8]))
        """
        words = [
            (match.start(), self._places.get(match[0], ()))
            for match in _WORD.finditer(phrase)
            if not inside or (match.start() > 0 and match.end() < len(phrase))
        ]
        return min(words, key=lambda word: len(word[1]), default=None)
