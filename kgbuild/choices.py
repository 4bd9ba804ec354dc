"""The closed lists of words, in the order in which they are shown.

Each word is the skos:notation of a concept in ontology/kg.ttl; a test holds the two together.
"""

from __future__ import annotations

from typing import Final

FACTUALITIES: Final = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu")
QUOTATION_MODES: Final = (
    "own-words",
    "verbatim",
    "block",
    "mixed",
    "indirect",
    "scare-quote",
    "translated",
    "summarised",
)
POLICY_MODES: Final = ("official", "practice", "considered")
POLICY_CHANGES: Final = ("constant", "shifts")
CLAIM_RELATIONS: Final = ("contradicts", "corroborates", "qualifies")
REVIEW_STATES: Final = ("proposed", "accepted", "rejected", "needs-recheck")
CONFIDENCES: Final = ("sure", "likely", "unsure")
STANCES: Final = ("supports", "opposes", "accepts-reluctantly", "neutral", "unclear")
CLASSIFICATIONS: Final = ("unclassified", "restricted", "confidential", "secret", "top-secret")
PROTECTIONS: Final = ("named-informant", "at-risk")
USAGES: Final = ("used", "avoided")
TIE_TYPES: Final = (
    "reports-to",
    "controls",
    "notifies",
    "hands-over-to",
    "cooperates-with",
    "separate-from",
)
VOICE_KINDS: Final = ("anonymous", "collective", "pseudonymous")
REGION_KINDS: Final = ("heading", "caption", "furniture")
SOURCE_KINDS: Final = (
    "essay",
    "news-item",
    "opinion",
    "blog-post",
    "micropost",
    "comment",
    "cable",
    "report",
    "statement",
    "treaty",
    "law",
    "court-decision",
    "letter",
    "book",
    "web-page",
    "other",
)
INSTITUTION_TYPES: Final = (
    "government",
    "local-government",
    "ministry",
    "armed-force",
    "police",
    "court",
    "party",
    "think-tank",
    "university",
    "diplomatic-mission",
    "medium",
    "platform",
    "company",
    "ngo",
    "international-organization",
    "other",
)
