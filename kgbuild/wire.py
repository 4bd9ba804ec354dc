"""One request over the network: the one door to requests and urllib3.

A request gets a thread of its own, because nothing else ends a name server that is silent or
headers that drip: requests' timeouts start again with each byte. At the deadline the connection is
cut, so that the thread ends too. The body is counted after unpacking, piece by piece.

The environment says how this machine reaches the network: proxies (HTTPS_PROXY, NO_PROXY, ...) and
certificates (REQUESTS_CA_BUNDLE). It never says who we are: .netrc is not read, cookies are neither
kept nor sent. Certificates are always verified.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, Retry
from urllib3 import exceptions as lower
from urllib3.connection import HTTPConnection, HTTPSConnection

from kgbuild.answer import LONGEST_WAIT, REASONS
from kgbuild.errors import ConfigError, NetworkError

_SAID: Final = 4096
_PIECE: Final = 65536
_GZIP: Final = 31  # zlib's window bits for a gzip frame
_TRANSIENT: Final = frozenset({"timeout", "refused", "unreachable", "broken"})
_FAILURES: Final = (
    requests.RequestException,
    lower.HTTPError,
    zlib.error,
    http.client.HTTPException,
    OSError,
    ValueError,
)
Request = requests.PreparedRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one exchange may cost: seconds in all, to connect, and of silence; bytes unpacked."""

    seconds: float
    connect: float
    silence: float
    largest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back. `body` is whole for a 2xx status, else its beginning."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    retry_after: float | None


class _Exchange:
    """A request under way, which another thread may cut."""

    def __init__(self) -> None:
        self.reply: Future[Reply] = Future()
        self._cut = False
        self._socket: socket.socket | None = None

    def note(self, sock: socket.socket | None) -> None:
        """Remembers what to cut; called by the connection when it connects or is used again."""
        self._socket = sock
        if self._cut:
            raise ConnectionAbortedError("given up")

    def cut(self) -> None:
        self._cut = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _Here(threading.local):
    """The exchange of this thread."""

    exchange: _Exchange


_HERE: Final = _Here()


def _note(sock: Any) -> None:
    _HERE.exchange.note(sock)


class _Connection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _note(self.sock)

    def putrequest(self, *args: Any, **options: Any) -> None:
        _note(self.sock)
        super().putrequest(*args, **options)


class _SecureConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _note(self.sock)

    def putrequest(self, *args: Any, **options: Any) -> None:
        _note(self.sock)
        super().putrequest(*args, **options)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS: Final = {"http": _Pool, "https": _SecurePool}


