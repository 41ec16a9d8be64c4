"""A data request as a workbook: a sheet for each institution, with a row for each missing figure, to be filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import get_args

from compliance import figures
from compliance.language import N_, NAMES, _, capital
from compliance.model.statistics import Qualifier, Scope
from compliance.queries.request import AskedFigure, AskedInstitution, DataRequest
from compliance.report.excel.book import with_footnotes
from compliance.report.excel.guide import first_sheet
from compliance.report.excel.values import (
    LONGEST_NAME,
    NOT_IN_NAMES,
    Entry,
    Link,
    Row,
    Sheet,
    Store,
    Table,
    column,
    columns_of,
    rows_of,
)
from compliance.report.excel.write import write

KEYS = "Keys"
"""The hidden sheet by which a request is known again."""
FORM = "compliance data request 2"
"""What the first cell of the hidden sheet says of every such workbook; another layout has another number."""
LOCKED = {"series": N_("Series"), "year": N_("Year")}
"""Headers of the columns that tell which figure a row asks for, by column of `statistics.csv`."""
ANSWERS = {
    "value": N_("Value"),
    "unit": N_("Unit"),
    "scope": N_("Covers"),
    "scope_detail": N_("Covers exactly"),
    "qualifier": N_("How exact"),
    "source": N_("Source"),
    "url": N_("Web address"),
    "note": N_("Note"),
}
"""Headers of the columns to fill in, by column of `statistics.csv`."""
SCOPES = dict(zip(get_args(Scope), (N_("national"), N_("part"), N_("agency"), N_("part-year"), N_("law")), strict=True))
"""The words for what a figure covers, as the file has them, with those of the form."""
QUALIFIERS = dict(zip(get_args(Qualifier), (N_("approximate"), N_("lower-bound"), N_("derived"), N_("conflicting"), N_("inferred")), strict=True))  # fmt: skip
"""The words for how exact a figure is, as the file has them, with those of the form."""
BETWEEN = "|"
"""Stands between the units of a figure on the hidden sheet."""


def request_workbook(asked: DataRequest) -> bytes:
    """The workbook in the language that is spoken, as the bytes of an .xlsx file; equal requests give equal bytes."""
    names = names_of(asked.institutions)
    forms = (_form(asked, each, name) for each, name in zip(asked.institutions, names, strict=True))
    shown = (with_footnotes(sheet, asked.footnotes) for sheet in (_readme(asked, names), *forms))
    return write(
        (*shown, _keys(asked, names)),
        title=_title(asked),
        notice=_("A request for figures, to be filled in and sent back"),
        footer=f"{_title(asked)}, {figures.day(asked.on)}",
        created=asked.on,
    )


def names_of(institutions: Sequence[AskedInstitution]) -> tuple[str, ...]:
    """The names of the sheets of some institutions: theirs, as far as a spreadsheet takes them."""
    names: list[str] = []
    for institution in institutions:
        plain = " ".join(NOT_IN_NAMES.sub(" ", institution.name).split())[:LONGEST_NAME].strip() or KEYS
        taken = {name.lower() for name in ("readme", KEYS, "history", *names)}
        numbered = (plain, *(f"{plain[: LONGEST_NAME - 4]} {n}" for n in range(2, 99)))
        names.append(next(name for name in numbered if name.lower() not in taken))
    return tuple(names)


def _title(asked: DataRequest) -> str:
    return _("Data request: %(project)s, %(country)s") % {"project": asked.project, "country": asked.name}


def _years(asked: DataRequest) -> str:
    first, last = asked.years[0], asked.years[-1]
    return str(first) if first == last else f"{first}–{last}"


def _form(asked: DataRequest, institution: AskedInstitution, name: str) -> Sheet:
    table = _columns(institution)
    about = {"project": asked.project, "country": asked.name, "years": _years(asked)}
    return Sheet(
        name=name,
        about=_("The figures that are missing; the columns with a green edge are yours to fill in"),
        tab="input",
        title=_("%(institution)s: %(figures)s missing")
        % {"institution": institution.name, "figures": figures.count(len(institution.figures), "figure")},
        measure=_("%(project)s, %(country)s, %(years)s; fill in the cells with a green edge") % about,
        note=" ".join(_letter(institution)),
        columns=columns_of(table),
        rows=rows_of(table, institution.figures),
        frozen=2,
    )


def _letter(institution: AskedInstitution) -> Iterator[str]:
    """What a letter says above its questions: by when, to whom, in which language, from whom."""
    request = institution.request
    if request.due:
        yield _("Please send it back by %(day)s.") % {"day": figures.day(request.due)}
    if request.contact:
        yield _("Contact: %(person)s.") % {"person": request.contact}
    yield _("Language: %(language)s.") % {"language": NAMES[request.language]}
    yield _("Request %(id)s, sent by %(person)s on %(day)s.") % {
        "id": request.id,
        "person": request.by,
        "day": figures.day(request.sent),
    }


def _columns(institution: AskedInstitution) -> Table[AskedFigure]:
    """What is asked for, the columns to fill in, and what else there is to know."""
    units = tuple(dict.fromkeys(unit for figure in institution.figures for unit in figure.units))
    scopes, qualifiers = (Entry(choices=tuple(map(_, words.values()))) for words in (SCOPES, QUALIFIERS))

    def others(figure: AskedFigure) -> str | None:
        return ", ".join(name for name in figure.institutions if name != institution.request.institution) or None

    return (
        column(_(LOCKED["series"]), lambda figure: figure.series.id, 24, "label"),
        column(_(LOCKED["year"]), lambda figure: figure.year, 7, "plain"),
        column(_("What is asked for"), lambda figure: figure.series.name, 30),
        column(_("What counts"), lambda figure: figure.series.definition, 44),
        column(_("Split, in the note"), lambda figure: figure.split or None, 20),
        column(_("Also asked"), others, 26),
        column(_(ANSWERS["value"]), _empty, 14, "figure-input"),
        column(_(ANSWERS["unit"]), lambda figure: figure.units[0] if len(figure.units) == 1 else None, 12, "text-input", entry=Entry(choices=units)),
        column(_(ANSWERS["scope"]), lambda _figure: _("national"), 11, "text-input", entry=scopes),
        column(_(ANSWERS["scope_detail"]), _empty, 22, "text-input"),
        column(_(ANSWERS["qualifier"]), _empty, 14, "text-input", entry=qualifiers),
        column(_(ANSWERS["source"]), _empty, 32, "text-input"),
        column(_(ANSWERS["url"]), _empty, 26, "text-input"),
        column(_(ANSWERS["note"]), _empty, 34, "text-input"),
        column(_("Needed for"), lambda figure: figure.indicators, 12),
        column(_("On file, but not used"), lambda figure: figure.on_file or None, 40),
    )  # fmt: skip


def _empty(_: AskedFigure) -> None:
    """A cell to fill in."""


def _keys(asked: DataRequest, names: Sequence[str]) -> Store:
    """What was asked of whom, so that a changed or missing row is noticed, and the language, by which typed numbers are read."""
    rows: list[tuple[str | int | None, ...]] = []
    for institution, name in zip(asked.institutions, names, strict=True):
        id_ = institution.request.id
        rows.append(("request", id_, name, institution.request.institution))
        rows += [
            ("figure", id_, figure.series.id, figure.year, BETWEEN.join(figure.units)) for figure in institution.figures
        ]
    head = ("what", "request", "series or sheet", "year or institution", "units")
    return Store(KEYS, ((FORM,), (asked.country,), (asked.language,), head, *rows))


PURPOSE = N_(
    "Indicators of the project need these figures and nobody has published them, or not in a form that can be used. "
    "Each institution has a sheet of its own. Please fill in what you have and send the workbook back; a part is welcome, and so is a correction later."
)
NOT_KNOWN = N_(
    "Leave the value empty, and say in the note why, if you like. Do not write a zero, a dash or “n/a”: zero means "
    "that there was none."
)
WRITING = N_(
    "The figure alone, such as 1234 or 1,234.5: its unit, and words such as “over” or “about”, have columns of their own. No formulas. Counts "
    "are whole numbers; amounts of money are given in full, not in thousands, in the currency of the record."
)
COVERS = N_(
    "“national” means the whole country in the whole calendar year. For less choose part (of the territory), agency, "
    "part-year or law (one legal basis), and say which beside it. Such a figure is kept and shown, never stretched."
)
EXACT = N_(
    "Empty for an exact figure. Else approximate, lower-bound (“over …”), derived (computed from other figures), "
    "conflicting (another figure exists: name it in the note) or inferred (year or offence read from the context)."
)
SOURCE = N_("Every figure needs a source: the register or report and who keeps it. A web address where there is one.")
SPLIT = N_("Where a split is asked for, write it into the note: “women 12, men 30”. The value is always the total.")
AGAIN = N_(
    "The same workbook may come back more than once. What is another figure than before takes its place, and the earlier one stays on record."
)
PROTECTION = N_(
    "Cells with a thin green edge are open. Everything else is protected without a password, a guard against slips: "
    "rows and headers are how the answers are found again."
)


def _readme(asked: DataRequest, names: Sequence[str]) -> Sheet:
    # Each institution with a way to its sheet, and what its letter says.
    sheets = (
        (
            Link(f"internal:'{name}'!A1", each.name),
            " ".join((f"{capital(figures.count(len(each.figures), 'figure'))}.", *_letter(each))),
        )
        for each, name in zip(asked.institutions, names, strict=True)
    )
    rows: tuple[Row, ...] = (
        (_("What this is"), _(PURPOSE)),
        *sheets,
        (_("Years"), _("%(years)s, each a calendar year.") % {"years": _years(asked)}),
        (_("What you do not know"), _(NOT_KNOWN)),
        (_("How to write a value"), _(WRITING)),
        (_("Covers"), _(COVERS)),
        (_("How exact"), _(EXACT)),
        (_("Source"), _(SOURCE)),
        (_("Split"), _(SPLIT)),
        (_("Corrections"), _(AGAIN)),
        (_("Protection"), _(PROTECTION)),
    )
    count = figures.count(asked.figures, "figure")
    sheet = first_sheet(
        _title(asked),
        _("%(day)s; %(figures)s") % {"day": figures.day(asked.on), "figures": count},
        rows,
        about=_("How to fill this in"),
    )
    subject, what = sheet.columns
    columns = (replace(subject, header=_("Subject")), replace(what, header=_("What to know")))
    return replace(sheet, columns=columns)
