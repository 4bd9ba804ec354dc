"""Dates in running text, against an article of Monday, 27 February 2012."""

from __future__ import annotations

import pytest

from kgbuild.extract.days import days_in
from kgbuild.located import Place, Text
from kgbuild.records.dates import read_when
from kgbuild.records.model import When

MONDAY = "2012-02-27"


def days(text, issued=MONDAY, language="en"):
    return [d.edtf for d in days_in(text, 0, len(text), issued=issued, language=language)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("From January 18, 2008:", "2008-01-18"),
        ("dated Aug 20, 2008", "2008-08-20"),
        ("on 3 March 2026", "2026-03-03"),
        ("the 1st of May 2020", "2020-05-01"),
        ("in May 2020", "2020-05"),
        ("in 2002, officials", "2002"),
        ("Two 2008 diplomatic cables", "2008"),
        ("2012-02-27", "2012-02-27"),
        ("On Friday, an opinion piece", "2012-02-24"),
        ("on Monday", "2012-02-27"),
        ("in a blog last Monday", "2012-02-20"),
        ("yesterday", "2012-02-26"),
        ("today", "2012-02-27"),
        ("last week", "2012-02-20/2012-02-26"),
        ("last month", "2012-01"),
        ("this month", "2012-02"),
        ("last year", "2011"),
        ("this week", "2012-02-27/2012-03-04"),
    ],
)
def test_a_date_is_what_it_says(text, edtf):
    assert days(text) == [edtf]
    assert isinstance(read_when(Text(edtf, Place("a"))), When)


def test_what_may_be_two_days_is_the_interval_that_holds_both():
    assert days("last weekend") == ["2012-02-18/2012-02-26"]
    assert days("last Monday", issued="2012-03-01") == ["2012-02-20/2012-02-27"]


def test_other_languages_have_their_months():
    assert days("le 14 janvier 2025", language="fr") == ["2025-01-14"]
    assert days("am 3. Mai 2020", language="de") == ["2020-05-03"]
    assert days("2024年5月6日", language="zh") == ["2024-05-06"]
    assert days("14 January 2025", language="xx") == ["2025-01-14"]


@pytest.mark.parametrize(
    "text", ["about two weeks", "February 30, 2012", "call 2002-99-99", "May I?"]
)
def test_what_is_no_date_is_left_out(text):
    assert days(text) == []


def test_without_the_articles_date_nothing_is_relative():
    assert days("On Friday, in 2002", issued="") == ["2002"]
