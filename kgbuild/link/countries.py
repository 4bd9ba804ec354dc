"""Countries and their parts, from the tables of the package rigour: a service without a network.

Also says which of them are sovereign states with a name of their own: the only things that
`kgbuild link` accepts without a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from kgbuild.errors import ConfigError
from kgbuild.link.authorities import PREFIXES
from kgbuild.link.gazetteer import Gazetteer
from kgbuild.link.linker import Candidate, Candidates, Query, first
from kgbuild.link.names import folded
from kgbuild.records.model import Iri

if TYPE_CHECKING:
    from rigour.territories.territory import Territory

NAME: Final = "countries"
# Territories that ISO 3166-1 gives a code and that are no members of the United Nations, nor
# observers; without them rigour's countries, as far as nobody else claims them, are the members
# and the Holy See.
_NOT_SOVEREIGN: Final = frozenset(
    ("ai", "ax", "bm", "ck", "gg", "im", "je", "ky", "ms", "nf", "nu", "pn", "sh", "tc", "vg", "wf")
)
# Names of states, folded, by which people as often mean something else: a river, a region or an
# island that several states share, a city, the one of two kingdoms or seats that the table does not
# mean. "El Salvador" is here as what it is without its article: the city of Salvador.
_ALSO_ELSEWHERE: Final = frozenset(
    (
        *("gambia", "jordan", "niger", "paraguay", "senegal", "uruguay"),
        *("benin", "cyprus", "guinea", "ireland", "micronesia", "samoa", "sudan"),
        *("djibouti", "guatemala", "kuwait", "luxembourg", "mexico", "panama", "san marino"),
        *("denmark", "netherlands", "holy see", "holy see vatican", "vatican", "salvador"),
    )
)
_NOWHERE: Final = "Supranational"
_PARENTHESIS: Final = re.compile(r"\s*\(.*?\)")


class Countries:
    """The service `countries`. Raises ConfigError when rigour is not installed."""

    name = NAME
    batch = 1000
    offline = True
    kinds = frozenset({"place"})

    def __init__(self) -> None:
        self._table = Gazetteer(NAME, [_candidate(t) for t in _territories()])

    def ask(self, queries: Sequence[Query]) -> tuple[Candidates, ...]:
        """The territories of each name, also of a name in another language that rigour knows."""
        from rigour.territories import lookup_territory

        answers = []
        for query, found in zip(queries, self._table.ask(queries), strict=True):
            meant = lookup_territory(query.name)
            also = () if meant is None else (_called(_candidate(meant), query.name),)
            answers.append(first((*found, *also), query.limit))
        return tuple(answers)

    def look_up(self, known: Mapping[Iri, str]) -> Mapping[Iri, Candidate | None]:
        """What rigour says of the identifiers that it has; it does not say which are gone."""
        return {iri: thing for iri, thing in self._table.look_up(known).items() if thing}


@cache
def _territories() -> tuple[Territory, ...]:
    try:
        from rigour.territories import get_territories
    except ImportError as error:
        raise ConfigError(
            "the service `countries` needs the package rigour",
            hint="pip install 'kgbuild[countries]'",
        ) from error
    return tuple(sorted((t for t in get_territories() if t.qid), key=lambda t: t.code))


def _candidate(territory: Territory) -> Candidate:
    from importlib.metadata import version

    type_ = _type(territory)
    where = ", ".join(filter(None, (territory.subregion or territory.region,)))
    return Candidate(
        id=PREFIXES["wikidata"] + territory.qid,
        label=territory.name,
        description=f"{type_}, ISO 3166 {territory.code.upper()}" + (f", {where}" if where else ""),
        types=(type_,),
        aliases=tuple(sorted({territory.full_name, territory.in_sentence} - {territory.name})),
        revision=f"rigour {version('rigour')}",
    )


def _type(territory: Territory) -> str:
    if territory.region == _NOWHERE:  # the United Nations, the European Union
        return "supranational organization"
    parent = f" of {territory.parent.name}" if territory.parent else ""
    type_ = "sovereign state" if _is_sovereign(territory) else f"territory{parent}"
    return f"historical {type_}" if territory.is_historical else type_


def _called(candidate: Candidate, name: str) -> Candidate:
    """The same with a further name, unless it bears it already."""
    known = map(folded, (candidate.label, *candidate.aliases))
    return (
        candidate
        if folded(name) in known
        else replace(candidate, aliases=(*candidate.aliases, name))
    )


def _is_sovereign(territory: Territory) -> bool:
    return (
        territory.is_country
        and not territory.is_historical
        and not territory.claims
        and territory.parent is None
        and territory.code not in _NOT_SOVEREIGN
    )


@cache
def sovereign_states() -> Mapping[str, Iri]:
    """The identifier of each sovereign state by its folded names; empty without rigour.

    A name that another place bears, too, is left out: Georgia is also a state of the United States
    ("Georgia (USA)" in the table), the Jordan is a river.
    """
    try:
        territories = _territories()
    except ConfigError:
        return {}
    bearers: dict[str, set[str]] = {}
    for territory in territories:
        for name in (territory.name, territory.full_name, territory.in_sentence):
            for form in (name, _PARENTHESIS.sub("", name)):
                bearers.setdefault(folded(form), set()).add(territory.code)
    return {
        folded(name): PREFIXES["wikidata"] + territory.qid
        for territory in territories
        if _is_sovereign(territory)
        for name in (territory.name, territory.full_name, territory.in_sentence)
        if bearers[folded(name)] == {territory.code} and folded(name) not in _ALSO_ELSEWHERE
    }
