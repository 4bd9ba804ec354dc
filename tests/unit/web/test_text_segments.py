"""The text in flat pieces: put together they are the article, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pages_of import looked_up, short
from texts import STORY, claim, claims

from kgbuild.records.model import (
    Claim,
    Passage,
    PositionSelector,
    QuotationSelector,
    Snapshot,
    Source,
    When,
)
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.segments import blocks

OUTER = "We have no authority over the border"


def overlapping():
    return looked_up(
        claims(
            claim(id="outer", by="zhou", in_="cable-2008", quote=OUTER, mode="verbatim"),
            claim(id="inner", by="zhou", in_="cable-2008", quote="no authority", mode="verbatim"),
        )
    )


def made_up(text: str, spans: list[tuple[int, int]]) -> Lookup:
    """Claims with these passages in a text, and nothing else."""
    snapshot = Snapshot(
        iri="t:", label="t", characters=text, sha256="", length=len(text), source="s:"
    )
    source = Source(iri="s:", label="s", kind="essay", issued=When(edtf="XXXX"))
    found = [snapshot, source]
    for number, (start, end) in enumerate(spans):
        passage = f"t:#{number}"
        found += [
            Passage(iri=passage, label="p", snapshot="t:", position=f"w:{number}", quotation="q:"),
            PositionSelector(iri=f"w:{number}", start=start, end=end),
            QuotationSelector(iri="q:", exact="", prefix="", suffix=""),
            Claim(
                iri=f"c:{number}",
                label="c",
                holder="h:",
                source="s:",
                factuality="CT+",
                spans=frozenset({passage}),
            ),
        ]
    return Lookup({record.iri: record for record in found}, snapshot)


def test_the_pieces_are_the_exact_characters_of_the_article():
    cut = blocks(overlapping())
    assert "".join(s.text for block in cut for s in block.segments) == STORY


def test_what_stands_between_paragraphs_is_no_paragraph():
    cut = blocks(overlapping())
    assert [b.segments[0].text for b in cut if not b.paragraph] == ["\n\n"] * 5


def test_where_claims_overlap_a_piece_carries_both_the_shorter_first():
    pieces = [s for block in blocks(overlapping()) for s in block.segments if s.claims]
    assert [(s.text, [short(c) for c in s.claims]) for s in pieces] == [
        ("We have ", ["outer"]),
        ("no authority", ["inner", "outer"]),
        (" over the border", ["outer"]),
    ]


def test_a_claim_opens_at_its_first_passage_only():
    opening = [
        (s.text, short(s.opens[0])) for b in blocks(overlapping()) for s in b.segments if s.opens
    ]
    assert opening == [("We have ", "outer"), ("no authority", "inner")]


def test_names_and_cues_are_kept_apart_from_claims():
    lookup = looked_up(
        claims(
            claim(
                id="z",
                by="zhou",
                in_="cable-2008",
                quote=OUTER,
                mode="verbatim",
                cue="Zhou replied",
            )
        )
    )
    pieces = {s.text: s for block in blocks(lookup) for s in block.segments}
    zhou = pieces["Zhou"]
    assert zhou.claims == ()
    assert [short(c) for c in zhou.cues] == ["z"]
    assert [short(n) for n in zhou.names] == ["zhou"]


@given(
    st.text(alphabet="ab \n𐐀ع", min_size=1, max_size=40).filter(str.strip),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_any_passages_leave_the_text_whole(text, spans):
    cut = blocks(made_up(text, spans))
    assert "".join(s.text for block in cut for s in block.segments) == text


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6))
def test_every_character_is_in_exactly_the_claims_whose_passages_hold_it(spans):
    text = "abcd efgh ij"
    lookup = made_up(text, spans)
    for block in blocks(lookup):
        for segment in block.segments:
            for offset in range(segment.start, segment.start + len(segment.text)):
                holding = {
                    f"c:{n}" for n, (a, b) in enumerate(spans) if a <= offset < b <= len(text)
                }
                assert set(segment.claims) == holding


def test_a_passage_of_another_text_or_beyond_the_end_is_left_out():
    assert made_up("abc", [(1, 9)]).ranges(["t:#0", "t:#7"]) == ()
