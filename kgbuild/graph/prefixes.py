"""The fixed prefix table: what every file that kgbuild writes calls a namespace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

PREFIXES: Final[dict[str, str]] = {
    "bibo": "http://purl.org/ontology/bibo/",
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "fabio": "http://purl.org/spar/fabio/",
    "kg": "https://w3id.org/kgbuild/ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Every Turtle parser reads these local names alike; anything else is written as a full IRI
# (pyoxigraph would write `dbr:Apple_Inc\.`, which rdflib cannot read).
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


def compact(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """prefix:local for an IRI, None when no prefix fits or the local name is not plain.

    >>> compact("https://w3id.org/kgbuild/ns#Claim")
    'kg:Claim'
    """
    best = ""
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and _PLAIN.fullmatch(iri[len(namespace) :]):
            candidate = f"{prefix}:{iri[len(namespace) :]}"
            if not best or len(candidate) < len(best):
                best = candidate
    return best or None


def expand(name: str, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """The IRI of prefix:local, None when the prefix is not known.

    >>> expand("kg:Claim")
    'https://w3id.org/kgbuild/ns#Claim'
    """
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else None
