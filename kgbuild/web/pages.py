"""A page or file of a site: where it goes, what it is, its bytes."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final

MEDIA_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A file of a site. `path` is relative, with slashes; text is UTF-8."""

    path: str
    media_type: str
    body: bytes


def page(path: str, text: str) -> Page:
    """The page with this text; its media type is that of its name's ending.

    >>> page("a/b.ttl", "").media_type
    'text/turtle; charset=utf-8'
    """
    return Page(path, MEDIA_TYPES[posixpath.splitext(path)[1]], text.encode())
