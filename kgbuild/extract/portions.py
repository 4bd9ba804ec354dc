"""Portion marks: “(C)” at the beginning or the end of a paragraph of a classified document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.attribution import Range
from kgbuild.text.article import Article

_LEVELS: Final = {
    "U": "unclassified",
    "SBU": "unclassified",
    "R": "restricted",
    "C": "confidential",
    "S": "secret",
    "TS": "top-secret",
}
_MARK: Final = re.compile(r"\((TS|SBU|[URCS])(?:/+[A-Z][A-Z/ ]*)?\)")
# What stands before a mark that opens a portion: the paragraph's number.
_NUMBER: Final = re.compile(r"(?:^|\s)(?:¶\s?)?\d{1,3}\.\s*$")
_CLASSIFIED: Final = re.compile(
    r"\b(?:[Cc]ables?|[Tt]elegrams?|[Cc]lassified|CONFIDENTIAL|"
    r"C O N F I D E N T I A L|S E C R E T|SECRET|UNCLAS(?:SIFIED)?|NOFORN|memorandum)\b"
)
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, its level, and the passage that it marks."""

    where: Range
    level: str
    portion: Range


def marks_in(article: Article) -> list[Mark]:
    """The portion marks of a text that speaks of classified documents; none elsewhere.

    A mark behind a paragraph's number marks what follows it, one at the end what stands before.
    """
    text = article.characters
    if not _CLASSIFIED.search(text):
        return []
    found: list[Mark] = []
    for match in _MARK.finditer(text):
        start, end = article.paragraph(match.start())
        opens = (
            bool(_NUMBER.search(text[start : match.start()]))
            or not text[start : match.start()].strip()
        )
        closes = not text[match.end() : end].strip()
        if opens and not closes:
            portion = match.end(), end
        elif closes and not opens:
            portion = start, match.start()
        else:
            continue
        first, last = portion
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if last > first and last - first < _LONGEST:
            found.append(Mark(match.span(), _LEVELS[match[1]], (first, last)))
    return found
