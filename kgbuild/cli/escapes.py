"""Text as each format can carry it: a terminal, JSON, XML, a URI, a GitHub workflow command.

What people typed may hold anything: escape sequences, characters that turn the reading direction,
half of a surrogate pair. Here is what becomes of it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

REPLACEMENT: Final = "\ufffd"
_BIDI: Final = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A)})
_HOSTILE: Final = frozenset({*range(0x20), *range(0x7F, 0xA0), *_BIDI})
_CLEANED: Final = dict.fromkeys(_HOSTILE - {0x09, 0x0A}, REPLACEMENT) | {0x09: " "}
# A workflow command has words of its own for CR and LF.
_COMMAND: Final = dict.fromkeys(_HOSTILE - {0x09, 0x0A, 0x0D}, REPLACEMENT) | {0x09: " "}
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
# What JSON lets stand as it is, but a terminal obeys or a reader of lines takes for an end of line.
_ESCAPED: Final = {c: f"\\u{c:04x}" for c in (*range(0x7F, 0xA0), 0x2028, 0x2029, *_BIDI, 0xFEFF)}
# XML 1.0 §2.2 has no place for these two, nor for the controls and surrogates replaced before.
_NOT_XML: Final = dict.fromkeys((0xFFFE, 0xFFFF), REPLACEMENT)


def clean(text: str, *, keep_length: bool = False) -> str:
    """The text without what could command a terminal or turn its reading direction."""
    return text.translate(_CLEANED | {0x0A: " "} if keep_length else _CLEANED)


def scalars(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which no encoding of Unicode can write."""
    return _SURROGATES.sub(REPLACEMENT, text)


def json_text(data: Any, *, indent: int | None = None) -> str:
    r"""JSON (RFC 8259) on one line unless there is an indent: the same values, safe to look at.

    >>> print(json_text({"a": "桥\x9b2J"}))
    {"a": "桥\u009b2J"}
    """
    return scalars(json.dumps(data, ensure_ascii=False, indent=indent)).translate(_ESCAPED)


def xml_text(text: str) -> str:
    """The text as XML 1.0 can carry it and a page may show it."""
    return scalars(clean(text)).translate(_NOT_XML)


def is_absolute(path: str) -> bool:
    """Whether a file's name starts at the root, so that it needs no folder to be found from."""
    return Path(path).is_absolute()


def percent_encoded(path: str) -> str:
    """A file's name as a URI reference (RFC 3986 §4.1): `file:` when absolute, else relative.

    Names that are not UTF-8, which Python writes with surrogates, keep their bytes.

    >>> percent_encoded("my project/100% #1.yaml")
    'my%20project/100%25%20%231.yaml'
    >>> percent_encoded("/tmp/é.yaml")
    'file:///tmp/%C3%A9.yaml'
    """
    posix = Path(path).as_posix()
    try:
        encoded = posix.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        encoded = scalars(posix).encode()
    if not is_absolute(path):
        return quote(encoded)
    return f"file://{'' if posix.startswith('/') else '/'}{quote(encoded, safe='/:')}"


def command_data(text: str) -> str:
    r"""The message of a GitHub workflow command.

    >>> command_data("100%\nsure")
    '100%25%0Asure'
    """
    kept = scalars(text.translate(_COMMAND))
    return kept.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """The value of a property of a GitHub workflow command, where `:` and `,` have a meaning."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")
