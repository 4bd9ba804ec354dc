"""The chains of a whole article as one picture: who passes on whom, laid out as a tree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kgbuild.records.model import Claim, Iri
from kgbuild.web.views.chains import Step, chains, step
from kgbuild.web.views.lookup import Lookup

Key = tuple[tuple[Iri, Iri], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice in a source, as it is reached from the article.

    `column` 0 is the article's author; `row` counts leaves from the top. `says`
    counts its own claims, `passes` those that it only passes on. `parent` is an index into the
    picture's voices, None for the first column.
    """

    step: Step
    column: int
    row: int
    says: int
    passes: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Picture:
    """All voices of an article, parents before children; `rows` and `columns` are its size."""

    voices: tuple[Voice, ...]
    rows: int
    columns: int


def picture(lookup: Lookup) -> Picture:
    """The tree of voices: one node for each voice in each source on each way from the article.

    A claim counts once, on its shortest way.
    """
    says: dict[Key, int] = defaultdict(int)
    passes: dict[Key, int] = defaultdict(int)
    steps: dict[Key, Step] = {}
    for claim in lookup.claims:
        way = chains(lookup, claim)[0].steps
        key: Key = ()
        for found in way:
            key = (*key, (found.holder.iri, found.source.iri))
            record = lookup.get(found.claim, Claim)
            steps.setdefault(key, step(lookup, record) if record is not None else found)
            (says if found is way[-1] else passes)[key] += 1
    children: dict[Key, list[Key]] = defaultdict(list)
    for key in steps:
        children[key[:-1]].append(key)
    return _laid_out(steps, children, says, passes)


def _laid_out(
    steps: dict[Key, Step],
    children: dict[Key, list[Key]],
    says: dict[Key, int],
    passes: dict[Key, int],
) -> Picture:
    """Depth first: leaves get rows of their own, the others stand beside their first."""
    rows: dict[Key, int] = {}
    order: list[Key] = []
    leaves = 0
    waiting: list[tuple[Key, bool]] = [(key, False) for key in reversed(children[()])]
    while waiting:
        key, done = waiting.pop()
        below = children.get(key, [])
        if done:
            rows[key] = rows[below[0]]
        elif below:
            order.append(key)
            waiting.append((key, True))
            waiting.extend((child, False) for child in reversed(below))
        else:
            order.append(key)
            rows[key] = leaves
            leaves += 1
    index = {key: number for number, key in enumerate(order)}
    voices = tuple(
        Voice(
            step=steps[key],
            column=len(key) - 1,
            row=rows[key],
            says=says.get(key, 0),
            passes=passes.get(key, 0),
            parent=index.get(key[:-1]),
        )
        for key in order
    )
    return Picture(voices, leaves, max((v.column for v in voices), default=-1) + 1)
