"""How each element of a page looks, computed from the stylesheet of its PDF as far as Word can show the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2

INHERITED = ("size", "bold", "italic", "color", "align")
"""What an element takes from the one around it where no rule says otherwise."""
BROWSER = """
address, article, aside, blockquote, body, caption, dd, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, h5, h6,
header, hr, main, nav, ol, p, pre, section, table, ul { display: block } li { display: list-item }
b, strong, th, h1, h2, h3, h4, h5, h6 { font-weight: 600 } i, em, cite, dfn { font-style: italic }
h1 { bookmark-level: 1 } h2 { bookmark-level: 2 } h3 { bookmark-level: 3 } h4 { bookmark-level: 4 } sup { vertical-align: super }
"""
"""What needs no rule in a page's own stylesheet."""
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
_USE = re.compile(r"var\((--[\w-]+)\)")
_COLOR = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
_POINTS = re.compile(r"(\d*\.?\d+)pt")
_SHARE = re.compile(r"(\d*\.?\d+)%")

Declarations = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How an element looks."""

    size: float = 10
    """Of its type, in points."""
    bold: bool = False
    italic: bool = False
    color: str = "000000"
    align: str = "left"
    fill: str | None = None
    """Colour of its ground."""
    bar: str | None = None
    """Colour of a thick line at its left."""
    raised: bool = False
    display: str = "inline"
    floats: str = "none"
    level: int | None = None
    """Its level among the bookmarks of the PDF."""
    breaks: bool = False
    """Whether a page begins with it."""
    keeps: bool = False
    """Whether it stays with what follows."""

    @property
    def is_block(self) -> bool:
        """Whether it begins a line of its own."""
        return self.display in ("block", "list-item", "table")


class Stylesheet:
    """The rules of a page, ready to be matched."""

    def __init__(self, css: str) -> None:
        self._matcher = cssselect2.Matcher()
        for selector, declarations in _rules(css):
            self._matcher.add_selector(selector, declarations)

    def look(self, element: Any, around: Look) -> Look:
        """The look of an element inside another."""
        look = Look(**{name: getattr(around, name) for name in INHERITED})
        matches = self._matcher.match(element)
        for *_, declarations in sorted(matches, key=lambda match: match[:2]):
            look = _with(look, declarations, around)
        inline = element.etree_element.get("style")
        return _with(look, _inline(inline), around) if inline else look


@lru_cache(maxsize=8)
def stylesheet(css: str) -> Stylesheet:
    """The rules of a stylesheet, behind those of every browser."""
    return Stylesheet(f"{BROWSER}{css}")


def _rules(css: str) -> Iterator[tuple[Any, Declarations]]:
    """Selectors with what they declare, variables resolved, but for parts of elements that no document holds."""
    values = {name: value.strip() for name, value in _VARIABLE.findall(css)}
    resolved = _USE.sub(lambda use: values.get(use[1], use[0]), css)
    for rule in tinycss2.parse_stylesheet(resolved, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and (declarations := _declared(rule.content)):
            for selector in cssselect2.compile_selector_list(rule.prelude):
                if selector.pseudo_element is None:
                    yield selector, declarations


@lru_cache(maxsize=512)
def _inline(style: str) -> Declarations:
    return _declared(style)


def _declared(content: Any) -> Declarations:
    """Declarations that some property of a look follows from."""
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    pairs = ((one.lower_name, tinycss2.serialize(one.value).strip()) for one in parsed if one.type == "declaration")
    return tuple((name, value) for name, value in pairs if name in _READERS)


def _with(look: Look, declarations: Declarations, around: Look) -> Look:
    for name, value in declarations:
        look = replace(look, **_READERS[name](value, around))
    return look


def _font(value: str, around: Look) -> Mapping[str, Any]:
    """The shorthand, which takes back weight and slant where it does not name them."""
    if value == "inherit":
        return {}
    first = value.partition("/")[0]
    return {"bold": "600" in first, "italic": "italic" in first, **_size(first, around)}


def _size(value: str, around: Look) -> Mapping[str, Any]:
    if points := _POINTS.search(value):
        return {"size": float(points[1])}
    share = _SHARE.search(value)
    return {"size": around.size * float(share[1]) / 100} if share else {"size": around.size}


def _hex(value: str) -> str | None:
    """The first colour of a value, as six digits."""
    match = _COLOR.search(value)
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return digits.upper()


def _ground(value: str, _around: Look) -> Mapping[str, Any]:
    return {"fill": _hex(value)}


_READERS: Mapping[str, Any] = {
    "align": lambda value, _: {"align": value},
    "background": _ground,
    "background-color": _ground,
    "bookmark-level": lambda value, _: {"level": int(value) if value.isdecimal() else None},
    "border-left": lambda value, _: {"bar": _hex(value)},
    "break-after": lambda value, _: {"keeps": value == "avoid"},
    "break-before": lambda value, _: {"breaks": value == "page"},
    "color": lambda value, around: {"color": _hex(value) or around.color},
    "display": lambda value, _: {"display": value},
    "float": lambda value, _: {"floats": value},
    "font": _font,
    "font-size": _size,
    "font-style": lambda value, _: {"italic": value == "italic"},
    "font-weight": lambda value, _: {"bold": value in ("600", "700", "bold")},
    "text-align": lambda value, _: {"align": value},
    "vertical-align": lambda value, _: {"raised": value == "super"},
}
"""By property, what of a look its value says, given the look around."""
