"""A new project around an article: configuration, a clean copy of the text, first annotations."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from kgbuild.annotation.layout import LONGEST_VALUE
from kgbuild.annotation.schema import schema_text
from kgbuild.annotation.style import double_quoted
from kgbuild.diagnostics import Diagnostic
from kgbuild.errors import InputError
from kgbuild.text.anchor import occurrences
from kgbuild.text.article import Article, Cleaning, clean

_OTHER_IDS: Final = ("author", "first-claim")
SCHEMA_FILE: Final = "annotation.schema.json"
_CONFIG: Final = """\
# A kgbuild project. `kgbuild build` makes the graph, `kgbuild query --list` shows what to ask.
# Every IRI of your data begins with this address; use one that you own before you publish.
base = "https://example.org/{name}/"
"""
_ANNOTATIONS: Final = """\
# yaml-language-server: $schema={schema}
#
# What the article says, and who says it. Begin with the article's author, then add people,
# institutions, sources, policies and claims. Every quotation must stand in the article word for
# word; `kgbuild build` says where it does not. The README shows each section with an example.
article:
  id: {id}
  file: {file}
  sha256: {sha256}
  title: {title}
  kind: other          # essay, news-item, opinion, blog-post, cable, report, …
  by: author
  issued: unknown      # 2012-02-27, 2012-02, 2012 …

# Replace this voice by the person who wrote the article: people: [{{id: …, name: …}}]
voices:
  - id: author
    name: The author of the article
    kind: anonymous

# people:
#   - id: zhou-weiping
#     name: Zhou Weiping
#     called: [Zhou]

# sources:
#   - id: cable-2008
#     title: Cable of 18 January 2008
#     kind: cable
#     by: some-consulate
#     issued: 2008-01-18

claims:
  # The author's own words. For somebody else's add `by:` (who), `in:` (which source) and `cue:`.
  - id: first-claim
    quote: {quote}
    mode: own-words    # verbatim, block, mixed, indirect, scare-quote, translated, summarised
    factuality: Uu     # CT+ certain, PR+ probable, PS+ possible, CT- certainly not, Uu open
    says: {says}
    review: proposed
"""


def new_files(folder: Path, data: bytes, name: str) -> tuple[dict[Path, bytes], tuple[str, ...]]:
    """The files of a new project in `folder` around an article, and what was done to the text.

    `data` are the bytes of the article, `name` its file name. Raises InputError when it is no text.
    """
    cleaned = clean(data, name)
    if isinstance(cleaned, Diagnostic):
        raise InputError(f"{cleaned.at}: {cleaned.message}", hint=cleaned.hint)
    return _files(folder, cleaned, name), cleaned.steps


def _files(folder: Path, cleaned: Cleaning, name: str) -> dict[Path, bytes]:
    stem = slug(Path(name).stem) or "article"
    identifier = f"{stem}-article" if stem in _OTHER_IDS else stem
    file = f"{stem}.txt"
    article = Article(file, cleaned.characters)
    text = cleaned.characters
    title = next((line.strip() for line in text.split("\n") if line.strip()), stem)
    words, once = _first_sentence(article)
    annotations = _ANNOTATIONS.format(
        schema=SCHEMA_FILE,
        id=identifier,
        file=file,
        sha256=article.sha256,
        title=double_quoted(title[:200]),
        quote=double_quoted(words) if once else f"{{words: {double_quoted(words)}, nth: 1}}",
        says=double_quoted(words),
    )
    config = _CONFIG.format(name=slug(folder.resolve().name) or "project")
    return {
        folder / "kgbuild.toml": config.encode(),
        folder / file: text.encode(),
        folder / f"{stem}.yaml": annotations.encode(),
        folder / SCHEMA_FILE: schema_text().encode(),
    }


def _first_sentence(article: Article) -> tuple[str, bool]:
    """A sentence of the longest paragraph, and whether it occurs once: hardly ever a headline."""
    text = article.characters
    wholes: list[str] = []
    for start, end in sorted(article.paragraphs, key=lambda p: (p[0] - p[1], p[0])):
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        for whole in (text[slice(*article.sentence(begin))].strip(), text[start:end].strip()):
            words = whole if len(whole) <= _LONGEST else whole[:_LONGEST].rpartition(" ")[0]
            wholes.append(words or whole[:LONGEST_VALUE])
            if len(occurrences(wholes[-1], article)) == 1:
                return wholes[-1], True
    return next(w for w in wholes if occurrences(w, article)), False


_LONGEST: Final = 300


def slug(text: str) -> str:
    """A short name made of a text: lower-case ASCII letters, digits, single hyphens, at most 60.

    >>> slug("Zhou Weiping's Café")
    'zhou-weiping-s-cafe'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")
