"""Things that have places in a text, found by place without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
_SHELF = 512  # characters: as long as what is kept mostly is, so that few shelves hold it


class Overlaps(Generic[Thing]):
    """Things by the passages they stand at; `at` costs what stands there, not what there is.

    >>> words = Overlaps([((0, 5), "Ada said"), ((3, 9), "said so")])
    >>> words.at(4, 6), words.at(5, 6), words.at(9, 12)
    (['Ada said', 'said so'], ['said so'], [])
    """

    def __init__(self, things: Iterable[tuple[tuple[int, int], Thing]] = ()) -> None:
        self._shelves: defaultdict[int, list[int]] = defaultdict(list)
        self._things: list[tuple[int, int, Thing]] = []
        for place, thing in things:
            self.add(place, thing)

    def add(self, place: tuple[int, int], thing: Thing) -> None:
        """One more thing."""
        for shelf in _shelves(*place):
            self._shelves[shelf].append(len(self._things))
        self._things.append((*place, thing))

    def at(self, start: int, end: int) -> list[Thing]:
        """The things that share a character with a passage, in the order they were added."""
        near = {n for shelf in _shelves(start, end) for n in self._shelves.get(shelf, ())}
        there = (self._things[n] for n in sorted(near))
        return [thing for first, last, thing in there if first < end and start < last]

    def any_at(self, start: int, end: int) -> bool:
        """Whether anything shares a character with a passage."""
        return any(
            self._things[n][0] < end and start < self._things[n][1]
            for shelf in _shelves(start, end)
            for n in self._shelves.get(shelf, ())
        )


def _shelves(start: int, end: int) -> Iterator[int]:
    return iter(range(start // _SHELF, max(start, end - 1) // _SHELF + 1))
