"""Records to triples and back: what is said once in the table holds both ways."""

from __future__ import annotations

from dataclasses import fields, replace

import pyoxigraph as ox
import pytest

from kgbuild import resources
from kgbuild.graph.decode import decode
from kgbuild.graph.encode import encode
from kgbuild.graph.generate import vocabulary
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.table import BY_RECORD, TABLE, field_of
from kgbuild.graph.vocab import CONCEPTS, KG, KINDS, LABELS, RDF, RDFS
from kgbuild.records import model

IRI = "https://example.org/thing"
OTHER = "https://example.org/other"


def test_every_record_of_the_seed_survives_the_round_trip(seed_build):
    decoded = decode(encode(seed_build.records))
    assert decoded == tuple(sorted(seed_build.records, key=lambda record: record.iri))


def test_encoding_what_was_decoded_gives_the_same_triples(seed_build):
    assert encode(decode(seed_build.triples)) == seed_build.triples


def test_the_order_of_records_does_not_matter(seed_build):
    assert encode(reversed(seed_build.records)) == seed_build.triples


def test_the_seed_graph_has_no_blank_nodes(seed_build):
    nodes = [node for t in seed_build.triples for node in (t.subject, t.object)]
    assert nodes
    assert not [node for node in nodes if isinstance(node, ox.BlankNode)]


def test_every_seed_node_that_is_the_subject_of_anything_has_a_class(seed_build):
    subjects = {t.subject for t in seed_build.triples}
    typed = {t.subject for t in seed_build.triples if t.predicate.value == RDF.type}
    assert subjects == typed


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.record.__name__)
def test_the_table_has_a_predicate_for_every_field_of_a_record(row):
    in_table = {field.name for field in row.fields} | {"iri"} | ({"kind"} if row.kinds else set())
    assert in_table == {field.name for field in fields(row.record)}


def test_the_table_has_a_row_for_every_kind_of_record():
    kinds = {
        kind
        for kind in vars(model).values()
        if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")
    }
    assert set(BY_RECORD) == kinds - {model.Record, model.Agent, model.When, model.Term}


def test_every_kgbuild_predicate_and_class_of_the_table_is_defined_in_the_ontology():
    defined = {
        triple.subject.value
        for triple in ox.parse(path=str(resources.ontology()), format=ox.RdfFormat.TURTLE)
        if triple.predicate.value == RDF.type
    }
    used = {f.predicate for row in TABLE for f in row.fields} | {
        c for r in TABLE for c in r.classes
    }
    ours = {iri for iri in used if iri.startswith(PREFIXES["kg"])}
    assert ours
    assert ours <= defined


def test_vocab_is_what_the_ontology_generates():
    written = (resources._PACKAGE / "graph" / "vocab.py").read_text(encoding="utf-8")
    assert written == vocabulary(resources.ontology())


def test_every_word_of_a_list_has_a_label():
    words = {iri for words in CONCEPTS.values() for iri in words.values()}
    assert words
    assert words <= set(LABELS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_of_source_or_voice_comes_back_as_the_word_it_was(kind):
    when = model.When(edtf="2012")
    source = model.Source(iri=IRI, label="x", kind=kind, issued=when)
    voice = model.Voice(iri=IRI, label="x", kind=kind, document=OTHER)
    found = [r.kind for one in (source, voice) for r in decode(encode([one])) if hasattr(r, "kind")]
    assert set(found) == {kind}


def test_a_word_of_a_list_comes_with_its_label_and_notation():
    tie = model.Tie(iri=IRI, label="x", subject=OTHER, type="reports-to", object=OTHER)
    word = ox.NamedNode(CONCEPTS["tie-type"]["reports-to"])
    said = {t.predicate.value: t.object for t in encode([tie]) if t.subject == word}
    assert said[RDFS.label] == ox.Literal(LABELS[word.value])
    assert said[PREFIXES["skos"] + "notation"] == ox.Literal("reports-to")


def test_a_date_keeps_its_bounds_and_an_open_end_has_none():
    since = model.When(edtf="2002/..", earliest="2002-01-01")
    event = model.Event(iri=IRI, label="x", when=since)
    assert decode(encode([event])) == (event,)
    predicates = {t.predicate.value for t in encode([event])}
    assert KG.earliest in predicates
    assert KG.latest not in predicates


def test_a_record_that_lacks_a_required_field_is_left_out_by_decode():
    tie = model.Tie(iri=IRI, label="x", subject=OTHER, type="controls", object=OTHER)
    kept = {t for t in encode([tie]) if t.predicate.value != KG.from_}
    assert decode(kept) == ()


def test_a_stranger_s_extra_triples_do_not_disturb_decoding():
    tie = model.Tie(iri=IRI, label="x", subject=OTHER, type="controls", object=OTHER)
    extra = ox.Triple(ox.NamedNode(IRI), ox.NamedNode("urn:p"), ox.Literal("?"))
    assert decode({*encode([tie]), extra}) == (tie,)


def test_a_field_is_found_by_its_predicate():
    assert field_of(model.Claim, KG.statedIn) == "source"
    assert field_of(model.Claim, "urn:nothing") is None


def test_two_passages_of_one_text_keep_their_own_selectors():
    spans = [
        model.Passage(
            iri=f"https://example.org/text/a#char={n},9",
            label="x",
            snapshot="https://example.org/text/a",
            position=f"https://example.org/text/a/position/{n}-9",
            quotation=f"https://example.org/text/a/quote/{n}-9",
        )
        for n in (1, 2)
    ]
    assert decode(encode(spans)) == tuple(spans)


def test_a_claim_may_say_nothing_and_have_everything_else():
    claim = model.Claim(
        iri=IRI,
        label="x",
        holder=OTHER,
        source=OTHER,
        factuality="PS+",
        reports=frozenset({OTHER, IRI}),
        said=model.When(edtf="2012-02", earliest="2012-02-01", latest="2012-02-29"),
    )
    assert decode(encode([claim])) == (claim,)
    assert decode(encode([replace(claim, says="a\nb")])) == (replace(claim, says="a\nb"),)


@pytest.mark.parametrize(
    ("predicate", "term"),
    [
        (PREFIXES["oa"] + "start", ox.Literal("soon")),
        (PREFIXES["oa"] + "start", ox.NamedNode("urn:x")),
        (PREFIXES["oa"] + "start", ox.BlankNode("b")),
        (PREFIXES["oa"] + "start", ox.Literal("9" * 5000)),
        (
            PREFIXES["oa"] + "start",
            ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")),
        ),
    ],
    ids=["text", "iri", "blank", "huge", "triple"],
)
def test_a_number_that_is_none_leaves_the_record_out_instead_of_ending_the_run(predicate, term):
    selector = model.PositionSelector(iri=IRI, start=0, end=4)
    kept = [t for t in encode([selector]) if t.predicate.value != predicate]
    spoilt = [*kept, ox.Triple(ox.NamedNode(IRI), ox.NamedNode(predicate), term)]
    assert decode(spoilt) == ()


def test_a_term_without_a_language_leaves_the_record_out_instead_of_ending_the_run():
    naming = model.NamingChoice(
        iri=IRI,
        label="x",
        holder=OTHER,
        term=model.Term(text="桥", language="zh-hans"),
        usage="used",
        denotes=OTHER,
    )
    kept = [t for t in encode([naming]) if t.predicate.value != KG.term]
    iri = ox.Triple(ox.NamedNode(IRI), ox.NamedNode(KG.term), ox.NamedNode("urn:x"))
    assert decode([*kept, iri]) == ()
