"""What an answer still lacks, as a formula that follows its cells: “done” means that the import will take it.

Provisions are counted where they are typed: in the row of a criterion, on the sheet of legal bases, and wherever another
row says that its provision serves the criterion too. Whether a provision is whole stands in a hidden column beside it.
"""

from collections.abc import Iterator, Mapping, Sequence

from compliance.checks.needs import needs_law
from compliance.language import N_, Words
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
from compliance.queries.form import Form, Question
from compliance.queries.form_fields import ALSO, CONFIRMED, FIRST, REASONS, Field
from compliance.report.excel.form import ACTS, SPARE, sheet_names
from compliance.report.excel.formulas import quoted
from compliance.report.excel.values import HEADER_ROW, Formula, letter

Letters = Mapping[str, str]
"""The columns of a sheet by the field that stands there."""

DONE, ANSWER = "done", "answer"
"""Of an answer to which nothing is missing, and of a criterion that waits for one."""
LACKING: Words[str] = Words(
    {
        DONE: N_("done"),
        ANSWER: N_("answer"),
        "reason": N_("reason"),
        "evidence": N_("evidence"),
        "documents": N_("documents"),
        "gap": N_("gap"),
        "legal basis": N_("legal basis"),
        "confirm": N_("confirm"),
        "levels": N_("all levels, or one rating"),
        "no reason": N_("no reason: it applies"),
        "no gap": N_("no gap: it is met"),
        "as bound": N_("nothing as bound: no deposit"),
        "financing": N_("nothing on terrorist financing"),
        "recommendation": N_("recommendation and effort"),
    }
)
"""What stands under “To do”, by what is missing or too much."""
CELLS: Mapping[str, str] = {
    "gap": "gap",
    "no gap": "gap",
    "evidence": "evidence",
    "reason": "not_applicable",
    "no reason": "not_applicable",
    "documents": "sources",
    "confirm": CONFIRMED,
    "as bound": "rating_as_bound",
    "financing": "terrorist_financing",
    "recommendation": "recommendation.text",
    "legal basis": f"{FIRST}act",
}
"""The field whose cell waits where something is missing or too much."""
WHOLE = "whole"
"""The hidden column that says of a provision: 0 nothing is typed, -1 something lacks, 1 it is whole, 2 with a document."""
ON_BASES = 0
"""The number of the sheet of legal bases; those of sections count from 1."""


def name_of(column: str, sheet: int) -> str:
    """The name by which formulas find a column of provisions: `also_0`."""
    return f"{column}_{sheet}"


def todo(question: Question) -> str:
    """What is missing in an answer as it leaves, in the words of its formula."""
    return ", ".join(LACKING[need] for need in question.needs) or LACKING[DONE]


def is_rating(key: str) -> bool:
    """Whether a field holds a rating, of the whole or of a level of government."""
    return key.partition(".")[0] in ("rating", "ratings_by_part")


def formula(form: Form, letters: Letters, row: int, question: Question) -> Formula:
    """What is missing in the answer of a row, counted from 1."""
    cell = {key: f"{place}{row}" for key, place in letters.items()}
    ratings = "&".join(cell[field.key] for field in form.answers if is_rating(field.key))
    words = "&".join(f'IF({test},", "&{quoted(LACKING[word])},"")' for word, test in _tests(form, cell, question))
    lacking = f"IF({words}={quoted('')},{quoted(LACKING[DONE])},MID({words},3,200))"
    return Formula(f"=IF({ratings}={quoted('')},{quoted(LACKING[ANSWER])},{lacking})", todo(question))


