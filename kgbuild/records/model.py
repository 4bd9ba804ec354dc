"""The records: one frozen dataclass per kind of thing in the graph.

Field names are the words of ontology/kg.ttl in Python's spelling; `kgbuild.graph.table` says which
predicate each becomes, and shapes/*.ttl which of them must be there.
"""

from __future__ import annotations

from dataclasses import dataclass

Iri = str


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date or interval: `edtf` as written (ISO 8601-2), bounds as ISO days, None when open.

    `earliest` is the first day it can mean, `latest` the last.
    """

    edtf: str
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words in a language: a language-tagged string, the tag in lower case (RDF 1.1 §3.3)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: who it is, what people call it, and an optional note."""

    iri: Iri
    label: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(Record):
    """The exact characters of an article."""

    characters: str
    sha256: str
    length: int
    source: Iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Record):
    """A span of a snapshot; its two selectors have IRIs of their own."""

    snapshot: Iri
    position: Iri
    quotation: Iri


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionSelector:
    """Where a passage is: 0-based, half-open, in code points."""

    iri: Iri
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationSelector:
    """What a passage says, with context that makes it unique."""

    iri: Iri
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Record):
    """Anybody who can say something."""

    aliases: frozenset[str] = frozenset()
    identifiers: frozenset[Iri] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Agent):
    """A person with a name."""

    protection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Agent):
    """An organisation, authority, medium or platform."""

    type: str
    part_of: Iri | None = None
    seat: Iri | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Record):
    """A voice without a name: part of one document, never linked."""

    kind: str
    document: Iri
    aliases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord(Record):
    """A place."""

    aliases: frozenset[str] = frozenset()
    within: Iri | None = None
    identifiers: frozenset[Iri] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Record):
    """A topic, a group of people, a norm."""

    broader: Iri | None = None
    matches: frozenset[Iri] = frozenset()
    close_matches: frozenset[Iri] = frozenset()
    broad_matches: frozenset[Iri] = frozenset()
    narrow_matches: frozenset[Iri] = frozenset()
    related_matches: frozenset[Iri] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Record):
    """A course of action of an institution."""

    owner: Iri
    broader: Iri | None = None
    matches: frozenset[Iri] = frozenset()
    close_matches: frozenset[Iri] = frozenset()
    broad_matches: frozenset[Iri] = frozenset()
    narrow_matches: frozenset[Iri] = frozenset()
    related_matches: frozenset[Iri] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A document in which somebody says something."""

    kind: str
    issued: When
    creator: Iri | None = None
    publisher: Iri | None = None
    access_route: Iri | None = None
    language: str | None = None
    url: str | None = None
    part_of: Iri | None = None
    cites: frozenset[Iri] = frozenset()
    quotes: frozenset[Iri] = frozenset()
    identifiers: frozenset[Iri] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyState(Record):
    """What a policy is claimed to be during some time."""

    policy: Iri
    mode: str
    when: When
    change: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something claimed to happen or to be done."""

    when: When | None = None
    place: Iri | None = None
    actors: frozenset[Iri] = frozenset()
    step_of: Iri | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Record):
    """A claimed relation between two agents."""

    subject: Iri
    type: str
    object: Iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Record):
    """A claimed affiliation."""

    member: Iri
    organization: Iri
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingChoice(Record):
    """The term that a voice uses or avoids for something."""

    holder: Iri
    term: Term
    usage: str
    denotes: Iri
    gloss: str | None = None
    source: Iri | None = None
    spans: frozenset[Iri] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """What one voice says in one source; `reports` are the claims that it passes on."""

    holder: Iri
    source: Iri
    factuality: str
    says: str | None = None
    mode: str | None = None
    reports: frozenset[Iri] = frozenset()
    spans: frozenset[Iri] = frozenset()
    cues: frozenset[Iri] = frozenset()
    interpolations: frozenset[Iri] = frozenset()
    elisions: frozenset[Iri] = frozenset()
    about: frozenset[Iri] = frozenset()
    content: frozenset[Iri] = frozenset()
    reason_for: Iri | None = None
    stance: str | None = None
    said: When | None = None
    language: str | None = None
    review_state: str = "accepted"
    reviewer: str | None = None
    review_date: str | None = None
    proposed_by: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRelation(Record):
    """That one claim contradicts, corroborates or qualifies another, according to somebody."""

    holder: Iri
    from_claim: Iri
    to_claim: Iri
    type: str
    spans: frozenset[Iri] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Record):
    """That a passage names an entity."""

    entity: Iri
    span: Iri


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionMark(Record):
    """A classification mark in the text."""

    span: Iri
    classification: str
    source: Iri
    portion: frozenset[Iri] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDecision(Record):
    """What was decided about an entity's outside identifier; `object` and `match` when linked.

    `match` is how the entity points at it, `justification` how the decision was reached: IRIs of
    SKOS and of the Semantic Mapping Vocabulary.
    """

    subject: Iri
    decision: str
    object: Iri | None = None
    match: Iri | None = None
    justification: Iri | None = None
    reviewer: str | None = None
    review_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator(Record):
    """Who marked the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Software(Record):
    """The program that built the graph and looked for silent conflicts."""

    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile(Record):
    """A file that the graph was made from."""

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Build(Record):
    """The activity that made the graph."""

    used: frozenset[Iri]
    agents: frozenset[Iri]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGraph(Record):
    """The graph as a whole."""

    generated_by: Iri
    article: Iri
    issued: str | None = None
