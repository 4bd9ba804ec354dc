"""`kgbuild site`: a folder or one file, from the command line."""

from __future__ import annotations


def test_a_site_is_made_and_says_where_to_begin(bridge, tmp_path, inside):
    done = inside("site", str(bridge), "-o", str(tmp_path / "site"))
    assert (done.code, done.out) == (0, "")
    assert f"open {(tmp_path / 'site').as_posix()}/index.html" in done.err
    page = (tmp_path / "site/articles/essay/index.html").read_text(encoding="utf-8")
    assert "The bridge is not safe." in page


def test_one_file_goes_to_standard_output(bridge, inside):
    done = inside("site", str(bridge), "--single-file", "-", "--title", "Bridges & more")
    assert done.code == 0
    assert done.out.startswith("<!doctype html>")
    assert "<title>Bridges &amp; more</title>" in done.out


def test_one_file_is_not_overwritten_unasked(bridge, tmp_path, inside):
    target = tmp_path / "one.html"
    target.write_text("mine", encoding="utf-8")
    assert inside("site", str(bridge), "--single-file", str(target)).code == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert inside("site", str(bridge), "--single-file", str(target), "--force").code == 0


def test_a_folder_or_a_file_must_be_named(bridge, inside):
    done = inside("site", str(bridge))
    assert done.code == 2
    assert "-o DIR, or --single-file FILE" in done.err


def test_a_project_with_an_error_makes_no_site(project, annotations, tmp_path, inside):
    folder = project(annotations=annotations.replace("It will fall", "It will stand"))
    done = inside("site", str(folder), "-o", str(tmp_path / "site"))
    assert done.code == 1
    assert not (tmp_path / "site").exists()
