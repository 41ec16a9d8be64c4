"""What every test in a browser stands on: a server for any application, a visit that notices what goes wrong, and axe."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from socket import create_server
from threading import Thread
from typing import Any, Literal
from urllib.parse import urlsplit

import uvicorn
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect
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


FREE: Mapping[tuple[Browser, bool], list[BrowserContext]] = defaultdict(list)
"""Contexts of a browser, with script or without, in which nobody is: no cookie, no page but the one that keeps their process."""


@dataclass(kw_only=True)
class Visits:
    """Pages that a test looks at, and what went wrong on them."""

    browser: Browser
    faults: list[str] = field(default_factory=list)
    """What a page said on the console, a breach of its policy, an answer that is none, a request to somebody else."""
    refusals: set[int] = field(default_factory=set)
    """What a server may answer for once, such as 409, because the test asks for it."""
    _lent: list[tuple[list[BrowserContext], BrowserContext]] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)

    def __call__(
        self,
        address: str,
        *,
        width: int = 1280,
        script: bool = True,
        scheme: Scheme = "light",
        headers: Mapping[str, str] | None = None,
        motion: Literal["reduce"] | None = None,
        alone: bool = False,
    ) -> Page:
        """A page of its own, as a person without any history meets it; `alone` where its clock is set, which nobody else should meet."""
        self._pages.append(page := self._context(script, alone).new_page())
        page.set_extra_http_headers(dict(headers or {}))
        page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        page.set_viewport_size({"width": width, "height": 900})
        self._watch(page, urlsplit(address).netloc)
        page.goto(address)
        return page

    def close(self) -> None:
        """Ends every visit."""
        for page in self._pages:
            page.close()
        for free, context in self._lent:
            context.clear_cookies()
            free.append(context)
        self._lent.clear()
        self._pages.clear()

    def _context(self, script: bool, alone: bool) -> BrowserContext:
        """A context in which nobody is; its first page stays, and its process with it: to start that took most of a visit."""
        free = [] if alone else FREE[self.browser, script]
        if not free:
            context = self.browser.new_context(java_script_enabled=script)
            context.set_default_timeout(PATIENCE)
            stays = context.new_page()
            stays.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
            stays.goto(f"http://{HERE}/")
            free.append(context)
        self._lent.append((free, context := free.pop()))
        return context

    def _watch(self, page: Page, host: str) -> None:
        """Writes down whatever should not happen on a page."""

        def on_console(message: ConsoleMessage) -> None:
            asked_by_itself = message.location["url"].endswith("/favicon.ico") or "Clear-Site-Data" in message.text
            if not asked_by_itself and not any(f"a status of {status} " in message.text for status in self.refusals):
                self.faults.append(f"{page.url}: console {message.type}: {message.text}")

        def on_error(error: Exception) -> None:
            self.faults.append(f"{page.url}: {error}")

        def on_request(request: Request) -> None:
            if urlsplit(request.url).netloc not in (host, ""):
                self.faults.append(f"{page.url}: asked for {request.url}")

        def on_response(response: Response) -> None:
            if response.status >= 400 and response.status not in self.refusals:
                self.faults.append(f"{page.url}: {response.status} at {response.url}")

        page.on("console", on_console)
        page.on("pageerror", on_error)
        page.on("request", on_request)
        page.on("response", on_response)


def axe(page: Page, *rules: str) -> str:
    """What axe has against a page as it is shown now, one line for each element: its rules and that of sizes, or these alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only: Mapping[str, Any] = {"runOnly": rules} if rules else {"rules": {"target-size": {"enabled": True}}}
    asked = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}, **only}  # none reads style sheets
    return "\n".join(_lines(page.evaluate("async (options) => (await axe.run(options)).violations", asked)))


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
