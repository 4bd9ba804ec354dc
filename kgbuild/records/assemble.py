"""From an article and its annotations to records: names resolved, chains expanded, dates read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kgbuild import codes
from kgbuild.annotation.entries import AnnotationFile
from kgbuild.diagnostics import Diagnostic, in_order
from kgbuild.records.claims import (
    ANNOTATOR,
    add_claims,
    add_marks,
    add_naming,
    add_relations,
    annotator,
    check_regions,
)
from kgbuild.records.conflicts import add_silent_conflicts
from kgbuild.records.entities import add_entities, value
from kgbuild.records.identity import Minter
from kgbuild.records.mentions import add_mentions
from kgbuild.records.model import (
    Annotator,
    Build,
    Claim,
    ClaimGraph,
    InputFile,
    Iri,
    Software,
    Source,
)
from kgbuild.records.workbench import Origin, Workbench
from kgbuild.text.article import Article
from kgbuild.version import __version__


@dataclass(frozen=True, slots=True)
class Assembly:
    """Records sorted by IRI, where each comes from, and everything that is wrong.

    The records are complete only when no diagnostic is an error.
    """

    records: tuple[Any, ...]
    origins: Mapping[Iri, Origin]
    diagnostics: tuple[Diagnostic, ...]


def assemble(
    article: Article, file: AnnotationFile, *, base: str, issued: str | None = None
) -> Assembly:
    """The records of one annotated article.

    `base` begins every IRI and ends with / or #; `issued` is the date the caller gives the graph.
    """
    bench = Workbench(article, file, Minter(base, file.article.id.value))
    _check_hash(bench)
    add_entities(bench)
    add_claims(bench)
    add_relations(bench)
    add_naming(bench)
    add_marks(bench)
    check_regions(bench)
    add_mentions(bench)
    _add_quoted_documents(bench)
    tool = _add_provenance(bench, issued)
    add_silent_conflicts(bench, tool)
    records = tuple(bench.records[iri] for iri in sorted(bench.records))
    return Assembly(records, bench.origins, in_order(bench.found))


def _check_hash(bench: Workbench) -> None:
    wanted = bench.file.article.sha256
    if wanted is None or wanted.value == bench.article.sha256:
        return
    bench.found.append(
        codes.ARTICLE_CHANGED.at(
            wanted.at,
            f"the article's SHA-256 is {bench.article.sha256}",
            width=len(wanted.value),
        )
    )


def _add_quoted_documents(bench: Workbench) -> None:
    """Which sources are quoted word for word: those that carry a claim in quoted words."""
    from dataclasses import replace

    quoted = {
        record.source
        for record in bench.records.values()
        if isinstance(record, Claim) and record.mode in ("verbatim", "block", "mixed", "translated")
    }
    for iri, record in list(bench.records.items()):
        if isinstance(record, Source) and record.cites & quoted:
            bench.records[iri] = replace(record, quotes=record.cites & quoted)


def _add_provenance(bench: Workbench, issued: str | None) -> Iri:
    """Who and what made the graph; the IRI of the software."""
    file, minter = bench.file, bench.minter
    software = Software(
        iri=f"{minter.base}software/kgbuild-{__version__}",
        label=f"kgbuild {__version__}",
        version=__version__,
    )
    person = Annotator(
        iri=annotator(bench), label=value(file.article.annotator) or f"{ANNOTATOR} (unnamed)"
    )
    inputs = [
        InputFile(iri=minter.hashed("input", sha256), label=name, sha256=sha256)
        for name, sha256 in (
            (file.article.file.value, bench.article.sha256),
            (file.path.replace("\\", "/").rsplit("/", 1)[-1], file.sha256),
        )
    ]
    build = Build(
        iri=f"{minter.base}{minter.article}/build",
        label=f"building the claims of {file.article.title.value}",
        used=frozenset(i.iri for i in inputs),
        agents=frozenset({software.iri, person.iri}),
    )
    graph = ClaimGraph(
        iri=f"{minter.base}{minter.article}/graph",
        label=f"claims of {file.article.title.value}",
        generated_by=build.iri,
        article=bench.source,
        issued=issued,
    )
    for record in (software, person, *inputs, build, graph):
        bench.add(record, file.article)
    return software.iri
