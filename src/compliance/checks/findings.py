"""Findings of bodies: that they point to criteria and articles that exist, and that their dates can follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.checks.walk import Place
from compliance.model.findings import Finding
from compliance.model.instrument import Instrument
from compliance.problems import Problem, closest
from compliance.workspace import Workspace


def placed(workspace: Workspace) -> Iterator[tuple[Finding, Place]]:
    """Every finding with its place."""
    for filed in filter(None, (country.findings for country in workspace.countries.values())):
        for n, finding in enumerate(filed.value.findings):
            yield finding, Place(filed.document, ("findings", n))


def pointers(workspace: Workspace) -> Iterator[Problem]:
    """Findings on instruments, articles and criteria that do not exist; a treaty that is not assessed has none of them."""
    for finding, place in placed(workspace):
        filed = workspace.instruments.get(finding.instrument or "")
        if filed is not None:
            yield from _articles(finding, filed.value, place)
            yield from _criteria(finding, filed.value, place)
        elif finding.criteria:
            known = " | ".join(workspace.instruments)
            what = "criteria are named, but the instrument is none that has any"
            yield Problem(place.at("criteria"), "unknown-instrument", what, known, "say of which `instrument` they are")


def _articles(finding: Finding, instrument: Instrument, place: Place) -> Iterator[Problem]:
    known = [article.number for article in instrument.articles]
    for n, cited in enumerate(finding.articles):
        number = re.match(r"\d+", cited)
        if number is None or number[0] not in known:
            at, what = place.at("articles", n), f"`{instrument.id}` has no article `{cited}`"
            yield Problem(at, "unknown-article", what, "an article of the instrument", closest(cited, known))


def _criteria(finding: Finding, instrument: Instrument, place: Place) -> Iterator[Problem]:
    known = [criterion.id for criterion in instrument.criteria()]
    for n, id_ in enumerate(finding.criteria):
        if id_ not in known:
            at, what = place.at("criteria", n), f"there is no criterion `{id_}`"
            yield Problem(at, "unknown-criterion", what, "an id of the instrument", closest(id_, known))


def dates(workspace: Workspace) -> Iterator[Problem]:
    """Follow-up that lies before what it follows."""
    for finding, place in placed(workspace):
        later = finding.follow_up.date if finding.follow_up else None
        if later is not None and later.last < finding.date.first:
            what = f"`follow_up` ({later}) lies before `date` ({finding.date})"
            hint = "one of the two is mistaken; look into the source"
            yield Problem(place.at("follow_up", "date"), "dates-out-of-order", what, hint=hint)


CHECKS = (pointers, dates)
