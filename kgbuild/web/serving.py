"""All that `kgbuild serve` starts: the live project, its application, and reviews."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kgbuild.web import server
from kgbuild.web.app import application
from kgbuild.web.desk import Desk
from kgbuild.web.edits import Reviewer
from kgbuild.web.environment import Mode
from kgbuild.web.live import Live, State
from kgbuild.web.review import Review

if TYPE_CHECKING:
    from kgbuild.project import Build, Project
    from kgbuild.web.guard import Guard
    from kgbuild.web.pages import Page

_LOCK = ".edit.lock"


class Serving:
    """A live project with its application, for `with`; outside of it nothing runs."""

    def __init__(  # noqa: PLR0913 - options
        self,
        opened: Callable[[], Project],
        *,
        port: int,
        title: str = "",
        reviewer: str | None = None,
        told: Callable[[State, Build | None], None] = lambda *_: None,
        failed: Callable[[], None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> None:
        """`reviewer` is who decides ("" for the project's author); None allows no changes.

        `told` and `options` are those of `kgbuild.web.live.Live`, `failed` that of Guard.
        """
        self._opened = opened
        self._port = port
        self._title = title
        self._reviewer = reviewer
        self._told = told
        self._failed = failed
        self._token = secrets.token_urlsafe(32) if reviewer is not None else ""
        self.live = Live(opened, self._pages, told=self._tell, **(options or {}))

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://{server.HOST}:{self._port}/"

    @property
    def token(self) -> str:
        """What every write must carry; nothing when there are none."""
        return self._token

    @cached_property
    def review(self) -> Review | None:
        """What changes files, None without `--edit`."""
        if self._reviewer is None:
            return None
        project = self._opened()
        desk = Desk(project.output / _LOCK, shown=project.shown)
        return Review(self.live, desk, token=self._token, reviewer=self._who)

    def __enter__(self) -> Guard:
        self.live.start()
        routes = self.review.routes() if self.review is not None else []
        hosts = server.hosts(self._port)
        return application(self.live, hosts=hosts, more=routes, failed=self._failed)

    def __exit__(self, *_: object) -> None:
        self.live.stop()

    def _who(self) -> Reviewer:
        """Who reviews, and today's date: the clock is read here and nowhere below."""
        day = datetime.now().astimezone().date().isoformat()
        author = self.live.project.author if self.live.project else ""
        return Reviewer(name=self._reviewer or author or None, day=day)

    def _tell(self, state: State, built: Build | None) -> None:
        if built is not None and self.review is not None:
            for part in built.parts:
                self.review.desk.look(part.path)  # what people are about to see
        self._told(state, built)

    def _pages(self, built: Build) -> Iterator[Page]:
        from kgbuild.store.questions import questions
        from kgbuild.web import bundles
        from kgbuild.web.pages import page
        from kgbuild.web.site import pages

        edit = self._reviewer is not None
        mode = Mode(edit=edit, live=True, token=self._token)
        named = questions(built.project.queries)
        yield from pages(built, title=self._title, questions=named, mode=mode)
        for name in ("serve.css", "live.js", *(("edit.js",) if edit else ())):
            yield page(f"assets/{name}", bundles.text(name))
