"""Who is proposed to say what: people, bodies and voices as a whole text tells them."""

from __future__ import annotations

import pytest

from kgbuild.annotation.read import parse
from kgbuild.extract.extraction import extract
from kgbuild.extract.extractors import Wanted, extractor
from kgbuild.extract.quotations import Rules
from kgbuild.text.article import Article

HEAD = """\
article: {id: a-text, title: T, file: a.txt, kind: other, by: author, issued: 2012-02-27}
voices: [{id: author, name: The author of the article, kind: anonymous}]
"""
EVERYBODY = ("people", "institutions", "voices")


def drafted(text, by="quotations"):
    """What is proposed for a text, by section."""
    file, found = parse(HEAD, "a.yaml")
    assert file is not None, found
    return extract(Article("a.txt", text), file, extractor(by, Wanted())).sections


def said(text, by="quotations"):
    """Speaker and words of each claim, and the title of its document when it has one."""
    sections = drafted(text, by)
    names = {e["id"]: e["name"] for part in EVERYBODY for e in sections.get(part, ())}
    names |= {s["id"]: s["title"] for s in sections.get("sources", ())}
    found = []
    for claim in sections.get("claims", ()):
        quotes = claim["quote"] if isinstance(claim["quote"], list) else [claim["quote"]]
        words = " … ".join(q if isinstance(q, str) else q["words"] for q in quotes)
        document = (names[claim["in"]],) if "in" in claim else ()
        found.append((names[claim["by"]], words, *document))
    return found


# ── People ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tom Ellery of Keswick Riders said that the wall is unsafe.", "Tom Ellery"),
        ("Police Chief Edward Moran said that the wall is unsafe.", "Edward Moran"),
        ("Superintendent of Police Neha Kaul said that the wall is unsafe.", "Neha Kaul"),
        ("EU Head of Delegation Anders Holm said that the wall is unsafe.", "Anders Holm"),
        ("CEO Brett Lindholm said that the wall is unsafe.", "Brett Lindholm"),
        ("Opening the case, Gwen Abara KC said that the wall is unsafe.", "Gwen Abara"),
        ("Darnell Pope, 51, said that the wall is unsafe.", "Darnell Pope"),
        ("His wife, Tanya Pope, said that the wall is unsafe.", "Tanya Pope"),
        ("Counsel for the State, Meena Rao, said that the wall is unsafe.", "Meena Rao"),
        ("The head of the Union, Petru Ion, said that it is unsafe.", "Petru Ion"),
        ("One of the owners, Ana Diaz, said that the wall is unsafe.", "Ana Diaz"),
        ("The judge, Mr Justice Holroyd, said that the wall is unsafe.", "Holroyd"),
        ("Replying for the council, the mayor, Eve Hale, said that the wall fell.", "Eve Hale"),
        ("Tully, whose seat is in Upper Hallow, said that the wall fell.", "Tully"),
        ("Banking executives, speaking privately, said that the wall fell.", "Banking executives"),
        ("“The wall is unsafe,” said T.K. Balu, a builder.", "T.K. Balu"),
        ("“The wall is unsafe,” said Rep. Todd Haskell.", "Todd Haskell"),
        ("“The wall is unsafe,” said its spokesman, Joseph Karanja.", "Joseph Karanja"),
        ("Judge Amina Yusuf, sitting in Leith, said that the wall fell.", "Amina Yusuf"),
        ("He would not talk, but his wife, Carol Ashby, said that it was bad.", "Carol Ashby"),
        ("The District Collector, Dr. Arun Thampi IAS, said that it was bad.", "Arun Thampi"),
        ("Crane herself said that the wall is unsafe.", "Crane"),
        ("Prof. Ada Quill of Kent's Institute for Tides said that the wall fell.", "Ada Quill"),
        (
            "His opponent in May, state Rep. Denise Hughes, said that the wall fell.",
            "Denise Hughes",
        ),
        ("One of its authors, the economist Dieter Holm, said that the wall fell.", "Dieter Holm"),
        ("The committee's chair, Owen Pritchard MP, said that the wall fell.", "Owen Pritchard"),
        (
            "Shown a copy, the chief of staff, Brian Okafor, said that the wall fell.",
            "Brian Okafor",
        ),
        ("Outside the court, Orr's sister, Beatrice Orr, said that the wall fell.", "Beatrice Orr"),
        ("Friends of Anne Croft said that the wall fell.", "Friends of Anne Croft"),
        ("CM Digvijay Solanki said that the wall fell.", "Digvijay Solanki"),
        ("Her daughter, Defne, said that the wall fell.", "Defne"),
        ("State Treasurer Lois Amdahl said that the wall fell.", "Lois Amdahl"),
        (
            "The Navy was there. Navy Commander Rear Admiral Celestin Roy said the wall fell.",
            "Celestin Roy",
        ),
        (
            "A source close to the owner, Goran Matev, said that the wall fell.",
            "A source close to the owner",
        ),
        ("The trust that runs the hospital insists that it is safe.", "The trust"),
        ("She did, Ada Quill said. Ada Quill did, however, warn that it may fall.", "Ada Quill"),
    ],
)
def test_the_head_of_a_source_is_who_speaks(text, speaker):
    assert said(text)[-1][0] == speaker


