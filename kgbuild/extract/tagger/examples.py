"""Marked texts as the tagger learns from them: blocks of tokens, cues, and the roles for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.corpora import Marked
from kgbuild.extract.quoted import find_quotations
from kgbuild.extract.tagger import features
from kgbuild.extract.tagger.tokens import cut, divide, tokenize
from kgbuild.text.article import Article
from kgbuild.text.overlap import Overlaps

# A cue's anchor is its first word that is none of these: "has also said" → said.
_AUXILIARIES = """
    'd 'll 're 's 've , a again already also am an are as be been being can could did do does
    even ever had has have having is just later may might must n't never not now of often once
    only recently repeatedly shall should still t the then to was were will would
"""
_LIGHT = frozenset(_AUXILIARIES.split())
_OTHER, _SOURCE, _CUE, _CONTENT = range(4)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a text that the tagger sees at once."""

    tokens: list[Range]
    words: list[str]
    forms: list[tuple[int, int]]  # shape and place
    quotations: list[Range]


@dataclass(frozen=True, slots=True)
class Example:
    """A block, and for each attribution the token of its cue and the role of every token."""

    block: Block
    readings: tuple[tuple[int, tuple[int, ...]], ...]


def list_blocks(article: Article) -> Iterator[Block]:
    """The blocks of an article, in order; nothing outside a block tells anything about it."""
    text = article.characters
    for start, stop in divide(article):
        quoted = Overlaps((each, each) for each in find_quotations(text, start, stop))
        for tokens in cut(text, tokenize(text, start, stop)):
            quotations = quoted.at(tokens[0][0], tokens[-1][1])
            words = features.read_words(text, tokens, quotations)
            places = features.find_places(text, tokens, quotations)
            shapes = map(features.find_shape, words)
            forms = list(zip(shapes, places, strict=True))
            yield Block(tokens, words, forms, quotations)


def list_examples(texts: Iterable[Marked]) -> Iterator[Example]:
    """An example for each block. Attributions without a cue, or with it in no token, are left out.

    What of a content lies beyond its cue's block is not learnt.
    """
    for marked in texts:
        for block in list_blocks(marked.article):
            if marked.known is not None and not any(
                _touches(t, marked.known) for t in block.tokens
            ):
                continue
            readings = sorted(
                (anchor, roles)
                for each in marked.attributions
                if (anchor := find_anchor(block, each)) is not None
                and _CONTENT in (roles := _list_roles(block, each))
            )
            yield Example(block, tuple(readings))


def find_anchor(block: Block, attribution: Attribution) -> int | None:
    """The token of a block that stands for the attribution's cue; None when it is elsewhere."""
    inside = [i for i, token in enumerate(block.tokens) if _touches(token, attribution.cue)]
    heavy = [i for i in inside if block.words[i].lower() not in _LIGHT]
    found = heavy or inside
    return found[0] if found else None


def _touches(token: Range, ranges: tuple[Range, ...]) -> bool:
    return any(token[0] < end and start < token[1] for start, end in ranges)


def _list_roles(block: Block, attribution: Attribution) -> tuple[int, ...]:
    return tuple(
        _CUE
        if _touches(token, attribution.cue)
        else _SOURCE
        if _touches(token, attribution.source)
        else _CONTENT
        if _touches(token, attribution.content)
        else _OTHER
        for token in block.tokens
    )
