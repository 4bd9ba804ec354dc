"""Names as they are compared: what typing, typography and politeness change is folded away."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ARTICLE: Final = re.compile(r"^(?:(?:the|der|die|das|le|la|les|l|el|los|las|il|lo|gli|os?|as?) )+")
_WITHOUT_MARKS: Final = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW"})
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼʻ`´'.", ""))


def folded(name: str) -> str:
    """A name without case, accents, punctuation and a leading article, words one space apart.

    Letters of every script stay letters (NFKD, Unicode case folding); vowel signs that a script
    writes as marks stay, too.

    >>> folded("The U.S. “Consulate”, Shenyang"), folded("São Tomé"), folded("中国")
    ('us consulate shenyang', 'sao tome', '中国')
    """
    letters: list[str] = []
    for character in unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold():
        kind = unicodedata.category(character)
        if kind[0] in "LN" or kind == "Mc" or (kind == "Mn" and letters and _keeps(letters[-1])):
            letters.append(character)
        elif kind[0] != "M":
            letters.append(" ")
    plain = unicodedata.normalize("NFC", " ".join("".join(letters).split()))
    return _ARTICLE.sub("", plain) or plain


def _keeps(letter: str) -> bool:
    """Whether a mark on this letter, or after this mark that was kept, spells a sound.

    In Latin, Greek and Cyrillic it is an accent, in Arabic and Hebrew mostly left out.
    """
    kind = unicodedata.category(letter)[0]
    script = unicodedata.name(letter, "").partition(" ")[0]
    return kind == "M" or (kind == "L" and script not in _WITHOUT_MARKS)


def words(name: str) -> frozenset[str]:
    """The words of a name, folded.

    >>> sorted(words("Republic of Korea"))
    ['korea', 'of', 'republic']
    """
    return frozenset(folded(name).split())
