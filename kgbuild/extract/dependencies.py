"""Attributions by rules over a dependency parse: one reading of each word that hands over.

The parse is spaCy's (extra `nlp`); this module only walks it, so any English model will do. A
word that can be a cue (`cues`) is looked at once: what stands in quotation marks beside it, what
clause or phrase depends on it, and who is its subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgbuild.extract import cues
from kgbuild.extract.attribution import Attribution, Range, move
from kgbuild.extract.corpora import order
from kgbuild.extract.dependency_quotes import Quoted, Tokens
from kgbuild.extract.dependency_verbs import Roles, read_verb
from kgbuild.extract.dependency_words import (
    read_according,
    read_adjective,
    read_colon,
    read_dash,
    read_noun,
)
from kgbuild.extract.tagger.tokens import divide
from kgbuild.text.article import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

EXTRACTOR = "rules 1"

_EDGES = frozenset(",.;:-–—―|•*()[]…") | {"--", "and", "but", "or", "..."}
_DASHES = ("―", "—", "–", "-", "--")


def find_in_article(article: Article, parser: Language) -> list[Attribution]:
    """What the rules find in an article, parsed paragraph by paragraph with a spaCy pipeline."""
    stretches = list(divide(article))
    texts = (article.characters[start:stop] for start, stop in stretches)
    return sorted(
        move(each, start)
        for (start, _), doc in zip(stretches, parser.pipe(texts), strict=True)
        for each in find_attributions(doc)
    )


def find_attributions(doc: Doc, *, wide: bool = True) -> list[Attribution]:
    """What the rules find in a parsed paragraph; offsets count from its first character.

    With `wide`, also by what words of attitude, nouns and adjectives hand over. Nothing inside a
    quotation is looked at: what a speaker reports in her turn is for a second reading of her words.
    """
    quoted = Quoted.find(doc)
    best: dict[tuple[Range, ...], Attribution] = {}
    for token in doc:
        if token.i in quoted.all:
            continue
        for roles in _read(token, quoted, wide=wide):
            found = _cover(doc, roles)
            known = best.get(found.content) if found else None
            if found and (known is None or _rank(found) > _rank(known)):
                best[found.content] = found
    return sorted(best.values())


def _rank(each: Attribution) -> tuple[float, bool]:
    return each.confidence, bool(each.source)


def _read(token: Token, quoted: Quoted, *, wide: bool) -> Iterator[Roles]:
    lemma = token.lemma_.lower()
    if token.text in _DASHES:
        yield from read_dash(token, quoted)
    elif token.text == ":":
        yield from read_colon(token)
    elif token.lower_ == "according":
        if token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
            yield from read_according(token, quoted)
    elif token.pos_ in ("VERB", "AUX"):
        yield from read_verb(token, quoted, wide=wide)
    elif wide and token.pos_ == "NOUN" and lemma in cues.NOUNS:
        yield from read_noun(token)
    elif wide and token.pos_ == "ADJ" and lemma in cues.ADJECTIVES:
        yield from read_adjective(token)


def _cover(doc: Doc, roles: Roles) -> Attribution | None:
    """The attribution of a reading, as ranges; None when its content has no word."""
    source, cue, content, sure = roles
    content = _trim(doc, content)
    if not any(doc[i].is_alpha or doc[i].like_num for i in content):
        return None
    return Attribution(
        content=_list_ranges(doc, content),
        cue=_list_ranges(doc, cue, marks=True),
        source=_list_ranges(doc, _trim(doc, source)),
        confidence=round(sure, 2),
        extractor=EXTRACTOR,
    )


def _trim(doc: Doc, tokens: Tokens) -> Tokens:
    """Without punctuation and conjunctions at the edges, but with marks of quotation."""
    kept = sorted(tokens)
    while kept and (doc[kept[0]].lower_ in _EDGES or doc[kept[0]].is_space):
        kept.pop(0)
    while kept and (doc[kept[-1]].lower_ in _EDGES or doc[kept[-1]].is_space):
        kept.pop()
    return set(kept)


def _list_ranges(doc: Doc, tokens: Tokens, *, marks: bool = False) -> tuple[Range, ...]:
    """Ranges of neighbouring tokens; none begins with punctuation, unless `marks` are wanted."""
    ranges: list[Range] = []
    last = -2
    for i in sorted(tokens):
        start, end = doc[i].idx, doc[i].idx + len(doc[i])
        if i == last + 1:
            ranges[-1] = (ranges[-1][0], end)
        elif marks or not (doc[i].is_punct or doc[i].is_space) or doc[i].is_quote:
            ranges.append((start, end))
        else:
            continue
        last = i
    return order(ranges)
