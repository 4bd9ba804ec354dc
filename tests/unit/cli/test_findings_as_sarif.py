"""SARIF 2.1.0: valid, with places that code scanning finds and fingerprints that stay."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from kgbuild.cli.findings import render
from kgbuild.diagnostics import Diagnostic, Related, Result, Severity
from kgbuild.located import Place
from kgbuild.version import __version__

SCHEMA = Path(__file__).parents[2] / "data/sarif-2.1.0/sarif-schema-2.1.0.json"
RESULT = Result(
    focus="<urn:a>", path="<urn:p>", value='"v"', shape="<urn:s>", component="urn:kgbuild:c"
)
FOUND = Diagnostic(
    code="too-few",
    message="wrong",
    at=Place("my project/100% #1.yaml", 2, 3),
    width=4,
    pointer="here",
    hint="mend it",
    related=(
        Related(label="near", at=Place("/tmp/é.txt", 5, 6), text="t"),  # noqa: S108
        Related(label="about", text="Ada"),
    ),
    result=RESULT,
)


def read(*findings, **more):
    return json.loads(render(findings, "sarif", color=False, **more))


def result_of(finding):
    return read(finding)["runs"][0]["results"][0]


def fingerprint(finding):
    return result_of(finding)["partialFingerprints"]["kgbuildFinding/v1"]


def at(line=1, severity=Severity.ERROR, *, path="a.ttl", **more):
    given = {"code": "x", "message": "m"} | more
    return Diagnostic(at=Place(path, line), severity=severity, **given)


@pytest.fixture(scope="module")
def validator():
    if not SCHEMA.is_file():
        pytest.skip(f"see {SCHEMA.parent}/README.md")
    return jsonschema.Draft4Validator(
        json.loads(SCHEMA.read_bytes()), format_checker=jsonschema.FormatChecker()
    )


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [FOUND],
        [FOUND, FOUND],
        [at(0, severity) for severity in Severity],
        [at(message="\x00\x1b\ud800\u202e{0}[a](b)" * 99, path=p) for p in ("a b#%é", "/a:b", "")],
    ],
    ids=["none", "all parts", "twice", "severities", "hostile"],
)
def test_the_log_is_valid_against_the_schema_of_oasis(validator, findings):
    for log in (read(*findings), read(*findings, left_out=3, explained={"x": ("t", "text")})):
        assert [error.message for error in validator.iter_errors(log)] == []


def test_a_log_has_every_part_of_a_finding():
    (run,) = read(FOUND, explained={"too-few": ("Too few", "There must be more.")})["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"] == {
        "name": "kgbuild",
        "version": __version__,
        "rules": [
            {
                "id": "too-few",
                "shortDescription": {"text": "Too few"},
                "fullDescription": {"text": "There must be more."},
                "help": {"text": "There must be more.\n\nkgbuild explain too-few"},
                "defaultConfiguration": {"level": "error"},
            }
        ],
    }
    (result,) = run["results"]
    assert len(result.pop("partialFingerprints")["kgbuildFinding/v1"]) == 34
    assert result == {
        "ruleId": "too-few",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "wrong (here)\nabout: “Ada”\nhelp: mend it (kgbuild explain too-few)"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "my%20project/100%25%20%231.yaml",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": 2, "startColumn": 3, "endColumn": 7},
                },
                "logicalLocations": [{"fullyQualifiedName": "urn:a", "kind": "resource"}],
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "file:///tmp/%C3%A9.txt"},
                    "region": {"startLine": 5, "startColumn": 6},
                },
                "message": {"text": "near: “t”"},
            }
        ],
        "properties": {
            "focus": "<urn:a>",
            "path": "<urn:p>",
            "value": '"v"',
            "shape": "<urn:s>",
            "component": "<urn:kgbuild:c>",
        },
    }


def test_a_log_names_its_version_and_schema():
    log = read()
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["tool"]["driver"]["rules"] == []


def test_a_code_is_one_rule_at_the_level_of_its_worst_finding():
    (run,) = read(at(1, Severity.INFO), at(2, code="y"), at(3, Severity.WARNING))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["x", "y"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["warning", "error"]
    assert [rule["shortDescription"]["text"] for rule in rules] == ["x", "y"]
    assert [(r["ruleIndex"], r["level"]) for r in run["results"]] == [
        (0, "note"),
        (1, "error"),
        (0, "warning"),
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.ttl", "a%20b.ttl"),
        ("./a//b.ttl", "a/b.ttl"),
        ("a:b.ttl", "a%3Ab.ttl"),
        ("../é#?%.ttl", "../%C3%A9%23%3F%25.ttl"),
        ("a\\b.ttl", "a%5Cb.ttl"),
        ("/r/a:b c.ttl", "file:///r/a:b%20c.ttl"),
        ("<stdin>", "%3Cstdin%3E"),
        ("latin-\udce9.ttl", "latin-%E9.ttl"),
        ("half-\ud800.ttl", "half-%EF%BF%BD.ttl"),
    ],
)
def test_a_file_is_a_uri_reference(path, uri):
    place = result_of(at(path=path))["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == uri
    assert ("uriBaseId" in place) == (not path.startswith("/"))


def test_a_fingerprint_does_not_move_with_the_line():
    assert fingerprint(at(1)) == fingerprint(at(99)) == fingerprint(at(1, Severity.WARNING))


def test_a_fingerprint_is_that_of_what_was_found():
    others = [
        at(code="y"),
        at(message="n"),
        at(path="b.ttl"),
        at(result=RESULT),
        at(result=Result(focus="<urn:b>", shape="<urn:s>", component="urn:c")),
        at(result=Result(focus="<urn:b>", shape="<urn:s>", component="urn:c", path="<urn:p>")),
        at(result=Result(focus="<urn:b>", shape="<urn:s>", component="urn:c", value="<urn:p>")),
    ]
    assert len({fingerprint(finding) for finding in [at(), *others]}) == 8


def test_equal_findings_are_counted_in_their_fingerprints():
    (run,) = read(at(1), at(2), at(3, code="y"))["runs"]
    first, second, third = (r["partialFingerprints"]["kgbuildFinding/v1"] for r in run["results"])
    assert first.removesuffix(":1") == second.removesuffix(":2")
    assert third.endswith(":1")


def test_a_name_that_a_parser_made_up_is_no_part_of_a_fingerprint():
    one, two = (
        at(result=Result(focus=name, shape="<urn:s>", component="urn:c", value=name))
        for name in ("_:d790b4d4ea8011b9", "_:b0")
    )
    assert fingerprint(one) == fingerprint(two)


def test_a_fingerprint_stays_from_version_to_version():
    assert fingerprint(at()) == "5f503ba45a9985454c20d5626c113555:1"


def test_a_message_has_no_placeholders_and_no_links():
    text = result_of(at(message="{0} [click](http://example.org)"))["message"]["text"]
    assert text == "{{0}} [click\\](http://example.org)"


def test_findings_left_out_are_a_property_of_the_run():
    assert read(at(), left_out=4)["runs"][0]["properties"] == {"leftOut": 4}
    assert "properties" not in read(at())["runs"][0]
