"""The one table between records and RDF: record class ↔ classes, field ↔ predicate ↔ codec.

`encode` walks it one way, `decode` the other; tests hold it against the ontology and the shapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from kgbuild.graph import codec
from kgbuild.graph.codec import Codec
from kgbuild.graph.vocab import (
    CITO,
    DCTERMS,
    KG,
    OA,
    ORG,
    PROV,
    RDFS,
    SCHEMA,
    SEM,
    SKOS,
    SSSOM,
)
from kgbuild.records import model


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: the predicate it becomes and how its values are written.

    `many` fields hold a frozenset, the others one value or None.
    """

    name: str
    predicate: str
    codec: Codec
    many: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of record: the first class tells it from the others; all of them are written."""

    record: type
    classes: tuple[str, ...]
    fields: tuple[Field, ...]
    constants: tuple[tuple[str, str], ...] = ()
    kinds: bool = False


_LABEL = Field("label", RDFS.label, codec.TEXT)
_NOTE = Field("note", SKOS.note, codec.TEXT)
_ALIASES = Field("aliases", SKOS.altLabel, codec.TEXT, many=True)
_SAME = Field("identifiers", SCHEMA.sameAs, codec.IRI, many=True)
_MATCHES = (
    Field("matches", SKOS.exactMatch, codec.IRI, many=True),
    Field("close_matches", SKOS.closeMatch, codec.IRI, many=True),
    Field("broad_matches", SKOS.broadMatch, codec.IRI, many=True),
    Field("narrow_matches", SKOS.narrowMatch, codec.IRI, many=True),
    Field("related_matches", SKOS.relatedMatch, codec.IRI, many=True),
)
_SPANS = Field("spans", KG.span, codec.IRI, many=True)
_HOLDER = Field("holder", PROV.wasAttributedTo, codec.IRI)
_SOURCE = Field("source", KG.statedIn, codec.IRI)
_SHA256 = Field("sha256", KG.sha256, codec.TEXT)


def _row(
    record: type,
    classes: tuple[str, ...],
    *fields: Field,
    constants: tuple[tuple[str, str], ...] = (),
    kinds: bool = False,
) -> Row:
    return Row(record, classes, (_LABEL, _NOTE, *fields), constants, kinds)


TABLE: Final[tuple[Row, ...]] = (
    _row(
        model.Claim,
        (KG.Claim, SCHEMA.Claim, PROV.Entity),
        _HOLDER,
        _SOURCE,
        Field("factuality", KG.factuality, codec.concept("factuality")),
        Field("says", KG.says, codec.TEXT),
        Field("mode", KG.quotationMode, codec.concept("quotation-mode")),
        Field("reports", KG.reports, codec.IRI, many=True),
        _SPANS,
        Field("cues", KG.cue, codec.IRI, many=True),
        Field("interpolations", KG.interpolation, codec.IRI, many=True),
        Field("elisions", KG.elision, codec.IRI, many=True),
        Field("about", SCHEMA.about, codec.IRI, many=True),
        Field("content", KG.content, codec.IRI, many=True),
        Field("reason_for", KG.givesReasonFor, codec.IRI),
        Field("stance", KG.stance, codec.concept("stance")),
        Field("said", DCTERMS.date, codec.WHEN),
        Field("language", DCTERMS.language, codec.TEXT),
        Field("review_state", KG.reviewState, codec.concept("review-state")),
        Field("reviewer", KG.reviewedBy, codec.TEXT),
        Field("review_date", KG.reviewedOn, codec.DATE),
        Field("proposed_by", KG.proposedBy, codec.TEXT),
        Field("confidence", KG.confidence, codec.concept("confidence")),
    ),
    _row(
        model.Source,
        (KG.Source, PROV.Entity),
        Field("issued", DCTERMS.issued, codec.WHEN),
        Field("creator", DCTERMS.creator, codec.IRI),
        Field("publisher", DCTERMS.publisher, codec.IRI),
        Field("access_route", KG.accessRoute, codec.IRI),
        Field("language", DCTERMS.language, codec.TEXT),
        Field("url", SCHEMA.url, codec.IRI),
        Field("part_of", DCTERMS.isPartOf, codec.IRI),
        Field("cites", CITO.citesAsEvidence, codec.IRI, many=True),
        Field("quotes", CITO.includesQuotationFrom, codec.IRI, many=True),
        _SAME,
        kinds=True,
    ),
    _row(
        model.Snapshot,
        (KG.TextSnapshot, PROV.Entity),
        Field("characters", KG.characters, codec.TEXT),
        _SHA256,
        Field("length", KG.length, codec.INTEGER),
        Field("source", KG.snapshotOf, codec.IRI),
    ),
    _row(
        model.Passage,
        (OA.SpecificResource,),
        Field("snapshot", OA.hasSource, codec.IRI),
        Field("position", OA.hasSelector, codec.part("/position/")),
        Field("quotation", OA.hasSelector, codec.part("/quote/")),
    ),
    Row(
        model.PositionSelector,
        (OA.TextPositionSelector,),
        (Field("start", OA.start, codec.COUNT), Field("end", OA.end, codec.COUNT)),
    ),
    Row(
        model.QuotationSelector,
        (OA.TextQuoteSelector,),
        (
            Field("exact", OA.exact, codec.TEXT),
            Field("prefix", OA.prefix, codec.TEXT),
            Field("suffix", OA.suffix, codec.TEXT),
        ),
    ),
    _row(
        model.Person,
        (SCHEMA.Person, KG.Agent, PROV.Agent),
        _ALIASES,
        _SAME,
        Field("protection", KG.protection, codec.concept("protection-reason")),
    ),
    _row(
        model.Institution,
        (KG.Institution, ORG.Organization, PROV.Organization, KG.Agent, PROV.Agent),
        _ALIASES,
        _SAME,
        Field("type", ORG.classification, codec.concept("institution-type")),
        Field("part_of", ORG.subOrganizationOf, codec.IRI),
        Field("seat", SCHEMA.location, codec.IRI),
    ),
    _row(
        model.Voice,
        (KG.Agent, PROV.Agent),
        _ALIASES,
        Field("document", KG.speaksIn, codec.IRI),
        kinds=True,
    ),
    _row(
        model.PlaceRecord,
        (SCHEMA.Place,),
        _ALIASES,
        _SAME,
        Field("within", SCHEMA.containedInPlace, codec.IRI),
    ),
    _row(
        model.Policy,
        (KG.Policy, SKOS.Concept),
        *_MATCHES,
        Field("owner", KG.policyOwner, codec.IRI),
        Field("broader", SKOS.broader, codec.IRI),
    ),
    _row(
        model.Concept,
        (SKOS.Concept,),
        *_MATCHES,
        Field("broader", SKOS.broader, codec.IRI),
    ),
    _row(
        model.PolicyState,
        (KG.PolicyState,),
        Field("policy", KG.ofPolicy, codec.IRI),
        Field("mode", KG.policyMode, codec.concept("policy-mode")),
        Field("when", KG.when, codec.WHEN),
        Field("change", KG.policyChange, codec.concept("policy-change")),
    ),
    _row(
        model.Event,
        (SCHEMA.Event,),
        Field("when", KG.when, codec.WHEN),
        Field("place", SCHEMA.location, codec.IRI),
        Field("actors", SEM.hasActor, codec.IRI, many=True),
        Field("step_of", DCTERMS.isPartOf, codec.IRI),
        Field("step", SCHEMA.position, codec.INTEGER),
    ),
    _row(
        model.Tie,
        (KG.Tie,),
        Field("subject", KG.from_, codec.IRI),
        Field("type", KG.relation, codec.concept("tie-type")),
        Field("object", KG.to, codec.IRI),
    ),
    _row(
        model.Membership,
        (ORG.Membership,),
        Field("member", ORG.member, codec.IRI),
        Field("organization", ORG.organization, codec.IRI),
        Field("role", SCHEMA.roleName, codec.TEXT),
    ),
    _row(
        model.NamingChoice,
        (KG.NamingChoice,),
        _HOLDER,
        Field("term", KG.term, codec.TERM),
        Field("usage", KG.usage, codec.concept("term-usage")),
        Field("denotes", KG.denotes, codec.IRI),
        Field("gloss", SKOS.definition, codec.TEXT),
        _SOURCE,
        _SPANS,
    ),
    _row(
        model.ClaimRelation,
        (KG.ClaimRelation, PROV.Entity),
        _HOLDER,
        Field("from_claim", KG.from_, codec.IRI),
        Field("to_claim", KG.to, codec.IRI),
        Field("type", KG.relation, codec.concept("claim-relation")),
        _SPANS,
    ),
    _row(
        model.Mention,
        (OA.Annotation,),
        Field("entity", OA.hasBody, codec.IRI),
        Field("span", OA.hasTarget, codec.IRI),
        constants=((OA.motivatedBy, OA.identifying),),
    ),
    _row(
        model.PortionMark,
        (KG.PortionMark,),
        Field("span", KG.span, codec.IRI),
        Field("classification", KG.classification, codec.concept("classification-marking")),
        _SOURCE,
        Field("portion", KG.portion, codec.IRI, many=True),
    ),
    _row(
        model.LinkDecision,
        (KG.LinkDecision,),
        Field("subject", KG.from_, codec.IRI),
        Field("decision", KG.decision, codec.concept("link-decision")),
        Field("object", KG.to, codec.IRI),
        Field("match", SSSOM.predicate_id, codec.IRI),
        Field("justification", SSSOM.mapping_justification, codec.IRI),
        Field("reviewer", KG.reviewedBy, codec.TEXT),
        Field("review_date", KG.reviewedOn, codec.DATE),
    ),
    _row(
        model.Software,
        (PROV.SoftwareAgent, PROV.Agent),
        Field("version", DCTERMS.hasVersion, codec.TEXT),
    ),
    _row(
        model.Build,
        (PROV.Activity,),
        Field("used", PROV.used, codec.IRI, many=True),
        Field("agents", PROV.wasAssociatedWith, codec.IRI, many=True),
    ),
    _row(
        model.ClaimGraph,
        (KG.ClaimGraph, PROV.Entity),
        Field("generated_by", PROV.wasGeneratedBy, codec.IRI),
        Field("article", SCHEMA.about, codec.IRI),
        Field("issued", DCTERMS.issued, codec.DATE),
    ),
    # Last, because their classes are those of others, too: decode takes the first row that fits.
    _row(model.InputFile, (PROV.Entity,), _SHA256),
    _row(model.Annotator, (PROV.Agent,)),
)

BY_RECORD: Final[dict[type, Row]] = {row.record: row for row in TABLE}


def field_of(record: type, predicate: str) -> str | None:
    """The record field that a predicate stands for, None when the record has none."""
    row = BY_RECORD.get(record)
    found: Any = row and next((f for f in row.fields if f.predicate == predicate), None)
    return found.name if found else None
