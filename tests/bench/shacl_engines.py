"""SHACL engines side by side in one run: `python tests/bench/shacl_engines.py --write`.

The data are copies of the built seed graph, each with the same planted faults, until a size is
reached. Each engine gets a fresh process, the same N-Triples file and the same shapes; parsing
counts. What they find is compared with what pySHACL finds, as far as it was run.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
BASE = "https://w3id.org/kgbuild/seed/"
SIZES = {"10k": 10_000, "100k": 100_000, "1M": 1_000_000}
LIMIT = 600.0
# Predicates whose first statement in each copy is spoilt, and how.
HOLDER = "<http://www.w3.org/ns/prov#wasAttributedTo>"
EXACT = "<http://www.w3.org/ns/oa#exact> "
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label> "


@dataclass(frozen=True)
class Run:
    """One engine on one file: seconds, megabytes, results; or why there are none."""

    engine: str
    seconds: float | None = None
    megabytes: int | None = None
    results: Counter[tuple[str, ...]] | None = None
    why_not: str = ""


def spoilt(lines: list[str]) -> Iterator[str]:
    """The lines of a graph with a holder dropped, a quotation changed and a label doubled."""
    done: set[str] = set()
    for line in lines:
        fault = next((f for f in (HOLDER, EXACT, LABEL) if f in line and f not in done), None)
        if fault is None:
            yield line
            continue
        done.add(fault)
        if fault == EXACT:
            yield line.replace(f'{EXACT}"', f'{EXACT}"not ', 1)
        elif fault == LABEL:
            yield line
            yield line.replace(f'{LABEL}"', f'{LABEL}"also ', 1)


def write_data(path: Path, triples: int) -> int:
    """Writes copies of the seed graph of about this size in all; how many triples they have."""
    import kgbuild
    from kgbuild.graph import formats

    graph = formats.write(kgbuild.build(ROOT / "seeds").triples, formats.NTRIPLES).decode()
    lines = list(spoilt(graph.splitlines(keepends=True)))
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for number in range(max(1, round(triples / len(lines)))):
            own = f"{BASE[:-1]}{number}/"
            file.writelines(line.replace(BASE, own) for line in lines)
            written += len(lines)
    return written


def shapes_text(*, core: bool) -> str:
    """kgbuild's shapes; `core` leaves its queries out."""
    from kgbuild.graph.formats import NTRIPLES, write
    from kgbuild.rules.catalogue import own_shapes
    from kgbuild.rules.shapes import SH

    kept = [t for t in own_shapes().triples if not (core and t.predicate.value == SH + "sparql")]
    return write(kept, NTRIPLES).decode()


# ── In the child ─────────────────────────────────────────────────────────────────────────────────


def run_here(engine: str, data: str, shapes: str) -> list[tuple[str, ...]]:
    """The results of an engine, parsing included."""
    if engine == "shacl-rust":
        return list(with_shacl_rust(data, shapes))
    import pyoxigraph as ox

    from kgbuild.rules.engines import ENGINES
    from kgbuild.rules.shapes import named

    triples = list(ox.parse(path=data, format=ox.RdfFormat.N_TRIPLES))
    graph = named(ox.parse(path=shapes, format=ox.RdfFormat.N_TRIPLES))
    plain = [ox.Triple(t.subject, t.predicate, t.object) for t in triples]
    found = ENGINES[{"pySHACL": "pyshacl", "kgbuild": "fast"}[engine]](plain, graph)
    return [(r.focus, r.component, r.value or "") for r in found]


def with_shacl_rust(data: str, shapes: str) -> Iterator[tuple[str, ...]]:
    """The results of PyPI shacl-rust with its index."""
    import shacl_rust

    report = shacl_rust.validate_file(data, shapes, experimental_index=True)
    for found in report["results"]:
        component = found["sourceConstraintComponent"].strip("<>")
        yield (found["focusNode"], component, found.get("value") or "")


