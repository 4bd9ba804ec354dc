"""`kgbuild serve` as people use it: reading, asking, reviewing, two tabs, a hostile article."""

from __future__ import annotations

import re

import pytest

# What axe finds serious or worse, in short.
GRAVE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
}"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CANDIDATE = (
    "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\n"
    "https://example.org/bridge/institution/city\tskos:exactMatch\twikidata:Q1\tThe City\t"
    "semapv:LexicalMatching\t0.90\n"
)
PROJECT_PAGES = ("index", "people", "ask", "rules", "terms")
ARTICLE_PAGES = ("index", "voices", "timeline", "sources", "conflicts", "what-if")
HOSTILE = (
    "The <script>top.hacked=1</script> bridge \u202edeifitrec\u202c and "
    "<img src=x onerror=top.hacked=2> said “javascript:alert(3)” & more.\n\n"
    "{{ 7*7 }} {% raw %} ]]> --> </article><svg onload=top.hacked=4> "
)


@pytest.fixture
def tab(chromium):
    """A page in a context of its own, which must stay without errors and without strangers.

    `tab.expected` are parts of console messages that a test provokes on purpose.
    """
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.expected = []
    said, asked = [], []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert [s for s in said if not any(part in s for part in page.expected)] == []
    assert [
        url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))
    ] == []


@pytest.fixture(scope="module")
def reading(tmp_path_factory, small_project, server_around):
    with server_around(small_project(tmp_path_factory.mktemp("browser") / "bridge")) as served:
        yield served


@pytest.fixture
def editing(tmp_path, small_project, annotations, server_around):
    typed = annotations.replace(
        "    says: The bridge is safe.\n",
        "    says: The bridge is safe.\n    review: proposed  # by a machine\n",
    )
    folder = small_project(tmp_path / "bridge", annotations=typed)
    with server_around(folder, reviewer="Ann Reader") as served:
        yield served


def address(served, path):
    return f"http://127.0.0.1:{served.port}/{path}"


def typed(served):
    return (served.folder / "essay.yaml").read_bytes().decode()


def opened(tab, served, path="articles/essay/index.html"):
    tab.goto(address(served, path))
    tab.wait_for_selector("html[data-editable]")
    tab.evaluate("document.fonts.ready")


def select(tab, words, nth=0):
    """Selects words of the article as a mouse does, wherever marks begin and end in them."""
    tab.evaluate(
        """([words, nth]) => {
            const article = document.querySelector("article.text");
            let at = -1;
            for (let i = 0; i <= nth; i++) at = article.textContent.indexOf(words, at + 1);
            const spot = (offset) => {
                const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    if (offset <= node.length) return [node, offset];
                    offset -= node.length;
                }
            };
            getSelection().setBaseAndExtent(...spot(at), ...spot(at + words.length));
        }""",
        [words, nth],
    )


@pytest.mark.parametrize(
    "path",
    [
        *(f"{name}.html" for name in PROJECT_PAGES),
        *(f"articles/essay/{name}.html" for name in ARTICLE_PAGES),
        "",
        "articles/essay/",
    ],
)
def test_every_page_is_shown_without_an_error(tab, reading, path):
    answer = tab.goto(address(reading, path))
    assert answer.status == 200
    tab.wait_for_load_state("networkidle")
    assert tab.locator("main h1").first.is_visible()
    assert tab.locator("html.scripted").count() == 1


def test_links_between_pages_lead_somewhere(tab, reading):
    seen = set()
    waiting = ["index.html", "articles/essay/index.html"]
    while waiting and len(seen) < 40:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        assert tab.goto(address(reading, path)).status == 200, path
        links = tab.eval_on_selector_all(
            "a[href]", "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
        )
        own = [link.split("#")[0] for link in links if link.startswith(address(reading, ""))]
        waiting += [link.removeprefix(address(reading, "")) for link in own if ".html" in link]
    assert len(seen) > 8


