"""A graph that was tampered with is found out, at its line; one that was not is proven."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.diagnostics import Severity
from kgbuild.graph import formats
from kgbuild.graph.decode import decode
from kgbuild.records.model import Passage
from kgbuild.verify import prove, verify

TEXT = "This text is not the article's."


@pytest.fixture(scope="module")
def turtle(bridge):
    return (bridge / "build" / "graph.ttl").read_text(encoding="utf-8")


def entry(turtle: str, words: str) -> str:
    """The statement (from its subject to its full stop) that has these words."""
    (found,) = [part for part in turtle.split("\n\n") if words in f"\n{part}"]
    return found


def passage(turtle: str) -> tuple[str, str, str]:
    """The statements of the passage “It will fall”: itself, its position and its quotation."""
    quotation = entry(turtle, 'oa:exact "It will fall"')
    iri = quotation.strip().split(" ")[0]
    position = entry(turtle, f"{iri.replace('/quote/', '/position/')} a")
    itself = next(p for p in turtle.split("\n\n") if iri in p and "oa:hasSource" in p)
    return itself, position, quotation


def swap(turtle: str, old: str, new: str) -> str:
    assert turtle.count(old) == 1, old
    return turtle.replace(old, new)


def within(turtle: str, part: str, pattern: str, new: str) -> str:
    changed, number = re.subn(pattern, lambda match: match.expand(new), part, count=1)
    assert number == 1, part
    return swap(turtle, part, changed)


def start(by: int):
    def spoil(turtle):
        _, position, _ = passage(turtle)
        old = int(re.search(r'oa:start "(\d+)"', position)[1])
        return within(turtle, position, r'oa:start "\d+"', f'oa:start "{old + by}"')

    return spoil


def end(by: int):
    def spoil(turtle):
        _, position, _ = passage(turtle)
        old = int(re.search(r'oa:end "(\d+)"', position)[1])
        return within(turtle, position, r'oa:end "\d+"', f'oa:end "{old + by}"')

    return spoil


def quotation(pattern: str, new: str):
    return lambda turtle: within(turtle, passage(turtle)[2], pattern, new)


def claim(name: str, pattern: str, new: str):
    return lambda turtle: within(turtle, entry(turtle, f"\nclaim:{name} a"), pattern, new)


def of(words: str, pattern: str, new: str):
    return lambda turtle: within(turtle, entry(turtle, words), pattern, new)


def prefix_swapped(turtle):
    """Prefix and suffix have changed places."""
    part = passage(turtle)[2]
    found = re.search(r'oa:prefix (".*?(?<!\\)") ;\n    oa:suffix (".*?(?<!\\)")', part)
    return swap(
        turtle, part, part.replace(found[1], "@").replace(found[2], found[1]).replace("@", found[2])
    )


def dropped(words: str):
    return lambda turtle: swap(turtle, entry(turtle, words), "")


def text_replaced(turtle):
    """Another text with its true hash: only the quotations can tell."""
    pattern = r'kg:characters ".*?(?<!\\)"'
    other = within(turtle, entry(turtle, "kg:characters"), pattern, f'kg:characters "{TEXT}"')
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    hashed = within(
        other, entry(other, "kg:characters"), r'kg:sha256 "\w+"', f'kg:sha256 "{digest}"'
    )
    return within(
        hashed, entry(hashed, "kg:characters"), r"kg:length \d+", f"kg:length {len(TEXT)}"
    )


# name: (what is done, a code that must be found, whose statement the place must be in)
SPOILT = {
    "start one too small": (start(-1), "quote-matches-text", "passage"),
    "start one too large": (start(1), "quote-matches-text", "passage"),
    "end one too small": (end(-1), "quote-matches-text", "passage"),
    "end one too large": (end(1), "quote-matches-text", "passage"),
    "exact changed": (quotation("will fall", "will not fall"), "quote-matches-text", "passage"),
    "exact in other letters": (quotation("It will", "IT WILL"), "quote-matches-text", "passage"),
    "exact empty": (quotation('"It will fall"', '""'), "quote-matches-text", "passage"),
    "prefix changed": (quotation('oa:prefix "', 'oa:prefix "x'), "context-matches-text", "passage"),
    "suffix changed": (quotation('oa:suffix "', 'oa:suffix "x'), "context-matches-text", "passage"),
    "prefix and suffix swapped": (prefix_swapped, "context-matches-text", "passage"),
    "characters changed": (
        of("kg:characters", "not safe", "quite safe"),
        "snapshot-is-intact",
        "text",
    ),
    "one space more": (
        of("kg:characters", "is not safe", "is  not safe"),
        "snapshot-is-intact",
        "text",
    ),
    "hash changed": (
        of("kg:characters", r'kg:sha256 "."?', 'kg:sha256 "0'),
        "snapshot-is-intact",
        "text",
    ),
    "length changed": (
        of("kg:characters", r"kg:length (\d+)", r"kg:length 1\1"),
        "snapshot-is-intact",
        "text",
    ),
    "text dropped": (dropped("kg:characters"), None, None),
    "quotation dropped": (lambda t: swap(t, passage(t)[2], ""), "span-has-quote", "passage"),
    "position dropped": (lambda t: swap(t, passage(t)[1], ""), "span-has-position", "passage"),
    "passage dropped": (lambda t: swap(t, passage(t)[0], ""), "span-is-a-passage", None),
    "chain cut": (
        lambda t: swap(t, " ;\n    kg:reports claim:is-safe", ""),
        "chain-reaches-the-article",
        "claim:is-safe",
    ),
    "holder removed": (
        claim("will-fall", r";\n    prov:wasAttributedTo \S+ ", ""),
        "claim-has-one-holder",
        "claim:will-fall",
    ),
    "second holder": (
        claim(
            "will-fall", r"prov:wasAttributedTo (\S+) ", r"prov:wasAttributedTo \1 , person:ada "
        ),
        "claim-has-one-holder",
        "claim:will-fall",
    ),
    "voice given a name": (
        of(
            "\nvoice:fisherman a",
            "rdfs:label",
            "<https://schema.org/sameAs> <urn:x> ;\n    rdfs:label",
        ),
        "anonymous-voice-is-never-linked",
        "voice:fisherman",
    ),
    "source swapped": (
        claim("is-safe", r"kg:statedIn source:report", "kg:statedIn <urn:unprinted>"),
        None,
        None,
    ),
    "start is text": (
        lambda t: within(t, passage(t)[1], r'oa:start "(\d+)"', r'oa:start "x\1"'),
        None,
        None,
    ),
    "start is an IRI": (
        lambda t: within(t, passage(t)[1], r'oa:start "\d+"\^\^\S+', "oa:start <urn:x>"),
        None,
        None,
    ),
    "a second start": (
        lambda t: within(
            t, passage(t)[1], r'(oa:start "\d+"\^\^\S+)', r'\1 , "999"^^xsd:nonNegativeInteger'
        ),
        None,
        None,
    ),
    "text and hash replaced": (text_replaced, "quote-matches-text", "passage"),
}


def lines_of(turtle: str, spoilt: str, whose: str) -> range:
    """The lines of the spoilt graph in which the entry stands that a place must point into."""
    if whose == "passage":
        subject = passage(turtle)[0].strip().split(" ")[0]
    elif whose == "text":
        subject = entry(turtle, "kg:characters").strip().split(" ")[0]
    else:
        subject = whose
    assert spoilt.count(f"\n{subject} a") == 1
    start = spoilt.index(f"\n{subject} a") + 1
    first, count = (
        spoilt[:start].count("\n") + 1,
        spoilt[start:].split(" .\n", maxsplit=1)[0].count("\n"),
    )
    return range(first, first + count + 1)


def found(path: Path):
    return [d for d in verify(path).diagnostics if d.severity is Severity.ERROR]


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_graph_is_found_out_at_its_line(turtle, tmp_path, name):
    spoil, code, whose = SPOILT[name]
    spoilt = spoil(turtle)
    assert spoilt != turtle
    path = tmp_path / "graph.ttl"
    path.write_bytes(spoilt.encode())
    errors = found(path)
    assert errors
    assert {d.at.path for d in errors} == {str(path)}
    if code is not None:
        assert code in {d.code for d in errors}
    if whose is not None:
        lines = lines_of(turtle, spoilt, whose)
        assert any(d.at.line in lines for d in errors if d.code == code)


@pytest.mark.parametrize("name", ["exact changed", "chain cut", "second holder", "start is text"])
def test_a_spoilt_graph_ends_the_command_with_1(turtle, tmp_path, inside, name):
    path = tmp_path / "graph.ttl"
    path.write_bytes(SPOILT[name][0](turtle).encode())
    done = inside("verify", str(path))
    assert done.code == 1
    assert f"{path}:" in done.out
    assert "error[" in done.out
    assert "proven" not in done.err


def test_an_unspoilt_graph_is_proven_in_every_format(bridge, turtle, tmp_path):
    quads = formats.parse(turtle.encode(), "x", format_=formats.TURTLE)
    for format_ in formats.WRITABLE:
        path = tmp_path / f"graph.{format_.endings[0]}"
        path.write_bytes(formats.write(quads, format_))
        verdict = verify(path)
        assert verdict.ok
        assert (verdict.triples, verdict.snapshots, verdict.chains) == (len(quads), 1, 6)
    assert verify(bridge / "build" / "graph.nt").quotations == 11


def test_the_command_says_what_was_proven(bridge, command):
    path = str(bridge / "build" / "graph.ttl")
    done = command("verify", path)
    assert (done.code, done.out) == (0, "")
    assert "11 passages of 1 text(s) and 6 claims proven" in done.err
    assert command("-q", "verify", path).err == ""


def test_the_built_seed_is_proven_in_plain_code(seed_build):
    records = decode(seed_build.triples)
    assert sum(isinstance(record, Passage) for record in records) > 400
    assert list(prove(records)) == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "nothing-to-check", 1),
        ("<urn:a> <urn:b> <urn:c> .\n", "nothing-to-check", 1),
        ("@prefix a: <urn:a> .\n\na:b a:c oops .\n", "rdf-syntax", 3),
        ('<urn:a> <urn:b> "no end .\n', "rdf-syntax", 1),
        ("<a> <b> <c> .\n", "rdf-syntax", 1),
    ],
    ids=["empty", "foreign", "word", "quote", "relative"],
)
def test_what_is_no_graph_of_claims_is_not_proven(tmp_path, inside, text, code, line):
    path = tmp_path / "graph.ttl"
    path.write_text(text, encoding="utf-8")
    done = inside("verify", str(path), "--format", "concise")
    assert done.code == 1
    assert f"{path}:{line}:" in done.out
    assert f"error[{code}]" in done.out


@pytest.mark.parametrize(
    "extra",
    [
        "<urn:a> <urn:b> <<( <urn:c> <urn:d> <urn:e> )>> .",
        "<urn:n> a kg:NamingChoice ; rdfs:label 'x' ; kg:term <urn:t> .",
        "<urn:n> a kg:Claim , prov:Entity ; rdfs:label 'x' .",
        "<urn:n> rdfs:label 'x' ; kg:earliest 'zz'^^xsd:date .",
        "[] a kg:Claim ; rdfs:label 'x' .",
        "<urn:n> a oa:TextPositionSelector ; oa:start -1 ; oa:end 'x' .",
        "<urn:n> kg:length 'x'^^xsd:integer ; a kg:TextSnapshot .",
        "<urn:n> a kg:TextSnapshot ; kg:length " + "9" * 5000 + " .",
        "<urn:x> <urn:p> 'a'@ar--rtl .",
    ],
    ids=range(9),
)
def test_what_a_stranger_adds_is_a_finding_or_harmless_and_never_a_bug(
    turtle, tmp_path, inside, extra
):
    path = tmp_path / "graph.ttl"
    path.write_text(f"{turtle}\n{extra}\n", encoding="utf-8")
    done = inside("verify", str(path))
    assert done.code in (0, 1)
    assert (done.out == "") == (done.code == 0)


def test_an_offset_before_the_text_proves_nothing(turtle, tmp_path):
    """Python would count -12 from the end; a selector may not."""
    text = re.search(r'kg:characters "(.*?)(?<!\\)" ;', turtle)[1].replace("\\n", "\n")
    _, position, _ = passage(turtle)
    begin = int(re.search(r'oa:start "(\d+)"', position)[1]) - len(text)
    spoilt = within(turtle, position, r'oa:start "\d+"', f'oa:start "{begin}"')
    path = tmp_path / "graph.ttl"
    path.write_bytes(spoilt.encode())
    assert found(path)


def test_a_line_separator_in_a_sentence_does_not_shift_the_lines(
    project, annotations, tmp_path, inside
):
    says = 'says: "The bridge\u2028is safe."'
    folder = project(annotations=annotations.replace("says: The bridge is safe.", says))
    assert inside("build", str(folder)).code == 0
    lines = (folder / "build" / "graph.nt").read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if '"It will fall"' in line and "#exact" in line)
    passage_iri = re.sub(r"/quote/(\d+)-(\d+)>.*", r"#char=\1,\2>", lines[at])
    wanted = next(n for n, line in enumerate(lines, 1) if line.startswith(passage_iri))
    lines[at] = lines[at].replace("It will fall", "It will rain")
    path = tmp_path / "spoilt.nt"
    path.write_bytes("\n".join(lines).encode())
    places = {d.at.line for d in found(path) if d.code == "quote-matches-text"}
    assert places == {wanted}


def test_a_graph_that_cannot_be_read_or_has_no_format_is_said(tmp_path, inside, turtle):
    assert inside("verify", str(tmp_path / "no.ttl")).code == 3
    (tmp_path / "graph").write_text(turtle, encoding="utf-8")
    assert inside("verify", str(tmp_path / "graph")).code == 2
    packed = tmp_path / "graph.ttl.gz"
    packed.write_bytes(gzip.compress(turtle.encode()))
    assert inside("verify", str(packed)).code == 0


def test_verify_looks_at_nothing_but_the_file(bridge, tmp_path, inside, monkeypatch):
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(bridge / "build" / "graph.ttl", alone)
    monkeypatch.chdir(alone)
    assert inside("verify", "graph.ttl").code == 0
    assert [p.name for p in alone.iterdir()] == ["graph.ttl"]


def test_the_spoilt_graphs_are_well_formed_so_that_only_the_proof_finds_them(turtle):
    for name, (spoil, _, _) in SPOILT.items():
        assert list(ox.parse(spoil(turtle).encode(), format=ox.RdfFormat.TURTLE)), name
