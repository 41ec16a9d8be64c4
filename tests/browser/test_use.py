"""Pages are used by keyboard alone, keep what was chosen in their address, and are printed without what only a screen needs."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from compliance.screens.parts import Kind

from .conftest import Static
from .harness import Visits, focused

STOPS = """() => {
  const all = [...document.querySelectorAll("*")];
  return all.filter((each) => each.matches("a[href], button, input, summary, [tabindex]") && each.checkVisibility())
    .filter((each) => !(each.matches("[data-grid] .t") && each.tabIndex < 0)).map((each) => all.indexOf(each));
}"""
"""Whatever a person may want to reach on a page; tables of tiles have one stop, and arrows inside."""


@pytest.mark.parametrize("kind", ["region", "beneficiary", "heat", "indicator", "search"])
def test_tab_leads_through_a_whole_page_and_shows_where_one_is(kind: Kind, static: Static, visit: Visits) -> None:
    page = visit(static.fullest[kind])
    wanted: list[int] = page.evaluate(STOPS)
    met, unseen = [], []
    for _ in wanted:
        page.keyboard.press("Tab")
        held = focused(page)
        met.append(held["index"])
        if not (held["outlined"] and held["inside"]):
            unseen.append(held)
    assert met == wanted
    assert unseen == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_first_tab_offers_to_skip_what_every_page_begins_with(script: bool, static: Static, visit: Visits) -> None:
    page = visit(static.fullest["beneficiary"], script=script)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def tile(page: Page, row: int, place: int) -> str | None:
    """Where a tile of the heat table leads."""
    return page.locator("[data-grid] tbody tr:not(.group)").nth(row).locator(".t").nth(place).get_attribute("href")


@pytest.mark.parametrize("kind", ["heat", "treaty"])
def test_arrows_lead_through_a_table_of_tiles(kind: Kind, static: Static, visit: Visits) -> None:
    page = visit(static.fullest[kind])
    page.locator("[data-grid] .t[tabindex='0']").focus()
    for key, row, place in (
        ("ArrowRight", 0, 1),
        ("ArrowDown", 1, 1),
        ("ArrowLeft", 1, 0),
        ("End", 1, -1),
        ("Home", 1, 0),
        ("ArrowUp", 0, 0),
        ("ArrowUp", 0, 0),
    ):
        page.keyboard.press(key)
        assert focused(page)["href"] == tile(page, row, place), key
        assert focused(page)["outlined"]
    expect(page.locator(".tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert focused(page)["href"] == tile(page, 1, 0), "Tab comes back to where one was"
    page.keyboard.press("Enter")
    expect(page.locator("table.duty")).to_be_visible()


def test_a_key_leads_to_the_search_and_another_out_of_it(static: Static, visit: Visits) -> None:
    page = visit(static.fullest["heat"])
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")
    page.keyboard.press("Escape")
    assert focused(page)["tag"] == "body"


def test_what_was_chosen_stands_in_the_address(static: Static, visit: Visits) -> None:
    page = visit(static.fullest["region"])
    second = page.get_by_role("button", name="LT 31")
    second.click()
    expect(page).to_have_url(re.compile(r"\?show=one-2$"))
    for _ in ("chosen", "sent on"):
        expect(second).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("button", name="Both")).to_have_attribute("aria-pressed", "false")
        expect(page.locator(".places [data-view='2']").first).to_be_visible()
        expect(page.locator(".places [data-view='1']").first).to_be_hidden()
        page.reload()
    page.goto(static.fullest["indicator"])
    page.get_by_role("button", name="Free axes").click()
    page.reload()
    expect(page.locator("[data-view='own']").first).to_be_visible()
    expect(page.locator("[data-view='shared']").first).to_be_hidden()


def test_a_search_stands_in_the_address(static: Static, visit: Visits) -> None:
    page = visit(static.fullest["search"])
    field = page.get_by_role("searchbox", name="Search", exact=True)
    field.fill("letter")
    hits = page.locator(".hits li")
    expect(hits).not_to_have_count(0)
    before = hits.all_inner_texts()
    expect(page).to_have_url(re.compile(r"\?q=letter$"))
    page.reload()
    expect(field).to_have_value("letter")
    expect(hits).to_have_count(len(before))
    assert hits.all_inner_texts() == before
    field.fill("xyzzy")
    expect(page.get_by_role("status")).to_have_text("Nothing was found. Every word has to begin a word of the entry.")
    expect(hits).to_have_count(0)


def test_a_printed_page_is_its_content(static: Static, visit: Visits) -> None:
    page = visit(static.fullest["beneficiary"], scheme="dark")
    heading = page.get_by_role("heading", level=1).inner_text()
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    width, height = (round(points / 72 * 25.4) for points in document[0].get_size())
    colours = document[0].render(scale=0.5).to_pil().convert("L").histogram()
    document.close()
    assert max(range(256), key=colours.__getitem__) == 255, "the ground of paper is white"
    assert sum(colours[:80]), "what is written on it is dark"
    assert (width, height) == (210, 297)
    assert heading in text
    folded = page.locator("details td").first
    expect(folded).to_be_hidden()
    assert (folded.text_content() or "") in text, "what is folded on the screen"
    page.emulate_media(media="print")
    for gone in (page.get_by_role("navigation"), page.get_by_role("search"), page.locator(".skip, .tabs, .downloads")):
        assert [each.is_visible() for each in gone.all()] == [False] * gone.count()
