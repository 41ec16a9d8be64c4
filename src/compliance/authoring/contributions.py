"""Who wrote which fields of an answer, and when: kept by everything that changes one."""

from collections.abc import Iterable, Mapping
from datetime import date

from compliance.authoring.edit import records_in
from compliance.authoring.people import same_person
from compliance.authoring.registers import in_order
from compliance.checks.acceptances import ACCEPTANCE, writers
from compliance.load import field_names
from compliance.model.checklist import Response
from compliance.source import Data

__all__ = ("ASIDE", "BOOKKEEPING", "changed_fields", "contributed", "contributions", "writers")

BOOKKEEPING = frozenset((*ACCEPTANCE, "author", "answered", "written"))
"""Fields that say who wrote an answer and who accepted it; without any other nothing is left of it."""
ASIDE = BOOKKEEPING | {"recorded", "history", "remarks"}
"""Fields that say who answered, when, and what was said about it; nobody is the writer of an answer for them."""
_FIELDS = field_names(Response)


def changed_fields(before: Mapping[str, Data], after: Mapping[str, Data]) -> tuple[str, ...]:
    """The fields of an answer that differ, in the order of the answer; what is kept about it is none of them."""
    return tuple(name for name in _FIELDS if name not in ASIDE and before.get(name) != after.get(name))


def contributed(
    answer: Mapping[str, Data], by: str, on: date, fields: Iterable[str], *, before: Mapping[str, Data] | None = None
) -> dict[str, Data]:
    """The data of a changed answer with who wrote some of its fields; an acceptance of the answer before is gone.

    Without `fields` nobody wrote anything, and the answer stays as it is. `before` is the answer before the change.
    """
    fields = tuple(fields)
    if not fields:
        return in_order(Response, answer)
    written = contributions(answer if before is None else before, by, on, fields)
    kept = {name: value for name, value in answer.items() if name not in ACCEPTANCE}
    return in_order(Response, {**kept, "author": by, "answered": on.isoformat(), "written": written})


def contributions(before: Mapping[str, Data], by: str, on: date, fields: Iterable[str]) -> list[Data]:
    """The contributions to an answer and one more, which joins the last where that is of the same person and day."""
    earlier = _earlier(before, on)
    names = set(fields)
    last = earlier[-1] if earlier else {}
    if last and same_person(str(last["by"]), by) and str(last["on"]) == on.isoformat():
        known = last["fields"]
        names |= set(map(str, known)) if isinstance(known, list) else set()
        del earlier[-1]
    return [*earlier, {"by": by, "on": on.isoformat(), "fields": _ordered(names)}]


def _earlier(before: Mapping[str, Data], on: date) -> list[dict[str, Data]]:
    """The contributions on file; whoever is named as the author without one wrote the whole answer."""
    written = records_in(before.get("written"))
    author = before.get("author")
    if isinstance(author, str) and not (written and same_person(str(written[-1]["by"]), author)):
        whole = _ordered(before.keys() - ASIDE - {"carried_over"})
        written.append({"by": author, "on": before.get("answered") or on.isoformat(), "fields": whole})
    return written


def _ordered(names: Iterable[str]) -> list[Data]:
    """Names of fields in the order of the answer."""
    wanted = set(names)
    return [name for name in _FIELDS if name in wanted]
