"""The measure of the scoreboard, on cases small enough to count by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.extract.attribution import Attribution
from kgbuild.extract.scores import (
    Count,
    compare,
    drop_doubles,
    drop_inner,
    find_interval,
    list_words,
    match_pairs,
    name_mode,
)
from kgbuild.text.article import Article

TEXT = "Ann said the old bridge is safe. Bob said “no lorry may cross” it."
ARTICLE = Article("bridge.txt", TEXT)


def mark(content, source="", article=ARTICLE):
    text = article.characters
    pieces = content.split(" … ")
    ranges = tuple((text.index(p), text.index(p) + len(p)) for p in pieces)
    sources = ((text.index(source), text.index(source) + len(source)),) if source else ()
    return Attribution(content=ranges, source=sources)


def right(given, there, measure):
    return compare(ARTICLE, given, there)[measure].right


def test_the_same_words_are_exact_whatever_the_punctuation():
    assert right([mark("the old bridge is safe.")], [mark("the old bridge is safe")], "exact") == 1
    assert right([mark("“no lorry may cross”")], [mark("no lorry may cross")], "exact") == 1


def test_one_word_more_is_overlap_but_not_exact():
    given_, there = [mark("said the old bridge is safe")], [mark("the old bridge is safe")]
    assert right(given_, there, "exact") == 0
    assert right(given_, there, "overlap") == 1


def test_half_of_the_words_of_both_is_just_enough():
    assert right([mark("the old")], [mark("the old bridge is")], "overlap") == 1
    assert right([mark("the old")], [mark("the old bridge is safe")], "overlap") == 0


def test_too_much_is_as_wrong_as_too_little():
    everything = Attribution(content=((0, len(TEXT)),))
    assert right([everything], [mark("the old bridge is safe")], "overlap") == 0


def test_the_wrong_speaker_is_overlap_but_not_end_to_end():
    there = [mark("the old bridge is safe", "Ann")]
    wrong, silent = mark("the old bridge is safe", "Bob"), mark("the old bridge is safe")
    assert right([wrong], there, "overlap") == right([silent], there, "overlap") == 1
    assert right([wrong], there, "e2e") == right([silent], there, "e2e") == 0
    assert right(there, there, "e2e") == 1


def test_saying_the_same_twice_is_right_once():
    there = [mark("the old bridge is safe")]
    assert compare(ARTICLE, there * 2, there)["exact"] == Count(right=1, given=2, there=1)


def test_pieces_of_a_content_count_together():
    whole = [mark("no lorry may cross … it")]
    assert right([mark("no lorry may cross")], whole, "exact") == 0
    assert right(whole, whole, "exact") == 1


def test_a_content_without_a_word_counts_for_nothing():
    assert compare(ARTICLE, [mark(".")], [])["exact"] == Count()


def test_a_range_that_cuts_a_word_has_the_word():
    assert list_words(ARTICLE, [(1, 2)]) == {0}


def test_matching_gives_way_when_the_first_choice_was_greedy():
    assert match_pairs([[0, 1], [0]]) == 2
    assert match_pairs([[0], [0], []]) == 1


@given(st.lists(st.sets(st.integers(0, 4)), max_size=5))
def test_matching_finds_as_many_pairs_as_trying_everything(edges):
    best = max(
        sum(there in edge for edge, there in zip(edges, order, strict=False))
        for order in itertools.permutations(range(5))
    )
    assert match_pairs([sorted(edge) for edge in edges]) == best


def test_precision_recall_and_f1_are_what_the_books_say():
    count = Count(right=2, given=4, there=3)
    assert (count.precision, count.recall) == (0.5, pytest.approx(2 / 3))
    assert count.f1 == pytest.approx(2 * 0.5 * (2 / 3) / (0.5 + 2 / 3))
    assert Count().f1 == Count().precision == Count().recall == 0


@pytest.mark.parametrize(
    ("content", "mode"),
    [
        ("“no lorry may cross”", "direct"),
        ("no lorry may", "direct"),
        ("said “no lorry may cross”", "mixed"),
        ("the old bridge is safe", "indirect"),
    ],
)
def test_the_mode_is_what_the_quotation_marks_say(content, mode):
    assert name_mode(ARTICLE, mark(content)) == mode


def test_the_interval_holds_the_score_and_is_the_same_every_time():
    counts = [Count(1, 2, 2), Count(3, 3, 4), Count(0, 1, 2), Count(2, 2, 2)]
    low, high = find_interval(counts)
    assert low < sum(counts, Count()).f1 < high
    assert (low, high) == find_interval(counts)


def test_articles_that_are_all_alike_leave_no_doubt():
    assert find_interval([Count(1, 2, 2)] * 5) == (0.5, 0.5)


def voice(content, cue="", source="", confidence=0.5):
    def place(words):
        return ((TEXT.index(words), TEXT.index(words) + len(words)),) if words else ()

    return Attribution(
        content=place(content), cue=place(cue), source=place(source), confidence=confidence
    )


def test_of_two_that_say_the_same_the_surer_stays():
    sure = voice("the old bridge is safe", confidence=0.9)
    assert drop_doubles(ARTICLE, [voice("old bridge is safe"), sure]) == [sure]


def test_different_contents_both_stay():
    both = [voice("the old bridge is safe"), voice("no lorry may cross")]
    assert drop_doubles(ARTICLE, both) == sorted(both)


def test_a_voice_within_a_voice_stays_when_asked_for():
    outer = voice("Ann said the old bridge is safe", confidence=0.9)
    inner = voice("the old bridge is safe", "said", "Ann")
    assert drop_doubles(ARTICLE, [outer, inner]) == [outer]
    assert drop_doubles(ARTICLE, [outer, inner], nested=True) == [outer, inner]
    assert drop_doubles(ARTICLE, [voice("the old bridge is safe"), outer], nested=True) == [outer]


def test_an_inner_voice_is_dropped_and_of_two_in_each_other_the_surer_stays():
    text = "Ada said that Bob had denied it."
    outer = Attribution(content=((9, 31),), cue=((4, 8),), source=((0, 3),), confidence=0.9)
    inner = Attribution(content=((29, 31),), cue=((22, 28),), source=((14, 17),), confidence=0.95)
    assert text[slice(*inner.cue[0])] == "denied"
    assert drop_inner([outer, inner]) == [outer]
    crossed = Attribution(content=((0, 8),), cue=((18, 21),), confidence=0.5)
    assert drop_inner([outer, crossed]) == [outer]
    silent = Attribution(content=((9, 31),), confidence=0.3)
    assert drop_inner([outer, silent]) == [outer, silent]
