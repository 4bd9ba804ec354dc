"""Where a term stands in Turtle, TriG, N-Triples and N-Quads: ‸ marks it in the document."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.graph.formats import NQUADS, NTRIPLES, TRIG, TURTLE
from kgbuild.graph.positions import positions
from kgbuild.located import Place

ROOT = Path(__file__).resolve().parents[3]
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HEAD = "@prefix e: <http://e.org/> .\n"


def term(name, quads):
    """`e:a` is an IRI, `subject of e:p` that of the first such quad; else it is N-Triples."""
    if name.startswith(("e:", "rdf:")):
        return name.replace("e:", "<http://e.org/", 1).replace("rdf:", f"<{RDF}", 1) + ">"
    if not name.startswith(("subject of ", "object of ")):
        return name
    part, _, predicate = name.partition(" of ")
    wanted = term(predicate, quads)
    return next(str(getattr(q, part)) for q in quads if str(q.predicate) == wanted)


def underlined(document, format_, names, base=""):
    """The document with ‸ before and after what is underlined for a focus, path and value."""
    data = document.encode()
    quads = list(ox.parse(data, format=format_.ox, base_iri=base or None))
    focus, *rest = (term(name, quads) for name in names)
    found = positions(data, "f", format_=format_, quads=quads, wanted=[focus], base=base)
    place, width = found.of(focus, *rest)
    starts = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", document))]
    start = starts[place.line - 1] + place.column - 1
    return f"{document[:start]}‸{document[start : start + width]}‸{document[start + width :]}"


def order(text, format_, read):
    """Statements as the reader and as pyoxigraph gives them: without names of blank nodes."""

    def plain(terms):
        return tuple("_" if isinstance(t, int) else t[0] if t[0] in '_"' else t for t in terms)

    statements, _ = read(text, "")
    quads = ox.parse(text, format=format_.ox)
    given = [plain(map(str, (q.subject, q.predicate, q.object))) for q in quads]
    return [plain(term.key for term in s) for s in statements], given


WHICH = {
    "the object": ("e:a e:p e:b , ‸e:c‸ .", "e:a", "e:p", "e:c"),
    "the first predicate": ("e:a e:q 1 ; ‸e:p‸ e:b ; e:p e:d .", "e:a", "e:p", "e:c"),
    "the predicate": ("e:a e:q e:b ; ‸e:p‸ e:b .", "e:a", "e:p"),
    "the subject": ("e:z e:p e:a . ‸e:a‸ e:p e:b .", "e:a", "e:q"),
    "the subject, for no path": ("‸e:a‸ e:p e:b .", "e:a"),
    "the subject, for a longer path": ("‸e:a‸ e:p e:b .", "e:a", "<http://e.org/p>/e:q", "e:b"),
    "the node as an object": ("e:z e:p ‸e:a‸ , e:a .", "e:a", "e:p"),
    "the first of two": ("e:a e:p ‸e:b‸ . e:a e:p e:b .", "e:a", "e:p", "e:b"),
}
NAMES = {
    "a": ("e:b ‸a‸ e:a .", "e:b", "rdf:type"),
    "no space": ("e:a<http://e.org/p>‸e:b‸,e:c.", "e:a", "e:p", "e:b"),
    "IRI": ("e:a e:p ‸<http://e.org/b>‸ .", "e:a", "e:p", "e:b"),
    "escaped IRI": (r"e:a e:p ‸<http://e.org/\u0062\U0001F600>‸ .", "e:a", "e:p", "e:b😀"),
    "escaped name": (r"e:a e:p ‸e:b\.\-\#c.d‸. ", "e:a", "e:p", "e:b.-#c.d"),
    "dots": ("e:a e:p ‸e:b.c..d‸.", "e:a", "e:p", "e:b.c..d"),
    "percent": ("e:a e:p ‸e:b%20c‸ .", "e:a", "e:p", "e:b%20c"),
    "colons": ("e:a e:p ‸e:b:c::‸ .", "e:a", "e:p", "e:b:c::"),
    "nothing after the colon": ("e:a e:p ‸e:‸ .", "e:a", "e:p", "e:"),
    "empty prefix": ("prefix : <http://e.org/x>\ne:a e:p ‸:b‸ .", "e:a", "e:p", "e:xb"),
    "dotted prefix": ("@prefix a.b-c: <http://e.org/> . ‸a.b-c:d‸ e:p 1 .", "e:d"),
    "prefix called prefix": ("PREFIX prefix: <http://e.org/> ‸prefix:b‸ e:p 1 .", "e:b"),
    "prefix called a": ("prefix a: <http://e.org/> ‸a:b‸ a a:c.", "e:b"),
    "prefix declared again": (
        "e:a e:p 1 . @prefix e: <http://e.org/x/> . ‸e:a‸ e:p 2 . Prefix e:<http://e.org/>",
        "e:x/a",
    ),
    "prefix read against the base": (
        "BASE <http://e.org/x/>\nPREFIX y: <../y/>\n‸y:z‸ e:p 1 .",
        "e:y/z",
    ),
    "base declared again": (
        "@base <http://e.org/x/> . <b> e:p 1 .\nbase <../y/> <a> e:p 1 . ‸<b>‸ e:p 1 .",
        "e:y/b",
    ),
    "relative": ("BASE <http://e.org/x/y?z> e:a e:p <>, ‸<?q>‸ .", "e:a", "e:p", "e:x/y?q"),
    "label": ("_:a.b e:p _:b . ‸_:b‸ e:q _:a.b.", "object of e:p"),
    "version": ('VERSION "1.2"\n@prefix f: <http://e.org/> . ‸f:a‸ e:p 1 .', "e:a"),
}
LITERALS = {
    "after a long string": ('e:a e:p """1\n""\\"2""" , ‸"3"‸ .', "e:a", "e:p", '"3"'),
    "long string": ("e:a e:p ‸'''1‸\n\"2''' .", "e:a", "e:p", r'"1\n\"2"'),
    "after # in a string": ('e:a e:p "# . [", ‸e:b‸ . # e:b', "e:a", "e:p", "e:b"),
    "after quotes": (r"""e:a e:p 'it\'s "', "'\\", ‸'b'‸ .""", "e:a", "e:p", '"b"'),
    "escapes": (r"e:a e:p ‸'\t\u0041\U0001F600'‸ .", "e:a", "e:p", r'"\tA😀"'),
    "after empty strings": ('e:a e:p \'\' , """""", ‸\'b\'‸ .', "e:a", "e:p", '"b"'),
    "language": ('e:a e:p "b" , ‸"b"@EN-gb‸ .', "e:a", "e:p", '"b"@en-gb'),
    "datatype": ('e:a e:p "b" , ‸"b"^^e:t‸ .', "e:a", "e:p", '"b"^^<http://e.org/t>'),
    "datatype on the next line": (
        'e:a e:p ‸"b" ^^ # c^^d‸\n e:t .',
        *("e:a", "e:p", '"b"^^<http://e.org/t>'),
    ),
    "integer": ("e:a e:p 1.0, ‸1‸.", "e:a", "e:p", f'"1"^^<{XSD}integer>'),
    "decimal": ("e:a e:p 1,‸-.5‸.", "e:a", "e:p", f'"-.5"^^<{XSD}decimal>'),
    "double": ("e:a e:p ‸+1.E-3‸.", "e:a", "e:p", f'"+1.E-3"^^<{XSD}double>'),
    "boolean": ("e:a e:p ‸true‸.", "e:a", "e:p", f'"true"^^<{XSD}boolean>'),
}
LINES = {
    "line feed": ("# 1\n\ne:a e:p ‸e:b‸ .", "e:a", "e:p", "e:b"),
    "carriage return and line feed": ("# 1\r\n\r\ne:a e:p ‸e:b‸ .", "e:a", "e:p", "e:b"),
    "carriage return": ("# 1\r\re:a e:p ‸e:b‸ .", "e:a", "e:p", "e:b"),
    "mixed, in a string": ("e:a e:p '''\r\r\n\n\u2028\x0c''' , ‸e:b‸ .", "e:a", "e:p", "e:b"),
    "tabs": ("\te:a\te:p\t‸e:b‸ .", "e:a", "e:p", "e:b"),
    "wide and combined": ("e:a e:p '👩‍👧é橋', ‸e:e\u0301‸ .", "e:a", "e:p", "e:e\u0301"),
}
BLANK = {
    "[ ] as an object": ("e:a e:p [], ‸[‸ e:q 1 ] .", "e:a", "e:p", "subject of e:q"),
    "[ ] as a subject": ("[] e:p 1 . ‸[‸ e:q 1 ; e:r 2 ] e:s 3 .", "subject of e:s"),
    "string before ]": ("e:a e:p [ e:q ‸'b'‸ ] .", "subject of e:q", "e:q", '"b"'),
    "inner [ ]": (
        "e:a e:p [ e:q [ e:r 'b' ; e:s ‸[‸ e:t 'c' ] ] ] .",
        *("subject of e:s", "e:s", "subject of e:t"),
    ),
    "list": ("e:a e:p () , ‸(‸ 'b' ) .", "e:a", "e:p", "subject of rdf:first"),
    "empty list": ("e:a e:p ( 'b' ), ‸( )‸ .", "e:a", "e:p", "rdf:nil"),
    "list as a subject": ("( 'b' e:c ) e:p 1 . ‸(‸ 'd' ) e:q 1 .", "subject of e:q"),
    "empty list as a subject": ("‸()‸ e:p 1 .", "rdf:nil"),
    "member": ("e:a e:p ( ‸'b'‸ 'c' ) .", "object of e:p", "rdf:first", '"b"'),
    "a later cell": ("e:a e:p ( e:b ‸'c'‸ ) .", "object of rdf:rest"),
    "end of a list": ("e:a e:p ( 1 ‸)‸ .", "object of e:p", "rdf:rest", "rdf:nil"),
    "[ ] in a list": ("e:a e:p ( 'b' ( 'c' ‸[‸ e:q 'd' ] ) ) .", "subject of e:q"),
    "list in [ ]": ("e:a e:p [ e:q ‸(‸ 'b' ( 'c' ) ), 'd' ], 'e' .", "object of e:q"),
    "semicolons": ("[ e:p 1 ; ] e:p 1 ; . ‸[‸ e:q 1 ;; ] e:r 2 ; .", "subject of e:r"),
}
GRAPHS = {
    "graph": ("e:a { e:a e:p 1 } e:b { ‸e:b‸ e:p 2 . }", "e:b"),
    "GRAPH": ("GRAPH e:b { e:a e:p 1 } graph e:b{‸e:b‸ e:p 2}", "e:b"),
    "default graph": ("{ e:a e:p [] } { ‸[‸ e:q 'b' ] }", "subject of e:q"),
    "blank graph names": (
        "_:g { [] e:p 1 } [] { [] e:p 2 } GRAPH [ ] { [] e:p 'a' } ‸[‸ ] e:q 3 .",
        "subject of e:q",
    ),
    "without a dot": ("e:g { e:a e:p 'b' } ‸e:b‸ e:p 1 . e:g {}", "e:b"),
    "prefix between": ("{ e:a e:p 1 } PREFIX e: <http://e.org/x/> { ‸e:a‸ e:p 1 }", "e:x/a"),
}
STATED = {
    "N-Triples": (
        '<http://e.org/a><http://e.org/p>_:b.# c\r_:b\t<http://e.org/p> ‸"\\u00e9"@fr‸ .\n',
        *("_:b", "e:p", '"é"@fr'),
    ),
    "N-Quads": (
        '# é\n\n_:a <http://e.org/p> "b"^^<e:t> <e:g> .\r\n<e:g> <http://e.org/p> ‸_:c‸ _:g.',
        *("<e:g>", "e:p", "_:c"),
    ),
}


