"""The method as formulas that any spreadsheet evaluates: no macro, no array entry, nothing newer than 2007."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compliance.as_of.evidence import LETTERS, weighs
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.model.instrument import Instrument, Scale
from compliance.scoring.articles import FLAG
from compliance.scoring.groups import is_flat

NEAR = "1E-9"
"""How far a computed score may stray from a limit that it exactly meets."""
NO_MEAN = 1000
"""More points than a score can have: what stands for a mean without terms where the lowest is sought."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of an open range, `low` or `high`, and what a formula needs to compute it."""

    name: str
    column: int
    """Its column in the table of values, counted from 1."""
    outer: str
    """Which values lie further out: `<` or `>`."""
    extreme: str


LOW, HIGH = End("low", 2, "<", "MIN"), End("high", 3, ">", "MAX")
ENDS = (LOW, HIGH)


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which formulas refer to the cells of one instrument, and to the values of its scale."""

    prefix: str
    """What its columns begin with: `ets_185`."""
    scale: Scale
    suffix: str
    """What tells its scale from another; empty for the first."""

    def column(self, key: str) -> str:
        """The cells of a column of its criteria."""
        return f"{self.prefix}_{key}"

    def on_method(self, what: str) -> str:
        """The cells on Method about its scale: `rating_values`, `rating_order`, `leads_count`, `value_mostly`, `cap_not_met_2`."""
        return f"{what.replace('-', '_')}{self.suffix}"

    @property
    def weak(self) -> tuple[str, ...]:
        """The grades of evidence that do not count."""
        return tuple(grade for grade in LETTERS if not weighs(grade, self.scale))


def naming(instruments: Iterable[Instrument]) -> dict[str, Names]:
    """The names of each instrument, by id; equal scales share theirs."""
    scales: list[Scale] = []
    names = {}
    for instrument in instruments:
        scale, prefix = instrument.scale, re.sub(r"\W", "_", instrument.id)
        scales += [] if scale in scales else [scale]
        place = scales.index(scale)
        names[instrument.id] = Names(prefix, scale, f"_{place + 1}" if place else "")
    return names


def follows(instrument: Instrument) -> bool:
    """Whether formulas compute the whole and its sections; other means, and sections in sections, keep the engine's values."""
    return is_flat(instrument) and not any(section.within for section in instrument.sections)


def quoted(text: str) -> str:
    """A text as a formula writes it; a quotation mark in it ends nothing."""
    return '"' + text.replace('"', '""') + '"'


def words(scale: Scale) -> tuple[str, ...]:
    """The words that stand in a cell for a rating, the best first."""
    return (*scale.values, UNANSWERED, NOT_APPLICABLE)


def counted(rating: str, grade: str, names: Names) -> str:
    """The rating that counts: none where the evidence behind it is too weak, unless leads are to count."""
    weak = ",".join(f'{grade}="{letter}"' for letter in names.weak)
    return f'=IF(AND(OR({weak}),{names.on_method("leads_count")}<>"yes"),"{UNANSWERED}",IF({rating}="","",{rating}))'


def value(rating: str, end: End, names: Names) -> str:
    """The value of a rating at one end; empty where it does not apply. An empty cell counts as unanswered."""
    return f'=IF({rating}="{NOT_APPLICABLE}","",VLOOKUP({_filled(rating)},{names.on_method("rating_values")},{end.column},FALSE))'


def _filled(rating: str) -> str:
    """A rating; an empty cell counts as unanswered."""
    return f'IF({rating}="","{UNANSWERED}",{rating})'


def counts(rating: str, weight: str, once: str) -> str:
    """The weight with which a criterion counts; of a group of alternatives, only the best member does."""
    return f'=IF({rating}="{NOT_APPLICABLE}",0,{weight}*{once})'


