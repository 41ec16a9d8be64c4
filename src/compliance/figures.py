"""The one place that rounds and formats numbers and dates; exact fractions come in, words come out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from compliance import language
from compliance.language import NN_, _, ngettext

Number = int | Fraction | Decimal

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
NOTHING = DASH
"""What stands in print where there is no value; never 0."""

NOUNS = (
    NN_("act", "acts"), NN_("amendment", "amendments"), NN_("article", "articles"), NN_("beneficiary", "beneficiaries"), NN_("by-law", "by-laws"),
    NN_("change", "changes"), NN_("constitution", "constitutions"), NN_("country", "countries"), NN_("criterion", "criteria"),
    NN_("deposit", "deposits"), NN_("difference", "differences"), NN_("document", "documents"),
    NN_("figure", "figures"), NN_("group", "groups"), NN_("guideline", "guidelines"), NN_("indicator", "indicators"),
    NN_("more provision", "more provisions"), NN_("new act", "new acts"), NN_("provision", "provisions"), NN_("question", "questions"),
    NN_("recommendation", "recommendations"), NN_("reform", "reforms"), NN_("section", "sections"),
    NN_("source", "sources"), NN_("step", "steps"), NN_("treaty", "treaties"),
)  # fmt: skip
"""What reports count."""
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def rounded(value: Number, places: int = 0) -> Decimal:
    """`value` to so many decimal places, half away from zero, as spreadsheets do."""
    exact = Fraction(value) * 10**places
    whole, rest = divmod(abs(exact.numerator), exact.denominator)
    whole += 2 * rest >= exact.denominator
    return Decimal(-whole if exact < 0 else whole).scaleb(-places)


def adding_up(first: Number, steps: Sequence[Number], last: Number, places: int = 0) -> tuple[Decimal, ...]:
    """Steps that lead from one figure to another, rounded so that what is printed adds up; those that are least exact give way, and nothing stays nothing.

    `last` has to be the sum of the others.
    """
    exact = [Fraction(step) * 10**places for step in steps]
    figures = [Fraction(rounded(step, places)) * 10**places for step in steps]
    missing = Fraction(rounded(last, places) - rounded(first, places)) * 10**places - sum(figures)
    way = 1 if missing > 0 else -1
    moved = sorted(range(len(exact)), key=lambda n: (figures[n] - exact[n]) * way)
    for turn in range(abs(int(missing))):
        figures[moved[turn % len(moved)]] += way
    return tuple(Decimal(int(figure)).scaleb(-places) for figure in figures)


def number(value: Number, places: int = 0) -> str:
    """A number with thousands separators and a true minus: `1,279`, `−0.5`."""
    figure = rounded(value, places)
    return f"{'' if figure >= 0 else MINUS}{language.numeral(f'{abs(figure):,}')}"


def signed(value: Number, places: int = 1) -> str:
    """A gain or a loss with its sign: `+5.0`, `−1.2`, `0.0`."""
    return f"{'+' if rounded(value, places) > 0 else ''}{number(value, places)}"


def score(value: Fraction) -> str:
    """A score of 0 to 1 as points of 100: `63`."""
    return number(value * 100)


def score_range(low: Fraction, high: Fraction) -> str:
    """An open range of scores as points of 100: `58–67`; one number where both round alike."""
    first, last = score(low), score(high)
    return first if first == last else f"{first}{DASH}{last}"


def share(part: Number, whole: Number) -> str:
    """A share of counted things: `75 %`; a dash where nothing was counted."""
    return percent(Fraction(part) / Fraction(whole)) if whole else NOTHING


def percent(value: Fraction, places: int = 0) -> str:
    """A ratio as a percentage with a no-break space: `8.7 %`."""
    return language.percentage(number(value * 100, places))


def value(fraction: Fraction) -> str:
    """The value of a rating: `0`, `⅓`, `⅔`, `1`."""
    glyphs = {Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾"}
    return glyphs.get(fraction, str(fraction))


def money(amount: Number, currency: str) -> str:
    """An amount of money as read aloud: `EUR 1.9 million`, `EUR 300,000`."""
    exact = Fraction(amount)
    for size, words in ((10**9, _("%(number)s billion")), (10**6, _("%(number)s million"))):
        if abs(exact) >= size:
            return f"{currency} {words % {'number': number(exact / size, 1)}}"
    return f"{currency} {number(amount)}"


def day(when: date) -> str:
    """A day in running text: `30 September 2026`."""
    return language.day(when)


def partial_day(first: date, last: date) -> str:
    """A day, a month or a year, given by the days on which it begins and ends, as running text: `September 2026`, `2026`."""
    if first == last:
        return day(first)
    if first.month != last.month:
        return f"{first.year:04}"
    return language.month(first)


def in_words(number_of: int) -> str:
    """A count in running text, in English in words to nine: `three`, `12`; `none` for nothing."""
    if language.spoken() != language.ENGLISH:
        return number(number_of)
    return ("none", *WORDS[1:])[number_of] if 0 <= number_of < len(WORDS) else number(number_of)


def count(number_of: int, singular: str, many: str | None = None) -> str:
    """A count with its noun, in English in words to nine: `three articles`, `12 articles`, `one article`."""
    noun = ngettext(singular, many or f"{singular}s", number_of)
    if language.spoken() != language.ENGLISH:
        return f"{number(number_of)} {noun}"
    return f"{WORDS[number_of] if number_of < len(WORDS) else number(number_of)} {noun}"


def some(names: Sequence[str], most: int = 5) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {count(more, 'more', 'more')}" if more > 0 else "")


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items as a sentence lists them: `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return " ".join((", ".join(items[:-1]), _(last), items[-1]))
