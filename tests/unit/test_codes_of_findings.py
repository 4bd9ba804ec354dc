"""Findings that come from outside the text, annotation and record rooms: each with its place."""

from __future__ import annotations

import pytest
from texts import ARTICLE_PATH, FILE_PATH, HEAD, STORY, carets, claim, claims, spot

from kgbuild import codes
from kgbuild.codes import Code
from kgbuild.diagnostics import Severity
from kgbuild.errors import ConfigError
from kgbuild.located import Place
from kgbuild.project import build, open_project
from kgbuild.verify import verify


@pytest.fixture
def folder(tmp_path):
    """A project around the story, without its annotations."""
    (tmp_path / "kgbuild.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
    (tmp_path / ARTICLE_PATH).write_text(STORY, encoding="utf-8")
    return tmp_path


def built(folder, typed, **options):
    """The findings of the project with these annotations, and where its carets are."""
    plain, places = carets(typed)
    (folder / FILE_PATH).write_text(plain, encoding="utf-8")
    return build(open_project(folder), **options).diagnostics, places


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(
            "stroy.txt", "there is no `stroy.txt` beside this file; did", id="typing-error"
        ),
        pytest.param("../outside.txt", "`../outside.txt` is outside the project", id="outside"),
        pytest.param("/etc/hostname", "`/etc/hostname` is outside the project", id="absolute"),
    ],
)
def test_an_article_that_is_not_there_is_shown(folder, name, message):
    (found,), places = built(folder, HEAD.replace("file: story.txt", f"file: ‸{name}"))
    assert (found.code, [spot(found)], found.width) == ("article-missing", places, len(name))
    assert found.message.startswith(message)


def test_a_setting_that_is_no_toml_is_an_error_of_the_run(folder):
    (folder / "kgbuild.toml").write_text('base = "x"\nlinks = x\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        open_project(folder)
    assert "kgbuild.toml:2:9: " in str(caught.value)
    assert caught.value.hint == codes.CONFIG_UNREADABLE.mend


HEADER = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"


@pytest.mark.parametrize(
    ("row", "code", "severity", "gist"),
    [
        pytest.param(
            "nope:x\tskos:exactMatch\twikidata:Q1\tsemapv:ManualMappingCuration\n",
            "link-row-unreadable",
            Severity.ERROR,
            "`nope:x` is neither an IRI nor a name with a prefix",
            id="unknown-prefix",
        ),
        pytest.param(
            "https://example.org/person/zho\tskos:exactMatch\twikidata:Q1\tsemapv:M\n",
            "link-subject-unknown",
            Severity.WARNING,
            "<https://example.org/person/zho>; did you mean `https://example.org/person/zhou`?",
            id="unknown-subject",
        ),
    ],
)
def test_a_row_of_a_links_file_is_shown(folder, row, code, severity, gist):
    (folder / "links").mkdir()
    path = folder / "links" / "positive.sssom.tsv"
    path.write_text(HEADER + row, encoding="utf-8")
    found, _ = built(folder, HEAD + claims(claim()), check=False)
    (only,) = [d for d in found if d.code == code]
    assert (only.at.path.rsplit("/", 1)[-1], only.at.line) == (path.name, 2)
    assert only.severity is severity
    assert gist in only.message


def test_a_graph_without_claims_has_nothing_to_check(folder):
    found, _ = built(folder, HEAD)
    (nothing,) = [d for d in found if d.code == "nothing-to-check"]
    assert (nothing.severity, spot(nothing)) == (Severity.ERROR, (1, 1))
    assert "claim-has-one-holder had nothing to look at" in nothing.message


def test_rules_that_saw_nothing_are_told_together(folder):
    found, _ = built(folder, HEAD + claims(claim()))
    (blind,) = [d for d in found if d.code == "nothing-checked"]
    assert (blind.severity, spot(blind)) == (Severity.INFO, (1, 1))
    assert "tie-has-from" in blind.message


def test_a_graph_that_is_no_rdf_is_shown_where_it_breaks(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text("<https://a.example/> a <https://b.example/> .\n<x", encoding="utf-8")
    (found,) = verify(path).diagnostics
    assert found.code == "rdf-syntax"
    assert (found.at.path, found.at.line) == (str(path), 2)


def test_a_finding_is_mended_as_its_code_says_unless_it_knows_better():
    code = Code("a-code", "What it means.", "mend it", Severity.WARNING)
    found = code.at(Place("a", 1, 2), "said", width=3, pointer="here")
    assert (found.hint, found.severity, found.width, found.pointer) == (
        "mend it",
        Severity.WARNING,
        3,
        "here",
    )
    assert code.at(Place("a"), "said", hint="better").hint == "better"
