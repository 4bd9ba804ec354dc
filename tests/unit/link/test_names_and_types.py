"""Names as they are compared, identifiers as their authorities write them, types as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.link.authorities import canonical, misfit
from kgbuild.link.names import folded, words
from kgbuild.link.types import agreement, disagreement, kinds_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. consulate", "US Consulate"),
        ("São Tomé", "sao  tome"),
        ("L’Oréal", "l'oreal"),
        ("People's Daily", "People’s Daily"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("STRASSE", "Straße"),
        ("Ａ", "a"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_names_that_differ_by_typing_are_equal(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Guinea", "Guinea-Bissau"),
        ("North Korea", "South Korea"),
        ("中国", "中國"),
        ("कि", "की"),
        ("Niger", "Nigeria"),
    ],
)
def test_names_of_different_things_stay_different(one, other):
    assert folded(one) != folded(other)


@given(st.text(max_size=40))
def test_folding_is_done_once_and_for_all(text):
    assert folded(folded(text)) == folded(text)


def test_a_name_that_is_only_an_article_is_kept():
    assert folded("The") == "the"
    assert words("") == frozenset()


@pytest.mark.parametrize(
    ("written", "iri"),
    [
        ("http://wikidata.org/wiki/Q148", "http://www.wikidata.org/entity/Q148"),
        ("https://www.wikidata.org/entity/Q148", "http://www.wikidata.org/entity/Q148"),
        ("https://www.geonames.org/1814991/china.html", "https://sws.geonames.org/1814991/"),
        ("http://sws.geonames.org/1814991/", "https://sws.geonames.org/1814991/"),
        ("https://example.org/wiki/Q148", "https://example.org/wiki/Q148"),
    ],
)
def test_an_identifier_is_written_as_its_authority_does(written, iri):
    assert canonical(written) == iri


@pytest.mark.parametrize(
    "iri",
    [
        "https://orcid.org/0000-0002-1825-0097",
        "https://isni.org/isni/000000012146438X",
        "https://portal.issn.org/resource/ISSN/2095-2678",
        "https://d-nb.info/gnd/118540238",
        "https://d-nb.info/gnd/4079163-4",
        "http://www.wikidata.org/entity/Q148",
    ],
)
def test_identifiers_in_order_fit(iri):
    assert misfit(iri) == ""


@pytest.mark.parametrize(
    ("iri", "authority"),
    [
        ("https://orcid.org/0000-0002-1825-0079", "ORCID"),
        ("https://isni.org/isni/0000000121464381", "ISNI"),
        ("https://portal.issn.org/resource/ISSN/2095-2687", "ISSN"),
        ("https://d-nb.info/gnd/118540239", "GND"),
    ],
)
def test_a_mistyped_identifier_does_not_fit(iri, authority):
    assert authority in misfit(iri)


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("sovereign state", "place"),
        ("city council", "institution"),
        ("human", "person"),
        ("http://schema.org/Person", "person"),
        ("DifferentiatedPerson", "person"),
        ("daily newspaper", "institution"),
        ("big city", "place"),
        ("cities", "place"),
        ("history of China", None),
        ("Q515", None),
        ("城市", None),
    ],
)
def test_what_a_type_speaks_of_is_its_last_word(type_, kind):
    assert kinds_of(type_) == frozenset() if kind is None else kind in kinds_of(type_)


@pytest.mark.parametrize(
    ("kind", "types", "verdict"),
    [
        ("place", ("city",), True),
        ("place", ("human",), False),
        ("person", ("film", "city"), False),
        ("person", ("film", "human"), True),
        ("place", ("xyz",), None),
        ("place", (), None),
        ("institution", ("book",), None),
        ("document", ("newspaper",), None),
    ],
)
def test_types_agree_disagree_or_say_nothing(kind, types, verdict):
    assert agreement(kind, types) is verdict
    assert bool(disagreement(kind, types)) is (verdict is False)
