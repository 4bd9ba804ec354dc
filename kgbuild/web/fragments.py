"""The inside of each page of an article: what it shows, put into its template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kgbuild.web import exports
from kgbuild.web.shelf import Article
from kgbuild.web.views.cards import Card, cards
from kgbuild.web.views.conflicts import Conflict, conflicts
from kgbuild.web.views.entities import Entity, entities
from kgbuild.web.views.events import happenings
from kgbuild.web.views.facets import facets
from kgbuild.web.views.segments import blocks
from kgbuild.web.views.sources import Document, documents
from kgbuild.web.views.timeline import timelines
from kgbuild.web.views.voices import picture
from kgbuild.web.views.withdrawals import withdrawal_data


@dataclass(frozen=True)
class Shown:
    """An article with its views, each made once."""

    article: Article

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The claim cards."""
        return cards(self.article.lookup)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The sources."""
        return documents(self.article.lookup)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The relations between claims."""
        return conflicts(self.article.lookup)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The people, institutions, places."""
        return entities(self.article.lookup)

    @property
    def document(self) -> Document:
        """The article as a source. Raises StopIteration when the records lack it."""
        return next(d for d in self.documents if d.is_article)

    def pages(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The name, title and values of each page of the article."""
        title = self.article.title
        lookup = self.article.lookup
        common = {"article": self.article, "documents": self.documents, "document": self.document}
        yield "read", title, {**common, **self._reading()}
        yield "voices", f"Voices: {title}", {**common, "picture": picture(lookup)}
        said = {card.iri: card for card in self.cards}
        time = {"timelines": timelines(lookup), "events": happenings(lookup), "said": said}
        yield "timeline", f"Timeline: {title}", {**common, **time}
        known = {entity.iri for entity in self.entities}
        against = {"conflicts": self.conflicts, "known": known}
        yield "conflicts", f"Conflicts: {title}", {**common, **against}
        yield "sources", f"Sources: {title}", common
        yield "what-if", f"What if: {title}", {**common, "withdrawal": withdrawal_data(lookup)}

    def _reading(self) -> dict[str, Any]:
        return {
            "blocks": blocks(self.article.lookup),
            "cards": self.cards,
            "voices": len({card.holder for card in self.cards}),
            "facets": facets(self.cards),
            "linked": exports.linked_data(self.article, self.cards),
        }
