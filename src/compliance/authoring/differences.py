"""What changed between two versions of a file, field by field, as a line of the log says it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compliance.authoring.edit import fields_in
from compliance.model.log import Change, Entry
from compliance.queries.log_texts import LEFT_OUT, LONGEST, in_a_line
from compliance.source import Data

_BEFORE = 20
"""Characters that a cut text shows of what both versions share."""
_RATED = re.compile(r"ratings_by_part\..*")
"""The ratings of levels, of which a re-rating says all in a line."""
Path = tuple[str, ...]


def with_changes(entry: Entry, old: Data, new: Data) -> Entry:
    """A line of the log with every field that changed and of which it does not speak already."""
    spoken = {(change.about, change.field) for change in entry.changed}
    # A field that now holds the reason, which the line gives in full, is not told a second time.
    why = None if entry.why is None else _short(in_a_line(entry.why), 0)
    changes = tuple(
        change
        for change in differences(old, new)
        if (change.about, _RATED.sub("rating", change.field)) not in spoken
        and (why is None or (change.old, change.new) != (None, why))
    )
    return replace(entry, changes=changes)


def differences(old: Data, new: Data) -> tuple[Change, ...]:
    """Every field that changed, in the order of the file."""
    return tuple(_change(steps, was, now) for steps, was, now in _between(old, new, ()))


def _between(old: Data, new: Data, steps: Path) -> Iterator[tuple[Path, str, str]]:
    """The ways to values that differ, and both of them."""
    if old == new:
        return
    if all(isinstance(side, dict) for side in (old, new) if side):
        was, now = fields_in(old), fields_in(new)
        for name in dict.fromkeys((*was, *now)):
            if name not in LEFT_OUT:
                yield from _between(was.get(name), now.get(name), (*steps, name))
    elif any(isinstance(item, dict) for item in (*_items(old), *_items(new))):
        for name, before, after in _pairs(_items(old), _items(new)):
            if before is None or after is None:  # came or went as a whole
                yield (*steps, name), in_a_line(before), in_a_line(after)
            else:
                yield from _between(before, after, (*steps, name))
    else:
        yield steps, in_a_line(old), in_a_line(new)


def _pairs(old: Sequence[Data], new: Sequence[Data]) -> Iterator[tuple[str, Data, Data]]:
    """Records that belong together, each with its id or its number: those with the same id, else in their order."""
    ids = [{str(fields_in(item)["id"]): item for item in items if "id" in fields_in(item)} for items in (old, new)]
    if any(ids):
        for id_ in dict.fromkeys((*ids[0], *ids[1])):
            yield id_, ids[0].get(id_), ids[1].get(id_)
        return
    left = [(str(number), item) for number, item in enumerate(old, 1) if item not in new]
    came = [(str(number), item) for number, item in enumerate(new, 1) if item not in old]
    for place in range(max(len(left), len(came))):
        was, now = left[place : place + 1], came[place : place + 1]
        yield (now or was)[0][0], was[0][1] if was else None, now[0][1] if now else None


def _change(steps: Path, was: str, now: str) -> Change:
    """A difference as the log says it, in as many characters as it has room for, so that the difference is seen.

    What lies two steps deep is about what the second step names.
    """
    first, *rest = steps
    about = rest.pop(0) if rest else None
    shared = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    start = max(0, shared - _BEFORE) if shared > LONGEST // 2 and max(len(was), len(now)) > LONGEST else 0
    old, new = _short(was, start), _short(now, start)
    return Change(about=about, field=".".join(rest) or first, old=old or None, new=new or None)


def _short(text: str, start: int) -> str:
    rest = f"…{text[start:]}" if start and text else text
    return rest if len(rest) <= LONGEST else f"{rest[: LONGEST - 1]}…"


def _items(data: Data) -> Sequence[Data]:
    return data if isinstance(data, list) else ()
