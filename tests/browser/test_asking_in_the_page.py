"""SPARQL inside a page: the same answers as `kgbuild query`, and a text that lights up."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.graph.prefixes import PREFIXES
from kgbuild.store.questions import questions

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests/questions").glob("*.json"))
SEED = "https://w3id.org/kgbuild/seed/"
ASKED = """async ([id, values]) => {
  location.hash = "";
  const query = document.getElementById(id).querySelector("[data-query]").textContent;
  const bound = {};
  for (const [name, value] of Object.entries(values)) {
    const box = document.querySelector(`#${id} [data-parameter="${name}"]`);
    bound[name] = await kgbuild.term(value, box.dataset.said.split(/[^a-z]/)[0]);
  }
  return (await kgbuild.answer(kgbuild.withValues(query, bound))).rows;
}"""


@pytest.fixture(scope="module")
def asking(chromium, seed_site):
    """The page of questions of the single file, its engine started once."""
    page = chromium.new_page()
    page.goto(f"{seed_site['file']}#page-ask")
    page.evaluate("kgbuild.ready(['refugees-essay'])")
    yield page
    page.close()


def rows_of(results: str) -> list[list[str | None]]:
    parsed = ox.parse_query_results(results.encode(), format=ox.QueryResultsFormat.JSON)
    names = [v.value for v in parsed.variables]
    return [
        [
            None
            if row[n] is None
            else row[n].value.removeprefix(SEED)
            if isinstance(row[n], ox.NamedNode)
            else row[n].value
            for n in names
        ]
        for row in parsed
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_question_has_the_rows_that_kgbuild_query_gives(asking, case):
    expected = json.loads(case.read_text(encoding="utf-8"))
    given = asking.evaluate(ASKED, [f"question-{expected['query']}", expected["params"]])
    assert json.loads(given)["head"]["vars"] == expected["columns"]
    assert rows_of(given) == expected["rows"]


def test_every_figure_has_as_many_rows_in_the_browser_as_in_python(asking, seed_graph):
    from kgbuild.store.ask import ask
    from kgbuild.web.site import own_questions

    for question in own_questions():
        here = rows_of(asking.evaluate(ASKED, [f"question-{question.name}", {}]))
        there = ask(question.query, [seed_graph]).rows
        assert len(here) == len(there) > 0, question.name


def test_short_names_need_no_prefix(asking, seed_graph):
    from kgbuild.store.ask import ask

    query = "SELECT ?c { ?c a kg:Claim ; kg:says ?s } ORDER BY ?c"
    here = rows_of(
        json.loads(
            json.dumps(asking.evaluate("async (q) => (await kgbuild.answer(q)).rows", query))
        )
    )
    there = ask(query, [seed_graph], prefixes=PREFIXES).rows
    assert len(here) == len(there) == 148


@pytest.mark.parametrize("output", ["site", "file"])
def test_an_address_asks_a_question_and_a_row_lights_the_text(tab, seed_site, output):
    here = tab(seed_site[output])
    link = "question-chain&claim=provincial-leaders-no-authority"
    page = here.open(f"#{link}" if output == "file" else f"ask.html#{link}")
    rows = page.locator("table.results tbody tr")
    rows.first.wait_for()
    assert rows.count() == 3
    rows.last.focus()
    lit = page.locator("[data-text] mark.lit")
    assert "".join(lit.all_text_contents()) == (
        "they have no decision-making authority on the issue, even at the local level"
    )
    assert lit.first.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight }"
    )
    cells = rows.last.locator("td").all_text_contents()
    assert cells[0].startswith("Zhou Weiping: Provincial leaders have no authority")
    with page.expect_download() as saved:
        page.click("text=CSV of these rows")
    assert len(saved.value.path().read_text(encoding="utf-8").splitlines()) == 4
    here.shot(f"{output}-asking")


def test_a_number_of_a_page_leads_to_its_query(tab, seed_site):
    page = tab(seed_site["site"]).open("index.html")
    number = page.locator(".numbers a").first
    shown = int(number.locator("b").inner_text())
    number.click()
    page.wait_for_selector("table.results")
    assert page.inner_text("[data-told]") == f"{shown} rows"


def test_a_query_is_typed_and_run_with_the_keyboard(tab, seed_site):
    page = tab(seed_site["site"]).open("ask.html")
    page.wait_for_selector(".editor .cm-content")
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("ASK { ?c kg:factuality/skos:notation 'PS+' }")
    page.keyboard.press("Control+Enter")
    page.locator("[data-answer] >> text=Yes.").wait_for()


def test_a_graph_is_shown_as_statements(tab, seed_site):
    page = tab(seed_site["file"]).open("#page-ask")
    page.wait_for_selector(".editor .cm-content")
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("CONSTRUCT { ?p a schema:Person } { ?p a schema:Person }")
    page.keyboard.press("Control+Enter")
    page.locator("[data-answer] pre").wait_for()
    assert page.inner_text("[data-answer] pre").count("schema.org/Person") == 7


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT nonsense", "expected"),
        ("SELECT * { SERVICE <https://outside.example/> { ?s ?p ?o } }", "service"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(tab, seed_site, query, said):
    page = tab(seed_site["site"]).open("ask.html")
    page.wait_for_selector(".editor .cm-content")
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")
    page.locator("[data-told].wrong").wait_for()
    assert said in page.inner_text("[data-told]").lower()


def test_a_thing_that_is_not_there_is_named(tab, seed_site):
    page = tab(seed_site["site"]).open("ask.html#question-chain&claim=no-such-claim")
    page.locator("[data-told].wrong").wait_for()
    assert "nothing has the id “no-such-claim”" in page.inner_text("[data-told]")


def test_every_question_of_the_package_is_offered(tab, seed_site):
    page = tab(seed_site["site"]).open("ask.html")
    for name in questions():
        assert page.locator(f"#question-{name}").count() == 1


@pytest.mark.parametrize("output", ["site", "file"])
def test_of_several_articles_all_are_asked_or_the_page_says_which(tab, corpus_site, output):
    page = tab(corpus_site[output]).open(
        "#question-figure-claims" if output == "file" else "ask.html#question-figure-claims"
    )
    told = page.locator("[data-told]")
    page.locator("[data-told]:has-text('12 rows')").wait_for()
    page.select_option("[data-asked]", "one")
    page.select_option("[data-choose]", "sequel")
    page.click("button:has-text('Ask') >> nth=0")
    page.locator("[data-told]:has-text('alone')").wait_for()
    assert told.inner_text() == "4 rows, in “The bridge” alone"


def test_a_number_of_a_corpus_is_the_number_of_rows_behind_it(tab, corpus_site):
    page = tab(corpus_site["site"]).open("index.html")
    number = page.locator(".numbers a").first
    shown = number.locator("b").inner_text()
    number.click()
    page.locator(f"[data-told]:has-text('{shown} rows')").wait_for()


def test_an_entity_of_a_corpus_has_a_page_that_axe_accepts(tab, corpus_site, axe):
    page = tab(corpus_site["site"]).open("people.html")
    page.click("text=Ada Chen")
    assert page.locator("h1").inner_text() == "Ada Chen"
    assert page.locator("h4").count() == 3
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { preload: false }).then((r) => r.violations)")
    assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []
