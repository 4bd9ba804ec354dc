"""What the search box looks in: a line for each claim, in files of a bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from kgbuild.web.addresses import Addresses
from kgbuild.web.environment import script
from kgbuild.web.views.cards import Card
from kgbuild.web.views.words import CERTAINTY

# About half a megabyte a file: one click loads it, and it is forgotten once it is written.
_ENTRIES: Final = 1000


def entries(cards: Iterable[Card], to: Addresses) -> Iterator[dict[str, Any]]:
    """For each claim: its sentence, voice, certainty, those it is heard through, words, address."""
    for card in cards:
        chain = card.chains[0]
        through = [f"{s.holder.label} ({s.kind}, {s.issued})" for s in chain.through]
        yield {
            "says": card.says,
            "voice": card.holder.label,
            "sure": CERTAINTY.get(card.factuality, card.factuality),
            "code": card.factuality,
            "through": through,
            "in": f"{card.source.label}, {chain.speaker.issued}",
            "words": " … ".join(card.quote),
            "against": sum(r.type == "contradicts" for r in card.relations),
            "href": to.thing(card.iri),
        }


class Index:
    """Collects entries and gives them out as scripts of about a thousand each."""

    def __init__(self) -> None:
        self._waiting: list[dict[str, Any]] = []
        self.files: list[str] = []

    def put(self, found: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        """Takes entries; the names and texts of files that are full."""
        self._waiting.extend(found)
        while len(self._waiting) >= _ENTRIES:
            yield self._file(self._waiting[:_ENTRIES])
            del self._waiting[:_ENTRIES]

    def rest(self) -> Iterator[tuple[str, str]]:
        """The last file."""
        if self._waiting:
            yield self._file(self._waiting)
            self._waiting = []

    def _file(self, found: list[dict[str, Any]]) -> tuple[str, str]:
        name = f"data/search-{len(self.files) + 1}.js"
        self.files.append(name)
        return name, f"kgbuild.found({script(found)});\n"
