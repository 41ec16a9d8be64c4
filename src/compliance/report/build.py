"""Every deliverable of every country, in parallel processes; each file appears whole or not at all."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from compliance.inputs import Inputs, read_inputs
from compliance.pages.html import country_page, donor_page
from compliance.report.excel import workbook
from compliance.report.files import write_whole
from compliance.report.pdf import pdf
from compliance.robustness import Robustness
from compliance.robustness.countries import of_countries
from compliance.view.country import view_of
from compliance.view.donor import donor_view
from compliance.view.scores import scored
from compliance.view.values import CountryView

FORMATS: Mapping[str, Callable[[CountryView], bytes]] = {
    "pdf": lambda view: pdf(country_page(view)),
    "xlsx": workbook,
}
"""What is made of a country's view, by the ending of its file."""
ENDINGS: Mapping[str, tuple[str, ...]] = {"country": tuple(FORMATS), "donor": ("pdf",)}
"""The files of each kind of plan."""
REPORT = "country"
"""The plan whose files bear no name of a plan."""


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One deliverable to make."""

    plan: str
    """Id of the plan."""
    country: str
    """Id of the country."""
    cycle: str
    """The round of assessment."""
    ending: str
    """Its format."""

    @property
    def name(self) -> str:
        """Its file name: made of ids alone, never of text in the data."""
        edition = "" if self.plan == REPORT else f"-{self.plan}"
        return f"{self.country}-{self.cycle}{edition}.{self.ending}"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job."""

    job: Job
    """The job."""
    file: Path | None
    """The file, if it was made."""
    failure: str | None
    """Why it was not; the file of an earlier build then stands as it was."""


def jobs(inputs: Inputs, countries: Sequence[str], plan: str) -> tuple[Job, ...]:
    """The deliverables of some countries, or of all that have a checklist for the plan: of their latest cycle, the slow ones first."""
    planned = inputs.workspace.plans[plan].value
    wanted = [one for one in inputs.workspace.countries.values() if not countries or one.id in countries]
    return tuple(
        Job(plan, country.id, cycle, ending)
        for ending in ENDINGS[planned.kind]
        for country in wanted
        for cycle in country.cycles()[-1:]
        if any((cycle, id_) in country.checklists for id_ in planned.instruments)
    )


def build(root: Path, output: Path, todo: Sequence[Job], processes: int) -> Iterator[Made]:
    """Makes every deliverable and says so as each is done; one that fails stops no other."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload([__name__])
    workers = max(1, min(processes, len(todo)))
    with ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_settle) as pool:
        futures = {pool.submit(make, root, output, job): job for job in todo}
        for future in as_completed(futures):
            failure = future.exception()
            job = futures[future]
            yield (
                Made(job, None, f"{type(failure).__name__}: {failure}") if failure else Made(job, future.result(), None)
            )


def _settle() -> None:
    """Tells a worker that what it has loaded stays: looking through it for garbage took a sixth of each report."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def make(root: Path, output: Path, job: Job) -> Path:
    """Makes one deliverable and says where it is."""
    file = output / job.name
    write_whole(file, _content(root, job))
    return file


def _content(root: Path, job: Job) -> bytes:
    inputs = _inputs(root)
    if inputs.workspace.plans[job.plan].value.kind == "donor":
        return pdf(donor_page(donor_view(inputs, job.country, job.cycle, job.plan)))
    return FORMATS[job.ending](_view(root, job))


def _view(root: Path, job: Job) -> CountryView:
    return view_of(_inputs(root), job.country, job.cycle, job.plan, _robust(root, job.plan))


@cache  # of all countries at once, so a process that makes several deliverables computes it once
def _robust(root: Path, plan_id: str) -> tuple[Robustness, ...]:
    """How robust the latest scores of all countries are; nothing where the plan has no section on it."""
    workspace = _inputs(root).workspace
    plan = workspace.plans[plan_id].value
    if all(one.section != "uncertainty" for one in plan.sections):
        return ()
    found = [(country, one) for country, _, one in scored(workspace, ())]
    return of_countries(workspace, found, plan.instruments)


@cache  # a process that makes several deliverables reads the folder once
def _inputs(root: Path) -> Inputs:
    return read_inputs(root)[0]