def test_a_surname_is_the_person_named_in_full_before():
    text = (
        "Dale Whitcomb came late. Marjorie Holt was there. “Let us wait,” Whitcomb said.\n\n"
        "Holt said that nobody would wait."
    )
    assert [who for who, _ in said(text)] == ["Dale Whitcomb", "Marjorie Holt"]


def test_of_two_with_one_surname_the_role_the_title_and_kinship_tell():
    text = (
        "Margaret Sutcliffe lost a piano. “It never was,” Sutcliffe, a retired teacher, said.\n\n"
        "Councillor Paul Sutcliffe disagrees. Mr Sutcliffe argued that nobody came.\n\n"
        "But Sutcliffe, the teacher, warned that surveys prove little."
    )
    assert [who for who, _ in said(text)] == [
        "Margaret Sutcliffe",
        "Paul Sutcliffe",
        "Margaret Sutcliffe",
    ]
    text = (
        "“I walk,” says Enid Marlow. Her son, Peter Marlow, bought her a telephone. Marlow keeps "
        "it in a drawer. “It rings,” she says, “and I let it.”"
    )
    assert said(text) == [("Enid Marlow", "I walk"), ("Enid Marlow", "It rings … and I let it.")]


def test_a_pronoun_is_what_the_sentence_before_is_about():
    text = (
        "Tahlia Burke says she will move a motion. Gavin Prowse is unmoved. “Bring it on,” he said."
    )
    assert said(text)[-1] == ("Gavin Prowse", "Bring it on")
    text = (
        "“I saw it,” said Rep. Todd Haskell.\n\nFeld said she expected it to come back. "
        "So does Haskell. “They will try again,” he said."
    )
    assert said(text)[-1][0] == "Todd Haskell"
    text = (
        "Ofwatt, the regulator, ruled that it was enough. But a judge, Mrs Justice Leigh, has "
        "let them in. In her order she wrote that it was not."
    )
    assert said(text)[-1][0] == "Leigh"
    text = (
        "P.C. Thomas said that it was wrong.\n\nFor Stella Antony, 61, whose house fell, this "
        "means little. “They come and they go,” she said. Her daughter-in-law, Mary, nodded. She "
        "said that the sea had taken it."
    )
    assert [who for who, _ in said(text)] == ["P.C. Thomas", "Stella Antony", "Mary"]
    text = (
        "Ada Quill spoke. Mr Lee had told Ada Quill that the wall fell. "
        "“I should have gone,” she said."
    )
    assert said(text)[-1][0] == "Ada Quill"


