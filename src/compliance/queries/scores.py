"""The scores of several countries as one table, for a terminal and for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.model.bill import Bill
from compliance.outgoing import in_csv
from compliance.scoring import Assessment, with_leads
from compliance.scoring.values import InstrumentScore
from compliance.view import words
from compliance.view.assessed import Scored, assessments
from compliance.view.exact import exact, exact_range
from compliance.view.names import designations, in_order
from compliance.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a score is asked for, beside the country."""

    on: date | None = None
    """The day of the law; none for the cut-off date of each checklist."""
    known: date | None = None
    """As known on that day; none for all that is on file."""
    bill: Bill | None = None
    """As if that bill were law."""

    def notes(self) -> tuple[str, ...]:
        """What a reader of the scores must be told."""
        as_known = f"As known on {figures.day(self.known)}." if self.known else None
        return tuple(filter(None, (as_known, words.no_law(self.bill) if self.bill else None)))


AS_ON_FILE = Asked()
"""The law of the cut-off date, as known today, without a bill."""


def scored(workspace: Workspace, countries: Sequence[str], asked: Asked = AS_ON_FILE) -> tuple[Scored, ...]:
    """The assessments of some countries in their latest cycle, or of all, in the order of the jurisdictions."""
    wanted = in_order(workspace, countries)
    return tuple(
        # A country bears today's name, whatever it was called on the day of the law.
        (id_, jurisdiction.name(assessment.whole.checklist.cut_off), assessment)
        for id_ in wanted
        if (jurisdiction := workspace.jurisdiction(id_))
        for cycle in workspace.countries[id_].cycles()[-1:]
        for assessment in assessments(
            workspace,
            workspace.countries[id_],
            cycle,
            tuple(workspace.instruments),
            on=asked.on,
            known=asked.known,
            bill=asked.bill,
        )
    )


def footnotes(workspace: Workspace, found: Iterable[Scored]) -> tuple[str, ...]:
    """The obligatory footnotes of the names in a table."""
    names = [(name, assessment.whole.checklist.cut_off) for _, name, assessment in found]
    return designations(workspace, names[0][1], [name for name, _ in names]) if names else ()


def columns(found: Iterable[Scored]) -> tuple[str, ...]:
    """Heads of the table: a column for each rating of the instruments in it."""
    found = tuple(found)
    ratings = (words.rating(word) for word in _ratings(found))
    leads = ("leads", "with leads") if _weigh(found) else ()
    return ("country", "instrument", "cycle", "law as of", "score", "answered", *ratings, "not settled", "n/a", "unanswered", *leads, "as bound")  # fmt: skip


def _weigh(found: Iterable[Scored]) -> bool:
    """Whether weak evidence takes an answer out of one of the scores."""
    return any(assessment.whole.leads for _, _, assessment in found)


def _ratings(found: Iterable[Scored]) -> tuple[str, ...]:
    """The ratings of all instruments, those of the first one first."""
    return tuple(dict.fromkeys(word for _, _, assessment in found for word in assessment.whole.instrument.scale.values))


def _counts(ratings: Iterable[str], assessment: Assessment) -> tuple[str, ...]:
    """How many items have each rating; nothing where the instrument does not know it."""
    counts = assessment.whole.distribution.counts
    return tuple(str(counts[word]) if word in counts else "" for word in ratings)


def rows(found: Sequence[Scored]) -> tuple[tuple[str, ...], ...]:
    """One row an assessment, in the order of `columns`."""
    ratings, weigh = _ratings(found), _weigh(found)
    return tuple(_row(name, assessment, ratings, weigh=weigh) for _, name, assessment in found)


def _row(name: str, assessment: Assessment, ratings: Sequence[str], *, weigh: bool) -> tuple[str, ...]:
    whole, distribution = assessment.whole, assessment.whole.distribution
    return (
        name,
        whole.instrument.abbreviation,
        whole.checklist.cycle,
        assessment.on.isoformat(),
        words.score(whole.range),
        f"{distribution.answered} of {distribution.applicable}",
        *_counts(ratings, assessment),
        str(distribution.open),
        str(distribution.not_applicable),
        str(distribution.unanswered),
        *((str(whole.leads), words.score(with_leads(whole).range)) if weigh else ()),
        _bound(assessment),
    )


