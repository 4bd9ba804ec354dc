"""The chain of voices of a claim: from the one who says it to the author of the article."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild import codes
from kgbuild.annotation.entries import AGENT, ArticleEntry, ClaimEntry, SourceEntry
from kgbuild.records.model import Iri
from kgbuild.records.names import Named
from kgbuild.records.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Link:
    """One voice of a chain: who speaks, and in which source."""

    holder: Named
    source: Named


def chain(bench: Workbench, claim: ClaimEntry) -> tuple[Link, ...] | None:
    """The voices of a claim, the speaker first; None (after a finding) when a name is wrong.

    The speaker speaks in `in`; the voices of `via` stand between the speaker and that source's
    author; each source's author is followed by the author of the source that cites it, up to the
    article, or up to a source that is printed in the article and speaks for itself (`part-of`).
    A claim `within` another begins where that one speaks and is passed on by it.
    """
    article = bench.names.by_id[bench.file.article.id.value]
    source = _source(bench, claim, article)
    if source is None:
        return None
    speaker = _speaker(bench, claim, source)
    between = [bench.named(name, AGENT) for name in claim.via]
    known = claim.within is None or bench.named(claim.within, ("claim",)) is not None
    if speaker is None or None in between or not known:
        return None
    links = [Link(holder, source) for holder in (speaker, *between) if holder is not None]
    if claim.within is not None:
        return tuple(links)
    seen: set[Iri] = set()
    at: Named | None = source
    while at is not None:
        if at.iri in seen:
            said = f"the sources of this claim cite each other in a circle at `{at.entry.id.value}`"
            bench.found.append(codes.CHAIN_HAS_CYCLE.at((claim.in_ or claim.says).at, said))
            return None
        seen.add(at.iri)
        author = bench.named(at.entry.by, AGENT)
        if author is not None and (author.iri, at.iri) not in {
            (link.holder.iri, link.source.iri) for link in links
        }:
            links.append(Link(author, at))
        at = _citing(bench, at.entry, article)
    return tuple(links)


def _source(bench: Workbench, claim: ClaimEntry, article: Named) -> Named | None:
    """Where the claim is said: `in`, else where the claim around it is said, else the article."""
    seen: set[str] = set()
    while claim.in_ is None and claim.within is not None and claim.within.value not in seen:
        seen.add(claim.within.value)
        outer = bench.named(claim.within, ("claim",))
        if outer is None:
            return None
        claim = outer.entry
    return bench.named(claim.in_, ("source",)) if claim.in_ else article


def _speaker(bench: Workbench, claim: ClaimEntry, source: Named) -> Named | None:
    """Who says it: `by`, else the author of the source."""
    by = claim.by or source.entry.by
    if by is None:
        said = f"who says this? `{source.entry.id.value}` has no author"
        bench.found.append(codes.KEY_MISSING.at(claim.says.at, said, hint="add `by:`"))
    return bench.named(by, AGENT)


def _citing(bench: Workbench, source: SourceEntry, article: Named) -> Named | None:
    """The source in which this one is read about; None where the chain ends."""
    if isinstance(source, ArticleEntry) or source.part_of is not None:
        return None
    if source.cited_by is None:
        return article
    return bench.named(source.cited_by, ("source",))
