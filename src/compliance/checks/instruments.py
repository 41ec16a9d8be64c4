"""Instruments: that a list of criteria is complete and says why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from compliance.checks.walk import Place
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
from compliance.model.instrument import Criterion, Instrument
from compliance.problems import Problem, closest
from compliance.source import Document, Step
from compliance.workspace import Workspace

RESERVED = frozenset((NOT_APPLICABLE, UNANSWERED, NONE, "open", "informative"))
"""Words that mean something else where a rating could stand."""

Placed = tuple[Instrument, Document, Criterion, tuple[Step, ...]]


def _criteria(workspace: Workspace) -> Iterator[Placed]:
    """Every criterion with its place."""
    for filed in workspace.instruments.values():
        for n, article in enumerate(filed.value.articles):
            for m, criterion in enumerate(article.criteria):
                yield filed.value, filed.document, criterion, ("articles", n, "criteria", m)


def core_criteria(workspace: Workspace) -> Iterator[Problem]:
    """Core criteria without a reason, and core criteria that are not duties."""
    for _, document, criterion, steps in _criteria(workspace):
        if criterion.core and not criterion.core_reason:
            yield Problem(
                document.at(*steps, "core"),
                "core-without-reason",
                f"`{criterion.id}` is core, but nothing says why",
                "core_reason: Without it …",
                "a core criterion holds its whole article back; say why it may",
            )
        if criterion.core and not criterion.scored:
            yield Problem(
                document.at(*steps, "core"),
                "core-not-a-duty",
                f"`{criterion.id}` is core, but {criterion.obligation}",
                "core only where the treaty demands something",
                "what is never scored cannot hold an article back",
            )


def weights(workspace: Workspace) -> Iterator[Problem]:
    """Weights other than 1 without a reason, and weights that are no weights."""
    for filed in workspace.instruments.values():
        for weight, reason, steps in _weights(filed.value):
            if weight != 1 and not reason:
                yield Problem(
                    filed.document.at(*steps, "weight"),
                    "weight-without-reason",
                    f"the weight is {weight}, but nothing says why",
                    "weight_reason: one line",
                    "equal weights need no reason, others do",
                )
            if weight <= 0:
                yield Problem(
                    filed.document.at(*steps, "weight"),
                    "impossible-weight",
                    f"the weight is {weight}",
                    "a number above 0",
                    "an element that should not count is optional",
                )


def _weights(instrument: Instrument) -> Iterator[tuple[Fraction, str | None, tuple[Step, ...]]]:
    """Every weight with its reason and its place."""
    for n, section in enumerate(instrument.sections):
        yield section.weight, section.weight_reason, ("sections", n)
    for n, article in enumerate(instrument.articles):
        yield article.weight, article.weight_reason, ("articles", n)
        for m, criterion in enumerate(article.criteria):
            yield criterion.weight, criterion.weight_reason, ("articles", n, "criteria", m)


def conditions(workspace: Workspace) -> Iterator[Problem]:
    """Triggered and qualified duties without their condition, validity criteria that limit nothing."""
    for _, document, criterion, steps in _criteria(workspace):
        if criterion.conditional and not criterion.condition:
            yield Problem(
                document.at(*steps, "obligation"),
                "missing-condition",
                f"`{criterion.id}` is {criterion.obligation}, but nothing says by what",
                "condition: one line",
                "say when the duty arises, or which words of the treaty qualify it",
            )
        if criterion.obligation == "validity" and not criterion.limits:
            yield Problem(
                document.at(*steps, "obligation"),
                "missing-condition",
                f"`{criterion.id}` is the limit of a narrowing, but nothing says of which criteria",
                "limits: a list of criteria",
            )


def dangling_links(workspace: Workspace) -> Iterator[Problem]:
    """References inside and between instruments that lead nowhere."""
    articles = {
        id_: {article.number for article in filed.value.articles} for id_, filed in workspace.instruments.items()
    }
    criteria = {
        id_: {criterion.id for criterion in filed.value.criteria()} for id_, filed in workspace.instruments.items()
    }
    grounds = {id_: {ground.id for ground in filed.value.grounds} for id_, filed in workspace.instruments.items()}
    for instrument, document, criterion, steps in _criteria(workspace):
        place = Place(document, steps)
        yield from _dangling_provisions(criterion, place, articles)
        limits = ((id_, ("limits", n)) for n, id_ in enumerate(criterion.limits))
        yield from _dangling(place, limits, "criterion", criteria[instrument.id])
        counted = ((id_, ("limit_counts_at", n)) for n, id_ in enumerate(criterion.limit_counts_at))
        yield from _dangling(place, counted, "criterion", criteria[instrument.id])
        permitted = ((narrowing.ground, ("permitted", n, "ground")) for n, narrowing in enumerate(criterion.permitted))
        yield from _dangling(place, permitted, "ground", grounds[instrument.id])


def _dangling_provisions(criterion: Criterion, place: Place, articles: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Links to articles that an instrument of the workspace does not have."""
    for n, link in enumerate(criterion.links):
        if link.instrument in articles:
            for m, provision in enumerate(link.provisions):
                for number in _article_numbers(provision):
                    if number not in articles[link.instrument]:
                        at = place.at("links", n, "provisions", m)
                        what = f"`{link.instrument}` has no article {number}"
                        yield Problem(at, "dangling-link", what, "an article of the instrument")


def _dangling(
    place: Place, named: Iterable[tuple[str | None, tuple[Step, ...]]], kind: str, known: set[str]
) -> Iterator[Problem]:
    """Names of things that the instrument does not have."""
    for id_, steps in named:
        if id_ is not None and id_ not in known:
            what, expected = f"there is no {kind} `{id_}`", f"a {kind} of the instrument"
            yield Problem(place.at(*steps), "dangling-link", what, expected, closest(id_, known))


