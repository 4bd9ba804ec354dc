"""Claim cards, facets, conflicts, sources, entities: what a reader may ask of a claim."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages_of import looked_up, short
from texts import claim, claims

from kgbuild import choices
from kgbuild.records.model import Claim, Source
from kgbuild.records.withdraw import withdraw
from kgbuild.web.views import words
from kgbuild.web.views.cards import cards
from kgbuild.web.views.conflicts import conflicts
from kgbuild.web.views.entities import entities, grouped
from kgbuild.web.views.facets import facets
from kgbuild.web.views.lights import lights
from kgbuild.web.views.lookup import Lookup
from kgbuild.web.views.reference import rule_groups, term_groups
from kgbuild.web.views.sources import documents
from kgbuild.web.views.withdrawals import withdrawal_data


def card_of(lookup: Lookup, name: str):
    (found,) = [c for c in cards(lookup) if short(c.iri) == name]
    return found


def test_the_cards_stand_in_the_order_of_the_text(seed_lookup):
    found = cards(seed_lookup)
    starts = [card.where[0].start for card in found]
    assert starts == sorted(starts)
    assert len(found) == 148


def test_the_card_that_a_stranger_looks_for_answers_who_how_sure_and_through_whom(seed_lookup):
    card = card_of(seed_lookup, "provincial-leaders-no-authority")
    assert (card.holder.label, card.factuality) == ("Zhou Weiping", "CT+")
    assert [s.holder.label for s in card.chains[0].through] == [
        "U.S. consulate in Shenyang",
        "Megha Rajagopalan",
    ]
    assert card.quote == (
        "they have no decision-making authority on the issue, even at the local level",
    )
    (against,) = [r for r in card.relations if r.type == "contradicts"]
    assert (against.by.label, against.marker, against.silent) == (
        "Megha Rajagopalan",
        ("However",),
        False,
    )
    assert [p.label for p in card.policies] == [
        "China's repatriation of North Korean border-crossers"
    ]


def test_a_relation_is_seen_from_both_of_its_claims(seed_lookup):
    one = card_of(seed_lookup, "note-tracks-zhou")
    other = card_of(seed_lookup, "provincial-leaders-no-authority")
    assert {r.verb for r in one.relations} == {"corroborates"}
    assert "is corroborated by" in {r.verb for r in other.relations}


def test_a_date_is_shown_only_when_it_is_not_that_of_the_document(seed_lookup):
    said = {card.said for card in cards(seed_lookup)}
    assert "" in said
    assert any("2002" in text for text in said)


def test_facets_count_every_claim_once(seed_lookup):
    found = {facet.name: facet for facet in facets(cards(seed_lookup))}
    assert list(found) == ["voice", "source", "policy", "certainty", "review"]
    for name in ("voice", "source", "certainty", "review"):
        assert sum(choice.number for choice in found[name].choices) == 148
    order = [choice.value for choice in found["certainty"].choices]
    assert order == [code for code in choices.FACTUALITIES if code in order]


def test_silent_conflicts_come_after_those_that_somebody_marks(seed_lookup):
    against = [c for c in conflicts(seed_lookup) if c.type == "contradicts"]
    assert [c.silent for c in against] == [False] * 5 + [True]
    assert against[-1].by.label.startswith("kgbuild")
    assert against[-1].note


@pytest.mark.parametrize("number", range(20))
def test_what_falls_with_a_source_is_what_withdraw_says(seed_lookup, number):
    document = documents(seed_lookup)[number]
    gone = withdraw(seed_lookup.records.values(), document.iri)
    assert {c.claim for c in document.fall.claims} == {c.iri for c in gone.claims}
    assert {c.iri for c in document.fall.contents} == {c.iri for c in gone.contents}
    assert {r.iri for r in document.fall.relations} == {r.iri for r in gone.relations}


def test_the_article_is_the_first_source_and_each_claim_is_carried_by_one(seed_lookup):
    found = documents(seed_lookup)
    assert [d.is_article for d in found] == [True] + [False] * 19
    assert sum(len(d.claims) for d in found) == 148
    assert sum(number for d in found for _, number in d.voices) == 148
    cable = next(d for d in found if short(d.iri) == "cable-2008-01-18")
    assert cable.access is not None
    assert [r.label for r in cable.cited_by] == [found[0].label]


def test_entities_come_in_groups_with_links_mentions_and_claims(seed_lookup):
    groups = dict(grouped(entities(seed_lookup)))
    assert list(groups) == [
        *("People", "Institutions", "Voices without a name", "Places", "Topics", "Policies"),
    ]
    zhou = next(e for e in groups["People"] if short(e.iri) == "zhou-weiping")
    assert zhou.protection is not None
    assert zhou.links == ()
    assert zhou.mentions[0].words == "Zhou"
    beijing = next(e for e in groups["Places"] if short(e.iri) == "beijing")
    assert beijing.links == (
        "http://www.wikidata.org/entity/Q956",
        "https://sws.geonames.org/1816670/",
    )
    assert any(e.looked_for == "not found" for e in groups["Institutions"])
    assert ("seat", "Shenyang") in {
        (what, ref.label) for e in groups["Institutions"] for what, ref in e.facts
    }


def test_every_word_of_a_closed_list_has_words_for_readers():
    assert set(words.CERTAINTY) == set(words.STRENGTH) == set(choices.FACTUALITIES)
    assert set(words.MODES) == set(choices.QUOTATION_MODES)
    assert tuple(words.LANES) == choices.POLICY_MODES
    assert tuple(words.RELATIONS) == choices.CLAIM_RELATIONS
    assert set(words.REVIEW) == set(choices.REVIEW_STATES)
    assert set(words.STANCES) == set(choices.STANCES)
    assert set(words.UNNAMED) == set(choices.VOICE_KINDS)
    assert set(words.PROTECTION) == set(choices.PROTECTIONS)
    assert set(words.CHANGES) == set(choices.POLICY_CHANGES)


def test_a_missing_record_is_called_by_the_last_part_of_its_name():
    lookup = looked_up(claims(claim(id="own")))
    records = {i: r for i, r in lookup.records.items() if not i.endswith("person/holt")}
    cut = Lookup(records, lookup.snapshot)
    assert card_of(cut, "own").holder.label == "holt"
    without = {i: r for i, r in lookup.records.items() if not isinstance(r, Source)}
    card = card_of(Lookup(without, lookup.snapshot), "own")
    assert (card.source.label, card.chains[0].speaker.kind) == ("story", "document")


def test_a_claim_whose_passage_is_lost_is_shown_and_says_so():
    lookup = looked_up(claims(claim(id="own")))
    records = {i: r for i, r in lookup.records.items() if "/position/" not in i}
    (card,) = cards(Lookup(records, lookup.snapshot))
    assert (card.says, card.where, card.quote) == ("Something will change.", (), ())


def test_a_claim_without_a_sentence_is_called_by_its_label():
    lookup = looked_up(claims(claim(id="own")))
    records = dict(lookup.records)
    (own,) = lookup.claims
    records[own.iri] = replace(own, says=None)
    assert card_of(Lookup(records, lookup.snapshot), "own").says == own.label


def test_rows_light_up_what_they_name_or_what_that_says(seed_lookup):
    found = lights(seed_lookup)
    assert "".join(text for text, _, _ in found["pieces"]) == seed_lookup.text
    things = found["things"]
    claim_ = next(c for c in seed_lookup.claims if "no-authority" in c.iri)
    assert claim_.iri in things
    reporter = next(c for c in seed_lookup.of(Claim) if claim_.iri in c.reports)
    assert found["also"][reporter.iri] == [things.index(claim_.iri)]
    cable = f"{seed_lookup.snapshot.source.rsplit('/', 1)[0]}/cable-2008-08-20"
    assert len(found["also"][cable]) > 10
    assert max(n for lit in found["also"].values() for n in lit) < len(things)
    assert things[: found["claims"]] == [c.iri for c in seed_lookup.claims]


def test_the_numbers_for_the_browser_refer_to_what_is_there(seed_lookup):
    data = withdrawal_data(seed_lookup)
    assert len(data["sources"]) == 20
    assert sum(1 for *_, says in data["claims"] if says) == 148
    assert all(
        0 <= n < len(data["claims"]) for _, from_, to, _ in data["relations"] for n in (from_, to)
    )
    assert sum(is_text for *_, is_text in data["sources"]) == 1


def test_the_reference_has_every_rule_and_every_term():
    rules = [rule for _, found in rule_groups() for rule in found]
    assert {"quote-matches-text", "claim-has-one-holder"} <= {rule.name for rule in rules}
    assert all(rule.paragraphs and rule.severity for rule in rules)
    groups = dict(term_groups())
    assert {"Claim", "Source", "PolicyState"} <= {term.name for term in groups["Classes"]}
    scheme = next(t for t in groups["Lists of words"] if t.name == "factuality-scheme")
    assert [value.notation for value in scheme.values] == list(choices.FACTUALITIES)
    assert all(term.label and term.comment for found in groups.values() for term in found)
