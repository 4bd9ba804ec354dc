"""Link decisions: what a person accepted goes in, nothing else does, and bad rows are found."""

from __future__ import annotations

import pytest

import kgbuild
from kgbuild.diagnostics import Severity
from kgbuild.errors import KgbuildError
from kgbuild.graph import formats
from kgbuild.graph.vocab import SCHEMA, SKOS
from kgbuild.link.decisions import decide
from kgbuild.link.read import read
from kgbuild.link.sheet import parse
from kgbuild.records.model import LinkDecision

BASE = "https://example.org/bridge/"
WD = "http://www.wikidata.org/entity/"
HEADER = f"""\
#curie_map:
#  my: {BASE}
#  wikidata: {WD}
#  skos: http://www.w3.org/2004/02/skos/core#
#mapping_set_id: https://example.org/links
"""
COLUMNS = "\t".join(
    (
        *("subject_id", "predicate_id", "predicate_modifier", "object_id", "mapping_justification"),
        *("author_label", "mapping_date", "comment"),
    )
)


def sheet(*rows: str, header: str = HEADER, columns: str = COLUMNS) -> str:
    return header + columns + "\n" + "".join(f"{row}\n" for row in rows)


def said(text, path):
    """What the rows of a positive file with this text say, and everything wrong with them."""
    read_sheet, unread = parse(text, path)
    kept, unsaid = decide({"positive": read_sheet})
    return kept, (*unread, *unsaid)


def row(
    subject: str = "my:institution/city",
    predicate: str = "skos:exactMatch",
    object_: str = "wikidata:Q1",
    comment: str = "",
    modifier: str = "",
) -> str:
    justified = "semapv:ManualMappingCuration\tSomebody\t2012-03-01"
    return f"{subject}\t{predicate}\t{modifier}\t{object_}\t{justified}\t{comment}"


@pytest.fixture
def linked(project):
    """The build of the small project with these link files."""
    return lambda **files: kgbuild.build(project(links=files))


def wrong(built):
    return [d for d in built.diagnostics if d.severity > Severity.INFO]


def objects(built, iri):
    return {(t.subject.value, t.predicate.value) for t in built.triples if t.object.value == iri}


def decisions(built):
    return [record for record in built.records if isinstance(record, LinkDecision)]


def test_an_accepted_match_becomes_an_identifier(linked):
    built = linked(positive=sheet(row()))
    assert wrong(built) == []
    assert (f"{BASE}institution/city", SCHEMA.sameAs) in objects(built, f"{WD}Q1")
    (kept,) = decisions(built)
    assert (kept.decision, kept.object) == ("linked", f"{WD}Q1")
    assert (kept.reviewer, kept.review_date) == ("Somebody", "2012-03-01")


@pytest.mark.parametrize(
    ("predicate", "written"),
    [("skos:exactMatch", SKOS.exactMatch), ("skos:closeMatch", SKOS.closeMatch)],
)
def test_a_match_of_a_concept_keeps_how_close_it_is(linked, predicate, written):
    built = linked(positive=sheet(row("my:concept/bridge", predicate)))
    assert wrong(built) == []
    assert (f"{BASE}concept/bridge", written) in objects(built, f"{WD}Q1")
    assert (f"{BASE}concept/bridge", SCHEMA.sameAs) not in objects(built, f"{WD}Q1")


def test_a_close_match_of_an_institution_is_no_identifier(linked):
    built = linked(positive=sheet(row(predicate="skos:closeMatch")))
    assert (f"{BASE}institution/city", SCHEMA.sameAs) not in objects(built, f"{WD}Q1")


def test_an_unsure_row_puts_no_identifier_into_the_graph(linked):
    built = linked(unsure=sheet(row(comment="maybe")))
    assert wrong(built) == []
    assert objects(built, f"{WD}Q1") == set()
    (kept,) = decisions(built)
    assert (kept.decision, kept.object, kept.note) == ("unsure", None, "maybe")


