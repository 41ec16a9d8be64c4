"""The words of the model's codes, and how ratings, scores, dates and references are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import assert_never

from compliance import figures, language
from compliance.language import N_, Words, _, capital
from compliance.model.bill import Bill, BillStatus
from compliance.model.checklist import Basis, Effort, TerroristFinancing
from compliance.model.checklist import Status as ChecklistStatus
from compliance.model.dates import PartialDate
from compliance.model.findings import Finding, FollowUpState
from compliance.model.instrument import Grade, Instrument, NotApplicable, Obligation, Scale
from compliance.model.legislation import LegalStatus
from compliance.model.participation import DepositKind, Effect, Means, Status
from compliance.model.plan import Plan
from compliance.model.sources import Quality
from compliance.scoring.bridge import Why
from compliance.scoring.values import ArticleScore, CriterionScore, Range
from compliance.view.values.answers import Chip

EVIDENCE: Words[Grade] = Words({
    "A": N_("official publication seen"),
    "B": N_("text read"),
    "C": N_("secondary source or older text"),
    "D": N_("no source seen"),
})  # fmt: skip
"""What each grade of evidence means, in short."""
REASONS: Words[NotApplicable] = Words({
    "reservation": N_("excluded by a reservation"),
    "condition-not-met": N_("the condition of the duty is not met"),
    "other-treaty-applies": N_("another treaty applies"),
    "not-a-party": N_("open to Parties alone, and never missed"),
    "no-competence": N_("no competence in the matter"),
    "structural": N_("the structure that it concerns does not exist"),
})  # fmt: skip
"""Why a criterion does not apply."""
EFFORT: Words[Effort] = Words({
    "guideline": N_("guideline"),
    "by-law": N_("by-law"),
    "amendment": N_("amendment"),
    "new-act": N_("new act"),
    "constitution": N_("constitution"),
})  # fmt: skip
"""What a change takes; method, section 10."""
OBLIGATION: Words[Obligation] = Words({
    "mandatory": "",
    "triggered": N_("due on a condition"),
    "qualified": N_("qualified duty"),
    "optional": N_("optional, not scored"),
    "validity": N_("limit of a narrowing, not scored"),
})  # fmt: skip
"""What kind of duty a criterion is."""
STATUS: Words[ChecklistStatus] = Words({
    "draft": N_("draft, not validated"),
    "submitted": N_("submitted, not reviewed"),
    "returned": N_("returned for correction"),
    "reviewed": N_("reviewed"),
    "adopted": N_("adopted"),
})  # fmt: skip
"""The state of a checklist."""
BASIS: Words[Basis] = Words({
    "desk-review": N_("desk review of public sources"),
    "self-assessment": N_("self-assessment"),
    "peer-review": N_("peer review"),
    "on-site": N_("on-site assessment"),
})  # fmt: skip
"""What a checklist rests on."""
CAUSES: Words[Why] = Words({
    "law-changed": N_("the law changed"),
    "evidence-found": N_("evidence was found"),
    "text-read": N_("the text was read"),
    "error-corrected": N_("an error was corrected"),
    "reservation-changed": N_("a reservation changed"),
    "method-changed": N_("the method changed"),
    "bill": N_("the bill would change it"),
})  # fmt: skip
"""Why a rating differs from that of the cycle before."""
FOLLOW_UP: Words[FollowUpState] = Words({
    "open": N_("open"), "reported": N_("reported on"), "closed": N_("closed"), "unknown": N_("not known"),
})  # fmt: skip
"""What became of a finding of a treaty body."""
BILL_STATUS: Words[BillStatus] = Words({
    "prepared": N_("being prepared"),
    "in-consultation": N_("in consultation"),
    "in-parliament": N_("in parliament"),
    "adopted": N_("adopted, not yet in force"),
    "withdrawn": N_("withdrawn"),
})  # fmt: skip
"""How far a bill has come."""
ACT_STATUS: Words[LegalStatus] = Words({
    "in-force": N_("in force"),
    "not-in-force": N_("not in force"),
    "repealed": N_("repealed"),
    "bill": N_("bill"),
    "unknown": N_("unknown"),
})  # fmt: skip
"""Whether an act is law."""
PARTY: Words[Status] = Words({"party": N_("Party"), "signatory": N_("Signatory"), "non-party": N_("Not a Party")})
"""How a country stands to a treaty."""
MEANS: Words[Means] = Words({
    "signature": N_("signature"),
    "ratification": N_("ratification"),
    "acceptance": N_("acceptance"),
    "approval": N_("approval"),
    "accession": N_("accession"),
    "succession": N_("succession"),
})  # fmt: skip
"""By what a country becomes bound."""
DEPOSIT: Words[DepositKind] = Words({
    "reservation": N_("reservation"),
    "declaration": N_("declaration"),
    "notification": N_("notification"),
    "territorial": N_("territorial"),
    "interpretative": N_("interpretative"),
})  # fmt: skip
"""What a deposit is."""
EFFECT: Words[Effect] = Words({
    "excludes": N_("excludes criteria"),
    "narrows": N_("narrows criteria"),
    "manner": N_("states the manner"),
    "none": N_("none on the score"),
})  # fmt: skip
"""What a deposit does, as the table says it."""
TERRORIST_FINANCING: Words[TerroristFinancing] = Words({
    "same": N_("Holds for terrorist financing too."),
    "narrower": N_("Narrower for terrorist financing."),
    "none": N_("Not available for terrorist financing."),
})  # fmt: skip
"""Whether an answer about laundering holds for terrorist financing."""
QUALITY: Words[Quality] = Words({
    "official": N_("official"),
    "treaty-record": N_("treaty record"),
    "court": N_("court"),
    "law-text": N_("law text"),
    "academic": N_("academic"),
    "ngo": N_("ngo"),
    "press": N_("press"),
    "secondary": N_("secondary"),
})  # fmt: skip
"""What kind of document a source is."""
NARROWED: Words[tuple[str, str]] = Words({
    ("reservation", "excludes"): N_("A reservation excludes this:"),
    ("reservation", "narrows"): N_("A reservation narrows this:"),
    ("declaration", "excludes"): N_("A declaration excludes this:"),
    ("declaration", "narrows"): N_("A declaration narrows this:"),
})  # fmt: skip
"""What a deposit does to a criterion, by its kind and effect."""


def no_law(bill: Bill) -> str:
    """The sentence that accompanies every score with a bill."""
    text = _(
        "As if the bill “%(bill)s” (%(status)s) were law. It is no law; the score of the law in force does not rest on it."
    )
    return text % {"bill": bill.title, "status": BILL_STATUS[bill.status]}


def evidence(grade: Grade) -> str:
    """A grade of evidence with its meaning: `Evidence B, text of the law, own translation`."""
    return _("Evidence %(grade)s, %(meaning)s") % {"grade": grade, "meaning": EVIDENCE[grade]}


def rating(word: str) -> str:
    """The printed word of a rating."""
    return _(word.replace("-", " "))


_HOUSE = (
    N_("met"), N_("mostly"), N_("partly"), N_("not met"), N_("not applicable"), N_("unanswered"), N_("not settled"), N_("not scored"),
    N_("mostly met"), N_("partly met"), N_("or"), N_("and"), N_("arithmetic"), N_("geometric"), N_("harmonic"),
)  # fmt: skip
"""The ratings of the house's scale and what joins them; a scale of one's own has words of its own."""


def best_two(scale: Scale) -> str:
    """The two best ratings, as a sentence says that something has one of them: `met or mostly met`."""
    return figures.listed([predicate(word) for word in tuple(scale.values)[:2]], "or")


def predicate(word: str) -> str:
    """A rating, as a sentence says that something has it: `mostly met`."""
    house = {"mostly": "mostly met", "partly": "partly met"}
    return _(house.get(word, word.replace("-", " ")))


def edition(plan: Plan, law_date: str, status: str, texts: str = "") -> str:
    """The footer of every page: edition, how recent the texts are that were read, else the day of the law, state of the checklist, notice."""
    of_law = _("Version %(version)s, law as of %(day)s, %(status)s.")
    of_texts = _("Version %(version)s, %(texts)s; %(status)s.")
    values = {"version": plan.version, "texts": texts, "day": law_date, "status": status}
    return f"{(of_texts if texts else of_law) % values} {plan.notice}"


def translation_note() -> str:
    """What the cover says of the language of a deliverable; nothing in English."""
    if language.spoken() == language.ENGLISH:
        return ""
    if reviewer := language.reviewer():
        return _("Translated from English; reviewed by %(reviewer)s.") % {"reviewer": reviewer}
    return _("Unreviewed translation from English; where in doubt, the English edition counts.")


def own_means(instrument: Instrument) -> Iterator[str]:
    """Sentences about means that are not arithmetic."""
    by = instrument.aggregation
    if by.criteria != "arithmetic":
        yield _("Criteria are averaged by a %(kind)s mean.") % {"kind": _(by.criteria)}
    if by.articles != "arithmetic":
        every = _(
            "Articles and sections are averaged by a %(kind)s mean, in which what lacks in one is not made up for by another."
        )
        alone = _("Articles are averaged by a %(kind)s mean, in which what lacks in one is not made up for by another.")
        yield (every if instrument.sections_aggregate else alone) % {"kind": _(by.articles)}


def chip(score: CriterionScore) -> Chip:
    """A criterion's rating as it is shown."""
    match score.state:
        case "informative":
            ratings = score.response.rating if score.response else ()
            word = figures.DASH.join(rating(word) for word in ratings)
            return Chip(kind="informative", word=word or _("not scored"))
        case "open":
            return ends_chip(score.worst, score.best)
        case "unanswered" if score.lead:
            return Chip(kind=score.state, word=_("lead"))
        case "unanswered" | "not-applicable":
            return Chip(kind=score.state, word=rating(score.state))
        case "rated":
            return Chip(kind=score.worst, word=rating(score.worst))
        case _:
            assert_never(score.state)


