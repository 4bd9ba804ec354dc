"""What a page of somebody else's can make the local server do: nothing."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile

import pytest

from kgbuild.cli import serve
from kgbuild.web import app as apps
from kgbuild.web import guard
from kgbuild.web.guard import HEADERS, Guard

FORM = "application/x-www-form-urlencoded"
QUERY = {"Content-Type": "application/sparql-query"}


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("evil.example", id="rebinding"),
        pytest.param("evil.example:{port}", id="rebinding-with-port"),
        pytest.param("127.0.0.1", id="no-port"),
        pytest.param("127.0.0.1:1", id="other-port"),
        pytest.param("127.0.0.1.evil.example:{port}", id="prefix"),
        pytest.param("localhost.evil.example:{port}", id="prefix-name"),
        pytest.param("LOCALHOST:{port}", id="capitals"),
        pytest.param("[::1]:{port}", id="ipv6"),
        pytest.param("0.0.0.0:{port}", id="any"),
        pytest.param("", id="empty"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/live.json", "/nothing"])
def test_a_name_that_is_not_ours_is_refused(reading, host, path):
    reply = reading.get(path, Host=host.format(port=reading.port))
    assert reply.status == 421
    assert reply.text == "this server has another name\n"


def raw(served, text):
    """The status line of what is answered to these very bytes."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(text.format(port=served.port).encode())
        connection.settimeout(20)
        return connection.recv(4096).split(b"\r\n")[0].decode()


def test_a_request_has_one_host(reading):
    assert " 400 " in raw(reading, "GET / HTTP/1.1\r\n\r\n")
    two = "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n"
    assert " 400 " in raw(reading, two) or " 421 " in raw(reading, two)
    full = "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    assert " 421 " in raw(reading, full)


