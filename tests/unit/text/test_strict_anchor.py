"""The strict anchor, measured: every faithful quotation is placed, no unfaithful one accepted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Place, Text
from kgbuild.text.anchor import Quote, anchor

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from corruptions import FAITHFUL, article, cases

CASES = cases()
ARTICLE = article()


def placed(case):
    return anchor(Quote(words=Text(case.words, Place("q.yaml"))), ARTICLE)


def test_there_are_enough_cases_of_each_way():
    counts = {way: sum(c.way == way for c in CASES) for way in {c.way for c in CASES}}
    assert counts["verbatim"] == 57
    assert len(counts) == 10
    assert min(counts.values()) >= 10, counts


@pytest.mark.parametrize("way", FAITHFUL)
def test_every_faithful_quotation_is_placed_where_it_belongs(way):
    for case in (c for c in CASES if c.way == way):
        found = placed(case)
        assert isinstance(found, tuple), case
        assert (found[0].start, found[-1].end) == (case.start, case.end), case


@pytest.mark.parametrize("way", sorted({c.way for c in CASES} - set(FAITHFUL)))
def test_no_unfaithful_quotation_is_accepted(way):
    for case in (c for c in CASES if c.way == way):
        found = placed(case)
        assert isinstance(found, Diagnostic), (case, found)
        assert found.message
