"""What handlers share that write into the folder of a country: nobody else writes meanwhile, and what would be wrong is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.changes import RefusedError as WouldBeWrong
from compliance.authoring.changes import Target
from compliance.authoring.figures import figures_held
from compliance.authoring.log import held
from compliance.authoring.people import Action, allowed, refusal
from compliance.inputs import Inputs
from compliance.language import _
from compliance.problems import as_text
from compliance.web.routes import Asked
from compliance.web.show import RefusedError
from compliance.workspace import Workspace, in_years


@contextmanager
def writing(asked: Asked, country: str, action: Action) -> Iterator[Workspace]:
    """The workspace as it is on the disk now, in which nobody else writes to a country meanwhile.

    Whoever asks has to be allowed the action. RefusedError with the status and the reasons where nothing was written;
    afterwards the server knows what was.
    """
    workspace = asked.workspace
    _permitted(asked, country, action)
    with _explained(asked), held(workspace.root / "assessments" / country), noted(asked, country):
        yield asked.server.living.refresh().workspace


@contextmanager
def writing_figures(asked: Asked, country: str, action: Action) -> Iterator[Inputs]:
    """The folder as it is on the disk now, in which nobody else writes figures or requests for them meanwhile."""
    _permitted(asked, country, action)
    with _explained(asked), figures_held(asked.workspace.root), noted(asked, country):
        yield asked.server.living.refresh().now


def _permitted(asked: Asked, country: str, action: Action) -> None:
    """RefusedError where there is no such country, or whoever asks may not do something for it."""
    if country not in asked.workspace.countries:
        raise RefusedError(404)
    if not allowed(asked.actor, action, country):
        raise RefusedError(403, refusal(asked.actor, action, country))


@contextmanager
def _explained(asked: Asked) -> Iterator[None]:
    """Says why nothing was written; afterwards the server knows what was."""
    try:
        yield
    except WouldBeWrong as error:
        raise RefusedError(422, *(as_text(problem).partition("\n")[0] for problem in error.problems)) from error
    except NotWrittenError as error:
        raise RefusedError(409, str(error)) from error
    except OSError as error:
        raise RefusedError(507, _("The disk refused it: %(why)s.") % {"why": error.strerror or error}) from error
    finally:
        asked.server.living.refresh()


@contextmanager
def noted(asked: Asked, country: str) -> Iterator[None]:
    """Inside, what somebody writes for a country is noted for the history in Git, where there is one."""
    git = asked.server.git
    if git is None:
        yield
        return
    folder = asked.server.root / "assessments" / country
    before, sizes = git.before(asked.actor.name, country), {file: file.stat().st_size for file in _logs(folder)}
    try:
        yield
    finally:
        lines = "".join(file.read_bytes()[sizes.get(file, 0) :].decode("utf-8", "replace") for file in _logs(folder))
        git.wrote(asked.actor.name, country, before, lines)


def _logs(folder: Path) -> tuple[Path, ...]:
    """The files of the log of a country, the earliest first."""
    return tuple(folder / name for name in in_years(each.name for each in folder.glob("log*.jsonl")))


def target(workspace: Workspace, country: str, cycle: str, instrument: str, *, second: bool = False) -> Target:
    """The checklist of an address; RefusedError where there is none."""
    at = workspace.countries.get(country)
    filed = at.rated_by(second=second).get((cycle, instrument)) if at else None
    if at is None or filed is None or instrument not in workspace.instruments:
        raise RefusedError(404)
    return Target(workspace=workspace, country=at, cycle=cycle, instrument=instrument, filed=filed)