class _Adapter(HTTPAdapter):
    """An adapter whose connections can be cut, with and without a proxy."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = _POOLS
        return manager


class Wire:
    """Open connections. Threads may share it, one exchange per host at a time."""

    def __init__(self) -> None:
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter())

    def close(self) -> None:
        """Closes the connections that are kept for the next request."""
        self._session.close()

    def ask(self, request: Request, limits: Limits) -> Reply:
        """The reply, whatever its status. Raises NetworkError when there is none in time."""
        exchange = _Exchange()
        threading.Thread(target=self._run, args=(exchange, request, limits), daemon=True).start()
        try:
            return exchange.reply.result(limits.seconds)
        except TimeoutError:
            raise failed("deadline") from None
        finally:
            if not exchange.reply.done():
                exchange.cut()

    def _run(self, exchange: _Exchange, request: Request, limits: Limits) -> None:
        _HERE.exchange = exchange
        try:
            exchange.reply.set_result(self._exchanged(request, limits))
        except NetworkError as error:
            exchange.reply.set_exception(error)
        except _FAILURES as error:
            exchange.reply.set_exception(failed(_reason(error)))
        except BaseException as error:  # noqa: BLE001 - a defect of ours is raised by `ask`
            exchange.reply.set_exception(error)

    def _exchanged(self, request: Request, limits: Limits) -> Reply:
        url = request.url or ""
        settings = self._session.merge_environment_settings(
            url, {}, stream=True, verify=True, cert=None
        )
        # Not Session.send: it follows redirects and keeps cookies.
        with self._session.get_adapter(url).send(
            request,
            stream=True,
            timeout=(limits.connect, limits.silence),
            verify=settings["verify"] or True,
            proxies=settings["proxies"],
        ) as got:
            headers = {name.lower(): value for name, value in got.headers.items()}
            good = got.status_code // 100 == 2  # noqa: PLR2004 - a success (RFC 9110 §15)
            body = _body(got.raw, limits.largest) if good else _beginning(got.raw)
            return Reply(
                status=got.status_code,
                headers=headers,
                body=body,
                retry_after=_seconds(headers.get("retry-after")),
            )


def prepared(method: str, url: str, **parts: Any) -> Request:
    """A request to send; `parts` as in requests: headers, params, data, json.

    Raises ConfigError when no such request can be sent. Neither says a value: it may be secret.
    """
    request = Request()
    try:
        request.prepare(method=method, url=url, **parts)
    except _FAILURES as error:
        what = "headers" if isinstance(error, requests.exceptions.InvalidHeader) else "address"
        raise ConfigError(f"this is no request that can be sent: its {what} is wrong") from None
    return request


def moved(request: Request, url: str) -> Request:
    """The same request to another address. Raises ValueError when it is none."""
    request = request.copy()
    try:
        request.prepare_url(url, None)
    except _FAILURES as error:
        raise ValueError("no address") from error
    return request


def failed(reason: str, said: str = "") -> NetworkError:
    """The error for a word of REASONS."""
    return NetworkError(said or REASONS[reason], reason=reason, transient=reason in _TRANSIENT)


def _body(raw: HTTPResponse, largest: int) -> bytes:
    """The unpacked body."""
    data = bytearray()
    for piece in _pieces(raw):
        data += piece
        if len(data) > largest:
            raise failed("too-large", f"it answered more than {largest:,} bytes")
    return bytes(data)


def _beginning(raw: HTTPResponse) -> bytes:
    """What an error says first; nothing when even that is wrong."""
    data = bytearray()
    with contextlib.suppress(NetworkError, *_FAILURES):
        for piece in _pieces(raw):
            data += piece
            if len(data) >= _SAID:
                break
    return bytes(data[:_SAID])


def _pieces(raw: HTTPResponse) -> Iterator[bytes]:
    """The unpacked body, piece by piece as it arrives."""
    encoding = raw.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise failed("wrong-encoding")  # we ask for gzip or nothing
    # read1 returns what has arrived; read would wait for a full piece of a slow drip.
    arrived = iter(lambda: raw.read1(_PIECE, decode_content=False), b"")
    return _unzipped(arrived) if encoding.endswith("gzip") else arrived


def _unzipped(packed: Iterator[bytes]) -> Iterator[bytes]:
    """What gzip members hold (RFC 1952), never more than a piece at once.

    urllib3 unpacks, too, but takes a member that is cut off for a whole one.
    """
    inflate = zlib.decompressobj(_GZIP)
    whole = False
    for arrived in packed:
        rest = arrived
        while rest:
            yield inflate.decompress(rest, _PIECE)
            rest, whole = inflate.unconsumed_tail, inflate.eof
            if whole:
                rest, inflate = inflate.unused_data, zlib.decompressobj(_GZIP)
    if not whole:
        raise failed("broken")


def _seconds(retry_after: str | None) -> float | None:
    """What Retry-After asks for (RFC 9110 §10.2.3), at most LONGEST_WAIT; None when unreadable."""
    if retry_after is None:
        return None
    try:
        return float(min(Retry().parse_retry_after(retry_after), LONGEST_WAIT))
    except (lower.InvalidHeader, ValueError, OverflowError):
        return None


def _reason(error: BaseException) -> str:
    """The word of REASONS for what requests, urllib3 and those below them raised."""
    causes = list(_causes(error))
    return next(
        (word for word, kinds in _WORDS if any(isinstance(cause, kinds) for cause in causes)),
        "broken",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and all that it wraps: libraries put the cause in `args`, `reason` or a chain."""
    todo: list[object] = [error]
    seen: set[int] = set()
    while todo:
        cause = todo.pop()
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            todo += [*cause.args, getattr(cause, "reason", None)]
            todo += [cause.__cause__, cause.__context__]


# The first that fits: a refused proxy is a proxy's fault, a lost name no lost connection.
_WORDS: Final[tuple[tuple[str, tuple[type[BaseException], ...]], ...]] = (
    ("proxy", (requests.exceptions.ProxyError, lower.ProxyError)),
    ("broken", (ssl.SSLEOFError, ssl.SSLZeroReturnError)),
    ("untrusted", (requests.exceptions.SSLError, lower.SSLError)),
    ("unknown-host", (lower.NameResolutionError, socket.gaierror)),
    ("refused", (ConnectionRefusedError,)),
    ("wrong-encoding", (zlib.error,)),
    ("broken", (http.client.RemoteDisconnected, http.client.IncompleteRead, lower.IncompleteRead)),
    ("no-http", (http.client.HTTPException, lower.InvalidHeader)),
    ("timeout", (requests.Timeout, lower.TimeoutError, TimeoutError)),
    ("unreachable", (lower.NewConnectionError,)),
)
