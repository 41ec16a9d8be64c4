"""Words and abbreviations of a report and what they mean in it; only those that it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from compliance.language import N_, _
from compliance.view.values.country import InstrumentView, TermView

TERMS: Mapping[str, str] = {
    N_("alignment"): N_("The score where the treaty does not bind; computed alike, called otherwise."),
    N_("as bound"): N_("The score of what binds the country, after its reservations and declarations."),
    N_("checklist"): N_("The answers to one treaty or standard in one cycle."),
    N_("core criterion"): N_("A criterion without which the purpose of its article fails; where it is not met or only partly met, it holds the whole article back."),
    N_("criterion"): N_("One element of a provision that can be assessed for itself."),
    N_("cut-off date"): N_("The day whose law is assessed."),
    N_("cycle"): N_("One round of assessment, with a cut-off date."),
    N_("evidence"): N_("The grade of the source behind an answer, from A, an official publication, to D, no source seen: a lead, which does not count."),
    N_("gap"): N_("What national law lacks below the best rating."),
    N_("indicator"): N_("A figure by which the project measures results, with baseline, milestones and target."),
    N_("not applicable"): N_("Out of the score for a reason that is printed, such as an unmet condition or a missing competence."),
    N_("open range"): N_("From the worst to the best score that unanswered and unsettled criteria still allow."),
    N_("rating"): N_("How far national law meets a criterion."),
    N_("recalled"): N_("Said from memory; nobody has looked it up for this report."),
    N_("recommendation"): N_("What should change, with an id that it keeps from cycle to cycle."),
    N_("section"): N_("Articles that are scored and shown together."),
    N_("unanswered"): N_("Not yet assessed; never counted as zero."),
    N_("whole treaty"): N_("The score over every criterion, whatever the country has reserved."),
}  # fmt: skip
"""Words of the method, and what they mean."""
OF_TREATIES = frozenset(("alignment", "as bound", "whole treaty"))
"""Words that mean nothing where no treaty is assessed."""
ABBREVIATIONS: Mapping[str, str] = {
    "AML/CFT": N_("Anti-money laundering and countering the financing of terrorism"),
    "CETS": N_("Council of Europe Treaty Series"),
    "EU": N_("European Union"),
    "EUR": N_("Euro"),
    "ETS": N_("European Treaty Series; of treaties up to 2003"),
    "FATF": N_("Financial Action Task Force"),
    "FIU": N_("Financial intelligence unit"),
    "ICT": N_("Information and communication technology"),
    "INTERPOL": N_("International Criminal Police Organization"),
    "IP": N_("Internet protocol, as in IP address"),
    "MONEYVAL": N_("Committee of Experts on the Evaluation of Anti-Money Laundering Measures and the Financing of Terrorism"),
    "SHA-256": N_("A checksum of 256 bits: equal files have equal sums"),
    "T-CY": N_("Cybercrime Convention Committee"),
}  # fmt: skip
"""Abbreviations, and what they stand for."""


def glossary(texts: Iterable[str], instruments: Iterable[InstrumentView]) -> tuple[TermView, ...]:
    """The words of the method and the abbreviations that occur, in the order of the alphabet."""
    whole, instruments = "\n".join(texts), tuple(instruments)
    treaty = any(instrument.is_treaty for instrument in instruments)
    terms = [
        TermView(term=_(term), meaning=_(meaning))
        for term, meaning in TERMS.items()
        if treaty or term not in OF_TREATIES
    ]
    terms += [
        TermView(term=instrument.abbreviation, meaning=f"{instrument.short}: {instrument.title}")
        for instrument in instruments
    ]
    terms += [
        TermView(term=short, meaning=_(text))
        for short, text in ABBREVIATIONS.items()
        # Looked for as it is first, which is quick, then as a word of its own.
        if short in whole and re.search(rf"(?<![\w/-]){re.escape(short)}(?![\w/-])", whole)
    ]
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))
