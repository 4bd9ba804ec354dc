"""Who says what, found by the tagger: weights in the package, numpy, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.extract.agreement import weigh
from kgbuild.extract.attribution import Attribution
from kgbuild.extract.progress import Told, nobody
from kgbuild.extract.scores import drop_doubles, drop_inner
from kgbuild.extract.tagger import decode, features, network
from kgbuild.extract.tagger.examples import Block, list_blocks
from kgbuild.extract.tagger.utterances import (
    find_utterances,
    is_english,
    is_open,
    is_utterance,
    may_begin,
)
from kgbuild.extract.tagger.weights import SHIPPED, Weights, read
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps

if TYPE_CHECKING:
    from kgbuild.extract.tagger.network import Floats, Integers

EXTRACTOR = "tagger 1"
_AT_ONCE = 6_000  # tokens whose states are in memory together
_READINGS = 256  # readings of blocks at once
_THRESHOLD = 0.3  # confidence from which on a reading is believed; tuned like those of `decode`
_DOUBTFUL = 0.05  # a cue this likely is believed beside an utterance that has no other
_PLACES = 4  # of a confidence
_SOURCE, _CONTENT = network.ROLES.index("source"), network.ROLES.index("content")


def tag(
    article: Article,
    *,
    weights: Path | Weights | None = None,
    nested: bool = False,
    told: Told = nobody,
) -> tuple[Attribution, ...]:
    """The attributions in an article, sorted.

    The shipped weights know English. In other languages only quotations are found, by their marks,
    without source and cue. `weights`: those of a project (`train` makes them) in place of the
    shipped ones; they are used whatever the language. `nested`: also what a speaker says that
    another one says ("Ada said that Bob said that …").
    `told` learns how much of the article has been read.

    A confidence says how often such proposals are right: half of the content's words or more, on
    PolNeAR's development texts. Raises InputError when the file of weights is none.
    """
    return tuple(
        sorted(weigh(article, propose(article, weights=weights, nested=nested, told=told)))
    )


class Reader:
    """What reads blocks: the network with its weights. Another one may stand in while training."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def read(self, blocks: list[Block]) -> Floats:
        """A row for each token of the blocks, which are laid end to end, the longest first."""
        import numpy as np

        arrays = self.weights.arrays
        pieces, rows = features.number_words([word for block in blocks for word in block.words])
        forms = np.array([form for block in blocks for form in block.forms], np.int32)
        lengths = [len(block.tokens) for block in blocks]
        return network.read(arrays, "block", network.embed(arrays, pieces, rows, forms), lengths)

    def say_cues(self, states: Floats) -> Floats:
        """How likely each token is a cue."""
        return network.say_cues(self.weights.arrays, states)

    def say_roles(
        self, states: Floats, cues: Integers, tokens: Integers, sizes: list[int]
    ) -> Floats:
        """How likely each token of each reading has each role; as for `network.turn_to`."""
        arrays = self.weights.arrays
        return network.say_roles(
            arrays, network.turn_to(arrays, states, cues, tokens, sizes), sizes
        )


def propose(
    article: Article,
    *,
    weights: Path | Weights | None = None,
    nested: bool = False,
    reader: Reader | None = None,
    told: Told = nobody,
) -> list[Attribution]:
    """What `tag` gives, as sure as the network (or another `reader`) is of it: too sure."""
    known = weights if isinstance(weights, Weights) else read(weights or SHIPPED)
    threshold = float(known.notes.get("threshold", _THRESHOLD))
    given: list[Attribution] = []
    if weights is not None or is_english(article.characters):
        for blocks in _gather(list_blocks(article)):
            given.extend(
                _tag_blocks(blocks, article.characters, reader or Reader(known), threshold)
            )
            told(max(block.tokens[-1][1] for block in blocks) / len(article.characters))
    found = drop_doubles(
        article, [each for each in given if each.confidence >= threshold], nested=nested
    )
    found.extend(_choose(article, found, [e for e in given if e.confidence < threshold]))
    found.extend(find_utterances(article, found))
    return found if nested else drop_inner(found)


def _choose(
    article: Article, found: list[Attribution], doubtful: list[Attribution]
) -> Iterator[Attribution]:
    """Readings of doubtful cues that give utterances, which need a cue, where none is found yet."""
    known = Overlaps((part, each) for each in found for part in each.content)
    for each in sorted(doubtful, key=lambda each: (-each.confidence, each)):
        free = all(is_open(part, known) for part in each.content)
        if free and is_utterance(article.characters, each.content):
            for part in each.content:
                known.add(part, each)
            yield each


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


@dataclass(frozen=True, slots=True)
class _Cue:
    """A token that is likely a cue: its row among the states, the row's block, how likely."""

    row: int
    block: int
    likely: float


def _tag_blocks(
    blocks: list[Block], text: str, reader: Reader, threshold: float
) -> Iterator[Attribution]:
    """The attributions of blocks that are sorted by length, the longest first."""
    import numpy as np

    lengths = [len(block.tokens) for block in blocks]
    states = reader.read(blocks)
    likely = reader.say_cues(states)
    found = np.flatnonzero(likely >= _DOUBTFUL)
    owners = np.searchsorted(np.cumsum(lengths), found, side="right")
    quoting = [_may_hold_utterance(block, text) for block in blocks]
    cues = [
        cue
        for row, owner in zip(found, owners, strict=True)
        if (cue := _Cue(int(row), int(owner), float(likely[row])))
        and (round(cue.likely, _PLACES) >= threshold or quoting[cue.block])
    ]
    for start in range(0, len(cues), _READINGS):
        yield from _read_cues(blocks, text, reader, states, cues[start : start + _READINGS])


def _may_hold_utterance(block: Block, text: str) -> bool:
    """Whether an utterance may begin in a block, or before it and go on here.

    Only beside an utterance a doubtful cue is believed; elsewhere it need not be read.
    """
    start, stop = block.tokens[0][0], block.tokens[-1][1]
    begin = min([start, *(quoted for quoted, end in block.quotations if end > start)])
    return may_begin(text, begin, stop)


def _read_cues(
    blocks: list[Block], text: str, reader: Reader, states: Floats, cues: list[_Cue]
) -> Iterator[Attribution]:
    """The attribution of each cue, read from its block."""
    import numpy as np

    ends = np.cumsum([len(block.tokens) for block in blocks])
    sizes = [len(blocks[cue.block].tokens) for cue in cues]
    rows = np.array([cue.row for cue in cues])
    tokens = np.concatenate(
        [
            np.arange(ends[c.block] - size, ends[c.block])
            for c, size in zip(cues, sizes, strict=True)
        ]
    )
    roles = reader.say_roles(states, rows, tokens, sizes)
    best = decode.smooth(roles, sizes)
    at = 0
    for cue, size in zip(cues, sizes, strict=True):
        here = slice(at, at + size)
        at += size
        block = blocks[cue.block]
        source = decode.find_source(roles[here, _SOURCE])
        reading = decode.Reading(
            block.tokens, block.quotations, cue.row - int(ends[cue.block] - size)
        )
        spans = decode.find_spans(text, reading, best[here], source)
        if spans.content:
            inside = roles[here, _CONTENT][best[here] == _CONTENT]
            yield Attribution(
                content=spans.content,
                cue=spans.cue,
                source=spans.source,
                confidence=round(cue.likely * float(inside.mean()), _PLACES),
                extractor=EXTRACTOR,
            )
