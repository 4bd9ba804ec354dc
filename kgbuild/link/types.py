"""Which types fit which kind of entity: by the words of a type's name, whoever gave it.

Services have type systems of their own (Wikidata's classes, GND's, schema.org's, a gazetteer's
column). Their names have words in common, in English at least; a type that none of these words
fits says nothing, neither for nor against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgbuild.records.model import Concept, Institution, Person, PlaceRecord, Policy, Source

KIND_OF_RECORD: Final[dict[type, str]] = {
    Person: "person",
    Institution: "institution",
    PlaceRecord: "place",
    Source: "document",
    Concept: "concept",
    Policy: "policy",
}
_WORDS: Final[dict[str, str]] = {
    "person": "human person people individual politician journalist writer author scholar "
    "scientist diplomat actor athlete differentiatedperson pseudonym",
    "institution": "organization organisation institution company enterprise business corporation "
    "corporatebody agency ministry department government bureau authority office police army navy "
    "force military militia party union university college school academy institute faculty "
    "newspaper magazine journal periodical publisher broadcaster channel station website platform "
    "network embassy consulate mission court parliament council committee commission assembly "
    "bank museum library hospital ngo charity association foundation federation league society "
    "tank club team church newsmedia medium media",
    "place": "place country state nation city town village municipality capital settlement "
    "province region prefecture county district borough commune island peninsula continent river "
    "lake sea ocean mountain range volcano valley territory area location landform geographic "
    "geographical administrative placeorgeographicname building structure bridge street square "
    "airport port harbour prison park neighborhood neighbourhood locality hamlet",
    "document": "document book novel work article essay report treaty convention agreement law act "
    "statute constitution cable letter speech declaration post blog resolution memoir text "
    "publication edition decree judgment ruling film song album painting episode series",
    "concept": "concept notion idea class type term topic subject discipline field profession "
    "occupation right phenomenon process ideology ethnicity ethnic group status role activity "
    "theory principle value norm disease taxon event incident",
    "policy": "policy program programme strategy initiative doctrine law act treaty convention "
    "agreement reform plan",
}
# A word in the name of something that is about another thing: "city council" is no city, "history
# of China" no country; what comes last, or before "of", is what the thing is.
_WHERE: Final = re.compile(r"\b(?:of|in|for|from|by|with)\b|[,(;:]")
_WORD: Final = re.compile(r"[a-z]+")
_FITS: Final = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}
# A newspaper is a work as well as an institution, a treaty a policy as well as a document: these
# kinds are no contradiction of one another.
_ALIKE: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("document", "policy"),
        ("concept", "policy"),
        ("document", "institution"),
        ("concept", "document"),
    )
)


def kinds_of(type_: str) -> frozenset[str]:
    """The kinds of entity that a type's name fits.

    >>> sorted(kinds_of("city council")), sorted(kinds_of("sovereign state"))
    (['institution'], ['place'])
    """
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type_.rsplit("/", 1)[-1].rsplit("#", 1)[-1])
    head = _WORD.findall(_WHERE.split(split.replace("_", " ").lower())[0])
    for word in reversed(head):
        for form in (word, word.removesuffix("s"), f"{word.removesuffix('ies')}y"):
            fitting = frozenset(kind for kind, words in _FITS.items() if form in words)
            if fitting:
                return fitting
    return frozenset()


def agreement(kind: str, types: Iterable[str]) -> bool | None:
    """Whether types fit a kind: True when one does, False when all speak of others, else None.

    >>> agreement("place", ["city", "capital"]), agreement("place", ["human"])
    (True, False)
    >>> agreement("place", ["Q515"]) is None
    True
    """
    told = [kinds for type_ in types if (kinds := kinds_of(type_))]
    if any(kind in kinds for kinds in told):
        return True
    against = [k for kinds in told for k in kinds if frozenset({kind, k}) not in _ALIKE]
    return False if told and len(against) == sum(map(len, told)) else None


def disagreement(kind: str, types: Iterable[str]) -> str:
    """The types that speak of another kind of thing, as words; nothing when they need not."""
    given = tuple(types)
    return " and ".join(given) if agreement(kind, given) is False else ""
