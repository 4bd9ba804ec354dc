"""Marked texts are read from brat's and Citron's formats, and become examples to learn from."""

from __future__ import annotations

import json

import pytest

from kgbuild.errors import ConfigError, InputError
from kgbuild.extract.attribution import Attribution
from kgbuild.extract.corpora import Marked, order, read_brat, read_citron, read_corpus
from kgbuild.extract.tagger.examples import list_examples
from kgbuild.extract.train import train
from kgbuild.text.article import Article

TEXT = "Ada said it rains. Bob has said no.\n\nNobody spoke."
BRAT = """\
T1\tContent 9 11;12 17\tit rains
T2\tSource 0 3\tAda
T3\tCue 4 8\tsaid
T4\tAttribution 4 8\tsaid
E1\tAttribution:T4 Source:T2 Cue:T3 Content:T1
T5\tContent 32 34\tno
T6\tCue 23 31\thas said
E2\tAttribution:T6 Cue:T6 Content:T5
E3\tDiscuss:T6 Cue:T6
A1\tNote T5
"""


def write_brat(folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.ann").write_text(BRAT, "utf-8")
    return folder


def test_brat_events_become_attributions(tmp_path):
    (marked,) = read_brat(write_brat(tmp_path))
    assert marked.article.characters == TEXT
    first, second = marked.attributions
    assert (first.content, first.cue, first.source) == (((9, 11), (12, 17)), ((4, 8),), ((0, 3),))
    assert (second.content, second.source) == (((32, 34),), ())


def test_of_several_annotators_the_first_is_taken(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "attributions" / "a_4b22.ann").write_text(BRAT, "utf-8")
    (tmp_path / "attributions" / "a_ef2d.ann").write_text("", "utf-8")
    (marked,) = read_brat(tmp_path)
    assert len(marked.attributions) == 2


def test_citron_quotes_become_attributions(tmp_path):
    quote = {
        "cue": {"start": 4, "end": 8, "text": "said"},
        "sources": [{"start": 0, "end": 3, "text": "Ada"}],
        "contents": [{"start": 9, "end": 17, "text": "it rains"}],
    }
    empty = {"contents": []}
    (tmp_path / "a.json").write_text(json.dumps({"text": TEXT, "quotes": [quote, empty]}))
    (marked,) = read_citron(tmp_path)
    (found,) = marked.attributions
    assert (found.content, found.cue, found.source) == (((9, 17),), ((4, 8),), ((0, 3),))


def test_a_folder_without_marked_texts_is_refused(tmp_path):
    with pytest.raises(InputError, match="no marked texts"):
        list(read_corpus(tmp_path))


@pytest.mark.parametrize("written", ["{}", "no", '{"text": 1, "quotes": [{}]}'])
def test_a_file_in_another_format_is_refused(tmp_path, written):
    (tmp_path / "a.json").write_text(written)
    with pytest.raises(InputError, match="not a corpus"):
        list(read_corpus(tmp_path))


def test_standoff_without_its_text_is_refused(tmp_path):
    (tmp_path / "a.ann").write_text(BRAT)
    with pytest.raises(InputError, match="not a corpus"):
        list(read_corpus(tmp_path))


def test_overlapping_and_empty_ranges_are_mended():
    assert order([(5, 9), (8, 12), (3, 3), (0, 1)]) == ((0, 1), (5, 12))


def test_an_example_knows_the_cue_and_every_token_s_role(tmp_path):
    first, second = list_examples(read_brat(write_brat(tmp_path)))
    assert first.block.words[:4] == ["Ada", "said", "it", "rains"]
    assert first.readings == (
        (1, (1, 2, 3, 3, 0, 0, 0, 0, 0, 0)),
        (7, (0, 0, 0, 0, 0, 0, 2, 2, 3, 0)),  # "said", not "has", stands for the cue
    )
    assert second.readings == ()


def test_what_nobody_looked_at_is_no_example():
    article = Article("a", TEXT)
    marked = Marked(article=article, attributions=(), known=((0, 17),))
    assert len(list(list_examples([marked]))) == 1
    assert len(list(list_examples([Marked(article=article, attributions=())]))) == 2


def test_training_without_torch_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    with pytest.raises(ConfigError, match="torch") as raised:
        train([])
    assert "kgbuild[train]" in raised.value.hint


def test_nothing_marked_is_nothing_to_learn_from():
    pytest.importorskip("torch")
    unmarked = Marked(article=Article("a", TEXT), attributions=())
    with pytest.raises(InputError, match="nothing to learn"):
        train([unmarked])


def test_a_marked_text_without_a_cue_teaches_nothing():
    marked = Marked(article=Article("a", TEXT), attributions=(Attribution(content=((9, 17),)),))
    assert not any(example.readings for example in list_examples([marked]))
