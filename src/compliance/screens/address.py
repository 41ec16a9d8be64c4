"""Addresses of pages: segments made of ids and article numbers as cited, and links that lead from one page to another.

Links are relative, so the same page works on a server, on a static host and in any folder of it.
"""

from __future__ import annotations

from urllib.parse import quote

Address = tuple[str, ...]
"""The segments of a page's address; the first page has none."""
ROOT: Address = ()
INDEX = "index.html"


def segment(text: str) -> str:
    """A text as the name of a folder on any disk: letters, digits, `.`, `-` and `_` as they are, all else as `%2F`."""
    name = quote(text, safe="()")
    # A folder called `.` or `..` would be another one.
    return name if name.strip(".") else name.replace(".", "%2E")


def file(address: Address, name: str = INDEX) -> str:
    """Where the file of a page lies, from the folder of the site."""
    return "/".join((*map(segment, address), name))


def href(start: Address, end: Address, anchor: str = "", name: str = "") -> str:
    """The link from one page to another, to a place in it, or to a file beside it."""
    shared = 0
    while shared < min(len(start), len(end)) and start[shared] == end[shared]:
        shared += 1
    steps = [".."] * (len(start) - shared) + [quote(segment(part), safe="()") for part in end[shared:]]
    place = "".join(f"{step}/" for step in steps) + name
    fragment = f"#{quote(anchor, safe='()')}" if anchor else ""
    if not place:
        return fragment or "./"
    return place + fragment
