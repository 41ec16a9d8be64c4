"""A form of one answer, read as a workbook of one row, and the texts from which the form was made.

What its fields are called: `screens/work/answer.py`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from compliance.authoring.alone import NotWrittenError
from compliance.authoring.cells import read_cell
from compliance.authoring.changes import Target, with_document
from compliance.authoring.imports import carried_out, columns_for_all
from compliance.authoring.leaving import Leaving, are_grouped, are_texts, json_in
from compliance.authoring.log import digest_at
from compliance.authoring.merge import ROW, Conflict, Place, Take, Texts, provision_of
from compliance.authoring.provisions import serving, without_served
from compliance.authoring.registers import put
from compliance.authoring.rows import Columns, Filled, Known, Row, as_read, as_shown, without
from compliance.authoring.sound import Sifted, sifted
from compliance.authoring.steps import raters_of_both
from compliance.authoring.traces import Trace, traces
from compliance.load import load
from compliance.model.checklist import Response
from compliance.problems import Position, Problem, printable
from compliance.queries.form import items_of, responses_of
from compliance.queries.form_fields import ALSO, FIRST, Field, languages_of
from compliance.report.excel.incoming import Cell
from compliance.source import Data, Document, digest, read

FORM = "form"
"""The path of places in a form; their cell is the name of the field."""
NEW = "+"
"""What a field says that names the act, or the document, which is new in the same form."""
MOST_ROWS = 300
"""Legal bases that a form can bring."""
_NEW = re.compile(rf"(?:^|(?<=,))\s*{re.escape(NEW)}\s*(?=,|$)")
_ROW = re.compile(r"b\.([0-9]{1,3})\.")
_FIELD = ("a.", "b.", "act.", "doc.")
"""What names begin with of fields that go into files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The texts from which a form was made."""

    criterion: str
    version: str
    """SHA-256 of the checklist."""
    answer: Texts
    bases: Mapping[str, Texts]
    shown: Texts = field(default_factory=dict)
    """Conflicts that were shown since, by the name under which they are decided: the digest of what stood on file."""


def base_of(target: Target, criterion: str) -> Base:
    """The texts from which the form of an answer is made."""
    columns = columns_for(target)
    response = responses_of(target.filed.document).get(criterion, {})
    return Base(
        criterion=criterion,
        version=digest(target.filed.document.text),
        answer=as_shown(response, columns.answers),
        bases={f"{criterion}#{n}": as_shown(item, columns.bases) for n, item in enumerate(items_of(response))},
    )


def base_without(target: Target, criterion: str) -> Base:
    """A base for a form that lost its own: whatever was typed and differs from the file is asked."""
    now = base_of(target, criterion)
    return replace(now, version="", answer={}, bases={key: {} for key in now.bases})


def as_json(base: Base) -> str:
    """The texts from which a form was made, as it keeps them."""
    return json.dumps(asdict(base), ensure_ascii=False)


def base_in(text: str, target: Target, criterion: str) -> Base | None:
    """The texts that a form kept; none where they cannot be what the form of the answer was made from."""
    data = json_in(text)
    if not isinstance(data, dict) or data.keys() != Base.__annotations__.keys() or data["criterion"] != criterion:
        return None
    keys = {f"{criterion}#{n}" for n in range(MOST_ROWS)}
    sound = isinstance(data["version"], str) and are_texts(data["answer"]) and are_texts(data["shown"])
    if not sound or not are_grouped(data["bases"], are_texts) or not data["bases"].keys() <= keys:
        return None
    base, now = Base(**data), base_of(target, criterion)
    return base if base.version != now.version or replace(base, shown={}) == now else None


def columns_for(target: Target) -> Columns:
    """The fields of a form, in the language that is spoken; a first provision has none of its own."""
    languages = languages_of(target.workspace, target.country)
    columns = columns_for_all(target.workspace, target.country, target.treaty, languages)
    return replace(columns, answers=tuple(each for each in columns.answers if not each.key.startswith(FIRST)))


def filled_in(target: Target, base: Base, typed: Mapping[str, str]) -> tuple[Filled, Columns]:
    """A form as a workbook of one row, and the answers to other criteria that a provision serves too, as they stand."""
    columns = columns_for(target)
    return _Form(target, base, typed, columns).filled(), columns


class _Form:
    """A form being read."""

    def __init__(self, target: Target, base: Base, typed: Mapping[str, str], columns: Columns) -> None:
        self.target, self.base, self.typed, self.columns = target, base, typed, columns
        self.treaty = target.treaty
        self.responses = responses_of(target.filed.document)
        self.problems: list[Problem] = []
        self.read: set[str] = set()
        self.left = self.leaving()
        self.new: dict[str, str] = {}
        """What is called by `NEW`, by the sort of the field."""

    def filled(self) -> Filled:
        """All of it."""
        base, columns = self.base, self.columns
        documents = self.entry("doc", columns.documents, "documents", "id")
        acts = self.entry("act", columns.acts, "act", "short")
        self.known = Known(self.left, acts, documents)
        answer = self.row("a", columns.answers, base.answer, base.criterion)
        bases, places = self.serving(map(self.in_names, self.bases()))
        others = [self.other(id_, at) for id_, at in places.items()]
        strange = (name for name in self.typed if name.startswith(_FIELD) and name not in self.read)
        for name in strange:  # a field that no form has: its text would be lost
            what = f"`{printable(name)[:60]}` is no field of this form"
            self.problems.append(Problem(Position(FORM), "unknown-field", what))
        return Filled(
            leaving=replace(
                self.left,
                answers={**self.left.answers, **{row.key: row.texts for row, _ in others}},
                bases={
                    **self.left.bases,
                    **{row.key: without(row.texts, "criterion") for _, rows in others for row in rows},
                },
            ),
            answers={base.criterion: self.in_names(answer), **{row.key: row for row, _ in others}},
            bases=(*bases, *(row for _, rows in others for row in rows)),
            acts=acts,
            documents=documents,
            problems=tuple(sorted(set(self.problems))),
        )

    def leaving(self) -> Leaving:
        """What the form was made from, as a workbook says it of itself, and the names of acts and documents on file."""
        target, base, country = self.target, self.base, self.target.country
        treaties = (each.value for each in target.workspace.instruments.values() if each.value.kind == "treaty")
        return Leaving(
            country=country.id,
            cycle=target.cycle,
            instrument=target.instrument,
            edition=self.treaty.edition,
            version=base.version,
            title=FORM,
            fields=tuple(each.key for each in self.columns.answers),
            answers={base.criterion: base.answer},
            bases=base.bases,
            acts={act.id: {"short": act.short} for act in country.acts().values()}
            | {treaty.id: {"short": treaty.abbreviation} for treaty in treaties},
            documents={id_: {} for id_ in country.documents()},
            second=target.second,
        )

    def entry(self, prefix: str, fields: Sequence[Field], sort: str, name: str) -> tuple[Row, ...]:
        """The act, or the document, that is new; nothing where none is."""
        row = self.row(prefix, fields, {})
        self.new[sort] = row.texts.get(name, "")
        return (row,) if row.holds else ()

    def row(self, prefix: str, fields: Sequence[Field], before: Texts, key: str = "") -> Row:
        """The fields with a prefix as a row; what is not sent, or cannot be read, is as it was."""
        texts, wrong = dict(as_read(before, fields)), dict[str, Cell]()
        places = {each.key: Position(FORM, cell=f"{prefix}.{each.key}") for each in fields}
        for each in fields:
            if (cell := self.cell(places[each.key].cell, each)) is None:
                continue
            reading = read_cell(cell, each, places[each.key])
            if reading.problem:
                self.problems.append(reading.problem)
                wrong[each.key] = cell
            elif each.sort != "act" or not self.is_called(texts.get(each.key, ""), reading.text):
                texts[each.key] = reading.text
        first = places[fields[0].key]
        texts = {name: text for name, text in texts.items() if text}
        return Row(key=key, texts=texts, places={"": first, "criterion": first, **places}, wrong=wrong)

    def is_called(self, act: str, text: str) -> bool:
        """Whether a text is the short title of the act that stood there, whichever others have the same."""
        return bool(text) and self.left.acts.get(act, {}).get("short") == text

    def cell(self, name: str, column: Field) -> Cell | None:
        """What was typed into a field, as a cell of a workbook; none where it was not sent."""
        self.read.add(name)
        if (text := self.typed.get(name)) is None:
            return None
        if new := self.new.get(column.sort):
            text = _NEW.sub(lambda _: new, text)
        return Cell("text", text)

    def in_names(self, row: Row) -> Row:
        """A row in which acts are named by their ids."""
        return self.known.named(row, (*self.columns.answers, *self.columns.bases), [])

    def bases(self) -> Iterator[Row]:
        """The legal bases that are sent, and those that are not, which are to be taken away."""
        seen: set[str] = set()
        for number in sorted({int(match[1]) for name in self.typed if (match := _ROW.match(name))}):
            prefix = f"b.{number}"
            self.read.add(f"{prefix}.key")
            key = self.typed.get(f"{prefix}.key", "").strip()
            row = self.row(prefix, self.columns.bases, self.base.bases.get(key, {}), key)
            if key and (key in seen or key not in self.base.bases):
                what = f"`{printable(key)[:60]}` is no legal basis with which the form was made, or stands in it twice"
                hint = "open the answer anew; what was typed here can be copied"
                self.problems.append(Problem(row.places[""], "changed-key", what, hint=hint))
                continue
            seen.add(key)
            if row.holds:
                yield self.of(self.base.criterion, row)
        for key in self.base.bases:
            if key not in seen:
                at = Position(FORM, cell=f"b.{key}.act")
                yield self.of(self.base.criterion, self.on_file(key, {}, self.columns.bases, at))

    @staticmethod
    def of(criterion: str, row: Row) -> Row:
        """A legal basis with its criterion among its texts."""
        return replace(row, texts={"criterion": criterion, **row.texts})

    @staticmethod
    def on_file(key: str, texts: Texts, fields: Sequence[Field], at: Position) -> Row:
        """What stands on file as a row in which nothing was typed."""
        places = dict.fromkeys(("", "criterion", *(each.key for each in fields)), at)
        return Row(key=key, texts=as_read(texts, fields), places=places)

    def serving(self, rows: Iterable[Row]) -> tuple[tuple[Row, ...], Mapping[str, Position]]:
        """Legal bases that name as served what does not have the provision yet, and where each of these criteria is named."""
        bases, places = [], dict[str, Position]()
        for row in rows:
            there = {id_ for id_ in serving(row, self.treaty) if self.has(id_, row)}
            bases.append(without_served(row, self.treaty, {self.base.criterion, *there}))
            for id_ in serving(bases[-1], self.treaty):
                places.setdefault(id_, row.places[ALSO])
        return tuple(bases), places

    def has(self, criterion: str, row: Row) -> bool:
        """Whether the answer to a criterion rests on a provision already."""
        items = items_of(self.responses.get(criterion, {}))
        return any(provision_of(as_shown(item, self.columns.bases)) == provision_of(row.texts) for item in items)

    def other(self, criterion: str, at: Position) -> tuple[Row, tuple[Row, ...]]:
        """The answer to another criterion and its legal bases as they stand; what is wrong with it stands where the criterion is named."""
        response, columns = self.responses.get(criterion, {}), self.columns
        answer = self.on_file(criterion, as_shown(response, columns.answers), columns.answers, at)
        items = (as_shown(item, columns.bases) for item in items_of(response))
        rows = (self.on_file(f"{criterion}#{n}", texts, columns.bases, at) for n, texts in enumerate(items))
        return answer, tuple(self.of(criterion, row) for row in rows)


# What comes of it


_WHOSE: Mapping[str, Take] = {"theirs": "ours", "mine": "theirs"}
"""What a form decides, in the words of a merge, for which a form is a workbook."""
TAKES: Mapping[Take | None, str] = {take: word for word, take in _WHOSE.items()}
"""The same the other way round."""


def fresh(target: Target) -> tuple[Target, tuple[Problem, ...]]:
    """The checklist and the registers beside it as the disk holds them now, or what is wrong with the checklist's form.

    A workspace that is kept in memory stays behind where a file has problems, whichever it is; that is no reason to write
    from an old state, nor to write nothing. Of a register with problems the last state without any is held to.
    """
    country, document = target.country, target.filed.document
    for old in (document, *(each.document for each in (country.sources, country.legislation) if each)):
        target, problems = _read_again(target, old)
        if problems and old is document:
            return target, problems
    return target, ()


def _read_again(target: Target, old: Document) -> tuple[Target, tuple[Problem, ...]]:
    """The same with a document as the disk holds it now, or what is wrong with its form."""
    workspace = target.workspace
    if digest_at(workspace.root / old.path) == digest(old.text):
        return target, ()
    document, problems = read(workspace.root, workspace.root / old.path)
    country, wrong = with_document(target.country, document) if document else (target.country, ())
    if document is None or problems or wrong:
        return target, (*problems, *wrong)
    files = tuple(document if each.path == old.path else each for each in workspace.files)
    workspace = replace(workspace, countries={**workspace.countries, country.id: country}, files=files)
    filed = country.rated_by(second=target.second)[target.cycle, target.instrument]
    return replace(target, workspace=workspace, country=country, filed=filed), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What comes of a form."""

    target: Target
    sifted: Sifted
    conflicts: tuple[Conflict, ...]
    """All that both sides changed, also what the form decides: whatever else is refused, each is shown with its decision."""
    decided: Mapping[Place, Take]
    traces: Mapping[Place, Trace]
    """Who wrote what stands on file of each conflict."""

    @property
    def clear(self) -> bool:
        """Whether it can be written as it is."""
        return not self.sifted.problems and not self.sifted.conflicts

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        return bool(self.sifted.sound.texts)


