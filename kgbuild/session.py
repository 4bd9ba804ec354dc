"""Asking services over HTTP with good manners. Whoever needs the network asks a Session.

A look-up is tried up to four times, with longer and longer pauses; a host is asked one thing at a
time, and left alone for as long as it asks (Retry-After); the whole of it ends at a deadline. What
comes back is an Answer or a NetworkError whose `reason` can be stored: that a service failed and
that it knows nothing are two things.
"""

from __future__ import annotations

import contextlib
import math
import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import quote, quote_plus, urljoin, urlsplit

from kgbuild.answer import LONGEST_WAIT, Answer
from kgbuild.errors import ConfigError, NetworkError
from kgbuild.version import __version__

if TYPE_CHECKING:
    from kgbuild.wire import Reply, Request

HOPS: Final = 5
_SAID: Final = 200
_DAY: Final = 86_400.0  # for ever, and no system's clock overflows
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 16.0
_PORTS: Final = {"http": 80, "https": 443}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_USER: Final = re.compile(r"^([a-z][a-z0-9+.-]*://)?[^/?#]*@", re.IGNORECASE)
_UNCLEAR: Final = re.compile(r"[\\\x00-\x1f\x7f]")  # what programs read in two ways
_DONE: Final = frozenset({200, 201, 202, 204})

Check = Callable[[Answer], object]


@dataclass(frozen=True, slots=True)
class Secret:
    """A value of a header or parameter that is never shown: `Secret("Bearer 1234")`."""

    text: str = field(repr=False)


