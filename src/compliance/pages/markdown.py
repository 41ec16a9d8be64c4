"""Texts of project managers, in Markdown → HTML that runs nothing, fetches nothing and keeps the order of headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

SCHEMES = frozenset(("http", "https", "mailto"))
"""Where a link may lead; every other address stays text."""
DEEPEST = 6
"""The lowest heading that HTML has."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
"""Signs that nobody sees: controls, what turns the direction of writing around, spaces of no width."""


def rendered(text: str, below: int = 2) -> Markup:
    """A text as HTML; its headings follow a heading of level `below` and never leave one out."""
    parser = _parser()
    tokens = parser.parse(_UNSEEN.sub("", text.replace("\r\n", "\n")))
    html = parser.renderer.render(list(_shifted(tokens, below)), parser.options, {})
    # Once more, because `&#x202e;` writes such a sign without holding one.
    return Markup(_UNSEEN.sub("", html))  # noqa: S704  # all text in it is escaped


@cache
def _parser() -> MarkdownIt:
    """The parser: no HTML, no pictures, no lines across, links to the net and to mail alone."""
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "hr", "html_block", "html_inline"])
    parser.validateLink = _is_allowed  # type: ignore[method-assign, assignment]
    return parser


def _is_allowed(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")


def _shifted(tokens: Iterable[Token], below: int) -> Iterator[Token]:
    """The tokens with each heading one level below the heading that it stands under, whatever its author counted."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            own = int(token.tag[1:])
            above = [*(level for level in above if level < own), own]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(below + len(above), DEEPEST)}"
        yield token
