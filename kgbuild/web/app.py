"""The local server as an application: pages, the SPARQL endpoint, what has changed, and reviews."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import TYPE_CHECKING, Any, Final

from kgbuild.store.pool import MOST, BusyError, Pool
from kgbuild.web import endpoint
from kgbuild.web.guard import Guard
from kgbuild.web.live import Live, State

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

# More threads than queries may run, so that one too many is told so and does not wait.
_THREADS: Final = MOST + 8
_TOLD: Final = 20
_WAITING: Final = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>kgbuild: the project has errors</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="3"></head>
<body><main><h1>The project has errors</h1>
<p>Its pages are shown as soon as it can be built. This page looks again by itself.</p>
<ul>{findings}</ul></main></body></html>
"""


def application(
    live: Live, *, hosts: Iterable[str], more: Iterable[BaseRoute] = (), **options: Any
) -> Guard:
    """The application around a live project; `more` are the routes of reviews.

    `hosts` are the names, with port, by which it may be called; `options` are those of Guard. It
    starts nothing: `live` is started and stopped by the caller.
    """
    from starlette.applications import Starlette
    from starlette.routing import Route

    executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="kgbuild-query")
    answers = endpoint.Endpoint(lambda: _pool(live), lambda: _size(live), executor)

    async def changed(_: Request) -> Response:
        from starlette.responses import JSONResponse

        return JSONResponse(told(live.state), headers={"cache-control": "no-store"})

    async def page(request: Request) -> Response:
        return _page(live, request)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            executor.shutdown(wait=False, cancel_futures=True)

    app = Starlette(
        routes=[
            Route(endpoint.PATH, answers.answer, methods=["GET", "POST"]),
            Route("/live.json", changed, methods=["GET"]),
            *more,
            Route("/{path:path}", page, methods=["GET"]),
        ],
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return Guard(app, hosts=hosts, **options)


def told(state: State) -> dict[str, Any]:
    """The state for the pages' script: whether there is something newer, and what is wrong."""
    said = [f"{d.at}: {d.message}" for d in state.findings[:_TOLD]]
    if state.failure:
        said.append(state.failure)
    return {"version": state.version, "ok": state.ok, "findings": said}


def _pool(live: Live) -> Pool:
    if live.shown is None:
        raise BusyError("the project has errors: there is no graph yet")
    return live.shown.pool


def _size(live: Live) -> int:
    return live.shown.triples if live.shown else 0


def _page(live: Live, request: Request) -> Response:
    from starlette.responses import HTMLResponse, PlainTextResponse, Response

    if live.shown is None:
        said = "".join(f"<li>{escape(text)}</li>" for text in told(live.state)["findings"])
        return HTMLResponse(_WAITING.format(findings=said), status_code=503)
    path = request.path_params["path"]
    found = live.page(f"{path}index.html" if path.endswith("/") or not path else path)
    if found is None:
        return PlainTextResponse("there is no such page\n", status_code=404)
    kept, data = found
    headers = {"etag": f'"{kept.tag}"', "content-type": kept.media_type}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers)
