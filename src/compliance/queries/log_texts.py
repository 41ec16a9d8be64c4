"""Values of a file as lines of the log hold them: in a line, and cut where they are long."""

from compliance.source import Data

LONGEST = 60
"""Characters of a text in the log; what stood there in full is for the file and its history to say."""
CUT = "…"
"""What stands at the end, or at the beginning, of a text that is cut there."""
LEFT_OUT = frozenset(
    (
        "by",
        "closed_by",
        "on",
        "author",
        "answered",
        "written",
        "recorded",
        "cause",
        "history",
        "steps",
        "reviewed",
        "reviewed_digest",
    )
)
"""Fields that say of a change what its line says: who, when and why."""
_NAMES = ("text", "title", "document")
"""Fields that stand for a whole remark, act or document."""


def in_a_line(data: Data) -> str:
    """A value in a line, whole."""
    match data:
        case dict():
            name = next((data[name] for name in _NAMES if name in data), None)
            return in_a_line(name or [item for key, item in data.items() if key not in LEFT_OUT])
        case list():
            return ", ".join(filter(None, map(in_a_line, data)))
        case _:
            return " ".join((data or "").split())


def before(old: str, new: str, now: str) -> tuple[str, bool]:
    """What a text was before a change that the log tells of, and whether that is all of it; `now` is what it became.

    Both sides of a long change are cut at the same place, so that what they share in front of it stands in `now`; where
    the earlier text is cut at its end, the rest of it is not on record.
    """
    if not is_cut(old):
        return old, True
    if not old.startswith(CUT):
        return old, False
    place = _place(new, now)
    shared = CUT if place is None else now[:place]
    return f"{shared}{old[1:]}", place is not None and not old.endswith(CUT)


def _place(new: str, now: str) -> int | None:
    """Where in a text that begins which the log has cut in front; none where that is not sure."""
    if not new.endswith(CUT):
        return len(now) - len(new[1:]) if now.endswith(new[1:]) else None
    middle = new[1:-1]
    return now.find(middle) if now.count(middle) == 1 else None


def is_cut(text: str) -> bool:
    """Whether the log has cut a text."""
    return text.startswith(CUT) or text.endswith(CUT)
