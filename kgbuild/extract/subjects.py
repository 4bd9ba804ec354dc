"""What a sentence is about, by the words it begins with: a pronoun after it may stand for that."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from kgbuild.extract.attribution import Range
from kgbuild.extract.clauses import number_of, sentences
from kgbuild.extract.lexicon import PEOPLE, TITLES
from kgbuild.extract.marks import covered, quotations
from kgbuild.extract.names import Name
from kgbuild.extract.offices import is_past
from kgbuild.extract.roles import sex_of

# “But ”, “Meanwhile, ”, “The builder, ”, “Health minister ”, “His wife, the designer ”: what may
# lead to a name.
_LEAD: Final = re.compile(
    r"(?:(?:But|And|Yet|So|Meanwhile|However|Then),?\s+)?"
    r"(?:(?:The|A|An|His|Her|Its|Their|One)\s+)?(?:[\w’'.-]+\s+){0,4}(?:[\w’'-]+,\s+)?"
)
_TITLED: Final = re.compile(
    r"(?<=, )(?:(?:the|an?)\s+)?(?:(?!(?:of|in|at|by|from|with)\b)[a-z][\w-]*\s+){0,3}"
    r"(?:[A-Z][\w.]*\s+)*$"
)
_SO_DOES: Final = re.compile(r"(?:So|Nor|Neither)\s(?:do|does|did|is|was|has|had|will|would)\s")
_BY: Final = re.compile(
    r"^(?:In|At|On|For|By|From|With|To|Under|As)\b|\b(?:by|of|in|at|on|for|from|with|to|and|or)\s(?![^,]*,\s$)"
)
_SOMEBODY: Final = re.compile(
    r"(?:The|A|An|One|Another|His|Her|Their|Its)\s(?P<noun>(?:[A-Za-z][\w-]*\s){0,2}[A-Za-z][\w-]*)(?=,?\s)"
)
_PRONOUNS: Final = frozenset("he she it they we i you that this there asked".split())
_GOES_ON: Final = re.compile(r"(?:,\s|\s+[(a-z]|\.?$)")
_AND: Final = re.compile(r"\s+(?:and|or|&)\s+(?:[A-Z]|the\s)")


def opening_sentences(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The sentences of a paragraph that are the author's own at their beginning."""
    plain = covered(text, start, end, quotations(text, start, end))
    start += number_of(plain)
    plain = plain[number_of(plain) :]
    return tuple((start + s, start + e) for s, e in sentences(plain))


def opening_name(text: str, names: Sequence[Name], start: int, end: int) -> Name | None:
    """The one name that a sentence begins with, perhaps behind a title or a role; else None.

    >>> text = "Mayor Ada Okoro is late."
    >>> opening_name(text, [Name(6, 15, "Ada Okoro", "person")], 0, 24).words
    'Ada Okoro'
    """
    at = bisect_left(names, start, key=lambda n: n.start)
    first = [n for n in names[at : at + 2] if n.start < end]
    # “Le maire, Bruno Teyssier,”: a word alone may have its capital from the sentence.
    whole = [n for n in first if n.kind or " " in n.words]
    for name in (*whole, *first):
        before, after = text[start : name.start], text[name.end : end]
        if _leads(before) and _GOES_ON.match(after) and not _AND.match(after):
            return name
    return None


def _leads(before: str) -> bool:
    """Whether the words before a name leave it what the sentence is about."""
    if _SO_DOES.fullmatch(before) is not None:
        return True
    words = before.split()
    before = _TITLED.sub("", before)  # “But a judge, Mrs Justice Leigh,”
    if _LEAD.fullmatch(before) is None or _BY.search(before) is not None:
        return False
    if before.rstrip().endswith(",") or not words:
        return True
    return all(map(_tells_who, words[1:])) and words[0].lower() not in _PRONOUNS


def _tells_who(word: str) -> bool:
    """Whether a word may stand in a role before a name: “former student”, “Chief”."""
    plain = word.strip(".,").lower()
    return word[:1].isupper() or _is_one(plain) or is_past(plain)


def _is_one(noun: str) -> bool:
    return noun in TITLES or noun in PEOPLE or bool(sex_of(noun))


def opening_person(text: str, start: int, end: int) -> Range | None:
    """Somebody without a name whom a sentence begins with: “The surveyor”, “A retired teacher”."""
    found = _SOMEBODY.match(text, start, end)
    if found is None:
        return None
    words = list(re.finditer(r"\S+", found["noun"]))
    at = next((w for w in words if _is_one(w[0].lower())), None)
    return (start, found.start("noun") + at.end()) if at is not None else None


def opening_noun(text: str, start: int, end: int) -> tuple[str, ...]:
    """The nouns that “The agency itself” or “The county council” may begin a sentence with."""
    found = re.match(r"(?:The|This|That)((?:\s+[a-z][\w-]*){1,3})", text[start:end])
    return tuple(found[1].split()) if found else ()
