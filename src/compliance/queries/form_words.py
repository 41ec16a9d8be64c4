"""Words of a checklist workbook: what its cells show of the words of files, and what its guide says of how to judge."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from compliance.language import ENGLISH, N_, Words, _, spoken
from compliance.model.instrument import Grade, Obligation

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


KINDS_OF_ACTS: Mapping[str, str] = {"constitution": N_("the constitution")}
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


RATINGS: Words[str] = Words(
    {
        "met": N_("The law answers what the treaty asks: all elements are there, under whatever name. An act that is broader than the treaty’s is no gap. Example: fraud that asks for an aim of gain and not for a loss (185.8.1.e1)."),
        "mostly": N_("It does so with shortcomings that leave the duty workable: one or two of several acts or means are not named, or the act stays punishable with its object or manner narrowed. Example: access is an offence only where a protection is breached, and no declaration allows that (185.2.1)."),
        "partly": N_("A part of what the treaty asks is there: about half of the acts, all elements but one, or something else that serves in its place. Example: retention or seizure stands in for preservation (185.16.1.e1)."),
        "not-met": N_("The law was read, and nothing in it answers. Example: its words shut out pictures of persons who only appear to be minors (185.9.2.b)."),
    }
)  # fmt: skip
"""When an answer has each rating, with an example."""
WHY_NOT: Words[str] = Words(
    {
        "condition-not-met": N_("The duty is due only on a condition, which is not met. Only for a criterion that is due on a condition, or is the limit of a narrowing. Example: the law narrows nothing, so the limit of the narrowing has nothing to limit (185.2.2)."),
        "other-treaty-applies": N_("The duty is due only where no other treaty applies, and another does. Only for a criterion that is due on a condition."),
        "not-a-party": N_("What it asks is open to Parties alone, and the country is none; it is never missed."),
        "no-competence": N_("The country, or this level of government, has no competence in the matter."),
        "structural": N_("The structure that it concerns does not exist in the country."),
    }
)  # fmt: skip
"""What each reason says for which a criterion does not apply."""
OBLIGATIONS: Words[Obligation] = Words(
    {
        "mandatory": N_("A duty. It is scored."),
        "qualified": N_("A duty “subject to constitutional principles” or the like. It is scored; say in the analysis how the qualifier bears on it."),
        "triggered": N_("A duty only if a stated condition holds. It is scored if it holds; else it is not applicable, because the condition is not met."),
        "optional": N_("What a Party may do or should consider. It is never scored; it informs."),
        "validity": N_("The outer limit of a narrowing that the treaty permits. It is never scored; it helps to judge the criterion that it limits."),
    }
)  # fmt: skip
"""What each kind of duty is, and whether it is scored."""
KINDS: Words[Obligation] = Words(
    {
        "mandatory": N_("mandatory"),
        "qualified": N_("qualified duty"),
        "triggered": N_("due on a condition"),
        "optional": N_("optional, not scored"),
        "validity": N_("limit of a narrowing, not scored"),
    }
)
"""What the sheets of sections call each kind of duty."""
GRADES: Words[Grade] = Words(
    {
        "A": N_("Official gazette or official publication seen."),
        "B": N_("Consolidated text or document of a treaty body read; a copy of it by somebody else too."),
        "C": N_("Secondary source, or a text older than an amendment of that very provision."),
        "D": N_("No source seen: a lead, which is kept and does not count."),
    }
)
"""What each grade of evidence says."""
