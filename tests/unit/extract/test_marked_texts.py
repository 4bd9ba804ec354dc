"""The texts that were marked for the tagger, as its scripts read them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from kgbuild.errors import InputError

TOOL = Path(__file__).resolve().parents[3] / "tools" / "tagger" / "marked.py"
spec = importlib.util.spec_from_file_location("marked", TOOL)
assert spec is not None
assert spec.loader is not None
marked = importlib.util.module_from_spec(spec)
spec.loader.exec_module(marked)


def words(text, ranges):
    return [text[start:end] for start, end in ranges]


def test_marks_in_line_nest_and_a_piece_may_be_repeated():
    line = "{t1 “It {s2 Bob} {c2 says} {t2 rains},”} {s1 Ada} {c1 said}, {t1 “hard.”}"
    text = marked.read_line(line, "a:1")
    assert text.article.characters == "“It Bob says rains,” Ada said, “hard.”"
    outer, inner = text.attributions
    assert words(text.article.characters, outer.content) == ["“It Bob says rains,”", "“hard.”"]
    assert words(text.article.characters, inner.source) == ["Bob"]


@pytest.mark.parametrize("line", ["{s1 Ada said", "Ada} said", "{s1 Ada} said {t1 so}", "{x1 A}"])
def test_marks_that_are_not_whole_are_refused(line):
    with pytest.raises(InputError, match=r"^a:1: "):
        marked.read_line(line, "a:1")


def test_all_of_our_own_texts_are_marked_well():
    folder = marked.FOLDER
    texts = [
        marked.read_line(line, f"{file.name}:{number}")
        for file in sorted(folder.glob("*.txt"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if line.strip() and not line.startswith("# id:")
    ]
    assert sum(len(text.attributions) for text in texts) > 3000
    assert all(each.content and each.cue for text in texts for each in text.attributions)


def test_a_table_marks_paragraphs_and_notices_another_text(tmp_path):
    (tmp_path / "a.tsv").write_text("doc\t2\t0-3\t4-8\t9-11\tsaid\nplain\t\t\t\t\t\n", "utf-8")
    texts = list(marked.read_marked({"doc": ["Title", "Ada said no."], "plain": ["x"]}, tmp_path))
    assert [len(text.attributions) for text in texts] == [0, 1, 0]
    assert marked.list_documents(tmp_path) == {"doc", "plain"}
    with pytest.raises(InputError, match=r"a\.tsv:1: doc is another text: no “said” there"):
        list(marked.read_marked({"doc": ["Title", "Bob denied it."], "plain": []}, tmp_path))


def test_the_tables_have_ranges_in_order_and_no_empty_cue():
    for file in marked.FOLDER.glob("*.tsv"):
        for name, number, *columns, cue_words in marked._rows(file):
            assert name
            if number:
                source, cue, content = map(marked._ranges, columns)
                assert int(number) > 0
                assert content
                assert sum(end - start for start, end in cue) <= len(cue_words)
                assert all(0 <= start < end for start, end in (*source, *cue, *content))
