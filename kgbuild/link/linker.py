"""The seam to whoever knows identifiers: what is asked, and what comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from kgbuild.records.model import Iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A name to look for.

    `kind` is that of the entity (see `types.KIND_OF_RECORD`), `language` a tag, `limit` how many
    candidates are wanted at most.
    """

    name: str
    kind: str = ""
    language: str = "en"
    limit: int = 7

    def key(self, service: str) -> str:
        """The SHA-256 that names the answer of a service to this query, in hex.

        >>> len(Query(name="Seoul").key("wikidata"))
        64
        """
        asked = [service, self.name, self.kind, self.language, self.limit]
        return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that a service knows by a name. `types` are words; `revision` is the service's.

    `former` are identifiers that lead to this one now, because things were merged.
    """

    id: Iri
    label: str
    description: str = ""
    types: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    revision: str = ""
    former: tuple[Iri, ...] = ()


Candidates = tuple[Candidate, ...]


class Linker(Protocol):
    """A service. Whatever goes wrong on the way is a NetworkError; an empty answer is an answer."""

    name: str
    batch: int  # how many queries fit into one request
    offline: bool  # whether it opens no connection
    kinds: frozenset[str]  # the kinds of entity that it may know; empty for all

    def ask(self, queries: Sequence[Query]) -> tuple[Candidates, ...]:
        """The candidates for each query, in the order in which the service gives them."""

    def look_up(self, known: Mapping[Iri, str]) -> Mapping[Iri, Candidate | None]:
        """What the service says now of identifiers with these labels: None when it has none.

        An identifier that was merged gives the thing it leads to. Those that the service does not
        give out, or cannot be asked about, are left out.
        """


def nameless(url: str) -> str:
    """An address without name and password: how a service is called in files and messages.

    >>> nameless("https://me:1234@x.example/reconcile")
    'https://x.example/reconcile'
    """
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def first(candidates: Iterable[Candidate], limit: int) -> Candidates:
    """At most `limit` candidates, each identifier once."""
    unique: dict[Iri, Candidate] = {}
    for candidate in candidates:
        unique.setdefault(candidate.id, candidate)
    return tuple(unique.values())[:limit]
