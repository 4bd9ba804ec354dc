"""How the entry classes are laid out: key names, nouns, the types and forms of values.

What `read` and `schema` both need to know about `entries`, asked of the classes themselves.
"""

from __future__ import annotations

import re
import types
import typing
import unicodedata
from collections.abc import Iterable
from dataclasses import Field, fields
from functools import cache
from typing import Any

from kgbuild.annotation import entries
from kgbuild.annotation.entries import AnnotationFile
from kgbuild.iris import ABSOLUTE

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80
_LONGEST_MADE = 60
LONGEST_VALUE = 20_000
# BCP 47 without grandfathered tags: language, script, region, variants, extensions, private use.
_LANGUAGE = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?"
    r"(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?"
)
FORMS = {
    "number": (re.compile(r"[1-9][0-9]{0,5}"), "a number from 1"),
    "sha256": (re.compile(r"[0-9a-f]{64}"), "64 hexadecimal digits"),
    "language": (_LANGUAGE, "a language tag such as en, zh-Hans or zh-Latn-pinyin"),
    "url": (ABSOLUTE, "an address that starts with https://"),
}


def key_of(field: Field[Any]) -> str:
    """The key in the file for a field: `in_` is `in`, `part_of` is `part-of`."""
    return field.name.rstrip("_").replace("_", "-")


@cache
def fields_by_key(kind: type) -> dict[str, Field[Any]]:
    """The fields of an entry class that stand in the file, by their keys."""
    return {key_of(field): field for field in fields(kind) if field.metadata}


@cache
def _hints(owner: type) -> dict[str, Any]:
    return typing.get_type_hints(owner, vars(entries))


@cache
def value_type(owner: type, name: str) -> tuple[type, bool]:
    """The type of a field's values, and whether it holds several."""
    hint = _hints(owner)[name]
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True
    if isinstance(hint, types.UnionType):
        return next(a for a in typing.get_args(hint) if a is not type(None)), False
    return hint, False


@cache
def noun_of(kind: type) -> str:
    """'a claim', 'an article': what the entry class is called in messages."""
    word = (
        "annotation file" if kind is AnnotationFile else kind.__name__.removesuffix("Entry").lower()
    )
    return ("an " if word[0] in "aeiou" else "a ") + word


def entries_of(file: AnnotationFile) -> Iterable[tuple[str, Any]]:
    """Every entry of the file with its kind: 'person', 'claim', 'source' (the article, too)."""
    yield "source", file.article
    for field in fields(AnnotationFile):
        if not field.metadata or field.name == "article":
            continue
        kind = value_type(AnnotationFile, field.name)[0].__name__.removesuffix("Entry").lower()
        for entry in getattr(file, field.name):
            yield kind, entry


def slug(text: str) -> str:
    """A short name made of a text: lower-case ASCII letters, digits, single hyphens, at most 60.

    >>> slug("Zhou Weiping's Café")
    'zhou-weiping-s-cafe'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_MADE].strip("-")
