"""What a network can do to a look-up: each fault ends in the answer, or in one word that says why.

For every fault: the wrong thing is never an answer, no secret is shown or goes elsewhere, the
server is asked as often as promised, and the pauses stay within the deadline.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field

import pytest
from faults import (
    BODY,
    BOMB,
    GOOD,
    Step,
    Time,
    chunked,
    closing,
    dripping,
    endless,
    http,
    resetting,
    serving,
    silent,
    zipped,
)

from kgbuild.answer import REASONS, Answer
from kgbuild.errors import NetworkError
from kgbuild.session import Manners, Secret, Session

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
LARGEST = 100_000
GROWING = (1.0, 2.0, 4.0)
SECRETS = ("s3cret/word", "s3cret%2Fword", "other+secret", "other%2Bsecret")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the server does; `reason` is why there is no answer, None when there is one."""

    steps: tuple[Step, ...]
    reason: str | None
    asked: int = 1
    slept: tuple[float, ...] = ()
    value: object = field(default_factory=lambda: GOOD)
    seconds: float = 180.0
    silence: float = 5.0


def fails(reason: str, *steps: Step, **options) -> Case:
    return Case(steps=steps, reason=reason, **options)


def recovers(*steps: Step, **options) -> Case:
    return Case(steps=(*steps, http()), reason=None, asked=len(steps) + 1, **options)


def answers(step: Step, value: object = GOOD) -> Case:
    return Case(steps=(step,), reason=None, value=value)


def busy(*headers: str, status: str = "429 Too Many Requests") -> bytes:
    return http(b"slow down", *headers, status=status, kind="text/plain")


def maxlag(answer: Answer) -> None:
    """An error as MediaWiki and GeoNames send it: with status 200."""
    found = answer.json()
    code = found.get("error", {}).get("code", "")
    if code in ("maxlag", "ratelimited"):
        raise answer.failure("busy", f"says {code}", transient=True)
    if code:
        raise answer.failure("refused-query", f"says {code}")
    if "status" in found:
        raise answer.failure("rate-limited", f"says {found['status']['message']}")


def inside(text: str, *headers: str) -> bytes:
    return http(text.encode(), *headers)


