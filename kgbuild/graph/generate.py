"""Writes vocab.py from ontology/kg.ttl: `python -m kgbuild.graph.generate`."""

from __future__ import annotations

import keyword
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

from kgbuild import resources
from kgbuild.graph.prefixes import PREFIXES

_HEADER = '''"""Generated from ontology/kg.ttl by `python -m kgbuild.graph.generate`: do not edit.

A class per namespace, a constant per term; the words of each list; the kinds of sources and voices.
"""

from __future__ import annotations

from typing import Final
'''
_SKOS = PREFIXES["skos"]
_LABEL = PREFIXES["rdfs"] + "label"
_RDF_TYPE = PREFIXES["rdf"] + "type"


def vocabulary(ontology: Path) -> str:
    """The text of vocab.py for an ontology file: the same bytes for the same file."""
    about: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in ox.parse(path=str(ontology), format=ox.RdfFormat.TURTLE):
        about[triple.subject.value][triple.predicate.value].add(triple.object.value)
    schemes: dict[str, dict[str, str]] = defaultdict(dict)
    kinds: dict[str, str] = {}
    labels: dict[str, str] = {}
    scheme_iris: dict[str, str] = {}
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for iri, said in about.items():
        notation = min(said[_SKOS + "notation"], default="")
        scheme = min(said[_SKOS + "inScheme"], default="")
        if scheme:
            name = scheme.rsplit("#", 1)[-1].removesuffix("-scheme")
            schemes[name][notation] = iri
            scheme_iris[name] = scheme
            labels[iri] = min(said[_LABEL])
            continue
        if notation:
            kinds[notation] = iri
        prefix = next((p for p, ns in PREFIXES.items() if _local(iri, ns)), None)
        if prefix and _SKOS + "ConceptScheme" not in said[_RDF_TYPE]:
            local = _local(iri, PREFIXES[prefix])
            names[prefix.upper()][local + "_" * keyword.iskeyword(local)] = iri
    lines = [_HEADER]
    for prefix in sorted(names):
        lines.append(f"\nclass {prefix}:\n")
        lines.append(f'    """Terms of {PREFIXES[prefix.lower()]}."""\n\n')
        lines += [f'    {n}: Final = "{i}"\n' for n, i in sorted(names[prefix].items())]
        lines.append("\n")
    lines.append("\nCONCEPTS: Final = {\n")
    for scheme, concepts in sorted(schemes.items()):
        lines.append(f'    "{scheme}": {{\n')
        lines += [f'        "{n}": "{i}",\n' for n, i in sorted(concepts.items())]
        lines.append("    },\n")
    lines.append("}\nSCHEMES: Final = {\n")
    lines += [f'    "{name}": "{i}",\n' for name, i in sorted(scheme_iris.items())]
    lines.append("}\nLABELS: Final = {\n")
    lines += [f'    "{i}": "{label}",\n' for i, label in sorted(labels.items())]
    lines.append("}\nKINDS: Final = {\n")
    lines += [f'    "{n}": "{i}",\n' for n, i in sorted(kinds.items())]
    lines.append("}\n")
    return "".join(lines)


def _local(iri: str, namespace: str) -> str:
    """The local name of an IRI in a namespace when it can be a Python name, else nothing."""
    local = iri.removeprefix(namespace) if iri.startswith(namespace) else ""
    return local if local.isidentifier() else ""


if __name__ == "__main__":
    Path(__file__).with_name("vocab.py").write_text(
        vocabulary(resources.ontology()), encoding="utf-8"
    )
