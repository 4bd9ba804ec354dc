"""Dates as EDTF (ISO 8601-2) with derived bounds: the only module that knows the edtf package.

SPARQL cannot compare EDTF, so each date also gets the first and the last day that it can mean.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from typing import Any

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Text
from kgbuild.records.model import When

UNKNOWN = When(edtf="XXXX")
_REVERSED = When(edtf="ends before it begins")
_LONGEST = 40
_PLAIN = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def read_when(text: Text) -> When | Diagnostic:
    """The date or interval that was typed, or why it is none.

    `unknown` is EDTF's XXXX, without bounds; an open or unknown end of an interval has no bound.

    >>> from kgbuild.located import Place
    >>> read_when(Text("../2002", Place("a.yaml")))
    When(edtf='../2002', earliest=None, latest='2002-12-31')
    >>> read_when(Text("next spring", Place("a.yaml"))).message
    "'next spring' is not a date"
    """
    if text.value == "unknown":
        return UNKNOWN
    fits = len(text.value) <= _LONGEST and text.value == text.value.strip()
    when = _plain(text.value) or _parse(text.value) if fits else None
    if when is None:
        return codes.DATE_UNREADABLE.at(
            text.at, f"'{text.value}' is not a date", width=len(text.value)
        )
    if when is _REVERSED:
        return codes.INTERVAL_REVERSED.at(
            text.at, f"'{text.value}' ends before it begins", width=len(text.value)
        )
    return when


def _plain(value: str) -> When | None:
    """What most dates are, a year, a month, a day, or two of them, without reading a grammar."""
    begin, _, end = value.partition("/")
    first, last = _bounds(begin), _bounds(end or begin)
    if first is None or last is None or value.endswith("/"):
        return None
    earliest, latest = first[0], last[1]
    return When(edtf=value, earliest=earliest, latest=latest) if earliest <= latest else _REVERSED


def _bounds(value: str) -> tuple[str, str] | None:
    """The first and the last day of a year, a month or a day; None for anything else."""
    match = _PLAIN.fullmatch(value)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    last = first if match[3] else date(year, month if match[2] else 12, 1)
    end = last.day if match[3] else monthrange(year, last.month)[1]
    return first.isoformat(), last.replace(day=end).isoformat()


@lru_cache(maxsize=4096)
def _parse(value: str) -> When | None:
    from edtf import EDTFParseException, parse_edtf

    try:
        parsed = parse_edtf(value)
        unknown = value.startswith("/"), value.endswith("/")
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        first = None if unknown[0] else _day(lower)
        last = None if unknown[1] else _day(upper)
        closed = not any(unknown) and not isinstance(lower, float) and not isinstance(upper, float)
        if closed and tuple(lower)[:3] > tuple(upper)[:3]:
            return _REVERSED
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        return None
    return UNKNOWN if value == UNKNOWN.edtf else When(edtf=value, earliest=first, latest=last)


def _day(moment: Any) -> str | None:
    """An xsd:date, None for an open end."""
    if isinstance(moment, float) or not MINYEAR <= moment.tm_year <= MAXYEAR:
        return None  # open, or a year that SPARQL engines cannot compare
    year = f"{moment.tm_year:04d}"
    if moment.tm_mday > monthrange(2000 + moment.tm_year % 400, moment.tm_mon)[1]:
        raise ValueError("no day of the calendar")  # edtf takes 29 February in any year
    return f"{year}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"


def order(day: str) -> tuple[int, str, str]:
    """What to compare two days by: years may be negative or have more than four digits."""
    year, month, date = day.rsplit("-", 2)
    return int(year), month, date
