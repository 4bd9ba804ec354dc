"""A local server around a small project, in this process, on a free port.

The fixtures are known to all tests by way of `conftest.py`.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from kgbuild.project import open_project
from kgbuild.web import server
from kgbuild.web.serving import Serving

FORM = "application/x-www-form-urlencoded"
SECONDS = 30


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass
class Served:
    """A running server; `told` are the states after each build."""

    serving: Serving
    port: int
    folder: Path
    told: list[Any] = field(default_factory=list)

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request, with exactly these headers and a Host unless one is given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        given = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        with contextlib.closing(connection):
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                connection.putheader(name, value)
            if body is not None and "Content-Length" not in given:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())

    def get(self, path: str, **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, headers=named)

    def send(self, path: str, fields: Mapping[str, str], **headers: str) -> Reply:
        """A form with the token, as our own page sends it; the answer is wanted in JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"token": self.serving.token, **fields}
        return self.ask(
            "POST",
            path,
            body=urlencode(sent).encode(),
            headers={"Content-Type": FORM, "Accept": "application/json", **named},
        )

    def until(self, happened: Callable[[], bool]) -> None:
        """Until it has happened; the test fails when it does not."""
        for _ in range(SECONDS * 20):
            if happened():
                return
            threading.Event().wait(0.05)
        pytest.fail("it did not happen")


@contextlib.contextmanager
def serve(folder: Path, **options: Any) -> Iterator[Served]:
    """A server around the project in a folder; `options` are those of Serving."""
    with server.bound(0) as listening:
        port = listening.getsockname()[1]
        told: list[Any] = []
        serving = Serving(
            lambda: open_project(folder), port=port, told=lambda *said: told.append(said), **options
        )
        with serving as app:
            running = server.made(app)
            thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
            thread.start()
            try:
                yield Served(serving, port, folder, told)
            finally:
                running.should_exit = True
                thread.join(SECONDS)


@pytest.fixture(scope="module")
def reading(tmp_path_factory, small_project) -> Iterator[Served]:
    """A server without `--edit`."""
    with serve(small_project(tmp_path_factory.mktemp("reading") / "bridge")) as served:
        yield served


@pytest.fixture
def editing(tmp_path, small_project) -> Iterator[Served]:
    """A server with `--edit`, around a project of its own."""
    with serve(small_project(tmp_path / "bridge"), reviewer="Ann Reader") as served:
        yield served


@pytest.fixture(scope="session")
def server_around() -> Callable[..., contextlib.AbstractContextManager[Served]]:
    return serve
