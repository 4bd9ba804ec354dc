"""The JSON Schema for editors says the same as the reader."""

from __future__ import annotations

import json

import jsonschema
import pytest
from ruamel.yaml import YAML
from texts import HEAD, claim, claims

from kgbuild import choices
from kgbuild.annotation.read import parse
from kgbuild.annotation.schema import json_schema

START = {"id": "a", "title": "A", "kind": "essay", "issued": "2012", "file": "a.txt"}


def accepts(file: dict[str, object]) -> bool:
    """Whether the schema accepts a file."""
    return jsonschema.Draft202012Validator(json_schema()).is_valid(file)


def test_it_is_a_json_schema():
    schema = json.loads(json.dumps(json_schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False


def test_it_accepts_a_file_that_the_reader_accepts():
    typed = HEAD + claims(claim(review="proposed", cue="[It seems, {words: that, nth: 2}]"))
    assert parse(typed, "a.yaml")[1] == ()
    assert accepts(
        YAML(typ="safe", pure=True).load(
            typed.replace(": 2012-02-27", ": '2012'")
            .replace(": 2008-01-18", ": 2008")
            .replace(": 2010-08-02", ": 2010")
        )
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"kind": "novel"}, id="not-a-choice"),
        pytest.param({"id": "A B"}, id="not-a-slug"),
        pytest.param({"titel": "A"}, id="unknown-key"),
        pytest.param({"title": ["A"]}, id="wrong-shape"),
        pytest.param({"sha256": "abc"}, id="wrong-form"),
        pytest.param({"url": "here"}, id="no-address"),
    ],
)
def test_it_refuses_what_the_reader_refuses(change):
    assert accepts({"article": START})
    assert not accepts({"article": START | change})


@pytest.mark.parametrize("key", sorted(START))
def test_it_needs_the_keys_that_the_reader_needs(key):
    less = {k: v for k, v in START.items() if k != key}
    assert not accepts({"article": less})
    typed = "article: " + json.dumps(less)
    assert [f.code for f in parse(typed, "a.yaml")[1]] == ["key-missing"]


def test_a_quotation_is_words_or_a_mapping_or_a_list_of_them():
    entry = {"mode": "own-words", "factuality": "CT+", "says": "x"}
    for quote in ("a", {"words": "a", "nth": 2}, ["a", {"words": "b"}]):
        assert accepts({"article": START, "claims": [entry | {"quote": quote}]})
    assert not accepts({"article": START, "claims": [entry | {"quote": {"nth": 2}}]})


def test_the_lists_of_words_are_those_of_the_format():
    claims_ = json_schema()["$defs"]["claim"]["properties"]
    assert claims_["factuality"]["enum"] == list(choices.FACTUALITIES)
    assert claims_["mode"]["enum"] == list(choices.QUOTATION_MODES)


def test_every_key_is_described():
    schema = json_schema()
    kinds = [schema, *schema["$defs"].values()]
    described = [p["description"] for kind in kinds for p in kind["properties"].values()]
    assert all(described)
    assert len(described) > 80
