"""Quotation marks: where words are quoted, and a paragraph with its quotations covered."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.extract.attribution import Range

COVER: Final = "\x01"
_PAIRS: Final = {"“": "”", "«": "»", "„": "“", "「": "」", "『": "』", "〝": "〞", "‹": "›"}
_CLOSING_TOO: Final = {"„": "”“", "“": "”"}
_MARK: Final = re.compile("[" + "".join({*"".join((*_PAIRS, *_PAIRS.values(), '”“"＂'))}) + "]")
_TERMINAL: Final = ".!?…,;:。！？，；："
_SINGLE_OPEN: Final = re.compile(r"(?<![\w’'])[‘'](?=[^\W\d_])")
_BEFORE_STRAIGHT: Final = " \t\n\u00a0\u202f([—–-:/"
_LONGEST_SINGLE: Final = 600
AHEAD: Final = 40  # characters behind a paragraph that tell whether a quotation goes on


def quotations(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The outermost quotations in `text[start:end]`, marks included, in their order.

    What is opened and not closed is left out, unless the paragraph behind `end` goes on with the
    same mark, as printers do: then it ends one behind `end`, as if it were closed there. A mark
    inside a quotation belongs to it. Single marks count where they stand outside all others.

    >>> text = "“He said “no” twice,” she wrote. ”"
    >>> [text[slice(*q)] for q in quotations(text, 0, len(text))]
    ['“He said “no” twice,”']
    """
    found: list[Range] = []
    stack: list[tuple[int, str]] = []
    for mark in _MARK.finditer(text, start, end):
        at, character = mark.start(), mark[0]
        if stack and character in _closers(stack[-1][1]):
            opened, _ = stack.pop()
            if not stack:
                found.append((opened, at + 1))
        elif character in _PAIRS:
            stack.append((at, character))
        elif character in '"＂':
            opens = at == start or text[at - 1] in _BEFORE_STRAIGHT
            if stack and stack[-1][1] == character:
                opened, _ = stack.pop()
                if not stack:
                    found.append((opened, at + 1))
            elif opens:
                stack.append((at, character))
    if len(stack) == 1 and _goes_on(text, end, stack[0][1]):
        found.append((stack[0][0], end + 1))
    return _with_single(found, _single(text, start, end))


def _with_single(found: list[Range], single: tuple[Range, ...]) -> tuple[Range, ...]:
    """Quotations, and those in single marks that stand outside all of them."""
    if not found or not single:
        return tuple(found) or single
    apart = (s for s in single if not any(f[0] < s[1] and s[0] < f[1] for f in found))
    return tuple(sorted((*found, *apart)))


def _goes_on(text: str, end: int, mark: str) -> bool:
    """Whether the next paragraph opens with a mark that this one has left open."""
    return text[end : end + 1] == "\n" and text[end : end + AHEAD].lstrip()[:1] == mark


def _closers(mark: str) -> str:
    if mark in '"＂':
        return ""
    return _CLOSING_TOO.get(mark, _PAIRS[mark])


def _single(text: str, start: int, end: int) -> tuple[Range, ...]:
    """Quotations in single marks, as British newspapers set them."""
    found: list[Range] = []
    at = start
    while opening := _SINGLE_OPEN.search(text, at, end):
        closing = -1
        for i in range(opening.end(), min(end, opening.end() + _LONGEST_SINGLE)):
            if text[i] not in "’'" or text[i + 1 : i + 2].isalnum():
                continue
            if text[i - 1] in _TERMINAL or (text[i - 1] != "s" and text[i - 1] != " "):
                closing = i
                break
        if closing < 0:
            at = opening.end()
            continue
        if " " in text[opening.end() : closing]:
            found.append((opening.start(), closing + 1))
        at = closing + 1
    return tuple(found)


def covered(text: str, start: int, end: int, quoted: tuple[Range, ...]) -> str:
    """`text[start:end]` with the words inside quotation marks covered, length unchanged.

    A sign that ends a sentence stays when a quotation ends with it.
    """
    parts: list[str] = []
    done = start
    for first, last in quoted:
        inside = text[first + 1 : last - 1]
        sign = inside[-1:] if inside[-1:] in tuple(_TERMINAL) else ""
        parts += text[done : first + 1], COVER * (len(inside) - len(sign)), sign
        done = last - 1
    return "".join((*parts, text[done:end]))


def inner(text: str, quoted: Range) -> Range:
    """The words of a quotation without its marks, spaces and a final comma."""
    start, end = quoted[0] + 1, quoted[1] - 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",，"):
        end -= 1
    return start, end
