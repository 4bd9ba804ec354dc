"""Annotation files extracted in place: what would be in them, and how that differs."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from kgbuild.annotation.read import parse, read
from kgbuild.diagnostics import Diagnostic, Severity
from kgbuild.errors import InputError
from kgbuild.extract.extraction import Extraction, added, extract
from kgbuild.extract.extractors import Extractor
from kgbuild.extract.progress import Told, nobody
from kgbuild.text import article as text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An annotation file `before` and `after` its extraction."""

    before: str
    after: str
    extraction: Extraction

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


def extract_file(
    path: Path, extractor: Extractor, *, shown_as: str = "", told: Told = nobody
) -> Change:
    """What an annotation file becomes when an extractor proposes for its article.

    Every byte that is there stays. Raises InputError when the file or its article has errors:
    these are mended first, because nothing can be checked against them.
    """
    shown = shown_as or str(path)
    data = path.read_bytes()
    try:
        before = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown} is not UTF-8", hint="save the file as UTF-8") from error
    file, found = parse(before, shown, sha256=hashlib.sha256(data).hexdigest())
    if file is None or any(d.severity is Severity.ERROR for d in found):
        raise _mend_first(found)
    where = path.parent / file.article.file.value
    if not where.is_file():
        raise InputError(f"{shown}: there is no {file.article.file.value} beside it")
    article = text.read(where)
    if isinstance(article, Diagnostic):
        raise _mend_first((article,))
    extraction = extract(article, file, extractor, told=told)
    after = added(before, extraction.sections, path=shown)
    if isinstance(after, Diagnostic):
        raise _mend_first((after,))
    return Change(before=before, after=after, extraction=extraction)


def _mend_first(found: tuple[Diagnostic, ...]) -> InputError:
    worst = next(d for d in found if d.severity is Severity.ERROR)
    return InputError(
        f"{worst.at}: {worst.message}",
        hint="mend the file first: `kgbuild build` lists what is wrong",
    )


def changes(change: Change, shown: str) -> str:
    """The difference that an extraction would make, as a unified diff."""
    return "".join(
        difflib.unified_diff(
            change.before.splitlines(keepends=True),
            change.after.splitlines(keepends=True),
            f"{shown} (now)",
            f"{shown} (with proposals)",
        )
    )


def annotations_of(article: Path) -> Path | None:
    """The annotation file beside an article that names it, if there is one."""
    for path in sorted(article.parent.glob("*.yaml")):
        file, _ = read(path)
        if file is not None and Path(file.article.file.value).stem == article.stem:
            return path
    return None
