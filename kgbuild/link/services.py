"""Who can be asked for identifiers: each way to name a service, and what makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.errors import ConfigError
from kgbuild.link.linker import Linker
from kgbuild.session import Session
from kgbuild.suggest import suggestion


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
