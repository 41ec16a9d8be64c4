"""Elements of WordprocessingML, and text that XML can hold."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml import etree

W = nsmap["w"]
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""What XML cannot hold, and what turns the direction of writing around or hides."""


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element whose attributes are of the same namespace as a word processor's."""
    made = etree.Element(qn(tag), {f"{{{W}}}{name}": value for name, value in attributes.items()}, nsmap=_named(tag))
    made.extend(children)
    return made


def bare(tag: str, *children: Any, **attributes: str) -> Any:
    """An element whose attributes have no namespace, as drawings have them."""
    made = etree.Element(qn(tag), attributes, nsmap=_named(tag))
    made.extend(children)
    return made


def _named(tag: str) -> dict[str, str]:
    """The prefix of a tag; what the document declares already is not declared again."""
    prefix = tag.partition(":")[0]
    return {prefix: nsmap[prefix]}


def text(words: str) -> Any:
    """Words of a run, their spaces kept."""
    made = element("w:t")
    made.text = words
    made.set(SPACE, "preserve")
    return made


def clean(words: str) -> str:
    """A text without what no reader can see."""
    return _UNSEEN.sub("", words)