def marked(tables):
    return [pytest.param(text, names, id=id_) for id_, (text, *names) in tables.items()]


@pytest.mark.parametrize(("text", "names"), marked(WHICH | NAMES | LITERALS | LINES | BLANK))
def test_it_stands_at_the_mark_in_turtle_and_so_in_trig(text, names):
    plain = HEAD + text.replace("‸", "")
    assert underlined(plain, TURTLE, names) == HEAD + text
    assert underlined(plain, TRIG, names) == HEAD + text


@pytest.mark.parametrize(("text", "names"), marked(GRAPHS))
def test_it_stands_at_the_mark_in_trig(text, names):
    assert underlined(HEAD + text.replace("‸", ""), TRIG, names) == HEAD + text


@pytest.mark.parametrize(("text", "names"), marked(STATED))
def test_it_stands_at_the_mark_in_quads(text, names):
    assert underlined(text.replace("‸", ""), NQUADS, names) == text


def test_it_stands_at_the_mark_in_triples():
    text, *names = STATED["N-Triples"]
    assert underlined(text.replace("‸", ""), NTRIPLES, names) == text


def found(text, wanted, *, quads=None, format_=TURTLE):
    data = (HEAD + text).encode()
    read = quads if quads is not None else list(ox.parse(data, format=format_.ox))
    return positions(data, "f.ttl", format_=format_, quads=read, wanted=wanted), read


