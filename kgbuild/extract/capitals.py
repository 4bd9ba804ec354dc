"""Whether a word has its capital from the beginning of a sentence, by the rest of the text."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

_WORD: Final = re.compile(r"\w+")
_INSIDE: Final = re.compile(r"(?<=[\w,] )\w+")


class Capitals:
    """The words of a text as they are written elsewhere in it.

    >>> capitals = Capitals("Unions met. The unions and Keswick agreed.")
    >>> capitals.stands("unions"), capitals.stands_inside("Unions"), capitals.stands("keswick")
    (True, False, False)
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text))

    @cached_property
    def _inside(self) -> frozenset[str]:
        return frozenset(_INSIDE.findall(self._text))

    def stands(self, word: str) -> bool:
        """Whether a word stands in the text as it is written here."""
        parts = _WORD.findall(word)
        return self._words.issuperset(parts) and (len(parts) == 1 or word in self._text)

    def stands_inside(self, word: str) -> bool:
        """Whether it stands behind another word or a comma."""
        parts = _WORD.findall(word)
        inside = bool(parts) and parts[0] in self._inside
        return inside and (len(parts) == 1 or f" {word}" in self._text)
