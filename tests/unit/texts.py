"""A small story, its annotations, and carets: ‸ in a typed text marks where a finding belongs."""

from __future__ import annotations

from textwrap import dedent, indent

from kgbuild.annotation.entries import AnnotationFile
from kgbuild.annotation.read import parse
from kgbuild.diagnostics import Diagnostic, in_order
from kgbuild.located import Place, Text
from kgbuild.records.assemble import Assembly, assemble
from kgbuild.text.anchor import Quote, anchor
from kgbuild.text.article import Article

CARET = "‸"
BASE = "https://example.org/"
ARTICLE_PATH = "story.txt"
FILE_PATH = "story.yaml"

STORY = """\
A wall on the border

By Mara Holt

In a cable of 2008, the consulate wrote that Zhou Weiping had called. “We have no authority \
over the border,” Zhou replied. “The centre decides.”

In a cable of 2010, the consulate wrote that Wu Jianhua was less sure. “Perhaps the policy will \
change,” she told the consulate. Wu added that the policy officially shifted in 2002.

However, one user wrote on a forum that the policy has remained constant. Another user agreed.

It seems unlikely that anything will change. The wall is (C) built by nobody.
"""

HEAD = """\
article:
  id: story
  file: story.txt
  title: A wall on the border
  kind: essay
  by: holt
  issued: 2012-02-27
people:
  - {id: holt, name: Mara Holt}
  - {id: zhou, name: Zhou Weiping, called: Zhou}
  - {id: wu, name: Wu Jianhua, called: Wu}
institutions:
  - {id: consulate, name: Consulate in Lindow, type: diplomatic-mission, called: the consulate}
  - {id: ministry, name: Ministry of Walls, type: ministry}
voices:
  - {id: user, name: one user, kind: anonymous}
places:
  - {id: lindow, name: Lindow}
concepts:
  - {id: wall, name: The wall}
sources:
  - {id: cable-2008, title: Cable A, kind: cable, by: consulate, issued: 2008-01-18,
     called: cable of 2008}
  - {id: cable-2010, title: Cable B, kind: cable, by: consulate, issued: 2010-08-02,
     called: cable of 2010}
  - {id: forum, title: A forum, kind: other, issued: unknown, called: a forum}
policies:
  - {id: border-policy, name: Border policy, owner: ministry}
"""


def carets(typed: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its carets, and the line and column of each."""
    places = []
    before = ""
    for piece in typed.split(CARET)[:-1]:
        before += piece
        lines = before.split("\n")
        places.append((len(lines), len(lines[-1]) + 1))
    return typed.replace(CARET, ""), places


def spot(finding: Diagnostic) -> tuple[int, int]:
    """Line and column of a finding."""
    return finding.at.line, finding.at.column


def said(findings: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[tuple[str, int, int, str]]:
    """Code, line, column and message of findings in their order."""
    return [(f.code, f.at.line, f.at.column, f.message) for f in in_order(findings)]


def quoted(words: str, text: str, **asked: object) -> list[str] | Diagnostic:
    """The exact characters that a quotation stands for in a text, or the finding at 7:10."""
    typed = Text(words, Place(FILE_PATH, 7, 10), words)
    found = anchor(Quote(words=typed, **asked), Article(ARTICLE_PATH, text))
    return found if isinstance(found, Diagnostic) else [span.exact for span in found]


def refused(words: str, text: str, **asked: object) -> Diagnostic:
    """The finding about a quotation that is not accepted."""
    found = quoted(words, text, **asked)
    assert isinstance(found, Diagnostic), f"accepted as {found}"
    return found


def caret_in(words: str, text: str, **asked: object) -> Diagnostic:
    """The finding about a quotation; it must stand at the ‸ of the words."""
    plain, (place,) = carets(words)
    finding = refused(plain, text, **asked)
    assert (finding.at.line - 6, finding.at.column - 9) == place, finding
    return finding


def read_file(typed: str) -> AnnotationFile:
    """The annotation file in a text that has nothing wrong with it."""
    file, found = parse(dedent(typed), FILE_PATH)
    assert file is not None, found
    assert found == (), found
    return file


def misread(typed: str) -> list[Diagnostic]:
    """What is wrong with how a file is written; the findings must stand at its carets."""
    plain, places = carets(dedent(typed))
    _, found = parse(plain, FILE_PATH)
    findings = list(in_order(found))
    assert [spot(f) for f in findings] == places, said(findings)
    return findings


def with_head(*sections: str, head: str = HEAD) -> str:
    """The story's annotations followed by these sections."""
    return head + "".join(dedent(section) for section in sections)


def assembled(*sections: str, head: str = HEAD, story: str = STORY) -> Assembly:
    """The records of the story with these sections; they may have findings."""
    file, found = parse(with_head(*sections, head=head), FILE_PATH)
    assert file is not None, found
    assert found == (), found
    return assemble(Article(ARTICLE_PATH, story), file, base=BASE)


def records(*sections: str, head: str = HEAD, story: str = STORY) -> dict[str, object]:
    """The records of the story with these sections by IRI without base; nothing may be wrong."""
    assembly = assembled(*sections, head=head, story=story)
    assert assembly.diagnostics == (), said(assembly.diagnostics)
    return {record.iri.removeprefix(BASE): record for record in assembly.records}


def findings(*sections: str, head: str = HEAD, story: str = STORY) -> list[Diagnostic]:
    """What is wrong with the story and these sections; it must stand at their carets."""
    plain, places = carets(with_head(*sections, head=head))
    file, found = parse(plain, FILE_PATH)
    assert file is not None, found
    everything = in_order(
        (*found, *assemble(Article(ARTICLE_PATH, story), file, base=BASE).diagnostics)
    )
    assert [spot(f) for f in everything] == places, said(everything)
    return list(everything)


def finding(*sections: str, head: str = HEAD, story: str = STORY) -> Diagnostic:
    """The one thing that is wrong with the story and these sections, at their caret."""
    (only,) = findings(*sections, head=head, story=story)
    return only


def claim(**keys: str) -> str:
    """A claim of the author in their own words, with some keys otherwise; `None` removes one."""
    entry = {
        "quote": "It seems unlikely that anything will change",
        "mode": "own-words",
        "factuality": "PR-",
        "says": "Something will change.",
    }
    entry |= {key.rstrip("_").replace("_", "-"): value for key, value in keys.items()}
    lines = [f"{key}: {value}" for key, value in entry.items() if value is not None]
    return indent("- " + "\n  ".join(lines) + "\n", "  ")


def claims(*entries: str) -> str:
    """The section of these claims."""
    return "claims:\n" + "".join(entries)
