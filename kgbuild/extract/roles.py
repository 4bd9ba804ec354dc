"""What the words beside a name or in a phrase tell of somebody: a role, a title, he or she."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.extract.lexicon import PLURALS, TITLES
from kgbuild.extract.names import Name

HEAD_END: Final = re.compile(
    r",|;|\s(?:of|at|from|in|for|on|with|who|which|that|whose|based|by|voted|from|near|inside|"
    r"outside|under|against|over|about|behind|close|familiar|obtained|seen|published|released|"
    r"commissioned|qui|de|du|des|à|von|vom|aus)\s"
)
ARTICLES: Final = re.compile(
    r"^(?:the|a|an|one|le|la|l['’]|les|un|une|der|die|das|el|los)\s+", re.IGNORECASE
)
_MALE: Final = frozenset(
    "mr sir lord herr señor king prince chairman spokesman shri sri uncle father brother son "
    "husband man grandfather nephew sprecher baron widower stepson grandson".split()
)
_FEMALE: Final = frozenset(
    "mrs ms miss lady dame frau señora queen princess chairwoman spokeswoman smt aunt mother "
    "sister daughter wife woman grandmother niece sprecherin baroness widow stepdaughter "
    "granddaughter".split()
)
# Who comes in as somebody's son is called so, or in full: the surname alone is the other's.
_KIN: Final = re.compile(
    r"\b(?:son|daughter|wife|husband|brother|sister|father|mother|widow|widower|nephew|niece|cousin|"
    r"stepson|stepdaughter|grandson|granddaughter|aunt|uncle)(?:-in-law)?"
    r"(?:,\s(?:the|an?)\s(?:[a-z][\w-]*\s){1,3}|,?\s)$"
)
_OWNER: Final = re.compile(r"([A-Z][\w-]+)[’']s\s$")
_SOMEBODYS: Final = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s(?:[a-z][\w-]*,?\s){1,3}$")
_AFTER: Final = re.compile(r",\s+(?:\d+,\s+)?(?:the|an?|a)\s+([^,.;]+)")
# “Hexaflight said it was”: whoever says “it” of itself is no person.
_SAYS_OF_ITSELF: Final = re.compile(r"(?:,[^,.;]{0,60},)?(?:\s\w+){1,3}\s(?:that\s)?its?\s")
_OF_ONESELF: Final = re.compile(r"(?:is|was|has|had|will|would|did|does|could|can|may|might)\b")
_TOLD_MORE: Final = re.compile(r",\s(?:\d{1,3},|who\b|whose\b)")  # Stella Antony, 61, whose
_WORKS_THERE: Final = re.compile(
    r"\s(?:[a-z][\w-]*\s){0,2}(?:president|chair|chairman|chairwoman|chief|leader|spokesman|"
    r"spokeswoman|spokesperson|director|secretary|head|boss|founder|manager|executive|official|"
    r"captain|coach|analyst|economist|lawyer)\s(?=[A-Z])"
)
_LIKE_IT: Final = frozenset("counterpart rival subsidiary parent partner owner successor".split())
_NEAR: Final = 40


def head_of_phrase(words: str) -> list[str]:
    """The words up to the head of a noun phrase, without its article.

    >>> head_of_phrase("The chief executive of the council")
    ['chief', 'executive']
    """
    return HEAD_END.split(ARTICLES.sub("", words), maxsplit=1)[0].split()


def sex_of(noun: str) -> str:
    """The pronoun for a title or a role that tells; empty for most."""
    return "he" if noun in _MALE else "she" if noun in _FEMALE else ""


def plural(noun: str) -> bool:
    """Whether a noun stands for several, by its form."""
    return noun in PLURALS or noun.endswith("men") or (noun.endswith("s") and noun[-2:] != "ss")


def of_a_body(role: list[str]) -> bool:
    """Whether a role is another body's: “its French counterpart, Fil Rouge”."""
    return role[-1].lower() in _LIKE_IT and role[0].lower() == "its"


def role_after(text: str, name: Name) -> set[str]:
    """The noun in “Sutcliffe, a retired teacher,”."""
    aside = _AFTER.match(text[name.end : name.end + 60])
    head = HEAD_END.split(aside[1], maxsplit=1)[0].split() if aside else []
    return {w.lower() for w in head[-1:]}


def title_before(text: str, name: Name) -> str:
    """The word before a name, as titles are written in the lexicon."""
    words = re.split(r"[\s’']+", text[max(0, name.start - _NEAR) : name.start].rstrip())
    return words[-1].strip(".,").lower()


def has_a_role(text: str, name: Name) -> bool:
    """Whether words beside a full name tell that it is a person's: “l’historien Paul Vasseur”."""
    told = _TOLD_MORE.match(text, name.end) is not None
    return told or title_before(text, name) in TITLES or bool(role_after(text, name))


def end_of_role(text: str, name: Name) -> int | None:
    """Where the name of whoever works there begins: “Bhoomi Sangh president Jaswant Singh”."""
    found = _WORKS_THERE.match(text, name.end)
    return found.end() if found else None


def has_an_article(text: str, name: Name) -> bool:
    """“The Northern Review”: no person."""
    return text[max(0, name.start - 4) : name.start].lower().endswith("the ")


def is_kin(text: str, name: Name) -> bool:
    """Whether a name comes in as a relative's: “her son, Peter Marlow”."""
    return _KIN.search(text[max(0, name.start - _NEAR) : name.start]) is not None


def kin_sex(text: str, name: Name) -> str:
    """The pronoun for whoever comes in as a relative: “his wife, the designer Ana Holt”."""
    kin = _KIN.search(text, max(0, name.start - _NEAR), name.start)
    return sex_of(re.split(r"[-,\s]", kin[0], maxsplit=1)[0]) if kin else ""


def kin_owner(text: str, name: Name) -> str:
    """Whose relative somebody comes in as: Bonsall, in “Bonsall’s husband, Keith”."""
    kin = _KIN.search(text, max(0, name.start - _NEAR), name.start)
    owner = _OWNER.search(text, max(0, name.start - _NEAR), kin.start()) if kin else None
    return owner[1] if owner else ""


def is_somebodys(text: str, name: Name) -> bool:
    """Whether a name comes in by what it is to another: “His neighbour Mary nodded”."""
    return (
        is_kin(text, name)
        or _SOMEBODYS.search(text, max(0, name.start - _NEAR), name.start) is not None
    )


def is_a_which(text: str, name: Name) -> bool:
    """“Gridline, which”: no person."""
    return text.startswith(", which ", name.end)


def says_of_itself(text: str, name: Name) -> bool:
    """Whether what a name says is about “it”: a body speaks."""
    said = _SAYS_OF_ITSELF.match(text, name.end)
    if said is None or said[0].rstrip().endswith("its") or " " not in name.words:
        return said is not None
    return _OF_ONESELF.match(text, said.end()) is not None  # “complained that it rests on one”
