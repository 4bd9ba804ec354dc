"""How sure a speaker is: hedges with their scope, and what the cue says."""

from __future__ import annotations

import pytest

from kgbuild.extract.certainty import factuality


@pytest.mark.parametrize(
    ("content", "cue", "mark"),
    [
        ("the bridge is safe", "said", "CT+"),
        ("the bridge is not safe", "said", "CT+"),
        ("it could fall", "said", "PS+"),
        ("it will probably fall", "said", "PR+"),
        ("it seems unlikely that it will fall", "said", "PR-"),
        ("provinces, who may disagree, obey", "said", "CT+"),
        ("it fell because somebody might have pushed it", "said", "CT+"),
        ("the centre — which may be wrong — decides", "said", "CT+"),
        ("it fell in May 2020", "said", "CT+"),
        ("he had no telephone that could show it", "said", "CT+"),
        ("they had not decided whether to sue", "said", "CT+"),
        ("whether to sue was open", "said", "Uu"),
        ("people to leave", "urged", "Uu"),
        ("the bridge should be closed", "said", "Uu"),
        ("Who closed the bridge?", "asked", "Uu"),
        ("it is unclear who closed it", "said", "Uu"),
        ("the bridge was unsafe", "denied", "CT-"),
        ("the bridge might be unsafe", "denied", "Uu"),
        ("the bridge is weak", "suggested", "PR+"),
        ("the bridge would fall", "feared", "PS+"),
        ("le pont pourrait tomber", "a déclaré", "PS+"),
        ("桥可能倒塌", "指出", "PS+"),
    ],
)
def test_a_hedge_counts_for_what_it_covers(content, cue, mark):
    assert factuality(content, cue) == mark