def test_localhost_is_a_name_of_ours(reading):
    assert reading.get("/", Host=f"localhost:{reading.port}").status == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://localhost",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}.evil.example",
    ],
)
def test_a_request_of_another_origin_is_refused(reading, method, origin):
    reply = reading.ask(
        method,
        "/sparql?query=ASK%7B%7D" if method == "GET" else "/sparql",
        body=b"ASK {}" if method == "POST" else None,
        headers={**QUERY, "Origin": origin.format(port=reading.port)},
    )
    assert (reply.status, reply.text) == (403, "a page of another origin asks\n")
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_of_another_site_is_refused(reading, site):
    for mode in ("cors", "no-cors", "websocket"):
        reply = reading.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode=mode)
        assert (reply.status, reply.text) == (403, "a page of another site asks\n")
    headers = {**QUERY, "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
    assert reading.ask("POST", "/sparql", body=b"ASK {}", headers=headers).status == 403


def test_a_link_from_another_site_can_be_followed(reading):
    reply = reading.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")
    assert reply.status == 200
    assert reading.get("/", Sec_Fetch_Site="none", Sec_Fetch_Mode="navigate").status == 200


def test_our_own_pages_may_ask(reading):
    own = {"Origin": f"http://127.0.0.1:{reading.port}", "Sec-Fetch-Site": "same-origin"}
    reply = reading.ask("POST", "/sparql", body=b"ASK {}", headers={**QUERY, **own})
    assert reply.status == 200


@pytest.mark.parametrize("path", ["/", "/sparql", "/assets/reader.css", "/live.json", "/nothing"])
def test_every_answer_ties_the_browser_down(reading, path):
    for reply in (reading.get(path), reading.get(path, Host="evil.example")):
        for name, value in HEADERS.items():
            if name == b"cache-control":
                assert reply.headers[name.decode()] in ("no-cache", "no-store")
            else:
                assert reply.headers.get_all(name.decode()) == [value.decode()]
        assert "access-control-allow-origin" not in reply.headers
        assert "server" not in reply.headers


def test_the_policy_allows_our_own_and_nothing_else():
    policy = dict(part.split(" ", 1) for part in guard.POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["script-src"] == "'self'"
    assert "http" not in guard.POLICY
    assert "unsafe" not in guard.POLICY
    assert "*" not in guard.POLICY


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_other_methods_are_refused(reading, method):
    reply = reading.ask(method, "/")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("path", ["/", "/live.json", "/assets/reader.css", "/review"])
def test_a_page_takes_no_post(reading, path):
    assert reading.ask("POST", path, body=b"", headers={"Content-Type": FORM}).status == 405


def test_a_body_that_is_too_large_is_not_read(reading):
    huge = {**QUERY, "Content-Length": str(2**40)}
    reply = reading.ask("POST", "/sparql", headers=huge)
    assert (reply.status, reply.text) == (413, "a body may have 1,048,576 bytes\n")


def test_a_compressed_body_is_refused(reading):
    headers = {**QUERY, "Content-Encoding": "gzip"}
    assert reading.ask("POST", "/sparql", body=b"\x1f\x8b", headers=headers).status == 415


async def run(app, *, method="POST", headers=(), body=(), type_="http"):
    """What an application answers to messages that arrive one after another."""
    sent = []
    arriving = list(body)

    async def receive():
        if arriving:
            return arriving.pop(0)
        await asyncio.Event().wait()  # nothing more comes
        return {}

    async def send(message):
        sent.append(message)

    named = [(b"host", b"h:1"), *headers]
    await app({"type": type_, "method": method, "headers": named}, receive, send)
    return sent


async def echo(scope, receive, send):
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"]})
    del scope


def part(data, *, more=True):
    return {"type": "http.request", "body": data, "more_body": more}


def test_a_body_in_pieces_arrives_whole_or_not_at_all():
    app = Guard(echo, hosts=["h:1"], largest=10)
    sent = asyncio.run(run(app, body=[part(b"12345"), part(b"67890", more=False)]))
    assert sent[1]["body"] == b"1234567890"
    sent = asyncio.run(run(app, body=[part(b"123456"), part(b"67890", more=False)]))
    assert sent[0]["status"] == 413
    assert asyncio.run(run(app, headers=[(b"content-length", b"-1")]))[0]["status"] == 413


def test_a_body_that_drips_is_given_up():
    app = Guard(echo, hosts=["h:1"], seconds=0.05)
    sent = asyncio.run(run(app, body=[part(b"1")]))
    assert sent[0]["status"] == 408
    assert b"did not arrive within 0.05 s" in sent[1]["body"]


def test_a_websocket_is_closed():
    sent = asyncio.run(run(Guard(echo, hosts=["h:1"]), type_="websocket"))
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    "path",
    [
        "/../kgbuild.toml",
        "/..%2fkgbuild.toml",
        "/%2e%2e/kgbuild.toml",
        "/..%5ckgbuild.toml",
        "/articles/../../kgbuild.toml",
        "/assets/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/etc/passwd",
        "/article.txt",
        "/essay.yaml",
        "/kgbuild.toml",
        "/build/.checked.json",
        "/0",
        "/graph.nt",
        "/index.html%00.txt",
        "/C:/Windows/win.ini",
        "/assets",
        "/assets/",
    ],
)
def test_only_the_pages_of_the_site_are_given_out(reading, path):
    reply = reading.ask("GET", path)
    assert (reply.status, reply.text) == (404, "there is no such page\n")


def test_a_page_is_not_sent_again_when_the_browser_has_it(reading):
    first = reading.get("/")
    assert first.status == 200
    again = reading.get("/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert reading.get("/", If_None_Match='"other"').status == 200


def test_the_server_listens_on_loopback_only(reading):
    with socket.socket() as elsewhere:
        # The port is free on every other address: nobody listens there.
        elsewhere.bind(("127.0.0.2", reading.port))
        assert elsewhere.getsockname()[0] == "127.0.0.2"


def test_a_bug_is_answered_without_details_and_kept_for_us():
    async def fail(_, __, send):
        await send({"type": "http.response.start", "status": 500, "headers": []})
        await send({"type": "http.response.body", "body": b"Internal Server Error"})
        raise ZeroDivisionError("secret")

    kept = []
    app = Guard(fail, hosts=["h:1"], failed=lambda: kept.append(sys.exc_info()[0]))
    sent = asyncio.run(run(app, method="GET"))
    assert (sent[0]["status"], sent[1]["body"]) == (500, b"Internal Server Error")
    assert kept == [ZeroDivisionError]
    with pytest.raises(ZeroDivisionError):
        asyncio.run(run(Guard(fail, hosts=["h:1"]), method="GET"))


def test_a_bug_of_a_request_goes_to_a_log_and_the_server_goes_on(
    tmp_path, small_project, server_around, monkeypatch, capsys
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with server_around(small_project(tmp_path / "bridge"), failed=serve._failed) as served:
        with monkeypatch.context() as broken:
            broken.setattr(apps, "told", lambda _: 1 / 0)
            reply = served.get("/live.json")
        assert (reply.status, reply.text) == (500, "Internal Server Error")
        assert served.get("/live.json").status == 200
    said = capsys.readouterr().err
    (log,) = tmp_path.glob("kgbuild-*.log")
    assert said == f"kgbuild: a bug of kgbuild: the details are in {log}\n"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_a_file_of_the_site_that_is_a_link_elsewhere_cannot_be_made(reading):
    kept = reading.serving.live.shown.pages
    folder = reading.serving.live.shown.folder.name
    assert all(page.file.parent.as_posix() == folder for page in kept.values())
    assert all(page.file.name.isdecimal() for page in kept.values())
