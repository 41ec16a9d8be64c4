"""Forms of the desk: fields with what stands in them, what is wrong with each, and what somebody else changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compliance.queries.form_fields import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A field that somebody else changed while the form was open."""

    base: str | None
    """What it was when the form was opened; none where that is not known."""
    theirs: str
    """What stands on file now."""
    by: str
    """Who changed it, and when; empty where no log says."""
    decides: str
    """The name of the choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field of a form."""

    name: str
    label: str
    value: str
    hint: str = ""
    kind: str = "text"
    """`text`, `long`, `choice`, `number` or `date`."""
    choices: tuple[tuple[str, str], ...] = ()
    """What can be chosen: the word of the file, and what is shown."""
    problems: tuple[str, ...] = ()
    dispute: Dispute | None = None
    required: bool = False
    fixed: bool = False
    """Whether it says which entry it is, and stays as it is."""
    suggestions: tuple[str, ...] = ()
    """What is offered while somebody types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form."""

    action: str
    fields: tuple[FormField, ...]
    hidden: tuple[tuple[str, str], ...]
    """Names and values that go with it."""
    button: str
    errors: tuple[str, ...] = ()
    """What is wrong with none of its fields, in sentences."""

    @property
    def refused(self) -> bool:
        """Whether it came back because something is wrong or disputed."""
        return bool(self.errors) or any(field.problems or field.dispute for field in self.fields)


def fields_of(
    fields: Iterable[Field],
    values: Mapping[str, str],
    *,
    problems: Mapping[str, Sequence[str]],
    disputes: Mapping[str, Dispute],
    required: Iterable[str] = (),
    fixed: Iterable[str] = (),
    suggestions: Mapping[str, tuple[str, ...]] | None = None,
    hints: Mapping[str, str] | None = None,
) -> tuple[FormField, ...]:
    """The columns of a sheet as fields of a form; `hints` take the place of those that speak of sheets."""
    demanded, kept = tuple(required), tuple(fixed)
    return tuple(
        FormField(
            name=f"f.{field.key}",
            label=field.header,
            value=values.get(field.key, ""),
            hint=(hints or {}).get(field.key, field.hint),
            kind="choice" if field.choices else "long" if field.sort == "long" else "text",
            choices=tuple((word, field.label(word)) for word in field.choices),
            problems=tuple(problems.get(field.key, ())),
            dispute=disputes.get(field.key),
            required=field.key in demanded,
            fixed=field.key in kept,
            suggestions=(suggestions or {}).get(field.key, ()),
        )
        for field in fields
    )
