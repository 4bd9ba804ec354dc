"""Named questions: SPARQL files with a title, a sentence and parameters in comment lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgbuild import resources
from kgbuild.errors import QueryError
from kgbuild.graph.prefixes import PREFIXES, expand
from kgbuild.suggest import suggestion

_HEADER = re.compile(r"#\s*(question|title|about|param)\b\s*([\w-]*)\s*:\s*(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named query. `params` maps a variable to what is said about it."""

    name: str
    title: str
    about: str
    query: str
    params: Mapping[str, str]
    number: int | None = None


def questions(folder: Path | None = None) -> dict[str, Question]:
    """The shipped questions, and those of a project's folder, which win, by name."""
    own = sorted(folder.glob("*.rq")) if folder is not None and folder.is_dir() else []
    found = (read(path) for path in (*resources.queries(), *own))
    return {question.name: question for question in found}


def read(path: Path) -> Question:
    """The question in a file. Its header lines are `# title:`, `# about:`, `# param NAME:`."""
    query = path.read_text(encoding="utf-8")
    said: dict[str, list[str]] = {}
    params: dict[str, str] = {}
    for line in query.splitlines():
        if not line.startswith("#"):
            break
        match = _HEADER.match(line)
        if match and match[1] == "param":
            params[match[2]] = match[3].strip()
        elif match:
            said.setdefault(match[1], []).append(match[3].strip())
    number = said.get("question", [""])[0]
    return Question(
        name=path.stem,
        title=" ".join(said.get("title", [path.stem])),
        about=" ".join(said.get("about", [])),
        query=query,
        params=params,
        number=int(number) if number.isdecimal() else None,
    )


def find(name: str, known: Mapping[str, Question]) -> Question:
    """The question of that name. Raises QueryError with a did-you-mean."""
    if name not in known:
        raise QueryError(
            f"there is no question @{name}{suggestion(name, known)}",
            hint="`kgbuild query --list` shows them",
        )
    return known[name]


def bind(
    question: Question,
    values: Mapping[str, str],
    triples: Iterable[ox.Quad],
    prefixes: Mapping[str, str] = PREFIXES,
) -> dict[str, str]:
    """N-Triples terms for the values typed for a question's parameters.

    What is said about a parameter tells its kind: it begins with "text", "day", or else the
    parameter is a thing, typed by its id, as prefix:name or as an IRI. Raises QueryError for a
    parameter or id that does not exist.
    """
    bound: dict[str, str] = {}
    for name, value in values.items():
        if name not in question.params:
            raise QueryError(
                f"@{question.name} has no parameter `{name}`{suggestion(name, question.params)}",
                hint="its parameters: " + (", ".join(question.params) or "none"),
            )
        kind = question.params[name]
        if kind.startswith("text"):
            bound[name] = str(ox.Literal(value))
        elif kind.startswith("day"):
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                raise QueryError(f"`{name}` is a day: 2001-06-30, not `{value}`")
            bound[name] = str(ox.Literal(value, datatype=ox.NamedNode(PREFIXES["xsd"] + "date")))
        else:
            bound[name] = f"<{thing(value, triples, prefixes)}>"
    return bound


def thing(value: str, triples: Iterable[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The IRI of the thing that an id, prefix:name or IRI stands for in a graph.

    Raises QueryError when there is none, or the id is that of several things.
    """
    subjects = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}
    asked = value.strip("<>")
    if asked in subjects:
        return asked
    expanded = expand(value, prefixes)
    if expanded in subjects:
        return str(expanded)
    ids: dict[str, list[str]] = {}
    for subject in sorted(subjects):
        ids.setdefault(subject.rsplit("/", 1)[-1], []).append(subject)
    found = ids.get(value, [])
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError(
            f"`{value}` is the id of {len(found)} things", hint="say which: " + ", ".join(found)
        )
    raise QueryError(f"nothing in the graph has the id `{value}`{suggestion(value, ids)}")
