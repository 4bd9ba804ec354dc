"""The seam for extractors: what each of them can do, and the one table of them.

An extractor only says where source, cue and content stand; everything after that (who it is, in
which document, how sure) is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from kgbuild.errors import ConfigError
from kgbuild.extract.attribution import Attribution, Range
from kgbuild.suggest import suggestion
from kgbuild.text.article import Article


class Extractor(Protocol):
    """Finds who says what in an article."""

    @property
    def name(self) -> str:
        """What it is called, with a version: it stands beside every proposal."""
        ...

    def attribute(
        self, article: Article, skipped: tuple[Range, ...] = ()
    ) -> tuple[Attribution, ...]:
        """The attributions outside the skipped passages, in the order of the text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an extractor may need: the article's language, and for the LLM whom to ask."""

    language: str = ""
    session: Any = None
    endpoint: str = ""
    model: str = ""
    key: str = ""


def _quotations(wanted: Wanted) -> Extractor:
    from kgbuild.extract.quotations import Rules

    return Rules(wanted.language)


def _together(wanted: Wanted) -> Extractor:
    from kgbuild.extract.tagger import tag
    from kgbuild.extract.tagger.tagging import EXTRACTOR
    from kgbuild.extract.together import Together

    return Together(wanted.language, tag, named=EXTRACTOR)


def _endpoint(wanted: Wanted) -> Extractor:
    from kgbuild.extract.endpoint import Endpoint

    return Endpoint(wanted.session, address=wanted.endpoint, model=wanted.model, key=wanted.key)


EXTRACTORS: Final[Mapping[str, Callable[[Wanted], Extractor]]] = {
    "together": _together,
    "quotations": _quotations,
    "endpoint": _endpoint,
}
DEFAULT: Final = "together"


def extractor(name: str, wanted: Wanted) -> Extractor:
    """The extractor of that name. Raises ConfigError when there is none.

    >>> extractor("quotations", Wanted()).name
    'quotations 1'
    """
    if name not in EXTRACTORS:
        raise ConfigError(
            f"`{name}` is no extractor{suggestion(name, EXTRACTORS)}",
            hint="extractors: " + ", ".join(EXTRACTORS),
        )
    return EXTRACTORS[name](wanted)
