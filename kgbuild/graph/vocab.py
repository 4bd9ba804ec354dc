"""Generated from ontology/kg.ttl by `python -m kgbuild.graph.generate`: do not edit.

A class per namespace, a constant per term; the words of each list; the kinds of sources and voices.
"""

from __future__ import annotations

from typing import Final

class BIBO:
    """Terms of http://purl.org/ontology/bibo/."""

    Document: Final = "http://purl.org/ontology/bibo/Document"
    LegalDocument: Final = "http://purl.org/ontology/bibo/LegalDocument"


class CITO:
    """Terms of http://purl.org/spar/cito/."""

    citesAsEvidence: Final = "http://purl.org/spar/cito/citesAsEvidence"
    includesQuotationFrom: Final = "http://purl.org/spar/cito/includesQuotationFrom"


class DCTERMS:
    """Terms of http://purl.org/dc/terms/."""

    creator: Final = "http://purl.org/dc/terms/creator"
    date: Final = "http://purl.org/dc/terms/date"
    hasVersion: Final = "http://purl.org/dc/terms/hasVersion"
    isPartOf: Final = "http://purl.org/dc/terms/isPartOf"
    issued: Final = "http://purl.org/dc/terms/issued"
    language: Final = "http://purl.org/dc/terms/language"
    publisher: Final = "http://purl.org/dc/terms/publisher"


class EDTF:
    """Terms of http://id.loc.gov/datatypes/edtf/."""

    EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"


class FABIO:
    """Terms of http://purl.org/spar/fabio/."""

    Announcement: Final = "http://purl.org/spar/fabio/Announcement"
    BlogPost: Final = "http://purl.org/spar/fabio/BlogPost"
    Book: Final = "http://purl.org/spar/fabio/Book"
    Comment: Final = "http://purl.org/spar/fabio/Comment"
    Essay: Final = "http://purl.org/spar/fabio/Essay"
    LegalOpinion: Final = "http://purl.org/spar/fabio/LegalOpinion"
    Letter: Final = "http://purl.org/spar/fabio/Letter"
    Micropost: Final = "http://purl.org/spar/fabio/Micropost"
    NewsItem: Final = "http://purl.org/spar/fabio/NewsItem"
    Opinion: Final = "http://purl.org/spar/fabio/Opinion"
    ReportDocument: Final = "http://purl.org/spar/fabio/ReportDocument"
    WebPage: Final = "http://purl.org/spar/fabio/WebPage"


