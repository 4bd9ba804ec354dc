"""The terms of which random_shapes.py makes graphs: few, so that they meet."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kgbuild.graph.prefixes import PREFIXES

EX: Final = "http://e/"
XSD: Final = PREFIXES["xsd"]
TYPE, FIRST, REST, NIL = (
    ox.NamedNode(PREFIXES["rdf"] + local) for local in ("type", "first", "rest", "nil")
)
SUBCLASS, CLASS = (ox.NamedNode(PREFIXES["rdfs"] + local) for local in ("subClassOf", "Class"))
IRIS, PREDICATES, CLASSES = (
    [ox.NamedNode(EX + local) for local in locals_] for locals_ in ("abc", "pqr", "ABC")
)
NODES: Final = [*IRIS, ox.BlankNode("x"), ox.BlankNode("y")]
USUAL: Final = [*PREDICATES, *PREDICATES[:1] * 2]
SUBJECTS: Final = [*NODES, *NODES[:1] * 3, *NODES[3:4] * 2]  # few, so that they say a lot


def literals(**texts: str) -> list[ox.Literal]:
    """Literals of datatypes of XSD, their texts between bars."""
    return [
        ox.Literal(text, datatype=ox.NamedNode(XSD + name))
        for name, several in texts.items()
        for text in several.split("|")
    ]


# Within a family both engines can tell which of two literals is less.
FAMILIES: Final = (
    literals(
        integer="1|01|-1|+2|0|3|1234567890123456",
        decimal="1.0|1.00|-1|.5|2.50",
        double="1.0E0|1|2.5|-1e3",
        float="1.0|0.1",
        nonNegativeInteger="1|007",
        byte="-2",
        long="7",
    ),
    literals(string="|a|ab|A|ä|😀|a\nb|1|a b|b"),
    literals(date="2020-01-01|2020-01-02|1999-12-31"),
    literals(dateTime="2020-01-01T00:00:00|2020-01-01T00:00:00.5|2021-01-01T00:00:00"),
    literals(dateTime="2020-01-01T00:00:00Z|2020-01-01T00:00:00+14:00|2020-01-01T00:00:00.5-05:00"),
    literals(time="10:00:00|11:00:00|10:00:00.5"),
)
ENGLISH: Final = [ox.Literal(text, language="en") for text in ("", "b", "日本")]
ODD: Final = [
    *literals(
        string="|a|ab|a\nb|😀",
        integer="1|01|abc||1.0|12345678901234567890123",
        decimal="1.0|-1|abc",
        double="INF|-INF|NaN|1e400|abc|1",
        float="INF|NaN|abc",
        boolean="true|false|1|0|yes|TRUE",
        date="2020-01-01|2020-01-01Z|2020-01-01+02:00|2020-02-30|abc",
        dateTime="2020-01-01T00:00:00|2020-01-01T00:00:00Z|2020-13-01T00:00:00|abc",
        time="10:00:00|10:00:00Z|25:00:00",
        gYear="2020|-0001|abc",
        duration="P1D|PT24H|P1M|abc",
        byte="1|300|abc",
        int="1|99999999999",
        nonNegativeInteger="1|-1|007",
        hexBinary="0A|0a",
        base64Binary="AA==|!",
        anyURI="http://e/a|%%% ",
        language="en|!!",
    ),
    *(ox.Literal("a", language=tag) for tag in ("en", "de", "en-gb", "zh-hans-cn")),
    *ENGLISH,
    ox.Literal("a", datatype=ox.NamedNode(EX + "kind")),
    ox.Literal("<b/>", datatype=ox.NamedNode(PREFIXES["rdf"] + "XMLLiteral")),
]
DATATYPES: Final = [ox.NamedNode(iri) for iri in sorted({v.datatype.value for v in ODD})]
FEW: Final = [ODD[1], ODD[5], *ODD[-9:-2]]
PATTERNS: Final = (
    *("a", "^a", "b$", "^[a-z]+$", "^.$", "A", "^http", r"^\d", "^$", "a.b", r"\.", "(a|b)", "ä"),
    *(r"\s", r"^\S+$", "a{2}", "[^a]", "a*?b", "(?:a)b"),
)
