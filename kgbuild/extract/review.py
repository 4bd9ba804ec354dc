"""Deciding about proposals, one after another: a pure core, and no terminal in it.

The file is the state: each decision is an edit of its text in place, so that a review can be
broken off and taken up again at any time, and what was accepted or rejected is in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kgbuild.annotation.edit import set_value
from kgbuild.annotation.entries import AnnotationFile, ClaimEntry
from kgbuild.annotation.layout import entries_of
from kgbuild.annotation.read import parse
from kgbuild.annotation.style import Value
from kgbuild.choices import CONFIDENCES
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.extract.attribution import Range
from kgbuild.extract.readings import ranges_of
from kgbuild.records.assemble import assemble
from kgbuild.text.anchor import occurrences
from kgbuild.text.article import Article

KEYS: Final = {
    "a": "accept",
    "r": "reject",
    "e": "edit",
    "s": "skip",
    "b": "back",
    "u": "undo",
    "q": "quit",
}
EDITABLE: Final = ("says", "by", "in", "factuality", "mode", "quote", "cue", "speaker", "document")
_WAITING: Final = frozenset({"proposed", "needs-recheck"})
_BASE: Final = "https://example.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review of one annotation file.

    `text` is the file's text, `queue` the ids of the claims to decide about, `at` the position in
    it, `past` the texts and positions before each decision, `said` what the last key did. `by` and
    `on` (an ISO day) are written beside each decision when they are given.
    """

    article: Article
    text: str
    queue: tuple[str, ...]
    at: int = 0
    past: tuple[tuple[str, int], ...] = ()
    said: str = ""
    by: str = ""
    on: str = ""
    done: bool = False

    @property
    def claim(self) -> str:
        """The id of the claim to decide about; empty when none is left."""
        return self.queue[self.at] if self.at < len(self.queue) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a reviewer sees: the passage in parts, and what the claim says about it.

    Each part is text with a role: `source`, `cue`, `content` or nothing.
    """

    number: int
    count: int
    parts: tuple[tuple[str, str], ...]
    chain: tuple[str, ...]
    lines: Mapping[str, str] = field(default_factory=dict)


def begin(article: Article, text: str, *, by: str = "", on: str = "") -> Review:
    """A review of the claims that wait for a decision, the surest first, then in the text's order.

    Raises ValueError when the text is no annotation file.
    """
    file = _file(text)
    waiting = [c for c in file.claims if c.id and c.review and c.review.state.value in _WAITING]
    rank = {word: i for i, word in enumerate(CONFIDENCES)}

    def order(claim: ClaimEntry) -> tuple[int, int]:
        sure = claim.confidence.value if claim.confidence else CONFIDENCES[-1]
        spans = ranges_of(claim.quote, article)
        return rank[sure], spans[0][0] if spans else 0

    queue = tuple(c.id.value for c in sorted(waiting, key=order) if c.id)
    return Review(article=article, text=text, queue=queue, by=by, on=on, done=not queue)


def press(review: Review, key: str) -> Review:
    """The review after a key of `KEYS` (except `e`, see `edit`); another key changes nothing.

    >>> from kgbuild.text.article import Article
    >>> typed = '''
    ... article: {id: a, title: A, file: a.txt, kind: essay, issued: unknown}
    ... claims:
    ...   - {id: c, quote: It rains, mode: own-words, factuality: CT+, says: It rains.,
    ...      review: proposed}
    ... '''
    >>> after = press(begin(Article("a.txt", "It rains."), typed), "a")
    >>> after.said, after.done, "review: accepted" in after.text
    ('c accepted', True, True)
    """
    if key == "u":
        return _undone(review)
    if key == "q" or review.done:
        return replace(review, done=True, said="")
    if key in ("a", "r"):
        return _decided(review, "accepted" if key == "a" else "rejected")
    if key == "s":
        return _moved(review, review.at + 1, f"{review.claim} skipped")
    back = replace(review, at=max(0, review.at - 1), said="")
    keys = ", ".join(f"{k} {word}" for k, word in KEYS.items())
    return back if key == "b" else replace(review, said=f"keys: {keys}")


def _undone(review: Review) -> Review:
    """The review before its last change of the file."""
    if not review.past:
        return replace(review, said="nothing to undo")
    (text, at), past = review.past[-1], review.past[:-1]
    return replace(review, text=text, at=at, past=past, done=False, said="undone")


def edit(review: Review, key: str, value: str) -> Review:
    """The review with another value for a key of the claim; refused when it would not build."""
    if review.done:
        return review
    if key not in EDITABLE:
        return replace(review, said=f"`{key}` is not edited here; one of: {', '.join(EDITABLE)}")
    edited = set_value(review.text, review.claim, key, value)
    if isinstance(edited, Diagnostic):
        return replace(review, said=edited.message)
    before = {(d.code, d.message) for d in _errors(review.article, review.text)}
    for found in _errors(review.article, edited):
        if (found.code, found.message) not in before:
            return replace(review, said=f"not changed: {found.message}")
    past = (*review.past, (review.text, review.at))
    return replace(review, text=edited, past=past, said=f"{key} changed")


def _decided(review: Review, state: str) -> Review:
    """The review after a decision; who passes on a rejected claim's words falls with it."""
    value: Value = state
    if review.by:
        value = {"state": state, "by": review.by, **({"on": review.on} if review.on else {})}
    ids = [review.claim]
    if state == "rejected":
        ids += _inside(_file(review.text), review.claim)
    text = review.text
    for one in ids:
        edited = set_value(text, one, "review", value)
        if isinstance(edited, Diagnostic):
            return replace(review, said=edited.message)
        text = edited
    more = f", and {len(ids) - 1} inside it" if len(ids) > 1 else ""
    past = (*review.past, (review.text, review.at))
    gone = set(ids[1:])
    queue = tuple(c for i, c in enumerate(review.queue) if i <= review.at or c not in gone)
    after = replace(review, text=text, past=past, queue=queue)
    return _moved(after, review.at + 1, f"{review.claim} {state}{more}")


