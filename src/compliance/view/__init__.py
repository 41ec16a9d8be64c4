"""Exactly what a reader sees: findings and figures already words, one value for every deliverable."""