class KG:
    """Terms of https://w3id.org/kgbuild/ns#."""

    Agent: Final = "https://w3id.org/kgbuild/ns#Agent"
    AnonymousAgent: Final = "https://w3id.org/kgbuild/ns#AnonymousAgent"
    Claim: Final = "https://w3id.org/kgbuild/ns#Claim"
    ClaimGraph: Final = "https://w3id.org/kgbuild/ns#ClaimGraph"
    ClaimRelation: Final = "https://w3id.org/kgbuild/ns#ClaimRelation"
    CollectiveAgent: Final = "https://w3id.org/kgbuild/ns#CollectiveAgent"
    DiplomaticCable: Final = "https://w3id.org/kgbuild/ns#DiplomaticCable"
    Institution: Final = "https://w3id.org/kgbuild/ns#Institution"
    LinkDecision: Final = "https://w3id.org/kgbuild/ns#LinkDecision"
    NamingChoice: Final = "https://w3id.org/kgbuild/ns#NamingChoice"
    Policy: Final = "https://w3id.org/kgbuild/ns#Policy"
    PolicyState: Final = "https://w3id.org/kgbuild/ns#PolicyState"
    PortionMark: Final = "https://w3id.org/kgbuild/ns#PortionMark"
    PseudonymousAgent: Final = "https://w3id.org/kgbuild/ns#PseudonymousAgent"
    Source: Final = "https://w3id.org/kgbuild/ns#Source"
    TextSnapshot: Final = "https://w3id.org/kgbuild/ns#TextSnapshot"
    Tie: Final = "https://w3id.org/kgbuild/ns#Tie"
    accessRoute: Final = "https://w3id.org/kgbuild/ns#accessRoute"
    characters: Final = "https://w3id.org/kgbuild/ns#characters"
    classification: Final = "https://w3id.org/kgbuild/ns#classification"
    confidence: Final = "https://w3id.org/kgbuild/ns#confidence"
    content: Final = "https://w3id.org/kgbuild/ns#content"
    cue: Final = "https://w3id.org/kgbuild/ns#cue"
    decision: Final = "https://w3id.org/kgbuild/ns#decision"
    denotes: Final = "https://w3id.org/kgbuild/ns#denotes"
    earliest: Final = "https://w3id.org/kgbuild/ns#earliest"
    elision: Final = "https://w3id.org/kgbuild/ns#elision"
    factuality: Final = "https://w3id.org/kgbuild/ns#factuality"
    from_: Final = "https://w3id.org/kgbuild/ns#from"
    givesReasonFor: Final = "https://w3id.org/kgbuild/ns#givesReasonFor"
    interpolation: Final = "https://w3id.org/kgbuild/ns#interpolation"
    latest: Final = "https://w3id.org/kgbuild/ns#latest"
    length: Final = "https://w3id.org/kgbuild/ns#length"
    ofPolicy: Final = "https://w3id.org/kgbuild/ns#ofPolicy"
    policyChange: Final = "https://w3id.org/kgbuild/ns#policyChange"
    policyMode: Final = "https://w3id.org/kgbuild/ns#policyMode"
    policyOwner: Final = "https://w3id.org/kgbuild/ns#policyOwner"
    portion: Final = "https://w3id.org/kgbuild/ns#portion"
    proposedBy: Final = "https://w3id.org/kgbuild/ns#proposedBy"
    protection: Final = "https://w3id.org/kgbuild/ns#protection"
    quotationMode: Final = "https://w3id.org/kgbuild/ns#quotationMode"
    relation: Final = "https://w3id.org/kgbuild/ns#relation"
    reports: Final = "https://w3id.org/kgbuild/ns#reports"
    reviewState: Final = "https://w3id.org/kgbuild/ns#reviewState"
    reviewedBy: Final = "https://w3id.org/kgbuild/ns#reviewedBy"
    reviewedOn: Final = "https://w3id.org/kgbuild/ns#reviewedOn"
    says: Final = "https://w3id.org/kgbuild/ns#says"
    sha256: Final = "https://w3id.org/kgbuild/ns#sha256"
    snapshotOf: Final = "https://w3id.org/kgbuild/ns#snapshotOf"
    span: Final = "https://w3id.org/kgbuild/ns#span"
    speaksIn: Final = "https://w3id.org/kgbuild/ns#speaksIn"
    stance: Final = "https://w3id.org/kgbuild/ns#stance"
    statedIn: Final = "https://w3id.org/kgbuild/ns#statedIn"
    term: Final = "https://w3id.org/kgbuild/ns#term"
    to: Final = "https://w3id.org/kgbuild/ns#to"
    usage: Final = "https://w3id.org/kgbuild/ns#usage"
    when: Final = "https://w3id.org/kgbuild/ns#when"


class OA:
    """Terms of http://www.w3.org/ns/oa#."""

    Annotation: Final = "http://www.w3.org/ns/oa#Annotation"
    SpecificResource: Final = "http://www.w3.org/ns/oa#SpecificResource"
    TextPositionSelector: Final = "http://www.w3.org/ns/oa#TextPositionSelector"
    TextQuoteSelector: Final = "http://www.w3.org/ns/oa#TextQuoteSelector"
    end: Final = "http://www.w3.org/ns/oa#end"
    exact: Final = "http://www.w3.org/ns/oa#exact"
    hasBody: Final = "http://www.w3.org/ns/oa#hasBody"
    hasSelector: Final = "http://www.w3.org/ns/oa#hasSelector"
    hasSource: Final = "http://www.w3.org/ns/oa#hasSource"
    hasTarget: Final = "http://www.w3.org/ns/oa#hasTarget"
    identifying: Final = "http://www.w3.org/ns/oa#identifying"
    motivatedBy: Final = "http://www.w3.org/ns/oa#motivatedBy"
    prefix: Final = "http://www.w3.org/ns/oa#prefix"
    start: Final = "http://www.w3.org/ns/oa#start"
    suffix: Final = "http://www.w3.org/ns/oa#suffix"


