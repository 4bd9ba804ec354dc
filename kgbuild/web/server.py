"""Serving an application on this machine alone: the one door to uvicorn."""

from __future__ import annotations

import errno
import os
import socket
from typing import TYPE_CHECKING, Final

from kgbuild.errors import ConfigError

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

HOST: Final = "127.0.0.1"
PORT: Final = 8000
_BACKLOG: Final = 128
_CONNECTIONS: Final = 200
_GRACE: Final = 3


def bound(port: int) -> socket.socket:
    """A socket on loopback; port 0 takes a free one. Raises ConfigError when the port is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let two servers have one port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        code = getattr(error, "errno", None)
        if code == errno.EADDRINUSE:
            raise ConfigError(f"port {port} is taken", hint="-p 0 takes a free one") from error
        if code == errno.EACCES:
            raise ConfigError(
                f"port {port} is not for everybody", hint="take one above 1023"
            ) from error
        raise ConfigError(f"port {port} cannot be had: {error}") from error
    return listening


def hosts(port: int) -> tuple[str, ...]:
    """The Host headers that mean a server of ours."""
    names = (HOST, "localhost")
    return tuple(f"{name}:{port}" for name in names) + (names if port == 80 else ())  # noqa: PLR2004


def made(app: ASGIApp) -> uvicorn.Server:
    """A server that is not running yet: `run(sockets=[…])` serves, `should_exit` ends it."""
    import uvicorn

    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_GRACE,
    )
    return uvicorn.Server(config)


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Serves until it is told to stop (SIGINT, SIGTERM). Raises KeyboardInterrupt on Ctrl-C."""
    made(app).run(sockets=[listening])
