"""What a reader sees of two evaluators: how far they agree, where they differ, and what was settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compliance import figures
from compliance.language import N_, Words, _, ngettext
from compliance.scoring.agreement import DRAWS, FEWEST, Agreement, DoubleRating, LeftOut, Pair, double_rating
from compliance.view import words
from compliance.view.values.agreement import AgreementView, DifferenceView, TwiceRatedView
from compliance.view.values.answers import Chip
from compliance.workspace import Country, Workspace

COLUMNS = (
    "", N_("articles"), N_("criteria"), N_("equal"), N_("at most one step apart"), N_("Krippendorff’s α"), N_("5–95 % of draws"),
)  # fmt: skip
"""Column headers of the table of agreement."""
LEFT_OUT: Words[LeftOut] = Words({
    "unanswered": N_("unanswered by one or both"),
    "open": N_("with a set of ratings by one or both"),
    "not-applicable": N_("not applicable for both"),
    "one-not-applicable": N_("not applicable for one alone"),
    "not-scored": N_("never scored"),
})  # fmt: skip
"""Why criteria are not compared, in words and in the order in which a sentence lists them."""


def double_ratings(
    workspace: Workspace, country: Country, cycle: str, instruments: Iterable[str]
) -> tuple[DoubleRating, ...]:
    """How far the two checklists agree, for each instrument for which both evaluators of a cycle have submitted theirs."""
    parts = workspace.parts(country.id)
    return tuple(
        double_rating(workspace.instruments[id_].value, both[0].value, both[1].value, parts)
        for id_ in instruments
        if (both := country.rated_twice((cycle, id_)))
    )


def agreement_view(double_ratings: Sequence[DoubleRating]) -> AgreementView | None:
    """What a reader sees of all treaties that were rated twice; none where no treaty was."""
    if not double_ratings:
        return None
    equal = sum(double_rating.whole.by_steps[0] for double_rating in double_ratings)
    compared = sum(double_rating.whole.compared for double_rating in double_ratings)
    differences = [pair for double_rating in double_ratings for pair in double_rating.differences]
    settled = sum(pair.adjudication is not None for pair in differences)
    blind = _(
        "Each rated without knowing the answers of the other; compared are the ratings from before any "
        "difference was settled."
    )
    return AgreementView(
        headline=_("Two evaluators gave the same rating to %(equal)s of %(compared)s criteria")
        % {"equal": equal, "compared": compared},
        lead=f"{blind} {_settled(len(differences), settled)}",
        treaties=tuple(_treaty(double_rating) for double_rating in double_ratings),
    )


def _settled(differences: int, settled: int) -> str:
    if not differences:
        return _("No answer of theirs differs.")
    text = ngettext(
        "Of %(differences)s, %(settled)s is settled by a third rating, which is scored",
        "Of %(differences)s, %(settled)s are settled by a third rating, which is scored",
        settled,
    ) % {"differences": figures.count(differences, "difference"), "settled": figures.in_words(settled)}
    rest = _("elsewhere the rating of the first evaluator is scored")
    return f"{text}." if settled == differences else f"{text}; {rest}."


def _treaty(double_rating: DoubleRating) -> TwiceRatedView:
    blocks = (double_rating.whole, *double_rating.sections)
    return TwiceRatedView(
        id=double_rating.instrument.id,
        abbreviation=double_rating.instrument.abbreviation,
        evaluators=(figures.listed(double_rating.first.evaluators), figures.listed(double_rating.second.evaluators)),
        law=_law(double_rating),
        headline=headline(double_rating.whole),
        blocks=blocks,
        heads=("", *(_(head) for head in COLUMNS[1:])),
        rows=tuple(row(block) for block in blocks),
        notes=tuple(_notes(double_rating)),
        differences=tuple(_difference(double_rating, pair) for pair in double_rating.differences),
    )


def headline(whole: Agreement) -> str:
    """The finding about a treaty: equal ratings of how many, and those at most one step apart."""
    if not whole.compared:
        return _("No criterion was rated by both evaluators")
    equal, near = (figures.share(sum(whole.by_steps[:steps]), whole.compared) for steps in (1, 2))
    criteria = figures.count(whole.compared, "criterion", "criteria")
    text = _("%(equal)s of %(criteria)s rated equally, %(near)s at most one step apart")
    return text % {"equal": equal, "criteria": criteria, "near": near}


def row(agreement: Agreement) -> tuple[str, ...]:
    """One row of the table of agreement, in the order of `COLUMNS`."""
    shares = (agreement.equal, agreement.adjacent)
    ends = figures.NOTHING
    if agreement.interval:
        low, high = (figures.number(end, 2) for end in (agreement.interval.low, agreement.interval.high))
        ends = _("%(low)s to %(high)s") % {"low": low, "high": high}
    return (
        name(agreement),
        figures.number(agreement.articles),
        figures.number(agreement.compared),
        *(figures.NOTHING if share is None else figures.percent(share) for share in shares),
        alpha(agreement),
        ends,
    )


def name(agreement: Agreement) -> str:
    """What a set of criteria is called."""
    return agreement.section.called() if agreement.section else _("Whole treaty")


def alpha(agreement: Agreement) -> str:
    """Krippendorff's α in two decimals; said not to be defined where all ratings are equal."""
    if agreement.alpha is None:
        return _("not defined") if agreement.compared else figures.NOTHING
    return figures.number(agreement.alpha, 2)


