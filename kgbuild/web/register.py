"""What a site remembers of an article after its pages are made: little, for the project's pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from kgbuild.records.model import Iri, PolicyState
from kgbuild.web.fragments import Shown
from kgbuild.web.views.cards import Card
from kgbuild.web.views.chains import Ref
from kgbuild.web.views.conflicts import Conflict
from kgbuild.web.views.entities import GROUPS, Entity, Naming
from kgbuild.web.views.sources import Carried

# How many conflicts the front page shows, and how many voices.
_MOST_DISPUTES = 12
_MOST_SPEAKERS = 15
# How much of each article an entity's page shows when there are many articles.
LINES_OF_MANY: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An article as a line of the front page."""

    slug: str
    title: str
    author: str
    issued: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one article has about an entity; of many articles only the first lines of each.

    `said`, `spoken_about` and `named` count all of them.
    """

    says: tuple[Carried, ...]
    about: tuple[Carried, ...]
    mentions: tuple[Naming, ...]
    said: int
    spoken_about: int
    named: int


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the project: what it is, and its part in each article that has it."""

    entity: Entity
    parts: tuple[tuple[Line, Part], ...]

    @property
    def articles(self) -> int:
        """In how many articles it is."""
        return len(self.parts)

    @property
    def claims(self) -> int:
        """How many claims it makes, or are about it."""
        return sum(part.said + part.spoken_about for _, part in self.parts)


@dataclass(slots=True)
class Register:
    """Grows with each article that is put in; keeps lines of text, not records.

    `most` is how many lines of a kind it keeps of an entity in an article; all when None.
    """

    most: int | None = None
    lines: list[Line] = field(default_factory=list)
    disputes: list[tuple[str, Conflict]] = field(default_factory=list)
    speakers: Counter[Ref] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    sources: set[Iri] = field(default_factory=set)
    entities: dict[Iri, Entity] = field(default_factory=dict)
    parts: dict[Iri, list[tuple[Line, Part]]] = field(default_factory=lambda: defaultdict(list))

    def put(self, shown: Shown) -> None:
        """Remembers an article."""
        article, document = shown.article, shown.document
        line = Line(
            slug=article.slug,
            title=article.title,
            author=document.creator.label if document.creator else "",
            issued=document.issued,
            claims=len(shown.cards),
        )
        self.lines.append(line)
        against = [c for c in shown.conflicts if c.type == "contradicts"]
        free = max(0, _MOST_DISPUTES - len(self.disputes))
        self.disputes.extend((article.slug, c) for c in against[:free])
        self.speakers.update(card.holder for card in shown.cards)
        self._count(shown, shown.cards, len(against))
        for entity in shown.entities:
            self._remember(line, entity)

    def _count(self, shown: Shown, cards: tuple[Card, ...], against: int) -> None:
        self.numbers["claim"] += len(cards)
        self.numbers["passage"] += sum(len(card.where) for card in cards)
        self.sources.update(document.iri for document in shown.documents)
        self.numbers["policy state"] += len(shown.article.lookup.of(PolicyState))
        self.numbers["contradiction"] += against

    def _remember(self, line: Line, entity: Entity) -> None:
        if entity.iri not in self.entities:
            self.entities[entity.iri] = replace(entity, mentions=(), says=(), about=())
        part = Part(
            says=entity.says[: self.most],
            about=entity.about[: self.most],
            mentions=entity.mentions[: self.most],
            said=len(entity.says),
            spoken_about=len(entity.about),
            named=len(entity.mentions),
        )
        self.parts[entity.iri].append((line, part))

    def most_heard(self) -> list[tuple[Ref, int]]:
        """The voices with the most claims."""
        ordered = sorted(self.speakers.items(), key=lambda item: (-item[1], item[0].label))
        return ordered[:_MOST_SPEAKERS]

    def known(self) -> Iterator[Known]:
        """Every entity, group by group, by label."""
        order = list(GROUPS)
        for entity in sorted(
            self.entities.values(), key=lambda e: (order.index(e.group), e.label.casefold(), e.iri)
        ):
            yield Known(entity, tuple(self.parts[entity.iri]))
