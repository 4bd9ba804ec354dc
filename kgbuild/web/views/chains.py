"""Chains of voices: through whom a claim is heard, from the article's author to the speaker."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.records.model import Claim, Iri, Source, When
from kgbuild.web.views.dates import spoken
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.words import document

# A claim that is passed on in more ways than these is shown with the first of them.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing by its name."""

    iri: Iri
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One voice of a chain: who, in which document of which kind and date, and how sure."""

    claim: Iri
    holder: Ref
    source: Ref
    kind: str
    issued: str
    factuality: str
    unnamed: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """`steps` begin with the article's author and end with the one who says it."""

    steps: tuple[Step, ...]

    @property
    def speaker(self) -> Step:
        """The innermost voice."""
        return self.steps[-1]

    @property
    def through(self) -> tuple[Step, ...]:
        """Those who pass it on, the one nearest to the speaker first."""
        return self.steps[-2::-1] if len(self.steps) > 1 else ()

    @property
    def in_words(self) -> str:
        """The chain as a sentence, the speaker first."""
        said = f"{self.speaker.holder.label} says so in {_document(self.speaker)}"
        for step in self.through:
            said += f"; passed on by {step.holder.label} in {_document(step)}"
        return said + "."


def _document(step: Step) -> str:
    return f"{_article(step.kind)} {step.kind} ({step.issued})"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def chains(lookup: Lookup, claim: Claim) -> tuple[Chain, ...]:
    """Every way from an article's author to a claim, the shortest first, at most eight."""
    found: list[tuple[Claim, ...]] = []
    waiting: list[tuple[Claim, ...]] = [(claim,)]
    while waiting and len(found) < _MOST:
        path = waiting.pop(0)
        outer = [c for c in lookup.reporters.get(path[0].iri, ()) if c not in path]
        if outer:
            waiting.extend((c, *path) for c in outer[:_MOST])
        else:
            found.append(path)
    return tuple(Chain(tuple(step(lookup, c) for c in path)) for path in found)


def step(lookup: Lookup, claim: Claim) -> Step:
    """The voice of one claim."""
    source = lookup.get(claim.source, Source)
    when: When | None = claim.said or (source.issued if source is not None else None)
    return Step(
        claim=claim.iri,
        holder=Ref(claim.holder, lookup.label(claim.holder)),
        source=Ref(claim.source, lookup.label(claim.source)),
        kind=document(source.kind if source is not None else "other"),
        issued=spoken(when) or "date unknown",
        factuality=claim.factuality,
        unnamed=lookup.unnamed(claim.holder),
    )