WAITING = {
    "429 with seconds": recovers(busy("Retry-After: 7"), slept=(7.0,)),
    "429 with less than our own pause": recovers(busy("Retry-After: 0"), slept=(1.0,)),
    "429 with a date far away": recovers(
        busy("Retry-After: Fri, 31 Dec 2199 23:59:59 GMT"), slept=(120.0,)
    ),
    "429 with a date that is over": recovers(
        busy("Retry-After: Fri, 31 Dec 1999 23:59:59 GMT"), slept=(1.0,)
    ),
    "429 with a date that is none": recovers(
        busy("Retry-After: Fri, 99 Dec 99999 99:99:99 GMT"), slept=(1.0,)
    ),
    "429 with a year": recovers(busy("Retry-After: 31536000"), slept=(120.0,)),
    "429 with 5000 digits": recovers(busy("Retry-After: " + "9" * 5000), slept=(1.0,)),
    "429 with a negative number": recovers(busy("Retry-After: -5"), slept=(1.0,)),
    "429 with half a second": recovers(busy("Retry-After: 0.5"), slept=(1.0,)),
    "429 with words": recovers(busy("Retry-After: soon"), slept=(1.0,)),
    "429 with nothing": recovers(busy("Retry-After:"), slept=(1.0,)),
    "429 always": fails("rate-limited", busy(), asked=4, slept=GROWING),
    "429 that asks for more than is left": fails(
        "rate-limited", busy("Retry-After: 100"), asked=2, slept=(100.0,)
    ),
    "429 that asks for more than there is": fails(
        "rate-limited", busy("Retry-After: 100"), seconds=60.0
    ),
    "503 with seconds": recovers(
        busy("Retry-After: 3", status="503 Service Unavailable"), slept=(3.0,)
    ),
    "503 twice": recovers(
        busy(status="503 Service Unavailable"),
        busy(status="503 Service Unavailable"),
        slept=(1.0, 2.0),
    ),
    "500 always": fails("http-500", busy(status="500 Oops"), asked=4, slept=GROWING),
    "502 then good": recovers(busy(status="502 Bad Gateway"), slept=(1.0,)),
    "504 then good": recovers(busy(status="504 Gateway Timeout"), slept=(1.0,)),
    "408 then good": recovers(busy(status="408 Request Timeout"), slept=(1.0,)),
}
STATUSES = {
    "204": fails("http-204", b"HTTP/1.1 204 No Content\r\n\r\n"),
    "206, a part": fails("http-206", http(status="206 Partial Content")),
    "300": fails("http-300", http(status="300 Multiple Choices")),
    "304": fails("http-304", b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "401": fails("http-401", busy("WWW-Authenticate: Basic", status="401 Unauthorized")),
    "403": fails("http-403", busy(status="403 Forbidden")),
    "404 with a Retry-After": fails("http-404", busy("Retry-After: 9", status="404 Not Found")),
    "404 in JSON": fails("http-404", http(status="404 Not Found")),
    "418": fails("http-418", busy(status="418 I'm a teapot")),
    "501": fails("http-501", busy(status="501 Not Implemented")),
    "599": fails("http-599", busy(status="599 Whatever")),
    "100, then the answer": answers(b"HTTP/1.1 100 Continue\r\n\r\n" + http()),
    "404 that is a gzip bomb": fails("http-404", BOMB.replace(b"200 OK", b"404 No", 1)),
    "404 without end": fails("http-404", endless(b"404 Not Found"), seconds=20.0),
    "404 that breaks off": fails("http-404", closing(http(b"x", status="404 No", length=9))),
    "404 packed wrongly": fails(
        "http-404", http(b"x", "Content-Encoding: gzip", status="404 Not Found")
    ),
}
BROKEN = {
    "reset before the answer": fails("broken", resetting(), asked=4, slept=GROWING),
    "reset, then good": recovers(resetting(), slept=(1.0,)),
    "reset in the headers": fails("broken", resetting(HEAD), asked=4, slept=GROWING),
    "reset in the body": fails("broken", resetting(http()[:-5]), asked=4, slept=GROWING),
    "closed without a word": fails("broken", closing(b""), asked=4, slept=GROWING),
    "closed in the status line": fails("no-http", closing(b"HTT")),
    "closed in the headers": fails("wrong-type", closing(b"HTTP/1.1 200 OK\r\nContent-Le")),
    "closed before its length": fails("broken", closing(http()[:-5]), asked=4, slept=GROWING),
    "whole JSON, but shorter than its length": fails(
        "broken", closing(http(length=len(BODY) + 9)), asked=4, slept=GROWING
    ),
    "closed in a chunk": fails(
        "broken", closing(chunked(BODY[:9], end=b"ff\r\n{")), asked=4, slept=GROWING
    ),
    "closed between chunks": fails(
        "broken", closing(chunked(BODY, end=b"")), asked=4, slept=GROWING
    ),
    "a chunk of no size": fails("broken", chunked(BODY, end=b"zz\r\n"), asked=4, slept=GROWING),
    "a chunk of a negative size": fails(
        "broken", closing(chunked(end=b"-5\r\n" + BODY)), asked=4, slept=GROWING
    ),
    "truncated, then good": recovers(closing(http()[:-5]), slept=(1.0,)),
    "says nothing for long": fails("timeout", silent, asked=4, slept=GROWING, silence=0.05),
    "HTTP/1.0 without length": answers(
        closing(b"HTTP/1.0 200 OK\r\n" + HEAD[17:] + b"\r\n" + BODY)
    ),
    "chunks": answers(chunked(BODY[:3], BODY[3:])),
}
SLOW = {
    "headers that drip": fails("deadline", dripping(HEAD, b"X-Slow: " + b"x" * 500), seconds=0.3),
    "a status line that drips": fails("deadline", dripping(b"", HEAD * 20), seconds=0.3),
    "a body that drips": fails(
        "deadline", dripping(HEAD + b"Content-Length: 999\r\n\r\n", b" " * 999), seconds=0.3
    ),
    "chunks that drip": fails(
        "deadline", dripping(chunked(b"[", end=b""), b"1\r\n \r\n" * 99), seconds=0.3
    ),
    "an error that drips": fails(
        "deadline", dripping(b"HTTP/1.1 500 Oops\r\n\r\n", b" " * 999), seconds=0.3
    ),
    "nothing at all": fails("deadline", silent, seconds=0.3),
}
NO_HTTP = {
    "another protocol": fails("no-http", closing(b"220 mail.example.org ESMTP\r\n")),
    "a page without headers": fails("no-http", closing(b"<html>hello</html>")),
    "a status that is none": fails("no-http", closing(b"HTTP/1.1 -1 No\r\n\r\n")),
    "a status in letters": fails("no-http", closing(b"HTTP/1.1 abc OK\r\n\r\n")),
    "a version that is none": fails("no-http", closing(b"HTTP/9.9 200 OK\r\n\r\n")),
    "a line without end": fails("no-http", closing(HEAD + b"X: " + b"x" * 70_000 + b"\r\n\r\n")),
    "too many headers": fails("no-http", closing(HEAD + b"X: y\r\n" * 200 + b"\r\n" + BODY)),
    "two lengths": fails("no-http", http(BODY, "Content-Length: 5")),
}
BODIES = {
    "a page for a result": fails("wrong-type", http(b"<html>down</html>", kind="text/html")),
    "a page that says it is JSON": fails("not-json", http(b"<html>down</html>")),
    "JSON that says it is text": fails("wrong-type", http(kind="text/plain")),
    "JSON of no type": fails("wrong-type", http(kind="")),
    "two types": fails("wrong-type", http(BODY, "Content-Type: text/html")),
    "nothing": fails("empty", http(b"")),
    "nothing but spaces": fails("empty", http(b" \r\n ")),
    "too large": fails("too-large", http(b" " * (LARGEST + 1))),
    "as large as may be": answers(http(BODY.ljust(LARGEST))),
    "without end": fails("too-large", endless()),
    "a gzip bomb": fails("too-large", BOMB),
    "gzip": answers(zipped(gzip.compress(BODY))),
    "gzip in two members": answers(zipped(gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]))),
    "gzip as large as may be": answers(zipped(gzip.compress(BODY.ljust(LARGEST)))),
    "gzip that is none": fails("wrong-encoding", zipped(BODY)),
    "gzip that is cut off": fails(
        "broken", zipped(gzip.compress(BODY)[:-8]), asked=4, slept=GROWING
    ),
    "gzip of nothing": fails("broken", zipped(b""), asked=4, slept=GROWING),
    "gzip with a wrong sum": fails("wrong-encoding", zipped(gzip.compress(BODY)[:-8] + b"x" * 8)),
    "gzip with something after it": fails("wrong-encoding", zipped(gzip.compress(BODY) + b"more")),
    "packed as we did not ask for": fails("wrong-encoding", http(BODY, "Content-Encoding: br")),
    "packed twice": fails(
        "wrong-encoding",
        http(gzip.compress(gzip.compress(BODY)), "Content-Encoding: gzip, gzip"),
    ),
    "another charset": fails("wrong-type", http(kind="application/json; charset=iso-8859-1")),
    "the charset in capitals": answers(http(kind='Application/JSON; p=1; Charset="UTF-8"')),
    "no UTF-8": fails("not-json", http(b'{"a": "\xff"}')),
    "UTF-16": fails("not-json", http('{"a": 1}'.encode("utf-16"))),
    "a byte order mark": answers(http(b"\xef\xbb\xbf" + BODY)),
    "NaN": fails("not-json", http(b'{"a": NaN}')),
    "infinity": fails("not-json", http(b"[-Infinity]")),
    "a number that becomes infinite": fails("not-json", http(b"[1e999]")),
    "a number of 5000 digits": fails("not-json", http(b"[" + b"9" * 5000 + b"]")),
    "a key twice": fails("not-json", http(b'{"a": 1, "a": 2}')),
    "a key twice, written differently": fails("not-json", http(b'[{"a": 1, "\\u0061": 2}]')),
    "100 levels": answers(http(b"[" * 100 + b"]" * 100), json.loads("[" * 100 + "]" * 100)),
    "101 levels": fails("not-json", http(b"[" * 101 + b"]" * 101)),
    "40,000 levels": fails("not-json", http(b"[" * 40_000 + b"]" * 40_000)),
    "10,000 levels of objects": fails("not-json", http(b'{"":' * 10_000 + b"1" + b"}" * 10_000)),
    "half a surrogate pair": fails("not-json", http(b'{"a": ["\\ud83d"]}')),
    "half a surrogate pair as a key": fails("not-json", http(b'{"\\uDE00": 1}')),
    "a whole surrogate pair": answers(http(b'["\\ud83d\\ude00"]'), ["\U0001f600"]),
    "something after the JSON": fails("not-json", http(BODY + b"x")),
    "JSON cut off": fails("not-json", http(BODY[:-3])),
    "a type for linked data": answers(http(kind="application/ld+json")),
}
INSIDE = {
    "maxlag": fails(
        "busy",
        inside('{"error": {"code": "maxlag"}}', "Retry-After: 5"),
        asked=4,
        slept=(5.0, 5.0, 5.0),
    ),
    "maxlag, then good": recovers(
        inside('{"error": {"code": "maxlag"}}', "Retry-After: 5"), slept=(5.0,)
    ),
    "ratelimited": recovers(inside('{"error": {"code": "ratelimited"}}'), slept=(1.0,)),
    "an error that stays": fails("refused-query", inside('{"error": {"code": "no-such-entity"}}')),
    "GeoNames' limit": fails(
        "rate-limited", inside('{"status": {"message": "hourly limit", "value": 19}}')
    ),
    "a page instead": fails("wrong-type", http(b"<html>", kind="text/html")),
}
CASES = WAITING | STATUSES | BROKEN | SLOW | NO_HTTP | BODIES | INSIDE


