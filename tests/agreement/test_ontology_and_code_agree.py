"""ontology/kg.ttl, the code made of it, the lists of words, and the table say the same."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

import kgbuild
from kgbuild import choices, resources
from kgbuild.graph import generate, vocab
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.table import BY_RECORD, TABLE
from kgbuild.records import model

KG = PREFIXES["kg"]
NS = "https://w3id.org/kgbuild/ns"
RDF, RDFS, SKOS = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["skos"]
OWL = "http://www.w3.org/2002/07/owl#"
VANN = "http://purl.org/vocab/vann/"
MAPPING = [SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "relatedMatch")]
UPWARDS = [RDFS + "subClassOf", RDFS + "subPropertyOf"]

SCHEMES = {
    "factuality": choices.FACTUALITIES,
    "quotation-mode": choices.QUOTATION_MODES,
    "policy-mode": choices.POLICY_MODES,
    "policy-change": choices.POLICY_CHANGES,
    "claim-relation": choices.CLAIM_RELATIONS,
    "review-state": choices.REVIEW_STATES,
    "confidence": choices.CONFIDENCES,
    "stance": choices.STANCES,
    "classification-marking": choices.CLASSIFICATIONS,
    "protection-reason": choices.PROTECTIONS,
    "term-usage": choices.USAGES,
    "tie-type": choices.TIE_TYPES,
    "institution-type": choices.INSTITUTION_TYPES,
    # Decided in links files, not typed: kgbuild.link.decisions has the words.
    "link-decision": ("linked", "unsure", "not-found"),
}


def _read() -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for triple in ox.parse(path=str(resources.ontology()), format=ox.RdfFormat.TURTLE):
        about[triple.subject.value][triple.predicate.value].append(triple.object)
    return {iri: dict(said) for iri, said in about.items()}


ABOUT = _read()


def values(iri: str, *predicates: str) -> list[str]:
    """What the ontology says about a term."""
    said = ABOUT.get(iri, {})
    return [node.value for predicate in predicates for node in said.get(predicate, ())]


def of_type(*types: str) -> list[str]:
    return sorted(iri for iri in ABOUT if set(values(iri, RDF + "type")) & set(types))


CLASSES = [iri for iri in of_type(OWL + "Class") if iri.startswith(KG)]
PROPERTIES = [
    iri for iri in of_type(OWL + "ObjectProperty", OWL + "DatatypeProperty") if iri.startswith(KG)
]
CONCEPTS = of_type(SKOS + "Concept")


def short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


# ── The generated module ─────────────────────────────────────────────────────────────────────────


def test_the_vocabulary_module_is_what_the_ontology_makes():
    module = Path(vocab.__file__).read_text(encoding="utf-8")
    assert module == generate.vocabulary(resources.ontology())


def test_a_term_that_does_not_exist_fails():
    assert not hasattr(vocab.KG, "claims")
    assert vocab.KG.Claim == KG + "Claim"


# ── The lists of words ───────────────────────────────────────────────────────────────────────────


def test_every_scheme_has_its_list_of_words():
    schemes = {short(iri).removesuffix("-scheme") for iri in of_type(SKOS + "ConceptScheme")}
    assert schemes == set(SCHEMES) == set(vocab.CONCEPTS)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_the_words_of_a_list_are_the_notations_of_its_scheme(scheme):
    members = [c for c in CONCEPTS if values(c, SKOS + "inScheme") == [f"{KG}{scheme}-scheme"]]
    notations = [n for c in members for n in values(c, SKOS + "notation")]
    assert sorted(notations) == sorted(SCHEMES[scheme])
    assert len(notations) == len(members)


def test_no_list_of_words_is_without_a_scheme():
    lists = {name: value for name, value in vars(choices).items() if isinstance(value, tuple)}
    known = [*SCHEMES.values(), choices.SOURCE_KINDS, choices.VOICE_KINDS]
    known.append(choices.REGION_KINDS)  # for extractors; no passage is left out of the graph
    assert [name for name, words in lists.items() if words not in known] == []


def test_no_word_stands_twice_in_a_list():
    for words in (*SCHEMES.values(), choices.SOURCE_KINDS, choices.VOICE_KINDS):
        assert len(set(words)) == len(words)


def test_kinds_of_sources_and_voices_are_classes_with_that_notation():
    assert set(choices.SOURCE_KINDS).isdisjoint(choices.VOICE_KINDS)
    assert set(choices.SOURCE_KINDS) | set(choices.VOICE_KINDS) == set(vocab.KINDS)
    for kind, iri in vocab.KINDS.items():
        assert values(iri, SKOS + "notation") == [kind]


@pytest.mark.parametrize("concept", CONCEPTS, ids=short)
def test_a_word_has_a_label_a_definition_a_notation_and_one_list(concept):
    for predicate in (
        RDFS + "label",
        SKOS + "definition",
        SKOS + "notation",
        SKOS + "inScheme",
    ):
        assert len(values(concept, predicate)) == 1, predicate
    assert vocab.LABELS[concept] == values(concept, RDFS + "label")[0]


# ── The table ────────────────────────────────────────────────────────────────────────────────────


def _row_name(row: object) -> str:
    return row.record.__name__


@pytest.mark.parametrize("row", TABLE, ids=_row_name)
def test_everything_in_the_table_is_in_the_ontology(row):
    predicates = [field.predicate for field in row.fields]
    constants = [iri for pair in row.constants for iri in pair]
    assert [iri for iri in (*row.classes, *predicates, *constants) if iri not in ABOUT] == []
    assert {f"{f.codec.scheme}-scheme" for f in row.fields if f.codec.scheme} <= {
        short(iri) for iri in of_type(SKOS + "ConceptScheme")
    }


@pytest.mark.parametrize("row", TABLE, ids=_row_name)
def test_every_field_of_a_record_has_its_row_in_the_table(row):
    fields = {f.name for f in dataclasses.fields(row.record)} - {"iri"}
    if row.kinds:
        fields -= {"kind"}
    assert {f.name for f in row.fields} == fields
    assert len(row.fields) == len(fields)


def test_every_record_has_a_row():
    records = {
        value
        for value in vars(model).values()
        if dataclasses.is_dataclass(value) and value.__module__ == model.__name__
    }
    assert records - set(BY_RECORD) == {model.When, model.Term, model.Record, model.Agent}
    assert len(BY_RECORD) == len(TABLE)


@pytest.mark.parametrize("row", TABLE, ids=_row_name)
def test_many_values_are_a_set_and_one_value_is_none(row):
    kinds = {f.name: str(f.type) for f in dataclasses.fields(row.record)}
    assert [f.name for f in row.fields if f.many != kinds[f.name].startswith("frozenset")] == []


@pytest.mark.parametrize("row", TABLE, ids=_row_name)
def test_a_literal_belongs_to_a_datatype_property_and_an_iri_to_an_object_property(row):
    wrong = []
    for field in row.fields:
        types = values(field.predicate, RDF + "type")
        literal = field.codec.datatype is not None
        if literal and OWL + "ObjectProperty" in types:
            wrong.append(field.name)
        if not literal and OWL + "DatatypeProperty" in types:
            wrong.append(field.name)
        ranges = [r for r in values(field.predicate, RDFS + "range") if field.codec.datatype]
        if ranges and ranges != [field.codec.datatype]:
            wrong.append(field.name)
    assert wrong == []


@pytest.mark.parametrize("row", TABLE, ids=_row_name)
def test_a_property_with_a_domain_is_used_on_that_class(row):
    wrong = [
        (field.name, domain)
        for field in row.fields
        for domain in values(field.predicate, RDFS + "domain")
        if domain not in row.classes
    ]
    assert wrong == []


# ── The ontology itself ──────────────────────────────────────────────────────────────────────────


def test_there_are_few_terms_of_our_own():
    assert 0 < len(CLASSES) <= 20
    assert 0 < len(PROPERTIES) <= 40


@pytest.mark.parametrize("term", [*CLASSES, *PROPERTIES], ids=short)
def test_a_term_of_our_own_is_labelled_defined_and_explained(term):
    assert len(values(term, RDFS + "label")) == 1
    assert values(term, RDFS + "isDefinedBy") == [NS]
    (comment,) = values(term, RDFS + "comment")
    assert comment.endswith((".", "”", "…"))
    assert len(comment) > 40


# A comment shows an example: it says so, quotes words, or names a year or a Chinese word.
EXAMPLE = re.compile(r"Example: |such as|“|\d{4}|[\u4e00-\u9fff]")


@pytest.mark.parametrize("term", [*CLASSES, *PROPERTIES], ids=short)
def test_a_term_of_our_own_is_explained_with_an_example(term):
    (comment,) = values(term, RDFS + "comment")
    assert EXAMPLE.search(comment)


@pytest.mark.parametrize("term", [*CLASSES, *PROPERTIES], ids=short)
def test_a_term_of_our_own_is_mapped_to_one_of_others(term):
    outside = [iri for iri in values(term, *MAPPING, *UPWARDS) if not iri.startswith(KG)]
    above = [values(iri, *MAPPING, *UPWARDS) for iri in values(term, *UPWARDS)]
    assert outside or any(not iri.startswith(KG) for iris in above for iri in iris)


@pytest.mark.parametrize("term", PROPERTIES, ids=short)
@pytest.mark.parametrize("end", ["domain", "range"])
def test_a_property_has_a_domain_and_a_range_or_says_why_not(term, end):
    (comment,) = values(term, RDFS + "comment")
    given = values(term, RDFS + end)
    excused = f"No {end}" in comment or (end == "range" and "No domain, no range" in comment)
    assert bool(given) != excused
    assert len(given) <= 1


def test_every_class_and_property_of_others_says_how_it_is_used():
    others = [
        iri
        for iri in ABOUT
        if not iri.startswith(KG) and iri != NS and SKOS + "inScheme" not in ABOUT[iri]
    ]
    assert len(others) > 50
    assert [iri for iri in others if len(values(iri, VANN + "usageNote")) != 1] == []


def test_no_term_is_named_that_the_ontology_does_not_have():
    used = {
        node.value
        for said in ABOUT.values()
        for nodes in said.values()
        for node in nodes
        if isinstance(node, ox.NamedNode) and node.value.startswith(KG)
    }
    assert {iri for iri in used if iri not in ABOUT} == set()


def test_no_term_of_our_own_is_unused():
    package = Path(kgbuild.__file__).parent
    code = "".join(
        p.read_text(encoding="utf-8") for p in package.rglob("*.py") if p.stem != "vocab"
    )
    names = {short(t) for t in (*CLASSES, *PROPERTIES)}
    unused = {n for n in names if not re.search(rf"\bKG\.{n}_?\b", code)}
    assert unused <= {short(iri) for iri in vocab.KINDS.values()}
