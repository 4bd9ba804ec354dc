"""The annotation file's format, said once: each class is a section, each field a key.

`kgbuild.annotation.read` follows these classes to read a file, `kgbuild.annotation.schema` to
write the JSON Schema for editors, so a key exists in one place. Values are strings only; a field's
type says how it is written:

    Text                    a word or sentence
    tuple[Text, ...]        one, or a list of them
    QuoteEntry              words of the article: a string, or a mapping {words, nth, before, after}
    another entry class     a mapping

`names` in a key's metadata is the kind of thing whose id may stand there, for the did-you-mean;
`choices` the list of words allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kgbuild import choices as words
from kgbuild.located import Place, Text

AGENT = ("person", "institution", "voice")
ENTITY = (*AGENT, "place", "concept", "source", "policy", "event")
CONTENT = ("state", "event", "tie", "membership", "naming")


def key(
    doc: str,
    *,
    required: bool = False,
    names: tuple[str, ...] = (),
    choices: tuple[str, ...] = (),
    form: str = "text",
) -> Any:
    """A dataclass field for a key of the file, with what is written about it and what it may hold.

    `form` is "text", "slug", "date" (EDTF), "sha256", "number", "language" or "url".
    """
    metadata = {"doc": doc, "names": names, "choices": choices, "form": form}
    if required:
        return field(metadata=metadata)
    return field(default=None, metadata=metadata)


def keys(
    doc: str,
    *,
    required: bool = False,
    names: tuple[str, ...] = (),
    choices: tuple[str, ...] = (),
) -> Any:
    """Like `key`, for a key that holds one or several values; without it, none."""
    metadata = {"doc": doc, "names": names, "choices": choices, "form": "text"}
    if required:
        return field(metadata=metadata)
    return field(default=(), metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEntry:
    """Words of the article."""

    words: Text = key("the words, copied from the article; … for words left out", required=True)
    nth: Text | None = key("which occurrence, 1 is the first", form="number")
    before: Text | None = key("the words directly before")
    after: Text | None = key("the words directly after")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry:
    """What a reviewer decided, by whom and when."""

    state: Text = key("the decision", required=True, choices=words.REVIEW_STATES)
    by: Text | None = key("who decided")
    on: Text | None = key("the day", form="date")
    note: Text | None = key("why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has: where it stands in the file, and an optional note."""

    at: Place
    note: Text | None = key("anything a later reader should know; goes into the graph as a note")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry(Entry):
    """A document in which somebody says something."""

    id: Text = key("short name", required=True, form="slug")
    title: Text = key("its title or a description", required=True)
    kind: Text = key("what sort of document", required=True, choices=words.SOURCE_KINDS)
    by: Text | None = key("its author, a person, institution or voice", names=AGENT)
    publisher: Text | None = key("who published it", names=AGENT)
    issued: Text | None = key("its date, or `unknown`", required=True, form="date")
    access: Text | None = key("how it was read when not from its publisher", names=("institution",))
    language: Text | None = key("language tag of the document", form="language")
    url: Text | None = key("where it can be read", form="url")
    cited_by: Text | None = key(
        "the source in which we read about it; the article unless given", names=("source",)
    )
    part_of: Text | None = key(
        "the source it is printed in, speaking for itself: an editor's note, a caption",
        names=("source",),
    )
    called: tuple[Text, ...] = keys("words by which the article names it")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry(SourceEntry):
    """The article itself: a source whose text is in the graph."""

    file: Text = key("the text file, beside this file", required=True)
    sha256: Text | None = key("SHA-256 of the file when it was annotated", form="sha256")
    annotator: Text | None = key("who made these annotations: a name")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry(Entry):
    """A person with a name."""

    id: Text = key("short name", required=True, form="slug")
    name: Text = key("full name", required=True)
    called: tuple[Text, ...] = keys("words by which the article names them")
    protect: Text | None = key(
        "why the identity needs protection; such a person is never linked",
        choices=words.PROTECTIONS,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionEntry(Entry):
    """An organisation, authority, medium or platform."""

    id: Text = key("short name", required=True, form="slug")
    name: Text = key("its name", required=True)
    type: Text = key("what sort of institution", required=True, choices=words.INSTITUTION_TYPES)
    called: tuple[Text, ...] = keys("words by which the article names it")
    part_of: Text | None = key("the institution it is a part of", names=("institution",))
    seat: Text | None = key("where it is", names=("place",))


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceEntry(Entry):
    """A voice without a name of its own: it belongs to this article and is never linked."""

    id: Text = key("short name", required=True, form="slug")
    name: Text = key("how the article describes the voice", required=True)
    kind: Text = key("what sort of voice", required=True, choices=words.VOICE_KINDS)
    called: tuple[Text, ...] = keys("words by which the article names it")
    speaks_in: Text | None = key("the only source it speaks in", names=("source",))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(Entry):
    """A place."""

    id: Text = key("short name", required=True, form="slug")
    name: Text = key("its name", required=True)
    called: tuple[Text, ...] = keys("words by which the article names it")
    within: Text | None = key("the larger place it is in", names=("place",))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptEntry(Entry):
    """A topic, a group of people, a norm: what claims are about and terms stand for."""

    id: Text = key("short name", required=True, form="slug")
    name: Text = key("its name", required=True)
    called: tuple[Text, ...] = keys("words by which the article names it")
    broader: Text | None = key("a wider concept", names=("concept",))


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEntry(Entry):
    """A course of action of an institution."""

    id: Text = key("short name", required=True, form="slug")
    name: Text = key("what the policy is about", required=True)
    owner: Text = key("whose policy it is", required=True, names=("institution",))
    called: tuple[Text, ...] = keys("words by which the article names it")
    broader: Text | None = key("a wider policy", names=("policy",))


@dataclass(frozen=True, slots=True, kw_only=True)
class StateEntry(Entry):
    """What a policy is said to be during some time; needs a claim that carries it."""

    id: Text = key("short name", required=True, form="slug")
    policy: Text = key("the policy", required=True, names=("policy",))
    name: Text = key("what holds, in a few words", required=True)
    mode: Text = key(
        "official, in practice, or only considered", required=True, choices=words.POLICY_MODES
    )
    when: Text = key("EDTF interval: 2002, ../2002, 2002/.., 2008-01", required=True, form="date")
    change: Text | None = key(
        "whether the policy holds or turns here", choices=words.POLICY_CHANGES
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry(Entry):
    """Something that happens or is done; needs a claim that carries it."""

    id: Text = key("short name", required=True, form="slug")
    name: Text = key("what happens, in a few words", required=True)
    when: Text | None = key("EDTF date or interval", form="date")
    place: Text | None = key("where", names=("place",))
    actors: tuple[Text, ...] = keys("who takes part", names=AGENT)
    step_of: Text | None = key(
        "the event or policy that this is a step of", names=("event", "policy")
    )
    step: Text | None = key("its position among the steps, 1 is the first", form="number")


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEntry(Entry):
    """A relation between two institutions or people; needs a claim that carries it."""

    id: Text = key("short name", required=True, form="slug")
    subject: Text = key("who", required=True, names=AGENT)
    is_: Text = key("how they are related", required=True, choices=words.TIE_TYPES)
    object: Text = key("to whom", required=True, names=AGENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEntry(Entry):
    """That a person works for an institution; needs a claim that carries it."""

    id: Text = key("short name", required=True, form="slug")
    member: Text = key("the person or voice", required=True, names=("person", "voice"))
    organization: Text = key("the institution", required=True, names=("institution",))
    role: Text | None = key("as what")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry(Entry):
    """What a voice says, the passage that shows it, and the way it came to the article."""

    id: Text | None = key(
        "short name; without it, a hash of speaker, source and words", form="slug"
    )
    by: Text | None = key("who says it; the article's author unless given", names=AGENT)
    via: tuple[Text, ...] = keys(
        "voices between the speaker and the source's author, nearest to the speaker first",
        names=AGENT,
    )
    in_: Text | None = key("the source it is said in; the article unless given", names=("source",))
    within: Text | None = key("the claim that passes this one on, instead of via", names=("claim",))
    quote: tuple[QuoteEntry, ...] = keys("the words of the article that say it")
    mode: Text = key("how the words are given", required=True, choices=words.QUOTATION_MODES)
    factuality: Text = key("how sure the speaker is", required=True, choices=words.FACTUALITIES)
    says: Text = key("what is said, as one plain sentence of yours", required=True)
    cue: tuple[QuoteEntry, ...] = keys(
        "the words that hand over to the speaker: “Zhou replied that”"
    )
    speaker: QuoteEntry | None = key("the words that name the speaker here, when not a name: “She”")
    document: QuoteEntry | None = key("the words that name the source here: “In the same cable”")
    interpolations: tuple[QuoteEntry, ...] = keys(
        "words inside the quotation that are the quoter's"
    )
    elisions: tuple[QuoteEntry, ...] = keys("marks inside the quotation for words left out")
    about: tuple[Text, ...] = keys("what it is about", names=ENTITY)
    content: tuple[Text, ...] = keys(
        "states, events, ties … that this claim carries", names=CONTENT
    )
    reason_for: Text | None = key("the policy it gives a reason for", names=("policy",))
    stance: Text | None = key(
        "the speaker's stance toward the policy in about", choices=words.STANCES
    )
    said: Text | None = key("when it was said, if not the source's date", form="date")
    language: Text | None = key("the language it was said in, when translated", form="language")
    proposed_by: Text | None = key("the extractor that proposed it, with its version")
    confidence: Text | None = key(
        "how sure the extractor is of its proposal", choices=words.CONFIDENCES
    )
    review: ReviewEntry | None = key("a reviewer's decision; accepted unless given")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEntry(Entry):
    """That two claims contradict, corroborate or qualify each other, according to somebody."""

    id: Text | None = key("short name", form="slug")
    from_: Text = key("a claim", required=True, names=("claim",))
    is_: Text = key("what it does to the other", required=True, choices=words.CLAIM_RELATIONS)
    to: tuple[Text, ...] = keys("the other claim, or several", required=True, names=("claim",))
    by: Text = key("who says so: a voice, or `annotator`", required=True, names=AGENT)
    marker: QuoteEntry | None = key("the words that mark it: “However”")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingEntry(Entry):
    """The term a voice or source uses, or avoids, for something; needs a claim that carries it."""

    id: Text | None = key("short name", form="slug")
    term: Text = key("the term", required=True)
    language: Text = key(
        "its language tag: en, zh-Hans, zh-Latn-pinyin", required=True, form="language"
    )
    usage: Text = key("used or avoided", required=True, choices=words.USAGES)
    by: Text = key("whose choice it is", required=True, names=AGENT)
    in_: Text | None = key("the source it stands in", names=("source",))
    for_: Text = key("what the term stands for", required=True, names=("concept",))
    gloss: Text | None = key("what it means, in your language")
    quote: QuoteEntry | None = key("the words of the article that show it")


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionEntry(Entry):
    """A passage that names an entity, where `called` cannot tell."""

    quote: tuple[QuoteEntry, ...] = keys("the words", required=True)
    names: Text = key("what they name here", required=True, names=ENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkEntry(Entry):
    """A classification mark in the text: (C)."""

    quote: QuoteEntry = key("the mark itself", required=True)
    level: Text = key("what it says", required=True, choices=words.CLASSIFICATIONS)
    portion: QuoteEntry | None = key("the passage that it marks")
    in_: Text = key("the source that carries it", required=True, names=("source",))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionEntry(Entry):
    """A passage in which an extractor looks for no claims: a heading, a caption, the page's own."""

    quote: QuoteEntry = key("the passage", required=True)
    kind: Text = key("what it is", required=True, choices=words.REGION_KINDS)
    review: ReviewEntry | None = key("a reviewer's decision; rejected: it is prose after all")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationFile:
    """Everything in an annotation file, as it was typed. Every list may be left out.

    `broken` are the ids of entries that were left out because something is wrong with them.
    """

    path: str
    sha256: str
    broken: frozenset[str] = frozenset()
    article: ArticleEntry = key("the article", required=True)
    people: tuple[PersonEntry, ...] = keys("people with a name")
    institutions: tuple[InstitutionEntry, ...] = keys("organisations, media, platforms")
    voices: tuple[VoiceEntry, ...] = keys("voices without a name of their own")
    places: tuple[PlaceEntry, ...] = keys("places")
    concepts: tuple[ConceptEntry, ...] = keys("topics, groups of people, norms")
    sources: tuple[SourceEntry, ...] = keys("documents that the article draws on")
    policies: tuple[PolicyEntry, ...] = keys("courses of action")
    states: tuple[StateEntry, ...] = keys("what a policy is said to be, and when")
    events: tuple[EventEntry, ...] = keys("what happens or is done")
    ties: tuple[TieEntry, ...] = keys("relations between institutions or people")
    memberships: tuple[MembershipEntry, ...] = keys("who works where")
    claims: tuple[ClaimEntry, ...] = keys("who says what")
    relations: tuple[RelationEntry, ...] = keys("which claims contradict or support each other")
    naming: tuple[NamingEntry, ...] = keys("which terms are used or avoided")
    mentions: tuple[MentionEntry, ...] = keys("passages that name an entity")
    marks: tuple[MarkEntry, ...] = keys("classification marks")
    regions: tuple[RegionEntry, ...] = keys("passages that an extractor leaves out")
