"""Every kind of page is open to everybody: axe finds nothing in either scheme, and nobody has to scroll sideways at 320 px."""

from __future__ import annotations

import pytest

from compliance.pages.site.render import TEMPLATES
from compliance.screens import parts

from .conftest import Static
from .harness import Visits, axe, overflow

KINDS = sorted(TEMPLATES, key=lambda kind: kind.__name__)
"""A further kind is tested as soon as it has a template; the made-up site has to show it."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_page_of_every_kind(kind: type[parts.Page], static: Static, visit: Visits) -> None:
    page = visit(static.fullest[kind])
    for closed in page.locator("details").all():
        closed.evaluate("each => { each.open = true; }")
    found = {"light": axe(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    found["320 px"] = "\n".join(overflow(page))
    assert found == dict.fromkeys(found, "")


@pytest.mark.parametrize("path", ["exempla/", "exempla/ets-198/", "exempla/ets-198/9/", "ets-185/", "indicators/"])
def test_real_treaties_fit_a_narrow_screen(path: str, live: str, visit: Visits) -> None:
    page = visit(live.replace("/?", f"/{path}?"), width=320)
    assert overflow(page) == []


def test_a_page_in_another_script(static: Static, visit: Visits) -> None:
    page = visit(f"{static.address}/arcadia/")
    page.get_by_role("link", name="македонски").click()
    page.wait_for_url("**/mk/arcadia/")
    assert page.locator("html").get_attribute("lang") == "mk"
    assert page.locator("a.skip").inner_text() == "Премини на содржината"
    assert (
        page.evaluate(
            "document.fonts.ready.then(() => [...document.fonts].filter(font => font.status === 'loaded').length)"
        )
        == 2
    )
    assert axe(page) == ""