def _inside(file: AnnotationFile, claim: str) -> list[str]:
    """The claims that a claim passes on, and those inside these."""
    found = [c.id.value for c in file.claims if c.id and c.within and c.within.value == claim]
    return [*found, *(inner for one in found for inner in _inside(file, one))]


def _moved(review: Review, at: int, said: str) -> Review:
    return replace(review, at=at, said=said, done=at >= len(review.queue))


def _file(text: str) -> AnnotationFile:
    file, found = parse(text, "")
    if file is None:
        raise ValueError(found[0].message)
    return file


def _errors(article: Article, text: str) -> list[Diagnostic]:
    file, found = parse(text, "")
    more = assemble(article, file, base=_BASE).diagnostics if file is not None else ()
    return [d for d in (*found, *more) if d.severity is Severity.ERROR]


def view(review: Review) -> View | None:
    """What to show for the claim to decide about; None when none is left."""
    if review.done:
        return None
    file = _file(review.text)
    claim = next(c for c in file.claims if c.id and c.id.value == review.claim)
    lines = {
        "says": claim.says.value,
        "certainty": claim.factuality.value,
        "mode": claim.mode.value,
        "proposed by": claim.proposed_by.value if claim.proposed_by else "",
        "confidence": claim.confidence.value if claim.confidence else "",
    }
    return View(
        number=review.at + 1,
        count=len(review.queue),
        parts=_parts(review.article, claim),
        chain=_chain(file, claim),
        lines={name: value for name, value in lines.items() if value},
    )


def _parts(article: Article, claim: ClaimEntry) -> tuple[tuple[str, str], ...]:
    """The sentences around the quotation, cut where roles change."""
    content = ranges_of(claim.quote, article)
    if not content:
        return ()
    roles: list[tuple[Range, str]] = [(c, "content") for c in content]
    for words, role in ((claim.speaker, "source"), *((q, "cue") for q in claim.cue)):
        if words is not None and (where := _nearest(article, words.words.value, content)):
            roles.append((where, role))
    start = min(article.sentence(r[0])[0] for r, _ in roles)
    end = max(article.sentence(max(r[0], r[1] - 1))[1] for r, _ in roles)
    marked = [""] * (end - start)
    for (first, last), role in reversed(roles):
        marked[max(0, first - start) : last - start] = [role] * (min(last, end) - max(first, start))
    parts: list[tuple[str, str]] = []
    for offset, role in enumerate(marked[: end - start]):
        character = article.characters[start + offset]
        if parts and parts[-1][1] == role:
            parts[-1] = parts[-1][0] + character, role
        else:
            parts.append((character, role))
    return tuple(parts)


def _nearest(article: Article, words: str, content: list[Range]) -> Range | None:
    found = occurrences(words, article)
    apart = [f for f in found if not any(s <= f[0] < e for s, e in content)]
    return min(apart, key=lambda f: (abs(f[0] - content[0][0]), f), default=None)


def _chain(file: AnnotationFile, claim: ClaimEntry) -> tuple[str, ...]:
    """The names on the way from the speaker to the article's author."""
    everything = (e for _, e in entries_of(file) if getattr(e, "id", None) is not None)
    labels = ((e, getattr(e, "name", None) or getattr(e, "title", None)) for e in everything)
    names = {e.id.value: label.value for e, label in labels if label is not None}
    chain = [claim.by.value] if claim.by else []
    chain += [v.value for v in claim.via]
    outer = claim
    while outer.within is not None:
        wanted = outer.within.value
        outer = next((c for c in file.claims if c.id and c.id.value == wanted), claim)
        if outer is claim:
            break
        chain += [outer.by.value] if outer.by else []
    source = outer.in_.value if outer.in_ else ""
    by = next((s.by.value for s in file.sources if s.id.value == source and s.by), "")
    chain += [part for part in (by, source) if part]
    chain += [file.article.by.value] if file.article.by else []
    once = dict.fromkeys(chain)
    return tuple(names.get(name, name) for name in once)
