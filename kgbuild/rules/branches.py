"""Why a result of a shape made of other shapes: which of them hold for the value, which do not.

For sh:not, sh:and, sh:or, sh:xone, sh:node (SHACL §4.6, §4.7.1) and qualified value shapes
(§4.7.3). SHACL reports such a constraint as one result; the branches are checked again one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

import pyoxigraph as ox

from kgbuild.diagnostics import Result
from kgbuild.errors import InputError
from kgbuild.graph.terms import Term, term
from kgbuild.rules.case import Case
from kgbuild.rules.demands import Demands, rivals, rule_name
from kgbuild.rules.engines import Engine, reference
from kgbuild.rules.facts import Facts, facts
from kgbuild.rules.grammar import an, listed
from kgbuild.rules.shape_words import list_fault, tally
from kgbuild.rules.shapes import LISTS_OF_SHAPES, Shapes
from kgbuild.rules.spelling import Speller
from kgbuild.rules.trials import Trials
from kgbuild.rules.words import headline, parameter_of

DEEPEST: Final = 4
BRANCHES: Final = 8
REASONS: Final = 5
LINES: Final = 40
_QUALIFIED: Final = ("qualifiedMinCount", "qualifiedMaxCount")
_EXPLAINED: Final = frozenset({*LISTS_OF_SHAPES, *_QUALIFIED, "not", "node"})


def explains(result: Result) -> bool:
    """Whether `why` has something to say: the result comes from a shape made of other shapes."""
    return parameter_of(result) in _EXPLAINED


def why(  # noqa: PLR0913, PLR0917 - what is explained, in which data, with what
    result: Result,
    data: Sequence[ox.Triple],
    shapes: Shapes,
    spell: Speller,
    check: Engine = reference,
    about: Facts | None = None,
) -> tuple[str, ...]:
    """Lines that say of each branch whether it holds for the value, and if not why.

    Branches are numbered, reasons and nested branches indented; at most 8 branches, 5 reasons a
    branch, 4 levels and 40 lines. `about` are the facts of the data, for callers who have them.
    Nothing for other results, and when the engine cannot check the branches.
    """
    if not explains(result):
        return ()
    known = facts(data) if about is None else about
    order = {str(node): i for i, node in enumerate(shapes.index)}
    inquiry = Inquiry(Trials(data, known, shapes, check), spell, order)
    account = inquiry.account(Case(result, shapes, spell, known), (result,))
    try:
        lines = list(islice(account, LINES + 1))
    except InputError:
        return ()
    return tuple(lines if len(lines) <= LINES else [*lines[:LINES], "and more"])


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The search for reasons. Lines come lazily, so that no branch is checked that nobody reads.

    `above` are the results that are being explained, the outermost first.
    """

    trials: Trials
    spell: Speller
    order: Mapping[str, int]

    @property
    def shapes(self) -> Shapes:
        """The shapes graph."""
        return self.trials.shapes

    @property
    def about(self) -> Facts:
        """The facts of the data."""
        return self.trials.about

    @property
    def demands(self) -> Demands:
        """What the shapes ask for."""
        return Demands(self.shapes, self.spell)

    def account(self, case: Case, above: tuple[Result, ...]) -> Iterator[str]:
        """A headline for a result and a line or more for each branch."""
        parameter = parameter_of(case.result)
        if parameter in LISTS_OF_SHAPES:
            yield from self._lists(case, parameter, above)
        elif parameter == "not":
            yield from self._forbidden(case)
        elif parameter == "node":
            yield from self._nodes(case, above)
        else:
            yield from self._qualified(case, parameter, above)

    def _lists(self, case: Case, local: str, above: tuple[Result, ...]) -> Iterator[str]:
        for each in case.all(local):
            branches = self.shapes.members(each)
            found = self.trials.results(branches, _node(case))
            holding = [i for i, branch in enumerate(branches, 1) if not found[branch]]
            if not (fault := list_fault(local, len(branches), holding)):
                continue
            yield fault
            for i, branch in enumerate(branches[:BRANCHES], 1):
                if found[branch]:
                    name = rule_name(self.shapes, branch, self.spell)
                    yield from self._branch(f"{i}. ", name, found[branch], _node(case), above)
                else:
                    yield f"{i}. {self._called(branch)}: holds"
            if len(branches) > BRANCHES:
                yield f"and {len(branches) - BRANCHES} more"

    def _forbidden(self, case: Case) -> Iterator[str]:
        for shape in case.all("not"):
            lists = [v for local in ("or", "xone") for v in self.shapes.values(shape, local)]
            parts = [member for each in lists for member in self.shapes.members(each)]
            found = self.trials.results([shape, *parts], _node(case))
            if found[shape]:
                continue
            name = rule_name(self.shapes, shape, self.spell)
            whole = self.demands.whole(shape)
            yield f"it must not be so, but it is: {f'{name}: ' if name else ''}{whole}"
            for i, part in enumerate(parts[:BRANCHES], 1):
                yield f"{i}. {self._called(part)}: {'does not hold' if found[part] else 'holds'}"

    def _nodes(self, case: Case, above: tuple[Result, ...]) -> Iterator[str]:
        for shape, found in self.trials.results(case.all("node"), _node(case)).items():
            name = rule_name(self.shapes, shape, self.spell)
            if found and name:
                yield f"it does not fit {name}:"
                yield from self._reasons(found, _node(case), above)
            elif found:
                yield from self._branch("", "", found, _node(case), above)

    def _qualified(self, case: Case, local: str, above: tuple[Result, ...]) -> Iterator[str]:
        path = self.shapes.value(case.shape, "path")
        if path is None:
            return
        wanted = case.all("qualifiedValueShape")
        fits = self.trials.fitting(path, [*wanted, *rivals(self.shapes, case.shape)], case.focus)
        counting = [v for v, shapes in fits.items() if list(shapes) == wanted]
        yield tally(len(counting), len(fits), local, case.all(local)[0].value)
        least = local == "qualifiedMinCount"
        shown = [v for v in fits if (v in counting) != least]
        for value in shown[:REASONS]:
            spelled = self._spelled(value)
            missed = [shape for shape in wanted if shape not in fits[value]]
            if not least:
                yield f"- {spelled} counts"
            elif missed:
                failed = self.trials.results(missed, term(value))
                found = [result for shape in missed for result in failed[shape]]
                name = f"{spelled} does not count"
                yield from self._branch("- ", name, found, term(value), above)
            else:
                yield f"- {spelled} does not count: it counts for another such rule"
        if len(shown) > REASONS:
            yield f"- and {len(shown) - REASONS} more"

    def _branch(
        self, mark: str, name: str, results: Iterable[Result], node: Term, above: tuple[Result, ...]
    ) -> Iterator[str]:
        """The reasons of a branch behind its mark: a single one on the same line."""
        each = self._each_once(results, node)
        called = f"{name}: " if name else ""
        if len(each) == 1:
            yield from _hung(mark, self._reason(each[0], node, above), called)
        else:
            lines = self._reasons(each, node, above)
            yield from _hung(mark, chain([f"{name or 'for several reasons'}:"], lines))

    def _reasons(
        self, results: Iterable[Result], node: Term, above: tuple[Result, ...]
    ) -> Iterator[str]:
        each = self._each_once(results, node)
        for result in each[:REASONS]:
            yield from _hung("- ", self._reason(result, node, above))
        if len(each) > REASONS:
            yield f"- and {len(each) - REASONS} more"

    def _each_once(self, results: Iterable[Result], node: Term) -> list[Result]:
        """Results that are said alike once, in the order of the shapes, the simple ones first."""
        said = {self._said(result, node): result for result in results}

        def place(words: str) -> tuple[int, bool, str]:
            result = said[words]
            return self.order.get(result.shape, 0), explains(result), words

        return [said[words] for words in sorted(said, key=place)]

    def _said(self, result: Result, node: Term) -> str:
        """What is wrong in one line, the author's message first if there is one."""
        message, more = headline(result, self.shapes, self.spell, self.about, str(node))
        return f"{self._at(result, node)}{message}{f' ({more})' if more else ''}"

    def _at(self, result: Result, node: Term) -> str:
        elsewhere = result.focus != str(node)
        return f"at {self.spell.spell(result.focus)}: " if elsewhere else ""

    def _reason(self, result: Result, node: Term, above: tuple[Result, ...]) -> Iterator[str]:
        """What is wrong, and for a result of branches why, if it is not too deep."""
        if not explains(result) or len(above) >= DEEPEST or result in above:
            yield self._said(result, node)
            return
        case = Case(result, self.shapes, self.spell, self.about, str(node))
        lines = self.account(case, (*above, result))
        first = next(lines, None)
        if first is None:  # asked alone the branches hold, as shapes that go in circles may
            yield self._said(result, node)
            return
        of_node = parameter_of(result) not in _QUALIFIED and result.path
        where = f"{case.there()}: " if of_node else f"{case.path}: " if result.path else ""
        yield f"{self._at(result, node)}{where}{first}"
        yield from lines

    def _spelled(self, text: str) -> str:
        """A value; one without a name with its types."""
        types = self.about.types(term(text)) if text.startswith("_:") else []
        kinds = f" ({listed([an(self.spell.name(str(t))) for t in types])})" if types else ""
        return self.spell.spell(text) + kinds

    def _called(self, shape: Term) -> str:
        return rule_name(self.shapes, shape, self.spell) or self.demands.of(shape)


def _node(case: Case) -> Term:
    return case.value or case.focus


def _hung(mark: str, lines: Iterator[str], first: str = "") -> Iterator[str]:
    """Lines with a mark before the first one and as much room before the others."""
    indent = " " * len(mark)
    for i, line in enumerate(lines):
        yield f"{indent}{line}" if i else f"{mark}{first}{line}"
