"""What every test in a browser stands on: a server for any application, a visit that notices what goes wrong, and axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from socket import create_server
from threading import Thread
from typing import Any, Literal
from urllib.parse import urlsplit

import uvicorn
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect
from starlette.types import ASGIApp

from compliance.web.app import HERE

BINARIES = ("chromium", "chromium-browser", "google-chrome")
"""Names of a Chromium that a system brings along; none is ever downloaded."""
Scheme = Literal["light", "dark"]
PATIENCE = 60_000
"""Milliseconds after which something that did not happen will not happen; a busy machine takes long."""
expect.set_options(timeout=PATIENCE)


def chromium_of_the_system() -> str | None:
    """Where the Chromium of the system is; none where it has none."""
    return next(filter(None, map(shutil.which, BINARIES)), None)


@contextmanager
def serve(application: ASGIApp, port: int = 0) -> Iterator[str]:
    """Serves an application to this machine on a free port or a certain one, as long as the context lasts: its address."""
    listening = create_server((HERE, port))
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", server_header=False))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://{HERE}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@dataclass(kw_only=True)
class Visits:
    """Pages that a test looks at, and what went wrong on them."""

    browser: Browser
    faults: list[str] = field(default_factory=list)
    """What a page said on the console, a breach of its policy, an answer that is none, a request to somebody else."""
    refusals: set[int] = field(default_factory=set)
    """What a server may answer for once, such as 409, because the test asks for it."""
    _open: dict[Page, str] = field(default_factory=dict)
    """Pages that are looked at, with the host of each."""
    _idle: list[tuple[bool, Page]] = field(default_factory=list)
    """Pages to be used again, and whether they run scripts: a new one costs five times as much."""
    _kept: dict[Page, bool] = field(default_factory=dict)

    def __call__(
        self,
        address: str,
        *,
        width: int = 1280,
        script: bool = True,
        scheme: Scheme = "light",
        still: bool = False,
        headers: Mapping[str, str] | None = None,
        own: bool = False,
    ) -> Page:
        """A page, as a person without any history meets it; one of its `own`, where a test changes it for good."""
        page = self._page(script=script, own=own)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce" if still else "no-preference")
        page.context.set_extra_http_headers(dict(headers or {}))
        self._open[page] = urlsplit(address).netloc
        page.goto(address)
        return page

    def close(self) -> None:
        """Ends every visit; nothing of it is left on a page that is used again."""
        while self._open:
            page, _host = self._open.popitem()
            if (script := self._kept.get(page)) is None:
                page.context.close()
                continue
            page.context.set_offline(False)
            page.context.clear_cookies()
            page.evaluate("sessionStorage.clear()")
            page.mouse.move(-1, -1)
            page.goto("about:blank")
            self._idle.append((script, page))

    def _page(self, *, script: bool, own: bool) -> Page:
        """A page that nobody looks at now."""
        ready = next((each for each in self._idle if each[0] == script and not own), None)
        if ready is not None:
            self._idle.remove(ready)
            return ready[1]
        context = self.browser.new_context(java_script_enabled=script)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self._watch(page)
        if not own:
            self._kept[page] = script
        return page

    def _watch(self, page: Page) -> None:
        """Writes down whatever should not happen on a page while it is looked at."""

        def note(text: str) -> None:
            if page in self._open:
                self.faults.append(f"{page.url}: {text}")

        def on_console(message: ConsoleMessage) -> None:
            asked_by_itself = message.location["url"].endswith("/favicon.ico") or "Clear-Site-Data" in message.text
            if not asked_by_itself and not any(f"a status of {status} " in message.text for status in self.refusals):
                note(f"console {message.type}: {message.text}")

        def on_request(request: Request) -> None:
            if urlsplit(request.url).netloc not in (self._open.get(page), ""):
                note(f"asked for {request.url}")

        def on_response(response: Response) -> None:
            if response.status >= 400 and response.status not in self.refusals:
                note(f"{response.status} at {response.url}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: note(str(error)))
        page.on("request", on_request)
        page.on("response", on_response)


def axe(page: Page, *rules: str) -> str:
    """What axe has against a page as it is shown now, one line for each element: its rules and that of sizes, or these alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only: Mapping[str, Any] = {"runOnly": rules} if rules else {"rules": {"target-size": {"enabled": True}}}
    result = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **only})
    return "\n".join(_lines(result["violations"]))


COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a page may keep in one scheme and break in another."""


def shut_out(page: Page) -> dict[str, str]:
    """What keeps somebody from a page, whatever it shows: what axe finds in either scheme, and what stands out at 320 px."""
    faults = {"light": axe(page)}
    page.emulate_media(color_scheme="dark")
    faults["dark"] = axe(page, *COLOURS)
    page.set_viewport_size({"width": 320, "height": 640})
    faults["320 px"] = "\n".join(overflow(page))
    return {look: fault for look, fault in faults.items() if fault}


def _lines(violations: list[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        for node in violation["nodes"]:
            reasons = "; ".join(each["message"] for each in (*node["any"], *node["all"], *node["none"]))
            yield f"{violation['id']}: {' '.join(node['target'])}: {reasons or violation['help']}: {node['html']}"


def overflow(page: Page) -> list[str]:
    """Whatever stands out at the side of a page, so that one has to scroll sideways; what scrolls by itself does not count."""
    outside: list[str] = page.evaluate(OVERFLOW)
    return outside


OVERFLOW = """() => {
  const root = document.scrollingElement, width = root.clientWidth;
  if (root.scrollWidth <= width) return [];
  const out = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > width + 0.5);
  return [`${root.scrollWidth} > ${width}`, ...out.slice(-5).map((each) => each.outerHTML.slice(0, 160))];
}"""


def focused(page: Page) -> dict[str, Any]:
    """What holds the focus: its tag, its name, its place, and whether one sees that it does."""
    held: dict[str, Any] = page.evaluate(FOCUSED)
    return held


FOCUSED = """() => {
  const held = document.activeElement, style = getComputedStyle(held), box = held.getBoundingClientRect();
  const halo = held.querySelector(".halo");
  return {
    tag: held.tagName.toLowerCase(), href: held.getAttribute("href"), name: held.ariaLabel ?? held.textContent.trim(),
    index: [...document.querySelectorAll("*")].indexOf(held),
    outlined: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || Boolean(halo && getComputedStyle(halo).strokeWidth === "2px" && getComputedStyle(halo).stroke !== "none"),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