@pytest.mark.parametrize(
    ("before", "words", "speaker"),
    [
        # Who is named in the words is somebody else.
        ("Otto Lind and his wife, the designer Freya Lind, came.", "Otto is tall", "Freya Lind"),
        (
            "Ada Quill said the wall fell. Her deputy, Luka Simic (no relation), came.",
            "Yes, it is",
            "Luka Simic",
        ),
        ("Ada Quill said the wall fell. Her neighbour Mary nodded.", "Yes, it is", "Mary"),
        (
            "Ada Quill said the wall fell. Her former student Kate Lund disagrees.",
            "Yes, it is",
            "Kate Lund",
        ),
        (
            "Ada Quill said the wall fell. His aide, Colonel Eve Hadad, did not.",
            "Yes, it is",
            "Eve Hadad",
        ),
        # Somebody without a name is spoken of last.
        ("Ada Quill said the wall fell. The surveyor wrote it down.", "Yes, it is", "The surveyor"),
        (
            "Ada Quill said the wall fell. The British Ambassador knows.",
            "Yes, it is",
            "The British Ambassador",
        ),
        ("6. (C) Bio note: Ada Quill, a vet, speaks Greek.", "Yes, it is", "Ada Quill"),
    ],
)
def test_a_pronoun_is_who_was_spoken_of_last(before, words, speaker):
    assert said(f"{before} “{words},” she said.")[-1] == (speaker, words)


def test_where_it_is_doubtful_who_is_meant_nobody_speaks():
    text = "Ada Quill said that it is so.\n\nThe reeve telephoned. She said that the king was ill."
    assert [who for who, _ in said(text)] == ["Ada Quill"]
    text = (
        "A study found that it is so. Reiss’s office rejects this. It says that the study is late."
    )
    assert [words for _, words, *_ in said(text)] == ["it is so"]


def test_an_office_is_who_holds_it():
    text = (
        "Prime Minister Zoran Ilic met Finance Minister Ana Roy. Ana Roy said that the wall fell. "
        "The PM complained that nobody came. The finance minister added that it was late. "
        "The former minister said that it was not. The health minister said that it rained."
    )
    assert [who for who, _ in said(text)] == [
        "Ana Roy",
        "Zoran Ilic",
        "Ana Roy",
        "The former minister",
        "The health minister",
    ]


def test_of_two_with_one_surname_the_trade_and_who_spoke_last_tell():
    text = (
        "“No,” says the crofter Donald MacAskill. Effie MacAskill, who is no relation, says that "
        "it fell. MacAskill, the crofter, says that it did not."
    )
    assert said(text)[-1][0] == "Donald MacAskill"
    text = (
        "Rehana Shaikh said that the wall fell. Her husband Salim Shaikh came. Nothing ever falls, "
        "he said. Shaikh said that he would stay."
    )
    assert said(text)[-1][0] == "Salim Shaikh"
    text = (
        "“Well,” said Stjepan Horvat. His wife, Dunja Horvat, laughed. Mrs. Horvat told me that "
        "the wall fell. The younger Horvat said that it did not."
    )
    assert [who for who, _ in said(text)][-2:] == ["Dunja Horvat", "The younger Horvat"]


def test_a_relative_without_a_surname_has_that_of_the_other():
    text = (
        "Hilary Bonsall has a key. Bonsall's husband, Keith, has none. “I will not go,” she said. "
        "The steps, Mr Bonsall observes, are very bad."
    )
    assert [who for who, _ in said(text)] == ["Hilary Bonsall", "Keith"]


def test_no_person_is_made_of_days_firms_and_plurals():
    text = (
        "Ada Quill told the Ambassador October 1 that it would fall. DATT met Ilic May 3. "
        "Ilic said that he did not. Fishermen in the village said that it had. "
        "Brand & Tulloch said that it would. Ada Quill told Coastal Weekly that it was late."
    )
    people = {p["name"] for p in drafted(text).get("people", ())}
    assert people == {"Ada Quill", "Ilic"}


def test_a_headline_in_capitals_is_no_body():
    text = (
        "SUBJECT: THE BROKEN COALITION OF THE NORTH: THREE VIEWS\n\nAda Quill said the wall fell."
    )
    assert "institutions" not in drafted(text)


