"""The child process that answers an endpoint's queries: `python -m kgbuild.store.clerk`.

It loads its graph once and then answers one query after another; see `kgbuild.store.pool`. Requests
and answers are lines of JSON (`kgbuild.child`):

    {"load": FILE}                           {"loaded": number of quads}
    {"query": …, "accept": …, "base": …,     {"media": type, "text": …} or
     "default": [IRI], "named": [IRI],       {"wrong": "syntax" | "refused" | "media" | "size" |
     "prefixes": {…}, "largest": bytes}               "depth" | "engine", "message": …}
"""

from __future__ import annotations

import io
import sys
from typing import Any, Final, cast

import pyoxigraph as ox

from kgbuild.child import serve
from kgbuild.errors import QueryError
from kgbuild.graph import formats
from kgbuild.sparql import refuse_remote
from kgbuild.store import media

_SAID: Final = 400
Answer = dict[str, Any]


class _TooMuchError(Exception):
    """An answer is larger than it may be."""


class _Bounded(io.BytesIO):
    """Bytes up to a bound."""

    def __init__(self, largest: int) -> None:
        super().__init__()
        self._left = largest

    def write(self, data: Any) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise _TooMuchError
        return super().write(data)


class Clerk:
    """A graph, and the answers to queries over it."""

    def __init__(self) -> None:
        self._store = ox.Store()

    def answer(self, request: dict[str, Any]) -> Answer:
        """The answer of one request. Raises MemoryError, which `kgbuild.child` passes on."""
        if "load" in request:
            self._store.bulk_load(path=request["load"], format=ox.RdfFormat.N_QUADS)
            return {"loaded": len(self._store)}
        try:
            refuse_remote(request["query"], dataset=True)
            return self._asked(request)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever an engine raises is said, not shown raw
            return _failed(error, request)

    def _asked(self, request: dict[str, Any]) -> Answer:
        graphs: dict[str, Any] = {}
        if request["default"] or request["named"]:  # SPARQL 1.1 Protocol §2.1.4
            graphs["default_graph"] = [ox.NamedNode(iri) for iri in request["default"]]
            graphs["named_graphs"] = [ox.NamedNode(iri) for iri in request["named"]]
        found: Any = self._store.query(
            request["query"], base_iri=request["base"], prefixes=request["prefixes"], **graphs
        )
        offers = media.GRAPHS if isinstance(found, ox.QueryTriples) else media.RESULTS
        type_ = media.choose(request["accept"], list(offers))
        if type_ is None:
            return _unanswered("media", "this query is answered in " + ", ".join(offers))
        if isinstance(found, ox.QueryTriples):
            data = self._graph(found, media.GRAPHS[type_], request)
        else:
            out = _Bounded(request["largest"])
            found.serialize(cast("Any", out), format=media.RESULTS[type_])
            data = out.getvalue()
        return {"media": type_, "text": data.decode()}

    @staticmethod
    def _graph(found: Any, format_: formats.Format, request: dict[str, Any]) -> bytes:
        triples: set[ox.Triple] = set()
        left = request["largest"]
        for triple in found:
            if triple not in triples:
                left -= len(str(triple))
                triples.add(triple)
            if left < 0:
                raise _TooMuchError
        return formats.write(triples, format_, prefixes=request["prefixes"])


def _failed(error: Exception, request: dict[str, Any]) -> Answer:
    """What is said of an exception."""
    if isinstance(error, QueryError):
        return _unanswered("refused", str(error))
    if isinstance(error, _TooMuchError):
        return _unanswered("size", f"the answer has more than {request['largest']:,} bytes")
    if isinstance(error, RecursionError):
        return _unanswered("depth", "the query is nested too deeply")
    if isinstance(error, (SyntaxError, ValueError)):
        return _unanswered("syntax", str(getattr(error, "msg", None) or error))
    return _unanswered("engine", f"{type(error).__name__}: {error}")


def _unanswered(kind: str, message: str) -> Answer:
    return {"wrong": kind, "message": message[:_SAID]}


if __name__ == "__main__":
    sys.exit(serve(Clerk().answer))
