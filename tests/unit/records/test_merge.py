"""Records of several articles as one set: what they share must be the same thing."""

from __future__ import annotations

from texts import BASE, HEAD, STORY, assembled, claim, claims

from kgbuild.records.merge import merge

OTHER = HEAD.replace("id: story", "id: other")


def another(*sections, head=OTHER):
    """The records of another article."""
    return assembled(*sections, head=head, story=STORY + "The end.\n")


def test_what_two_articles_share_is_one():
    records, found = merge([assembled(), another()])
    iris = [r.iri for r in records]
    assert found == ()
    assert iris == sorted(set(iris))
    assert {f"{BASE}source/story", f"{BASE}source/other", f"{BASE}person/wu"} <= set(iris)


def test_lists_are_joined_and_what_one_leaves_out_another_says():
    head = OTHER.replace("called: Wu}", "called: [Wu, she], protect: at-risk, note: Known.}")
    for order in (1, -1):
        records, found = merge([assembled(), another(head=head)][::order])
        (wu,) = [r for r in records if r.iri == f"{BASE}person/wu"]
        assert found == ()
        assert (wu.aliases, wu.protection, wu.note) == ({"Wu", "she"}, "at-risk", "Known.")


def test_a_name_that_means_two_things_is_shown():
    head = OTHER.replace("name: Wu Jianhua", "name: Wu Xun")
    _, (found,) = merge([assembled(), another(head=head)])
    assert found.code == "name-means-two-things"
    assert found.message == "another article of the project gives this id another label"
    assert (found.at.line, found.at.column) == (11, 10)
    assert (found.related[0].at.line, found.related[0].at.column) == (11, 10)


def test_a_kind_that_differs_is_shown():
    head = OTHER.replace("title: A forum, kind: other", "title: A forum, kind: web-page")
    _, (found,) = merge([assembled(), another(head=head)])
    assert found.message == "another article of the project gives this id another kind"


def test_claims_with_the_same_id_stay_apart():
    entry = claims(claim(id="a"))
    records, found = merge([assembled(entry), another(entry)])
    assert found == ()
    assert {f"{BASE}story/claim/a", f"{BASE}other/claim/a"} <= {r.iri for r in records}


def test_nothing_merged_is_nothing():
    assert merge([]) == ((), ())
