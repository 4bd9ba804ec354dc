"""From an article to a validated draft: who says what, with nobody and nothing made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kgbuild
from kgbuild.annotation.read import read
from kgbuild.diagnostics import Severity
from kgbuild.extract.extractors import EXTRACTORS, Wanted, extractor
from kgbuild.starter import new_files
from kgbuild.text.anchor import stands
from kgbuild.text.article import Article

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
EXPECTED = json.loads((ARTICLES / "expected.json").read_text(encoding="utf-8"))
OFFLINE = sorted(set(EXTRACTORS) - {"endpoint", "nlp"})


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    """A project around each article, made by the default extractor."""
    made = {}
    for name in EXPECTED:
        folder = tmp_path_factory.mktemp("draft") / "project"
        write(folder, (ARTICLES / name).read_bytes(), name)
        made[name] = folder
    return made


def write(folder, data, name, by="together"):
    start = new_files(folder, data, name, extractor=extractor(by, Wanted()))
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in start.files.items():
        path.write_bytes(content)
    return start


def draft_of(folder):
    (path,) = folder.glob("*.yaml")
    file, found = read(path)
    assert file is not None, found
    article = Article("a.txt", (folder / file.article.file.value).read_text(encoding="utf-8"))
    return article, file


def names_of(file):
    everybody = (*file.people, *file.institutions, *file.voices, *file.sources)
    return {e.id.value: (getattr(e, "name", None) or e.title).value for e in everybody}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_article_says_what_it_says_by_the_right_speakers(drafts, name):
    _, file = draft_of(drafts[name])
    names = names_of(file)
    said = [
        (names[c.by.value], c.quote[0].words.value, names.get(c.in_ and c.in_.value, ""))
        for c in file.claims
    ]
    for wanted in EXPECTED[name]:
        fitting = [s for s in said if s[1].startswith(wanted["begins"])]
        assert [s[0] for s in fitting] == [wanted["by"]], (wanted, said)
        assert wanted.get("in", "") in fitting[0][2]
    assert len(said) == len(EXPECTED[name]), said


@pytest.mark.parametrize("name", EXPECTED)
def test_the_draft_of_each_article_is_a_graph_without_a_finding(drafts, name):
    built = kgbuild.build(drafts[name])
    assert [d for d in built.diagnostics if d.severity > Severity.INFO] == []
    claims = [r for r in built.records if type(r).__name__ == "Claim" and r.spans]
    assert len(claims) == len(EXPECTED[name])
    assert {c.review_state for c in claims} == {"proposed"}
    assert all(c.proposed_by and c.confidence for c in claims)


@pytest.mark.parametrize("name", EXPECTED)
def test_nobody_is_invented_and_every_word_stands_in_the_article(drafts, name):
    article, file = draft_of(drafts[name])
    known = {
        file.article.by.value,
        *([file.article.publisher.value] if file.article.publisher else []),
    }
    for entry in (*file.people, *file.institutions, *file.voices, *file.places):
        if entry.id.value not in known:
            assert stands(entry.name.value.removeprefix("author of "), article), entry.name.value
    for claim in file.claims:
        for quote in claim.quote:
            assert quote.words.value in " ".join(article.characters.split())


@pytest.mark.parametrize("name", EXPECTED)
def test_a_second_run_changes_nothing(drafts, name, inside):
    folder = drafts[name]
    (path,) = folder.glob("*.yaml")
    before = path.read_bytes()
    assert inside("extract", str(folder)).code == 0
    assert path.read_bytes() == before
    again = inside("extract", str(folder), "--diff")
    assert (again.code, again.out) == (0, "")


@pytest.mark.parametrize("by", OFFLINE)
def test_every_extractor_gives_a_draft_of_the_seed_that_builds(by, seeds, tmp_path):
    (text,) = seeds.glob("*.txt")
    start = write(tmp_path / "p", text.read_bytes(), "seed.txt", by)
    assert start.extraction.claims > 15
    built = kgbuild.build(tmp_path / "p")
    assert [d for d in built.diagnostics if d.severity > Severity.INFO] == []


def test_the_seed_article_has_its_blocks_its_carried_speakers_and_its_cables(seeds, tmp_path):
    (text,) = seeds.glob("*.txt")
    write(tmp_path / "p", text.read_bytes(), "seed.txt")
    _, file = draft_of(tmp_path / "p")
    names = names_of(file)

    def told(begins):
        (claim,) = [c for c in file.claims if c.quote[0].words.value.startswith(begins)]
        return names[claim.by.value], names.get(claim.in_ and claim.in_.value, ""), claim.mode.value

    january = "Cable of 2008-01-18 (U.S. consulate in Shenyang)"
    assert told("over one-half of Yanbian") == ("Zhou", january, "block")  # She added
    assert told("in her experience") == ("Zhou", january, "block")
    assert told("in 2002, Chinese government officials")[:2] == ("Zhou", january)  # the same cable
    assert told("until 2002, Beijing")[:2] == ("Wu Jianhua", "Another cable, dated Aug 20, 2008")
    assert told("Government specialists")[0] == "U.S. consulate in Shenyang"
    assert told("a story in Chinese press")[:2] == ("Stephan Haggard", "Blog last Monday")
    sources = {s.title.value: s for s in file.sources}
    assert sources[january].issued.value == "2008-01-18"
    assert sources["Blog last Monday"].issued.value == "2012-02-20"
    assert sources["Opinion piece in People’s Daily"].issued.value == "2012-02-24"
    assert [m.level.value for m in file.marks] == ["confidential", "confidential"]
    kinds = {v.name.value: v.kind.value for v in file.voices}
    assert kinds["one Sina Weibo user"] == "anonymous"
    assert kinds["informants from government and academia"] == "collective"
    assert kinds["钟声 zhongsheng"] == "pseudonymous"
