"""Asking a server on this machine that answers well, wrongly, too much, too slowly or never."""

from __future__ import annotations

import gzip
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kgbuild.cli.main import main
from kgbuild.errors import ConfigError, NetworkError
from kgbuild.store import endpoint
from kgbuild.store.ask import Table, Verdict

JSON = "application/sparql-results+json"
ROWS = {
    "head": {"vars": ["s", "o"]},
    "results": {
        "bindings": [
            {
                "s": {"type": "uri", "value": "urn:a"},
                "o": {"type": "literal", "value": "桥", "xml:lang": "zh"},
            },
            {"s": {"type": "uri", "value": "urn:b"}},
        ]
    },
}
GOOD = json.dumps(ROWS).encode()


@dataclass
class Server:
    """A server that does what it is told and remembers what it was asked."""

    url: str = ""
    answer: object = None
    asked: list[dict[str, str]] = field(default_factory=list)
    sent: int = 0

    def says(self, body=GOOD, *, status=200, kind=JSON, headers=(), length=None):
        def answer(handler):
            handler.send_response(status)
            if kind:
                handler.send_header("Content-Type", kind)
            for name, value in headers:
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body) if length is None else length))
            handler.end_headers()
            handler.wfile.write(body)

        self.answer = answer

    def drips(self, *, first=b"", pause=0.05, times=100, last=b"", status=200):
        """Sends `first`, then a byte at a time, then `last`: a good answer for the patient."""

        def answer(handler):
            handler.wfile.write(f"HTTP/1.1 {status} X\r\n".encode() + first)
            for _ in range(times):
                time.sleep(pause)
                handler.wfile.write(b" ")
                self.sent += 1
            handler.wfile.write(last)

        self.answer = answer


@pytest.fixture
def server():
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.asked.append({**dict(self.headers), "query": parse_qs(body.decode())["query"][0]})
            self.close_connection = True
            try:
                told.answer(self)
            except OSError:
                return

        do_GET = do_POST  # noqa: N815 - to see a redirect that is followed

        def log_message(self, *_):
            return

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    told.url = f"http://127.0.0.1:{httpd.server_address[1]}/sparql"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield told
    httpd.shutdown()
    thread.join(5)
    httpd.socket.close()


def ask(server, query="SELECT * { ?s ?p ?o }", seconds=10.0):
    return endpoint.ask_endpoint(server.url, query, seconds=seconds)


def test_a_good_answer_becomes_a_table(server):
    server.says()
    table = ask(server)
    assert isinstance(table, Table)
    assert table.variables == ("s", "o")
    assert table.rows == (
        (ox.NamedNode("urn:a"), ox.Literal("桥", language="zh")),
        (ox.NamedNode("urn:b"), None),
    )


def test_the_query_is_sent_as_it_is_with_our_name(server):
    server.says()
    query = "SELECT * { ?s ?p 'a&b=c +%20 桥' }"
    ask(server, query)
    (asked,) = server.asked
    assert asked["query"] == query
    assert asked["Accept"] == JSON
    assert asked["User-Agent"].startswith("kgbuild/")
    assert "Authorization" not in asked
    assert "Cookie" not in asked


def test_an_ask_becomes_a_verdict(server):
    server.says(b'{"head": {}, "boolean": true}')
    verdict = ask(server)
    assert isinstance(verdict, Verdict)
    assert verdict.value is True


def test_a_type_with_a_charset_is_understood(server):
    server.says(kind=f"{JSON}; charset=utf-8")
    assert len(ask(server).rows) == 2


def test_a_compressed_answer_is_unpacked(server):
    server.says(gzip.compress(GOOD), headers=[("Content-Encoding", "gzip")])
    assert len(ask(server).rows) == 2


BAD_BODIES = {
    "cut": GOOD[: len(GOOD) // 2],
    "empty": b"",
    "no json": b"<html>",
    "not utf-8": GOOD.replace(b"\\u6865", b"\xff"),
    "a list": b"[]",
    "null": b"null",
    "nothing inside": b"{}",
    "wrong inside": b'{"head": {"vars": "s"}, "results": {"bindings": 5}}',
    "bad iri": GOOD.replace(b"urn:a", b"no iri > <urn:x>"),
    "deep": b'{"head":' + b"[" * 200_000,
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_what_is_no_result_is_a_network_error(server, body):
    server.says(body)
    with pytest.raises(NetworkError):
        ask(server)


@pytest.mark.parametrize("kind", ["text/html", "application/json", "text/plain", ""])
def test_another_type_of_answer_is_refused(server, kind):
    server.says(kind=kind)
    with pytest.raises(NetworkError, match="instead of application/sparql-results"):
        ask(server)


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503, 204, 206])
def test_a_status_other_than_200_is_said_with_what_the_server_says(server, status):
    server.says(b"" if status == 204 else b"too busy today", status=status, kind="text/plain")
    with pytest.raises(NetworkError, match=f"answered {status}"):
        ask(server)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server, status):
    server.says(b"", status=status, headers=[("Location", f"{server.url}/elsewhere")])
    with pytest.raises(NetworkError, match=f"answered {status}"):
        ask(server)
    assert len(server.asked) == 1


