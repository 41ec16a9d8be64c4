"""What the tests of the site share: pictures are not drawn again and again, but by the test that looks at one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from compliance.report import cards

PICTURE = b"\x89PNG\r\n\x1a\n a picture"


@pytest.fixture(scope="module", autouse=True)
def undrawn() -> Iterator[None]:
    """Puts one picture in the place of each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards, "drawn", lambda pictures: [PICTURE for _ in pictures])
        yield
