"""Why a number is what it is: ratings, weights, gates, exclusions and losses, as exact values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compliance.model.checklist import STATE
from compliance.queries.explain.criteria import of_criterion
from compliance.queries.explain.means import of_article, of_instrument, of_section
from compliance.queries.explain.values import Explanation, Target
from compliance.scoring import Assessment
from compliance.view.assessed import assessments
from compliance.workspace import Country, Workspace

__all__ = ["Explanation", "Target", "explain", "targets"]


def targets(workspace: Workspace) -> Mapping[str, tuple[Target, ...]]:
    """Everything that can be explained, by each of its names; a name that an article and its only criterion share is both."""
    by_name: dict[str, list[Target]] = {}
    for name, target in _names(workspace):
        by_name.setdefault(name, []).append(target)
    # A name of like things, such as sections of two treaties, says nothing.
    clear = {name: meant for name, meant in by_name.items() if len({each.kind for each in meant}) == len(set(meant))}
    return {name: tuple(dict.fromkeys(meant)) for name, meant in clear.items()}


def _names(workspace: Workspace) -> Iterator[tuple[str, Target]]:
    for id_, document in workspace.instruments.items():
        instrument, short = document.value, id_.rsplit("-", 1)[-1]
        for name in {id_, short}:
            yield name, Target(instrument=id_, kind="instrument", key=id_)
        for section in instrument.sections:
            for name in (f"{id_}/{section.id}", section.id):
                yield name, Target(instrument=id_, kind="section", key=section.id)
        for article in instrument.articles:
            if article.criteria:
                for name in {f"{id_}.{article.number}", f"{short}.{article.number}"}:
                    yield name, Target(instrument=id_, kind="article", key=article.number)
            for criterion in article.criteria:
                for name in filter(None, (criterion.id, criterion.any_of)):
                    yield name, Target(instrument=id_, kind="criterion", key=name)


def explain(workspace: Workspace, country: str, wanted: Sequence[Target]) -> tuple[Explanation, ...]:
    """Why these numbers of a country are what they are, in its latest cycle; none without a checklist."""
    jurisdiction, theirs = workspace.jurisdiction(country), workspace.countries[country]
    instruments = tuple(dict.fromkeys(target.instrument for target in wanted))
    by_instrument = {
        assessment.whole.instrument.id: assessment
        for cycle in theirs.cycles()[-1:]
        for assessment in assessments(workspace, theirs, cycle, instruments)
    }
    if jurisdiction is None:
        return ()
    names = {STATE: jurisdiction.state or "the State", **{part.id: part.name for part in jurisdiction.parts}}
    explanations = (
        _explanation(theirs, by_instrument[target.instrument], target)
        for target in wanted
        if target.instrument in by_instrument
    )
    return tuple(replace(each, country=jurisdiction.name(each.law_as_of), names=names) for each in explanations)


def _explanation(theirs: Country, assessment: Assessment, target: Target) -> Explanation:
    match target.kind:
        case "instrument":
            return of_instrument(assessment)
        case "section":
            return of_section(assessment, target.key)
        case "article":
            return of_article(assessment, target.key)
        case "criterion":
            return of_criterion(theirs, assessment, target.key)
