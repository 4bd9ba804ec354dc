"""How sure a speaker is of what they say: hedges in the main clause, and the cue's own meaning."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.extract.lexicon import CUE_HEDGES, HEDGES, OPEN, RELATIVE


def _pattern(words: str) -> re.Pattern[str]:
    """Any of these as whole words; Chinese has no spaces between its."""
    spaced = words[0] < "\u3000"
    return re.compile(rf"\b(?:{words})\b" if spaced else words, re.IGNORECASE)


_PATTERNS: Final = tuple((mark, _pattern(words)) for mark, words in HEDGES)
_CUES: Final = tuple((mark, _pattern(words)) for mark, words in CUE_HEDGES)
# An aside is hedged for itself.
_ASIDE: Final = re.compile(r"\([^()]*\)|[—–][^—–]*[—–]")
_MAY: Final = re.compile(r"\b(?:in|of|since|until|by|last|early|late|\d{1,2})\s+May\b|\bMay\s+\d")
_NEGATED_ABLE: Final = re.compile(r"\bcould\s?(?:not|n['’]t)\b|\bmay not\b(?=\s+be\s+\w+ed)")


def factuality(content: str, cue: str) -> str:
    """A word of `choices.FACTUALITIES`: how sure the speaker is of the content.

    A hedge counts only in the main clause: what a relative clause or an aside holds possible says
    nothing about the rest. A negation stands in the sentence itself and is certain. A hedge weighs
    as much as it says, whatever the cue; denying turns what is not hedged around.

    >>> factuality("provinces, who might object, obey", "she said")
    'CT+'
    >>> factuality("it will probably rain", "she said"), factuality("he was there", "he denied")
    ('PR+', 'CT-')
    """
    main = _ASIDE.sub(" ", _MAY.sub(" ", content))
    main = RELATIVE.split(main, maxsplit=1)[0]
    if OPEN.search(content.strip()[-3:]) or OPEN.search(main):
        return "Uu"
    possible = _NEGATED_ABLE.sub(" ", main)
    hedge = next((mark for mark, p in _PATTERNS if p.search(possible)), "")
    stance = next((mark for mark, p in _CUES if p.search(cue)), "")
    if stance in ("CT-", "Uu"):
        return {"CT-": "CT-" if not hedge else "Uu"}.get(stance, stance)
    return hedge or stance or "CT+"
