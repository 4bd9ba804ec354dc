"""How much memory a site takes: many articles, and one long one. Run by hand.

    python tests/bench/site_memory.py [NUMBER]

Generated articles share people, institutions and sources as those of a newspaper do. Each build and
each site is made in a process of its own; what is compared is the peak (maximum resident set size)
of making pages with that of the build alone, for a tenth of the articles and for all.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SENTENCE = "the council said that a bridge over river would be built by next summer or not at all"
WORDS = tuple(SENTENCE.split(" "))
CHILD = "--child"


def write_corpus(folder: Path, number: int, claims: int) -> None:
    """A project of so many articles with so many claims each."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kgbuild.toml").write_text('base = "https://example.org/c/"\n', encoding="utf-8")
    for n in range(number):
        sentences = [
            f"Person {k % 40} told us that plan {n} and {k} will {WORDS[k % len(WORDS)]} go on."
            for k in range(claims)
        ]
        padding = " ".join(WORDS[i % len(WORDS)] for i in range(40))
        text = "\n\n".join(f"{s} {padding}." for s in sentences)
        (folder / f"a{n}.txt").write_text(text + "\n", encoding="utf-8")
        (folder / f"a{n}.yaml").write_text(_annotations(n, claims), encoding="utf-8")


def _annotations(n: int, claims: int) -> str:
    people = "".join(f"  - {{id: p{k}, name: Person {k}}}\n" for k in range(min(40, claims)))
    entries = "".join(
        f"  - id: c{k}\n    by: p{k % 40}\n    mode: indirect\n    factuality: CT+\n"
        f"    quote: plan {n} and {k} will {WORDS[k % len(WORDS)]} go on\n"
        f"    says: Plan {n} and {k} will go on.\n    about: plans\n"
        for k in range(claims)
    )
    return (
        f"article:\n  id: a{n}\n  file: a{n}.txt\n  title: Article {n}\n  kind: news-item\n"
        "  by: author\n  issued: 2012-02-27\n"
        f"people:\n  - {{id: author, name: An Author}}\n{people}"
        f"concepts:\n  - {{id: plans, name: Plans}}\nclaims:\n{entries}"
    )


def child(folder: Path, *, site: bool) -> None:
    """Builds, and makes the pages when asked; says seconds, files, bytes and the peak in MiB."""
    from kgbuild import project
    from kgbuild.web.site import pages

    begun = time.perf_counter()
    built = project.build(project.open_project(folder), check=False)
    assert built.ok, built.diagnostics[:3]
    files = size = 0
    done = time.perf_counter()
    for page in pages(built) if site else ():
        files, size = files + 1, size + len(page.body)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    now = time.perf_counter()
    print(f"{done - begun:.1f} {now - done:.1f} {files} {size / 2**20:.0f} {peak:.0f}")


def measured(folder: Path, *, site: bool) -> list[float]:
    """What a child says."""
    command = [sys.executable, __file__, CHILD, str(folder), *(["site"] if site else [])]
    out = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(x) for x in out.stdout.split()]


def main() -> None:
    """Measures a tenth, all, and one long article."""
    if len(sys.argv) > 1 and sys.argv[1] == CHILD:
        child(Path(sys.argv[2]), site=len(sys.argv) > 3)
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("number", nargs="?", type=int, default=1000)
    number = parser.parse_args().number
    print(
        "articles  claims  files   MiB  build s  pages s  peak MiB: build alone, with pages, more"
    )
    with tempfile.TemporaryDirectory() as temporary:
        for articles, claims in ((number // 10, 20), (number, 20), (1, 600)):
            folder = Path(temporary) / f"{articles}-{claims}"
            write_corpus(folder, articles, claims)
            alone = measured(folder, site=False)[-1]
            build, site, files, size, peak = measured(folder, site=True)
            print(
                f"{articles:8} {claims:7} {files:6.0f} {size:5.0f} {build:8.1f} {site:8.1f} "
                f"{alone:24.0f} {peak:11.0f} {peak - alone:5.0f}"
            )


if __name__ == "__main__":
    main()
