"""What was read: texts older than their act, acts repealed, ratings that are only a minimum, sources without an address."""

from collections.abc import Iterator, Sequence
from datetime import date

from compliance.as_of.evidence import is_older, is_repealed, rests_on
from compliance.checks.walk import Answered, acts, answers, each_answer
from compliance.problems import Problem, closest
from compliance.workspace import Workspace

FIRST = 3
"""So many criteria a sentence names."""


def unknown_amendments(workspace: Workspace) -> Iterator[Problem]:
    """Texts said to be consolidated to an amendment that the register of their act does not list."""
    for _, act, place in acts(workspace):
        last = act.read.consolidated_to if act.read else None
        if last is not None and last not in act.amendments:
            what = f"the text of `{act.id}` is consolidated to `{last}`, which is none of its amendments"
            expected = " | ".join(act.amendments) or "none is listed"
            hint = closest(last, act.amendments) or "list every amendment that is known under `amendments`, in order"
            yield Problem(place.at("read", "consolidated_to"), "unknown-amendment", what, expected, hint)


def older_texts(workspace: Workspace) -> Iterator[Problem]:
    """Acts whose text was read as it stood before an amendment that is on file, though answers rest on it."""
    resting: dict[tuple[str, str], dict[str, None]] = {}
    for answered in answers(workspace):
        for id_ in rests_on(answered.response) if answered.day else ():
            resting.setdefault((answered.country.id, id_), {})[answered.criterion.id] = None
    for country, act, place in acts(workspace):
        ids = tuple(resting.get((country.id, act.id), ()))
        last = act.read.consolidated_to if act.read else None
        if is_older(act) and ids and (last is None or last in act.amendments):  # else it is said already
            text = f"as it stood with {last}" if last else "as it was first published"
            what = f"the text of `{act.id}` was read {text}; {act.amendments[-1]} came later: {_some(ids)}"
            hint = (
                "read what the later amendments changed, or give what rests on a changed provision grade C or a `floor`"
            )
            yield Problem(
                place.at("read"), "older-text", what, "the text with every amendment on file", hint, "finding"
            )


def repealed_acts(workspace: Workspace) -> Iterator[Problem]:
    """Acts that were repealed on the day of the law, though answers rest on them."""
    resting: dict[tuple[str, str, date], list[Answered]] = {}
    for answered in answers(workspace):
        for id_ in rests_on(answered.response) if answered.day else ():
            if answered.day and id_ in answered.acts and is_repealed(answered.acts[id_], answered.day):
                resting.setdefault((answered.document.path, id_, answered.day), []).append(answered)
    for (_, id_, day), theirs in resting.items():
        first, act, rest = theirs[0], theirs[0].acts[id_], _some([answer.criterion.id for answer in theirs])
        place = next(n for n, basis in enumerate(first.response.legal_basis) if basis.act == id_)
        by = f", repealed by `{act.repealed_by}`" if act.repealed_by else ""
        when = f", its last day was {act.until}" if act.until else ""
        what, expected = f"`{id_}` was no longer law on {day}{by}{when}: {rest}", "law in force on the cut-off date"
        hint = "read the act that took its place; what the old one said belongs in the `history`"
        yield Problem(first.at("legal_basis", place, "act"), "repealed-act", what, expected, hint, "finding")


def _some(ids: Sequence[str]) -> str:
    """What rests on an act, the first by name."""
    more = f" and {len(ids) - FIRST} more" if len(ids) > FIRST else ""
    verb = "rests on it" if len(ids) == 1 else "rest on it"
    return f"{', '.join(ids[:FIRST])}{more} {verb}"


def floors(answered: Answered) -> Iterator[Problem]:
    """Ratings said to be a minimum that do not run from it up to the best, in the whole or on a level."""
    words = tuple(answered.instrument.scale.values)
    ratings = (answered.response.rating, *answered.response.ratings_by_part.values())
    runs = any(len(answer) > 1 and set(answer) == set(words[: len(answer)]) for answer in ratings)
    if answered.response.floor and not runs:
        what = "a `floor` is given, but no rating runs from a minimum up to the best without a hole"
        hint = f"list every rating from the minimum up to `{words[0]}`, or delete `floor`"
        yield Problem(answered.key("floor"), "floor-without-range", what, f"rating: [{', '.join(words[:3])}]", hint)


CHECKS = (unknown_amendments, older_texts, repealed_acts, each_answer(floors))
