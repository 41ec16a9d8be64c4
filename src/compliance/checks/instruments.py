"""Instruments: that a list of criteria is complete and says why."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from compliance.checks.walk import Place, each_instrument, own_instruments
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
from compliance.model.instrument import Criterion, Instrument
from compliance.problems import Problem, closest
from compliance.source import Document, Step
from compliance.workspace import Filed, Workspace

RESERVED = frozenset((NOT_APPLICABLE, UNANSWERED, NONE, "open", "informative"))
"""Words that mean something else where a rating could stand."""


def _criteria(workspace: Workspace) -> Iterator[tuple[Instrument, Criterion, Place]]:
    """Every criterion of the folder's own instruments, with its place."""
    for filed in own_instruments(workspace):
        for n, article in enumerate(filed.value.articles):
            for m, criterion in enumerate(article.criteria):
                yield filed.value, criterion, Place(filed.document, ("articles", n, "criteria", m))


def criteria(workspace: Workspace) -> Iterator[Problem]:
    """What is wrong with criteria, and their references that lead nowhere."""
    instruments = {id_: filed.value for id_, filed in workspace.instruments.items()}
    articles = {id_: {article.number for article in of.articles} for id_, of in instruments.items()}
    known = {id_: {criterion.id for criterion in of.criteria()} for id_, of in instruments.items()}
    grounds = {id_: {ground.id for ground in of.grounds} for id_, of in instruments.items()}
    for instrument, criterion, place in _criteria(workspace):
        yield from _incomplete(criterion, place)
        yield from _dangling_provisions(criterion, place, articles)
        for field in ("limits", "limit_counts_at"):
            ids = ((id_, (field, n)) for n, id_ in enumerate(getattr(criterion, field)))
            yield from _dangling(place, ids, "criterion", known[instrument.id])
        permitted = ((narrowing.ground, ("permitted", n, "ground")) for n, narrowing in enumerate(criterion.permitted))
        yield from _dangling(place, permitted, "ground", grounds[instrument.id])


def _incomplete(criterion: Criterion, place: Place) -> Iterator[Problem]:
    """Core criteria without a reason or that are no duties, duties without their condition, validity criteria that limit nothing."""
    if criterion.core and not criterion.core_reason:
        what = f"`{criterion.id}` is core, but nothing says why"
        hint = "a core criterion holds its whole article back; say why it may"
        yield Problem(place.at("core"), "core-without-reason", what, "core_reason: Without it …", hint)
    if criterion.core and not criterion.scored:
        what = f"`{criterion.id}` is core, but {criterion.obligation}"
        hint = "what is never scored cannot hold an article back"
        yield Problem(place.at("core"), "core-not-a-duty", what, "core only where the treaty demands something", hint)
    if criterion.conditional and not criterion.condition:
        what = f"`{criterion.id}` is {criterion.obligation}, but nothing says by what"
        hint = "say when the duty arises, or which words of the treaty qualify it"
        yield Problem(place.at("obligation"), "missing-condition", what, "condition: one line", hint)
    if criterion.obligation == "validity" and not criterion.limits:
        what = f"`{criterion.id}` is the limit of a narrowing, but nothing says of which criteria"
        yield Problem(place.at("obligation"), "missing-condition", what, "limits: a list of criteria")


def weights(filed: Filed[Instrument]) -> Iterator[Problem]:
    """Weights other than 1 without a reason, and weights that are no weights."""
    for weight, reason, steps in _weights(filed.value):
        if weight != 1 and not reason:
            what, expected = f"the weight is {weight}, but nothing says why", "weight_reason: one line"
            hint = "equal weights need no reason, others do"
            yield Problem(filed.document.at(*steps, "weight"), "weight-without-reason", what, expected, hint)
        if weight <= 0:
            what, hint = f"the weight is {weight}", "an element that should not count is optional"
            yield Problem(filed.document.at(*steps, "weight"), "impossible-weight", what, "a number above 0", hint)


def _weights(instrument: Instrument) -> Iterator[tuple[Fraction, str | None, tuple[Step, ...]]]:
    """Every weight with its reason and its place."""
    for n, section in enumerate(instrument.sections):
        yield section.weight, section.weight_reason, ("sections", n)
    for n, article in enumerate(instrument.articles):
        yield article.weight, article.weight_reason, ("articles", n)
        for m, criterion in enumerate(article.criteria):
            yield criterion.weight, criterion.weight_reason, ("articles", n, "criteria", m)


