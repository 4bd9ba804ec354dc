"""Whom a pronoun can stand for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from kgbuild.extract.holders import Holder
from kgbuild.extract.lexicon import CUES

_HE: Final = frozenset("he him his il er él 他".split())
_SHE: Final = frozenset("she her elle sie ella 她".split())
_THEY: Final = frozenset("they them their ils elles ellos ellas 他们 她们".split())
_IT: Final = frozenset("it its es on 它".split())
PRONOUNS: Final = (
    _HE | _SHE | _THEY | _IT | frozenset(w for c in CUES.values() for w in c.pronouns.split())
)


def sex_told(word: str) -> str:
    """“he” or “she” for a pronoun of any language that tells; else nothing."""
    return "he" if word in _HE else "she" if word in _SHE else ""


def is_among(holder: Holder, names: Collection[str]) -> bool:
    """Whether somebody is one of these names, in full or by a part of it."""
    own = {holder.name, *holder.called, *holder.name.split()[:: max(1, holder.name.count(" "))]}
    return holder.kind == "person" and not own.isdisjoint(names)


def fits_pronoun(word: str, holder: Holder) -> bool:
    """Whether a pronoun can stand for a holder."""
    many = holder.kind == "voice" and holder.type == "collective"
    if sex := sex_told(word):
        single = holder.kind == "person" or (holder.kind == "voice" and not many)
        return single and holder.sex in ("", sex) and not holder.name.startswith("author of ")
    if word in _THEY:  # “A spokesperson said … They added”
        unknown = holder.kind == "voice" and not holder.sex
        return many or unknown or holder.kind == "institution"
    return holder.kind == "institution"
