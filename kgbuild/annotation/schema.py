"""The JSON Schema of annotation files, written from the entry classes, for editors.

`python -m kgbuild.annotation.schema` writes `kgbuild/annotation.schema.json` anew.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from kgbuild.annotation.entries import AnnotationFile, QuoteEntry, ReviewEntry
from kgbuild.annotation.layout import FORMS, SLUG, key_of, noun_of, value_type
from kgbuild.located import Text

ID = "https://w3id.org/kgbuild/annotation.schema.json"


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an annotation file: keys, lists of words, descriptions.

    It completes and checks while one types; whether a quotation is in the article or a name is
    defined is for `kgbuild validate` to say.

    >>> json_schema()["required"]
    ['article']
    """
    definitions: dict[str, Any] = {}
    root = _entry(AnnotationFile, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "kgbuild annotation file",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The JSON Schema as text: what `annotation.schema.json` in the package holds."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _entry(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    known = [f for f in fields(kind) if f.metadata]
    doc = (kind.__doc__ or "").split("\n", maxsplit=1)[0]
    return {
        "description": doc,
        "type": "object",
        "properties": {key_of(f): _property(kind, f, definitions) for f in known},
        "required": [key_of(f) for f in known if f.default is MISSING],
        "additionalProperties": False,
    }


def _property(owner: type, field: Field[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    wanted, many = value_type(owner, field.name)
    one = _text(field) if wanted is Text else _reference(wanted, definitions)
    if many:
        one = {"anyOf": [one, {"type": "array", "items": one}]}
    description = field.metadata["doc"]
    if field.metadata["names"]:
        description += f" (id of a {' or '.join(field.metadata['names'])})"
    return {"description": description, **one}


def _reference(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = noun_of(kind).split(" ", 1)[1]
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _entry(kind, definitions)
    reference = {"$ref": f"#/$defs/{name}"}
    if kind is QuoteEntry:
        return {"anyOf": [{"type": "string"}, reference]}
    if kind is ReviewEntry:
        state = definitions[name]["properties"]["state"]
        return {"anyOf": [{"enum": state["enum"]}, reference]}
    return reference


def _text(field: Field[Any]) -> dict[str, Any]:
    """Strings; numbers and dates too, because YAML readers of editors take 2012 for a number."""
    if field.metadata["choices"]:
        return {"enum": list(field.metadata["choices"])}
    form = field.metadata["form"]
    if form == "slug":
        return {"type": "string", "pattern": f"^{SLUG.pattern}$"}
    if form in ("date", "number"):
        return {"type": ["string", "integer"]}
    if form in FORMS:
        return {"type": "string", "pattern": f"^{FORMS[form][0].pattern}$"}
    return {"type": "string"}


if __name__ == "__main__":
    Path(__file__).parent.with_name("annotation.schema.json").write_text(
        schema_text(), encoding="utf-8"
    )
