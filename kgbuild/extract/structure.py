"""What an article is made of: prose, regions that are none, block quotations, its head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kgbuild.extract.attribution import Range
from kgbuild.extract.days import days_in
from kgbuild.extract.lexicon import CUES
from kgbuild.extract.wording import without_spaces
from kgbuild.text.article import Article

_FURNITURE: Final = re.compile(
    r"(?i)\b(?:no comments?|leave a reply|akismet|share (?:this|on)|"
    r"related (?:articles?|stories|posts?)|subscribe|sign up|newsletter|all rights reserved|"
    r"copyright|read more|advertisement|posted in|tags?:|cookies?|follow us|print this|"
    r"continue reading|comment data|skip to|log ?in|privacy policy|terms of (?:use|service)|"
    r"click here|loading|\d+[- ]min(?:ute)?s? read|temps de lecture|lesezeit)\b|^\d+ comments?\b|©"
)
_CAPTION: Final = re.compile(
    r"(?i)^(?:photo|image|picture|caption|figure|fig\.)\b|\b(?:image|photo|photograph|picture)s? "
    r"(?:via|by|courtesy)\b|\((?:photo|image|credit|getty|afp|reuters|ap)\b[^)]*\)$"
)
_BYLINE: Final = re.compile(
    r"(?i)^\s*(?:(?:written|reported|words|interview|story|text|analysis|edited)\s+)?"
    r"(?:by|par|von|por)\s+(?P<name>[^\W\d_][^|,\n\d]{2,60}?)\s*(?:[|,·•\n].*)?$",
    re.DOTALL,
)
# What stands beside a date in the line that tells when an article came out.
_BESIDE_A_DATE: Final = re.compile(
    r"(?i)\b(?:(?:first |last )?(?:published|updated|posted|modified|issued)|publié|mis à jour|"
    r"le|on|at|à|am|um|uhr|stand|\w+day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w+tag|mittwoch|"
    r"\d{1,2}[:.h]\d\d|[ap]\.?m\.?|ist|gmt|bst|utc|[aecmp](?:es|s|d|e)t|"
    r"mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|\d+[- ]min(?:ute)?s? read)\b"
)
_DIVIDERS: Final = re.compile(r"\s*[|•·–—/]\s*")
_BESIDE_WORDS: Final = 3
_FROM: Final = re.compile(r"^\s*[A-Z]\w+(?: [A-Z]\w+)?,\s")  # New Delhi, 3 March 2024
_NAME_ALONE: Final = re.compile(r"[^\W\d_][\w’'.-]+(?: [^\W\d_][\w’'.-]*){1,3}")
_ROLE: Final = re.compile(r"(?i)\b(?:correspondent|editor|reporter|writer|columnist|critic|chief)$")
_NOBODY: Final = re.compile(
    r"(?i)\b(?:our|staff|correspondent|reporters?|agenc(?:y|ies)|bureau|desk)\b"
)
_HAN_BYLINE: Final = re.compile(r"^(?:记者|作者|文)[：:/／\s]*(?P<name>[\u4e00-\u9fff]{2,4})\s*$")
_SENTENCE_LIKE: Final = re.compile(r"[.!?…:;。！？：；؟।,][\"”’»」』)\]]*\s*$")
_QUOTED: Final = re.compile(r"[“”\"«»「」]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_HEADLINE_WORDS: Final = 14
_TITLES: Final = 3  # the headline and what stands under it
_FURNITURE_WORDS: Final = 30
_REPEATED_WORDS: Final = 25
_HEAD_PARAGRAPHS: Final = 10
_LONG_WORDS: Final = 40


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of an article tells: its author and its day (ISO), if it does."""

    author: str = ""
    issued: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A block quotation: the paragraph itself, and the one ending in a colon that introduces it."""

    start: int
    end: int
    intro: Range


def regions_of(article: Article) -> list[tuple[int, int, str]]:
    """Paragraphs that are no prose, each with `heading`, `caption` or `furniture`.

    A title that is repeated is a heading each time, another short paragraph that stands twice a
    caption. Nothing is taken out of the text: extractors step over these passages.
    """
    paragraphs = [without_spaces(article.characters, *p) for p in article.paragraphs]
    paragraphs = [p for p in paragraphs if p[1] > p[0]]
    raw = [article.characters[s:e] for s, e in paragraphs]
    texts = [" ".join(text.split()) for text in raw]
    counts = Counter(texts)
    kinds = [_kind(text, counts, first=i == 0, head=i < _TITLES) for i, text in enumerate(texts)]
    last = max((i for i, kind in enumerate(kinds) if not kind), default=len(texts))
    found = []
    for i, ((start, end), text, kind) in enumerate(zip(paragraphs, texts, kinds, strict=True)):
        if not kind:
            continue
        lines = [*raw[i].split("\n"), *(raw[i + 1].split("\n") if raw[i + 1 :] else ())]
        if text == texts[0]:
            found.append((start, end, "heading"))
        elif _tells_who_and_when(raw[i].split("\n")) or _signs(lines):
            found.append((start, end, "furniture"))
        elif kind == "heading" and (i > last or _ends_in_a_date(text)):
            found.append((start, end, "caption"))
        else:
            found.append((start, end, kind))
    return found


def _kind(text: str, counts: Counter[str], *, first: bool, head: bool) -> str:
    words = len(text.split())
    if words <= _FURNITURE_WORDS and (_FURNITURE.search(text) or _byline(text)):
        return "furniture"
    if words <= _FURNITURE_WORDS and _CAPTION.search(text):
        return "caption"
    if counts[text] > 1 and words <= _REPEATED_WORDS:
        return "caption"
    ends = _SENTENCE_LIKE.search(text)
    long = len(text) > _HEADLINE_WORDS * 12 or words > _HEADLINE_WORDS * (1 + first)
    if not long and not ends and (head or not _QUOTED.search(text)):
        return "heading"
    return "heading" if first and words <= _HEADLINE_WORDS and text.endswith("?") else ""


def _byline(text: str) -> re.Match[str] | None:
    return _BYLINE.match(text) if len(text.split()) <= _HEADLINE_WORDS else None


def _tells_who_and_when(lines: Iterable[str]) -> bool:
    """Whether each line names an author or a day and nothing else: a byline, a dateline."""
    own = [line for line in lines if line.strip()]
    short = all(len(line.split()) <= _HEADLINE_WORDS // 2 for line in own)
    if short and any(map(_byline, own)) and any(map(_is_dateline, own)):
        return True  # with the name of the paper between
    return all(_byline(line) or _is_dateline(line) or not _LETTER.search(line) for line in own)


def _is_dateline(line: str) -> bool:
    """Whether a line tells only when something came out: “12 March 2025 • 5 min read”."""
    found = (days_in(line, 0, len(line), language=language) for language in CUES)
    days = next(filter(None, found), None)
    if days is None:
        return False
    for day in reversed(days):
        line = line[: day.start] + line[day.end :]
    rest = [_BESIDE_A_DATE.sub("", part) for part in _DIVIDERS.split(line)]
    words = [_LETTER.sub("w", part).count("w") and len(part.split()) for part in rest]
    return all(n <= _BESIDE_WORDS * (len(rest) > 1) for n in words)


def _signs(lines: list[str]) -> bool:
    """Whether the first line is a name alone, and the next one a day: a byline without “by”."""
    if len(lines) < 2 or not _signer(lines[0]):  # noqa: PLR2004
        return False
    return _is_dateline(lines[1]) or _is_dateline(_FROM.sub("", lines[1]))


def _signer(line: str) -> str:
    """The name in “Rowena Pike” or “Rowena Pike, rural affairs editor”; empty when it is none."""
    name, _, role = line.strip().partition(", ")
    fits = _NAME_ALONE.fullmatch(name) is not None and _is_a_name(name)
    return name if fits and (not role or _ROLE.search(role)) else ""


def _ends_in_a_date(text: str) -> bool:
    return any(d.end >= len(text.rstrip(".")) for d in days_in(text, 0, len(text)))


def head_of(article: Article, language: str = "") -> Head:
    """The author and the day that stand above the first long paragraph."""
    author = issued = ""
    above = [above for above in _above(article) if above[0].strip()]
    for i, (text, start, end) in enumerate(above):
        line = text.strip()
        found = _byline(line) or _HAN_BYLINE.match(line)
        name = _one_name(found["name"]) if found else ""
        if i and not found and _signs([text for text, _, _ in above[i : i + 2]]):
            name = _signer(line)
        if not author and name and _is_a_name(name):
            author = " ".join(name.split())
        days = [d.edtf for d in days_in(article.characters, start, end, language=language)]
        whole = [d for d in days if len(d) == len("2012-02-27")]
        issued = issued or next(iter(whole), "")
    return Head(author, issued)


def _one_name(words: str) -> str:
    """The first of several authors, bare: “Dr Ada Quill and Tom Hall in Leith”."""
    first = re.split(r"\s+(?:and|und|et|in|at|à|&)\s+", words.strip(), maxsplit=1)[0]
    return re.sub(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Shri|Smt)\b\.?\s+", "", first)


def _is_a_name(words: str) -> bool:
    parts = words.split()
    if _NOBODY.search(words):
        return False
    return len(parts) <= 5 and all(p[:1].isupper() or not p.isascii() or len(p) <= 3 for p in parts)  # noqa: PLR2004


def _above(article: Article) -> Iterator[tuple[str, int, int]]:
    """The lines above the first long paragraph."""
    for start, end in article.paragraphs[:_HEAD_PARAGRAPHS]:
        text = article.characters[start:end]
        if len(text.split()) > _LONG_WORDS or len(text) > _LONG_WORDS * 8:
            continue
        at = start
        for line in text.split("\n"):
            yield line, at, at + len(line)
            at += len(line) + 1


def blocks_of(article: Article, skipped: Iterable[Range]) -> list[Block]:
    """The block quotations: a paragraph of prose after one that ends in a colon."""
    skip = set(skipped)
    prose = [
        p
        for p in (without_spaces(article.characters, *q) for q in article.paragraphs)
        if p not in skip
    ]
    prose = [p for p in prose if p[1] > p[0]]
    return [
        Block(*after, before)
        for before, after in pairwise(prose)
        if article.characters[before[1] - 1] in ":："
    ]
