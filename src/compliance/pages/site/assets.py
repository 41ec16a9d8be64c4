"""What pages of the site load beside themselves: the stylesheet, the script, the mark, the fonts."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module, resources
from urllib.parse import quote

from compliance.view.palette import HOUSE, Palette

FOLDER = "assets"
"""Where they lie, from the root of the site."""
FONTS = ("SourceSans3-Regular", "SourceSans3-Semibold")
"""The two weights that the pages use."""
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><path fill="#08519C" d="M0 0h8v8H0z"/>'
    '<path fill="#6BAED6" d="M10 0h8v8h-8z"/><path fill="#FDD66B" d="M0 10h8v8H0z"/>'
    '<path fill="#F4F6F7" stroke="#66727C" d="M10.5 10.5h7v7h-7z"/></svg>\n'
)


ASSETS = (
    f"{FOLDER}/site.css",
    f"{FOLDER}/site.js",
    f"{FOLDER}/icon.svg",
    *(f"{FOLDER}/fonts/{name}.woff2" for name in FONTS),
    f"{FOLDER}/fonts/LICENSE.md",
)
"""Their paths from the root of the site."""


def asset(path: str, palette: Palette) -> bytes:
    """A file by its path; the stylesheet knows ratings that are not the house's own."""
    match path.rpartition("/")[2].rpartition("."):
        case ("icon", _, _):
            return ICON.encode()
        case ("LICENSE", _, _):
            return _bytes("pages/fonts/LICENSE.md")
        case (name, _, "woff2"):
            return _bytes(f"pages/fonts/{name}.woff2")
        case (_, _, "css"):
            return f"{_text('site.css')}{_own_ratings(palette)}".encode()
    return _text("site.js").encode()


def _text(name: str) -> str:
    return _bytes(f"pages/site/{name}").decode()


def _bytes(path: str) -> bytes:
    return resources.files("compliance").joinpath(path).read_bytes()


def _own_ratings(palette: Palette) -> str:
    """The rules of ratings that look otherwise than those of the house; nothing where there are none."""
    own = {word: paint for word, paint in palette.items() if HOUSE.get(word) != paint}
    if not own:
        return ""
    # Charts load matplotlib, which a site with the ratings of the house does not need.
    drawn: Mapping[str, bytes] = import_module("compliance.charts.glyphs").glyphs(own)
    return "".join(
        f".{word} {{ background-color:{paint.fill}; border-color:{paint.edge}; color:{paint.on_fill};"
        f' background-image:url("data:image/svg+xml,{quote(drawn[f"chip-{word}.svg"].decode())}") }}\n'
        f".b-{word} {{ fill:{paint.fill}; stroke:{paint.edge} }}\n"
        for word, paint in own.items()
    )
