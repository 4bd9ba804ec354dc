"""From a SHACL result to the line that a person typed and the sentence it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from kgbuild.diagnostics import Diagnostic, Related, Result
from kgbuild.graph.table import field_of
from kgbuild.graph.vocab import RDFS
from kgbuild.located import Place, Text
from kgbuild.records.model import Iri, Snapshot
from kgbuild.records.workbench import Origin
from kgbuild.rules.validate import rule_of
from kgbuild.text.article import Article

_IRI: Final = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"]+")
# Record fields whose key in the annotation file has another name.
_KEYS: Final = {
    "holder": "by",
    "source": "in_",
    "mode": "mode",
    "spans": "quote",
    "label": "name",
    "creator": "by",
    "from_claim": "from_",
    "to_claim": "to",
    "denotes": "for_",
    "protection": "protect",
    "owner": "owner",
    "document": "speaks_in",
    "policy": "policy",
    "type": "type",
    "access_route": "access",
    "reports": "within",
    "entity": "names",
    "classification": "level",
    "said": "said",
    "part_of": "part_of",
}


def locate(
    result: Result,
    records: Mapping[Iri, Any],
    origins: Mapping[Iri, Origin],
    article: Article,
    file: str,
) -> Diagnostic:
    """The finding for a result on a built graph, at the key of the entry that is at fault."""
    about = _plain(result.focus)
    value = _plain(result.value or "")
    if isinstance(records.get(about), Snapshot) and value in origins:
        about = value
    origin = origins.get(about, Origin(Place(file)))
    at, width = _key(origin, records.get(about), _plain(result.path or ""))
    label = getattr(records.get(about), "label", "")
    related = [Related(label="about", text=f"{label}")] if label else []
    if origin.passage is not None:
        start, end = article.sentence(origin.passage[0])
        sentence = " ".join(article.characters[start:end].split())
        related.append(
            Related(label="in the article", at=article.place(origin.passage[0]), text=sentence)
        )
    code = rule_of(result)
    return Diagnostic(
        code=code,
        message=_named(result.messages[0] if result.messages else code, records),
        at=at,
        severity=result.severity,
        width=width,
        hint=f"kgbuild explain {code}",
        related=tuple(related),
        result=result,
    )


def _plain(term: str) -> str:
    """An IRI without its angle brackets."""
    return term.removeprefix("<").removesuffix(">")


def _named(message: str, records: Mapping[Iri, Any]) -> str:
    """The message with the labels of things for their IRIs."""

    def label(match: re.Match[str]) -> str:
        found = getattr(records.get(match[0]), "label", "")
        return f"“{found}”" if found else match[0]

    return _IRI.sub(label, message)


def _key(origin: Origin, record: Any, path: str) -> tuple[Place, int]:
    """The place of the key that a predicate comes from; the entry's own when it has none."""
    entry = origin.entry
    field = field_of(type(record), path) if record is not None and path else None
    name = _KEYS.get(field or "", field or "")
    if path == RDFS.label and entry is not None and not hasattr(entry, "name"):
        name = "says" if hasattr(entry, "says") else "title"
    if entry is not None and name in {f.name for f in fields(entry)}:
        typed = getattr(entry, name)
        first = typed[0] if isinstance(typed, tuple) and typed else typed
        text = first if isinstance(first, Text) else getattr(first, "words", None)
        if isinstance(text, Text):
            return text.at, max(1, len(text.value.split("\n")[0]))
    return origin.at, 1