def child(engine: str, data: str, shapes: str) -> None:
    """Runs an engine and prints what it took, with what it found."""
    import resource

    start = time.perf_counter()
    found = run_here(engine, data, shapes)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "results": found}))


# ── In the parent ────────────────────────────────────────────────────────────────────────────────


def measured(engine: str, data: Path, shapes: Path) -> Run:
    """One engine in a process of its own."""
    if engine == "shacl-rust" and not find_spec("shacl_rust"):
        return Run(engine, why_not="not installed")
    if engine == "pySHACL" and data.stat().st_size > 100_000_000:
        return Run(engine, why_not=f"not run: more than {LIMIT:g} s to be expected")
    command = [sys.executable, __file__, "--child", engine, str(data), str(shapes)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIMIT, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return Run(engine, why_not=f"more than {LIMIT:g} s")
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().split("\n")[-1]
        return Run(engine, why_not=f"failed: {last[:80]}")
    said: dict[str, Any] = json.loads(done.stdout)
    results = Counter(tuple(row) for row in said["results"])
    return Run(engine, said["seconds"], said["megabytes"], results)


def compared(run: Run, reference: Run) -> str:
    """How the results of a run agree with the reference's."""
    if run is reference or run.results is None or reference.results is None:
        return "–"
    if run.results == reference.results:
        return "the same"
    both = (run.results & reference.results).total()
    return f"{both} of {reference.results.total()}, and {run.results.total() - both} others"


def rows(sizes: list[str]) -> Iterator[list[str]]:
    """The table: a row for each size, set of shapes and engine."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data.nt"
            triples = write_data(data, SIZES[size])
            for core in (True, False):
                shapes = Path(folder) / "shapes.nt"
                shapes.write_text(shapes_text(core=core), encoding="utf-8")
                runs = [measured(e, data, shapes) for e in ("pySHACL", "kgbuild", "shacl-rust")]
                for run in runs:
                    yield [
                        f"{triples:,}",
                        "core" if core else "all",
                        run.engine,
                        *figures(run, runs[0]),
                    ]
                    print(*[run.engine, size, core, run.seconds, run.why_not], file=sys.stderr)


def figures(run: Run, reference: Run) -> list[str]:
    """Seconds, how many times as fast as the reference, memory, results, agreement."""
    if run.seconds is None or run.results is None:
        return [run.why_not, "–", "–", "–", "–"]
    times = f"{reference.seconds / run.seconds:.0f} ×" if reference.seconds else "–"
    count = f"{run.results.total():,}"
    return [f"{run.seconds:.2f}", times, f"{run.megabytes:,}", count, compared(run, reference)]


def page(table: list[list[str]]) -> str:
    """docs/performance.md."""
    head = ["triples", "shapes", "engine", "seconds", "× pySHACL", "MB", "results", "agreement"]
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *table)]
    versions = ", ".join(
        f"{name} {metadata.version(name)}"
        for name in ("pyshacl", "rdflib", "shacl", "pyoxigraph", "shacl-rust")
        if find_spec(name.replace("-", "_"))
    )
    return f"""\
# Performance of validation

Made by `python tests/bench/shacl_engines.py --write` in one run: Python
{platform.python_version()}, {versions}, two cores of a shared machine.
Seconds vary with the machine, ratios much less. The data are copies of the built seed graph with
the same planted faults in each, until the size is reached. Each engine gets a process of its own;
parsing counts. *core* are kgbuild's shapes without their queries, *all* with them. *kgbuild* is the
default of `kgbuild validate` when `kgbuild[fast]` is installed. *agreement* compares (focus node,
constraint component, value) with pySHACL's, each as often as it occurs.

{chr(10).join(lines)}
"""


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10k,100k,1M", help="of " + ", ".join(SIZES))
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        child(*asked.child)
        return
    text = page(list(rows(asked.sizes.split(","))))
    if asked.write:
        _, mark, others = PAGE.read_text(encoding="utf-8").partition("\n<!-- linking -->")
        PAGE.write_text(text + mark + others, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
