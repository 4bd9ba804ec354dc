"""Where the lines and words of pictures go: numbers for the SVG in the templates."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from kgbuild.web.views.chains import Chain, Step
from kgbuild.web.views.voices import Picture, Voice

_WIDE: Final = ("W", "F")
# A thread: a dot for each voice under one another.
_LINE: Final = 16
_GAP: Final = 14
_NAME_COLUMNS: Final = 44
_DETAIL_COLUMNS: Final = 52
_MOST_LINES: Final = 3
# A tree: a box for each voice, a column for each step away from the article's author.
_BOX: Final = (232, 56)
_BETWEEN: Final = (56, 14)
_BOX_COLUMNS: Final = 31
_EDGE: Final = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words at a height."""

    y: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """A voice on a thread: its dot, name and details."""

    step: Step
    y: int
    name: tuple[Words, ...]
    detail: tuple[Words, ...]
    speaks: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A chain drawn downwards, the article's author on top. `height` in pixels."""

    knots: tuple[Knot, ...]
    height: int


def thread(chain: Chain) -> Thread:
    """A chain of voices as a thread with a knot for each."""
    knots = []
    y = 0
    for found in chain.steps:
        name = _lines(found.holder.label, _NAME_COLUMNS)
        detail = _lines(f"{found.kind}, {found.issued}", _DETAIL_COLUMNS)
        tops = [y + _LINE * (n + 1) - 3 for n in range(len(name) + len(detail))]
        knots.append(
            Knot(
                step=found,
                y=y + _LINE // 2,
                name=tuple(map(Words, tops, name)),
                detail=tuple(map(Words, tops[len(name) :], detail)),
                speaks=found is chain.steps[-1],
            )
        )
        y += _LINE * len(tops) + _GAP
    return Thread(tuple(knots), max(0, y - _GAP) + 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A voice in the tree: the top left corner of its box, its words, and the line to it."""

    voice: Voice
    x: int
    y: int
    width: int
    height: int
    name: str
    detail: str
    path: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The picture of all voices of an article, `width` by `height` pixels."""

    boxes: tuple[Box, ...]
    width: int
    height: int


def tree(picture: Picture) -> Tree:
    """The voices of an article from left to right, the article's author first."""
    width, height = _BOX
    step_x, step_y = width + _BETWEEN[0], height + _BETWEEN[1]
    corners = [
        (voice.column * step_x + _EDGE, voice.row * step_y + _EDGE) for voice in picture.voices
    ]
    boxes = []
    for voice, (x, y) in zip(picture.voices, corners, strict=True):
        path = ""
        if voice.parent is not None:
            from_x, from_y = corners[voice.parent]
            start, end = (from_x + width, from_y + height // 2), (x, y + height // 2)
            path = f"M{start[0]} {start[1]}H{(start[0] + end[0]) // 2}V{end[1]}H{end[0]}"
        boxes.append(
            Box(
                voice=voice,
                x=x,
                y=y,
                width=width,
                height=height,
                name=shortened(voice.step.holder.label, _BOX_COLUMNS - 2),
                detail=shortened(f"{voice.step.kind}, {voice.step.issued}", _BOX_COLUMNS),
                path=path,
            )
        )
    wide = picture.columns * step_x - _BETWEEN[0] + 2 * _EDGE if boxes else 0
    return Tree(tuple(boxes), wide, picture.rows * step_y - _BETWEEN[1] + 2 * _EDGE)


def shortened(text: str, columns: int) -> str:
    """The text, cut with an ellipsis when it is wider than so many columns."""
    lines = _lines(text, columns)
    return lines[0] if len(lines) == 1 else lines[0].rstrip() + "…"


def _lines(text: str, columns: int) -> list[str]:
    """The text in lines about so many columns wide, at most three, broken at spaces if there are.

    An East Asian character is two columns wide, a combining mark none.
    """
    lines = [""]
    widths = [0]
    for word in text[: columns * (_MOST_LINES + 1)].split():
        for piece in _pieces(word, columns):
            width = sum(map(_width, piece))
            if widths[-1] and widths[-1] + 1 + width > columns:
                lines.append("")
                widths.append(0)
            space = " " if widths[-1] else ""
            lines[-1] += space + piece
            widths[-1] += len(space) + width
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1] + "…"]
    return lines


def _pieces(word: str, columns: int) -> list[str]:
    """A word in pieces that fit into a line."""
    pieces = [""]
    width = 0
    for character in word:
        if width + _width(character) > columns:
            pieces.append("")
            width = 0
        pieces[-1] += character
        width += _width(character)
    return pieces


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
