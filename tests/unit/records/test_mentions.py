"""Which passages name which entity."""

from __future__ import annotations

import pytest
from texts import BASE, HEAD, STORY, finding, findings, records

from kgbuild.records.model import Mention


def mentions(*sections: str, head: str = HEAD, story: str = STORY) -> list[tuple[str, str]]:
    """Every mention: the words and the entity, in the order of the text."""
    found = records(*sections, head=head, story=story)
    everything = []
    for record in found.values():
        if isinstance(record, Mention):
            passage = found[record.span.removeprefix(BASE)]
            start = found[passage.position.removeprefix(BASE)].start
            exact = found[passage.quotation.removeprefix(BASE)].exact
            everything.append((start, exact, record.entity.removeprefix(BASE)))
    return [(exact, entity) for _, exact, entity in sorted(everything)]


def test_names_and_called_words_are_mentions():
    found = mentions()
    assert found.count(("Zhou Weiping", "person/zhou")) == 1
    assert found.count(("Zhou", "person/zhou")) == 1
    assert found.count(("the consulate", "institution/consulate")) == 3
    assert ("one user", "story/voice/user") in found


def test_of_overlapping_words_the_longest_counts():
    assert [e for w, e in mentions() if "Zhou" in w] == ["person/zhou", "person/zhou"]
    head = HEAD.replace("name: Lindow}", "name: Lindow, called: policy}").replace(
        "name: The wall}", "name: The wall, called: the policy officially}"
    )
    found = mentions(head=head)
    assert found.count(("policy", "place/lindow")) == 2
    assert found.count(("the policy officially", "concept/wall")) == 1


def test_words_inside_other_words_are_no_mention():
    head = HEAD.replace("name: Lindow}", "name: Lindow, called: polic}")
    assert (
        finding(head=head.replace("called: polic}", "called: ‸polic}")).code == "called-not-in-text"
    )


def test_a_listed_passage_wins_over_called():
    typed = "mentions: [{quote: {words: Zhou, nth: 2}, names: wu}]\n"
    found = mentions(typed)
    assert ("Zhou", "person/wu") in found
    assert ("Zhou Weiping", "person/zhou") in found


def test_called_words_that_are_not_in_the_article_are_shown():
    found = finding(head=HEAD.replace("called: Zhou", "called: [Zhou, ‸Zhou Enlai]"))
    assert (found.code, found.message) == (
        "called-not-in-text",
        "“Zhou Enlai” does not stand in the article",
    )
    assert found.width == len("Zhou Enlai")


def test_called_words_in_other_capitals_are_not_in_the_article():
    assert finding(head=HEAD.replace("called: Zhou", "called: ‸zhou")).code == "called-not-in-text"


def test_the_same_words_for_two_things_are_shown_with_the_first():
    found = finding(head=HEAD.replace("called: Wu", "called: [Wu, ‸Zhou]"))
    assert (found.code, found.message) == (
        "called-twice",
        "“Zhou” is also given as a name of Zhou Weiping",
    )
    assert (found.related[0].label, found.related[0].at.line) == ("first here", 10)


def test_the_same_words_twice_for_one_thing_are_no_matter():
    assert findings(head=HEAD.replace("called: Wu", "called: [Wu, Wu]")) == []


def test_a_listed_passage_must_be_in_the_article():
    found = finding("mentions: [{quote: ‸Zzz, names: wu}]\n")
    assert found.code == "quote-not-in-text"


@pytest.mark.parametrize(("names", "code"), [("‸wuu", "unknown-name"), ("‸a-claim", "wrong-kind")])
def test_a_mention_names_something_defined(names, code):
    claim = (
        "claims: [{id: a-claim, quote: unlikely, mode: own-words, factuality: Uu, says: It is.}]\n"
    )
    assert finding(claim, f"mentions: [{{quote: A wall, names: {names}}}]\n").code == code


@pytest.mark.parametrize(
    ("name", "story"),
    [
        pytest.param("脱北者", "他说脱北者在这里。By Mara Holt", id="chinese"),
        pytest.param("กรุงเทพ", "เขาอยู่กรุงเทพแล้ว By Mara Holt", id="thai"),
        pytest.param("القاهرة", "ذهب إلى القاهرة أمس. By Mara Holt", id="arabic"),
        pytest.param("Kraków", "In Kraków\u2019s centre. By Mara Holt", id="genitive"),
    ],
)
def test_names_are_found_in_every_script(name, story):
    head = HEAD.split("people:")[0] + (
        f"people: [{{id: holt, name: Mara Holt}}]\nplaces: [{{id: x, name: {name}}}]\n"
    )
    assert (name, "place/x") in mentions(head=head, story=story)


def test_called_words_of_nothing_visible_are_not_in_the_article():
    found = finding(head=HEAD.replace("called: Wu", 'called: [Wu, ‸"\\u200b"]'))
    assert found.code == "called-not-in-text"
