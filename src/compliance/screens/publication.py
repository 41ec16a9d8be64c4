"""What a site shows in one language: its views, each computed once, from what may leave the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from compliance.inputs import Inputs
from compliance.model.instrument import Instrument
from compliance.model.site import Site
from compliance.screens.downloads import Offer
from compliance.screens.public import is_published, public
from compliance.view.country import view_of
from compliance.view.names import designations, in_order
from compliance.view.regional import RegionalView, regional_view
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
    region: RegionalView
    beneficiaries: Mapping[str, CountryView]
    """The view of each country, in the order of the register."""
    offers: tuple[Offer, ...] = ()
    """The deliverables that can be taken away."""

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
        shown = {treaty.id for view in self.beneficiaries.values() for treaty in view.instruments}
        return tuple(self.workspace.instruments[id_].value for id_ in self.site.instruments if id_ in shown)

    def treaty(self, country: str, instrument: str) -> InstrumentView | None:
        """How a country stands to an instrument; none where it was not assessed."""
        return next((treaty for treaty in self.beneficiaries[country].instruments if treaty.id == instrument), None)

    def footnotes(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """The obligatory footnotes of the names that occur in some texts."""
        return designations(self.register, self.region.cut_off, texts)


def publication(inputs: Inputs, site: Site) -> Publication:
    """What a site shows in the language that is spoken; NothingPublic where nothing may be shown."""
    shown = _translated(public(inputs, site), site)
    workspace = shown.workspace
    ids = [id_ for id_ in in_order(workspace, ()) if workspace.countries[id_].checklists]
    if not ids:
        raise NothingPublic("no cycle is adopted or sealed")
    cycle = site.cycle or max(workspace.countries[id_].cycles()[-1] for id_ in ids)
    views = {
        id_: view_of(shown, id_, cycle, site.plans.country) for id_ in ids if cycle in workspace.countries[id_].cycles()
    }
    if not views:
        raise NothingPublic(f"no country has a checklist of {cycle} that is adopted or sealed")
    return Publication(
        site=site.spoken(),
        inputs=shown,
        register=inputs.workspace,
        cycle=cycle,
        draft=any(
            not is_published(workspace.countries[id_], held, filed.value)
            for id_ in views
            for (held, _), filed in workspace.countries[id_].checklists.items()
        ),
        region=regional_view(shown, cycle, site.plans.region),
        beneficiaries=views,
    )


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
