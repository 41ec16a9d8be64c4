"""How a country answers a treaty, criterion by criterion, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
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
    article: str
    """`Art. 302(2)`, `Arts. 34, 35`, or the name of a chapter; empty where only the act is known."""
    gist: str
    level: str | None
    """Level of government whose law it is, in a country with parts."""
    since: str | None
    """`in force since 2017`, where a source says so."""
    caution: str | None
    """What about it was not seen."""
    mark: str
    """The same in a word or two; empty where all of it was seen."""
    act_note: str | None
    """Full title, gazette and dates, at the first mention of the act."""
    quote: str | None
    language: str | None
    translation: str | None
    sources: tuple[int, ...]
    """Numbers of the documents in which it was seen."""
    repeated: bool = False
    """Whether an earlier row of the same article already explains it."""

    @property
    def explained(self) -> object:
        """What it explains: equal where an earlier provision has done so."""
        return self.act, self.article, self.level, self.gist


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
    sources: tuple[int, ...]
    """Numbers of further documents behind it."""
    best: bool

    @property
    def cited(self) -> tuple[object, ...]:
        """What its answer cites, and on what evidence: equal where a reader would read the same again."""
        return self.grade, *((basis.act, basis.article, basis.level, basis.since) for basis in self.provisions)

    @property
    def apart(self) -> bool:
        """Whether it is out of the score: it does not apply, or is never scored."""
        return self.chip.kind in (NOT_APPLICABLE, "informative")

    @property
    def remarked(self) -> bool:
        """Whether there is more to say than that it is met."""
        return bool(not self.best or self.gap or self.notes)

    @property
    def set_by(self) -> tuple[str, ...]:
        """The levels of government that set its rating, where others have a better one."""
        rated = [level for level in self.levels if level.chip.kind != NONE]
        setting = tuple(level.name for level in rated if level.chip.word == self.chip.word)
        return setting if len(setting) < len(rated) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article."""

    number: str
    title: str
    chip: Chip
    reasons: tuple[str, ...]
    """Why it stands as it does: sentences of its answers, what a core criterion holds back, what bodies asked."""
    criteria: tuple[CriterionView, ...]

    @property
    def explained(self) -> bool:
        """Whether there is more to say than that it was not examined, or is never scored."""
        return bool(self.rated or self.apart)

    @property
    def rated(self) -> tuple[CriterionView, ...]:
        """The criteria that count and have a rating, or a lead."""
        return tuple(row for row in self.criteria if row.lead or not (row.chip.unanswered or row.apart))

    @property
    def apart(self) -> tuple[CriterionView, ...]:
        """The criteria that do not apply."""
        return tuple(row for row in self.criteria if row.chip.kind == NOT_APPLICABLE)

    @property
    def short(self) -> tuple[CriterionView, ...]:
        """The criteria that a table explains: those that count and are not met without a remark."""
        return tuple(row for row in self.rated if row.remarked)

    @property
    def met(self) -> tuple[tuple[CriterionView, ...], ...]:
        """The criteria that are met without a remark, neighbours on the same provisions together."""
        rows = (row for row in self.rated if not row.remarked)
        return tuple(tuple(group) for _cited, group in groupby(rows, key=lambda row: row.cited))

    @property
    def open(self) -> tuple[CriterionView, ...]:
        """The criteria that nobody has examined."""
        return tuple(row for row in self.criteria if row.chip.unanswered and not row.lead)

    @property
    def unsettled(self) -> tuple[CriterionView, ...]:
        """The criteria whose rating is not settled, or is a lead."""
        return tuple(row for row in self.criteria if row.chip.kind == "open" or row.lead)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One section of the profile."""

    id: str
    title: str
    span: str
    """Its articles: `Arts. 2–13`."""
    headline: str
    counts: Mapping[str, int]
    range: Range | None
    with_leads: Range | None
    """What its score would be if answers counted whose evidence is too weak."""
    acts: tuple[tuple[str, str], ...]
    """The acts that its answers are the first to cite: short title, since when in force and which text was read."""
    articles: tuple[ArticleView, ...]

    @property
    def runs(self) -> tuple[tuple[ArticleView, ...], ...]:
        """Its articles; neighbours of which nobody examined anything stand together, and those that are never scored."""
        groups = groupby(self.articles, key=lambda article: article.number if article.explained else bool(article.open))
        return tuple(tuple(articles) for _key, articles in groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkView:
    """What is known of practice, or what the authorities say, beside the rating of the law, which neither changes."""

    instrument: str
    """Id of the treaty."""
    abbreviation: str
    criterion: str
    provision: str
    chip: Chip
    practice: str = ""
    comment: str = ""
    sources: tuple[int, ...] = ()
    """Numbers of the documents behind what is known of practice."""