def test_a_question_is_answered_by_the_server(tab, reading):
    asked = []
    tab.on("request", lambda r: asked.append(r.url) if r.url.endswith("/sparql") else None)
    tab.goto(address(reading, "ask.html"))
    tab.locator("[data-run='question-chain']").click()
    tab.wait_for_selector("[data-answer] table")
    assert "The bridge is safe." in tab.locator("[data-answer]").inner_text()
    assert set(asked) == {address(reading, "sparql")}


def test_the_page_says_when_the_project_has_changed(tab, tmp_path, small_project, server_around):
    with server_around(small_project(tmp_path / "bridge")) as served:
        tab.goto(address(served, "articles/essay/index.html"))
        tab.wait_for_function("document.readyState === 'complete'")
        tab.wait_for_timeout(500)  # the first look of live.js
        file = served.folder / "essay.yaml"
        file.write_bytes(typed(served).replace("not safe.", "a danger.").encode())
        tab.locator(".news button").click()
        tab.wait_for_selector("text=The bridge is a danger.")
        file.write_bytes(typed(served).replace("It will fall", "It will rise").encode())
        tab.wait_for_selector(".news >> text=this is not in the article")


def test_selected_words_become_a_claim_and_can_be_undone(tab, editing):
    before = typed(editing)
    opened(tab, editing)
    select(tab, "the bridge 橋 is safe. The city has closed")
    tab.locator(".offer button").click()
    assert tab.locator("dialog [name=quote]").input_value() == (
        "the bridge 橋 is safe. The city has closed"
    )
    tab.locator("dialog [name=says]").fill("It is: closed & “safe”.")
    tab.locator("dialog [name=note]").fill("one\ntwo")
    tab.locator("dialog button[type=submit]").click()
    tab.wait_for_selector("li.card >> text=It is: closed & “safe”.")
    after = typed(editing)
    assert "    quote: the bridge 橋 is safe. The city has closed\n" in after
    assert '    note: "one\\ntwo"\n' in after
    tab.wait_for_selector("html[data-editable]")
    tab.locator("button:has-text('Undo: a new claim')").click()
    tab.wait_for_selector("li.card >> text=It is: closed", state="detached")
    assert typed(editing) == before


def test_the_second_of_two_equal_words_is_the_one_that_is_claimed(tab, editing):
    opened(tab, editing)
    select(tab, "the bridge", 1)
    tab.locator(".offer button").click()
    tab.locator("dialog [name=says]").fill("A bridge.")
    tab.locator("dialog button[type=submit]").click()
    tab.wait_for_selector("li.card >> text=A bridge.")
    assert re.search(r"words: the bridge\n      nth: 2\n", typed(editing))


def test_what_would_not_hold_is_said_in_the_dialog(tab, editing):
    tab.expected.append("422")
    before = typed(editing)
    opened(tab, editing)
    select(tab, "ridge 橋 is")
    tab.locator(".offer button").click()
    tab.locator("dialog [name=says]").fill("Half a word.")
    tab.locator("dialog button[type=submit]").click()
    tab.wait_for_selector("dialog [role=alert] >> text=Nothing was changed")
    assert tab.locator("dialog .findings li").count() >= 1
    assert typed(editing) == before


def test_a_proposal_is_accepted_edited_and_undone(tab, editing):
    opened(tab, editing)
    card = tab.locator("#claim-is-safe")
    card.locator("button:has-text('Accept')").click()
    tab.wait_for_selector("button:has-text('Undo: is-safe: accepted')")
    assert "      state: accepted\n      by: Ann Reader\n" in typed(editing)
    assert "# by a machine" in typed(editing)
    tab.wait_for_selector("html[data-editable]")
    card.locator("button:has-text('Edit')").click()
    tab.locator("dialog [name=says]").fill("The bridge, it says, is safe.")
    tab.locator("dialog button[type=submit]").click()
    tab.wait_for_selector("li.card >> text=The bridge, it says, is safe.")
    tab.wait_for_selector("html[data-editable]")
    tab.locator("button:has-text('Undo: is-safe: changed')").click()
    tab.wait_for_selector("button:has-text('Undo: is-safe: accepted')")
    tab.wait_for_selector("html[data-editable]")
    tab.locator("button:has-text('Undo: is-safe: accepted')").click()
    tab.wait_for_selector("button:has-text('Undo')", state="detached")
    assert "review: proposed  # by a machine" in typed(editing)