def _dangling_provisions(criterion: Criterion, place: Place, articles: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Links to articles that an instrument of the workspace does not have: `Arts. 2-8, 16(3)` names 2, 8 and 16."""
    for n, link in enumerate(criterion.links):
        for m, provision in enumerate(link.provisions if link.instrument in articles else ()):
            for number in re.findall(r"(?<![\d.])\d{1,2}(?![\d.])", re.sub(r"\([^)]*\)", "", provision)):
                if number not in articles[link.instrument]:
                    at, what = place.at("links", n, "provisions", m), f"`{link.instrument}` has no article {number}"
                    yield Problem(at, "dangling-link", what, "an article of the instrument")


def _dangling(
    place: Place, named: Iterable[tuple[str | None, tuple[Step, ...]]], kind: str, known: set[str]
) -> Iterator[Problem]:
    """Names of things that the instrument does not have."""
    for id_, steps in named:
        if id_ is not None and id_ not in known:
            what, expected = f"there is no {kind} `{id_}`", f"a {kind} of the instrument"
            yield Problem(place.at(*steps), "dangling-link", what, expected, closest(id_, known))


def structure(filed: Filed[Instrument]) -> Iterator[Problem]:
    """Articles outside the structure, assessed without criteria or not in spite of them; grounds of criteria that do not exist."""
    instrument, document = filed.value, filed.document
    ids = {criterion.id for criterion in instrument.criteria()}
    for n, ground in enumerate(instrument.grounds):
        named = ((id_, ("criteria", m)) for m, id_ in enumerate(ground.criteria))
        yield from _dangling(Place(document, ("grounds", n)), named, "criterion", ids)
    divisions = [division.id for division in instrument.divisions]
    sections = [section.id for section in instrument.sections]
    for n, article in enumerate(instrument.articles):
        if article.division not in divisions:
            at, near = document.at("articles", n, "division"), closest(article.division, divisions)
            what = f"there is no division `{article.division}`"
            yield Problem(at, "dangling-link", what, " | ".join(sorted({*divisions})), near)
        if article.assessed and article.section not in sections:
            at, near = document.at("articles", n, "section"), closest(article.section or "", sections)
            what = f"article {article.number} stands in no section of the profile"
            yield Problem(at, "dangling-link", what, " | ".join(sections), near)
        if article.assessed and not article.criteria:
            what = f"article {article.number} is assessed, but has no criteria"
            hint = "write criteria, or `assessed: false`"
            yield Problem(document.at("articles", n), "assessed-without-criteria", what, hint=hint)
        if article.criteria and not article.assessed:
            what = f"article {article.number} is not assessed, but has criteria"
            yield Problem(document.at("articles", n), "assessed-without-criteria", what, hint="delete one of the two")


def sections(filed: Filed[Instrument]) -> Iterator[Problem]:
    """Sections within sections that do not exist, or within themselves."""
    around = {section.id: section.within for section in filed.value.sections}
    for n, section in enumerate(filed.value.sections):
        at = filed.document.at("sections", n, "within")
        if section.within is not None and section.within not in around:
            what, near = f"there is no section `{section.within}`", closest(section.within, around)
            yield Problem(at, "dangling-link", what, " | ".join(around), near)
        elif _surrounds_itself(section.id, around):
            what, expected = f"section `{section.id}` stands in itself", "a section that stands further out, or none"
            yield Problem(at, "within-itself", what, expected)


def _surrounds_itself(section: str, around: Mapping[str, str | None]) -> bool:
    """Whether the way outwards from a section comes back to it."""
    outer, steps = around[section], 0
    while outer is not None and outer != section and steps < len(around):
        outer, steps = around.get(outer), steps + 1
    return outer == section


def scale(filed: Filed[Instrument]) -> Iterator[Problem]:
    """Ratings that are called otherwise or do not fall, floors that let a zero through or swallow a rating."""
    instrument, document = filed.value, filed.document
    aggregation = instrument.aggregation
    words = list(instrument.scale.values)
    values = list(instrument.scale.values.values())
    lowest = min((value for value in values if value > 0), default=Fraction(1))
    exact = aggregation.criteria == aggregation.articles == "arithmetic"
    if not exact and not 0 < aggregation.floor <= lowest:
        what, expected = f"the floor is {aggregation.floor}", f"above 0, at most {lowest}"
        hint = "a rating worth something must not count as nothing, and nothing must not count as zero"
        yield Problem(document.at("aggregation", "floor"), "impossible-floor", what, expected, hint)
    for word in words:
        if word in RESERVED or not re.fullmatch("[a-z]+(-[a-z]+)*", word):
            what, expected = f"a rating is called `{word}`", "small letters and hyphens: `largely-met`"
            hint = "a page prints `largely met`; not-applicable, unanswered and the like are no ratings"
            yield Problem(document.key("scale", "values", word), "wrong-scale", what, expected, hint)
    at = document.at("scale", "values")
    if len(words) < 2:
        yield Problem(at, "wrong-scale", "the scale has fewer than two ratings", "at least two ratings")
    falls = all(second < first for first, second in itertools.pairwise(values))
    if not falls or any(not 0 <= value <= 1 for value in values):
        what = "the values of the scale do not fall from best to worst between 1 and 0"
        yield Problem(at, "wrong-scale", what, "the best rating first")
    yield from _caps(instrument, document, words)


def _caps(instrument: Instrument, document: Document, words: list[str]) -> Iterator[Problem]:
    """Caps of ratings that the scale does not have, and caps below what they cap."""
    for word, cap in instrument.scale.caps.items():
        at = document.at("scale", "caps", word)
        if word not in words or cap not in words:
            what = f"the cap `{word}: {cap}` names a rating that the scale does not have"
            yield Problem(at, "wrong-scale", what, " | ".join(words))
        elif words.index(cap) > words.index(word):
            what = f"the cap `{word}: {cap}` is lower than the rating that it caps"
            yield Problem(at, "wrong-scale", what, " | ".join(words[: words.index(word) + 1]))


CHECKS = (criteria, each_instrument(weights, structure, sections, scale))
