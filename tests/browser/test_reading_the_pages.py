"""Every view in a real browser: no error, nothing asked outside, readable by everybody."""

from __future__ import annotations

import json

import hostile
import pytest

ARTICLE = "articles/refugees-essay/"
VIEWS = {
    "index": "index.html",
    "read": f"{ARTICLE}index.html",
    "voices": f"{ARTICLE}voices.html",
    "timeline": f"{ARTICLE}timeline.html",
    "conflicts": f"{ARTICLE}conflicts.html",
    "sources": f"{ARTICLE}sources.html",
    "what-if": f"{ARTICLE}what-if.html",
    "people": "people.html",
    "ask": "ask.html",
    "rules": "rules.html",
    "terms": "terms.html",
}
NO_AUTHORITY = "claim-provincial-leaders-no-authority"
GRAVE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map(({ id, nodes: [{ html, failureSummary }, ...more] }) =>
      `${id}, ${more.length} more: ${html.slice(0, 160)} ${failureSummary}`);
}"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def address(output: str, view: str) -> str:
    return f"#page-{view}" if output == "file" else VIEWS[view]


@pytest.mark.parametrize("output", ["site", "file"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_opens_from_disk_and_shows_its_heading(tab, seed_site, output, view):
    here = tab(seed_site[output])
    page = here.open(address(output, view))
    assert page.locator("h1:visible").count() == 1
    assert page.evaluate("document.documentElement.classList.contains('scripted')")
    here.shot(f"{output}-{view}")


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_from_a_web_server_is_the_same(tab, served, view):
    page = tab(served).open(VIEWS[view])
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark-phone"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_grave(tab, script_sites, axe, view, dark):
    here = tab(script_sites["english"]["site"], dark=dark, width=390 if dark else 1280)
    page = here.open(VIEWS[view].replace("refugees-essay", "bridge-article"))
    page.evaluate(axe)
    assert page.evaluate(GRAVE) == []


@pytest.mark.parametrize("view", ["index", "timeline", "ask"])
def test_axe_finds_nothing_grave_in_a_single_file(tab, script_sites, axe, view):
    page = tab(script_sites["english"]["file"]).open(address("file", view))
    page.evaluate(axe)
    assert page.evaluate(GRAVE) == []


@pytest.mark.parametrize("view", ["read", "timeline", "conflicts"])
def test_axe_finds_nothing_grave_in_the_seed(tab, seed_site, axe, view):
    page = tab(seed_site["site"]).open(VIEWS[view])
    page.evaluate(axe)
    assert page.evaluate(GRAVE) == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_fits_on_a_phone(tab, seed_site, view):
    here = tab(seed_site["site"], width=390)
    page = here.open(VIEWS[view])
    assert page.evaluate(WIDER) <= 0
    here.shot(f"phone-{view}")


@pytest.mark.parametrize("output", ["site", "file"])
def test_without_scripts_everything_is_there(tab, seed_site, output):
    here = tab(seed_site[output], scripts=False)
    page = here.open(address(output, "read"))
    assert page.locator("li.card").count() == 148
    assert page.locator(f"#{NO_AUTHORITY} >> text=is certain").is_visible()
    assert not page.locator("[data-filters]").first.is_visible()
    page.locator("mark >> text=they have no decision-making").first.click()
    assert page.url.endswith(f"#{NO_AUTHORITY}")
    if output == "file":
        assert page.locator("h1:visible").count() == len(VIEWS)
    here.open(address(output, "what-if"))
    assert page.locator("text=Source by source").is_visible()
    assert not page.locator("[data-what-if]").first.is_visible()
    here.open(address(output, "ask"))
    assert page.locator("#question-chain pre").count() == 1


def test_on_paper_text_and_claims_follow_each_other(tab, seed_site, tmp_path):
    here = tab(seed_site["site"])
    page = here.open(VIEWS["read"])
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    assert not page.locator("[data-filters]").is_visible()
    text, claims = page.locator("article.text"), page.locator("ol.cards")
    assert claims.bounding_box()["y"] > text.bounding_box()["y"] + text.bounding_box()["height"]
    paper = tmp_path / "paper.pdf"
    page.pdf(path=paper, format="A4")
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.stat().st_size > 100_000


def test_the_text_content_of_the_article_is_the_article(tab, seed_site, seed_build):
    page = tab(seed_site["site"]).open(VIEWS["read"])
    text = seed_build.parts[0].article.characters
    assert page.evaluate("document.querySelector('article.text').textContent") == text


@pytest.mark.parametrize("name", ["english", "arabic", "chinese"])
@pytest.mark.parametrize("output", ["site", "file"])
def test_articles_in_other_scripts_are_read_in_their_direction(
    tab, script_sites, axe, name, output
):
    here = tab(script_sites[name][output])
    page = here.open("#page-read" if output == "file" else "index.html")
    if output == "site":
        page.locator("text=Read it with its claims").click()
    text = page.locator("article.text")
    direction = text.evaluate("e => getComputedStyle(e.querySelector('p')).direction")
    assert direction == ("rtl" if name == "arabic" else "ltr")
    marks = page.evaluate(
        "[...document.querySelectorAll('article.text mark')].map((m) => m.textContent).join('|')"
    )
    quotes = page.evaluate(
        "[...document.querySelectorAll('li.card blockquote p')].map((p) => p.textContent).join('|')"
    )
    assert marks.replace("|", "") == quotes.replace("|", "")
    page.evaluate(axe)
    assert page.evaluate(GRAVE) == []
    here.shot(f"{output}-{name}")


def test_an_address_of_a_claim_lights_its_words_and_brings_its_card(tab, seed_site):
    here = tab(seed_site["site"])
    page = here.open(f"{VIEWS['read']}#{NO_AUTHORITY}")
    page.wait_for_selector(f"#{NO_AUTHORITY}.lit")
    page.wait_for_timeout(200)
    lit = page.locator("article.text mark.lit")
    words = "".join(lit.all_text_contents())
    assert words == "they have no decision-making authority on the issue, even at the local level"
    assert lit.first.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight }"
    )
    card = page.locator(f"#{NO_AUTHORITY}")
    assert card.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight / 2 }"
    )
    here.shot("permalink")


