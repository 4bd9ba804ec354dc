"""A span says where it is, what it says, and enough around it to occur once."""

from __future__ import annotations

from kgbuild.text.article import Article
from kgbuild.text.span import WIDEST, cut


def test_context_is_32_characters_where_the_text_has_them():
    text = "".join(chr(0x4E00 + i) for i in range(200))
    span = cut(Article("a.txt", text), 100, 102)
    assert (span.prefix, span.exact, span.suffix) == (text[68:100], text[100:102], text[102:134])


def test_context_grows_until_it_is_unique():
    text = "start " + "the same words, " * 20 + "end"
    start = text.index("words", 100)
    span = cut(Article("a.txt", text), start, start + 5)
    context = span.prefix + span.exact + span.suffix
    assert len(span.prefix) > 32
    assert text.count(context) == 1
    assert text.startswith(context, start - len(span.prefix))


def test_context_ends_growing_where_the_text_repeats_itself():
    page = " ".join(str(number) for number in range(2000))
    text = f"{page}\n\n{page}\n\n{page}"
    start = text.index("1000", len(page))
    span = cut(Article("a.txt", text), start, start + 4)
    assert (len(span.prefix), len(span.suffix)) == (WIDEST, WIDEST)
    assert text[start - WIDEST : start + 4 + WIDEST] == span.prefix + span.exact + span.suffix


def test_the_ends_of_the_text_end_the_context():
    span = cut(Article("a.txt", "no, no"), 0, 2)
    assert (span.prefix, span.suffix) == ("", ", no")


def test_spans_sort_by_where_they_stand():
    article = Article("a.txt", "b a")
    assert min(cut(article, 2, 3), cut(article, 0, 1)).exact == "b"
