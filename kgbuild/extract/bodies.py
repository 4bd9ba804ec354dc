"""The bodies that a text names, so that “the council” finds the one it stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from kgbuild.extract.names import Name


class Bodies:
    """The institutions among the names of a text, in its order.

    >>> bodies = Bodies([Name(4, 18, "Keswick Council", "institution", "government")])
    >>> bodies.last("council", 40).words, bodies.longer("Keswick").words
    ('Keswick Council', 'Keswick Council')
    """

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._first: dict[str, Name] = {}
        self._longer: dict[str, Name] = {}
        self._with_word: defaultdict[str, set[str]] = defaultdict(set)
        self._by_noun: defaultdict[str, list[Name]] = defaultdict(list)
        self._companies: list[Name] = []
        for name in names:
            if name.kind == "institution":
                self._add(name)

    def _add(self, name: Name) -> None:
        words = name.words.split()
        if name.words not in self._first:
            self._first[name.words] = name
            for at, character in enumerate(name.words):
                if character == " ":
                    self._longer.setdefault(name.words[:at], name)
            for word in words:
                self._with_word[word].add(name.words)
        for noun in dict.fromkeys(word.lower() for word in words):
            self._by_noun[noun].append(name)
        if name.type == "company":
            self._companies.append(name)

    def called(self, words: str) -> Name | None:
        """The first body with these words for a name."""
        return self._first.get(words)

    def longer(self, words: str) -> Name | None:
        """The first body whose name goes on behind these words."""
        return self._longer.get(words)

    def with_word(self, word: str) -> set[str]:
        """The names, each once, that a word stands in."""
        return self._with_word.get(word, set())

    def last(self, noun: str, offset: int) -> Name | None:
        """The last body before an offset in whose name a noun stands, in any capitals."""
        return _last(self._by_noun.get(noun, []), offset)

    def last_company(self, start: int, offset: int) -> Name | None:
        """The last company named between two offsets."""
        last = _last(self._companies, offset)
        return last if last is not None and last.start >= start else None


def _last(names: list[Name], offset: int) -> Name | None:
    before = bisect_left(names, offset, key=lambda name: name.start)
    return names[before - 1] if before else None
