"""The profile of a country's law as a document."""

from __future__ import annotations

from compliance.model.plan import FREE, Planned
from compliance.pages.html import Page, environment, pictures, stylesheet
from compliance.pages.sections import own_texts, placed
from compliance.view.palette import HOUSE
from compliance.view.profile import ProfileView


def profile_page(view: ProfileView) -> Page:
    """The profile of a country's law, ready to file."""
    template = environment().get_template("profile.html")
    sections = placed(view.country, lambda planned: _has_content(view, planned))
    html = template.render(view=view.country, profile=view, sections=sections, charts={})
    return Page(html, stylesheet(), pictures({}, HOUSE), dated=view.country.cut_off)


def _has_content(view: ProfileView, planned: Planned) -> bool:
    if planned.section in FREE:
        return bool(own_texts(planned, view.country.texts))
    if planned.section == "body-findings":
        return bool(view.country.findings)
    return planned.section != "provisions" or any(
        treaty.instrument.id == planned.instrument for treaty in view.treaties
    )
