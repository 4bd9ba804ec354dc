"""RDF terms as N-Triples text and back: how terms travel between processes and engines."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

# NamedNode, BlankNode or Literal. The types of pyoxigraph add the triples of RDF 1.2 to every
# place, which kgbuild refuses at the door.
Term = Any


def term(text: str) -> Term:
    """The term that N-Triples text stands for. Raises ValueError when it is none.

    >>> term("<urn:a>").value
    'urn:a'
    >>> term('"chat"@fr').language
    'fr'
    """
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    try:
        triple = next(iter(ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES)))
    except (SyntaxError, StopIteration) as error:
        raise ValueError(f"{text!r} is no RDF term") from error
    return triple.object
