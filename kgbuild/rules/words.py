"""A SHACL result in plain words: what is wrong, what is wanted."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from kgbuild.diagnostics import Result
from kgbuild.graph.terms import Term
from kgbuild.rules.case import Case
from kgbuild.rules.facts import NOTHING, Facts
from kgbuild.rules.set_words import SETS
from kgbuild.rules.shape_words import COMPONENT, SHAPES, other, query
from kgbuild.rules.shapes import SH, Shapes
from kgbuild.rules.spelling import Speller
from kgbuild.rules.value_words import VALUES

_WORDS: Final = {**VALUES, **SETS, **SHAPES}
_QUERY: Final = SH + "SPARQL" + COMPONENT
_VARIABLE: Final = re.compile(r"\\\{[?\\$]+\w+\\\}")


def sentence(
    result: Result, shapes: Shapes, spell: Speller, about: Facts = NOTHING, it: str = ""
) -> str:
    """What is wrong, in one plain sentence without a full stop, for any constraint component.

    With the facts of the data it also says how many values there are and of which types. The node
    `it` (N-Triples) is called “it”. A component that is not SHACL's is called by its label.
    """
    case = Case(result, shapes, spell, about, it)
    parameter = parameter_of(result)
    if result.component == _QUERY:
        return query(case)
    if parameter not in _WORDS or not case.all(parameter):
        return other(case)
    try:
        return _WORDS[parameter](case)
    except ValueError:  # a count that is no number: an engine may have read it in its own way
        return other(case)


def parameter_of(result: Result) -> str:
    """The parameter behind a component of SHACL Core: `minCount`; '' for one of the shapes' own."""
    if not result.component.startswith(SH):
        return ""
    local = result.component.removeprefix(SH).removesuffix(COMPONENT)
    return local[:1].lower() + local[1:]


def headline(
    result: Result, shapes: Shapes, spell: Speller, about: Facts = NOTHING, it: str = ""
) -> tuple[str, str]:
    """The message of a finding, and what to write below the caret, '' when there is no more to say.

    The message is the author's, in English or without language if there is a choice; below the
    caret stands our sentence, unless the message says the same or a query was asked. Without a
    message of the author the sentence is the message.
    """
    said = sentence(result, shapes, spell, about, it)
    if not result.messages:
        return said, ""
    case = Case(result, shapes, spell, about)
    message = " ".join(_in_english(case).split())
    tells = parameter_of(result) in _WORDS
    return message, said if tells and said.casefold() not in message.casefold() else ""


def _in_english(case: Case) -> str:
    """The first message that comes from a text in English or without language."""
    own = ox.NamedNode(case.result.component)
    validators = ("validator", "nodeValidator", "propertyValidator")
    asked = [*case.all("sparql"), *(v for n in validators for v in case.shapes.values(own, n))]
    for node in (case.shape, *asked):
        for message in case.shapes.values(node, "message"):
            for said in case.result.messages:
                if _is_english(message) and _could_be(said, message):
                    return said
    return case.result.messages[0]


def _is_english(message: Term) -> bool:
    return isinstance(message, ox.Literal) and (message.language or "en").split("-")[0] == "en"


def _could_be(said: str, message: Term) -> bool:
    """Whether a message is a text of the author's, its variables replaced (SHACL §5.3.2)."""
    return re.fullmatch(_VARIABLE.sub(".*", re.escape(message.value)), said, re.DOTALL) is not None