A, B, P = (f"<http://e.org/{name}>" for name in "abp")


def test_a_place_has_line_column_and_width():
    where, _ = found("e:a\n  e:p e:long .", [A])
    assert where.of(A, P, "<http://e.org/long>") == (Place("f.ttl", 3, 7), 6)


def test_what_is_nowhere_stands_at_the_beginning():
    where, _ = found("e:a e:p 1 .", [B])
    assert where.of(B, P) == (Place("f.ttl", 1, 1), 1)


def test_only_what_is_wanted_is_kept():
    where, _ = found("e:a e:p e:b . e:c e:p e:d .", [A])
    assert len(where.stated) == 3
    assert where.mentioned == {}
    assert where.of("<http://e.org/c>") == (Place("f.ttl", 1, 1), 1)


def test_relative_iris_are_read_against_the_base_of_the_document():
    text = "<> <#p> ‸<c>‸ ."
    names = ("<http://e.org/b>", "<http://e.org/b#p>", "<http://e.org/c>")
    assert underlined(text.replace("‸", ""), TURTLE, names, base="http://e.org/b") == text


def test_relative_iris_are_found_when_nobody_tells_the_base():
    data = b"@prefix : <#> . :a <p> [ <q> 'b'^^:t ], :c ."
    quads = list(ox.parse(data, format=TURTLE.ox, base_iri="file:///f.ttl"))
    a, p, c = "<file:///f.ttl#a>", "<file:///p>", "<file:///f.ttl#c>"
    where = positions(data, "f", format_=TURTLE, quads=quads, wanted=[a])
    assert where.of(a, p, c) == (Place("f", 1, data.index(b":c") + 1), 2)
    assert where.of(a, p, str(quads[0].subject)) == (Place("f", 1, data.index(b"[") + 1), 1)