def test_an_answer_that_is_too_large_is_cut_off(server, monkeypatch):
    monkeypatch.setattr(endpoint, "LARGEST", len(GOOD) - 1)
    server.says()
    with pytest.raises(NetworkError, match="answered more than"):
        ask(server)


def test_an_answer_of_exactly_the_largest_size_is_read(server, monkeypatch):
    monkeypatch.setattr(endpoint, "LARGEST", len(GOOD))
    server.says()
    assert len(ask(server).rows) == 2


def test_what_unpacks_to_too_much_is_cut_off(server, monkeypatch):
    monkeypatch.setattr(endpoint, "LARGEST", 100_000)
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < endpoint.LARGEST
    server.says(bomb, headers=[("Content-Encoding", "gzip")])
    with pytest.raises(NetworkError, match="answered more than"):
        ask(server)


def test_an_answer_that_ends_before_its_length_is_an_error(server):
    server.says(GOOD, length=len(GOOD) + 100)
    with pytest.raises(NetworkError):
        ask(server)


HEAD = f"Content-Type: {JSON}\r\nConnection: close\r\n\r\n".encode()


def test_a_body_that_drips_is_given_up_at_the_deadline(server):
    server.drips(first=HEAD, last=GOOD)
    with pytest.raises(NetworkError):
        ask(server, seconds=0.5)
    assert server.sent < 100


def test_headers_that_drip_are_given_up_at_the_deadline(server):
    server.drips(first=b"X-Slow:", last=b"x\r\n" + HEAD + GOOD)
    with pytest.raises(NetworkError):
        ask(server, seconds=0.5)
    assert server.sent < 100


def test_an_error_that_drips_is_given_up_at_the_deadline(server):
    server.drips(first=b"Content-Type: text/plain\r\nConnection: close\r\n\r\n", status=500)
    with pytest.raises(NetworkError):
        ask(server, seconds=0.5)
    assert server.sent < 100


def test_a_server_that_says_nothing_is_given_up(server):
    never = threading.Event()
    server.answer = lambda _: never.wait(5)
    with pytest.raises(NetworkError, match="could not be asked"):
        ask(server, seconds=0.3)
    never.set()


def test_a_server_that_speaks_no_http_is_said(server):
    server.answer = lambda handler: handler.wfile.write(b"220 mail.example.org ESMTP\r\n")
    with pytest.raises(NetworkError):
        ask(server)


def test_nobody_there_is_said(server):
    server.url = "http://127.0.0.1:1/sparql"
    with pytest.raises(NetworkError, match="could not be asked"):
        ask(server)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", ""])
def test_only_http_addresses_are_asked(url):
    with pytest.raises(ConfigError, match="no http"):
        endpoint.ask_endpoint(url, "ASK {}", seconds=1)


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:99999/", "https://:0"])
def test_an_address_that_leads_nowhere_raises_a_declared_error(url):
    with pytest.raises((ConfigError, NetworkError)):
        endpoint.ask_endpoint(url, "ASK {}", seconds=1)


def test_a_password_in_the_address_is_not_shown(server):
    server.says(b"no", status=500)
    server.url = server.url.replace("//", "//me:s3cret@")
    with pytest.raises(NetworkError) as caught:
        ask(server)
    assert "s3cret" not in str(caught.value)


def test_the_answer_of_an_endpoint_is_printed(server, capfdbinary):
    server.says()
    assert main(["query", "SELECT * { ?s ?p ?o }", "--endpoint", server.url, "-f", "csv"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode() == "s,o\r\nurn:a,桥\r\nurn:b,\r\n"
    assert err == b""


def test_a_failing_endpoint_ends_with_4_and_no_control_characters(server, capfd):
    server.says(b"\x1b]0;owned\x07\x1b[31mred\x1b[0m", status=500, kind="text/plain")
    assert main(["query", "ASK {}", "--endpoint", server.url]) == 4
    out, err = capfd.readouterr()
    assert out == ""
    assert "answered 500" in err
    assert not set(err) & {"\x1b", "\x07"}


def test_offline_opens_no_connection(server, capfd):
    assert main(["--offline", "query", "ASK {}", "--endpoint", server.url]) == 2
    assert "--offline" in capfd.readouterr().err
    assert server.asked == []


def test_a_parameter_needs_a_graph_at_hand(server, capfd):
    arguments = ["query", "@chain", "-p", "claim=x", "--endpoint", server.url]
    assert main(arguments) == 2
    assert "--param" in capfd.readouterr().err
    assert server.asked == []
