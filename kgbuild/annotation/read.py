"""Reading an annotation file: every finding at once, each with its line and column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import MISSING, Field, replace
from pathlib import Path
from typing import Any

from kgbuild import codes
from kgbuild.annotation.entries import AnnotationFile, Entry, QuoteEntry, ReviewEntry
from kgbuild.annotation.layout import (
    FORMS,
    LONGEST_SLUG,
    LONGEST_VALUE,
    SLUG,
    entries_of,
    fields_by_key,
    noun_of,
    value_type,
)
from kgbuild.annotation.nodes import Mapping, Node, Sequence, compose
from kgbuild.diagnostics import Diagnostic, Related
from kgbuild.located import Place, Text
from kgbuild.suggest import suggestion

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read(
    path: Path, *, shown_as: str | None = None
) -> tuple[AnnotationFile | None, tuple[Diagnostic, ...]]:
    """The annotations in a file and all findings about how it is written.

    Nothing is returned but findings when the file is no YAML mapping with an `article`. An entry
    that lacks a required key is left out after saying so. Raises OSError when the file cannot be
    opened.
    """
    shown = shown_as or str(path)
    data = path.read_bytes()
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        at = Place(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        said = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return None, (codes.YAML_SYNTAX.at(at, said, hint="save the file as UTF-8"),)
    return parse(source, shown, sha256=hashlib.sha256(data).hexdigest())


def parse(
    source: str, path: str, *, sha256: str = ""
) -> tuple[AnnotationFile | None, tuple[Diagnostic, ...]]:
    """The annotations in YAML text; see `read`.

    >>> typed = "article: {id: a, tilte: A, kind: essay, issued: 2012, file: a.txt}"
    >>> file, found = parse(typed, "a.yaml")
    >>> [d.message for d in found]
    ['`tilte` is no key of an article; did you mean `title`?', 'an article needs `title`']
    """
    root, found = compose(source, path)
    return read_nodes(root, path, sha256=sha256, found=found)


def read_nodes(
    root: Node | None, path: str, *, sha256: str = "", found: Iterable[Diagnostic] = ()
) -> tuple[AnnotationFile | None, tuple[Diagnostic, ...]]:
    """The annotations in nodes that were composed already, or made by an extractor; see `read`."""
    reader = _Reader(list(found))
    if root is None:
        return None, tuple(reader.found)
    if not isinstance(root, Mapping):
        reader.found.append(
            codes.YAML_SYNTAX.at(
                root.at, "an annotation file is a mapping that starts with `article:`"
            )
        )
        return None, tuple(reader.found)
    file = reader.entry(root, AnnotationFile, {"path": path, "sha256": sha256})
    if file is not None:
        file = replace(file, broken=frozenset(reader.broken))
        reader.found.extend(_twice_defined(file))
    return file, tuple(reader.found)


class _Reader:
    """Follows the entry classes through the nodes and collects what does not fit."""

    def __init__(self, found: list[Diagnostic]) -> None:
        self.found = found
        self.broken: set[str] = set()

    def entry(self, node: Mapping, kind: type, given: dict[str, Any]) -> Any:
        """An instance of the entry class, or None when a required key is missing or wrong."""
        known = fields_by_key(kind)
        noun = noun_of(kind)
        values: dict[str, Any] = dict(given)
        for name, value in node.pairs:
            if name.value not in known:
                said = f"`{name.value}` is no key of {noun}{suggestion(name.value, known)}"
                self.found.append(
                    codes.UNKNOWN_KEY.at(
                        name.at, said, width=len(name.value), hint="known keys: " + ", ".join(known)
                    )
                )
                continue
            field = known[name.value]
            values[field.name] = self._value(value, field, kind, name)
        complete = True
        for key, field in known.items():
            if field.default is not MISSING:
                continue
            if values.get(field.name, ()) == ():
                self.found.append(codes.KEY_MISSING.at(node.at, f"{noun} needs `{key}`"))
            complete = complete and values.get(field.name, ()) not in ((), None)
        if complete:
            return kind(**values)
        self.broken.update(
            v.value for k, v in node.pairs if k.value == "id" and isinstance(v, Text)
        )
        return None

    def _value(self, node: Node, field: Field[Any], owner: type, name: Text) -> Any:
        wanted, many = value_type(owner, field.name)
        if not many:
            return self._one(node, wanted, field, name)
        items = node.items if isinstance(node, Sequence) else (node,)
        if isinstance(node, Text) and not node.value.strip():
            return ()
        read = (self._one(item, wanted, field, name) for item in items)
        return tuple(value for value in read if value is not None)

    def _one(self, node: Node, wanted: type, field: Field[Any], name: Text) -> Any:
        if wanted is Text:
            return self._text(node, field, name)
        if wanted is QuoteEntry and isinstance(node, Text):
            return QuoteEntry(words=node) if self._filled(node, name) else None
        if wanted is ReviewEntry and isinstance(node, Text):
            node = Mapping(node.at, ((Text("state", node.at), node),))
        if isinstance(node, Mapping):
            return self.entry(node, wanted, {"at": node.at} if issubclass(wanted, Entry) else {})
        self.found.append(
            codes.WRONG_SHAPE.at(
                node.at, f"`{name.value}` takes {noun_of(wanted)} written as `key: value` lines"
            )
        )
        return None

    def _filled(self, node: Text, name: Text) -> bool:
        """Whether there is a value, of a length and with characters that a value may have."""
        if not node.value.strip():
            said = f"`{name.value}` is empty"
            self.found.append(codes.KEY_MISSING.at(name.at, said, width=len(name.value)))
            return False
        if len(node.value) > LONGEST_VALUE:
            said = f"`{name.value}` has {len(node.value):,} characters"
            self.found.append(codes.VALUE_TOO_LONG.at(node.at, said))
            return False
        if control := _CONTROL.search(node.value):
            said = f"U+{ord(control[0]):04X} is a control character"
            self.found.append(codes.CONTROL_CHARACTER.at(node.place_of(control.start()), said))
            return False
        return True

    def _text(self, node: Node, field: Field[Any], name: Text) -> Text | None:
        if not isinstance(node, Text):
            self.found.append(
                codes.WRONG_SHAPE.at(node.at, f"`{name.value}` takes a single word or text here")
            )
            return None
        if not self._filled(node, name):
            return None
        choices = field.metadata["choices"]
        if choices and node.value not in choices:
            said = f"`{node.value}` is no {name.value}{suggestion(node.value, choices)}"
            self.found.append(
                codes.NOT_A_CHOICE.at(
                    node.at, said, width=len(node.value), hint="one of: " + ", ".join(choices)
                )
            )
            return None
        return node if self._well_formed(node, field.metadata["form"], name) else None

    def _well_formed(self, node: Text, form: str, name: Text) -> bool:
        if form == "slug" and not (SLUG.fullmatch(node.value) and len(node.value) <= LONGEST_SLUG):
            hint = "lower-case letters, digits and single hyphens, at most 80: zhou-weiping"
            self.found.append(
                codes.NOT_A_SLUG.at(
                    node.at, f"`{node.value}` is no short name", width=len(node.value), hint=hint
                )
            )
            return False
        pattern, wanted = FORMS.get(form, (None, ""))
        if pattern is not None and not pattern.fullmatch(node.value):
            self.found.append(
                codes.WRONG_FORM.at(
                    node.at,
                    f"`{name.value}` takes {wanted}, not `{node.value}`",
                    width=len(node.value),
                )
            )
            return False
        return True


def _twice_defined(file: AnnotationFile) -> Iterable[Diagnostic]:
    """A finding for each id that a second entry of the file carries."""
    seen: dict[str, Place] = {}
    for _, entry in entries_of(file):
        name = getattr(entry, "id", None)
        if name is None:
            continue
        if name.value in seen:
            yield codes.DUPLICATE_ID.at(
                name.at,
                f"`{name.value}` is already the id of another entry",
                width=len(name.value),
                related=(Related(label="first here", at=seen[name.value]),),
            )
        seen.setdefault(name.value, name.at)
