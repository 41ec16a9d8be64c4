"""What stands beside the pages of a site: cards, deliverables, an emblem, texts of one's own, and what changed since the last cycle."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import unquote

import pytest
import yaml
from fontTools.ttLib import TTFont
from hostile import combined
from undrawn import undrawn  # noqa: F401  # for every test here

from compliance.images import objection
from compliance.inputs import Inputs, read_inputs
from compliance.model.site import Site
from compliance.pages.site.assets import FONTS
from compliance.problems import serious
from compliance.report import cards
from compliance.report.build.deliver import sources
from compliance.report.build.record import Copy, Record, hashed, seen, write_record
from compliance.report.cards import drawn
from compliance.report.site import Made, shelves, site_files, written

BASE = "https://posts.example/letters/"
CARD = re.compile(r'<meta property="og:image" content="https://posts\.example/letters/(cards/\w+\.png)">')


@cache
def source() -> Path:
    return combined(Path(mkdtemp()) / "workspace")


@cache
def inputs() -> Inputs:
    return clean(source())


def clean(root: Path) -> Inputs:
    read, wrong = read_inputs(root)
    assert serious(wrong) == ()
    return read


def asked(read: Inputs) -> Site:
    filed = read.workspace.site
    assert filed is not None
    return filed.value


@cache
def made() -> Made:
    return site_files(inputs(), replace(asked(inputs()), languages=("en", "sq")))


def page(path: str, files: Made | None = None) -> str:
    return " ".join((files or made()).files[path].decode().split())


@pytest.mark.parametrize(
    "path", ["index.html", "arcadia/index.html", "lt-12/index.html", "indicators/L1/index.html", "sq/index.html"]
)
def test_whoever_shares_a_page_shows_its_finding_and_a_picture_at_an_address_in_full(path: str) -> None:
    text = page(path)
    heading = re.search("<h1>(.*?)</h1>", text)
    assert heading is not None
    assert f'<meta property="og:title" content="{heading[1]}">' in text
    card = CARD.search(text)
    assert card is not None
    assert card[1] in made().files


def test_a_page_that_nobody_shares_has_no_picture_and_without_an_address_no_page_has() -> None:
    assert "og:title" in page("arcadia/lt-12/1/index.html")
    assert "og:image" not in page("arcadia/lt-12/1/index.html")
    bare = site_files(inputs(), replace(asked(inputs()), base=None, countries=("borduria",)))
    assert [path for path, content in bare.files.items() if path.startswith("cards/") or b"og:" in content] == []


def test_a_picture_has_the_size_that_the_page_says_and_the_same_bytes_every_time() -> None:
    pictures = list(shelves(inputs(), asked(inputs())).pictures().values())[:2]
    first = drawn(pictures)
    assert [(int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) for png in first] == [(1200, 630)] * 2
    assert first[0] != first[1]
    assert drawn(pictures) == first
    note = re.search('<p class="star">(.*?)</p>', page("index.html"))
    assert note is not None
    assert "Borduria*" in pictures[0].html
    assert note[1] in pictures[0].html


def test_a_picture_that_stands_is_not_drawn_again_but_for_one_that_somebody_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = replace(asked(inputs()), countries=("borduria",))
    before = site_files(inputs(), site).files
    written(before, tmp_path)
    asked_for: list[int] = []

    def draw(pictures: list[object]) -> list[bytes]:
        asked_for.append(len(pictures))
        return [b"new" for _ in pictures]

    monkeypatch.setattr(cards, "drawn", draw)
    assert dict(site_files(inputs(), site, tmp_path).files) == dict(before)
    assert asked_for == []
    changed = next(path for path in before if path.startswith("cards/"))
    (tmp_path / changed).write_bytes(b"something else")
    assert site_files(inputs(), site, tmp_path).files[changed] == b"new"
    assert asked_for == [1]


def test_texts_of_ones_own_an_emblem_and_an_address_for_mail() -> None:
    assert "<p>Two countries keep letters <em>sealed</em>; &lt;i&gt;slanted&lt;/i&gt; stays text.</p>" in page(
        "index.html"
    )
    assert "Dy vende i ruajnë letrat." in page("sq/index.html")
    assert "Letrat udhëtojnë ngadalë." in page("sq/method/index.html")
    assert '<img class="emblem" src="../../assets/league.svg" alt="The League of Posts">' in page(
        "arcadia/lt-12/index.html"
    )
    assert 'alt="Lidhja e Postave"' in page("sq/index.html")
    assert made().files["assets/league.svg"] == inputs().workspace.images["league.svg"]
    reached = site_files(inputs(), replace(asked(inputs()), contact="ask@posts.example", countries=("borduria",)))
    assert '<a href="mailto:ask@posts.example">ask@posts.example</a>' in page("index.html", reached)
    assert "mailto:" not in page("index.html")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'


@pytest.mark.parametrize(
    "inner",
    [
        b"<script>alert(1)</script>",
        b"<path onload='alert(1)'/>",
        b"<image href='https://elsewhere.example/a.png'/>",
        b"<a xlink:href='javascript:alert(1)'/>",
        b"<style>path { fill: url(https://elsewhere.example/a) }</style>",
        b"<style>@import 'a.css'</style>",
        b"<foreignObject/>",
        b"<path style='fill:url(//elsewhere.example/a)'/>",
        b"<broken>",
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inner: bytes) -> None:
    assert objection("a.svg", SVG % inner)


def test_a_drawing_that_only_draws_is_taken() -> None:
    plain = b"<defs><path id='a' d='M0 0'/></defs><use href='#a'/><path fill='url(#a)'/><style>.a { fill:red }</style>"
    assert objection("a.svg", SVG % plain) is None
    assert objection("a.svg", b"<!DOCTYPE svg>" + SVG % b"")
    assert objection("a.svg", b"<html/>")
    assert objection("a.png", b"\x89PNG\r\n\x1a\n...") is None
    assert objection("a.png", SVG % b"")


@pytest.mark.parametrize("folder", ["../elsewhere", "/etc", "out"])
def test_a_folder_of_deliverables_outside_the_workspace_is_refused(tmp_path: Path, folder: str) -> None:
    root = Path(shutil.copytree(source(), tmp_path / "workspace"))
    (root / "out").symlink_to(tmp_path)
    plan = root / "reports/site.yaml"
    plan.write_text(plan.read_text("utf-8").replace("build/reports", folder), "utf-8")
    assert [(problem.code, problem.at.path) for problem in serious(read_inputs(root)[1])] == [
        ("outside-workspace", "reports/site.yaml")
    ]


@cache
def built() -> Path:
    """A workspace with a build in it: its files are not what they are called, but the record knows them."""
    root = combined(Path(mkdtemp()) / "workspace")
    folder = root / "build/reports"
    folder.mkdir(parents=True)
    wanted = sources(clean(root), seen(root))
    for job in wanted:
        (folder / job.name).write_bytes(job.name.encode() * 100)
    made_ = {job.name: Copy(source_, hashed(job.name.encode() * 100)) for job, source_ in wanted.items()}
    write_record(folder, Record(jobs=tuple(wanted.items()), made=made_))
    (folder / "checklist-borduria.xlsx").write_bytes(b"remarks and assignments")
    return root


@cache
def offered() -> Made:
    read = clean(built())
    return site_files(read, asked(read))


def test_deliverables_are_offered_with_kind_size_day_and_digest() -> None:
    text, content = page("borduria/index.html", offered()), offered().files["downloads/borduria-2026.pdf"]
    assert content == b"borduria-2026.pdf" * 100
    assert 'href="../downloads/borduria-2026.pdf" download>Law that protects letters, PDF</a>' in text
    assert f"SHA-256 {hashlib.sha256(content).hexdigest()}" in text
    assert re.search(r"<span>2.kB, English, \d+ \w+ \d{4}</span>", text)
    assert "borduria-2026.xlsx" in text
    assert "region-2026.pdf" in page("index.html", offered())
    assert {each["name"] for each in json.loads(offered().files["borduria/index.json"])["downloads"]} >= {
        "borduria-2026.pdf"
    }


def test_what_holds_private_texts_or_is_no_deliverable_is_never_offered() -> None:
    """Arcadia's reports name two evaluators and what they said to each other; the form that is filled in is no deliverable."""
    refused = dict(offered().refused)
    assert refused["arcadia-2026.pdf"] == "it holds what the site keeps to itself"
    assert not any("arcadia-2026" in path or "checklist" in path for path in offered().files if "downloads" in path)
    assert not any(b"remarks and assignments" in content for content in offered().files.values())


