"""One Chromium for all tests of this folder, the sites that they look at, and visits that fail a test when something went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import pytest
from desk import Desk
from hostile import combined
from playwright.sync_api import Browser, sync_playwright
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from compliance.inputs import read_inputs
from compliance.pages.site.render import place
from compliance.report import cards
from compliance.report.site import site_files, written
from compliance.screens.address import INDEX
from compliance.screens.every import pages
from compliance.screens.parts import Kind
from compliance.screens.publication import publication
from compliance.web.app import app
from compliance.web.living import Living
from compliance.web.start import local

from .harness import Visits, chromium_of_the_system, serve
from .working import Team, staffed, team

TRAINING = Path(__file__).parents[2] / "examples/training"
KEY = "secret"


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser of every test here, started with the first and ended with the last."""
    path = chromium_of_the_system()
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visits]:
    """Opens pages; whatever goes wrong on one of them fails the test."""
    visits = Visits(browser=chromium)
    yield visits
    visits.close()
    assert visits.faults == []


@dataclass(frozen=True, kw_only=True)
class Static:
    """A site in a folder, as a static host serves it."""

    address: str
    fullest: Mapping[Kind, str]
    """The address of the page of each kind that holds most."""


@pytest.fixture(scope="package")
def static(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Static]:
    """The made-up site in English and, below `mk`, in Macedonian."""
    folder = tmp_path_factory.mktemp("static")
    inputs, _ = read_inputs(combined(folder / "workspace"))
    assert inputs.workspace.site
    files = StaticFiles(directory=folder / "site", html=True, check_dir=False)
    with serve(Starlette(routes=[Mount("/", files)])) as address:
        asked = replace(inputs.workspace.site.value, languages=("en", "mk"), base=address)
        with pytest.MonkeyPatch.context() as patch:  # no page shows the pictures for those who share it
            patch.setattr(cards, "drawn", lambda pictures: [b"" for _ in pictures])
            made = site_files(inputs, asked).files
        written(made, folder / "site")
        paths = {
            page.kind: place(page)
            for page in sorted(pages(publication(inputs, asked)), key=lambda page: len(made[place(page)]))
        }
        yield Static(
            address=address,
            fullest={kind: f"{address}/{quote(path.removesuffix(INDEX))}" for kind, path in paths.items()},
        )


def reading(root: Path) -> ASGIApp:
    """The server of a folder, for whoever has the key."""
    return app(local(Living(root, lambda site: site), KEY, root=root))


@pytest.fixture(scope="package")
def live(chromium: Browser) -> Iterator[str]:
    """The address with the key of the training site, live from the folder."""
    with serve(reading(TRAINING)) as address:
        yield f"{address}/?key={KEY}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return staffed(tmp_path / "work")


@pytest.fixture
def people(desk: Desk, visit: Visits) -> Iterator[Team]:
    with team(desk.root, visit) as made:
        yield made
