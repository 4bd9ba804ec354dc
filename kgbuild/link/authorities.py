"""Who gives out identifiers: the prefix of each authority, its pattern, its check character.

The patterns that a graph must keep are in shapes/voices.ttl; what needs arithmetic is here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

PREFIXES: Final[dict[str, str]] = {
    "wikidata": "http://www.wikidata.org/entity/",
    "geonames": "https://sws.geonames.org/",
    "orcid": "https://orcid.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
    "service": "https://w3id.org/kgbuild/service/",
}
_ELEVEN: Final = 11


@dataclass(frozen=True, slots=True)
class Authority:
    """Whose identifiers these are, how they look (the local part is group 1), what must fit."""

    name: str
    iri: re.Pattern[str]
    fits: Callable[[str], bool]


def _character(remainder: int) -> str:
    return "X" if remainder == _ELEVEN - 1 else str(remainder)


def _iso_7064(digits: str) -> bool:
    """Whether the last character is right by ISO 7064 MOD 11-2 (ISNI and ORCID).

    >>> _iso_7064("0000000121032683"), _iso_7064("0000000121032684")
    (True, False)
    """
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return _character((12 - total % _ELEVEN) % _ELEVEN) == digits[-1].upper()


def _weighted(digits: str) -> bool:
    """Whether the last character is right by weights 2, 3, 4 … from the right, modulo 11.

    ISSN (ISO 3297) and the numbers of the GND without a hyphen.

    >>> _weighted("20952678"), _weighted("20952687")
    (True, False)
    """
    total = sum(weight * int(d) for weight, d in enumerate(reversed(digits[:-1]), 2))
    return _character(-total % _ELEVEN) == digits[-1].upper()


_AUTHORITIES: Final = (
    Authority("ISNI", re.compile(r"https?://(?:www\.)?isni\.org/isni/(\d{15}[\dX])"), _iso_7064),
    Authority("ORCID", re.compile(r"https://orcid\.org/((?:\d{4}-){3}\d{3}[\dX])"), _iso_7064),
    Authority("ISSN", re.compile(r"https?://.*issn.*?/(?:ISSN/)?(\d{4}-\d{3}[\dXx])"), _weighted),
    Authority("GND", re.compile(r"https?://d-nb\.info/gnd/(1\d{7,8}[\dX])"), _weighted),
)


def misfit(iri: str) -> str:
    """What is wrong with the check character of an identifier; nothing when it is in order.

    >>> misfit("https://orcid.org/0000-0001-2103-2684")
    'the check character of this ORCID does not fit: a character was mistyped'
    """
    for authority in _AUTHORITIES:
        found = authority.iri.fullmatch(iri)
        if found and not authority.fits(found[1].replace("-", "")):
            return (
                f"the check character of this {authority.name} does not fit: "
                "a character was mistyped"
            )
    return ""


_PAGES: Final = (
    (re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q[1-9]\d*)/?"), "wikidata"),
    (re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/([1-9]\d*)(?:/.*)?"), "geonames"),
)


def canonical(iri: str) -> str:
    """An identifier as its authority writes it: a page's address is not that of its subject.

    >>> canonical("https://www.wikidata.org/wiki/Q148")
    'http://www.wikidata.org/entity/Q148'
    """
    for page, prefix in _PAGES:
        if found := page.fullmatch(iri):
            return PREFIXES[prefix] + found[1] + ("/" if prefix == "geonames" else "")
    return iri
