"""Four ways to find a quotation in a text, asked the same: `python tests/bench/anchor.py`.

57 quotations of the seed article, each as it is and in nine other ways (tests/corruptions.py):
faithful ones should be placed where they stand, unfaithful ones refused. The others are asked as
they come, when they are installed:

    pip install langextract rapidfuzz; pip install --no-deps ontogpt

With `--write` the table goes into docs/anchoring.md and the README.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

from corruptions import Case, article, cases  # noqa: E402 - the folder is no package

Found = tuple[int, int] | None
Grounder = Callable[[str, str], Found]
ROOT = HERE.parents[2]
PAGES = (ROOT / "docs" / "anchoring.md", ROOT / "README.md")
BEGIN, END = "<!-- table: tests/bench/anchor.py -->\n", "<!-- end of table -->\n"
_EDGE = " .,;:!?“”\"'‘’()"


def ours() -> tuple[str, Grounder]:
    """The strict anchor."""
    from kgbuild.diagnostics import Diagnostic
    from kgbuild.located import Place, Text
    from kgbuild.text.anchor import Quote, anchor
    from kgbuild.text.article import Article
    from kgbuild.version import __version__

    texts: dict[str, Article] = {}

    def find(words: str, text: str) -> Found:
        read = texts.setdefault(text, Article("a.txt", text))
        spans = anchor(Quote(words=Text(words, Place("q"))), read)
        return None if isinstance(spans, Diagnostic) else (spans[0].start, spans[-1].end)

    return f"kgbuild {__version__}, strict anchor", find


def langextract() -> tuple[str, Grounder]:
    """LangExtract's resolver, with its defaults."""
    from langextract.core.data import Extraction
    from langextract.resolver import Resolver

    resolver = Resolver()

    def find(words: str, text: str) -> Found:
        asked = [Extraction("quotation", words)]
        (found,) = resolver.align(asked, text, token_offset=0, char_offset=0)
        where = found.char_interval
        return None if where is None else (where.start_pos, where.end_pos)

    return f"LangExtract {metadata.version('langextract')}, default", find


def rapidfuzz() -> tuple[str, Grounder]:
    """RapidFuzz's best partial match, from 90 of 100 on."""
    from rapidfuzz import fuzz

    def find(words: str, text: str) -> Found:
        found = fuzz.partial_ratio_alignment(words, text, score_cutoff=90)
        return None if found is None else (found.dest_start, found.dest_end)

    return f"RapidFuzz {metadata.version('rapidfuzz')}, partial_ratio ≥ 90", find


def ontogpt() -> tuple[str, Grounder]:
    """OntoGPT's search for the spans of what a model said."""
    from ontogpt.utils.parse_utils import get_span_values

    def find(words: str, text: str) -> Found:
        spans = get_span_values(text, words)
        start, _, end = spans[0].partition(":") if spans else ("", "", "")
        return (int(start), int(end) + 1) if spans else None

    return f"OntoGPT {metadata.version('ontogpt')}, get_span_values", find


def measured(find: Grounder, text: str, asked: list[Case]) -> tuple[int, int, float]:
    """Faithful ones placed right, unfaithful ones accepted, milliseconds for each."""
    placed = accepted = 0
    start = time.process_time()
    for case in asked:
        found = find(case.words, text)
        if found is None:
            continue
        same = text[slice(*found)].strip(_EDGE) == text[case.start : case.end].strip(_EDGE)
        placed += case.faithful and same and abs(found[0] - case.start) <= 1
        accepted += not case.faithful
    return placed, accepted, 1000 * (time.process_time() - start) / len(asked)


def table() -> str:
    """The table, in Markdown."""
    text, asked = article().characters, cases()
    faithful = sum(c.faithful for c in asked)
    lines = [
        "| grounder | faithful placed right | unfaithful accepted | ms each |",
        "|---|---|---|---|",
    ]
    for grounder in (ours, langextract, rapidfuzz, ontogpt):
        try:
            name, find = grounder()
        except ImportError as error:
            print(f"left out: {grounder.__name__}: {error}", file=sys.stderr)
            continue
        placed, accepted, each = measured(find, text, asked)
        unfaithful = len(asked) - faithful
        row = f"{placed}/{faithful} | {accepted}/{unfaithful} | {each:.2g}"
        lines.append(f"| {name} | {row} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Prints the table; with `--write`, puts it between the marks of the pages."""
    made = table()
    print(made, end="")
    for page in PAGES if "--write" in sys.argv[1:] else ():
        before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        page.write_text(f"{before}{BEGIN}{made}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