def counts_if_it_applies(cell: Mapping[str, str], end: End, n: Names) -> str:
    """The weight of a criterion that may turn out not to apply: it counts where that moves the mean outward."""
    # A term moves a mean towards itself, so it counts if it lies beyond the mean of the terms that count before it;
    # where nothing is sure to apply, the first of the outermost counts alone.
    rating, own, weight = cell[end.name], cell[f"value_{end.name}"], cell["weight"]
    values = n.column(f"value_{end.name}")
    applying = (
        f'({n.column("article")}={cell["article"]})*({n.column(end.name)}<>"{NOT_APPLICABLE}")'
        f"*{n.column(f'once_{end.name}')}*{n.column('weight')}"
    )
    before = f'{applying}*((({n.column("may_not_apply")}<>"yes")+({values}{end.outer}{own}))>0)'
    mean = f"SUMPRODUCT({before},{values})/SUMPRODUCT({before})"
    is_first = f"SUMPRODUCT({applying}*({values}={own})*(ROW({values})<ROW({own})))=0"
    moves = f"IF(SUMPRODUCT({before})=0,{is_first},{own}{end.outer}{mean})"
    return f'=IF({rating}="{NOT_APPLICABLE}",0,IF({cell["may_not_apply"]}<>"yes",{weight},IF({moves},{weight},0)))'


def once_low(ratings: Sequence[str], member: int, names: Names) -> str:
    """1 for the member of a group of alternatives that is best at the low end, 0 for the others."""
    places = [f"MATCH({_filled(rating)},{names.on_method('rating_order')},0)" for rating in ratings]
    return f"=IF({_first(places, member, '<')},1,0)"


def once_high(values: Sequence[str], member: int) -> str:
    """1 for the member of a group of alternatives that is best at the high end, 0 for the others."""
    worth = [f'IF({value}="",-1,{value})' for value in values]
    return f"=IF({_first(worth, member, '>')},1,0)"


def _first(worth: Sequence[str], member: int, better: str) -> str:
    """Whether a member is the first of the best."""
    own = worth[member]
    beaten = [f"{own}{better}{other}" for other in worth[:member]]
    level = [f"{own}{better}={other}" for other in worth[member + 1 :]]
    return f"AND({','.join((*beaten, *level))})"


def article_mean(article: str, end: End, n: Names) -> str:
    """The weighted mean of an article before gates, in points; empty where nothing applies."""
    weights, here = n.column(f"counts_{end.name}"), n.column("article")
    total = f"SUMIFS({weights},{here},{article})"
    return f'=IF({total}=0,"",100*SUMPRODUCT(({here}={article})*{weights},{n.column(f"value_{end.name}")})/{total})'


def article_score(article: str, mean: str, end: End, n: Names) -> str:
    """The mean, held down by the gates of core criteria."""
    caps = []
    for capped in n.scale.caps:
        same = [capped]
        if end is LOW and capped == tuple(n.scale.values)[-1]:
            same += [UNANSWERED, ""]
        having = "+".join(f'({n.column(end.name)}="{word}")' for word in same)
        gates = (
            f'SUMPRODUCT(({n.column("article")}={article})*({n.column("core")}="core")'
            f"*({n.column(f'counts_{end.name}')}>0)*({having}))"
        )
        caps.append(f"100*IF({gates}>0,{n.on_method(f'cap_{capped}')},1)")
    return f'=IF({mean}="","",MIN({",".join((mean, *caps))}))'


def article_rating(article: str, score: str, end: End, n: Names) -> str:
    """The rating of an article: the best only if every criterion has it, else the nearest of the others, ties down.

    Where nobody has examined anything of it, the article is unanswered, at both ends.
    """
    best, *others = n.scale.values
    reached = [best] if end is LOW else [best, UNANSWERED, ""]
    short = "*".join(f'({n.column(end.name)}<>"{word}")' for word in reached)
    missing = f"SUMPRODUCT(({n.column('article')}={article})*{n.column(f'counts_{end.name}')}*{short})"
    nearest = f'"{others[0]}"'
    for upper, lower in pairwise(others):
        limit = f"50*({n.on_method(f'value_{lower}')}+{n.on_method(f'value_{upper}')})+{NEAR}"
        nearest = f'IF({score}<={limit},"{lower}",{nearest})'
    examined = (
        f'SUMPRODUCT(({n.column("article")}={article})*{n.column("once_low")}*({n.column("low")}<>"{NOT_APPLICABLE}")'
        f'*({n.column("low")}<>"{UNANSWERED}")*({n.column("low")}<>""))'
    )
    return f'=IF({score}="","",IF({examined}=0,"{UNANSWERED}",IF({missing}=0,"{best}",{nearest})))'


