"""Passages as a person would type them: words, and `nth` only where they stand more than once."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

from kgbuild.annotation.style import Value
from kgbuild.extract.attribution import Range
from kgbuild.text.anchor import occurrences
from kgbuild.text.article import Article

_OPENING: Final = "“\"«„「『‘'‹〝＂"
_CLOSING: Final = "”\"»“」』’'›〞＂"
_EDGE: Final = " \t\n\u00a0\u202f\u3000,;:–—"
_SAYS_LONGEST: Final = 1500


@lru_cache(maxsize=4096)
def typed(article: Article, where: Range) -> Value | None:
    """A passage as a value of `quote:`; None when the strict anchor does not find just it there.

    >>> typed(Article("a.txt", "no, and no"), (8, 10))
    {'words': 'no', 'nth': '2'}
    """
    words = flat(article.characters[slice(*where)])
    places = occurrences(words, article)  # as the anchor looks for them
    before = bisect_left(places, where)
    if places[before : before + 1] != (where,):
        return None
    return words if len(places) == 1 else {"words": words, "nth": str(before + 1)}


def flat(text: str) -> str:
    """A text on one line, single spaces between its words."""
    return " ".join(text.split())


def without_spaces(text: str, start: int, end: int) -> Range:
    """A passage without the white space at its edges; an empty one where there is nothing else.

    >>> without_spaces(" no ", 0, 4)
    (1, 3)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def trimmed(text: str, where: Range) -> Range:
    """A passage without spaces, commas and a pair of quotation marks around it."""
    start, end = where
    while True:
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        opens = start < end and text[start] in _OPENING
        inside = text[start + 1 : end]
        if opens and end - start > 2 and text[end - 1] in _CLOSING and _whole(inside[:-1]):  # noqa: PLR2004
            start, end = start + 1, end - 1
        elif opens and not any(c in _CLOSING for c in inside):
            start += 1  # opened, and not closed any more
        else:
            return start, end


def _whole(inside: str) -> bool:
    """Whether the marks around these words belong together: none closes inside before it opens."""
    depth = 0
    for character in inside:
        if character in "“«„「『":
            depth += 1
        elif character in "”»」』":
            depth -= 1
        elif character in '"＂':
            return False
        if depth < 0:
            return False
    return True


def sentence(parts: list[str]) -> str:
    """One plain sentence of the words themselves: a capital first, a full stop last."""
    ended = (p if p.rstrip()[-1:] in '.!?…。！？”"»' else p.rstrip() + "." for p in parts[:-1])
    words = flat(" ".join((*ended, *parts[-1:]))).strip(" ,;:–—")[:_SAYS_LONGEST]
    words = words.rstrip("“«„「『‘")
    if not words:
        return ""
    words = words[0].upper() + words[1:] if words[0].upper().lower() == words[0] else words
    if re.search(r"[\u3040-\u9fff]", words[-1]):
        return words + "。"
    return words if words[-1] in '.!?…。！？”"»」』)' else words + "."


def digest(words: str) -> str:
    """Eight hexadecimal digits of a hash, for names of what has no Latin letters.

    >>> digest("难民")
    '6bcb3b31'
    """
    return hashlib.sha256(words.encode()).hexdigest()[:8]
