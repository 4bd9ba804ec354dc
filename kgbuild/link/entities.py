"""What may be looked for: the entities of a project with what the text says around their names.

Voices without a name never leave the machine, nor do people whose identity needs protection, nor
anything whose name tells of these: even the question would tell a stranger about them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kgbuild.link.names import folded
from kgbuild.link.types import KIND_OF_RECORD
from kgbuild.records.model import (
    Iri,
    Mention,
    Passage,
    Person,
    PositionSelector,
    Snapshot,
    Source,
    Voice,
)
from kgbuild.text.article import Article

_OF: Final = frozenset({"of", "the", "de", "du", "des", "la", "del", "von", "di", "da"})
# What a thing lies in, belongs to, is owned, written or published by.
_BELONGS: Final = ("within", "seat", "part_of", "owner", "creator", "publisher", "broader")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing to find an identifier for.

    `names` are what the article calls it, its name first; `neighbours` the names of what it is
    said to belong to, `company` those of the places of its articles; `sentence` is the first that
    names it. `alone` says that it is named at least once outside a longer name; `within` are the
    names of the places that it is said to lie in.
    """

    iri: Iri
    kind: str
    names: tuple[str, ...]
    language: str = "en"
    neighbours: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    sentence: str = ""
    alone: bool = False
    within: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call it."""
        return self.names[0]


def entities(records: Iterable[Any]) -> tuple[Entity, ...]:
    """Everything of a project that may be looked for, sorted by IRI."""
    by_iri = {record.iri: record for record in records}
    seen = _occurrences(by_iri)
    hidden = _hidden_names(by_iri.values())
    places = sorted({r.label for r in by_iri.values() if KIND_OF_RECORD.get(type(r)) == "place"})
    found = []
    for iri, record in sorted(by_iri.items()):
        kind = KIND_OF_RECORD.get(type(record))
        if kind is None or _is_secret(record, hidden, by_iri):
            continue
        near = _reached(record, by_iri, _BELONGS)
        occurrences = seen.get(iri, [])
        found.append(
            Entity(
                iri=iri,
                kind=kind,
                names=(record.label, *sorted(set(_aliases(record)) - {record.label})),
                language=_language(occurrences, by_iri),
                neighbours=near,
                company=tuple(p for p in places if p not in near and p != record.label),
                sentence=_sentence(occurrences),
                alone=any(not _inside_longer_name(a.characters, *at) for a, _, at in occurrences),
                within=_reached(record, by_iri, ("within",)),
            )
        )
    return tuple(found)


def _hidden_names(records: Iterable[Any]) -> tuple[str, ...]:
    """The names, folded, of people whose identity needs protection and of single voices.

    Groups have none: half of all names may contain "officials". A name of one word that a person
    is called by is left out: it is that of many others, too.
    """
    found: set[str] = set()
    for record in records:
        if isinstance(record, Person) and record.protection:
            found |= {record.label, *(name for name in record.aliases if " " in folded(name))}
        elif isinstance(record, Voice) and record.kind != "collective":
            found.add(record.label)
    return tuple(sorted(filter(None, map(folded, found))))


def _is_secret(record: Any, hidden: Iterable[str], records: Mapping[Iri, Any]) -> bool:
    """Whether asking about a thing would tell of somebody who is not to be told of.

    Of a document, who wrote it counts, too.
    """
    writer = records.get(getattr(record, "creator", None) or "")
    if isinstance(record, Source) and isinstance(writer, Voice):
        return True
    named = f" {folded(record.label)} "
    return any(f" {name} " in named for name in hidden)


def _aliases(record: Any) -> frozenset[str]:
    return getattr(record, "aliases", frozenset())


_Occurrence = tuple[Article, Iri, tuple[int, int]]


def _occurrences(records: Mapping[Iri, Any]) -> dict[Iri, list[_Occurrence]]:
    """Where each entity is named: the article, its source, and the range, in order of the text."""
    articles = {
        iri: (Article(iri, r.characters), r.source)
        for iri, r in records.items()
        if isinstance(r, Snapshot)
    }
    found: dict[Iri, list[_Occurrence]] = defaultdict(list)
    for record in records.values():
        if not isinstance(record, Mention):
            continue
        passage: Passage = records[record.span]
        where: PositionSelector = records[passage.position]
        article, source = articles[passage.snapshot]
        found[record.entity].append((article, source, (where.start, where.end)))
    for occurrences in found.values():
        occurrences.sort(key=lambda o: (o[1], o[2]))
    return found


def _language(occurrences: Iterable[_Occurrence], records: Mapping[Iri, Any]) -> str:
    """The language of the first article that names it: its tag's first part; English if unknown."""
    for _, source, _ in occurrences:
        record = records.get(source)
        if isinstance(record, Source) and record.language:
            return record.language.partition("-")[0].lower()
    return "en"


def _sentence(occurrences: list[_Occurrence]) -> str:
    if not occurrences:
        return ""
    article, _, (start, _) = occurrences[0]
    return " ".join(article.characters[slice(*article.sentence(start))].split())


def _reached(record: Any, records: Mapping[Iri, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    """The names of what these fields of a record lead to, and theirs, the nearest first."""
    found: list[str] = []
    waiting = [record]
    while waiting:
        current = waiting.pop(0)
        for key in keys:
            other = records.get(getattr(current, key, None) or "")
            if other is not None and other.label not in found and other is not record:
                found.append(other.label)
                waiting.append(other)
    return tuple(found)


def _inside_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a passage looks like a part of a longer name: Bank of China, Guinea-Bissau, 中国银行.

    In doubt it does: who accepts something without a person had better be wrong this way round.
    """
    before, after = text[:start][-80:], text[end : end + 80]
    if _joined(before[-1:]) or _joined(after[:1]):
        return True
    following = after[1:].split(maxsplit=1) if after[:1] in (" ", "\u00a0") else []
    if following and following[0][:1].isupper():
        return True
    words = before.rstrip(" \u00a0").split() if before[-1:] in (" ", "\u00a0") else []
    if words and words[-1].lower() in _OF:
        words = [w for w in words if w.lower() not in _OF]
        return bool(words) and words[-1][:1].isupper() and words[-1][-1:].isalpha()
    return bool(words) and words[-1][-1:].isalpha() and words[-1][:1].isupper()


def _joined(character: str) -> bool:
    """Whether a character without a space before it goes on with the same name."""
    return character.isalnum() or (character != "" and character in "-‐‑–_/&")
