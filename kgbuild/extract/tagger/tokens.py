"""Words and marks of a text, and stretches short enough for the tagger, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.extract.attribution import Range
from kgbuild.text.article import Article

LONGEST = 200  # tokens of a block: what the tagger sees at once
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?!I\.)[^\W\d_]\.(?=\s+[^\W\d_])"  # U.S., and J. before Doe
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sen|Sens|Rep|Reps|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Amb|St|vs"
    r"|Mt|Ft|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.(?=\s)"  # titles and months
    r"|\d+(?:[.,:]\d+)*"  # 1,000.5 and 10:30
    r"|(?<=\w)[’'](?:s|S|re|ve|ll|d|m|t)\b"  # clitics
    r"|[^\W_]+(?:-[^\W_]+)*"  # words, with their hyphens
    r"|''|``|--+|\.\.\.+"
    r"|\S"
)
_WRAPPED = 120  # characters: a line this short may be one that an editor broke


def tokenize(text: str, start: int, stop: int) -> list[Range]:
    """Where the words and marks between two offsets are; only white space lies between them.

    >>> text = "“It’s 1,000 km,” the U.S. said."
    >>> [text[a:b] for a, b in tokenize(text, 0, len(text))]
    ['“', 'It', '’s', '1,000', 'km', ',', '”', 'the', 'U.S.', 'said', '.']
    """
    return [match.span() for match in _TOKEN.finditer(text, start, stop)]


def divide(article: Article) -> Iterator[Range]:
    """The article's paragraphs; one of long lines is divided at its line ends.

    Texts from the web often put a single newline between paragraphs; texts that an editor wrapped
    have short lines, and their lines belong together.
    """
    for start, stop in article.paragraphs:
        lines = article.characters[start:stop].split("\n")
        if all(len(line) <= _WRAPPED for line in lines[:-1]) and any(
            line and not line.rstrip().endswith((".", "!", "?", "”", '"', ":", "’"))
            for line in lines[:-1]
        ):
            yield start, stop
            continue
        at = start
        for line in lines:
            if line.strip():
                yield at, at + len(line)
            at += len(line) + 1


def cut(text: str, tokens: list[Range]) -> Iterator[list[Range]]:
    """The tokens of a paragraph in pieces of at most `LONGEST`, cut after the end of a sentence.

    Where no sentence ends, after `LONGEST` tokens.
    """
    while len(tokens) > LONGEST:
        ends = [
            i + 1
            for i in range(LONGEST // 2, LONGEST - 1)
            if text[tokens[i][1] - 1] in ".!?" and text[tokens[i + 1][0]] not in "\"”’'"
        ]
        end = ends[-1] if ends else LONGEST
        yield tokens[:end]
        tokens = tokens[end:]
    if tokens:
        yield tokens
