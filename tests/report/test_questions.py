"""Questions that a reader brings to a report: the printed page answers each, as the data answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents import article, each_printed, flat, inputs, report, root_of, section

from compliance import figures
from compliance.model.checklist import Checklist, LegalBasis, Response
from compliance.model.instrument import Criterion
from compliance.model.legislation import Act
from compliance.view.readings import reading_in_short, version
from compliance.view.words import FOLLOW_UP, cite, rating, reference

pytestmark = each_printed
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
    first = {one.act: one for one in reversed(response.legal_basis)}
    return [f"{act(country, one).short}, {cite(one.provision)}" for one in first.values() if one.provision]


def treaty(country: str, instrument: str) -> str:
    """The pages of one treaty, article by article."""
    one = report(country)
    name = next(seen.abbreviation for seen in one.view.instruments if seen.id == instrument)
    return section(one, f"{name}: article by article")


def test_which_act_and_article_criminalises_illegal_access(country: str) -> None:
    _, response = next(pair for pair in responses(country, "ets-185", "2") if pair[0].core)
    assert response.legal_basis
    says(article(treaty(country, "ets-185"), "2", "Illegal access"), *cited(country, response))


def test_which_text_was_read_for_it_as_of_when_and_since_when_it_is_in_force(country: str) -> None:
    _, response = next(pair for pair in responses(country, "ets-185", "2") if pair[0].core)
    listed = tight(section(report(country), "Texts read"))
    for basis in response.legal_basis:
        known = act(country, basis)
        row = listed[listed.index(tight(f"{known.short}{known.title}")) :][:300]
        assert tight(reading_in_short(known)[1:]) in row
        assert known.in_force is None or tight(figures.partial_day(known.in_force.first, known.in_force.last)) in row
        says(treaty(country, "ets-185"), f"{known.short}, {version(known)}")


def test_whether_preservation_is_covered_and_by_what(country: str) -> None:
    page = article(treaty(country, "ets-185"), "16", "Expedited preservation of stored computer data")
    for criterion, response in responses(country, "ets-185", "16"):
        if response.rating:
            says(page, reference(criterion.provision, criterion.element), *cited(country, response)[:1])
            says(page, *(rating(word) for word in {response.rating[0], response.rating[-1]}))  # of a range both ends


def test_what_is_missing_for_sanctions(country: str) -> None:
    page = article(treaty(country, "ets-185"), "13", "Sanctions and measures")
    gaps = [response.gap for _, response in responses(country, "ets-185", "13") if response.gap]
    assert gaps
    says(page, *gaps)


def test_whether_the_range_of_predicate_offences_is_limited(country: str) -> None:
    (limited,) = (one for one in criteria(country, "ets-198", "9") if one.id == "198.9.4.x1")
    response = checklist(country, "ets-198").responses.get(limited.id, Response())
    if response.rating or response.ratings_by_part:
        page = article(treaty(country, "ets-198"), "9", "Laundering offences")
        says(page, reference(limited.provision, limited.element), *((response.gap,) if response.gap else ()))
    else:
        says(section(report(country), "Open questions"), reference(limited.provision, limited.element))


def test_what_the_state_deposited_and_whether_that_is_verified(country: str) -> None:
    page = section(report(country), "Treaty status, reservations and declarations")
    filed = inputs(root_of(country)).workspace.countries[country].participation
    assert filed
    deposits = [deposit for one in filed.value.instruments.values() for deposit in one.deposits]
    says(page, *(deposit.gist.rstrip(".")[1:] for deposit in deposits))
    says(page, *(row.evidence for row in report(country).view.deposits))
    if not deposits:
        says(page, "None is on file.")
    for instrument in report(country).view.instruments:
        says(report(country).text, instrument.as_bound)


def test_what_was_not_examined_and_what_is_not_settled(country: str) -> None:
    page = section(report(country), "Open questions")
    for one in report(country).view.instruments:
        items = [item for scored in one.assessment.whole.articles for item in scored.criteria]
        says(
            page,
            *(
                reference(it.criterion.provision, it.criterion.element)
                for it in items
                if it.state in ("unanswered", "open")
            ),
        )
        says(page, *(f"{row.ref}: {row.chip.word}" for it in one.articles for row in it.unsettled))


def test_how_good_the_evidence_is(country: str) -> None:
    grades = report(country).view.grades
    says(section(report(country), "Summary"), f"{grades['A'] + grades['B']} of {sum(grades.values())} answers rest on a text of the law that was read, {grades['D']} on no source seen.")  # fmt: skip


def test_which_priority_is_first_on_what_evidence_and_who_has_to_act(country: str) -> None:
    one = report(country)
    rows = [row for group in one.view.priorities for row in group.rows]
    first = min(rows, key=lambda row: row.rank)
    says(section(one, "Summary"), f"{first.text}{first.who}{first.grade}")
    page = tight(section(one, "Priorities for reform"))
    places = [page.index(tight(row.text)) for row in rows]
    assert places == sorted(places)
    for group in one.view.priorities:
        says(section(one, "Priorities for reform"), f"{group.act} · {group.who}")


def test_how_recent_the_texts_are_and_what_the_legal_cut_off_is(country: str) -> None:
    one, day = report(country), figures.day(checklist(country, "ets-185").cut_off)
    assert one.view.texts_read.startswith("texts of ")
    assert [n for n, text in enumerate(one.pages, 1) if one.view.texts_read not in flat(text)] == []
    says(section(one, "Method"), f"Law as of {day} is the legal cut-off")
    assert one.text.count("is the legal cut-off") == 1


def test_which_finding_of_a_treaty_body_is_open(country: str) -> None:
    page = section(report(country), "Findings of treaty bodies")
    filed = inputs(root_of(country)).workspace.countries[country].findings
    assert filed
    for finding in filed.value.findings:
        if finding.sources:
            says(
                page,
                finding.asked,
                finding.body,
                FOLLOW_UP[finding.follow_up.state if finding.follow_up else "unknown"].capitalize(),
            )


def test_which_articles_a_treaty_body_took_up(country: str) -> None:
    filed = inputs(root_of(country)).workspace.countries[country].findings
    treaties = {one.id: {it.number: it.title for it in one.articles} for one in report(country).view.instruments}
    for finding in filed.value.findings if filed else ():
        titles = treaties.get(finding.instrument or "", {}) if finding.sources else {}
        for number, title in titles.items():
            if any(re.match(rf"{number}(?!\d)", one) for one in finding.articles):
                page = article(treaty(country, finding.instrument or ""), number, title)
                says(page, f"Taken up by {finding.body}: {finding.document}")


def test_what_changed_since_the_last_report(country: str) -> None:
    says(section(report(country), "Summary"), "Since the last report. This is the first; no earlier cycle is on file.")
