"""Where redirects may lead, and what is shown to nobody and sent to nobody else."""

from __future__ import annotations

import socket

import pytest
from faults import BODY, GOOD, failure, http, moved

from kgbuild.session import Secret, _same_door, _shown

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
    for headers in ((), ("Location: ",), ("Location: /\x1b[31mred",)):
        server.does(http(b"", *headers, status="302 Found"))
        found = failure(session.get, server.url)
        assert found.reason == "redirected"
        assert str(found).endswith("it leads to no address")


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
    server.does(http(b"the word\r\n is not known\n", status="400 Bad"))
    assert str(failure(session.get, server.url)).endswith("answered 400: the word is not known")
    server.does(http(b"<p>the word is not known", status="400 Bad", kind="text/html"))
    assert str(failure(session.get, server.url)).endswith("answered 400")
    server.does(http(b"x" * 190 + b"your key s3cret-and-long is wrong", status="400 Bad"))
    found = failure(session.get, server.url, headers={"X-Key": Secret("s3cret-and-long")})
    assert str(found).endswith("answered 400")


def test_a_secret_parameter_is_not_in_the_address_of_an_answer(server, session):
    answer = session.get(server.url, params={"username": Secret("a/b c"), "q": "x"})
    assert server.asked[0].path == "/find?username=a%2Fb+c&q=x"
    assert answer.url == f"{server.url}?username=…&q=x"


def test_a_secret_parameter_that_a_redirect_repeats_is_not_shown(server, session):
    server.does(moved("/there?username=a%2Fb%20c"), http())
    answer = session.get(server.url, params={"username": Secret("a/b c")})
    assert answer.url == f"http://127.0.0.1:{server.port}/there?username=…"


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
