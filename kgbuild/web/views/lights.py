"""Which things of the graph light up which characters of the text."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kgbuild.records.model import Claim, Iri, Mention
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.segments import blocks


def lights(lookup: Lookup) -> dict[str, Any]:
    """The text in pieces, and for each thing that a query may name the claims or places it means.

    `pieces` are [characters, start, claims and named things as indexes into `things`], of which
    the first `claims` are claims. `also` leads from a voice, a source, a policy state, a passage or
    who passes a claim on to the claims that it lights up.
    """
    pieces = []
    used: dict[Iri, int] = {claim.iri: number for number, claim in enumerate(lookup.claims)}
    for block in blocks(lookup):
        for segment in block.segments:
            lit = [used.setdefault(i, len(used)) for i in (*segment.claims, *segment.names)]
            pieces.append([segment.text, segment.start, lit])
    also: dict[Iri, set[int]] = defaultdict(set)
    for claim in lookup.of(Claim):
        inner = _innermost(lookup, claim)
        found = {used[iri] for iri in inner if iri in used}
        named = (claim.holder, claim.source, *claim.content, *claim.spans) if claim.spans else ()
        for iri in named or (claim.iri,):
            also[iri] |= found
    for mention in lookup.of(Mention):
        if mention.entity in used:
            also[mention.iri].add(used[mention.entity])
    return {
        "pieces": pieces,
        "things": list(used),
        "claims": len(lookup.claims),
        "also": {iri: sorted(found) for iri, found in sorted(also.items()) if found},
        "language": (lookup.article.language if lookup.article else None) or "und",
    }


def _innermost(lookup: Lookup, claim: Claim) -> set[Iri]:
    """The claims with words of their own that a claim is, or passes on."""
    found: set[Iri] = set()
    waiting = [claim]
    seen: set[Iri] = set()
    while waiting:
        here = waiting.pop()
        if here.iri in seen:
            continue
        seen.add(here.iri)
        if here.spans:
            found.add(here.iri)
        else:
            inner = (lookup.get(iri, Claim) for iri in here.reports)
            waiting.extend(c for c in inner if c is not None)
    return found
