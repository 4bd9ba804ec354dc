"""One article, start to end: attributions, proposals, and the annotation file with them in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kgbuild.annotation.edit import add_entries
from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.style import block
from kgbuild.diagnostics import Diagnostic
from kgbuild.extract.compose import SECTIONS, Sections, compose
from kgbuild.extract.extractors import Extractor
from kgbuild.extract.lexicon import language_of
from kgbuild.extract.progress import Told, nobody, part
from kgbuild.extract.propose import add_claims
from kgbuild.extract.readings import read_article
from kgbuild.extract.weigh import weigh
from kgbuild.text.article import Article

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
# Which share of the time is over when an article is read, and so on.
_READ, _ATTRIBUTED, _COMPOSED = 0.05, 0.6, 0.75
_ROOMY: Final = frozenset({"claims", "sources"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was proposed for an article: entries by section, and how many were dropped, and why."""

    sections: Sections
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def claims(self) -> int:
        """How many claims are proposed."""
        return len(self.sections.get("claims", ()))


def extract(
    article: Article, file: AnnotationFile, extractor: Extractor, *, told: Told = nobody
) -> Extraction:
    """What an extractor proposes for an article beyond what its annotation file says already.

    Everything proposed can be built: what would break a rule is dropped and counted. A passage
    that a claim of the file quotes, accepted, proposed or rejected, is left alone, so that a second
    run proposes nothing. `told` learns how far it has come.
    """
    entry = file.article
    language = entry.language.value if entry.language else language_of(article.characters)
    language = language.split("-")[0].lower()
    issued = entry.issued.value if entry.issued and _DAY.fullmatch(entry.issued.value) else ""
    author = next(
        (p.name.value for p in file.people if entry.by and p.id.value == entry.by.value), ""
    )
    reading = read_article(article, file, language=language, issued=issued, author=author)
    skipped = tuple((start, end) for start, end, _ in reading.regions)
    told(_READ)
    found = extractor.attribute(article, skipped, told=part(told, _READ, _ATTRIBUTED))
    add_claims(reading, found)
    first = not any(claim.proposed_by for claim in file.claims)
    composed = compose(reading, first=first)
    sections, dropped = weigh(article, file, composed, told=part(told, _COMPOSED, 1))
    if not first and not sections.get("claims"):
        sections = {}
    return Extraction(sections=sections, dropped=reading.dropped + dropped)


def added(text: str, sections: Sections, *, path: str = "") -> str | Diagnostic:
    """The text of an annotation file with proposals at the end of its sections, all else as it is.

    A Diagnostic says why the file cannot be edited.
    """
    for name in SECTIONS:
        if entries := sections.get(name):
            edited = add_entries(text, name, entries, path=path)
            if isinstance(edited, Diagnostic):
                return edited
            text = edited
    return text


def section_text(sections: Sections, names: Iterable[str] = SECTIONS) -> str:
    """The sections as YAML text, for a new file.

    >>> print(section_text({"places": [{"id": "seoul", "name": "Seoul"}]}), end="")
    places:
      - id: seoul
        name: Seoul
    """
    parts = []
    for name in names:
        if entries := sections.get(name):
            gap = "\n\n" if name in _ROOMY else "\n"
            blocks = ("\n".join(block([entry], "  ")) for entry in entries)
            parts.append(f"{name}:\n{gap.join(blocks)}\n")
    return "\n".join(parts)