def test_a_click_on_words_brings_their_card_and_the_text_stays(tab, seed_site):
    page = tab(seed_site["site"]).open(VIEWS["read"])
    mark = page.locator("article.text mark a:has-text('is in the process')").first
    mark.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    mark.click()
    assert page.evaluate("scrollY") == before
    assert page.locator("li.card.lit").count() >= 1
    assert "#claim-" in page.url


def test_filters_leave_the_claims_that_are_asked_for(tab, seed_site):
    page = tab(seed_site["site"]).open(VIEWS["read"])
    page.select_option("[name=voice]", label="Zhou Weiping (14)")
    assert page.locator("li.card:visible").count() == 14
    assert "14 of 148 claims" in page.inner_text("[data-shown]")
    page.select_option("[name=certainty]", "PR+")
    few = page.locator("li.card:visible").count()
    assert 0 < few < 14
    page.fill("[name=words]", "VERY little power")
    assert page.locator("li.card:visible").count() == 1
    with page.expect_download() as saved:
        page.click("text=CSV of these")
    rows = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert len(rows) == 2
    assert "Zhou Weiping" in rows[1]


@pytest.mark.parametrize(("label", "ending"), [("Turtle", "ttl"), ("JSON-LD", "jsonld")])
def test_the_claims_that_are_left_can_be_taken_away_as_a_graph(
    tab, seed_site, seed_build, label, ending
):
    import pyoxigraph as ox

    from kgbuild.graph import formats

    page = tab(seed_site["file"]).open("#page-read")
    page.fill("[name=words]", "no authority to decide on the policy")
    with page.expect_download() as saved:
        page.click(f"text={label} of these")
    data = saved.value.path().read_bytes()
    quads = formats.parse(data, f"x.{ending}", format_=formats.format_named(ending))
    triples = {ox.Triple(q.subject, q.predicate, q.object) for q in quads}
    assert triples < seed_build.triples  # to the letter: a store would type numbers anew
    subjects = {t.subject.value.rsplit("/", 1)[-1] for t in triples}
    assert "provincial-leaders-no-authority" in subjects
    assert "zhou-weiping" in subjects


@pytest.mark.parametrize("output", ["site", "file"])
def test_a_stranger_finds_who_said_it_and_how_sure(tab, seed_site, output):
    here = tab(seed_site[output])
    page = here.open(address(output, "index"))
    page.fill("#find", "Who said that provincial leaders have no authority?")
    first = page.locator("[data-found] li").first
    first.wait_for()
    said = first.inner_text()
    assert "Provincial leaders have no authority to decide" in said
    assert "Zhou Weiping is certain" in said
    assert "heard through U.S. consulate in Shenyang (cable, 18 January 2008)" in said
    assert "contradicted once" in said
    here.shot(f"{output}-search")
    first.locator("a").click()
    page.wait_for_selector(f"#{NO_AUTHORITY}.lit")


