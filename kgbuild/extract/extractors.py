"""The seam for extractors: what each of them can do, and the one table of them.

An extractor only says where source, cue and content stand; everything after that (who it is, in
which document, how sure) is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from kgbuild.errors import ConfigError
from kgbuild.extract.attribution import Attribution, Range
from kgbuild.extract.progress import Told, nobody
from kgbuild.suggest import suggestion
from kgbuild.text.article import Article

Tagger = Callable[[Article, Told], tuple[Attribution, ...]]


class Extractor(Protocol):
    """Finds who says what in an article."""

    @property
    def name(self) -> str:
        """What it is called, with a version: it stands beside every proposal."""
        ...

    def attribute(
        self, article: Article, skipped: tuple[Range, ...] = (), *, told: Told = nobody
    ) -> tuple[Attribution, ...]:
        """The attributions outside the skipped passages, in the order of the text.

        `told` learns how much of the article has been gone through.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an extractor may need: a language, a project's weights, and for a model whom to ask."""

    language: str = ""
    weights: Path | None = None
    session: Any = None
    endpoint: str = ""
    model: str = ""
    key: str = ""


def _quotations(wanted: Wanted) -> Extractor:
    from kgbuild.extract.quotations import Rules

    return Rules(wanted.language)


def _together(wanted: Wanted) -> Extractor:
    from kgbuild.extract.together import Together

    tagger, name = _tagger(wanted)
    return Together(wanted.language, tagger, named=name)


def _tagger(wanted: Wanted) -> tuple[Tagger, str]:
    """The tagger, with a project's own weights when it has some, and its name."""
    from kgbuild.extract.tagger import tag
    from kgbuild.extract.tagger.tagging import EXTRACTOR

    own = ", own weights" if wanted.weights is not None else ""
    weights = wanted.weights
    return lambda article, told: tag(
        article, weights=weights, told=told, nested=True
    ), EXTRACTOR + own


def _nlp(wanted: Wanted) -> Extractor:
    from kgbuild.extract.parsed import beside, parser
    from kgbuild.extract.together import Together

    tagger, name = _tagger(wanted)
    pipeline = parser()
    return Together(wanted.language, beside(tagger, pipeline), named=f"{name}, parsed rules 1")


def _endpoint(wanted: Wanted) -> Extractor:
    from kgbuild.extract.endpoint import Endpoint

    return Endpoint(wanted.session, address=wanted.endpoint, model=wanted.model, key=wanted.key)


EXTRACTORS: Final[Mapping[str, Callable[[Wanted], Extractor]]] = {
    "together": _together,
    "nlp": _nlp,
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
