"""What came back from a service, and the words that say why nothing did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kgbuild import strict_json
from kgbuild.errors import NetworkError

LONGEST_WAIT: Final = 120.0  # seconds that a service may ask us to wait
# `NetworkError.reason` is one of these words, or http- and a status. Store the word, not the text.
REASONS: Final[Mapping[str, str]] = {
    "deadline": "there was no whole answer in the time allowed",
    "timeout": "it was silent for too long",
    "unknown-host": "its name leads nowhere",
    "refused": "it refused the connection",
    "unreachable": "there is no way to it",
    "untrusted": "its certificate is not to be trusted, or it does not speak TLS",
    "proxy": "the proxy that the environment names failed",
    "broken": "the connection broke off",
    "no-http": "it does not speak HTTP",
    "wrong-encoding": "its answer is not packed as it says",
    "too-large": "it answered more than allowed",
    "redirected": "it leads somewhere else",
    "rate-limited": "it asks us to wait",
    "busy": "it says that it is too busy",
    "wrong-type": "its answer is of another type than asked for",
    "wrong-answer": "its answer is not what its protocol promises",
    "empty": "its answer has nothing in it",
    "not-json": "its answer is not JSON, or not JSON that every reader reads alike",
}
_UTF8: Final = frozenset({"", "utf-8", "utf8", "us-ascii"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A good answer.

    `url` is the address that answered, without names, passwords and secrets; `headers` have lower-
    case names; `body` is unpacked; `attempts` counts the tries, this one among them; `retry_after`
    is what the service asked for, in seconds, at most 120.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    attempts: int = 1
    retry_after: float | None = None

    @property
    def media_type(self) -> str:
        """The type without parameters, in lower case; empty when there is none (RFC 9110 §8.3)."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def json(self) -> Any:
        """The value in the body. Raises NetworkError when it is not JSON that all read alike.

        The type must be application/json, text/json or end in +json; see `strict_json.read` for
        what is refused.

        >>> headers = {"content-type": "application/json; charset=utf-8"}
        >>> Answer(url="https://x.example/", status=200, headers=headers, body=b'{"a": 1}').json()
        {'a': 1}
        """
        kind = self.media_type
        if kind not in ("application/json", "text/json") and not kind.endswith("+json"):
            raise self.failure("wrong-type", f"answered {kind or 'nothing typed'}, not JSON")
        if self._charset() not in _UTF8:
            raise self.failure("wrong-type", f"answered JSON in {self._charset()}, not UTF-8")
        if not self.body.strip():
            raise self.failure("empty", "answered nothing")
        try:
            return strict_json.read(self.body)
        except ValueError as error:
            raise self.failure("not-json", f"answered no good JSON: {error}") from error

    def failure(
        self, reason: str, said: str, *, transient: bool = False, wait: float | None = None
    ) -> NetworkError:
        """The error to raise when this answer, though sent as a good one, is a failure.

        For errors inside HTTP 200: `raise answer.failure("busy", "says maxlag", transient=True)`.
        """
        host = self.url.partition("?")[0]
        error = NetworkError(
            f"{host} {said}",
            reason=reason,
            transient=transient,
            wait=self.retry_after if wait is None else wait,
        )
        error.attempts = self.attempts
        return error

    def _charset(self) -> str:
        for parameter in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip('"').lower()
        return ""
