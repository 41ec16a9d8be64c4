"""Every free text of a folder, every name and every part of an address tries to run something: it is shown as text, everywhere.

The same pages are made of the same folder with harmless texts: no page has an element or an attribute that none of those has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlencode

import hostile
import lxml.html
import pytest
from asking import Answer
from nations import Team
from test_blind_everywhere import addresses

SCRIPT = "<script>alert(1)</script>"
TEXT = f'"/>{SCRIPT}</style><b onclick="alert(2)" style=\'color:red\'>{{{{ 7*7 }}}}{{% raw %}} %(a)s {{0}} <!-- ]]> &#x202e; javascript:alert(3)'
ADDRESS = "https://good.example/"
NAME = f"Max {SCRIPT}\"' onclick=alert(2) {{{{ 7*7 }}}}"
QUERY = f"\"'/>{SCRIPT}<b onclick=alert(2)>{{{{ 7*7 }}}}"
NAMES = ("done", "q", "show", "sort", "word", "series", "year", "first", "last", "language", "verify", "filter", "back")
TYPED = (
    "/work/arcadia/2026/lt-12/12/check/", "/work/arcadia/2026/lt-12/12/rows/", "/work/arcadia/2026/lt-12/12/", "/work/arcadia/2026/lt-12/submit",
    "/work/arcadia/2026/lt-12/12/remark/", "/people/", "/people/spare/", "/desk/arcadia/registers/new-act/", "/desk/arcadia/registers/new-document/",
    "/desk/arcadia/2026/lt-12/assign/", "/desk/arcadia/2026/seal/", "/desk/arcadia/requests/ask/", "/desk/start/", "/desk/arcadia/new/",
    "/review/arcadia/2026/lt-12/12/remark", "/review/arcadia/2026/lt-12/return", "/desk/arcadia/2026/lt-12/return/", "/sign-in/",
)  # fmt: skip
FIELDS = (
    "a.gap", "a.rating", "b.0.gist", "b.0.act", "b.9.quote", "act.short", "act.title", "doc.id", "doc.document", "base", "text", "note", "name",
    "id", "email", "also", "f.short", "f.title", "f.document", "f.id", "where", "other", "due", "why", "number", "contact.0", "institution",
    "cycle", "instrument", "country", "seen", "version", "row", "password",
)  # fmt: skip


def evil(field: str, number: int) -> str:
    """A text that tries everything; in an address, what an address can hold; the seed of random numbers stays."""
    if field.endswith((".url", ".base", ".indicator_uri")):
        return f"{ADDRESS}{number}'onmouseover='alert(1)'"
    return f"=x{number} {TEXT}"


def harmless(field: str, number: int) -> str:
    """A text as long of which nothing can be feared."""
    text = evil(field, number)
    begin = ADDRESS if text.startswith(ADDRESS) else ""
    return begin + re.sub(r"[^\w\s]", "º", text.removeprefix(begin))


def served(write: hostile.Write, name: str) -> Team:
    """A folder with every free text written anew, and people of such names."""
    root = Path(mkdtemp()) / "workspace"
    hostile.workspace(root, write, hostile.FREE)
    quoted = name.replace('"', '\\"')
    people = (
        f'  - {{id: m, name: "{quoted}", email: m@example.org, roles: {{"*": [manager, reviewer, evaluator]}}}}\n'
        f'  - {{id: s, name: "Sam {quoted}", roles: {{arcadia: second}}}}\n'
        f'  - {{id: spare, name: "Spare {quoted}", roles: {{}}}}\n'
    )
    (root / "people.yaml").write_text(f"people:\n{people}", "utf-8")
    return Team(root)


@pytest.fixture(scope="module")
def teams() -> tuple[Team, Team]:
    return served(evil, NAME), served(harmless, "Max")


def pages(team: Team) -> Iterator[tuple[str, Answer]]:
    """Every page that the two see who see everything, of the folder and of what they sent."""
    for id_ in ("m", "s"):
        person = team.person(id_)
        for address in addresses(team):
            yield address, person.get(address)
        for address in TYPED if id_ == "m" else ():
            sent = {**dict.fromkeys(FIELDS, QUERY), "c": "12.1.a"}
            yield address, person.post(address, sent)
    nasty = urlencode(dict.fromkeys(NAMES, QUERY))
    person = team.person("m")
    for address in (
        "/work/",
        "/work/arcadia/2026/lt-12/",
        "/work/arcadia/2026/lt-12/12/",
        "/review/",
        "/review/arcadia/2026/lt-12/12/",
        "/desk/",
        "/desk/problems/",
        "/desk/arcadia/figures/",
        "/desk/arcadia/requests/",
        "/desk/arcadia/2026/",
        "/people/",
        "/search/",
        f"/desk/problems/{urlencode({'': QUERY})[1:]}/",
        f"/{urlencode({'': QUERY})[1:]}",
    ):
        yield address, person.get(f"{address}?{nasty}&c=12.1.a")


def shapes(answer: Answer) -> tuple[set[str], set[tuple[str, str]]]:
    """The elements of a page, and the attributes of each."""
    root = lxml.html.document_fromstring(answer.text)
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    return {each.tag for each in elements}, {(each.tag, name) for each in elements for name in each.attrib}


def is_page(answer: Answer) -> bool:
    return bool(answer.headers.get("content-type", "").startswith("text/html"))


def test_whatever_stands_in_the_folder_or_is_sent_is_shown_as_text(teams: tuple[Team, Team]) -> None:
    hostile_, plain = teams
    tags, attributes = set[str](), set[tuple[str, str]]()
    for _address, answer in pages(plain):
        if is_page(answer):
            more, those = shapes(answer)
            tags, attributes = tags | more, attributes | those
    shown = 0
    for address, answer in pages(hostile_):
        assert answer.status < 500, address
        if not is_page(answer):
            assert "html" not in answer.headers.get("content-type", "")
            assert answer.headers["x-content-type-options"] == "nosniff"
            continue
        shown += "alert(1)" in answer.text
        assert SCRIPT not in answer.text, address
        more, those = shapes(answer)
        assert more - tags == set(), address
        assert those - attributes == set(), address
        _harmless(address, answer)
    assert shown > 60


def _harmless(address: str, answer: Answer) -> None:
    """Scripts are ours, nothing runs by an attribute, and no address runs anything."""
    root = lxml.html.document_fromstring(answer.text)
    for script in root.iter("script"):
        ours = re.match(r"[./a-z0-9-]*assets/[\w.-]+$", str(script.get("src", ""))) and not (script.text or "").strip()
        assert ours or script.get("type") == "application/ld+json", address
    for element in root.iter():
        for name, value in element.attrib.items() if isinstance(element.tag, str) else ():
            assert not name.startswith("on"), (address, name)
            assert name not in ("style", "srcdoc"), (address, name)
            if name in ("href", "src", "action", "formaction", "data", "xlink:href"):
                assert not re.match(r"[\s\x00-\x20]*(javascript|data|vbscript|file):", value, re.IGNORECASE), (
                    address,
                    value,
                )
    assert "49" not in re.findall(r"alert\(2\)[^<]{0,4} (49)", answer.text), "no text is a template"


def test_a_table_for_a_spreadsheet_computes_nothing(teams: tuple[Team, Team]) -> None:
    text = teams[0].person("m").get("/desk/board.csv").text
    assert not [
        cell for line in text.splitlines() for cell in line.split(",") if cell.strip('"').startswith(("=", "+", "@"))
    ]
