"""From claim entries to claims: one record per voice of each chain."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from kgbuild import codes
from kgbuild.annotation.entries import AGENT, CONTENT, ENTITY, ClaimEntry
from kgbuild.records.chains import Link, chain
from kgbuild.records.entities import value
from kgbuild.records.evidence import Evidence
from kgbuild.records.model import (
    Claim,
    ClaimRelation,
    Iri,
    NamingChoice,
    PortionMark,
    Source,
    Term,
    When,
)
from kgbuild.records.workbench import Workbench, shortened
from kgbuild.text.anchor import stands
from kgbuild.text.span import Span, cut, standing

# Words in square brackets inside a quotation are the quoter's; with nothing but dots in them they
# mark words left out.
_BRACKET = re.compile(r"[\[［]([^\[\]［］]*)[\]］]")
_DOTS = re.compile(r"\s*(?:\.{2,}|…+)\s*")
_QUOTED_MODES = frozenset({"verbatim", "block", "mixed", "translated", "scare-quote"})
UNCOMMITTED = "Uu"
CERTAIN = "CT+"
ANNOTATOR = "annotator"


def add_claims(bench: Workbench) -> None:
    """Puts every claim that was not rejected on the bench, with the claims that pass it on."""
    evidence = Evidence(bench)
    iris: dict[str, Iri] = {}
    passed_on: list[tuple[ClaimEntry, Iri]] = []
    for entry in bench.file.claims:
        if entry.review and entry.review.state.value == "rejected":
            continue
        links = chain(bench, entry)
        spans = bench.spans(entry.quote)
        if not entry.quote:
            bench.found.append(codes.CLAIM_WITHOUT_QUOTE.at(entry.says.at, "which words say this?"))
        if links is None or not spans:
            continue
        iri = _iri(bench, entry, links[0], spans)
        if iri in bench.records:
            said = "another claim without an id has the same speaker, source and words"
            bench.found.append(codes.DUPLICATE_ID.at(entry.says.at, said, hint="give both an id"))
            continue
        words = evidence.check(entry, links, spans)
        claim = _claim(bench, entry, iri, links[0], spans, words)
        bench.add(claim, entry, spans[0])
        outermost = _pass_on(bench, entry, claim, links)
        if entry.id:
            iris[entry.id.value] = iri
        if entry.within is not None:
            passed_on.append((entry, outermost))
    for entry, inner in passed_on:
        _nest(bench, entry, inner, iris)


def _iri(bench: Workbench, entry: ClaimEntry, first: Link, spans: tuple[Span, ...]) -> Iri:
    """The author-given id, else a hash of source, holder, exact words and their occurrence.

    The occurrence is counted in the article, so that other claims do not change it.
    """
    if entry.id:
        return bench.minter.named("claim", entry.id.value)
    words = [span.exact for span in spans]
    first_words = standing(words[0], bench.article)
    number = 1 + sum(1 for _ in takewhile(lambda at: at < spans[0].start, first_words))
    return bench.minter.hashed("claim", first.source.iri, first.holder.iri, *words, str(number))


def _claim(  # noqa: PLR0913, PLR0917 - the parts of one claim
    bench: Workbench,
    entry: ClaimEntry,
    iri: Iri,
    link: Link,
    spans: tuple[Span, ...],
    words: tuple[Span, ...],
) -> Claim:
    """The innermost claim of an entry: what is said, by the one who says it."""
    review = entry.review
    brackets, dots = _brackets(bench, spans) if entry.mode.value in _QUOTED_MODES else ((), ())
    return Claim(
        iri=iri,
        label=_label(link, entry),
        note=_note(entry),
        holder=link.holder.iri,
        source=link.source.iri,
        says=entry.says.value,
        factuality=entry.factuality.value,
        mode=entry.mode.value,
        spans=bench.passages(spans),
        cues=bench.passages(words),
        interpolations=bench.passages({*brackets, *bench.inside(entry.interpolations, spans)}),
        elisions=bench.passages({*dots, *bench.inside(entry.elisions, spans)}),
        about=bench.iris(entry.about, ENTITY),
        content=bench.iris(entry.content, CONTENT),
        reason_for=bench.iri(entry.reason_for, ("policy",)),
        stance=value(entry.stance),
        said=bench.when(entry.said) or _date_of_own_document(bench, link),
        language=value(entry.language),
        review_state=review.state.value if review else "accepted",
        reviewer=value(review.by) if review else None,
        review_date=_day(bench, entry),
        proposed_by=value(entry.proposed_by),
        confidence=value(entry.confidence),
    )


def _label(link: Link, entry: ClaimEntry) -> str:
    """Who says what, and how surely unless certain: a label that asserts no more than the claim."""
    sure = entry.factuality.value
    hedge = "" if sure == CERTAIN else f" [{sure}]"
    return f"{link.holder.entry.name.value}{hedge}: {entry.says.value}"


def _note(entry: ClaimEntry) -> str | None:
    """The entry's note and the reviewer's, if any."""
    notes = [value(entry.note), value(entry.review.note) if entry.review else None]
    return "\n".join(note for note in notes if note) or None


def _day(bench: Workbench, entry: ClaimEntry) -> str | None:
    when = bench.when(entry.review.on) if entry.review else None
    return when.earliest if when else None


def _brackets(
    bench: Workbench, spans: tuple[Span, ...]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Bracketed words inside the quotation: the quoter's words, and marks for words left out."""
    words: list[Span] = []
    dots: list[Span] = []
    for span in spans:
        for match in _BRACKET.finditer(span.exact):
            found = cut(bench.article, span.start + match.start(), span.start + match.end())
            (dots if _DOTS.fullmatch(match[1]) else words).append(found)
    return tuple(words), tuple(dots)


