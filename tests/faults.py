"""A server on this machine that does what a test tells it, right or wrong, byte by byte."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from kgbuild.errors import NetworkError

GOOD = {"result": ["Q90", "桥"]}
BODY = json.dumps(GOOD).encode()
PATIENCE = 10.0  # seconds until a server gives up on a test that hangs


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came: `headers` have lower-case names."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Peer:
    """The other end of a connection."""

    sock: socket.socket
    server: FaultServer

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def reset(self) -> None:
        """Ends the connection as a crash does (RST)."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def drip(self, data: bytes, pause: float = 0.02) -> None:
        """Sends a byte at a time until nobody listens or a test ends."""
        for byte in data:
            if self.server.over.wait(pause):
                return
            self.send(bytes([byte]))


Step = bytes | Callable[[Peer], None]


def http(
    body: bytes = BODY,
    *headers: str,
    status: str = "200 OK",
    kind: str = "application/json",
    length: int | None = None,
) -> bytes:
    """A whole answer of HTTP/1.1; `length` is what it claims."""
    lines = [
        f"HTTP/1.1 {status}",
        *([f"Content-Type: {kind}"] if kind else []),
        f"Content-Length: {len(body) if length is None else length}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """An answer in chunks (RFC 9112 §7.1)."""
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


def zipped(data: bytes = BODY) -> bytes:
    """An answer that says gzip; `data` are the bytes as sent."""
    return http(data, "Content-Encoding: gzip")


def moved(to: str, status: str = "302 Found") -> bytes:
    return http(b"", f"Location: {to}", status=status)


def closing(data: bytes) -> Step:
    """Sends the bytes and ends the connection in good order."""

    def step(peer: Peer) -> None:
        peer.send(data)
        peer.sock.shutdown(socket.SHUT_WR)

    return step


def resetting(data: bytes = b"") -> Step:
    def step(peer: Peer) -> None:
        peer.send(data)
        peer.reset()

    return step


def dripping(first: bytes, rest: bytes) -> Step:
    def step(peer: Peer) -> None:
        peer.send(first)
        try:
            peer.drip(rest)
        except OSError:
            peer.server.left.set()
            raise

    return step


def silent(peer: Peer) -> None:
    peer.server.over.wait(PATIENCE)


def endless(status: bytes = b"200 OK") -> Step:
    """Chunk after chunk, for as long as somebody reads."""

    def step(peer: Peer) -> None:
        peer.send(chunked(b"[", end=b"").replace(b"200 OK", status, 1))
        while not peer.server.over.is_set():
            peer.send(b"400\r\n" + b" " * 0x400 + b"\r\n")

    return step


BOMB = zipped(gzip.compress(b" " * 30_000_000))


class FaultServer:
    """Answers the n-th request with the n-th step, and from then on with the last one.

    `asked` are the requests; `at_once` the most that were open at one time; `left` is set when the
    client went away from a drip.
    """

    def __init__(
        self, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        self.steps: tuple[Step, ...] = (http(),)
        self.asked: list[Asked] = []
        self.at_once = 0
        self.left = threading.Event()
        self.over = threading.Event()
        self._open = 0
        self._lock = threading.Lock()
        self._tcp = _Listener(self, (host, port), tls)
        self.port: int = self._tcp.server_address[1]
        shown = f"[{host}]" if ":" in host else host
        self.url = f"{'https' if tls else 'http'}://{shown}:{self.port}/find"

    def does(self, *steps: Step) -> None:
        self.steps = steps

    def answer(self, asked: Asked, peer: Peer) -> None:
        with self._lock:
            self.asked.append(asked)
            step = self.steps[min(len(self.asked), len(self.steps)) - 1]
            self._open += 1
            self.at_once = max(self.at_once, self._open)
        try:
            if isinstance(step, bytes):
                peer.send(step)
            else:
                step(peer)
        finally:
            with self._lock:
                self._open -= 1

    def run(self) -> None:
        self._tcp.serve_forever(poll_interval=0.01)

    def leave(self) -> None:
        """Lets nobody in any more; who is inside stays."""
        self._tcp.shutdown()
        self._tcp.socket.close()

    def stop(self) -> None:
        self.over.set()
        self._tcp.shutdown()
        self._tcp.server_close()


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = True  # all threads are over when a test is
    request_queue_size = 32

    allow_reuse_address = True

    def __init__(
        self, faults: FaultServer, address: tuple[str, int], tls: ssl.SSLContext | None
    ) -> None:
        self.faults = faults
        self.tls = tls
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that goes away is what the tests are about."""


class _Connection(socketserver.BaseRequestHandler):
    server: _Listener

    def handle(self) -> None:
        faults = self.server.faults
        self.request.settimeout(0.01)
        with contextlib.suppress(OSError):
            if self.server.tls is not None:
                self.request.settimeout(PATIENCE)
                self.request = self.server.tls.wrap_socket(self.request, server_side=True)
                self.request.settimeout(0.01)
            for asked in _requests(self.request, faults.over):
                self.request.settimeout(PATIENCE)
                faults.answer(asked, Peer(self.request, faults))
                self.request.settimeout(0.01)

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            self.request.close()


def _requests(sock: socket.socket, over: threading.Event) -> Iterator[Asked]:
    """The requests of a connection, until it ends or the test is over."""
    data = b""
    while not over.is_set():
        try:
            arrived = sock.recv(65536)
        except TimeoutError:
            continue
        if not arrived:
            return
        if arrived.startswith(b"\x16"):  # somebody greets us in TLS
            sock.sendall(http(status="400 Bad Request"))
            return
        data += arrived
        head, end, body = data.partition(b"\r\n\r\n")
        if not end:
            continue
        lines = head.decode("latin-1").split("\r\n")
        fields = [line.partition(":") for line in lines[1:]]
        headers = {name.lower(): value.strip() for name, _, value in fields}
        if len(body) < int(headers.get("content-length", "0")):
            continue
        method, path, _ = lines[0].split(" ")
        data = b""
        yield Asked(method, path, headers, body)


@contextlib.contextmanager
def serving(
    *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[FaultServer]:
    """A server that runs until the end of the block."""
    server = FaultServer(host=host, port=port, tls=tls)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(PATIENCE)


@dataclass
class Time:
    """A clock that only sleeping moves; `slept` are the pauses."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.now += seconds


def failure(asking: Callable[..., object], *arguments: object, **options: object) -> NetworkError:
    """Why asking failed."""
    with pytest.raises(NetworkError) as caught:
        asking(*arguments, **options)
    return caught.value
