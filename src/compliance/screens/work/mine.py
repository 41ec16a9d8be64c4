"""My work: the checklists in which somebody answers, what is theirs, what is left, and where they were last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import Remark, Response
from compliance.queries.work import Work, is_open
from compliance.screens.work.beside import moment
from compliance.screens.work.checklist import Entry, IsMine, sections
from compliance.screens.work.parts import Tab, WorkPage, below
from compliance.workspace import Country, is_of_second


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A checklist in which somebody works."""

    work: Work
    place: str
    """Its address."""
    asked: tuple[tuple[str, Remark, str], ...]
    """The remarks that wait for a reply: the criterion, the remark, the address."""
    entries: tuple[Entry, ...]
    """The articles that are theirs; where nothing is assigned to anybody all that are not complete."""
    assigned: bool
    """Whether something is theirs, or nothing is assigned to anybody."""
    last: Tab | None
    """Where they saved last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinePage(WorkPage):
    """My work."""

    heading: str
    checklists: tuple[Mine, ...]
    empty: tuple[Tab, ...]
    """Checklists of which nothing is assigned to whoever looks, with who gives articles out as far as that is on file."""
    managers: str = ""
    """Who gives roles, where whoever looks has none."""


def mine(work: Work, country: Country, base: str, is_mine: IsMine, on: date) -> Mine:
    """A checklist in which somebody works."""
    entries = [entry for _title, those in sections(work, base, is_mine, on) for entry in those]
    own = tuple(entry for entry in entries if entry.mine)
    return Mine(
        work=work,
        place=base,
        asked=tuple(_asked(work, base)),
        entries=own if work.checklist.assigned else tuple(entry for entry in entries if not entry.complete),
        assigned=bool(own) or not work.checklist.assigned,
        last=_last(work, country, base, is_mine),
    )


def _asked(work: Work, base: str) -> Iterator[tuple[str, Remark, str]]:
    """The open remarks on its answers to which nobody replied."""
    for each in work.articles:
        for criterion in each.progress.unreplied:
            for remark in work.checklist.responses.get(criterion, Response()).remarks:
                if is_open(remark) and not remark.replies:
                    yield criterion, remark, below(base, each.article.number, c=criterion, anchor="remarks")


def _last(work: Work, country: Country, base: str, is_mine: IsMine) -> Tab | None:
    """The answer that somebody saved last, as the log tells."""
    articles = {c.id: each.article.number for each in work.articles for c in each.article.criteria}
    place = (work.checklist.cycle, work.instrument.id, work.second)
    for filed in reversed(country.log):
        line = filed.value
        of = (line.cycle, line.instrument, is_of_second(line.file))
        if of == place and line.what == "imported" and is_mine((line.by,)):
            for criterion in (change.about for change in line.changed):
                if criterion in articles:
                    href = below(base, articles[criterion], c=criterion)
                    return Tab(f"{criterion}, {moment(line.when)}", href)
    return None


def heading(checklists: Iterable[Mine]) -> str:
    """What is most urgent, as the heading."""
    every = tuple(checklists)
    if remarks := sum(len(each.asked) for each in every):
        text = ngettext(
            "My work: %(count)s remark waits for a reply", "My work: %(count)s remarks wait for a reply", remarks
        )
        return text % {"count": figures.number(remarks)}
    if late := sum(entry.late for each in every for entry in each.entries):
        text = ngettext("My work: %(count)s article is overdue", "My work: %(count)s articles are overdue", late)
        return text % {"count": figures.number(late)}
    return _("My work")
