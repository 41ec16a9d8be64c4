"""The comparison of a region as one HTML document, with its charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from compliance import charts
from compliance.charts import Chart
from compliance.language import N_, _
from compliance.model.plan import FREE, Planned
from compliance.pages.html import Page, environment, own_ratings, pictures, stylesheet
from compliance.pages.markdown import rendered
from compliance.view import words
from compliance.view.palette import HOUSE, Palette, of_bars, of_scale, palette_of
from compliance.view.regional.phrases import counted, many
from compliance.view.regional.region import STANDS, BarView, RegionalView, TreatyComparison

TITLES: Mapping[str, str] = {
    "foreword": N_("Foreword"),
    "findings": N_("Findings"),
    "messages": N_("In short"),
    "how-to-read": N_("How to read this comparison"),
    "map": N_("At a glance"),
    "distribution": N_("Ratings side by side"),
    "standings": N_("Ranges side by side"),
    "heat-map": N_("Articles side by side"),
    "shared-gaps": N_("What several lack"),
    "model-provisions": N_("Model provisions"),
    "cooperation": N_("What each brings to co-operation"),
    "progress": N_("What moved since the cycle before"),
    "sensitivity": N_("What moves the ranges"),
    "comparability": N_("What limits the comparison"),
    "cards": N_("One by one"),
    "method": N_("Method and manifest"),
}
"""What each section is called in the contents and over its headline."""
WORKBOOK = N_("regional workbook")
"""Where the numbers behind the charts stand."""
SHOWN = 8
"""So many shared gaps have room on a page, which all treaties share; the others are in the workbook."""
ON_COVER = 8
"""For so many countries a cover has room for a bar each."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One section of the comparison in its place."""

    number: str
    """Its number, or the letter of an annex."""
    kind: str
    title: str
    text: Markup
    """A text of its own, empty where there is none."""
    treaties: tuple[TreatyComparison, ...]

    @property
    def anchor(self) -> str:
        """Where links lead."""
        return f"section-{self.number.lower().replace(' ', '-')}"


