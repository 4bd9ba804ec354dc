"""Where things are: element ids, page paths, and links from one page to another."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from kgbuild.iris import ABSOLUTE
from kgbuild.records.model import Iri

# Pages of the whole project, and pages that each article has.
PROJECT_PAGES: Final = ("index", "people", "ask", "rules", "terms")
ARTICLE_PAGES: Final = ("read", "voices", "timeline", "sources", "conflicts", "what-if")
_PLAIN = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_LONGEST: Final = 60
_HASH: Final = 8
_ENTITY_KINDS: Final = frozenset({"person", "institution", "voice", "place", "concept", "policy"})
_PAGE_OF_KIND: Final = {"claim": "read", "source": "sources", "relation": "conflicts"}  # else time
# Characters that turn the direction of what follows them: embeddings and overrides (UAX #9).
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def anchor(iri: Iri) -> str:
    """The element id of a thing: its kind and its own name, in a form fit for ids and files.

    >>> anchor("https://example.org/essay/claim/no-authority")
    'claim-no-authority'
    >>> anchor("https://example.org/essay/voice/officials")  # two articles may have officials
    'essay-voice-officials'
    """
    parts = iri.rstrip("/").split("/")
    return "-".join(slug(part) for part in parts[-3 if kind(iri) == "voice" else -2 :])


def kind(iri: Iri) -> str:
    """The kind of a thing as its IRI says it (see `records.identity`)."""
    return iri.rstrip("/").rsplit("/", 2)[-2:][0]


def slug(name: str) -> str:
    """A name for ids and files: itself when it is plain and short, else cleaned, with a hash.

    >>> slug("no-authority"), slug("../etc/passwd")
    ('no-authority', 'etc-passwd-7fef78f5')
    """
    if len(name) <= _LONGEST and _PLAIN.fullmatch(name):
        return name
    clean = re.sub(r"[^a-z0-9]+", "-", name.lower())[:_LONGEST].strip("-") or "x"
    return f"{clean}-{hashlib.sha256(name.encode()).hexdigest()[:_HASH]}"


def outside(address: str | None) -> str | None:
    """The address when it may be a link: http or https and nothing else.

    >>> outside("javascript:alert(1)") is None
    True
    """
    return address if address and ABSOLUTE.fullmatch(address) else None


def unturned(text: str) -> str:
    """The text without characters that turn its direction, for places without markup (titles)."""
    return _TURNING.sub("", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Links as seen from the page `here`, about the article `article` (its slug).

    `single`: all pages are sections of one file. `many`: the project has several articles, so that
    entities have pages of their own, and ids in a single file carry the article's name.
    """

    here: str = "index.html"
    article: str = ""
    single: bool = False
    many: bool = False

    def page(self, name: str, article: str = "") -> str:
        """A link to a page, of this article when it is one that each article has."""
        if self.single:
            return f"#{self.page_id(name, article)}"
        return self._relative(path(name, article or self.article))

    def page_id(self, name: str, article: str = "") -> str:
        """The element id of a page in a single file."""
        about = article or self.article
        own = self.many and name in ARTICLE_PAGES
        return f"page-{about}--{name}" if own else f"page-{name}"

    def file(self, name: str) -> str:
        """A link to a file of the site."""
        return self._relative(name)

    def id(self, iri: Iri) -> str:
        """The element id of a thing."""
        name = anchor(iri)
        scoped = self.single and self.many and kind(iri) not in _ENTITY_KINDS
        return f"{self.article}--{name}" if scoped else name

    def thing(self, iri: Iri) -> str:
        """A link to where a thing is shown."""
        if self.single:
            return f"#{self.id(iri)}"
        if kind(iri) in _ENTITY_KINDS:
            where = entity_path(iri) if self.many else path("people")
        else:
            where = path(_PAGE_OF_KIND.get(kind(iri), "timeline"), self.article)
        return self._within(where, anchor(iri))

    def fall_id(self, source: Iri) -> str:
        """The element id of what falls without a source."""
        return f"without-{self.id(source)}"

    def fall(self, source: Iri) -> str:
        """A link to what falls without a source."""
        return self._within(path("what-if", self.article), self.fall_id(source))

    def place_id(self, start: int) -> str:
        """The element id of the characters that begin there."""
        return f"{self.article}--at-{start}" if self.single and self.many else f"at-{start}"

    def place(self, start: int) -> str:
        """A link into the text."""
        return self._within(path("read", self.article), self.place_id(start))

    def ask(self, question: str, **bound: str) -> str:
        """A link to a question, asked with these values (IRIs) for its parameters."""
        values = "".join(f"&{name}={quote(value, safe='')}" for name, value in bound.items())
        return self._within(path("ask"), f"question-{question}{values}")

    def _within(self, where: str, name: str) -> str:
        """A link to an element of a page, which may be this one."""
        return (
            f"#{name}" if self.single or where == self.here else f"{self._relative(where)}#{name}"
        )

    def _relative(self, target: str) -> str:
        return posixpath.relpath(target, posixpath.dirname(self.here) or ".")


def entity_path(iri: Iri) -> str:
    """The path of the page of a thing that several articles may speak of."""
    return f"entities/{anchor(iri)}.html"


def path(name: str, article: str = "") -> str:
    """The path of a page in a site.

    >>> path("timeline", "essay"), path("ask")
    ('articles/essay/timeline.html', 'ask.html')
    """
    if name not in ARTICLE_PAGES:
        return f"{name}.html"
    return f"articles/{article}/{'index' if name == 'read' else name}.html"
