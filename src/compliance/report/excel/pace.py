"""How an indicator stands, as formulas over its figure and its plan; the rules are those of `indicators.status`."""

from collections.abc import Mapping, Sequence

from compliance.indicators.formula import Call, Fault, Name, Term
from compliance.indicators.values import JUDGED
from compliance.report.excel.formulas import NEAR
from compliance.scoring.values import NARROW
from compliance.view.reasons import STATUS_WORDS

Cells = Mapping[str, str]
"""Addresses of the cells of one indicator, by what stands in them."""

ON_TRACK, AT_RISK, STALE, REPORTED = "on_track_from", "at_risk_from", "stale_after_months", "reported_on"
"""Names of the cells with the settings by which figures become statuses."""


def ends(term: Term | Fault, scores: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """Both ends of a score, or of a mean of scores, over the cells of the scores; none for any other formula."""
    match term:
        case Call("score", (Name(text),)):
            return scores.get(text)
        case Call("mean", arguments):
            inner = [pair for argument in arguments if (pair := ends(argument, scores))]
            if len(inner) < len(arguments):
                return None
            low, high = (f"({'+'.join(pair[end] for pair in inner)})/{len(inner)}" for end in (0, 1))
            return low, high
        case _:
            return None


def points(term: Term | Fault, scores: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """The cells of all scores inside a formula."""
    match term:
        case Call("score", (Name(text),)):
            return [scores[text]] if text in scores else []
        case Call(_, arguments):
            return [pair for argument in arguments for pair in points(argument, scores)]
        case _:
            return []


def point(cell: Cells, inner: Sequence[tuple[str, str]]) -> str:
    """The middle of both ends where every score inside is narrow enough for a single figure."""
    narrow = ",".join(f"{high}-{low}<={100 * NARROW}+{NEAR}" for low, high in inner)
    return f'=IF(AND({narrow}),({cell["low"]}+{cell["high"]})/2,"")'


def stale(cell: Cells) -> str:
    """A word where a figure is too old to judge by; its year ended longer ago than the settings allow."""
    months = f"(YEAR({REPORTED})-YEAR({cell['day']}))*12+MONTH({REPORTED})-12"
    return f'=IF(AND(ISNUMBER({cell["day"]}),{cell["ages"]}="yes"),IF({months}>{STALE},"yes",""),"")'


def stretch(cell: Cells, milestones: int) -> Mapping[str, str]:
    """Where the stretch of the plan in which the day lies begins and ends: the first whose end is not past, else the last."""
    points = ["baseline", *(f"milestone_{place}" for place in range(1, milestones + 1)), "target"]
    return {
        f"{end}_{what}": f'=IF({cell["grey"]}<>"","",{_at(cell, points, what, end)})'
        for end in ("from", "to")
        for what in ("day", "value")
    }


def _at(cell: Cells, points: list[str], what: str, end: str) -> str:
    """One end of the stretch, nested from the last point to the first."""
    text = ""
    for place in range(len(points) - 1, 0, -1):
        if end == "to":
            here = cell[f"{points[place]}_{what}"]
        else:  # the last point before it that is filled in; the baseline at the latest
            here = cell[f"{points[0]}_{what}"]
            for point in points[1:place]:
                here = f"IF({_has(cell, point)},{cell[f'{point}_{what}']},{here})"
        due = cell[f"{points[place]}_day"]
        reached = f"AND({_has(cell, points[place])},{cell['day']}<={due})"
        text = f"IF({reached},{here},{text})" if text else here
    return text


def _has(cell: Cells, point: str) -> str:
    return f"AND(ISNUMBER({cell[f'{point}_day']}),ISNUMBER({cell[f'{point}_value']}))"


def gone(cell: Cells) -> str:
    """How much of the time of the stretch has gone, 0 to 1."""
    day, first, last = cell["day"], cell["from_day"], cell["to_day"]
    within = f"IF({last}>{first},MAX(({day}-{first})/({last}-{first}),0),1)"
    return f'=IF({cell["grey"]}<>"","",IF({day}>={last},1,{within}))'


def grey(cell: Cells) -> str:
    """The word of a status that judges nothing, where one applies."""
    shown = {word: f'"{STATUS_WORDS[word]}"' for word in STATUS_WORDS}
    value, day, low, doubt = (cell[key] for key in ("value", "day", "low", "doubt"))
    no_plan = "OR(" + ",".join(f"NOT({_has(cell, point)})" for point in ("target", "baseline")) + ")"
    tests = (
        (f'OR({cell["level"]}="context",{cell["direction"]}="neutral")', shown["context"]),
        (f"AND(NOT(ISNUMBER({value})),ISNUMBER({low}))", shown["range-only"]),
        (f'OR(NOT(ISNUMBER({day})),AND(NOT(ISNUMBER({value})),{doubt}=""))', shown["no-data"]),
        (f'{cell["stale"]}="yes"', shown["old-figure"]),
        (f'{doubt}<>""', shown["not-judged"]),
        (no_plan, shown["no-target"]),
        (f'{cell["approved"]}<>"yes"', shown["draft"]),
    )
    text = '""'
    for test, word in reversed(tests):
        text = f"IF({test},{word},{text})"
    return f"={text}"


def expected(cell: Cells, milestones: int) -> str:
    """Where the plan should stand on the day: between milestones if there are any, else along its profile."""
    some = "OR(" + ",".join(_has(cell, f"milestone_{place}") for place in range(1, milestones + 1)) + ")"
    time, profile = cell["gone"], cell["profile"]
    share = f'IF({some},{time},IF({profile}="late",{time}^2,IF({profile}="end",IF({time}>=1,1,0),{time})))'
    start, end = cell["from_value"], cell["to_value"]
    kept = f"{cell['target_value']}={cell['baseline_value']}"
    return f'=IF({cell["grey"]}<>"","",IF({kept},"",{start}+({end}-{start})*{share}))'


def _sign(cell: Cells) -> str:
    return f'IF({cell["direction"]}="lower",-1,1)'


def progress(cell: Cells) -> str:
    """How much of the way to the expected value has been gone; empty where no way is expected yet."""
    due, start = cell["expected"], cell["baseline_value"]
    way = f"({due}-{start})*{_sign(cell)}>0"
    return f'=IF({due}="","",IF({way},({cell["value"]}-{start})/({due}-{start}),""))'


def achievement(cell: Cells) -> str:
    """How much of the way to the target has been gone; empty where the figure is not reliable."""
    value, start, end = cell["value"], cell["baseline_value"], cell["target_value"]
    known = ",".join(f"ISNUMBER({address})" for address in (value, start, end))
    sure = f'{cell["doubt"]}="",{cell["stale"]}=""'
    return f'=IF(AND({known},{sure}),IF({end}<>{start},({value}-{start})/({end}-{start}),""),"")'


def expected_share(cell: Cells) -> str:
    """How much of the way to the target is expected by now."""
    start, end = cell["baseline_value"], cell["target_value"]
    return f'=IF({cell["expected"]}="","",({cell["expected"]}-{start})/({end}-{start}))'


def status(cell: Cells) -> str:
    """The word for how the indicator stands."""
    met, good, fair, poor = (f'"{STATUS_WORDS[word]}"' for word in JUDGED)
    value, start, end = cell["value"], cell["baseline_value"], cell["target_value"]
    kept = f"IF(ABS({value}-{start})<={cell['tolerance']}+{NEAR},{good},{poor})"
    gone_ = cell["progress"]
    band = f"IF({gone_}+{NEAR}>={ON_TRACK},{good},IF({gone_}+{NEAR}>={AT_RISK},{fair},{poor}))"
    moving = (
        f"IF(({value}-{end})*{_sign(cell)}>=0,{met},"
        f'IF(({value}-{start})*{_sign(cell)}<0,{poor},IF({gone_}="",{good},{band})))'
    )
    return f'=IF({cell["grey"]}<>"",{cell["grey"]},IF({end}={start},{kept},{moving}))'
