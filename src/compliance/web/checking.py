"""What a form would come to, without script: the same page again, with what was typed, what is wrong and where scores would stand."""

from __future__ import annotations

from starlette.responses import Response

from compliance.language import _
from compliance.screens.work.answer import Unsaved, joined
from compliance.web.answer import looked_at
from compliance.web.routes import Asked, Route
from compliance.web.work import article


def _check(asked: Asked) -> Response:
    """The form as it was typed, with what an answer like that would come to; nothing is written."""
    typed, looked = joined(asked.fields.multi_items()), looked_at(asked)
    unsaved = Unsaved(typed=typed, problems=looked.problems, base=typed.get("base", ""), refused=200)
    notice = _("Not saved yet: this is what the answer would come to.")
    return article(asked, unsaved, notice=notice, effect=looked.effect)


ROUTES = (
    Route(
        method="POST", path="/work/{country}/{cycle}/{instrument}/{article}/check/", permission="read", handler=_check
    ),
)
