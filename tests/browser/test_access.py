"""Every kind of page is open to everybody: axe finds nothing in either scheme, and nobody has to scroll sideways at 320 px."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from hostile import combined
from playwright.sync_api import Page, expect

from compliance.screens.parts import Kind

from .conftest import KEY, Static, reading
from .harness import Visits, axe, overflow, serve

UNFOLDED = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const each of document.querySelectorAll("[data-grid] .t")) each.tabIndex = 0;
}"""
"""Shows axe what it would pass over: what is folded, and tiles, which arrows reach and Tab does not."""


def everybody(page: Page, *, unfold: bool = True) -> None:
    """What a page is asked for, whatever it shows."""
    if unfold:
        page.evaluate(UNFOLDED)
    faults = {"light": axe(page)}
    page.emulate_media(color_scheme="dark")
    faults["dark"] = axe(page, "color-contrast", "link-in-text-block")  # what a scheme changes
    page.set_viewport_size({"width": 320, "height": 640})
    faults["320 px"] = "\n".join(overflow(page))
    assert faults == dict.fromkeys(faults, ""), page.url
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


def test_a_page_of_every_kind(static: Static, visit: Visits) -> None:
    page = visit(f"{static.address}/")
    for kind in get_args(Kind):  # a further one is looked at as soon as it is named; the made-up site has to show it
        page.goto(static.fullest[kind])
        everybody(page)


def test_a_live_page_that_says_what_is_wrong(visit: Visits, tmp_path: Path) -> None:
    root = combined(tmp_path / "workspace")
    served = reading(root)
    (root / "assessments/arcadia/2026/lt-12.yaml").write_text("country: [\n", "utf-8")
    with serve(served) as address:
        page = visit(f"{address}/arcadia/?key={KEY}")
        expect(page.locator("header .draft").last).to_contain_text("its last state without any")
        assert axe(page) == ""
        page.set_viewport_size({"width": 320, "height": 640})
        assert overflow(page) == []


def test_real_treaties_fit_a_narrow_screen(live: str, visit: Visits) -> None:
    page = visit(live, width=320)
    for path in ("exempla/", "exempla/ets-198/", "exempla/ets-198/9/", "ets-185/", "indicators/"):
        page.goto(live.replace("/?", f"/{path}?"))
        assert overflow(page) == [], path


def test_a_page_in_another_script(static: Static, visit: Visits) -> None:
    page = visit(f"{static.address}/arcadia/")
    page.get_by_role("link", name="македонски").click()
    page.wait_for_url("**/mk/arcadia/")
    assert page.locator("html").get_attribute("lang") == "mk"
    assert page.locator("a.skip").inner_text() == "Премини на содржината"
    fonts = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map((font) => font.status))")
    assert fonts == ["loaded", "loaded"]
    assert axe(page) == ""
