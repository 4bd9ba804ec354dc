"""Prose of US Senate press releases (works of the US government, 17 U.S.C. 105), as paragraphs.

The folder is the repository lintool/GrimmerSenatePressReleases. Many of its files lost their
punctuation on the way; these are left out, and so is whatever carries words of a newspaper, a
wire service or a broadcaster, because these are not works of the US government.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

_FOREIGN = re.compile(
    r"op-?ed\b|appeared (?:in|on)|copyright|\(AP\)|associated press|reuters|staff writer|reprint"
    r"|©|editorial|columnist|news service|\bUPI\b|bloomberg|correspondent|transcript"
    r"|(?:by|from) the (?:new york times|washington post)|\bBy [A-Z]\w+ [A-Z]\w+,? (?:of|for) The"
    r"|all rights reserved|newspaper|herald|gazette|tribune|-journal|courier|NBC|CNN|Fox News",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\u00a0]+")
_BREAK = re.compile(r"\n+|(?<=[.!?\"”])[ \t]{3,}(?=[\"“A-Z])")
_MOJIBAKE = re.compile("[âÂ�]")
_MENDED = (("\u00a0", " "), ("``", '"'), ("''", '"'), (" ?", "? "), (" --", " --"))
_LONGEST = 260  # words of a paragraph
_ENOUGH_PROSE = 0.55


def read_releases(folder: Path, *, most: int, seed: int = 7) -> Iterator[tuple[str, list[str]]]:
    """Name and paragraphs of `most` releases, senators mixed, each text once, always the same ones.

    Only releases with marks of punctuation, at least one quotation and a rest of prose are taken.
    """
    files = sorted(folder.glob("raw/*/*.txt"))
    random.Random(seed).shuffle(files)  # noqa: S311  (no secret, a fixed sample)
    seen: set[str] = set()
    for file in files:
        paragraphs = _read_paragraphs(file.read_bytes().decode("utf-8", errors="replace"))
        key = hashlib.sha256(" ".join(paragraphs)[:400].lower().encode()).hexdigest()
        if not paragraphs or key in seen:
            continue
        seen.add(key)
        yield file.relative_to(folder / "raw").as_posix(), paragraphs
        most -= 1
        if not most:
            return


def _read_paragraphs(text: str) -> list[str]:
    if _MOJIBAKE.search(text) or _FOREIGN.search(text):
        return []
    for old, new in _MENDED[:3]:
        text = text.replace(old, new)
    pieces = [_SPACES.sub(" ", piece).strip() for piece in _BREAK.split(text)]
    prose = [piece for piece in pieces if _is_prose(piece)]
    words = sum(len(piece.split()) for piece in prose)
    everything = sum(len(piece.split()) for piece in pieces)
    marks = sum(piece.count(",") + piece.count(".") for piece in prose)
    if not 120 <= words <= 1200 or words < _ENOUGH_PROSE * everything or marks < words / 25:  # noqa: PLR2004
        return []
    if not any('"' in piece or "“" in piece for piece in prose):
        return []
    return prose


def _is_prose(piece: str) -> bool:
    """A sentence or more, in upper and lower case, with quotation marks that balance or open."""
    words = piece.split()
    return (
        6 <= len(words) <= _LONGEST  # noqa: PLR2004
        and piece[-1] in '.?!"”:'
        and sum(word[:1].isupper() for word in words) < 0.6 * len(words)
        and (piece.count('"') % 2 == 0 or piece.startswith('"'))
    )
