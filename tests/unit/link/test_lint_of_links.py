"""What is wrong with rows that can each be read."""

from __future__ import annotations

import pytest

from kgbuild.diagnostics import Severity
from kgbuild.link.decisions import decide
from kgbuild.link.lint import lint
from kgbuild.link.sheet import parse

COLUMNS = (
    *("subject_id", "predicate_id", "predicate_modifier", "object_id", "mapping_justification"),
    *("author_label", "mapping_tool"),
)
MANUAL, LEXICAL = "semapv:ManualMappingCuration", "semapv:LexicalMatching"


def row(  # noqa: PLR0913, PLR0917 - the columns of a row
    subject="a",
    object_="wikidata:Q1",
    predicate="skos:exactMatch",
    modifier="",
    justified=MANUAL,
    author="Ada",
    tool="",
):
    cells = (
        f"https://x.org/place/{subject}",
        predicate,
        modifier,
        object_,
        justified,
        author,
        tool,
    )
    return "\t".join(cells)


def found(**files):
    """Code, file and line of each finding about files with these rows."""
    sheets = {}
    for name, rows in files.items():
        text = "\n".join(["\t".join(COLUMNS), *rows])
        sheets[name], unread = parse(text, name)
        assert unread == ()
    rows, unsaid = decide(sheets)
    assert unsaid == ()
    return [(d.code, d.at.path, d.at.line, d.severity) for d in lint(rows)]


def test_rows_in_order_are_no_findings():
    assert (
        found(
            positive=[
                row(),
                row(object_="geonames:1/"),
                row("b", "wikidata:Q1", "skos:closeMatch"),
                row("c", "wikidata:Q7", justified=LEXICAL, author="", tool="kgbuild"),
            ],
            negative=[row(object_="wikidata:Q2", modifier="Not"), row("d", "sssom:NoTermFound")],
            unsure=[row(object_="wikidata:Q3")],
            predictions=[row(object_="wikidata:Q4", justified=LEXICAL, author="", tool="kgbuild")],
        )
        == []
    )


def test_a_pair_in_two_files_is_found():
    assert found(positive=[row()], negative=[row(modifier="Not")]) == [
        ("link-decided-twice", "negative", 2, Severity.ERROR)
    ]


def test_a_pair_that_stands_twice_is_found():
    assert found(positive=[row(), row()]) == [("link-decided-twice", "positive", 3, Severity.ERROR)]


def test_a_proposal_of_a_decided_pair_is_no_decision():
    proposed = row(justified=LEXICAL, author="", tool="kgbuild")
    assert found(positive=[row()], predictions=[proposed]) == []


def test_one_identifier_for_two_things_is_found():
    assert found(positive=[row("a"), row("b")]) == [
        ("link-names-two-things", "positive", 3, Severity.ERROR)
    ]


def test_a_proposal_that_says_it_is_manual_is_found():
    assert found(predictions=[row()]) == [
        ("link-prediction-is-manual", "predictions", 2, Severity.ERROR)
    ]


@pytest.mark.parametrize("name", ["positive", "unsure", "negative"])
def test_a_decision_that_nobody_answers_for_is_found(name):
    modifier = "Not" if name == "negative" else ""
    assert found(**{name: [row(author="", modifier=modifier)]}) == [
        ("link-nobody-decided", name, 2, Severity.ERROR)
    ]


def test_a_tool_answers_only_for_what_it_calls_its_own():
    assert found(positive=[row(author="", tool="kgbuild")]) == [
        ("link-nobody-decided", "positive", 2, Severity.ERROR)
    ]


def test_a_row_that_is_accepted_and_denied_is_found():
    assert found(positive=[row(modifier="Not")]) == [
        ("link-accepted-and-denied", "positive", 2, Severity.ERROR)
    ]


def test_a_rejected_pair_without_not_is_a_warning():
    assert found(negative=[row()]) == [
        ("link-rejected-without-not", "negative", 2, Severity.WARNING)
    ]


def test_a_mistyped_identifier_is_found_at_its_cell():
    assert found(unsure=[row(object_="orcid:0000-0002-1825-0079")]) == [
        ("link-check-character", "unsure", 2, Severity.ERROR)
    ]
