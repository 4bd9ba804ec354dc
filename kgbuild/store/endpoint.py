"""Asking a SPARQL endpoint over HTTP: the one place that opens a connection.

Manners and traps: a total deadline (requests' timeout does not stop a slow drip), a cap on the
decoded bytes, no redirects, http(s) only, an HTML page or an empty answer is an error.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from threading import Thread
from typing import TYPE_CHECKING, Final

from kgbuild.errors import ConfigError, NetworkError
from kgbuild.store.ask import Table, Verdict, read_results
from kgbuild.version import __version__

if TYPE_CHECKING:
    import requests

LARGEST: Final = 64 * 2**20
_SAID: Final = 200
_USER: Final = re.compile(r"(https?://)[^/@\s]*@")
_JSON = "application/sparql-results+json"


def ask_endpoint(url: str, query: str, *, seconds: float) -> Table | Verdict:
    """The rows or verdict of a SELECT or ASK at an endpoint (SPARQL 1.1 Protocol §2.1.3).

    Raises NetworkError when it cannot be reached, is too slow, or answers wrongly.
    """
    if not url.startswith(("http://", "https://")):
        raise ConfigError(f"`{_shown(url)}` is no http(s) address")
    answers: list[bytes | NetworkError] = []
    worker = Thread(target=lambda: answers.append(_fetched(url, query, seconds)), daemon=True)
    worker.start()
    worker.join(seconds)
    if not answers:
        raise NetworkError(f"{_shown(url)} could not be asked: no answer within {seconds:g} s")
    if isinstance(answers[0], NetworkError):
        raise answers[0]
    try:
        return read_results(answers[0])
    except (SyntaxError, ValueError) as error:
        raise NetworkError(f"{_shown(url)} answered no SPARQL results: {error}") from error


def _shown(url: str) -> str:
    """An address without the name and password that may stand in it."""
    return _USER.sub(r"\1", url)


def _fetched(url: str, query: str, seconds: float) -> bytes | NetworkError:
    """The body of a good answer, or what is wrong."""
    import requests
    from urllib3.exceptions import HTTPError

    headers = {"Accept": _JSON, "User-Agent": f"kgbuild/{__version__}"}
    try:
        with requests.post(
            url,
            data={"query": query},
            headers=headers,
            timeout=(min(5.0, seconds), seconds),
            stream=True,
            allow_redirects=False,
        ) as response:
            return _body(response, _shown(url))
    except (requests.RequestException, HTTPError, ValueError) as error:
        return NetworkError(f"{_shown(url)} could not be asked: {_shown(str(error))}")


def _body(response: requests.Response, shown: str) -> bytes | NetworkError:
    ok = response.status_code == HTTPStatus.OK
    kind = response.headers.get("Content-Type", "").split(";")[0].strip()
    if ok and kind != _JSON:
        return NetworkError(f"{shown} answered {kind or 'nothing'} instead of {_JSON}")
    data = bytearray()
    # read1 returns what has arrived; iter_content would wait for a full chunk of a slow drip.
    while chunk := response.raw.read1(65536, decode_content=True):
        data += chunk
        if not ok and len(data) > _SAID:
            break
        if len(data) > LARGEST:
            return NetworkError(f"{shown} answered more than {LARGEST >> 20} MiB")
    if not ok:
        said = bytes(data[:_SAID]).decode("utf-8", "replace").strip()
        return NetworkError(f"{shown} answered {response.status_code}: {said}")
    return bytes(data)
