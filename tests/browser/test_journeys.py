"""What people come for: from a region to the source of a figure, from a beneficiary to a table, from a word to other beneficiaries."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import KEY, Static
from .harness import Visits

scripted = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
"""Pages are complete without their script."""


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


@scripted
def test_a_donor_goes_from_the_region_to_the_source_of_a_figure(script: bool, static: Static, visit: Visits) -> None:
    page = visit(f"{static.address}/", script=script)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    page.get_by_role("link", name=re.compile("Trend and method")).first.click()
    page.wait_for_url("**/indicators/*/")
    point = page.locator(".multiples a[aria-label]").first
    label = point.get_attribute("aria-label") or ""
    point.click()
    row = page.locator("tr:target")
    expect(row).to_be_visible()
    expect(row).to_be_in_viewport()
    who, _, value = label.partition(": ")
    expect(row.get_by_role("rowheader")).to_have_text(who)
    expect(row.locator("td").first).to_contain_text(value)
    expect(row.locator("td").last).to_contain_text(re.compile(r"\w+, \d{4}: "))


@scripted
def test_a_manager_goes_from_a_beneficiary_to_an_article_and_takes_its_table_along(
    script: bool, live: str, visit: Visits, tmp_path: Path
) -> None:
    page = visit(live, script=script)
    assert KEY not in page.url
    page.get_by_role("heading", level=3).get_by_role("link", name="Exempla").click()
    page.get_by_role("link", name="CETS No. 198, article by article").click()
    page.wait_for_url("**/exempla/ets-198/")
    page.get_by_role("rowheader").get_by_role("link", name="Confiscation measures").click()
    page.wait_for_url("**/exempla/ets-198/3/")
    shown = page.locator("table.duty tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    with page.expect_download() as taken:
        page.get_by_role("link", name="This table, CSV").click()
    taken.value.save_as(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["criterion"] for row in rows] == shown != []


def test_a_lawyer_goes_from_a_word_to_a_criterion_and_to_other_beneficiaries(live: str, visit: Visits) -> None:
    page = visit(live)
    page.keyboard.press("/")
    page.keyboard.type("confiscation laundering")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    hits = page.locator(".hits li")
    expect(hits.filter(has_text="Criterion").first).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ found$"))
    hits.filter(has_text="Criterion").get_by_role("link").first.click()
    _reads_the_answers_of_others(page)


def test_a_lawyer_without_script_goes_through_the_treaty(live: str, visit: Visits) -> None:
    page = visit(live, script=False)
    page.get_by_role("searchbox").fill("confiscation")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search/?q=confiscation")
    page.locator("main").get_by_role("link", name="CETS No. 198", exact=True).click()
    page.wait_for_url("**/ets-198/")
    page.locator(".asked").get_by_role("link").first.click()
    _reads_the_answers_of_others(page)


def _reads_the_answers_of_others(page: Page) -> None:
    page.wait_for_url("**/ets-198/198.*/")
    answers = page.locator("table.duty").get_by_role("rowheader").get_by_role("link")
    assert answers.all_inner_texts() == ["Republic of Exempla (fictional)", "Free City of Specimen (fictional)"]
    answers.last.click()
    page.wait_for_url("**/specimen/ets-198/*/#198.*")
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_without_the_key_nothing_is_shown(live: str, visit: Visits) -> None:
    visit.refusals.add(403)
    page = visit(live.partition("?")[0])
    expect(page.locator("body")).to_have_text("Open the address that the command printed: it holds the key.")