def brought_in(target: Target, base: Base, typed: Mapping[str, str], *, by: str, on: date) -> Outcome:
    """What a form comes to: every field by its name, as it came; nothing is written."""
    filled, columns = filled_in(target, base, typed)
    first = answers = sifted(target.workspace, columns, filled, by=by, on=on, decided={})
    if decided := _decided(first, base, typed):
        answers = sifted(target.workspace, columns, filled, by=by, on=on, decided=decided)
    by_whom = traces(target.workspace, target.country, filled.leaving, first.conflicts)
    return Outcome(target=target, sifted=answers, conflicts=first.conflicts, decided=decided, traces=by_whom)


def objections(outcome: Outcome, by: str) -> tuple[str, ...]:
    """Why somebody cannot change an answer, whatever is typed, in sentences: who answered for the other evaluator."""
    return tuple(raters_of_both(outcome.target, by))


def write(outcome: Outcome, by: str) -> None:
    """Writes what a form comes to, and reads it back; NotWrittenError where that is not what stands there then."""
    answers, workspace = outcome.sifted, outcome.target.workspace
    carried_out(workspace, answers.filled.leaving, answers.sound.texts, answers.sound.documents, by)
    for path, text in answers.sound.texts.items():
        if digest_at(workspace.root / path) != digest(text):
            raise NotWrittenError(f"{path} does not hold what was written; look at the disk")


