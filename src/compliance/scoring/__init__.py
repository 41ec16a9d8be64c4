"""Scores of law against a treaty: pure functions from answers to exact fractions.

`assess(instrument, checklist, participation, parts, on)` gives an `Assessment`. On one of its scores,
`losses(score)` says where the missing points are, `gaps(score)` what each open criterion would bring,
`unlock(score, number)` and `to_met(score, number)` what an article's criteria would bring together.
"""
