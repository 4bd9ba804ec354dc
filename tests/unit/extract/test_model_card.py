"""The model card is about the weights that are shipped."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from kgbuild.extract.tagger.weights import SHIPPED

ROOT = Path(__file__).resolve().parents[3]


def test_the_card_has_the_sum_of_the_shipped_file():
    card = (ROOT / "docs" / "model-card.md").read_text("utf-8")
    (written,) = re.findall(r"\b[0-9a-f]{64}\b", card)
    assert written == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()


def test_the_notice_names_every_source_of_the_card():
    card = (ROOT / "docs" / "model-card.md").read_text("utf-8")
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for source in ("lintool/GrimmerSenatePressReleases", "amir-zeldes/gum", "17 U.S.C. 105"):
        assert source in card
        assert source in notice
