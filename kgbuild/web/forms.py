"""Forms of our own pages: their fields, and what may be chosen in them."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from kgbuild import choices
from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.layout import entries_of

_AGENTS: Final = ("person", "institution", "voice")
_LONGEST: Final = 20_000
Fields = Mapping[str, str]


class FormError(Exception):
    """A form that none of our pages would send."""

    def __init__(self, why: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(why)
        self.status = status


def form(content_type: str | None, body: bytes) -> dict[str, str]:
    """The fields of a form. Raises FormError for what no form of ours sends."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise FormError("a form is wanted", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100
        )
    except ValueError:
        raise FormError("the form is not URL-encoded UTF-8") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise FormError("a field stands twice in the form")
    if any(len(value) > _LONGEST for value in fields.values()):
        raise FormError("a field is too long", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return fields


def form_choices(file: AnnotationFile) -> dict[str, list[dict[str, str]]]:
    """What may be chosen in the form of a claim: ids with names, and the words of lists."""

    def words(known: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"id": word, "name": word} for word in known]

    def named(*kinds: str) -> list[dict[str, str]]:
        return [
            {"id": entry.id.value, "name": str(getattr(entry, "name", None) or entry.title)}
            for kind, entry in entries_of(file)
            if kind in kinds
        ]

    return {
        "by": named(*_AGENTS),
        "in": named("source"),
        "mode": words(choices.QUOTATION_MODES),
        "factuality": words(choices.FACTUALITIES),
        "stance": words(choices.STANCES),
        "about": named(*_AGENTS, "place", "concept", "policy", "event", "source"),
    }


def one_of(fields: Fields, name: str, known: tuple[str, ...]) -> str:
    """The field's value, one of the words. Raises FormError."""
    value = fields.get(name, "")
    if value not in known:
        raise FormError(f"`{name}` is one of {', '.join(known)}")
    return value
