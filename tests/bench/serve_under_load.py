"""How an ordinary query fares while others never end: `python tests/bench/serve_under_load.py`.

Prints the median and the slowest answer of an ordinary query, first alone, then beside seven that
run until their limit, and the ratio of the two medians, measured in one run.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import requests

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TEN = "{ 0 1 2 3 4 5 6 7 8 9 }"
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f"VALUES ?{x} {TEN} " for x in "abcdefghij") + "}"
ORDINARY = (
    "SELECT ?voice ?says { ?c a kg:Claim ; kg:says ?says ; "
    "prov:wasAttributedTo/rdfs:label ?voice } ORDER BY ?voice"
)
HOSTILE = 7
ROUNDS = 30


def ask(address: str, query: str) -> tuple[int, float]:
    """The status of an answer, and how many seconds it took."""
    start = time.perf_counter()
    status = requests.get(address, params={"query": query}, timeout=60).status_code
    return status, time.perf_counter() - start


def measured(address: str, what: str) -> float:
    """The median of some rounds, printed with the slowest."""
    answers = [ask(address, ORDINARY) for _ in range(ROUNDS)]
    assert {status for status, _ in answers} == {200}
    times = [seconds for _, seconds in answers]
    median = statistics.median(times)
    print(f"{what}: median {median * 1000:.0f} ms, slowest {max(times) * 1000:.0f} ms")
    return median


def main() -> None:
    """Serves the seed and measures."""
    command = [sys.executable, "-m", "kgbuild", "serve", str(SEEDS), "-p", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        address = f"{server.stdout.readline().decode().strip()}sparql"
        alone = measured(address, "alone")
        ended: list[tuple[int, float]] = []
        hostile = [
            threading.Thread(target=lambda: ended.append(ask(address, ENDLESS)))
            for _ in range(HOSTILE)
        ]
        for thread in hostile:
            thread.start()
        time.sleep(1)
        beside = measured(address, f"beside {HOSTILE} that never end")
        for thread in hostile:
            thread.join()
        print(f"ratio of the medians: {beside / alone:.2f}")
        print(f"the hostile ones ended after {max(s for _, s in ended):.1f} s at the latest")
        server.terminate()


if __name__ == "__main__":
    main()