def test_without_a_build_nothing_is_offered() -> None:
    assert not any(path.startswith("downloads/") for path in made().files)
    assert "SHA-256" not in page("borduria/index.html")


def test_what_is_out_of_date_changed_or_of_a_draft_is_not_offered(tmp_path: Path) -> None:
    root = Path(shutil.copytree(built(), tmp_path / "workspace"))
    (root / "build/reports/borduria-2026.pdf").write_bytes(b"changed by hand")
    (root / "build/reports/borduria-2026.xlsx").unlink()
    (root / "build/reports/borduria-2026-profile.pdf").unlink()
    (root / "build/reports/borduria-2026-profile.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    (tmp_path / "elsewhere.pdf").write_bytes(b"borduria-2026-profile.pdf" * 100)
    read = clean(root)
    found = shelves(read, asked(read))
    refused = dict(found.refused())
    assert refused["borduria-2026.pdf"] == "out of date, or changed by hand"
    assert refused["borduria-2026-profile.pdf"] == "a link that leaves the workspace"
    left = {path for path in found.makers if path.startswith("downloads/")}
    assert "downloads/borduria-2026-donor.pdf" in left
    assert not left & {f"downloads/borduria-2026{name}" for name in (".pdf", ".xlsx", "-profile.pdf")}
    sealed = shelves(read, replace(asked(read), drafts=False))
    assert not any("borduria" in path for path in sealed.makers)
    assert dict(sealed.refused())["region-2026.pdf"] == "it speaks of checklists that the site does not show"


@cache
def twice() -> Made:
    """Borduria in two cycles, between which a rating changed."""
    root = combined(Path(mkdtemp()) / "workspace")
    folder = root / "assessments/borduria"
    shutil.copytree(folder / "2026", folder / "2024")
    for file in (folder / "2024").glob("*.yaml"):
        data = yaml.safe_load(file.read_text("utf-8"))
        data |= {"cycle": "2024", "cut_off": "2024-06-30"}
        data["responses"]["12.2.1"] |= {"rating": "not-met", "gap": "nothing was said"}
        data["responses"]["12.2.1"].pop("cause", None)
        file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    now = folder / "2026/lt-12.yaml"
    data = yaml.safe_load(now.read_text("utf-8"))
    data["responses"]["12.2.1"]["cause"] = "law-changed"
    now.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    read = clean(root)
    return site_files(read, asked(read))


def test_what_changed_since_the_last_cycle_is_listed_with_its_cause_and_leads_to_the_criterion() -> None:
    for path, link in (("borduria/index.html", "lt-12/2/#12.2.1"), ("index.html", "borduria/lt-12/2/#12.2.1")):
        text = page(path, twice())
        assert "1 rating changed since cycle 2024." in text
        row = re.search(rf'<a href="{re.escape(link)}">[^<]*</a></th><td>(.*?)</td><td>(.*?)</td>', text)
        assert row is not None
        assert unquote(row[1]) == "not met → met"
        assert row[2] == "The law changed."
    feed = twice().files["feed.xml"].decode()
    assert f"{BASE}borduria/lt-12/2/#12.2.1" in feed
    assert "not met → met. the law changed" in feed


def test_where_there_is_no_earlier_cycle_one_sentence_says_so() -> None:
    for path in ("index.html", "arcadia/index.html"):
        assert "This is the first cycle on file, so nothing is said about changes." in page(path)
        assert "Ratings that changed" not in page(path)


@pytest.mark.parametrize("name", FONTS)
def test_a_font_is_compressed_and_otherwise_as_it_came(name: str) -> None:
    """Its licence keeps its name for what nobody changed."""
    fonts = resources.files("compliance").joinpath("pages/fonts")
    came, sent = (TTFont(io.BytesIO(fonts.joinpath(f"{name}.{ending}").read_bytes())) for ending in ("ttf", "woff2"))
    assert set(came.keys()) - {"DSIG"} == set(sent.keys())  # a compressed font carries no signature
    for table in set(sent.keys()) - {"GlyphOrder", "head", "glyf", "loca"}:
        assert came.getTableData(table) == sent.getTableData(table), table
    assert came.getGlyphOrder() == sent.getGlyphOrder()
    assert all(came["glyf"][glyph] == sent["glyf"][glyph] for glyph in came.getGlyphOrder())
