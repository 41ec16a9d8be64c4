"""What a reader sees of two evaluators: how far they agree, where they differ, and what was settled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compliance import figures
from compliance.language import N_, Words, _, ngettext
from compliance.scoring.agreement import DRAWS, FEWEST, Agreement, DoubleRating, LeftOut, Pair, double_rating
from compliance.view import words
from compliance.view.exact import exact
from compliance.view.values import AgreementView, Chip, DifferenceView, TwiceRatedView
from compliance.workspace import Country, Workspace

COLUMNS = (
    "",
    N_("articles"),
    N_("criteria"),
    N_("equal"),
    N_("at most one step apart"),
    N_("Krippendorff’s α"),
    N_("5–95 % of draws"),
)
"""Heads of the table of agreement."""
LEFT_OUT: Words[LeftOut] = Words(
    {
        "unanswered": N_("unanswered by one or both"),
        "open": N_("with a set of ratings by one or both"),
        "not-applicable": N_("not applicable for both"),
        "one-not-applicable": N_("not applicable for one alone"),
        "not-scored": N_("never scored"),
    }
)
"""Why criteria are not compared, in words and in the order in which a sentence lists them."""


def double_ratings(
    workspace: Workspace, country: Country, cycle: str, instruments: Iterable[str]
) -> tuple[DoubleRating, ...]:
    """How far the two checklists agree, for each instrument that a cycle has two for."""
    parts = workspace.parts(country.id)
    return tuple(
        double_rating(workspace.instruments[id_].value, first.value, second.value, parts)
        for id_ in instruments
        if (first := country.checklists.get((cycle, id_))) and (second := country.second.get((cycle, id_)))
    )


def agreement_view(found: Sequence[DoubleRating]) -> AgreementView | None:
    """What a reader sees of all treaties that were rated twice; none where no treaty was."""
    if not found:
        return None
    equal = sum(one.whole.by_steps[0] for one in found)
    compared = sum(one.whole.compared for one in found)
    differences = [pair for one in found for pair in one.differences]
    settled = sum(pair.adjudication is not None for pair in differences)
    return AgreementView(
        headline=_("Two evaluators gave the same rating to %(equal)s of %(compared)s criteria")
        % {"equal": equal, "compared": compared},
        lead=" ".join(
            (
                _(
                    "Each rated without knowing the answers of the other; compared are the ratings from before any "
                    "difference was settled."
                ),
                _settled(len(differences), settled),
            )
        ),
        treaties=tuple(_treaty(one) for one in found),
    )


def _settled(differences: int, settled: int) -> str:
    if not differences:
        return _("No answer of theirs differs.")
    told = ngettext(
        "Of %(differences)s, %(settled)s is settled by a third rating, which is scored",
        "Of %(differences)s, %(settled)s are settled by a third rating, which is scored",
        settled,
    ) % {"differences": figures.count(differences, "difference"), "settled": figures.in_words(settled)}
    rest = _("elsewhere the rating of the first evaluator is scored")
    return f"{told}." if settled == differences else f"{told}; {rest}."


def _treaty(one: DoubleRating) -> TwiceRatedView:
    blocks = (one.whole, *one.sections)
    return TwiceRatedView(
        id=one.instrument.id,
        abbreviation=one.instrument.abbreviation,
        evaluators=(figures.listed(one.first.evaluators), figures.listed(one.second.evaluators)),
        law=_law(one),
        headline=headline(one.whole),
        blocks=blocks,
        heads=("", *(_(head) for head in COLUMNS[1:])),
        rows=tuple(row(block) for block in blocks),
        notes=tuple(_notes(one)),
        differences=tuple(_difference(one, pair) for pair in one.differences),
    )


def headline(whole: Agreement) -> str:
    """The finding about a treaty: equal ratings of how many, and those at most one step apart."""
    if not whole.compared:
        return _("No criterion was rated by both evaluators")
    equal, near = (figures.share(sum(whole.by_steps[:steps]), whole.compared) for steps in (1, 2))
    criteria = figures.count(whole.compared, "criterion", "criteria")
    told = _("%(equal)s of %(criteria)s rated equally, %(near)s at most one step apart")
    return told % {"equal": equal, "criteria": criteria, "near": near}


def row(one: Agreement) -> tuple[str, ...]:
    """One row of the table of agreement, in the order of `COLUMNS`."""
    return (
        name(one),
        figures.number(one.articles),
        figures.number(one.compared),
        *(figures.NOTHING if share is None else figures.percent(share) for share in (one.equal, one.adjacent)),
        alpha(one),
        _("%(low)s to %(high)s")
        % {"low": figures.number(one.interval.low, 2), "high": figures.number(one.interval.high, 2)}
        if one.interval
        else figures.NOTHING,
    )


def name(one: Agreement) -> str:
    """What a set of criteria is called."""
    return one.section.title if one.section else _("Whole treaty")


def alpha(one: Agreement) -> str:
    """Krippendorff's α in two decimals; said not to be defined where all ratings are equal."""
    if one.alpha is None:
        return _("not defined") if one.compared else figures.NOTHING
    return figures.number(one.alpha, 2)


