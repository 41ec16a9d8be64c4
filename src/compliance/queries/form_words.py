"""What cells of a workbook show of the words of files: themselves in English, in other languages what these call them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from compliance.language import ENGLISH, N_, _, spoken

_MARKED = (
    N_("met"), N_("mostly"), N_("partly"), N_("not met"), N_("not applicable"), N_("unanswered"), N_("none"),
    N_("reservation"), N_("condition not met"), N_("other treaty applies"), N_("not a party"), N_("no competence"), N_("structural"),
    N_("same"), N_("narrower"), N_("yes"),
    N_("offence"), N_("penalty"), N_("definition"), N_("power"), N_("safeguard"), N_("co-operation"), N_("institution"), N_("general part"),
    N_("case law"), N_("treaty"), N_("other"),
    N_("guideline"), N_("by-law"), N_("amendment"), N_("new act"), N_("constitution"),
    N_("code"), N_("act"), N_("treaty law"), N_("strategy"), N_("bill"), N_("court decision"),
    N_("in force"), N_("repealed"), N_("not in force"), N_("unknown"),
    N_("official"), N_("treaty record"), N_("court"), N_("law text"), N_("academic"), N_("ngo"), N_("press"), N_("secondary"),
)  # fmt: skip
"""Every word of the files that a cell can be chosen to hold, as catalogues know it."""


HYPHENED = frozenset(("by-law", "co-operation"))
"""Words that are written with a hyphen in a sentence too."""


KINDS: Mapping[str, str] = {"constitution": N_("the constitution")}
"""What catalogues know kinds of acts by that are not called as they are elsewhere: the effort is a change of the constitution."""


def labels(words: Iterable[str], own: Mapping[str, str] = MappingProxyType({})) -> Mapping[str, str]:
    """What cells show of some words, by word; nothing in English, where they show the words themselves.

    `own` is what catalogues know some of them by, where that is not the word itself.

    Two words of a list never look alike, and none holds a comma, which stands between several: such a word is shown as
    the file writes it.
    """
    if spoken() == ENGLISH:
        return {}
    plain = [word for word in words if ", " not in word]
    shown = {word: _(own.get(word) or (word if word in HYPHENED else word.replace("-", " "))) for word in plain}
    alike = [text.casefold() for text in shown.values()]
    return {
        word: text if "," not in text and alike.count(text.casefold()) == 1 and text.casefold() not in plain else word
        for word, text in shown.items()
    }
