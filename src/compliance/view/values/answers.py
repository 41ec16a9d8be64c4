"""How a country answers a treaty, criterion by criterion, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.model.checklist import UNANSWERED
from compliance.scoring.values import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A rating as it is shown: a sign and a word, or two where it is not settled."""

    kind: str
    """The rating; `open` where it is not settled, `unanswered`, or `informative` where it is never scored."""
    word: str
    """What it says: `mostly`, `partly–mostly`, `not examined`."""
    ends: tuple[str, str] = ("", "")
    """The lowest and highest rating where it is not settled."""

    @property
    def unanswered(self) -> bool:
        """Whether nobody has answered, or no answer counts."""
        return self.kind == UNANSWERED


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """A national provision as the tables print it."""

    act: str
    """Short title of the act."""
    article: str
    """`Art. 302(2)`, `Arts. 34, 35`, or the name of a chapter; empty where only the act is known."""
    gist: str
    level: str | None
    """Level of government whose law it is, in a country with parts."""
    since: str | None
    """`in force since 2017`, where a source says so."""
    caution: str | None
    """What about it was not seen."""
    act_note: str | None
    """Full title, gazette and dates, at the first mention of the act."""
    quote: str | None
    language: str | None
    translation: str | None
    sources: tuple[int, ...]
    """Numbers of the documents in which it was seen."""
    repeated: bool = False
    """Whether an earlier row of the same article already explains it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """How the law of one level of government answers a criterion."""

    name: str
    chip: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """One row of an article's table."""

    id: str
    ref: str
    """Treaty reference without the word Article: `16(1) · 1`."""
    core: bool
    duty: str
    question: str
    obligation: str
    """What kind of duty it is, for a reader: empty for a plain duty."""
    provisions: tuple[ProvisionView, ...]
    chip: Chip
    lead: bool
    """Whether it has an answer whose evidence is too weak to count; the notes say which."""
    levels: tuple[LevelView, ...]
    """The rating in each level of government, where they differ."""
    analysis: str | None
    """Why the provisions answer the requirement."""
    gap: str | None
    practice: str | None
    evidence: str | None
    """Grade of evidence, with its meaning."""
    grade: str | None
    """The letter alone."""
    notes: tuple[str, ...]
    """Reservations, terrorist financing, reasons for not applying, conflicts of sources."""
    recommendation: str | None
    comment: str | None
    """The government's comment, unchanged."""
    sources: tuple[int, ...]
    """Numbers of further documents behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article."""

    number: str
    title: str
    chip: Chip
    score: str
    """Its score in words."""
    held_back: str | None
    """Why a core criterion holds it back, where one does."""
    flagged: bool
    """Whether more than a fifth of it does not apply."""
    examined: bool
    """Whether anything about it was examined."""
    criteria: tuple[CriterionView, ...]

    @property
    def shown(self) -> tuple[CriterionView, ...]:
        """The criteria with something to show."""
        return tuple(
            criterion
            for criterion in self.criteria
            if not criterion.chip.unanswered or criterion.provisions or criterion.lead
        )

    @property
    def open(self) -> tuple[CriterionView, ...]:
        """The criteria that nobody has examined."""
        return tuple(criterion for criterion in self.criteria if criterion.chip.unanswered)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One section of the profile."""

    id: str
    title: str
    span: str
    """Its articles: `Arts. 2–13`."""
    headline: str
    counts: Mapping[str, int]
    """Criteria by rating, for the chart."""
    range: Range | None
    """Its score, for the chart."""
    with_leads: Range | None
    """What its score would be if answers counted whose evidence is too weak."""
    shares: tuple[str, ...]
    """Answered, of how many, partly or better, mostly or better, met, not applicable: the row of the table."""
    articles: tuple[ArticleView, ...]

    @property
    def examined(self) -> bool:
        """Whether anything about it was examined."""
        return any(article.examined for article in self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeView:
    """What is known of practice beside what the law says."""

    instrument: str
    """Id of the treaty."""
    abbreviation: str
    """Its short name."""
    criterion: str
    provision: str
    """Treaty reference."""
    duty: str
    chip: Chip
    """The rating of the law."""
    practice: str
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """A comment of the government on one rating."""

    instrument: str
    """Id of the treaty."""
    abbreviation: str
    """Its short name."""
    criterion: str
    provision: str
    """Treaty reference."""
    chip: Chip
    """The rating on which it comments."""
    comment: str
    """The comment, unchanged."""
