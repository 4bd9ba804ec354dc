"""The links files as the official validator of SSSOM reads them (`sssom validate`, of sssom-py).

It weighs 400 MB, so it is no dependency of the tests: `.ci/run` installs it beside them and says
where it is; on a machine where it is not, these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SSSOM = os.environ.get("KGBUILD_SSSOM") or shutil.which("sssom")
SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds" / "links").glob("*.sssom.tsv"))
GAZETTEER = (
    "id\tname\ttype\n"
    'https://example.org/authority/1\tThe city\t"city ""council"""\n'
    "https://example.org/authority/2\tThe river\triver\n"
)

pytestmark = pytest.mark.skipif(not SSSOM, reason="sssom-py is not installed (KGBUILD_SSSOM)")


def wrong(path):
    """What the validator says: nothing when the file is in order."""
    done = subprocess.run(
        [str(SSSOM), "validate", str(path)], capture_output=True, text=True, check=False
    )
    return (done.returncode, done.stdout + done.stderr)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_files_of_the_seed_are_in_order(path):
    assert wrong(path) == (0, "")


def test_what_a_run_and_a_person_write_is_in_order(project, inside):
    from kgbuild.link import ledger
    from kgbuild.linking import open_desk
    from kgbuild.project import open_project

    folder = project()
    (folder / "places.tsv").write_text(GAZETTEER, encoding="utf-8")
    assert inside("link", str(folder), "-s", "places.tsv").code == 0
    assert wrong(folder / "links" / "predictions.sssom.tsv") == (0, "")
    desk = open_desk(open_project(folder))
    sheets = desk.sheets
    base = "https://example.org/bridge/"
    for name, number, verdict in (
        ("institution/city", 1, ledger.ACCEPT),
        ("place/river", 2, ledger.UNSURE),
        ("person/ada", 3, ledger.REJECT),
        ("policy/closing", 0, ledger.NONE),
    ):
        iri = f"https://example.org/authority/{number}"
        said = ledger.Verdict(
            subject=base + name, object=iri, verdict=verdict, author="Ada “A” R", date="2026-11-25"
        )
        sheets = ledger.decide(sheets, said, labels={base + name: name})
    ledger.write(folder / "links", desk.on_disk, sheets)
    written = sorted((folder / "links").glob("*.sssom.tsv"))
    assert {p.name: wrong(p) for p in written} == {p.name: (0, "") for p in written}
    assert len(written) == 4
    assert inside("build", str(folder)).code == 0


def test_the_validator_would_say_so(tmp_path):
    bad = tmp_path / "bad.sssom.tsv"
    bad.write_text(
        SEEDS[0].read_text(encoding="utf-8").replace("semapv:Manual", "Manual"), encoding="utf-8"
    )
    assert wrong(bad) != (0, "")
