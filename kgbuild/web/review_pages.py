"""The pages of reviews: what waits for a decision, what has changed meanwhile, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kgbuild.annotation import read as annotation
from kgbuild.annotation.entries import ClaimEntry
from kgbuild.diagnostics import Diagnostic
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.web import edits
from kgbuild.web.addresses import Addresses
from kgbuild.web.environment import Mode, render
from kgbuild.web.link_edits import links_files
from kgbuild.web.site import Frame

if TYPE_CHECKING:
    from kgbuild.web.review import Review

# In the order in which they want a decision; accepted claims are on the pages of the article.
_ORDER: Final = ("needs-recheck", "proposed", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A claim that is not accepted, as its annotation file has it."""

    file: str
    base: str
    claim: str
    state: str
    says: str
    by: str
    quote: tuple[str, ...]
    place: str
    note: str
    fields: Mapping[str, str]


def waiting(review: Review) -> str:
    """The page of what waits for a decision, and of what can be undone."""
    found = list(_waiting(review))
    found.sort(key=lambda claim: _ORDER.index(claim.state))
    return _page(
        review,
        "Review",
        waiting=found,
        last=review.desk.last,
        links=review.links(),
        bases=review.link_bases(),
    )


def conflict(
    review: Review, diff: str, hashes: Mapping[str, str], fields: Mapping[str, str], path: str
) -> str:
    """The page that shows what has changed since, and offers to make the change in that."""
    bases = {"base": hashes.get(fields.get("file", ""), "")}
    for name, file in links_files(review.project).items():
        bases[f"base-{name}"] = hashes.get(file.name, "")
    again = {**fields, **{name: base for name, base in bases.items() if name in fields}}
    # A claim that is known by its line only may be another one now.
    possible = path != "/edit/undo" and "@" not in fields.get("claim", "")
    return _page(
        review,
        "The file has changed",
        diff=diff,
        action=path,
        again=sorted(again.items()) if possible else None,
    )


def refused(review: Review, findings: tuple[Diagnostic, ...]) -> str:
    """The page that says why a change was not made."""
    return _page(review, "Not changed", findings=findings)


def _page(review: Review, title: str, **values: Any) -> str:
    frame = Frame(
        title=review.title,
        many=len(review.project.annotations) > 1,
        mode=Mode(edit=True, live=True, token=review.token),
        questions=(),
        prefixes=PREFIXES,
    )
    to = Addresses(here="review", many=frame.many)
    names = ("waiting", "last", "diff", "findings", "again", "links", "bases")
    nothing = dict.fromkeys(names)
    return render("base.html", **frame.values("review", to, title), **{**nothing, **values})


def _waiting(review: Review) -> Iterator[Waiting]:
    for name, path in sorted(review.files().items()):
        text, base = review.desk.read(path)
        file, _ = annotation.parse(text, review.project.shown(path))
        for entry in file.claims if file is not None else ():
            if entry.review is not None and entry.review.state.value in _ORDER:
                yield _of(entry, name, base)


def _of(entry: ClaimEntry, name: str, base: str) -> Waiting:
    assert entry.review is not None  # noqa: S101 - for the type checker
    note = entry.review.note or entry.note
    return Waiting(
        file=name,
        base=base,
        claim=edits.entry_name(entry),
        state=entry.review.state.value,
        says=entry.says.value,
        by=entry.by.value if entry.by else "",
        quote=tuple(quote.words.value for quote in entry.quote),
        place=str(entry.at),
        note=note.value if note else "",
        fields=edits.form_of(entry),
    )
