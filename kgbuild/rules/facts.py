"""What the data says about a node: its values, its types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.terms import Term
from kgbuild.graph.vocab import RDF

_SUBCLASS_OF: Final = PREFIXES["rdfs"] + "subClassOf"
_SAYS_NOTHING: Final = ("http://www.w3.org/2002/07/owl#NamedIndividual",)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The triples of a graph by subject and predicate; made by `facts`. Empty: nothing is known."""

    index: Mapping[Term, Mapping[str, list[Term]]] = field(repr=False)

    @property
    def known(self) -> bool:
        """Whether there is any data to look at."""
        return bool(self.index)

    def values(self, node: Term, predicate: str) -> list[Term]:
        """The objects of a predicate at a node, sorted; those without a name as in the data."""
        found = dict.fromkeys(self.index.get(node, {}).get(predicate, ()))
        return sorted(found, key=lambda v: "_:" if isinstance(v, ox.BlankNode) else str(v))

    def predicates(self, node: Term) -> list[str]:
        """The predicates of a node's triples, sorted."""
        return sorted(self.index.get(node, {}))

    def types(self, node: Term) -> list[Term]:
        """The types that are written for a node, sorted."""
        types = self.values(node, RDF.type)
        return [t for t in types if not isinstance(t, ox.Literal) and t.value not in _SAYS_NOTHING]

    def around(self, node: Term, most: int) -> list[ox.Triple] | None:
        """The triples that paths from a node can reach without going back, None if over `most`."""
        found: list[ox.Triple] = []
        seen: set[Term] = set()
        ahead = [node]
        while ahead:
            if len(found) > most:
                return None
            subject = ahead.pop()
            if subject in seen or isinstance(subject, ox.Literal):
                continue
            seen.add(subject)
            for predicate, values in self.index.get(subject, {}).items():
                found += [ox.Triple(subject, ox.NamedNode(predicate), v) for v in values]
                ahead += values
        return found

    def is_a(self, node: Term, wanted: Term) -> bool:
        """Whether a node is a SHACL instance of a class: rdfs:subClassOf counts (SHACL §1.1)."""
        seen: set[Term] = set()
        ahead = self.values(node, RDF.type)
        while ahead:
            kind = ahead.pop()
            if kind not in seen:
                seen.add(kind)
                ahead += self.values(kind, _SUBCLASS_OF)
        return wanted in seen


NOTHING: Final = Facts({})


def facts(triples: Iterable[ox.Triple]) -> Facts:
    """What these triples say."""
    index: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        index[triple.subject][triple.predicate.value].append(triple.object)
    return Facts({node: dict(said) for node, said in index.items()})
