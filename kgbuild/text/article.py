"""Reading an article: bytes in, exact characters out, never changed on the way."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Place
from kgbuild.text.fold import Folded, fold, has_invisible
from kgbuild.text.index import WordIndex

_SENTENCE_END = re.compile(r"[.!?…؟։።]+[\"'”’»)\]]*\s+|[。！？।]+[”’」』》）]*\s*|\n\s*\n")
_INITIAL = re.compile(r"(?:^|[\s.(“\"])\w\.$")
_PARAGRAPH_BREAK = re.compile(r"\n(?:[^\S\n]*\n)+")

_LONG = 50_000  # characters


@dataclass(frozen=True)
class Article:
    r"""A text snapshot: the exact `characters` of a file and what is needed to point into them.

    Offsets everywhere are 0-based, half-open and count Unicode code points, as Web Annotation's
    TextPositionSelector does (§4.2.4) and Python's str.

    >>> article = Article("a.txt", "Tea?\n\nNo, thanks. Coffee.")
    >>> article.place(6)
    Place(path='a.txt', line=3, column=1)
    >>> article.characters[slice(*article.sentence(8))]
    'No, thanks.'
    """

    path: str
    characters: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(m.end() for m in re.finditer("\n", self.characters)))
        object.__setattr__(self, "_starts", starts)

    @cached_property
    def sha256(self) -> str:
        """Hex SHA-256 of the UTF-8 bytes: what `sha256sum` says of the file."""
        return hashlib.sha256(self.characters.encode()).hexdigest()

    @cached_property
    def folded(self) -> Folded:
        """The characters without what a printer chose: where quotations are looked for."""
        return fold(self.characters)

    @cached_property
    def words(self) -> WordIndex | None:
        """Where the words stand in the folded text; None for a text that is as quickly read."""
        if len(self.characters) < _LONG or has_invisible(self.characters):
            return None
        return WordIndex(self.folded.text)

    def place(self, offset: int) -> Place:
        """Line and column (1-based) of a code point offset."""
        line = bisect_right(self._starts, offset)
        return Place(self.path, line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The characters of a line (1-based), without its newline."""
        return self.characters[self._starts[number - 1] :].split("\n", 1)[0]

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each paragraph: blank lines divide; without any, each line is one."""
        breaks = list(_PARAGRAPH_BREAK.finditer(self.characters))
        if not breaks:
            breaks = list(re.finditer("\n", self.characters))
        starts = (0, *(m.end() for m in breaks))
        ends = (*(m.start() for m in breaks), len(self.characters))
        return tuple((start, end) for start, end in zip(starts, ends, strict=True) if end > start)

    def paragraph(self, offset: int, *, back: int = 0) -> tuple[int, int]:
        """Start and end of the paragraph that the offset is in, or of one so many before it."""
        index = bisect_right(self.paragraphs, (offset, len(self.characters))) - 1
        return self.paragraphs[max(index - back, 0)]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that the offset is in, for showing a finding in context.

        Full stops after single letters ("U.S. ") do not end one. Good enough for people's eyes and
        for finding the name beside a quotation; nothing in the graph depends on it.
        """
        index = bisect_right(self._sentences, (offset, len(self.characters))) - 1
        return self._sentences[max(index, 0)]

    @cached_property
    def _sentences(self) -> tuple[tuple[int, int], ...]:
        found: list[tuple[int, int]] = []
        for start, stop in self.paragraphs:
            begin = start
            for match in _SENTENCE_END.finditer(self.characters, start, stop):
                if not _INITIAL.search(self.characters[begin : match.start() + 1]):
                    found.append((begin, match.start() + len(match.group().rstrip())))
                    begin = match.end()
            found.append((begin, stop))
        return tuple(found)


def read(path: Path, *, shown_as: str | None = None) -> Article | Diagnostic:
    """The article in a file, or what is wrong with the file and where.

    The characters are those of the file: nothing is normalised, trimmed or translated. What would
    make offsets mean different things to different readers is refused with its place: bytes that
    are not UTF-8, a byte order mark, carriage returns (browsers and XML drop them), control
    characters. `kgbuild new --from FILE` makes a clean copy of such a file.

    Raises OSError when the file cannot be opened.
    """
    return check(path.read_bytes(), shown_as or str(path))


def check(data: bytes, path: str) -> Article | Diagnostic:
    r"""The article in these bytes, or the first thing that is wrong with them.

    >>> check(b"a\r\nb", "a.txt").code
    'article-has-carriage-return'
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return codes.ARTICLE_HAS_BOM.at(Place(path), "the file starts with a byte order mark")
    try:
        characters = data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = Article(path, data[: error.start].decode("utf-8"))
        byte = data[error.start]
        return codes.ARTICLE_NOT_UTF8.at(
            good.place(len(good.characters)),
            f"byte 0x{byte:02X} (byte offset {error.start}) is not UTF-8",
        )
    article = Article(path, characters)
    if not characters.strip():
        return codes.ARTICLE_IS_EMPTY.at(Place(path), "the article has no text")
    for offset, character in enumerate(characters):
        if character == "\r":
            return codes.ARTICLE_HAS_CARRIAGE_RETURN.at(
                article.place(offset), "a carriage return (CRLF or CR line ending) stands here"
            )
        if character not in "\n\t" and unicodedata.category(character) == "Cc":
            return codes.ARTICLE_HAS_CONTROL_CHARACTER.at(
                article.place(offset), f"U+{ord(character):04X} is no character of a text"
            )
    return article


@dataclass(frozen=True, slots=True)
class Cleaning:
    """A clean text and what was done to get it, in words."""

    characters: str
    steps: tuple[str, ...]


def clean(data: bytes, path: str) -> Cleaning | Diagnostic:
    r"""The same text as `read` accepts it: for making a project from a file found elsewhere.

    >>> clean(b"\xef\xbb\xbfa\r\nb", "a.txt")
    Cleaning(characters='a\nb', steps=('byte order mark removed', '1 CRLF became LF'))
    """
    steps: list[str] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        steps.append("byte order mark removed")
    if pairs := data.count(b"\r\n"):
        data = data.replace(b"\r\n", b"\n")
        steps.append(f"{pairs} CRLF became LF")
    if singles := data.count(b"\r"):
        data = data.replace(b"\r", b"\n")
        steps.append(f"{singles} CR became LF")
    if feeds := data.count(b"\f"):
        data = data.replace(b"\f", b"\n")
        steps.append(f"{feeds} form feeds became LF")
    article = check(data, path)
    if isinstance(article, Diagnostic):
        return article
    return Cleaning(article.characters, tuple(steps))