def test_of_two_tabs_the_later_is_shown_the_difference_and_can_go_on(tab, editing):
    tab.expected.append("409")
    other = tab.context.new_page()
    opened(tab, editing)
    opened(other, editing)
    first = tab.locator("#claim-is-safe")
    first.locator("button:has-text('Accept')").click()
    tab.wait_for_selector("button:has-text('Undo: is-safe: accepted')")
    late = other.locator("#claim-will-fall")
    late.locator("button:has-text('Look again later')").click()
    diff = other.locator("pre.diff")
    diff.wait_for()
    assert "+      state: accepted" in diff.inner_text()
    assert "needs-recheck" not in typed(editing)
    other.locator("button:has-text('Make my change in the file as it is now')").click()
    other.wait_for_selector("button:has-text('Undo: will-fall: needs-recheck')")
    assert "state: accepted" in typed(editing)
    assert "state: needs-recheck" in typed(editing)


def test_a_claim_is_made_with_the_keyboard_alone(tab, editing):
    opened(tab, editing)
    button = tab.locator("section.claims header button:has-text('New claim')")
    for _ in range(60):
        if button.evaluate("one => one === document.activeElement"):
            break
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.type("The city has closed the bridge")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Closed it is.")
    tab.keyboard.press("Tab")
    for _ in range(9):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.type") == "submit":
            break
    tab.keyboard.press("Enter")
    tab.wait_for_selector("li.card >> text=Closed it is.")
    assert "    quote: The city has closed the bridge\n" in typed(editing)


def test_words_that_stand_there_twice_must_be_selected(tab, editing):
    opened(tab, editing)
    tab.locator("section.claims header button:has-text('New claim')").click()
    tab.locator("dialog [name=says]").fill("x")
    for words, said in (("the bridge", "more than once"), ("the tunnel", "are not in the article")):
        tab.locator("dialog [name=quote]").fill(words)
        tab.locator("dialog button[type=submit]").click()
        tab.wait_for_selector(f"dialog [role=alert] >> text={said}")
    tab.keyboard.press("Escape")
    tab.wait_for_selector("dialog", state="detached")


def test_reviews_work_without_a_script(chromium, editing):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(editing, "review"))
    page.locator("button:has-text('Accept')").click()
    page.wait_for_selector("text=Nothing waits: every claim is accepted.")
    assert "state: accepted" in typed(editing)
    page.locator("button:has-text('Undo')").click()
    page.wait_for_selector("li.card")
    assert "review: proposed" in typed(editing)
    context.close()


def test_a_saved_change_with_errors_is_told_with_a_way_back(tab, editing):
    """Only this claim carries a policy state, which nobody would assert without it."""
    before = typed(editing)
    opened(tab, editing)
    tab.locator("#claim-has-closed button:has-text('Reject')").click()
    notice = tab.locator("#claim-has-closed [role=status]")
    notice.locator("text=It is saved, but the project has errors now").wait_for()
    assert "no claim carries this" in notice.inner_text()
    notice.locator("button:has-text('Undo')").click()
    tab.wait_for_selector("#claim-has-closed [role=status]:empty", state="attached")
    assert typed(editing) == before