def test_a_spokesperson_may_be_they():
    text = (
        "Local doctors say that the delay will cost lives.\n\n"
        "A department spokesperson said that it was safe. They said that the builder would pay."
    )
    assert [who for who, _ in said(text)][1:] == ["A department spokesperson"] * 2


def test_the_witness_is_who_gave_evidence():
    text = (
        "Stefan Wojcik gave evidence that he had heard it.\n\n"
        "“They were never given,” Mr Peel suggested. “That is not true,” the witness replied."
    )
    assert said(text, "together")[-1] == ("Stefan Wojcik", "That is not true")


# ── Bodies ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The House of Commons heard that the wall fell.", "House of Commons", "government"),
        ("The Treasury said that the wall fell.", "Treasury", "ministry"),
        (
            "The Federal Aviation Agency said that the wall fell.",
            "Federal Aviation Agency",
            "ministry",
        ),
        ("The Nordic Energy Agency said the wall fell.", "Nordic Energy Agency", None),
        ("The High Court held that the wall fell.", "High Court", "court"),
        ("Lowther University said that the wall fell.", "Lowther University", "university"),
        ("The Postal Bank said that the wall fell.", "Postal Bank", "company"),
        ("The services union Unity Wales said that the wall fell.", "Unity Wales", "ngo"),
        ("Fair Bills Now, a campaign, said that the wall fell.", "Fair Bills Now", "ngo"),
        ("Hexaflight said it was working on it.", "Hexaflight", "other"),
        ("Gridline, which says that the wall fell, is late.", "Gridline", "other"),
        ("Ofwatt, the regulator, ruled that the wall fell.", "Ofwatt", "other"),
        (
            "Gridline, the power company, met. Gridline said that the wall fell.",
            "Gridline",
            "company",
        ),
        (
            "Kabel agreed. Its French counterpart, Fil Rouge, said the wall fell.",
            "Fil Rouge",
            "other",
        ),
        ("The Farmers’ Federation said that the wall fell.", "Farmers’ Federation", "ngo"),
    ],
)
def test_a_body_has_its_name_and_its_kind(text, name, kind):
    sections = drafted(text + " Ada Quill said that it did not.")
    types = {i["name"]: i["type"] for i in sections["institutions"]}
    assert types[name] == (kind or "international-organization")


def test_a_noun_is_the_body_named_before():
    text = "Norvik Air is late. Its pilots will be retrained, the carrier said."
    assert said(text) == [("Norvik Air", "Its pilots will be retrained")]
    text = "The Educators League met. A survey by the league found that teachers agree."
    assert said(text)[0][0] == "Educators League"


def test_what_is_named_behind_a_person_is_a_body_of_its_own():
    sections = drafted("Tom Ellery of Keswick Riders said that the wall is unsafe.")
    assert [i["name"] for i in sections["institutions"]] == ["Keswick Riders"]


def test_police_and_data_are_no_people():
    text = (
        "Police said that no arrest was made. As per data with the Central Water Agency, storage "
        "stood at a third."
    )
    sections = drafted(text)
    assert "people" not in sections
    assert [who for who, _ in said(text)] == ["Police", "Central Water Agency"]


def test_nobody_is_nobody():
    assert said("Nobody said that the wall is unsafe. Anyone will say that it is not.") == []


# ── Documents ───────────────────────────────────────────────────────────────────────────────────


def test_who_writes_in_a_letter_is_its_author():
    text = (
        "In a letter to the minister, the county council wrote that the scheme was affordable. "
        "The letter also warned that it might fail."
    )
    assert said(text) == [
        ("the county council", "the scheme was affordable", "Letter"),
        ("the county council", "it might fail", "Letter"),
    ]


def test_it_is_who_wrote_in_a_report_and_no_report():
    text = "The Coast Bureau is sure. In a report published in May, it concluded that homes flood."
    assert said(text) == [("Coast Bureau", "homes flood", "Report")]


