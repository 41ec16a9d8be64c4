"""How old the data of a brief are, and what they rest on: answers, texts of law, figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from compliance import figures
from compliance.language import _, ngettext
from compliance.view.donor import shared
from compliance.view.donor.shared import Member


def age(members: Sequence[Member]) -> Iterator[str]:
    """What answers rest on, how old the texts of law are, how old the figures, and what stands behind no indicator."""
    yield from _answers(members)
    yield from _texts(members)
    yield from _figures(members)
    yield from _others(members)


def _answers(members: Sequence[Member]) -> Iterator[str]:
    on_text, graded, leads = 0, 0, 0
    for member in members:
        for assessment in member.now:
            rest, total = shared.official(assessment)
            on_text, graded, leads = on_text + rest, graded + total, leads + assessment.whole.leads
    if graded:
        text = _("%(number)s of %(all)s answers rest on the text of the law (grades A and B).")
        yield text % {"number": figures.number(on_text), "all": figures.number(graded)}
    if leads:
        text = ngettext(
            "%(number)s answer has no source and does not count.",
            "%(number)s answers have no source and do not count.",
            leads,
        )
        yield text % {"number": figures.number(leads)}


def _texts(members: Sequence[Member]) -> Iterator[str]:
    """Of which years the texts of law are that were read."""
    read = [act.read for member in members for act in member.acts.values() if act.read]
    years = sorted(reading.as_of.first.year for reading in read if reading.as_of)
    if years:
        text = _("Texts of %(acts)s were read, %(whole)s in whole; dated ones are of %(first)s to %(last)s.")
        yield text % {
            "acts": figures.count(len(read), "act"),
            "whole": sum(reading.extent == "whole" for reading in read),
            "first": years[0],
            "last": years[-1],
        }


def _figures(members: Sequence[Member]) -> Iterator[str]:
    """How many figures indicators rest on, of which years the latest are, how many need care."""
    reports = [report for member in members for report in member.reports]
    rows = {row.line: row for report in reports for row in report.rows}
    aside = {row.line for report in reports for row in report.set_aside}
    if rows:
        careful = sum(bool(row.qualifier) for row in rows.values())
        text = _(
            "Indicators rest on %(figures)s of %(sources)s; %(careful)s of them approximate, derived or read from the context."
        )
        yield text % {
            "figures": figures.count(len(rows), "figure"),
            "sources": figures.count(len({row.source for row in rows.values()}), "source"),
            "careful": figures.in_words(careful),
        }  # fmt: skip
        years = Counter(max(report.status.now.years) for report in reports if report.status.now and report.rows)
        listed = [f"{year} ({number})" for year, number in sorted(years.items(), reverse=True)]
        yield _("Latest figures by year, with the number of indicators: %(years)s.") % {"years": ", ".join(listed)}
    if aside:
        text = ngettext(
            "%(figures)s on file is set aside: a part is not the whole.",
            "%(figures)s on file are set aside: a part is not the whole.",
            len(aside),
        )
        yield text % {"figures": figures.count(len(aside), "figure").capitalize()}


def _others(members: Sequence[Member]) -> Iterator[str]:
    """Figures that no indicator uses, by name where one country is shown."""
    others = [series for member in members for series in member.others]
    if others:
        number = sum(len(series.rows) for series in others)
        text = ngettext(
            "%(figures)s more stands behind no indicator and is listed in the country report and its workbook.",
            "%(figures)s more stand behind no indicator and are listed in the country reports and their workbooks.",
            number,
        )
        yield text % {"figures": figures.count(number, "figure").capitalize()}
