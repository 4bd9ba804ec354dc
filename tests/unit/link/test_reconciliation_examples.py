"""The standard's own examples, read by kgbuild, and what kgbuild sends, by its schemas."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest
from faults import closing, failure, http
from reconciling import (
    MANIFEST,
    SPACE,
    STANDARD,
    as_json,
    candidate,
    reconciling,
    validator,
)

from kgbuild.link.linker import Candidate, Query
from kgbuild.link.reconciliation import Reconciliation
from kgbuild.session import Manners, Session

EXAMPLES = STANDARD / "examples"
# Where each manifest says that the thing with the id 42 is; # stands for the service's address.
PLACES = {
    "authentication": "http://vivo.med.cornell.edu/individual/42",
    "codefork-viaf": "http://viaf.org/viaf/42",
    "example-min": "#42",
    "feature-view": "#42",
    "findthatcharity": "https://findthatcharity.uk/charity/42",
    "fundref": "#42",
    "geocollider-sinatra": "https://pleiades.stoa.org/places/vocab#42",
    "getty": "http://vocab.getty.edu/page/42",
    "kerameikos": "http://kerameikos.org/id/42",
    "kew": "http://ipni.org/urn:lsid:ipni.org:names:42",
    "lobid-gnd": "https://lobid.org/gnd/42",
    "nomisma": "http://nomisma.org/id/42",
    "occrp": "https://aleph.occrp.org/entities/42",
    "ordnance-survey": "#42",
    "vivo-cornell": "http://vivo.med.cornell.edu/individual/42",
    "wikidata": "http://www.wikidata.org/entity/42",
}
# Not as the schema wants it, and still no reason to refuse: `versions` came with 0.2, and services
# live that speak 0.1, whose questions and answers are the same; kgbuild does not read
# `authentication`, `documentation`, `feature_view` and `extend`, and a page address without {{id}}
# is not used.
TOLERATED = {
    "bad-authentication": "#42",
    "feature-view": "#42",
    "invalid-documentation": "#42",
    "missing-version": "#42",
    "old-version": "#42",
    "opencorporates": "https://opencorporates.com42",
    "ror-invalid-view-pattern": "#42",
    "slub-invalid-property-setting": None,
}


def examples(kind: str, which: str) -> dict[str, object]:
    folder = EXAMPLES / kind / which
    return {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}


def ask(url: str, *names: str) -> tuple[tuple[Candidate, ...], ...]:
    with Session("mailto:tests@example.org", manners=Manners(tries=1)) as session:
        return Reconciliation(session, url).ask([Query(name=name) for name in names])


def place_of_42(manifest: object) -> tuple[str, str]:
    found = [candidate("42", "Lindow")]
    with reconciling(lambda _: found, manifest=as_json(manifest)) as service:
        ((one,),) = ask(service.url, "Lindow")
        return one.id, service.url


@pytest.mark.parametrize("name", sorted(examples("manifest", "valid")))
def test_every_valid_manifest_tells_where_things_are(name):
    manifest = examples("manifest", "valid")[name]
    validator("manifest").validate(manifest)
    iri, url = place_of_42(manifest)
    assert iri == PLACES[name].replace("#42", f"{url}#42", 1 if PLACES[name] == "#42" else 0)


@pytest.mark.parametrize("name", sorted(TOLERATED))
def test_manifests_that_only_the_schema_refuses_are_read(name):
    manifest = examples("manifest", "invalid")[name]
    assert not validator("manifest").is_valid(manifest)
    iri, url = place_of_42(manifest)
    wanted = TOLERATED[name] or iri
    assert iri == (f"{url}#42" if wanted == "#42" else wanted)
    assert iri.startswith(("http://", "https://"))


def test_every_other_invalid_manifest_is_refused_with_a_reason():
    refused = examples("manifest", "invalid").keys() - TOLERATED.keys()
    assert refused == {"godot-missing-identifierSpace"}
    for name in refused:
        manifest = as_json(examples("manifest", "invalid")[name])
        with reconciling(manifest=manifest) as service:
            error = failure(ask, service.url, "Lindow")
            assert (error.reason, service.questions) == ("wrong-answer", [])


def test_every_valid_result_batch_is_read():
    for batch in examples("reconciliation-result-batch", "valid").values():
        validator("reconciliation-result-batch").validate(batch)
        given = [of["result"] for of in batch.values()]
        with reconciling(lambda name, given=given: given[int(name)]) as service:
            found = ask(service.url, *map(str, range(len(given))))
        for read, wanted in zip(found, given, strict=True):
            assert [c.id for c in read] == [SPACE + one["id"] for one in wanted][: len(read)]
            assert [c.label for c in read] == [one["name"] for one in wanted][: len(read)]
        assert found[0][0].types == ("Normdatenressource", "Individualisierte Person")
        assert found[0][0].description == given[0][0]["description"]


@pytest.mark.parametrize("name", sorted(examples("reconciliation-result-batch", "invalid")))
def test_every_invalid_result_batch_is_a_failure_and_never_an_empty_answer(name):
    batch = examples("reconciliation-result-batch", "invalid")[name]
    assert not validator("reconciliation-result-batch").is_valid(batch)
    renamed = {"q0": next(iter(batch.values()))}
    with reconciling(fault=lambda _: as_json(renamed)) as service:
        assert failure(ask, service.url, "Urbaniak").reason == "wrong-answer"


WRONG = {
    "a list": as_json([]),
    "null": as_json(None),
    "a text": as_json("busy"),
    "no results for one query": as_json({"q0": {"result": []}}),
    "results for other queries": as_json({"a": {"result": []}, "b": {"result": []}}),
    "a result that is an object": as_json({"q0": {"result": {}}, "q1": {"result": []}}),
    "a result that is null": as_json({"q0": {"result": None}, "q1": {"result": []}}),
    "candidates that are texts": as_json({"q0": {"result": ["42"]}, "q1": {"result": []}}),
    "an id that is a number": as_json(
        {"q0": {"result": [{"id": 42, "name": "x"}]}, "q1": {"result": []}}
    ),
    "an empty id": as_json({"q0": {"result": [{"id": " ", "name": "x"}]}, "q1": {"result": []}}),
    "a name that is null": as_json(
        {"q0": {"result": [{"id": "1", "name": None}]}, "q1": {"result": []}}
    ),
    "an id with a line break inside an address": as_json(
        {"q0": {"result": [{"id": "http://x.example/a\nb", "name": "x"}]}, "q1": {"result": []}}
    ),
    "its manifest again": as_json(MANIFEST),
    "an error object": as_json({"status": "error", "message": "no such view"}),
    "an error text": as_json({"error": "over quota"}),
    "a page": http(b"<html>busy</html>", kind="text/html"),
    "nothing": http(b""),
    "half of it": closing(http(b'{"q0": {"result": []', length=200)),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_is_no_answer_is_a_failure_with_a_reason(name):
    with reconciling(fault=lambda _: WRONG[name]) as service:
        error = failure(ask, service.url, "Lindow", "Ashmere")
    reasons = {"a page": "wrong-type", "nothing": "empty", "half of it": "broken"}
    assert error.reason == reasons.get(name, "wrong-answer")


def test_odd_types_and_scores_do_not_matter():
    odd = [
        {"id": "1", "name": " two\n lines ", "score": "high", "match": "yes", "type": "city"},
        {"id": "2", "name": "x", "type": [None, 5, {"id": 7}, {"name": None, "id": "town"}]},
        {"id": "3", "name": "x", "type": {"id": "lake"}, "description": ["?"]},
    ]
    with reconciling(lambda _: odd) as service:
        ((first, second, third),) = ask(service.url, "Lindow")
    assert (first.label, first.types) == ("two lines", ("city",))
    assert (second.types, third.types, third.description) == (("town",), ("lake",), "")


def test_what_kgbuild_sends_is_as_the_standard_says():
    names = ["Lindow", "“quoted” & 100 % {{id}}", "橋", "x" * 500, "+ = ; #"]
    with reconciling() as service:
        ask(service.url, *names)
        posted = service.server.asked[-1]
    assert posted.method == "POST"
    assert posted.headers["content-type"] == "application/x-www-form-urlencoded"
    form = parse_qs(posted.body.decode(), strict_parsing=True)
    assert form.keys() == {"queries"}
    sent = json.loads(form["queries"][0])
    validator("reconciliation-query-batch").validate(sent)
    assert [query["query"] for query in sent.values()] == names


def test_the_schema_of_queries_accepts_and_refuses_what_the_standard_does():
    for which in ("valid", "invalid"):
        for name, batch in examples("reconciliation-query-batch", which).items():
            valid = validator("reconciliation-query-batch").is_valid(batch)
            assert valid == (which == "valid"), name
