"""SSSOM files as sheets: what is read is written back, and other tools can read it."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.link.ledger import with_rows
from kgbuild.link.sheet import COLUMNS, NEEDED, Row, Sheet, header, parse, written

BASE = "https://example.org/p/"
HEADER = "#curie_map:\n#  my: https://example.org/p/place/\n#comment: a remark of a person\n"
LINE = "my:seoul\tskos:exactMatch\twikidata:Q8684\tsemapv:ManualMappingCuration"


def test_header_lines_survive_as_they_stand():
    sheet, found = parse(f"{HEADER}{chr(9).join(NEEDED)}\n{LINE}\n", "x.tsv")
    assert found == ()
    lines = written(sheet).split("\n")
    assert [line for line in lines if line in HEADER.split("\n")[:3]] == HEADER.split("\n")[:3]


def test_prefixes_that_rows_use_are_declared_when_a_sheet_is_written():
    sheet, _ = parse(f"{HEADER}{chr(9).join(NEEDED)}\n{LINE}\n", "x.tsv")
    again, found = parse(written(sheet), "x.tsv")
    assert found == ()
    assert "#  wikidata: http://www.wikidata.org/entity/\n" in written(sheet)
    assert [row.cells for row in again.rows] == [row.cells for row in sheet.rows]
    assert written(again) == written(sheet)


def test_a_sheet_without_a_header_gets_one_for_its_prefixes():
    sheet, _ = parse(f"{chr(9).join(NEEDED)}\n{LINE.replace('my:', BASE)}\n", "x.tsv")
    assert written(sheet).startswith("#curie_map:\n#  semapv: ")


def test_columns_that_nobody_knows_are_kept_at_the_end():
    text = f"{chr(9).join(NEEDED)}\tcolour\n{LINE}\tblue\n"
    sheet, found = parse(HEADER + text, "x.tsv")
    assert found == ()
    lines = [line for line in written(sheet).split("\n") if line and not line.startswith("#")]
    assert lines[0].split("\t")[-1] == "colour"
    assert lines[1].split("\t")[-1] == "blue"


def test_a_cell_has_a_place():
    sheet, _ = parse(f"{HEADER}{chr(9).join(NEEDED)}\n{LINE}\n", "links/x.tsv")
    at = sheet.rows[0].place("object_id")
    line = LINE.split("\t")
    assert (str(at)) == f"links/x.tsv:5:{len(line[0]) + len(line[1]) + 3}"


def test_a_tab_inside_quotation_marks_begins_no_cell():
    text = f'{chr(9).join(NEEDED)}\tcomment\tmapping_date\n{LINE}\t"a\tb"\t2026-11-25\n'
    sheet, found = parse(HEADER + text, "x.tsv")
    assert found == ()
    assert sheet.rows[0].get("comment") == "a\tb"
    assert sheet.rows[0].place("mapping_date").column == len(LINE) + len('\t"a\tb"\t') + 1


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("\t".join([*NEEDED, "comment", "comment"]), "the column comment stands there twice"),
        ("\t".join(NEEDED[:2]), "the columns object_id, mapping_justification are missing"),
    ],
)
def test_columns_that_make_no_table_are_found(columns, said):
    _, found = parse(f"{HEADER}{columns}\n{LINE}\n", "x.tsv")
    assert [(d.code, d.message, d.at.line) for d in found] == [("link-row-unreadable", said, 4)]


@pytest.mark.parametrize("more", ["\textra", '\t"open'])
def test_a_line_that_is_no_row_is_found(more):
    _, found = parse(f"{HEADER}{chr(9).join(NEEDED)}\n{LINE}{more}\n{LINE}\n", "x.tsv")
    assert [(d.code, d.at.line) for d in found] == [("link-row-unreadable", 5)]


def test_the_longest_prefix_shortens_an_iri():
    sheet = Sheet(prefixes={"a": "https://x.org/", "b": "https://x.org/b/"})
    assert [sheet.short(i) for i in ("https://x.org/b/c", "https://x.org/d", "https://y.org/")] == [
        "b:c",
        "a:d",
        "https://y.org/",
    ]


def test_a_new_file_says_what_it_is():
    sheet, found = parse("\n".join(header("positive", BASE)), "x.tsv")
    assert found == ()
    assert sheet.iri("place:seoul") == f"{BASE}place/seoul"
    text = "\n".join(sheet.header)
    assert f"#mapping_set_id: {BASE}links/positive" in text
    assert "#license: " in text


cells = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n\r\"'#|"), max_size=12
)


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), cells), max_size=6))
def test_whatever_stands_in_cells_is_read_back(rows):
    needed = dict.fromkeys(NEEDED, "wikidata:Q1")
    sheet = with_rows(Sheet(), [{**row, **needed} for row in rows])
    text = written(sheet)
    again, found = parse(text, "x.tsv")
    assert found == ()
    expected = [{k: " ".join(v.split()) for k, v in r.cells.items()} for r in sheet.rows]
    expected = [{k: v for k, v in r.items() if v} for r in expected]
    assert sorted(map(repr, (sorted(r.cells.items()) for r in again.rows))) == sorted(
        map(repr, (sorted(r.items()) for r in expected))
    )
    assert written(again) == text
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    table = list(csv.reader(lines, delimiter="\t"))
    assert len({len(row) for row in table}) == 1


@given(st.text(max_size=300))
def test_no_text_is_a_bug(text):
    sheet, found = parse(text, "x.tsv")
    assert all(d.at.path == "x.tsv" for d in found)
    assert all(isinstance(row, Row) for row in sheet.rows)


REMARKS = (
    *("# Our own hints, by Somebody.", "#checked by Ada", "# nothing yet", "# 橋 is a bridge"),
    *("# see p. 5, and p. 6", "#“quoted”"),
)
YAML = (
    *("#curie_map:", "#  a: https://a.example/", "# license: x", "#- item", "# - item", "#", "# "),
    *("## a comment", "# # another", "#   folded text", "#'quoted': x", "#mapping_set_id: a:b"),
)


@pytest.mark.parametrize("line", REMARKS)
def test_a_remark_among_the_yaml_of_a_header_is_no_error_and_becomes_a_comment(line):
    head = ["#curie_map:", "#  a: https://a.example/", line]
    table = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    sheet, found = parse("\n".join([*head, table]), "links/positive.sssom.tsv")
    assert not found
    assert sheet.iri("a:1") == "https://a.example/1"
    text = written(sheet)
    assert text.splitlines()[2] == f"#{line}"
    again, found = parse(text, "links/positive.sssom.tsv")
    assert not found
    assert written(again) == text


@pytest.mark.parametrize("line", YAML)
def test_what_is_yaml_in_a_header_stays_as_it_stands(line):
    table = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    sheet, _ = parse(f"{line}\n{table}", "links/positive.sssom.tsv")
    assert written(sheet).splitlines()[0] == line
