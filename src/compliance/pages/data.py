"""The data that travel inside a report: scores, ratings, and the figures behind each chart."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from compliance import figures
from compliance.outgoing import in_csv
from compliance.pages.drawings import Drawing
from compliance.queries.attached import findings, ratings, scores
from compliance.scoring.values import Range
from compliance.view.values.country import CountryView


def attachments(view: CountryView, drawings: Mapping[str, Drawing]) -> Mapping[str, bytes]:
    """The files that the plan wants inside the report, by name."""
    files: dict[str, bytes] = {}
    if "scores" in view.plan.attachments:
        files["scores.json"] = scores(view).encode()
    if "ratings" in view.plan.attachments:
        files["ratings.csv"] = table(ratings(view))
    if "body-findings" in view.plan.attachments and view.findings:
        files["body-findings.csv"] = table(findings(view))
    if "figures" in view.plan.attachments:
        files |= {
            data_file(id_): table(list(records(drawing.rows))) for id_, drawing in drawings.items() if drawing.rows
        }
    return dict(sorted(files.items()))


def data_file(id_: str) -> str:
    """The file that holds the figures behind a chart."""
    return f"figure-{id_}.csv"


def table(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Rows as CSV in UTF-8; a text that a spreadsheet would compute stays text."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Fraction() | Decimal():
            exact = f"{figures.rounded(value, 6):f}"
            return exact.rstrip("0").rstrip(".") or "0"
        case date():
            return value.isoformat()
        case str():
            return str(in_csv(value))
        case _:
            return str(value)


def records(rows: Iterable[object]) -> Iterator[Mapping[str, object]]:
    """Rows of a chart as rows of a table: what stands inside a field gets columns of its own."""
    for row in rows:
        yield dict(_flat("", row))


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    inside = f"{name}_" if name else ""
    match value:
        case Mapping():
            for key, item in value.items():
                yield from _flat(f"{inside}{key}".replace("-", "_"), item)
        case Range():
            yield from ((f"{inside}{name}", getattr(value, name)) for name in ("low", "high", "point"))
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from _flat(f"{inside}{field.name}", getattr(value, field.name))
        case (first, last) if not isinstance(value, str):
            yield f"{inside}low", _plain(first)
            yield f"{inside}high", _plain(last)
        case tuple() | list():
            yield name, "; ".join(str(_plain(item)) for item in value)
        case _:
            yield name, value


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return getattr(value, fields(value)[0].name)
    return value
