"""Crosswalks: that what they tie together exists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from compliance.model.instrument import Instrument
from compliance.problems import Position, Problem, closest
from compliance.workspace import Workspace


def unknown_ends(workspace: Workspace) -> Iterator[Problem]:
    """Ties of provisions that an instrument does not have; a standard without criteria here may have any."""
    for filed in workspace.crosswalks.values():
        for field, id_ in (("first", filed.value.first), ("second", filed.value.second)):
            document = workspace.instruments.get(id_)
            if document is None and field == "first":
                yield _no_instrument(filed.document.at("first"), id_, workspace)
            known = _provisions(document.value) if document else frozenset()
            for n, tie in enumerate(filed.value.ties) if document else ():
                name = tie.first if field == "first" else tie.second
                if name not in known:
                    at, what = filed.document.at("ties", n, field), f"{id_} has no criterion or article `{name}`"
                    yield Problem(at, "unknown-criterion", what, "an id of the instrument", closest(name, known))


def _provisions(instrument: Instrument) -> frozenset[str]:
    """The criteria and the articles of an instrument."""
    return frozenset(
        (*(criterion.id for criterion in instrument.criteria()), *(article.number for article in instrument.articles))
    )


def _no_instrument(at: Position, id_: str, workspace: Workspace) -> Problem:
    known = tuple(workspace.instruments)
    return Problem(at, "unknown-instrument", f"there is no instrument `{id_}`", " | ".join(known), closest(id_, known))


def wrong_names(workspace: Workspace) -> Iterator[Problem]:
    """Crosswalks that say another id than their file."""
    for filed in workspace.crosswalks.values():
        name = PurePosixPath(filed.document.path).stem
        if filed.value.id != name:
            what, hint = (
                f"`id` is `{filed.value.id}`, but the file lies at `{name}`",
                "rename the file, or correct `id`",
            )
            yield Problem(filed.document.at("id"), "wrong-place", what, name, hint)


CHECKS = (unknown_ends, wrong_names)
