"""JSON (RFC 8259) whose every value knows where it stands, for documents without an error."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s{}\[\],:"]+')


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, number, boolean or null; `start` and `end` are offsets (0-based, code points)."""

    value: object
    start: int
    end: int

    @property
    def text(self) -> str:
        """The string; empty for what is none."""
        return self.value if isinstance(self.value, str) else ""


@dataclass(frozen=True, slots=True)
class Array:
    """An array; `start` is where its bracket stands."""

    start: int
    items: list[Value] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Object:
    """An object: its members in order, a name that comes twice among them twice."""

    start: int
    members: list[tuple[Scalar, Value]] = field(default_factory=list)

    def get(self, name: str) -> Value | None:
        """The value of the first member of that name."""
        return next((value for key, value in self.members if key.text == name), None)


Value = Scalar | Array | Object


def read(text: str) -> Value | None:
    """The value that a JSON text is, read without recursion. None when there is none.

    >>> read('{"a": [1]}').get("a").items[0]
    Scalar(value=1, start=7, end=8)
    """
    whole = Array(0)
    open_: list[Array | Object] = [whole]
    name: Scalar | None = None
    for match in _TOKEN.finditer(text):
        written, at = match[0], match.start()
        if written in "}]":
            if len(open_) > 1:
                open_.pop()
            continue
        inside = open_[-1]
        value: Value
        if written == "{":
            value = Object(at)
        elif written == "[":
            value = Array(at)
        else:
            value = _scalar(written, at)
        if isinstance(inside, Array):
            inside.items.append(value)
        elif name is None and isinstance(value, Scalar):
            name = value
            continue
        elif name is not None:
            inside.members.append((name, value))
            name = None
        if not isinstance(value, Scalar):
            open_.append(value)
    return whole.items[0] if whole.items else None


def strings(text: str) -> Iterator[Scalar]:
    """Every string of a JSON text, names of members too, in order."""
    for match in _TOKEN.finditer(text):
        if match[0][0] == '"':
            yield _scalar(match[0], match.start())


def _scalar(written: str, at: int) -> Scalar:
    try:
        value = json.loads(written)
    except ValueError:
        value = None
    return Scalar(value, at, at + len(written))
