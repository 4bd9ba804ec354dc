"""Entities, candidates, and services that say what they are told, for the tests of linking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.errors import NetworkError
from kgbuild.link.entities import Entity
from kgbuild.link.linker import Candidate, Query

WD = "http://www.wikidata.org/entity/"
BASE = "https://example.org/p/"


class Told:
    """A service that answers as it is told: candidates by name, or an error to raise."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, answers=None, *, name="told", batch=2, offline=False, now=None):
        self.name, self.batch, self.offline = name, batch, offline
        self.answers = answers or {}
        self.now = now or {}
        self.asked: list[str] = []

    def ask(self, queries: Sequence[Query]):
        self.asked += [query.name for query in queries]
        said = [self.answers.get(query.name, ()) for query in queries]
        for answer in said:
            if isinstance(answer, NetworkError):
                raise answer
        return tuple(tuple(answer) for answer in said)

    def look_up(self, known: Mapping[str, str]):
        for iri in known:
            if isinstance(self.now.get(iri), NetworkError):
                raise self.now[iri]
        return {iri: self.now[iri] for iri in known if iri in self.now}


def entity_named(name: str, *, kind: str = "place", **more) -> Entity:
    iri = f"{BASE}{kind}/{name.lower().replace(' ', '-')}"
    return Entity(iri=iri, kind=kind, names=(name,), alone=True, **more)


def candidate_named(label: str, number: int = 1, **more) -> Candidate:
    return Candidate(id=f"{WD}Q{number}", label=label, **({"types": ("city",)} | more))