@pytest.mark.parametrize("start", [1, 2, 3, 4])
def test_in_another_order_the_rest_is_paired_by_what_has_a_name(start):
    text = "e:a e:p e:b , 1 . e:b e:p [ e:p e:a ] ; e:q 'x' ."
    _, quads = found(text, [])
    where, _ = found(text, [A, B], quads=quads[start:] + quads[:start])
    assert where.of(A, P, B) == (Place("f.ttl", 2, 9), 3)
    assert where.of(B, "<http://e.org/q>", '"x"') == (Place("f.ttl", 2, text.index("'x'") + 1), 3)
    assert where.of(B, P, str(quads[3].object)) == (Place("f.ttl", 2, text.index("[") + 1), 1)


def test_one_node_is_never_two_blank_nodes():
    text = "_:x e:p 1 . _:x e:q 2 ."
    _, quads = found(text, [])
    other = ox.Quad(ox.BlankNode("other"), quads[1].predicate, quads[1].object)
    where, _ = found(text, ["_:x", "_:other"], quads=[quads[0], other])
    assert where.of("_:x") == (Place("f.ttl", 2, 1), 3)
    assert where.of("_:other") == (Place("f.ttl", 2, 13), 3)


def test_what_is_rdf_1_2_ends_the_reading_and_nothing_else():
    where, _ = found("e:a e:p e:b . << e:a e:p e:b >> e:q 1 . e:b e:p 1 .", [A, B])
    assert where.of(A) == (Place("f.ttl", 2, 1), 3)
    assert where.of(B) == (Place("f.ttl", 2, 9), 3)


@pytest.mark.parametrize("opening", ["[ e:p ", "( ", "( 'x' [ e:p "])
def test_ten_thousand_brackets_are_no_depth(opening):
    closing = "".join({"[": " ]", "(": " )"}.get(c, "") for c in reversed(opening))
    text = f"e:a e:p {opening * 10_000}e:b{closing * 10_000} ."
    where, quads = found(text, [B])
    assert len(quads) >= 10_001
    assert where.of(B) == (Place("f.ttl", 2, len(opening) * 10_000 + 9), 3)


def test_a_long_string_full_of_quotes_is_read():
    where, _ = found('e:a e:p """' + '" \\" ""x' * 50_000 + '""" , e:b .', [A])
    assert where.of(A, P, B) == (Place("f.ttl", 2, 400_018), 3)


@pytest.mark.parametrize("path", [*ROOT.glob("shapes/*.ttl"), ROOT / "ontology/kg.ttl"], ids=str)
def test_every_statement_of_our_own_files_stands_where_its_object_can_be_read(path):
    data = path.read_bytes()
    quads = list(ox.parse(data, format=TURTLE.ox))
    where = positions(
        data, "f", format_=TURTLE, quads=quads, wanted={str(q.subject) for q in quads}
    )
    lines = data.decode().split("\n")
    head = "".join(f"{line}\n" for line in lines if line.startswith("@prefix"))
    for quad in quads:
        focus, path_, value = str(quad.subject), str(quad.predicate), str(quad.object)
        place, width = where.of(focus, path_, value)
        token = lines[place.line - 1][place.column - 1 :][:width]
        if isinstance(quad.object, ox.BlankNode) or value == term("rdf:nil", []):
            assert token[0] in "[()" or path_ == term("rdf:rest", [])
        elif token.startswith('"""'):
            assert value.startswith(token[2:].replace('"', '\\"')[1:3])
        else:
            alone = f"{head}<a:a> <a:a> {token} ."
            assert [str(q.object) for q in ox.parse(alone, format=TURTLE.ox)] == [value]
