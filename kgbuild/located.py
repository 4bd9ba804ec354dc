"""Where something stands in a file, and text that remembers where it was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

# What YAML puts between the characters of a value.
_ADDED = frozenset("\\\"'")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: `line` and `column` are 1-based, columns count code points.

    >>> str(Place("annotations.yaml", 41, 12))
    'annotations.yaml:41:12'
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as it was typed: its `value`, its place, and the raw characters of the file.

    `raw` still has the quotes, escapes and line breaks of the file, so that the place of a
    character inside the value can be told.

    >>> Text("a b", Place("f.yaml", 3, 9), '"a b"').place_of(2)
    Place(path='f.yaml', line=3, column=12)
    """

    value: str
    at: Place
    raw: str = ""

    def __str__(self) -> str:
        return self.value

    def place_of(self, offset: int) -> Place:
        """The place in the file of `value[offset]` (0-based, code points).

        The raw characters are followed as long as they spell the value; what the file format adds
        (quotes, backslashes, indentation, a block scalar's header) is stepped over. Where they
        spell it otherwise, by an escape, the place of the whole value is given.
        """
        at = self.raw.find("\n") + 1 if self.raw[:1] in ("|", ">") else 0
        end = at
        for wanted in self.value[: offset + 1]:
            if wanted.isspace():
                at = end
                end += self.raw.startswith(wanted, end)
                continue
            at = self.raw.find(wanted, end)
            if at < 0 or any(c not in _ADDED and not c.isspace() for c in self.raw[end:at]):
                return self.at
            end = at + 1
        before = self.raw[:at]
        if lines := before.count("\n"):
            column = len(before) - before.rfind("\n")
            return replace(self.at, line=self.at.line + lines, column=column)
        return replace(self.at, column=self.at.column + at)
