"""Texts with attributions that people marked, read from the formats in which such corpora come."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.errors import InputError
from kgbuild.extract.attribution import Attribution, Range
from kgbuild.text.article import Article

_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")  # PolNeAR: one file for each annotator of a text
_NUMBER = re.compile(r"\d+$")
# The words of a span may hold a line break, so not every line that begins with a T is a span.
_SPAN = re.compile(r"T\d+\t\S+ \d")
_EVENT = re.compile(r"E\d+\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An article and the attributions that a person marked in it.

    `known` are the stretches that the person has looked at: elsewhere there may be attributions
    that nobody marked, so nothing is learnt there. None: all of the article.
    """

    article: Article
    attributions: tuple[Attribution, ...]
    known: tuple[Range, ...] | None = None


def read_corpus(folder: Path) -> Iterator[Marked]:
    """The marked texts of a folder, in brat's or in Citron's format.

    Raises InputError when there are none, or when a file is not in its format.
    """
    try:
        texts = [*read_brat(folder), *read_citron(folder)]
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise InputError(
            f"{folder}: not a corpus of marked texts ({type(error).__name__}: {error})",
            hint="brat's .ann files beside .txt files, or Citron's .json files",
        ) from error
    if not texts:
        raise InputError(
            f"{folder}: no marked texts",
            hint="brat's .ann files beside .txt files, or Citron's .json files",
        )
    yield from texts


def read_brat(folder: Path) -> Iterator[Marked]:
    """Each text of a folder in brat's standoff format, with its events that have a `Content`.

    The text of `NAME.ann` is `NAME.txt` beside it or, as in PolNeAR, in a folder `text` beside
    the folder `attributions`. When a text has files of several annotators, the first is taken.
    Event arguments are `Source`, `Cue` and `Content`; `Content2` is another piece of the content.

    Raises OSError when a text is missing.
    """
    seen: set[Path] = set()
    for standoff in sorted(folder.rglob("*.ann")):
        text = _find_text(standoff)
        if text in seen:
            continue
        seen.add(text)
        characters = text.read_bytes().decode("utf-8")
        lines = standoff.read_text("utf-8").splitlines()
        yield Marked(
            article=Article(str(text), characters),
            attributions=tuple(sorted(_read_events(lines, len(characters)))),
        )


def _find_text(standoff: Path) -> Path:
    beside = standoff.with_suffix(".txt")
    if beside.exists():
        return beside
    return standoff.parent.parent / "text" / f"{_ANNOTATOR.sub('', standoff.stem)}.txt"


def _read_events(lines: list[str], length: int) -> Iterator[Attribution]:
    spans: dict[str, list[Range]] = {}
    for line in lines:
        if _SPAN.match(line):
            name, span = line.split("\t")[:2]
            spans[name] = [_read_range(part) for part in span.split(" ", 1)[1].split(";")]
    for line in lines:
        if not _EVENT.match(line):
            continue
        roles: dict[str, list[Range]] = {}
        for argument in line.split("\t")[1].split()[1:]:
            role, _, name = argument.partition(":")
            roles.setdefault(_NUMBER.sub("", role), []).extend(spans.get(name, ()))
        content = order(roles.get("Content", ()))
        if content and content[-1][1] <= length:
            yield Attribution(
                content=content,
                cue=order(roles.get("Cue", ())),
                source=order(roles.get("Source", ())),
                confidence=1.0,
                extractor="brat",
            )


def _read_range(words: str) -> Range:
    start, end = words.split()
    return int(start), int(end)


def read_citron(folder: Path) -> Iterator[Marked]:
    """Each .json file of a folder in the format of BBC Citron: a `text` and its `quotes`."""
    for file in sorted(folder.rglob("*.json")):
        document = json.loads(file.read_text("utf-8"))
        quotes = (_read_quote(quote) for quote in document["quotes"])
        yield Marked(
            article=Article(str(file), document["text"]),
            attributions=tuple(sorted(quote for quote in quotes if quote.content)),
        )


def _read_quote(quote: dict[str, Any]) -> Attribution:
    cue = [quote["cue"]] if quote.get("cue") else []
    content, cues, source = (
        order([(int(span["start"]), int(span["end"])) for span in spans])
        for spans in (quote["contents"], cue, quote.get("sources", ()))
    )
    return Attribution(content=content, cue=cues, source=source, confidence=1.0, extractor="Citron")


def order(ranges: tuple[Range, ...] | list[Range]) -> tuple[Range, ...]:
    """The ranges in the order of the text, without empty ones and with overlaps joined.

    >>> order([(5, 9), (0, 2), (1, 3), (4, 4)])
    ((0, 3), (5, 9))
    """
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if end <= start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
