"""The offices that people hold, and what these are called: “the PM”, “the former minister”."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from kgbuild.extract.lexicon import TITLES
from kgbuild.extract.names import Name

FORMER: Final = "former"
_SHORT: Final = {
    "PM": "prime minister",
    "CM": "chief minister",
    "CEO": "chief executive",
    "MD": "managing director",
    "IG": "inspector general",
    "IGP": "inspector general",
    "AG": "attorney general",
    "CS": "cabinet secretary",
    "PS": "principal secretary",
    "DCM": "dcm",
    "DATT": "datt",
    "RSO": "rso",
}
_INITIALS: Final = re.compile(r"(?:[Tt]he\s+)?([A-Z]{2,4})")
_NEAR: Final = 70
_HELD: Final = re.compile(r"\b([A-Za-z]+)[ -]([A-Za-z]+)[,.]?\s$")
_ONCE: Final = re.compile(r"(?i)\b(?:former|ex|retired|then|late|outgoing)\b[^,.;:]*,?[^,.;:]*$")
_HELD_AFTER: Final = re.compile(
    r",\s+(?:\d+,\s+)?(?:the|an?)\s+(?:(?P<once>former|ex|retired|then|late)[\s-]+)?"
    r"(?:[a-z]+\s){0,3}?(?P<office>[a-z]+\s[a-z]+)[,.;]"
)
_TRADE: Final = re.compile(r"\b[Tt]he\s(?:[a-z][\w-]*\s){0,2}([a-z][\w-]*)\s$")  # the crofter
_PAST: Final = frozenset("former ex retired then late outgoing".split())
# What tells no office from another.
_ANY: Final = _PAST | frozenset(
    "old new senior junior younger elder local same first second embattled veteran retired".split()
)


def short_for(words: str) -> str:
    """The office that letters stand for; empty when they are none.

    >>> short_for("The PM")
    'prime minister'
    """
    letters = _INITIALS.fullmatch(words)
    return _SHORT.get(letters[1], "") if letters else ""


def offices_of(text: str, name: Name) -> set[str]:
    """The offices of two words beside a name, in small letters, and whether they are past.

    >>> sorted(offices_of("Former Prime Minister Ada Quill", Name(22, 31, "Ada Quill", "person")))
    ['former', 'prime minister']
    """
    before = text[max(0, name.start - _NEAR) : name.start]
    found = set()
    if (held := _HELD.search(before)) and held[2].lower() in TITLES:
        found |= {f"{held[1]} {held[2]}".lower()}
        if _ONCE.search(before):
            found |= {FORMER}
    if trade := _TRADE.search(before):
        found |= {trade[1]}
    if after := _HELD_AFTER.match(text, name.end):
        found |= {after["office"], *([FORMER] if after["once"] else [])}
    return found


def is_past(word: str) -> bool:
    """Whether a word tells that somebody holds an office no more."""
    return word.lower() in _PAST


def tells(word: str) -> bool:
    """Whether a word before an office tells it from others: “finance”, not “former” or “same”."""
    return word.lower() not in _ANY


def holds(head: list[str], roles: Collection[str]) -> bool:
    """Whether whoever has these roles can be meant by a definite phrase, by its last words.

    >>> holds(["finance", "minister"], {"minister", "health minister"})
    False
    >>> holds(["minister"], {"minister", "health minister"})
    True
    """
    words = [word.lower() for word in head]
    noun = words[-1]
    if noun not in roles and " ".join(words[-2:]) not in roles:
        return False
    if is_past(words[0]) and FORMER not in roles:
        return False
    others = {r for r in roles if r.endswith(f" {noun}")}
    told = [w for w in words[-2:-1] if tells(w)]
    return not told or not others or f"{told[0]} {noun}" in others
