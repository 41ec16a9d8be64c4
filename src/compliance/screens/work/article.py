"""One article of a checklist at work: the list of articles, the criteria of this one, the form of an answer, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import Response
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.queries.form import Question
from compliance.queries.form_words import RATINGS, labels
from compliance.queries.work import Work
from compliance.scoring.values import CriterionScore
from compliance.screens.work.answer import Disputed, Unsaved
from compliance.screens.work.beside import Beside
from compliance.screens.work.checklist import Section
from compliance.screens.work.fields import Form
from compliance.screens.work.parts import WorkPage
from compliance.view import words


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(WorkPage):
    """One article of a checklist at work."""

    work: Work
    place: str
    """The address of the checklist."""
    article: Article
    question: Question
    response: Response
    scores: Mapping[str, CriterionScore]
    """By criterion."""
    sections: tuple[Section, ...]
    """The articles of the list beside it."""
    show: str
    """What that list is narrowed to: one of `FILTERS`; empty for all."""
    word: str
    """The word that it is narrowed to."""
    form: Form
    at: str
    """What a browser says of where somebody is, as a query."""
    draft: str
    """Under which name a browser keeps what is typed."""
    base: str
    """The texts from which the form is made, as JSON."""
    read_only: str
    """Why nothing can be written; empty where it can."""
    may_remark: bool
    may_reply: bool
    unsaved: Unsaved | None
    """What the form holds instead of what is on file, and why it was not saved."""
    notice: str
    """What was just done, or is not done yet, in a sentence."""
    done: str
    """What the browser is told of its draft: `saved`, `unchanged`, or nothing."""
    saved: str
    """When something was last saved in this checklist, and by whom."""
    present: tuple[str, ...]
    """Who else is there now."""
    next: str
    """The address of the next open criterion; empty where none is open."""
    beside: Beside
    public: str
    """The address at which the article is read; empty where nothing of it is public."""

    @property
    def refused(self) -> bool:
        """Whether the answer was not saved because something is wrong or disputed."""
        return self.unsaved is not None and bool(self.unsaved.problems or self.unsaved.disputed)

    @property
    def problems(self) -> Iterator[tuple[str, str]]:
        """What is wrong: the name of a field or nothing, and what."""
        names = {each.name: each.label for each in self.form.inputs()}
        for name, texts in self.unsaved.problems.items() if self.unsaved else ():
            yield from ((name, ": ".join(filter(None, (names.get(name, ""), text)))) for text in texts)

    @property
    def conflicts(self) -> Iterator[tuple[Disputed, ...]]:
        """The fields that somebody else changed, those together that are decided together, with the words of the form."""
        disputed = self.unsaved.disputed if self.unsaved else ()
        shown = {(e.name, o.value): o.text for e in self.form.inputs() for o in (*e.options, *e.between) if o.value}

        def in_words(each: Disputed) -> Disputed:
            texts = (shown.get((each.name, text), text) for text in (each.base, each.theirs, each.mine))
            return replace(each, **dict(zip(("base", "theirs", "mine"), texts, strict=True)))

        for decides in dict.fromkeys(each.decides for each in disputed):
            yield tuple(in_words(each) for each in disputed if each.decides == decides)


def not_saved(unsaved: Unsaved) -> str:
    """That an answer was not saved, and how many fields need a change."""
    fields = len([name for name in unsaved.problems if name])
    if not fields:
        return _("Not saved")
    text = ngettext("Not saved: %(count)s field needs you", "Not saved: %(count)s fields need you", fields)
    return text % {"count": figures.in_words(fields)}


def by_whom(disputed: Sequence[Disputed]) -> str:
    """Who changed an answer meanwhile, and when, as far as a log says."""
    first = next((each for each in disputed if each.by), None)
    if first is None:
        return _("Somebody changed this answer")
    if not first.when:
        return _("%(name)s changed this answer") % {"name": first.by}
    return _("%(name)s changed this answer on %(when)s") % {"name": first.by, "when": first.when}


def answered_from(criterion: Criterion) -> str:
    """From which kinds of source a criterion is answered."""
    names = {"law": _("law"), "practice": _("practice"), "treaty-action": _("treaty action")}
    return _("answered from %(sources)s") % {"sources": ", ".join(names[each] for each in criterion.assessed_from)}


def hints(criterion: Criterion) -> Iterator[str]:
    """What helps to answer a criterion, beside its question."""
    yield from filter(None, (criterion.hint,))
    if criterion.condition:
        yield _("Condition: %(text)s") % {"text": criterion.condition}
    if criterion.core_reason:
        yield _("Core: %(reason)s") % {"reason": criterion.core_reason}
    if criterion.note:
        yield criterion.note
    yield from (permitted.detail for permitted in criterion.permitted)
    if criterion.limit_counts_at:
        yield _("A limit that reaches this too is counted at %(criteria)s.") % {
            "criteria": ", ".join(criterion.limit_counts_at)
        }


def when_right(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """The ratings of an instrument, and when each is right."""
    shown = labels(tuple(instrument.scale.values))
    for word in instrument.scale.values:
        yield shown.get(word, words.rating(word)), RATINGS.get(word, _("A rating of the instrument’s own scale."))
