"""Edits that a reviewer makes, as changes of an annotation file's text.

Every function takes the text and gives the new one, or the findings that speak against it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kgbuild import codes
from kgbuild.annotation import edit
from kgbuild.annotation.entries import AnnotationFile, ClaimEntry, QuoteEntry, ReviewEntry
from kgbuild.annotation.layout import entries_of, slug
from kgbuild.annotation.style import Value
from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Place, Text
from kgbuild.text.anchor import Quote, anchor, occurrences
from kgbuild.text.article import Article

# The keys of a claim that a form can change, in the order of the form; `about` holds several.
FIELDS: Final = ("by", "in", "mode", "factuality", "says", "cue", "about", "stance", "said", "note")
_LISTS: Final = ("about",)
Result = str | tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Who decides, and on which day (YYYY-MM-DD). Neither is made up here."""

    name: str | None
    day: str


def entry_name(entry: ClaimEntry) -> str:
    """How an edit calls a claim: its id, or the line in which it begins."""
    return entry.id.value if entry.id else f"claims@{entry.at.line}"


def form_of(entry: ClaimEntry) -> dict[str, str]:
    """What stands in the form of a claim; a key that holds more than a form can show is left out.

    Lists are written with commas, as `reviewed` and `changed` read them.
    """
    found: dict[str, str] = {}
    for key in FIELDS:
        value = getattr(entry, "in_" if key == "in" else key)
        parts = value if isinstance(value, tuple) else (value,) if value else ()
        words = [_words(part) for part in parts]
        if None in words or (len(words) > 1 and key not in _LISTS):
            continue
        found[key] = ", ".join(word for word in words if word is not None)
    return found


def _words(part: Text | QuoteEntry) -> str | None:
    if isinstance(part, Text):
        return part.value
    return None if part.nth or part.before or part.after else part.words.value


def reviewed(text: str, entry: ClaimEntry, state: str, by: Reviewer, *, path: str = "") -> Result:
    """The text with a reviewer's decision about a claim; an older note of a review is kept."""
    old = entry.review.note if isinstance(entry.review, ReviewEntry) else None
    review: dict[str, Value] = {"state": state}
    if by.name:
        review["by"] = by.name
    review["on"] = by.day
    if old is not None:
        review["note"] = old.value
    return _result(edit.set_value(text, entry_name(entry), "review", review, path=path))


def changed(text: str, entry: ClaimEntry, fields: Mapping[str, str], *, path: str = "") -> Result:
    """The text with other values in a claim; what the form was left at is not touched."""
    before = form_of(entry)
    values: dict[str, Value | None] = {}
    for key, old in before.items():
        typed = _cleaned(fields.get(key, old))
        if typed != old:
            values[key] = _value(key, typed)
    if not values:
        return text
    return _result(edit.set_values(text, entry_name(entry), values, path=path))


def _cleaned(typed: str) -> str:
    """What a form sends, with the line breaks that were typed (HTML sends CRLF)."""
    return typed.replace("\r\n", "\n").strip()


def _value(key: str, typed: str) -> Value | None:
    if not typed:
        return None
    if key in _LISTS:
        names = [name for part in typed.split(",") if (name := part.strip())]
        return names[0] if len(names) == 1 else names
    return typed


def added(
    text: str,
    file: AnnotationFile,
    quote: Value,
    fields: Mapping[str, str],
    *,
    path: str = "",
) -> Result:
    """The text with one more claim, which rests on a quotation (see `quotation`)."""
    values = {key: _value(key, _cleaned(fields.get(key, ""))) for key in FIELDS}
    given = {key: value for key, value in values.items() if value is not None}
    entry: dict[str, Value] = {"id": _new_id(file, fields.get("id", ""), given, quote)}
    for key in ("by", "in"):
        if key in given:
            entry[key] = given.pop(key)
    return _result(edit.add_entry(text, "claims", {**entry, "quote": quote, **given}, path=path))


def _new_id(file: AnnotationFile, typed: str, given: Mapping[str, Value], quote: Value) -> str:
    """The id that was typed, else one made of what is said, that no other entry has."""
    if typed.strip():
        return typed.strip()
    digest = hashlib.sha256(repr((given, quote)).encode()).hexdigest()[:8]
    stem = slug(str(given.get("says", ""))) or f"claim-{digest}"
    taken = {e.id.value for _, e in entries_of(file) if getattr(e, "id", None)}
    return f"{stem}-{digest}" if stem in taken else stem


def quotation(article: Article, start: int, end: int, words: str) -> Value | Diagnostic:
    """A quotation of exactly `article.characters[start:end]`, as it is typed into the file.

    A Diagnostic when `words` are not these characters, or when the strict anchor would not lead
    back to them. Offsets are 0-based, half-open, in code points.
    """
    at = Place(article.path)
    if not (0 <= start < end <= len(article.characters)) or (
        article.characters[start:end] != words
    ):
        said = "the selected words are not the article's at this place"
        return codes.QUOTE_NOT_IN_TEXT.at(at, said, hint="load the page again and select anew")
    found = occurrences(words, article)
    nth = found.index((start, end)) + 1 if (start, end) in found and len(found) > 1 else None
    spans = anchor(Quote(words=Text(words, at), nth=nth), article)
    if isinstance(spans, Diagnostic):
        return spans
    if [(s.start, s.end) for s in spans] != [(start, end)]:
        return codes.QUOTE_IS_AMBIGUOUS.at(at, "these words do not lead back to this place alone")
    return {"words": words, "nth": str(nth)} if nth else words


def _result(made: str | Diagnostic) -> Result:
    return made if isinstance(made, str) else (made,)
