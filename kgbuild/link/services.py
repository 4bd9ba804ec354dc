"""The seam to whoever knows identifiers: what is asked, what comes back, who can be asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit, urlunsplit

from kgbuild.errors import ConfigError
from kgbuild.records.model import Iri
from kgbuild.session import Session
from kgbuild.suggest import suggestion


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a service is made of besides its name: how it is asked, and where files are."""

    session: Session
    root: Path = Path()


def _wikidata(name: str, access: Access) -> Linker:
    from kgbuild.link.wikidata import API, Wikidata

    return Wikidata(access.session, api=name.partition("=")[2] or API)


def _countries(name: str, access: Access) -> Linker:
    del name, access
    from kgbuild.link.countries import Countries

    return Countries()


def _reconciliation(name: str, access: Access) -> Linker:
    from kgbuild.link.reconciliation import Reconciliation

    return Reconciliation(access.session, name)


def _gazetteer(name: str, access: Access) -> Linker:
    from kgbuild.link.gazetteer import read_gazetteer

    return read_gazetteer(access.root / name, name)


_TABLES: Final = (".tsv", ".csv", ".tsv.gz", ".csv.gz")
# Each way to name a service, how such a name is known, and what makes the service.
SERVICES: Final[tuple[tuple[str, Callable[[str], bool], Callable[[str, Access], Linker]], ...]] = (
    ("wikidata", lambda n: n.partition("=")[0] == "wikidata", _wikidata),
    ("countries", lambda n: n == "countries", _countries),
    (
        "http(s)://… of a Reconciliation API",
        lambda n: n.startswith(("http://", "https://")),
        _reconciliation,
    ),
    ("a .tsv or .csv file", lambda n: n.endswith(_TABLES), _gazetteer),
)


def service(name: str, access: Access) -> Linker:
    """The service of that name. Raises ConfigError when there is none, InputError for its file."""
    for _, fits, make in SERVICES:
        if fits(name):
            return make(name, access)
    raise ConfigError(
        f"`{name}` is no service{suggestion(name, ('wikidata', 'countries'))}",
        hint="services: " + ", ".join(shown for shown, _, _ in SERVICES),
    )


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
