"""The comparison of a region as one HTML document, with its charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from compliance import charts
from compliance.charts import Chart, glyphs
from compliance.language import N_, _
from compliance.model.plan import FREE, Planned
from compliance.pages.html import Page, environment, own_ratings, stylesheet
from compliance.pages.markdown import rendered
from compliance.view import words
from compliance.view.palette import HOUSE, Palette, of_bars, of_scale, palette_of
from compliance.view.regional.phrases import counted, many
from compliance.view.regional.region import RegionalView
from compliance.view.regional.values import STANDS, BarView, LimitView, TreatyComparison

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
    html = (
        environment()
        .get_template("regional.html")
        .render(
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
            room=_room,
            on_cover=ON_COVER,
            thing="treaty"
            if any(comparison.instrument.kind == "treaty" for comparison in view.treaties)
            else "standard",
            workbook=_(WORKBOOK),
            same_basis=len({(member.law_date, member.status, member.basis) for member in view.members}) == 1,
            held_back=_held_back,
            same_ranges=len({comparison.ranges.finding for comparison in view.treaties}) == 1,
            several_days=len({assessment.on for member in view.members for assessment in member.assessments.values()})
            > 1,
            scales=list(dict.fromkeys(tuple(comparison.instrument.scale.values) for comparison in view.treaties)),
        )
    )
    pictures = {f"chart:{name}": chart.svg for name, chart in drawn.items()}
    pictures |= {f"sign:{name}": svg for name, svg in glyphs({**HOUSE, **palette}).items()}
    return Page(html, stylesheet() + own_ratings({**HOUSE, **palette}), pictures)


def numbered(view: RegionalView) -> tuple[Numbered, ...]:
    """The planned sections and annexes that have something to say, numbered and lettered."""
    sections = [planned for planned in view.plan.sections if _has_content(view, planned)]
    annexes = [planned for planned in view.plan.annexes if _has_content(view, planned)]
    return (
        *(_numbered(view, planned, str(number)) for number, planned in enumerate(sections, 1)),
        *(_numbered(view, planned, _("Annex %s") % chr(ord("A") + place)) for place, planned in enumerate(annexes)),
    )


def _numbered(view: RegionalView, planned: Planned, number: str) -> Numbered:
    return Numbered(
        number,
        "text" if planned.section in FREE else planned.section,
        planned.title or _title(view, planned),
        rendered(_text(view, planned)),
        _treaties(view, planned),
    )


def _title(view: RegionalView, planned: Planned) -> str:
    title = _(TITLES[planned.section])
    if planned.instrument is None:
        return title
    name = next(
        comparison.instrument.abbreviation for comparison in view.treaties if comparison.id == planned.instrument
    )
    return f"{name}: {words.inside(title)}"


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


def _room(section: Numbered) -> int:
    """How many rows each treaty of a section has room for on a page."""
    return max(1, SHOWN // len(section.treaties))


def _held_back(comparison: TreatyComparison) -> bool:
    return any(cell.held_back for section in comparison.matrix for row in section.rows for cell in row.cells)


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
    yield from _named(
        f"distribution-{comparison.id}",
        charts.distribution_panels(
            [_panel(bar) for bar in comparison.bars],
            finding=f"{comparison.headline}.",
            table=_place("Scores"),
            palette=palette,
        ),
    )
    yield from _named(
        f"ranges-{comparison.id}",
        charts.ranges(
            comparison.ranges.rows,
            finding=f"{comparison.ranges.headline}.",
            table=_place("Robustness" if comparison.ranges.basis else "Scores"),
        ),
    )
    yield from _named(f"grid-{comparison.id}", _grid(comparison, palette))
    yield from _named(
        f"evidence-{comparison.id}",
        charts.evidence_panels(
            [_evidence(bar, limit) for bar, limit in zip(comparison.bars, comparison.limits, strict=True)],
            finding=_("%(treaty)s: answers by grade of evidence.") % {"treaty": comparison.instrument.abbreviation},
            table=_place("Ratings"),
        ),
    )
    if comparison.progress:
        yield f"progress-{comparison.id}", _progress(comparison)


def _panel(bar: BarView) -> charts.Panel:
    return charts.Panel(name=bar.name, note=bar.coverage, counts=bar.counts)


def _evidence(bar: BarView, limit: LimitView) -> charts.Panel:
    return charts.Panel(name=bar.name, note=limit.graded, counts=limit.by_grade)


def _grid(comparison: TreatyComparison, palette: Palette) -> tuple[Chart, ...]:
    return charts.article_grid(
        comparison.matrix,
        [bar.name for bar in comparison.bars],
        finding=f"{comparison.matrix_headline}.",
        table=_place("Compare"),
        palette=palette,
    )


def _progress(comparison: TreatyComparison) -> Chart:
    return charts.two_cycles(
        comparison.progress,
        dates=(_("the cycle before"), _("this cycle")),
        finding=f"{comparison.progress_headline}.",
        table=_place("Scores"),
    )