def _article_numbers(provision: str) -> list[str]:
    """The articles that a reference such as `Arts. 2-8, 16(3)` names."""
    return re.findall(r"(?<![\d.])\d{1,2}(?![\d.])", re.sub(r"\([^)]*\)", "", provision))


def structure(workspace: Workspace) -> Iterator[Problem]:
    """Articles outside the structure, criteria of grounds that do not exist, a scale that does not fall."""
    for filed in workspace.instruments.values():
        instrument, document = filed.value, filed.document
        divisions, sections = (
            {division.id for division in instrument.divisions},
            {section.id for section in instrument.sections},
        )
        for n, article in enumerate(instrument.articles):
            if article.division not in divisions:
                yield Problem(
                    document.at("articles", n, "division"),
                    "dangling-link",
                    f"there is no division `{article.division}`",
                    " | ".join(sorted(divisions)),
                    closest(article.division, divisions),
                )
            if article.assessed and article.section not in sections:
                yield Problem(
                    document.at("articles", n, "section"),
                    "dangling-link",
                    f"article {article.number} stands in no section of the profile",
                    " | ".join(section.id for section in instrument.sections),
                    closest(article.section or "", sections),
                )
            if article.assessed != bool(article.criteria):
                yield Problem(
                    document.at("articles", n),
                    "assessed-without-criteria",
                    f"article {article.number} {'is assessed, but has no criteria' if article.assessed else 'is not assessed, but has criteria'}",
                    hint="write criteria, or `assessed: false`" if article.assessed else "delete one of the two",
                )
        ids = {criterion.id for criterion in instrument.criteria()}
        for n, ground in enumerate(instrument.grounds):
            for m, id_ in enumerate(ground.criteria):
                if id_ not in ids:
                    yield Problem(
                        document.at("grounds", n, "criteria", m),
                        "dangling-link",
                        f"there is no criterion `{id_}`",
                        "a criterion of the instrument",
                        closest(id_, ids),
                    )
        yield from _scale(instrument, document)


def sections(workspace: Workspace) -> Iterator[Problem]:
    """Sections within sections that do not exist, or within themselves."""
    for filed in workspace.instruments.values():
        around = {section.id: section.within for section in filed.value.sections}
        for n, section in enumerate(filed.value.sections):
            if section.within is not None and section.within not in around:
                yield Problem(
                    filed.document.at("sections", n, "within"),
                    "dangling-link",
                    f"there is no section `{section.within}`",
                    " | ".join(around),
                    closest(section.within, around),
                )
            elif _surrounds_itself(section.id, around):
                yield Problem(
                    filed.document.at("sections", n, "within"),
                    "within-itself",
                    f"section `{section.id}` stands in itself",
                    "a section that stands further out, or none",
                )


def _surrounds_itself(section: str, around: Mapping[str, str | None]) -> bool:
    """Whether the way outwards from a section comes back to it."""
    outer, steps = around[section], 0
    while outer is not None and outer != section and steps < len(around):
        outer, steps = around.get(outer), steps + 1
    return outer == section


def floors(workspace: Workspace) -> Iterator[Problem]:
    """Floors of geometric and harmonic means that let a zero through, or swallow a rating."""
    for filed in workspace.instruments.values():
        aggregation, values = filed.value.aggregation, filed.value.scale.values.values()
        if aggregation.criteria == aggregation.articles == "arithmetic":
            continue
        lowest = min((value for value in values if value > 0), default=Fraction(1))
        if not 0 < aggregation.floor <= lowest:
            yield Problem(
                filed.document.at("aggregation", "floor"),
                "impossible-floor",
                f"the floor is {aggregation.floor}",
                f"above 0, at most {lowest}",
                "a rating worth something must not count as nothing, and nothing must not count as zero",
            )


def _scale(instrument: Instrument, document: Document) -> Iterator[Problem]:
    words, values = list(instrument.scale.values), list(instrument.scale.values.values())
    for word in words:
        if word in RESERVED or not re.fullmatch("[a-z]+(-[a-z]+)*", word):
            yield Problem(
                document.key("scale", "values", word),
                "wrong-scale",
                f"a rating is called `{word}`",
                "small letters and hyphens: `largely-met`",
                "a page prints `largely met`; not-applicable, unanswered and the like are no ratings",
            )
    if len(words) < 2:
        yield Problem(
            document.at("scale", "values"),
            "wrong-scale",
            "the scale has fewer than two ratings",
            "at least two ratings",
        )
    if any(second >= first for first, second in itertools.pairwise(values)) or any(
        not 0 <= value <= 1 for value in values
    ):
        yield Problem(
            document.at("scale", "values"),
            "wrong-scale",
            "the values of the scale do not fall from best to worst between 1 and 0",
            "the best rating first",
        )
    for word, cap in instrument.scale.caps.items():
        if word not in words or cap not in words:
            yield Problem(
                document.at("scale", "caps", word),
                "wrong-scale",
                f"the cap `{word}: {cap}` names a rating that the scale does not have",
                " | ".join(words),
            )
        elif words.index(cap) > words.index(word):
            yield Problem(
                document.at("scale", "caps", word),
                "wrong-scale",
                f"the cap `{word}: {cap}` is lower than the rating that it caps",
                " | ".join(words[: words.index(word) + 1]),
            )


CHECKS = (core_criteria, weights, conditions, dangling_links, structure, sections, floors)
