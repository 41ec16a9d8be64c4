"""How to judge: when an answer has each rating, what each reason, kind of duty and grade of evidence says."""

from __future__ import annotations

from compliance.language import N_, Words
from compliance.model.instrument import Grade, Obligation

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