def test_there_are_enough_faults():
    assert len(CASES) > 100
    assert {case.reason for case in CASES.values()} <= {
        *REASONS,
        None,
        "refused-query",
        *(f"http-{number}" for number in range(600)),
    }


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fault_ends_in_the_answer_or_in_a_word_that_says_why(case):
    time = Time()
    manners = Manners(seconds=case.seconds, silence=case.silence, largest=LARGEST)
    with (
        serving() as server,
        Session("x", manners=manners, sleep=time.sleep, clock=time.clock, jitter=lambda: 1.0) as us,
    ):
        server.does(*case.steps)
        found, value = None, None
        try:
            value = us.get(
                server.url,
                params={"name": "桥", "username": Secret("other+secret")},
                headers={"X-Key": Secret("s3cret/word")},
                check=maxlag if case in INSIDE.values() else lambda _: None,
            ).json()
        except NetworkError as error:
            found = error
    assert (found.reason if found else None) == case.reason
    assert value == (case.value if case.reason is None else None)
    assert len(server.asked) == case.asked
    assert tuple(time.slept) == case.slept
    assert time.now <= 1000 + case.seconds
    assert all(asked.headers["x-key"] == "s3cret/word" for asked in server.asked)
    if found:
        assert found.attempts == case.asked
        assert not [secret for secret in SECRETS if secret in f"{found} {found.hint}"]
        assert server.url in str(found)


@pytest.mark.parametrize("name", [name for name in SLOW if "drip" in name])
@pytest.mark.parametrize("before", [(), (http(),)], ids=["new", "used before"])
def test_the_connection_is_cut_at_the_deadline(name, before):
    case = SLOW[name]
    with serving() as server, Session(manners=Manners(seconds=case.seconds)) as us:
        server.does(*before, *case.steps)
        for _ in before:
            us.get(server.url)
        with pytest.raises(NetworkError):
            us.get(server.url)
        assert server.left.wait(5)
