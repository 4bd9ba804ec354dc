"""A host is asked one thing at a time, in its own time; a push is sent once."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from faults import BODY, GOOD, closing, failure, http, moved, resetting, silent

from kgbuild import wire
from kgbuild.session import Manners, Session

BUSY = http(b"", status="503 Service Unavailable")


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


def test_a_failure_for_good_leaves_nobody_waiting(server, session, time):
    def refuse(answer):
        raise answer.failure("no-such-thing", "knows no such thing")

    server.does(http(BODY, "Retry-After: 90"))
    found = failure(session.get, server.url, check=refuse)
    assert (found.reason, found.attempts) == ("no-such-thing", 1)
    session.get(server.url)
    assert time.slept == []


def test_no_pause_is_longer_than_two_minutes(server, session, time):
    def wait(answer):
        if answer.attempts == 1:
            raise answer.failure("busy", "is busy", transient=True, wait=900.0)

    assert session.get(server.url, check=wait).attempts == 2
    assert time.slept == [120.0]


def test_a_host_that_asks_to_be_left_alone_in_between_is_left_alone(server, session, time):
    def ask_on(answer):
        failure(session.post, server.url, data=b"x")
        raise answer.failure("busy", "is busy", transient=True)

    server.does(http(), http(b"", "Retry-After: 90", status="429 Slow"))
    found = failure(session.get, server.url, check=ask_on, seconds=60)
    assert (found.reason, found.attempts, len(server.asked)) == ("busy", 1, 2)
    assert time.slept == []


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


def test_all_the_time_in_the_world_is_a_day(server):
    manners = Manners(seconds=float("inf"), silence=1e30)
    with Session(manners=manners) as us:
        assert us.get(server.url).json() == GOOD


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
