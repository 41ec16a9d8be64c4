"""Indicator values for other programs, with a description of every column and every indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compliance import __version__
from compliance.indicators.project import Project
from compliance.indicators.records import COLUMNS
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.queries.formats import as_json
from compliance.queries.indicator_table import Record, every_value
from compliance.view.manifest import manifest
from compliance.view.reasons import FLAG_WORDS, STATUS_WORDS

MEANINGS = {
    "country": "Id of the country, as in assessments/jurisdictions.yaml",
    "indicator": "Id of the indicator",
    "name": "Name of the indicator",
    "year": "Calendar year; for a score the year of the assessment",
    "value": "Exact value, a whole number or a fraction; empty where it is a range or has no meaning",
    "unit": "Unit of the value; percentages and scores run to 100",
    "low": "Lowest value that open questions allow, or the lower end of the interval of a rate of few cases",
    "high": "Highest value that open questions allow, or the upper end of the interval",
    "numerator": "For a ratio: what is counted above the line",
    "denominator": "For a ratio: what is counted below the line",
    "years": "Years whose figures the value uses",
    "flags": "What to know about the value; words explained under `flags`",
    "status": "How the indicator stands in its latest year; words explained under `statuses`",
    "sources": "Who published the figures behind the value",
}
"""What each column holds."""


def exact_values(computed: Iterable[IndicatorReport]) -> list[Record]:
    """Every value with its sources, by column; what is missing is none."""
    return [
        {name: None if (cell := record.get(name)) == "" else cell for name in COLUMNS}
        for record in every_value(computed)
    ]


def metadata(
    inputs: Inputs, project: Project, computed: Sequence[IndicatorReport], footnotes: Sequence[str], data: str
) -> str:
    """What a file of values holds: its columns, indicators, words, footnotes, and the hash of what it was made from."""
    indicators = {report.indicator.id: report.indicator for report in computed}
    sources = {row.source: row.url for report in computed for row in report.rows}
    texts = (*((document.path, document.text) for document in inputs.workspace.files), *inputs.figures)
    about = {
        "data": data,
        "title": project.logframe.title,
        "columns": {name: MEANINGS.get(name, name) for name in COLUMNS},
        "indicators": {
            id_: {
                "name": indicator.name,
                "definition": indicator.definition,
                "formula": indicator.formula,
                "unit": indicator.unit,
                "direction": indicator.direction,
                "level": indicator.level,
                "caveats": indicator.caveats,
            }
            for id_, indicator in indicators.items()
        },
        "flags": dict(FLAG_WORDS),
        "statuses": dict(STATUS_WORDS),
        "sources": [{"source": source, "url": url} for source, url in sorted(sources.items())],
        "footnotes": list(footnotes),
        "made_by": f"compliance {__version__}",
        "inputs_sha256": manifest(texts, ()).digest,
    }
    return as_json(about) + "\n"
