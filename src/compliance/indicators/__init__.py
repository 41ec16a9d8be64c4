"""Series of figures → values and statuses of indicators; only `frames` imports pandas."""
