"""Which deliverables of a build a site may offer: those that stand as they were made, are up to date, and say nothing private."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

from compliance.files import leads_out
from compliance.inputs import Inputs
from compliance.model.plan import Plan
from compliance.model.site import Site
from compliance.report.build.deliver import sources
from compliance.report.build.job import Job
from compliance.report.build.kinds import viewed
from compliance.report.build.record import Record, read_record, seen
from compliance.screens.downloads import Offer, Offers
from compliance.screens.public import private, public
from compliance.screens.publication import Publication


def offers(inputs: Inputs, site: Site, published: Publication) -> Offers:
    """What a site offers of the folder that it names; nothing where nothing was built there."""
    folder = inputs.workspace.root / (site.deliverables or "")
    record = read_record(folder)
    known = [job for job, _ in record.jobs if job.name in record.made and (folder / job.name).is_file()]
    if not known:
        return Offers()
    bench = _Bench(inputs, site, published, folder, record)
    judged = [(job, bench.objection(job)) for job in known if bench.concerns(job)]
    return Offers(
        offered=tuple(bench.offer(job) for job, why in sorted(judged) if not why),
        refused=tuple((job.name, why) for job, why in sorted(judged) if why),
    )


class _Bench:
    """A build that is looked through."""

    def __init__(self, inputs: Inputs, site: Site, published: Publication, folder: Path, record: Record) -> None:
        self.inputs, self.site, self.published, self.folder, self.record = inputs, site, published, folder, record
        self.shown, self.private = public(inputs, site), private(inputs, site)
        self.outdated = record.outdated(folder, sources(inputs, seen(inputs.workspace.root)))

    def plan(self, job: Job) -> Plan:
        """The plan of a deliverable."""
        return self.inputs.workspace.plans[job.plan].value

    def concerns(self, job: Job) -> bool:
        """Whether a deliverable speaks of what the site shows."""
        return (
            job.plan in self.inputs.workspace.plans
            and job.cycle == self.published.cycle
            and (not job.country or job.country in self.published.beneficiaries)
        )

    def objection(self, job: Job) -> str:
        """Why a deliverable is not offered; empty where it is."""
        if leads_out(self.inputs.workspace.root, self.folder / job.name):
            return "a link that leaves the workspace"
        if job in self.outdated:
            return "out of date, or changed by hand"
        if self._speaks_of_others(job):
            return "it speaks of checklists that the site does not show"
        # What it would say of the folder without what is private is nobody's secret.
        own = frozenset(_words(viewed(self.inputs, job))) - frozenset(_words(viewed(self.shown, job)))
        says = (re.search(rf"(?<!\w){re.escape(text)}(?!\w)", words) for words in own for text in self.private)
        return "it holds what the site keeps to itself" if any(says) else ""

    def _speaks_of_others(self, job: Job) -> bool:
        """Whether it rests on a checklist that the site does not show."""
        plan, countries = self.plan(job), self.inputs.workspace.countries
        members = (job.country,) if job.country else plan.countries or tuple(countries)
        published = self.published.workspace.countries
        return any(
            instrument in plan.instruments
            and key <= job.cycle
            and (id_ not in self.published.beneficiaries or (key, instrument) not in published[id_].checklists)
            for id_ in members
            if id_ in countries
            for key, instrument in countries[id_].checklists
        )

    def offer(self, job: Job) -> Offer:
        file = self.folder / job.name
        status = file.stat()
        return Offer(
            name=job.name,
            country=job.country,
            plan=self.plan(job),
            ending=job.ending,
            size=status.st_size,
            day=datetime.fromtimestamp(status.st_mtime, UTC).date(),
            sha256=self.record.made[job.name].content,
        )


def _words(value: object) -> Iterator[str]:
    """Every text of a view; records that a view refers to are data, and no words of it."""
    match value:
        case str():
            yield value
        case tuple() | list():
            for item in value:
                yield from _words(item)
        case Mapping():
            for item in value.values():
                yield from _words(item)
        case _ if is_dataclass(value) and type(value).__module__.startswith("compliance.view"):
            for field in fields(value):
                yield from _words(getattr(value, field.name))
