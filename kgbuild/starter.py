"""A new project around an article: configuration, the text, and a first draft of what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from kgbuild.annotation.layout import FORMS, LONGEST_VALUE, slug
from kgbuild.annotation.read import parse
from kgbuild.annotation.schema import schema_text
from kgbuild.annotation.style import double_quoted
from kgbuild.extract.extraction import Extraction, extract, section_text
from kgbuild.extract.lexicon import language_of
from kgbuild.extract.progress import Told, nobody
from kgbuild.extract.structure import head_of, regions_of
from kgbuild.extract.wording import typed
from kgbuild.reading.page import Page
from kgbuild.reading.read import read_page
from kgbuild.text.anchor import occurrences
from kgbuild.text.article import Article

if TYPE_CHECKING:
    from kgbuild.extract.compose import Sections
    from kgbuild.extract.extractors import Extractor

SCHEMA_FILE: Final = "annotation.schema.json"
_LONGEST: Final = 300
_LONGEST_TITLE: Final = 200
_CONFIG: Final = """\
# A kgbuild project. `kgbuild build` makes the graph, `kgbuild query --list` shows what to ask.
# Every IRI of your data begins with this address; use one that you own before you publish.
base = "https://example.org/{name}/"
"""
_HEAD: Final = """\
# yaml-language-server: $schema={schema}
#
# What the article says, and who says it. {draft}Every quotation must stand in the
# article word for word; `kgbuild build` says where it does not. The README shows each section
# with an example.
article:
"""
_DRAFT: Final = """\
What is marked `proposed` was found by a machine:
# `kgbuild review` decides about it claim by claim, or edit this file. """
_BY_HAND: Final = """\
Begin with the article's author, then add people,
# institutions, sources, policies and claims. """
_HINTS: Final = """
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
"""
_FIRST_CLAIM: Final = """
claims:
  # The author's own words. For somebody else's add `by:` (who), `in:` (which source) and `cue:`.
  - id: {id}
    quote: {quote}
    mode: own-words    # verbatim, block, mixed, indirect, scare-quote, translated, summarised
    factuality: Uu     # CT+ certain, PR+ probable, PS+ possible, CT- certainly not, Uu open
    says: {says}
    review: proposed
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The files of a new project, what was done to the text, and what was proposed."""

    files: dict[Path, bytes]
    steps: tuple[str, ...] = ()
    extraction: Extraction = field(default_factory=lambda: Extraction(sections={}))


def new_files(
    folder: Path,
    data: bytes,
    name: str,
    *,
    extractor: Extractor | None = None,
    told: Told = nobody,
) -> Start:
    """A new project in `folder` around an article: plain text, Markdown or HTML.

    `data` are the bytes of the article, `name` its file name. What the extractor proposes is in
    the annotation file; without one, or when it finds nothing, there is one claim to begin with.
    Of Markdown and HTML the original is kept beside the text. Raises InputError when the article
    is no text. `told` learns how far the extractor has come.
    """
    page = read_page(data, name)
    stem = slug(PurePath(name).stem) or "article"
    article = Article(f"{stem}.txt", page.characters)
    annotations, extraction = _annotations(article, page, stem, extractor, told)
    config = _CONFIG.format(name=slug(folder.resolve().name) or "project")
    files = {
        folder / "kgbuild.toml": config.encode(),
        folder / article.path: page.characters.encode(),
        folder / f"{stem}.yaml": annotations.encode(),
        folder / SCHEMA_FILE: schema_text().encode(),
    }
    if page.snapshot:
        files[folder / f"{stem}{page.snapshot}"] = data
    return Start(files=files, steps=page.steps, extraction=extraction)


def _annotations(
    article: Article, page: Page, stem: str, extractor: Extractor | None, told: Told
) -> tuple[str, Extraction]:
    """The text of the annotation file, and what of it was proposed."""
    identifier = f"{stem}-article" if stem in ("author", "first-claim") else stem
    sections = _known(article, page, identifier)
    head = _article_lines(article, page, identifier, sections)
    base = "article:\n" + head + section_text(sections)
    file, found = parse(base, article.path)
    extraction = Extraction(sections={})
    if extractor is not None and file is not None and not found:
        extraction = extract(article, file, extractor, told=told)
    together: dict[str, Any] = dict(sections)
    for section, entries in extraction.sections.items():
        together[section] = [*together.get(section, []), *entries]
    draft = bool(extraction.claims)
    top = _HEAD.format(schema=SCHEMA_FILE, draft=_DRAFT if draft else _BY_HAND)
    lists = section_text(together)
    end = "" if draft else _HINTS + _first_claim(article, together)
    return top + head + "\n" + lists + end, extraction


def _known(article: Article, page: Page, identifier: str) -> Sections:
    """Who wrote and who published the article, and the parts of it that the page sets apart."""
    author = page.author or head_of(article).author
    sections: Sections = {}
    taken = {identifier}
    if author and (name := slug(author) or "author") not in taken:
        taken.add(name)
        sections["people"] = [{"id": name, "name": author[:_LONGEST_TITLE]}]
    else:
        taken.add("author")
        voice = {"id": "author", "name": "The author of the article", "kind": "anonymous"}
        sections["voices"] = [dict(voice)]
    if page.publisher:
        name = slug(page.publisher) or "publisher"
        name = f"{name}-medium" if name in taken else name
        body = {"id": name, "name": page.publisher[:_LONGEST_TITLE], "type": "medium"}
        sections["institutions"] = [dict(body)]
    if page.regions:
        own = [(r.start, r.end, r.kind) for r in page.regions]
        more = (r for r in regions_of(article) if not any(r[0] < e and s < r[1] for s, e, _ in own))
        quotes = ((typed(article, (s, e)), kind) for s, e, kind in sorted((*own, *more)))
        sections["regions"] = [{"quote": q, "kind": kind} for q, kind in quotes if q is not None]
    return sections


def _article_lines(article: Article, page: Page, identifier: str, sections: Sections) -> str:
    """The lines of the article's own entry."""
    text = article.characters
    title = page.title or next(line.strip() for line in text.split("\n") if line.strip())
    author = [*sections.get("people", []), *sections.get("voices", [])][0]
    issued = page.issued or head_of(article, language_of(text)).issued
    lines = {
        "id": identifier,
        "file": article.path,
        "sha256": article.sha256,
        "title": double_quoted(title[:_LONGEST_TITLE]),
        "kind": "other          # essay, news-item, opinion, blog-post, cable, report, …",
        "by": str(author["id"]),
    }
    for body in sections.get("institutions", ()):
        lines["publisher"] = str(body["id"])
    lines["issued"] = issued or "unknown      # 2012-02-27, 2012-02, 2012 …"
    language = page.language or language_of(text)
    if language and FORMS["language"][0].fullmatch(language):
        lines["language"] = double_quoted(language)
    if page.url and FORMS["url"][0].fullmatch(page.url):
        lines["url"] = double_quoted(page.url)
    return "".join(f"  {key}: {value}\n" for key, value in lines.items())


def _first_claim(article: Article, sections: Sections) -> str:
    """A claim to begin with: the author's, in a sentence of the text."""
    words, once = _first_sentence(article)
    taken = {str(entry.get("id")) for entries in sections.values() for entry in entries}
    return _FIRST_CLAIM.format(
        id="first-claim" if "first-claim" not in taken else "first-of-the-claims",
        quote=double_quoted(words) if once else f"{{words: {double_quoted(words)}, nth: 1}}",
        says=double_quoted(words),
    )


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
