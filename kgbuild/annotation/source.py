"""The text of an annotation file with the offsets of its nodes, and changes of it that are checked.

What `kgbuild.annotation.edit` stands on: lines, comments and ends of values, which the nodes
themselves do not know.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kgbuild import codes
from kgbuild.annotation.nodes import Mapping as Pairs
from kgbuild.annotation.nodes import Node, Sequence, compose
from kgbuild.annotation.style import Value
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Place, Text
from kgbuild.suggest import suggestion

_LINE: Final = re.compile(r"\r\n|\n|\r")
_BLANKS: Final = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*\Z")
_HEADER_COMMENT: Final = re.compile(r"[|>][^\r\n]*\s#")
_NUMBERED: Final = re.compile(r"([a-z-]+)\[(\d+)\]")
_AT_LINE: Final = re.compile(r"([a-z-]+)@(\d+)")


@dataclass(frozen=True, slots=True)
class Change:
    """`new` instead of `text[start:end]`; offsets are 0-based, half-open, in code points."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Found:
    """An entry, the section it stands in, and its position there, from 0."""

    section: str
    index: int
    entry: Pairs


def refused(at: Place, why: str, *, hint: str = "") -> Diagnostic:
    """The finding that an edit was not made."""
    return codes.EDIT_REFUSED.at(at, f"the edit was not made: {why}", hint=hint)


def opened(text: str, path: str) -> Document | Diagnostic:
    """The document in a text; what is wrong with it first, when it cannot be edited safely."""
    root, found = compose(text, path)
    if found:
        return found[0]
    if not isinstance(root, Pairs) or not root.pairs:
        at = root.at if root is not None else Place(path)
        return refused(at, "an annotation file is a mapping that starts with `article:`")
    return Document(text, root)


def absent(node: Node) -> bool:
    """Whether nothing was typed as a value; its place is then that of whatever comes next."""
    return isinstance(node, Text) and not node.raw


