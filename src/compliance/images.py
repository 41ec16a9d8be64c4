"""Pictures of a workspace: what of a file keeps it from being shown, where anything does."""

import re
from xml.etree import ElementTree as ET

LARGEST_IMAGE = 100_000
"""The largest picture, in bytes: it is loaded with every page."""
PNG = b"\x89PNG\r\n\x1a\n"
ACTIVE = frozenset(
    ("script", "foreignobject", "iframe", "embed", "object", "audio", "video", "animate", "set", "handler")
)
"""Elements of SVG that run, load or move."""
_LOADED = re.compile(r"url\(\s*[\"']?(?!#)|@import|javascript:", re.IGNORECASE)


def objection(name: str, content: bytes) -> str | None:
    """Why a file cannot be shown as a picture; none where it can."""
    if name.endswith(".png"):
        return None if content.startswith(PNG) else "the file is no PNG"
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return "the drawing declares what its words mean (DOCTYPE)"
    try:
        root = ET.fromstring(content)  # noqa: S314  # it declares nothing, so nothing in it can grow
    except (ET.ParseError, ValueError, LookupError):
        return "the file is no SVG"
    if _bare(root.tag) != "svg":
        return "the file is no SVG"
    return next(filter(None, map(_active, root.iter())), None)


def _active(element: ET.Element) -> str | None:
    """What an element does beside drawing."""
    name = _bare(str(element.tag))
    if name in ACTIVE:
        return f"the drawing has an element `{name}`"
    for attribute, value in element.attrib.items():
        what = _bare(attribute)
        if what.startswith("on") or (what == "href" and not value.startswith("#")) or _LOADED.search(value):
            return f"the drawing has an attribute `{what}` that runs or loads something"
    return f"the drawing has a `{name}` that loads something" if _LOADED.search(element.text or "") else None


def _bare(name: str) -> str:
    """A name without its namespace, in small letters."""
    return name.rpartition("}")[2].lower()
