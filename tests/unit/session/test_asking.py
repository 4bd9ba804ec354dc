"""What a session sends, what comes back, and who is not there."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from pathlib import Path

import pytest
from faults import BODY, GOOD, Time, closing, failure, http, serving
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.answer import Answer
from kgbuild.errors import ConfigError, NetworkError
from kgbuild.session import Secret, Session
from kgbuild.version import __version__

UNTRUSTED = Path(__file__).resolve().parents[2] / "data" / "untrusted"
BUSY = http(b"", status="503 Service Unavailable")


def test_a_look_up_says_who_asks_and_what(server, session):
    session.get(server.url, params={"q": "桥 & more"}, headers={"Accept": "application/json"})
    (asked,) = server.asked
    assert asked.method == "GET"
    assert asked.path == "/find?q=%E6%A1%A5+%26+more"
    assert asked.headers["user-agent"] == f"kgbuild/{__version__} (mailto:me@example.org)"
    assert asked.headers["accept"] == "application/json"
    assert asked.headers["accept-encoding"] == "gzip"
    assert "cookie" not in asked.headers
    assert "authorization" not in asked.headers


def test_an_answer_has_all_that_came(server, session):
    server.does(BUSY, http(BODY, "ETag: x", kind="Application/JSON; charset=utf-8"))
    answer = session.get(server.url, params={"q": "x"})
    assert answer == Answer(
        url=f"{server.url}?q=x",
        status=200,
        headers=answer.headers,
        body=BODY,
        attempts=2,
    )
    assert answer.headers["etag"] == "x"
    assert answer.media_type == "application/json"
    assert answer.json() == GOOD


def test_a_form_and_a_value_are_posted(server, session):
    session.post(server.url, data={"queries": "{}", "key": Secret("a b")})
    session.post(server.url, json={"say": "桥"})
    session.post(server.url, data=b"\x00\xff")
    form, value, raw = server.asked
    assert form.body == b"queries=%7B%7D&key=a+b"
    assert form.headers["content-type"] == "application/x-www-form-urlencoded"
    assert json.loads(value.body) == {"say": "桥"}
    assert value.headers["content-type"] == "application/json"
    assert raw.body == b"\x00\xff"


def test_a_connection_is_used_again_and_what_lies_in_it_is_not_an_answer(server, session):
    forged = http(b'{"result": ["Q1"]}')
    server.does(http() + forged, http())
    assert session.get(server.url).json() == GOOD
    assert session.get(server.url).json() == GOOD
    assert len(server.asked) == 2


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "Zoë", "\x1b[31m"])
def test_a_contact_that_is_no_header_is_refused(contact):
    with pytest.raises(ConfigError, match="contact"):
        Session(contact)


ADDRESSES = [
    "ftp://x.example/",
    "file:///etc/passwd",
    "//x.example",
    "x.example",
    "",
    "javascript:",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_only_http_addresses_are_asked(session, url):
    with pytest.raises(ConfigError, match="no http"):
        session.get(url)


@pytest.mark.parametrize(
    "url",
    ["http://", "http://[::1", "http://127.0.0.1:99999/", "http://\ud800.example/", "http://.."],
)
def test_an_address_that_cannot_be_is_refused_without_its_password(session, url):
    with pytest.raises(ConfigError):
        session.get(url.replace("//", "//me:s3cret@"))


@pytest.mark.parametrize("value", ["s3cret\r\nX-Evil: 1", "s3cret\n", "s3cret桥"])
def test_a_header_that_cannot_be_sent_is_refused_and_not_shown(server, session, value):
    with pytest.raises((ConfigError, NetworkError)) as caught:
        session.get(server.url, headers={"X-Key": Secret(value)})
    assert "s3cret" not in str(caught.value)
    assert server.asked == []


# Who is not there


def test_nobody_there_is_said_after_four_tries(session, time):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: refused, and nobody else's
        found = failure(session.get, f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert (found.reason, found.attempts) == ("refused", 4)
    assert time.slept == [1.0, 2.0, 4.0]


def test_a_name_that_leads_nowhere_is_said_at_once(session, time, monkeypatch):
    def nobody(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)  # some name servers answer any name
    found = failure(session.get, "http://nobody.invalid/")
    assert (found.reason, found.attempts) == ("unknown-host", 1)
    assert time.slept == []


def test_a_literal_of_ip_version_6_is_an_address(session):
    try:
        with serving(host="::1") as server:
            assert session.get(server.url).json() == GOOD
            assert server.asked[0].headers["host"] == f"[::1]:{server.port}"
    except OSError:
        pytest.skip("this machine has no IPv6")


def test_a_certificate_that_nobody_vouches_for_is_not_believed(session, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(UNTRUSTED / "certificate.pem", UNTRUSTED / "key.pem")
    with serving(tls=context) as server:
        for name in ("", "CURL_CA_BUNDLE"):
            if name:
                monkeypatch.setenv(name, "")
            found = failure(session.get, server.url, headers={"X-Key": Secret("s3cret")})
            assert (found.reason, found.attempts) == ("untrusted", 1)
        assert server.asked == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(UNTRUSTED / "certificate.pem"))
        assert session.get(server.url).json() == GOOD


def test_a_greeting_that_breaks_off_is_tried_again(session):
    def hang_up():
        for _ in range(4):
            peer, _ = listening.accept()
            peer.recv(1024)
            peer.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=hang_up, daemon=True)
        thread.start()
        found = failure(session.get, f"https://127.0.0.1:{listening.getsockname()[1]}/")
        thread.join(10)
    assert (found.reason, found.attempts) == ("broken", 4)


def test_who_does_not_speak_tls_is_not_asked(server, session):
    found = failure(session.get, server.url.replace("http:", "https:"))
    assert found.reason == "untrusted"
    assert server.asked == []


# Any answer at all

TEXT = st.text(st.characters(codec="latin-1"), max_size=30)
NAMES = st.sampled_from(
    [
        *("Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Location"),
        *("Retry-After", "Connection", "Set-Cookie", "Date", "", "X y", "\x00"),
    ]
)
VALUES = TEXT | st.sampled_from(
    [
        *("application/json", "gzip", "br", "chunked", "close", "0", "5", "-1", "//", "1e9"),
        *("application/json; charset=\xff", "gzip, deflate", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ]
)


@given(
    status=st.integers(-1, 1100).map(str) | st.sampled_from(["200 OK", "302 Found"]) | TEXT,
    headers=st.lists(st.tuples(NAMES, VALUES), max_size=4),
    body=st.binary(max_size=60) | st.sampled_from([BODY, b"1\r\n1\r\n0\r\n\r\n", b"[1e999]"]),
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_server_sends_only_our_error_comes_out(server, status, headers, body):
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    server.does(closing("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body))
    time = Time()
    with Session(sleep=time.sleep, clock=time.clock) as us, contextlib.suppress(NetworkError):
        json.dumps(us.get(server.url, seconds=60).json(), allow_nan=False).encode()
    assert time.now <= 1060
