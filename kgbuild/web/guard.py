"""What every request to the local server must be, and what every answer says to the browser.

A server on loopback can be reached by every page that is open in the same browser. So: only our own
host names (DNS rebinding), no requests from other origins (CSRF), bodies that are small and arrive
soon, and headers that let a page load and do nothing but our own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 2**20
BODY_SECONDS: Final = 10.0
METHODS: Final = ("GET", "HEAD", "POST")
# Queries are answered by the server, so that nothing needs WebAssembly or workers here.
_DIRECTIVES: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
POLICY: Final = "; ".join(_DIRECTIVES)
HEADERS: Final = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",  # with no-referrer, forms would send `Origin: null`
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-cache",
}


class _RefusedError(Exception):
    """A request that is not passed on."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class Guard:
    """An ASGI application that passes on what may be passed on."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Iterable[str],
        largest: int = LARGEST_BODY,
        seconds: float = BODY_SECONDS,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """`hosts` are the values that a Host header may have, port included.

        `failed` is told of an exception (sys.exception()) that the application has answered with
        500; without it, the exception is raised.
        """
        self._app = app
        self._hosts = frozenset(hosts)
        self._largest = largest
        self._seconds = seconds
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the start and end of the server."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_headers(message.get("headers", ()))
            await send(message)

        try:
            self._look(scope)
            if scope["method"] == "POST":
                receive = await self._body(scope, receive)
        except _RefusedError as error:
            await _refuse(error, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if self._failed is None:
                raise
            self._failed()

    def _look(self, scope: Scope) -> None:
        """Raises _RefusedError when the request is not one of our own pages'."""
        hosts = _all(scope, b"host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            raise _RefusedError(HTTPStatus.MISDIRECTED_REQUEST, "this server has another name")
        method = scope["method"]
        if method not in METHODS:
            raise _RefusedError(
                HTTPStatus.METHOD_NOT_ALLOWED, "only GET, HEAD and POST are allowed"
            )
        own = {f"http://{host}" for host in self._hosts}
        if any(origin not in own for origin in _all(scope, b"origin")):
            raise _RefusedError(HTTPStatus.FORBIDDEN, "a page of another origin asks")
        site = set(_all(scope, b"sec-fetch-site"))
        followed = method == "GET" and _all(scope, b"sec-fetch-mode") == ["navigate"]
        if site - {"same-origin", "none"} and not followed:
            raise _RefusedError(HTTPStatus.FORBIDDEN, "a page of another site asks")

    async def _body(self, scope: Scope, receive: Receive) -> Receive:
        """The body, read whole within its time and size, ready to be read again."""
        if any(coding != "identity" for coding in _all(scope, b"content-encoding")):
            raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send the body uncompressed")
        declared = _all(scope, b"content-length")
        if any(not n.isdecimal() or int(n) > self._largest for n in declared):
            raise self._too_large()
        try:
            async with asyncio.timeout(self._seconds):
                data = await self._read(receive)
        except TimeoutError:
            said = f"the body did not arrive within {self._seconds:g} s"
            raise _RefusedError(HTTPStatus.REQUEST_TIMEOUT, said) from None
        whole: list[Message] = [{"type": "http.request", "body": data, "more_body": False}]

        async def again() -> Message:
            return whole.pop() if whole else await receive()

        return again

    async def _read(self, receive: Receive) -> bytes:
        data = bytearray()
        more = True
        while more:
            message = await receive()
            data += message.get("body", b"")
            more = message.get("more_body", False)
            if len(data) > self._largest:
                raise self._too_large()
        return bytes(data)

    def _too_large(self) -> _RefusedError:
        said = f"a body may have {self._largest:,} bytes"
        return _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said)


def _all(scope: Scope, name: bytes) -> list[str]:
    """Every value of a header."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _with_headers(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    given = list(headers)
    names = {name.lower() for name, _ in given}
    return [*given, *((name, value) for name, value in HEADERS.items() if name not in names)]


async def _refuse(error: _RefusedError, send: Send) -> None:
    body = f"{error}\n".encode()
    headers: list[Any] = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),  # the rest of a body that nobody reads
    ]
    if error.status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append((b"allow", ", ".join(METHODS).encode()))
    await send({"type": "http.response.start", "status": int(error.status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
