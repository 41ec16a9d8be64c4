"""The sections of a report in their places: numbers, titles, texts of its own, and where links may lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from compliance.language import N_, _
from compliance.model.plan import FREE, OF_A_TREATY, Planned, SectionKind
from compliance.pages.markdown import rendered
from compliance.view.values.country import CountryView, InstrumentView

TITLES: Mapping[SectionKind, str] = {
    "foreword": N_("Foreword"),
    "findings": N_("Findings"),
    "summary": N_("Summary"),
    "body-findings": N_("Findings of treaty bodies"),
    "external-ratings": N_("Official ratings by others"),
    "priorities": N_("Priorities for reform"),
    "articles": N_("Article by article"),
    "treaty-status": N_("Treaty status, reservations and declarations"),
    "practice": N_("Co-operation and practice"),
    "indicators": N_("Project indicators"),
    "comments": N_("Comments of the authorities"),
    "open-questions": N_("Open questions"),
    "texts": N_("Texts read"),
    "method": N_("Method"),
    "criteria": N_("All criteria"),
    "levels": N_("Levels of government"),
    "gaps": N_("Gaps by section"),
    "sequence": N_("Sequence of reforms"),
    "register": N_("What became of the recommendations"),
    "bridge": N_("From one cycle to the next"),
    "timeline": N_("Reforms over time"),
    "agreement": N_("Two evaluators"),
    "documents": N_("Documents consulted"),
    "legal-sources": N_("Legal sources"),
    "glossary": N_("Words and abbreviations"),
    "figures": N_("Figures and their data"),
    "manifest": N_("Manifest"),
    "provisions": N_("Provision by provision"),
}
"""What each section is called in the contents and over its headline."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One section of a report in its place."""

    place: int
    """Its place among all sections, from 1."""
    number: str
    """Its number as readers see it: `3`, or `Annex A`."""
    kind: SectionKind
    title: str
    texts: tuple[Markup, ...]
    """Texts of its own: the plan's, then the country's."""
    instrument: InstrumentView | None
    is_annex: bool = False

    @property
    def anchor(self) -> str:
        """Where links lead."""
        return f"section-{self.place}"

    @property
    def head(self) -> str:
        """Number and title, as they stand over its headline."""
        return f"{self.number}: {self.title}" if self.is_annex else f"{self.number} {self.title}"

    @property
    def template(self) -> str:
        """The file that prints it."""
        return "text" if self.kind in FREE else self.kind


def numbered(view: CountryView) -> tuple[Numbered, ...]:
    """The planned sections of a country's report that have something to say, numbered."""
    return placed(view, partial(_has_content, view))


def placed(view: CountryView, has_content: Callable[[Planned], bool]) -> tuple[Numbered, ...]:
    """The planned sections that have something to say, numbered; annexes by letters."""
    treaties = {instrument.id: instrument for instrument in view.instruments}
    kept = [planned for planned in view.plan.sections if has_content(planned)]
    annexes = [planned for planned in view.plan.annexes if has_content(planned)]
    numbers = (*map(str, range(1, len(kept) + 1)), *(_("Annex %s") % letters(n) for n in range(len(annexes))))
    return tuple(
        Numbered(
            place,
            number,
            planned.section,
            planned.title or titled(planned, treaties),
            own_texts(planned, view.texts),
            treaties.get(planned.instrument or ""),
            place > len(kept),
        )
        for place, (number, planned) in enumerate(zip(numbers, (*kept, *annexes), strict=True), 1)
    )


def letters(place: int) -> str:
    """The letters of an annex: A to Z, then AA."""
    head, last = divmod(place, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + last)


def own_texts(planned: Planned, texts: Mapping[str, str]) -> tuple[Markup, ...]:
    """What a project manager wrote for a section, as HTML."""
    return tuple(rendered(text) for text in (planned.text, texts.get(planned.file)) if text and text.strip())


def titled(planned: Planned, treaties: Mapping[str, InstrumentView]) -> str:
    """What a section is called; one about a treaty with its name."""
    title = _(TITLES[planned.section])
    treaty = treaties.get(planned.instrument or "")
    return f"{treaty.abbreviation}: {title[0].lower()}{title[1:]}" if treaty else title


def _has_content(view: CountryView, planned: Planned) -> bool:
    """Whether a section has anything to say about this country."""
    own = bool(own_texts(planned, view.texts))
    needed: dict[SectionKind, object] = {
        "levels": view.levels,
        "body-findings": view.findings or own,
        "external-ratings": view.external or view.external_notes or own,
        "indicators": view.indicators,
        "gaps": any(instrument.losses for instrument in view.instruments),
        "sequence": any(instrument.path for instrument in view.instruments),
        "register": view.register,
        "timeline": view.timeline,
        "bridge": view.bridges,
        "practice": view.practice or own,
        "comments": view.comments or own,
        "agreement": view.agreement,
        "open-questions": any(
            article.open or article.unsettled for instrument in view.instruments for article in instrument.articles
        ),
        "glossary": view.glossary,
        **dict.fromkeys(FREE, own),
        **dict.fromkeys(OF_A_TREATY, any(treaty.id == planned.instrument for treaty in view.instruments)),
    }
    return bool(needed.get(planned.section, True))


def places(sections: Iterable[Numbered]) -> frozenset[str]:
    """Where links to articles and criteria may lead: what the sections print."""
    return frozenset(
        place
        for section in sections
        if section.kind in ("articles", "criteria") and section.instrument
        for place in _places(section.instrument, section.kind)
    )


def _places(instrument: InstrumentView, kind: SectionKind) -> Iterator[str]:
    for article in instrument.articles:
        if kind == "criteria" or article.explained:
            yield article_place(instrument.id, article.number)
        rows = article.criteria if kind == "criteria" else article.short
        yield from (criterion_place(instrument.id, row.id) for row in rows)


def article_place(instrument: str, number: str) -> str:
    """Where an article is printed."""
    return f"article-{instrument}-{number}"


def criterion_place(instrument: str, id_: str) -> str:
    """Where a criterion is printed."""
    return f"criterion-{instrument}-{id_}"
