"""What `what-if` and `stats` print, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kgbuild.cli.findings import clean
from kgbuild.records.statistics import Statistics
from kgbuild.records.withdraw import Withdrawal, kind_of

_BAR = 30


def withdrawal_text(gone: Withdrawal, records: Iterable[Any]) -> str:
    """What falls, in words: claims, what only they carried, relations."""
    labels = {record.iri: record.label for record in records if hasattr(record, "label")}
    lines = [f"Without “{gone.source.label}”", ""]
    lines.append(f"{len(gone.claims)} claims fall:")
    lines += [f"  - {claim.label}" for claim in gone.claims]
    lines += ["", f"{len(gone.contents)} things nobody else says:"]
    lines += [f"  - {kind_of(content)}: {content.label}" for content in gone.contents]
    lines += ["", f"{len(gone.relations)} relations between claims fall:"]
    lines += [
        f"  - {labels.get(r.from_claim, r.from_claim)}\n"
        f"    {r.type}: {labels.get(r.to_claim, r.to_claim)}\n"
        f"    according to {labels.get(r.holder, r.holder)}"
        for r in gone.relations
    ]
    return clean("\n".join(lines)) + "\n"


def withdrawal_json(gone: Withdrawal) -> str:
    """What falls, for programs."""
    return _json(
        "https://w3id.org/kgbuild/what-if/1",
        {
            "without": gone.source.iri,
            "claims": [claim.iri for claim in gone.claims],
            "contents": [content.iri for content in gone.contents],
            "relations": [relation.iri for relation in gone.relations],
        },
    )


def statistics_text(counts: Statistics) -> str:
    """The counts as a page with bars."""
    share = counts.covered / counts.characters if counts.characters else 0.0
    lines = [
        f"{counts.claims:>7,}  claims with a passage of their own",
        f"{counts.proposed:>7,}  of these proposed and not yet reviewed",
        f"{counts.reported:>7,}  claims that only pass them on",
        f"{counts.voices:>7,}  voices that say something",
        f"{counts.unnamed_voices:>7,}  voices without a name, heard or only spoken of",
        f"{counts.sources:>7,}  sources",
        f"{counts.passages:>7,}  passages, {counts.mentions:,} mentions",
        f"{counts.policy_states:>7,}  policy states",
        f"{counts.relations:>7,}  relations between claims",
        f"{share:>7.1%}  of {counts.characters:,} characters stand in a claim",
    ]
    for title, found in (
        ("How sure", counts.by_factuality),
        ("How given", counts.by_mode),
        ("Voices between the article's author and the speaker", counts.depths),
        ("Who", counts.by_holder),
        ("Where", counts.by_source),
    ):
        lines += ["", title, *_bars({str(name): count for name, count in found.items()})]
    return clean("\n".join(lines)) + "\n"


def _bars(found: dict[str, int]) -> list[str]:
    most = max(found.values(), default=1)
    return [
        f"{count:>7,}  {'█' * max(1, round(_BAR * count / most)):<{_BAR}}  {name}"
        for name, count in found.items()
    ]


def statistics_json(counts: Statistics) -> str:
    """The counts, for programs."""
    return _json("https://w3id.org/kgbuild/stats/1", asdict(counts))


def _json(schema: str, data: dict[str, Any]) -> str:
    return json.dumps({"schema": schema, **data}, ensure_ascii=False, indent=2) + "\n"
