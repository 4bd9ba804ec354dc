"""Did you mean …? For keys, words of lists, names, codes and questions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def suggestion(word: str, known: Iterable[str]) -> str:
    """'; did you mean `x`?' when some known word is close, else nothing.

    >>> suggestion("tilte", ["title", "kind"])
    '; did you mean `title`?'
    """
    names = sorted(known)
    close = [name for name in names if name.casefold() == word.casefold()]
    close = close or difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else ""
