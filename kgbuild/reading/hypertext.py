"""HTML to text: the article without the page around it. The only module that knows trafilatura.

Runs in a child process (`worker`), because a page can be made to cost any time and memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kgbuild.reading.page import Composer, Page

# What a page declares counts when its bytes are no UTF-8 (WHATWG encoding sniffing).
_DECLARED: Final = re.compile(rb"""(?i)<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""")
_HEAD: Final = 4096
# Encodings of Latin letters differ in few bytes; browsers take the first for undeclared ones.
_WESTERN: Final = "windows-1252"
_LIKE_WESTERN: Final = (
    "cp1250",
    "cp1252",
    "cp1254",
    "cp1257",
    "latin_1",
    "iso8859_1",
    "mac_",
    "cp437",
    "cp85",
    "hp_roman8",
)
# What a page calls an advertisement or the like is no part of its article.
_ASIDE: Final = "//*[{}]".format(
    " or ".join(
        f"contains(concat(' ', translate(normalize-space(@class), 'A', 'a'), ' '), ' {name} ')"
        for name in (
            *("ad", "ads", "advert", "advertisement", "sponsored", "promo", "newsletter"),
            *("related", "most-read", "pullquote", "pull-quote"),
        )
    )
)
_BLOCKS: Final = frozenset(("p", "head", "item", "cell", "quote", "code", "fw"))
# trafilatura looks for a date no later than today unless told; a clock would change the result.
_LATEST: Final = "2100-01-01"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNWANTED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read_hypertext(data: bytes) -> Page | None:
    """The page in these bytes; None when no article is found in it."""
    import trafilatura
    from lxml import html

    text, steps = decode(data)
    document: Any = trafilatura.bare_extraction(
        text,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=True,
        prune_xpath=[_ASIDE],
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": _LATEST,
        },
    )
    if document is None or document.body is None:
        return None
    composer = Composer()
    title = " ".join((document.title or "").split())
    composer.add(title, "heading")
    for words, kind in _blocks(document.body):
        if " ".join(words.split()) != composer.first or kind != "heading":
            composer.add(words, kind)
    if len(composer.regions) == composer.text.count("\n\n") + 1:
        return None  # a title, and nothing below it
    root = html.fromstring(text) if text.strip() else None
    language = (root.get("lang") or "") if root is not None else ""
    issued = document.date or ""
    return Page(
        characters=composer.text,
        steps=(*steps, "the article was taken out of its HTML page"),
        snapshot=".html",
        title=title,
        author=document.author or "",
        issued=issued if _DAY.fullmatch(issued) else "",
        publisher=document.sitename or "",
        language=language,
        url=document.url or "",
        regions=tuple(composer.regions),
    )


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters of a page, and how they were found when the bytes are no UTF-8."""
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        text, name = _other_encoding(data)
        return _plain(text), (f"the page was read as {name}",)
    return _plain(text), ()


def _other_encoding(data: bytes) -> tuple[str, str]:
    """What the page declares, when the bytes are that; else what they most look like."""
    from charset_normalizer import from_bytes

    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), "UTF-16"
    if declared := _DECLARED.search(data[:_HEAD]):
        name = declared[1].decode("ascii", "replace")
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    best = from_bytes(data[: 2**20]).best()
    name = best.encoding if best is not None else _WESTERN
    if name.startswith(_LIKE_WESTERN):
        name = _WESTERN
    return data.decode(name, "replace"), name


def _plain(text: str) -> str:
    """Without control characters, which no article may have and no page shows."""
    return _UNWANTED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """The words of each paragraph in the order of the page, and whether it is a heading."""
    stack = list(reversed(body))
    while stack:
        element = stack.pop()
        inner = [e for e in element.iter() if e is not element and e.tag in _BLOCKS]
        if inner:
            yield element.text or "", ""
            stack.extend(reversed(element))
        else:
            kind = "heading" if element.tag == "head" else ""
            yield _words(element), kind
        yield element.tail or "", ""


def _words(element: Any) -> str:
    """The words of an element; line breaks stay."""
    parts = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "lb":
            parts.append("\n")
        elif child.text:
            parts.append(child.text)
        parts.append(child.tail or "")
    return "".join(parts)