def held_back(means: Sequence[str], scores: Sequence[str], word: str) -> str:
    """A word where gates hold the article down at both ends."""
    below = ",".join(f"{score}<{mean}-{NEAR}" for mean, score in zip(means, scores, strict=True))
    return f'=IF({scores[0]}="","",IF(AND({below}),"{word}",""))'


def flagged(article: str, word: str, n: Names) -> str:
    """A word where more than a fifth of an article, by weight, does not apply."""
    here = f"({n.column('article')}={article})*{n.column('once_low')}*{n.column('weight')}"
    left_out = f'SUMPRODUCT({here}*({n.column("low")}="{NOT_APPLICABLE}"))'
    limit = f"{FLAG.numerator}/{FLAG.denominator}*SUMPRODUCT({here})+{NEAR}"
    return f'=IF(AND(SUMIFS({n.column("once_low")},{n.column("article")},{article})>1,{left_out}>{limit}),"{word}","")'


def may_drop_out(article: str, mean: str, n: Names) -> str:
    """Whether everything in an article may turn out not to apply."""
    sure = f'SUMPRODUCT(({n.column("article")}={article})*({n.column("counts_low")}>0)*({n.column("may_not_apply")}<>"yes"))'
    return f'=IF({mean}="","",IF({sure}=0,"yes",""))'


def total(scope: dict[str, str], end: End, droppable: Sequence[str]) -> str:
    """The mean of the articles in a scope, by weight; those that may drop out count where that moves it outward."""
    scores = f"articles_score_{end.name}"
    if not droppable:
        within = "".join(f",articles_{key},{cell}" for key, cell in scope.items())
        weights = f'SUMIFS(articles_weight{within},{scores},">=0")'
        return f'=IF({weights}=0,"",SUMPRODUCT({_within(scope)}*articles_weight,{scores})/{weights})'
    nothing = NO_MEAN if end is LOW else -1
    means = [_mean_of('(articles_may_drop_out<>"yes")', scope, scores, nothing)]
    for row in droppable:
        taken = f'(((articles_may_drop_out<>"yes")+({scores}{end.outer}={row}))>0)'
        means.append(f"IF(ISNUMBER({row}),{_mean_of(taken, scope, scores, nothing)},{nothing})")
    extreme = f"{end.extreme}({','.join(means)})"
    return f'=IF({extreme}={nothing},"",{extreme})'


def _within(scope: dict[str, str]) -> str:
    return "*".join(f"(articles_{key}={cell})" for key, cell in scope.items())


def _mean_of(taken: str, scope: dict[str, str], scores: str, nothing: int) -> str:
    terms = f"{_within(scope)}*ISNUMBER({scores})*{taken}*articles_weight"
    return f"IF(SUMPRODUCT({terms})=0,{nothing},SUMPRODUCT({terms},{scores})/SUMPRODUCT({terms}))"


def count(word: str, section: str | None, n: Names) -> str:
    """How many criteria have a rating, groups once; what is not settled counts at its lower rating."""
    within = f",{n.column('section')},{section}" if section else ""
    written = f'SUMIFS({n.column("once_low")},{n.column("low")},"{word}"{within})'
    if word != UNANSWERED:
        return f"={written}"
    here = f"({n.column('section')}={section})*" if section else ""
    return f'={written}+SUMPRODUCT({here}({n.column("low")}="")*{n.column("once_low")})'