def left_out(agreement: Agreement) -> str:
    """A sentence on the criteria that are not compared."""
    counted = [(agreement.left_out[reason], text) for reason, text in LEFT_OUT.items()]
    counts = [f"{figures.number(count)} {text}" for count, text in counted if count]
    return (
        _("Not compared: %(counts)s.") % {"counts": figures.listed(counts)}
        if counts
        else _("All criteria are compared.")
    )


def _notes(double_rating: DoubleRating) -> Iterator[str]:
    yield left_out(double_rating.whole)
    if len(double_rating.sections) < len(double_rating.instrument.sections):
        text = _("Sections with ratings by both on fewer than %(number)s articles have no figures of their own.")
        yield text % {"number": figures.in_words(FEWEST)}
    blocks = (double_rating.whole, *double_rating.sections)
    if any(block.compared and block.alpha is None for block in blocks):
        yield _("α is not defined where all ratings are equal.")
    for block in blocks:
        if block.interval and block.interval.undefined:
            text = _("%(part)s: in %(number)s of %(all)s draws all ratings were equal; the interval leaves them out.")
            undefined, all_ = figures.number(block.interval.undefined), figures.number(DRAWS)
            yield text % {"part": name(block), "number": undefined, "all": all_}


def _law(double_rating: DoubleRating) -> str:
    first, second = double_rating.first.cut_off, double_rating.second.cut_off
    same, apart = _("law as of %(day)s"), _("law as of %(day)s and, for the second evaluator, %(second)s")
    return (same if first == second else apart) % {"day": figures.day(first), "second": figures.day(second)}


def _difference(double_rating: DoubleRating, pair: Pair) -> DifferenceView:
    return DifferenceView(
        instrument=double_rating.instrument.abbreviation,
        provision=words.reference(pair.criterion.provision, pair.criterion.element),
        criterion=pair.criterion.id,
        duty=pair.criterion.requirement,
        first=chip(pair.first),
        second=chip(pair.second),
        steps=figures.NOTHING if pair.steps is None else figures.number(pair.steps),
        distance=pair.steps,
        third=chip(pair.third) if pair.third else None,
        settled=f"{pair.adjudication.by}, {figures.day(pair.adjudication.on)}: {words.sentence(pair.adjudication.reason)}"
        if pair.adjudication
        else None,
        scored=pair.left_out != "not-scored",
    )


def chip(ratings: Sequence[str]) -> Chip:
    """An answer as it is shown: its worst and its best rating where it is a set."""
    return words.ends_chip(ratings[0], ratings[-1])
