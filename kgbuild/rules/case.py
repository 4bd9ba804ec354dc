"""One result to put into words: its shape, its value, what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kgbuild.diagnostics import Result
from kgbuild.graph.terms import Term, term
from kgbuild.rules.demands import Demands, shape_is_ours
from kgbuild.rules.facts import Facts
from kgbuild.rules.grammar import is_simple, path_words
from kgbuild.rules.shapes import Shapes
from kgbuild.rules.spelling import Speller, letters

_NONE: Final = ox.BlankNode("none")


@dataclass(frozen=True, slots=True)
class Case:
    """A result with what helps to explain it. `it` is the node that is called “it”, if any."""

    result: Result
    shapes: Shapes
    spell: Speller
    about: Facts
    it: str = ""

    @property
    def shape(self) -> Term:
        """The shape that raised the result."""
        return _read(self.result.shape) or _NONE

    @property
    def focus(self) -> Term:
        """The focus node."""
        return _read(self.result.focus) or _NONE

    @property
    def value(self) -> Term | None:
        """The value node, if the result has one."""
        return _read(self.result.value) if self.result.value else None

    @property
    def demands(self) -> Demands:
        """What the shapes ask for."""
        return Demands(self.shapes, self.spell)

    def all(self, local: str) -> list[Term]:
        """The values of a parameter at the shape."""
        return self.shapes.values(self.shape, local)

    def names(self, local: str) -> list[str]:
        """The values of a parameter, spelled."""
        return [self.spell.spell(str(value)) for value in self.all(local)]

    @property
    def predicate(self) -> str | None:
        """The IRI of the path when it is a single predicate."""
        path = self.result.path or ""
        simple = path.startswith("<") and path.find(">") == len(path) - 1
        return path[1:-1] if simple else None

    @property
    def path(self) -> str:
        """The path in words, 'Age (ex:age)' when the shape names it; '' without one."""
        node = self.shapes.value(self.shape, "path")
        if node is None:
            return self.spell.spell(self.result.path) if self.result.path else ""
        words = path_words(self.shapes, node, self.spell)
        called = None if shape_is_ours(self.shape) else self.shapes.text(self.shape, "name")
        if called and letters(called) != letters(words.split(":")[-1]):
            return f"{called} ({words})"
        return self.spell.spell(str(node)) if isinstance(node, ox.NamedNode) else words

    @property
    def is_name(self) -> bool:
        """Whether the path in words reads as the name of a property."""
        node = self.shapes.value(self.shape, "path")
        return node is None or is_simple(self.shapes, node)

    @property
    def known_values(self) -> list[Term] | None:
        """The value nodes; None when the data is not known or the path is more than a predicate."""
        if not self.about.known or self.predicate is None:
            return None
        return self.about.values(self.focus, self.predicate)

    def there(self) -> str:
        """'ex:age is 5', '5' without a path, 'it' for the node that is called so."""
        spelled = self.spell.spell(self.result.value or self.result.focus)
        if not self.result.path:
            return "it" if self.it in (self.result.value, self.result.focus) else spelled
        if self.is_name:
            return f"{self.path} is {spelled}"
        return f"along {self.path}, {spelled}"

    def which(self, said: str) -> str:
        """What is said of the value: 'ex:age is 5, which is too small', '5 is too small'."""
        joint = ", which" if self.result.path and self.is_name else ""
        return f"{self.there()}{joint} {said}"


def _read(text: str) -> Term | None:
    try:
        return term(text)
    except ValueError:
        return None
