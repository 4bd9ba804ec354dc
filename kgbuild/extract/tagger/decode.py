"""From likelihoods of roles to an attribution: smooth stretches, whole quotations, clean edges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.extract.attribution import Range
from kgbuild.extract.corpora import order
from kgbuild.extract.tagger import network
from kgbuild.extract.tagger.utterances import keep_turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Likely = NDArray[np.float32]
    Roles = NDArray[np.int8]

_LEAVING = 1.5  # what a change of role costs, in nats; tuned on PolNeAR's development texts
_WHOLE = 0.6  # share of a quotation's characters from which on all of it is content
_DOUBT = 5  # nats by which a source may be less likely than not; tuned as well
_GAP = 2  # tokens between two pieces of a content that belong to it
# A day between cue and content belongs to neither: heard on | Tuesday | that …
_DAY = re.compile(
    r"(?:late |early )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
    r"(?: (?:morning|afternoon|evening|night))?,? (?=(?:that|whether|how|to)\b)"
)
_EDGES = " \t\n.,;:-—–―()[]…"
_JOINERS = ("and", "but", "or", "while", "although", "though")


def smooth(likely: Likely, sizes: Sequence[int], *, leaving: float = _LEAVING) -> Roles:
    """The most likely role of each token when each change of role costs `leaving` nats.

    `likely` has the readings end to end, `sizes` are their lengths. Viterbi's algorithm for the
    simplest of chains: all changes cost the same, so the best way to a role comes from the role
    itself or from the best role before.
    """
    import numpy as np

    mask = np.arange(max(sizes))[None] < np.array(sizes)[:, None]
    scores = np.zeros((*mask.shape, likely.shape[1]), np.float32)
    scores[mask] = np.log(likely + 1e-6)
    roles = np.arange(likely.shape[1])
    came = np.empty(scores.shape, np.int8)
    totals = np.zeros((len(sizes), likely.shape[1]), np.float32)
    for step in range(scores.shape[1]):
        left = totals.max(axis=1, keepdims=True) - leaving
        stays = totals >= left
        came[:, step] = np.where(stays, roles, totals.argmax(axis=1)[:, None])
        totals = np.where(stays, totals, left) + scores[:, step]
    chosen = np.empty(mask.shape, np.int8)
    current = totals.argmax(axis=1)
    rows = np.arange(len(sizes))
    for step in range(scores.shape[1] - 1, -1, -1):
        chosen[:, step] = current
        current = came[rows, step, current]
    return chosen[mask]


def find_source(likely: Likely) -> range:
    """The stretch of tokens whose odds of being the source are best together; maybe an empty one.

    Kadane's algorithm over the logarithms of the odds. Readings of a cue nearly always have one
    source in one place, so a stretch is taken even when it is a little less likely than not.
    """
    import numpy as np

    odds = np.log(likely + 1e-6) - np.log(1 - likely + 1e-6)
    best, found, total, start = -_DOUBT, range(0), 0.0, 0
    for i, score in enumerate(odds.tolist()):
        if total <= 0:
            total, start = 0.0, i
        total += score
        if total > best:
            best, found = total, range(start, i + 1)
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """A block as it is read from one cue: its tokens and quotations, and the cue's number."""

    tokens: Sequence[Range]
    quotations: Sequence[Range]
    anchor: int


@dataclass(frozen=True, slots=True)
class Spans:
    """Source, cue and content of one reading, as ranges of the text; any may be empty."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def find_spans(text: str, reading: Reading, roles: Roles, source: Sequence[int]) -> Spans:
    """The ranges of a reading's roles; `source` are its tokens, whatever `roles` say.

    Small gaps in a content are filled, a quotation that is mostly content becomes so wholly,
    other speakers' turns are left out, and so is punctuation at the edges, quotation marks
    excepted.
    """
    names, tokens = network.ROLES, reading.tokens
    cue = [i for i, role in enumerate(roles) if names[role] == "cue" and i not in source]
    content = [i for i, role in enumerate(roles) if names[role] == "content" and i not in source]
    taken = {*source, *cue}
    said = _widen(
        _join(tokens, _fill(content, taken)),
        reading.quotations,
        [tokens[i] for i in sorted(taken)],
    )
    said = keep_turn(text, said, reading.quotations, tokens[reading.anchor][0])
    return Spans(
        _trim(text, _join(tokens, source)),
        _join(tokens, [i for i in cue if not _introduces_day(text, tokens[i])]),
        tuple(each for each in _trim(text, said) if any(map(str.isalnum, text[slice(*each)]))),
    )


def _fill(indices: list[int], taken: set[int]) -> list[int]:
    filled: list[int] = []
    for i in indices:
        gap = range(filled[-1] + 1, i) if filled else range(0)
        if len(gap) <= _GAP and not taken.intersection(gap):
            filled.extend(gap)
        filled.append(i)
    return filled


def _join(tokens: Sequence[Range], indices: Iterable[int]) -> tuple[Range, ...]:
    """Ranges of neighbouring tokens."""
    ranges: list[Range] = []
    last = -2
    for i in indices:
        if i == last + 1 and ranges:
            ranges[-1] = (ranges[-1][0], tokens[i][1])
        else:
            ranges.append(tokens[i])
        last = i
    return tuple(ranges)


def _widen(
    content: tuple[Range, ...], quotations: Sequence[Range], taken: Sequence[Range]
) -> tuple[Range, ...]:
    """With quotations whole that are mostly content and hold neither source nor cue."""
    ranges = list(content)
    for start, end in quotations:
        inside = sum(max(0, min(b, end) - max(a, start)) for a, b in content)
        touched = any(a < end and start < b for a, b in taken)
        if inside >= _WHOLE * (end - start) and not touched:
            ranges.append((start, end))
    return order(ranges)


def _introduces_day(text: str, token: Range) -> bool:
    """Is it the “on” of “heard on Tuesday that …”?"""
    return text[slice(*token)] == "on" and _DAY.match(text, token[1] + 1) is not None


def _trim(text: str, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    trimmed = []
    for begin, end in ranges:
        day = _DAY.match(text, begin, end)
        start = day.end() if day else begin
        piece = text[start:end]
        kept = piece.rstrip(_EDGES)
        if piece.endswith(".") and kept.rsplit(" ", 1)[-1].count("."):
            kept = piece  # U.S.
        left = len(kept) - len(kept.lstrip(_EDGES))
        if kept[left:]:
            trimmed.append((start + left, start + len(kept)))
    return tuple(trimmed)
