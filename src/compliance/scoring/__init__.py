"""Scores of law against a treaty: pure functions from answers to exact fractions.

`assess(instrument, checklist, participation, parts, on)` gives an `Assessment`. On one of its scores,
`losses(score)` says where the missing points are, `gaps(score)` what each criterion below `met` would bring,
`unlock(score, number)` what the criteria behind an article's gates would bring together, `reforms(score)` all of these with what they take, `path(score, target)` one after the other until a target is reached,
`questions(score)` how much an answer to each unanswered criterion would narrow the score.
`checklist_as_of(checklist, on=…, known=…, bill=…)` is the checklist to assess for the law of another day, as known on another, or
with a bill; `bridge(scores)` says what lies between two scores, by cause.
`double_rating(instrument, first, second, parts)` says how far two evaluators agree who rated blind.
"""

from compliance.as_of.checklists import adjudicated, as_of, checklist_as_of, with_bill
from compliance.scoring.agreement import Agreement, DoubleRating, double_rating, paired
from compliance.scoring.bridge import CAUSES, Bridge, Change, Why, bridge
from compliance.scoring.gaps import Bundle, Gain, Gap, Loss, Losses, Question, gaps, losses, questions, unlock
from compliance.scoring.instruments import assess, with_leads
from compliance.scoring.path import Path, Reform, Step, path, reforms, unbeaten
from compliance.scoring.values import (
    ArticleScore,
    AsBound,
    Assessment,
    Completion,
    CriterionScore,
    Distribution,
    Exclusion,
    InstrumentScore,
    Item,
    Range,
    SectionScore,
    State,
)
