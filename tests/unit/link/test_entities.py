"""What may be looked for, and what the text says around its name."""

from __future__ import annotations

import pytest

from kgbuild.link.entities import entities
from kgbuild.project import build, open_project

PLACES = "  - id: river\n    name: The river\n"


@pytest.fixture
def found(project, annotations, article):
    """The entities of the small project with other text, places and people."""

    def make(text="", places="", change=lambda typed: typed):
        typed = change(annotations.replace(PLACES, PLACES + places))
        folder = project(annotations=typed, article=article + text)
        built = build(open_project(folder), check=False)
        assert not [d for d in built.diagnostics if d.severity > 1], built.diagnostics
        return {e.iri.split("/", 4)[-1]: e for e in entities(built.records)}

    return make


def test_everything_with_a_name_of_its_own_may_be_looked_for(found):
    kinds = {iri: e.kind for iri, e in found().items()}
    assert kinds == {
        "concept/bridge": "concept",
        "institution/city": "institution",
        "person/ada": "person",
        "place/river": "place",
        "policy/closing": "policy",
        "source/essay": "document",
        "source/report": "document",
    }


def test_a_voice_without_a_name_is_never_looked_for(found):
    assert not [e for e in found().values() if "fisherman" in e.name]


def test_a_protected_person_is_not_looked_for_nor_what_tells_of_them(found):
    protected = found(
        change=lambda typed: typed.replace(
            "called: Ada Chen", "called: Ada Chen\n    protect: at-risk"
        ).replace("title: The City Report", "title: Report on Ada Chen")
    )
    assert {"person/ada", "source/report"} & protected.keys() == set()
    assert "institution/city" in protected


def test_a_document_of_an_unnamed_voice_is_not_looked_for(found):
    assert "source/report" not in found(
        change=lambda typed: (
            typed.replace("by: city\n    issued", "by: fisherman\n    issued")
            .replace("    speaks-in: essay\n", "")
            .replace("  - id: is-safe\n    by: city", "  - id: is-safe\n    by: fisherman")
        )
    )


def test_an_entity_has_its_names_sentence_and_surroundings(found):
    ada = found()["person/ada"]
    assert ada.names == ("Ada Chen",)
    assert ada.sentence == "Ada Chen writes that the bridge is not safe."
    assert ada.language == "en"
    report = found()["source/report"]
    assert report.neighbours == ("The city",)
    assert report.company == ("The river",)


def test_the_language_is_that_of_the_article(found):
    def chinese(typed):
        return typed.replace("kind: essay\n", "kind: essay\n  language: zh-Hans\n")

    assert found(change=chinese)["person/ada"].language == "zh"


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The road to Mali is long.", True),
        ("In 2012, Mali’s army left.", True),
        ("It is so. Mali is a state.", True),
        ("The National Bank of Mali is closed.", False),
        ("The Mali Empire was large.", False),
        ("The Timbuktu-Mali road is long.", False),
        ("Greater Mali is a dream.", False),
        ("The Bank of the Mali is closed.", False),
        ("It was Bank of Mali. But in Mali nobody knows.", True),
        ("We read Mali/Niger on it.", False),
    ],
)
def test_a_name_inside_a_longer_name_is_not_alone(found, text, alone):
    made = found(text=f"\n{text}\n", places="  - id: mali\n    name: Mali\n")
    assert made["place/mali"].alone is alone


def test_in_scripts_without_spaces_a_name_between_letters_is_never_alone(found):
    made = found(text="\n他在中国银行工作。\n", places="  - id: cn\n    name: 中国\n")
    assert made["place/cn"].alone is False


def test_an_entity_that_the_text_does_not_name_is_not_alone(found):
    made = found(places="  - id: mali\n    name: Mali\n")["place/mali"]
    assert (made.alone, made.sentence) == (False, "")


def test_the_places_around_a_place_are_told_from_the_nearest(found):
    places = (
        "  - id: a\n    name: Aa\n    within: b\n"
        "  - id: b\n    name: Bb\n    within: c\n  - id: c\n    name: Cc\n"
    )
    assert found(places=places)["place/a"].within == ("Bb", "Cc")
