"""Dates as people read them, from EDTF (ISO 8601-2)."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.records.model import When

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY = re.compile(r"(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?([~?%]?)")
_DOUBT: Final = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def spoken(when: When | None) -> str:
    """A date or interval in words; what is no plain date stays as it was written.

    >>> spoken(When(edtf="2008-01-18"))
    '18 January 2008'
    >>> spoken(When(edtf="../2002"))
    'until 2002'
    >>> spoken(When(edtf="2002/.."))
    'since 2002'
    """
    if when is None:
        return ""
    if when.edtf in ("", "unknown", "XXXX"):
        return "date unknown"
    start, slash, end = when.edtf.partition("/")
    if not slash:
        return _day(start)
    if start in ("", ".."):
        said = f"until {_day(end)}" if end not in ("", "..") else "at all times"
    elif end in ("", ".."):
        said = f"since {_day(start)}"
    else:
        said = f"{_day(start)} to {_day(end)}"
    unknown = [name for name, part in (("beginning", start), ("end", end)) if not part]
    return f"{said}, {' and '.join(unknown)} unknown" if unknown else said


def _day(text: str) -> str:
    match = _DAY.fullmatch(text)
    if match is None:
        return text
    year, month, day, doubt = match.groups()
    parts = [str(int(day))] if day else []
    parts += [_MONTHS[int(month) - 1]] if month else []
    return _DOUBT[doubt] + " ".join([*parts, year.lstrip("0") or year])
