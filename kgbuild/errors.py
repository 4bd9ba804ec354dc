"""Exceptions: for a run that cannot go on. What is wrong in the data is a Diagnostic instead.

KgbuildError
├── ConfigError      usage or configuration            exit code 2
├── InputError       an input cannot be read           exit code 3
├── QueryError       a query cannot be understood      exit code 2
├── LimitError       a time or memory limit was hit    exit code 1
└── NetworkError     an endpoint failed                exit code 4
"""

from __future__ import annotations


class KgbuildError(Exception):
    """What kgbuild raises on purpose. `hint` is the way out; `exit_code` follows docs/cli.md."""

    exit_code = 5

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(KgbuildError):
    """Usage or configuration is wrong."""

    exit_code = 2


class InputError(KgbuildError):
    """An input cannot be read at all."""

    exit_code = 3


class QueryError(KgbuildError):
    """A query cannot be understood or may not be run."""

    exit_code = 2


class LimitError(KgbuildError):
    """A time or memory limit was reached."""

    exit_code = 1


class NetworkError(KgbuildError):
    """An endpoint could not be asked or answered wrongly.

    `reason` says why in one word that can be stored (`kgbuild.answer.REASONS`, or http-500);
    `transient`: asking again may help; `wait`: the seconds that the service asked us to wait;
    `attempts`: how many times it was asked.
    """

    exit_code = 4

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        reason: str = "failed",
        transient: bool = False,
        wait: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason
        self.transient = transient
        self.wait = wait
        self.attempts = 0


class ReaderGone(KgbuildError):  # noqa: N818 - it is no error
    """Whoever read our output (`| head`) has read enough."""

    exit_code = 0
