"""New acts and documents of a workbook, and the registers that they are added to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from compliance.authoring.changes import fields_of
from compliance.authoring.edit import rewritten
from compliance.authoring.merge import Texts
from compliance.authoring.reading import Columns, Filled, Row
from compliance.authoring.skeleton import identifier
from compliance.load import field_names
from compliance.model.legislation import Act, Legislation
from compliance.model.sources import Source, Sources
from compliance.problems import Problem, printable
from compliance.queries.form import flat
from compliance.queries.form_fields import Field
from compliance.source import Data
from compliance.workspace import Country, Workspace

LISTS = frozenset(("sources",))
"""Fields that hold a list; ratings do where there are several."""


_ACTS = frozenset(("act", "recommendation.amend"))


class Registers:
    """New acts and documents, and the registers that they are added to."""

    def __init__(self, workspace: Workspace, country: Country, columns: Columns, filled: Filled) -> None:
        self.country, self.problems = country, list[Problem]()
        self.texts: dict[str, str] = {}
        self.added: tuple[str, ...] = ()
        self.rows: dict[tuple[str, int], Row] = {}
        self.ids: dict[str, str] = {}
        self.prefix = prefix_of(workspace, country)
        documents = [(row, {"id": row.texts.get("id", ""), **row.texts}) for row in filled.documents]
        self.extend("sources", country.sources, documents, (columns.documents, ("id", "document")), (Sources, Source))
        acts = [(row, {"id": self.act_id(row), **row.texts}) for row in filled.acts]
        demanded = ("short", "title", "kind")
        self.extend("acts", country.legislation, acts, (columns.acts, demanded), (Legislation, Act))

    def act_id(self, row: Row) -> str:
        """The id of a new act: its country and its short title, numbered where another act has that id."""
        short = row.texts.get("short", "")
        for act in self.country.acts().values():
            if act.short == short:
                self.ids[short] = act.id
                return act.id
        taken = {*self.country.acts(), *self.ids.values()}
        plain = f"{self.prefix}-{identifier(short) or 'act'}"
        id_ = next(id_ for id_ in (plain, *(f"{plain}-{n}" for n in range(2, 999))) if id_ not in taken)
        return self.ids.setdefault(short, id_)

    def extend(  # which list of which file, what is added, what its columns are
        self,
        name: str,
        filed: Any,
        rows: Sequence[tuple[Row, Texts]],
        demanded: tuple[Sequence[Field], tuple[str, ...]],
        kinds: tuple[type, type],
    ) -> None:
        """Adds rows to a register; one that stands there already, word for word, is none."""
        if not rows:
            return
        if filed is None:
            what = f"`assessments/{self.country.id}` has no register of {name} to add to"
            self.problems.append(Problem(rows[0][0].places[""], "missing-file", what, None, "make the file first"))
            return
        (fields, needed), (kind, item) = demanded, kinds
        data: dict[str, Data] = dict(filed.document.data)
        old = data.get(name)
        listed: list[Data] = list(old) if isinstance(old, list) else []
        there = {str(entry["id"]): flat(entry, fields) for entry in listed if isinstance(entry, dict)}
        for row, texts in rows:
            lacking = [key for key in needed if not texts.get(key)]
            if lacking or (name == "sources" and not self.is_key(row)):
                for key in lacking:
                    head = next(field.header for field in fields if field.key == key)
                    hint = "fill in the cell, or empty the row"
                    self.problems.append(Problem(row.places[key], "missing-field", f"`{head}` is missing", None, hint))
                continue
            id_ = texts["id"]
            if id_ in there:
                if there[id_] != dict(row.texts):
                    what = f"`{id_}` stands in the register already, with other words"
                    at = row.places[needed[0]]
                    self.problems.append(Problem(at, "repeated-id", what, "a new one", "choose another name"))
                continue
            there[id_] = dict(row.texts)
            self.rows[name, len(listed)] = row
            listed.append(in_order(item, {key: data_of(key, text) for key, text in texts.items()}))
            self.added = (*self.added, f"{id_}: {texts.get('title') or texts.get('document')}")
        if len(listed) > len(old if isinstance(old, list) else ()):
            data[name] = listed
            self.texts[filed.document.path] = rewritten(filed.document, data, fields_of(kind))

    def is_key(self, row: Row) -> bool:
        """Whether a short name can stand in a list with commas; else says so."""
        text = row.texts.get("id", "")
        if stray := re.search(r"[\s,;#]", text):
            what = f"the short name `{printable(text)[:60]}` holds the character U+{ord(stray[0]):04X}"
            hint = f"write `{identifier(text)}`" if identifier(text) else "use small Latin letters"
            self.problems.append(Problem(row.places["id"], "forbidden-character", what, None, hint))
        return not stray

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


def data_of(key: str, text: str) -> Data:
    """A text of a cell as a file writes it."""
    several = [item.strip() for item in text.split(",")]
    if key in LISTS:
        return list(several)
    if key in ("rating", "rating_as_bound"):
        return list(several) if len(several) > 1 else text
    return text


def in_order(kind: type, data: Mapping[str, Data]) -> dict[str, Data]:
    """Fields in the order of the model."""
    names = field_names(kind)
    return {
        name: data[name] for name in sorted(data, key=lambda name: names.index(name) if name in names else len(names))
    }
