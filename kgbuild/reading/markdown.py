"""Markdown (CommonMark) to text: the words as a reader sees them; headings and code told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kgbuild.reading.page import Composer, Page

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT: Final = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR: Final = re.compile(r"(\w+):[ \t]*(.+)")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINES_OF_FRONT: Final = 100


def read_markdown(text: str, steps: tuple[str, ...]) -> Page:
    """The page in a Markdown text; front matter (`title:`, `author:`, `date:` …) is understood."""
    from markdown_it import MarkdownIt

    about: dict[str, str] = {}
    if front := _FRONT.match(text):
        about = dict(_pairs(front[1]))
        text = text[front.end() :]
    composer = Composer()
    title = about.get("title", "")
    for words, kind in _paragraphs(MarkdownIt("commonmark").enable("table").parse(text)):
        if kind == "heading" and not title:
            title = " ".join(words.split())
        composer.add(words, kind)
    day = _DAY.match(about.get("date", ""))
    return Page(
        characters=composer.text,
        steps=(*steps, "Markdown became text"),
        snapshot=".md",
        title=title,
        author=about.get("author", ""),
        issued=day[0] if day else "",
        publisher=about.get("publisher", ""),
        language=about.get("lang", about.get("language", "")),
        url=about.get("url", ""),
        regions=tuple(composer.regions),
    )


def _pairs(front: str) -> Iterator[tuple[str, str]]:
    for line in front.split("\n")[:_LINES_OF_FRONT]:
        if match := _PAIR.fullmatch(line.strip()):
            yield match[1].lower(), match[2].strip().strip("\"'")


def _paragraphs(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """The words of each block, and the kind of region that it is."""
    kind = ""
    for token in tokens:
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "heading_close":
            kind = ""
        elif token.type in ("fence", "code_block", "html_block"):
            yield ("" if token.type == "html_block" else token.content), "furniture"
        elif token.type == "inline":
            words, captions = _words(token)
            yield words, kind
            for caption in captions:
                yield caption, "caption"


def _words(token: Token) -> tuple[str, list[str]]:
    """The words of a block without their markup, and the captions of its pictures."""
    words: list[str] = []
    captions: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type == "softbreak":
            words.append(" ")
        elif child.type == "hardbreak":
            words.append("\n")
        elif child.type == "image":
            captions.append(child.content)
    return "".join(words), captions