def _bound(assessment: Assessment) -> str:
    match assessment.as_bound_status:
        case "scored":
            return words.score(assessment.as_bound.range if assessment.as_bound else None)
        case "not-a-party":
            return "alignment"
        case "no-treaty":
            return figures.NOTHING
        case "reservations-unknown" | "deposits-not-verified":
            return "unknown"


def as_json(found: Iterable[Scored], asked: Asked = AS_ON_FILE) -> str:
    """The scores with every section and article; exact fractions as text, missing as null."""
    return json.dumps(
        [_json(id_, name, assessment, asked) for id_, name, assessment in found], ensure_ascii=False, indent=1
    )


def _json(id_: str, name: str, assessment: Assessment, asked: Asked) -> Mapping[str, object]:
    whole = assessment.whole
    return {
        "country": id_,
        "name": name,
        "instrument": whole.instrument.id,
        "cycle": whole.checklist.cycle,
        "law_as_of": assessment.on.isoformat(),
        "known_on": asked.known.isoformat() if asked.known else None,
        "with_bill": asked.bill.id if asked.bill else None,
        "status": whole.checklist.status,
        "called": "alignment" if assessment.alignment else "compliance",
        "whole": _score(whole),
        "as_bound": _score(assessment.as_bound) if assessment.as_bound else None,
        "as_bound_status": assessment.as_bound_status,
        "by_part": {part: _score(score) for part, score in assessment.by_part.items()},
        "sections": [
            {"id": section.section.id, "title": section.section.title, **exact_range(section.score)}
            for section in whole.sections
        ],
        "articles": [
            {
                "number": article.article.number,
                "title": article.article.title,
                "rating": [article.rating_worst, article.rating_best],
                "held_back_by": list(article.capped),
                **exact_range(article.score),
            }
            for article in whole.articles
        ],
        "excluded": [{"criterion": exclusion.criterion, "reason": exclusion.reason} for exclusion in whole.exclusions],
    }


def _score(score: InstrumentScore) -> Mapping[str, object]:
    distribution = score.distribution
    return {
        **exact_range(score.range),
        "point": exact(score.point),
        "answered": distribution.answered,
        "applicable": distribution.applicable,
        "distribution": {
            **distribution.counts,
            "not-settled": distribution.open,
            "not-applicable": distribution.not_applicable,
            "unanswered": distribution.unanswered,
        },
        "evidence": dict(score.grades),
        "leads": score.leads,
        "with_leads": exact_range(with_leads(score).range),
    }


def as_csv(found: Sequence[Scored], asked: Asked = AS_ON_FILE) -> str:
    """One row an assessment: ids, exact ends as points of 100 to six places, counts."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    ratings = _ratings(found)
    heads = (word.replace("-", "_") for word in ratings)
    table.writerow(("country", "instrument", "cycle", "law_as_of", "low", "high", "answered", "applicable", *heads, "not_settled", "not_applicable", "unanswered", "leads", "with_leads_low", "with_leads_high", "known_on", "with_bill"))  # fmt: skip
    for id_, _, assessment in found:
        whole, distribution = assessment.whole, assessment.whole.distribution
        spans = (whole.range, with_leads(whole).range)
        ends, led = ([_six(end) for end in ((it.low, it.high) if it else (None, None))] for it in spans)
        table.writerow(
            in_csv(cell)
            for cell in (
                id_,
                whole.instrument.id,
                whole.checklist.cycle,
                assessment.on.isoformat(),
                *ends,
                distribution.answered,
                distribution.applicable,
                *_counts(ratings, assessment),
                distribution.open,
                distribution.not_applicable,
                distribution.unanswered,
                whole.leads,
                *led,
                asked.known.isoformat() if asked.known else "",
                asked.bill.id if asked.bill else "",
            )
        )
    return text.getvalue().rstrip("\n")


def _six(end: Fraction | None) -> str:
    """A score in points of 100, to six places."""
    return "" if end is None else str(figures.rounded(end * 100, 6))


FORMATS: Mapping[str, Callable[[Sequence[Scored], Asked], str]] = {"json": as_json, "csv": as_csv}
"""Formats for other programs, by name."""
