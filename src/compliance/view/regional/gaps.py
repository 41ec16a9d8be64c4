"""What several countries lack, counted exactly: only what is surely lacking counts, and what is open is distinguished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compliance import figures
from compliance.language import NN_, _, capital, ngettext
from compliance.model.instrument import Instrument
from compliance.view.regional.phrases import many, of_all
from compliance.view.regional.positions import Across, best_in_words, short_of
from compliance.view.regional.values import SharedGapView, Stand

SHARED = 2
"""From so many countries on a gap is shared."""


def shared_gaps(items: Sequence[Across], names: Mapping[str, str], instrument: Instrument) -> tuple[SharedGapView, ...]:
    """What two or more countries surely lack: the most widely shared first, then in treaty order."""
    shared = [item for item in items if len(item.those("lacking")) >= SHARED]
    return tuple(_gap(item, names, instrument) for item in sorted(shared, key=lambda item: -len(item.those("lacking"))))


def _gap(item: Across, names: Mapping[str, str], instrument: Instrument) -> SharedGapView:
    by_stand = item.by_stand(names)
    return SharedGapView(
        criteria=item.criteria,
        provision=item.provision,
        title=item.article.called(),
        core=item.first.core,
        duty=item.duty,
        by_stand=by_stand,
        finding=_finding(by_stand, best_in_words(instrument.scale)),
    )


def _finding(by_stand: Mapping[Stand, tuple[str, ...]], best: str) -> str:
    """How many of how many lack it, and how each of the others stands, such as `Six of seven fall short; one is unanswered`."""
    counts = {how: len(names) for how, names in by_stand.items()}
    total = sum(counts.values())
    rest = "; ".join(_others(counts, best))
    text = ngettext("%(countries)s fall short", "%(countries)s fall short", counts["lacking"])
    head = text % {"countries": capital(of_all(counts["lacking"], total))}
    return f"{head}; {rest}." if rest else f"{head}."


_OTHERS: Mapping[Stand, tuple[str, str]] = {
    "good": NN_("%(number)s is %(good)s", "%(number)s are %(good)s"),
    "unsettled": NN_("%(number)s is not settled", "%(number)s are not settled"),
    "unanswered": NN_("%(number)s is unanswered", "%(number)s are unanswered"),
    "not-applicable": NN_("%(number)s is not applicable", "%(number)s are not applicable"),
}
"""How many of those that do not fall short stand how."""


def _others(counts: Mapping[Stand, int], best: str) -> Iterator[str]:
    for how, forms in _OTHERS.items():
        if number := counts[how]:
            yield ngettext(*forms, number) % {"number": figures.in_words(number), "good": best}


def headline(gaps: Sequence[SharedGapView], instrument: Instrument, countries: int, unit: str) -> str:
    """What the most countries lack."""
    values = {"treaty": instrument.abbreviation, "unit": _(unit), "units": many(unit)}
    if countries < SHARED:
        return _("%(treaty)s: one %(unit)s alone shares no gap") % values
    if not gaps:
        return _("%(treaty)s: no gap is surely shared by two %(units)s") % values
    who, what = _most(gaps, countries)
    return _("%(treaty)s: %(countries)s fall short on %(what)s") % {**values, "countries": who, "what": what}


def _most(gaps: Sequence[SharedGapView], countries: int) -> tuple[str, str]:
    """How many share the widest gap, and what it is: a provision, or so many criteria."""
    most = len(gaps[0].by_stand["lacking"])
    first = [gap for gap in gaps if len(gap.by_stand["lacking"]) == most]
    what = first[0].provision if len(first) == 1 else figures.count(len(first), "criterion", "criteria")
    return of_all(most, countries), what


def lead(gaps: Sequence[SharedGapView], items: Sequence[Across], instrument: Instrument, unit: str) -> str:
    """How gaps are counted, and how far that reaches."""
    known = sum(bool(item.those("good") or item.those("lacking")) for item in items)
    values = {
        "criteria": figures.count(len(gaps), "criterion", "criteria").capitalize(),
        "unit": _(unit),
        "units": many(unit),
        "rating": short_of(instrument.scale),
        "all": len(items),
        "number": known,
    }
    counted = ngettext(
        "%(criteria)s is surely lacking in two or more %(units)s.",
        "%(criteria)s are surely lacking in two or more %(units)s.",
        len(gaps),
    )
    sentences = (
        counted if gaps else _("Nothing is surely lacking in two or more %(units)s."),
        _(
            "Each %(unit)s falls short where its answer is surely below %(rating)s; what is unanswered or not settled is "
            "no gap."
        ),
        ngettext(
            "Of %(all)s criteria that count, %(number)s has a sure answer in at least one %(unit)s.",
            "Of %(all)s criteria that count, %(number)s have a sure answer in at least one %(unit)s.",
            known,
        ),
    )
    return " ".join(sentences) % values


def most_shared(gaps: Sequence[SharedGapView], instrument: Instrument, countries: int, unit: str) -> str:
    """The most widely shared gap as part of a message."""
    values = {"treaty": instrument.abbreviation, "units": many(unit), "title": gaps[0].title if gaps else ""}
    if not gaps:
        return _("no gap is surely shared under %(treaty)s") % values
    who, what = _most(gaps, countries)
    text = (
        _("%(countries)s %(units)s fall short on %(what)s of %(treaty)s, %(title)s")
        if what == gaps[0].provision
        else _("%(countries)s %(units)s fall short on %(what)s of %(treaty)s")
    )
    return text % {**values, "countries": who, "what": what}