class ORG:
    """Terms of http://www.w3.org/ns/org#."""

    Membership: Final = "http://www.w3.org/ns/org#Membership"
    Organization: Final = "http://www.w3.org/ns/org#Organization"
    classification: Final = "http://www.w3.org/ns/org#classification"
    member: Final = "http://www.w3.org/ns/org#member"
    organization: Final = "http://www.w3.org/ns/org#organization"
    subOrganizationOf: Final = "http://www.w3.org/ns/org#subOrganizationOf"


class PROV:
    """Terms of http://www.w3.org/ns/prov#."""

    Activity: Final = "http://www.w3.org/ns/prov#Activity"
    Agent: Final = "http://www.w3.org/ns/prov#Agent"
    Entity: Final = "http://www.w3.org/ns/prov#Entity"
    Organization: Final = "http://www.w3.org/ns/prov#Organization"
    SoftwareAgent: Final = "http://www.w3.org/ns/prov#SoftwareAgent"
    used: Final = "http://www.w3.org/ns/prov#used"
    wasAssociatedWith: Final = "http://www.w3.org/ns/prov#wasAssociatedWith"
    wasAttributedTo: Final = "http://www.w3.org/ns/prov#wasAttributedTo"
    wasGeneratedBy: Final = "http://www.w3.org/ns/prov#wasGeneratedBy"


class RDF:
    """Terms of http://www.w3.org/1999/02/22-rdf-syntax-ns#."""

    type: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class RDFS:
    """Terms of http://www.w3.org/2000/01/rdf-schema#."""

    isDefinedBy: Final = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
    label: Final = "http://www.w3.org/2000/01/rdf-schema#label"


class SCHEMA:
    """Terms of https://schema.org/."""

    Claim: Final = "https://schema.org/Claim"
    Event: Final = "https://schema.org/Event"
    Legislation: Final = "https://schema.org/Legislation"
    Person: Final = "https://schema.org/Person"
    Place: Final = "https://schema.org/Place"
    about: Final = "https://schema.org/about"
    containedInPlace: Final = "https://schema.org/containedInPlace"
    location: Final = "https://schema.org/location"
    position: Final = "https://schema.org/position"
    roleName: Final = "https://schema.org/roleName"
    sameAs: Final = "https://schema.org/sameAs"
    url: Final = "https://schema.org/url"


class SEM:
    """Terms of http://semanticweb.cs.vu.nl/2009/11/sem/."""

    hasActor: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/hasActor"


class SKOS:
    """Terms of http://www.w3.org/2004/02/skos/core#."""

    Concept: Final = "http://www.w3.org/2004/02/skos/core#Concept"
    ConceptScheme: Final = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
    altLabel: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
    broadMatch: Final = "http://www.w3.org/2004/02/skos/core#broadMatch"
    broader: Final = "http://www.w3.org/2004/02/skos/core#broader"
    closeMatch: Final = "http://www.w3.org/2004/02/skos/core#closeMatch"
    definition: Final = "http://www.w3.org/2004/02/skos/core#definition"
    exactMatch: Final = "http://www.w3.org/2004/02/skos/core#exactMatch"
    inScheme: Final = "http://www.w3.org/2004/02/skos/core#inScheme"
    narrowMatch: Final = "http://www.w3.org/2004/02/skos/core#narrowMatch"
    notation: Final = "http://www.w3.org/2004/02/skos/core#notation"
    note: Final = "http://www.w3.org/2004/02/skos/core#note"
    relatedMatch: Final = "http://www.w3.org/2004/02/skos/core#relatedMatch"


