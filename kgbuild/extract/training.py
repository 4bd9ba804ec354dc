"""Teaching the tagger with a corpus or with what a project's reviewers decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.read import read
from kgbuild.diagnostics import Diagnostic
from kgbuild.errors import InputError
from kgbuild.extract.corpora import Marked, read_corpus
from kgbuild.extract.examples import examples_of
from kgbuild.text import article as text
from kgbuild.text.article import Article

if TYPE_CHECKING:
    from kgbuild.extract.tagger.weights import Weights

WEIGHTS: Final = "tagger.npz"


def learn(folder: Path, *, report: Callable[[str], None] = lambda _: None) -> Weights:
    """Weights learnt from a folder: a project's reviewed claims, brat's or Citron's files.

    They start from those in the package. Raises InputError when nothing is marked, ConfigError
    without torch (extra `train`).
    """
    from kgbuild.extract.tagger.weights import read as read_weights
    from kgbuild.extract.train import train

    projects = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    texts = list(reviewed(projects)) if projects else list(read_corpus(folder))
    if not any(marked.attributions for marked in texts):
        raise InputError(f"{folder}: nothing was reviewed yet", hint="`kgbuild review` decides")
    return train(texts, start=read_weights(), report=report)


def reviewed(files: Iterable[Path]) -> Iterable[Marked]:
    """The articles of annotation files with the attributions that reviewers accepted.

    Only paragraphs in which something was decided teach: elsewhere nobody may have looked.
    """
    for path in files:
        file, _ = read(path)
        if file is None or not (path.parent / file.article.file.value).is_file():
            continue
        article = text.read(path.parent / file.article.file.value)
        if isinstance(article, Diagnostic):
            continue
        examples = examples_of(article, file)
        if examples.right or examples.wrong:
            decided = [r for a in (*examples.right, *examples.wrong) for r in a.content]
            known = tuple(sorted({article.paragraph(start) for start, _ in decided}))
            yield Marked(
                article=article,
                attributions=examples.right,
                known=None if _whole(article, file) else known,
            )


def _whole(article: Article, file: AnnotationFile) -> bool:
    """Whether nothing in a file waits for a decision, and most of its paragraphs are spoken for."""
    waiting = any(c.review and c.review.state.value == "proposed" for c in file.claims)
    return not waiting and len(file.claims) > len(article.paragraphs)
