"""Everybody who can say something in an article, found by what they are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

_WORD: Final = re.compile(r"\w+")
LONGEST_NAME: Final = 120


@dataclass(slots=True, eq=False)
class Holder:
    """Somebody who can say something. `kind` is person, institution or voice.

    `type` is what sort of institution or voice; `id` the id in the file when it has one there.
    Names are given by the `Holders` that keep them.
    """

    kind: str
    name: str
    type: str = ""
    id: str = ""
    called: set[str] = field(default_factory=set)
    sex: str = ""
    roles: set[str] = field(default_factory=set)
    known: bool = False


class Holders:
    """The holders of an article, in the order in which they came up.

    >>> holders = Holders()
    >>> ada = holders.add(Holder("person", "Okoro"))
    >>> holders.rename(ada, "Ada Okoro")
    >>> holders.called("Okoro", ["person"]).name, [h.name for h in holders.with_word("Ada")]
    ('Ada Okoro', ['Ada Okoro'])
    """

    def __init__(self) -> None:
        self._all: list[Holder] = []
        self._numbers: dict[Holder, int] = {}
        self._by_name: defaultdict[str, list[Holder]] = defaultdict(list)
        self._by_word: defaultdict[str, dict[Holder, None]] = defaultdict(dict)
        self._by_part: defaultdict[str, dict[Holder, None]] = defaultdict(dict)

    def __iter__(self) -> Iterator[Holder]:
        return iter(self._all)

    def add(self, holder: Holder) -> Holder:
        """One more holder, called what it says."""
        self._numbers[holder] = len(self._all)
        self._all.append(holder)
        for words in (holder.name, *holder.called):
            self._index(holder, words)
        return holder

    def rename(self, holder: Holder, name: str) -> None:
        """Gives a holder a name; what they were called before they are called still."""
        holder.called.add(holder.name)
        holder.name = name
        self._index(holder, name)

    def call(self, holder: Holder, words: str) -> None:
        """Adds what a holder is called besides their name."""
        holder.called.add(words)
        self._index(holder, words)

    def _index(self, holder: Holder, words: str) -> None:
        self._by_name[words].append(holder)
        for word in words.split():
            self._by_word[word][holder] = None
        for part in _WORD.findall(words):
            self._by_part[part][holder] = None

    def called(self, words: str, kinds: Collection[str]) -> Holder | None:
        """The first holder of some kinds whose name that is, or who is called so."""
        found = (h for h in self._by_name.get(words, ()) if h.kind in kinds)
        return min(found, key=self.number, default=None)

    def named(self, name: str, kind: str) -> list[Holder]:
        """The holders of a kind with that very name."""
        found = (h for h in self._by_name.get(name, ()) if h.kind == kind and h.name == name)
        return sorted(dict.fromkeys(found), key=self.number)

    def with_word(self, word: str) -> list[Holder]:
        """The holders in whose name a word stands."""
        return [h for h in self._by_word.get(word, ()) if word in h.name.split()]

    def near(self, text: str) -> list[Holder]:
        """The holders of whose names or of what they are called a word stands in a text."""
        found = {h: None for part in _WORD.findall(text) for h in self._by_part.get(part, ())}
        return sorted(found, key=self.number)

    def number(self, holder: Holder) -> int:
        """How many holders came up before one."""
        return self._numbers[holder]
