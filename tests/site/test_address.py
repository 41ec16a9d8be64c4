"""Addresses: the same link works on any host, and no name of a folder leads out of the site."""

from __future__ import annotations

import pytest

from compliance.screens.address import file, href


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((), (), "./"),
        (("a", "b"), ("a", "b"), "./"),
        ((), ("a", "b"), "a/b/"),
        (("a",), ("a", "b"), "b/"),
        (("a", "b"), ("c",), "../../c/"),
        (("a", "b"), (), "../../"),
        ((), ("a", "11/b"), "a/11%252Fb/"),
        ((), ("..",), "%252E%252E/"),
    ],
)
def test_links_from_page_to_page(start: tuple[str, ...], end: tuple[str, ...], expected: str) -> None:
    assert href(start, end) == expected


def test_the_names_of_folders_stay_inside_the_site() -> None:
    assert file(("..", "a/b", "16(1)")) == "%2E%2E/a%2Fb/16(1)/index.html"
