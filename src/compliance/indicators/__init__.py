"""Series of figures → values of indicators and how they stand; only `frames` imports pandas."""
