"""What an article is made of, which documents it speaks of, and who is who in it."""

from __future__ import annotations

import pytest

from kgbuild.annotation.read import parse
from kgbuild.extract import propose
from kgbuild.extract.cast import Cast
from kgbuild.extract.documents import Discourse
from kgbuild.extract.extraction import extract, section_text
from kgbuild.extract.extractors import Wanted, extractor
from kgbuild.extract.lexicon import language_of
from kgbuild.extract.names import han_name, names_in
from kgbuild.extract.portions import marks_in
from kgbuild.extract.structure import blocks_of, head_of, regions_of
from kgbuild.text.article import Article

HEAD = """\
article: {id: a-text, title: T, file: a.txt, kind: other, by: author, issued: 2012-02-27}
voices: [{id: author, name: The author of the article, kind: anonymous}]
"""
PROSE = "This is a sentence of prose that goes on for a while, and then it ends."


def regions(*paragraphs):
    article = Article("a.txt", "\n\n".join(paragraphs))
    return {article.characters[s:e]: kind for s, e, kind in regions_of(article)}


def test_headings_captions_and_furniture_are_told_apart():
    found = regions(
        "The bridge closes",
        "By Ada Quill | 3 March 2026 | No Comments",
        PROSE,
        "The bridge at dusk.",
        "The bridge at dusk.",
        "What happens next",
        PROSE + " Again.",
        "Mayor Okoro evades questions, November 2011",
        "Image via The Guardian",
        "Leave a Reply",
    )
    assert found == {
        "The bridge closes": "heading",
        "By Ada Quill | 3 March 2026 | No Comments": "furniture",
        "The bridge at dusk.": "caption",
        "What happens next": "heading",
        "Mayor Okoro evades questions, November 2011": "caption",
        "Image via The Guardian": "caption",
        "Leave a Reply": "furniture",
    }


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "Written by Jane Doe\nLeith | Updated: August 21, 2024 07:45 IST",
        "By JANE DOWD and MIGUEL SERRA\nNov. 18, 2024",
        "Par Julien Castaing\nPublié le 4 février 2025",
        "Bronwyn Tate\n12 March 2025\n5 min read",
        "Rowena Pike, rural affairs editor\nSat 9 Nov 2024 07.00 GMT",
        "By Dana Kowalczyk\nThe Midland Press\nUpdated 4:12 PM CST, February 3, 2025",
        "12 March 2025 • 5 min read",
        "Published: 23:01, Friday 30 August 2024",
        "___",
    ],
)
def test_a_byline_and_a_dateline_are_furniture(line):
    text = f"The bridge closes\n\n{line}\n\n{PROSE * 5}"
    article = Article("a.txt", text)
    assert [kind for _, _, kind in regions_of(article)] == ["heading", "furniture"]


def test_a_standfirst_may_quote():
    found = regions("The bridge closes", "Mayor says bridge “should have been closed”", PROSE)
    assert list(found.values()) == ["heading", "heading"]


def test_a_title_that_stands_twice_is_a_heading_twice():
    article = Article("a.txt", f"The bridge\n\nThe bridge\n\n{PROSE}")
    assert [kind for _, _, kind in regions_of(article)] == ["heading", "heading"]


@pytest.mark.parametrize(
    ("text", "author", "issued"),
    [
        (f"Title\n\nBy Ada Quill\n\n3 March 2026\n\n{PROSE * 5}", "Ada Quill", "2026-03-03"),
        (
            f"Titre\n\nPar Claire Morel\n\n14 janvier 2025\n\n{PROSE * 5}",
            "Claire Morel",
            "2025-01-14",
        ),
        (f"题目\n\n记者：林晓\n\n2024年5月6日\n\n{PROSE * 5}", "林晓", "2024-05-06"),
        (f"Title\n\nBy | February 27, 2012 | No Comments\n\n{PROSE * 5}", "", "2012-02-27"),
        (f"Title\n\nTom Hall\n\n3 March 2026\n\n{PROSE * 5}", "Tom Hall", "2026-03-03"),
        (f"Title\n\nTom Hall\nNew Delhi, March 3, 2026\n\n{PROSE * 5}", "Tom Hall", "2026-03-03"),
        (f"Title\n\nBy Tom Hall · 3 March 2026\n\n{PROSE * 5}", "Tom Hall", "2026-03-03"),
        (f"Title\n\nInterview by Dr. Ada Quill\n\n{PROSE * 5}", "Ada Quill", ""),
        (f"Title\n\nBy ADA QUILL and TOM HALL\n\n{PROSE * 5}", "ADA QUILL", ""),
        (f"Title\n\nBy Our Special Correspondent\n\n{PROSE * 5}", "", ""),
        (f"Title\n\nBy and large this is no byline at all\n\n{PROSE * 5}", "", ""),
        (PROSE, "", ""),
    ],
)
def test_the_head_tells_author_and_day(text, author, issued):
    head = head_of(Article("a.txt", text), "fr" if "Titre" in text else "en")
    assert (head.author, head.issued) == (author, issued)


