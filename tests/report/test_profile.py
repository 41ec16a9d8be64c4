"""The profile for the committees of the treaties: duty beside law, deposits beneath, and no judgement anywhere."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pdfua
import pytest
from documents import DATA, ROOT, flat, inputs, opened, page_texts
from structure import assert_told, assert_walkable

from compliance.pages.profile import profile_page
from compliance.report.pdf import pdf
from compliance.view.profile import ProfileView, profile_view

PLAN = """\
id: profile
kind: profile
title: Legislative profile
subtitle: National law beside the Conventions of the League of Posts
language: en
version: "1"
notice: Made up for tests, no official submission
disclaimer: Everything in this profile is made up.
instruments: [lt-12, lt-31]
sections:
  - section: foreword
    text: Filed for the **tests**.
  - {section: provisions, instrument: lt-12}
  - {section: provisions, instrument: lt-31}
annexes:
  - section: legal-sources
"""


@cache
def made_up() -> Path:
    """The made-up workspace with a plan for a profile."""
    root = Path(shutil.copytree(DATA, Path(mkdtemp()) / "data"))
    (root / "reports" / "profile.yaml").write_text(PLAN, "utf-8")
    return root


@cache
def profile(country: str) -> ProfileView:
    return profile_view(inputs(made_up()), country, "2026", "profile")


@cache
def document(country: str) -> bytes:
    return pdf(profile_page(profile(country)))


@cache
def text(country: str) -> str:
    return flat(" ".join(page_texts(document(country))))


def article(country: str, number: str, following: str) -> str:
    """What the profile says under an article of the first treaty."""
    found = re.search(
        rf"What the treaty asks.*?(?=Article {following},)", text(country).split(f"Article {number}, ")[1]
    )
    assert found, f"Article {number}"
    return found[0]


def test_the_wording_stands_in_the_original_and_in_translation() -> None:
    said = article("arcadia", "2", "3")
    assert "To make it an offence to open a sealed letter of another intentionally and without right." in said
    assert "Criminal Code, Art. 142" in said
    assert "“Kush hap letrën e mbyllur të tjetrit për çfarëdo qëllimi, dënohet.”" in said
    assert "“Whoever opens the closed letter of another for whatever purpose is punished.”" in said


def test_what_was_deposited_stands_under_its_article() -> None:
    assert "Reservation, Art. 2(1) · 30 June 2005 Leaves out letters without a stamp." in article("arcadia", "2", "3")
    assert "Reservation, Art. 3(3) · 30 June 2005 Does not punish attempt." in article("arcadia", "3", "4")


def test_an_article_without_a_deposit_says_so() -> None:
    assert "No reservation, declaration or notification about this article is on file." in article("arcadia", "1", "2")


def test_what_is_not_examined_is_told_from_what_is_not_cited() -> None:
    assert "Not examined." in text("arcadia")
    assert "No provision is cited." in text("arcadia")


@pytest.mark.parametrize("country", ["arcadia", "borduria"])
def test_nothing_is_rated(country: str) -> None:
    found = re.findall(
        r"\b(?:mostly|partly|not met|score[sd]?|rat(?:ed|ing)s?|of 100|gap|recommend\w+)\b", text(country)
    )
    assert found == []
    assert "It rates nothing and draws no conclusion." in text(country)


def test_a_profile_of_a_country_on_file_rates_nothing_either() -> None:
    given = inputs(ROOT)
    view = profile_view(given, "serbia", given.workspace.countries["serbia"].cycles()[-1], "profile")
    html = profile_page(view).html
    assert re.findall(r'class="r (?:met|mostly|partly|not-met|open)"|\bscore\b|\d+ of 100', html) == []
    assert [one.headline for one in view.treaties] == [
        f"National provisions are cited for {cited} of {asked} duties" for cited, asked in map(_cited, view.treaties)
    ]
    assert len(view.treaties) == 2


def _cited(one: object) -> tuple[int, int]:
    duties = [duty for part in one.divisions for article in part.articles for duty in article.duties]  # type: ignore[attr-defined]
    return sum(bool(duty.provisions) for duty in duties), len(duties)


def test_the_designation_has_its_footnote_on_every_page() -> None:
    pages = page_texts(document("borduria"))
    (note,) = profile("borduria").country.footnotes
    assert "Borduria*" in pages[0]
    assert [n for n, one in enumerate(pages, 1) if flat(note) not in flat(one)] == []


@pytest.mark.parametrize("country", ["arcadia", "borduria"])
def test_a_screen_reader_finds_its_way(country: str, tmp_path: Path) -> None:
    with opened(document(country)) as made:
        assert_told(made, profile(country).country.document)
        assert_walkable(made, pictured=False)
        with made.open_outline() as outline:
            second = next(one for one in outline.root if one.title.startswith("2 LT 12"))
            assert [it.title for part in second.children for it in part.children][:2] == [
                "Article 1, Definitions",
                "Article 2, Opening of letters",
            ]
    file = tmp_path / "profile.pdf"
    file.write_bytes(document(country))
    assert [one.message for one in pdfua.validate(str(file)).findings if one.severity.name == "ERROR"] == []


def test_equal_views_give_equal_bytes() -> None:
    assert document("arcadia") == pdf(profile_page(profile_view(inputs(made_up()), "arcadia", "2026", "profile")))
