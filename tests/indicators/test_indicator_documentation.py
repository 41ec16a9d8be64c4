"""What `docs/indicators.md` says is what the program does."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

from observed import INSTRUMENTS, ROOT, rates, register, table

from compliance import figures
from compliance.indicators.checks import logframe_problems
from compliance.indicators.functions import FUNCTIONS
from compliance.indicators.reports import report
from compliance.indicators.statistics import read_statistics
from compliance.load import load
from compliance.model.logframe import CountryPlan, Indicator, Logframe
from compliance.problems import as_text
from compliance.source import parse
from compliance.view.reasons import FLAG_WORDS, STATUS_WORDS, status_reason, words

TEXT = (ROOT / "docs" / "indicators.md").read_text("utf-8")


def block(kind: str) -> str:
    """The text of the one block of a kind in the worked example."""
    (found,) = re.findall(rf"```{kind}\n(.*?)```", TEXT.partition("## Worked example\n")[2], re.DOTALL)
    return str(found)


def test_the_worked_example(tmp_path: Path) -> None:
    document, _ = parse("logframe.yaml", block("yaml"))
    assert document is not None
    frame, problems = load(document, Logframe)
    assert frame is not None, problems
    assert logframe_problems(document, frame, register(), instruments={}, countries=("arcadia",)) == ()
    (tmp_path / "statistics.csv").write_text(block("csv"), "utf-8")
    data, found = read_statistics(table("statistics.csv", tmp_path), register(), ("arcadia",))
    assert found == ()
    (one,) = report(frame, data, rates(), "arcadia", scores={}, on=date(2024, 6, 30))
    status, measure = one.status, one.indicator.measure
    lines = [
        f"{value.year}: {words(value.value, measure)} ({value.numerator} of {value.denominator}; {', '.join(value.flags)})"
        for value in one.values
    ]
    assert status.progress is not None
    assert status.achievement is not None
    progress, achievement = figures.percent(status.progress), figures.percent(status.achievement)
    lines.append(f"expected {words(status.expected, measure)}, progress {progress}, achievement {achievement}")
    lines.append(f"{STATUS_WORDS[status.word]}: {status_reason(one)}")
    assert "\n".join(lines).replace(figures.NO_BREAK, " ") + "\n" == block("text")


def test_every_function_flag_and_status_is_explained() -> None:
    for name, function in FUNCTIONS.items():
        assert re.search(rf"^\| `{name}\(.*` \| {re.escape(function.says)} \|$", TEXT, re.MULTILINE), name
    for flag, told in FLAG_WORDS.items():
        assert f"| `{flag}` | {told} |" in TEXT
    for word in STATUS_WORDS.values():
        assert f"\n| {word} | " in TEXT


def test_the_message_shown_is_the_message_given() -> None:
    text = (ROOT / "indicators" / "logframe.yaml").read_text("utf-8")
    wrong = text.replace("pooled_ratio(cyber_fin_investigations,", "pooled_ratio(cyber_fin_investigation,")
    document, _ = parse("indicators/logframe.yaml", wrong)
    assert document is not None
    frame, _ = load(document, Logframe)
    assert frame is not None
    shown = logframe_problems(
        document, frame, register(), instruments=INSTRUMENTS, countries=("kosovo", "bosnia-and-herzegovina")
    )
    message = next(as_text(one) for one in shown if one.code == "unknown-series")
    assert without_lines(message) in without_lines(TEXT)


def without_lines(text: str) -> str:
    """The text without line numbers, which change with every line that is added above."""
    return re.sub(r"(?<=yaml:)\d+|^ *\d+(?= \|)", "", text, flags=re.MULTILINE)


def test_every_field_of_the_logframe_is_explained() -> None:
    section = TEXT.partition("## Logframe\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", "".join(line.split(" | ")[0] for line in section.splitlines() if "|" in line)))
    assert {one.name for one in (*fields(Indicator), *fields(CountryPlan))} == named
