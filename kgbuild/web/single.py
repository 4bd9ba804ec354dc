"""A whole site in one HTML file that opens from disk: every page a section, every script inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kgbuild.web import bundles, exports, search
from kgbuild.web.addresses import Addresses
from kgbuild.web.environment import Mode, render, script
from kgbuild.web.fragments import Shown
from kgbuild.web.register import Register
from kgbuild.web.shelf import Shelf
from kgbuild.web.site import (
    Frame,
    all_questions,
    graph_script,
    project_values,
    text_script,
    title_of,
)

if TYPE_CHECKING:
    from markupsafe import Markup

    from kgbuild.project import Build
    from kgbuild.store.questions import Question

# Scripts and style are named by their hashes (CSP3 §2.3.1), so that no other can run.
_POLICY: Final = (
    "default-src 'none'; style-src {style}; script-src {scripts} 'wasm-unsafe-eval'; "
    "worker-src blob:; style-src-attr 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A page as a section: its id, its place in the contents, its inside."""

    id: str
    name: str
    label: str
    body: Markup


_LABELS: Final = {
    "index": "Overview",
    "read": "Read",
    "voices": "Voices",
    "timeline": "Timeline",
    "conflicts": "Conflicts",
    "sources": "Sources",
    "what-if": "What if",
    "people": "People and places",
    "ask": "Ask",
    "rules": "Rules",
    "terms": "Terms",
}


def single_file(
    source: Build | Iterable[Any],
    *,
    title: str = "",
    questions: Mapping[str, Question] | None = None,
) -> bytes:
    """The site of a build, or of the records of a graph, as one HTML file (see `site.pages`)."""
    shelf = Shelf(source)
    frame = Frame(
        title=title or title_of(shelf),
        many=len(shelf) > 1,
        mode=Mode(),
        questions=all_questions(questions or {}),
        prefixes=shelf.prefixes,
    )
    register = Register()
    sections: list[Section] = []
    data: list[str] = []
    entries: list[dict[str, Any]] = []
    for article in shelf:
        shown = Shown(article)
        to = Addresses(article=article.slug, single=True, many=frame.many)
        for name, _, values in shown.pages():
            sections.append(_section(name, to, values, frame))
        data.append(graph_script(article, exports.turtle(exports.graph_of(article), article)))
        data.append(text_script(shown, to))
        entries.extend(search.entries(shown.cards, to))
        register.put(shown)
    to = Addresses(single=True, many=frame.many)
    whole = {
        name: _section(name, to, values, frame)
        for name, _, values in project_values(register, [], frame)
    }
    ordered = [whole.pop("index"), *sections, *whole.values()]
    data.append(f"kgbuild.found({script(entries)});\n")
    return _file(frame, to, ordered, data)


def _section(name: str, to: Addresses, values: dict[str, Any], frame: Frame) -> Section:
    from markupsafe import Markup

    given = {**frame.values(name, to, frame.title), **values}
    body = Markup(render(f"pages/{name}.html", **given))  # noqa: S704 - a template made it
    label = _LABELS[name]
    if to.article and frame.many:
        label = f"{label}: {values['article'].title}"
    return Section(to.page_id(name), name, label, body)


def _file(frame: Frame, to: Addresses, sections: list[Section], data: list[str]) -> bytes:
    """The file: its scripts in the order in which they need each other."""
    from markupsafe import Markup

    style = bundles.text(bundles.STYLE)
    first, *others = (bundles.text(name) for name in bundles.OWN)
    texts = [first, bundles.oxigraph(), bundles.editor(), *data, *others]
    inside = [_safe(text) for text in texts]
    policy = _POLICY.format(style=_hash(style), scripts=" ".join(map(_hash, inside)))
    values = {**frame.values("index", to, frame.title), "policy": policy}
    text = render(
        "single.html",
        **values,
        sections=sections,
        inside=[Markup(text) for text in inside],  # noqa: S704 - our own scripts, made safe
        css=Markup(style),  # noqa: S704 - our own style sheet
        notices=bundles.notices(),
    )
    return text.encode()


def _safe(text: str) -> str:
    r"""A script's text for a script element: it may hold neither its end nor a comment's begin.

    Both can only stand inside strings and regular expressions of scripts that we ship, where an
    escaped character means the same (HTML §4.12.1.3).
    """
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