class SSSOM:
    """Terms of https://w3id.org/sssom/."""

    mapping_justification: Final = "https://w3id.org/sssom/mapping_justification"
    predicate_id: Final = "https://w3id.org/sssom/predicate_id"


CONCEPTS: Final = {
    "claim-relation": {
        "contradicts": "https://w3id.org/kgbuild/ns#claim-relation-contradicts",
        "corroborates": "https://w3id.org/kgbuild/ns#claim-relation-corroborates",
        "qualifies": "https://w3id.org/kgbuild/ns#claim-relation-qualifies",
    },
    "classification-marking": {
        "confidential": "https://w3id.org/kgbuild/ns#classification-marking-confidential",
        "restricted": "https://w3id.org/kgbuild/ns#classification-marking-restricted",
        "secret": "https://w3id.org/kgbuild/ns#classification-marking-secret",
        "top-secret": "https://w3id.org/kgbuild/ns#classification-marking-top-secret",
        "unclassified": "https://w3id.org/kgbuild/ns#classification-marking-unclassified",
    },
    "confidence": {
        "likely": "https://w3id.org/kgbuild/ns#confidence-likely",
        "sure": "https://w3id.org/kgbuild/ns#confidence-sure",
        "unsure": "https://w3id.org/kgbuild/ns#confidence-unsure",
    },
    "factuality": {
        "CT+": "https://w3id.org/kgbuild/ns#factuality-ct-plus",
        "CT-": "https://w3id.org/kgbuild/ns#factuality-ct-minus",
        "CTu": "https://w3id.org/kgbuild/ns#factuality-ctu",
        "PR+": "https://w3id.org/kgbuild/ns#factuality-pr-plus",
        "PR-": "https://w3id.org/kgbuild/ns#factuality-pr-minus",
        "PS+": "https://w3id.org/kgbuild/ns#factuality-ps-plus",
        "PS-": "https://w3id.org/kgbuild/ns#factuality-ps-minus",
        "Uu": "https://w3id.org/kgbuild/ns#factuality-uu",
    },
    "institution-type": {
        "armed-force": "https://w3id.org/kgbuild/ns#institution-type-armed-force",
        "company": "https://w3id.org/kgbuild/ns#institution-type-company",
        "court": "https://w3id.org/kgbuild/ns#institution-type-court",
        "diplomatic-mission": "https://w3id.org/kgbuild/ns#institution-type-diplomatic-mission",
        "government": "https://w3id.org/kgbuild/ns#institution-type-government",
        "international-organization": "https://w3id.org/kgbuild/ns#institution-type-international-organization",
        "local-government": "https://w3id.org/kgbuild/ns#institution-type-local-government",
        "medium": "https://w3id.org/kgbuild/ns#institution-type-medium",
        "ministry": "https://w3id.org/kgbuild/ns#institution-type-ministry",
        "ngo": "https://w3id.org/kgbuild/ns#institution-type-ngo",
        "other": "https://w3id.org/kgbuild/ns#institution-type-other",
        "party": "https://w3id.org/kgbuild/ns#institution-type-party",
        "platform": "https://w3id.org/kgbuild/ns#institution-type-platform",
        "police": "https://w3id.org/kgbuild/ns#institution-type-police",
        "think-tank": "https://w3id.org/kgbuild/ns#institution-type-think-tank",
        "university": "https://w3id.org/kgbuild/ns#institution-type-university",
    },
    "link-decision": {
        "linked": "https://w3id.org/kgbuild/ns#link-decision-linked",
        "not-found": "https://w3id.org/kgbuild/ns#link-decision-not-found",
        "unsure": "https://w3id.org/kgbuild/ns#link-decision-unsure",
    },
    "policy-change": {
        "constant": "https://w3id.org/kgbuild/ns#policy-change-constant",
        "shifts": "https://w3id.org/kgbuild/ns#policy-change-shifts",
    },
    "policy-mode": {
        "considered": "https://w3id.org/kgbuild/ns#policy-mode-considered",
        "official": "https://w3id.org/kgbuild/ns#policy-mode-official",
        "practice": "https://w3id.org/kgbuild/ns#policy-mode-practice",
    },
    "protection-reason": {
        "at-risk": "https://w3id.org/kgbuild/ns#protection-reason-at-risk",
        "named-informant": "https://w3id.org/kgbuild/ns#protection-reason-named-informant",
    },
    "quotation-mode": {
        "block": "https://w3id.org/kgbuild/ns#quotation-mode-block",
        "indirect": "https://w3id.org/kgbuild/ns#quotation-mode-indirect",
        "mixed": "https://w3id.org/kgbuild/ns#quotation-mode-mixed",
        "own-words": "https://w3id.org/kgbuild/ns#quotation-mode-own-words",
        "scare-quote": "https://w3id.org/kgbuild/ns#quotation-mode-scare-quote",
        "summarised": "https://w3id.org/kgbuild/ns#quotation-mode-summarised",
        "translated": "https://w3id.org/kgbuild/ns#quotation-mode-translated",
        "verbatim": "https://w3id.org/kgbuild/ns#quotation-mode-verbatim",
    },
    "review-state": {
        "accepted": "https://w3id.org/kgbuild/ns#review-state-accepted",
        "needs-recheck": "https://w3id.org/kgbuild/ns#review-state-needs-recheck",
        "proposed": "https://w3id.org/kgbuild/ns#review-state-proposed",
        "rejected": "https://w3id.org/kgbuild/ns#review-state-rejected",
    },
    "stance": {
        "accepts-reluctantly": "https://w3id.org/kgbuild/ns#stance-accepts-reluctantly",
        "neutral": "https://w3id.org/kgbuild/ns#stance-neutral",
        "opposes": "https://w3id.org/kgbuild/ns#stance-opposes",
        "supports": "https://w3id.org/kgbuild/ns#stance-supports",
        "unclear": "https://w3id.org/kgbuild/ns#stance-unclear",
    },
    "term-usage": {
        "avoided": "https://w3id.org/kgbuild/ns#term-usage-avoided",
        "used": "https://w3id.org/kgbuild/ns#term-usage-used",
    },
    "tie-type": {
        "controls": "https://w3id.org/kgbuild/ns#tie-type-controls",
        "cooperates-with": "https://w3id.org/kgbuild/ns#tie-type-cooperates-with",
        "hands-over-to": "https://w3id.org/kgbuild/ns#tie-type-hands-over-to",
        "notifies": "https://w3id.org/kgbuild/ns#tie-type-notifies",
        "reports-to": "https://w3id.org/kgbuild/ns#tie-type-reports-to",
        "separate-from": "https://w3id.org/kgbuild/ns#tie-type-separate-from",
    },
}
SCHEMES: Final = {
    "claim-relation": "https://w3id.org/kgbuild/ns#claim-relation-scheme",
    "classification-marking": "https://w3id.org/kgbuild/ns#classification-marking-scheme",
    "confidence": "https://w3id.org/kgbuild/ns#confidence-scheme",
    "factuality": "https://w3id.org/kgbuild/ns#factuality-scheme",
    "institution-type": "https://w3id.org/kgbuild/ns#institution-type-scheme",
    "link-decision": "https://w3id.org/kgbuild/ns#link-decision-scheme",
    "policy-change": "https://w3id.org/kgbuild/ns#policy-change-scheme",
    "policy-mode": "https://w3id.org/kgbuild/ns#policy-mode-scheme",
    "protection-reason": "https://w3id.org/kgbuild/ns#protection-reason-scheme",
    "quotation-mode": "https://w3id.org/kgbuild/ns#quotation-mode-scheme",
    "review-state": "https://w3id.org/kgbuild/ns#review-state-scheme",
    "stance": "https://w3id.org/kgbuild/ns#stance-scheme",
    "term-usage": "https://w3id.org/kgbuild/ns#term-usage-scheme",
    "tie-type": "https://w3id.org/kgbuild/ns#tie-type-scheme",
}
LABELS: Final = {
    "https://w3id.org/kgbuild/ns#claim-relation-contradicts": "contradicts",
    "https://w3id.org/kgbuild/ns#claim-relation-corroborates": "corroborates",
    "https://w3id.org/kgbuild/ns#claim-relation-qualifies": "qualifies",
    "https://w3id.org/kgbuild/ns#classification-marking-confidential": "confidential",
    "https://w3id.org/kgbuild/ns#classification-marking-restricted": "restricted",
    "https://w3id.org/kgbuild/ns#classification-marking-secret": "secret",
    "https://w3id.org/kgbuild/ns#classification-marking-top-secret": "top secret",
    "https://w3id.org/kgbuild/ns#classification-marking-unclassified": "unclassified",
    "https://w3id.org/kgbuild/ns#confidence-likely": "likely",
    "https://w3id.org/kgbuild/ns#confidence-sure": "sure",
    "https://w3id.org/kgbuild/ns#confidence-unsure": "unsure",
    "https://w3id.org/kgbuild/ns#factuality-ct-minus": "certainly not",
    "https://w3id.org/kgbuild/ns#factuality-ct-plus": "certain",
    "https://w3id.org/kgbuild/ns#factuality-ctu": "certain but unstated",
    "https://w3id.org/kgbuild/ns#factuality-pr-minus": "probably not",
    "https://w3id.org/kgbuild/ns#factuality-pr-plus": "probable",
    "https://w3id.org/kgbuild/ns#factuality-ps-minus": "possibly not",
    "https://w3id.org/kgbuild/ns#factuality-ps-plus": "possible",
    "https://w3id.org/kgbuild/ns#factuality-uu": "underspecified",
    "https://w3id.org/kgbuild/ns#institution-type-armed-force": "armed force",
    "https://w3id.org/kgbuild/ns#institution-type-company": "company",
    "https://w3id.org/kgbuild/ns#institution-type-court": "court",
    "https://w3id.org/kgbuild/ns#institution-type-diplomatic-mission": "diplomatic mission",
    "https://w3id.org/kgbuild/ns#institution-type-government": "government",
    "https://w3id.org/kgbuild/ns#institution-type-international-organization": "international organization",
    "https://w3id.org/kgbuild/ns#institution-type-local-government": "local government",
    "https://w3id.org/kgbuild/ns#institution-type-medium": "medium",
    "https://w3id.org/kgbuild/ns#institution-type-ministry": "ministry",
    "https://w3id.org/kgbuild/ns#institution-type-ngo": "NGO",
    "https://w3id.org/kgbuild/ns#institution-type-other": "other",
    "https://w3id.org/kgbuild/ns#institution-type-party": "party",
    "https://w3id.org/kgbuild/ns#institution-type-platform": "platform",
    "https://w3id.org/kgbuild/ns#institution-type-police": "police",
    "https://w3id.org/kgbuild/ns#institution-type-think-tank": "think tank",
    "https://w3id.org/kgbuild/ns#institution-type-university": "university",
    "https://w3id.org/kgbuild/ns#link-decision-linked": "linked",
    "https://w3id.org/kgbuild/ns#link-decision-not-found": "not found",
    "https://w3id.org/kgbuild/ns#link-decision-unsure": "unsure",
    "https://w3id.org/kgbuild/ns#policy-change-constant": "constant",
    "https://w3id.org/kgbuild/ns#policy-change-shifts": "shifts",
    "https://w3id.org/kgbuild/ns#policy-mode-considered": "considered",
    "https://w3id.org/kgbuild/ns#policy-mode-official": "official",
    "https://w3id.org/kgbuild/ns#policy-mode-practice": "in practice",
    "https://w3id.org/kgbuild/ns#protection-reason-at-risk": "at risk",
    "https://w3id.org/kgbuild/ns#protection-reason-named-informant": "named informant",
    "https://w3id.org/kgbuild/ns#quotation-mode-block": "block quotation",
    "https://w3id.org/kgbuild/ns#quotation-mode-indirect": "indirect",
    "https://w3id.org/kgbuild/ns#quotation-mode-mixed": "mixed",
    "https://w3id.org/kgbuild/ns#quotation-mode-own-words": "own words",
    "https://w3id.org/kgbuild/ns#quotation-mode-scare-quote": "scare quote",
    "https://w3id.org/kgbuild/ns#quotation-mode-summarised": "summarised",
    "https://w3id.org/kgbuild/ns#quotation-mode-translated": "translated",
    "https://w3id.org/kgbuild/ns#quotation-mode-verbatim": "verbatim",
    "https://w3id.org/kgbuild/ns#review-state-accepted": "accepted",
    "https://w3id.org/kgbuild/ns#review-state-needs-recheck": "needs recheck",
    "https://w3id.org/kgbuild/ns#review-state-proposed": "proposed",
    "https://w3id.org/kgbuild/ns#review-state-rejected": "rejected",
    "https://w3id.org/kgbuild/ns#stance-accepts-reluctantly": "accepts reluctantly",
    "https://w3id.org/kgbuild/ns#stance-neutral": "neutral",
    "https://w3id.org/kgbuild/ns#stance-opposes": "opposes",
    "https://w3id.org/kgbuild/ns#stance-supports": "supports",
    "https://w3id.org/kgbuild/ns#stance-unclear": "unclear",
    "https://w3id.org/kgbuild/ns#term-usage-avoided": "avoided",
    "https://w3id.org/kgbuild/ns#term-usage-used": "used",
    "https://w3id.org/kgbuild/ns#tie-type-controls": "controls",
    "https://w3id.org/kgbuild/ns#tie-type-cooperates-with": "cooperates with",
    "https://w3id.org/kgbuild/ns#tie-type-hands-over-to": "hands over to",
    "https://w3id.org/kgbuild/ns#tie-type-notifies": "notifies",
    "https://w3id.org/kgbuild/ns#tie-type-reports-to": "reports to",
    "https://w3id.org/kgbuild/ns#tie-type-separate-from": "is separate from",
}
KINDS: Final = {
    "anonymous": "https://w3id.org/kgbuild/ns#AnonymousAgent",
    "blog-post": "http://purl.org/spar/fabio/BlogPost",
    "book": "http://purl.org/spar/fabio/Book",
    "cable": "https://w3id.org/kgbuild/ns#DiplomaticCable",
    "collective": "https://w3id.org/kgbuild/ns#CollectiveAgent",
    "comment": "http://purl.org/spar/fabio/Comment",
    "court-decision": "http://purl.org/spar/fabio/LegalOpinion",
    "essay": "http://purl.org/spar/fabio/Essay",
    "law": "https://schema.org/Legislation",
    "letter": "http://purl.org/spar/fabio/Letter",
    "micropost": "http://purl.org/spar/fabio/Micropost",
    "news-item": "http://purl.org/spar/fabio/NewsItem",
    "opinion": "http://purl.org/spar/fabio/Opinion",
    "other": "http://purl.org/ontology/bibo/Document",
    "pseudonymous": "https://w3id.org/kgbuild/ns#PseudonymousAgent",
    "report": "http://purl.org/spar/fabio/ReportDocument",
    "statement": "http://purl.org/spar/fabio/Announcement",
    "treaty": "http://purl.org/ontology/bibo/LegalDocument",
    "web-page": "http://purl.org/spar/fabio/WebPage",
}
