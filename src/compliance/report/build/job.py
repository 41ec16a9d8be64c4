"""One deliverable to make, and the name of its file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

REGION = "region"
"""What stands in the name of a file where that of a country would, for all countries together."""
PLAIN = frozenset(("country", "regional"))
"""The plans whose files bear no name of a plan."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Job:
    """One deliverable to make."""

    plan: str
    country: str
    """Id of the country; empty for what speaks of all of them."""
    cycle: str
    ending: str

    @property
    def name(self) -> str:
        """Its file name: made of ids alone, never of text in the data."""
        edition = "" if self.plan in PLAIN else f"-{self.plan}"
        return f"{self.country or REGION}-{self.cycle}{edition}.{self.ending}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which deliverables are asked for; what is not said does not matter."""

    countries: Sequence[str] = ()
    """Ids of countries; where some are named, nothing is asked for the region."""
    plans: Sequence[str] = ()
    only: Sequence[str] = ()
    """Names of files, as patterns (`*-donor.pdf`) or mere endings (`xlsx`)."""

    def of(self, jobs: Iterable[Job]) -> tuple[Job, ...]:
        """Those of some jobs that are asked for."""
        patterns = [name if set("*?[.") & set(name) else f"*.{name}" for name in self.only]
        return tuple(
            job
            for job in jobs
            if (not self.countries or job.country in self.countries)
            and (not self.plans or job.plan in self.plans)
            and (not patterns or any(fnmatchcase(job.name, pattern) for pattern in patterns))
        )

    def names_only(self, jobs: Collection[Job]) -> bool:
        """Whether every country and plan that is named has a job among these."""
        countries, plans = {job.country for job in jobs}, {job.plan for job in jobs}
        return countries.issuperset(self.countries) and plans.issuperset(self.plans)
