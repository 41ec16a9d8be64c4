"""An answer that is being written: what its form sends, and what comes back where it was not saved.

Names of fields: `a.<field>` for the answer, `b.<row>.<field>` for a legal basis, `act.<field>` and `doc.<field>` for an act
and a document that are new, `base` for the texts from which the form was made, as JSON; fields as a workbook has them
(`queries.form_fields`). Rows are `0`, `1`, … in their order; `b.<row>.key` is the key of one on file, and empty for a new one.
A field that is sent several times, such as ticks of `b.<row>.also`, holds all its values with commas between: `joined`.

A field of the answer, or of a row, that is not sent stays as it was when the form was made; a legal basis of which no row is
sent is taken away, and so is one whose fields are all empty. `+` names the act or the document that is new in the same form.
`c` is the criterion, and `then` is `next` or `stay`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SAVED, UNCHANGED = "saved", "unchanged"
"""What the page to which a save leads is told in its address, as `done`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A field, or a whole legal basis, that somebody else changed while the form was open."""

    name: str
    """The name of the field in the form; of a whole legal basis, of its act, and of one that was taken away a name that no field has."""
    label: str
    """What the form calls it."""
    base: str
    theirs: str
    """What stands on file now."""
    mine: str
    """What was typed."""
    by: str
    """Who changed it; empty where no log says."""
    when: str
    """At which minute, as it is shown; empty where no log says."""
    decides: str
    """The name under which the form sends what is decided: `take.…`, with the value `theirs` or `mine`."""
    decided: str = ""
    """What the form decided of it, `theirs` or `mine`, where something else was refused; nothing where it is to be decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """Why an answer was not saved: nothing of what was typed is lost."""

    typed: Mapping[str, str]
    """Every field of the form as it came."""
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is wrong, in sentences, by the name of the field; under the empty name what belongs to none."""
    disputed: tuple[Disputed, ...] = ()
    base: str = ""
    """What the form sends as `base` when it is sent again: the texts from which it was made, and what of the file was shown since."""
    refused: int = 0
    """The status of HTTP where neither the answer nor somebody else's is why: 403, 400, 507."""

    @property
    def status(self) -> int:
        """The status of HTTP: 409 where somebody else changed it, 422 where something is wrong."""
        return self.refused or (409 if self.disputed and not self.problems else 422)


def joined(sent: Iterable[tuple[str, object]]) -> Mapping[str, str]:
    """The fields of a form as it came: plain line ends, several values of one name with commas between, and no files."""
    values: dict[str, list[str]] = {}
    for name, value in sent:
        if isinstance(value, str):
            values.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return {name: ", ".join(filter(None, texts)) for name, texts in values.items()}