Values = Mapping[str, str | Secret]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How long, how much and how often.

    `seconds` bound a call with all its tries and pauses, `connect` the time until a connection
    stands, `silence` the time without a byte; `largest` is in bytes, unpacked; `tries` are those of
    a look-up. Times are a day at most.
    """

    seconds: float = 180.0
    connect: float = 5.0
    silence: float = 30.0
    largest: int = 16 * 2**20
    tries: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """A request that may be sent several times, and what must not be shown of it."""

    request: Request
    hidden: tuple[str, ...]
    idempotent: bool
    check: Check
    seconds: float | None

    @property
    def host(self) -> str:
        return urlsplit(self.request.url or "").hostname or ""

    @property
    def shown(self) -> str:
        """Whom we ask, for messages."""
        return _shown(self.request.url or "", self.hidden).partition("?")[0]

    def failure(
        self, reason: str, why: str, *, transient: bool = False, attempts: int = 0
    ) -> NetworkError:
        said = f"{self.shown} could not be asked: {why}"
        error = NetworkError(said, reason=reason, transient=transient)
        error.attempts = attempts
        return error


@dataclass(slots=True)
class _Host:
    """Whose turn it is to ask a host, and until when it wants to be left alone."""

    turn: threading.RLock = field(default_factory=threading.RLock)  # a `check` may ask, too
    quiet_until: float = -math.inf


class Session:
    """Connections to services, to be used by any number of threads and closed at the end.

    `contact` (an address of whoever runs this) goes into the User-Agent. `sleep`, `clock` and
    `jitter` (0 to 1) are given by tests. Proxies and certificates are what the environment says;
    .netrc and cookies are not used.

    >>> with Session("mailto:me@example.org") as session:
    ...     session.get("ftp://example.org/")
    Traceback (most recent call last):
    kgbuild.errors.ConfigError: `ftp://example.org/` is no http(s) address
    """

    def __init__(
        self,
        contact: str = "",
        *,
        manners: Manners | None = None,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        from kgbuild.wire import Wire

        if not (contact.isascii() and contact.isprintable()):
            raise ConfigError("the contact must be printable ASCII: a mail or web address")
        self._agent = f"kgbuild/{__version__}" + (f" ({contact})" if contact else "")
        self._manners = manners or Manners()
        self._sleep, self._clock, self._jitter = sleep, clock, jitter
        self._hosts: dict[str, _Host] = {}
        self._wire = Wire()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections that are kept for the next request."""
        self._wire.close()

    def get(
        self,
        url: str,
        *,
        params: Values | None = None,
        headers: Values | None = None,
        check: Check = lambda _: None,
        seconds: float | None = None,
    ) -> Answer:
        """The answer with status 200 to a GET.

        Redirects are followed on the same host, scheme and port, and from http to https. `check`
        looks for errors in what was sent as good, and raises what `answer.failure(…)` makes; it is
        asked again when that is transient. `seconds` replace those of the manners.
        Raises NetworkError with a `reason`, and ConfigError when there is no such request.
        """
        request = self._prepared("GET", url, headers, params=_plain(params))
        hidden = _hidden(request, params, headers)
        return self._ask(
            _Call(request=request, hidden=hidden, idempotent=True, check=check, seconds=seconds)
        )

    def post(  # noqa: PLR0913 - two kinds of body, and whether it may be sent twice
        self,
        url: str,
        *,
        data: Values | bytes | None = None,
        json: object = None,
        headers: Values | None = None,
        idempotent: bool = False,
        check: Check = lambda _: None,
        seconds: float | None = None,
    ) -> Answer:
        """The answer to a POST of a form (a mapping), bytes, or a value as JSON.

        It is sent once, and done when the status is 200, 201, 202 or 204. An `idempotent` one is a
        look-up: it is tried again as `get` is, and only 200 will do. No redirect is followed: a
        redirected POST becomes a GET, and what was pushed would be lost with a 200.
        """
        form = data if isinstance(data, bytes) else _plain(data)
        request = self._prepared("POST", url, headers, data=form, json=json)
        hidden = _hidden(request, None if isinstance(data, bytes) else data, headers)
        return self._ask(
            _Call(
                request=request, hidden=hidden, idempotent=idempotent, check=check, seconds=seconds
            )
        )

    def _prepared(self, method: str, url: str, headers: Values | None, **parts: Any) -> Request:
        from kgbuild import wire

        if not url.lower().startswith(("http://", "https://")):
            raise ConfigError(f"`{_shown(url)}` is no http(s) address")
        ours = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        return wire.prepared(method, url, headers=ours | (_plain(headers) or {}), **parts)

    def _ask(self, call: _Call) -> Answer:
        """The answer, after as many tries as it may take."""
        manners = self._manners
        seconds = manners.seconds if call.seconds is None else call.seconds
        deadline = self._clock() + min(seconds, _DAY)
        host = self._hosts.setdefault(call.host, _Host())
        tries = manners.tries if call.idempotent else 1
        attempt = 0
        while True:
            attempt += 1
            with self._turn(host, call, deadline, attempt):
                outcome = self._tried(call, deadline, attempt)
            if isinstance(outcome, Answer):
                return outcome
            again = outcome.transient and attempt < tries
            pause = self._pause(attempt) if again else 0.0
            if outcome.transient and outcome.wait is not None:
                pause = max(pause, min(outcome.wait, LONGEST_WAIT))
            host.quiet_until = max(host.quiet_until, self._clock() + pause)
            if not again or host.quiet_until >= deadline:
                raise outcome

    @contextlib.contextmanager
    def _turn(self, host: _Host, call: _Call, deadline: float, attempt: int) -> Iterator[None]:
        """Waits until nobody else asks the host and it has been left alone for long enough."""
        if not host.turn.acquire(timeout=max(deadline - self._clock(), 0.0)):
            why = "others were asking it all the time"
            raise call.failure("deadline", why, attempts=attempt - 1)
        try:
            pause = host.quiet_until - self._clock()
            if host.quiet_until >= deadline:
                why = f"it wants to be left alone for another {pause:.0f} s"
                raise call.failure("rate-limited", why, attempts=attempt - 1)
            if pause > 0:
                self._sleep(pause)
            yield
        finally:
            host.turn.release()

    def _pause(self, attempt: int) -> float:
        """Longer each time, and not the same for all who were turned away at once."""
        longest = min(_FIRST_PAUSE * 2.0 ** (attempt - 1), _LONGEST_PAUSE)
        return longest * (1 + self._jitter()) / 2

    def _tried(self, call: _Call, deadline: float, attempt: int) -> Answer | NetworkError:
        """One try: the request, its redirects, and whether the answer is as good as it says."""
        try:
            answer = replace(self._followed(call, deadline), attempts=attempt)
            call.check(answer)
        except NetworkError as error:
            error.attempts = attempt
            return error
        return answer

    def _followed(self, call: _Call, deadline: float) -> Answer:
        for _ in range(HOPS + 1):
            reply = self._exchanged(call, deadline)
            if reply.status not in _REDIRECTS:
                return _answer(call, reply)
            call = replace(call, request=_next(call, reply))
        raise NetworkError(f"{call.shown} redirects us again and again", reason="redirected")

    def _exchanged(self, call: _Call, deadline: float) -> Reply:
        from kgbuild.wire import Limits

        manners = self._manners
        limits = Limits(
            seconds=max(deadline - self._clock(), 0.0),
            connect=manners.connect,
            silence=min(manners.silence, _DAY),
            largest=manners.largest,
        )
        try:
            return self._wire.ask(call.request, limits)
        except NetworkError as error:
            raise call.failure(error.reason, str(error), transient=error.transient) from error


