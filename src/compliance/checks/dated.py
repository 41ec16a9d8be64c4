"""Dated ratings, bills and second evaluators: that both clocks run forward and no bill or third rating is without effect."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from compliance.as_of.checklists import adjudicated, entry_as_of
from compliance.checks.acceptances import writers
from compliance.checks.responses import missing_reason
from compliance.checks.walk import Answered, bills, each_answer
from compliance.model.checklist import NOT_APPLICABLE, Cause, Checklist, Entry, Response
from compliance.model.dates import PartialDate
from compliance.model.people import People, same_person
from compliance.problems import Position, Problem
from compliance.workspace import Country, Workspace


def history(answered: Answered) -> Iterator[Problem]:
    """Entries out of order or for the same day twice, changes without a cause, and criteria left out of the score without a reason."""
    entries, causes = answered.response.history, f"cause: {' | '.join(get_args(Cause))}"
    for n, entry in enumerate(entries):
        recorded = entry.recorded
        if n and recorded < entries[n - 1].recorded:
            what = f"an entry recorded on {recorded} follows one recorded on {entries[n - 1].recorded}"
            expected = "entries in the order in which they were recorded"
            hint = "move the entry; its `since` may lie anywhere"
            yield Problem(answered.at("history", n, "recorded"), "history-out-of-order", what, expected, hint)
        if any((entry.since, recorded) == (other.since, other.recorded) for other in entries[:n]):
            what = f"two entries {_from(entry.since)} were both recorded on {recorded}"
            expected = "one rating for one day of the law, as known on one day"
            hint = "keep the one that holds, or correct a date"
            yield Problem(answered.at("history", n), "rival-entries", what, expected, hint)
        if n and entry.cause is None:
            what = f"the entry recorded on {recorded} changed a rating, but nothing says why"
            hint = "only the first entry, which no rating came before, needs no cause"
            yield Problem(answered.at("history", n), "missing-cause", what, causes, hint)
        if NOT_APPLICABLE in entry.rating and entry.not_applicable is None:
            at = answered.at("history", n, "rating")
            yield missing_reason(at, "an entry says `not-applicable` without a reason")
    if entries and not answered.response.has_rating and answered.response.cause is None:
        what = "the rating was withdrawn, but nothing says why"
        hint = "`recorded` and `cause` of the answer say when and why its last rating was withdrawn"
        yield Problem(answered.key(), "missing-cause", what, causes, hint)


def current_rating(answered: Answered) -> Iterator[Problem]:
    """Ratings in whose place an entry of their history stands on the cut-off date, with everything known."""
    response, day = answered.response, answered.day
    current = entry_as_of(response, day, date.max, day) if day and response.history else None
    if isinstance(current, Entry):
        what = f"on {day} the entry {_from(current.since)}, recorded on {current.recorded}, stands in the place of the rating"
        expected = "since: the day of the law from which the rating holds"
        hint = (
            "the later law wins, then the later record; give `since` and `recorded` of the rating, or correct the entry"
        )
        yield Problem(answered.key(), "rating-not-current", what, expected, hint)


def _from(since: PartialDate | None) -> str:
    return f"from {since}" if since else "without a known beginning"


def later_law(answered: Answered) -> Iterator[Problem]:
    """Ratings of law that began only after the cut-off date."""
    day, response = answered.day, answered.response
    begun = [(("history", n, "since"), entry.since) for n, entry in enumerate(response.history)]
    for steps, since in (*begun, (("since",), response.since)):
        if day and since and since.surely_after(day):
            what = f"the rating is said to hold from {since}, after the cut-off date {day}"
            hint = "what would change later belongs in a bill, or in the next cycle"
            yield Problem(answered.at(*steps), "since-after-cut-off", what, "law in force on the cut-off date", hint)


def adjudications(answered: Answered) -> Iterator[Problem]:
    """Third ratings where two evaluators did not differ, and third ratings that say nothing."""
    third = answered.response.adjudication
    if third is None:
        return
    if rater := rater_named(answered.country, answered.document.path, third.by, answered.people):
        what = f"`{third.by}` decided, but is `{rater}`, who answered"
        expected = "somebody who answered neither checklist"
        hint = "who rated cannot be the judge of whose rating holds"
        yield Problem(answered.at("adjudication", "by"), "adjudicated-by-rater", what, expected, hint)
    if why := _undisputed(answered):
        what, expected = f"a third rating is given, but {why}", "two evaluators whose ratings differ"
        hint = "delete it, or file the second evaluator's checklist as `<instrument>.second.yaml`"
        yield Problem(answered.key("adjudication"), "stray-adjudication", what, expected, hint)
    if not third.rating and not third.ratings_by_part:
        what = "the third rating says who decided, but not what"
        hint = "as long as nothing is decided, leave `adjudication` out"
        yield Problem(answered.at("adjudication"), "empty-adjudication", what, "rating, or ratings_by_part", hint)


def rater_named(country: Country, path: str, name: str, people: People | None) -> str | None:
    """The name by which somebody answered one of the two checklists to which a file belongs, in whatever form it is asked for."""
    keys = (key for key, filed in country.checklists.items() if filed.document.path == path)
    both = (filed.value for key in keys for filed in (country.checklists[key], country.second.get(key)) if filed)
    return next((rater for checklist in both for rater in raters(checklist) if same_person(rater, name, people)), None)


def raters(checklist: Checklist) -> Iterator[str]:
    """Everybody who answered some of a checklist, by its head and by its answers."""
    yield from checklist.evaluators
    for response in checklist.responses.values():
        yield from writers(response)


def _undisputed(answered: Answered) -> str | None:
    """Why there was nothing to decide, if there was not; as long as one still answers blind, nobody is told."""
    firsts = answered.country.checklists.items()
    key = next((key for key, first in firsts if first.document is answered.document), None)
    filed = answered.country.second.get(key) if key else None
    other = filed.value.responses.get(answered.criterion.id) if filed else None
    if filed is None:
        return "no second evaluator's checklist is on file"
    if answered.country.is_hidden(filed.document.path):
        return None
    if other is None:
        return "the second evaluator did not answer the criterion"
    first = answered.response
    same = (first.rating, first.ratings_by_part) == (other.rating, other.ratings_by_part)
    return "both evaluators gave the same rating" if same else None


def second_checklists(workspace: Workspace) -> Iterator[Problem]:
    """Second checklists without a first, and second checklists by the evaluators of the first."""
    for country in workspace.countries.values():
        for key, second in country.second.items():
            first = country.checklists.get(key)
            if first is None:
                cycle, instrument = key
                what = f"cycle {cycle} has no first checklist of `{instrument}`"
                expected = f"assessments/{country.id}/{cycle}/{instrument}.yaml"
                hint = "a second evaluator rates what a first one rated: file the first, or rename this one"
                yield Problem(second.document.at("instrument"), "second-without-first", what, expected, hint)
            for n, name in enumerate(second.value.evaluators):
                if first and any(same_person(name, each, workspace.roll) for each in first.value.evaluators):
                    what = f"`{name}` is among the evaluators of the first checklist too"
                    expected = "somebody who did not see the first ratings"
                    hint = "agreement with oneself measures nothing"
                    yield Problem(second.document.at("evaluators", n), "same-evaluators", what, expected, hint)


def idle_bills(workspace: Workspace) -> Iterator[Problem]:
    """Bills that say nothing, and answers of bills that rate as the law in force does."""
    for country, filed in bills(workspace):
        if not any(filed.value.responses.values()):
            yield _idle(filed.document.at("responses"), "the bill has no answers")
        for instrument, responses in filed.value.responses.items():
            cycles = [cycle for cycle, id_ in country.checklists if id_ == instrument]
            latest = adjudicated(country.checklists[max(cycles), instrument].value) if cycles else None
            for id_, drafted in responses.items():
                response = latest.responses.get(id_) if latest else None
                if response and _rating(response) == _rating(drafted):
                    at = filed.document.key("responses", instrument, id_)
                    yield _idle(at, f"`{id_}` is rated as the law in force is")


def _idle(at: Position, what: str) -> Problem:
    expected, hint = "a rating that the bill would change", "leave out what it would not change"
    return Problem(at, "bill-changes-nothing", what, expected, hint)


def _rating(response: Response) -> object:
    return response.rating, response.ratings_by_part, response.rating_as_bound, response.not_applicable


CHECKS = (each_answer(history, current_rating, later_law, adjudications), second_checklists, idle_bills)
