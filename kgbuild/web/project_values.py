"""What the pages of a whole project show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from kgbuild.store.questions import Question
from kgbuild.web.register import Known, Register
from kgbuild.web.views.entities import GROUPS, Entity
from kgbuild.web.views.reference import rule_groups, term_groups
from kgbuild.web.views.words import count


def overview(register: Register, found: list[str]) -> dict[str, Any]:
    """The front page: figures, articles, conflicts, voices; `found` are the search files."""
    numbers = register.numbers
    asked = [
        ("claim", "figure-claims"),
        ("passage", "figure-passages"),
        ("voice", "figure-voices"),
        ("source", "sources"),
        ("policy state", "figure-states"),
        ("contradiction", "conflicts"),
    ]
    figures = {**numbers, "voice": len(register.speakers), "source": len(register.sources)}
    shown = [(figures.get(noun, 0), noun, question) for noun, question in asked]
    return {
        "numbers": [
            (number, count(number, noun).split(" ", 1)[1], question)
            for number, noun, question in shown
            if number
        ],
        "shelf": register.lines,
        "disputes": register.disputes,
        "speakers": register.most_heard(),
        "search_files": found,
    }


def people(register: Register) -> dict[str, Any]:
    """The people, institutions and places, group by group."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for known in register.known():
        groups[known.entity.group].append(entry(known))
    return {"groups": [(name, groups[name]) for name in GROUPS if groups[name]]}


def entry(known: Known) -> dict[str, Any]:
    """An entity with its part in each article, as the template wants it."""
    said = {field.name: getattr(known.entity, field.name) for field in fields(Entity)}
    return {**said, "parts": known.parts, "articles": known.articles, "claims": known.claims}


def asking(
    register: Register, questions: tuple[Question, ...], prefixes: Mapping[str, str]
) -> dict[str, Any]:
    """The page of questions; `sources` tells its script where the graphs are."""
    shown = [
        {
            "name": q.name,
            "title": q.title,
            "about": q.about,
            "params": q.params,
            "query": q.query,
            "shipped": not q.name.startswith("figure-"),
        }
        for q in questions
    ]
    return {
        "questions": shown,
        "texts": register.lines,
        "sources": {
            "graphs": [line.slug for line in register.lines],
            "prefixes": dict(prefixes),
        },
    }


def reference() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The pages of rules and terms."""
    yield "rules", "Rules", {"groups": rule_groups()}
    yield "terms", "Terms", {"groups": term_groups()}
