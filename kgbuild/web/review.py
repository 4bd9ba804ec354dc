"""Reviews in the browser: forms that change annotation files, and what comes of each.

Exists only with `--edit`. Every write is a POST that carries the token of this start and the
SHA-256 of the file that the person saw.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild import choices, codes
from kgbuild.annotation import read as annotation
from kgbuild.annotation.entries import AnnotationFile, ClaimEntry
from kgbuild.diagnostics import Diagnostic
from kgbuild.errors import LimitError
from kgbuild.link.ledger import NONE, Verdict
from kgbuild.located import Place
from kgbuild.project import Project, article_of
from kgbuild.text.article import Article
from kgbuild.web import edits, link_edits
from kgbuild.web.addresses import slug
from kgbuild.web.desk import Conflict, Desk, Outcome, Saved, Texts
from kgbuild.web.edits import FIELDS, Result, Reviewer
from kgbuild.web.forms import Fields, FormError, form, form_choices, one_of
from kgbuild.web.link_edits import Asked
from kgbuild.web.live import Live
from kgbuild.web.reading import new_errors

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute


class Review:
    """What changes the files of a live project on behalf of a reviewer."""

    def __init__(
        self, live: Live, desk: Desk, *, token: str, reviewer: Callable[[], Reviewer]
    ) -> None:
        """`token` must come with every write; `reviewer` says who decides and on which day."""
        self._live = live
        self.desk = desk
        self.token = token
        self._reviewer = reviewer
        self._verbs: dict[str, Callable[[Fields], Outcome]] = {
            "review": self._decide,
            "claim": self._rewrite,
            "new": self._add,
            "link": self._link,
            "undo": self._undo,
        }

    def routes(self) -> list[BaseRoute]:
        """The routes of reviews: what to choose from, and what writes."""
        from starlette.routing import Route

        return [
            Route("/review", self.page, methods=["GET"]),
            Route("/edit/state.json", self.state, methods=["GET"]),
            Route("/edit/{verb}", self.write, methods=["POST"]),
        ]

    @property
    def project(self) -> Project:
        """The project as it was last opened."""
        if self._live.project is None:
            raise FormError("the project is not open yet", HTTPStatus.SERVICE_UNAVAILABLE)
        return self._live.project

    @property
    def title(self) -> str:
        """What the project is called: as its only article, or as its folder."""
        shown = self._live.shown
        files = [part.file for part in shown.build.parts if part.file] if shown else []
        return files[0].article.title.value if len(files) == 1 else self.project.root.name

    def files(self) -> dict[str, Path]:
        """The annotation files by the names that forms use; none that lies outside the project."""
        root = self.project.root.resolve()
        found = {path.resolve(): path for path in self.project.annotations}
        return {
            real.relative_to(root).as_posix(): path
            for real, path in found.items()
            if real.is_relative_to(root)
        }

    async def state(self, request: Request) -> Response:
        """What the form of a claim needs, for the article whose page is open."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import JSONResponse

        found = await run_in_threadpool(self._state, request.query_params.get("article", ""))
        headers = {"cache-control": "no-store"}
        if found is None:
            return JSONResponse({"why": "there is no such article"}, 404, headers=headers)
        return JSONResponse(found, headers=headers)

    async def page(self, request: Request) -> Response:
        """What waits for a decision, with forms that need no script."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import HTMLResponse

        from kgbuild.web import review_pages

        del request
        return HTMLResponse(await run_in_threadpool(review_pages.waiting, self))

    async def write(self, request: Request) -> Response:
        """One change: done, or why not."""
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import JSONResponse

        as_json = "application/json" in request.headers.get("accept", "")
        try:
            fields = form(request.headers.get("content-type"), await request.body())
            verb = self._verb(request.path_params["verb"], fields)
            version = self._live.state.version
            outcome = await run_in_threadpool(verb, fields)
        except (FormError, LimitError) as error:
            status = getattr(error, "status", HTTPStatus.SERVICE_UNAVAILABLE)
            return _plain(str(error), status, as_json=as_json)
        if isinstance(outcome, Saved):
            self._live.look_again()
            if as_json:  # whoever waits for the pages waits for another version than this
                return JSONResponse({**_saved(self, outcome), "version": version})
        return answer(self, outcome, fields, request.url.path, as_json=as_json)

    def _verb(self, name: str, fields: Fields) -> Callable[[Fields], Outcome]:
        """What does it, for those who have the token."""
        if not hmac.compare_digest(fields.get("token", "").encode(), self.token.encode()):
            said = "this page is from an earlier start: load it again"
            raise FormError(said, HTTPStatus.FORBIDDEN)
        if name not in self._verbs:
            raise FormError("there is no such form", HTTPStatus.NOT_FOUND)
        return self._verbs[name]

    def _state(self, article: str) -> dict[str, Any] | None:
        shown = self._live.shown
        names = {path: name for name, path in self.files().items()}
        for part in shown.build.parts if shown else ():
            if part.file is None or slug(part.file.article.id.value) != article:
                continue
            if part.path not in names:
                return None
            origins = part.assembly.origins if part.assembly else {}
            claims = {
                iri: {
                    "claim": edits.entry_name(origin.entry),
                    "fields": edits.form_of(origin.entry),
                }
                for iri, origin in origins.items()
                if isinstance(origin.entry, ClaimEntry)
            }
            return {
                "file": names[part.path],
                "base": part.file.sha256,
                "version": self._live.state.version,
                "claims": claims,
                "choices": form_choices(part.file),
                "last": self.desk.last,
            }
        return None

    def _decide(self, fields: Fields) -> Outcome:
        state = one_of(fields, "state", choices.REVIEW_STATES)
        by = self._reviewer()

        def edit(text: str, file: AnnotationFile, path: str) -> Result:
            entry = _claim(file, fields)
            if isinstance(entry, Diagnostic):
                return (entry,)
            return edits.reviewed(text, entry, state, by, path=path)

        return self._change(fields, edit, said=f"{fields.get('claim', '')}: {state}")

    def _rewrite(self, fields: Fields) -> Outcome:
        def edit(text: str, file: AnnotationFile, path: str) -> Result:
            entry = _claim(file, fields)
            if isinstance(entry, Diagnostic):
                return (entry,)
            return edits.changed(text, entry, _values(fields), path=path)

        return self._change(fields, edit, said=f"{fields.get('claim', '')}: changed")

    def _add(self, fields: Fields) -> Outcome:
        try:
            start, end = int(fields.get("start", "")), int(fields.get("end", ""))
        except ValueError:
            raise FormError("`start` and `end` are offsets of the selection") from None

        def edit(text: str, file: AnnotationFile, path: str) -> Result:
            article = self._article(self._path(fields), file)
            if isinstance(article, Diagnostic):
                return (article,)
            # HTML sends line breaks as CRLF; the article has LF only.
            words = fields.get("quote", "").replace("\r\n", "\n")
            quote = edits.quotation(article, start, end, words)
            if isinstance(quote, Diagnostic):
                return (quote,)
            return edits.added(text, file, quote, fields, path=path)

        return self._change(fields, edit, said="a new claim")

    def _link(self, fields: Fields) -> Outcome:
        by = self._reviewer()
        verdict = Verdict(
            subject=fields.get("subject", ""),
            object=fields.get("object", ""),
            verdict=one_of(fields, "verdict", link_edits.VERDICTS),
            match=one_of({"match": "exact", **fields}, "match", link_edits.matches()),
            author=by.name or "",
            date=by.day,
        )
        if not verdict.author:
            raise FormError("who decides? start with --by NAME, or give `author` in kgbuild.toml")
        known = {asked.entity.iri: asked for asked in self.links()}
        asked = known.get(verdict.subject)
        offered = [p.object for p in asked.proposals] if asked else []
        shown = self._live.shown
        records = shown.build.records if shown else ()

        def made(texts: Texts) -> Texts | tuple[Diagnostic, ...]:
            if not asked or (verdict.verdict != NONE and verdict.object not in offered):
                at = Place(self.project.shown(self.project.links))
                said = f"<{verdict.object}> is not proposed any more"
                return (codes.EDIT_REFUSED.at(at, said, hint="load the page again"),)
            return link_edits.decided(self.project, texts, verdict, records)

        files = link_edits.links_files(self.project)
        bases = {path: fields.get(f"base-{name}", "") for name, path in files.items()}
        said = f"{verdict.subject.rsplit('/', 1)[-1]}: {verdict.verdict}"
        return self.desk.change(bases, made, said=said)

    def links(self) -> list[Asked]:
        """The entities whose identifiers wait for a decision, as the files are now."""
        shown = self._live.shown
        files = link_edits.links_files(self.project).items()
        texts = {name: text for name, path in files if (text := self.desk.read(path)[0])}
        records = shown.build.records if shown else ()
        return list(link_edits.waiting(self.project, records, texts))

    def link_bases(self) -> dict[str, str]:
        """The hashes of the links files by the names of a form's fields."""
        files = link_edits.links_files(self.project).items()
        return {f"base-{name}": self.desk.look(path) for name, path in files}

    def _undo(self, fields: Fields) -> Outcome:
        del fields
        outcome = self.desk.undo()
        if outcome is None:
            raise FormError("there is nothing to undo", HTTPStatus.CONFLICT)
        return outcome

    def _path(self, fields: Fields) -> Path:
        path = self.files().get(fields.get("file", ""))
        if path is None:
            raise FormError("there is no such annotation file", HTTPStatus.NOT_FOUND)
        return path

    def _change(
        self, fields: Fields, edit: Callable[[str, AnnotationFile, str], Result], *, said: str
    ) -> Outcome:
        """Makes an edit of one annotation file, and refuses what would leave new errors in it."""
        path = self._path(fields)
        shown = self.project.shown(path)

        def made(texts: Texts) -> Texts | tuple[Diagnostic, ...]:
            text = texts[path]
            file, found = annotation.parse(text, shown)
            if file is None:
                return found
            new = edit(text, file, shown)
            if not isinstance(new, str):
                return new
            article = self._article(path, file)
            if isinstance(article, Diagnostic):
                return (article,)
            return new_errors(self.project, path, article, (text, new)) or {path: new}

        return self.desk.change({path: fields.get("base", "")}, made, said=said)

    def _article(self, path: Path, file: AnnotationFile) -> Article | Diagnostic:
        """The article that an annotation file is about, as it is on disk now."""
        return article_of(self.project, path, file)


