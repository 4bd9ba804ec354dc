"""The small words of English: articles, counts, lists, what a term is, where a path leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.terms import Term
from kgbuild.rules.shapes import SH, UNNAMED, Shapes, local_name
from kgbuild.rules.spelling import UNKNOWN_NODE, XSD, Speller
from kgbuild.suggest import suggestion

LISTED: Final = 6
_LETTER_BY_LETTER: Final = ("xsd:", "rdf:", "rdfs:", "sh:")
_TIMES: Final = {
    "zeroOrMorePath": "any number of times",
    "oneOrMorePath": "once or more",
    "zeroOrOnePath": "once or not at all",
}
KINDS: Final = {
    SH + "IRI": "an IRI",
    SH + "Literal": "a literal",
    SH + "BlankNode": UNKNOWN_NODE,
    SH + "BlankNodeOrIRI": "a node",
    SH + "BlankNodeOrLiteral": f"{UNKNOWN_NODE} or a literal",
    SH + "IRIOrLiteral": "an IRI or a literal",
}


def an(name: str) -> str:
    """A name behind its article.

    >>> an("ex:Person"), an("xsd:integer"), an("schema:Person")
    ('an ex:Person', 'an xsd:integer', 'a schema:Person')
    """
    vowel = name.lstrip("<…/#:")[:1].lower() in ("a", "e", "i", "o")
    return f"an {name}" if vowel or name.startswith(_LETTER_BY_LETTER) else f"a {name}"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "value"), counted(2, "value")
    ('1 value', '2 values')
    """
    return f"{number} {noun}{'s' * (number != 1)}"


def wanted(number: int) -> str:
    """'1 is wanted', '2 are wanted'."""
    return f"{number} {'is' if number == 1 else 'are'} wanted"


def allowed(number: int) -> str:
    """'1 is allowed', '2 are allowed'."""
    return f"{number} {'is' if number == 1 else 'are'} allowed"


def listed(words: Sequence[str], between: str = ", ") -> str:
    """Words in a row, each once; of a long row the first ones and how many there are more.

    >>> listed([str(n) for n in range(9)])
    '0, 1, 2, 3, 4, 5 and 3 more'
    """
    each = list(dict.fromkeys(words))
    if len(each) <= LISTED + 1:
        return between.join(each)
    return f"{between.join(each[:LISTED])} and {len(each) - LISTED} more"


def kind_of(node: Term, spell: Speller) -> str:
    """What a term is: 'an IRI', 'plain text', 'text in the language de', 'an xsd:date'."""
    if isinstance(node, ox.NamedNode):
        return "an IRI"
    if isinstance(node, ox.BlankNode):
        return UNKNOWN_NODE
    if node.language:
        return f"text in the language {node.language}"
    if node.datatype.value == XSD + "string":
        return "plain text"
    return an(spell.name(str(node.datatype)))


def did_you_mean(word: Term, known: Sequence[Term], spell: Speller) -> str:
    """'; did you mean `ex:name`?' when a known term reads like the word, else nothing.

    Names are compared without their namespaces, so that a wrong namespace is found, too.
    """
    names = {
        _bare(k): spell.name(str(k)) if isinstance(k, ox.NamedNode) else k.value
        for k in known
        if not isinstance(k, ox.BlankNode)
    }
    said = suggestion(_bare(word), names)
    close = said.split("`")[1] if said else ""
    return said.replace(f"`{close}`", f"`{names[close]}`") if said else ""


def _bare(node: Term) -> str:
    return local_name(node.value) if isinstance(node, ox.NamedNode) else node.value


def path_words(shapes: Shapes, path: Term, spell: Speller, depth: int = 0) -> str:
    """A SHACL path in words: 'ex:a then ex:b', 'ex:a backwards', 'ex:a or ex:b' (SHACL §2.3.1)."""

    def part(node: Term) -> str:
        words = path_words(shapes, node, spell, depth + 1)
        return words if isinstance(node, ox.NamedNode) else f"({words})"

    if isinstance(path, ox.NamedNode) or depth > LISTED:
        return spell.name(str(path))
    if members := shapes.members(path):
        return " then ".join(part(m) for m in members)
    if inverse := shapes.value(path, "inversePath"):
        return f"{part(inverse)} backwards"
    if alternatives := shapes.value(path, "alternativePath"):
        return " or ".join(part(m) for m in shapes.members(alternatives))
    for local, times in _TIMES.items():
        if inner := shapes.value(path, local):
            return f"{part(inner)} {times}"
    return spell.name(str(path))


def is_simple(shapes: Shapes, path: Term) -> bool:
    """Whether a path is a predicate, or a choice of predicates: its words are a name."""
    alternatives = shapes.value(path, "alternativePath")
    steps = shapes.members(alternatives) if alternatives else [path]
    return all(isinstance(step, ox.NamedNode) for step in steps)


def is_named(shape: Term) -> bool:
    """Whether the author of the shapes gave a shape a name."""
    return isinstance(shape, ox.NamedNode) and not shape.value.startswith(UNNAMED)