def _tests(form: Form, cell: Letters, question: Question) -> Iterator[tuple[str, str]]:
    """What can be missing or too much, and when, in the order in which an evaluator meets it."""
    best, *_between, worst = form.instrument.scale.values
    fields = {field.key: field for field in form.answers}
    ratings = [field for field in form.answers if is_rating(field.key)]
    aside = (NOT_APPLICABLE, NONE, UNANSWERED)
    none = ",".join(_is(cell, field, NOT_APPLICABLE) for field in ratings)
    levels = [cell[field.key] for field in ratings[1:]]
    if levels:  # a level lacks its rating, or the whole has one beside the levels
        some, lacking = (",".join(f'{level}{sign}""' for level in levels) for sign in ("<>", "="))
        yield "levels", f'AND(OR({some}),OR({cell["rating"]}<>"",{lacking}))'
    reason = cell["not_applicable"]
    obligation = question.criterion.obligation
    barred = {  # as far as the obligation decides
        "condition-not-met": obligation not in ("triggered", "validity"),
        "other-treaty-applies": obligation != "triggered",
    }
    reasons = (word for word in REASONS if not barred.get(word, False))
    allowed = ",".join(_is(cell, fields["not_applicable"], word) for word in reasons)
    yield "reason", f"AND(OR({none}),NOT(OR({allowed})))"
    yield "no reason", f'AND(NOT(OR({none})),{reason}<>"")'
    yield "evidence", f'AND({_some(cell, ratings, aside)},{cell["evidence"]}="")'
    grades = ",".join(f'{cell["evidence"]}="{grade}"' for grade in "ABC")
    own = cell[WHOLE] if not question.first else "0"
    seen = f"({_provisions(form, question, '>1')}+({own}>1))"
    yield "documents", f'AND(OR({grades}),{cell["sources"]}="",{seen}=0)'
    yield "gap", f'AND({_some(cell, ratings, (*aside, best))},{cell["gap"]}="")'
    yield "no gap", f'AND(NOT({_some(cell, ratings, (best,))}),{cell["gap"]}<>"")'
    if "rating_as_bound" in cell and not question.narrowed:
        yield "as bound", f'{cell["rating_as_bound"]}<>""'
    if "terrorist_financing" in cell and not question.criterion.terrorist_financing:
        yield "financing", f'{cell["terrorist_financing"]}<>""'
    lacks = f"COUNTIFS(criterion_0,{cell['criterion']},whole_0,{quoted('<0')})+({own}<0)>0"
    if needs_law(question.criterion):
        provided = f"({_provisions(form, question, '>0')}+({own}>0))"
        lacks = f"OR({lacks},AND({_some(cell, ratings, (*aside, worst))},{provided}=0))"
    yield "legal basis", lacks
    advice = [cell[f"recommendation.{key}"] for key in ("text", "effort", "addressee", "amend")]
    yield "recommendation", f'AND({"&".join(advice)}<>"",OR({advice[0]}="",{advice[1]}=""))'
    if question.carried_over:
        yield "confirm", f'{cell[CONFIRMED]}=""'


def _is(cell: Letters, field: Field, word: str) -> str:
    return f"{cell[field.key]}={quoted(field.label(word))}"


def _some(cell: Letters, ratings: Sequence[Field], but: Sequence[str]) -> str:
    """Whether some rating is none of these words."""
    tests = (
        ",".join(f"{cell[field.key]}<>{quoted(word and field.label(word))}" for word in ("", *but)) for field in ratings
    )
    return f"OR({','.join(f'AND({test})' for test in tests)})"


def _provisions(form: Form, question: Question, whole: str) -> str:
    """How many provisions typed elsewhere serve a criterion, as whole as is asked."""
    # A list with commas names the criterion or its article alone, first, last or between others.
    patterns = (
        pattern
        for name in (question.criterion.id, question.number)
        for pattern in (name, f"{name},*", f"*,{name}", f"*,{name},*", f"*, {name}", f"*, {name},*")
    )
    wanted = ",".join(map(quoted, patterns))
    of_row = f"COUNTIFS(criterion_0,{quoted(question.criterion.id)},whole_0,{quoted(whole)})"
    also = (
        f"SUMPRODUCT(COUNTIFS({name_of(ALSO, n)},{{{wanted}}},{name_of(WHOLE, n)},{quoted(whole)}))"
        for n in range(len(form.parts) + 1)
    )
    return "+".join((of_row, *also))


def whole_row(form: Form, letters: Letters, row: int, group: str = "", value: int = 0) -> Formula:
    """Whether a provision that is typed in a row is whole, and whether a document shows it."""
    act, provision, role, gist = (f"{letters[group + key]}{row}" for key in ("act", "provision", "role", "gist"))
    order, last = [field.key for field in form.acts], HEADER_ROW + len(form.registered) + SPARE[ACTS]
    places = (letter(order.index(key)) for key in ("short", "sources"))
    names, documents = (f"'{sheet_names()[ACTS]}'!${place}${HEADER_ROW + 1}:${place}${last}" for place in places)
    documented = f"MIN(1,COUNTIFS({names},{act},{documents},{quoted('<>')}))"
    if not group:
        sources, recalled, key = (f"{letters[key]}{row}" for key in ("sources", "recalled", ""))
        documented = f'IF({sources}<>"",1,IF({recalled}&{key}<>"",0,{documented}))'
    lacking = f'OR({act}="",{role}="",{gist}="")'
    return Formula(f'=IF({act}&{provision}&{role}&{gist}="",0,IF({lacking},-1,1+{documented}))', value)