def _date_of_own_document(bench: Workbench, link: Link) -> When | None:
    """Who speaks in a document of their own says it when the document is issued."""
    source = bench.records.get(link.source.iri)
    if isinstance(source, Source) and source.creator == link.holder.iri:
        return source.issued
    return None


def _pass_on(bench: Workbench, entry: ClaimEntry, claim: Claim, links: tuple[Link, ...]) -> Iri:
    """The claims of the voices that pass a claim on, each reporting the one before it."""
    inner = claim
    for link in links[1:]:
        outer = Claim(
            iri=bench.minter.reporter(claim.iri, link.holder.iri, link.source.iri),
            label=f"{link.holder.entry.name.value} ← {inner.label}",
            holder=link.holder.iri,
            source=link.source.iri,
            factuality=UNCOMMITTED,
            reports=frozenset({inner.iri}),
            said=_date_of_own_document(bench, link),
            review_state=claim.review_state,
        )
        bench.add(outer, entry)
        inner = outer
    return inner.iri


def _nest(bench: Workbench, entry: ClaimEntry, inner: Iri, iris: dict[str, Iri]) -> None:
    """Lets the claim of `within` report this one."""
    assert entry.within is not None  # noqa: S101 - for the type checker
    outer = iris.get(entry.within.value)
    if outer is None:
        return
    if _reaches(bench, inner, outer):
        said = f"`{entry.within.value}` is itself passed on by this claim"
        bench.found.append(codes.CHAIN_HAS_CYCLE.at(entry.within.at, said))
        return
    claim = bench.records[outer]
    bench.records[outer] = replace(claim, reports=claim.reports | {inner})


def _reaches(bench: Workbench, start: Iri, goal: Iri) -> bool:
    """Whether `start` passes `goal` on, directly or through others."""
    if start == goal:
        return True
    return any(_reaches(bench, iri, goal) for iri in bench.records[start].reports)


def add_relations(bench: Workbench) -> None:
    """Relations between claims, each with the one who says so."""
    for entry in bench.file.relations:
        from_ = bench.iri(entry.from_, ("claim",))
        marked_by_us = entry.by.value == ANNOTATOR
        holder = annotator(bench) if marked_by_us else bench.iri(entry.by, AGENT)
        spans = bench.spans([entry.marker])
        for name in entry.to:
            to = bench.iri(name, ("claim",))
            if not (from_ and to and holder):
                continue
            if from_ not in bench.records or to not in bench.records:
                continue
            iri = bench.minter.hashed("relation", holder, from_, entry.is_.value, to)
            relation = ClaimRelation(
                iri=iri,
                label=relation_label(bench, from_, entry.is_.value, to),
                note=value(entry.note),
                holder=holder,
                from_claim=from_,
                to_claim=to,
                type=entry.is_.value,
                spans=bench.passages(spans),
            )
            bench.add(relation, entry, spans[0] if spans else None)


def relation_label(bench: Workbench, from_: Iri, relation: str, to: Iri) -> str:
    """The two claims in words, and what the first does to the second."""
    one, other = bench.records[from_].label, bench.records[to].label
    return f"“{one}” {relation} “{other}”"


def annotator(bench: Workbench) -> Iri:
    """The IRI of whoever made the annotations."""
    return bench.minter.hashed("annotator", value(bench.file.article.annotator) or ANNOTATOR)


def add_naming(bench: Workbench) -> None:
    """Terms used or avoided."""
    for entry in bench.file.naming:
        holder, denotes = bench.iri(entry.by, AGENT), bench.iri(entry.for_, ("concept",))
        source = bench.iri(entry.in_, ("source",))
        spans = bench.spans([entry.quote])
        if holder is None or denotes is None:
            continue
        if entry.usage.value == "used" and not stands(entry.term.value, bench.article):
            said = f"“{entry.term.value}” does not stand in the article"
            width = len(entry.term.value)
            bench.found.append(codes.TERM_NOT_IN_TEXT.at(entry.term.at, said, width=width))
        named = bench.names.by_id[entry.by.value]
        if entry.id:
            iri = bench.minter.named("naming", entry.id.value)
        else:
            parts = (holder, source or "", entry.term.value, entry.usage.value)
            iri = bench.minter.hashed("naming", *parts)
        naming = NamingChoice(
            iri=iri,
            label=f"{named.entry.name.value}: {entry.term.value} ({entry.usage.value})",
            note=value(entry.note),
            holder=holder,
            term=Term(text=entry.term.value, language=entry.language.value.lower()),
            usage=entry.usage.value,
            denotes=denotes,
            gloss=value(entry.gloss),
            source=source,
            spans=bench.passages(spans),
        )
        bench.add(naming, entry, spans[0] if spans else None)


def add_marks(bench: Workbench) -> None:
    """Classification marks."""
    for entry in bench.file.marks:
        source = bench.iri(entry.in_, ("source",))
        spans, portion = bench.spans([entry.quote]), bench.spans([entry.portion])
        if source is None or not spans:
            continue
        mark = PortionMark(
            iri=bench.minter.hashed("mark", source, spans[0].exact, spans[0].prefix),
            label=f"{shortened(spans[0].exact)} ({entry.level.value})",
            note=value(entry.note),
            span=bench.passage(spans[0]),
            classification=entry.level.value,
            source=source,
            portion=bench.passages(portion),
        )
        bench.add(mark, entry, spans[0])


def check_regions(bench: Workbench) -> None:
    """Findings for regions that are not in the article; they are for extractors, not the graph."""
    for entry in bench.file.regions:
        bench.spans([entry.quote])