def ends_chip(worst: str, best: str) -> Chip:
    """Two ends of a rating as they are shown: one word where they agree."""
    if worst == best:
        return Chip(kind=worst, word=rating(worst))
    return Chip(kind="open", word=f"{rating(worst)}{figures.DASH}{rating(best)}", ends=(worst, best))


def article_chip(score: ArticleScore) -> Chip:
    """An article's rating as it is shown; also that nothing of it is scored, applies or was examined."""
    if not score.items:
        return Chip(kind="informative", word=_("not scored"))
    if score.worst is None or score.best is None:
        return Chip(kind="not-applicable", word=rating("not-applicable"))
    if not any(item.has_rating for item in score.items):
        return Chip(kind="unanswered", word=rating("unanswered"))
    return ends_chip(score.worst.rating, score.best.rating)


def score(span: Range | None) -> str:
    """A score in words: one figure where the method allows one, else the range."""
    if span is None:
        return figures.NOTHING
    return figures.score_range(span.low, span.high) if span.point is None else figures.score(span.point)


def reference(provision: str, element: str | None) -> str:
    """A treaty reference without the word Article: `16(1) · 1`."""
    bare = re.sub(r"^Arts?\. *", "", provision)
    return f"{bare} · {element}" if element else bare


def cite(provision: str | None) -> str:
    """A national provision as it is cited: `Art. 302(2)`, `Arts. 34, 35`; other texts as they are."""
    if provision is None:
        return ""
    if not provision[:1].isdigit():
        return provision
    several = re.search(r"[,;–]| and |\d-\d", provision) is not None
    return (_("Arts.") if several else _("Art.")) + figures.NO_BREAK + provision


