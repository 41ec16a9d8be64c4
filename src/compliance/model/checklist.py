"""One country's responses to one instrument in one cycle."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal, assert_never

from compliance.model.dates import Day, PartialDate
from compliance.model.instrument import Grade, NotApplicable
from compliance.model.record import OneOrMany, record

Role = Literal[
    "offence",
    "penalty",
    "definition",
    "power",
    "safeguard",
    "co-operation",
    "institution",
    "general-part",
    "case-law",
    "treaty",
    "other",
]
Effort = Literal["guideline", "by-law", "amendment", "new-act", "constitution"]
AdviceStatus = Literal["open", "drafted", "adopted", "dropped"]
TerroristFinancing = Literal["same", "narrower", "none"]
Basis = Literal["desk-review", "self-assessment", "peer-review", "on-site"]

NOT_APPLICABLE = "not-applicable"
"""The answer that takes a criterion out of the score, always with a coded reason."""
UNANSWERED = "unanswered"
"""The answer of a part whose law was not examined."""
NONE = "none"
"""The answer of a level that has no provision of its own on the matter."""
STATE = "state"
"""The level of government whose law applies in every part."""

Answer = Annotated[tuple[str, ...], OneOrMany()]
"""A rating of the instrument's scale, `not-applicable`, or several while raters disagree or a source is awaited."""


@record
class LegalBasis:
    """A provision of national law on which an answer rests."""

    act: str
    """Id of the act in `legislation.yaml`, or of the instrument where the treaty itself applies."""
    provision: str | None = None
    """Article, paragraph and point, as cited: `245/A`, `97-a`, `116(2)(a)`; empty where only the act is known."""
    role: Role
    """What the provision is for."""
    part: str | None = None
    """The part of the country where it applies; empty for the State's law."""
    in_force: PartialDate | None = None
    """Since when, where a source says so."""
    until: PartialDate | None = None
    """Last day in force."""
    gist: str
    """What it says, in our words."""
    quote: str | None = None
    """The wording, in the original language."""
    language: str | None = None
    """Language of the quote."""
    translation: str | None = None
    """Translation of the quote."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was seen; none means recalled, not seen."""
    recalled: str | None = None
    """What about it was not seen, such as the article's number."""


@record
class Model:
    """Another country's provision that can serve as a model."""

    country: str
    """Id of the country."""
    act: str
    """Id of the act in that country's register."""
    provision: str
    """The provision."""


@record
class Recommendation:
    """What should change."""

    id: str
    """Id, such as `ba-2026-01`."""
    text: str
    """What to do, in one sentence."""
    addressee: str | None = None
    """Who should do it."""
    amend: str | None = None
    """Id of the act to amend."""
    model: Model | None = None
    """A provision that can serve as a model."""
    effort: Effort
    """What it takes."""
    due: Day | None = None
    """By when."""
    status: AdviceStatus = "open"
    """How far it has come."""


@record
class Conflict:
    """Sources that contradict each other; both values are kept."""

    what: str
    """What they contradict each other about."""
    values: Mapping[str, str]
    """What each source says, by source id."""
    used: str | None = None
    """Which one the answer rests on, and why."""


Status = Literal["draft", "submitted", "returned", "reviewed", "adopted"]
"""How far a checklist has come."""

FOLLOWS: Mapping[Status, tuple[Status, ...]] = {
    "draft": ("submitted",),
    "submitted": ("returned", "reviewed"),
    "returned": ("submitted",),
    "reviewed": ("returned", "adopted"),
    "adopted": (),
}
"""What a checklist can become next; what is adopted changes by a re-rating with its cause alone."""

Cause = Literal[
    "law-changed", "evidence-found", "text-read", "error-corrected", "reservation-changed", "method-changed"
]
"""Why a rating changed; `text-read` where the text of the law was read for the first time, which is evidence of its own kind."""


@record
class Decision:
    """A third rating of which another one took the place."""

    rating: Answer = ()
    """The rating."""
    ratings_by_part: Mapping[str, Answer] = field(default_factory=dict)
    """Per level of government, where levels differed."""
    not_applicable: NotApplicable | None = None
    """Why the criterion did not apply."""
    reason: str
    """Why, in a sentence."""
    by: str
    """Who decided."""
    on: Day
    """When."""
    replaced: str
    """Why another one took its place."""


@record
class Adjudication:
    """The rating on which two evaluators who differed were brought together; it alone is scored."""

    rating: Answer = ()
    """The rating."""
    ratings_by_part: Mapping[str, Answer] = field(default_factory=dict)
    """Per level of government, where levels differ."""
    not_applicable: NotApplicable | None = None
    """Why the criterion does not apply, where the first evaluator gave no such reason."""
    reason: str
    """Why, in a sentence."""
    by: str
    """Who decided; neither of the two."""
    on: Day
    """When."""
    earlier: tuple[Decision, ...] = ()
    """The decisions before it, in order; none is lost."""


@record
class Entry:
    """An earlier or corrected rating."""

    since: PartialDate | None = None
    """From this day of the law, as exact as its source; empty where its beginning is not known."""
    rating: Answer
    """The rating of the country as a whole; `unanswered` where the one before had been withdrawn."""
    not_applicable: NotApplicable | None = None
    """Why the criterion did not apply."""
    recorded: Day
    """When it was recorded."""
    cause: Cause | None = None
    """Why it was recorded; a first reading, which no rating came before, needs none."""
    evidence: Grade | None = None
    """Grade of the evidence behind that rating, as for the answer of today."""
    note: str | None = None
    """What happened, or what the law was."""
    sources: tuple[str, ...] = ()
    """Ids of the documents in which it was seen."""


