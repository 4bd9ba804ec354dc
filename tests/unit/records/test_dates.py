"""Dates are EDTF, with the first and the last day that they can mean."""

from __future__ import annotations

import datetime as dt

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from texts import FILE_PATH

from kgbuild.diagnostics import Diagnostic
from kgbuild.located import Place, Text
from kgbuild.records.dates import UNKNOWN, read_when
from kgbuild.records.model import When


def typed(value):
    """What a date that stands at 9:14 is read as."""
    return read_when(Text(value, Place(FILE_PATH, 9, 14), value))


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        pytest.param("2012", "2012-01-01", "2012-12-31", id="year"),
        pytest.param("2012-02", "2012-02-01", "2012-02-29", id="month-of-a-leap-year"),
        pytest.param("2011-02", "2011-02-01", "2011-02-28", id="month"),
        pytest.param("2012-02-27", "2012-02-27", "2012-02-27", id="day"),
        pytest.param("2002/2008", "2002-01-01", "2008-12-31", id="interval"),
        pytest.param("2002-11/2003", "2002-11-01", "2003-12-31", id="interval-of-two-precisions"),
        pytest.param("2002/2002-05", "2002-01-01", "2002-05-31", id="interval-within-a-year"),
        pytest.param("../2002", None, "2002-12-31", id="until"),
        pytest.param("2002/..", "2002-01-01", None, id="since"),
        pytest.param("/2002", None, "2002-12-31", id="unknown-start"),
        pytest.param("2002/", "2002-01-01", None, id="unknown-end"),
        pytest.param("2002~", "2002-01-01", "2002-12-31", id="about"),
        pytest.param("2002?", "2002-01-01", "2002-12-31", id="uncertain"),
        pytest.param("2002-05%", "2002-05-01", "2002-05-31", id="uncertain-and-about"),
        pytest.param("199X", "1990-01-01", "1999-12-31", id="decade"),
        pytest.param("19XX", "1900-01-01", "1999-12-31", id="century"),
        pytest.param("2004-XX", "2004-01-01", "2004-12-31", id="some-month"),
        pytest.param("2001-21", "2001-03-01", "2001-05-31", id="spring"),
        pytest.param("-0005", None, None, id="before-year-0-engines-compare-nothing"),
        pytest.param("Y17000", None, None, id="nor-after-9999"),
    ],
)
def test_a_date_keeps_its_words_and_gets_its_bounds(value, earliest, latest):
    assert typed(value) == When(edtf=value, earliest=earliest, latest=latest)


@pytest.mark.parametrize("value", ["unknown", "XXXX"])
def test_an_unknown_date_has_no_bounds(value):
    assert typed(value) == UNKNOWN == When(edtf="XXXX")


@pytest.mark.parametrize(
    "value",
    [
        "next spring",
        "2012-13",
        "2012-00",
        "2012-02-30",
        "2012-04-31",
        "2011-02-29",
        "1900-02-29",
        "2012-2-7",
        "27.2.2012",
        "20120227",
        "12",
        "..",
        "/",
        "2012/2013/2014",
        "2002/unknown",
        "２０１２",
        " 2012",
        "2012 ",
        "2012\n",
        "2" * 41,
        "[" * 40,
        "",
    ],
)
def test_what_is_no_date_is_shown(value):
    found = typed(value)
    assert isinstance(found, Diagnostic), found
    assert (found.code, found.at) == ("date-unreadable", Place(FILE_PATH, 9, 14))
    assert found.message == f"'{value}' is not a date"
    assert "2026-03-31" in found.hint


@pytest.mark.parametrize(
    "value", ["2012-02-29", "2000-02-29", "2011-02-29/2012", "2011/2013-02-29"]
)
def test_bounds_are_days_of_the_calendar(value):
    when = typed(value)
    if isinstance(when, When):
        assert dt.date.fromisoformat(when.earliest) <= dt.date.fromisoformat(when.latest)
    else:
        assert when.code == "date-unreadable"


@pytest.mark.parametrize(
    "value", ["2008/2002", "2002-05-31/2002-05-01", "2002-06/2002-05", "-0001/-0002", "0001/-0001"]
)
def test_an_interval_that_ends_before_it_begins_is_shown(value):
    found = typed(value)
    assert isinstance(found, Diagnostic), found
    assert (found.code, found.at) == ("interval-reversed", Place(FILE_PATH, 9, 14))
    assert found.message == f"'{value}' ends before it begins"
    assert found.width == len(value)


def test_an_interval_before_year_0_runs_forwards():
    assert typed("-0002/-0001") == When(edtf="-0002/-0001")


def days(moment):
    return f"{moment.tm_year:04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"


@given(
    st.lists(st.dates(), min_size=1, max_size=2), st.lists(st.sampled_from([4, 7, 10]), min_size=2)
)
def test_plain_dates_mean_what_the_package_for_edtf_says(dates, lengths):
    value = "/".join(
        day.isoformat()[:length] for day, length in zip(sorted(dates), lengths, strict=False)
    )
    parsed, read = parse_edtf(value), typed(value)
    first, last = days(parsed.lower_strict()), days(parsed.upper_strict())
    if first <= last:
        assert read == When(edtf=value, earliest=first, latest=last)
    else:
        assert read.code == "interval-reversed"
