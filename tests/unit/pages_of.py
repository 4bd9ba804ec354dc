"""The story of `texts` as an article on the shelf, and small questions asked of pages."""

from __future__ import annotations

from html.parser import HTMLParser

from texts import BASE, STORY, records

from kgbuild.records.model import Snapshot
from kgbuild.web.views.lookup import Lookup


def looked_up(*sections: str, story: str = STORY) -> Lookup:
    """The records of the story with these sections, to be asked by views."""
    found = records(*sections, story=story)
    snapshot = next(r for r in found.values() if isinstance(r, Snapshot))
    return Lookup({record.iri: record for record in found.values()}, snapshot)


def short(iri: str) -> str:
    """The own name of a thing."""
    return iri.removeprefix(BASE).rsplit("/", 1)[-1]


class Outline(HTMLParser):
    """Ids, links, and the text inside elements of a class, as a browser reads them."""

    def __init__(self, page: str, inside: str = "") -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.inside = inside
        self.text = ""
        self._depth = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes.extend(given)
        self.ids.extend(v for k, v in attrs if k == "id" and v)
        self.links.extend(v for k, v in attrs if k == "href" and v)
        if self._depth or (self.inside and self.inside in (given.get("class") or "").split()):
            self._depth += tag not in ("br", "img", "input", "meta", "link")

    def handle_endtag(self, _tag):
        if self._depth:
            self._depth -= 1

    def handle_data(self, data):
        if self._depth:
            self.text += data
