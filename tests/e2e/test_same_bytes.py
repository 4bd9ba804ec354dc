"""Same input, same bytes: whatever the hash seed, time zone, locale and order typed in."""

from __future__ import annotations

import hashlib
import json
import random
import re

import pyoxigraph as ox
import pytest
from ruamel.yaml import YAML

import kgbuild
from kgbuild.graph import formats

ENVIRONMENTS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4294967295", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "12345", "TZ": "Asia/Pyongyang", "LC_ALL": "POSIX"},
    {"PYTHONHASHSEED": "777", "TZ": "nowhere", "LC_ALL": "", "LANG": "zh_CN.GB18030"},
]


@pytest.mark.parametrize("env", ENVIRONMENTS, ids=lambda env: env["PYTHONHASHSEED"])
def test_the_files_of_a_build_are_the_same_in_every_environment(bridge, command, env):
    done = command("build", ".", "--check", cwd=bridge, env=env)
    assert (done.code, done.out) == (0, ""), done.err


@pytest.mark.parametrize("format_", ["trig", "jsonld", "nquads"])
def test_every_format_has_the_same_bytes_in_two_environments(bridge, command, format_):
    first, second = (
        command("build", ".", "-f", format_, "-o", "-", cwd=bridge, env=env)
        for env in ENVIRONMENTS[1:3]
    )
    assert first.code == second.code == 0
    assert first.data == second.data


def test_a_site_has_the_same_bytes_in_two_environments(bridge, command, tmp_path):
    sites = []
    for name, env in zip(("one", "other"), ENVIRONMENTS[1:3], strict=True):
        done = command("site", str(bridge), "-o", str(tmp_path / name), env=env)
        assert done.code == 0, done.err
        files = sorted(p for p in (tmp_path / name).rglob("*") if p.is_file())
        sites.append([(p.relative_to(tmp_path / name), p.read_bytes()) for p in files])
    assert len(sites[0]) > 20
    assert sites[0] == sites[1]


def test_findings_and_answers_are_the_same_in_two_environments(
    bridge, project, annotations, command
):
    wrong = re.sub(r"quote: (.*)", r"quote: not \1", annotations)
    folder = project(annotations=wrong)
    checked = [command("validate", ".", cwd=folder, env=env) for env in ENVIRONMENTS[1:3]]
    assert checked[0] == checked[1]
    assert checked[0].code == 1
    asked = [command("query", "@chain", "--in", str(bridge), env=env) for env in ENVIRONMENTS[1:3]]
    assert asked[0] == asked[1]
    assert asked[0].code == 0


def test_the_place_of_a_project_does_not_change_its_graph(project, bridge):
    elsewhere = project("somewhere-else-with-a-long-name")
    data = formats.write(kgbuild.build(elsewhere).triples, formats.NTRIPLES)
    assert data == (bridge / "build" / "graph.nt").read_bytes()


def test_building_again_changes_nothing(project):
    built = [kgbuild.build(project()) for _ in range(2)]
    assert built[0].records == built[1].records
    assert built[0].triples == built[1].triples


def plain(text: str) -> object:
    return YAML(typ="safe", pure=True).load(re.sub(r": (\d[^\n]*)", r": '\1'", text))


def shuffled(value: object, dice: random.Random) -> object:
    """The same annotations, every section, entry and key at another place."""
    if isinstance(value, dict):
        items = list(value.items())
        dice.shuffle(items)
        return {key: shuffled(item, dice) for key, item in items}
    if isinstance(value, list):
        items = [shuffled(item, dice) for item in value]
        dice.shuffle(items)
        return items
    return value


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_sections_entries_and_keys_does_not_change_the_graph(
    project, annotations, bridge, seed
):
    typed = shuffled(plain(annotations), random.Random(seed))  # noqa: S311 - a shuffle, no secret
    text = json.dumps(typed, ensure_ascii=False, indent=1)
    built = kgbuild.build(project(annotations=text))
    assert built.ok, built.diagnostics
    expected = (bridge / "build" / "graph.nt").read_text(encoding="utf-8")
    assert named(formats.write(built.triples, formats.NTRIPLES).decode(), text) == named(
        expected, annotations
    )


def named(ntriples: str, annotations: str) -> list[str]:
    """The lines, with a name in place of the annotation file's hash, which the graph records."""
    digest = hashlib.sha256(annotations.encode()).hexdigest()
    (iri,) = {
        q.subject.value
        for q in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)
        if getattr(q.object, "value", "") == digest
    }
    return sorted(ntriples.replace(iri, "urn:input").replace(digest, "DIGEST").split("\n"))
