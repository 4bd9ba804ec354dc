"""The full names of a text, so that a surname alone finds the person it belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kgbuild.extract.names import Name

_MOST_WORDS: Final = 5
_SMALL: Final = frozenset("de la le du des von van der bin al del dos da zu".split())


@dataclass(frozen=True, slots=True)
class FullNames:
    """The names of more than one word that may be people's, in the order of the text."""

    names: tuple[Name, ...] = ()
    _ending: dict[str, list[Name]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, names: Iterable[Name]) -> FullNames:
        """Those among all names of a text that can be a person's, as far as their form tells."""
        full = tuple(n for n in names if n.kind in ("", "person") and _full(n.words))
        ending: dict[str, list[Name]] = {}
        for name in full:
            ending.setdefault(_last(name.words), []).append(name)
        return cls(full, ending)

    def between(self, start: int, end: int) -> tuple[Name, ...]:
        """The full names that begin in a passage."""
        first = bisect_left(self.names, start, key=lambda n: n.start)
        return self.names[first : bisect_left(self.names, end, key=lambda n: n.start)]

    def ending_in(self, surname: str, offset: int) -> list[Name]:
        """The full names before an offset with that surname, each once, the last mentioned last."""
        end = f" {surname}".lower()
        fitting = {
            n.words: n
            for n in self._ending.get(_last(surname), ())
            if n.start < offset and n.words.lower().endswith(end) and n.words != surname
        }
        return sorted(fitting.values())


def _last(words: str) -> str:
    return words.rsplit(maxsplit=1)[-1].lower()


def _full(words: str) -> bool:
    tokens = words.split()
    named = all(t[:1].isupper() or t in _SMALL for t in tokens)
    return 1 < len(tokens) <= _MOST_WORDS and named and tokens[-1][:1].isupper()
