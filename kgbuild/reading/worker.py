"""The child process in which pages of others are read: `python -m`."""

from __future__ import annotations

import sys
from base64 import b64decode
from dataclasses import asdict
from typing import Any

from kgbuild.child import serve
from kgbuild.reading.page import Page, Region


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The page in a request's bytes as JSON data; `error` says why there is none."""
    from kgbuild.reading.hypertext import read_hypertext

    try:
        page = read_hypertext(b64decode(request["page"]))
    except RecursionError:
        return {"error": "its elements are nested too deeply"}
    return {"error": "no text was found in this page"} if page is None else asdict(page)


def page_of(data: dict[str, Any]) -> Page:
    """The page that `answer` gave.

    >>> page_of(asdict(Page(characters="a", regions=(Region(start=0, end=1, kind="heading"),))))
    ... # doctest: +ELLIPSIS
    Page(characters='a', ..., regions=(Region(start=0, end=1, kind='heading'),))
    """
    regions = tuple(Region(**region) for region in data["regions"])
    return Page(**{**data, "steps": tuple(data["steps"]), "regions": regions})


if __name__ == "__main__":
    sys.exit(serve(answer))
