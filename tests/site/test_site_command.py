"""`compliance site`: what it writes, what it says, and when it refuses."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from click.testing import CliRunner, Result
from hostile import combined
from undrawn import undrawn  # noqa: F401  # for every test here

from compliance.cli import main


@cache
def source() -> Path:
    return combined(Path(mkdtemp()) / "workspace")


def workspace(tmp_path: Path) -> Path:
    return Path(shutil.copytree(source(), tmp_path / "workspace"))


def site(root: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(main, ["--workspace", str(root), "site", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def said(done: Result) -> str:
    return " ".join(done.stderr.split())


def test_it_says_how_many_pages_there_are_what_it_wrote_and_that_drafts_are_among_them(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    first = site(root, "--output", "out")
    assert first.exit_code == 0
    assert "Draft: 1 checklist neither adopted nor sealed; every page says so." in said(first)
    assert f"pages in {root / 'out'}" in said(first)
    assert (root / "out/arcadia/index.html").is_file()
    assert "; no files written, 0 removed." in said(site(root, "--output", "out"))


def test_what_is_not_published_is_left_out_and_named(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    plan = root / "reports/site.yaml"
    plan.write_text(plan.read_text("utf-8").replace("drafts: true", "drafts: false"), "utf-8")
    checklist = root / "assessments/borduria/2026/lt-12.yaml"
    assert checklist.is_file()
    done = site(root, "--output", "out")
    assert done.exit_code == 0, said(done)
    assert "Left out:" in said(done)
    assert not (root / "out/borduria").exists()
    page = (root / "out/index.html").read_text("utf-8")
    assert "Draft." not in page
    assert "Borduria" not in page
    assert site(root, "--output", "out", "--drafts").exit_code == 0
    assert (root / "out/borduria/index.html").is_file()


def test_without_a_plan_of_the_site_it_says_what_is_missing(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "reports/site.yaml").unlink()
    done = site(root)
    assert done.exit_code == 1
    assert "reports/site.yaml" in done.output
    assert not (root / "build").exists()


def test_languages_of_the_command_go_before_those_of_the_plan(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert site(root, "--output", "out", "--language", "sq", "--language", "en").exit_code == 0
    assert '<html lang="sq">' in (root / "out/index.html").read_text("utf-8")
    assert '<html lang="en">' in (root / "out/en/index.html").read_text("utf-8")
    assert site(root, "--language", "xx").exit_code == 2


def web(root: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    """What `compliance web` says before it serves, which it does not do here."""
    monkeypatch.setattr("compliance.web.start.serve", lambda *_: None)
    done = CliRunner().invoke(main, ["--workspace", str(root), "web", "--no-browser"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_the_live_site_begins_in_spite_of_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path)
    done = web(root, monkeypatch)
    assert (done.exit_code, said(done).startswith("Reading site at http://")) == (0, True)
    (root / "assessments/borduria/2026/lt-12.yaml").write_text("country: [\n", "utf-8")
    done = web(root, monkeypatch)
    assert (done.exit_code, said(done).startswith("assessments/borduria/2026/lt-12.yaml:")) == (0, True)
    (root / "assessments/jurisdictions.yaml").write_text("", "utf-8")
    done = web(root, monkeypatch)
    assert (done.exit_code, "nothing can be shown" in said(done)) == (1, True)
    assert "assessments/jurisdictions.yaml:1: empty-file" in done.stdout


def test_the_live_site_needs_its_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path)
    (root / "reports/site.yaml").unlink()
    done = web(root, monkeypatch)
    assert (done.exit_code, "reports/site.yaml: missing-file" in done.stdout) == (1, True)
