"""The terminal in which proposals are reviewed: shows one entity, reads a key, goes on."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

from kgbuild.cli.escapes import clean
from kgbuild.cli.streams import say
from kgbuild.link.review import KEYS, Review, pressed
from kgbuild.linking import Desk, save_review

if TYPE_CHECKING:
    from kgbuild.cli.streams import Settings

_WIDTH = 92


def sit(settings: Settings, desk: Desk, review: Review) -> None:
    """A sitting: until nothing waits, or q. Each decision is on disk before the next question."""
    print(legend(), file=sys.stderr)
    while not review.over and review.entity is not None:
        print(f"{shown(review)}\n> ", end="", file=sys.stderr, flush=True)
        review = step(desk, review, _key())
    left = len(review.waiting)
    say(settings, f"{len(review.before)} decided, {left} waiting")


def step(desk: Desk, review: Review, key: str) -> Review:
    """The review after a key, and the files as it says. Raises ConfigError as `save_review`."""
    after = pressed(review, key)
    if after.sheets is not review.sheets:
        save_review(desk, review, after)
    return after


def _key() -> str:
    """The key that was pressed; q at the end of input."""
    line = sys.stdin.readline()
    return line.strip().lower()[:1] if line else "q"


def legend() -> str:
    """What the keys do."""
    parts = [f"{key} {said}" for key, said in KEYS.items()] + ["1–9 choose a candidate"]
    return textwrap.fill(" · ".join(parts), _WIDTH)


def shown(review: Review) -> str:
    """The entity, its sentence, and its candidates; the chosen one has an arrow."""
    entity = review.entity
    if entity is None:
        return ""
    lines = ["", f"{clean(entity.name)}  ({entity.kind}, {len(review.waiting)} waiting)"]
    if others := ", ".join(entity.names[1:5]):
        lines.append(f"  also called: {clean(others)}")
    if entity.sentence:
        wrap = textwrap.wrap(f"“{clean(entity.sentence)}”", _WIDTH - 4)
        lines += [f"  {line}" for line in wrap[:6]]
    for number, proposal in enumerate(review.proposals, 1):
        arrow = "→" if number - 1 == review.chosen else " "
        seen = proposal.seen
        types = f" [{', '.join(seen.types)}]" if seen and seen.types else ""
        lines.append(f" {arrow} {number}. {proposal.score}  {clean(proposal.label + types)}")
        if seen and seen.description:
            lines.append(f"        {clean(seen.description)}")
        lines.append(f"        {clean(proposal.why)}")
        lines.append(f"        {proposal.object}")
    return "\n".join(lines)