@record
class Reply:
    """An answer to a remark."""

    by: str
    """Who replied."""
    on: Day
    """When."""
    text: str
    """What was said."""


@record
class Remark:
    """A reviewer's remark on an answer, and what was said to it."""

    by: str
    """Who remarked."""
    on: Day
    """When."""
    text: str
    """What is asked or objected to."""
    replies: tuple[Reply, ...] = ()
    """The thread, in order."""
    closed: Day | None = None
    """When it was settled; open until then."""
    closed_by: str | None = None
    """Who settled it: who asked, or who stands in for them."""


@record
class Contribution:
    """Fields of an answer that somebody wrote on a day."""

    by: str
    """Who wrote them."""
    on: Day
    """When."""
    fields: tuple[str, ...]
    """Their names, in the order of the answer."""


@record
class Response:
    """The answer to one criterion."""

    rating: Answer = ()
    """The rating; absent while the criterion is unanswered. Absent beside a history it was withdrawn, on `recorded` and for its `cause`."""
    floor: str | None = None
    """Why the lowest rating of the set is only a minimum: which later text was not read. The set then runs without a hole up to the best rating."""
    ratings_by_part: Mapping[str, Answer] = field(default_factory=dict)
    """Per level of government: `state`, the parts by id; `none` where a level has no provision, `unanswered` where its law was not examined. The rating is then derived, not written."""
    rating_as_bound: Answer = ()
    """The rating of what binds the country, where a deposit narrows the criterion."""
    not_applicable: NotApplicable | None = None
    """Why the criterion does not apply."""
    terrorist_financing: TerroristFinancing | None = None
    """Whether the answer holds for terrorist financing too."""
    legal_basis: tuple[LegalBasis, ...] = ()
    """The provisions on which the answer rests."""
    analysis: str | None = None
    """Why the provisions answer the requirement, in a sentence or three."""
    gap: str | None = None
    """What is missing, below `met`."""
    practice: str | None = None
    """Case law, training, use in practice: informs, is not scored."""
    evidence: Grade | None = None
    """A official gazette or official publication seen; B consolidated text or document of a treaty body read, a third party's copy too; C secondary source, or a consolidation known to be older than a later amendment of that very provision; D no source seen: a lead, which does not count where the instrument says so."""
    sources: tuple[str, ...] = ()
    """Documents behind the analysis or the gap, other than those of the provisions."""
    conflicts: tuple[Conflict, ...] = ()
    """Sources that contradict each other."""
    recommendation: Recommendation | None = None
    """What should change."""
    since: PartialDate | None = None
    """From this day of the law the rating holds, as exact as its source; empty where its beginning is not known."""
    recorded: Day | None = None
    """When the rating was recorded; empty for the cut-off date of the checklist."""
    cause: Cause | None = None
    """Why the rating differs from the one before, in the history or in the cycle before."""
    history: tuple[Entry, ...] = ()
    """Earlier and corrected ratings, in the order in which they were recorded; the one that holds on the cut-off date is `rating`."""
    adjudication: Adjudication | None = None
    """The third rating, where a second evaluator differed."""
    government_comment: str | None = None
    """The government's comment, unchanged."""
    author: str | None = None
    """Who answered."""
    answered: Day | None = None
    """When the answer was given or last changed."""
    written: tuple[Contribution, ...] = ()
    """Who wrote which of its fields, in the order of writing; `author` and `answered` repeat the last. What was typed into the file by hand is not here."""
    reviewed_by: str | None = None
    """Who accepted the answer as it stands; gone once it changes."""
    reviewed: Day | None = None
    """When it was accepted."""
    reviewed_digest: str | None = None
    """The first twelve hexadecimal digits of the SHA-256 of what was accepted, so that a change by hand takes the acceptance away too."""
    carried_over: str | None = None
    """The cycle whose answer this still is; deleted once an evaluator has confirmed that it holds."""
    remarks: tuple[Remark, ...] = ()
    """What reviewers asked."""

    @property
    def has_rating(self) -> bool:
        """Whether it is answered: rated as a whole, or by level of government."""
        return bool(self.rating or self.ratings_by_part)


@record
class Step:
    """One step of a checklist on its way to adoption."""

    status: Status
    """What it became."""
    by: str
    """Who took the step."""
    on: Day
    """When."""
    note: str | None = None
    """Why, such as what a returned checklist lacks."""


@record
class Checklist:
    """One country's responses to one instrument in one cycle."""

    country: str
    """Id of the country: the folder's name."""
    instrument: str
    """Id of the instrument."""
    cycle: str
    """The round of assessment: the folder's name."""
    cut_off: Day
    """The law as it stood on this day."""
    status: Status
    """How far the checklist has come."""
    basis: Basis
    """What the answers rest on."""
    evaluators: tuple[str, ...]
    """Who answered."""
    steps: tuple[Step, ...] = ()
    """The way to this status, in order; the last step led to `status`."""
    assigned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who is to answer, by article number or criterion."""
    due: Mapping[str, Day] = field(default_factory=dict)
    """By when an assignment is to be answered, by article number or criterion."""
    note: str | None = None
    """What a reader should know about this checklist."""
    responses: Mapping[str, Response]
    """The answers, by criterion."""

    @property
    def open(self) -> bool:
        """Whether evaluators may change its answers."""
        match self.status:
            case "draft" | "returned":
                return True
            case "submitted" | "reviewed" | "adopted":
                return False
            case _:
                assert_never(self.status)

    @property
    def adopted(self) -> bool:
        """Whether it is adopted: an answer changes only by a re-rating with its cause."""
        return not FOLLOWS[self.status]
