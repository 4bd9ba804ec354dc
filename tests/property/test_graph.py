"""What holds for all records and triples: encode and decode, write and read undo each other."""

from __future__ import annotations

import json
import typing
from dataclasses import MISSING, fields

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.cli.findings import clean
from kgbuild.errors import QueryError
from kgbuild.graph import formats
from kgbuild.graph.codec import Codec
from kgbuild.graph.decode import decode
from kgbuild.graph.encode import encode
from kgbuild.graph.prefixes import PREFIXES, compact, expand
from kgbuild.graph.table import BY_RECORD, TABLE, Field
from kgbuild.graph.terms import term
from kgbuild.graph.to_rdflib import to_rdflib
from kgbuild.graph.vocab import CONCEPTS
from kgbuild.records import model
from kgbuild.records.identity import Minter
from kgbuild.sparql import refuse_remote

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
FEW = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
NAMES = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
}

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
iris = st.builds("https://example.org/{}/{}".format, slugs, slugs)
days = st.dates().map(lambda day: day.isoformat())
whens = st.builds(
    lambda edtf, first, last: model.When(edtf=edtf, earliest=first, latest=last),
    texts.filter(bool),
    st.none() | days,
    st.none() | days,
)
languages = st.sampled_from(["en", "zh-hans", "zh-latn-pinyin", "ko", "de-at"])
terms = st.builds(lambda text, language: model.Term(text=text, language=language), texts, languages)


def values(field: Field) -> st.SearchStrategy[object]:
    """Values that a field of the table may have."""
    codec: Codec = field.codec
    if codec.scheme is not None:
        return st.sampled_from(sorted(CONCEPTS[codec.scheme]))
    if field.name in ("position", "quotation"):
        kind = {"position": "position", "quotation": "quote"}[field.name]
        return iris.map(lambda iri: f"{iri}/{kind}/1-2")
    if codec.datatype is None:
        return iris
    local = codec.datatype.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return {
        "string": texts,
        "integer": st.integers(),
        "nonNegativeInteger": st.integers(min_value=0),
        "date": days,
        "langString": terms,
        "EDTF": whens,
    }[local]


def kinds(record: type) -> st.SearchStrategy[str]:
    from kgbuild import choices

    return st.sampled_from(choices.VOICE_KINDS if record is model.Voice else choices.SOURCE_KINDS)


def records_of(record: type) -> st.SearchStrategy[object]:
    row = BY_RECORD[record]
    optional = {f.name for f in fields(record) if f.default is not MISSING}
    hints = typing.get_type_hints(record)
    given_: dict[str, st.SearchStrategy[object]] = {"iri": iris}
    if row.kinds:
        given_["kind"] = kinds(record)
    for field in row.fields:
        one = values(field)
        if field.many:
            one = st.frozensets(one, max_size=3)
        elif field.name in optional and type(None) in typing.get_args(hints[field.name]):
            one = st.none() | one
        given_[field.name] = one
    return st.builds(record, **given_)


@pytest.mark.parametrize("record", [row.record for row in TABLE], ids=lambda r: r.__name__)
def test_every_record_is_what_its_triples_decode_to(record):
    @FEW
    @given(records_of(record))
    def holds(one):
        assert decode(encode([one])) == (one,)

    holds()


anything = st.one_of(*(records_of(row.record) for row in TABLE))


@FEW
@given(st.lists(anything, max_size=6, unique_by=lambda record: record.iri), st.randoms())
def test_records_in_any_order_make_the_same_bytes(records, dice):
    data = formats.write(encode(records), formats.TURTLE)
    dice.shuffle(records)
    assert formats.write(encode(records), formats.TURTLE) == data


