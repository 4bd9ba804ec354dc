"""Which strings are addresses that every RDF parser takes."""

from __future__ import annotations

import re
from typing import Final

# RFC 3987 without IP literals: no spaces, brackets or stray percent signs.
ABSOLUTE: Final = re.compile(
    r"https?://(?:[^\s<>\"{}|\\^`\[\]%\x00-\x20\x7f-\x9f]|%[0-9A-Fa-f]{2})+"
)
