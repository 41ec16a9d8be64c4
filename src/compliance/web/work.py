"""The pages on which answers are written."""

from __future__ import annotations

from starlette.responses import Response

from compliance.language import _
from compliance.screens.work.answer import Unsaved
from compliance.screens.work.parts import DonePage
from compliance.web.routes import Asked
from compliance.web.show import show


def article(asked: Asked, unsaved: Unsaved | None = None) -> Response:
    """The criteria of an article, with the form of one answer; after a save that was refused, with what was typed."""
    if unsaved is None:
        return show(asked, DonePage(heading=_("Answer"), lines=(asked.query("done"),)))
    said = (f"{name}: {line}" for name, lines in unsaved.problems.items() for line in lines)
    disputed = (
        f"{each.label} {each.decides} {each.by} {each.when} {each.theirs} {each.mine}" for each in unsaved.disputed
    )
    lines = (*said, *disputed, *unsaved.typed.values(), unsaved.base)
    return show(asked, DonePage(heading=_("Nothing was saved"), lines=lines), unsaved.status)
