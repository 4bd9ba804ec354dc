"""IRIs, minted from what a thing is: never from its position in a file, the clock or the machine.

{base}person/zhou-weiping                       shared by the articles of a project
{base}{article}/claim/…, /voice/…, /state/…     belongs to one article
{base}text/{sha256}#char=10,20                  a passage (RFC 5147, code points)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kgbuild.records.model import Iri
from kgbuild.text.article import Article
from kgbuild.text.span import Span

_HASH_LENGTH = 16
# The kinds of entry that mean the same thing in every article of a project.
SHARED = frozenset({"person", "institution", "place", "concept", "policy", "source"})


@dataclass(frozen=True, slots=True)
class Minter:
    """Makes the IRIs of one article's things. `base` ends with / or #.

    >>> Minter("https://example.org/", "essay").named("claim", "no-authority")
    'https://example.org/essay/claim/no-authority'
    """

    base: str
    article: str

    def named(self, kind: str, slug: str) -> Iri:
        """The IRI of an entry with an id."""
        scope = "" if kind in SHARED else f"{self.article}/"
        return f"{self.base}{scope}{kind}/{slug}"

    def hashed(self, kind: str, *parts: str) -> Iri:
        """The IRI of a thing without an id: a hash of what makes it what it is."""
        digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_HASH_LENGTH]
        return f"{self.base}{self.article}/{kind}/{digest}"

    def snapshot(self, article: Article) -> Iri:
        """The IRI of an article's exact text."""
        return f"{self.base}text/{article.sha256}"

    def passage(self, snapshot: Iri, span: Span) -> Iri:
        """The IRI of a span of a snapshot (RFC 5147 character range)."""
        return f"{snapshot}#char={span.start},{span.end}"

    def selector(self, snapshot: Iri, kind: str, span: Span) -> Iri:
        """The IRI of one of a passage's two selectors, `position` or `quote`."""
        return f"{snapshot}/{kind}/{span.start}-{span.end}"

    def reporter(self, claim: Iri, holder: Iri, source: Iri) -> Iri:
        """The IRI of the claim by which `holder` passes `claim` on in `source`."""
        return f"{claim}--in--{_last(source)}--by--{_last(holder)}"


def _last(iri: Iri) -> str:
    return iri.rstrip("/").rsplit("/", 1)[-1]
