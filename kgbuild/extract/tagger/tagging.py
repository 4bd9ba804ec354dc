"""Who says what, found by the tagger: weights in the package, numpy, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgbuild.extract.tagger import decode, features, network
from kgbuild.extract.attribution import Attribution
from kgbuild.extract.tagger.examples import Block, list_blocks
from kgbuild.extract.tagger.weights import SHIPPED, Weights, read
from kgbuild.text.article import Article

EXTRACTOR = "tagger 1"
_AT_ONCE = 6_000  # tokens whose states are in memory together
_READINGS = 256  # readings of blocks at once
_THRESHOLD = 0.35
_SOURCE, _CONTENT = network.ROLES.index("source"), network.ROLES.index("content")


def tag(article: Article, *, weights: Path | Weights | None = None) -> tuple[Attribution, ...]:
    """The attributions in an article, sorted.

    `weights`: those of a project (`train` makes them) in place of the shipped ones.
    """
    known = weights if isinstance(weights, Weights) else read(weights or SHIPPED)
    found: list[Attribution] = []
    for blocks in _gather(list_blocks(article)):
        found.extend(_tag_blocks(blocks, article.characters, known))
    return tuple(sorted(found))


def _gather(blocks: Iterator[Block]) -> Iterator[list[Block]]:
    """Blocks that are tagged together, longest first."""
    batch: list[Block] = []
    size = 0
    for block in blocks:
        batch.append(block)
        size += len(block.tokens)
        if size >= _AT_ONCE:
            yield sorted(batch, key=lambda each: -len(each.tokens))
            batch, size = [], 0
    if batch:
        yield sorted(batch, key=lambda each: -len(each.tokens))


def _tag_blocks(blocks: list[Block], text: str, weights: Weights) -> Iterator[Attribution]:
    import numpy as np

    arrays = weights.arrays
    pieces, rows = features.number_words([word for block in blocks for word in block.words])
    forms = np.array([form for block in blocks for form in block.forms], np.int32)
    lengths = np.array([len(block.tokens) for block in blocks])
    states = network.read(arrays, "block", network.embed(arrays, pieces, rows, forms), lengths)
    likely = network.say_cues(arrays, states)
    ends = np.cumsum(lengths)
    cues = np.flatnonzero(likely >= float(weights.notes.get("threshold", _THRESHOLD)))
    owners = np.searchsorted(ends, cues, side="right")
    for start in range(0, len(cues), _READINGS):
        chosen, own = cues[start : start + _READINGS], owners[start : start + _READINGS]
        sizes = lengths[own]
        tokens = np.concatenate([np.arange(ends[o] - lengths[o], ends[o]) for o in own])
        seen = network.turn_to(arrays, states, np.repeat(chosen, sizes), tokens)
        roles = network.say_roles(arrays, seen, sizes)
        best = decode.smooth(roles, sizes)
        at = np.cumsum(sizes)
        for k, cue in enumerate(chosen):
            stretch = slice(at[k] - sizes[k], at[k])
            block = blocks[own[k]]
            source = decode.find_source(roles[stretch][:, _SOURCE])
            spans = decode.find_spans(
                text, block.tokens, best[stretch], source, block.quotations
            )
            inside = roles[stretch][best[stretch] == _CONTENT, _CONTENT]
            if spans.content:
                yield Attribution(
                    content=spans.content,
                    cue=spans.cue,
                    source=spans.source,
                    confidence=round(float(likely[cue]) * float(inside.mean()), 4),
                    extractor=EXTRACTOR,
                )
