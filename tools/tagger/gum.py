"""Attributions from GUM's discourse trees, in the genres whose texts may be built upon.

The folder is the repository amir-zeldes/gum; its annotations are CC BY 4.0, its texts as its
LICENSE.txt says. A unit in the relation `attribution` names who says it; the unit above it, and
what hangs on that in the same sentence or quotation, is what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.corpora import Marked, order
from kgbuild.extract.quoted import find_quotations
from kgbuild.text.article import Article

# News and interviews are CC BY 2.5, academic texts and court records CC BY 4.0; all others carry a
# share-alike or non-commercial condition, or none at all.
GENRES = ("news", "interview", "academic", "court")

_RELATION = re.compile(r"Discourse=([\w-]+):(\d+)->(\d+)")
_ROOT = re.compile(r"Discourse=(ROOT):(\d+):()")
_SPEAKERS = ("nsubj", "nsubj:pass", "nsubj:outer")
_PARTS_OF_CUE = ("aux", "aux:pass", "compound:prt", "case", "fixed")


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    number: int
    head: int
    relation: str
    word: str
    part: str


@dataclass(slots=True)
class _Unit:
    relation: str
    above: int
    sentence: int
    tokens: list[_Token] = field(default_factory=list)


def read_gum(folder: Path) -> Iterator[Marked]:
    """Each text of the genres in `GENRES`, with its attributions."""
    for genre in GENRES:
        for file in sorted(folder.glob(f"dep/GUM_{genre}_*.conllu")):
            text, units = _read_units(file.read_text("utf-8").splitlines())
            article = Article(file.name, text)
            found = (_find(article, units, number) for number in sorted(units))
            attributions = tuple(sorted(each for each in found if each is not None))
            yield Marked(article=article, attributions=attributions)


def _read_units(lines: list[str]) -> tuple[str, dict[int, _Unit]]:
    text, joined, whole = "", "", ("", 0)
    units: dict[int, _Unit] = {}
    unit = _Unit("", 0, 0)
    sentence = 0
    for line in lines:
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            joined = "\n\n" if text else ""
        elif line.startswith("# sent_id"):
            sentence += 1
        if not line[:1].isdigit():
            continue
        number, word, _, part, _, _, head, relation, _, misc = line.split("\t")
        gap = "" if "SpaceAfter=No" in misc else " "
        if "-" in number:
            whole = (gap, int(number.split("-")[1]))
            continue
        if "." in number:
            continue
        if found := _RELATION.search(misc) or _ROOT.search(misc):
            unit = _Unit(found[1], int(found[3] or 0), sentence)
            units[int(found[2])] = unit
        text += joined
        token = _Token(
            len(text), len(text) + len(word), int(number), int(head), relation, word, part
        )
        text += word
        joined = gap
        if int(number) <= whole[1]:
            joined = whole[0] if int(number) == whole[1] else ""
        if int(number) >= whole[1]:
            whole = ("", 0)
        unit.tokens.append(token)
    return text, units


def _find(article: Article, units: dict[int, _Unit], number: int) -> Attribution | None:
    unit = units[number]
    if not unit.relation.startswith("attribution") or unit.above not in units:
        return None
    roles = _read_speaker(unit)
    if roles is None:
        return None
    source, cue = roles
    content = _list_content(article, units, number)
    return Attribution(
        content=_cover(article.characters, content),
        cue=_cover(article.characters, cue),
        source=_cover(article.characters, source),
        confidence=1.0,
        extractor="GUM",
    )


def _read_speaker(unit: _Unit) -> tuple[list[_Token], list[_Token]] | None:
    """Source and cue of a unit such as "officials said" or "According to Ms. Doe,"."""
    inside = {token.number for token in unit.tokens}
    tops = [t for t in unit.tokens if t.head not in inside and t.relation != "punct"]
    if not tops:
        return None
    top = next((t for t in tops if t.part in ("VERB", "NOUN", "PROPN", "ADJ")), tops[0])
    according = [t for t in unit.tokens if t.word.lower() == "according"]
    if according:
        to = [t for t in unit.tokens if t.head == according[0].number]
        cue = [according[0], *to]
        source = [t for t in unit.tokens if t not in cue and t.relation != "punct"]
        return source, cue
    if top.part not in ("VERB", "ADJ", "NOUN") or len(unit.tokens) > 25:  # noqa: PLR2004
        return None
    cue = [top, *(t for t in unit.tokens if t.head == top.number and t.relation in _PARTS_OF_CUE)]
    speakers = [t for t in unit.tokens if t.head == top.number and t.relation in _SPEAKERS]
    source = _descend(unit.tokens, speakers[0]) if speakers else []
    return source, sorted(cue, key=lambda t: t.start)


def _descend(tokens: list[_Token], top: _Token) -> list[_Token]:
    found = {top.number}
    for _ in tokens:
        found |= {t.number for t in tokens if t.head in found}
    return [t for t in tokens if t.number in found]


def _list_content(article: Article, units: dict[int, _Unit], number: int) -> list[_Token]:
    top = units[number].above
    start = units[top].tokens[0].start
    paragraph = article.paragraph(start)
    quotation = next(
        (q for q in find_quotations(article.characters, *paragraph) if q[0] <= start < q[1]), (0, 0)
    )
    content: list[_Token] = []
    for key, unit in units.items():
        near = unit.sentence == units[top].sentence
        if quotation[1]:
            near = quotation[0] <= unit.tokens[0].start < quotation[1]
        if near and _hangs(units, key, top, number):
            content.extend(unit.tokens)
    return content


def _hangs(units: dict[int, _Unit], key: int, top: int, number: int) -> bool:
    """Is the unit `top`, or does it hang on it other than through the unit `number`?"""
    seen = 0
    while key in units and key != number and seen < len(units):
        if key == top:
            return True
        key = units[key].above
        seen += 1
    return False


def _cover(text: str, tokens: list[_Token]) -> tuple[Range, ...]:
    """Ranges of neighbouring tokens, without commas and full stops at their edges."""
    joined: list[Range] = []
    for token in sorted(tokens, key=lambda t: t.start):
        if joined and not text[joined[-1][1] : token.start].strip():
            joined[-1] = (joined[-1][0], token.end)
        else:
            joined.append((token.start, token.end))
    trimmed = []
    for start, end in joined:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip(" ,;:.—–-"))
        kept = piece.rstrip(" ,;:.—–-")
        if kept[left:]:
            trimmed.append((start + left, start + len(kept)))
    return order(trimmed)
