"""Values as YAML text that reads back as exactly the same strings, as a person would type them.

Plain where that is safe, in single quotes where not, in double quotes for what needs an escape;
short lists in brackets; a long note folded over several lines.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

Value = str | Mapping[str, "Value"] | Sequence["Value"]

WIDTH: Final = 100
_STEP: Final = "  "
# What YAML 1.2 (§5.1) does not print or takes for a line break, and JSON leaves as it is.
_NOT_IN_YAML: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BMP: Final = 0xFFFF
_NEEDS_ESCAPE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# What begins something else than text, ends a key or begins a comment.
_NO_BEGINNING: Final = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`\s]|\.\.\.|$")
_NO_PART: Final = re.compile(r"[:\s](?:(?<=:)(?:\s|$)|(?<=\s)(?:#|$))")
_NOT_PLAIN_IN_BRACKETS: Final = re.compile(r"[,\[\]{}:#]")
# Words that YAML 1.1 readers, and some people, take for something else than text.
_WORDS: Final = frozenset(("~", "null", "true", "false", "yes", "no", "on", "off"))
# One space between words and none at the ends: what folding gives back unchanged.
_FOLDABLE: Final = re.compile(r"[^\s#]\S*(?: \S+)*")


def double_quoted(text: str) -> str:
    r"""A YAML double-quoted scalar: JSON's, because YAML 1.2 contains JSON.

    >>> print(double_quoted("a\n“b”"))
    "a\n“b”"
    """
    return _NOT_IN_YAML.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04X}" if code <= _BMP else f"\\U{code:08X}"


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """A text on one line: as it is, or in the quotation marks that it needs.

    >>> [scalar(t) for t in ("Zhou", "no", "“Yes”: she said", "2008-01-18", "- a")]
    ['Zhou', "'no'", "'“Yes”: she said'", '2008-01-18', "'- a'"]
    """
    if _NEEDS_ESCAPE.search(text):
        return double_quoted(text)
    plain = not _NO_BEGINNING.match(text) and not _NO_PART.search(text)
    if (
        plain
        and text.lower() not in _WORDS
        and not (in_brackets and _NOT_PLAIN_IN_BRACKETS.search(text))
    ):
        return text
    return "'" + text.replace("'", "''") + "'"


@lru_cache(maxsize=256)
def key_of(key: str) -> str:
    """A key with its colon; `on` and `no` are keys like others, and stand without quotes.

    >>> key_of("on"), key_of("a: b")
    ('on:', "'a: b':")
    """
    return f"{key if key.lower() in _WORDS else scalar(key)}:"


def in_brackets(value: Value) -> str:
    """A value on one line, lists in [ ] and mappings in { }.

    >>> in_brackets({"words": "However, …", "nth": "2"})
    "{words: 'However, …', nth: 2}"
    """
    if isinstance(value, str):
        return scalar(value, in_brackets=True)
    if isinstance(value, Mapping):
        pairs = (f"{key_of(k)} {in_brackets(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(map(in_brackets, value)) + "]"


def pair(key: str, value: Value, indent: str = "") -> list[str]:
    r"""The lines of `key: value`; `indent` stands before each.

    >>> print("\n".join(pair("quote", [{"words": "I", "nth": "2"}, "we"])))
    quote:
      - words: I
        nth: 2
      - we
    """
    name = indent + key_of(key)
    if isinstance(value, str):
        if key == "note" and len(name) + len(value) >= WIDTH and _FOLDABLE.fullmatch(value):
            return [f"{name} >-", *_folded(value, indent + _STEP)]
        return [f"{name} {scalar(value)}"]
    line = f"{name} {in_brackets(value)}"
    if not value or (_is_list_of_words(value) and len(line) <= WIDTH):
        return [line]
    return [name, *block(value, indent + _STEP)]


def block(value: Value, indent: str = "") -> list[str]:
    r"""The lines of a value that stands under its key; `indent` stands before each.

    >>> print("\n".join(block([{"id": "a", "about": ["b", "c"]}])))
    - id: a
      about: [b, c]
    """
    if isinstance(value, str):
        return [indent + scalar(value)]
    if not value:
        return [indent + in_brackets(value)]
    if isinstance(value, Mapping):
        return [line for key, part in value.items() for line in pair(key, part, indent)]
    lines: list[str] = []
    for item in value:
        first, *rest = block(item, indent + _STEP)
        lines += [f"{indent}- {first.removeprefix(indent + _STEP)}", *rest]
    return lines


def _is_list_of_words(value: Value) -> bool:
    return not isinstance(value, Mapping) and all(isinstance(item, str) for item in value)


def _folded(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
