"""YAML as nodes with places: the only module that knows ruamel.yaml.

YAML 1.2, strings only: `no`, `00123`, `1.10` and `12:30` stay what was typed. Anchors, aliases,
tags, merge keys, several documents and deep nesting are refused; a second key of the same name is
a finding at both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic, Related
from kgbuild.located import Place, Text

_DEEPEST = 12
_UNQUOTED = "put the value in quotation marks"
_HINTS = (
    ("'\\t'", "YAML indents with spaces: replace the tab with spaces"),
    ("mapping values are not allowed", f"a colon followed by a space ends a key; {_UNQUOTED}"),
    ("could not find expected ':'", "is a colon or the indentation missing on this line?"),
    ("quoted scalar", "a quotation mark is opened and not closed, or not escaped inside"),
    (
        "expected <block end>",
        "the indentation of this line fits no line above, or a text in "
        "quotation marks goes on after its closing one: put single quotes around the whole",
    ),
    ("cannot start any token", _UNQUOTED),
    ("expected the node content", "a bracket or a value is missing"),
    ("expected ',' or", "a comma or closing bracket is missing"),
    ("undefined alias", f"* starts an alias in YAML; {_UNQUOTED}"),
    ("anchor", f"& starts an anchor in YAML; {_UNQUOTED}"),
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; every key once.

    `raw` are the characters of the file when it is written in braces, nothing when in lines.
    """

    at: Place
    pairs: tuple[tuple[Text, Node], ...]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. `raw` are the characters of the file when it is written in brackets."""

    at: Place
    items: tuple[Node, ...]
    raw: str = ""


Node = Text | Mapping | Sequence


@lru_cache(maxsize=8)  # an edit reads the same text several times: before, after, for its check
def compose(source: str, path: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The nodes of a YAML document, and what is wrong with it; no node when it cannot be read.

    >>> node, _ = compose("a: no", "f.yaml")
    >>> node.pairs[0][1].value
    'no'
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    source = source.removeprefix("\ufeff")
    try:
        events = YAML(typ="safe", pure=True).parse(source)
        found, composable = _refused_events(events, path)
        if not composable:
            return None, tuple(found)
        root = YAML(typ="safe", pure=True).compose(source)
    except ReaderError as error:
        before = source[: error.position]
        at = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        said = f"U+{error.character:04X} may not stand in a YAML file"
        return None, (codes.YAML_SYNTAX.at(at, said, hint="remove the character"),)
    except MarkedYAMLError as error:
        return None, (_syntax(path, error),)
    except (YAMLError, RecursionError, ValueError, OverflowError, AssertionError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        return None, (codes.YAML_SYNTAX.at(Place(path), f"this is not YAML: {first}"),)
    if root is None:
        return None, (codes.YAML_SYNTAX.at(Place(path), "the file is empty"),)
    return _node(root, source, path, found), tuple(found)


def _refused_events(events: Iterable[Any], path: str) -> tuple[list[Diagnostic], bool]:
    """Findings for anchors, aliases and deep nesting, and whether the rest can be read safely.

    Aliases can stand for themselves or multiply without end, so nothing is built from them.
    """
    depth = 0
    found: list[Diagnostic] = []
    anchors: set[str] = set()
    composable = True
    for event in events:
        kind = type(event).__name__
        at = _place(path, event.start_mark)
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > _DEEPEST + 2:
            return [codes.YAML_TOO_DEEP.at(at, "values are nested too deeply here")], False
        anchor = getattr(event, "anchor", None)
        if anchor is None:
            continue
        is_alias = kind == "AliasEvent"
        composable = composable and not (is_alias and anchor in anchors)
        if not is_alias or anchor in anchors:
            said = f"*{anchor} is a YAML alias" if is_alias else f"&{anchor} is a YAML anchor"
            found.append(codes.YAML_ANCHOR.at(at, said, width=len(anchor) + 1))
        anchors.add(anchor)
    return found, composable


def _place(path: str, mark: Any) -> Place:
    return Place(path, mark.line + 1, mark.column + 1)


def _syntax(path: str, error: Any) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    at = _place(path, mark) if mark else Place(path)
    problem = str(error.problem or error.context or "not YAML").strip()
    said = f"{error.context or ''} {problem}"
    hint = next((hint for sign, hint in _HINTS if sign in said), _UNQUOTED)
    if error.context_mark and ("quoted scalar" in said or "expected ':'" in said):
        at = _place(path, error.context_mark)
    return codes.YAML_SYNTAX.at(at, f"YAML: {problem}", hint=hint)


def _node(node: Any, source: str, path: str, found: list[Diagnostic]) -> Node:
    at = _place(path, node.start_mark)
    kind = type(node).__name__
    raw = source[node.start_mark.index : node.end_mark.index]
    if raw.startswith("!"):
        tag = re.split(r"\s", raw, maxsplit=1)[0]
        found.append(codes.YAML_TAG.at(at, f"{tag} is a YAML tag", width=len(tag)))
    if kind == "ScalarNode":
        if any(0xD800 <= ord(c) <= 0xDFFF for c in node.value):  # noqa: PLR2004 - surrogates
            found.append(codes.YAML_SYNTAX.at(at, "a lone surrogate (\\uD800–\\uDFFF) is no text"))
            return Text("", at, raw)
        return Text(node.value, at, raw)
    in_brackets = raw if raw[:1] in ("[", "{") else ""
    if kind == "SequenceNode":
        items = tuple(_node(item, source, path, found) for item in node.value)
        return Sequence(at, items, in_brackets)
    return Mapping(at, tuple(_pairs(node, source, path, found)), in_brackets)


def _pairs(
    node: Any, source: str, path: str, found: list[Diagnostic]
) -> Iterator[tuple[Text, Node]]:
    seen: dict[str, Text] = {}
    for key_node, value_node in node.value:
        key = _node(key_node, source, path, found)
        value = _node(value_node, source, path, found)
        if not isinstance(key, Text):
            found.append(codes.YAML_SYNTAX.at(key.at, "a key must be a word"))
            continue
        if key.value in seen:
            first = seen[key.value].at
            found.append(
                codes.DUPLICATE_KEY.at(
                    key.at,
                    f"the key `{key.value}` stands here a second time",
                    width=len(key.value),
                    related=(Related(label="first here", at=first),),
                )
            )
            continue
        seen[key.value] = key
        yield key, value
