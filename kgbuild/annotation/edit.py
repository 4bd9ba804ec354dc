"""Edits of an annotation file's text in place: every other byte stays as it was typed.

Comments, blank lines, order and quotation marks are kept because nothing is written anew but the
value or entry that is asked for. Each edit is checked by reading the new text: when anything else
would read differently, there is a Diagnostic and no new text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from kgbuild.annotation import style
from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.layout import key_of, value_type
from kgbuild.annotation.nodes import Mapping as Pairs
from kgbuild.annotation.nodes import Node, Sequence
from kgbuild.annotation.source import (
    Change,
    Document,
    Found,
    absent,
    changed,
    opened,
    plain,
    refused,
)
from kgbuild.annotation.style import Value
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Text
from kgbuild.suggest import suggestion

# Sections with entries of many lines, which are easier to read with a blank line between them.
_ROOMY: Final = 4
Entries = Iterable[Mapping[str, Value]]


def set_value(
    text: str, entry_id: str, key: str, value: Value, *, path: str = ""
) -> str | Diagnostic:
    r"""The text with another value for a key of an entry; a new key stands where the format has it.

    `entry_id` is the entry's id; or `claims[3]` for the fourth entry of a section, `claims@9` for
    the one that begins in line 9. `path` is what a Diagnostic says about where it is.

    >>> typed = "article:\n  id: a   # the essay\n  kind: essay\n"
    >>> print(set_value(typed, "a", "kind", "report").rstrip())
    article:
      id: a   # the essay
      kind: report
    """
    there = _at(text, entry_id, path)
    if isinstance(there, Diagnostic):
        return there
    document, found = there
    known = next(((k, v) for k, v in found.entry.pairs if k.value == key), None)
    if known is None:
        change = _inserted(document, found, key, value)
    else:
        change = _replaced(document, found, *known, value)
    if isinstance(change, Diagnostic):
        return change
    return changed(document, change, _with(document, found, {**plain(found.entry), key: value}))


def remove_value(text: str, entry_id: str, key: str, *, path: str = "") -> str | Diagnostic:
    r"""The text without a key of an entry; a comment behind the value stays, on a line of its own.

    >>> typed = "people:\n  - id: a\n    protect: at-risk  # since May\n    name: A\n"
    >>> print(remove_value(typed, "a", "protect").rstrip())
    people:
      - id: a
        # since May
        name: A
    """
    there = _at(text, entry_id, path)
    if isinstance(there, Diagnostic):
        return there
    document, found = there
    names = [k.value for k, _ in found.entry.pairs]
    if key not in names:
        return refused(found.entry.at, f"`{entry_id}` has no `{key}`{suggestion(key, names)}")
    if len(names) == 1:
        return refused(found.entry.at, f"`{key}` is all that there is of this entry")
    change = _without(document, found.entry, names.index(key))
    if isinstance(change, Diagnostic):
        return change
    left = {k: v for k, v in plain(found.entry).items() if k != key}
    return changed(document, change, _with(document, found, left))


def set_values(
    text: str, entry_id: str, values: Mapping[str, Value | None], *, path: str = ""
) -> str | Diagnostic:
    """The text with several keys of an entry changed; those that are None are taken out.

    All of it is done, or nothing.
    """
    changed_text: str | Diagnostic = text
    for key, value in values.items():
        if isinstance(changed_text, Diagnostic):
            break
        if value is None:
            changed_text = remove_value(changed_text, entry_id, key, path=path)
        else:
            changed_text = set_value(changed_text, entry_id, key, value, path=path)
    return changed_text


def add_entry(
    text: str, section: str, entry: Mapping[str, Value], *, path: str = ""
) -> str | Diagnostic:
    r"""The text with one more entry at the end of a section; see `add_entries`.

    >>> print(add_entry("article:\n  id: a\n", "people", {"id": "wu", "name": "Wu: a"}).rstrip())
    article:
      id: a
    <BLANKLINE>
    people:
      - id: wu
        name: 'Wu: a'
    """
    return add_entries(text, section, (entry,), path=path)


def add_entries(text: str, section: str, entries: Entries, *, path: str = "") -> str | Diagnostic:
    """The text with entries at the end of a section.

    A section that is not there yet is begun where the format has it. The entries are written so
    that they read back as exactly these strings.
    """
    document = opened(text, path)
    if isinstance(document, Diagnostic):
        return document
    new = list(entries)
    if not new:
        return text
    known = [key_of(f) for f in fields(AnnotationFile) if f.metadata and f.name != "article"]
    if section not in known:
        said = f"`{section}` is no section{suggestion(section, known)}"
        return refused(document.root.at, said, hint="sections: " + ", ".join(known))
    there = next(((k, v) for k, v in document.root.pairs if k.value == section), None)
    if there is None:
        change = _new_section(document, section, new)
    else:
        change = _appended(document, *there, new)
    if isinstance(change, Diagnostic):
        return change
    data = plain(document.root)
    return changed(document, change, {**data, section: [*(data.get(section) or ()), *new]})


def remove_entry(text: str, entry_id: str, *, path: str = "") -> str | Diagnostic:
    r"""The text without an entry and the comments inside it; those before and after it stay.

    >>> remove_entry("people:\n  # who\n  - id: a  # A\n    name: A\n", "a")
    'people:\n  # who\n'
    """
    there = _at(text, entry_id, path)
    if isinstance(there, Diagnostic):
        return there
    document, found = there
    section = dict(document.root_pairs)[found.section]
    if not isinstance(section, Sequence):
        return refused(found.entry.at, f"`{entry_id}` is the only thing in `{found.section}:`")
    if section.raw:
        change = document.cut_from_brackets(section.items, found.index)
    else:
        change = _without_entry(document, section, found.index)
    left: Any = [plain(e) for i, e in enumerate(section.items) if i != found.index]
    if not left and not section.raw:
        left = ""
    return changed(document, change, {**plain(document.root), found.section: left})


def _at(text: str, entry_id: str, path: str) -> tuple[Document, Found] | Diagnostic:
    """The document in a text, and an entry in it."""
    document = opened(text, path)
    if isinstance(document, Diagnostic):
        return document
    found = document.find(entry_id)
    return found if isinstance(found, Diagnostic) else (document, found)


def _with(document: Document, found: Found, entry: Mapping[str, Value]) -> dict[str, Value]:
    """What the whole document should say after an entry has changed."""
    data = plain(document.root)
    section = data[found.section]
    if isinstance(section, list):
        section = [entry if i == found.index else e for i, e in enumerate(section)]
    else:
        section = entry
    return {**data, found.section: section}


def _replaced(
    document: Document, found: Found, key: Text, old: Node, value: Value
) -> Change | Diagnostic:
    """The change that puts another value behind a key."""
    if document.comment_inside(old):
        said = f"a comment stands inside the value of `{key.value}`"
        return refused(key.at, said)
    colon, end = document.colon(key), document.end_of_pair(key, old)
    start = colon if absent(old) else document.start(old)
    if found.entry.raw:
        return Change(start, end, " " * (start == colon) + style.in_brackets(value))
    tail, *rest = _behind(key, value)
    if isinstance(value, str) and rest and document.behind(end):
        tail, rest = " " + style.scalar(value), []  # a comment would become a part of the text
    same_line = document.line(start) == document.line(colon)
    if not same_line and "#" in document.text[colon:start]:
        return refused(key.at, f"a comment stands inside the value of `{key.value}`")
    if rest or not same_line or start == colon:
        return Change(colon, end, document.newline.join((tail, *rest)))
    return Change(start, end, tail.lstrip(" "))


def _behind(key: Text, value: Value) -> list[str]:
    """What stands behind `key:`, the lines after it included."""
    indent = " " * (key.at.column - 1)
    first, *rest = style.pair(key.value, value, indent)
    return [first.removeprefix(indent + style.key_of(key.value)), *rest]


def _inserted(document: Document, found: Found, key: str, value: Value) -> Change | Diagnostic:
    """The change that adds a key to an entry, where the format has it."""
    pairs = found.entry.pairs
    order = _order(found.section)
    rank = order.get(key, len(order))
    before = [p for p in pairs if order.get(p[0].value, len(order)) <= rank]
    last_key, last_value = before[-1] if before else pairs[0]
    end = document.end_of_pair(last_key, last_value)
    if found.entry.raw:
        return Change(end, end, f", {style.key_of(key)} {style.in_brackets(value)}")
    end = document.line_end(end)
    lines = style.pair(key, value, " " * (pairs[0][0].at.column - 1))
    return Change(end, end, "".join(document.newline + line for line in lines))


def _order(section: str) -> dict[str, int]:
    """The place of each key in an entry of a section; a note comes last."""
    field = next((f for f in fields(AnnotationFile) if f.metadata and key_of(f) == section), None)
    if field is None:
        return {}
    kind, _ = value_type(AnnotationFile, field.name)
    names = [key_of(f) for f in fields(kind) if f.metadata and f.name != "note"]
    return {name: rank for rank, name in enumerate([*names, "note"])}


def _without(document: Document, entry: Pairs, index: int) -> Change | Diagnostic:
    """The change that takes a key out of an entry."""
    key, value = entry.pairs[index]
    if document.comment_inside(value):
        return refused(key.at, f"a comment stands inside the value of `{key.value}`")
    if entry.raw:
        return document.cut_from_brackets(entry.pairs, index)
    start, end = document.start(key), document.end_of_pair(key, value)
    line = document.line_start(start)
    if not document.text[line:start].strip(" "):
        comment = document.behind(end)
        kept = document.text[line:start] + comment if comment else None
        return document.cut_lines(line, end, kept)
    following = document.start(entry.pairs[index + 1][0]) if index == 0 else start
    if index or "#" in document.text[end:following]:
        return refused(key.at, f"`{key.value}` cannot be taken out of its line")
    return Change(start, following, "")


def _without_entry(document: Document, section: Sequence, index: int) -> Change:
    """The change that takes an entry out of a list written in lines."""
    entry = section.items[index]
    start = document.line_start(document.dash(entry))
    end = document.line_end(document.end(entry))
    change = document.cut_lines(start, end, None)
    gap = document.blank_lines_after(change.end)
    if gap > change.end and document.blank_before(start):
        return Change(change.start, gap, "")
    return change


def _appended(
    document: Document, key: Text, section: Node, new: list[Mapping[str, Value]]
) -> Change | Diagnostic:
    """The change that adds entries at the end of a section that is there."""
    if plain(section) in ("", []):
        return _filled(document, key, section, new)
    if not isinstance(section, Sequence):
        return refused(section.at, f"`{key.value}:` holds one entry that is no list")
    end = document.end(section.items[-1])
    if section.raw:
        return Change(end, end, "".join(f", {style.in_brackets(entry)}" for entry in new))
    dash = document.dash(section.items[-1])
    line = document.line_start(dash)
    roomy = document.blank_before(line) if len(section.items) > 1 else _roomy(new)
    at = document.line_end(document.after_comments(end, max(dash - line, 1)))
    lines = _entry_lines(document, new, " " * (dash - line), roomy=roomy)
    return Change(at, at, document.newline * (1 + roomy) + lines)


def _filled(
    document: Document, key: Text, section: Node, new: list[Mapping[str, Value]]
) -> Change | Diagnostic:
    """The change that puts entries into a section that has none."""
    if document.root.raw:
        return refused(key.at, "the file is written in braces")
    lines = document.newline + _entry_lines(document, new, "  ", roomy=_roomy(new))
    colon, end = document.colon(key), document.end_of_pair(key, section)
    if end > colon:  # [] or '' gives way
        return Change(colon, end, lines)
    at = document.line_end(document.after_comments(colon, 1))
    return Change(at, at, lines)


def _roomy(entries: list[Mapping[str, Value]]) -> bool:
    return any(len(entry) > _ROOMY for entry in entries)


def _entry_lines(
    document: Document, entries: list[Mapping[str, Value]], indent: str, *, roomy: bool
) -> str:
    between = document.newline * (1 + roomy)
    blocks = (document.newline.join(style.block([entry], indent)) for entry in entries)
    return between.join(blocks)


def _new_section(
    document: Document, section: str, new: list[Mapping[str, Value]]
) -> Change | Diagnostic:
    """The change that begins a section after those that come before it in the format."""
    if document.root.raw:
        return refused(document.root.at, "the file is written in braces")
    order = [key_of(f) for f in fields(AnnotationFile) if f.metadata]
    earlier = order[: order.index(section)]
    there = [p for p in document.root.pairs if p[0].value in earlier]
    last = max(there, key=lambda p: earlier.index(p[0].value), default=document.root.pairs[-1])
    end = document.end_of_pair(*last)
    at = document.line_end(document.after_comments(end, 1))
    lines = [f"{section}:", _entry_lines(document, new, "  ", roomy=_roomy(new))]
    return Change(at, at, document.newline * 2 + document.newline.join(lines))
