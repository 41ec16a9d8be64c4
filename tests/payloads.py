"""Texts that try everything a machine could take for more than a text, and harmless ones of the same length."""

from __future__ import annotations

import re

SCRIPT = "<script>alert(1)</script>"
TEXT = (
    f'"/>{SCRIPT}</style><b onclick="alert(2)" style=\'color:red\'>{{{{ 7*7 }}}}{{% raw %}} %(a)s %d {{0}} $x^2$ <!-- ]]> '
    "*/ } * { color: red } url(http://evil.example/a.css) @import \\22 \\ ZW\u200bSP ZW\u2060J"
)
ENTITIES = " &amp; &#x202e; &lt;i&gt;"
ADDRESS = "https://good.example/"
WITHOUT_ENTITIES = frozenset(("plan.Planned.text", "site.Site.about", "logframe.Indicator.responsible"))
"""Markdown, in which an entity is a sign, and a list, in which a semicolon parts two bodies."""
SEED = "instrument.Instrument.edition"
"""From it random numbers follow, so that it stays the same text."""
IN_AN_ADDRESS = re.sub(r'[\s\\<>"]', "", TEXT)
"""What of it an address can hold; the check refuses the rest."""


def hostile(field: str, number: int) -> str:
    """A text that begins as a formula and then tries everything else; in an address, what an address can hold."""
    if field.endswith((".url", ".base", ".indicator_uri")):
        return f"{ADDRESS}{number}{IN_AN_ADDRESS}"
    return f"=x{number} {TEXT}{'' if field in WITHOUT_ENTITIES else ENTITIES}"


def harmless(field: str, number: int) -> str:
    """A text as long, in words as many, of which nothing can be feared; it begins alike, so that it is sorted alike."""
    text = hostile(field, number)
    if field == SEED:
        return text
    begin = next((one for one in (ADDRESS, "=") if text.startswith(one)), "")
    return begin + plain(text.removeprefix(begin))


def plain(text: str) -> str:
    """A text with a letter in the place of every sign that could mean something to a machine."""
    return re.sub(r"[^\w\s]", "º", text.replace("\u200b", "").replace("\u2060", ""))
