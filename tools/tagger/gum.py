"""Texts of GUM in the genres that may be built upon, as paragraphs.

The folder is the repository amir-zeldes/gum. News is CC BY 2.5 (Wikinews), academic texts and court
records are CC BY 4.0, as its LICENSE.txt says; all other genres carry a share-alike or
non-commercial condition, or none at all. Nothing but the text is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

GENRES = ("news", "academic", "court")
_PARAGRAPH = "# newpar"
_PART = "# newpar_block"
_SENTENCE = "# text = "


def read_gum(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Name and paragraphs of each text."""
    for genre in GENRES:
        for file in sorted(folder.glob(f"dep/GUM_{genre}_*.conllu")):
            paragraphs: list[list[str]] = []
            for line in file.read_text("utf-8").splitlines():
                if line.startswith(_PARAGRAPH) and not line.startswith(_PART):
                    paragraphs.append([])
                elif line.startswith(_SENTENCE):
                    paragraphs[-1].append(line.removeprefix(_SENTENCE))
            yield file.name, [" ".join(sentences) for sentences in paragraphs if sentences]
