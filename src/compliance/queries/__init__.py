"""Answers to questions, for a terminal and for other programs."""
