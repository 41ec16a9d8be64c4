"""Ten questions that a reader brings to a report: the printed page answers each, as the data answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents import Report, article, each_on_file, inputs, report, root_of, section

from compliance import figures
from compliance.model.checklist import Checklist, LegalBasis, Response
from compliance.model.instrument import Criterion
from compliance.model.legislation import Act
from compliance.view.words import EVIDENCE, cite, rating

CYCLE = "2026"


def tight(text: str) -> str:
    """A text without spaces and hyphens, so that it is found wherever a line was broken."""
    return re.sub(r"[\s-]", "", text)


def says(page: str, *texts: str) -> None:
    """Fails where a page does not say all of these."""
    squeezed = tight(page)
    assert [text for text in texts if tight(text) not in squeezed] == []


def checklist(country: str, instrument: str) -> Checklist:
    return inputs(root_of(country)).workspace.countries[country].checklists[CYCLE, instrument].value


def criteria(country: str, instrument: str, number: str) -> tuple[Criterion, ...]:
    found = inputs(root_of(country)).workspace.instruments[instrument].value
    return next(one.criteria for one in found.articles if one.number == number)


def responses(country: str, instrument: str, number: str) -> Iterator[tuple[Criterion, Response]]:
    """The answers to the criteria of an article."""
    given = checklist(country, instrument).responses
    for criterion in criteria(country, instrument, number):
        if criterion.id in given:
            yield criterion, given[criterion.id]


def act(country: str, basis: LegalBasis) -> Act:
    return inputs(root_of(country)).workspace.countries[country].acts()[basis.act]


def cited(country: str, response: Response) -> list[str]:
    """The provisions of an answer as they are printed."""
    return [f"{act(country, one).short}, {cite(one.provision)}" for one in response.legal_basis if one.provision]


def legal_sources(one: Report) -> str:
    return section(one, "Legal sources")


@each_on_file
def test_which_act_and_article_criminalises_illegal_access(country: str) -> None:
    core, response = next(pair for pair in responses(country, "ets-185", "2") if pair[0].core)
    assert response.legal_basis
    says(article(report(country).text, "2", "Illegal access"), *cited(country, response), core.requirement)


@each_on_file
def test_since_when_it_does(country: str) -> None:
    _, response = next(pair for pair in responses(country, "ets-185", "2") if pair[0].core)
    listed = tight(legal_sources(report(country)))
    for one in response.legal_basis:
        known = act(country, one)
        since = (
            figures.partial_day(known.in_force.first, known.in_force.last)
            if known.in_force
            else "not given in the sources seen"
        )
        row = listed[listed.index(tight(f"{known.short}{known.title}")) :][:900]
        assert tight(since) in row


@each_on_file
def test_whether_preservation_is_covered_and_by_what(country: str) -> None:
    page = article(report(country).text, "16", "Expedited preservation of stored computer data")
    for criterion, response in responses(country, "ets-185", "16"):
        if response.rating:
            says(page, criterion.requirement, *cited(country, response))
            says(page, *(rating(word) for word in {response.rating[0], response.rating[-1]}))  # of a range both ends


@each_on_file
def test_what_is_missing_for_sanctions(country: str) -> None:
    page = article(report(country).text, "13", "Sanctions and measures")
    gaps = [response.gap for _, response in responses(country, "ets-185", "13") if response.gap]
    assert gaps
    says(page, *gaps)


@each_on_file
def test_whether_the_range_of_predicate_offences_is_limited(country: str) -> None:
    (limited,) = (one for one in criteria(country, "ets-198", "9") if one.id == "198.9.4.x1")
    response = checklist(country, "ets-198").responses.get(limited.id, Response())
    if response.rating or response.ratings_by_part:
        page = article(report(country).text, "9", "Laundering offences")
        says(page, limited.requirement, *(text for text in (response.gap or response.analysis,) if text))
        says(page, *cited(country, response))
    else:
        says(section(report(country), "ETS 198: all criteria"), limited.question)


@each_on_file
def test_which_reservations_stand(country: str) -> None:
    page = section(report(country), "Treaty status, reservations and declarations")
    filed = inputs(root_of(country)).workspace.countries[country].participation
    assert filed
    deposits = [deposit for one in filed.value.instruments.values() for deposit in one.deposits]
    says(page, *(deposit.gist.rstrip(".")[1:] for deposit in deposits))
    if not deposits:
        says(page, "None is on file.")
    for instrument in report(country).view.instruments:
        says(page if instrument.assessment.as_bound is None else report(country).text, instrument.as_bound)


@each_on_file
def test_what_was_not_examined(country: str) -> None:
    for one in report(country).view.instruments:
        page = section(report(country), f"{one.abbreviation}: all criteria")
        open_ones = [
            item.criterion.question
            for scored in one.assessment.whole.articles
            for item in scored.criteria
            if item.state == "unanswered"
        ]
        assert re.search(rf"\b{len(open_ones)} are open; none counts as zero", page)
        says(page, *open_ones)


@each_on_file
def test_how_good_the_evidence_is(country: str) -> None:
    grades = report(country).view.grades
    page = section(report(country), "Summary")
    for grade, meaning in EVIDENCE.items():
        says(page, f"{figures.share(grades[grade], sum(grades.values()))}{grade}, {meaning}")
    says(page, f"Share of the {sum(grades.values())} answers; grade D does not count.")


@each_on_file
def test_what_to_amend_first(country: str) -> None:
    one = report(country)
    first = next(gap for gap in one.view.gaps if gap.advice)
    assert first.size == max(gap.size for gap in one.view.gaps if gap.advice)
    page = section(one, "What to amend first")
    says(page, f"{first.missing}{first.advice}")
    others = [gap.advice for gap in one.view.gaps if gap.advice and gap.advice != first.advice]
    assert all(tight(page).index(tight(first.advice or "")) < tight(page).index(tight(text)) for text in others)


@each_on_file
def test_as_of_which_date(country: str) -> None:
    day = figures.day(checklist(country, "ets-185").cut_off)
    assert [n for n, text in enumerate(report(country).pages, 1) if f"law as of {day}" not in text] == []