def response_in(outcome: Outcome, base: Base) -> Response | None:
    """The answer as a form has it, as far as scores ask for it, whatever else is wrong; none where that cannot be read."""
    document = outcome.target.filed.document
    tried = outcome.sifted.sound.documents.get(document.path)
    data = responses_of(tried).get(base.criterion, {}) if tried else _scored(outcome, base)
    return load(replace(document, data=dict(data)), Response)[0]


def _scored(outcome: Outcome, base: Base) -> Mapping[str, Data]:
    row = outcome.sifted.filled.answers[base.criterion]
    data = dict(responses_of(outcome.target.filed.document).get(base.criterion, {}))
    for key in {*row.texts, *base.answer}:
        text = row.texts.get(key, "")
        if key.partition(".")[0] in _SCORED and text != base.answer.get(key, ""):
            put(data, key, text)
    return data


_SCORED = ("rating", "ratings_by_part", "not_applicable", "terrorist_financing", "evidence")


def decision_of(answers: Sifted, conflict: Conflict) -> str:
    """The name under which a form decides a conflict."""
    name = name_of(answers, conflict.place)
    return f"take.{name.rpartition('.')[0] if conflict.place.field == ROW else name}"


def name_of(answers: Sifted, place: Place) -> str:
    """The name of a field in the form; of a whole legal basis, of its act."""
    return answers.cells[place].cell


def on_file(conflict: Conflict) -> str:
    """A digest of what stands on file of a conflict: who decides has seen that, and nothing newer."""
    return digest("\0".join(values.ours for values in conflict.fields))


def _decided(answers: Sifted, base: Base, typed: Mapping[str, str]) -> Mapping[Place, Take]:
    """What was decided of the conflicts that were shown as they are now."""
    named = ((conflict, decision_of(answers, conflict)) for conflict in answers.conflicts)
    seen = (
        (conflict.place, typed.get(name, "")) for conflict, name in named if base.shown.get(name) == on_file(conflict)
    )
    return {place: _WHOSE[word] for place, word in seen if word in _WHOSE}
