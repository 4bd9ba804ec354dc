"""Extractors that need more than the bare install, and what they say without it."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from kgbuild.annotation.read import parse
from kgbuild.errors import ConfigError, InputError
from kgbuild.extract import parsed
from kgbuild.extract.attribution import Attribution
from kgbuild.extract.extractors import EXTRACTORS, Wanted, extractor
from kgbuild.extract.together import AGREED, Together
from kgbuild.extract.training import learn, reviewed
from kgbuild.text.article import Article

TEXT = "Mayor Okoro said that the old bridge is not safe. Engineers knew that it could fall."
ARTICLE = Article("a.txt", TEXT)
CONTENT = (TEXT.index("the old"), TEXT.index(". Engineers"))


def attribution(words, confidence, *, cue="", source=""):
    def where(part):
        start = TEXT.index(part)
        return ((start, start + len(part)),) if part else ()

    return Attribution(
        content=where(words),
        cue=where(cue),
        source=where(source),
        confidence=confidence,
        extractor="t",
    )


def together(*tagged):
    return Together("en", lambda *_: tuple(tagged), named="tagger 0").attribute(ARTICLE)


def test_where_rules_and_tagger_agree_a_proposal_is_sure():
    (found,) = together(attribution("that the old bridge is not safe", 0.8, cue="said"))
    assert found.content == (CONTENT,)
    assert (found.confidence, found.extractor) == (AGREED, "quotations 1, tagger 0")
    (alone,) = together()
    assert alone.confidence < AGREED
    assert alone.extractor == "quotations 1"


def test_the_tagger_fills_in_where_rules_are_silent():
    extra = attribution("that it could fall", 0.9, cue="knew", source="Engineers")
    found = together(extra)
    assert [TEXT[slice(*a.content[0])] for a in found][1:] == ["it could fall"]
    assert found[1].confidence < 0.9


@pytest.mark.parametrize(
    "weak",
    [
        attribution("that it could fall", 0.3, cue="knew", source="Engineers"),
        attribution("it could", 0.9, cue="knew", source="Engineers"),
        attribution("that it could fall", 0.9, cue="knew"),
        attribution("that it could fall", 0.9),
        attribution("safe. Engineers knew", 0.9, cue="knew", source="Engineers"),
    ],
    ids=["unsure", "two words", "no source", "no cue", "across"],
)
def test_what_the_tagger_alone_cannot_tell_is_left_out(weak):
    assert len(together(weak)) == 1


def test_in_a_language_without_a_tagger_the_rules_are_alone():
    article = Article("a.txt", "« Nous partons demain », a dit Anne Petit.")
    asked = []
    found = Together("fr-CA", lambda a, _: asked.append(a) or (), named="t").attribute(article)
    assert len(found) == 1
    assert asked == []


def test_an_extractor_has_a_name_and_an_unknown_one_a_suggestion():
    assert extractor("together", Wanted()).name.startswith("quotations 1, tagger")
    with pytest.raises(ConfigError, match="did you mean `quotations`"):
        extractor("quotation", Wanted())
    assert set(EXTRACTORS) == {"together", "nlp", "quotations", "endpoint"}


def test_without_spacy_or_a_model_the_parser_says_what_to_install(monkeypatch):
    monkeypatch.setattr(parsed, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match="spaCy") as caught:
        extractor("nlp", Wanted())
    assert "kgbuild[nlp]" in caught.value.hint


@pytest.mark.skipif(not find_spec("spacy"), reason="spaCy is not installed")
def test_spacy_without_a_model_is_said(monkeypatch):
    monkeypatch.setattr(parsed, "MODELS", ())
    with pytest.raises(ConfigError, match="model") as caught:
        parsed.parser()
    assert "download" in caught.value.hint


@pytest.mark.skipif(
    not any(find_spec(name) for name in parsed.MODELS), reason="no model of spaCy is installed"
)
@pytest.mark.filterwarnings("ignore")
def test_the_parser_stands_beside_the_tagger():
    found = extractor("nlp", Wanted()).attribute(ARTICLE)
    assert found[0].content == (CONTENT,)


def test_reviewed_claims_of_a_project_teach_and_only_where_somebody_looked(tmp_path):
    typed = """\
article: {id: a, title: A, file: a.txt, kind: other, issued: unknown}
people: [{id: okoro, name: Mayor Okoro}]
claims:
  - {by: okoro, quote: the old bridge is not safe, mode: indirect, factuality: CT+, says: No.,
     cue: said that, review: accepted}
  - {by: okoro, quote: it could fall, mode: indirect, factuality: CT+, says: Yes.,
     review: proposed}
"""
    assert parse(typed, "a.yaml")[0] is not None
    (tmp_path / "a.yaml").write_text(typed, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("no: file", encoding="utf-8")
    assert list(reviewed([tmp_path / "a.yaml"])) == []
    (tmp_path / "a.txt").write_text(TEXT + "\n\nAnother paragraph.\n", encoding="utf-8")
    (marked,) = reviewed(sorted(tmp_path.glob("*.yaml")))
    assert [a.content for a in marked.attributions] == [(CONTENT,)]
    assert marked.known == ((0, len(TEXT)),)
    (tmp_path / "a.txt").write_bytes(b"\xff")
    assert list(reviewed([tmp_path / "a.yaml"])) == []


def test_a_folder_with_nothing_in_it_teaches_nothing(tmp_path):
    with pytest.raises(InputError):
        learn(tmp_path)