def test_a_search_for_nothing_says_so(tab, seed_site):
    page = tab(seed_site["site"]).open(VIEWS["index"])
    page.fill("#find", "xyzzy plugh")
    page.locator("[data-found-told]:has-text('nothing')").wait_for()


def test_the_keyboard_alone_reaches_everything(tab, seed_site):
    page = tab(seed_site["site"]).open(VIEWS["read"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('mark') !== null"):
            break
    shown = page.evaluate(
        "(({ outlineStyle, outlineWidth }) => outlineStyle + outlineWidth)"
        "(getComputedStyle(document.activeElement))"
    )
    assert shown == "solid3px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('li.card')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('li.card') !== null")


def test_fall_in_the_browser_is_withdraw_in_python(tab, seed_site, seed_build):
    from itertools import combinations

    from kgbuild.records.model import Source
    from kgbuild.records.withdraw import withdraw

    page = tab(seed_site["site"]).open(VIEWS["what-if"])
    sources = sorted(r.iri for r in seed_build.records if isinstance(r, Source))
    pairs = list(combinations(sources, 2))
    asked = [*((s,) for s in sources), *pairs[::7], *combinations(sources[::5], 3), tuple(sources)]
    told = page.evaluate(
        """(asked) => {
          const data = JSON.parse(document.querySelector("[data-withdrawal]").textContent);
          const index = Object.fromEntries(data.sources.map(([iri], n) => [iri, n]));
          return asked.map((some) => {
            const fallen = kgbuild.fall(data, some.map((iri) => index[iri]));
            const { claims, contents, relations } = fallen;
            return [claims, contents, relations].map((list) => list.map(([iri]) => iri));
          });
        }""",
        asked,
    )
    for some, (claims, contents, relations) in zip(asked, told, strict=True):
        gone = withdraw(seed_build.records, *some)
        assert claims == [c.iri for c in gone.claims], some
        assert contents == [c.iri for c in gone.contents], some
        assert relations == [r.iri for r in gone.relations], some


@pytest.mark.parametrize("output", ["site", "file"])
def test_a_source_that_is_ticked_off_takes_its_claims_away(tab, seed_site, output):
    here = tab(seed_site[output])
    page = here.open(address(output, "what-if"))
    page.uncheck("label:has-text('August 20, 2008') input")
    assert "16 of 148 claims fall" in page.inner_text("[data-fallen]")
    here.shot(f"{output}-without-august")
    page.click("text=All sources count")
    page.locator("[data-fallen]:has-text('Everything stands.')").wait_for()


@pytest.mark.parametrize(("output", "width"), [("site", 390), ("file", 1280)])
def test_hostile_text_does_nothing(tab, bad_site, output, width):
    here = tab(bad_site[output], width=width)
    names = {n: a.replace("refugees-essay", "hostile") for n, a in VIEWS.items()}
    for view, path in names.items():
        page = here.open(f"#page-{view}" if output == "file" else path)
        page.wait_for_timeout(50)
        assert page.evaluate("window.stung") is None, view
        assert page.evaluate("document.querySelectorAll('main img, main iframe, base').length") == 0
        assert page.evaluate(WIDER) <= 0, view
        protocols = page.evaluate(
            "[...document.querySelectorAll('a')]"
            ".map((a) => new URL(a.getAttribute('href'), location).protocol)"
        )
        odd = set(protocols) - {"http:", "https:", "file:"}
        assert odd == set(), view
    here.shot(f"{output}-hostile-{width}")


@pytest.mark.parametrize("output", ["site", "file"])
def test_hostile_words_in_search_and_answers_do_nothing(tab, bad_site, output):
    here = tab(bad_site[output])
    page = here.open(address(output, "index"))
    page.fill("#find", "script alert window")
    page.locator("[data-found] li").first.wait_for()
    here.open("#question-figure-claims" if output == "file" else "ask.html#question-figure-claims")
    page.locator("table.results tbody tr").first.wait_for()
    assert page.locator("table.results tbody tr").count() == len(hostile.STINGS)
    page.locator("table.results tbody tr").first.focus()
    assert page.evaluate("window.stung") is None
    assert page.evaluate("document.querySelectorAll('main img, main iframe').length") == 0


def test_hostile_text_is_read_to_the_letter(tab, bad_site):
    page = tab(bad_site["site"]).open("articles/hostile/index.html")
    text = page.evaluate("document.querySelector('article.text').textContent")
    assert text == hostile.TEXT
    data = page.evaluate(
        "document.querySelector('script[type=\"application/ld+json\"]').textContent"
    )
    assert json.loads(data)["@type"] == "Article"
