"""shapes/*.ttl, the records, the table and the ontology say the same."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild import resources
from kgbuild.graph.prefixes import PREFIXES
from kgbuild.graph.table import TABLE, Row
from kgbuild.graph.vocab import CONCEPTS, KINDS
from kgbuild.records import model
from kgbuild.rules.catalogue import Rule, rules
from kgbuild.text.span import WIDEST

KG, SH = PREFIXES["kg"], PREFIXES["sh"]
RDF = PREFIXES["rdf"]
RULES = rules()
SHAPES = Path(__file__).resolve().parents[2] / "shapes" / "text.ttl"

# model.md §3: the rules that shapes must hold.
REQUIRED = (
    "quote-matches-text",
    "quote-is-unique-with-context",
    "claim-has-one-holder",
    "claim-has-one-carrier",
    "claim-is-grounded-or-reports",
    "chain-has-no-cycle",
    "chain-reaches-the-article",
    "reporter-commitment-default",
    "nothing-heard-is-asserted",
    "anonymous-voice-is-never-linked",
    "anonymous-voice-stays-in-its-document",
    "protected-identity-is-not-linked",
    "source-has-kind-and-date-or-says-unknown",
    "institution-has-type",
    "policy-has-owner",
    "policy-state-has-mode-and-interval",
    "interval-is-ordered",
    "relation-has-author",
    "language-tag-is-well-formed",
    "external-id-matches-its-authoritys-pattern",
    "one-identifier-names-one-entity",
    "rejected-claims-are-not-in-the-graph",
    "every-node-has-a-label",
)


def _read() -> dict[object, dict[str, list[object]]]:
    about: dict[object, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for path in resources.shapes():
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            about[triple.subject][triple.predicate.value].append(triple.object)
    return {node: dict(said) for node, said in about.items()}


ABOUT = _read()
ONTOLOGY = {
    triple.subject.value
    for triple in ox.parse(path=str(resources.ontology()), format=ox.RdfFormat.TURTLE)
}


def values(node: object, local: str) -> list[str]:
    """The values of a SHACL property of a shape."""
    return [term.value for term in ABOUT.get(node, {}).get(SH + local, ())]


def listed(head: object) -> list[str]:
    """The members of an RDF list."""
    members = []
    while isinstance(head, ox.BlankNode):
        members.append(ABOUT[head][RDF + "first"][0].value)
        (head,) = ABOUT[head][RDF + "rest"]
    return members


@dataclasses.dataclass(frozen=True)
class Constraint:
    """A property shape and the classes whose nodes it looks at."""

    name: str
    classes: frozenset[str]
    path: str
    node: ox.NamedNode

    def number(self, local: str) -> int | None:
        found = values(self.node, local)
        return int(found[0]) if found else None


def _constraints() -> list[Constraint]:
    by_name = {rule.name: rule for rule in RULES}
    found = []
    for rule in RULES:
        if rule.path is None:
            continue
        owner = by_name[rule.parent] if rule.parent else rule
        found.append(
            Constraint(rule.name, frozenset(owner.classes), rule.path, ox.NamedNode(rule.iri))
        )
    return found


CONSTRAINTS = _constraints()


def on(row: Row, predicate: str) -> list[Constraint]:
    """The property shapes that look at a record's predicate because of the record's class."""
    classes = set(row.classes) | ({*KINDS.values()} if row.record is model.Voice else set())
    return [c for c in CONSTRAINTS if c.path == predicate and c.classes & classes]


def is_reported(rule: Rule) -> bool:
    """Whether findings carry the rule's name: it looks at nodes itself or for a group that does."""
    if values(ox.NamedNode(rule.iri), "property"):
        return False  # a group: its members are reported
    parents = [other for other in RULES if other.name == rule.parent]
    return rule.has_target or any(parent.has_target for parent in parents)


# ── The shapes themselves ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", REQUIRED)
def test_a_rule_that_the_model_asks_for_is_a_shape(name):
    assert name in {rule.name for rule in RULES}


def test_every_shape_has_a_name_of_its_own():
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert [r.name for r in RULES if r.iri != f"https://w3id.org/kgbuild/shapes#{r.name}"] == []
    kinds = {SH + "NodeShape", SH + "PropertyShape"}
    shapes = [
        n for n, said in ABOUT.items() if {t.value for t in said.get(RDF + "type", ())} & kinds
    ]
    assert [n for n in shapes if not isinstance(n, ox.NamedNode)] == []
    assert len(shapes) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_is_wrong_how_bad_it_is_and_how_to_mend_it(rule):
    assert rule.description
    if not is_reported(rule):
        assert rule.description.startswith("Part of ") or values(ox.NamedNode(rule.iri), "property")
        return
    assert rule.message[0].islower()
    assert len(values(ox.NamedNode(rule.iri), "severity")) == 1
    assert "Mend: " in rule.description


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_part_of_a_rule_names_a_rule_that_exists(rule):
    whole = re.match(r"Part of ([a-z-]+)", rule.description)
    assert whole is None or whole[1] in {other.name for other in RULES}
    if rule.parent is not None and is_reported(rule):
        assert rule.description.startswith(f"Part of {rule.parent}")


