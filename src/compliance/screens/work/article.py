"""One article of a checklist at work: the list of articles, the criteria of this one, the form of an answer, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.instrument import Article
from compliance.scoring.values import CriterionScore
from compliance.screens.work.answer import Disputed, Unsaved
from compliance.screens.work.beside import Effect, Lack, Other, Passage, Thread, Twin
from compliance.screens.work.checklist import FILTERS, SHOWN, Head, Section
from compliance.screens.work.fields import Form
from compliance.screens.work.parts import WorkPage
from compliance.screens.work.question import Asks
from compliance.screens.work.words import Piece, Rated, below, differences, rated
from compliance.view import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the list of articles can be narrowed to."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The list of articles beside an answer."""

    sections: tuple[Section, ...]
    filters: tuple[Filter, ...]
    show: str
    word: str
    criterion: str
    all: str
    """The address without any narrowing."""


def side(sections: Sequence[Section], here: Callable[..., str], criterion: str, show: str, word: str) -> Side:
    """The list of articles, narrowed; the filters keep the criterion that is open."""
    return Side(
        sections=tuple(sections),
        filters=tuple(
            Filter(text=FILTERS[kind], href=here(show=kind if kind != "all" else ""), current=kind == (show or "all"))
            for kind in SHOWN
        ),
        show=show,
        word=word,
        criterion=criterion,
        all=here(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A criterion of the article, as a step in its strip."""

    id: str
    reference: str
    core: bool
    rated: Rated
    href: str
    current: bool
    remarked: bool


def strip(
    article: Article,
    scores: Mapping[str, CriterionScore],
    remarked: Sequence[str],
    current: str,
    here: Callable[..., str],
) -> Iterator[Step]:
    """The criteria of an article."""
    for criterion in article.criteria:
        yield Step(
            id=criterion.id,
            reference=words.reference(criterion.provision, criterion.element),
            core=criterion.core,
            rated=rated(scores[criterion.id]),
            href=here(criterion.id),
            current=criterion.id == current,
            remarked=criterion.id in remarked,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A field that somebody else changed meanwhile, with how both differ from what it was."""

    name: str
    label: str
    base: str
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Fields that are decided together, such as a rating and what is said for it."""

    decides: str
    """The name under which the form sends what is decided."""
    who: str
    """Who changed them, and when, as far as a log says."""
    fields: tuple[Differing, ...]
    decided: str = ""
    """What the form decided of them, where something else was refused."""

    @property
    def label(self) -> str:
        """What they are called."""
        return ", ".join(each.label for each in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why an answer was not saved."""

    heading: str
    problems: tuple[tuple[str, str], ...]
    """Where, as the name of a field or nothing, and what."""
    conflicts: tuple[Conflict, ...]
    who: str
    """Who changed it meanwhile, and when."""


def refused(unsaved: Unsaved, form: Form) -> Refused:
    """Why an answer was not saved, with fields and what is chosen in them in the words of the form."""
    labels = {each.name: each.label for each in form.inputs()}
    problems = (
        (name, ": ".join(filter(None, (labels.get(name, ""), text))))
        for name, texts in unsaved.problems.items()
        for text in texts
    )
    words = {(e.name, o.value): o.text for e in form.inputs() for o in (*e.options, *e.between) if o.value}
    return Refused(
        heading=_heading(unsaved),
        problems=tuple(problems),
        conflicts=tuple(_conflicts(unsaved.disputed, words)),
        who=_who(unsaved.disputed),
    )


def _conflicts(disputed: Sequence[Disputed], words: Mapping[tuple[str, str], str]) -> Iterator[Conflict]:
    """Disputed fields, those together that are decided together."""
    for decides in dict.fromkeys(each.decides for each in disputed):
        together = [each for each in disputed if each.decides == decides]
        yield Conflict(
            decides=decides,
            who=", ".join(filter(None, (together[0].by, together[0].when))),
            fields=tuple(_differing(each, words) for each in together),
            decided=together[0].decided,
        )


def _differing(disputed: Disputed, words: Mapping[tuple[str, str], str]) -> Differing:
    texts = (disputed.base, disputed.theirs, disputed.mine)
    base, theirs, mine = (words.get((disputed.name, text), text) for text in texts)
    return Differing(
        name=disputed.name,
        label=disputed.label,
        base=base,
        theirs=differences(base, theirs),
        mine=differences(base, mine),
    )


def _heading(unsaved: Unsaved) -> str:
    fields = len([name for name in unsaved.problems if name])
    if not fields:
        return _("Not saved")
    text = ngettext("Not saved: %(count)s field needs you", "Not saved: %(count)s fields need you", fields)
    return text % {"count": figures.in_words(fields)}


def _who(disputed: Sequence[Disputed]) -> str:
    """Who changed it meanwhile, and when, as far as a log says."""
    first = next((each for each in disputed if each.by), None)
    if first is None:
        return _("Somebody changed this answer")
    if not first.when:
        return _("%(name)s changed this answer") % {"name": first.by}
    return _("%(name)s changed this answer on %(when)s") % {"name": first.by, "when": first.when}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside an answer."""

    effect: Effect
    lacks: tuple[Lack, ...]
    threads: tuple[Thread, ...]
    twins: tuple[Twin, ...]
    proposals: tuple[str, ...]
    others: tuple[Other, ...]
    hidden: str
    """Why the answers of others are not shown; empty where they are."""
    earlier: tuple[Other, ...]
    passages: tuple[Passage, ...]
    history: tuple[str, ...]

    @property
    def open_remarks(self) -> int:
        """How many remarks wait to be settled."""
        return sum(not thread.settled for thread in self.threads)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(WorkPage):
    """One article of a checklist at work."""

    head: Head
    side: Side
    abbreviation: str
    """The treaty."""
    number: str
    article: str
    """Its title."""
    strip: tuple[Step, ...]
    asks: Asks
    form: Form
    action: str
    """Where the form is sent."""
    rows: str
    """Where it is sent to have another row, and nothing written."""
    check: str
    """Where it is sent to see what it would come to, and nothing written."""
    effect: str
    """Where a script asks what it would come to."""
    remark: str
    """Where remarks are sent."""
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
    refused: Refused | None
    notice: str
    """What was just done, or is not done yet, in a sentence."""
    unsaved: bool
    """Whether the form holds what was typed, and not what is on file."""
    done: str
    """What the browser is told of its draft: `saved`, `unchanged`, or nothing."""
    saved: str
    """When something was last saved in this checklist, and by whom."""
    here: tuple[str, ...]
    """Who else is there now."""
    next: str
    """The address of the next open criterion; empty where none is open."""
    beside: Beside
    public: str
    """The address at which the article is read; empty where nothing of it is public."""

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return f"{self.asks.id} · {self.head.name}"


def address(base: str, number: str) -> Callable[..., str]:
    """Addresses of the criteria of an article."""

    def here(criterion: str = "", anchor: str = "", **query: str) -> str:
        return below(base, number, anchor=anchor, c=criterion, **query)

    return here