def test_a_paragraph_after_a_colon_is_a_block():
    text = f"{PROSE}\n\nFrom January 18, 2008:\n\n{PROSE} Quoted.\n\n{PROSE} Not."
    article = Article("a.txt", text)
    (block,) = blocks_of(article, [])
    assert text[block.start : block.end].endswith("Quoted.")
    assert text[slice(*block.intro)] == "From January 18, 2008:"


def documents(text):
    article = Article("a.txt", text)
    discourse = Discourse(text, issued="2012-02-27", language="en")
    discourse.read(article.paragraphs, blocks_of(article, []), [])
    numbers = {}
    return [
        (text[m.start : m.end], numbers.setdefault(id(m.doc), len(numbers)), m.doc)
        for m in discourse.mentions
    ]


def test_the_same_cable_is_the_last_one_named():
    found = documents(
        "Two 2008 cables from the U.S. consulate in Shenyang help. The first highlights much.\n\n"
        "From January 18, 2008:\n\nA quotation of it.\n\nIn the same cable, Zhou agreed. "
        "Another cable, dated Aug 20, 2008, is clear. In the same cable, Wu agreed."
    )
    assert [(words, number) for words, number, _ in found] == [
        ("Two 2008 cables from the U.S. consulate in Shenyang", 0),
        ("The first", 1),
        ("From January 18, 2008", 1),
        ("the same cable", 1),
        ("Another cable, dated Aug 20, 2008", 2),
        ("the same cable", 2),
    ]
    assert found[1][2].issued == "2008-01-18"
    assert found[4][2].issued == "2008-08-20"
    assert found[4][2].by.words == "U.S. consulate in Shenyang"


def test_the_article_is_the_last_document_of_any_kind():
    found = documents("On Friday, an opinion piece in The Herald said so. The article was short.")
    assert [number for _, number, _ in found] == [0, 0]
    assert (found[0][2].issued, found[0][2].publisher.words) == ("2012-02-24", "Herald")


def test_names_are_told_apart_by_their_words():
    text = (
        "Mayor Ada Okoro met the University of Severn in South Korea with U.S. officials "
        "of Dr Lee’s."
    )
    found = {n.words: (n.kind, n.type) for n in names_in(text, 0, len(text), "en")}
    assert found["Ada Okoro"] == ("person", "")
    assert found["University of Severn"] == ("institution", "university")
    assert found["South Korea"] == ("place", "")
    assert found["Lee"] == ("person", "")
    assert han_name("青石镇政府") == ("institution", "青石镇政府", "government")
    assert han_name("一位居民") == ("", "", "")


def cast_of(text):
    file, _ = parse(HEAD, "a.yaml")
    return Cast(Article("a.txt", text), file, "en")


def heard(cast, words):
    start = cast.text.index(words)
    found = cast.hear((start, start + len(words)))
    if found is not None:
        cast.spoke(start, found.holder)
    return found and (found.holder.kind, found.holder.name, found.holder.type)


def test_whoever_speaks_is_a_person_a_body_or_a_voice():
    cast = cast_of("Mayor Okoro, the BBC, a resident of Mill Lane, Beijing, many officials, I")
    assert heard(cast, "Mayor Okoro") == ("person", "Okoro", "")
    assert heard(cast, "the BBC") == ("institution", "BBC", "medium")
    assert heard(cast, "a resident of Mill Lane") == (
        "voice",
        "a resident of Mill Lane",
        "anonymous",
    )
    assert heard(cast, "Beijing") == ("institution", "Beijing", "government")
    assert heard(cast, "many officials") == ("voice", "many officials", "collective")
    assert heard(cast, "I") is None


def test_pronouns_and_roles_go_back_to_who_spoke():
    cast = cast_of(
        "Mr Tom Hall spoke. Mrs Eve Stone spoke. He said. She said. The mayor, Lee Ray, came. "
    )
    assert heard(cast, "Tom Hall")[1] == "Tom Hall"
    assert heard(cast, "Eve Stone")[1] == "Eve Stone"
    assert heard(cast, "He")[1] == "Tom Hall"
    assert heard(cast, "She")[1] == "Eve Stone"
    assert heard(cast_of("She said."), "She") is None


