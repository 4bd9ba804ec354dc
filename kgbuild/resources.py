"""Where ontology/, shapes/ and the questions are, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of that name: the originals at the top of a checkout, or their copy in the wheel.

    Editable installs do not see what hatchling force-includes in a wheel, hence both places.

    >>> (folder("ontology") / "kg.ttl").is_file()
    True
    """
    checkout = _PACKAGE.parent / name
    if (_PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return _PACKAGE / name


def shapes() -> tuple[Path, ...]:
    """The shapes files, sorted by name."""
    return tuple(sorted(folder("shapes").glob("*.ttl")))


def ontology() -> Path:
    """The ontology file."""
    return folder("ontology") / "kg.ttl"


def queries() -> tuple[Path, ...]:
    """The shipped questions, sorted by name."""
    return tuple(sorted((_PACKAGE / "queries").glob("*.rq")))
