"""Reading a page from bytes: which of the three readers is asked, and how the bytes are decoded."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from kgbuild.diagnostics import Diagnostic
from kgbuild.errors import InputError, LimitError
from kgbuild.reading.page import Page
from kgbuild.text.article import clean

LARGEST: Final = 64 * 2**20
SECONDS: Final = 60.0
MEMORY: Final = 2 * 2**30
_HTML_NAMES: Final = (".html", ".htm", ".xhtml")
_MARKDOWN_NAMES: Final = (".md", ".markdown")
_HTML_START: Final = re.compile(
    rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)"
)


def read_page(data: bytes, name: str) -> Page:
    r"""The page in these bytes; its name tells the format, and HTML tells itself.

    HTML is read in a child process that may take a minute and two GiB, so that a hostile page
    costs no more. Nothing is fetched. Raises InputError when there is no text in it, or the page
    is too large or costs too much.

    >>> read_page(b"# Tea\n\nShe said *no*.\n", "tea.md").characters
    'Tea\n\nShe said no.\n'
    """
    if len(data) > LARGEST:
        raise InputError(
            f"{name} has {len(data) >> 20} MiB", hint=f"an article may have {LARGEST >> 20} MiB"
        )
    suffix = PurePath(name).suffix.lower()
    if suffix in _HTML_NAMES or _HTML_START.match(data):
        return _hypertext(data, name)
    cleaned = clean(data, name)
    if isinstance(cleaned, Diagnostic):
        raise InputError(f"{cleaned.at}: {cleaned.message}", hint=cleaned.hint)
    if suffix in _MARKDOWN_NAMES:
        from kgbuild.reading.markdown import read_markdown

        return _checked(read_markdown(cleaned.characters, cleaned.steps), name)
    return Page(characters=cleaned.characters, steps=cleaned.steps)


def _hypertext(data: bytes, name: str) -> Page:
    """The page in HTML, by way of a child process."""
    from base64 import b64encode

    from kgbuild.child import child
    from kgbuild.reading.worker import page_of

    try:
        with child("kgbuild.reading.worker", seconds=SECONDS, memory=MEMORY) as reader:
            answer = reader.ask({"page": b64encode(data).decode()})
    except LimitError as error:
        raise InputError(f"{name}: this page cannot be read: {error}", hint=_BY_HAND) from error
    if "error" in answer:
        raise InputError(f"{name}: {answer['error']}", hint=_BY_HAND)
    return _checked(page_of(answer), name)


_BY_HAND: Final = "copy the article's words into a .txt file and give that"


def _checked(page: Page, name: str) -> Page:
    """The same page, if its text is one that an article may have."""
    cleaned = clean(page.characters.encode("utf-8", "surrogatepass"), name)
    if isinstance(cleaned, Diagnostic):
        raise InputError(f"{name}: {cleaned.message}", hint=_BY_HAND)
    return page