def together(provisions: Sequence[str]) -> str:
    """Several treaty references as one: `Arts. 1(1), 1(2)`; one that several criteria share stands once."""
    different = list(dict.fromkeys(provisions))
    if len(different) == 1:
        return different[0]
    return " ".join((_("Arts."), ", ".join(reference(provision, None) for provision in different)))


def span(numbers: Sequence[str]) -> str:
    """Articles of a section: `Art. 22`, `Arts. 2–13`."""
    first, last = numbers[0], numbers[-1]
    return figures.NO_BREAK.join((_("Arts."), f"{first}{figures.DASH}{last}") if numbers[1:] else (_("Art."), first))


def when(day: PartialDate | date | None) -> str:
    """A date in words; a dash where it is not known."""
    match day:
        case None:
            return figures.NOTHING
        case PartialDate():
            return figures.partial_day(day.first, day.last)
        case _:
            return figures.day(day)


def opened(instrument: Instrument) -> str:
    """Place and day of opening for signature, as far as they are on file."""
    day = figures.day(instrument.opened) if instrument.opened else None
    return ", ".join(filter(None, (instrument.opened_at(), day)))


def dated(finding: Finding) -> str:
    """The document of a finding with its date, unless its title says the year, month or day."""
    if finding.date.text in finding.document or when(finding.date) in finding.document:
        return finding.document
    return f"{finding.document}, {when(finding.date)}"


def sentence(text: str) -> str:
    """A text with a capital letter and a full stop."""
    text = capital(text.strip())
    # Added, not formatted: a text that is markup stays markup, and is not escaped a second time.
    return text if not text or text[-1] in ".!?…" else text + "."


def inside(title: str) -> str:
    """A title inside a sentence; an abbreviation at its head stays as it is."""
    return title if title[:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def first_sentence(text: str) -> str:
    """The first sentence of a text; an abbreviation or a number does not end one."""
    match = re.search(r"(?<=[^\W\d]{3}[.;])\s+(?=[A-Z0-9])", text)
    return sentence(text[: match.start()].rstrip(";") if match else text)


def gain(points: Sequence[figures.Number], places: int = 1) -> str:
    """What a change adds, in points: `+5.0`, or `+0.4 to +1.2` where it depends on open answers."""
    first, last = (figures.signed(value, places) for value in sorted(points))
    return first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}
