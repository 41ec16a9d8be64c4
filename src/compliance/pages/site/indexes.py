"""What machines read of a site as a whole: the index of the search, the feed of changes, the map, the word to robots."""

from __future__ import annotations

import json
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from compliance.pages.site.render import Frame, place
from compliance.screens.address import INDEX, ROOT, href
from compliance.screens.changes import changes
from compliance.screens.parts import Page

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def search_index(pages: Iterable[Page]) -> bytes:
    """What the search finds: rows of link, kind, title and text."""
    rows = [[href(ROOT, page.address), *page.entry] for page in pages if page.entry]
    return f"{json.dumps(rows, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def feed(shared: Frame, base: str) -> bytes:
    """The latest changes of ratings, as Atom."""
    published, home = shared.published, base + href(ROOT, shared.prefix).removeprefix("./")
    listed = changes(published)
    root = ET.Element("feed", xmlns=ATOM)
    _text(root, "title", published.site.title)
    _text(root, "id", home)
    ET.SubElement(root, "link", href=home)
    ET.SubElement(root, "link", rel="self", href=f"{home}feed.xml")
    latest = listed[0].day if listed else published.cut_off
    _text(root, "updated", f"{latest.isoformat()}T00:00:00Z")
    _text(ET.SubElement(root, "author"), "name", published.site.title)
    for change in listed:
        entry = ET.SubElement(root, "entry")
        at = home + href(ROOT, change.to, change.criterion)
        moved = f"{change.before} → {change.after}"
        _text(entry, "title", f"{change.name}, {change.abbreviation} {change.ref}: {moved}")
        _text(entry, "id", f"{at}-{change.day.isoformat()}")
        ET.SubElement(entry, "link", href=at)
        _text(entry, "updated", f"{change.day.isoformat()}T00:00:00Z")
        _text(entry, "summary", f"{moved}. {change.cause}".strip())
    return _xml(root)


def sitemap(pages: Iterable[Page], frames: Iterable[Frame], base: str) -> bytes:
    """Every page of every language, for search engines."""
    root = ET.Element("urlset", xmlns=SITEMAP)
    listed = [page for page in pages if page.kind != "missing"]
    for shared in frames:
        for page in listed:
            _text(ET.SubElement(root, "url"), "loc", base + place(page, shared.prefix).removesuffix(INDEX))
    return _xml(root)


def robots(base: str, *, draft: bool) -> bytes:
    """What search engines may read: nothing of a draft."""
    lines = ["User-agent: *", "Disallow: /" if draft else "Allow: /"]
    if base and not draft:
        lines.append(f"Sitemap: {base}sitemap.xml")
    return "".join(f"{line}\n" for line in lines).encode()


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
