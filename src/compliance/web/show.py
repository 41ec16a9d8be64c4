"""How a handler answers: with a page, with the way to another one, or by saying why not."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import RedirectResponse, Response

from compliance.language import _
from compliance.pages.work.render import html
from compliance.screens.work.parts import Frame, RefusedPage, Tab, WorkPage, href
from compliance.view.names import designations
from compliance.web.routes import Asked

__all__ = ("RefusedError", "away", "frame", "href", "refused", "show")


class RefusedError(Exception):
    """Raised by a handler that does not do what is asked."""

    def __init__(self, status: int, *reasons: str) -> None:
        self.status, self.reasons = status, reasons
        super().__init__(f"{status}: {' '.join(reasons)}")


def show(asked: Asked, page: WorkPage, status: int = 200) -> Response:
    """A page; it is never kept by anybody on the way, and not by the browser after the session ends."""
    response = Response(html(page, frame(asked)), status, media_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(asked: Asked, error: RefusedError) -> Response:
    """The page that says why something was not done."""
    headings = {403: _("That is not open to you"), 404: _("There is no such page"), 409: _("Nothing was written")}
    page = RefusedPage(heading=headings.get(error.status, _("Nothing was written")), reasons=error.reasons)
    return show(asked, page, error.status)


def away(*segments: str, anchor: str = "", **query: str) -> Response:
    """The way to another page of the server after something was done: `away("work", "serbia", done="saved")`."""
    return RedirectResponse(href(*segments, anchor=anchor, **query), 303)


def frame(asked: Asked) -> Frame:
    """What stands around a page."""
    workspace = asked.workspace
    site = workspace.site.value.spoken() if workspace.site else None
    on = max(
        (filed.value.cut_off for c in workspace.countries.values() for filed in c.checklists.values()), default=None
    )
    return Frame(
        site=site.title if site else _("Checklists"),
        notice=site.disclaimer if site else "",
        name=asked.session.actor.name if asked.session else "",
        tabs=_tabs(asked) if asked.session else (),
        language=asked.language,
        path=asked.request.url.path,
        notices=(asked.server.git.notice,)
        if asked.server.git and asked.server.git.notice and asked.may("manage")
        else (),
        leaves=bool(asked.session and asked.session.id),
        problems=asked.state.texts if reads(asked) else (),
        footnotes=lambda text: designations(workspace, on, (text,)) if on else (),
    )


def reads(asked: Asked) -> bool:
    """Whether somebody may read anything of the folder at all; a stranger at the door and whoever has no role read nothing."""
    return asked.session is not None and (asked.session.owner or asked.may("read") or asked.may("manage"))


def _tabs(asked: Asked) -> Sequence[Tab]:
    """The pages that whoever asks has: those that they may open somewhere."""
    tabs = (
        (Tab(_("My work"), "/work/"), asked.may("reply") or asked.may("import")),
        (Tab(_("Review"), "/review/"), asked.may("review") or asked.may("remark")),
        (Tab(_("Desk"), "/desk/"), asked.may("assign")),
        (Tab(_("People"), "/people/"), asked.may("manage")),
        (Tab(_("Reading pages"), "/"), True),
    )
    return tuple(tab for tab, shown in tabs if shown)
