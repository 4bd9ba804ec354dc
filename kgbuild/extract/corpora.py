"""Texts with attributions that people marked, read from the formats in which such corpora come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.extract.attribution import Attribution, Range
from kgbuild.text.article import Article

_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")  # PolNeAR: one file for each annotator of a text
_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An article and the attributions that a person marked in it."""

    article: Article
    attributions: tuple[Attribution, ...]


def read_brat(folder: Path) -> Iterator[Marked]:
    """Each text of a folder in brat's standoff format, with its events that have a `Content`.

    The text of `NAME.ann` is `NAME.txt` beside it or, as in PolNeAR, in a folder `text` beside
    the folder `attributions`. When a text has files of several annotators, the first is taken.
    Event arguments are `Source`, `Cue` and `Content`; `Content2` is another piece of the content.

    Raises OSError when a text is missing.
    """
    seen: set[Path] = set()
    for annotations in sorted(folder.rglob("*.ann")):
        text = _find_text(annotations)
        if text in seen:
            continue
        seen.add(text)
        characters = text.read_bytes().decode("utf-8")
        lines = annotations.read_text("utf-8").splitlines()
        yield Marked(
            article=Article(str(text), characters),
            attributions=tuple(sorted(_read_events(lines, len(characters)))),
        )


def _find_text(annotations: Path) -> Path:
    beside = annotations.with_suffix(".txt")
    if beside.exists():
        return beside
    return annotations.parent.parent / "text" / f"{_ANNOTATOR.sub('', annotations.stem)}.txt"


def _read_events(lines: list[str], length: int) -> Iterator[Attribution]:
    spans: dict[str, list[Range]] = {}
    for line in lines:
        if line.startswith("T"):
            name, span, *_ = line.split("\t")
            spans[name] = [_read_range(part) for part in span.split(" ", 1)[1].split(";")]
    for line in lines:
        if not line.startswith("E"):
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
