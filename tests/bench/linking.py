"""Linking a thousand names, side by side in one run: `python tests/bench/linking.py --write`.

The names are looked for in a Reconciliation API on this machine (a process of its own), in a
table of the same things, and once more in the service when its answers are known. *bare* are the
same questions to the same service, sent by a loop that reads, judges and keeps nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
MARK = "<!-- linking -->"
NAMES = 1000
BATCH = 10
ROUNDS = 3
SPACE = "https://id.example/"
MANIFEST = {"name": "bench", "identifierSpace": SPACE, "schemaSpace": SPACE, "versions": ["0.2"]}


def names() -> list[str]:
    """Names of two words; nine in ten are known, and each of these has a namesake."""
    return [f"Place{n % 40} of Shire{n // 40}" for n in range(NAMES)]


def things() -> dict[str, list[dict[str, object]]]:
    """What is known of each name."""
    found = {}
    for number, name in enumerate(names()):
        if number % 10:
            found[name] = [
                {"id": f"{kind}{number}", "name": name, "score": 90.0, "match": True,
                 "description": f"{kind} near Shire{number // 40}",
                 "type": [{"id": kind, "name": kind}]}
                for kind in ("town", "film")
            ]  # fmt: skip
    return found


# ── In the child ─────────────────────────────────────────────────────────────────────────────────


class Service(BaseHTTPRequestHandler):
    """A Reconciliation API that counts what it is asked."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is one packet: no waiting for an acknowledgement
    known = things()
    asked = 0

    def do_GET(self) -> None:
        """The manifest; at /count how many requests came."""
        if self.path == "/count":
            self._answer({"count": Service.asked})
            return
        Service.asked += 1
        self._answer(MANIFEST)

    def do_POST(self) -> None:
        """The candidates for a batch of names."""
        Service.asked += 1
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        queries = json.loads(parse_qs(form)["queries"][0])
        self._answer({k: {"result": self.known.get(q["query"], [])} for k, q in queries.items()})

    def _answer(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve() -> None:
    """Serves until stdin ends."""
    import threading

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


# ── In the parent ────────────────────────────────────────────────────────────────────────────────


def timed(work: Callable[[], int], url: str) -> tuple[float, int, int]:
    """Seconds, requests, and what `work` gives: how many names had candidates."""
    before = counted(url)
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, counted(url) - before, found


def counted(url: str) -> int:
    """How many requests the service has had."""
    import requests

    return int(requests.get(f"{url}/count", timeout=10).json()["count"])


def bare(url: str) -> int:
    """The same questions, and nothing done with the answers."""
    import requests

    found = 0
    with requests.Session() as session:
        for start in range(0, NAMES, BATCH):
            part = names()[start : start + BATCH]
            asked = {f"q{n}": {"query": name, "limit": 7} for n, name in enumerate(part)}
            answer = session.post(f"{url}/r", data={"queries": json.dumps(asked)}, timeout=30)
            found += sum(bool(of["result"]) for of in answer.json().values())
    return found


def linked(service: str, cache: Path | None) -> int:
    """What `kgbuild link` does with the names, up to the proposals."""
    from kgbuild.link.cache import Cache
    from kgbuild.link.entities import Entity
    from kgbuild.link.propose import PROPOSED, Plan, propose
    from kgbuild.link.services import Access
    from kgbuild.link.services import service as service_named
    from kgbuild.session import Session

    wanted = [Entity(iri=f"{SPACE}{n}", kind="place", names=(n,)) for n in names()]
    with Session("mailto:bench@example.org") as session:
        linker = service_named(service, Access(session=session))
        outcomes = propose(wanted, [linker], Plan(cache=Cache(cache)))
        return sum(outcome.state == PROPOSED for outcome in outcomes)


def write_table(path: Path) -> None:
    """The same things as a table."""
    lines = ["id\tname\ttype\tdescription"]
    for found in things().values():
        lines += [
            f"{SPACE}{t['id']}\t{t['name']}\t{t['id'][:4]}\t{t['description']}" for t in found
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measured(url: str, folder: Path) -> list[list[str]]:
    """The table: the best of some rounds, each with every way in turn."""
    table = folder / "things.tsv"
    write_table(table)
    best: dict[str, tuple[float, int, int]] = {}
    for number in range(ROUNDS):
        cache = folder / f"cache{number}"
        ways = {
            "bare": lambda: bare(url),
            "service": lambda cache=cache: linked(f"{url}/r", cache),
            "service, second run": lambda cache=cache: linked(f"{url}/r", cache),
            "service, nothing kept": lambda: linked(f"{url}/r", None),
            "table": lambda: linked(str(table), None),
        }
        for way, work in ways.items():
            best[way] = min(best.get(way, (1e9, 0, 0)), timed(work, url))
    floor = best["bare"][0]
    return [
        [way, f"{asked:,}", f"{asked / NAMES:.3f}", f"{seconds / NAMES * 1000:.2f}",
         f"{seconds / floor:.1f} ×", f"{found:,}"]
        for way, (seconds, asked, found) in best.items()
    ]  # fmt: skip


def section(rows: list[list[str]]) -> str:
    """The part of docs/performance.md about linking."""
    head = ["way", "requests", "requests per name", "ms per name", "time, × bare", "found"]
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return f"""\
{MARK}

# Performance of linking

Made by `python tests/bench/linking.py --write` in one run, the best of {ROUNDS} rounds.
{NAMES:,} names, nine in ten of which are known and have a namesake, go to a Reconciliation API in a
process of its own on the same machine, so that no network is measured. *bare* is a loop that sends
the same questions, {BATCH} names each, and does nothing with the answers. *service* reads, checks
and judges them, and keeps each on disk, flushed, so that a run that is killed asks nothing twice.
*table* looks for the same things in a file. The one request more than a tenth of the names asks the
service what it is.

{chr(10).join(lines)}
"""


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve()
        return
    command = [sys.executable, __file__, "--serve"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child,
    ):
        try:
            port = int(child.stdout.readline()) if child.stdout else 0
            text = section(measured(f"http://127.0.0.1:{port}", Path(folder)))
        finally:
            if child.stdin:
                child.stdin.close()
    if asked.write:
        before, _, _ = PAGE.read_text(encoding="utf-8").partition(f"\n{MARK}")
        PAGE.write_text(f"{before.rstrip()}\n\n{text}", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
