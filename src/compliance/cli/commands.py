"""Every command with its help line and its home: a module is imported when one of its commands is called, and no sooner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from compliance.authoring.people import Action


class Entry(NamedTuple):
    """A command that is not imported yet."""

    home: str
    """The module beside this one, and the name in it."""
    help: str
    """What the help of its group says of it: the first sentence of its own."""
    actions: tuple[Action, ...] = ()
    """What it may do to the workspace, each of which somebody has to be allowed to do; one that reads does nothing."""


COMMANDS: Mapping[str, Entry] = {
    "accept": Entry("review:accept", "Accept answers as they stand.", ("accept",)),
    "adjudicate": Entry("review:adjudicate", "Settle a criterion on which two evaluators differ.", ("adjudicate",)),
    "agreement": Entry("agreement:agreement", "Print how far two evaluators of a country agree."),
    "assign": Entry("review:assign", "Say who is to answer articles or criteria, and by when.", ("assign",)),
    "build": Entry("build:build", "Build the deliverables that are out of date."),
    "calendar": Entry("calendar:calendar", "Write deadlines as a calendar."),
    "check": Entry("check:check", "Check every file of the workspace and print every problem."),
    "checklist": Entry("groups:checklist", "Send a checklist out as a workbook, and bring it back."),
    "checklist export": Entry("checklist:export", "Write a checklist as a workbook to be filled in."),
    "checklist import": Entry("checklist:import_", "Bring the answers of a workbook into the checklist.", ("import", "import-second")),
    "compare": Entry("compare:compare", "Print what changed between two states of a country, and why."),
    "coverage": Entry("scores:coverage", "Print how far the data reach."),
    "crosswalk": Entry("crosswalk:crosswalk", "Print what criteria of two instruments have in common."),
    "evidence": Entry("groups:evidence", "Print where evidence is thin, or store it."),
    "evidence add": Entry("texts:add", "Store the text of an act, or a copy of a document.", ("add-evidence",)),
    "evidence list": Entry("evidence:listed", "Print where evidence is thin."),
    "explain": Entry("explain:explain", "Explain a number: where it comes from, and what is missing."),
    "export": Entry("groups:export", "Write the data for the systems of others."),
    "export datapackage": Entry("export:datapackage", "Write every table as one Data Package."),
    "export iati": Entry("export:iati", "Write the results as IATI 2.03."),
    "export indicators": Entry("export:indicators", "Write every value of every indicator."),
    "gaps": Entry("gaps:gaps", "List what would close the gaps of a country."),
    "index": Entry("indicators:index", "Print a composite index, year by year."),
    "indicators": Entry("groups:indicators", "Print how the project indicators of countries stand."),
    "indicators explain": Entry("indicators:explain", "Explain a value of an indicator."),
    "indicators import": Entry("requests:import_", "Take in the figures of a data request that was filled in.", ("import-figures",)),
    "indicators request": Entry("requests:request", "Write a workbook that asks a country for missing figures.", ("request-figures",)),
    "indicators table": Entry("indicators:listed", "Print how the indicators of countries stand."),
    "init": Entry("init:init", "Make a new workspace in FOLDER."),
    "instruments": Entry("instruments:instruments", "List sections, articles and criteria of instruments."),
    "log": Entry("work:log", "Print who changed what in a country's files, when and why."),
    "new": Entry("new:new", "Write checklists with every criterion in treaty order.", ("new",)),
    "remark": Entry("review:remark", "Remark on an answer, reply to a remark, or settle one.", ("remark", "reply", "close")),
    "rerate": Entry("review:rerate", "Change a rating with its cause.", ("rerate",)),
    "robustness": Entry("robustness:robustness", "Print how robust the scores of all countries are."),
    "schema": Entry("init:schema", "Write a JSON Schema for each type of document."),
    "score": Entry("scores:score", "Print the scores of countries: all of them, or those named."),
    "seal": Entry("seal:seal", "Seal an adopted cycle.", ("seal",)),
    "site": Entry("site:site", "Write the reading site."),
    "status": Entry("work:status", "Print how far the work on checklists is, and what is next."),
    "step": Entry("review:step", "Take a checklist a step further.", ("submit", "submit-second", "return", "review", "adopt")),
    "verify": Entry("seal:verify", "Recompute every figure of what was sealed."),
    "web": Entry("web:web", "Serve the site live from the folder, to read and to work."),
}  # fmt: skip
"""By its words, the group first."""


def loaded(home: str) -> Any:
    """What `module:name` stands for in this package; the module is imported now, if it was not before."""
    module, _, name = home.partition(":")
    return getattr(import_module(f"compliance.{module}"), name)


class Homes(Mapping[str, click.Command]):
    """The commands of a group by their names, each imported when it is looked up."""

    def __init__(self, group: str) -> None:
        paths = ((path.split(), entry) for path, entry in COMMANDS.items())
        self.entries = {words[-1]: entry for words, entry in paths if words[:-1] == group.split()}

    def __getitem__(self, name: str) -> click.Command:
        command: click.Command = loaded(f"cli.{self.entries[name].home}")
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


class Commands(click.Group):
    """A group whose commands stand in the table; its help is printed without importing any of them."""

    def __init__(self, *, group: str = "", default: str | None = None, **settings: Any) -> None:
        super().__init__(**settings)
        self.homes = Homes(group)
        self.commands = self.homes  # type: ignore[assignment]  # click looks commands up, and adds none
        self.default = default

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """The arguments, for the default command unless they begin with another, or ask for help."""
        if self.default and not (args and args[0] in (*self.homes, *context.help_option_names)):
            args = [self.default, *args]
        return super().parse_args(context, args)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the names and help lines of the commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.homes.entries[name].help) for name in sorted(self.homes)])
