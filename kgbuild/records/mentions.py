"""Which passages name which entity: `called` words, and `mentions` where these cannot tell."""

from __future__ import annotations

from typing import Any

from kgbuild import codes
from kgbuild.annotation.entries import ENTITY
from kgbuild.annotation.layout import entries_of
from kgbuild.diagnostics import Related
from kgbuild.located import Text
from kgbuild.records.model import Iri, Mention
from kgbuild.records.workbench import Workbench
from kgbuild.text.fold import fold
from kgbuild.text.overlap import Overlaps
from kgbuild.text.span import Span, cut


def add_mentions(bench: Workbench) -> None:
    """A mention for each passage that names an entity; of overlapping ones the longest.

    What is listed under `mentions` comes first and wins over `called`.
    """
    taken: Overlaps[None] = Overlaps()
    for entry in bench.file.mentions:
        entity = bench.named(entry.names, ENTITY)
        for span in bench.spans(entry.quote):
            if entity is not None:
                taken.add((span.start, span.end), None)
                _add(bench, entity.iri, _name(entity.entry), span, entry)
    found = [
        (start, end, iri, entry)
        for words, (iri, entry) in _words(bench).items()
        for start, end in bench.places(words)
    ]
    for start, end, iri, entry in sorted(found, key=lambda f: (f[0] - f[1], f[0], f[2])):
        if not taken.any_at(start, end):
            taken.add((start, end), None)
            _add(bench, iri, _name(entry), cut(bench.article, start, end), entry)


def _words(bench: Workbench) -> dict[str, tuple[Iri, Any]]:
    """What each word or phrase names; a finding where it would name two things."""
    words: dict[str, tuple[Iri, Any]] = {}
    typed: dict[str, Text] = {}
    for kind, entry in entries_of(bench.file):
        if not hasattr(entry, "called") or entry is bench.file.article:
            continue
        iri = bench.minter.named(kind, entry.id.value)
        for text in entry.called:
            key = fold(text.value).text
            if key in words and words[key][0] != iri:
                said = f"“{text.value}” is also given as a name of {_name(words[key][1])}"
                related = (Related(label="first here", at=typed[key].at),)
                bench.found.append(
                    codes.CALLED_TWICE.at(text.at, said, width=len(text.value), related=related)
                )
            words[key], typed[key] = (iri, entry), text
        name = getattr(entry, "name", None)
        if name is not None:
            words.setdefault(fold(name.value).text, (iri, entry))
    return words


def _name(entry: Any) -> str:
    return str((getattr(entry, "name", None) or entry.title).value)


def _add(bench: Workbench, entity: Iri, name: str, span: Span, entry: Any) -> None:
    mention = Mention(
        iri=bench.minter.hashed("mention", entity, span.prefix, span.exact, span.suffix),
        label=f"“{' '.join(span.exact.split())}”: {name}",
        entity=entity,
        span=bench.passage(span),
    )
    bench.add(mention, entry, span)
