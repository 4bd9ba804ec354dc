"""Links files are changed in place: rows that nobody decided about stay as they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.link.in_place import rewritten
from kgbuild.link.ledger import with_rows
from kgbuild.link.sheet import Row, parse, written

HEAD = """\
#curie_map:
#  place: https://example.org/place/
#  wikidata: http://www.wikidata.org/entity/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
"""
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\n"
ROW = "place:{}\tskos:exactMatch\twikidata:{}\tsemapv:ManualMappingCuration\t{}\n"
# By hand: a comment between rows, an IRI in full, spaces, no order.
TYPED = (
    HEAD
    + COLUMNS
    + ROW.format("c", "Q3", "  spaced   ")
    + "#between: a comment\n"
    + ROW.format("d", "Q4", "").replace("place:", "https://example.org/place/")
    + ROW.format("z", "Q9", '"in ""quotes"""')
)


def row(subject, object_, comment=""):
    cells = {
        "subject_id": f"place:{subject}",
        "predicate_id": "skos:exactMatch",
        "object_id": f"wikidata:{object_}",
        "mapping_justification": "semapv:ManualMappingCuration",
    }
    return Row({**cells, "comment": comment} if comment else cells)


def sheet(text, *, more=(), without=()):
    """The sheet of a text, normalised as a decision leaves it, with and without rows."""
    read, found = parse(text, "a.tsv")
    assert not found
    kept = [r.cells for r in read.rows if r.get("object_id") not in without]
    return with_rows(read, [*kept, *(r.cells for r in more)])


def test_a_row_goes_and_every_other_byte_stays():
    after = sheet(TYPED, without={"wikidata:Q4"})
    line = ROW.format("d", "Q4", "").replace("place:", "https://example.org/place/")
    assert rewritten(TYPED, after, "a.tsv") == TYPED.replace(line, "")


def test_new_rows_stand_where_the_order_wants_them():
    after = sheet(TYPED, more=[row("e", "Q5"), row("a", "Q1", "new"), row("zz", "Q8")])
    first, last = ROW.format("a", "Q1", "new"), ROW.format("zz", "Q8", "")
    expected = TYPED.replace("place:c", first + "place:c", 1) + last
    before_z = ROW.format("e", "Q5", "")
    expected = expected.replace("place:z\t", before_z + "place:z\t", 1)
    assert rewritten(TYPED, after, "a.tsv") == expected


def test_a_row_can_move_and_another_come():
    after = sheet(TYPED, without={"wikidata:Q3"}, more=[row("c", "Q33")])
    expected = TYPED.replace(ROW.format("c", "Q3", "  spaced   "), ROW.format("c", "Q33", ""))
    assert set(rewritten(TYPED, after, "a.tsv").splitlines()) == set(expected.splitlines())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay_and_a_missing_one_is_added(newline):
    typed = TYPED.replace("\n", newline).removesuffix(newline)
    new = rewritten(typed, sheet(typed, more=[row("zz", "Q8")]), "a.tsv")
    assert new == typed + newline + ROW.format("zz", "Q8", "").replace("\n", newline)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(Row({**row("a", "Q1").cells, "confidence": "0.5"}), id="column"),
        pytest.param(Row({**row("a", "Q1").cells, "object_id": "geonames:1"}), id="prefix"),
    ],
)
def test_a_file_without_room_for_a_row_is_written_anew(more):
    after = sheet(TYPED, more=[more])
    assert rewritten(TYPED, after, "a.tsv") == written(after)


def test_an_empty_file_is_written_as_the_tool_writes_it():
    after = with_rows(replace(parse(HEAD, "a.tsv")[0]), [row("a", "Q1").cells])
    assert rewritten("", after, "a.tsv") == written(after)
    assert rewritten(HEAD + COLUMNS, after, "a.tsv") == written(after)


def test_what_did_not_change_is_not_touched(seeds):
    assert rewritten(TYPED, sheet(TYPED), "a.tsv") == TYPED
    for path in seeds.glob("links/*.sssom.tsv"):
        text = path.read_bytes().decode()
        assert rewritten(text, parse(text, path.name)[0], path.name) == text


def test_a_file_with_nothing_but_remarks_above_its_rows_can_be_read_again():
    remarks = (
        "# made by hand\n" + COLUMNS + "wikidata:Q1\tskos:exactMatch\twikidata:Q2\tsemapv:M\t\n"
    )
    read, found = parse(remarks, "a.tsv")
    assert not found
    again, found = parse(written(read), "a.tsv")
    assert not found
    assert again.rows == read.rows