def test_a_rejected_pair_stays_out_of_the_graph(linked):
    built = linked(negative=sheet(row(modifier="Not")))
    assert wrong(built) == []
    assert decisions(built) == []
    assert objects(built, f"{WD}Q1") == set()


@pytest.mark.parametrize("name", ["positive", "negative"])
def test_a_thing_that_was_looked_for_in_vain_is_not_found(linked, name):
    built = linked(**{name: sheet(row(object_="sssom:NoTermFound"))})
    assert wrong(built) == []
    (kept,) = decisions(built)
    assert (kept.decision, kept.object) == ("not-found", None)


def test_a_thing_that_nobody_could_decide_yet_is_unsure_without_a_candidate(linked):
    built = linked(unsure=sheet(row(object_="sssom:NoTermFound")))
    assert wrong(built) == []
    (kept,) = decisions(built)
    assert (kept.decision, kept.object) == ("unsure", None)


def test_a_voice_is_never_linked_even_when_a_row_says_so(linked):
    built = linked(positive=sheet(row("my:essay/voice/fisherman")))
    assert not built.ok
    assert {d.code for d in wrong(built)} == {"decision-spares-whom-nobody-may-link"}
    (found,) = wrong(built)
    assert (found.at.path.rsplit("/", 1)[-1], found.at.line) == ("positive.sssom.tsv", 7)
    assert (f"{BASE}essay/voice/fisherman", SCHEMA.sameAs) not in objects(built, f"{WD}Q1")


def test_an_unsure_voice_names_no_identifier(linked):
    built = linked(unsure=sheet(row("my:essay/voice/fisherman")))
    assert objects(built, f"{WD}Q1") == set()


def test_a_protected_person_is_never_linked(project, annotations):
    typed = annotations.replace("called: Ada Chen", "called: Ada Chen\n    protect: at-risk")
    built = kgbuild.build(
        project(annotations=typed, links={"positive": sheet(row("my:person/ada"))})
    )
    assert not built.ok
    assert "protected-identity-is-not-linked" in {d.code for d in wrong(built)}


def test_an_unknown_subject_is_a_warning_with_a_suggestion(linked):
    built = linked(positive=sheet(row("my:institution/cty")))
    (found,) = wrong(built)
    assert (found.code, found.severity) == ("link-subject-unknown", Severity.WARNING)
    assert f"did you mean `{BASE}institution/city`" in found.message
    assert built.ok
    assert objects(built, f"{WD}Q1") == set()


@pytest.mark.parametrize(
    "bad",
    [
        row("nobody:x"),
        row("city"),
        row(""),
        row(predicate="exactly"),
        row(object_="Q1"),
        row(object_=""),
        row(object_="wikidata:"),
        "my:institution/city\tskos:exactMatch",
        "my:institution/city",
    ],
    ids=["prefix", "bare", "empty", "predicate", "object", "no object", "no local", "two", "one"],
)
def test_a_row_that_cannot_be_read_is_found_and_the_others_are_kept(bad):
    kept, found = said(sheet(bad, row()), "positive.sssom.tsv")
    assert [d.object for d in kept] == [f"{WD}Q1"]
    assert [(d.code, d.at.line) for d in found] == [("link-row-unreadable", 7)]
    assert "None" not in found[0].message


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/a b",
        'https://example.org/a"b',
        "https://example.org/<x>",
        "https://example.org/100%",
        "https://[x/",
        "wikidata:Q 1",
        "wikidata:Q1>",
    ],
)
@pytest.mark.parametrize("column", ["subject", "object_"])
def test_a_row_with_an_impossible_iri_is_a_finding_and_no_bug(linked, iri, column):
    built = linked(positive=sheet(row(**{column: iri})))
    assert {d.code for d in wrong(built)} <= {"link-row-unreadable", "link-subject-unknown"}
    assert wrong(built)
    assert built.triples


def test_missing_columns_are_a_finding_at_the_line_of_the_columns():
    _, found = said(sheet(columns="subject_id\tobject_id"), "x.tsv")
    assert [(d.code, d.at.line) for d in found] == [("link-row-unreadable", 6)]
    assert "predicate_id, mapping_justification" in found[0].message


