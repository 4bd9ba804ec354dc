"""How many articles of 780 words a CPU-second proposes for.

`python tests/bench/extraction_speed.py` takes the whole step from a text to the text of the
annotation file: regions, attributions, people and documents, the checks. Each extractor that works
offline, side by side, after a first run that loads what it needs.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does

from kgbuild.annotation.read import parse
from kgbuild.errors import ConfigError
from kgbuild.extract import names
from kgbuild.extract.extraction import extract, section_text
from kgbuild.extract.extractors import EXTRACTORS, Wanted, extractor
from kgbuild.extract.readings import read_article
from kgbuild.extract.structure import regions_of
from kgbuild.extract.wording import typed
from kgbuild.text import anchor
from kgbuild.text.article import Article

WORDS = 780
ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
HEAD = """\
article: {id: a-text, title: T, file: a.txt, kind: other, by: author, issued: 2026-03-02}
voices: [{id: author, name: The author of the article, kind: anonymous}]
"""


def texts() -> list[Article]:
    """The seed article (1,594 words) and the English test articles one after the other (600)."""
    parts = [(ARTICLES / f"{n}.txt").read_text() for n in ("british", "court", "indian", "cable")]
    (seed,) = (ARTICLES.parents[2] / "seeds").glob("*.txt")
    return [Article("seed.txt", seed.read_text()), Article("four.txt", "\n\n".join(parts))]


def forget() -> None:
    """Empties what is remembered of texts, so that each round reads its article anew."""
    typed.cache_clear()
    anchor._whole_words.cache_clear()
    anchor._folded.cache_clear()
    names._classified.cache_clear()


def seconds(work, articles: list[Article]) -> float:
    """CPU-seconds for an article of 780 words."""
    for article in articles:
        work(article)
    spent = 0.0
    for _ in range(5):
        for article in articles:
            forget()
            fresh = Article(article.path, article.characters)
            start = time.process_time()
            work(fresh)
            spent += time.process_time() - start
    return spent * WORDS / sum(5 * len(a.characters.split()) for a in articles)


def main() -> None:
    """Prints the figures."""
    file, _ = parse(HEAD, "a.yaml")
    assert file is not None
    articles = texts()
    for name in EXTRACTORS:
        if name == "endpoint":
            continue
        try:
            chosen = extractor(name, Wanted())
        except ConfigError as error:
            print(f"{name:12} left out: {error}")
            continue

        def whole(article: Article, chosen=chosen) -> None:
            section_text(extract(article, file, chosen).sections)

        each = seconds(whole, articles)
        alone = seconds(chosen.attribute, articles)
        print(
            f"{name:12} {1 / each:6.1f} articles a CPU-second; attributions alone {1 / alone:6.1f}"
        )
    ready = seconds(lambda a: read_article(a, file, language="en", issued="2026-03-02"), articles)
    print(f"reading      {1 / ready:6.1f}; regions {1 / seconds(regions_of, articles):6.1f}")


if __name__ == "__main__":
    main()
