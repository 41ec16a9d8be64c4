"""What all pages of a review share: the checklist of an address, as whoever asks may see it, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.responses import Response

from compliance.authoring.changes import Target
from compliance.language import _
from compliance.screens.work.review import UnderReview
from compliance.web.address import Place, exists, named
from compliance.web.blind import seen
from compliance.web.kept import judged
from compliance.web.logs import logged
from compliance.web.routes import Asked
from compliance.web.show import RefusedError
from compliance.web.writing import target
from compliance.workspace import Workspace


def done_in_words(asked: Asked) -> str:
    """What was just done, as the address says; empty where nothing was."""
    texts = {
        "accepted": _("Accepted. The next answer follows."),
        "remarked": _("The remark is on file."),
        "marked": _("Marked: the answer goes back when the checklist is returned."),
        "replied": _("The reply is on file."),
        "settled": _("The remark is settled."),
        "returned": _("Returned to its evaluators."),
        "reviewed": _("Reviewed. A manager can adopt it."),
        "decided": _("The third rating is on file."),
        "rerated": _("The new rating is on file; the one before stands in the history."),
    }
    return texts.get(asked.query("done"), "")


def now(asked: Asked) -> Asked:
    """The same request with the folder as it is after something was written, or was not."""
    return replace(asked, state=asked.server.living.state())


def under_review(asked: Asked, *, first: bool = False) -> UnderReview:
    """The checklist that an address names, if whoever asks may see it; with `first`, not that of a second evaluator."""
    place = named(asked)
    seen(asked, place.country, second=place.second)
    if not exists(asked.workspace, place) or (first and place.second):
        raise RefusedError(404)
    return of_place(asked, place)


def of_place(asked: Asked, place: Place) -> UnderReview:
    """A checklist that is there, under review, with the log of its country.

    The workspace is the one that the server holds, so that what is computed of it is kept.
    """
    workspace = asked.workspace
    country = logged(asked, workspace, place.country).countries[place.country]
    key = place.cycle, place.instrument
    filed = country.rated_by(second=place.second)[key]
    return UnderReview(
        workspace=workspace,
        country=country,
        cycle=place.cycle,
        instrument=workspace.instruments[place.instrument].value,
        filed=filed,
        work=judged(asked, place.country, key, filed),
        second=place.second,
        base=place.href(top="review"),
    )


def to_judge(under: UnderReview) -> Target:
    """The same checklist, to look what stands in the way of a change."""
    return Target(
        workspace=under.workspace,
        country=under.country,
        cycle=under.cycle,
        instrument=under.instrument.id,
        filed=under.filed,
    )


def target_of(workspace: Workspace, place: Place) -> Target:
    """The checklist of an address, to be written."""
    return target(workspace, place.country, place.cycle, place.instrument, second=place.second)


def may_see(asked: Asked, place: Place) -> bool:
    """Whether whoever asks may see a checklist: of two evaluators who rate blind, the one that is open to them."""
    at = asked.workspace.countries[place.country]
    if place.second and at.is_blind((place.cycle, place.instrument)):
        return False
    try:
        seen(asked, place.country, second=place.second)
    except RefusedError:
        return False
    return True


def tried(do: Callable[[], Response], otherwise: Callable[[RefusedError], Response]) -> Response:
    """What somebody does; where it is refused, the page again with why, unless it is not theirs to do or is not there."""
    try:
        return do()
    except RefusedError as error:
        if error.status in (403, 404):
            raise
        return otherwise(error)
