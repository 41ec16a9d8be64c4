"""What handlers share that write into the folder of a country: nobody else writes meanwhile, and what would be wrong is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.changes import RefusedError as WouldBeWrong
from compliance.authoring.changes import Target
from compliance.authoring.figures import figures_held
from compliance.authoring.log import held
from compliance.authoring.people import Action, allowed, refusal
from compliance.inputs import Inputs
from compliance.language import _
from compliance.problems import as_text
from compliance.web.checklists import Place, log_files
from compliance.web.routes import Asked, RefusedError
from compliance.workspace import Workspace


@contextmanager
def writing(asked: Asked, country: str, action: Action) -> Iterator[Workspace]:
    """The workspace as it is on the disk now, in which nobody else writes to a country meanwhile.

    Whoever asks has to be allowed the action. RefusedError with the status and the reasons where nothing was written;
    afterwards the server knows what was.
    """
    _permitted(asked, country, action)
    # The folder is read anew inside the lock: what was read before it may have been written over by whoever held it.
    with explained(asked), held(asked.workspace.root / "assessments" / country), _noted(asked, country):
        yield asked.server.living.refresh().workspace


@contextmanager
def writing_figures(asked: Asked, country: str, action: Action) -> Iterator[Inputs]:
    """The folder as it is on the disk now, in which nobody else writes figures or requests for them meanwhile."""
    _permitted(asked, country, action)
    with explained(asked), figures_held(asked.workspace.root), _noted(asked, country):
        yield asked.server.living.refresh().now


def _permitted(asked: Asked, country: str, action: Action) -> None:
    """RefusedError where there is no such country, or whoever asks may not do something for it."""
    if country not in asked.workspace.countries:
        raise RefusedError(404)
    if not allowed(asked.actor, action, country):
        raise RefusedError(403, refusal(asked.actor, action, country))


@contextmanager
def explained(asked: Asked) -> Iterator[None]:
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
def _noted(asked: Asked, country: str) -> Iterator[None]:
    """Inside, what somebody writes for a country is noted for the history in Git, where there is one."""
    git = asked.server.git
    if git is None:
        yield
        return
    folder = asked.server.root / "assessments" / country
    before, sizes = git.before(asked.actor.name, country), {file: file.stat().st_size for file in log_files(folder)}
    try:
        yield
    finally:
        lines = "".join(
            file.read_bytes()[sizes.get(file, 0) :].decode("utf-8", "replace") for file in log_files(folder)
        )
        git.wrote(asked.actor.name, country, before, lines)


def target(workspace: Workspace, place: Place) -> Target:
    """The checklist of an address, to be written; RefusedError where there is none."""
    at = workspace.countries.get(place.country)
    filed = at.rated_by(second=place.second).get(place.key) if at else None
    if at is None or filed is None or place.instrument not in workspace.instruments:
        raise RefusedError(404)
    return Target(workspace=workspace, country=at, cycle=place.cycle, instrument=place.instrument, filed=filed)


def stray(*texts: str) -> tuple[str, ...]:
    """That a text holds a sign that nobody can see, in a sentence; nothing where all can be read."""
    unseen = next((sign for text in texts for sign in text if not sign.isprintable()), None)
    text = _("The text holds the sign U+%(code)s, which nobody can see.")
    return (text % {"code": f"{ord(unseen):04X}"},) if unseen else ()