def test_several_documents_are_none_to_speak_in():
    sections = drafted("Two letters warn that the wall is unsafe and that it may fall.")
    assert "sources" not in sections
    assert [(v["name"], v["kind"]) for v in sections["voices"]] == [("Two letters", "collective")]


def test_where_nobody_speaks_of_diplomats_cables_are_copper():
    text = "Priti Sandhu said that burying the cables was dear. She added: “Somebody has to pay.”"
    assert "sources" not in drafted(text)
    assert [who for who, _ in said(text)] == ["Priti Sandhu"] * 2


def test_a_document_ends_with_its_sentence():
    text = "The State must keep a minimum flow. The order also noted that it had not."
    assert [title for _, _, title in said(text)] == ["Order"]


# ── What is said ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Ada Quill said the wall had fallen and denied that costs had risen.", "costs had risen"),
        ("Ada Quill warned that it may fall and urged people to leave.", "people to leave"),
        ("Ada Quill claimed that stocks fell, but admitted that few knew.", "few knew"),
        ("Ada Quill dismissed the claim and said that it was false.", "it was false"),
        ("Ada Quill said that the wall fell, and she insisted that it had to.", "it had to"),
    ],
)
def test_a_second_verb_is_of_the_same_speaker(text, second):
    found = said(text)
    assert found[-1] == ("Ada Quill", second)
    assert all(second not in words for _, words in found[:-1])


def test_a_quotation_goes_on_behind_its_cue_and_in_the_next_paragraph():
    assert said("“I see,” Ada Quill said on Monday, “but I do not agree.”") == [
        ("Ada Quill", "I see … but I do not agree.")
    ]
    text = "Ada Quill said: “We have asked politely.\n\n“Now we are asking a judge.”\n\nIt is so."
    assert said(text) == [("Ada Quill", "We have asked politely. … Now we are asking a judge.")]


def test_a_that_before_a_verb_belongs_to_what_is_said():
    assert said("Hendrik Bos says that would ruin many families.") == [
        ("Hendrik Bos", "that would ruin many families")
    ]


def test_who_is_somehow_before_a_colon_says_what_follows_it():
    text = "Her counterpart, Emil Radko, was blunter: “We have agreed to meet again.”"
    assert said(text) == [("Emil Radko", "We have agreed to meet again.")]
    assert said("The sign was clear: “Keep out of the water here.”") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ada Quill spoke. The letter, she says, was mostly about parking.",
            ("Ada Quill", "The letter … was mostly about parking"),
        ),
        (
            "Ada Quill spoke. In March, she says, the wall had fallen again.",
            ("Ada Quill", "the wall had fallen again"),
        ),
        (
            "An aide says he is “furious” about it, though an official insists that he is not.",
            ("an official", "he is not"),
        ),
        (
            "“We saw forty,” Femi Adewale says. “This was not one.” Ada Quill concedes the point.",
            ("Femi Adewale", "We saw forty … This was not one."),
        ),
        (
            "According to filings, a clerk, who had left, told Ada Quill that he kept a list.",
            ("a clerk", "he kept a list"),
        ),
        (
            "“They saw us,” Femi Adewale says. “They never came.” Ada Quill herself said nothing.",
            ("Femi Adewale", "They saw us … They never came."),
        ),
        (
            "The court asked the State to reply by May 2. Ada Quill said that it was transparent.",
            ("Ada Quill", "it was transparent"),
        ),
    ],
)
def test_what_a_verb_beside_the_words_hands_over(text, found):
    assert said(text)[-1] == found


def test_a_company_is_the_one_of_the_paragraph():
    text = (
        "Coast Rail Ltd is late.\n\nVelan Infra has moved a court. The company contended that it "
        "was not heard."
    )
    assert said(text) == [("The company", "it was not heard")]


