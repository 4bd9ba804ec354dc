"""Any text, in any script, becomes a draft that builds, or no draft at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kgbuild.annotation.read import parse
from kgbuild.diagnostics import Severity
from kgbuild.extract.extraction import added, extract, section_text
from kgbuild.extract.extractors import Wanted, extractor
from kgbuild.extract.marks import covered, quotations
from kgbuild.graph.encode import encode
from kgbuild.records.assemble import assemble
from kgbuild.rules.validate import validate
from kgbuild.text.article import Article, check

BASE = "https://example.org/"
HEAD = """\
article: {id: a-text, title: T, file: a.txt, kind: other, by: author, issued: 2012-02-27}
voices: [{id: author, name: The author of the article, kind: anonymous}]
"""
WORDS = st.sampled_from(
    "Zhou said that the Council they She added. Mayor Okoro “We “no” ” « » „ ‘ ’ ’s told Reuters "
    "according to report in the same cable, dated May 4, 2008 (C) 1. From January 18, 2008: \n\n "
    "policy Chinese government not may unlikely last Monday on Friday however , . ? ! : ; — … "
    "王芳 表示 ： “ 。 ” 说 dit-elle a déclaré selon сказал он \u0642\u0627\u0644 難民 Ώ "
    "👩\u200d👧 \u202e \u00ad \ufeff "
    "The Herald university of Severn one another Many 2002 the article it reads".split(" ")
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=80).map(" ".join),
    st.text(max_size=400),
    st.lists(st.lists(WORDS, max_size=20).map(" ".join), max_size=6).map("\n\n".join),
)


def drafted(text, by="quotations"):
    """The article, and what is proposed for it; None for what is no article."""
    article = check(text.encode("utf-8", "ignore"), "a.txt")
    if not isinstance(article, Article):
        return None
    file, found = parse(HEAD, "a.yaml")
    assert file is not None
    assert found == ()
    extraction = extract(article, file, extractor(by, Wanted()))
    return article, extraction


@pytest.mark.parametrize("by", ["quotations", "together"])
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
@example(text="0\nB HERALD\xad")  # a heading that no quotation finds again
def test_whatever_is_proposed_builds_without_a_warning(by, text):
    made = drafted(text, by)
    if made is None:
        return
    article, extraction = made
    typed = added(HEAD, extraction.sections, path="a.yaml")
    assert isinstance(typed, str), typed
    file, found = parse(typed, "a.yaml")
    assert file is not None, found
    assembled = assemble(article, file, base=BASE)
    worst = [d for d in (*found, *assembled.diagnostics) if d.severity > Severity.INFO]
    assert worst == []
    again = extract(article, file, extractor(by, Wanted()))
    assert again.sections == {}, section_text(again.sections)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_whatever_is_proposed_keeps_every_rule(text):
    made = drafted(
        "Ada Quill said that it rains every day. “Not on Sundays,” she added.\n\n" + text,
        "together",
    )
    if made is None:
        return
    article, extraction = made
    typed = added(HEAD, extraction.sections)
    assert isinstance(typed, str)
    file, _ = parse(typed, "a.yaml")
    assert file is not None
    assert file.claims
    report = validate(encode(assemble(article, file, base=BASE).records))
    assert [r for r in report.results if r.severity > Severity.INFO] == []


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_covering_quotations_keeps_every_offset(text):
    quoted = quotations(text, 0, len(text))
    assert len(covered(text, 0, len(text), quoted)) == len(text)
    assert all(0 <= s < e <= len(text) for s, e in quoted)
    assert all(one[1] <= other[0] for one, other in pairwise(quoted))
