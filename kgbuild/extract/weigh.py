"""Proposals weighed: what breaks a rule is dropped and counted, the rest can be built as it is.

The same code that builds the graph reads the proposals, so nothing passes here that would not pass
there: names resolved, passages anchored, speakers and sources checked against the text beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace
from itertools import count
from typing import Any, Final

from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.layout import key_of
from kgbuild.annotation.nodes import Mapping, Node, Sequence
from kgbuild.annotation.read import read_nodes
from kgbuild.annotation.style import Value
from kgbuild.codes import SPEAKER_NOT_NAMED
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.extract.compose import Entry, Sections
from kgbuild.extract.progress import Told, nobody
from kgbuild.located import Place, Text
from kgbuild.records.assemble import assemble
from kgbuild.text.article import Article

_PATH: Final = "(proposals)"
_BASE: Final = "https://example.org/"


def weigh(
    article: Article,
    file: AnnotationFile,
    sections: Sections,
    *,
    keep: frozenset[str] = frozenset(),
    told: Told = nobody,
) -> tuple[Sections, Counter[str]]:
    """The entries with which `file` still builds without an error or warning; why others went.

    `keep` are ids that stay though nothing names them. Entries of voices and sources that no
    claim is left for are dropped in silence.
    """
    dropped: Counter[str] = Counter()
    for number in count(1):  # each round leaves out an entry at least
        told(1 - 1 / number)
        sections = _named(sections, keep)
        merged, found, numbers = _merged(article, file, sections)
        bad = _blamed(found, numbers)
        if not bad:
            break
        sections, gone = _mended(sections, bad)
        dropped.update(gone)
    if merged is not None and not _elsewhere(found):
        return sections, dropped
    return _by_halves(article, file, sections, dropped, keep)


def _by_halves(
    article: Article,
    file: AnnotationFile,
    sections: Sections,
    dropped: Counter[str],
    keep: frozenset[str],
) -> tuple[Sections, Counter[str]]:
    """Where proposals disturb what a person wrote: those claims are kept that do not.

    Halves that disturb nothing are kept whole, so that few claims are looked at alone.
    """
    kept: list[Entry] = []
    waiting = [sections.get("claims", [])]
    while waiting:
        claims = waiting.pop()
        trial = _named({**sections, "claims": [*kept, *claims]}, keep)
        _, found, numbers = _merged(article, file, trial)
        if not _blamed(found, numbers) and not _elsewhere(found):
            kept.extend(claims)
        elif len(claims) > 1:
            middle = len(claims) // 2
            waiting += [claims[middle:], claims[:middle]]
        elif claims:
            dropped["would disturb what the file says already"] += 1
    used = _named({**sections, "claims": kept}, keep)
    _, found, numbers = _merged(article, file, used)
    if _blamed(found, numbers) or _elsewhere(found):
        return {}, dropped
    return used, dropped


def _named(sections: Sections, keep: frozenset[str]) -> Sections:
    """The sections without speakers and sources that nothing else names any more.

    What stands in the text by name stays: it is mentioned, whether or not it speaks.
    """
    while True:
        words = {w for _, e in _all(sections) for w in _references(e)} | keep
        left = {
            name: [e for e in entries if name not in ("voices", "sources") or str(e["id"]) in words]
            for name, entries in sections.items()
        }
        if left == sections:
            return {name: entries for name, entries in left.items() if entries}
        sections = left


def _all(sections: Sections) -> Iterable[tuple[str, Entry]]:
    for name, entries in sections.items():
        for entry in entries:
            yield name, entry


def _references(entry: Entry) -> Iterable[str]:
    """The ids that an entry names."""
    for key in ("by", "in", "via", "within", "owner", "publisher"):
        if isinstance(value := entry.get(key), str):
            yield value


def _mended(sections: Sections, bad: dict[int, str]) -> tuple[Sections, list[str]]:
    """The sections without the entries that break a rule, and the rules.

    Whom somebody told is left out first, if that is what nothing near the quotation names.
    """
    left: Sections = {}
    gone: list[str] = []
    for number, (name, entry) in enumerate(_all(sections), 1):
        if number not in bad:
            left.setdefault(name, []).append(entry)
        elif "via" in entry and bad[number] == SPEAKER_NOT_NAMED.name:
            kept = {key: value for key, value in entry.items() if key != "via"}
            left.setdefault(name, []).append(kept)
        else:
            gone.append(bad[number])
    return left, gone


def _merged(
    article: Article, file: AnnotationFile, sections: Sections
) -> tuple[AnnotationFile | None, tuple[Diagnostic, ...], int]:
    """The file with the entries added, what is wrong with it, and how many were added."""
    number = 0
    pairs: list[tuple[Text, Node]] = []
    for name, entries in sections.items():
        items = []
        for entry in entries:
            number += 1
            items.append(_node(entry, Place(_PATH, number)))
        pairs.append((Text(name, Place(_PATH)), Sequence(Place(_PATH), tuple(items))))
    head = {
        "id": file.article.id.value,
        "title": "t",
        "kind": "other",
        "issued": "unknown",
        "file": "f",
    }
    root = Mapping(
        Place(_PATH), ((Text("article", Place(_PATH)), _node(head, Place(_PATH))), *pairs)
    )
    new, found = read_nodes(root, _PATH)
    if new is None:
        return None, found, number
    together: dict[str, Any] = {
        f.name: (*getattr(file, f.name), *getattr(new, f.name))
        for f in fields(AnnotationFile)
        if f.metadata and key_of(f) in sections
    }
    merged = replace(file, **together)
    assembled = assemble(article, merged, base=_BASE)
    return merged, (*found, *assembled.diagnostics), number


def _node(value: Value, at: Place) -> Node:
    if isinstance(value, str):
        return Text(value, at, value)
    if hasattr(value, "items"):
        return Mapping(at, tuple((Text(k, at), _node(v, at)) for k, v in value.items()))
    return Sequence(at, tuple(_node(v, at) for v in value))


def _blamed(found: Iterable[Diagnostic], count: int) -> dict[int, str]:
    """The numbers of the entries with findings, and the code of the first of each."""
    return {
        d.at.line: d.code
        for d in reversed(tuple(found))
        if d.at.path == _PATH and d.severity >= Severity.WARNING and 1 <= d.at.line <= count
    }


def _elsewhere(found: Iterable[Diagnostic]) -> bool:
    """Whether something else is wrong: proposals disturbed the entries that are there."""
    return any(d.at.path != _PATH and d.severity >= Severity.WARNING for d in found)
