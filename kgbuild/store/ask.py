"""Asking: a query, checked, sent to the worker, and its answer read back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kgbuild.errors import LimitError, QueryError
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.sparql import refuse_remote

SECONDS: Final = 60.0
MEMORY: Final = 4 * 2**30


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT: `rows` hold a term or None for each of `variables`."""

    variables: tuple[str, ...]
    rows: tuple[tuple[ox.NamedNode | ox.Literal | ox.BlankNode | None, ...], ...]
    results: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of an ASK."""

    value: bool
    results: bytes


@dataclass(frozen=True, slots=True)
class Graph:
    """The answer of a CONSTRUCT or DESCRIBE."""

    triples: tuple[ox.Triple, ...]


Answer = Table | Verdict | Graph


def ask(  # noqa: PLR0913 - a query, what it is asked of, and the limits
    query: str,
    files: list[Path],
    *,
    bound: Mapping[str, str] | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
    engine: str = "oxigraph",
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Answer:
    """The answer of a query over N-Triples files, from a child process with limits.

    `bound` gives variables their values as N-Triples terms: nothing is pasted into the query.
    `prefixes` may be used without declaring them.
    Raises QueryError for a query that is wrong or would leave this machine, LimitError when time
    or memory run out.
    """
    refuse_remote(query)
    request = {
        "engine": engine,
        "files": [str(f) for f in files],
        "query": query,
        "bound": dict(bound or {}),
        "prefixes": dict(prefixes),
        "memory": memory,
    }
    command = [sys.executable, "-m", "kgbuild.store.worker"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command,
            input=json.dumps(request).encode() + b"\n",
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(
            f"the query did not end within {seconds:g} s",
            hint="make it more selective, or allow more with --timeout",
        ) from error
    return _read(done.stdout, done.returncode, done.stderr)


def _read(out: bytes, code: int, err: bytes) -> Answer:
    line, _, data = out.partition(b"\n")
    if code != 0 or not line:
        if b"MemoryError" in err or b"memory allocation" in err or code in (-9, -6, 134, 137):
            raise _out_of_memory()
        raise LimitError(
            f"the query crashed the engine (exit {code})", hint="is it nested very deeply?"
        )
    header: dict[str, Any] = json.loads(line)
    if header.get("error") == "query":
        raise QueryError(f"SPARQL: {header['message'][:300]}", hint="SPARQL 1.1 is understood")
    if header.get("error") == "memory":
        raise _out_of_memory()
    if header.get("error") == "depth":
        raise LimitError("the query is nested too deeply", hint="simplify it")
    if "error" in header:
        raise QueryError(f"the SPARQL engine refused the query: {header['message'][:300]}")
    if header["kind"] == "graph":
        triples = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
        found = {str(t): ox.Triple(t.subject, t.predicate, t.object) for t in triples}
        return Graph(tuple(found[key] for key in sorted(found)))
    return read_results(data)


def _out_of_memory() -> LimitError:
    return LimitError("the query needs more memory than it may have", hint="make it more selective")


def read_results(data: bytes) -> Table | Verdict:
    """The table or verdict in SPARQL 1.1 Query Results JSON."""
    parsed: Any = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if isinstance(parsed, ox.QueryBoolean):
        return Verdict(bool(parsed), data)
    names = tuple(v.value for v in parsed.variables)
    rows = tuple(tuple(solution[name] for name in names) for solution in parsed)
    return Table(names, rows, data)