def plain(node: Node) -> Any:
    """What a node says: texts, lists and dicts."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.pairs}


def changed(document: Document, change: Change, expected: Mapping[str, Value]) -> str | Diagnostic:
    """The new text; a Diagnostic when it does not say exactly what is expected."""
    text = document.text[: change.start] + change.new + document.text[change.end :]
    path = document.root.at.path
    root, found = compose(text, path)
    if root is None or found or plain(root) != _as_data(expected):
        at = document.place(change.start)
        why = (
            f"it would read back otherwise ({found[0].message})"
            if found
            else ("it would read back otherwise")
        )
        return refused(at, why)
    return document.mark + text


def _as_data(value: Value) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _as_data(part) for key, part in value.items()}
    return [_as_data(part) for part in value]


class Document:
    """A text and its nodes. Offsets count from after a byte order mark, which is kept in `mark`."""

    def __init__(self, text: str, root: Pairs) -> None:
        self.text = text.removeprefix("\ufeff")
        self.mark = text[: len(text) - len(self.text)]
        self.root = root
        self._lines = [0, *(m.end() for m in _LINE.finditer(self.text))]
        first = _LINE.search(self.text)
        self.newline = first[0] if first else "\n"

    @property
    def root_pairs(self) -> Iterator[tuple[str, Node]]:
        """The sections by name."""
        return ((key.value, value) for key, value in self.root.pairs)

    def find(self, entry_id: str) -> Found | Diagnostic:
        """The entry with an id; or `claims[3]`, the fourth of a section; `claims@9`, in line 9."""
        numbered, lined = _NUMBERED.fullmatch(entry_id), _AT_LINE.fullmatch(entry_id)
        ids: list[str] = []
        found: list[Found] = []
        for section, value in self.root_pairs:
            entries = value.items if isinstance(value, Sequence) else (value,)
            for index, entry in enumerate(entries):
                if not isinstance(entry, Pairs):
                    continue
                own = next((plain(v) for k, v in entry.pairs if k.value == "id"), None)
                here = numbered and (numbered[1], int(numbered[2])) == (section, index)
                here = here or (lined and (lined[1], int(lined[2])) == (section, entry.at.line))
                if here or own == entry_id:
                    found.append(Found(section, index, entry))
                ids.append(str(own))
        if len(found) == 1:
            return found[0]
        if found:
            return refused(found[1].entry.at, f"`{entry_id}` is the id of two entries")
        said = f"no entry has the id `{entry_id}`{suggestion(entry_id, ids)}"
        return refused(self.root.at, said)

    def start(self, node: Node) -> int:
        """Where a node begins."""
        return self._lines[node.at.line - 1] + node.at.column - 1

    def end(self, node: Node) -> int:
        """Where a node ends: after its last character that is no white space and no comment."""
        if isinstance(node, Text) and node.raw[:1] in ("|", ">"):
            return self.start(node) + len(_BLANKS.sub("", node.raw))
        if isinstance(node, Text) or node.raw:
            return self.start(node) + len(node.raw)
        if isinstance(node, Sequence):
            return self.end(node.items[-1])
        return self.end_of_pair(*node.pairs[-1])

    def end_of_pair(self, key: Text, value: Node) -> int:
        """Where a value ends; after the colon when there is none."""
        return self.colon(key) if absent(value) else self.end(value)

    def colon(self, key: Text) -> int:
        """The offset after the colon of a key."""
        return self.text.index(":", self.end(key)) + 1

    def dash(self, item: Node) -> int:
        """The offset of the dash before an item of a list written in lines."""
        return self.text.rindex("-", 0, self.start(item))

    def line(self, offset: int) -> int:
        """The number of a line, from 1."""
        return bisect_right(self._lines, offset)

    def place(self, offset: int) -> Place:
        """An offset as line and column."""
        line = self.line(offset)
        return Place(self.root.at.path, line, offset - self._lines[line - 1] + 1)

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self._lines[self.line(offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its line break."""
        found = _LINE.search(self.text, offset)
        return found.start() if found else len(self.text)

    def next_line(self, offset: int) -> int:
        """Where the line after that of an offset begins; the end of the text after the last."""
        found = _LINE.search(self.text, offset)
        return found.end() if found else len(self.text)

    def behind(self, end: int) -> str:
        """The comment behind a value on its last line, nothing when there is none."""
        rest = self.text[end : self.line_end(end)].strip(" \t")
        return rest if rest.startswith("#") else ""

    def blank_before(self, line_start: int) -> bool:
        """Whether the line before is blank, comment lines directly above stepped over."""
        at = line_start
        while at > 0:
            before = self.line_start(at - 1)
            said = self.text[before:at].strip()
            if not said.startswith("#"):
                return not said
            at = before
        return False

    def blank_lines_after(self, line_start: int) -> int:
        """Where the first line that is not blank begins, from a line on."""
        at = line_start
        while at < len(self.text) and not self.text[at : self.line_end(at)].strip():
            at = self.next_line(at)
        return at

    def after_comments(self, end: int, column: int) -> int:
        """The last offset of the comment lines after a value that belong to its section.

        Those are the ones indented by at least `column`; without any, the value's own line.
        """
        last = end
        at = self.next_line(end)
        while at < len(self.text):
            line = self.text[at : self.line_end(at)]
            said = line.lstrip(" ")
            if said.startswith("#") and len(line) - len(said) >= column:
                last = at
            elif said.strip():
                break
            at = self.next_line(at)
        return last

    def comment_inside(self, node: Node) -> bool:
        """Whether a comment stands between the parts of a value."""
        if isinstance(node, Text):
            return bool(_HEADER_COMMENT.match(node.raw))
        spans = sorted((self.start(t), self.end(t)) for t in _texts(node))
        at = self.start(node)
        for start, end in (*spans, (self.end(node), 0)):
            if "#" in self.text[at:start]:
                return True
            at = max(at, end)
        return any(self.comment_inside(text) for text in _texts(node))

    def cut_from_brackets(self, items: tuple[Any, ...], index: int) -> Change:
        """The change that takes an item or pair out of brackets, and the comma beside it."""
        firsts = [item[0] if isinstance(item, tuple) else item for item in items]
        ends = [
            self.end_of_pair(*item) if isinstance(item, tuple) else self.end(item) for item in items
        ]
        if index + 1 < len(items):
            return Change(self.start(firsts[index]), self.start(firsts[index + 1]), "")
        if index:
            return Change(ends[index - 1], ends[index], "")
        return Change(self.start(firsts[0]), ends[0], "")

    def cut_lines(self, start: int, end: int, kept: str | None) -> Change:
        """The change that takes out whole lines, from one that begins at `start`.

        `kept` stands there instead, if given.
        """
        if kept is not None:
            return Change(start, self.line_end(end), kept)
        following = self.next_line(end)
        if following == self.line_end(end) and start > 0:  # the last line has no line break
            broken = self.text.endswith("\r\n", 0, start)
            return Change(start - 1 - broken, following, "")
        return Change(start, following, "")


def _texts(node: Node) -> Iterator[Text]:
    """Every key and text inside a node."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    else:
        for key, value in node.pairs:
            yield key
            yield from _texts(value)
