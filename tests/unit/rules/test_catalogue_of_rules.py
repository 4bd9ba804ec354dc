"""What the shapes say about themselves, and what a report says about what it looked at."""

from __future__ import annotations

import logging
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kgbuild import codes, explain
from kgbuild.codes import Code
from kgbuild.diagnostics import Severity
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.vocab import RDF
from kgbuild.rules.catalogue import focus_counts, read_shapes, rules, rules_of
from kgbuild.rules.shapes import OWN, local_name
from kgbuild.rules.validate import Report, rule_of, unchecked, validate

EX = "https://example.org/"
LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")


def claim(name: str) -> ox.Triple:
    return ox.Triple(
        ox.NamedNode(EX + name), ox.NamedNode(RDF.type), ox.NamedNode(PREFIXES["kg"] + "Claim")
    )


def test_the_rules_are_sorted_and_each_name_is_given_once():
    names = [rule.name for rule in rules()]
    assert len(names) > 50
    assert names == sorted(set(names))


CHECKED = set(focus_counts([], rules()))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_is_called_what_its_iri_says_and_can_be_explained(rule):
    assert rule.iri == OWN + rule.name
    assert f"{rule.name} ({rule.severity.word})" in (explain.explanation(rule.name) or "")


@pytest.mark.parametrize(
    "rule", [r for r in rules() if r.name in CHECKED and r.message], ids=lambda rule: rule.name
)
def test_a_rule_that_finds_something_says_how_to_mend_it(rule):
    assert "How to mend it: " in (explain.explanation(rule.name) or "")


@pytest.mark.parametrize(
    "rule", [r for r in rules() if r.name not in CHECKED], ids=lambda rule: rule.name
)
def test_a_shape_that_checks_nothing_alone_says_of_which_rule_it_is_a_part(rule):
    whole = rule.description.removeprefix("Part of ").split(":")[0]
    assert whole in CHECKED


def test_every_rule_that_checks_something_has_a_message_or_parts_that_have():
    parts = {rule.parent for rule in rules() if rule.message}
    assert [r.name for r in rules() if r.name in CHECKED and not r.message] == [
        r.name for r in rules() if r.name in CHECKED & parts and not r.message
    ]


def test_every_code_can_be_explained():
    typed = {code.name for code in vars(codes).values() if isinstance(code, Code)}
    known = explain.known_codes()
    assert set(known) == typed | {rule.name for rule in rules()}
    assert all(explain.explanation(code) for code in known)
    assert explain.explanation("no-such-code") is None


def test_no_code_of_the_files_is_also_a_rule_of_the_shapes():
    typed = {code.name for code in vars(codes).values() if isinstance(code, Code)}
    assert not typed & {rule.name for rule in rules()}


def test_the_severity_of_a_shape_is_read(tmp_path):
    file = tmp_path / "shapes.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/> .\n"
        'e:warns a sh:NodeShape ; sh:severity sh:Warning ; sh:message "m" ; sh:targetClass e:C ;\n'
        '  sh:property e:part . e:part a sh:PropertyShape ; sh:path e:p ; sh:name "called" .\n'
        "e:notes a sh:NodeShape ; sh:severity sh:Info ; sh:targetSubjectsOf e:p .\n"
        "e:plain a sh:NodeShape ; sh:targetObjectsOf e:p .\n"
        "[] a sh:NodeShape ; sh:targetClass e:D .\n",
        encoding="utf-8",
    )
    found = {rule.name: rule for rule in rules_of(read_shapes([file]))}
    assert set(found) == {"e:warns", "e:part", "e:notes", "e:plain", "shape-without-a-name"}
    assert found["e:warns"].severity is Severity.WARNING
    assert found["e:notes"].severity is Severity.INFO
    assert found["e:plain"].severity is Severity.ERROR
    assert (found["e:part"].parent, found["e:part"].path) == ("e:warns", f"{EX}p")
    assert not found["e:part"].has_target
    assert (found["e:notes"].subjects_of, found["e:plain"].objects_of) == ((f"{EX}p",), (f"{EX}p",))


@pytest.mark.parametrize(
    ("iri", "name"),
    [("https://e.org/a#b", "b"), ("https://e.org/a/b", "b"), ("urn:x", "urn:x")],
)
def test_the_local_name_is_what_follows_the_last_separator(iri, name):
    assert local_name(iri) == name


def test_a_report_counts_what_each_rule_looked_at():
    counts = focus_counts([claim("a"), claim("b"), claim("b")], rules())
    assert counts["claim-has-one-holder"] == 2
    assert counts["snapshot-is-intact"] == 0
    assert {rule.name for rule in rules() if rule.has_target} <= set(counts)
    assert counts["source-has-kind"] == counts["source-has-date"] == 0


def test_a_rule_that_looked_at_nothing_is_noted(seed_build):
    (part,) = seed_build.parts
    blind = sorted(name for name, count in part.report.focus.items() if not count)
    notes = [d for d in seed_build.diagnostics if d.code == "nothing-checked"]
    assert len(blind) < len(part.report.focus) / 3
    assert [d.message.endswith(", ".join(blind)) for d in notes] == [True] * bool(blind)
    assert {d.severity for d in notes} <= {Severity.INFO}


def test_an_empty_graph_conforms_to_nothing_worth_having():
    report = validate([])
    assert report.conforms
    assert set(report.focus.values()) == {0}
    essential = [d for d in unchecked(report.focus, "x") if d.severity is Severity.ERROR]
    assert {d.code for d in essential} == {"nothing-to-check"}
    assert len(essential) == 3


def test_results_are_sorted_and_the_same_each_time():
    triples = [claim(name) for name in "dcab"]
    first, second = validate(triples), validate(reversed(triples))
    assert first.results
    assert first == second
    assert [r.focus for r in first.results] == sorted(r.focus for r in first.results)


def test_a_result_knows_its_rule_path_and_severity():
    found = {rule_of(r): r for r in validate([claim("a")]).results}
    result = found["claim-has-one-holder"]
    assert result.focus == f"<{EX}a>"
    assert result.path == f"<{PREFIXES['prov']}wasAttributedTo>"
    assert result.severity is Severity.ERROR
    assert result.messages == ("a claim has exactly one holder",)


def test_a_warning_does_not_make_a_report_non_conforming():
    result = validate([claim("a")]).results[0]
    warned = replace(result, severity=Severity.WARNING)
    assert Report((warned,), {}).conforms
    assert not Report((result, warned), {}).conforms


def test_the_seed_keeps_every_rule(seed_build):
    (part,) = seed_build.parts
    assert part.report.results == ()
    assert seed_build.ok


def test_validating_does_not_change_the_triples(seed_build):
    few = frozenset(list(seed_build.triples)[:50])
    before = sorted(map(str, few))
    validate(few)
    assert sorted(map(str, few)) == before


def test_an_ill_typed_literal_of_a_stranger_logs_no_traceback(caplog):
    bad = ox.Literal("soon", datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    with caplog.at_level(logging.WARNING):
        report = validate([ox.Triple(ox.NamedNode(EX + "a"), LABEL, bad), claim("a")])
    assert report.results
    assert not [record for record in caplog.records if record.exc_info]
