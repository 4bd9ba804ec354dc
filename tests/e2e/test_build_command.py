"""`kgbuild build`: what it writes and refuses to, configuration, and what a person gets wrong."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pyoxigraph as ox
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


def test_build_writes_turtle_ntriples_and_a_manifest(bridge):
    assert sorted(p.name for p in (bridge / "build").iterdir()) == [
        ".checked.json",
        "graph.nt",
        "graph.ttl",
        "manifest.json",
    ]
    manifest = json.loads((bridge / "build" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["schema"] == "https://w3id.org/kgbuild/manifest/1"
    lines = (bridge / "build" / "graph.nt").read_bytes().count(b"\n")
    assert manifest["triples"] == lines
    assert set(manifest["inputs"]) == {"kgbuild.toml", "article.txt", "essay.yaml"}


def test_build_to_stdout_is_the_turtle_and_nothing_else(bridge, command):
    done = command("build", str(bridge), "-o", "-")
    assert done.code == 0
    assert done.data == (bridge / "build" / "graph.ttl").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("nquads", ox.RdfFormat.N_QUADS),
        ("trig", ox.RdfFormat.TRIG),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_build_writes_the_format_asked_for(bridge, inside, name, kind):
    done = inside("build", str(bridge), "-f", name, "-o", "-")
    assert done.code == 0
    expected = set(
        ox.parse((bridge / "build" / "graph.nt").read_bytes(), format=ox.RdfFormat.N_TRIPLES)
    )
    assert set(ox.parse(done.data, format=kind)) == expected


def test_build_takes_the_format_from_the_name_of_the_file(bridge, inside, tmp_path):
    out = tmp_path / "deep" / "graph.nt.gz"
    done = inside("build", str(bridge), "-o", str(out))
    assert (done.code, done.out) == (0, "")
    assert gzip.decompress(out.read_bytes()) == (bridge / "build" / "graph.nt").read_bytes()


def test_build_again_replaces_its_own_files_and_is_quiet_when_asked(copy, inside):
    done = inside("-q", "build", str(copy))
    assert (done.code, done.out, done.err) == (0, "", "")


def test_build_does_not_overwrite_a_stranger_s_file_without_force(project, command):
    folder = project()
    (folder / "build").mkdir()
    (folder / "build" / "graph.ttl").write_text("mine", encoding="utf-8")
    refused = command("build", str(folder))
    assert (refused.code, refused.out) == (2, "")
    assert "exists already" in refused.err
    assert "--force" in refused.err
    assert (folder / "build" / "graph.ttl").read_text(encoding="utf-8") == "mine"
    assert command("build", str(folder), "--force").code == 0
    assert (folder / "build" / "graph.ttl").read_bytes().startswith(b"@prefix")


def test_build_o_does_not_overwrite_without_force(bridge, inside, tmp_path):
    out = tmp_path / "mine.ttl"
    out.write_text("mine", encoding="utf-8")
    assert inside("build", str(bridge), "-o", str(out)).code == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert inside("build", str(bridge), "-o", str(out), "--force").code == 0
    assert out.read_bytes() == (bridge / "build" / "graph.ttl").read_bytes()


def test_build_f_does_not_overwrite_a_stranger_s_file_beside_its_own(copy, inside):
    stranger = copy / "build" / "graph.trig"
    stranger.write_text("mine", encoding="utf-8")
    assert inside("build", str(copy), "-f", "trig").code == 2
    assert stranger.read_text(encoding="utf-8") == "mine"


def test_check_is_content_with_a_fresh_build(copy, command):
    done = command("build", str(copy), "--check")
    assert (done.code, done.out) == (0, "")
    assert "up to date" in done.err


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("essay.yaml", "says: The bridge will fall.", "says: The bridge falls."),
        ("build/graph.ttl", "a ", "a  "),
        ("build/graph.nt", "bridge", "brigde"),
        ("build/manifest.json", "kgbuild", "kgbuidl"),
    ],
)
def test_check_finds_what_is_stale_and_writes_nothing(copy, inside, name, old, new):
    change(copy / name, old, new)
    before = {p: p.read_bytes() for p in (copy / "build").iterdir()}
    done = inside("-q", "build", str(copy), "--check")
    assert (done.code, done.out) == (1, "")
    assert "is stale" in done.err
    assert {p: p.read_bytes() for p in (copy / "build").iterdir()} == before


def test_check_of_what_was_never_built_is_stale(project, inside):
    folder = project()
    assert inside("build", str(folder), "--check").code == 1
    assert not (folder / "build").exists()


def test_an_error_stops_the_build_and_nothing_is_written(broken, command):
    done = command("build", str(broken))
    assert (done.code, done.out) == (1, "")
    assert "error[quote-not-in-text]" in done.err
    assert not (broken / "build").exists()


def test_an_error_keeps_the_graph_that_was_built_before(copy, inside):
    before = (copy / "build" / "graph.nt").read_bytes()
    change(copy / "essay.yaml", "quote: It will fall", "quote: It will rain")
    assert inside("build", str(copy)).code == 1
    assert (copy / "build" / "graph.nt").read_bytes() == before


def test_two_projects_are_built_in_one_go_and_not_into_one_file(project, inside, tmp_path):
    one, two = str(project("one")), str(project("two"))
    assert inside("build", one, two).code == 0
    assert (tmp_path / "two" / "build" / "graph.nt").is_file()
    refused = inside("build", one, two, "-o", "-")
    assert (refused.code, refused.out) == (2, "")


def test_capital_c_works_as_if_started_there(copy, command):
    done = command("-C", str(copy), "build", "--check")
    assert done.code == 0
    missing = command("-C", str(copy / "nowhere"), "build")
    assert missing.code in (2, 3)
    assert "nowhere" in missing.err


def test_an_annotation_file_alone_can_be_built(copy, command):
    done = command("build", "essay.yaml", "--check", cwd=copy)
    assert done.code == 0


def test_a_full_or_read_only_place_is_said(project, inside):
    folder = project(config='base = "https://example.org/bridge/"\noutput = "article.txt/out"\n')
    done = inside("build", str(folder))
    assert (done.code, done.out) == (3, "")
    assert "article.txt" in done.err


def test_source_date_epoch_dates_the_graph(project, inside, monkeypatch):
    folder = project(config='base = "https://example.org/bridge/"\n')
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1330300800")
    assert '"2012-02-27"^^xsd:date' in inside("build", str(folder), "-o", "-").out


@pytest.mark.parametrize("odd", ["9" * 30, "99999999999999", "soon", "-1", "\u0663"])
def test_an_odd_source_date_epoch_is_no_bug(project, inside, monkeypatch, odd):
    folder = project(config='base = "https://example.org/bridge/"\n')
    monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
    assert inside("build", str(folder), "-o", "-").code in (0, 2)


# ---------------------------------------------------------------------------------- configuration


def test_a_missing_project_is_said(inside, tmp_path):
    none = inside("build", str(tmp_path))
    assert (none.code, none.out) == (2, "")
    assert "is no kgbuild project" in none.err
    nowhere = inside("build", str(tmp_path / "nowhere"))
    assert nowhere.code == 3
    assert "kgbuild new" in nowhere.err


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ('base = "https://example.org/"\nlinks = [', "kgbuild.toml:2:"),
        ("base = https://example.org/", "kgbuild.toml:1:"),
        ('bsae = "https://example.org/"', "did you mean `base`"),
        ("", "`base` begins every IRI"),
        ('base = "example.org"', "`base` begins every IRI"),
        ('base = "https://example.org"', "`base` begins every IRI"),
        ('base = "https://[x/"', "`base`"),
        ('base = "https://example.org/%zz/"', "`base`"),
        ('base = "https://example.org/"\nissued = 2012-02-27', "`issued` wants a text"),
        ('base = "https://example.org/"\nissued = "yesterday"', "`issued`"),
        ('base = "https://example.org/"\nissued = "2012-02-31"', "`issued`"),
        ('base = "https://example.org/"\nannotations = ["*.yml"]', "no annotation file"),
        ('base = "https://example.org/"\nannotations = [1]', "annotations"),
        ('base = "https://example.org/"\nannotations = ["/etc/*.yaml"]', "annotations"),
        ('base = "https://example.org/"\n"\\u001b[31mx" = 1', "is no setting"),
    ],
    ids=range(15),
)
def test_a_wrong_configuration_is_said_with_its_place(project, inside, config, said):
    done = inside("build", str(project(config=config)))
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "\x1b" not in done.err


def test_a_configuration_that_is_not_utf8_is_said(project, inside):
    folder = project()
    (folder / "kgbuild.toml").write_bytes(b'base = "https://example.org/\xff/"\n')
    assert inside("build", str(folder)).code == 2


# --------------------------------------------------------------------------------- what was typed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("issued: 2012-02-27", "issued: 2012-02-27\n  url: https://example.org/100%"),
        ("issued: 2012-02-27", "issued: 2012-02-27\n  url: https://[example.org/"),
        ("issued: 2012-02-27", "issued: 2012-02-27\n  language: en-a"),
        ("file: article.txt", 'file: "a\\0.txt"'),
        ("file: article.txt", "file: ../../../etc/passwd"),
        ("file: article.txt", "file: ."),
        ("issued: 2012-02-27", "issued: 99999999999-01-01"),
        ("issued: 2012-02-27", "issued: next spring"),
        ("title: The bridge", "tilte: The bridge"),
        ("title: The bridge", "title: [" + "[" * 200),
        ("title: The bridge", "title: *x"),
        ("  - id: ada", "  - id: Ada Chen"),
        ("by: fisherman", "by: fishermen"),
        ("quote: It will fall", "quote: {words: It will fall, nth: 99}"),
        (
            "relations:",
            "naming:\n  - {term: x, language: en-a, usage: used, by: ada, for: bridge}\nrelations:",
        ),
    ],
    ids=range(15),
)
def test_what_a_person_gets_wrong_is_a_finding_with_a_place(project, inside, annotations, old, new):
    typed = annotations.replace(old, new, 1)
    assert typed != annotations
    done = inside("build", str(project(annotations=typed)))
    assert (done.code, done.out) == (1, "")
    assert "essay.yaml:" in done.err
    assert "error[" in done.err


@pytest.mark.parametrize(
    "name",
    ['a "quoted" \\ name', "a\nb", "\u202eevil\u202c", "👩‍👧 桥", "a\u2028b", "\\u0041", "} . <x>"],
)
def test_a_hostile_name_is_carried_whole(project, inside, annotations, name):
    typed = annotations.replace(
        "name: Ada Chen", f"name: {json.dumps(name, ensure_ascii=False)}", 1
    )
    done = inside("build", str(project(annotations=typed)), "-f", "nt", "-o", "-")
    assert done.code == 0
    labels = [
        q.object.value
        for q in ox.parse(done.data, format=ox.RdfFormat.N_TRIPLES)
        if q.subject.value.endswith("/person/ada") and q.predicate.value.endswith("#label")
    ]
    assert labels == [name]


def test_the_caret_stands_under_the_right_column_of_a_wide_line(project, inside, annotations):
    typed = annotations.replace("quote: the bridge 橋 is safe", "quote: {words: 橋橋 的, nth: x1}")
    done = inside("--color", "never", "build", str(project(annotations=typed)))
    assert done.code == 1
    lines = done.err.split("\n")
    head = next(n for n, line in enumerate(lines) if "error[wrong-form]" in line)
    shown, caret = lines[head + 2], lines[head + 3]
    before = shown[: shown.index("x1")]
    wide = sum(2 if character > "\u2e80" else 1 for character in before)
    assert caret.rstrip()[wide:] == "^^"
    assert caret.index("^") == wide
    column = shown.split("| ", 1)[1].index("x1") + 1
    assert f":{column}: error[wrong-form]" in lines[head]
