"""From entries to records: people, institutions, voices, places, concepts, policies, sources."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kgbuild import codes
from kgbuild.annotation.entries import AGENT, ArticleEntry, Entry, SourceEntry
from kgbuild.located import Text
from kgbuild.records.dates import UNKNOWN
from kgbuild.records.model import (
    Concept,
    Event,
    Institution,
    Iri,
    Membership,
    Person,
    PlaceRecord,
    Policy,
    PolicyState,
    Snapshot,
    Source,
    Tie,
    Voice,
)
from kgbuild.records.workbench import Workbench

# Keys that lead from a part to its whole, from a narrower thing to a wider one.
_WHOLES = ("part_of", "within", "broader", "step_of")


def add_entities(bench: Workbench) -> None:
    """Puts everything that can be talked about on the bench."""
    _agents(bench)
    _places_and_concepts(bench)
    _sources(bench)
    _policies(bench)
    _contents(bench)
    _check_parts(bench)


def _named(bench: Workbench, kind: str, entry: Entry) -> dict[str, Any]:
    """The arguments every record takes: IRI, label and note."""
    return {
        "iri": bench.minter.named(kind, entry.id.value),  # type: ignore[attr-defined]
        "label": (getattr(entry, "name", None) or entry.title).value,  # type: ignore[attr-defined]
        "note": value(entry.note),
    }


def value(text: Text | None) -> str | None:
    """What was typed, or None."""
    return text.value if text else None


def _aliases(entry: Entry) -> frozenset[str]:
    words = {t.value for t in entry.called}  # type: ignore[attr-defined]
    name = (getattr(entry, "name", None) or entry.title).value  # type: ignore[attr-defined]
    return frozenset(words - {name})


def _agents(bench: Workbench) -> None:
    for person in bench.file.people:
        named = _named(bench, "person", person)
        bench.add(
            Person(**named, aliases=_aliases(person), protection=value(person.protect)), person
        )
    for entry in bench.file.institutions:
        institution = Institution(
            **_named(bench, "institution", entry),
            aliases=_aliases(entry),
            type=entry.type.value,
            part_of=bench.iri(entry.part_of, ("institution",)),
            seat=bench.iri(entry.seat, ("place",)),
        )
        bench.add(institution, entry)
    spoken: defaultdict[str, list[Text | None]] = defaultdict(list)
    for claim in bench.file.claims:
        if claim.by:
            spoken[claim.by.value].append(claim.in_)
    for voice in bench.file.voices:
        document = bench.iri(voice.speaks_in, ("source",)) or _only_source(
            bench, voice.id.value, spoken[voice.id.value]
        )
        record = Voice(
            **_named(bench, "voice", voice),
            aliases=_aliases(voice),
            kind=voice.kind.value,
            document=document,
        )
        bench.add(record, voice)


def _only_source(bench: Workbench, voice: str, spoken: list[Text | None]) -> Iri:
    """The source that all claims of a voice name; the article when they name none or several."""
    named = [name for name in spoken if name is not None]
    others = [name for name in named if name.value != named[0].value]
    for name in others:
        said = f"`{voice}` speaks in `{named[0].value}` already: nobody knows that it is the same"
        bench.found.append(codes.VOICE_ELSEWHERE.at(name.at, said, width=len(name.value)))
    if named == spoken != [] and not others:
        return bench.minter.named("source", named[0].value)
    return bench.source


def _places_and_concepts(bench: Workbench) -> None:
    for place in bench.file.places:
        within = bench.iri(place.within, ("place",))
        record = PlaceRecord(
            **_named(bench, "place", place), aliases=_aliases(place), within=within
        )
        bench.add(record, place)
    for concept in bench.file.concepts:
        broader = bench.iri(concept.broader, ("concept",))
        named = _named(bench, "concept", concept)
        bench.add(Concept(**named, broader=broader), concept)


def _sources(bench: Workbench) -> None:
    article = bench.file.article
    if article.by is None:
        bench.found.append(codes.ARTICLE_UNSIGNED.at(article.at, "nobody signs this article"))
    for entry in (article, *bench.file.sources):
        iri = bench.minter.named("source", entry.id.value)
        source = Source(
            **_named(bench, "source", entry),
            kind=entry.kind.value,
            issued=bench.when(entry.issued) or UNKNOWN,
            creator=bench.iri(entry.by, AGENT),
            publisher=bench.iri(entry.publisher, AGENT),
            access_route=bench.iri(entry.access, ("institution",)),
            language=value(entry.language),
            url=value(entry.url),
            part_of=bench.iri(entry.part_of, ("source",)),
            cites=frozenset(
                bench.minter.named("source", other.id.value)
                for other in bench.file.sources
                if other.part_of is None and _citing(bench, other) == iri
            ),
        )
        bench.add(source, entry)
    characters = bench.article.characters
    snapshot = Snapshot(
        iri=bench.snapshot,
        label=f"{article.title.value} ({bench.article.sha256[:12]})",
        characters=characters,
        sha256=bench.article.sha256,
        length=len(characters),
        source=bench.source,
    )
    bench.add(snapshot, article)


def _citing(bench: Workbench, entry: SourceEntry) -> str | None:
    """The source in which we read about a source: the article unless another is given."""
    if isinstance(entry, ArticleEntry):
        return None
    if entry.cited_by is None:
        return bench.source
    return bench.iri(entry.cited_by, ("source",))


def _policies(bench: Workbench) -> None:
    for entry in bench.file.policies:
        owner = bench.iri(entry.owner, ("institution",))
        if owner is not None:
            policy = Policy(
                **_named(bench, "policy", entry),
                owner=owner,
                broader=bench.iri(entry.broader, ("policy",)),
            )
            bench.add(policy, entry)


def _contents(bench: Workbench) -> None:
    """What claims carry: policy states, events, ties, memberships."""
    for state in bench.file.states:
        policy, when = bench.iri(state.policy, ("policy",)), bench.when(state.when)
        if policy and when:
            record = PolicyState(
                **_named(bench, "state", state),
                policy=policy,
                mode=state.mode.value,
                when=when,
                change=value(state.change),
            )
            bench.add(record, state)
    for event in bench.file.events:
        bench.add(
            Event(
                **_named(bench, "event", event),
                when=bench.when(event.when),
                place=bench.iri(event.place, ("place",)),
                actors=bench.iris(event.actors, AGENT),
                step_of=bench.iri(event.step_of, ("event", "policy")),
                step=int(event.step.value) if event.step else None,
            ),
            event,
        )
    for tie in bench.file.ties:
        subject, object_ = bench.named(tie.subject, AGENT), bench.named(tie.object, AGENT)
        if subject and object_:
            names = [(getattr(n.entry, "name", n.entry)).value for n in (subject, object_)]
            record_ = Tie(
                iri=bench.minter.named("tie", tie.id.value),
                label=f"{names[0]} {tie.is_.value} {names[1]}",
                note=value(tie.note),
                subject=subject.iri,
                type=tie.is_.value,
                object=object_.iri,
            )
            bench.add(record_, tie)
    for entry in bench.file.memberships:
        member = bench.named(entry.member, ("person", "voice"))
        organization = bench.named(entry.organization, ("institution",))
        if member and organization:
            role = f", {entry.role.value}" if entry.role else ""
            membership = Membership(
                iri=bench.minter.named("membership", entry.id.value),
                label=f"{member.entry.name.value}: {organization.entry.name.value}{role}",
                note=value(entry.note),
                member=member.iri,
                organization=organization.iri,
                role=value(entry.role),
            )
            bench.add(membership, entry)


def _check_parts(bench: Workbench) -> None:
    """A finding for each entry that is, directly or through others, a part of itself."""
    things = [n for n in bench.names.by_id.values() if n.kind != "claim"]
    for named in things:
        for key in _WHOLES:
            typed = getattr(named.entry, key, None)
            seen = {named.entry.id.value}
            at = typed
            while at is not None and at.value not in seen:
                seen.add(at.value)
                whole = bench.names.by_id.get(at.value)
                at = getattr(whole.entry, key, None) if whole else None
            if at is not None and at.value == named.entry.id.value and typed is not None:
                said = f"`{named.entry.id.value}` would be a part of itself"
                bench.found.append(codes.PART_OF_ITSELF.at(typed.at, said, width=len(typed.value)))
