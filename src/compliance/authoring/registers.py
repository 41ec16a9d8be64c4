"""New acts and documents of a workbook, corrections of those on file, and the registers that hold them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from compliance.authoring.changes import fields_of, in_order
from compliance.authoring.edit import fields_in, records_in, rewritten
from compliance.authoring.merge import Conflict, Given, Place, Take, Texts, merged
from compliance.authoring.opening import identifier
from compliance.authoring.rows import Columns, Filled, Row, as_read, as_shown
from compliance.model.legislation import Act
from compliance.model.sources import Source
from compliance.problems import Position, Problem, printable
from compliance.queries.form import flat
from compliance.queries.form_fields import Field
from compliance.report.excel.form import ACTS, DOCUMENTS
from compliance.source import Data, Step
from compliance.workspace import Country, Workspace

_ACTS = frozenset(("act", "recommendation.amend"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that changes."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Register:
    """A register, and what a workbook says of it."""

    name: str
    """The field of the file that lists its entries."""
    filed: Any
    new: Sequence[tuple[Row, Texts]]
    corrected: Sequence[Row]
    left: Mapping[str, Texts]
    """Its entries as the workbook left with them."""
    fields: Sequence[Field]
    demanded: tuple[str, ...]
    item: type


class Registers:
    """New acts and documents, corrections of those on file, and the registers that hold them."""

    def __init__(  # whose, which columns, what stands there, and what was decided
        self, workspace: Workspace, country: Country, columns: Columns, filled: Filled, decided: Mapping[Place, Take]
    ) -> None:
        self.country, self.problems, self.decided = country, list[Problem](), decided
        self.texts: dict[str, str] = {}
        self.added: tuple[str, ...] = ()
        self.changes: tuple[Change, ...] = ()
        self.conflicts: tuple[Conflict, ...] = ()
        self.cells: dict[Place, Position] = {}
        self.rows: dict[tuple[str, int], Row] = {}
        self.ids: dict[str, str] = {}
        self.sources: dict[str, tuple[str, ...]] = {id_: act.sources for id_, act in country.acts().items()}
        self.prefix = prefix_of(workspace, country)
        self.bring(
            _Register(
                name="sources",
                filed=country.sources,
                new=[(row, {"id": row.texts.get("id", ""), **row.texts}) for row in filled.documents],
                corrected=filled.corrected.get(DOCUMENTS, ()),
                left=filled.leaving.documents,
                fields=columns.documents,
                demanded=("id", "document"),
                item=Source,
            )
        )
        self.bring(
            _Register(
                name="acts",
                filed=country.legislation,
                new=[(row, {"id": self.act_id(row), **row.texts}) for row in filled.acts],
                corrected=filled.corrected.get(ACTS, ()),
                left=filled.leaving.acts,
                fields=columns.acts,
                demanded=("short", "title", "kind"),
                item=Act,
            )
        )

    def act_id(self, row: Row) -> str:
        """The id of a new act: its country and its short title, else that in English, numbered where another act has that id."""
        short = row.texts.get("short", "")
        for act in self.country.acts().values():
            if act.short == short:
                self.ids[short] = act.id
                return act.id
        taken = {*self.country.acts(), *self.ids.values()}
        plain = f"{self.prefix}-{identifier(short) or identifier(row.texts.get('title', '')) or 'act'}"
        id_ = next(id_ for id_ in (plain, *(f"{plain}-{n}" for n in range(2, 999))) if id_ not in taken)
        return self.ids.setdefault(short, id_)

    def bring(self, register: _Register) -> None:
        """Corrects the entries of a register, and adds new ones."""
        filed = register.filed
        if filed is None:
            if register.new:
                what = f"`assessments/{self.country.id}` has no register of {register.name} to add to"
                at = register.new[0][0].places[""]
                self.problems.append(Problem(at, "missing-file", what, None, "make the file first"))
            return
        data = fields_in(filed.document.data)
        listed: list[Data] = [*records_in(data.get(register.name))]
        self.correct(register, listed)
        self.extend(register, listed)
        if listed != records_in(data.get(register.name)):
            after = {**data, register.name: listed}
            self.texts[filed.document.path] = rewritten(filed.document, after, fields_of(type(filed.value)))

    def correct(self, register: _Register, listed: list[Data]) -> None:
        """Brings corrections of entries together with the file, as answers are."""
        places = {str(entry["id"]): place for place, entry in enumerate(listed) if isinstance(entry, dict)}
        for row in register.corrected:
            base = as_read(register.left.get(row.key, {}), register.fields)
            if row.texts != base and row.key in places:
                place = places[row.key]
                self.rows[register.name, place] = row
                listed[place] = self.corrected(register, row, base, listed[place])
            elif row.texts != base:
                what = f"`{printable(row.key)[:60]}` was changed here, and is no entry of the register"
                hint = "put the row back as it left; whatever is new goes into an empty row"
                self.problems.append(Problem(row.places[""], "changed-key", what, None, hint))

    def corrected(self, register: _Register, row: Row, base: Texts, old: Data) -> dict[str, Data]:
        """An entry of three versions; what both sides changed is to be decided."""
        entry = fields_in(old)
        now = as_read(as_shown(entry, register.fields), register.fields)
        outcome = merged(row.key, Given(base, {}), Given(row.texts, {}), Given(now, {}), self.decided)
        self.conflicts += outcome.conflicts
        self.cells |= {Place(row.key, "", key): at for key, at in row.places.items()}
        for key, text in outcome.texts.items():
            put(entry, key, text)
            self.changes += (Change(place=Place(row.key, "", key), old=now.get(key, ""), new=text),)
        if register.name == "acts" and "sources" in outcome.texts:
            self.sources[row.key] = listed_in(outcome.texts["sources"])
        return in_order(register.item, entry) if outcome.texts else entry

    def extend(self, register: _Register, listed: list[Data]) -> None:
        """Adds rows to a register; one that stands there already, word for word, is none."""
        fields = register.fields
        there = {str(entry["id"]): flat(entry, fields) for entry in listed if isinstance(entry, dict)}
        for row, texts in register.new:
            lacking = [key for key in register.demanded if not texts.get(key)]
            if lacking or (register.name == "sources" and not self.is_key(row)):
                heads = {field.key: field.header for field in fields}
                for key in lacking:
                    what, hint = f"`{heads[key]}` is missing", "fill in the cell, or empty the row"
                    self.problems.append(Problem(row.places[key], "missing-field", what, None, hint))
                continue
            id_ = texts["id"]
            if id_ in there:
                if there[id_] != dict(row.texts):
                    what = f"`{id_}` stands in the register already, with other words"
                    at = row.places[register.demanded[0]]
                    self.problems.append(Problem(at, "repeated-id", what, "a new one", "choose another name"))
                continue
            there[id_] = dict(row.texts)
            self.rows[register.name, len(listed)] = row
            entry: dict[str, Data] = {}
            for key, text in texts.items():
                put(entry, key, text)
            listed.append(in_order(register.item, entry))
            if register.name == "acts" and "sources" in texts:
                self.sources[id_] = listed_in(texts["sources"])
            self.added = (*self.added, f"{id_}: {texts.get('title') or texts.get('document')}")

    def is_key(self, row: Row) -> bool:
        """Whether a short name can stand in a list with commas; else says so."""
        text = row.texts.get("id", "")
        if stray := re.search(r"[\s,;#]", text):
            what = f"the short name `{printable(text)[:60]}` holds the character U+{ord(stray[0]):04X}"
            hint = f"write `{identifier(text)}`" if identifier(text) else "use small Latin letters"
            self.problems.append(Problem(row.places["id"], "forbidden-character", what, None, hint))
        return not stray

    def cell(self, steps: tuple[Step, ...]) -> Position | None:
        """Where a field of an entry was typed, by the way to it in its file; none where nobody typed it."""
        match steps:
            case ("acts" | "sources" as name, int(place), *rest) if row := self.rows.get((str(name), place)):
                return row.places.get(str(rest[0]) if rest else "", row.places[""])
        return None

    def named(self, filled: Filled) -> Filled:
        """The workbook with new acts named by their ids."""

        def with_ids(row: Row) -> Row:
            acts = {key: self.ids.get(text, text) for key, text in row.texts.items() if key in _ACTS}
            return replace(row, texts={**row.texts, **acts})

        answers = {key: with_ids(row) for key, row in filled.answers.items()}
        return replace(filled, answers=answers, bases=tuple(with_ids(row) for row in filled.bases))


def prefix_of(workspace: Workspace, country: Country) -> str:
    """What ids of a country begin with: its two letters, where it has any."""
    jurisdiction = workspace.jurisdiction(country.id)
    return (jurisdiction.iso2 or country.id).lower() if jurisdiction else country.id


def listed_in(text: str) -> tuple[str, ...]:
    """The items of a list with commas between."""
    return tuple(filter(None, (item.strip() for item in text.split(","))))


def data_of(key: str, text: str) -> Data:
    """A text of a cell as a file writes it: `sources` are a list, ratings where there are several."""
    several: list[Data] = [item.strip() for item in text.split(",")]
    is_list = key == "sources" or (key in ("rating", "rating_as_bound") and len(several) > 1)
    return several if is_list else text


def put(entry: dict[str, Data], key: str, text: str) -> None:
    """Sets or clears a field, which may stand in a group of fields."""
    group, _, name = key.rpartition(".")
    if not group:
        entry.pop(name, None)
        if text:
            entry[name] = data_of(name, text)
        return
    fields = fields_in(entry.get(group))
    fields.pop(name, None)
    if text:
        fields[name] = data_of("rating" if group == "ratings_by_part" else name, text)
    entry.pop(group, None)
    if fields:
        entry[group] = fields
