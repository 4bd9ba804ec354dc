"""What the words of a Turtle document stand for, asked of pyoxigraph."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from kgbuild.graph.stated import ANY_IRI, ANY_LITERAL

_KEPT: Final = 100_000


class Names:
    r"""The base and the prefixes in force at the place that is being read (Turtle 1.1 §6.1).

    pyoxigraph stays the authority on escapes, on relative IRIs (RFC 3986 §5.2) and on what a
    number is: each word is given to it alone, under the directives that it needs.

    >>> names = Names("http://a.org/b/")
    >>> names.set_prefix("e:", r"<../\u0063/>")
    >>> names.resolve("e:a%20b")
    '<http://a.org/c/a%20b>'
    """

    def __init__(self, base: str = "") -> None:
        self._base = f"BASE <{base}>\n" if base else ""
        self._prefixes: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def set_base(self, iri: str) -> None:
        """From here on relative IRIs start at this one (`<iri>`, itself perhaps relative)."""
        self._base = f"BASE {self.resolve(iri)}\n"
        self._known.clear()

    def set_prefix(self, prefix: str, iri: str) -> None:
        """From here on `prefix` (with its colon) stands for this IRI (`<iri>`)."""
        self._prefixes[prefix] = f"PREFIX {prefix} {self.resolve(iri)}\n"
        self._known.clear()

    def resolve(self, word: str) -> str:
        """The N-Triples of an IRI, a prefixed name or a literal, as it is written in Turtle.

        ANY_IRI or ANY_LITERAL when it leans on a relative IRI whose base nobody told.
        """
        known = self._known.get(word)
        if known is None:
            known = self._ask(word)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[word] = known
        return known

    def _ask(self, word: str) -> str:
        prefix, colon, _ = word.rpartition("^^")[2].partition(":")
        directives = self._base + self._prefixes.get(prefix + colon, "")
        document = f"{directives}<a:a> <a:a> {word} ."
        try:
            return str(next(iter(ox.parse(document, format=ox.RdfFormat.TURTLE))).object)
        except (SyntaxError, StopIteration):
            return ANY_LITERAL if word[0] in "\"'" else ANY_IRI


def absolute(iri: str, base: str) -> str:
    """The IRI read against the base (RFC 3986 §5.2), empty when it stays relative.

    >>> absolute("../c", "http://a.org/b/d")
    'http://a.org/c'
    """
    return Names(base).resolve(f"<{iri}>")[1:-1]