@pytest.fixture
def proposing(tmp_path, small_project, annotations, server_around):
    """A server with a claim and an identifier that wait for a decision."""
    typed_ = annotations.replace(
        "    says: The bridge is safe.\n",
        "    says: The bridge is safe.\n    review: proposed\n",
    )
    folder = small_project(
        tmp_path / "bridge", annotations=typed_, links={"predictions": CANDIDATE}
    )
    with server_around(folder, reviewer="Ann Reader") as served:
        yield served


def test_an_identifier_is_picked_and_undone(tab, proposing):
    tab.goto(address(proposing, "review"))
    tab.locator("select[name=match]").select_option("close")
    tab.locator("[data-subject] button:has-text('Yes')").click()
    tab.wait_for_selector("text=Last change: city: accept")
    positive = proposing.folder / "links" / "positive.sssom.tsv"
    assert "closeMatch" in positive.read_text(encoding="utf-8")
    assert tab.locator("[data-subject]").count() == 0
    tab.locator("button:has-text('Undo')").click()
    tab.wait_for_selector("[data-subject]")
    assert not positive.exists()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_reviews_are_readable_by_everybody(tab, proposing, axe, dark, width):
    tab.set_viewport_size({"width": width, "height": 844})
    tab.emulate_media(color_scheme="dark" if dark else "light")
    tab.goto(address(proposing, "review"))
    tab.locator("summary").first.click()
    tab.evaluate(axe)
    assert tab.evaluate(GRAVE) == []
    assert tab.evaluate(WIDER) <= 0
    opened(tab, proposing)
    tab.locator("#claim-is-safe button:has-text('Edit')").click()
    tab.evaluate(axe)
    assert tab.evaluate(GRAVE) == []
    assert tab.evaluate(WIDER) <= 0


def test_a_hostile_article_is_harmless(tab, tmp_path, small_project, annotations, server_around):
    hostile = annotations.replace("name: Ada Chen", "name: 'Ada <b onclick=top.hacked=5>Chen</b>'")
    hostile = hostile.replace("    called: Ada Chen\n", "")
    hostile = re.sub(r"claims:\n.*", "", hostile, flags=re.DOTALL)
    hostile = re.sub(r"    called: .*\n", "", hostile)
    hostile = re.sub(r"states:\n.*", "", hostile, flags=re.DOTALL)
    hostile += (
        "claims:\n  - id: all\n    quote: '<img src=x onerror=top.hacked=2> said'\n"
        "    mode: own-words\n    factuality: CT+\n"
        "    says: '</script><script>top.hacked=6</script> javascript:alert(1)'\n"
        "    note: '\"><iframe src=javascript:top.hacked=7>'\n"
    )
    folder = small_project(tmp_path / "bridge", article=HOSTILE, annotations=hostile)
    with server_around(folder, reviewer="<i>Ann</i>") as served:
        assert served.told[0][0].ok, served.told[0][0]
        paths = [f"{name}.html" for name in PROJECT_PAGES]
        paths += [f"articles/essay/{name}.html" for name in ARTICLE_PAGES] + ["review"]
        for path in paths:
            tab.goto(address(served, path))
            tab.wait_for_load_state("networkidle")
            assert tab.evaluate("window.hacked") is None, path
            assert tab.locator("main script:not([type]), main img, main iframe").count() == 0
            odd = tab.eval_on_selector_all(
                "*",
                "all => all.flatMap(e => [...e.attributes]).filter(a => /^on/.test(a.name) ||"
                " /^\\\\s*javascript:/i.test(a.value) && a.name === 'href').length",
            )
            assert odd == 0, path
        opened(tab, served)
        text = tab.locator("article.text").evaluate("one => one.textContent")
        assert text == HOSTILE
        select(tab, "<svg onload=top.hacked=4>")
        tab.locator(".offer button").click()
        tab.locator("dialog [name=says]").fill("<u>It</u> says so.")
        tab.locator("dialog button[type=submit]").click()
        tab.wait_for_selector("li.card >> text=<u>It</u> says so.")
        assert tab.evaluate("window.hacked") is None
