"""The SPARQL 1.1 Protocol, its reading half: `/sparql`.

GET, POST of a form and POST of a query; the answer in the media type that the client likes best.
Updates are refused, nothing is ever fetched, and a query whose client has gone is ended.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Executor
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from kgbuild.errors import KgbuildError, LimitError, QueryError
from kgbuild.iris import ABSOLUTE
from kgbuild.store.pool import Answered, Asked, BusyError, NotAcceptableError, Pool, Ticket
from kgbuild.web import description

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PATH: Final = "/sparql"
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_MOST_FIELDS: Final = 200
_LOOK: Final = 0.25
# §2.1.7: 400 for what is no query, 500 for what the service does not answer.
_STATUS: Final = (
    (NotAcceptableError, HTTPStatus.NOT_ACCEPTABLE),
    (BusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (LimitError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


class ProtocolError(Exception):
    """A request that is not as the protocol wants it."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class Endpoint:
    """What answers at `/sparql`. `pool` gives the children of the graph as it is now."""

    def __init__(
        self, pool: Callable[[], Pool], size: Callable[[], int], executor: Executor
    ) -> None:
        """`size` is the number of triples; queries wait in threads of `executor`."""
        self._pool = pool
        self._size = size
        self._executor = executor

    async def answer(self, request: Request) -> Response:
        """The answer of one request."""
        try:
            asked = read(
                request.method,
                request.scope["query_string"],
                request.headers.get("content-type"),
                await request.body(),
            )
        except ProtocolError as error:
            return _said(error.status, str(error))
        address = f"http://{request.headers['host']}{PATH}"
        accept = ",".join(request.headers.getlist("accept")) or None
        if asked is None:
            return self._described(address, accept)
        query = Asked(
            query=asked.query,
            default=asked.default,
            named=asked.named,
            accept=accept,
            base=address,
        )
        try:
            answer = await self._watched(query, request)
        except KgbuildError as error:
            status = next((s for kind, s in _STATUS if isinstance(error, kind)), None)
            said = f"{error}\n{error.hint}" if error.hint else str(error)
            return _said(status or HTTPStatus.INTERNAL_SERVER_ERROR, said)
        return _sent(answer.media, answer.data)

    def _described(self, address: str, accept: str | None) -> Response:
        described = description.written(address, self._size(), accept)
        if described is None:
            said = "without a query, this address describes itself in RDF: Turtle, …"
            return _said(HTTPStatus.NOT_ACCEPTABLE, said)
        return _sent(*described)

    async def _watched(self, asked: Asked, request: Request) -> Answered:
        """The answer, unless the client goes away first: then the query is ended."""
        ticket = Ticket()
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._executor, self._pool().ask, asked, ticket)
        try:
            while not (await asyncio.wait({work}, timeout=_LOOK))[0]:
                if await request.is_disconnected():
                    ticket.end()
        except asyncio.CancelledError:
            ticket.end()
            with contextlib.suppress(KgbuildError):
                await work
            raise
        return work.result()


def read(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Asked | None:
    """The query of a request (SPARQL 1.1 Protocol §2.1); None when it asks for the description.

    Raises ProtocolError.
    """
    fields = _fields(query_string)
    sent: dict[str, list[str]] = {}
    if method == "POST":
        sent = _sent_fields(content_type, body)
        if "query" in fields:
            raise _bad("the query of a POST stands in its body")
    elif not fields:
        return None
    if "update" in fields or "update" in sent:
        if method != "POST":
            raise _bad("an update is a POST, and this endpoint only answers queries")
        raise _read_only()
    queries = [*fields.get("query", ()), *sent.get("query", ())]
    if len(queries) != 1:
        raise _bad("give one query: `query=…`" if not queries else "give one query, not several")
    return Asked(
        query=queries[0],
        default=_graphs("default-graph-uri", fields, sent),
        named=_graphs("named-graph-uri", fields, sent),
    )


def _sent_fields(content_type: str | None, body: bytes) -> dict[str, list[str]]:
    """The fields of a POST's body; that of a query sent as itself is `query`."""
    kind, _, parameters = (content_type or "").lower().partition(";")
    kind = kind.strip()
    charset = dict(p.strip().partition("=")[::2] for p in parameters.split(";")).get("charset")
    if kind not in (_FORM, _QUERY, _UPDATE):
        said = f"a query is sent as {_QUERY} or {_FORM}, not as {kind or 'nothing'}"
        raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, said)
    if charset is not None and charset.strip('" ') not in ("utf-8", "utf8"):
        raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a query is sent in UTF-8")
    if kind == _UPDATE:
        raise _read_only()
    if kind == _FORM:
        return _fields(body)
    try:
        return {"query": [body.decode("utf-8")]}
    except UnicodeDecodeError:
        raise _bad("the query is not UTF-8") from None


def _fields(encoded: bytes) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise _bad("the fields are not URL-encoded UTF-8") from None
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _graphs(name: str, *sources: dict[str, list[str]]) -> tuple[str, ...]:
    """The graphs of the dataset. They are looked up among those at hand, never fetched."""
    iris = tuple(iri for fields in sources for iri in fields.get(name, ()))
    for iri in iris:
        if not ABSOLUTE.fullmatch(iri):
            raise _bad(f"`{name}` takes an IRI that begins with http:// or https://")
    return iris


def _bad(why: str) -> ProtocolError:
    return ProtocolError(HTTPStatus.BAD_REQUEST, why)


def _read_only() -> ProtocolError:
    return ProtocolError(HTTPStatus.FORBIDDEN, "this endpoint answers queries and takes no updates")


def _sent(media: str, data: bytes) -> Response:
    from starlette.responses import Response

    type_ = f"{media}; charset=utf-8" if media.startswith("text/") else media
    return Response(data, headers={"content-type": type_, "vary": "accept"})


def _said(status: HTTPStatus, why: str) -> Response:
    from starlette.responses import PlainTextResponse

    headers = {"vary": "accept"}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = "1"
    return PlainTextResponse(f"{why}\n", status_code=int(status), headers=headers)
