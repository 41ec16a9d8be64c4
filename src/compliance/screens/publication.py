"""What a site shows in one language: its views, each computed once, from what may leave the house."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from threading import RLock

from compliance import language
from compliance.inputs import Inputs
from compliance.memory import Kept
from compliance.model.checklist import Checklist
from compliance.model.instrument import Instrument
from compliance.model.site import Site
from compliance.screens.downloads import Offer, Offers
from compliance.screens.public import is_published, public
from compliance.view.country import view_of
from compliance.view.manifest import concerns
from compliance.view.names import designations, in_order
from compliance.view.regional import RegionalView, head, regional_view
from compliance.view.values.country import CountryView, InstrumentView
from compliance.workspace import Workspace


class NothingPublic(Exception):  # noqa: N818  # it says what is wrong, as its message does
    """Raised where no country has a checklist that may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Publication:
    """What a site shows in one language."""

    site: Site
    inputs: Inputs
    """The folder, without anything private."""
    register: Workspace
    """The folder with every country that is listed: a text may name one that the site does not show."""
    cycle: str
    draft: bool
    """Whether anything shown is neither adopted nor sealed, so that every page says so."""
    law_date: str
    """The days of the law that is shown."""
    cut_off: date
    """The last of them."""
    status: str
    names: Mapping[str, str]
    """The name of each country, in the order of the register."""
    beneficiaries: Mapping[str, CountryView]
    """The view of each, made when it is asked for."""
    regional: Callable[[], RegionalView]
    offering: Callable[[], Offers] = Offers
    """What finds the deliverables that can be taken away; by itself none."""

    @property
    def region(self) -> RegionalView:
        """All of them beside each other, made when it is asked for."""
        return self.regional()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The deliverables that can be taken away."""
        return self.offering().offered

    def titled(self, text: str) -> str:
        """What the browser calls a page: its own title, then that of the site."""
        return f"{text}: {self.site.title}"

    @property
    def workspace(self) -> Workspace:
        """The documents of the folder."""
        return self.inputs.workspace

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments for which anybody has a checklist, in the order of the site."""
        shown = {instrument.id for instrument in self.assessed()}
        return tuple(self.workspace.instruments[id_].value for id_ in self.site.instruments if id_ in shown)

    def assessed(self) -> Iterator[Instrument]:
        """The instruments for which each country in turn was assessed."""
        for country in self.names:
            yield from (
                self.workspace.instruments[id_].value for id_ in self.site.instruments if self.has(country, id_)
            )

    def has(self, country: str, instrument: str) -> bool:
        """Whether a country was assessed for an instrument."""
        return (self.cycle, instrument) in self.workspace.countries[country].checklists

    def shows(self, country: str, instrument: str, article: str) -> bool:
        """Whether an article of an instrument is among what is shown of a country; no view is made for that."""
        return (
            country in self.names
            and instrument in self.site.instruments
            and self.has(country, instrument)
            and any(
                each.number == article and each.criteria
                for each in self.workspace.instruments[instrument].value.articles
            )
        )

    def treaty(self, country: str, instrument: str) -> InstrumentView | None:
        """How a country stands to an instrument; none where it was not assessed."""
        return next((treaty for treaty in self.beneficiaries[country].instruments if treaty.id == instrument), None)

    def footnotes(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """The obligatory footnotes of the names that occur in some texts."""
        return designations(self.register, self.cut_off, texts)


def publication(inputs: Inputs, site: Site, kept: Kept | None = None) -> Publication:
    """What a site shows in the language that is spoken; NothingPublic where nothing may be shown.

    Views that were `kept` and rest on the same as then are not made again.
    """
    kept = kept or Kept()
    shown = _translated(public(inputs, site, kept), site)
    workspace = shown.workspace
    ids = [id_ for id_ in in_order(workspace, ()) if workspace.countries[id_].checklists]
    if not ids:
        raise NothingPublic("no cycle is adopted or sealed")
    cycle = site.cycle or max(workspace.countries[id_].cycles()[-1] for id_ in ids)
    present = [id_ for id_ in ids if cycle in workspace.countries[id_].cycles()]
    if not present:
        raise NothingPublic(f"no country has a checklist of {cycle} that is adopted or sealed")
    checklists = {id_: _of_cycle(workspace, id_, cycle, site) for id_ in present}
    law_date, status = head([checklist for theirs in checklists.values() for checklist in theirs])
    spoken = language.spoken()
    return Publication(
        site=site.spoken(),
        inputs=shown,
        register=inputs.workspace,
        cycle=cycle,
        draft=any(
            not is_published(workspace.countries[id_], held, filed.value)
            for id_ in present
            for (held, _), filed in workspace.countries[id_].checklists.items()
        ),
        law_date=law_date,
        cut_off=max(checklist.cut_off for theirs in checklists.values() for checklist in theirs),
        status=status,
        names={id_: _name(workspace, id_, theirs[0].cut_off) for id_, theirs in checklists.items()},
        beneficiaries=_Views(
            {
                id_: partial(
                    kept.of,
                    ("view", spoken, id_),
                    _rests_on(inputs, shown, site, id_),
                    partial(view_of, shown, id_, cycle, site.plans.country),
                )
                for id_ in present
            }
        ),
        regional=cache(partial(regional_view, shown, cycle, site.plans.region)),
    )


class _Views(Mapping[str, CountryView]):
    """The views of countries, each made when it is asked for; whoever asks for it meanwhile waits, and makes no other."""

    def __init__(self, makers: Mapping[str, Callable[[], CountryView]]) -> None:
        self._makers = {id_: cache(make) for id_, make in makers.items()}
        self._locks = {id_: RLock() for id_ in makers}

    def __getitem__(self, id_: str) -> CountryView:
        with self._locks[id_]:
            return self._makers[id_]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def _of_cycle(workspace: Workspace, id_: str, cycle: str, site: Site) -> list[Checklist]:
    """The checklists of a country in a cycle, in the order of the site's instruments."""
    filed = (workspace.countries[id_].checklists.get((cycle, instrument)) for instrument in site.instruments)
    return [each.value for each in filed if each]


def _name(workspace: Workspace, id_: str, on: date) -> str:
    jurisdiction = workspace.jurisdiction(id_)
    return jurisdiction.name(on) if jurisdiction else id_


def _rests_on(inputs: Inputs, shown: Inputs, site: Site, id_: str) -> object:
    """Everything from which the view of a country is made."""
    workspace, plan = inputs.workspace, site.plans.country
    theirs = (each for each in workspace.files if concerns(each.path, country=id_, plan=plan, everyone=False))
    common = workspace.instruments, workspace.jurisdictions, workspace.plans, workspace.texts, workspace.crosswalks
    others = tuple(shown.workspace.countries)
    return site, workspace.countries[id_], others, common, tuple(theirs), inputs.project, inputs.figures


def _translated(inputs: Inputs, site: Site) -> Inputs:
    """The same with its plans for the site's instruments alone, their words and those of the logframe in the language that is spoken."""
    workspace, project = inputs.workspace, inputs.project
    named = (site.plans.country, site.plans.region)
    plans = {
        id_: replace(filed, value=replace(filed.value.spoken(), instruments=site.instruments))
        if id_ in named
        else filed
        for id_, filed in workspace.plans.items()
    }
    return replace(
        inputs,
        workspace=replace(workspace, plans=plans),
        project=replace(project, logframe=project.logframe.spoken()) if project else None,
    )
