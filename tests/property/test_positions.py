"""Random documents whose places are known: each statement is found where it was written."""

from __future__ import annotations

import re

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.graph.formats import FORMATS, NQUADS, NTRIPLES, TRIG, TURTLE
from kgbuild.graph.positions import positions

FEW = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
MANY = settings(FEW, max_examples=300)
HEAD = "@prefix e: <http://e.org/> .\n@prefix é.x: <http://e.org/é/> .\n@base <http://e.org/b/> .\n"
GAPS = (" ", "\n", "\r\n", "\r", "\t ", " # é [ ( \" ' <\n", "#😀\r  ")
IRIS = (
    "e:a",
    "<http://e.org/a>",
    r"<http://e.org/\u0061>",
    "é.x:b",
    r"e:a\.b",
    "e:a.b",
    "<c>",
    "<>",
)
LABELS = ("_:x", "_:y.z", "_:0")
# Each literal is written once in a document, so that there is one place for it.
SPELLINGS = (
    '"{}"',
    "'{}'@en-GB",
    '"""{} "" \\" \n é"""',
    "'''\r\n😀{}'''^^e:t",
    '"{}\\u0041"^^<t>',
    "1{}",
    "-1{}.5",
    "1{}E0",
    '"{}" @de',
    '"{}" ^^ e:t',
)
MARK = "e:mark"


class Writer:
    """Turtle as it is drawn, and where its literals and the marked `[` and `(` begin."""

    def __init__(self, draw):
        self.draw = draw
        self.text = HEAD
        self.literals = {}
        self.brackets = {}
        self.count = 0

    def pick(self, options):
        return self.draw(st.sampled_from(options))

    def put(self, token):
        at = len(self.text)
        self.text += token
        return at

    def gap(self):
        self.put(self.pick(GAPS))

    def maybe_gap(self):
        if self.draw(st.booleans()):
            self.gap()

    def literal(self):
        self.count += 1
        spelling = self.pick(SPELLINGS).format(self.count)
        self.literals[spelling] = self.put(spelling)

    def name(self, options):
        self.put(self.pick(options))

    def object(self, depth):
        kind = self.pick(("iri", "label", "literal", "[", "(", "()", "[]")[: 7 if depth else 3])
        if kind == "iri":
            self.name(IRIS)
        elif kind == "label":
            self.name(LABELS)
        elif kind == "literal":
            self.literal()
        elif kind == "[":
            self.blank(depth - 1)
        elif kind == "(":
            self.list(depth - 1)
        else:
            self.put(kind[0])
            self.maybe_gap()
            self.put(kind[1])

    def blank(self, depth):
        self.count += 1
        at = self.put("[")
        self.brackets[f"mark{self.count}"] = at
        self.maybe_gap()
        mark = f"{MARK} 'mark{self.count}'"
        if self.draw(st.booleans()):
            self.put(f"{mark} ; ")
            self.said(depth)
        else:
            self.said(depth)
            self.put(f" ; {mark}")
        self.maybe_gap()
        self.put("]")

    def list(self, depth):
        self.count += 1
        at = self.put("(")
        self.brackets[f"list{self.count}"] = at
        self.maybe_gap()
        self.put(f"'list{self.count}'")
        for _ in range(self.draw(st.integers(0, 3))):
            self.gap()
            self.object(depth)
        self.maybe_gap()
        self.put(")")

    def said(self, depth):
        for index in range(self.draw(st.integers(1, 3))):
            if index:
                self.put(" ;" + self.pick(("", " ;")))
                self.maybe_gap()
            self.name(("e:p", "<q>", "é.x:r", "a"))
            self.gap()
            for again in range(self.draw(st.integers(1, 3))):
                if again:
                    self.maybe_gap()
                    self.put(" ,")
                    self.maybe_gap()
                self.object(depth)
        if self.draw(st.booleans()):
            self.put(" ;")

    def statement(self, depth):
        kind = self.pick(("iri", "label", "[]", "[", "[.", "("))
        if kind in ("[", "[."):
            self.blank(depth - 1)
        elif kind == "(":
            self.list(depth - 1)
        else:
            self.name({"iri": IRIS, "label": LABELS, "[]": ("[]", "[ ]")}[kind])
        if kind != "[.":
            self.gap()
            self.said(depth)
        self.maybe_gap()
        self.put(" .")
        self.gap()

    def document(self, *, graphs):
        for _ in range(self.draw(st.integers(1, 4))):
            before = ("", "", "{", "e:g{", "GRAPH <g> {", "_:g {", "[] {", "graph[]{")
            opening = self.pick(before) if graphs else ""
            self.put(opening)
            for _ in range(self.draw(st.integers(1, 3))):
                self.statement(3)
            self.put("}" if opening else "")


@st.composite
def documents(draw):
    """The format, and the writer that has written."""
    format_ = draw(st.sampled_from([TURTLE, TRIG]))
    writer = Writer(draw)
    writer.document(graphs=format_ is TRIG)
    return format_, writer


def read(text, format_):
    return list(ox.parse(text.encode(), format=format_.ox))


