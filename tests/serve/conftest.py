"""Local servers around small projects, without and with `--edit`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest
from local_server import Served, serve


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