def test_portion_marks_mark_what_follows_a_number_or_what_stands_before():
    text = (
        "Cable\n\n1. (C) The first portion.\n\nThe second one. (S//NF)\n\n(a) no (C) mark\n\n2. (U)"
    )
    article = Article("a.txt", text)
    found = [(text[slice(*m.where)], m.level, text[slice(*m.portion)]) for m in marks_in(article)]
    assert found == [
        ("(C)", "confidential", "The first portion."),
        ("(S//NF)", "secret", "The second one."),
    ]
    assert marks_in(Article("a.txt", "1. (C) 2012 The author.")) == []
    spaced = Article("a.txt", "C O N F I D E N T I A L\n\n1. (C) The first portion.")
    assert [m.level for m in marks_in(spaced)] == ["confidential"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council said that it is late.", "en"),
        ("一座桥。", "zh"),
        ("12 34", ""),
        ("日本のニュース", ""),
    ],
)
def test_a_language_is_told_by_its_commonest_words(text, language):
    assert language_of(text) == language


def drafted(text, head=HEAD):
    file, found = parse(head, "a.yaml")
    assert file is not None, found
    return extract(Article("a.txt", text), file, extractor("quotations", Wanted()))


def test_words_inside_words_are_a_chain():
    text = "Mayor Okoro said that Ada Chen had warned that the bridge is unsafe."
    claims = drafted(text).sections["claims"]
    assert [(c["by"], c.get("within")) for c in claims] == [
        ("okoro", None),
        ("ada-chen", claims[0]["id"]),
    ]


def test_a_person_of_the_file_is_not_proposed_again():
    head = HEAD + "people: [{id: the-mayor, name: Ada Okoro, called: Okoro}]\n"
    sections = drafted("Ada Okoro came. Okoro said that the bridge is unsafe.", head).sections
    assert "people" not in sections
    assert [c["by"] for c in sections["claims"]] == ["the-mayor"]


def test_a_proposal_that_would_disturb_what_a_person_wrote_is_dropped():
    head = HEAD + (
        "people: [{id: okoro, name: Okoro}, {id: lee, name: Lee Ray}]\n"
        "claims: [{by: okoro, quote: it is unsafe, mode: indirect, factuality: CT+, "
        "says: It is.}]\n"
    )
    text = "Okoro came. Lee Ray said that it is unsafe. Ada Chen claimed that it is quite safe."
    extraction = drafted(text, head)
    assert "lee" not in section_text(extraction.sections)


def test_who_said_it_to_whom_and_when_is_proposed():
    (claim,) = drafted(
        "On Friday, Ada Quill told American diplomats that the policy had changed."
    ).sections["claims"]
    assert claim["via"] == "american-diplomats"
    (claim,) = drafted("Ada Quill said on Friday that the policy had changed.").sections["claims"]
    assert claim["said"] == "2012-02-24"


def test_policies_have_the_owner_that_the_text_names():
    sections = drafted(
        "The Chinese government objects. The Chinese repatriation policy is harsh. "
        "French policy is not. "
        "Ada Quill said that it will last."
    ).sections
    assert [(p["name"], p["owner"]) for p in sections["policies"]] == [
        ("Chinese repatriation policy", "chinese-government")
    ]


def test_documents_whose_authors_are_not_named_have_an_author_each():
    """One voice in both would speak in a source that is not its own."""
    sections = drafted(
        "A survey claimed that the school is empty. "
        "Another survey claimed that the bridge is unsafe."
    ).sections
    claims = sections["claims"]
    assert [c["in"] for c in claims] == ["survey", "another-survey"]
    assert [c["by"] for c in claims] == ["author-of-survey", "author-of-survey-voice"]
    assert [s["by"] for s in sections["sources"]] == [c["by"] for c in claims]


def test_a_run_ends_with_so_many_claims_and_counts_what_it_left_out(monkeypatch):
    monkeypatch.setattr(propose, "MOST", 3)
    names = ("Ada Okoro", "Lee Ray", "Wu Fang", "Ida Holm", "Tom Hall")
    text = "\n\n".join(f"{name} said that bridge {i} is old." for i, name in enumerate(names))
    extraction = drafted(text)
    assert [c["by"] for c in extraction.sections["claims"]] == ["ada-okoro", "lee-ray", "wu-fang"]
    assert extraction.dropped == {"more than 3 in one run": 2}


def test_an_extraction_tells_how_far_it_has_come():
    shares = []
    file, _ = parse(HEAD, "a.yaml")
    article = Article("a.txt", "Mayor Okoro said that the bridge is unsafe.\n\n" * 3)
    extract(article, file, extractor("together", Wanted()), told=shares.append)
    assert shares == sorted(shares)
    assert len(set(shares)) > 4
    assert 0 < shares[0] < shares[-1] < 1