predicates = st.builds("https://example.org/p/{}".format, slugs).map(ox.NamedNode)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), texts, languages),
    st.builds(
        lambda text, iri: ox.Literal(text, datatype=ox.NamedNode(iri)),
        texts,
        iris
        | st.sampled_from([PREFIXES["xsd"] + n for n in ("integer", "decimal", "date", "boolean")]),
    ),
    st.integers().map(
        lambda n: ox.Literal(str(n), datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))
    ),
)
odd_iris = st.builds(
    lambda start, rest: start + rest,
    st.sampled_from([*PREFIXES.values(), "https://example.org/", "urn:x:"]),
    st.text("aZ09._~-!$&'()*+,;=:@/?%41\u6865", max_size=12).filter(
        lambda text: "%" not in text.replace("%41", "")
    ),
).map(ox.NamedNode)
triples = st.builds(ox.Triple, odd_iris, predicates | odd_iris, odd_iris | literals)


@pytest.mark.parametrize("format_", formats.WRITABLE, ids=lambda f: f.name)
def test_both_readers_read_what_was_written(format_, monkeypatch, caplog):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    caplog.set_level("CRITICAL")  # rdflib reports every literal that does not fit its datatype

    @FEW
    @given(st.sets(triples, max_size=5))
    def holds(some):
        data = formats.write(some, format_)
        read = {
            ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(data, format=format_.ox)
        }
        assert read == some
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=NAMES[format_.name])
        assert {(s, p, o) for s, p, o, _ in dataset.quads()} == set(to_rdflib(some))

    holds()


quads = st.builds(
    ox.Quad, odd_iris, predicates, literals, st.just(ox.DefaultGraph()) | iris.map(ox.NamedNode)
)


@pytest.mark.parametrize(
    "format_", [formats.NQUADS, formats.TRIG, formats.JSONLD], ids=lambda f: f.name
)
def test_named_graphs_are_read_back(format_):
    @FEW
    @given(st.sets(quads, max_size=6))
    def holds(some):
        assert set(ox.parse(formats.write(some, format_), format=format_.ox)) == some

    holds()


@FEW
@given(odd_iris)
def test_a_short_name_expands_to_its_iri(iri):
    short = compact(iri.value)
    assert short is None or expand(short) == iri.value


@FEW
@given(st.binary(max_size=200), st.sampled_from(formats.FORMATS))
def test_no_bytes_make_a_reader_raise(data, format_):
    found = formats.parse(data, "x", format_=format_)
    assert isinstance(found, tuple) or found.code == "rdf-syntax"


@FEW
@given(
    st.text("<>\"'{}[]().;,:@^_#\\ \nabSELECT01?$", max_size=80), st.sampled_from(formats.FORMATS)
)
def test_no_text_makes_a_reader_raise(text, format_):
    found = formats.parse(text.encode(), "x", format_=format_)
    assert isinstance(found, tuple) or found.code == "rdf-syntax"


@FEW
@given(texts)
def test_a_bound_text_is_the_text_that_was_typed(text):
    assert term(str(ox.Literal(text))) == ox.Literal(text)


noise = st.text("?a<>\"'#\\:;.{}() \n\u6865", max_size=20)


@FEW
@given(noise)
def test_a_query_with_service_in_the_open_is_refused_after_any_whole_string(text):
    literal = json.dumps(text, ensure_ascii=True)
    with pytest.raises(QueryError):
        refuse_remote(f"SELECT * {{ BIND({literal} AS ?x) SERVICE <http://x/> {{}} }}")


@FEW
@given(texts)
def test_what_is_printed_cannot_command_a_terminal(text):
    shown = clean(text)
    assert not [c for c in shown if (ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0]
    assert clean(shown) == shown


@FEW
@given(slugs, slugs, slugs)
def test_things_of_one_kind_and_id_are_one_thing_in_all_articles(first, second, slug):
    one, two = Minter("https://e.org/", first), Minter("https://e.org/", second)
    assert one.named("person", slug) == two.named("person", slug)
    assert (one.named("claim", slug) == two.named("claim", slug)) == (first == second)
