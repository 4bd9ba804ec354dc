"""Dates in running text as EDTF: absolute ones, and relative ones against the article's date.

What may mean several days becomes the interval that holds them all; what is no date is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

_YEAR: Final = r"(1[5-9]\d\d|20\d\d)"
_ANY_YEAR: Final = re.compile(_YEAR)
_ISO: Final = re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b")
_HAN: Final = re.compile(rf"{_YEAR}年(?:(\d{{1,2}})月(?:(\d{{1,2}})日)?)?")
_YEAR_ALONE: Final = re.compile(
    rf"(?i:\b(?:in|since|until|of|en|im Jahr|a)\s+|^){_YEAR}\b(?![-–/]\d)"
)
_LEADING_YEAR: Final = re.compile(rf"\b{_YEAR}\b(?=\s+[a-z])")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE: Final = re.compile(
    rf"\b(?i:(?:(?P<last>last|on|this|earlier on|late on|early on)\s+)?"
    rf"(?P<day>{'|'.join(_WEEKDAYS)})|(?P<word>yesterday|today)|"
    r"(?P<which>last|this)\s+(?P<unit>week|weekend|month|year))\b"
)
_WEEK: Final = 7


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A date in the text: where it stands and what it means in EDTF."""

    start: int
    end: int
    edtf: str


def days_in(text: str, start: int, end: int, *, issued: str = "", language: str = "") -> list[Day]:
    """The dates in a passage; relative ones only when `issued`, the article's ISO day, is known.

    >>> [d.edtf for d in days_in("On Friday, as in January 18, 2008", 0, 33, issued="2012-02-27")]
    ['2012-02-24', '2008-01-18']
    """
    found: list[Day] = []
    finders = []
    if _ANY_YEAR.search(text, start, end):
        finders.append(_absolute(text, start, end, language or "en"))
    if issued:
        finders.append(_relative(text, start, end, date.fromisoformat(issued)))
    for finder in finders:
        for day in finder:
            if not any(d.start < day.end and day.start < d.end for d in found):
                found.append(day)
    return sorted(found)


def _absolute(text: str, start: int, end: int, language: str) -> Iterator[Day]:
    for match in _ISO.finditer(text, start, end):
        if edtf := _edtf(match[1], match[2], match[3]):
            yield Day(*match.span(), edtf)
    for match in _HAN.finditer(text, start, end):
        if edtf := _edtf(match[1], match[2], match[3]):
            yield Day(*match.span(), edtf)
    for lang in dict.fromkeys((language, "en")):
        months, pattern = _months(lang)
        for match in pattern.finditer(text, start, end):
            groups = match.groupdict()
            name = (groups["m1"] or groups["m2"]).lower().rstrip(".")
            day = groups["d1"] or groups["d2"]
            year = groups["y1"] or groups["y2"]
            if edtf := _edtf(year, str(months[name]), day):
                yield Day(*match.span(), edtf)
    for pattern_ in (_YEAR_ALONE, _LEADING_YEAR):
        for match in pattern_.finditer(text, start, end):
            yield Day(match.start(1), match.end(1), match[1])


@cache
def _months(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Names of months in a language (CLDR), and a pattern for dates written with them."""
    from babel import Locale, UnknownLocaleError

    try:
        widths = Locale.parse(language).months["format"]
    except (UnknownLocaleError, ValueError):
        widths = Locale.parse("en").months["format"]
    months = {
        name.lower().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in widths[width].items()
        if len(name) > 2 and not name[0].isdigit()  # noqa: PLR2004 - 1月
    }
    months |= {"sept": 9} if language == "en" else {}
    if not months:
        return {}, re.compile(r"(?!)(?P<m1>)(?P<m2>)(?P<d1>)(?P<d2>)(?P<y1>)(?P<y2>)")
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    pattern = re.compile(
        rf"(?i)\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?:\s+(?:of|de))?\s+(?P<m1>{names})\.?,?"
        rf"(?:\s+(?:de\s+)?(?P<y1>{_YEAR[1:-1]}))|(?P<m2>{names})\.?(?:\s+(?P<d2>\d{{1,2}})"
        rf"(?:st|nd|rd|th)?,?)?\s+(?P<y2>{_YEAR[1:-1]}))(?!\d)"
    )
    return months, pattern


def _edtf(year: str, month: str | None, day: str | None) -> str:
    """The date in EDTF; empty when there is no such day."""
    try:
        if month is None:
            return year
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def _relative(text: str, start: int, end: int, today: date) -> Iterator[Day]:
    for match in _RELATIVE.finditer(text, start, end):
        groups = match.groupdict()
        if groups["day"]:
            edtf = _weekday(_WEEKDAYS.index(groups["day"].lower()), groups["last"] or "", today)
        elif groups["word"]:
            edtf = (today - timedelta(days=groups["word"].lower() == "yesterday")).isoformat()
        else:
            edtf = _unit(groups["which"].lower(), groups["unit"].lower(), today)
        if edtf:
            yield Day(*match.span(), edtf)


def _weekday(weekday: int, lead: str, today: date) -> str:
    """The last such day up to the article's; “last Monday” may also be the one a week earlier."""
    before = (today.weekday() - weekday) % _WEEK
    if before == 0 and lead.lower() == "last":
        before = _WEEK
    nearest = today - timedelta(days=before)
    if lead.lower() == "last" and before < today.weekday() + 1:
        return f"{(nearest - timedelta(days=_WEEK)).isoformat()}/{nearest.isoformat()}"
    return nearest.isoformat()


def _unit(which: str, unit: str, today: date) -> str:
    monday = today - timedelta(days=today.weekday())
    back = which == "last"
    if unit == "year":
        return str(today.year - back)
    if unit == "month":
        last = today.replace(day=1) - timedelta(days=1) if back else today
        return f"{last.year}-{last.month:02d}"
    if unit == "weekend":
        # “Last weekend” on a Monday is two days ago for most, nine days ago for some.
        saturday = monday - timedelta(days=2)
        first = saturday - timedelta(days=_WEEK) if today.weekday() < 2 else saturday  # noqa: PLR2004
        return f"{first.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}" if back else ""
    first = monday - timedelta(days=_WEEK) if back else monday
    return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"
