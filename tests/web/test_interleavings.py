"""Any order of what two people and an editor do to one answer: nothing saved is lost unseen, nothing typed ever."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from answering import Form, comes_back, form_of, kept_in
from asking import Browser, workplace
from desk import CHECKLIST, Desk
from documents import EVERYTHING
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from starlette.responses import HTMLResponse

from compliance.authoring.changes import Target
from compliance.authoring.edit import edited
from compliance.authoring.steps import take
from compliance.checks import check
from compliance.model.checklist import Status
from compliance.problems import serious
from compliance.screens.work.answer import Unsaved
from compliance.source import Data, Step
from compliance.web import answer as saving
from compliance.web.checklists import Place
from compliance.web.living import Living
from compliance.web.routes import Asked
from compliance.web.writing import target

GROUPS = (("analysis",), ("practice",), ("rating", "gap"))
"""Fields of the answer, those together that are asked together."""
ROW = ("quote", "gist")
"""Fields of the legal basis that may go: the first one, of section 4."""
OPTIONAL = ("analysis", "practice", "quote")
REMARK = "    # A remark of whoever keeps the file."
DAYS = {"submitted": date(2026, 7, 1), "returned": date(2026, 7, 1)}
START = f"""\
  L.1.1:
    rating: mostly
    legal_basis:
      - act: lights-act
        provision: "4"
        role: offence
        gist: Punishes whoever puts out a light at sea.
        sources: [gazette]   # page 3
      - {{act: lights-act, provision: "5", role: penalty, gist: Fines., sources: [gazette]}}
    gap: Moving a light stays unpunished.
{REMARK}
    evidence:   B