def alone(token):
    """The term that a token is under the directives of the document."""
    return str(read(f"{HEAD}<a:a> <a:a> {token} .", TURTLE)[0].object)


class Offsets:
    """`of`, as offsets."""

    def __init__(self, text, format_, quads, wanted=None):
        if wanted is None:
            wanted = {str(node) for q in quads for node in (q.subject, q.object)}
        data = text.encode()
        self.found = positions(data, "f", format_=format_, quads=quads, wanted=wanted)
        self.starts = [0, *(end.end() for end in re.finditer("\r\n|\r|\n", text))]

    def of(self, *terms):
        place, width = self.found.of(*terms)
        return self.starts[place.line - 1] + place.column - 1, width


@MANY
@given(documents())
def test_every_statement_stands_where_its_object_was_written(drawn):
    format_, writer = drawn
    text, quads = writer.text, read(writer.text, format_)
    at = Offsets(text, format_, quads)
    literals = {alone(token): (start, token) for token, start in writer.literals.items()}
    marks = {f'"{mark}"': start for mark, start in writer.brackets.items()}
    brackets = {str(q.subject): marks[str(q.object)] for q in quads if str(q.object) in marks}
    assert len(brackets) == len(writer.brackets)
    for quad in quads:
        subject, predicate, value = map(str, (quad.subject, quad.predicate, quad.object))
        start, width = at.of(subject, predicate, value)
        token = text[start : start + width]
        if value in literals:
            first_line = re.split("[\r\n]", literals[value][1])[0]
            assert (start, token) == (literals[value][0], first_line)
        elif value in brackets:
            assert (start, width) == (brackets[value], 1)
        elif isinstance(quad.object, ox.NamedNode) and token[0] not in "()":
            assert alone(token) == value
        elif not predicate.endswith("#rest>") and token in LABELS:
            assert token == value
        if subject in brackets:
            assert at.of(subject) == (brackets[subject], 1)


@FEW
@given(documents(), st.data())
def test_a_node_that_is_asked_for_alone_stands_where_it_stands_with_all_others(drawn, data):
    format_, writer = drawn
    quads = read(writer.text, format_)
    everything = Offsets(writer.text, format_, quads)
    quad = data.draw(st.sampled_from(quads))
    terms = [str(quad.subject), str(quad.predicate), str(quad.object)]
    only = Offsets(writer.text, format_, quads, wanted=terms[:1])
    for length in (1, 2, 3):
        assert only.of(*terms[:length]) == everything.of(*terms[:length])


@FEW
@given(documents(), st.data())
def test_quads_in_another_order_or_fewer_lead_to_a_place_in_the_text(drawn, data):
    format_, writer = drawn
    quads = data.draw(st.permutations(read(writer.text, format_)))
    quads = quads[: data.draw(st.integers(0, len(quads)))]
    at = Offsets(writer.text, format_, quads)
    for quad in quads:
        start, width = at.of(str(quad.subject), str(quad.predicate), str(quad.object))
        assert 0 <= start < start + width <= len(writer.text)
        if isinstance(quad.object, ox.Literal) and quad.object.value[:4] not in ("mark", "list"):
            assert writer.text[start] in "\"'-1tf"


@FEW
@given(documents())
def test_the_same_triples_are_found_in_the_formats_without_brackets(drawn):
    quads = read(drawn[1].text, drawn[0])
    for format_ in (NTRIPLES, NQUADS):
        lines = [f"{q.subject} {q.predicate}\t{q.object} ." for q in quads]
        text = "\n".join(lines)
        at = Offsets(text, format_, quads)
        for quad in quads:
            terms = [str(quad.subject), str(quad.predicate), str(quad.object)]
            start, width = at.of(*terms)
            assert text[start : start + width] == terms[2]
            assert text[:start].rpartition("\n")[2] == f"{terms[0]} {terms[1]}\t"


SNIPPETS = (
    *('"', "'''", "[", "]", "(", ")", "{", "}", "<", ">", "@prefix", "BASE", "e:", "_:x", "a", "."),
    *(";", ",", "\\", "#", "<<", "{|", "~", "^^", "@en", "1.", "\r\n", "\ufeff", "\x00", "é", ":"),
    *('"@context"', '"@id":', '"@list"', "null", "<a xmlns='e:'>", "</a>", "&x;", "<!DOCTYPE a>"),
    *(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>",
        "<rdf:li",
        "/>",
        "rdf:ID",
    ),
)
QUADS = read("<a:a> <a:b> [ <a:c> 'd' ] .", TURTLE)


@MANY
@given(
    st.one_of(
        st.binary(max_size=60),
        st.lists(st.sampled_from(SNIPPETS), max_size=40).map(lambda s: " ".join(s).encode()),
    ),
    st.sampled_from(FORMATS),
)
def test_whatever_the_bytes_are_nothing_is_raised(data, format_):
    wanted = ["<a:a>", "_:x"]
    found = positions(data, "f", format_=format_, quads=QUADS, wanted=wanted)
    place, width = found.of("<a:a>", "<a:b>", '"d"')
    assert place.line >= 1
    assert place.column >= 1
    assert width >= 1