def left_out(one: Agreement) -> str:
    """A sentence on the criteria that are not compared."""
    counts = [f"{figures.number(count)} {said}" for reason, said in LEFT_OUT.items() if (count := one.left_out[reason])]
    if not counts:
        return _("All criteria are compared.")
    return _("Not compared: %(counts)s.") % {"counts": figures.listed(counts)}


def _notes(one: DoubleRating) -> Iterator[str]:
    yield left_out(one.whole)
    if len(one.sections) < len(one.instrument.sections):
        told = _("Sections with ratings by both on fewer than %(number)s articles have no figures of their own.")
        yield told % {"number": figures.in_words(FEWEST)}
    blocks = (one.whole, *one.sections)
    if any(block.compared and block.alpha is None for block in blocks):
        yield _("α is not defined where all ratings are equal.")
    for block in blocks:
        if block.interval and block.interval.undefined:
            told = _("%(part)s: in %(number)s of %(all)s draws all ratings were equal; the interval leaves them out.")
            undefined, all_ = figures.number(block.interval.undefined), figures.number(DRAWS)
            yield told % {"part": name(block), "number": undefined, "all": all_}


def _law(one: DoubleRating) -> str:
    days = (one.first.cut_off, one.second.cut_off)
    if days[0] == days[1]:
        return _("law as of %(day)s") % {"day": figures.day(days[0])}
    told = _("law as of %(day)s and, for the second evaluator, %(second)s")
    return told % {"day": figures.day(days[0]), "second": figures.day(days[1])}


def _difference(one: DoubleRating, pair: Pair) -> DifferenceView:
    return DifferenceView(
        instrument=one.instrument.abbreviation,
        provision=words.reference(pair.criterion.provision, pair.criterion.element),
        criterion=pair.criterion.id,
        duty=pair.criterion.requirement,
        first=chip(pair.first),
        second=chip(pair.second),
        steps=figures.NOTHING if pair.steps is None else figures.number(pair.steps),
        third=chip(pair.third) if pair.third else None,
        settled=f"{pair.adjudication.by}, {figures.day(pair.adjudication.on)}: {words.sentence(pair.adjudication.reason)}"
        if pair.adjudication
        else None,
        scored=pair.left_out != "not-scored",
    )


def chip(given: Sequence[str]) -> Chip:
    """An answer as it is shown: its worst and its best rating where it is a set."""
    return words.ends_chip(given[0], given[-1])


def as_json(id_: str, country: str, found: Iterable[DoubleRating], footnotes: Sequence[str]) -> str:
    """Every figure exact as text, missing as null; every criterion with both answers."""
    return json.dumps(
        [{**_json(id_, country, one), "footnotes": list(footnotes)} for one in found], ensure_ascii=False, indent=1
    )


def _json(id_: str, country: str, one: DoubleRating) -> Mapping[str, object]:
    return {
        "country": id_,
        "name": country,
        "instrument": one.instrument.id,
        "cycle": one.first.cycle,
        "law_as_of": [one.first.cut_off.isoformat(), one.second.cut_off.isoformat()],
        "evaluators": [list(one.first.evaluators), list(one.second.evaluators)],
        "whole": _block(one.whole),
        "sections": [
            {"id": block.section.id, "title": block.section.title, **_block(block)}
            for block in one.sections
            if block.section
        ],
        "criteria": [
            {
                "criterion": pair.criterion.id,
                "first": list(pair.first),
                "second": list(pair.second),
                "steps": pair.steps,
                "left_out": pair.left_out,
                "adjudicated": list(pair.third) if pair.adjudication else None,
            }
            for pair in one.pairs
        ],
    }


def _block(one: Agreement) -> Mapping[str, object]:
    return {
        "articles": one.articles,
        "compared": one.compared,
        "equal": exact(one.equal),
        "at_most_one_step_apart": exact(one.adjacent),
        "table": one.table,
        "alpha": exact(one.alpha),
        "interval": {
            "low": exact(one.interval.low),
            "high": exact(one.interval.high),
            "draws": DRAWS,
            "undefined": one.interval.undefined,
        }
        if one.interval
        else None,
        "left_out": one.left_out,
    }
