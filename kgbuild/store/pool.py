"""Warm child processes that answer an endpoint's queries, so that one cannot hold up the others.

Each query has a child to itself, with limits of time and memory; a child that has loaded the graph
waits at hand. What runs long gets out of the way of the others, and its child is not used again.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kgbuild.child import Child
from kgbuild.errors import ConfigError, LimitError, QueryError

SECONDS: Final = 20.0
LARGEST: Final = 32 * 2**20
MOST: Final = 8
# What a child may have: this, and room for the graph that it has loaded.
MEMORY: Final = 2**30
_PER_BYTE: Final = 20
# A query that has run for this long goes behind the others.
_LONG: Final = 0.5
_SPARE: Final = 2


class BusyError(LimitError):
    """As many queries run as may run at once."""


class NotAcceptableError(ConfigError):
    """The client accepts none of the media types in which this query can be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with what the protocol says about it (SPARQL 1.1 Protocol §2.1).

    `default` and `named` are the IRIs of the dataset's graphs, `accept` is the Accept header,
    `base` the IRI against which relative ones are read.
    """

    query: str
    default: Sequence[str] = ()
    named: Sequence[str] = ()
    accept: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The bytes of an answer and their media type."""

    media: str
    data: bytes


class Pool:
    """Children that have loaded one file of N-Quads. Safe to use from several threads."""

    def __init__(
        self,
        graph: Path,
        *,
        prefixes: Mapping[str, str],
        seconds: float = SECONDS,
        memory: int | None = None,
        most: int = MOST,
    ) -> None:
        """`prefixes` need not be declared in queries; `most` queries run at once.

        `memory` bounds each child, in bytes; by default 1 GiB and room for the graph.
        """
        self._graph = graph
        self._prefixes = dict(prefixes)
        self._seconds = seconds
        size = graph.stat().st_size
        self._memory = MEMORY + _PER_BYTE * size if memory is None else memory
        self._most = most
        self._lock = threading.Lock()
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._closed = False

    def warm(self) -> None:
        """Starts a child for the next query, unless one waits already.

        When that fails, the query that needs it will say why.
        """
        with self._lock:
            if self._closed or self._idle or len(self._busy) >= self._most:
                return
        try:
            fresh = self._started()
        except LimitError:
            return
        with self._lock:
            if not self._closed and len(self._idle) < _SPARE:
                self._idle.append(fresh)
                return
        fresh.end()

    def ask(self, asked: Asked, ticket: Ticket | None = None) -> Answered:
        """The answer of a query; `ticket` can end it from another thread.

        Raises QueryError for a query that is wrong or refused, NotAcceptableError, BusyError, and
        LimitError when time, memory or size run out or the query was ended.
        """
        child = self._taken()
        slow = threading.Event()

        def overtaken() -> None:
            slow.set()
            child.step_back()

        timer = threading.Timer(_LONG, overtaken)
        timer.daemon = True
        try:
            if ticket is not None:
                ticket.hold(child)
            timer.start()
            answer = child.ask(self._request(asked))
        finally:
            timer.cancel()
            if ticket is not None:
                ticket.hold(None)
            self._given_back(child, used_up=slow.is_set())
        return _read(answer)

    def close(self, *, at_once: bool = True) -> None:
        """Takes no more queries. Those under way are ended, or, if not `at_once`, come to an end.

        A query that is ended raises LimitError.
        """
        with self._lock:
            self._closed = True
            children = [*self._idle, *(self._busy if at_once else ())]
            self._idle.clear()
        for child in children:
            child.end()

    def _request(self, asked: Asked) -> dict[str, Any]:
        return {
            "query": asked.query,
            "default": list(asked.default),
            "named": list(asked.named),
            "accept": asked.accept,
            "base": asked.base,
            "prefixes": self._prefixes,
            "largest": LARGEST,
        }

    def _taken(self) -> Child:
        with self._lock:
            if self._closed:
                raise BusyError("the server is being stopped")
            if len(self._busy) >= self._most:
                raise BusyError(
                    f"{self._most} queries are running already", hint="ask again in a moment"
                )
            child = self._idle.pop() if self._idle else None
            if child is not None:
                self._busy.add(child)
        if child is None:
            child = self._started()
            with self._lock:
                self._busy.add(child)
                if self._closed:
                    child.end()
        threading.Thread(target=self.warm, daemon=True).start()
        return child

    def _given_back(self, child: Child, *, used_up: bool) -> None:
        with self._lock:
            self._busy.discard(child)
            again = not (used_up or self._closed or len(self._idle) >= _SPARE) and child.running
            if again:
                self._idle.append(child)
        if not again:
            child.end()

    def _started(self) -> Child:
        child = Child("kgbuild.store.clerk", seconds=self._seconds, memory=self._memory)
        child.ask({"load": str(self._graph)})
        return child


class Ticket:
    """A query under way, so that it can be ended when nobody waits for it any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._ended = False

    def hold(self, child: Child | None) -> None:
        """Remembers whom to stop; stops at once when the query was ended before it began."""
        with self._lock:
            self._child = child
            if self._ended and child is not None:
                child.end()

    def end(self) -> None:
        """Ends the query; whoever waits for it gets a LimitError."""
        with self._lock:
            self._ended = True
            if self._child is not None:
                self._child.end()


def _read(answer: Mapping[str, Any]) -> Answered:
    wrong, message = answer.get("wrong"), answer.get("message", "")
    if wrong is None:
        return Answered(media=answer["media"], data=answer["text"].encode())
    if wrong == "media":
        raise NotAcceptableError(message)
    if wrong in {"size", "depth"}:
        raise LimitError(message, hint="make it more selective, or add LIMIT")
    if wrong == "engine":
        raise LimitError(f"the SPARQL engine gave up: {message}")
    raise QueryError(message if wrong == "refused" else f"SPARQL: {message}")
