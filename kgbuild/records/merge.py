"""Records of several articles as one set: what they share must be the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from kgbuild import codes
from kgbuild.diagnostics import Diagnostic, Related
from kgbuild.records.assemble import Assembly
from kgbuild.records.model import Iri
from kgbuild.records.workbench import Origin


def merge(assemblies: Iterable[Assembly]) -> tuple[tuple[Any, ...], tuple[Diagnostic, ...]]:
    """All records, each IRI once, sorted; a finding where two articles mean different things.

    What one article leaves out another may say; lists (aliases, citations) are joined.
    """
    merged: dict[Iri, Any] = {}
    origins: dict[Iri, Origin] = {}
    found: list[Diagnostic] = []
    for assembly in assemblies:
        for record in assembly.records:
            known = merged.get(record.iri)
            if known is None or known == record:
                merged[record.iri] = record
                origins.setdefault(record.iri, assembly.origins[record.iri])
                continue
            differing = [] if type(known) is not type(record) else _differing(known, record)
            if type(known) is not type(record) or differing:
                found.append(_conflict(record, differing, origins, assembly.origins))
            else:
                merged[record.iri] = _join(known, record)
    return tuple(merged[iri] for iri in sorted(merged)), tuple(found)


def _differing(one: Any, other: Any) -> list[str]:
    """The fields on which two records of the same IRI disagree."""
    return [
        f.name
        for f in fields(one)
        if not isinstance(getattr(one, f.name), frozenset)
        and None not in (getattr(one, f.name), getattr(other, f.name))
        and getattr(one, f.name) != getattr(other, f.name)
    ]


def _join(one: Any, other: Any) -> Any:
    changes = {}
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        changes[field.name] = a | b if isinstance(a, frozenset) else (b if a is None else a)
    return replace(one, **changes)


def _conflict(
    record: Any,
    differing: list[str],
    first: Mapping[Iri, Origin],
    second: Mapping[Iri, Origin],
) -> Diagnostic:
    what = " and ".join(differing) if differing else "kind"
    return codes.NAME_MEANS_TWO_THINGS.at(
        second[record.iri].at,
        f"another article of the project gives this id another {what}",
        related=(Related(label="first here", at=first[record.iri].at),),
    )
