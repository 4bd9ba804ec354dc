"""What the tests of linking share."""

from __future__ import annotations

import pytest
from told import Told, candidate_named, entity_named


@pytest.fixture
def told():
    """Makes a service that says what it is told."""
    return Told


@pytest.fixture
def thing():
    """Makes an entity: thing("Seoul", kind="place")."""
    return entity_named


@pytest.fixture
def candidate():
    """Makes a candidate: candidate("Seoul", 8684)."""
    return candidate_named
