"""What stands in quotation marks, in any script, found by typography alone."""

from __future__ import annotations

import re
from functools import lru_cache

from kgbuild.extract.attribution import Range

# An opening mark and the marks that close it. German „…“ closes with what opens in English, and
# Swedish ”…” and Danish »…« open with what closes elsewhere.
_CLOSED_BY = {
    "“": "”“",
    "„": "“”„",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "《": "》",
    "”": "”",
    '"': '"',
    "''": "''",
    "``": "''",
    "‘": "’",
    "‚": "‘",
    "'": "'",
}
_SINGLE = "‘‚‹›'"
_CLIPPED = re.compile(r"'(?:\d|(?:em|til|tis|twas|cause|n)\b)", re.IGNORECASE)
_LONGEST_NAME = 60  # characters in straight single marks that no punctuation ends
_SPACED = "«‹"  # French puts a space after them
_MARK = re.compile(r"''|``|[“”„«»‹›「」『』《》\"‘’‚‘']")
_APOSTROPHE = re.compile(r"\w[’']\w")


def find_quotations(text: str, start: int, stop: int) -> list[Range]:
    r"""Outermost quotations between two offsets (a paragraph), with their marks.

    A quotation that does not close is taken to the end of the paragraph, as printers do when the
    next paragraph goes on with it, but only if it opens the paragraph. Quotations in single marks
    count only where no other is around them.

    >>> text = "He said “no, ‘never’” and «non»."
    >>> [text[a:b] for a, b in find_quotations(text, 0, len(text))]
    ['“no, ‘never’”', '«non»']
    """
    return list(_find(text, start, stop))


@lru_cache(maxsize=64)  # a long paragraph is asked about once for each of its attributions
def _find(text: str, start: int, stop: int) -> tuple[Range, ...]:
    found: list[Range] = []
    at = start
    while match := _MARK.search(text, at, stop):
        mark, begin = match.group(), match.start()
        at = match.end()
        if not _opens(text, begin, match.end(), start, stop):
            continue
        end = _find_close(text, mark, match.end(), stop)
        if end is None:
            if not text[start:begin].strip() and mark not in _SINGLE:
                found.append((begin, _rstrip(text, begin, stop)))
                break
            continue
        found.append((begin, end))
        at = end
    return tuple(found)


def _opens(text: str, begin: int, end: int, start: int, stop: int) -> bool:
    before = text[begin - 1] if begin > start else " "
    after = text[end] if end < stop else " "
    if text[begin:end] not in _CLOSED_BY or (after.isspace() and text[begin] not in _SPACED):
        return False
    if text[begin:end] == "'" and (not after.isalpha() or _CLIPPED.match(text, begin)):
        return False
    if ord(text[begin]) > 0x2E80:  # noqa: PLR2004  (East Asian brackets need no space before)
        return True
    return not before.isalnum() and before not in ",.!?"


def _find_close(text: str, mark: str, at: int, stop: int) -> int | None:
    """Where the quotation that `mark` opened ends, after the closing mark."""
    closing = _CLOSED_BY[mark]
    opened, depth = at, 0
    while match := _MARK.search(text, at, stop):
        sign, at = match.group(), match.end()
        inside_word = _APOSTROPHE.match(text, match.start() - 1)
        if inside_word and sign in "’‘'":
            continue
        if mark == sign == "'":
            if _closes_straight(text, opened, match.start()):
                return match.end()
            continue
        if sign in closing or (mark == '"' and sign == "”"):
            if sign == mark and mark == "“":
                depth += 1
            elif depth:
                depth -= 1
            else:
                return match.end()
        elif sign == mark:
            depth += 1
    return None


def _closes_straight(text: str, start: int, at: int) -> bool:
    """Does the straight ' at an offset close what begins at `start`, or is it an apostrophe?

    It closes after a mark of punctuation, and behind a few words; “the ministers' letter” is none.
    """
    before, after = text[at - 1], text[at + 1 : at + 2]
    if after.isalnum():
        return False
    if before in ".,!?…;:—-":
        return True
    return at - start <= _LONGEST_NAME and not before.isspace() and before != "s"


def _rstrip(text: str, start: int, stop: int) -> int:
    return start + len(text[start:stop].rstrip())