def test_every_shape_that_looks_at_nothing_is_a_part_of_one_that_does():
    used = {
        term.value
        for said in ABOUT.values()
        for nodes in said.values()
        for term in nodes
        if isinstance(term, ox.NamedNode)
    }
    assert [r.name for r in RULES if not r.has_target and r.iri not in used] == []


def test_one_message_serves_one_rule():
    messages = [rule.message for rule in RULES if rule.message and rule.has_target]
    assert len(set(messages)) == len(messages)


# ── The ontology ─────────────────────────────────────────────────────────────────────────────────

FILES = (*resources.shapes(), *resources.queries())
WORD = re.compile(
    r"(?<![\w:/#-])(kg|skos|prov|oa|org|schema|dcterms|cito|sem|edtf|fabio|bibo):(\w[\w-]*)"
)


def code_of(text: str) -> str:
    """A file without its comments and what is said in it for people."""
    text = re.sub(r'sh:description """.*?"""', "", text, flags=re.DOTALL)
    text = re.sub(r'sh:message "[^"]*"', "", text)
    return re.sub(r"(?m)^\s*#.*$|\s# .*$", "", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_term_of_ours_that_a_rule_or_question_uses_is_in_the_ontology(path):
    text = code_of(path.read_text(encoding="utf-8"))
    used = {PREFIXES[p] + local for p, local in WORD.findall(text)}
    used |= set(re.findall(rf"<({re.escape(KG)}[^>]+)>", text))
    ours = {iri for iri in used if iri.startswith(KG)}
    assert ours
    assert ours - ONTOLOGY == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_term_of_others_that_a_rule_or_question_uses_is_in_the_ontology(path):
    text = code_of(path.read_text(encoding="utf-8"))
    used = {PREFIXES[p] + local for p, local in WORD.findall(text)}
    assert used - ONTOLOGY == set()


def test_every_term_that_a_rule_uses_in_turtle_is_in_the_ontology():
    used = {
        term.value
        for said in ABOUT.values()
        for nodes in said.values()
        for term in nodes
        if isinstance(term, ox.NamedNode) and term.value.startswith(KG)
    }
    assert len(used) > 50
    assert used - ONTOLOGY == set()


def _lists() -> list[tuple[ox.NamedNode, list[str]]]:
    return [
        (node, listed(said[SH + "in"][0]))
        for node, said in ABOUT.items()
        if SH + "in" in said and isinstance(node, ox.NamedNode)
    ]


# What a list leaves out on purpose.
FEWER = {
    "rejected-claims-are-not-in-the-graph": ("review-state", {"rejected"}),
    "is-not-linked": ("link-decision", {"linked"}),
}


@pytest.mark.parametrize(("node", "members"), _lists(), ids=lambda v: getattr(v, "value", "")[-40:])
def test_a_list_of_words_in_a_shape_is_the_list_of_the_ontology(node, members):
    name = node.value.rsplit("#", 1)[-1]
    if name == "kind-of-source":
        voices = {KG + k for k in ("AnonymousAgent", "CollectiveAgent", "PseudonymousAgent")}
        assert set(members) == set(KINDS.values()) - voices
        return
    scheme, left_out = FEWER.get(name, (None, set()))
    if scheme is None:
        (scheme,) = [s for s, c in CONCEPTS.items() if set(members) & set(c.values())]
    assert set(members) == {iri for word, iri in CONCEPTS[scheme].items() if word not in left_out}
    assert len(set(members)) == len(members)


# ── The records ──────────────────────────────────────────────────────────────────────────────────

# Required of the record and not by a rule, with the reason.
UNCHECKED = {
    ("Passage", "position"): "span-has-position counts it by sh:qualifiedMinCount",
    ("Passage", "quotation"): "span-has-quote counts it by sh:qualifiedMinCount",
    ("Software", "version"): "how a graph was made is told, not judged",
    ("Build", "used"): "how a graph was made is told, not judged",
    ("Build", "agents"): "how a graph was made is told, not judged",
    ("ClaimGraph", "generated_by"): "how a graph was made is told, not judged",
    ("ClaimGraph", "article"): "how a graph was made is told, not judged",
    ("InputFile", "sha256"): "how a graph was made is told, not judged",
}
# One in the record, not counted by a rule, with the reason. Notes are left out: a second remark on
# anything does no harm.
UNCOUNTED = {
    ("Claim", "reason_for"): "a second reason does no harm",
    ("Claim", "language"): "language-tag-is-well-formed looks at each",
    ("Claim", "reviewer"): "who reviewed is told, not judged",
    ("Claim", "review_date"): "who reviewed is told, not judged",
    ("Claim", "proposed_by"): "who proposed is told, not judged",
    ("Source", "language"): "language-tag-is-well-formed looks at each",
    ("Source", "url"): "a second address does no harm",
    ("Source", "part_of"): "chain-reaches-the-article follows each",
    ("Institution", "part_of"): "a second whole does no harm",
    ("Institution", "seat"): "a second seat does no harm",
    ("PlaceRecord", "within"): "a second larger place does no harm",
    ("Policy", "broader"): "a second wider policy does no harm",
    ("Concept", "broader"): "a second wider concept does no harm",
    ("Event", "when"): "interval-is-ordered and latest-is-a-day look at its bounds",
    ("Event", "place"): "a second place does no harm",
    ("Event", "step_of"): "a second whole does no harm",
    ("Event", "step"): "positions are told, not judged",
    ("Membership", "role"): "a second role does no harm",
    ("NamingChoice", "gloss"): "a second gloss does no harm",
    ("NamingChoice", "source"): "a second source of a term does no harm",
    ("LinkDecision", "reviewer"): "who decided is told, not judged",
    ("LinkDecision", "review_date"): "who decided is told, not judged",
    ("LinkDecision", "match"): "how it was matched is told, and judged in the links files",
    ("LinkDecision", "justification"): "how it was decided is told, and judged in the links files",
    ("ClaimGraph", "issued"): "how a graph was made is told, not judged",
}


def _fields() -> list[tuple[Row, object, dataclasses.Field[object]]]:
    return [
        (row, field, next(f for f in dataclasses.fields(row.record) if f.name == field.name))
        for row in TABLE
        for field in row.fields
    ]


FIELDS = _fields()
IDS = [f"{row.record.__name__}-{field.name}" for row, field, _ in FIELDS]


@pytest.mark.parametrize(("row", "field", "declared"), FIELDS, ids=IDS)
def test_what_a_record_must_have_a_rule_asks_for_and_the_other_way_round(row, field, declared):
    required = declared.default is declared.default_factory is dataclasses.MISSING
    required = required and "None" not in str(declared.type)
    asking = [c.name for c in on(row, field.predicate) if (c.number("minCount") or 0) > 0]
    if row.record is model.Claim and field.name == "review_state":
        assert (declared.default, asking) == ("accepted", ["rejected-claims-are-not-in-the-graph"])
        return
    if (row.record.__name__, field.name) in UNCHECKED:
        assert (required, asking) == (True, [])
        return
    assert required == bool(asking), asking


def counting(row: Row, predicate: str) -> list[str]:
    """The rules that allow a record one value of a predicate."""
    everywhere = [
        c
        for c in CONSTRAINTS
        if c.path == predicate and predicate in values(c.node, "targetSubjectsOf")
    ]
    return [c.name for c in (*on(row, predicate), *everywhere) if c.number("maxCount") == 1]


@pytest.mark.parametrize(("row", "field", "declared"), FIELDS, ids=IDS)
def test_one_value_is_counted_by_a_rule_and_many_are_not(row, field, declared):
    excused = (row.record.__name__, declared.name) in UNCHECKED.keys() | UNCOUNTED.keys()
    one = not field.many and not excused and declared.name != "note"
    assert bool(counting(row, field.predicate)) == one


@pytest.mark.parametrize(("row", "field", "declared"), FIELDS, ids=IDS)
def test_a_datatype_that_a_rule_asks_for_is_the_one_that_is_written(row, field, declared):
    asked = {v for c in on(row, field.predicate) for v in values(c.node, "datatype")}
    assert asked <= {field.codec.datatype}, declared.name


def test_a_list_that_a_rule_asks_for_is_the_one_that_is_written():
    lists = {node: set(members) for node, members in _lists()}
    pairs = [
        (c.name, lists[c.node], set(CONCEPTS[field.codec.scheme or ""].values()))
        for row, field, _ in FIELDS
        for c in on(row, field.predicate)
        if c.node in lists
    ]
    assert len(pairs) > 8
    assert [name for name, asked, written in pairs if not asked <= written] == []


def test_nobody_is_excused_in_vain():
    fields = {(row.record.__name__, field.name) for row, field, _ in FIELDS}
    assert set(UNCHECKED) | set(UNCOUNTED) <= fields
    assert set(UNCHECKED).isdisjoint(UNCOUNTED)
    assert all((*UNCHECKED.values(), *UNCOUNTED.values()))


def test_the_rule_about_context_ends_where_the_context_does():
    """oa:prefix and oa:suffix grow to WIDEST; the query asks of narrower ones only."""
    shapes = SHAPES.read_text("utf-8")
    query = shapes[shapes.index("kgsh:quote-is-unique-with-context-query a ") :]
    asked = query[: query.index("FILTER (CONTAINS")]
    assert f"STRLEN(STR(?prefix)) + STRLEN(STR(?suffix)) < {WIDEST})" in asked
