"""The texts that were marked for the tagger: who says, thinks or wants what.

`marked/*.tsv` marks texts of other repositories by offsets, an attribution a line: document, number
of its paragraph (from 1), source, cue, content, and the words of the cue, which must stand there.
Source, cue and content are ranges `start-end` of the paragraph's code points, with commas between.
A line without cue only says that the document was looked at. `marked/*.txt` are texts of our own
with marks in line: `{s1 The mayor} {c1 said} {t1 that it rains}`, source, cue and content (text) of
attribution 1 of the paragraph. Every paragraph of a document is marked completely.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kgbuild.errors import InputError
from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.corpora import Marked, order
from kgbuild.text.article import Article

FOLDER = Path(__file__).with_name("marked")
_MARK = re.compile(r"\{([sct])(\d+) |\}")
_TITLE = "# id:"

Documents = Mapping[str, Sequence[str]]  # paragraphs of each


def read_marked(documents: Documents, folder: Path = FOLDER) -> Iterator[Marked]:
    """A marked text for each paragraph.

    Raises InputError where a document is missing, or a cue is not where it should be.
    """
    for file in sorted(folder.glob("*.tsv")):
        yield from _read_table(file, documents)
    for file in sorted(folder.glob("*.txt")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith(_TITLE):
                yield read_line(line.strip(), f"{file.name}:{number}")


def list_documents(folder: Path = FOLDER) -> set[str]:
    """The names of the documents that the tables mark."""
    return {row[0] for file in folder.glob("*.tsv") for row in _rows(file)}


def _rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _read_table(file: Path, documents: Documents) -> Iterator[Marked]:
    found: dict[str, dict[int, list[Attribution]]] = defaultdict(lambda: defaultdict(list))
    for line, (name, number, source, cue, content, words) in enumerate(_rows(file), 1):
        paragraphs = found[name]
        if not cue:
            continue
        one = Attribution(
            content=_ranges(content), cue=_ranges(cue), source=_ranges(source), confidence=1.0
        )
        text = documents.get(name, ())[int(number) - 1 : int(number)]
        if not text or " ".join(text[0][a:b] for a, b in one.cue) != words:
            raise InputError(f"{file}:{line}: {name} is another text: no “{words}” there")
        paragraphs[int(number)].append(one)
    for name, marks in found.items():
        for number, text in enumerate(documents[name], 1):
            article = Article(f"{name} {number}", text)
            yield Marked(article=article, attributions=tuple(sorted(marks[number])))


def _ranges(written: str) -> tuple[Range, ...]:
    pairs = (part.split("-") for part in written.split(",") if part)
    return order([(int(start), int(end)) for start, end in pairs])


def read_line(line: str, name: str) -> Marked:
    """A paragraph with marks in line.

    >>> marked = read_line("{s1 Ada} {c1 said} {t1 no}.", "a")
    >>> marked.article.characters, marked.attributions[0].content
    ('Ada said no.', ((9, 11),))
    """
    text, at = "", 0
    open_: list[tuple[str, int, int]] = []
    pieces: dict[int, dict[str, list[Range]]] = defaultdict(lambda: defaultdict(list))
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            open_.append((mark.group(1), int(mark.group(2)), len(text)))
        elif open_:
            kind, number, start = open_.pop()
            pieces[number][kind].append((start, len(text)))
        else:
            text += "}"
    text += line[at:]
    if (
        open_
        or "{" in text
        or "}" in text
        or any(not p["c"] or not p["t"] for p in pieces.values())
    ):
        raise InputError(f"{name}: a mark is not closed, or lacks cue or content")
    attributions = tuple(
        Attribution(content=order(p["t"]), cue=order(p["c"]), source=order(p["s"]), confidence=1.0)
        for p in pieces.values()
    )
    return Marked(article=Article(name, text), attributions=tuple(sorted(attributions)))