"""


# What happens


class Deed(NamedTuple):
    """Something that somebody does; without a name, an editor does it, or the checklist is taken a step further."""

    what: str
    who: str = ""
    field: str = ""
    text: str = ""
    """What is typed: nothing, what everybody types, or something new."""


def a_text(name: str) -> st.SearchStrategy[tuple[str, str]]:
    words = ("mostly", "partly") if name == "rating" else ("alike", "new", *("",) * (name in OPTIONAL))
    return st.tuples(st.just(name), st.sampled_from(words))


typing = st.sampled_from((*(name for group in GROUPS for name in group), *ROW)).flatmap(a_text)
who = st.sampled_from(("Ana", "Boro"))
decision = st.sampled_from(("", "mine", "theirs"))
DEED = st.one_of(
    st.builds(lambda who, typed: Deed("type", who, *typed), who, typing),
    st.builds(lambda who, take: Deed("save", who, text=take), who, decision),
    st.builds(lambda who, typed: Deed("type and save", who, *typed), who, typing),
    st.builds(Deed, st.sampled_from(("load", "drop")), who),
    st.builds(lambda typed: Deed("hand", "", *typed), typing),
    st.sampled_from((Deed("drop by hand"), Deed("step"))),
)


@st.composite
def crossing(draw: st.DrawFn) -> list[Deed]:
    """Two people, or one and an editor, change one field; whoever comes last decides, perhaps after something else."""
    last, (name, text) = draw(who), draw(typing)
    first = draw(st.sampled_from(("type and save", "hand", "drop by hand")))
    other = Deed(first, "" if "hand" in first else {"Ana": "Boro", "Boro": "Ana"}[last], *draw(a_text(name)))
    mine = draw(st.sampled_from((Deed("type", last, name, text), Deed("type", last, name, text), Deed("drop", last))))
    again = Deed("type and save", {"Ana": "Boro", "Boro": "Ana"}[last], *draw(a_text(name)))
    between = draw(st.sampled_from(((), (), (again,), (Deed("hand", "", name, again.text),))))
    decided = draw(st.sampled_from(("mine", "theirs", "")))
    return [Deed("load", last), other, mine, Deed("save", last), *between, Deed("save", last, text=decided)]


DEEDS = st.one_of(crossing(), crossing(), st.lists(DEED, min_size=1, max_size=4))


# What should come of it


class Texts(NamedTuple):
    """An answer as the model has it."""

    fields: Mapping[str, str]
    row: Mapping[str, str] | None
    """The legal basis that may go; none where it went."""

    def all(self) -> set[str]:
        return {*self.fields.values(), *(self.row or {}).values()}


class Merged(NamedTuple):
    texts: Texts
    asked: Mapping[str, tuple[str, ...]]
    """What stands on file of each conflict that is not decided, by its name."""
    contested: Mapping[str, tuple[str, ...]]
    """The same of all of them."""


def merged(base: Texts, mine: Texts, ours: Texts, choice: str, shown: Mapping[str, tuple[str, ...]]) -> Merged:
    """The answer of three versions. Whoever decides knows what stands on file; else it is asked."""
    asked: dict[str, tuple[str, ...]] = {}
    contested: dict[str, tuple[str, ...]] = {}

    def settled(name: str, on_file: tuple[str, ...]) -> bool:
        contested[name] = on_file
        if choice and shown.get(name) == on_file:
            return True
        asked[name] = on_file
        return False

    def group(names: tuple[str, ...], *of: Mapping[str, str], prefix: str) -> dict[str, str]:
        was, typed, now = of
        differ = [name for name in names if typed[name] != now[name]]
        by_me = [name for name in differ if typed[name] != was[name]]
        if by_me and any(now[name] != was[name] for name in differ):
            is_settled = settled(f"{prefix}{differ[0]}", tuple(now[name] for name in differ))
            by_me = differ if is_settled and choice == "mine" else []
        return {name: typed[name] for name in by_me}

    fields = dict(ours.fields)
    for names in GROUPS:
        fields |= group(names, base.fields, mine.fields, ours.fields, prefix="")
    row = ours.row
    if base.row and mine.row and ours.row:
        row = dict(ours.row)
        for name in ROW:
            row |= group((name,), base.row, mine.row, ours.row, prefix="row.")
    elif base.row and (mine.row or ours.row):
        kept = mine.row or ours.row
        if kept == base.row:
            row = None
        elif settled("row", tuple((ours.row or {}).values())):
            row = mine.row if choice == "mine" else ours.row
    return Merged(Texts(fields, row), asked, contested)


# Both together


def plain_page(asked: Asked, unsaved: Unsaved | None = None) -> HTMLResponse:
    """What a page says of a save that was refused, without all that stands around it."""
    assert unsaved
    texts = (text for each in unsaved.disputed for text in (each.theirs, each.mine))
    lines = (*unsaved.typed.values(), *texts, unsaved.base)
    return HTMLResponse("".join(f"<p>{escape(line)}</p>" for line in lines), unsaved.status)


@dataclass
class Opened:
    """A form that is open, and the model of it."""

    form: Form
    base: Texts
    mine: Texts
    seen: set[str]
    """Every text that whoever writes has seen: of the file as it was, typed, of conflicts since."""
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def put(self, name: str, text: str) -> None:
        """Types a text; into a row that was taken away nothing can be typed."""
        if name in ROW and self.mine.row is not None:
            self.mine = Texts(self.mine.fields, {**self.mine.row, name: text})
            self.form.fields[f"{self.prefix}{name}"] = text
        elif name not in ROW:
            self.mine = Texts({**self.mine.fields, name: text}, self.mine.row)
            self.form.fields[f"a.{name}"] = text

    @property
    def prefix(self) -> str:
        """What the fields of the legal basis of section 4 begin with."""
        names = (name for name, text in self.form.fields.items() if name.endswith(".provision") and text == "4")
        return next(names, "?.provision").removesuffix("provision")

    def drop(self) -> None:
        start = self.prefix
        self.mine = Texts(self.mine.fields, None)
        self.form.fields = {name: text for name, text in self.form.fields.items() if not name.startswith(start)}


class World:
    """A desk on which things happen, and what should be the case."""

    def __init__(self, root: Path) -> None:
        self.desk = Desk(root)
        head = self.desk.text.partition("  L.1.1:")[0]
        (root / CHECKLIST).write_text(head + START, "utf-8")
        self.living = Living(root, lambda site: site)
        self.browsers = {name: workplace(root, by=name, living=self.living) for name in ("Ana", "Boro")}
        self.texts = self.on_file()
        self.opened = {name: self.load() for name in self.browsers}
        self.deeds = 0

    def target(self) -> Target:
        inputs = self.living.refresh().inputs
        assert inputs
        return target(inputs.workspace, Place("arcadia", "2026", "lighthouses"))

    def on_file(self) -> Texts:
        """The answer as it stands on file."""
        answer = self.target().filed.value.responses["L.1.1"]
        (rating,) = answer.rating
        basis = next((basis for basis in answer.legal_basis if basis.provision == "4"), None)
        return Texts(
            {"analysis": answer.analysis or "", "practice": answer.practice or "", "rating": rating, "gap": answer.gap or ""},
            {"quote": basis.quote or "", "gist": basis.gist} if basis else None,
        )  # fmt: skip

    def load(self) -> Opened:
        return Opened(form_of(self.target()), self.texts, self.texts, self.texts.all())

    def does(self, deed: Deed) -> None:
        self.deeds += 1
        text = {"alike": f"Alike {deed.field}.", "new": f"Text{self.deeds}x."}.get(deed.text, deed.text)
        form = self.opened.get(deed.who)
        match deed.what, form:
            case "load", _:
                self.opened[deed.who] = self.load()
            case "type", Opened():
                form.put(deed.field, text)
            case "type and save", Opened():
                form.put(deed.field, text)
                self.save(form, self.browsers[deed.who], "")
            case "save", Opened():
                self.save(form, self.browsers[deed.who], deed.text)
            case "drop", Opened():
                form.drop()
            case "hand", _ if deed.field not in ROW or self.texts.row is not None:
                self.by_hand(deed.field, text)
            case "drop by hand", _:
                self.drop_by_hand()
            case "step", _:
                self.step()
        assert self.on_file() == self.texts
        assert REMARK in self.desk.text.splitlines()

    def save(self, opened: Opened, browser: Browser, choice: str) -> None:
        """Sends a form, and compares what comes with what should."""
        before, form = self.texts, opened.form
        names = (*(f"take.a.{name}" for group in GROUPS for name in group), *(f"take.b.{n}{field}" for n in (0, 1, 2) for field in ("", ".quote", ".gist")), "take.b.L.1.1#0", "take.b.L.1.1#1")  # fmt: skip
        form.fields = {name: text for name, text in form.fields.items() if not name.startswith("take.")}
        form.fields |= dict.fromkeys(names, choice) if choice else {}
        expected = merged(opened.base, opened.mine, before, choice, opened.shown)
        answer = form.send(browser)
        event(f"saved: {answer.status}{' decided' if choice and opened.shown else ''}")
        if not self.target().filed.value.open and (expected.asked or expected.texts != before):
            assert answer.status == 422
            assert comes_back(answer, form.fields)
        elif expected.asked:
            assert answer.status == 409, answer.seen
            assert comes_back(answer, form.fields)
            shown = {text for texts in expected.contested.values() for text in texts}
            words = {word for text in shown for word in text.split()}
            assert all(word in answer.seen for word in words), "what stands on file is shown"
            opened.seen |= shown
            opened.shown = expected.contested
            form.fields["base"] = kept_in(answer)
        else:
            assert answer.status == 303, answer.seen
            assert answer.location.endswith("unchanged" if expected.texts == before else "saved")
            self.texts = expected.texts
            lost = before.all() - self.texts.all() - {""}
            assert lost <= opened.seen, "nothing that was saved is lost to somebody who never saw it"

    def by_hand(self, name: str, text: str) -> None:
        """An editor changes a field, and leaves all else."""
        if name in ROW:
            assert self.texts.row is not None
            self.texts = Texts(self.texts.fields, {**self.texts.row, name: text})
        else:
            self.texts = Texts({**self.texts.fields, name: text}, self.texts.row)
        way: tuple[Step, ...] = ("legal_basis", self.place(), name) if name in ROW else (name,)
        self.edit(way, text or None)

    def drop_by_hand(self) -> None:
        if self.texts.row is not None:
            self.texts = Texts(self.texts.fields, None)
            self.edit(("legal_basis", self.place()), None)

    def place(self) -> int:
        bases = self.target().filed.value.responses["L.1.1"].legal_basis
        return next(place for place, basis in enumerate(bases) if basis.provision == "4")

    def edit(self, way: tuple[Step, ...], data: Data) -> None:
        document = self.target().filed.document
        (self.desk.root / CHECKLIST).write_text(edited(document, {("responses", "L.1.1", *way): data}), "utf-8")

    def step(self) -> None:
        at = self.target()
        status: Status = "submitted" if at.filed.value.open else "returned"
        take(at, status, by="Rea", on=DAYS[status], note="x")


@given(st.lists(DEEDS, min_size=1, max_size=3))
@settings(
    max_examples=3000 if EVERYTHING else 50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_nothing_is_lost_in_any_order(deeds: list[list[Deed]]) -> None:
    with tempfile.TemporaryDirectory() as folder, patch.object(saving, "article", plain_page):
        world = World(Path(folder) / "work")
        for deed in chain.from_iterable(deeds):
            world.does(deed)
        assert serious(check(world.target().workspace)) == ()
