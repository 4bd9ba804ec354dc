"""People, institutions, places and topics: names, outside links, mentions, what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from kgbuild.records.model import (
    Concept,
    Institution,
    Iri,
    LinkDecision,
    Membership,
    Mention,
    Person,
    PlaceRecord,
    Policy,
    Voice,
)
from kgbuild.web.views.chains import Ref
from kgbuild.web.views.lookup import Lookup, Range
from kgbuild.web.views.sources import Carried, carried
from kgbuild.web.views.words import PROTECTION, UNNAMED, plain

# The groups in which entities are shown: a heading, and the classes of its records.
GROUPS: Final[dict[str, tuple[type, ...]]] = {
    "People": (Person,),
    "Institutions": (Institution,),
    "Voices without a name": (Voice,),
    "Places": (PlaceRecord,),
    "Topics": (Concept,),
    "Policies": (Policy,),
}
_AROUND: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Where the text names an entity, with some words around it."""

    where: Range
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing that the text speaks of or lets speak. `facts` are (what, which) pairs.

    `links` are outside addresses that a person accepted; `looked_for` says what was decided
    otherwise. `says` are its own claims, `about` those of others that are about it.
    """

    iri: Iri
    group: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    close_links: tuple[str, ...]
    looked_for: str
    protection: str | None
    facts: tuple[tuple[str, Ref], ...]
    note: str | None
    mentions: tuple[Naming, ...]
    says: tuple[Carried, ...]
    about: tuple[Carried, ...]


class _Gathered:
    """What the article has about each entity, gathered in one pass."""

    def __init__(self, lookup: Lookup) -> None:
        self.says: dict[Iri, list[Carried]] = defaultdict(list)
        self.about: dict[Iri, list[Carried]] = defaultdict(list)
        for claim in lookup.claims:
            line = carried(lookup, claim)
            self.says[claim.holder].append(line)
            for iri in claim.about:
                self.about[iri].append(line)
        self.named: dict[Iri, list[Naming]] = defaultdict(list)
        for mention in lookup.of(Mention):
            for where in lookup.ranges([mention.span]):
                self.named[mention.entity].append(_naming(lookup.text, where))
        decided = [d for d in lookup.of(LinkDecision) if d.decision != "linked"]
        self.looked_for = {d.subject: plain(d.decision) for d in decided}
        self.facts = _facts(lookup)


def entities(lookup: Lookup) -> tuple[Entity, ...]:
    """Every entity of an article, group by group, by label."""
    gathered = _Gathered(lookup)
    made: list[Entity] = []
    for group, kinds in GROUPS.items():
        records: list[Any] = []
        for kind in kinds:
            records.extend(lookup.of(kind))
        made.extend(_entity(record, group, gathered) for record in sorted(records, key=_by_label))
    return tuple(made)


def _entity(record: Any, group: str, gathered: _Gathered) -> Entity:
    return Entity(
        iri=record.iri,
        group=group,
        label=record.label or record.iri,
        kind=_kind(record),
        aliases=tuple(sorted(getattr(record, "aliases", ()))),
        links=_links(record, "identifiers", "matches"),
        close_links=_links(record, "close_matches"),
        looked_for=gathered.looked_for.get(record.iri, ""),
        protection=PROTECTION.get(getattr(record, "protection", None) or ""),
        facts=tuple(gathered.facts.get(record.iri, ())),
        note=record.note,
        mentions=tuple(sorted(gathered.named[record.iri], key=lambda n: n.where)),
        says=tuple(gathered.says[record.iri]),
        about=tuple(gathered.about[record.iri]),
    )


def _by_label(record: Any) -> tuple[str, Iri]:
    return record.label.casefold(), record.iri


def _kind(record: Any) -> str:
    if isinstance(record, Institution):
        return plain(record.type)
    if isinstance(record, Voice):
        return UNNAMED.get(record.kind, record.kind)
    names = {Person: "person", PlaceRecord: "place", Concept: "topic", Policy: "policy"}
    return names[type(record)]


def _links(record: Any, *fields: str) -> tuple[str, ...]:
    return tuple(sorted({iri for name in fields for iri in getattr(record, name, ())}))


def _naming(text: str, where: Range) -> Naming:
    before = text[max(0, where.start - _AROUND) : where.start].rsplit("\n", 1)[-1]
    after = text[where.end : where.end + _AROUND].split("\n", 1)[0]
    return Naming(where=where, before=before, words=text[where.start : where.end], after=after)


def _facts(lookup: Lookup) -> dict[Iri, list[tuple[str, Ref]]]:
    """What the records say of an entity themselves: part of, seat, owner; not what is claimed."""
    found: dict[Iri, list[tuple[str, Ref]]] = defaultdict(list)

    def add(iri: Iri, what: str, which: Iri | None) -> None:
        if which:
            found[iri].append((what, Ref(which, lookup.label(which))))

    for institution in lookup.of(Institution):
        add(institution.iri, "part of", institution.part_of)
        add(institution.iri, "seat", institution.seat)
    for voice in lookup.of(Voice):
        add(voice.iri, "speaks only in", voice.document)
    for place in lookup.of(PlaceRecord):
        add(place.iri, "within", place.within)
    for concept in lookup.of(Concept):
        add(concept.iri, "broader", concept.broader)
    for policy in lookup.of(Policy):
        add(policy.iri, "policy of", policy.owner)
    for membership in lookup.of(Membership):
        what = f"said to be {membership.role} of" if membership.role else "said to belong to"
        add(membership.member, what, membership.organization)
    return found


def grouped(found: Iterable[Entity]) -> tuple[tuple[str, tuple[Entity, ...]], ...]:
    """The groups that have an entity, each with its entities."""
    everything = list(found)
    groups = ((name, tuple(e for e in everything if e.group == name)) for name in GROUPS)
    return tuple((name, members) for name, members in groups if members)
