"""The words of the closed lists as readers read them; the short codes stay beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# What follows the name of the voice; the ontology's labels name the same concepts for modellers.
CERTAINTY: Final = {
    "CT+": "is certain",
    "PR+": "thinks it probable",
    "PS+": "thinks it possible",
    "CT-": "is certain that it is not so",
    "PR-": "thinks it unlikely",
    "PS-": "thinks that it may not be so",
    "CTu": "knows, and the text does not tell what",
    "Uu": "leaves it open",
}
# How many of three bars are full, and whether the claim is denied.
STRENGTH: Final = {
    "CT+": (3, False),
    "PR+": (2, False),
    "PS+": (1, False),
    "CT-": (3, True),
    "PR-": (2, True),
    "PS-": (1, True),
    "CTu": (0, False),
    "Uu": (0, False),
}
MODES: Final = {
    "own-words": "in their own words",
    "verbatim": "quoted word for word",
    "block": "quoted as a block",
    "mixed": "partly quoted",
    "indirect": "in indirect speech",
    "scare-quote": "in distancing quotation marks",
    "translated": "quoted in translation",
    "summarised": "summarised",
}
LANES: Final = {
    "official": "Official policy",
    "practice": "In practice",
    "considered": "Only considered",
}
# What a relation between claims is called, seen from its own end and from the other one.
RELATIONS: Final = {
    "contradicts": ("contradicts", "is contradicted by"),
    "corroborates": ("corroborates", "is corroborated by"),
    "qualifies": ("qualifies", "is qualified by"),
}
REVIEW: Final = {
    "accepted": "accepted",
    "proposed": "proposed, not reviewed yet",
    "needs-recheck": "needs to be checked again",
    "rejected": "rejected",
}
STANCES: Final = {
    "supports": "supports",
    "opposes": "opposes",
    "accepts-reluctantly": "reluctantly accepts",
    "neutral": "is neutral about",
    "unclear": "takes no clear side about",
}
UNNAMED: Final = {
    "anonymous": "a voice without a name",
    "collective": "a group speaking as one",
    "pseudonymous": "a pen name",
}
PROTECTION: Final = {
    "named-informant": "an informant whose name became known; never linked",
    "at-risk": "a person whom a link could put at risk; never linked",
}
CHANGES: Final = {"constant": "said to stay as it is", "shifts": "said to change"}


def plain(word: str) -> str:
    """A word of a closed list without its hyphens.

    >>> plain("news-item")
    'news item'
    """
    return word.replace("-", " ")


def document(kind: str) -> str:
    """What a source of a kind is called.

    >>> document("blog-post"), document("other")
    ('blog post', 'document')
    """
    return "document" if kind == "other" else plain(kind)


def listed(names: Iterable[str]) -> str:
    """Names in a row, as in a sentence.

    >>> listed(["tea", "milk", "cake"])
    'tea, milk and cake'
    """
    found = list(names)
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def count(number: int, noun: str) -> str:
    """The number with its noun, in the plural unless it is one.

    >>> count(1, "claim"), count(1200, "claim"), count(2, "policy")
    ('1 claim', '1,200 claims', '2 policies')
    """
    if number == 1:
        return f"1 {noun}"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {plural}"
