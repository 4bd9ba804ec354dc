"""A claim on its way to the annotation file, and how its words stand in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kgbuild.extract.attribution import Range
from kgbuild.extract.documents import Doc
from kgbuild.extract.holders import Holder
from kgbuild.extract.marks import quotations
from kgbuild.text.article import Article

_MARKS: Final = '"“”„‟«»‹›「」『』＂〝〞'


@dataclass(slots=True, eq=False, kw_only=True)
class Claim:
    """Who says which passages, in which document, and through whom.

    `outer` is the claim inside whose words this one stands, `via` who was told, `document` the
    words that stand for the document here. Offsets are code points of the article.
    """

    holder: Holder
    content: tuple[Range, ...]
    mode: str
    doc: Doc | None = None
    document: Range | None = None
    outer: Claim | None = None
    via: Holder | None = None
    cue: Range | None = None
    verb: tuple[Range, ...] = ()
    source: Range | None = None
    named: bool = True
    confidence: str = "unsure"
    extractor: str = ""
    said: str = ""
    id: str = ""


def mode_of(article: Article, content: tuple[Range, ...], *, block: bool) -> str:
    """How the words stand in the article: block, verbatim, mixed or indirect."""
    if block:
        return "block"
    kinds = {_one(article, start, end) for start, end in content}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _one(article: Article, start: int, end: int) -> str:
    text = article.characters
    first, last = article.paragraph(start)
    quoted = quotations(text, first, last)
    if any(s < start and end < e for s, e in quoted):
        return "verbatim"
    touched = any(s < end and start < e for s, e in quoted)
    near = text[max(first, start - 2) : min(last, end + 2)]
    if touched and any(c in _MARKS + "'‘’‚" for c in near):
        return "mixed"
    return "indirect"
