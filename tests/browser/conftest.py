"""A real browser, and the sites that it opens. Without one these tests are skipped, and say so."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import hostile
import pytest

import kgbuild
from kgbuild.web.folder import write_site
from kgbuild.web.single import single_file
from kgbuild.web.site import pages

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "tests/screenshots"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [name for name in ("playwright", "axe_playwright_python") if find_spec(name) is None]
    why = f"{' and '.join(missing)} missing" if missing else ""
    if not why and CHROMIUM is None:
        why = "no chromium on this machine (apt-get install chromium)"
    if why:
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=f"browser tests: {why}"))


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """A tab and all that it must not do: complain, ask outside, open a dialog."""

    page: object
    base: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> object:
        self.page.goto(self.base + path)
        self.page.evaluate("document.fonts.ready.then(() => 1)")
        return self.page

    def shot(self, name: str, **options: object) -> Path:
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}.png"
        self.page.screenshot(path=path, **options)
        return path


@pytest.fixture
def tab(chromium) -> Iterator:
    """Opens a tab on a site: tab(base, width=…, dark=…, scripts=…). It must have done nothing."""
    opened: list[Watched] = []
    contexts = []

    def make(base: str, *, width: int = 1280, dark: bool = False, scripts: bool = True) -> Watched:
        context = chromium.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 844},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        watched = Watched(page, base)
        allowed = (base.rsplit("/", 1)[0], "data:", "blob:")

        def asked(request: object) -> None:
            if not request.url.startswith(allowed):
                watched.wrong.append(f"asked for {request.url[:200]}")

        page.on("request", asked)
        page.on("requestfailed", lambda r: watched.wrong.append(f"failed: {r.url[:200]}"))
        page.on("pageerror", lambda e: watched.wrong.append(f"error: {e}"))
        page.on("dialog", lambda d: (watched.wrong.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("popup", lambda p: watched.wrong.append(f"popup: {p.url}"))
        page.on(
            "console",
            lambda m: m.type in {"error", "warning"} and watched.wrong.append(f"console: {m.text}"),
        )
        opened.append(watched)
        return watched

    yield make
    for context in contexts:
        context.close()
    for watched in opened:
        assert watched.wrong == []


def _outputs(source: object, folder: Path) -> dict[str, str]:
    """A folder and a single file of a source, as addresses that end with the folder or the file."""
    write_site(pages(source), folder / "site")
    (folder / "one.html").write_bytes(single_file(source))
    return {"site": f"{(folder / 'site').as_uri()}/", "file": (folder / "one.html").as_uri()}


@pytest.fixture(scope="session")
def seed_site(seed_build, tmp_path_factory):
    return _outputs(seed_build, tmp_path_factory.mktemp("seed-site"))


@pytest.fixture(scope="session")
def bad_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad-site")
    return _outputs(hostile.hostile_records(folder / "project"), folder)


@pytest.fixture(scope="session")
def script_sites(tmp_path_factory):
    """The sites of the small articles: English, Arabic, Chinese."""
    folders = {"english": ROOT / "docs/example"}
    folders |= {name: ROOT / f"tests/data/articles/{name}" for name in ("arabic", "chinese")}
    return {
        name: _outputs(kgbuild.build(folder), tmp_path_factory.mktemp(name))
        for name, folder in folders.items()
    }


@pytest.fixture(scope="session")
def corpus_site(tmp_path_factory, small_project):
    """The site of a project with three articles that share their people."""
    folder = small_project(tmp_path_factory.mktemp("corpus") / "project")
    first = (folder / "essay.yaml").read_text(encoding="utf-8")
    for name in ("sequel", "third"):
        text = first.replace("id: essay", f"id: {name}").replace(
            "speaks-in: essay", f"speaks-in: {name}"
        )
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return _outputs(kgbuild.build(folder), tmp_path_factory.mktemp("corpus-site"))


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def served(seed_site):
    """The seed's site from a web server, as GitHub Pages would give it out."""
    folder = Path(seed_site["site"].removeprefix("file://"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's program, which is put into a page by the test (MPL-2.0, not shipped)."""
    package = Path(find_spec("axe_playwright_python").origin).parent
    return (package / "axe.min.js").read_text(encoding="utf-8")
