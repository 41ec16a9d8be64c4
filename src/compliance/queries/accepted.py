"""Answers that changed since a reviewer accepted them: which, and what of them was otherwise, as far as the log tells.

What was accepted is not kept. The log says of every field that a command changes what stood there before; long texts it
cuts, and of what somebody typed into the file it knows nothing. Both are said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from compliance.checks.acceptances import ACCEPTANCE, accepted_digest, answers_in
from compliance.model.checklist import Checklist, Response
from compliance.model.log import Change, Entry
from compliance.queries.log import before, in_a_line, is_cut
from compliance.source import Data, digest
from compliance.workspace import Country, Filed

WHO = ACCEPTANCE[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A field that is another than in the answer that was accepted."""

    field: str
    """As the log names it: `gap`, `recommendation.text`, `legal_basis.2.gist`."""
    before: str
    """What stood there; nothing where nothing did."""
    now: str
    whole: bool
    """Whether both are whole; else the log has cut them."""
    by: str
    """Who changed it last."""
    when: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An answer that was accepted, and is another one since."""

    by: str
    on: date | None
    """The day; none where nothing tells it."""
    altered: tuple[Altered, ...] = ()
    by_hand: bool = False
    """Whether the file was also changed by hand, of which nothing is on record."""
    unnamed: bool = False
    """Whether a line of the log tells of changes without naming them."""


def lines_about(country: Country, file: str) -> tuple[Entry, ...]:
    """The lines of the log about a file, which is named from the country's folder, in order."""
    return tuple(line.value for line in country.log if line.value.file == file)


def changed_since(filed: Filed[Checklist], lines: Sequence[Entry]) -> tuple[str, ...]:
    """The criteria whose answers were accepted once and are other ones now, in the order of the file."""
    withdrawn = _withdrawals(lines)
    answers = answers_in(filed)
    return tuple(
        id_
        for id_, response in filed.value.responses.items()
        if (_is_stale(response, answers[id_]) if response.reviewed_by else id_ in withdrawn)
    )


def last_accepted(filed: Filed[Checklist], lines: Sequence[Entry], criterion: str) -> Accepted | None:
    """The answer that was accepted last, and what is otherwise since; none where it is accepted as it stands, or never was."""
    response = filed.value.responses.get(criterion, Response())
    answer = answers_in(filed).get(criterion, {})
    if response.reviewed_by:
        stale = _is_stale(response, answer)
        return Accepted(by=response.reviewed_by, on=response.reviewed, by_hand=True) if stale else None
    place = _withdrawals(lines).get(criterion)
    if place is None:
        return None
    since = lines[place:]
    accepted = _acceptance(lines[:place], criterion)
    return Accepted(
        by=next(change.old or "" for change in since[0].changed if _is_about(change, criterion)),
        on=accepted.when.date() if accepted else None,
        altered=tuple(_altered(since, criterion, answer)),
        by_hand=_is_broken(lines[lines.index(accepted) :] if accepted else since, filed),
        unnamed=any(entry.what in ("imported", "rating") and not entry.changed for entry in since),
    )


def _is_stale(response: Response, answer: Mapping[str, Data]) -> bool:
    return response.reviewed_digest != accepted_digest(answer)


def _is_about(change: Change, criterion: str) -> bool:
    """Whether a line tells of who accepted an answer."""
    return change.about == criterion and change.field == WHO


def _withdrawals(lines: Iterable[Entry]) -> Mapping[str, int]:
    """The place of the line by which an answer lost its acceptance last."""
    places: dict[str, int] = {}
    for place, entry in enumerate(lines):
        for change in entry.changed:
            if change.field == WHO and change.about and change.new is None:
                places[change.about] = place
    return places


def _acceptance(lines: Sequence[Entry], criterion: str) -> Entry | None:
    """The line by which an answer was accepted last."""
    return next(
        (entry for entry in reversed(lines) if any(_is_about(each, criterion) and each.new for each in entry.changed)),
        None,
    )


def _is_broken(lines: Sequence[Entry], filed: Filed[Checklist]) -> bool:
    """Whether the file was another than a line left it when the next one, or the reader, came to it."""
    after = [entry.after for entry in lines]
    came = [*(entry.before for entry in lines[1:]), digest(filed.document.text)]
    return after != came


def _altered(since: Sequence[Entry], criterion: str, answer: Mapping[str, Data]) -> Iterator[Altered]:
    """The fields that changed, in the order in which they first did."""
    silent = ("", *ACCEPTANCE, "remarks")
    about = [(entry, change) for entry in since for change in entry.changed if change.about == criterion]
    changes = [(entry, change) for entry, change in about if _root(change.field) not in silent]
    roots = [_root(change.field) for _entry, change in changes]
    moving = {
        root for root in roots if len({id(entry) for entry, change in changes if _root(change.field) == root}) > 1
    }
    # Entries of a list are known by number alone: where several lines changed a list, `legal_basis.2` of one may be
    # another provision than that of the next, so their changes are never joined.
    fields: dict[str, list[tuple[Entry, Change]]] = {}
    for place, (entry, change) in enumerate(changes):
        numbered = any(step.isdigit() for step in change.field.split("."))
        apart = f"#{place}" if numbered and _root(change.field) in moving else ""
        fields.setdefault(f"{change.field}{apart}", []).append((entry, change))
    for name, steps in fields.items():
        field, _, apart = name.partition("#")
        yield _rolled_back(field, steps, None if apart or _in_words(steps) else _now(answer, field))


def _in_words(steps: Sequence[tuple[Entry, Change]]) -> bool:
    """Whether the log says what stands in a field in words of its own: that of a re-rating, and that nothing is left."""
    entry, change = steps[-1]
    return change.new is None or (entry.what == "rating" and change.field == "rating")


def _root(field: str) -> str:
    return field.partition(".")[0]


def _rolled_back(field: str, steps: Sequence[tuple[Entry, Change]], now: str | None) -> Altered:
    """A field as it was before the first of some changes; `now` is what stands there, if that is known."""
    entry, last = steps[-1]
    shown = (last.new or "") if now is None else now
    text, whole = shown, now is not None or not is_cut(shown)
    for _entry, change in reversed(steps):
        text, all_of_it = before(change.old or "", change.new or "", text)
        whole = all_of_it and (whole or not is_cut(change.old or ""))
    return Altered(field=field, before=text, now=shown, whole=whole, by=entry.by, when=entry.when)


def _now(answer: Mapping[str, Data], field: str) -> str:
    """What stands in a field of an answer, in a line; into a list by number, from 1."""
    held: Data = dict(answer)
    for step in field.split("."):
        if isinstance(held, dict):
            held = held.get(step)
        elif isinstance(held, list):
            held = held[int(step) - 1] if step.isdigit() and 0 < int(step) <= len(held) else None
        else:
            held = None
    return in_a_line(held)
