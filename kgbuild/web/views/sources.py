"""Sources: what each document is, who made it, how it was read, and what it carries."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from kgbuild.records.model import Claim, Iri, Source
from kgbuild.records.withdraw import withdraw
from kgbuild.web.views.cards import Content, content
from kgbuild.web.views.chains import Ref
from kgbuild.web.views.dates import spoken
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.words import document


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A claim that a source carries, as a line of a list."""

    claim: Iri
    says: str
    holder: str
    factuality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """What falls when the source is withdrawn: the same as `kgbuild what-if --without`."""

    claims: tuple[Carried, ...]
    contents: tuple[Content, ...]
    relations: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source. `voices` are those heard in it, each with the number of its claims."""

    iri: Iri
    label: str
    kind: str
    issued: str
    creator: Ref | None
    publisher: Ref | None
    access: Ref | None
    part_of: Ref | None
    cites: tuple[Ref, ...]
    cited_by: tuple[Ref, ...]
    url: str | None
    language: str | None
    identifiers: tuple[str, ...]
    note: str | None
    is_article: bool
    voices: tuple[tuple[Ref, int], ...]
    claims: tuple[Carried, ...]
    fall: Fall


def documents(lookup: Lookup) -> tuple[Document, ...]:
    """Every source: the article first, then by the number of claims that it carries."""
    inside: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in lookup.claims:
        inside[claim.source].append(claim)
    citing: dict[Iri, set[Iri]] = defaultdict(set)
    for source in lookup.of(Source):
        for cited in source.cites | source.quotes:
            citing[cited].add(source.iri)
    made = [_document(lookup, s, inside[s.iri], citing[s.iri]) for s in lookup.of(Source)]
    return tuple(sorted(made, key=lambda d: (not d.is_article, -len(d.claims), d.label, d.iri)))


def _document(lookup: Lookup, source: Source, inside: list[Claim], citing: set[Iri]) -> Document:
    def ref(iri: Iri | None) -> Ref | None:
        return Ref(iri, lookup.label(iri)) if iri else None

    def refs(iris: set[Iri] | frozenset[Iri]) -> tuple[Ref, ...]:
        found = [Ref(iri, lookup.label(iri)) for iri in iris]
        return tuple(sorted(found, key=lambda r: (r.label, r.iri)))

    voices = Counter(claim.holder for claim in inside)
    heard = [(Ref(iri, lookup.label(iri)), number) for iri, number in voices.items()]
    return Document(
        iri=source.iri,
        label=lookup.label(source.iri),
        kind=document(source.kind),
        issued=spoken(source.issued),
        creator=ref(source.creator),
        publisher=ref(source.publisher),
        access=ref(source.access_route),
        part_of=ref(source.part_of),
        cites=refs(source.cites | source.quotes),
        cited_by=refs(citing),
        url=source.url,
        language=source.language,
        identifiers=tuple(sorted(source.identifiers)),
        note=source.note,
        is_article=source.iri == lookup.snapshot.source,
        voices=tuple(sorted(heard, key=lambda v: (-v[1], v[0].label, v[0].iri))),
        claims=tuple(carried(lookup, claim) for claim in inside),
        fall=_fall(lookup, source),
    )


def carried(lookup: Lookup, claim: Claim) -> Carried:
    """A claim as a line."""
    return Carried(
        claim=claim.iri,
        says=claim.says or lookup.label(claim.iri),
        holder=lookup.label(claim.holder),
        factuality=claim.factuality,
    )


def _fall(lookup: Lookup, source: Source) -> Fall:
    gone = withdraw(lookup.records.values(), source.iri)
    order = {claim.iri: number for number, claim in enumerate(lookup.claims)}
    claims = sorted((c for c in gone.claims if c.iri in order), key=lambda c: order[c.iri])
    return Fall(
        claims=tuple(carried(lookup, claim) for claim in claims),
        contents=tuple(content(lookup, record.iri) for record in gone.contents),
        relations=tuple(Ref(r.iri, lookup.label(r.iri)) for r in gone.relations),
    )
