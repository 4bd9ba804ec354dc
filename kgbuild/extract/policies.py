"""Policies as noun phrases: “Chinese repatriation policy”, where the text names whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.cast import Cast
from kgbuild.extract.holders import Holder
from kgbuild.extract.lexicon import NO_NAMES
from kgbuild.extract.names import bodies_in
from kgbuild.text.article import Article

_POLICY: Final = re.compile(
    r"(?<!\w)(?P<owner>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}?)(?P<of>[’']s)? "
    r"(?P<what>(?:[a-z][\w-]+ ){0,3})polic(?:y|ies)(?!\w)"
    r"(?: (?:on|toward|towards) (?:[A-Z]?[\w-]+ ?){1,4}?(?=[,.;:]| (?:is|are|was|"
    r"has|had|that|which|and|in|to|seems|remains|officially)\b))?"
)


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy by the words that name it, and whose it is."""

    words: str
    owner: Holder


def policies_in(article: Article, cast: Cast) -> list[Policy]:
    """Each policy whose owner is an institution that the text names: once, in its order."""
    text = article.characters
    found: dict[str, Policy] = {}
    bodies = bodies_in(text, 0, len(text))
    for match in _POLICY.finditer(text):
        words, owner = " ".join(match[0].split()), match["owner"]
        while owner.split()[0].lower() in NO_NAMES and " " in owner:
            words, owner = words.split(maxsplit=1)[1], owner.split(maxsplit=1)[1]
        body = cast.find(owner, ("institution",))
        if body is None:
            named = next((b for b in bodies if b.words == f"{owner} government"), None)
            body = cast.add("institution", named.words, type_=named.type) if named else None
        if body is not None and words not in found:
            found[words] = Policy(words, body)
    return list(found.values())
