"""The pages as bytes: whole, linked, escaped, the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import hostile
import pyoxigraph as ox
import pytest
from pages_of import Outline

import kgbuild
from kgbuild.errors import ConfigError
from kgbuild.graph import formats
from kgbuild.graph.decode import decode
from kgbuild.store import questions
from kgbuild.store.ask import ask
from kgbuild.web import bundles
from kgbuild.web.addresses import Addresses, slug
from kgbuild.web.environment import Mode, environment, render, script, straight
from kgbuild.web.folder import CONTENTS, contents, write_site
from kgbuild.web.fragments import Shown
from kgbuild.web.pages import page
from kgbuild.web.project_values import entry
from kgbuild.web.register import Register
from kgbuild.web.single import single_file
from kgbuild.web.site import all_questions, pages

ROOT = Path(__file__).resolve().parents[3]
ARTICLES = ROOT / "tests/data/articles"


@pytest.fixture(scope="module")
def site(seed_build):
    return {p.path: p for p in pages(seed_build)}


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """The site of the hostile project."""
    records = hostile.hostile_records(tmp_path_factory.mktemp("hostile") / "project")
    return {p.path: p for p in pages(records)}


@pytest.fixture(scope="module")
def two(tmp_path_factory, small_project):
    """The build of a project with two articles that share their people."""
    folder = small_project(tmp_path_factory.mktemp("two") / "project")
    other = (folder / "essay.yaml").read_text(encoding="utf-8").replace("id: essay", "id: sequel")
    other = other.replace("speaks-in: essay", "speaks-in: sequel")
    (folder / "sequel.yaml").write_text(other, encoding="utf-8")
    return kgbuild.build(folder)


def outlines(found):
    return {name: Outline(p.body.decode()) for name, p in found.items() if name.endswith(".html")}


def broken(found):
    """Links of pages that lead to no page, or to no element of it."""
    read = outlines(found)
    wrong = []
    for name, outline in read.items():
        for link in outline.links:
            if link.startswith(("http://", "https://", "data:")):
                continue
            target, fragment = urldefrag(urljoin(name, unescape(link)))
            target = target or name
            there = unquote(fragment).split("&")[0]
            if target not in found or (there and there not in read[target].ids):
                wrong.append((name, link))
    return wrong


def test_every_link_leads_somewhere(site):
    assert broken(site) == []


def test_every_link_of_a_corpus_leads_somewhere(two):
    assert broken({p.path: p for p in pages(two)}) == []


def test_every_link_of_a_hostile_project_leads_somewhere(bad):
    assert broken(bad) == []


def test_no_id_stands_twice_on_a_page(site, bad, two):
    everything = [site, bad, {p.path: p for p in pages(two)}]
    for found in everything:
        for name, outline in outlines(found).items():
            twice = {i for i in outline.ids if outline.ids.count(i) > 1}
            assert not twice, name


@pytest.mark.parametrize("many", [False, True])
def test_no_id_stands_twice_in_a_single_file_and_every_link_leads_to_one(seed_build, two, many):
    outline = Outline(single_file(two if many else seed_build).decode())
    assert len(outline.ids) == len(set(outline.ids))
    inside = [link[1:].split("&")[0] for link in outline.links if link.startswith("#")]
    assert set(inside) <= set(outline.ids)
    others = [link for link in outline.links if not link.startswith(("#", "http", "data:,"))]
    assert {link.split("/")[0] for link in others} <= {"data"}


def test_the_text_of_the_article_element_is_the_article(site, seed_lookup):
    text = site["articles/refugees-essay/index.html"].body.decode()
    assert Outline(text, inside="text").text == seed_lookup.text


def test_the_hostile_text_is_shown_exactly(bad):
    text = bad["articles/hostile/index.html"].body.decode()
    assert Outline(text, inside="text").text == hostile.TEXT


@pytest.mark.parametrize("name", ["arabic", "chinese"])
def test_an_article_in_any_script_is_shown_exactly(name):
    built = kgbuild.build(ARTICLES / name)
    found = {p.path: p for p in pages(built)}
    (path,) = [n for n in found if n.startswith("articles/") and n.endswith("index.html")]
    text = found[path].body.decode()
    article = (ARTICLES / name / "article.txt").read_text(encoding="utf-8")
    assert Outline(text, inside="text").text == article
    assert ('dir="rtl"' in text) is (name == "arabic")
    assert f'lang="{"ar" if name == "arabic" else "zh-Hans"}"' in text


def test_no_hostile_word_becomes_an_element_or_a_handler(bad):
    for name, outline in outlines(bad).items():
        assert not {"iframe", "img", "base", "object", "embed"} & set(outline.tags), name
        assert not [a for a in outline.attributes if a.startswith("on")], name
        scripts = outline.tags.count("script")
        honest = re.findall(r"<script(?: type=\"[a-z/+-]+\")?[^>]*>", bad[name].body.decode())
        assert scripts == len(honest), name


def test_only_http_addresses_become_links(bad):
    for name, outline in outlines(bad).items():
        for link in outline.links:
            assert not re.match(r"(?i)\s*(javascript|vbscript|data:text)", link), name
            assert "outside.example" not in link, name


def test_data_inside_scripts_cannot_end_them(bad):
    for name, found in bad.items():
        if name.endswith(".js") and name.startswith("data/"):
            text = found.body.decode()
            assert "</" not in text, name
            assert "\u2028" not in text, name
    for name in ("what-if", "index"):
        text = bad[f"articles/hostile/{name}.html"].body.decode()
        for inside in re.findall(
            r'<script type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', text, re.DOTALL
        ):
            json.loads(inside)


def test_a_single_file_has_only_scripts_that_its_policy_names(tmp_path):
    text = single_file(hostile.hostile_records(tmp_path / "h")).decode()
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1])
    named = set(re.findall(r"'(sha256-[^']+)'", policy))
    inside = re.findall(r"<script>(.*?)</script>", text, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", text, re.DOTALL
    )
    import base64

    hashed = {
        "sha256-" + base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in inside
    }
    assert hashed == named
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert "default-src 'none'" in policy


def test_every_page_of_a_site_forbids_what_it_does_not_need(site):
    for name, found in site.items():
        if not name.endswith(".html"):
            continue
        text = found.body.decode()
        policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1])
        assert policy.startswith("default-src 'none'"), name
        assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", ""), name
        wasm = name == "ask.html" or name.startswith("articles/refugees-essay/index")
        assert ("wasm-unsafe-eval" in policy) is wasm, name


def test_a_live_page_leaves_the_policy_to_its_server(seed_build):
    found = {p.path: p for p in pages(seed_build, mode=Mode(live=True))}
    text = found["ask.html"].body.decode()
    assert "Content-Security-Policy" not in text
    assert 'data-endpoint="/sparql"' in text


def test_no_page_asks_for_anything_outside(site):
    for name, found in site.items():
        if name.endswith(".html"):
            text = found.body.decode()
            assert not re.findall(r'(?:src|srcset|action|poster)="(?:https?:)?//', text), name
            assert not re.findall(r'<link[^>]+href="(?:https?:)?//', text), name


def test_the_same_build_makes_the_same_bytes(site, seed_build):
    again = {p.path: p for p in pages(kgbuild.build(ROOT / "seeds"))}
    assert {name: p.body for name, p in again.items()} == {n: p.body for n, p in site.items()}
    assert single_file(seed_build) == single_file(seed_build)


def test_records_read_from_a_graph_make_the_same_article(site, seed_graph):
    found = {p.path: p for p in pages(decode(formats.read(seed_graph)))}
    name = "articles/refugees-essay/index.html"
    assert found[name].body == site[name].body


def test_the_data_files_are_the_graph(site, seed_build):
    for ending in ("ttl", "jsonld"):
        data = site[f"data/refugees-essay.{ending}"].body
        quads = formats.parse(data, f"x.{ending}", format_=formats.format_named(ending))
        assert {ox.Triple(q.subject, q.predicate, q.object) for q in quads} == seed_build.triples


def test_the_claims_as_csv_have_a_row_each_and_no_formula(site, bad):
    rows = list(csv.DictReader(io.StringIO(site["data/refugees-essay.csv"].body.decode())))
    assert len(rows) == 148
    (row,) = [r for r in rows if r["claim"].endswith("/provincial-leaders-no-authority")]
    assert row["voice"] == "Zhou Weiping"
    assert row["certainty in words"] == "is certain"
    assert row["heard through"] == "U.S. consulate in Shenyang; Megha Rajagopalan"
    csv.field_size_limit(2 * len(hostile.LONG))
    cells = [
        cell
        for row in csv.reader(io.StringIO(bad["data/hostile.csv"].body.decode()))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-", "\t"))]


def test_each_question_of_a_project_is_on_the_page_of_questions(seed_build, tmp_path):
    (tmp_path / "mine.rq").write_text("# title: Mine?\nASK {}\n", encoding="utf-8")
    own = questions.questions(tmp_path)
    found = {p.path: p for p in pages(seed_build, title="A title & more", questions=own)}
    text = found["ask.html"].body.decode()
    assert 'id="question-mine"' in text
    assert all(f'id="question-{name}"' in text for name in own)
    assert "<title>Ask: A title &amp; more</title>" in text


def test_a_corpus_has_a_page_for_each_entity_with_its_part_in_each_article(two):
    found = {p.path: p.body.decode() for p in pages(two)}
    assert "<title>2 articles and their claims</title>" in found["index.html"]
    ada = found["entities/person-ada.html"]
    assert "../articles/essay/index.html#claim-not-safe" in ada
    assert "../articles/sequel/index.html#claim-not-safe" in ada
    assert "entities/essay-voice-fisherman.html" in found
    assert "entities/sequel-voice-fisherman.html" in found


@pytest.mark.parametrize("many", [False, True])
def test_each_number_of_the_front_page_is_that_of_the_rows_behind_it(
    many, seed_build, two, tmp_path
):
    built = two if many else seed_build
    graph = tmp_path / "graph.nt"
    graph.write_bytes(formats.write(built.triples, formats.NTRIPLES))
    (front,) = [p.body.decode() for p in pages(built) if p.path == "index.html"]
    found = re.findall(r'question-([a-z-]+)"><b>([0-9,]+)</b>', front)
    assert len(found) >= 5
    known = {q.name: q.query for q in all_questions({})}
    for name, number in found:
        rows = ask(known[name], [graph]).rows
        assert len(rows) == int(number.replace(",", "")), name


def test_of_many_articles_an_entity_shows_the_first_lines_and_counts_the_rest(seed_article):
    shown = Shown(seed_article)
    short, whole = Register(most=3), Register()
    for register in (short, whole):
        register.put(shown)
    for few, every in zip(short.known(), whole.known(), strict=True):
        (_, part), (_, full) = *few.parts, *every.parts
        assert (part.said, part.named) == (len(full.says), len(full.mentions))
        assert part.says == full.says[:3]
        assert few.claims == every.claims
        page = render("entity.html", e=entry(few), **common(seed_article))
        assert ("more in the article" in page) is (
            max(part.said, part.spoken_about, part.named) > 3
        )


def common(article):
    to = Addresses(article=article.slug, many=True)
    parts = environment().get_template("parts.html").module
    return {"to": to, "many": True, "alone": False, "parts": parts, "addresses": lambda _: to}


def test_a_site_is_written_renewed_and_its_old_files_removed(tmp_path):
    folder = tmp_path / "site"
    assert write_site([page("a/b.html", "one"), page("c.css", "x")], folder) == 3
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    write_site([page("a/b.html", "two")], folder)
    assert (folder / "a/b.html").read_text(encoding="utf-8") == "two"
    assert not (folder / "c.css").exists()
    assert (folder / "mine.txt").exists()
    assert contents(folder) == ("a/b.html",)


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.doc").write_text("years", encoding="utf-8")
    with pytest.raises(ConfigError, match="no site of kgbuild"):
        write_site([page("a.html", "")], tmp_path)
    assert not (tmp_path / "a.html").exists()
    write_site([page("a.html", "")], tmp_path, force=True)
    assert (tmp_path / "thesis.doc").exists()


def test_a_list_of_files_that_leads_out_of_the_folder_removes_nothing_there(tmp_path):
    folder = tmp_path / "site"
    write_site([page("a.html", "")], folder)
    outside = tmp_path / "outside.txt"
    outside.write_text("dear", encoding="utf-8")
    listing = folder / CONTENTS
    listing.write_text(listing.read_text(encoding="utf-8") + "../outside.txt\n", encoding="utf-8")
    write_site([page("b.html", "")], folder)
    assert outside.exists()
    assert not (folder / "a.html").exists()


def test_turned_text_is_boxed_in_and_stays_the_same_text():
    made = str(straight("a\u202eb\u202c<"))
    assert made == (
        'a<bdi class="turn" data-name="RLO">\u202e</bdi>b'
        '<bdi class="turn" data-name="PDF">\u202c</bdi>&lt;'
    )
    assert str(straight("a < b")) == "a &lt; b"


def test_a_value_in_a_script_is_json_without_markup():
    value = {"a": "</script><!--\u2028&"}
    made = str(script(value))
    assert not set("<>&\u2028") & set(made)
    assert json.loads(made) == value


def test_names_of_files_are_plain_short_and_apart():
    names = ["a", "A", "ä", "../x", "x" * 300, "con.", "", "claim--in--a", "a b"]
    made = [slug(name) for name in names]
    assert len(set(made)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]{1,80}", name) for name in made)


def test_addresses_are_relative_and_short():
    to = Addresses(here="articles/essay/index.html", article="essay")
    claim, person = "https://e.org/essay/claim/c", "https://e.org/person/p"
    assert to.thing(claim) == "#claim-c"
    assert to.thing(person) == "../../people.html#person-p"
    assert to.ask("chain", claim=claim) == (
        "../../ask.html#question-chain&claim=https%3A%2F%2Fe.org%2Fessay%2Fclaim%2Fc"
    )
    assert Addresses(single=True, many=True, article="essay").thing(claim) == "#essay--claim-c"


def test_a_template_that_lacks_a_value_fails_rather_than_shows_nothing():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        environment().from_string("{{ missing }}").render()


def test_the_bundles_are_those_of_the_lock():
    lock = bundles.lock()
    vendor = bundles.FOLDER / "vendor"
    assert set(lock["files"]) == {p.name for p in vendor.iterdir()} - {"lock.json"}
    for name, digest in lock["files"].items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest, name


def test_the_bundles_were_built_from_the_sources_at_hand():
    tools = ROOT / "tools/bundles"
    for name, digest in bundles.lock()["sources"].items():
        data = (tools / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, f"run tools/bundles/build.mjs: {name}"


def test_every_bundled_package_is_of_a_known_version_and_brings_its_licence():
    packages = bundles.lock()["packages"]
    text = bundles.notices()
    assert {"oxigraph", "@codemirror/view"} <= set(packages)
    for name, about in packages.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", about["version"])
        assert f"{name} {about['version']} ({about['licence']})" in text
        assert about["licence"] in {"MIT", "MIT OR Apache-2.0"}
    locked = json.loads((ROOT / "tools/bundles/package-lock.json").read_text(encoding="utf-8"))
    for name, about in packages.items():
        assert locked["packages"][f"node_modules/{name}"]["version"] == about["version"]
    assert "resolved" not in json.dumps(locked)