@pytest.mark.parametrize("text", ["", "\n\n", HEADER, "#only: a header\n"])
def test_a_file_without_rows_has_no_decisions_and_no_findings(text):
    assert said(text, "x.tsv") == ((), ())


def test_a_header_that_is_no_yaml_is_a_finding():
    _, found = said(sheet(row(), header="#curie_map: [\n"), "x.tsv")
    assert "yaml-syntax" in {d.code for d in found}


def test_no_links_folder_means_no_decisions(tmp_path):
    assert read(tmp_path / "links") == ((), ())


def test_a_file_with_windows_line_ends_reads_the_same():
    unix = said(sheet(row(), row("my:person/ada")), "x.tsv")
    assert said(sheet(row(), row("my:person/ada")).replace("\n", "\r\n"), "x.tsv") == unix


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c"], ids=ascii)
def test_a_comment_with_a_line_separator_does_not_break_its_row(separator):
    text = sheet(row(comment=f"a{separator}b"), row("nobody:x"))
    kept, found = said(text, "x.tsv")
    assert [d.note for d in kept] == [f"a{separator}b"]
    assert [d.at.line for d in found] == [8]


def test_a_quotation_mark_in_a_comment_swallows_no_other_row():
    text = sheet(row(comment='"unbalanced'), row("my:person/ada", object_="wikidata:Q2"))
    kept, found = said(text, "x.tsv")
    assert found or [d.object for d in kept] == [f"{WD}Q1", f"{WD}Q2"]


def test_a_links_file_that_is_not_utf8_is_said_and_no_bug(project):
    folder = project(links={"positive": sheet(row())})
    path = folder / "links" / "positive.sssom.tsv"
    path.write_bytes(sheet(row(comment="caf\u00e9")).encode("latin-1"))
    try:
        built = kgbuild.build(folder)
    except KgbuildError as error:
        said = str(error)
    else:
        said = " ".join(str(found.at) for found in wrong(built))
    assert "positive.sssom.tsv" in said


def test_two_identifiers_with_the_same_last_part_are_two_decisions(linked):
    built = linked(positive=sheet(row(), row(object_="https://example.com/item/Q1")))
    assert sorted(d.object for d in decisions(built)) == [
        f"{WD}Q1",
        "https://example.com/item/Q1",
    ]


@pytest.mark.parametrize("other", ["unsure", "negative"])
def test_a_pair_that_is_accepted_and_doubted_is_found_or_stays_out(linked, other):
    built = linked(**{"positive": sheet(row()), other: sheet(row())})
    contradiction = [d for d in wrong(built) if d.severity is Severity.ERROR]
    assert contradiction or objects(built, f"{WD}Q1") == set()


def test_a_row_about_a_selector_is_found_and_no_bug(linked, bridge):
    quads = formats.read(bridge / "build" / "graph.nt")
    selector = next(q.subject.value for q in quads if "/position/" in q.subject.value)
    built = linked(positive=sheet(row(selector)))
    assert wrong(built)


def test_the_seed_s_decisions_are_in_its_graph(seed_build):
    kinds = {record.decision for record in decisions(seed_build)}
    assert kinds == {"linked", "unsure", "not-found"}
    assert all((d.object is not None) == (d.decision == "linked") for d in decisions(seed_build))
    exact = {o for r in seed_build.records for o in getattr(r, "identifiers", ())}
    exact |= {o for r in seed_build.records for o in getattr(r, "matches", ())}
    assert exact == {d.object for d in decisions(seed_build) if d.decision == "linked"}


def test_the_order_of_rows_does_not_change_the_graph(linked):
    rows = [row(), row("my:person/ada", object_="wikidata:Q2"), row("my:concept/bridge")]
    first = linked(positive=sheet(*rows))
    assert linked(positive=sheet(*reversed(rows))).triples == first.triples
