"""Asking with good manners: where redirects may lead, what stays secret, whose turn it is."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from faults import BODY, GOOD, Time, closing, http, moved, resetting, serving, silent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild import wire
from kgbuild.answer import Answer
from kgbuild.errors import ConfigError, NetworkError
from kgbuild.session import Manners, Secret, Session, _same_door, _shown
from kgbuild.version import __version__

UNTRUSTED = Path(__file__).resolve().parents[1] / "data" / "untrusted"
SURROUNDINGS = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NETRC"),
    *("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
)
BUSY = http(b"", status="503 Service Unavailable")


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch):
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server():
    with serving() as told:
        yield told


@pytest.fixture
def other():
    """A server of somebody else, who must hear nothing from us."""
    with serving() as told:
        yield told


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def session(time):
    with Session(
        "mailto:me@example.org", sleep=time.sleep, clock=time.clock, jitter=lambda: 1.0
    ) as us:
        yield us


def failure(asking, *arguments, **options) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        asking(*arguments, **options)
    return caught.value


# What is sent and what comes back


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


def test_a_name_that_leads_nowhere_is_said_at_once(session, time):
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


def test_who_does_not_speak_tls_is_not_asked(server, session):
    found = failure(session.get, server.url.replace("http:", "https:"))
    assert found.reason == "untrusted"
    assert server.asked == []


# Redirects

ELSEWHERE = {
    "another host": "http://localhost:{port}/",
    "another port": "http://127.0.0.1:{other}/",
    "another scheme": "https://127.0.0.1:{port}/",
    "a file": "file:///etc/passwd",
    "ftp": "ftp://127.0.0.1/",
    "a script": "javascript:alert(1)",
    "no scheme, another host": "//127.0.0.1:{other}/",
    "backslashes": "\\\\127.0.0.1:{other}\\",
    "a host that looks like ours": "http://127.0.0.1:{port}@127.0.0.1:{other}/",
    "a host that starts like ours": "http://127.0.0.1.nip.invalid:{port}/",
    "no address": "http://[::1",
    "no port": "http://127.0.0.1:99999/",
    "nothing": "",
}


@pytest.mark.parametrize("to", ELSEWHERE.values(), ids=ELSEWHERE)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temp", "308 Perm"])
def test_a_redirect_to_somebody_else_is_not_followed(server, other, session, to, status):
    server.does(moved(to.format(port=server.port, other=other.port), status))
    found = failure(
        session.get,
        server.url,
        headers={"Authorization": Secret("Bearer s3cret")},
        params={"key": Secret("s3cret")},
    )
    assert (found.reason, found.attempts) == ("redirected", 1)
    assert "s3cret" not in f"{found}{found.hint}"
    assert len(server.asked) == 1
    assert other.asked == []


def test_a_redirect_without_an_address_is_not_followed(server, session):
    server.does(http(b"", status="302 Found"))
    assert failure(session.get, server.url).reason == "redirected"


@pytest.mark.parametrize(
    "to", ["/there?x=1#part", "there?x=1", "http://me:pw@127.0.0.1:{port}/there?x=1"]
)
def test_a_redirect_on_the_same_server_is_followed_with_all_headers(server, session, to):
    server.does(moved(to.format(port=server.port)), http())
    answer = session.get(server.url, headers={"Authorization": Secret("Bearer s3cret")})
    assert answer.url == f"http://127.0.0.1:{server.port}/there?x=1"
    assert answer.attempts == 1
    assert [asked.path for asked in server.asked] == ["/find", "/there?x=1"]
    assert [asked.headers["authorization"] for asked in server.asked] == ["Bearer s3cret"] * 2


def test_an_address_with_letters_of_all_scripts_is_followed(server, session):
    server.does(http(b"", "Location: /桥".encode().decode("latin-1"), status="302 Found"), http())
    session.get(server.url)


def test_five_redirects_are_followed_and_no_sixth(server, session):
    server.does(*[moved("/again")] * 5, http())
    assert session.get(server.url).json() == GOOD
    server.asked.clear()
    server.does(moved("/again"))
    found = failure(session.get, server.url)
    assert (found.reason, len(server.asked)) == ("redirected", 6)


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ("http://x.example/a", "http://x.example:80/b", True),
        ("http://x.example/a", "https://x.example/a", True),
        ("https://x.example/a", "https://X.example:443/b", True),
        ("https://x.example/a", "http://x.example/a", False),
        ("http://x.example:8080/", "https://x.example/", False),
        ("http://x.example/", "https://x.example:8443/", False),
        ("http://x.example/", "https://y.x.example/", False),
        ("http://x.example/", "https://x.example.org/", False),
    ],
)
def test_the_same_server_is_host_scheme_and_port_or_the_safe_way_in(here, there, same):
    assert _same_door(here, there) is same


# Secrets


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://me:s3cret@x.example/a?b=c#d", "http://x.example/a?b=c"),
        ("http://me:p@ss@x.example/", "http://x.example/"),
        ("me:s3cret@x.example", "x.example"),
        ("HTTP://me@x.example/a@b", "HTTP://x.example/a@b"),
        ("http://x.example/?mail=a@b", "http://x.example/?mail=a@b"),
    ],
)
def test_an_address_is_shown_without_name_and_password(url, shown):
    assert _shown(url) == shown


def test_a_secret_is_not_in_its_own_picture():
    assert "s3cret" not in repr(Secret("s3cret"))
    assert "s3cret" not in f"{Secret('s3cret')}"


def test_a_password_in_the_address_is_sent_as_one_and_shown_nowhere(server, session):
    url = server.url.replace("//", "//me:s3cret@")
    answer = session.get(url)
    assert server.asked[0].headers["authorization"] == "Basic bWU6czNjcmV0"
    assert answer.url == server.url
    server.does(http(b"no: Basic bWU6czNjcmV0", status="403 No"))
    found = failure(session.get, url)
    assert "bWU6" not in str(found)
    assert "s3cret" not in str(found)


def test_what_an_error_says_is_said_unless_it_says_a_secret(server, session):
    server.does(http(b"the word is not known\n", status="400 Bad"))
    assert str(failure(session.get, server.url)).endswith("answered 400: the word is not known")
    server.does(http(b"x" * 190 + b"your key s3cret-and-long is wrong", status="400 Bad"))
    found = failure(session.get, server.url, headers={"X-Key": Secret("s3cret-and-long")})
    assert str(found).endswith("answered 400")


def test_a_secret_parameter_is_not_in_the_address_of_an_answer(server, session):
    answer = session.get(server.url, params={"username": Secret("a/b c"), "q": "x"})
    assert server.asked[0].path == "/find?username=a%2Fb+c&q=x"
    assert answer.url == f"{server.url}?username=…&q=x"


def test_cookies_are_neither_kept_nor_sent(server, other, session):
    server.does(http(BODY, "Set-Cookie: id=1; Path=/"), moved("/b"), http())
    session.get(server.url)
    session.get(server.url)
    session.get(other.url)
    asked = [*server.asked, *other.asked]
    assert len(asked) == 4
    assert not [one for one in asked if "cookie" in one.headers]


def test_passwords_in_netrc_are_not_sent(server, session, tmp_path, monkeypatch):
    path = tmp_path / "netrc"
    path.write_text("machine 127.0.0.1 login me password s3cret\n")
    monkeypatch.setenv("NETRC", str(path))
    server.does(moved("/there"), http())
    session.get(server.url)
    assert not [one for one in server.asked if "authorization" in one.headers]


def test_a_proxy_of_the_environment_is_used(other, session, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{other.port}")
    assert session.get("http://service.invalid/x").json() == GOOD
    assert other.asked[0].path == "http://service.invalid/x"


def test_a_proxy_that_is_not_there_is_the_proxys_fault(session, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://me:s3cret@127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setenv("HTTP_PROXY", address)
        found = failure(session.get, "http://service.invalid/x")
    assert found.reason == "proxy"
    assert "s3cret" not in str(found)


# Pushes


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "202 Accepted", "204 No Content"])
def test_a_push_is_done_when_the_server_says_so(server, session, status):
    server.does(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
    assert session.post(server.url, data=b"x").status == int(status[:3])


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (BUSY, "http-503"),
        (http(b"", "Retry-After: 1", status="429 Slow"), "rate-limited"),
        (resetting(), "broken"),
        (closing(http(b"x", length=9)), "broken"),
        (http(b"", status="206 Part"), "http-206"),
    ],
    ids=["503", "429", "reset", "cut off", "206"],
)
def test_a_push_is_sent_once_and_never_again(server, session, time, step, reason):
    server.does(step)
    found = failure(session.post, server.url, data=b"x")
    assert (found.reason, found.attempts) == (reason, 1)
    assert len(server.asked) == 1
    assert time.slept == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("idempotent", [False, True])
def test_a_push_follows_no_redirect_and_says_where_to(server, session, status, idempotent):
    server.does(moved("/there", f"{status} X"))
    found = failure(session.post, server.url, data=b"x", idempotent=idempotent)
    assert found.reason == "redirected"
    assert f"answered {status}: it leads to http://127.0.0.1:{server.port}/there" in str(found)
    assert len(server.asked) == 1


def test_a_look_up_by_post_is_tried_again_with_the_same_words(server, session):
    server.does(resetting(), BUSY, http())
    answer = session.post(server.url, data={"queries": "{}"}, idempotent=True)
    assert answer.attempts == 3
    assert [asked.body for asked in server.asked] == [b"queries=%7B%7D"] * 3


def test_a_look_up_by_post_wants_200(server, session):
    server.does(http(status="201 Created"))
    assert failure(session.post, server.url, data=b"x", idempotent=True).reason == "http-201"


# Turns and pauses


def test_a_host_is_asked_one_thing_at_a_time(server, session):
    def slowly(peer):
        server.over.wait(0.01)
        peer.send(http())

    server.does(slowly)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: session.get(server.url), range(16)))
    assert len(answers) == 16
    assert server.at_once == 1


def test_two_hosts_are_asked_at_the_same_time(server, other, session):
    both = threading.Barrier(2, timeout=10)

    def together(peer):
        both.wait()
        peer.send(http())

    server.does(together)
    other.does(together)
    urls = [server.url, other.url.replace("127.0.0.1", "localhost")]
    with ThreadPoolExecutor(2) as pool:
        assert len(list(pool.map(session.get, urls))) == 2


def test_who_never_gets_a_turn_is_told_at_the_deadline(server, session):
    came, go = threading.Event(), threading.Event()

    def held(peer):
        came.set()
        go.wait(10)
        peer.send(http())

    server.does(held)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(session.get, server.url)
        assert came.wait(10)
        found = failure(session.get, server.url, seconds=0.05)
        go.set()
        assert first.result(10).json() == GOOD
    assert (found.reason, found.attempts) == ("deadline", 0)
    assert len(server.asked) == 1


def test_a_host_that_asked_to_be_left_alone_is_not_asked_by_anybody(server, session, time):
    server.does(http(b"", "Retry-After: 90", status="429 Slow"), http())
    failure(session.post, server.url, data=b"x")
    found = failure(session.get, server.url, seconds=60)
    assert (found.reason, found.attempts, time.slept) == ("rate-limited", 0, [])
    assert "another 90 s" in str(found)
    assert session.get(server.url).json() == GOOD
    assert time.slept == [90.0]


def test_pauses_grow_and_differ_from_caller_to_caller(server, time):
    server.does(BUSY)
    manners = Manners(tries=8)
    for jitter, pauses in ((0.0, [0.5, 1, 2, 4, 8, 8, 8]), (1.0, [1, 2, 4, 8, 16, 16, 16])):
        time.slept.clear()
        with Session(
            manners=manners, sleep=time.sleep, clock=time.clock, jitter=lambda j=jitter: j
        ) as us:
            failure(us.get, server.url)
        assert time.slept == pauses


def test_no_pause_goes_beyond_the_deadline(server, session, time):
    server.does(BUSY)
    found = failure(session.get, server.url, seconds=2.5)
    assert (found.reason, found.attempts, time.slept) == ("http-503", 2, [1.0])


def test_a_call_whose_time_is_over_asks_nothing(server, session):
    assert failure(session.get, server.url, seconds=0).reason == "deadline"


def test_a_silent_server_does_not_stop_the_next_call(server, session):
    server.does(silent, http())
    assert failure(session.get, server.url, seconds=0.1).reason == "deadline"
    assert session.get(server.url).json() == GOOD


def test_a_request_that_was_given_up_before_it_connected_is_not_sent():
    exchange = wire._Exchange()
    exchange.cut()
    with socket.socket() as late, pytest.raises(ConnectionAbortedError):
        exchange.note(late)


def test_a_defect_of_ours_is_no_failure_of_the_network(server, session, monkeypatch):
    def defect(*_):
        raise RuntimeError("ours")

    monkeypatch.setattr(wire.Wire, "_exchanged", defect)
    with pytest.raises(RuntimeError, match="ours"):
        session.get(server.url)


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