def test_a_verb_before_a_colon_hands_over_the_next_paragraph():
    text = (
        "Ada Quill spoke in May. In her speech she said:\n\n"
        "We have studied it for years. We know it.\n\nThat was all."
    )
    assert said(text) == [("Ada Quill", "We have studied it for years. We know it.", "Speech")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill declined to say how long the wall would last.",
        "Ada Quill did not say that the wall would last.",
        "He used to say that water remembers who was kind to it.",
        "Ada Quill asked for permission to appeal against it.",
        "Laura Beckett (R-Ky.) and Miguel Ortega (D-Col.) said that they had agreed.",
        "Halden Transport runs it. It is understood that the company had threatened to withdraw.",
        "Asked whether he believed her explanation, he paused.",
        "For an hour it looked as if the two parties had agreed on something.",
        "Ada Quill works for the “Harbour Gazette”, said nobody.",
        "The surveyor, Brian Tuck, denied having said so in the whole of that week.",
        "His officer, Tiana Volana, offered a more careful estimate of the size of the wall.",
        "Ada Quill, who is ninety and the last of them, was asked that question on television.",
        "A researcher, who has worked there and asked not to be named for fear of losing it, left.",
        "“I shan’t.” Asked what compensation they had been offered, Ada Quill laughs.",
        "Paul Stegner testified Tuesday for a second day of that week.",
        "Neither mayor said that the wall would last.",
    ],
)
def test_what_is_not_said_is_not_proposed(text):
    assert said(text, "together") == []


def test_what_follows_according_to_in_the_next_sentence_is_not_what_stood_before():
    text = "Elena Costin said Dragan “hears what he wants.” According to Costin, the bank needs it."
    assert [words for _, words in said(text)] == [
        "Dragan “hears what he wants.”",
        "the bank needs it",
    ]


# ── Other languages ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le maire, Bruno Teyssier, est là. « La route n’est pas sûre », a-t-il ajouté.",
            ("Bruno Teyssier", "La route n’est pas sûre"),
        ),
        (
            "La maternité fermera le 30 juin, a annoncé lundi l’agence de la santé.",
            ("l’agence de la santé", "La maternité fermera le 30 juin"),
        ),
        (
            "Les sages-femmes de la ville écrivent que la fermeture est un danger.",
            ("Les sages-femmes de la ville", "la fermeture est un danger"),
        ),
        (
            "Der Biologe Thomas Ahrens von der Universität Kassberg warnt, dass es zu spät ist.",
            ("Thomas Ahrens", "es zu spät ist"),
        ),
        (
            "Eine Anwohnerin erklärte, die Bäume würden in der Stadt nicht mehr wachsen.",
            ("Eine Anwohnerin", "die Bäume würden in der Stadt nicht mehr wachsen"),
        ),
        (
            "In einem Brief schrieb der Bund, dass die Pläne nicht mit dem Recht zu vereinen sind.",
            ("der Bund", "die Pläne nicht mit dem Recht zu vereinen sind"),
        ),
    ],
)
def test_french_and_german_speak_in_their_own_order(text, expected):
    assert said(text)[-1] == expected


@pytest.mark.parametrize("marks", ["‘’", "''", "“”", '""'])
def test_a_sentence_ends_before_whatever_mark_opens_the_next(marks):
    begin, end = marks
    text = f"Ministers insist that nothing has changed. {begin}We stay,{end} said Edmund Tarleton. "
    text += f"{begin}For good, we hope.{end} His deputy, Ada Poole, denied that it was late."
    found = Rules("en").attribute(Article("a.txt", text))
    assert [text[slice(*one.content[0])] for one in found][:2] == ["nothing has changed", "We stay"]
    assert text[slice(*found[-1].content[0])] == "it was late"


def test_he_is_the_president_of_a_body_not_the_body():
    text = (
        "Bhoomi Sangh president Jaswant Singh said that metering was bad. "
        "“First the meter, then the bill,” he quipped."
    )
    assert [who for who, _ in said(text)] == ["Jaswant Singh", "Jaswant Singh"]


def test_who_holds_something_in_a_relative_clause_is_not_all_of_the_clause():
    text = (
        "Judge Tola Abiola ruled against the city, citing a decision in which the state Supreme "
        "Court held that notes are public. The city denied that it had hidden them."
    )
    assert not any(who.startswith("citing") for who, _ in said(text))
