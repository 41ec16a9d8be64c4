"""The first sheet, which explains the workbook, and the sheet of the method, whose values the formulas use."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.report.excel import pace
from compliance.report.excel.criteria import may_not_apply
from compliance.report.excel.formulas import Names, follows, words
from compliance.report.excel.values import HEADER_ROW, Block, Cell, Column, Formula, Link, Row, Sheet, Styled
from compliance.view.palette import of_report
from compliance.view.regional.region import RegionalView
from compliance.view.values.country import CountryView

MEANINGS = {
    "met": "The law answers what the treaty asks.",
    "mostly": "It does so with shortcomings that leave the duty workable.",
    "partly": "A part of what the treaty asks is there.",
    "not-met": "Nothing that answers it was found.",
    "not-applicable": "The duty does not arise; the criterion leaves the score. Put the word into both columns.",
    "unanswered": "Nobody has examined it: not met at the low end, met at the high end, never a zero.",
}
"""What each rating says."""

OWN = "A rating of the instrument’s own scale; its value stands on Method."
"""What is said of any other rating."""

PURPOSE = (
    "Every rating of the report, with the provisions behind it, and scores that follow when you type another rating. "
    "Figures in the column “as reported” stay as the report prints them."
)
WHAT_IF = (
    "On the sheets of criteria, choose another word in the two rating columns: the same word twice for a settled rating, two "
    "different ones for a rating between two. Values, means, caps, scores and counts follow at once, on the sheets "
    "Articles, Summary and Dashboard too. On Method, the values of mostly and partly and the caps of "
    "core criteria may be changed as well (a cap of 1 caps nothing), and on the sheets of criteria the weight of a criterion. "
    "An emptied rating counts as unanswered."
)
LEADS = (
    " A rating whose evidence is too weak is a lead: it stands in the rating columns, and the columns of the rating that counts say "
    "unanswered. Type a better grade in the column Evidence, or yes beside “Leads count?” on Method, and it counts."
)
INDICATORS = (
    " On Indicators, type a new value with its date, or another baseline, milestone or target: what is expected by then, progress, "
    "status and the charts follow. On Method, the limits of the statuses may be changed. The figures behind a value stand on Series."
)
NOT_FOLLOWED = (
    "The report’s sentences, the sheet Gaps, levels of government and titles of charts that name a count keep the values of the "
    "engine; so do indicators, which do not follow ratings that are typed. What "
    "binds the country after its reservations and declarations is not recomputed here. A country rating that follows from levels "
    "of government is typed as such; the ratings of the levels beside it do not move it."
)
OPEN_APPLICATION = (
    " A criterion that may turn out not to apply is marked in a column of its own and is followed exactly, with two exceptions: alternatives "
    "of which one may not apply keep the engine’s values and are locked, and an article newly made to drop out "
    "altogether stays in the mean."
)
PROTECTION = (
    "Rating and comment cells are open, with a thin green edge; so are the values of mostly and partly, and figures, plans and "
    "settings of indicators, caps and weights of single criteria. Everything else is protected without a password: a guard "
    "against slips, no security. Columns that only charts need are hidden and may be shown."
)


def first_sheet(title: str, measure: str, rows: tuple[Row, ...], about: str = "What this workbook is") -> Sheet:
    """The sheet that opens first: what to know, subject by subject."""
    return Sheet(
        name="README",
        about=about,
        tab="reference",
        title=title,
        measure=measure,
        columns=(Column(header="Subject", width=26, style="guide"), Column(header="What to know", width=110)),
        rows=rows,
        frozen=0,
        one_page=True,
        filtered=False,
    )


def readme_of(
    view: CountryView | RegionalView,
    sheets: Sequence[Sheet],
    ratings: Iterable[str],
    purpose: str,
    rules: Iterable[tuple[str, str]],
) -> Sheet:
    """What a workbook is, where everything stands, what its colours mean, and the rules of its use."""
    rows: tuple[Row, ...] = (
        ("What this is", purpose),
        ("Standing", f"{view.plan.notice}. {view.status.capitalize()}; {view.basis}. The law as of {view.law_date}."),
        *((Link(f"internal:'{sheet.name}'!A1", sheet.name), f"{sheet.about}.") for sheet in sheets),
        *((Styled(word, "rating"), MEANINGS.get(word, OWN)) for word in ratings),
        *rules,
        ("Disclaimer", view.plan.disclaimer),
        ("Data", f"SHA-256 over all inputs: {view.manifest.digest}"),
    )
    return first_sheet(view.document, view.edition, rows)


def readme(view: CountryView, sheets: Sequence[Sheet]) -> Sheet:
    """The first sheet of the workbook of a country."""
    weighs = any(instrument.model.scale.counts_from for instrument in view.instruments)
    not_followed = [NOT_FOLLOWED]
    for instrument in view.instruments:
        plain = instrument.model.aggregation.criteria == "arithmetic"
        means = [] if plain else ["means of articles"]
        if kept := [*means, *([] if follows(instrument.model) else ["the whole and its sections"])]:
            not_followed.append(
                f" {instrument.abbreviation} is averaged in a way of its own: {figures.listed(kept)} keep the engine’s values."
            )
    if any(map(may_not_apply, view.instruments)):
        not_followed.append(OPEN_APPLICATION)
    rules = (
        ("What you may change", WHAT_IF + (LEADS if weighs else "") + (INDICATORS if view.indicators else "")),
        ("What does not follow", "".join(not_followed)),
        ("Protection", PROTECTION),
    )
    return readme_of(view, sheets, of_report(view), PURPOSE, rules)


def method(names: Mapping[str, Names], reports: Sequence[IndicatorReport], measured: str) -> Sheet:
    """Values of the ratings and caps of core criteria as named cells, the settings of statuses, and the rules in words."""
    rows: list[Row] = []
    cells: dict[str, Block] = {}
    for scale in {scale.suffix: scale for scale in names.values()}.values():
        top = HEADER_ROW + len(rows)
        rows += _scale(scale, top)
        end = top + len(words(scale.scale)) - 1
        cells |= {scale.on_method("rating_order"): (top, 0, end, 0), scale.on_method("rating_values"): (top, 0, end, 2)}
        for place, word in enumerate(scale.scale.values):
            cells[scale.on_method(f"value_{word}")] = (top + place, 1, top + place, 1)
            if word in scale.scale.caps:
                cells[scale.on_method(f"cap_{word}")] = (top + place, 3, top + place, 3)
        if scale.weak:
            cells[scale.on_method("leads_count")] = (end + 1, 1, end + 1, 1)
    rows += [(Styled(rule, "label"), None, None, None, text) for rule, text in RULES]
    for name, (header, cell, text) in (_settings(reports[0]) if reports else {}).items():
        row = HEADER_ROW + len(rows)
        cells[name] = row, 1, row, 1
        rows.append((Styled(header, "label"), cell, None, None, text))
    return Sheet(
        name="Method",
        about="What a rating is worth and how scores follow; the values of mostly and partly may be changed",
        tab="input",
        title="What a rating is worth is a convention; change it and every score follows",
        measure=measured,
        columns=(
            Column(header="Rating or rule", width=24, style="rating"),
            Column(header="Value, low end", width=10, style="value"),
            Column(header="Value, high end", width=10, style="value"),
            Column(header="Most that an article can have if a core criterion has this rating", width=20, style="value"),
            Column(header="What it means", width=110),
        ),
        rows=tuple(rows),
        frozen=1,
        filtered=False,
        names=cells,
    )


RULES = (
    ("Mean of an article", "The values of its criteria by weight. Alternatives count once, with their best member. What does not apply, is optional or limits a narrowing is left out."),
    ("Held back", "A core criterion is one without which the article’s purpose fails. If it is not met or only partly met, the article cannot have more than its cap."),
    ("Score of an article", "The mean or the lowest cap, whichever is less; in points of 100. An article in which nothing applies has no score."),
    ("Rating of an article", "Met only if every criterion that counts is met; else the nearest of the other ratings, in a tie the lower. Unanswered where nobody has examined anything of it."),
    ("Flag", "Over a fifth of the article, by weight, does not apply."),
    ("Sections and treaties", "The mean of their articles that have a score, by the weight of the article."),
    ("Open range", "The low end takes the lower rating everywhere, the high end the higher one. Where the ends lie over ten points apart, no single figure is printed."),
)  # fmt: skip
"""The rules behind the formulas."""


def _settings(report: IndicatorReport) -> Mapping[str, tuple[str, Cell, str]]:
    """The settings by which figures become statuses, by the names of their cells."""
    judgement = report.judgement
    return {
        pace.ON_TRACK: ("On track from", Styled(judgement.on_track, "percent-input"), "Share of the way expected from which an indicator is on track."),
        pace.AT_RISK: ("At risk from", Styled(judgement.at_risk, "percent-input"), "Share from which it is at risk; below, and wherever it is behind its baseline, it is off track."),
        pace.STALE: ("Too old after", Styled(judgement.stale_after_months, "count-input"), "Months after the end of its year from which a figure is not judged."),
        pace.REPORTED: ("Reported on", Styled(report.on, "date-input"), "The day for which indicators are told; it decides which figures are too old."),
    }  # fmt: skip


def _scale(names: Names, top: int) -> Iterator[Row]:
    """A row for each word: its value at either end, and the cap that it sets."""
    values, caps = names.scale.values, names.scale.caps
    best, worst = next(iter(values)), tuple(values)[-1]

    def equals(word: str) -> Formula:
        return Formula(f"={names.on_method(f'value_{word}')}", values[word])

    for place, (word, value) in enumerate(values.items()):
        low: Cell = Styled(value, "value-input") if word not in (best, worst) else value
        cap: Cell = Styled(equals(caps[word]), "value-input") if word in caps else None
        yield word, low, Formula(f"=B{top + place + 1}", value), cap, MEANINGS.get(word)
    cap = Formula(f"={names.on_method(f'cap_{worst}')}", values[caps[worst]]) if worst in caps else None
    yield "unanswered", equals(worst), equals(best), cap, f"{MEANINGS['unanswered']} A cap holds at the low end alone."
    yield "not-applicable", None, None, None, MEANINGS["not-applicable"]
    if names.weak:
        text = f"yes or no. A rating whose evidence has grade {' or '.join(names.weak)} is a lead: no source was seen, and it does not count. With yes all leads count, and every score is the one of the columns With leads on Summary."
        yield Styled("Leads count?", "label"), Styled("no", "word-input"), None, None, text
