"""A page: the text of an article, what is known about it, and what in it is no prose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Region:
    """A passage that is no prose: `kind` is heading, caption or furniture.

    `start` and `end` are 0-based, half-open, in code points of the page's characters.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was read. `steps` say in words what was done to get the text.

    `snapshot` is the suffix under which the original is worth keeping beside the text; empty when
    the text is the original. What the page does not tell is empty; `issued` is an ISO day.
    """

    characters: str
    steps: tuple[str, ...] = ()
    snapshot: str = ""
    title: str = ""
    author: str = ""
    issued: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    regions: tuple[Region, ...] = ()


class Composer:
    """Puts paragraphs together, a blank line between two, and remembers which are no prose."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.regions: list[Region] = []

    def add(self, text: str, kind: str = "") -> None:
        """One more paragraph; what is only white space is left out. `kind` makes it a region."""
        lines = (" ".join(line.split()) for line in text.split("\n"))
        words = "\n".join(line for line in lines if line)
        if not words:
            return
        if self._parts:
            self._length += 2
        if kind:
            end = self._length + len(words)
            self.regions.append(Region(start=self._length, end=end, kind=kind))
        self._parts.append(words)
        self._length += len(words)

    @property
    def first(self) -> str:
        """The first paragraph, or nothing."""
        return self._parts[0] if self._parts else ""

    @property
    def text(self) -> str:
        """The whole text, with a newline at its end."""
        return "\n\n".join(self._parts) + "\n" if self._parts else ""
