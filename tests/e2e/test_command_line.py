"""The command line: data on stdout, the rest on stderr, exit codes, never a traceback."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(bridge, tmp_path):
    """A copy of the small project as it was built, to be changed at will."""
    folder = tmp_path / "copy"
    shutil.copytree(bridge, folder)
    return folder


@pytest.fixture
def broken(project, annotations):
    """A project with one quotation that is not in the article."""
    return project(annotations=annotations.replace("quote: It will fall", "quote: It will rain"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --------------------------------------------------------------------------------------- validate


def test_validate_is_silent_on_stdout_when_all_is_well(bridge, command):
    done = command("validate", str(bridge))
    assert (done.code, done.out) == (0, "")
    assert "rules had something to look at" in done.err


@pytest.mark.parametrize("format_", ["full", "concise"])
def test_validate_shows_findings_on_stdout(broken, inside, format_):
    done = inside("validate", str(broken), "--format", format_)
    assert done.code == 1
    assert "error[quote-not-in-text]" in done.out
    assert "1 error" in done.err
    assert ("^^^" in done.out) == (format_ == "full")


def test_validate_for_programs_is_json_and_nothing_else(broken, inside):
    done = inside("validate", str(broken), "--format", "json")
    assert done.code == 1
    (finding,) = json.loads(done.out)["findings"]
    line = (broken / "essay.yaml").read_text(encoding="utf-8").split("\n")[finding["line"] - 1]
    at = finding["column"] - 1
    assert line[at : at + finding["width"]] in "It will rain"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--fail-on", "none"), 0),
        (("--ignore", "quote-not-in-text"), 0),
        (("--ignore", "quote-*"), 0),
        (("--select", "quote-*"), 1),
        (("--select", "claim-has-one-holder"), 0),
        (("--select", "no-such-rule"), 2),
        (("--select", "claim-has-one-holdr"), 2),
        (("--fail-on", "disaster"), 2),
        (("--format", "yaml"), 2),
    ],
)
def test_validate_selects_and_fails_as_asked(broken, inside, arguments, code):
    assert inside("validate", str(broken), *arguments).code == code


def test_a_warning_ends_with_0_unless_asked_to_fail_on_it(project, inside):
    rows = (
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\n"
        "https://x.org/y\tskos:exactMatch\twikidata:Q1\tsemapv:X\tAda\n"
    )
    folder = str(project(links={"positive": rows}))
    assert inside("validate", folder).code == 0
    assert inside("validate", folder, "--fail-on", "warning").code == 1


def test_colour_is_there_only_when_asked_for(broken, inside, monkeypatch):
    shown = str(broken)
    assert "\x1b" in inside("--color", "always", "validate", shown).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in inside("validate", shown).out
    never = inside("--color", "never", "validate", shown)
    assert (never.code, "\x1b" in never.out + never.err) == (1, False)
    monkeypatch.setenv("NO_COLOR", "1")
    no = inside("validate", shown)
    assert (no.code, "\x1b" in no.out + no.err) == (1, False)


@pytest.mark.parametrize(
    "env",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
    ids=["ascii", "C"],
)
def test_a_terminal_that_knows_only_ascii_is_no_bug(broken, bridge, command, env):
    assert command("validate", str(broken), env=env).code == 1
    assert command("explain", "quote-is-ambiguous", env=env).code == 0
    assert command("stats", "--in", str(bridge), env=env).code == 0


# ------------------------------------------------------------------------ query, what-if and stats


def test_query_gives_csv_and_nothing_else(bridge, command):
    query = "SELECT ?says { ?c a kg:Claim ; kg:says ?says } ORDER BY ?says"
    done = command("query", query, "--in", str(bridge), "-f", "csv")
    assert (done.code, done.err) == (0, "")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert rows[0] == ["says"]
    assert ["The bridge will fall."] in rows


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_named_question_is_answered_by_both_engines(bridge, inside, engine):
    done = inside("query", "@conflicts", "--in", str(bridge), "-f", "json", "--engine", engine)
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)["results"]["bindings"]
    assert "https://example.org/bridge/essay/claim/is-safe" in {
        value["value"] for row in found for value in row.values()
    }


def test_query_reads_stdin_and_files(bridge, command, tmp_path):
    file = tmp_path / "q.rq"
    file.write_text("ASK { ?s a kg:Claim }", encoding="utf-8")
    assert command("query", "-", "--in", str(bridge), stdin=file.read_bytes()).out == "yes\n"
    assert command("query", str(file), "--in", str(bridge)).out == "yes\n"
    data = str(bridge / "build" / "graph.ttl")
    assert command("query", "ASK { ?s a kg:Nothing }", "--data", data).out == "no\n"


def test_query_merges_files_without_confusing_their_blank_nodes(inside, tmp_path):
    (tmp_path / "a.ttl").write_text("_:x <urn:p> 1 .", encoding="utf-8")
    (tmp_path / "b.ttl").write_text("_:x <urn:q> 2 .", encoding="utf-8")
    data = ("--data", str(tmp_path / "a.ttl"), "--data", str(tmp_path / "b.ttl"))
    assert inside("query", "ASK { ?x <urn:p> ?a ; <urn:q> ?b }", *data).out == "no\n"
    assert inside("query", "ASK { ?x <urn:p> ?a . ?y <urn:q> ?b }", *data).out == "yes\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("SELECT * {",), 2, "SPARQL"),
        (("SELECT * { SERVICE <http://127.0.0.1:9/> {} }",), 2, "SERVICE"),
        (("@conflict",), 2, "did you mean `conflicts`"),
        (("@chain", "-p", "clam=x"), 2, "did you mean `claim`"),
        (("@chain", "-p", "claim=will-fal"), 2, "did you mean `will-fall`"),
        (("@chain", "-p", 'claim=x" } #'), 2, "nothing in the graph"),
        (("ASK {}", "-p", "claim=x"), 2, "named questions"),
        (("ASK {}", "-f", "cvs"), 2, "did you mean `csv`"),
        (("ASK {}", "--engine", "oxigaph"), 2, "did you mean `oxigraph`"),
        (("CONSTRUCT WHERE { ?s ?p ?o }", "-f", "csv"), 2, "use -f ttl"),
        (("ASK {}", "--data", "nowhere.ttl"), 3, "nowhere.ttl"),
        (("SELECT * { GRAPH ?g { ?s ?p ?o } }", "--engine", "rdflib"), 0, ""),
        (("SELECT ?x { nobody:x ?p ?x }", "--engine", "rdflib"), 2, "nobody"),
    ],
    ids=range(13),
)
def test_query_says_what_is_wrong(bridge, inside, arguments, code, said):
    done = inside("query", *arguments, "--in", str(bridge))
    assert done.code == code
    assert said in done.err


def test_a_query_that_does_not_end_is_ended_with_1(bridge, inside):
    cross = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + "}"
    done = inside("query", cross, "--in", str(bridge), "--timeout", "1")
    assert (done.code, done.out) == (1, "")
    assert "did not end within 1 s" in done.err


def test_what_was_not_built_cannot_be_asked(project, inside):
    folder = str(project())
    for verb in (("query", "ASK {}"), ("stats",), ("what-if", "--without", "report")):
        done = inside(*verb, "--in", folder)
        assert (done.code, done.out) == (3, "")
        assert "has not been built" in done.err


def test_a_stale_build_is_asked_with_a_note(copy, inside):
    change(copy / "essay.yaml", "says: The bridge will fall.", "says: The bridge falls.")
    done = inside("query", "ASK { ?s a kg:Claim }", "--in", str(copy))
    assert (done.code, done.out) == (0, "yes\n")
    assert "is stale" in done.err


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"schema": "https://w3id.org/kgbuild/manifest/1", "prefixes": ["a"], "files": []}',
        '{"schema": "https://w3id.org/kgbuild/manifest/1", "prefixes": {"a": 5}}',
    ],
    ids=["empty", "list", "deep", "lists", "number"],
)
def test_a_damaged_manifest_is_a_note_and_no_bug(copy, inside, manifest):
    (copy / "build" / "manifest.json").write_text(manifest, encoding="utf-8")
    done = inside("query", "ASK { ?s a kg:Claim }", "--in", str(copy))
    assert (done.code, done.out) == (0, "yes\n")


def test_query_list_names_every_question(bridge, inside):
    done = inside("query", "--list", "--in", str(bridge))
    assert (done.code, done.err) == (0, "")
    shipped = [path.stem for path in (ROOT / "kgbuild" / "queries").glob("*.rq")]
    assert all(f"@{name}" in done.out for name in shipped)


def test_what_if_shows_what_falls(bridge, command):
    done = command("what-if", "--without", "report", "--in", str(bridge), "--json")
    assert (done.code, done.err) == (0, "")
    gone = json.loads(done.out)
    assert "https://example.org/bridge/essay/claim/is-safe" in gone["claims"]
    assert "https://example.org/bridge/essay/claim/not-safe" not in gone["claims"]
    assert len(gone["relations"]) == 1
    assert "claims fall" in command("what-if", "--without", "report", "--in", str(bridge)).out


def test_what_if_suggests_the_source_that_was_meant(bridge, inside):
    done = inside("what-if", "--without", "reprot", "--in", str(bridge))
    assert (done.code, done.out) == (2, "")
    assert "did you mean `report`" in done.err


def test_stats_count(bridge, command):
    done = command("stats", "--in", str(bridge), "--json")
    assert (done.code, done.err) == (0, "")
    counts = json.loads(done.out)
    assert (counts["claims"], counts["sources"], counts["relations"]) == (4, 2, 1)
    assert "4  claims" in command("stats", "--in", str(bridge)).out


# ----------------------------------------------------------------------- explain, schema, convert


def test_explain_says_what_a_code_means_and_lists_them(command):
    one = command("explain", "quote-is-ambiguous")
    assert (one.code, one.err) == (0, "")
    assert "How to mend it" in one.out
    listed = command("explain")
    assert "quote-is-ambiguous" in listed.out
    assert "claim-has-one-holder" in listed.out


def test_schema_is_json(command, tmp_path):
    done = command("schema")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["required"] == ["article"]
    file = tmp_path / "schema.json"
    assert command("schema", "-o", str(file)).code == 0
    assert file.read_bytes() == done.data
    assert command("schema", "-o", str(file)).code == 2


def test_convert_there_and_back_gives_the_same_bytes(bridge, command, tmp_path):
    graph = bridge / "build" / "graph.nt"
    jsonld = tmp_path / "graph.jsonld"
    assert command("convert", str(graph), "-o", str(jsonld)).code == 0
    back = command("convert", "-", "--from", "jsonld", "-f", "nt", stdin=jsonld.read_bytes())
    assert (back.code, back.err) == (0, "")
    assert back.data == graph.read_bytes()


def test_convert_says_where_a_file_is_wrong(inside, tmp_path):
    bad = tmp_path / "bad.ttl"
    bad.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> oops .\n", encoding="utf-8")
    done = inside("convert", str(bad))
    assert (done.code, done.out) == (3, "")
    assert "bad.ttl:2:17" in done.err


@pytest.mark.parametrize(
    "verb", [("convert",), ("verify",), ("query", "ASK {}", "--data")], ids=" ".join
)
@pytest.mark.parametrize("cut", [True, False], ids=["cut", "changed"])
def test_a_damaged_gzip_file_is_an_input_that_cannot_be_read(bridge, inside, tmp_path, verb, cut):
    whole = gzip.compress((bridge / "build" / "graph.nt").read_bytes(), mtime=0)
    bad = tmp_path / "bad.nt.gz"
    changed = whole[:60] + bytes(byte ^ 0xFF for byte in whole[60:90]) + whole[90:]
    bad.write_bytes(whole[: len(whole) // 2] if cut else changed)
    done = inside(*verb, str(bad))
    assert done.code in (1, 3)
    assert "bad.nt.gz" in done.out + done.err


# ------------------------------------------------------------------------------------------ pipes


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain",),
        ("explain", "claim-has-one-holder"),
        ("schema",),
        ("query", "SELECT * { ?s ?p ?o }"),
        ("build", ".", "-o", "-"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_reader_that_leaves_early_is_no_error(bridge, arguments):
    child = subprocess.Popen(
        [sys.executable, "-m", "kgbuild", *arguments],
        cwd=bridge,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(60) == 0


def test_the_version_is_printed(command):
    done = command("--version")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("kgbuild ")