def _answer(call: _Call, reply: Reply) -> Answer:
    """A reply as an Answer. Raises NetworkError when its status is not the one that will do."""
    good = reply.status == HTTPStatus.OK if call.idempotent else reply.status in _DONE
    if good:
        return Answer(
            url=_shown(call.request.url or "", call.hidden),
            status=reply.status,
            headers=reply.headers,
            body=reply.body,
            retry_after=reply.retry_after,
        )
    busy = reply.status in _BUSY
    limited = reply.status == HTTPStatus.TOO_MANY_REQUESTS
    raise NetworkError(
        f"{call.shown} answered {reply.status}{_said(call, reply)}",
        reason="rate-limited" if limited else f"http-{reply.status}",
        transient=busy,
        wait=reply.retry_after if busy else None,
    )


def _said(call: _Call, reply: Reply) -> str:
    """What an error says in one line; nothing when it is a page or says a secret."""
    said = reply.body.decode("utf-8", "replace")
    page = "html" in reply.headers.get("content-type", "").lower()
    if page or not said.strip() or any(secret in said for secret in call.hidden):
        return ""
    return f": {' '.join(said[:_SAID].split())}"


def _next(call: _Call, reply: Reply) -> Request:
    """The request that a redirect leads to. Raises NetworkError when we do not go there."""
    from kgbuild import wire

    here = call.request.url or ""
    # http.client reads headers as Latin-1; what is not ASCII is meant as UTF-8.
    location = reply.headers.get("location", "").encode("latin-1").decode("utf-8", "replace")
    shown = ""
    if location and not _UNCLEAR.search(location):
        with contextlib.suppress(ValueError):
            there = urljoin(here, location)
            shown = _shown(there, call.hidden).partition("?")[0]
            request = wire.moved(call.request, there)
            if call.request.method == "GET" and _same_door(here, request.url or ""):
                return request
    raise NetworkError(
        f"{call.shown} answered {reply.status}: it leads to {shown or 'no address'}",
        hint="ask that address, if you trust it" if shown else "",
        reason="redirected",
    )


def _same_door(here: str, there: str) -> bool:
    """Whether two addresses are of one server, or the second is the safe way into the first."""
    first, second = (
        (parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme))
        for parts in (urlsplit(here), urlsplit(there))
    )
    host = first[1]
    return first == second or (first, second) == (("http", host, 80), ("https", host, 443))


def _plain(values: Values | None) -> dict[str, str] | None:
    """The values as they are sent."""
    if values is None:
        return None
    return {k: v.text if isinstance(v, Secret) else v for k, v in values.items()}


def _hidden(request: Request, *values: Values | None) -> tuple[str, ...]:
    """What must not be shown: secrets as they are and as they stand in addresses; longest first."""
    texts = {v.text for some in values for v in (some or {}).values() if isinstance(v, Secret)}
    if authorization := request.headers.get("Authorization"):
        texts |= {str(authorization), *str(authorization).split()[1:]}
    texts |= {form for text in texts for form in (quote(text, safe=""), quote_plus(text))}
    return tuple(sorted(texts - {""}, key=lambda text: (-len(text), text)))


def _shown(url: str, hidden: tuple[str, ...] = ()) -> str:
    """An address without name, password, fragment and secrets."""
    url = _USER.sub(r"\1", url).partition("#")[0]
    for secret in hidden:
        url = url.replace(secret, "…")
    return url
