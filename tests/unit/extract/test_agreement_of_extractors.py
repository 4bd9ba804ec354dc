"""How sure a proposal is, from tagger, rules and typography."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.extract.agreement import (
    LIKELY,
    SURE,
    UNSURE,
    agree,
    is_quoted_beside_cue,
    name_tier,
    weigh,
)
from kgbuild.extract.attribution import Attribution
from kgbuild.text.article import Article

TEXT = "“The old bridge is not safe,” Ada said. Bob thinks that nobody needs a bridge at all."
ARTICLE = Article("a.txt", TEXT)


def mark(content, cue="", source="", *, confidence=0.6, extractor="tagger 1"):
    def place(words):
        return ((TEXT.index(words), TEXT.index(words) + len(words)),) if words else ()

    return Attribution(
        content=place(content),
        cue=place(cue),
        source=place(source),
        confidence=confidence,
        extractor=extractor,
    )


QUOTED = mark("“The old bridge is not safe,”", "said", "Ada")
THOUGHT = mark("that nobody needs a bridge at all", "thinks")
RULED = mark("nobody needs a bridge at all", "thinks", "Bob", confidence=0.7, extractor="rules 1")


def test_agreement_makes_surer_and_fills_the_source():
    (alone,) = agree(ARTICLE, [THOUGHT], [])
    (both,) = agree(ARTICLE, [THOUGHT], [RULED])
    assert both.confidence > alone.confidence
    assert (alone.source, both.source) == ((), RULED.source)
    assert both.content == RULED.content  # sure rules know the edges
    assert both.extractor == "tagger 1, rules 1"


def test_a_quotation_beside_its_cue_is_told_from_other_words():
    assert is_quoted_beside_cue(ARTICLE, QUOTED)
    assert not is_quoted_beside_cue(ARTICLE, THOUGHT)


def test_what_the_network_is_surer_of_is_surer():
    doubtful, sure = weigh(ARTICLE, [replace(QUOTED, confidence=c) for c in (0.6, 0.9)])
    assert sure.confidence > doubtful.confidence


def test_a_quotation_without_a_cue_is_not_beside_one():
    assert not is_quoted_beside_cue(ARTICLE, mark("“The old bridge is not safe,”"))


def test_rules_alone_are_believed_where_the_tagger_is_silent():
    assert [each.extractor for each in agree(ARTICLE, [QUOTED], [RULED])] == ["tagger 1", "rules 1"]


def test_rules_that_doubt_are_not_believed_alone():
    doubtful = mark("nobody needs", confidence=0.1, extractor="rules 1")
    assert agree(ARTICLE, [QUOTED], [doubtful]) == agree(ARTICLE, [QUOTED], [])


def test_every_tier_has_its_name():
    assert [name_tier(c) for c in (0.0, 0.59, 0.6, 0.89, 0.9, 1.0)] == [
        UNSURE,
        UNSURE,
        LIKELY,
        LIKELY,
        SURE,
        SURE,
    ]


def test_confidence_is_a_probability_even_at_the_edges():
    (found,) = weigh(ARTICLE, [mark("not safe", "said", confidence=1.0)])
    assert 0 < found.confidence < 1


def test_what_is_right_too_rarely_is_left_out():
    assert weigh(ARTICLE, [mark("not safe", "said", "Ada", confidence=0.0)]) == ()


def test_nothing_proposed_is_nothing_agreed():
    assert agree(ARTICLE, [], []) == ()
