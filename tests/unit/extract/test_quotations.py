"""Attributions by rules: direct and reported speech in several languages."""

from __future__ import annotations

import pytest

from kgbuild.extract.marks import inner, quotations
from kgbuild.extract.quotations import Rules
from kgbuild.text.article import Article


def found(text, language=""):
    """Source, cue and contents of each attribution, as words."""
    return [
        (
            text[slice(*a.source[0])],
            text[slice(*a.cue[0])],
            [text[slice(*c)] for c in a.content],
        )
        for a in Rules(language).attribute(Article("a.txt", text))
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“We need a bridge now,” she said.", "she", "said", ["We need a bridge now"]),
        ("“We need it,” said Mayor Okoro, smiling.", "Mayor Okoro", "said", ["We need it"]),
        ("Ada Quill wrote: “Nobody asked us.”", "Ada Quill", "wrote", ["Nobody asked us."]),
        (
            "‘It’s the children’s bus,’ Tom Hall said.",
            "Tom Hall",
            "said",
            ["It’s the children’s bus"],
        ),
        ('"It is late," he added. "Go home now."', "he", "added", ["It is late", "Go home now."]),
        ("Ada said that the old bridge is unsafe.", "Ada", "said", ["the old bridge is unsafe"]),
        (
            "Ada, a nurse, has also warned that it may fall.",
            "Ada",
            "has also warned",
            ["it may fall"],
        ),
        (
            "According to the council, the bridge will close.",
            "the council",
            "According to",
            ["the bridge will close"],
        ),
        (
            "The bridge will close in May, according to Ada.",
            "Ada",
            "according to",
            ["The bridge will close in May"],
        ),
        (
            "The old bridge is not safe, Ada Quill said.",
            "Ada Quill",
            "said",
            ["The old bridge is not safe"],
        ),
        (
            "As Ada pointed out in TIME, the bridge is old.",
            "Ada",
            "pointed out in TIME",
            ["the bridge is old"],
        ),
        (
            "In 2008, Zhou [from Jilin, an expert] argued that it failed badly.",
            "Zhou",
            "[from Jilin, an expert] argued",
            ["it failed badly"],
        ),
        (
            "Under cross-examination she admitted that it was hers.",
            "she",
            "admitted",
            ["it was hers"],
        ),
        (
            "Ada told American diplomats that they were troubled.",
            "Ada",
            "told American diplomats",
            ["they were troubled"],
        ),
    ],
)
def test_english_speech_has_its_source_cue_and_content(text, source, cue, content):
    assert found(text, "en") == [(source, cue, content)]


@pytest.mark.parametrize(
    ("language", "text", "source", "content"),
    [
        ("fr", "« C’est une honte », dit-il.", "il", "C’est une honte"),
        (
            "fr",
            "« Nous partons », a déclaré la maire Anne Petit.",
            "la maire Anne Petit",
            "Nous partons",
        ),
        ("fr", "Selon le conseil, le pont est dangereux.", "le conseil", "le pont est dangereux"),
        (
            "de",
            "„Wir brauchen eine Brücke“, sagte Anna Klein.",
            "Anna Klein",
            "Wir brauchen eine Brücke",
        ),
        (
            "es",
            "«No hay dinero para todos», dijo Juan Pérez.",
            "Juan Pérez",
            "No hay dinero para todos",
        ),
        ("zh", "“这座桥不安全。”一位居民说。", "一位居民", "这座桥不安全。"),
        ("zh", "市长王芳表示：“这座桥不安全。”", "市长王芳", "这座桥不安全。"),
        ("zh", "李明周一指出，桥必须关闭。", "李明", "桥必须关闭"),
    ],
)
def test_other_languages_have_their_cues(language, text, source, content):
    ((who, _, what),) = found(text, language)
    assert (who, what) == (source, [content])


@pytest.mark.parametrize(
    "text",
    [
        "Think tanks report to the ministry that funds them.",
        "The scholars wrote a blog post that nobody read.",
        "It was said to be the best that we can hope for.",
        "The “hassle” of repatriation is well known.",
        "A fear of floods has shaped the policy.",
        "Nothing is quoted here at all.",
    ],
)
def test_what_is_no_speech_is_left_alone(text):
    assert found(text, "en") == []


def test_a_quotation_in_a_quotation_belongs_to_it():
    text = "Ada said: “He called it “careful” twice.”"
    assert found(text, "en")[0][2] == ["He called it “careful” twice."]


def test_what_is_never_closed_is_no_quotation():
    text = "She wrote “nothing at all and left"
    assert quotations(text, 0, len(text)) == ()


def test_the_words_of_a_quotation_are_without_marks_and_final_comma():
    text = "« Oui, »"
    assert text[slice(*inner(text, (0, len(text))))] == "Oui"


def test_skipped_passages_are_not_read():
    text = "“We need it,” she said.\n\n“We have it,” he said."
    first = Rules("en").attribute(Article("a.txt", text), ((0, 23),))
    assert [text[slice(*a.source[0])] for a in first] == ["he"]
