"""A real browser for tests: Debian's chromium, driven by playwright; skipped where there is none.

The fixtures are known to all tests by way of `conftest.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
MILLISECONDS = 30_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser; one for all tests of a worker."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no chromium: apt-get install --no-install-recommends chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def tab(browser) -> Iterator[Any]:
    """A page in a context of its own, which must stay without errors and without strangers.

    `tab.expected` are parts of console messages that a test provokes on purpose.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(MILLISECONDS)
    page = context.new_page()
    page.expected = []
    said: list[str] = []
    asked: list[str] = []
    watch(page, said, asked)
    yield page
    context.close()
    unexpected = [s for s in said if not any(part in s for part in page.expected)]
    assert unexpected == []
    assert [
        url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))
    ] == []


def watch(page: Any, said: list[str], asked: list[str]) -> None:
    """Collects what a page says on its console as an error, and what it asks for."""
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
