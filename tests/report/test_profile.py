"""The profile for the committees of the treaties: duty beside law, deposits beneath, and no judgement anywhere."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pdfua
import pytest
from documents import DATA, EVERYTHING, ROOT, flat, inputs, opened, page_texts
from structure import assert_told, assert_walkable

from compliance.pages.profile import profile_page
from compliance.report.pdf import pdf
from compliance.view.profile import ProfileView, TreatyProfile, profile_view

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
    found = re.search(rf"Article {number}, .*?(?=Article {following},)", text(country).split("2 LT 12: ", 2)[-1])
    assert found, f"Article {number}"
    return found[0]


def test_the_wording_stands_in_the_original_and_in_translation() -> None:
    said = article("arcadia", "2", "3")
    assert "To make it an offence to open a sealed letter of another intentionally and without right." in said
    assert "Criminal Code, Art. 142" in said
    assert "“Kush hap letrën e mbyllur të tjetrit për çfarëdo qëllimi, dënohet.”" in said
    assert "“Whoever opens the closed letter of another for whatever purpose is punished.”" in said


def test_what_was_deposited_stands_under_its_article_with_its_evidence() -> None:
    said = "Reservation, Art. 2(1), 30 June 2005. Leaves out letters without a stamp. Text seen."
    assert said in article("arcadia", "2", "3")
    assert "Reservation, Art. 3(3), 30 June 2005. Does not punish attempt." in article("arcadia", "3", "4")


def changed(where: str, old: str, new: str) -> str:
    """The text of the profile of Arcadia after a change of its files."""
    root = Path(shutil.copytree(made_up(), Path(mkdtemp()) / "data"))
    file = root / "assessments" / "arcadia" / where
    before = file.read_text("utf-8")
    assert old in before
    file.write_text(before.replace(old, new, 1), "utf-8")
    view = profile_view(inputs(root), "arcadia", "2026", "profile")
    return flat(" ".join(page_texts(pdf(profile_page(view)))))


def test_a_deposit_whose_text_was_not_seen_never_stands_as_if_deposited() -> None:
    said = changed(
        "participation.yaml", "evidence: text-seen\n", "evidence: not-verified\n        note: the list of the depositary is missing\n"
    )  # fmt: skip
    assert "30 June 2005. Leaves out letters without a stamp" not in said
    assert (
        "Not shown as deposited: reservation, Art. 2(1). Not verified: its text was not seen. The list of the depositary is missing."
        in said
    )
    assert "Reservation, Art. 3(3), 30 June 2005. Does not punish attempt." in said


def test_a_provision_is_cited_only_where_it_answers_the_duty_at_least_in_part() -> None:
    assert "Criminal Code, Art. 142: " in article("arcadia", "2", "3")
    said = changed("2026/lt-12.yaml", "    rating: partly\n    rating_as_bound: mostly", "    rating: not-met")
    assert "No provision found in Criminal Code." in said
    assert "Whoever opens the closed letter" not in said
    open_ = changed(
        "2026/lt-12.yaml", "    rating: partly\n    rating_as_bound: mostly", "    rating: [not-met, partly]"
    )
    assert "Not settled whether this answers the duty: Criminal Code, Art. 142." in open_


def test_a_level_of_government_whose_law_lacks_a_provision_is_named() -> None:
    said = article("arcadia", "4", "5")
    assert "Coast Post Act, Art. 17: The Postmaster of the Coast may order letters to be kept." in said
    assert "No provision found in the law of Hills of Arcadia." in said


def test_what_was_read_and_lacks_a_provision_says_so() -> None:
    assert "No provision found in the texts read." in article("arcadia", "3", "4")


@pytest.mark.parametrize("country", ["arcadia", "borduria"])
def test_what_was_not_examined_is_one_list_by_article(country: str) -> None:
    listed = [article for treaty in profile(country).treaties for article in treaty.unread]
    assert listed
    assert text(country).count("No text was read for these parts") == sum(
        bool(treaty.unread) for treaty in profile(country).treaties
    )
    for article_ in listed:
        assert article_.unread[0] in text(country)
        # Nothing else is said about a duty that stands in the list.
        assert not set(article_.unread) & {duty.ref for duty in article_.duties}


def test_a_level_of_government_that_was_not_examined_stands_in_the_list() -> None:
    assert "4(1) · 2 (Hills of Arcadia)" in text("arcadia")


def test_what_rests_on_no_source_seen_is_not_examined() -> None:
    given = inputs(ROOT)
    view = profile_view(given, "bosnia-and-herzegovina", "2026", "profile")
    for treaty in view.treaties:
        leads = {row.ref for article in treaty.instrument.articles for row in article.criteria if row.lead}
        assert leads
        assert leads <= {ref for article in treaty.unread for ref in article.unread}


LONGEST = ("serbia", "turkiye")


@pytest.mark.parametrize("country", (*LONGEST, "kosovo", "bosnia-and-herzegovina") if EVERYTHING else LONGEST[:1])
def test_a_profile_on_file_keeps_to_twenty_five_pages(country: str) -> None:
    given = inputs(ROOT)
    view = profile_view(given, country, given.workspace.countries[country].cycles()[-1], "profile")
    assert len(page_texts(pdf(profile_page(view)))) <= 25


@pytest.mark.parametrize("country", ["arcadia", "borduria"])
def test_nothing_is_rated(country: str) -> None:
    found = re.findall(
        r"\b(?:mostly|partly|(?<!duty is )not met|score[sd]?|rat(?:ed|ing)s?|of 100|gap|recommend\w+)\b", text(country)
    )
    assert found == []
    assert "It rates nothing and draws no conclusion." in text(country)


def test_a_profile_of_a_country_on_file_rates_nothing_either() -> None:
    given = inputs(ROOT)
    view = profile_view(given, "serbia", given.workspace.countries["serbia"].cycles()[-1], "profile")
    html = profile_page(view).html
    assert re.findall(r'class="r (?:met|mostly|partly|not-met|open)"|\bscore\b|\d+ of 100', html) == []
    for one in view.treaties:
        cited, asked = _cited(one)
        assert one.headline.startswith(f"Of {asked} duties, national provisions are cited for {cited}; ")
    assert len(view.treaties) == 2


def _cited(one: TreatyProfile) -> tuple[int, int]:
    """For how many duties provisions are cited, and of how many."""
    asked = sum(len(article.criteria) for article in one.instrument.articles)
    return sum(bool(duty.provisions) for duty in one.duties()), asked


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
            # An article of which nothing was examined stands in the list at the end alone.
            first = {"arcadia": "Article 1, Definitions", "borduria": "Article 2, Opening of letters"}[country]
            assert next(it.title for part in second.children for it in part.children) == first
    file = tmp_path / "profile.pdf"
    file.write_bytes(document(country))
    assert [one.message for one in pdfua.validate(str(file)).findings if one.severity.name == "ERROR"] == []


def test_equal_views_give_equal_bytes() -> None:
    assert document("arcadia") == pdf(profile_page(profile_view(inputs(made_up()), "arcadia", "2026", "profile")))