def _values(fields: Fields) -> dict[str, str]:
    return {key: fields[key] for key in FIELDS if key in fields}


def _claim(file: AnnotationFile, fields: Fields) -> ClaimEntry | Diagnostic:
    wanted = fields.get("claim", "")
    for entry in file.claims:
        if edits.entry_name(entry) == wanted:
            return entry
    return codes.EDIT_REFUSED.at(
        Place(file.path), f"there is no claim `{wanted}` any more", hint="load the page again"
    )


def answer(
    review: Review, outcome: Outcome, fields: Fields, path: str, *, as_json: bool
) -> Response:
    """What comes of a change, as data for a script or as a page."""
    from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

    from kgbuild.web import review_pages

    if isinstance(outcome, Saved):
        return RedirectResponse("/review", HTTPStatus.SEE_OTHER)
    if isinstance(outcome, Conflict):
        hashes = _hashes(review, outcome)
        if as_json:
            return JSONResponse({"diff": outcome.diff, "hashes": hashes}, HTTPStatus.CONFLICT)
        text = review_pages.conflict(review, outcome.diff, hashes, fields, path)
        return HTMLResponse(text, HTTPStatus.CONFLICT)
    if as_json:
        found = [{"message": f.message, "hint": f.hint, "at": str(f.at)} for f in outcome.findings]
        return JSONResponse({"findings": found}, HTTPStatus.UNPROCESSABLE_ENTITY)
    text = review_pages.refused(review, outcome.findings)
    return HTMLResponse(text, HTTPStatus.UNPROCESSABLE_ENTITY)


def _hashes(review: Review, outcome: Saved | Conflict) -> dict[str, str]:
    """The hashes of files by the names that forms use."""
    names = {path: name for name, path in review.files().items()}
    return {names.get(path, path.name): digest for path, digest in outcome.hashes.items()}


def _saved(review: Review, outcome: Saved) -> dict[str, Any]:
    return {"said": outcome.said, "hashes": _hashes(review, outcome)}


def _plain(why: str, status: HTTPStatus, *, as_json: bool) -> Response:
    from starlette.responses import JSONResponse, PlainTextResponse

    if as_json:
        return JSONResponse({"why": why}, status)
    return PlainTextResponse(f"{why}\n", status)
