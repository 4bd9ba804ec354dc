"""A session without real time, and two servers: ours, and that of somebody else."""

from __future__ import annotations

import pytest
from faults import Time, serving

from kgbuild.session import Session

SURROUNDINGS = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NETRC"),
    *("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
)


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch):
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server():
    with serving() as told:
        yield told


@pytest.fixture
def other():
    """A server of somebody else, who must hear nothing from us."""
    with serving() as told:
        yield told


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def session(time):
    with Session(
        "mailto:me@example.org", sleep=time.sleep, clock=time.clock, jitter=lambda: 1.0
    ) as us:
        yield us
