"""`kgbuild validate FILE --shapes SHAPES`: anybody's RDF, anybody's shapes."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

LIBRARY = Path(__file__).resolve().parents[2] / "docs" / "library"
PREFIXES = """\
@prefix ex: <https://example.org/library/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = (LIBRARY / "shapes.ttl").read_text(encoding="utf-8")
BOOKS = (LIBRARY / "books.ttl").read_text(encoding="utf-8")
RIGHT = PREFIXES + 'ex:emma a ex:Book ; ex:title "Emma" .\n'
# The same book without a title, in every format, and where it is found.
UNTITLED = {
    "turtle.ttl": (PREFIXES + "\nex:x a ex:Book .\n", "5:1"),
    "trig.trig": (PREFIXES + "ex:g {\n  ex:x a ex:Book .\n}\n", "5:3"),
    "lines.nt": (
        "# books\n<https://example.org/library/x> "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/library/Book> .\n",
        "2:1",
    ),
    "quads.nq": (
        "\n<https://example.org/library/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://example.org/library/Book> <urn:g> .\n",
        "2:1",
    ),
    "json.jsonld": (
        '{\n  "@type": "https://example.org/library/Book",\n'
        '  "@id": "https://example.org/library/x"\n}\n',
        "3:10",
    ),
    "xml.rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        '  xmlns:ex="https://example.org/library/">\n'
        '  <ex:Book rdf:about="https://example.org/library/x"/>\n</rdf:RDF>\n',
        "3:",
    ),
}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Writes files into an empty folder and works there."""
    monkeypatch.chdir(tmp_path)

    def write(**texts: str) -> Path:
        for name, text in texts.items():
            path = tmp_path / name.replace("__", ".")
            path.write_text(text, encoding="utf-8")
        return tmp_path

    write(shapes__ttl=SHAPES, books__ttl=BOOKS)
    return write


def heads(out: str) -> list[str]:
    """The first line of each finding, up to its code."""
    return [line.split("]: ")[0] + "]" for line in out.splitlines() if "]: " in line]


def test_each_finding_has_its_place_its_sentence_and_its_reason(files, inside):
    files()
    done = inside("validate", "books.ttl", "--shapes", "shapes.ttl")
    assert done.code == 1
    assert done.out == dedent("""\
        books.ttl:12:1: error[ex:BookShape/ex:title]: ex:title is missing: at least 1 is wanted (an xsd:string)
           |
        12 | ex:atlas a ex:Book ; rdfs:label "The atlas" ;
           | ^^^^^^^^
           = about ex:atlas (“The atlas”)
           = the rule: shapes.ttl:7:17
           = help: kgbuild explain ex:BookShape/ex:title --shapes shapes.ttl
        books.ttl:13:13: error[ex:BookShape/ex:year]: ex:year is “around 1900”, which is not an xsd:gYear: it is plain text without a datatype
           |
        13 |     ex:year "around 1900" ;
           |             ^^^^^^^^^^^^^
           = about ex:atlas (“The atlas”)
           = the rule: shapes.ttl:11:9
           = help: kgbuild explain ex:BookShape/ex:year --shapes shapes.ttl
        books.ttl:14:15: error[ex:BookShape/ex:author]: ex:author is ex:lindow, which is none of: an ex:Person; an ex:Organization
           |
        14 |     ex:author ex:lindow .
           |               ^^^^^^^^^
           = about ex:atlas (“The atlas”)
           = none of the 2 alternatives holds:
           = 1. it is not an ex:Person: it is an ex:Place
           = 2. it is not an ex:Organization: it is an ex:Place
           = the rule: shapes.ttl:15:9
           = help: kgbuild explain ex:BookShape/ex:author --shapes shapes.ttl
        shapes.ttl:17:51: warning[shape-term-not-in-data]: no class ex:Organization is in the data
           |
        17 |         sh:or ( [ sh:class ex:Person ] [ sh:class ex:Organization ] )
           |                                                   ^^^^^^^^^^^^^^^
           = help: look at its spelling and prefix; if it is right, give the ontology with --ontology (kgbuild explain shape-term-not-in-data)
        """)  # noqa: E501 - what people see
    assert (
        "books.ttl: 13 triples; 4 of 4 rules had something to look at, 8 nodes in all" in done.err
    )
    assert "3 errors, 1 warning" in done.err


@pytest.mark.parametrize("engine", ["pyshacl", "fast", "auto"])
def test_the_engine_does_not_change_what_is_found(files, inside, engine):
    files()
    default = inside("validate", "books.ttl", "--shapes", "shapes.ttl")
    done = inside("validate", "books.ttl", "--shapes", "shapes.ttl", "--engine", engine)
    assert (done.code, done.out) == (default.code, default.out)


@pytest.mark.parametrize("name", UNTITLED)
def test_every_format_is_read_and_has_places(files, inside, name):
    text, place = UNTITLED[name]
    files(**{name.replace(".", "__"): text})
    done = inside("validate", name, "--shapes", "shapes.ttl", "--select", "ex:*/ex:title")
    assert done.code == 1
    assert done.out.startswith(f"{name}:{place}"), done.out
    assert "error[ex:BookShape/ex:title]: ex:title is missing" in done.out


def test_stdin_is_read(files, command, tmp_path):
    files()
    done = command(
        "validate",
        "-",
        "--shapes",
        "shapes.ttl",
        "--format",
        "concise",
        cwd=tmp_path,
        stdin=BOOKS.encode(),
    )
    assert done.code == 1
    assert done.out.startswith("<stdin>:12:1: error[ex:BookShape/ex:title]")


def test_a_bad_file_does_not_hide_the_others(files, inside):
    files(bad__ttl=PREFIXES + "ex:a ex:p \n", worse__rdf="<a>\n<b></a>", none__ttl="")
    done = inside(
        "validate", "bad.ttl", "books.ttl", "worse.rdf", "none.ttl", "--shapes", "shapes.ttl",
        "--format", "concise",
    )  # fmt: skip
    assert done.code == 1
    assert heads(done.out) == [
        "bad.ttl:5:1: error[rdf-syntax]",
        "books.ttl:12:1: error[ex:BookShape/ex:title]",
        "books.ttl:13:13: error[ex:BookShape/ex:year]",
        "books.ttl:14:15: error[ex:BookShape/ex:author]",
        "none.ttl:1:1: error[nothing-in-focus]",
        "shapes.ttl:17:51: warning[shape-term-not-in-data]",
        "worse.rdf:2:6: error[rdf-syntax]",
    ]


def test_a_file_that_is_not_there_is_told_after_the_findings_of_the_others(files, inside):
    files()
    done = inside("validate", "gone.ttl", "books.ttl", "--shapes", "shapes.ttl")
    assert done.code == 3
    assert "there is no gone.ttl" in done.err
    assert "ex:BookShape/ex:title" in done.out


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(
            ("", "no-shapes", "1:1"),
            id="empty",
        ),
        pytest.param(
            ("ex:Book ex:p 1 .", "no-shapes", "1:1"),
            id="no-shape",
        ),
        pytest.param(
            ("ex:S a sh:NodeShape ; sh:targetclass ex:Book .", "unknown-shacl-term", "4:23"),
            id="misspelled-key",
        ),
        pytest.param(
            ("ex:S a sh:NodeShape ; sh:targetClass ex:Bok .", "shape-term-misspelled", "4:38"),
            id="misspelled-class",
        ),
        pytest.param(
            ("ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:property [ sh:path ex:titel ] .",
            "shape-term-misspelled", "4:70"),
            id="misspelled-predicate",
        ),
        pytest.param(
            ("ex:S a sh:NodeShape ; sh:targetClass ex:Ship .", "shape-sees-nothing", "4:23"),
            id="nothing-in-focus",
        ),
        pytest.param(
            ("ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:node ex:S .", "shape-recursive",
            "4:1"),
            id="recursive",
        ),
        pytest.param(
            ("ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:js [ ] .", "constraint-not-asked",
            "4:48"),
            id="javascript",
        ),
        pytest.param(
            ("ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:property [ sh:minCount 1 ] .",
            "shape-ill-formed", "4:60"),
            id="no-path",
        ),
        pytest.param(
            ("ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:or ex:T .", "shape-ill-formed",
            "4:54"),
            id="no-list",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_success_that_means_nothing_is_found(files, inside, shape, engine):
    shapes, code, place = shape
    files(mine__ttl=PREFIXES + shapes + "\n", books__ttl=RIGHT)
    done = inside(
        "validate", "books.ttl", "--shapes", "mine.ttl", "--format", "concise", "--engine", engine
    )
    assert done.code == 1
    severity = "warning" if code == "shape-sees-nothing" else "error"
    assert f"mine.ttl:{place}: {severity}[{code}]" in done.out


def test_right_data_and_right_shapes_have_no_finding(files, inside):
    files(books__ttl=RIGHT, more__ttl=PREFIXES + "ex:o a ex:Organization .")
    ontology = PREFIXES + "ex:Organization a ex:Class . ex:Person a ex:Class . ex:year ex:x 1 . "
    files(ontology__ttl=ontology + "ex:author ex:x 1 .\n")
    done = inside("validate", "books.ttl", "--shapes", "shapes.ttl", "--ontology", "ontology.ttl")
    assert (done.code, done.out) == (0, "")
    assert "no findings" in done.err


def test_a_query_that_would_leave_the_machine_stops_the_shapes(files, inside):
    query = "SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }"
    shape = f'ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:sparql [ sh:select "{query}" ] .'
    files(mine__ttl=PREFIXES + shape + "\n")
    done = inside("validate", "books.ttl", "--shapes", "mine.ttl", "--format", "concise")
    assert done.code == 1
    assert heads(done.out) == ["mine.ttl:4:70: error[shape-query-refused]"]


def test_a_pattern_that_never_ends_costs_a_child_and_not_the_other_files(files, inside):
    pattern = "ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:property [ sh:path ex:title ; "
    pattern += 'sh:pattern "^(a+)+$" ] .\n'
    slow = PREFIXES + f'ex:slow a ex:Book ; ex:title "{"a" * 40}!" .\n'
    files(mine__ttl=PREFIXES + pattern, slow__ttl=slow)
    done = inside(
        "validate", "slow.ttl", "books.ttl", "--shapes", "mine.ttl", "--engine", "pyshacl",
        "--timeout", "3", "--format", "concise",
    )  # fmt: skip
    assert done.code == 1
    assert "slow.ttl:1:1: error[limit-reached]: the check gave up: it did not end" in done.out
    assert "books.ttl:6:14: error[ex:S/ex:title]" in done.out


def test_codes_can_be_selected_ignored_counted_and_limited(files, inside):
    files()
    asked = ("validate", "books.ttl", "--shapes", "shapes.ttl", "--format", "concise")
    assert heads(inside(*asked, "--select", "ex:*/ex:year").out) == [
        "books.ttl:13:13: error[ex:BookShape/ex:year]"
    ]
    assert inside(*asked, "--ignore", "ex:*").code == 0
    assert inside(*asked, "--ignore", "ex:*", "--max-warnings", "0").code == 1
    assert inside(*asked, "--ignore", "ex:*", "--fail-on", "warning").code == 1
    assert inside(*asked, "--fail-on", "none").code == 0
    limited = inside(*asked, "--limit", "1").out
    assert len(heads(limited)) == 1
    assert limited.endswith("and 3 more (--limit 0 shows all)\n")
    assert inside(*asked, "--statistics").out.splitlines()[0].split() == [
        "1", "error", "ex:BookShape/ex:author",
    ]  # fmt: skip


def test_an_unknown_code_engine_or_format_is_answered_with_what_there_is(files, inside):
    files()
    asked = ("validate", "books.ttl", "--shapes", "shapes.ttl")
    done = inside(*asked, "--select", "ex:BookShape/ex:yer")
    assert (done.code, "did you mean `ex:BookShape/ex:year`?" in done.err) == (2, True)
    done = inside(*asked, "--engine", "fats")
    assert (done.code, "did you mean `fast`?" in done.err) == (2, True)
    assert inside(*asked, "--format", "sarff").code == 2


def test_machine_formats_go_to_a_file(files, inside, tmp_path):
    files()
    asked = ("validate", "books.ttl", "--shapes", "shapes.ttl", "--format", "sarif")
    assert inside(*asked, "-o", "found.sarif").code == 1
    found = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8"))
    (run,) = found["runs"]
    assert [r["ruleId"] for r in run["results"]] == [
        "ex:BookShape/ex:title",
        "ex:BookShape/ex:year",
        "ex:BookShape/ex:author",
        "shape-term-not-in-data",
    ]
    assert inside(*asked, "-o", "found.sarif").code == 2


def test_a_folder_is_all_rdf_in_it_but_the_shapes(files, inside, tmp_path):
    files()
    done = inside("validate", str(tmp_path), "--shapes", "shapes.ttl", "--format", "concise")
    assert {h.split(":")[0].rsplit("/", 1)[-1] for h in heads(done.out)} == {
        "books.ttl",
        "shapes.ttl",
    }
    assert "shapes.ttl: " not in done.err


def test_a_kgbuild_graph_is_checked_with_kgbuilds_shapes(bridge, inside, tmp_path):
    graph = bridge / "build" / "graph.ttl"
    assert inside("validate", str(graph)).code == 0
    spoilt = tmp_path / "spoilt.ttl"
    text = graph.read_text(encoding="utf-8").replace(
        'oa:exact "It will fall"', 'oa:exact "It fell"'
    )
    spoilt.write_text(text, encoding="utf-8")
    done = inside("validate", str(spoilt), "--format", "concise")
    assert done.code == 1
    assert "error[quote-matches-text]" in done.out


def test_other_rdf_is_no_kgbuild_graph(files, inside):
    files()
    done = inside("validate", "books.ttl", "--format", "concise")
    assert done.code == 1
    assert "error[nothing-to-check]" in done.out


def test_shapes_are_not_for_projects(bridge, inside):
    done = inside("validate", str(bridge), "--shapes", str(LIBRARY / "shapes.ttl"))
    assert done.code == 2
    assert "build/graph.ttl" in done.err


def test_the_rules_of_others_are_explained(files, inside):
    files()
    listed = inside("explain", "--shapes", "shapes.ttl").out
    assert listed.splitlines()[1].split(maxsplit=1) == [
        "ex:BookShape/ex:title",
        "something with at least 1 ex:title (an xsd:string)",
    ]
    told = inside("explain", "ex:BookShape/ex:author", "--shapes", "shapes.ttl").out
    assert "It is a part (sh:property) of ex:BookShape." in told
    assert "whose ex:author is an ex:Person or an ex:Organization" in told
    assert "It stands at shapes.ttl:15:9." in told
    assert inside("explain", "ex:Nothing", "--shapes", "shapes.ttl").code == 2


def test_a_note_of_the_shapes_is_a_result_and_shown(files, inside):
    note = "ex:S a sh:NodeShape ; sh:targetClass ex:Book ; sh:severity sh:Info ; "
    files(mine__ttl=PREFIXES + note + "sh:nodeKind sh:Literal .\n")
    done = inside("validate", "books.ttl", "--shapes", "mine.ttl", "--format", "concise")
    assert done.code == 0
    assert [h.split(": ")[1] for h in heads(done.out)] == ["info[ex:S]", "info[ex:S]"]
    asked = ("validate", "books.ttl", "--shapes", "mine.ttl", "--fail-on", "info")
    assert inside(*asked).code == 1


def test_a_limit_keeps_the_worst(files, inside, tmp_path):
    files()
    (tmp_path / "books.ttl").rename(tmp_path / "z.ttl")
    asked = ("validate", "z.ttl", "--shapes", "shapes.ttl", "--format", "concise")
    done = inside(*asked, "--limit", "3")
    assert {h.split(":")[0] for h in heads(done.out)} == {"z.ttl"}
    assert done.out.endswith("and 1 more (--limit 0 shows all)\n")


def test_shapes_that_the_fast_engine_refuses_go_to_the_reference(files, inside):
    query = "SELECT $this ?value WHERE { $this ex:year ?value }"  # its prefix is not declared
    shape = "ex:S a sh:NodeShape ; sh:targetClass ex:Book ; "
    shape += f'sh:sparql [ sh:message "no year" ; sh:select "{query}" ] .\n'
    files(mine__ttl=PREFIXES + shape)
    asked = ("validate", "books.ttl", "--shapes", "mine.ttl", "--format", "concise")
    assert "error[engine-failed]" in inside(*asked, "--engine", "fast").out
    assert [h.split(": ")[1] for h in heads(inside(*asked).out)] == ["error[ex:S]"] * 2
