"""The tokens of Turtle 1.1 (§6.5), TriG, N-Triples and N-Quads, for documents without an error.

Names are wider here than in the standard: that they are well formed, pyoxigraph has said before.
No repetition can match the same characters in two ways, so that reading is linear.
"""

from __future__ import annotations

import re
from typing import Final

_SPACE: Final = r"[ \t\r\n]*(?:\#[^\r\n]*(?:[\r\n][ \t\r\n]*|\Z))*"
_IRI: Final = r"<[^<>\"{}|^`\x00-\x20]*>"
# Beyond ASCII, every character outside strings and comments belongs to a name.
_BEGIN: Final = r"A-Za-z\x80-\U0010ffff"
_INSIDE: Final = rf"[0-9_\-{_BEGIN}]"
_DOTTED: Final = rf"{_INSIDE}*(?:\.+{_INSIDE}+)*"
_PREFIX: Final = rf"(?:[{_BEGIN}]{_DOTTED})?:"
_LOCAL: Final = rf"[0-9_:%\-{_BEGIN}]"
_NAME: Final = rf"{_PREFIX}(?![.\-]){_LOCAL}*(?:(?:\.*\\.|\.+{_LOCAL}){_LOCAL}*)*"
_STRING: Final = "|".join(
    rf"{q}{q}{q}[^{q}\\]*(?:(?:\\.|{q}(?!{q}{q}))[^{q}\\]*)*{q}{q}{q}"
    rf"|{q}[^{q}\\\r\n]*(?:\\.[^{q}\\\r\n]*)*{q}"
    for q in "\"'"
)
# A string and its language or datatype are one token, as are a directive and its parts: so that
# `@prefix` after `VERSION "1.2"` is not taken for a language. The name of the last group tells
# what a token is.
TOKEN: Final = re.compile(
    rf"""{_SPACE}(?:
        (?P<iri>{_IRI})
      | (?P<point>[;,\[\](){{}}]|\.(?![0-9]))
      | (?P<blank>_:[0-9_{_BEGIN}]{_DOTTED})
      | (?P<name>{_NAME})
      | (?P<string>{_STRING})
        (?:{_SPACE}(?P<lang>@[A-Za-z0-9\-]+)|{_SPACE}\^\^{_SPACE}(?P<type>{_IRI}|{_NAME}))?
      | (?P<number>[+\-]?(?:[0-9]+(?:\.[0-9]*[eE][+\-]?[0-9]+|\.[0-9]+|[eE][+\-]?[0-9]+)?
                           |\.[0-9]+(?:[eE][+\-]?[0-9]+)?))
      | (?P<prefix>(?i:@?prefix){_SPACE}(?P<short>{_PREFIX}){_SPACE}(?P<long>{_IRI}))
      | (?P<base>(?i:@?base){_SPACE}(?P<root>{_IRI}))
      | (?P<version>(?i:@?version){_SPACE}(?:{_STRING}))
      | (?P<word>[A-Za-z]+)
      | (?P<end>\Z)
      | (?P<other>[\s\S])
    )""",
    re.VERBOSE,
)
