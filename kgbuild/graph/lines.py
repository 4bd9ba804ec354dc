"""Lines and columns of a text, as editors count them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LINE_END: Final = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Lines:
    r"""Where each line of a text starts (offsets, code points).

    A line ends with `\n`, `\r\n` or a lone `\r`: so count the parsers of RDF, XML and the Language
    Server Protocol. A tab is one column, a combining character another.

    >>> lines_of("a\r\nbc\rde").place(7)
    (3, 2)
    """

    starts: Sequence[int]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column (1-based, code points) of an offset (0-based, code points)."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def lines_of(text: str) -> Lines:
    """The lines of a text, found in one pass."""
    return Lines(array("Q", [0, *(match.end() for match in _LINE_END.finditer(text))]))


def width(text: str, start: int, end: int) -> int:
    r"""How many code points from `start` to `end` stand on the line of `start`; at least one.

    >>> width('"a\nb"', 0, 5)
    2
    """
    line_end = _LINE_END.search(text, start, end)
    return max(1, (line_end.start() if line_end else end) - start)
