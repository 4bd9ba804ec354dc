"""What the browser needs to work out what falls without some sources: numbers instead of names.

The rule is that of `records.withdraw`; assets/what-if.js walks these numbers in the same way.
"""

from __future__ import annotations

from typing import Any

from kgbuild.records.model import Claim, ClaimRelation, Iri, Snapshot, Source
from kgbuild.records.withdraw import kind_of
from kgbuild.web.views.lookup import Lookup


def withdrawal_data(lookup: Lookup) -> dict[str, Any]:
    """Sources, claims, contents and relations of an article; each refers to others by index.

    `sources`: [IRI, index of the source it is printed in or -1, 1 when it is an article's text].
    `claims`: [IRI, source, claims that it reports, sentence or "" for those that only pass on].
    `contents`: [IRI, claims that carry it, kind, label]; `relations`: [IRI, from, to, label].
    """
    sources = {s.iri: n for n, s in enumerate(lookup.of(Source))}
    claims = {c.iri: n for n, c in enumerate(lookup.of(Claim))}
    texts = {snapshot.source for snapshot in lookup.of(Snapshot)}
    carriers: dict[Iri, list[int]] = {}
    for claim in lookup.of(Claim):
        for iri in claim.content:
            carriers.setdefault(iri, []).append(claims[claim.iri])
    return {
        "sources": [
            [s.iri, sources.get(s.part_of or "", -1), int(s.iri in texts)]
            for s in lookup.of(Source)
        ],
        "claims": [
            [
                c.iri,
                sources.get(c.source, -1),
                sorted(claims[r] for r in c.reports if r in claims),
                (c.says or lookup.label(c.iri)) if c.spans else "",
            ]
            for c in lookup.of(Claim)
        ],
        "contents": [
            [iri, carrying, kind_of(lookup.records[iri]), lookup.label(iri)]
            for iri, carrying in sorted(carriers.items())
            if iri in lookup.records
        ],
        "relations": [
            [r.iri, claims.get(r.from_claim, -1), claims.get(r.to_claim, -1), lookup.label(r.iri)]
            for r in lookup.of(ClaimRelation)
        ],
    }
