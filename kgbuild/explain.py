"""What each code means: rules from the shapes files, findings about typed files from `codes`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kgbuild import codes, resources
from kgbuild.codes import Code
from kgbuild.graph.documents import Document
from kgbuild.graph.terms import Term
from kgbuild.rules.catalogue import Rule, read_shapes, rule_at, rules
from kgbuild.rules.demands import Demands
from kgbuild.rules.shapes import Shapes, named
from kgbuild.rules.spelling import speller


@cache
def known_codes() -> dict[str, tuple[str, str]]:
    """Every code with a one-line title and where it is defined, sorted by code."""
    typed = {
        code.name: (code.means.split(". ")[0].rstrip("."), "kgbuild.codes") for code in _typed()
    }
    checked = {
        rule.name: (rule.message or rule.description.split(". ")[0], "shapes") for rule in rules()
    }
    return dict(sorted({**typed, **checked}.items()))


def explanation(code: str) -> str | None:
    """What people read about a code; None when there is no such code."""
    for known in _typed():
        if known.name == code:
            return (
                f"{known.name} ({known.severity.word})\n\n{known.means}\n\n"
                f"How to mend it: {known.mend}.\n"
            )
    rule = next((rule for rule in rules() if rule.name == code), None)
    return _of_rule(rule) if rule else None


def explanation_of(code: str, documents: Sequence[Document]) -> str | None:
    """What people read about the shapes of somebody else that are called so; None when none is."""
    shapes = _graph(documents)
    called = [shape for shape in shapes.shapes if shapes.code(shape) == code]
    return "\n".join(_of_shape(shape, shapes, documents) for shape in called) or None


def codes_of(documents: Sequence[Document]) -> dict[str, str]:
    """The shapes in documents of somebody else, each with what it asks for, in document order."""
    shapes = _graph(documents)
    demands = Demands(shapes, speller(shapes.triples, shapes.prefixes, _iris(shapes)))
    return {shapes.code(shape): demands.whole(shape) for shape in shapes.shapes}


def _graph(documents: Sequence[Document]) -> Shapes:
    prefixes = {p: iri for d in documents for p, iri in d.prefixes.items()}
    return named((quad for d in documents for quad in d.quads), prefixes)


def _iris(shapes: Shapes) -> set[str]:
    terms = (term for triple in shapes.triples for term in (triple.subject, triple.object))
    return {str(term) for term in terms}


def _of_shape(shape: Term, shapes: Shapes, documents: Sequence[Document]) -> str:
    rule = rule_at(shape, shapes)
    spell = speller(shapes.triples, shapes.prefixes, _iris(shapes))
    lines = [f"{rule.name} ({rule.severity.word})", ""]
    for said in (rule.message, rule.description):
        if said:
            lines += [" ".join(said.split()), ""]
    targets = [
        *(f"every {spell.spell(f'<{iri}>')}" for iri in rule.classes),
        *(f"everything that has {spell.spell(f'<{iri}>')}" for iri in rule.subjects_of),
        *(f"everything that is a {spell.spell(f'<{iri}>')}" for iri in rule.objects_of),
        *(spell.spell(node) for node in rule.nodes),
    ]
    if targets:
        lines.append(f"It looks at: {'; '.join(targets)}.")
    elif shape in shapes.holders:
        holder, parameter = shapes.holders[shape]
        lines.append(f"It is a part (sh:{parameter}) of {shapes.code(holder)}.")
    else:
        lines.append("It looks at nothing by itself; other shapes may ask it.")
    lines.append(f"It asks for: {Demands(shapes, spell).whole(shape)}.")
    given = str(shapes.given.get(shape, shape))
    for document in documents:
        if any(str(quad.subject) == given for quad in document.quads):
            lines.append(f"It stands at {document.positions({given}).of(given)[0]}.")
            break
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """docs/rules.md: every rule of the shapes and every finding about typed files, in Markdown."""
    lines = [
        "# Rules and findings",
        "",
        "Made from `shapes/*.ttl` and `kgbuild/codes.py` by `python -m kgbuild.explain`; "
        "`kgbuild explain CODE` says the same.",
    ]
    by_iri = {rule.iri: rule for rule in rules()}
    for file in resources.shapes():
        here = [iri for iri in read_shapes([file]).index if iri.value in by_iri]
        lines += ["", f"## {file.stem.capitalize()}", ""]
        lines.append(f"Rules of the graph, in [shapes/{file.name}](../shapes/{file.name}).")
        for iri in here:
            lines += _section(by_iri[iri.value])
    lines += ["", "## Files", "", "Findings about the files from which the graph is made."]
    for code in sorted(_typed(), key=lambda code: code.name):
        lines += ["", f"### `{code.name}` ({code.severity.word})", "", code.means, ""]
        lines.append(f"How to mend it: {code.mend}.")
    return "\n".join(lines) + "\n"


def _section(rule: Rule) -> list[str]:
    title, *text = _of_rule(rule).rstrip("\n").split("\n")
    name, _, rest = title.partition(" ")
    return ["", f"### `{name}` {rest}", *text[:-1][:-1]]


def _typed() -> list[Code]:
    return [code for code in vars(codes).values() if isinstance(code, Code)]


def _of_rule(rule: Rule) -> str:
    text, _, mend = rule.description.partition("Mend: ")
    lines = [f"{rule.name} ({rule.severity.word})", ""]
    if rule.message:
        lines += [f"{rule.message[0].upper()}{rule.message[1:]}.", ""]
    lines += [text.strip(), ""] if text.strip() else []
    if mend:
        lines += [f"How to mend it: {mend.strip()}", ""]
    lines.append(f"The rule in SHACL: {rule.iri}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(rules_page(), end="")