def regional_page(view: RegionalView) -> Page:
    """The comparison of a region."""
    palette = palette_of(*(tuple(comparison.instrument.scale.values) for comparison in view.treaties))
    drawn = dict(_drawings(view, palette))
    treaties = [comparison.instrument for comparison in view.treaties]
    template = environment().get_template("regional.html")
    html = template.render(
        view=view,
        charts=drawn,
        sections=numbered(view),
        palette=palette,
        house=HOUSE,
        of_bars=of_bars,
        unit=_(view.plan.unit),
        units=many(view.plan.unit),
        counted=counted,
        stands=STANDS,
        room=lambda section: max(1, SHOWN // len(section.treaties)),
        on_cover=ON_COVER,
        thing="treaty" if any(treaty.kind == "treaty" for treaty in treaties) else "standard",
        workbook=_(WORKBOOK),
        same_basis=len({(member.law_date, member.status, member.basis) for member in view.members}) == 1,
        same_ranges=len({comparison.ranges.finding for comparison in view.treaties}) == 1,
        several_days=len({bar.assessment.on for each in view.treaties for bar in each.bars}) > 1,
        scales=list(dict.fromkeys(tuple(treaty.scale.values) for treaty in treaties)),
    )
    palette = {**HOUSE, **palette}
    return Page(html, stylesheet() + own_ratings(palette), pictures(drawn, palette))


def numbered(view: RegionalView) -> tuple[Numbered, ...]:
    """The planned sections and annexes that have something to say, numbered and lettered."""
    sections = [planned for planned in view.plan.sections if _has_content(view, planned)]
    annexes = [planned for planned in view.plan.annexes if _has_content(view, planned)]
    return (
        *(_numbered(view, planned, str(number)) for number, planned in enumerate(sections, 1)),
        *(_numbered(view, planned, _("Annex %s") % chr(ord("A") + place)) for place, planned in enumerate(annexes)),
    )


def _numbered(view: RegionalView, planned: Planned, number: str) -> Numbered:
    title, treaties = planned.title or _(TITLES[planned.section]), _treaties(view, planned)
    if planned.instrument and not planned.title:
        name = next(each.instrument.abbreviation for each in view.treaties if each.id == planned.instrument)
        title = f"{name}: {words.inside(title)}"
    kind = "text" if planned.section in FREE else planned.section
    return Numbered(number, kind, title, rendered(_text(view, planned)), treaties)


def _text(view: RegionalView, planned: Planned) -> str:
    """The text of the plan, then that for this cycle."""
    return "\n\n".join(filter(None, (planned.text, view.texts.get(planned.file))))


def _treaties(view: RegionalView, planned: Planned) -> tuple[TreatyComparison, ...]:
    """The treaties that a section is about: the one that it names, or all with something to say."""
    says = NEEDS.get(planned.section, bool)
    return tuple(
        comparison for comparison in view.treaties if planned.instrument in {None, comparison.id} and says(comparison)
    )


NEEDS: Mapping[str, Callable[[TreatyComparison], object]] = {
    "shared-gaps": lambda comparison: len(comparison.bars) > 1,
    "model-provisions": lambda comparison: comparison.models,
    "cooperation": lambda comparison: comparison.cooperation,
    "progress": lambda comparison: comparison.progress,
    "sensitivity": lambda comparison: comparison.ranges.basis,
}
"""What a section needs of a treaty to say anything about it."""


def _has_content(view: RegionalView, planned: Planned) -> bool:
    return bool(_text(view, planned)) if planned.section in FREE else bool(_treaties(view, planned))


# --- charts ------------------------------------------------------------------------------------------


def _drawings(view: RegionalView, palette: Palette) -> Iterator[tuple[str, Chart]]:
    yield "range-key", charts.range_legend()
    if len(view.members) <= ON_COVER:
        yield from _named("cover", _cover(view, palette))
    finding = f"{view.headline}."
    yield from _named("map", charts.tile_grid(view.tiles, finding=finding, table=_place("Scores"), palette=palette))
    for comparison in view.treaties:
        yield from _treaty(comparison, of_scale(palette, comparison.instrument.scale.values))
    for comparison in view.treaties:
        for bar in comparison.bars:
            if any(bar.counts.values()):
                finding = f"{bar.name}, {bar.finding}."
                chart = charts.panel(_panel(bar), finding=finding, table=_place("Scores"), palette=palette)
                yield f"card-{bar.country}-{comparison.id}", chart


def _place(sheet: str) -> str:
    return _("%(workbook)s, sheet %(sheet)s") % {"workbook": _(WORKBOOK), "sheet": sheet}


def _named(name: str, parts: Sequence[Chart]) -> Iterator[tuple[str, Chart]]:
    for number, part in enumerate(parts, 1):
        yield f"{name}-{number}", part


def _cover(view: RegionalView, palette: Palette) -> tuple[Chart, ...]:
    """A bar for each country over the criteria of all treaties."""
    rows = []
    for member in view.members:
        bars = [bar for comparison in view.treaties for bar in comparison.bars if bar.country == member.id]
        counts = {word: sum(bar.counts.get(word, 0) for bar in bars) for word in of_bars(palette)}
        rows.append(charts.Panel(name=member.name, note="", counts=counts))
    return charts.distribution_panels(rows, finding=f"{view.headline}.", table=_place("Scores"), palette=palette)


def _treaty(comparison: TreatyComparison, palette: Palette) -> Iterator[tuple[str, Chart]]:
    bars, finding, table = comparison.bars, f"{comparison.headline}.", _place("Scores")
    panels = [_panel(bar) for bar in bars]
    yield from _named(
        f"distribution-{comparison.id}",
        charts.distribution_panels(panels, finding=finding, table=table, palette=palette),
    )
    finding, table = f"{comparison.ranges.headline}.", _place("Robustness" if comparison.ranges.basis else "Scores")
    yield from _named(f"ranges-{comparison.id}", charts.ranges(comparison.ranges.rows, finding=finding, table=table))
    finding, names = f"{comparison.matrix_headline}.", [bar.name for bar in bars]
    grid = charts.article_grid(comparison.matrix, names, finding=finding, table=_place("Compare"), palette=palette)
    yield from _named(f"grid-{comparison.id}", grid)
    panels = [charts.Panel(name=each.name, note=each.graded, counts=each.by_grade) for each in comparison.limits]
    finding = _("%(treaty)s: answers by grade of evidence.") % {"treaty": comparison.instrument.abbreviation}
    yield from _named(
        f"evidence-{comparison.id}", charts.evidence_panels(panels, finding=finding, table=_place("Ratings"))
    )
    if comparison.progress:
        dates, finding = (_("the cycle before"), _("this cycle")), f"{comparison.progress_headline}."
        chart = charts.two_cycles(comparison.progress, dates=dates, finding=finding, table=_place("Scores"))
        yield f"progress-{comparison.id}", chart


def _panel(bar: BarView) -> charts.Panel:
    return charts.Panel(name=bar.name, note=bar.coverage, counts=bar.counts)
