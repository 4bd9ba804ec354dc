"""A project with two hundred things of all kinds to find identifiers for, traps among them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

# The only things that may be linked without a person, by the rule: sovereign states of a name that
# is theirs alone, named as such. Identifiers as the package rigour has them.
STATES = {
    "Mongolia": "Q711",
    "South Korea": "Q884",
    "North Korea": "Q423",
    "Peru": "Q419",
    "Vietnam": "Q881",
}
# Places that look like states and are others, or are not named as such: name, what it lies in, the
# sentence that names it.
TRAPS = (
    ("Georgia", "", "The train stopped in Georgia."),
    ("Korea", "", "Trade with Korea fell."),
    ("Congo", "", "A boat went up the Congo."),
    ("Jordan", "", "They bathed in the Jordan at dawn."),
    ("Niger", "", "The Niger was low that year."),
    ("Guinea", "", "Ships left for Guinea-Bissau in spring."),
    ("China", "", "The Bank of China opened a branch."),
    ("Cuba", "Peru", "The village of Cuba lies high."),
    ("Ireland", "", "The ferry reached Ireland late."),
    ("Luxembourg", "", "The court sat in Luxembourg."),
    ("Denmark", "", "A ship came from Denmark."),
    ("Mali", "", "The Mali Federation had dissolved."),
    ("Thai border", "", "The Thai border was shut."),
    ("Turkish coast", "", "The Turkish coast was near."),
    ("Macedonia", "", "The road to Macedonia was closed."),
    ("Micronesia", "", "Islands of Micronesia were listed."),
    ("Sudan", "", "Traders crossed the Sudan."),
    ("Samoa", "", "A mission left for Samoa."),
    ("Guinea-Bissau delta", "", "The Guinea-Bissau delta was mapped."),
    ("Germany", "", "He read the Germany Review."),
)
_FIRST = ("Ada", "Bela", "Chidi", "Dorit", "Emre", "Fatima", "Goran", "Hana", "Ilse", "Jorn")
_LAST = ("Quill", "Varga", "Okonkwo", "Halevi", "Yilmaz", "Sharif", "Petrov", "Novak", "Brandt")
_TOWNS = ("Lindow", "Ashmere", "Corvale", "Dunwick", "Elmstow", "Farholt", "Garrow", "Hexley")
_PROTECTED = 6
PEOPLE, VOICES, INSTITUTIONS, SOURCES, CONCEPTS, POLICIES = 40, 20, 40, 30, 25, 20
PLACES = 25


def _people() -> list[tuple[str, str]]:
    """Name and protection, the protected ones first."""
    names = [f"{f} {last}" for last in _LAST for f in _FIRST][:PEOPLE]
    kinds = ("named-informant", "at-risk")
    return [(n, kinds[i % 2] if i < _PROTECTED else "") for i, n in enumerate(names)]


HIDDEN_PEOPLE = tuple(name for name, protection in _people() if protection)
HIDDEN_VOICES = tuple(f"witness {_TOWNS[n % 8]}-{n} of the flood" for n in range(VOICES))
PLAIN_PLACES = tuple(STATES)


def _section(title: str, entries: list[dict[str, str]]) -> str:
    lines = [f"{title}:"]
    for entry in entries:
        pairs = [f"{key}: {value}" for key, value in entry.items() if value]
        lines += [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
    return "\n".join(lines) + "\n"


def _slug(name: str) -> str:
    return "-".join(name.lower().replace("-", " ").split())


def many_things() -> tuple[str, str]:
    """The article and its annotations."""
    towns = [f"{_TOWNS[n % 8]} {n}" for n in range(PEOPLE)]
    people = [
        {"id": _slug(name), "name": name, "called": name, "protect": protection}
        for name, protection in _people()
    ]
    author = people[-1]
    voices = [{"id": _slug(v), "name": v, "kind": "anonymous", "called": v} for v in HIDDEN_VOICES]
    offices = [f"Office {n} of {town}" for n, town in enumerate(towns)]
    institutions = [{"id": "bank-of-china", "name": "Bank of China", "type": "company"}]
    institutions += [
        {"id": _slug(o), "name": o, "type": "local-government"} for o in offices[: INSTITUTIONS - 1]
    ]
    places = [{"id": f"place-{_slug(n)}", "name": n} for n in STATES]
    places += [
        {"id": f"place-{_slug(n)}", "name": n, "within": within and f"place-{_slug(within)}"}
        for n, within, _ in TRAPS
    ]
    sources = [
        {"id": f"report-{n}", "title": f"Report {n} on {towns[n]}", "kind": "report",
         "by": institutions[n + 1]["id"], "issued": "2011"}
        for n in range(SOURCES - 1)
    ]  # fmt: skip
    concepts = [
        {"id": f"idea-{n}", "name": f"The {t} idea"} for n, t in enumerate(towns[:CONCEPTS])
    ]
    policies = [
        {"id": f"policy-{n}", "name": f"The {towns[n]} plan", "owner": institutions[n + 1]["id"]}
        for n in range(POLICIES)
    ]
    said = [
        "All that happened.",
        *(f"The harvest was good in {name} that year." for name in STATES),
        *(sentence for _, _, sentence in TRAPS),
        *(f"Later {person['name']} wrote a letter." for person in people),
        *(f"Then a {voice['name']} spoke." for voice in voices),
        f"It was a long year, {author['name']} says.",
    ]
    article = {"id": "chronicle", "title": "All that happened", "file": "article.txt",
               "kind": "essay", "by": author["id"], "issued": "2012-02-27"}  # fmt: skip
    head = "article:\n" + "".join(f"  {key}: {value}\n" for key, value in article.items())
    claim = {"id": "long-year", "quote": "It was a long year", "mode": "own-words",
             "factuality": "CT+", "says": "The year was long."}  # fmt: skip
    sections = {
        "people": people, "voices": voices, "institutions": institutions, "places": places,
        "sources": sources, "concepts": concepts, "policies": policies, "claims": [claim],
    }  # fmt: skip
    text = "\n\n".join(said) + "\n"
    return text, head + "".join(_section(name, of) for name, of in sections.items())


def write_many_things(folder: Path, write_project: Callable[..., Path]) -> Path:
    """The project in a folder."""
    article, annotations = many_things()
    return write_project(folder, article=article, annotations=annotations)
