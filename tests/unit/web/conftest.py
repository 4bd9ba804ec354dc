"""The seed as views see it."""

from __future__ import annotations

import pytest

from kgbuild.web.shelf import Shelf


@pytest.fixture(scope="session")
def seed_article(seed_build):
    (article,) = Shelf(seed_build)
    return article


@pytest.fixture(scope="session")
def seed_lookup(seed_article):
    return seed_article.lookup
