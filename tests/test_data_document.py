"""The document about the data says what the data say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from click.testing import CliRunner

from compliance.as_of.evidence import is_older
from compliance.cli import main
from compliance.inputs import read_inputs
from compliance.model.legislation import Act
from compliance.view.assessed import assessments
from compliance.view.comparison import Comparison, State, compared, step_rows
from compliance.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "data.md"
CYCLE = "2026"
BEFORE = date(2026, 11, 24)
"""Until this day the data rested on articles named in secondary sources, and leads counted."""


@cache
def workspace() -> Workspace:
    return read_inputs(ROOT)[0].workspace


def names() -> dict[str, str]:
    """The name of every beneficiary by its id, in the order of the register."""
    today = max(
        filed.value.cut_off for country in workspace().countries.values() for filed in country.checklists.values()
    )
    return {unit.id: unit.name(today) for unit in workspace().listed() if unit.id in workspace().countries}


def compare(golden: Callable[[Path, str], None], name: str, block: str) -> None:
    """Compares what stands between the marks of a block with what the data give."""
    text = DOCUMENT.read_text("utf-8")
    block = f"<!-- {name} -->\n{block}\n<!-- end -->"
    assert text.count(f"<!-- {name} -->") == 1
    golden(DOCUMENT, re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _: block, text, flags=re.DOTALL))


def markdown(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, ("---",) * len(headings), *rows))


def test_the_table_of_coverage_is_that_of_the_data(golden: Callable[[Path, str], None]) -> None:
    said = CliRunner().invoke(
        main, ["--workspace", str(ROOT), "coverage", "--format", "markdown"], catch_exceptions=False
    )
    compare(golden, "coverage", said.stdout.removesuffix("\n"))


EXTENTS = {"whole": "whole", "parts": "in parts", "excerpts": "single articles"}
OFFICIAL = {"slvesnik.com.mk", "gzk.rks-gov.net", "www.sluzbenilist.me"}
"""Hosts of official gazettes, to which an act that was not read is linked."""


def described(act: Act) -> str:
    """An act, the date of the text that was read, and what is special about that text."""
    assert act.read
    year = str(act.read.as_of)[:4] if act.read.as_of else ""
    special = {"copy": "", "official": "official", "translation": "translation"}[act.read.text]
    about = ", ".join(filter(None, (f"{year}{'†' if is_older(act) else ''}", special)))
    return f"{act.short or act.title} ({about})" if about else act.short or act.title


def linked(act: Act) -> str:
    official = act.url if act.url and urlsplit(act.url).hostname in OFFICIAL else None
    return f"[{act.short or act.title}]({official})" if official else act.short or act.title


def readings() -> Iterator[tuple[str, ...]]:
    """Beneficiary, extent, acts."""
    for id_, name in names().items():
        acts = [
            act
            for act in workspace().countries[id_].acts().values()
            if act.kind not in ("bill", "strategy") and act.status not in ("bill", "not-in-force")
        ]
        for extent, told in EXTENTS.items():
            if read := [described(act) for act in acts if act.read and act.read.extent == extent]:
                yield name, told, ", ".join(read)
        if unread := [linked(act) for act in acts if not act.read and act.status != "repealed"]:
            yield name, "**not read**", ", ".join(unread)


def test_what_was_read_is_what_the_registers_of_acts_say(golden: Callable[[Path, str], None]) -> None:
    compare(golden, "readings", markdown(("beneficiary", "read", "acts"), list(readings())))


STEPS = ("evidence was found", "the text was read", "an error was corrected", "the method changed")


def bridged(name: str, one: Comparison) -> tuple[str, ...]:
    """The score before, what each cause moved at worst and at best, and the score now."""
    before, *steps, after = step_rows(one.whole)
    moved = {step[0]: f"{step[2]}, {step[3]}" for step in steps}
    assert set(moved) <= set(STEPS)
    return (
        name,
        one.instrument.abbreviation,
        f"{before[2]}–{before[3]}",
        *(moved.get(step, "–") for step in STEPS),
        f"{after[2]}–{after[3]}",
    )


def test_the_bridge_is_that_of_the_comparison(golden: Callable[[Path, str], None]) -> None:
    rows = [
        bridged(name, one)
        for id_, name in names().items()
        for one in compared(
            workspace(),
            workspace().countries[id_],
            State(cycle=CYCLE, known=BEFORE, leads=True),
            State(cycle=CYCLE),
        )
    ]
    headings = ("beneficiary", "convention", "24 November", *STEPS, "now")
    compare(golden, "bridge", markdown(headings, rows))


ROW = re.compile(r"^\| ([^|`]+) \| ((?:`[\w.]+`(?:, )?)+) \| ([a-z, -]+) \| [^|]+ \|$", re.MULTILINE)
"""Country, criteria and rating of what a lawyer is to confirm."""


def ratings() -> dict[tuple[str, str], str]:
    """What every answer of a beneficiary leaves possible, best first; a lead is none."""
    return {
        (name, score.criterion.id): ", ".join(reversed(score.outcomes))
        for id_, name in names().items()
        for one in assessments(workspace(), workspace().countries[id_], CYCLE, tuple(workspace().instruments))
        for article in one.whole.articles
        for score in article.criteria
        if score.answered
    }


def to_confirm() -> str:
    return DOCUMENT.read_text("utf-8").partition("## To be confirmed by a lawyer")[2].partition("\n## ")[0]


def test_the_ratings_to_be_confirmed_are_those_of_the_checklists() -> None:
    known = ratings()
    rows = ROW.findall(to_confirm())
    said = {(row[0], id_): row[2] for row in rows for id_ in re.findall(r"`([\w.]+)`", row[1])}
    assert len(rows) == to_confirm().count("\n| ") - 2
    assert len(said) == sum(len(re.findall(r"`([\w.]+)`", row[1])) for row in rows), "a criterion stands twice"
    assert {key: known.get(key) for key in said} == said
    assert {country for country, _ in said} == set(names().values())


def test_what_is_to_be_confirmed_stands_in_the_order_of_the_register() -> None:
    places = [list(names().values()).index(row[0]) for row in ROW.findall(to_confirm())]
    assert all(one <= next_ for one, next_ in pairwise(places))


def test_every_criterion_in_the_rules_exists() -> None:
    known = {one.id for filed in workspace().instruments.values() for one in filed.value.criteria()}
    assert set(re.findall(r"`((?:185|198)\.[\w.]+)`", DOCUMENT.read_text("utf-8"))) <= known
