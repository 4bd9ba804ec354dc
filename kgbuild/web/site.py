"""A static site: every page and file of it, one after another, the same bytes each time.

Nothing here opens a socket or reads the clock. `kgbuild serve` gives out the same pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kgbuild.store import questions as named
from kgbuild.version import __version__
from kgbuild.web import bundles, exports, search
from kgbuild.web.addresses import Addresses, entity_path, path
from kgbuild.web.environment import Mode, render, script
from kgbuild.web.fragments import Shown
from kgbuild.web.pages import Page, page
from kgbuild.web.project_values import asking, entry, overview, people, reference
from kgbuild.web.register import LINES_OF_MANY, Known, Register
from kgbuild.web.shelf import Article, Shelf
from kgbuild.web.views.lights import lights

if TYPE_CHECKING:
    from kgbuild.project import Build
    from kgbuild.store.questions import Question

# What a page may load and do (CSP3). Pages make no request; those with the SPARQL engine compile
# WebAssembly, in a worker made of text. Where people type into the editor, browsers put style
# attributes into it, which can do no harm: no text becomes an attribute. A server sends its own
# policy as a header.
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'{wasm}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_WASM: Final = " 'wasm-unsafe-eval'; worker-src blob:; style-src-attr 'unsafe-inline'"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What all pages of a site share: its title, how it is shown, whether it has many articles."""

    title: str
    many: bool
    mode: Mode
    questions: tuple[Question, ...]
    prefixes: Mapping[str, str]

    def values(self, name: str, to: Addresses, title: str) -> dict[str, Any]:
        """The values that the frame of a page needs."""
        wasm = _WASM if "engine.js" in bundles.scripts(name) else ""
        return {
            "page": name,
            "title": title,
            "site": self.title,
            "to": to,
            "mode": self.mode,
            "many": self.many,
            "policy": "" if self.mode.live else _POLICY.format(wasm=wasm),
            "scripts": bundles.scripts(name),
            "version": __version__,
            "addresses": lambda article: replace(to, article=article),
        }


def pages(
    source: Build | Iterable[Any],
    *,
    title: str = "",
    questions: Mapping[str, Question] | None = None,
    mode: Mode | None = None,
) -> Iterator[Page]:
    """Every file of the site of a build, or of the records of a graph.

    One article is in memory at a time, as far as this function goes, and a short register of all.
    `title` is the site's; without it the article's, or how many articles there are. `questions`
    are shown besides those that come with kgbuild.
    """
    shelf = Shelf(source)
    frame = Frame(
        title=title or title_of(shelf),
        many=len(shelf) > 1,
        mode=mode or Mode(),
        questions=all_questions(questions or {}),
        prefixes=shelf.prefixes,
    )
    register = Register(most=LINES_OF_MANY if frame.many else None)
    index = search.Index()
    for article in shelf:
        shown = Shown(article)
        yield from article_pages(shown, frame)
        yield from data_pages(shown, many=frame.many)
        found = search.entries(shown.cards, Addresses(article=article.slug, many=frame.many))
        yield from (page(*file) for file in index.put(found))
        register.put(shown)
    yield from (page(*file) for file in index.rest())
    yield from project_pages(register, index.files, frame)
    yield from assets()


def title_of(shelf: Shelf) -> str:
    """What a site is called when nobody says so."""
    number = len(shelf)
    return next(iter(shelf)).title if number == 1 else f"{number:,} articles and their claims"


@cache
def own_questions() -> tuple[Question, ...]:
    """The questions behind the figures of the pages, by name."""
    folder = bundles.FOLDER.parent / "questions"
    return tuple(named.read(file) for file in sorted(folder.glob("*.rq")))


def all_questions(more: Mapping[str, Question]) -> tuple[Question, ...]:
    """The named questions by number and name, then those behind figures."""
    found = {**named.questions(), **more}
    shipped = sorted(found.values(), key=lambda q: (q.number or 999, q.name))
    return (*shipped, *own_questions())


def article_pages(shown: Shown, frame: Frame) -> Iterator[Page]:
    """The pages of one article."""
    slug = shown.article.slug
    for name, title, values in shown.pages():
        where = path(name, slug)
        to = Addresses(here=where, article=slug, many=frame.many)
        yield page(where, render("base.html", **frame.values(name, to, title), **values))


def data_pages(shown: Shown, *, many: bool = False) -> Iterator[Page]:
    """One article's data: for readers to take away, and as a script for the page of questions."""
    article = shown.article
    triples = exports.graph_of(article)
    graph = exports.turtle(triples, article)
    yield page(f"data/{article.slug}.ttl", graph)
    yield page(f"data/{article.slug}.jsonld", exports.jsonld(triples))
    yield page(f"data/{article.slug}.csv", exports.claims_csv(shown.cards))
    yield page(f"data/{article.slug}.js", graph_script(article, graph))
    to = Addresses(article=article.slug, many=many)
    yield page(f"data/{article.slug}.text.js", text_script(shown, to))


def graph_script(article: Article, graph: str) -> str:
    """A script that brings the graph of an article."""
    return f"kgbuild.graph({script(article.slug)},{script(graph)});\n"


def text_script(shown: Shown, to: Addresses) -> str:
    """A script that brings the text of an article in pieces, each with the things it stands for.

    `where` has the addresses of what answers name: claims, sources, voices, relations.
    """
    named_things = [
        *(card.iri for card in shown.cards),
        *(document.iri for document in shown.documents),
        *(conflict.iri for conflict in shown.conflicts),
        *(entity.iri for entity in shown.entities),
        *(content.iri for card in shown.cards for content in card.content if content.dated),
    ]
    lit = {**lights(shown.article.lookup), "where": {iri: to.thing(iri) for iri in named_things}}
    return f"kgbuild.text({script(shown.article.slug)},{script(lit)});\n"


def project_pages(register: Register, found: list[str], frame: Frame) -> Iterator[Page]:
    """The pages of the whole project."""
    for name, title, values in project_values(register, found, frame):
        to = Addresses(here=path(name), many=frame.many)
        yield page(path(name), render("base.html", **frame.values(name, to, title), **values))
    if frame.many:
        for known in register.known():
            yield _entity_page(known, frame)


def project_values(
    register: Register, found: list[str], frame: Frame
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The name, title and values of each page of the whole project."""
    yield "index", frame.title, overview(register, found)
    yield "people", f"People and places: {frame.title}", people(register)
    yield "ask", f"Ask: {frame.title}", asking(register, frame.questions, frame.prefixes)
    for name, title, values in reference():
        yield name, f"{title}: {frame.title}", values


def _entity_page(known: Known, frame: Frame) -> Page:
    where = entity_path(known.entity.iri)
    to = Addresses(here=where, many=True)
    values = frame.values("entity", to, f"{known.entity.label}: {frame.title}")
    return page(where, render("base.html", **values, e=entry(known)))


def assets() -> Iterator[Page]:
    """The style, the scripts, others' programs and their licences."""
    for name in (bundles.STYLE, *bundles.OWN):
        yield page(f"assets/{name}", bundles.text(name))
    yield page("assets/oxigraph.js", bundles.oxigraph())
    yield page("assets/editor.js", bundles.editor())
    yield page("assets/LICENSES.txt", bundles.notices())
